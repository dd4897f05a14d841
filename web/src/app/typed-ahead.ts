// web/src/app/typed-ahead.ts: keeps what one types between the press that opens the palette and its field being there.
//
// The first time the palette is fetched and made, a fast typist is some letters ahead of it.

import { isTyping } from "../ui/keys.ts";

let typed = "";

function collect(event: KeyboardEvent): void {
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (isTyping(target) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") takeTyped();
  if (event.key.length !== 1) return;
  event.preventDefault();
  event.stopPropagation();
  typed += event.key;
}

/** From now on letters are kept instead of being commands, until they are taken. */
export function keepTyped(): void {
  typed = "";
  window.addEventListener("keydown", collect, true);
}

/** The letters kept so far; nothing is kept any more. */
export function takeTyped(): string {
  window.removeEventListener("keydown", collect, true);
  const all = typed;
  typed = "";
  return all;
}
