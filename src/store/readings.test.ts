// store/readings.test.ts: a reading comes back as it was kept, whole and in parts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import fc from "fast-check";
import type { Block, Reading } from "../records/reading.ts";
import { documentOf, ENGINES, openTestStore, versionOf } from "./engines.test-support.ts";
import { packReading } from "./readings.ts";
import type { Store } from "./store.ts";

const TEXT = "头 Heading\nRevenue\t1,802\nNext page\n";

function readingOf(blocks: Block[], text = TEXT): Reading {
  const page = { label: null, widthPt: 600, heightPt: 800, origin: "text", marks: [] } as const;
  const boxes = (start: number, end: number) =>
    Uint16Array.from({ length: (end - start) * 4 }, (_, at) => at + start);
  const half = text.length >> 1;
  return {
    reader: "test 1",
    text,
    pages: [
      { ...page, marks: ["damaged"], start: 0, end: half, glyphs: boxes(0, half) },
      { ...page, label: "F-2", marks: [], start: half, end: text.length, glyphs: null },
    ],
    blocks,
    outline: [{ title: "Heading", level: 1, page: 1, start: 0 }],
    meta: {
      title: "Heading",
      author: null,
      source: null,
      published: null,
      language: null,
      url: null,
      isTeaser: false,
    },
    html: null,
    attachments: [],
    problems: [],
  };
}

const BLOCKS: Block[] = [
  { kind: "heading", level: 1, start: 0, end: 9 },
  {
    kind: "table",
    level: 0,
    start: 10,
    end: 23,
    table: {
      caption: "单位：亿元\n",
      unitLine: null,
      rows: 1,
      columns: 2,
      headRows: 0,
      cells: [{ row: 0, column: 0, rowSpan: 1, columnSpan: 1, start: 10, end: 17 }],
    },
  },
  { kind: "paragraph", level: 0, start: 24, end: 33 },
];

async function keep(store: Store, reading: Reading): Promise<string> {
  const document = documentOf();
  await store.documents.insert(document, null);
  await store.documents.insertVersion(versionOf(document.id));
  await store.readings.put(document.versionId, await packReading(reading));
  return document.versionId;
}

for (const engine of ENGINES) {
  test(`on ${engine} a reading comes back whole, without its boxes`, async (t) => {
    const store = await openTestStore(engine, t);
    const reading = readingOf(BLOCKS);
    const id = await keep(store, reading);
    const pages = reading.pages.map((page) => ({ ...page, glyphs: null }));
    assert.deepEqual(await store.readings.whole(id), { ...reading, pages });
    const [first, second] = await store.readings.glyphs(id, 0, TEXT.length);
    assert.deepEqual(first?.glyphs, reading.pages[0]!.glyphs);
    assert.deepEqual([second?.page.label, second?.glyphs], ["F-2", null]);
    assert.equal(await store.readings.whole("ver_none"), null);
  });
}

test("a desk of the first version, which kept blocks as one list, is read as before", async (t) => {
  const store = await openTestStore("sqlite", t);
  const id = await keep(store, readingOf([]));
  const packed = await promisify(deflateRaw)(JSON.stringify(BLOCKS));
  await store.database.run("UPDATE readings SET blocks = ? WHERE version_id = ?", [packed, id]);
  assert.deepEqual((await store.readings.whole(id))?.blocks, BLOCKS);
  assert.deepEqual(
    (await store.readings.blockHeads(id, { start: 9, end: 24 })).map(({ kind }) => kind),
    ["table"],
  );
});

test("the blocks of any stretch are those that overlap it, in order", async (t) => {
  const store = await openTestStore("sqlite-direct", t);
  const sizes = fc.array(fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 30 })), { maxLength: 60 });
  const document = documentOf();
  await store.documents.insert(document, null);
  await store.documents.insertVersion(versionOf(document.id));
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(400), fc.integer({ min: 1, max: 100 }), async (gaps, from, length) => {
      let at = 0;
      const blocks = gaps.map(([gap, size], level): Block => {
        const start = at + gap;
        at = start + size;
        return { kind: "paragraph", level, start, end: at };
      });
      await store.readings.put(document.versionId, await packReading(readingOf(blocks, "x".repeat(at + 2))));
      const span = { start: from, end: from + length };
      const wanted = blocks.filter(({ start, end }) => start < span.end && end > span.start);
      assert.deepEqual(await store.readings.blockHeads(document.versionId, span), wanted);
    }),
    { numRuns: 60 },
  );
});
