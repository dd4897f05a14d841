// read/pdf-labels.ts: the numbers that are printed on the pages.
//
// People cite "page F-12", the file counts 131. The file may hold labels (/PageLabels); else the numbers
// that the pages print in their own header or footer are read, and believed when they run along: the
// printed number minus the physical one must be the same on neighbouring pages.

import { most } from "./extent.ts";
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
  // Page numbers run along with the pages: of several numbers on a page, the one whose distance from the
  // physical number is most common in the file is the page's. Years and list numbers stay behind.
  const votes = new Map<string, number>();
  const keyOf = (printed: Printed, index: number) => `${printed.prefix} ${printed.value - index}`;
  candidates.forEach((own, i) => {
    for (const key of new Set(own.map((printed) => keyOf(printed, i))))
      votes.set(key, (votes.get(key) ?? 0) + 1);
  });
  const votesOf = (printed: Printed, index: number) => votes.get(keyOf(printed, index)) ?? 0;
  const chosen = candidates.map((own, i) => {
    const [best] = own
      .filter((printed) => isSupported(printed, i, candidates))
      .filter((printed) => !isYear(printed) || votesOf(printed, i) >= SURE_OF_YEARS)
      .sort((a, b) => votesOf(b, i) - votesOf(a, i));
    return best;
  });
  const count = chosen.filter((printed) => printed !== undefined).length;
  if (count < 2 || (pages.length > 6 && count < pages.length * 0.2)) return pages.map(() => null);
  return fillGaps(chosen.map((printed) => (printed && printed.prefix !== "roman" ? printed : null))).map(
    (label, i) => label ?? chosen[i]?.written ?? null,
  );
}

/** Heads of tables count years from page to page as well: fewer pages that agree are chance. */
const SURE_OF_YEARS = 5;
const isYear = ({ prefix, value }: Printed): boolean => prefix === "" && value >= 1900 && value < 2100;

const MAX_GAP = 3;

/** Numbers of pages that print none (a page of pictures) between two pages that count on. */
function fillGaps(chosen: (Printed | null)[]): (string | null)[] {
  const labels = chosen.map((printed) => printed?.written ?? null);
  let last = -1;
  chosen.forEach((printed, i) => {
    if (printed === null) return;
    const before = last >= 0 ? chosen[last]! : null;
    const runsOn =
      before !== null && before.prefix === printed.prefix && printed.value - before.value === i - last;
    if (runsOn && i - last <= MAX_GAP + 1)
      for (let k = last + 1; k < i; k++) labels[k] = before.prefix + String(before.value + k - last);
    last = i;
  });
  return labels;
}

function printedNumbers(page: LabelPage): Printed[] {
  const found: Printed[] = [];
  const lowest = most(page.blocks, (block) => block.y1);
  for (const block of page.blocks) {
    const isLast = block.y1 === lowest && block.y0 > page.heightPt / 2;
    if (!isLast && block.y1 > page.heightPt * EDGE && block.y0 < page.heightPt * (1 - EDGE)) continue;
    const text = page.text.slice(block.start, block.end);
    if (text.length > 240 || block.table) continue;
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
