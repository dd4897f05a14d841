// web/src/ui/dialog.tsx: a box over the page: named by its title, closed by Esc, focus given back to where it was.

import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../i18n/i18n.ts";
import { useFocusBack } from "./focus-back.ts";

interface DialogProps {
  title: string;
  close: () => void;
  /** Width in CSS pixels. */
  width?: number;
  children: ReactNode;
}

/** Open while it is rendered. */
export function Dialog({ title, close, width = 440, children }: DialogProps) {
  const words = useWords();
  useFocusBack();
  return (
    <Modal.Root opened onClose={close} size={width} returnFocus={false} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content>
        {/* By itself it would be a second banner of the page to a screen reader. */}
        <Modal.Header role="none">
          <Modal.Title>
            <b>{title}</b>
          </Modal.Title>
          <Modal.CloseButton aria-label={words("action.close")} />
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
