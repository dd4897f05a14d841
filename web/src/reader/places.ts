// web/src/reader/places.ts: where a place of the text stands: in the shown text, on which page, before which citation.
//
// Pure: no DOM. Offsets are UTF-16 into the reading's text. A clean reading view shows the same characters but lays
// white space anew, so there a place is found by its visible characters alone.

const isSpace = (code: number) =>
  code <= 0x20 || code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200b) || code === 0xfeff;

/** Visible characters of a text and where each stands. */
function visible(text: string): { letters: string; at: number[] } {
  const at: number[] = [];
  let letters = "";
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (!isSpace(text.charCodeAt(i))) {
      at.push(i);
      continue;
    }
    letters += text.slice(from, i);
    from = i + 1;
  }
  return { letters: letters + text.slice(from), at };
}

/**
 * Where `part` stands in `shown`, white space aside: half-open offsets into `shown`, or null. Of several places
 * the one nearest to `expected` (an offset into `shown`) is taken.
 */
export function findPart(shown: string, part: string, expected: number): { from: number; to: number } | null {
  const sought = visible(part).letters;
  if (sought === "") return null;
  const { letters, at } = visible(shown);
  let best: { from: number; to: number } | null = null;
  for (let i = letters.indexOf(sought); i >= 0; i = letters.indexOf(sought, i + sought.length)) {
    const here = { from: at[i]!, to: at[i + sought.length - 1]! + 1 };
    if (best && Math.abs(here.from - expected) >= Math.abs(best.from - expected)) break;
    best = here;
  }
  return best;
}

/** The place in `read` (the reading's text of the element) that stands at `index` of `shown`. */
export function indexInReading(shown: string, index: number, read: string): number {
  if (shown === read) return index;
  const before = visible(shown.slice(0, index)).at.length;
  const { at } = visible(read);
  if (before >= at.length) return at.length > 0 ? at.at(-1)! + 1 : read.length;
  return at[before]!;
}

/** Index of the last page that starts at or before `offset`; 0 for a place before the first. */
export function pageAt(pages: readonly { start: number }[], offset: number): number {
  let low = 0;
  let high = pages.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pages[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The page a person means by "12", "iv" or "F-3": a printed label first, else the number; null when neither. */
export function pageByName(
  pages: readonly { number: number; label: string | null }[],
  name: string,
): number | null {
  const asked = name.trim().toLowerCase();
  if (asked === "") return null;
  const labelled = pages.find(({ label }) => label?.toLowerCase() === asked);
  if (labelled) return labelled.number;
  const number = Number(asked);
  return Number.isInteger(number) && number >= 1 && number <= pages.length ? number : null;
}

/** The citation after (or before) a place, in the order of the text; wraps around. Null when there are none. */
export function stepCitation<C extends { start: number; end: number }>(
  citations: readonly C[],
  current: { start: number; end: number } | null,
  step: 1 | -1,
): C | null {
  if (citations.length === 0) return null;
  const sorted = [...citations].sort((a, b) => a.start - b.start || a.end - b.end);
  if (!current) return step > 0 ? sorted[0]! : sorted.at(-1)!;
  const isAfter = (one: C) =>
    one.start > current.start || (one.start === current.start && one.end > current.end);
  const isBefore = (one: C) =>
    one.start < current.start || (one.start === current.start && one.end < current.end);
  if (step > 0) return sorted.find(isAfter) ?? sorted[0]!;
  return sorted.findLast(isBefore) ?? sorted.at(-1)!;
}

/** Characters the server gives on either side of a match; fewer means that the text begins or ends there. */
const AROUND = 40;

/**
 * What stands before or after a match, without the piece of a word at its far end, and with an ellipsis where the
 * text goes on. Chinese has no blanks and is cut anywhere.
 */
export function wholeWords(text: string, side: "before" | "after"): string {
  if (text.length < AROUND) return text;
  return side === "before" ? `…${text.replace(/^\S{0,16}\s/, "")}` : `${text.replace(/\s\S{0,16}$/, "")}…`;
}
