// read/reading-check.ts: what every reading promises of its own offsets, checked.
//
// Tests of all formats end here. Slow by intent: it parses the HTML again and looks at every element.

import assert from "node:assert/strict";
import type { Reading } from "../records/reading.ts";
import { isElement, parseDom, visit } from "./dom.ts";
import { sanitiseFully } from "./sanitise.ts";

/**
 * Throws an AssertionError for a reading whose pages have gaps, whose blocks overlap, whose HTML holds
 * other words than its text, or whose HTML the sanitiser would still change.
 */
export function checkReading(reading: Reading): void {
  const { text, pages, blocks, html } = reading;
  assert.ok(text.isWellFormed());
  assert.doesNotMatch(text, /[\u0000-\u0008\u000b\u000e-\u001f\u007f\r]/);
  assert.equal(pages[0]!.start, 0);
  assert.equal(pages.at(-1)!.end, text.length);
  for (let i = 1; i < pages.length; i++) assert.equal(pages[i]!.start, pages[i - 1]!.end);
  let at = 0;
  for (const block of blocks) {
    assert.ok(block.start >= at && block.end > block.start, `block ${JSON.stringify(block).slice(0, 80)}`);
    at = block.end;
    for (const cell of block.table?.cells ?? [])
      assert.ok(cell.start >= block.start && cell.end <= block.end);
  }
  const placed = new Set<number>();
  visit(parseDom(html ?? "").documentElement!, (node) => {
    if (!isElement(node) || !node.hasAttribute("data-start")) return true;
    const start = Number(node.getAttribute("data-start"));
    assert.equal(node.textContent, text.slice(start, Number(node.getAttribute("data-end"))));
    placed.add(start);
    return true;
  });
  for (const block of blocks) if (block.table === undefined) assert.ok(placed.has(block.start));
  assert.equal(sanitiseFully(html ?? "").replaceAll("<br />", "<br>"), html);
}
