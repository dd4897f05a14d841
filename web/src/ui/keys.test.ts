// web/src/ui/keys.test.ts: which key a press is, and whose it is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isTyping, nameOfKey } from "./keys.ts";

const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey", boolean>> = {}) =>
  nameOfKey({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

test("Ctrl and Command are the same key to a binding", () => {
  assert.equal(press("K", { ctrlKey: true }), "mod+k");
  assert.equal(press("k", { metaKey: true }), "mod+k");
});

test("letters are named in lower case and signs as they are typed", () => {
  assert.equal(press("J"), "j");
  assert.equal(press("?"), "?");
  assert.equal(press("Escape"), "Escape");
  assert.equal(press("k", { altKey: true }), "alt+k");
});

test("a text field keeps its keys, a check box does not", () => {
  assert.equal(isTyping({ tagName: "INPUT", type: "text" }), true);
  assert.equal(isTyping({ tagName: "INPUT", type: "checkbox" }), false);
  assert.equal(isTyping({ tagName: "TEXTAREA" }), true);
  assert.equal(isTyping({ tagName: "DIV", isContentEditable: true }), true);
  assert.equal(isTyping({ tagName: "A" }), false);
  assert.equal(isTyping(null), false);
});
