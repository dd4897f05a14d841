// web/src/ui/copy.ts: puts text on the clipboard, also where the browser keeps its own way for secure pages.
//
// A desk in a local network is often reached over plain HTTP, where navigator.clipboard does not exist; the old
// way (a selected text field and the copy command) works there.

import { useWords } from "../i18n/i18n.ts";
import { complain, say } from "./notify.tsx";

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.style.cssText = "position:fixed;inset:0 auto auto 0;opacity:0";
  // Inside an open dialog, whose focus trap would take the focus back from anywhere else.
  (before?.closest("[role=dialog]") ?? document.body).append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return isDone;
}

async function copyText(text: string): Promise<boolean> {
  // Typed as always there; on plain HTTP it is not.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard === undefined) return copyBySelection(text);
  return clipboard.writeText(text).then(
    () => true,
    () => copyBySelection(text),
  );
}

/** Copies, then says `done` (that it was copied) or that the browser did not allow it. */
export function useCopy(): (text: string, done?: string) => void {
  const words = useWords();
  return (text, done = words("action.copied")) =>
    void copyText(text).then((isDone) => (isDone ? say(done) : complain(words("action.notCopied"))));
}
