// web/src/ui/document-actions.ts: what one can do with documents from any list, each with its way back.

import { useMemo } from "react";
import { patch, post } from "../api/client.ts";
import type { Document } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { useAct } from "./act.ts";
import { say } from "./notify.tsx";

export type BulkAction =
  | "trash"
  | "restore"
  | "delete"
  | "archive"
  | "unarchive"
  | "favourite"
  | "unfavourite"
  | "read"
  | "unread"
  | "reread"
  | "tag"
  | "untag";

const BACK: Partial<Record<BulkAction, BulkAction>> = {
  trash: "restore",
  archive: "unarchive",
  unarchive: "archive",
};
const TOUCHES = ["documents", "document", "topic", "topics", "desk", "search", "saved"] as const;

interface Bulk {
  ids: readonly string[];
  action: BulkAction;
  tag?: string;
  isQuiet?: boolean;
}

/** The same object each time, so that a long list need not be drawn anew for it. */
export function useDocumentActions() {
  const words = useWords();
  const bulk = useAct(
    ({ ids, action, tag }: Bulk) => post<{ changed: number }>("/api/documents/bulk", { ids, action, tag }),
    TOUCHES,
    ({ changed }, { ids, action, isQuiet }) => {
      if (isQuiet) return;
      const back = BACK[action];
      say(
        words(`done.${action}`, { count: changed }),
        back && { label: words("action.undo"), run: () => bulk({ ids, action: back, isQuiet: true }) },
      );
    },
  );
  const update = useAct(
    ({ id, ...change }: { id: string } & Record<string, unknown>) =>
      patch<Document>(`/api/documents/${id}`, change),
    TOUCHES,
  );
  return useMemo(
    () => ({
      run: (input: Bulk) => bulk(input),
      update: (id: string, change: Record<string, unknown>) => update({ id, ...change }),
      favourite: (document: Document) => update({ id: document.id, isFavourite: !document.isFavourite }),
      archive: (document: Document) =>
        bulk({ ids: [document.id], action: document.isArchived ? "unarchive" : "archive" }),
      trash: (document: Pick<Document, "id">) => bulk({ ids: [document.id], action: "trash" }),
    }),
    [bulk, update],
  );
}
export type DocumentActions = ReturnType<typeof useDocumentActions>;
