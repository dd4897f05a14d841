// test/journeys/drop.test.ts: a newcomer's first minutes: a topic, a dropped PDF, its search, a citation and its box.
//
// The places of the words on the page are those that poppler's pdftotext -bbox gave for the same file: a second
// opinion on where the box must be, from a program that shares nothing with ours.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Box } from "../../src/records/citation.ts";
import { coveredShare, type Rectangle } from "../support/boxes.ts";
import { drawnBoxes, drop, openJourney, withoutBrowser } from "../support/browser.ts";
import { makePdf } from "../support/pdf-maker.ts";

const PAGE = { width: 595, height: 842 };
const HEADING = "Quarry Lake Compute: third quarter 2025 review";
const CAPEX =
  "Capital expenditure of $12.6 billion went mostly into the zwickelforth campus, which takes its power";
/** x0, y0, x1, y1 in points: the two lines of the sentence, its first line to the last word, as poppler sees them. */
const CAPEX_LINES: [number, number, number, number][] = [
  [72, 246.461, 458.904, 256.1735],
  [72, 261.461, 278.985, 271.1735],
];
const ZWICKELFORTH: [number, number, number, number] = [331.707, 246.461, 386.5485, 256.1735];

const quarry = makePdf({
  title: HEADING,
  pages: [
    {
      texts: [
        { x: 72, y: 90, text: HEADING, size: 18, isBold: true },
        { x: 72, y: 120, text: "6 November 2025" },
        { x: 72, y: 160, text: "Overall results", size: 13, isBold: true },
        {
          x: 72,
          y: 184,
          text: "Revenue of Quarry Lake Compute was $48.2 billion in the third quarter of 2025, up 12%",
          size: 10.5,
        },
        {
          x: 72,
          y: 199,
          text: "year on year, and Trainium2 instances were sold out in all four regions.",
          size: 10.5,
        },
        { x: 72, y: 230, text: "Capital expenditure", size: 13, isBold: true },
        {
          x: 72,
          y: 254,
          text: "Capital expenditure of $12.6 billion went mostly into the zwickelforth campus, which",
          size: 10.5,
        },
        { x: 72, y: 269, text: "takes its power from two lines of 400 MW each.", size: 10.5 },
        { x: 72, y: 300, text: "Guidance", size: 13, isBold: true },
        {
          x: 72,
          y: 324,
          text: "Management guides to capital expenditure of $55 billion in 2026.",
          size: 10.5,
        },
      ],
    },
  ],
});

const onPage = ([x0, y0, x1, y1]: [number, number, number, number]): Rectangle => ({
  x0: x0 / PAGE.width,
  y0: y0 / PAGE.height,
  x1: x1 / PAGE.width,
  y1: y1 / PAGE.height,
});

test("a dropped PDF becomes searchable, and its citation boxes the cited words", {
  skip: withoutBrowser,
}, async (t) => {
  const journey = await openJourney(t);
  const { page, served, api, complaints } = journey;

  // An empty desk leads to a first topic.
  await page.goto(served.url);
  await page.getByRole("heading", { name: "An empty desk" }).waitFor();
  await page.getByRole("link", { name: "New topic" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Quarry Lake");
  await page.getByRole("button", { name: "New topic" }).click();
  await page.getByRole("navigation", { name: "Topics and saved searches" }).getByText("Quarry Lake").click();
  await page.getByRole("heading", { name: "Quarry Lake", level: 1 }).waitFor();

  // A PDF dropped on the topic's page comes into its feed by itself.
  await drop(page, [{ name: "quarry-lake.pdf", type: "application/pdf", bytes: quarry }]);
  await page.getByText("1 of 1 added").waitFor();
  const entry = page.getByRole("article", { name: HEADING });
  await entry.getByText("zwickelforth campus").waitFor();
  assert.match((await entry.textContent())!, /\$12\.6 billion/);

  // It is found by a word that it alone has, and that word is where one lands.
  await page.keyboard.press("/");
  await page.keyboard.type("zwickelforth");
  await page.keyboard.press("Enter");
  const result = page.getByRole("article", { name: HEADING });
  assert.equal(await result.locator("mark").first().textContent(), "zwickelforth");
  await result.locator("a.snippet-text").first().click();
  const found = await drawnBoxes(page, 1);
  assert.equal(found.length, 1);
  assert.ok(coveredShare([onPage(ZWICKELFORTH)], found) >= 0.8, "the box covers the word");
  assert.ok(coveredShare(found, [onPage(ZWICKELFORTH)]) >= 0.6, "the box is not much larger than the word");

  // A click on a citation of the feed opens the page with the words boxed.
  await page.goBack();
  await page.goBack();
  const item = entry.getByRole("listitem").filter({ hasText: CAPEX });
  await item.getByRole("link", { name: /^Citation/ }).click();
  const drawn = await drawnBoxes(page, 1);
  assert.equal(drawn.length, 2, "a sentence of two lines has two boxes");
  const address = new URL(page.url());
  const id = address.pathname.split("/").at(-1)!;
  const { boxes, citation } = await api<{ boxes: Box[]; citation: { quote: string } }>(
    `/api/documents/${id}/boxes?start=${address.searchParams.get("start")}&end=${address.searchParams.get("end")}`,
  );
  assert.ok(citation.quote.startsWith(CAPEX));
  assert.ok(coveredShare(boxes, drawn) >= 0.97, "drawn where the text layer has the words");
  assert.ok(coveredShare(drawn, boxes) >= 0.97, "and nowhere else");
  const span = `${address.searchParams.get("start")}-${address.searchParams.get("end")}`;
  const together = await api<{ quotes: { boxes: Box[] }[] }>(
    `/api/documents/${id}/pages/1/boxes?spans=${span},0-1`,
  );
  assert.deepEqual(
    together.quotes[0]?.boxes,
    boxes,
    "the marks of a page asked for together are where each is",
  );
  assert.equal(together.quotes.length, 2);
  const words = CAPEX_LINES.map(onPage);
  assert.ok(coveredShare(words, drawn) >= 0.8, "drawn where poppler has the words");
  assert.ok(coveredShare(drawn, words) >= 0.6, "and not much beside them");
  assert.deepEqual(complaints, []);
});
