// web/src/ui/for-editors.tsx: what only those see who may add and change; a viewer is not offered what the server refuses.

import type { ReactNode } from "react";
import { useCanEdit } from "../api/queries.ts";

export function ForEditors({ children }: { children: ReactNode }) {
  return useCanEdit() ? children : null;
}

/** Fields that a viewer reads and an editor changes. */
export function EditorFields({ children, className }: { children: ReactNode; className?: string }) {
  const canEdit = useCanEdit();
  return (
    <fieldset className={className ? `bare ${className}` : "bare"} disabled={!canEdit}>
      {children}
    </fieldset>
  );
}
