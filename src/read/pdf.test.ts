// read/pdf.test.ts: what a PDF becomes: text, order, tables, boxes, labels, metadata, and how it fails.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { type MadePage, type MadeText, makePdf } from "../../test/support/pdf-maker.ts";
import type { Block, Reading, ReadLimits } from "../records/reading.ts";
import { DossierError } from "../values/error.ts";
import { readPdf } from "./pdf.ts";

const LIMITS: ReadLimits = {
  timeoutMs: 60_000,
  memoryMb: 1000,
  maxPages: 50,
  maxUnpackedBytes: 1e8,
  ocr: "off",
};
const CORPUS = new URL("../../corpus/read/pdf/", import.meta.url);

const readPages = (pages: MadePage[]): Promise<Reading> => readPdf(makePdf({ pages }), "made.pdf", LIMITS);
const row = (y: number, cells: [number, string][]): MadeText[] => cells.map(([x, text]) => ({ x, y, text }));
const wordsOf = (reading: Reading, span: { start: number; end: number }): string =>
  reading.text.slice(span.start, span.end);
const rowsOf = (reading: Reading, block: Block): string[][] => {
  const { table } = block;
  assert.ok(table);
  return Array.from({ length: table.rows }, (_, r) =>
    table.cells.filter((cell) => cell.row === r).map((cell) => wordsOf(reading, cell)),
  );
};
const tableOf = (reading: Reading): Block => {
  const table = reading.blocks.find((block) => block.kind === "table");
  assert.ok(table, "there is a table");
  return table;
};

for (const name of ["research-note-zh", "two-columns-en"])
  test(`${name}.pdf reads as its expected text says`, async () => {
    const reading = await readPdf(readFileSync(new URL(`${name}.pdf`, CORPUS)), name, LIMITS);
    const found = `${reading.blocks
      .map((block) =>
        block.table
          ? `[table] caption ${block.table.caption}, unit ${block.table.unitLine}, ${block.table.headRows} head rows\n${rowsOf(
              reading,
              block,
            )
              .map((cells) => cells.join(" | "))
              .join("\n")}`
          : `[${block.kind}${block.level || ""}] ${wordsOf(reading, block)}`,
      )
      .join("\n")}\n`;
    const expected = new URL(`${name}.expected.txt`, CORPUS);
    if (process.env.UPDATE_EXPECT === "1") writeFileSync(expected, found);
    assert.equal(found, readFileSync(expected, "utf8"));
  });

test("two columns are read one after the other when the file writes them so", async () => {
  const column = (x: number, name: string): MadeText[] =>
    Array.from({ length: 8 }, (_, i) => ({
      x,
      y: 100 + i * 13,
      text: `${name} line ${i} of the running text here`,
    }));
  const reading = await readPages([{ texts: [...column(50, "left"), ...column(320, "right")] }]);
  assert.ok(reading.text.indexOf("left line 7") < reading.text.indexOf("right line 0"));
});

test("a table of figures keeps each figure in its column, brackets and dashes included", async () => {
  const texts = [
    ...row(100, [
      [50, "(in millions)"],
      [250, "2025"],
      [330, "2024"],
    ]),
    ...row(114, [
      [50, "Net sales"],
      [240, "$"],
      [250, "3,226.8"],
      [320, "$"],
      [330, "2,729.4"],
    ]),
    ...row(128, [
      [50, "Operating loss"],
      [250, "(14.2)"],
      [330, "(9.0)"],
    ]),
    ...row(142, [[50, "Net income per share from"]]),
    ...row(154, [
      [50, "continuing operations"],
      [250, "6.68"],
      [340, "-"],
    ]),
  ];
  const reading = await readPages([{ texts }]);
  const table = tableOf(reading);
  assert.deepEqual(rowsOf(reading, table), [
    ["(in millions)", "2025", "2024"],
    ["Net sales", "$ 3,226.8", "$ 2,729.4"],
    ["Operating loss", "(14.2)", "(9.0)"],
    ["Net income per share from continuing operations", "6.68", "-"],
  ]);
  assert.equal(table.table?.unitLine, "(in millions)");
  assert.equal(table.table?.headRows, 1);
  assert.equal(wordsOf(reading, table).split("\n")[1], "Net sales\t$ 3,226.8\t$ 2,729.4");
});

