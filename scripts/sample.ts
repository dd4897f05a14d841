// scripts/sample.ts: node scripts/sample.ts [file ...]
//
// Builds the sample desk's files in src/desk/sample from the texts in corpus/sample/src, which we wrote:
// PDF by printing HTML with an installed Chromium (CHROMIUM names it), the Office files, EPUB and mail from
// Markdown and JSON, the rest as they lie. The results are committed; run this after changing a text.

import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bookOf, deckOf, documentOf, mailOf, sheetOf } from "./sample-office.ts";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const SOURCE = join(ROOT, "corpus/sample/src");
const TARGET = join(ROOT, "src/desk/sample");

const text = (name: string): string => readFileSync(join(SOURCE, name), "utf8");

/** Prints a page of the source folder to PDF bytes. */
function printed(name: string, to: string): void {
  const chromium = process.env.CHROMIUM ?? "chromium";
  const { status, stderr } = spawnSync(
    chromium,
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--no-pdf-header-footer",
      `--print-to-pdf=${to}`,
      pathToFileURL(join(SOURCE, name)).href,
    ],
    { encoding: "utf8", timeout: 60_000 },
  );
  if (status !== 0 || !existsSync(to)) throw new Error(`${chromium} could not print ${name}: ${stderr}`);
}

/** What each file is made from, and how. */
const BUILDS: Record<string, (to: string) => void | Promise<void>> = {
  "mingxu-amazon-fy25q3.pdf": (to) => printed("mingxu-amazon-fy25q3.html", to),
  "lanqiao-capex.pdf": (to) => printed("lanqiao-capex.html", to),
  "lanyard-q3-2025.pdf": (to) => printed("lanyard-q3-2025.html", to),
  "northbank-capex.html": (to) => copyFileSync(join(SOURCE, "northbank-capex.html"), to),
  "harbour-marvell.html": (to) => copyFileSync(join(SOURCE, "harbour-marvell.html"), to),
  "siliconfront-rainier.html": (to) => copyFileSync(join(SOURCE, "siliconfront-rainier.html"), to),
  "guanlan-asic.html": (to) => copyFileSync(join(SOURCE, "guanlan-asic.html"), to),
  "story-northbank.html": (to) => copyFileSync(join(SOURCE, "story-northbank.html"), to),
  "story-quayside.html": (to) => copyFileSync(join(SOURCE, "story-quayside.html"), to),
  "story-tideline.txt": (to) => copyFileSync(join(SOURCE, "story-tideline.txt"), to),
  "call-minutes.md": (to) => copyFileSync(join(SOURCE, "call-minutes.md"), to),
  "desk-note.md": (to) => copyFileSync(join(SOURCE, "desk-note.md"), to),
  "expert-note.docx": async (to) => writeFileSync(to, await documentOf(text("expert-note.md"))),
  "fenwick-marvell.docx": async (to) => writeFileSync(to, await documentOf(text("fenwick-marvell.md"))),
  "guanlan-reader.epub": (to) => writeFileSync(to, bookOf(text("guanlan-reader.md"))),
  "newsletter.eml": (to) => writeFileSync(to, mailOf(JSON.parse(text("newsletter.json")))),
  "capex-tracker.xlsx": (to) => writeFileSync(to, sheetOf(JSON.parse(text("capex-tracker.json")))),
  "power-deck.pptx": (to) => writeFileSync(to, deckOf(JSON.parse(text("power-deck.json")))),
};

mkdirSync(TARGET, { recursive: true });
const asked = process.argv.slice(2);
let sizeBytes = 0;
for (const [name, build] of Object.entries(BUILDS)) {
  const to = join(TARGET, name);
  if (asked.length === 0 || asked.includes(name)) await build(to);
  sizeBytes += statSync(to).size;
}
console.log(`${Object.keys(BUILDS).length} files, ${Math.round(sizeBytes / 1024)} KB`);
