// web/src/ui/notify.tsx: short messages at the foot of the window, with a way back where there is one.

import { notifications } from "@mantine/notifications";

const STAYS_MS = 6000;
const STAYS_WITH_UNDO_MS = 10_000;

/** The last thing that can be taken back, while its message is there. */
let takeBack: (() => void) | null = null;

/** Takes the last thing back, as its message offers; nothing when there is none any more. */
export function undoLast(): void {
  takeBack?.();
}

/** Says something, with an undo that closes the message. */
export function say(message: string, undo?: { label: string; run: () => void }): void {
  const back = () => {
    notifications.hide(id);
    undo?.run();
  };
  if (undo) takeBack = back;
  const id = notifications.show({
    onClose: () => {
      if (takeBack === back) takeBack = null;
    },
    autoClose: undo ? STAYS_WITH_UNDO_MS : STAYS_MS,
    withBorder: false,
    message: undo ? (
      <span className="row">
        {message}
        <button type="button" className="link end" onClick={back}>
          {undo.label} <kbd>z</kbd>
        </button>
      </span>
    ) : (
      message
    ),
  });
}

/** Says that something did not work; stays until it is closed. */
export function complain(message: string): void {
  notifications.show({ autoClose: false, withBorder: false, color: "conflict", message });
}
