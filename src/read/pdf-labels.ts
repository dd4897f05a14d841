// read/pdf-labels.ts: the numbers that are printed on the pages.
//
// People cite "page F-12", the file counts 131. The file may hold labels (/PageLabels); else the numbers
// that the pages print in their own header or footer are read, and believed when they run along: the
// printed number minus the physical one must be the same on neighbouring pages.

import type { PageBlock } from "./pdf-blocks.ts";

export interface LabelPage {
  text: string;
  blocks: PageBlock[];
  heightPt: number;
}

interface Printed {
  prefix: string;
  value: number;
  written: string;
}

const NUMBER_FORMS = [
  /^(?:page|p\.)?\s*[-–—]?\s*(?<prefix>[A-Z]-)?(?<number>\d{1,4})\s*[-–—]?$/i,
  /^(?:page|p\.)\s*(?<number>\d{1,4})\s*(?:of|\/)\s*\d{1,4}$/i,
  /^(?<number>\d{1,4})\s*(?:of|\/)\s*\d{1,4}$/i,
  /^第\s*(?<number>\d{1,4})\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?$/,
];
const ROMAN = /^[-–—]?\s*([ivxl]{1,7})\s*[-–—]?$/;
/** Numbers that stand inside a running line: "Acme Corp | 2024 Annual Report | 17", "请阅读… 17". */
const TAIL = /(?:^|[\s|])(?:第\s*)?([A-Z]-)?(\d{1,4})(?:\s*页)?$/;
const LEAD = /^(\d{1,4})(?:[\s|/]|$)/;
const EDGE = 0.12;

/** A label for each page, null where none is known. `fromFile` holds the file's own labels, "" where absent. */
export function labelPages(pages: LabelPage[], fromFile: string[]): (string | null)[] {
  const isUseful = fromFile.some((label, i) => label !== "" && label !== String(i + 1));
  if (isUseful) return fromFile.map((label) => (label === "" ? null : label));
  const candidates = pages.map(printedNumbers);
  const chosen = candidates.map((own, i) => own.find((printed) => isSupported(printed, i, candidates)));
  const count = chosen.filter((printed) => printed !== undefined).length;
  if (count < 2 || (pages.length > 6 && count < pages.length * 0.2)) return pages.map(() => null);
  return chosen.map((printed) => printed?.written ?? null);
}

function printedNumbers(page: LabelPage): Printed[] {
  const found: Printed[] = [];
  for (const block of page.blocks) {
    if (block.y1 > page.heightPt * EDGE && block.y0 < page.heightPt * (1 - EDGE)) continue;
    const text = page.text.slice(block.start, block.end);
    if (text.length > 240) continue;
    for (const part of text.split(/[\t\n]/)) addNumbers(part.trim(), found);
  }
  return found;
}

function addNumbers(text: string, found: Printed[]): void {
  const roman = ROMAN.exec(text);
  if (roman) found.push({ prefix: "roman", value: romanValue(roman[1]!), written: roman[1]! });
  for (const form of NUMBER_FORMS) {
    const groups = form.exec(text)?.groups;
    if (groups) push(groups.prefix ?? "", groups.number!);
  }
  const tail = TAIL.exec(text);
  if (tail) push(tail[1] ?? "", tail[2]!);
  const lead = LEAD.exec(text);
  if (lead) push("", lead[1]!);
  function push(prefix: string, number: string): void {
    const written = prefix + String(Number(number));
    if (!found.some((other) => other.written === written))
      found.push({ prefix, value: Number(number), written });
  }
}

function romanValue(text: string): number {
  const values: Record<string, number> = { i: 1, v: 5, x: 10, l: 50 };
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const own = values[text[i]!]!;
    sum += own < (values[text[i + 1] ?? ""] ?? 0) ? -own : own;
  }
  return sum;
}

/** Whether a page within reach prints the number that this one leads to expect. */
function isSupported(printed: Printed, index: number, candidates: Printed[][]): boolean {
  for (const step of [-2, -1, 1, 2]) {
    const near = candidates[index + step];
    if (near?.some((other) => other.prefix === printed.prefix && other.value === printed.value + step))
      return true;
  }
  return false;
}
