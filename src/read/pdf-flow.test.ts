// read/pdf-flow.test.ts: a sentence cut by a column or a page is one sentence, and nothing is lost on the way.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { type MadePage, type MadeText, makePdf } from "../../test/support/pdf-maker.ts";
import type { Reading, ReadLimits } from "../records/reading.ts";
import { readPdf } from "./pdf.ts";
import type { PageBlock } from "./pdf-blocks.ts";
import { flowPages } from "./pdf-flow.ts";

const LIMITS: ReadLimits = {
  timeoutMs: 60_000,
  memoryMb: 1000,
  maxPages: 50,
  maxUnpackedBytes: 1e8,
  ocr: "off",
};
const readPages = (pages: MadePage[]): Promise<Reading> => readPdf(makePdf({ pages }), "made.pdf", LIMITS);
const linesAt = (x: number, y: number, lines: string[]): MadeText[] =>
  lines.map((text, i) => ({ x, y: y + i * 13, text }));
const running = (page: number): MadeText[] => [
  { x: 72, y: 40, text: "Acme Corp annual report" },
  { x: 72, y: 810, text: `Page ${page} of 4` },
];
const blockOf = (reading: Reading, words: string): string => {
  const at = reading.text.indexOf(words);
  assert.ok(at >= 0, `“${words}” stands in the text`);
  const block = reading.blocks.find(({ start, end }) => start <= at && at < end);
  assert.ok(block);
  return reading.text.slice(block.start, block.end);
};

const FIRST = [
  "The board met in March and looked at the plans for the coming years",
  "in some detail. After a long debate it expects that the revenue will",
];
const SECOND = ["double within three years, and that margins will follow.", "It asks for more."];

test("a paragraph over a page break is one block whose text runs on without head and foot", async () => {
  const reading = await readPages([
    { texts: [...running(1), ...linesAt(72, 740, FIRST)] },
    {
      texts: [...running(2), ...linesAt(72, 90, SECOND), { x: 72, y: 400, text: "Another matter follows." }],
    },
    { texts: [...running(3), { x: 72, y: 400, text: "And a last one is here." }] },
  ]);
  const quote = "it expects that the revenue will double within three years, and that margins will follow.";
  assert.ok(blockOf(reading, quote).endsWith("It asks for more."));
  const start = reading.text.indexOf(quote);
  const [one, two] = reading.pages as [Reading["pages"][0], Reading["pages"][0]];
  assert.ok(start < one.end && start + quote.length > two.start, "the quote lies on both pages");
  const drawnOn = (page: typeof one): number => {
    let drawn = 0;
    for (let at = Math.max(start, page.start); at < Math.min(start + quote.length, page.end); at++)
      if (page.glyphs![(at - page.start) * 4 + 2]! > 0) drawn++;
    return drawn;
  };
  assert.equal(drawnOn(one), "itexpectsthattherevenuewill".length);
  assert.equal(drawnOn(two), "doublewithinthreeyears,andthatmarginswillfollow.".length);
  assert.equal(reading.blocks.filter(({ kind }) => kind === "header").length, 3);
  assert.equal(reading.blocks.filter(({ kind }) => kind === "footer").length, 3);
});

test("a table at the head of the page does not part a sentence that goes on below it", async () => {
  const row = (y: number, cells: [number, string][]): MadeText[] =>
    cells.map(([x, text]) => ({ x, y, text }));
  const table = [
    ...row(90, [
      [72, "In millions"],
      [300, "2025"],
      [380, "2024"],
    ]),
    ...row(104, [
      [72, "Net sales"],
      [300, "120"],
      [380, "100"],
    ]),
    ...row(118, [
      [72, "Net income"],
      [300, "12"],
      [380, "9"],
    ]),
  ];
  const reading = await readPages([
    { texts: [...running(1), ...linesAt(72, 740, FIRST)] },
    { texts: [...running(2), ...table, ...linesAt(72, 180, SECOND)] },
    { texts: running(3) },
  ]);
  assert.match(blockOf(reading, "it expects"), /will double within/);
  const found = reading.blocks.find(({ kind }) => kind === "table");
  assert.equal(found?.table?.cells.map(({ start, end }) => reading.text.slice(start, end)).at(-1), "9");
});

