// web/src/ui/keys.ts: one listener for all single-key commands.
//
// Pages lay their bindings on a stack; the newest that knows the key gets it. Nothing fires while
// one types, while an input method composes, or (unless it says so) under an open dialog.

import { useEffect, useRef } from "react";

/** What "mod" is called on the keyboard before one. */
export const MOD_KEY = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "") ? "⌘" : "Ctrl";

export type Bindings = Record<string, (event: KeyboardEvent) => void>;

const TYPING = new Set(["INPUT", "TEXTAREA", "SELECT"]);
const QUIET_INPUTS = new Set(["checkbox", "radio", "button", "range"]);

interface KeyTarget {
  tagName?: string;
  type?: string;
  isContentEditable?: boolean;
}

/** Whether a key pressed on this element belongs to what is being typed. */
export function isTyping(target: KeyTarget | null): boolean {
  if (!target) return false;
  if (target.isContentEditable) return true;
  if (!TYPING.has(target.tagName ?? "")) return false;
  return !(target.tagName === "INPUT" && QUIET_INPUTS.has(target.type ?? ""));
}

/** "mod+k", "?", "j", "Escape": how bindings name a key press. */
export function nameOfKey(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return `mod+${key}`;
  return event.altKey ? `alt+${key}` : key;
}

interface Layer {
  bindings: Bindings;
  inDialogs: boolean;
}
const layers: { current: Layer }[] = [];

function onKeyDown(event: KeyboardEvent) {
  if (event.isComposing || event.defaultPrevented) return;
  const name = nameOfKey(event);
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (isTyping(target) && !name.startsWith("mod+")) return;
  // Enter on a link or button is that control's own.
  if (name === "Enter" && target?.closest("a,button,summary,[role=button],[role=option]")) return;
  const isUnderDialog = document.querySelector("[aria-modal=true]") !== null;
  for (const { current } of [...layers].reverse()) {
    if (isUnderDialog && !current.inDialogs) continue;
    const run = current.bindings[name];
    if (!run) continue;
    event.preventDefault();
    run(event);
    return;
  }
}

/** Binds keys while the component is shown. `inDialogs`: also under an open dialog. */
export function useKeys(bindings: Bindings, inDialogs = false): void {
  const layer = useRef<Layer>({ bindings, inDialogs });
  layer.current = { bindings, inDialogs };
  useEffect(() => {
    if (layers.length === 0) window.addEventListener("keydown", onKeyDown);
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) window.removeEventListener("keydown", onKeyDown);
    };
  }, []);
}
