// web/src/sources/clip-message.test.ts: the bookmarklet sends to its own desk only.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bookmarkletCode, clippedPage } from "./clip-message.ts";

test("the bookmarklet names the desk and sends only to it", () => {
  const code = decodeURIComponent(bookmarkletCode("http://127.0.0.1:4700/").replace("javascript:", ""));
  assert.match(code, /const d="http:\/\/127\.0\.0\.1:4700";/);
  assert.doesNotMatch(code, /postMessage\([^)]*"\*"/);
});

test("the bookmarklet is a program", () => {
  const code = decodeURIComponent(bookmarkletCode("https://desk.example").replace("javascript:", ""));
  assert.doesNotThrow(() => new Function(code));
});

test("a page from the web is taken", () => {
  const page = { url: "https://example.com/a", title: "A", html: "<p>a</p>" };
  assert.deepEqual(clippedPage({ dossierClip: page }), page);
});

test("an address that is no web page and any other message are refused", () => {
  assert.equal(clippedPage({ dossierClip: { url: "javascript:1", title: "", html: "" } }), null);
  fc.assert(
    fc.property(fc.anything(), (data) => {
      assert.equal(clippedPage(data), null);
    }),
    { numRuns: 200 },
  );
});