test("one row of figures is a table when each has its head, and a note below is no row of it", async () => {
  const reading = await readPages([
    {
      texts: [
        { x: 60, y: 80, text: "The fair value of our financial instruments was as follows." },
        ...row(104, [
          [250, "July 2023"],
          [370, "July 2022"],
        ]),
        ...row(118, [
          [220, "Fair Value"],
          [280, "Carrying Value"],
          [360, "Fair Value"],
        ]),
        ...row(132, [
          [60, "Long-term debt"],
          [240, "991"],
          [310, "1,130"],
          [380, "1,069"],
        ]),
        ...row(150, [
          [60, "(1)"],
          [80, "Excludes debt discounts, issuance costs and finance lease obligations of all kinds."],
        ]),
        ...row(180, [
          [60, "Shares held"],
          [240, "991"],
        ]),
      ],
    },
  ]);
  assert.deepEqual(rowsOf(reading, tableOf(reading)).at(-1), ["Long-term debt", "991", "1,130", "1,069"]);
  assert.equal(reading.blocks.filter(({ kind }) => kind === "table").length, 1);
  assert.match(reading.text, /\(1\)\s+Excludes debt discounts/);
});

test("a framed table keeps merged cells and the lines of one cell together", async () => {
  const lines: [number, number, number, number][] = [
    [50, 90, 350, 90],
    [150, 110, 350, 110],
    [50, 130, 350, 130],
    [50, 170, 350, 170],
    [50, 90, 50, 170],
    [150, 90, 150, 170],
    [250, 110, 250, 170],
    [350, 90, 350, 170],
  ];
  const texts = [
    ...row(104, [
      [60, "Item"],
      [220, "Both years"],
    ]),
    ...row(124, [
      [160, "2024"],
      [260, "2025"],
    ]),
    ...row(144, [
      [60, "Cash and cash"],
      [160, "10"],
      [260, "12"],
    ]),
    ...row(158, [[60, "equivalents"]]),
  ];
  const reading = await readPages([{ texts, lines }]);
  const table = tableOf(reading);
  assert.deepEqual(rowsOf(reading, table), [
    ["Item", "Both years"],
    ["2024", "2025"],
    ["Cash and cash equivalents", "10", "12"],
  ]);
  const [item, both] = table.table!.cells;
  assert.deepEqual([item?.rowSpan, both?.columnSpan], [2, 2]);
});

test("lines of a paragraph join with a space, a hyphen stays as printed", async () => {
  const reading = await readPages([
    {
      texts: [
        { x: 50, y: 100, text: "The company signed long-" },
        { x: 50, y: 113, text: "term contracts and said" },
        { x: 50, y: 126, text: "that demand was steady." },
      ],
    },
  ]);
  assert.equal(reading.text, "The company signed long-term contracts and said that demand was steady.\n");
});

test("a quote that runs over the page break stands in the text of both pages", async () => {
  const reading = await readPages([
    { texts: [{ x: 50, y: 780, text: "the board expects revenue to" }] },
    { texts: [{ x: 50, y: 60, text: "double within three years" }] },
  ]);
  const flat = reading.text.replace(/\s+/g, " ");
  assert.ok(flat.includes("expects revenue to double within"));
  assert.equal(reading.pages[0]?.end, reading.pages[1]?.start);
});

test("a footnote mark set against a figure does not become part of it", async () => {
  const reading = await readPages([
    {
      texts: [
        { x: 50, y: 100, text: "Revenue was 3,226", size: 12 },
        { x: 151, y: 95, text: "2", size: 7 },
      ],
    },
  ]);
  assert.match(reading.text, /3,226 2/);
});

test("Chinese text whose font is not in the file is read, with a box for each character", async () => {
  const reading = await readPages([
    { texts: [{ x: 72, y: 100, text: "", gbkHex: "cad5c8eb392e38cdf2d4aa2fb6d6", size: 20 }] },
  ]);
  assert.equal(reading.text, "收入9.8万元/吨\n");
  const glyphs = reading.pages[0]!.glyphs!;
  assert.equal(glyphs.length, reading.text.length * 4);
  assert.ok(Math.abs(glyphs[0]! / 65535 - 72 / 595) < 0.002, "the first box starts at its place");
  assert.deepEqual([...glyphs.subarray(-4)], [0, 0, 0, 0], "the line feed is not drawn");
});