test("a paragraph that goes on in the next column is one block", async () => {
  const left = [
    "The first column of this page tells a",
    "story about storage and its cost, and",
    "it ends with words that are not",
  ];
  const right = [
    "the end of what it wants to say here.",
    "There is more to it in the second one",
    "of these two columns of the page.",
  ];
  const reading = await readPages([{ texts: [...linesAt(50, 100, left), ...linesAt(320, 100, right)] }]);
  assert.match(blockOf(reading, "The first column"), /words that are not the end of what/);
});

test("a sentence that ended, a heading and a list stay apart from what came before the break", async () => {
  const ended = [FIRST[0]!, "in some detail. After a long debate it wants that revenue doubles."];
  const open = linesAt(72, 740, FIRST);
  const after = async (texts: MadeText[], before = open): Promise<string> =>
    blockOf(await readPages([{ texts: before }, { texts }, { texts: [] }]), "in some detail");
  assert.match(await after(linesAt(72, 90, SECOND), linesAt(72, 740, ended)), /doubles\.$/);
  assert.match(await after([{ x: 72, y: 90, text: "double or quits", size: 18 }]), /will$/);
  assert.match(await after(linesAt(72, 90, ["1. double within", "2. and more"])), /will$/);
});

test("the sample report in Chinese has its sentences whole over columns and pages", async () => {
  const path = new URL("../desk/sample/mingxu-amazon-fy25q3.pdf", import.meta.url);
  const reading = await readPdf(readFileSync(path), "mingxu.pdf", LIMITS);
  assert.match(blockOf(reading, "它的算力是 Anthropic 训练上"), /训练上一代模型所用集群的 5 倍，并且计划/);
  assert.match(blockOf(reading, "市场上比较四家云厂商"), /两者不能直接相减。$/);
  assert.match(blockOf(reading, "年化规模达数十亿美元"), /^Trainium2 已订满/);
});

const WORDS = fc.constantFrom(
  "the revenue of the company for the year will",
  "double within three years and more.",
  "供给而不是需求在限制收入的增长，我们预计明年的",
  "产能将会翻倍。",
  "Figure 3 Capacity",
  "12",
);
const KINDS = fc.constantFrom(
  "paragraph",
  "paragraph",
  "paragraph",
  "footer",
  "header",
  "footnote",
  "heading",
  "list-item",
);
const PAGE = fc.array(fc.record({ words: WORDS, kind: KINDS, right: fc.boolean() }), { maxLength: 6 });

test("whatever runs on, each page keeps its letters with their boxes and blocks cover them in order", () => {
  fc.assert(
    fc.property(fc.array(PAGE, { maxLength: 5 }), (made) => {
      const pages = made.map((parts) => {
        let text = "";
        const blocks = parts.map(({ words, right }, i): PageBlock => {
          const start = text.length;
          text += `${words}\n`;
          const box = { x0: right ? 320 : 50, x1: right ? 560 : 290, y0: 50 + 40 * i, y1: 70 + 40 * i };
          const ends = { firstX0: box.x0, lastX1: box.x1, firstWidth: 20, lineCount: 2 };
          return {
            start,
            end: text.length - 1,
            ...box,
            ...ends,
            sizePt: 10,
            isBold: false,
            table: null,
            isChart: false,
          };
        });
        const glyphs = Uint16Array.from({ length: text.length * 4 }, (_, i) =>
          text[i >> 2] === "\n" ? 0 : text.charCodeAt(i >> 2),
        );
        return { text, glyphs, blocks };
      });
      const roles = made.map((parts, p) =>
        parts.map(({ kind }, i) => {
          const { start, end } = pages[p]!.blocks[i]!;
          return { kind: kind as "paragraph", level: 0, start, end };
        }),
      );
      const flowed = flowPages(pages, roles);
      const sorted = (text: string) => Array.from(text.replace(/\s/g, "")).sort().join("");
      flowed.pages.forEach(({ text, glyphs }, p) => {
        assert.equal(sorted(text), sorted(pages[p]!.text));
        assert.equal(glyphs.length, text.length * 4);
        for (let i = 0; i < text.length; i++)
          if (glyphs[i * 4] !== 0) assert.equal(glyphs[i * 4], text.charCodeAt(i));
          else assert.match(text[i]!, /\s/);
      });
      const text = flowed.pages.map((page) => page.text).join("");
      let at = 0;
      for (const { start, end } of flowed.blocks) {
        assert.ok(start >= at && end > start);
        assert.equal(text.slice(at, start).trim(), "");
        at = end;
      }
      assert.equal(text.slice(at).trim(), "");
    }),
    { numRuns: 300 },
  );
});
