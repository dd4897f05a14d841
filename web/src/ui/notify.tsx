// web/src/ui/notify.tsx: short messages at the foot of the window, with a way back where there is one.

import { notifications } from "@mantine/notifications";

const STAYS_MS = 6000;
const STAYS_WITH_UNDO_MS = 10_000;

/** Says something, with an undo that closes the message. */
export function say(message: string, undo?: { label: string; run: () => void }): void {
  const id = notifications.show({
    autoClose: undo ? STAYS_WITH_UNDO_MS : STAYS_MS,
    withBorder: false,
    message: undo ? (
      <span className="row">
        {message}
        <button
          type="button"
          className="link end"
          onClick={() => {
            notifications.hide(id);
            undo.run();
          }}
        >
          {undo.label}
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
