// read/pdf-charts.test.ts: the labels of a chart are one block, and tables that look a little like one stay tables.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type MadeText, makePdf } from "../../test/support/pdf-maker.ts";
import { readPdf } from "./pdf.ts";

const LIMITS = { timeoutMs: 60_000, memoryMb: 1000, maxPages: 5, maxUnpackedBytes: 1e8, ocr: "off" } as const;

/** "kind: text" of each block, its lines parted by "/". */
async function blocksOf(texts: MadeText[]): Promise<string[]> {
  const reading = await readPdf(makePdf({ pages: [{ texts }] }), "made.pdf", LIMITS);
  return reading.blocks.map(
    ({ kind, start, end }) => `${kind}: ${reading.text.slice(start, end).replaceAll("\n", "/")}`,
  );
}

const axis = (x: number, top: number, labels: string[], step = 24): MadeText[] =>
  labels.map((text, i) => ({ x, y: top + i * step, text, size: 8 }));
const LINE = "Shipments rose in every region while prices fell a little in the second half of the year.";

test("ticks, labels and what stands between them are one figure; caption, source and text stay theirs", async () => {
  const blocks = await blocksOf([
    { x: 60, y: 100, text: "Figure 3: Shipments by quarter", isBold: true },
    ...axis(60, 130, ["80", "60", "40", "20"]),
    // Set to the right, as axes are: a digit of Helvetica is .556 wide.
    { x: 60 + 0.556 * 8, y: 226, text: "0", size: 8 },
    { x: 130, y: 160, text: "67.1", size: 8 },
    ...axis(310, 130, ["20%", "15%", "10%", "5%", "0%"]),
    ...["1Q24", "2Q24", "3Q24", "4Q24"].map((text, i) => ({ x: 90 + 55 * i, y: 240, text, size: 8 })),
    { x: 60, y: 262, text: "Source: company reports", size: 8 },
    { x: 60, y: 300, text: LINE },
  ]);
  assert.deepEqual(blocks, [
    "caption: Figure 3: Shipments by quarter",
    "figure: 80\t20%/60\t15%/67.1/40\t10%/20\t5%/0\t0%/1Q24\t2Q24\t3Q24\t4Q24",
    "paragraph: Source: company reports",
    `paragraph: ${LINE}`,
  ]);
});

test("charts beside each other are two, and labels that are turned belong to theirs", async () => {
  const chart = (x: number, ticks: string[]): MadeText[] => [
    ...axis(x, 130, ticks),
    ...["(-1%,0%]", "(0%,1%]", "(1%,2%]", "(2%,3%]"].map((text, i) => ({
      x: x + 40 + 30 * i,
      y: 275,
      text,
      size: 8,
      angle: 90,
    })),
  ];
  const blocks = await blocksOf([
    { x: 60, y: 80, text: LINE },
    ...chart(60, ["400", "300", "200", "100", "0"]),
    ...chart(320, ["2.0", "1.5", "1.0", "0.5", "0.0"]),
  ]);
  assert.equal(blocks.filter((block) => block.startsWith("figure")).length, 2);
  assert.match(blocks[1]!, /^figure: 400\/300\/200\/100\/0\/\(-1%,0%\]\/\(0%,1%\]\/\(1%,2%\]\/\(2%,3%\]$/);
  assert.match(blocks[2]!, /^figure: 2\.0\/1\.5\/1\.0\/0\.5\/0\.0\/\(-1%,0%\]/);
});

test("rows of a table at even steps, years and marks of notes are no ticks", async () => {
  const rows = (stub: string[], cells: (i: number) => string): MadeText[] =>
    stub.flatMap((text, i) => [
      { x: 60, y: 120 + 16 * i, text },
      { x: 300, y: 120 + 16 * i, text: cells(i) },
    ]);
  for (const stub of [
    ["40", "30", "20", "10"],
    ["2024", "2023", "2022", "2021"],
    ["(4)", "(3)", "(2)", "(1)"],
  ]) {
    const blocks = await blocksOf([{ x: 60, y: 80, text: LINE }, ...rows(stub, (i) => `${5 * i + 3}.7`)]);
    assert.ok(!blocks.some((block) => block.startsWith("figure")), stub[0]);
  }
  const years = await blocksOf(axis(60, 100, ["2024", "2023", "2022", "2021", "2020"]));
  assert.ok(!years.some((block) => block.startsWith("figure")));
  const marks = await blocksOf(axis(60, 100, ["(2)", "(3)", "(4)", "(5)"]));
  assert.ok(!marks.some((block) => block.startsWith("figure")));
});
