// read/pdf-outline.ts: the outline of a PDF: its bookmarks, the heads of its text, or both.
//
// Bookmarks are the author's own and lead. A file of two hundred pages with seven of them says where the
// parts begin and no more: then the heads of the text stand below the bookmark that they follow. A file
// that marks its heads throughout keeps its bookmarks alone.

import type { OutlineEntry, Reading } from "../records/reading.ts";
import type { Bookmark } from "./pdf-meta.ts";

/** Bookmarks are the whole outline when there is one for so many pages, or nearly one for each head. */
const PAGES_A_BOOKMARK = 4;
/** Heads of one page that a bookmark may be looked for among. */
const HEADS_A_PAGE = 200;

const plain = (text: string): string => text.replace(/\s+/g, "").toLowerCase();

/** Entries in the order of the text, each with its place in it; pages from 1. */
export function outlineOf(bookmarks: Bookmark[], reading: Reading): OutlineEntry[] {
  const heads = headsOf(reading);
  if (bookmarks.length === 0) return heads;
  const marks = placeMarks(bookmarks, heads, reading);
  const isWhole = marks.length * PAGES_A_BOOKMARK >= reading.pages.length || marks.length * 2 >= heads.length;
  return isWhole ? marks : merge(marks, heads);
}

function headsOf(reading: Reading): OutlineEntry[] {
  const heads: OutlineEntry[] = [];
  let page = 0;
  for (const block of reading.blocks) {
    if (block.kind !== "heading" && block.kind !== "title") continue;
    while (page < reading.pages.length - 1 && block.start >= reading.pages[page]!.end) page++;
    const title = reading.text.slice(block.start, block.end).replace(/\s+/g, " ");
    heads.push({ title, level: block.level, page: page + 1, start: block.start });
  }
  return heads;
}

/** Bookmarks at the head that they name, else at the top of their page. */
function placeMarks(bookmarks: Bookmark[], heads: OutlineEntry[], reading: Reading): OutlineEntry[] {
  const headsByPage = new Map<number, { start: number; words: string }[]>();
  for (const { title, page, start } of heads) {
    const own = headsByPage.get(page);
    if (own === undefined) headsByPage.set(page, [{ start, words: plain(title) }]);
    else if (own.length < HEADS_A_PAGE) own.push({ start, words: plain(title) });
  }
  return bookmarks.map(({ title, level, page: index }) => {
    const words = plain(title);
    const head = headsByPage
      .get(index + 1)
      ?.find((own) => own.words.includes(words) || (own.words.length > 3 && words.includes(own.words)));
    return { title, level, page: index + 1, start: head?.start ?? reading.pages[index]!.start };
  });
}

/** Heads below the bookmark before them; a head that a bookmark names is told once. */
function merge(marks: OutlineEntry[], heads: OutlineEntry[]): OutlineEntry[] {
  const highest = heads.reduce((level, head) => Math.min(level, head.level), 9);
  const sorted = [...marks].sort((a, b) => a.start - b.start);
  const named = new Set(sorted.map((mark) => mark.start));
  const merged: OutlineEntry[] = [];
  let at = 0;
  let above = 0;
  for (const head of heads) {
    for (; at < sorted.length && sorted[at]!.start <= head.start; at++) {
      merged.push(sorted[at]!);
      above = sorted[at]!.level;
    }
    if (!named.has(head.start)) merged.push({ ...head, level: above + 1 + head.level - highest });
  }
  return [...merged, ...sorted.slice(at)];
}