test("boxes of a turned page are where the page shows the words", async () => {
  const reading = await readPages([{ texts: [{ x: 72, y: 90, text: "Turned", size: 18 }], rotate: 90 }]);
  const page = reading.pages[0]!;
  assert.deepEqual([page.widthPt, page.heightPt], [842, 595]);
  // A quarter turn clockwise takes (72, 90) from the top left to (842 - 90, 72).
  assert.ok(Math.abs(page.glyphs![2]! / 65535 - (842 - 90 + 5) / 842) < 0.02);
  assert.ok(Math.abs(page.glyphs![1]! / 65535 - 72 / 595) < 0.01);
  assert.equal(reading.text, "Turned\n");
});

test("text turned up the margin stays in one piece and apart from the lines it passes", async () => {
  const reading = await readPages([
    {
      texts: [
        { x: 30, y: 400, text: "Confidential draft", angle: 90 },
        { x: 72, y: 320, text: "First line of the text" },
        { x: 72, y: 333, text: "and the second line." },
      ],
    },
  ]);
  assert.match(reading.text, /^First line of the text and the second line\.\nConfidential draft\n$/);
});

test("text beside the page is not part of it", async () => {
  const reading = await readPages([
    {
      texts: [
        { x: 72, y: 100, text: "Seen" },
        { x: 700, y: 100, text: "Unseen" },
      ],
    },
  ]);
  assert.equal(reading.text, "Seen\n");
});

test("labels come from the file, else from the numbers the pages print", async () => {
  const pages = Array.from({ length: 4 }, (_, i) => ({
    texts: [
      { x: 72, y: 400, text: `Body of page ${i}` },
      { x: 290, y: 820, text: `F-${i + 11}` },
    ],
  }));
  const printed = await readPages(pages);
  assert.deepEqual(
    printed.pages.map((page) => page.label),
    ["F-11", "F-12", "F-13", "F-14"],
  );
  const labelled = await readPdf(
    makePdf({ pages, labels: "0 << /S /r >> 2 << /S /D >>" }),
    "made.pdf",
    LIMITS,
  );
  assert.deepEqual(
    labelled.pages.map((page) => page.label),
    ["i", "ii", "1", "2"],
  );
});

test("lines that come back at the edge of the pages are headers and footers", async () => {
  const reading = await readPages(
    Array.from({ length: 4 }, (_, i) => ({
      texts: [
        { x: 72, y: 40, text: "Acme Corp annual report" },
        { x: 72, y: 400, text: `Text number ${"one two three four".split(" ")[i]} of the report.` },
        { x: 72, y: 810, text: `Page ${i + 1} of 4` },
      ],
    })),
  );
  const kinds = reading.blocks.map((block) => block.kind);
  assert.deepEqual(kinds.slice(0, 3), ["header", "paragraph", "footer"]);
  assert.equal(kinds.filter((kind) => kind === "header").length, 4);
});

test("title, author, date and bookmarks of the file are told with the words they came from", async () => {
  const bytes = makePdf({
    title: "A note on storage",
    author: "A. Writer",
    created: "D:20250102030405+08'00'",
    bookmarks: [{ title: "Costs", page: 2 }],
    pages: [
      { texts: [{ x: 72, y: 100, text: "Opening words without a date" }] },
      {
        texts: [
          { x: 72, y: 90, text: "Preface of the page" },
          { x: 72, y: 130, text: "Costs", size: 20, isBold: true },
        ],
      },
    ],
  });
  const { meta, outline, text } = await readPdf(bytes, "made.pdf", LIMITS);
  assert.deepEqual([meta.title, meta.author, meta.language], ["A note on storage", "A. Writer", "en"]);
  assert.deepEqual(meta.published, {
    iso: "2025-01-02T03:04+08:00",
    words: "D:20250102030405+08'00'",
    from: "file",
  });
  assert.deepEqual(outline, [{ title: "Costs", level: 1, page: 2, start: text.indexOf("Costs") }]);
});

test("a few bookmarks in a long file have the heads of its text below them", async () => {
  const head = (text: string, size: number): MadeText => ({ x: 72, y: 90, text, size, isBold: true });
  const body = (i: number): MadeText => ({
    x: 72,
    y: 130,
    text: `Text of page ${"abcdefghij"[i]} for its part.`,
  });
  const bytes = makePdf({
    bookmarks: [
      { title: "First part", page: 1 },
      { title: "Second part", page: 6 },
    ],
    pages: Array.from({ length: 10 }, (_, i) => ({
      texts: [
        i === 0
          ? head("First part", 20)
          : i === 5
            ? head("Second part", 20)
            : head(`Matter ${"abcdefghij"[i]}`, 14),
        body(i),
      ],
    })),
  });
  const { outline } = await readPdf(bytes, "made.pdf", LIMITS);
  assert.deepEqual(
    outline.slice(0, 3).map(({ title, level, page }) => [title, level, page]),
    [
      ["First part", 1, 1],
      ["Matter b", 3, 2],
      ["Matter c", 3, 3],
    ],
  );
  assert.equal(outline.length, 10);
});

test("a date printed on the first page goes before the file's own, the end of a period does not", async () => {
  const bytes = makePdf({
    created: "D:20250310030405Z",
    pages: [
      { texts: [{ x: 72, y: 100, text: "For the year ended December 31, 2024. Published March 9, 2025." }] },
    ],
  });
  const { meta } = await readPdf(bytes, "made.pdf", LIMITS);
  assert.deepEqual(meta.published, { iso: "2025-03-09", words: "March 9, 2025", from: "text" });
});

test("a scanned page is marked for OCR, an empty one as blank", async () => {
  const reading = await readPages([{ hasPicture: true }, {}, { texts: [{ x: 72, y: 100, text: "Text" }] }]);
  assert.deepEqual(
    reading.pages.map((page) => page.marks),
    [["needs-ocr"], ["blank"], []],
  );
  assert.deepEqual(
    reading.pages.map((page) => page.origin),
    ["none", "none", "text"],
  );
  assert.deepEqual(
    reading.problems.map(({ code, at }) => [code, at.page]),
    [["needs-ocr", 1]],
  );
});

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof DossierError) return error.code;
    throw error;
  }
  return "none";
};

test("a locked file asks for its password and opens with it", async () => {
  const bytes = readFileSync(new URL("locked-user.pdf", CORPUS));
  assert.equal(await codeOf(readPdf(bytes, "locked.pdf", LIMITS)), "password-needed");
  assert.equal(await codeOf(readPdf(bytes, "locked.pdf", LIMITS, { password: "no" })), "password-wrong");
  const reading = await readPdf(bytes, "locked.pdf", LIMITS, { password: "open-me" });
  assert.match(reading.text, /revenue was \$48\.2 million/);
});

test("a file that is only protected against changes opens without a password", async () => {
  const reading = await readPdf(readFileSync(new URL("locked-owner.pdf", CORPUS)), "owner.pdf", LIMITS);
  assert.match(reading.text, /\$48\.2 million/);
});

test("files that are no PDF are damaged-file, too many pages are refused", async () => {
  assert.equal(await codeOf(readPdf(Buffer.from("<html>no</html>"), "a.pdf", LIMITS)), "damaged-file");
  assert.equal(await codeOf(readPdf(new Uint8Array(0), "a.pdf", LIMITS)), "damaged-file");
  const two = makePdf({ pages: [{}, {}] });
  assert.equal(await codeOf(readPdf(two, "a.pdf", { ...LIMITS, maxPages: 1 })), "too-many-pages");
});

test("a page whose dictionary is broken is marked and the others are read", async () => {
  const text = Buffer.from(
    makePdf({
      pages: [{ texts: [{ x: 72, y: 90, text: "one" }] }, { texts: [{ x: 72, y: 90, text: "two" }] }],
    }),
  ).toString("latin1");
  const at = text.indexOf("/Type /Page /Parent");
  const broken = `${text.slice(0, at)}/Type /Pigs /Parent${text.slice(at + 19)}`.replace(
    /\/Kids \[\d+ 0 R/,
    "/Kids [99 0 R",
  );
  const reading = await readPdf(Buffer.from(broken, "latin1"), "broken.pdf", LIMITS);
  assert.equal(reading.pages.length, 2);
  assert.deepEqual(reading.pages[0]!.marks, ["damaged"]);
  assert.match(reading.text, /two/);
});
