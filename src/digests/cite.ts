// digests/cite.ts: a citation from a span of a reading: page, label and the exact words.
//
// The only maker of citations in this folder, so quote === text.slice(start, end) holds by construction.

import type { Citation } from "../records/citation.ts";
import type { Reading } from "../records/reading.ts";
import type { Span } from "../values/span.ts";

/** A function from an offset to its physical page, from 1. Logarithmic in the number of pages. */
export function pageFinder(reading: Pick<Reading, "pages">): (offset: number) => number {
  return (offset) => {
    let low = 0;
    let high = reading.pages.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (reading.pages[middle]!.start <= offset) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low) + 1;
  };
}

export interface CiteContext {
  reading: Reading;
  documentId: string;
  versionId: string;
}

/** The citation of text[start, end). The span must lie in the text and not be empty: a bug otherwise. */
export function citationOf({ reading, documentId, versionId }: CiteContext, { start, end }: Span): Citation {
  if (!(start >= 0 && start < end && end <= reading.text.length)) throw new Error(`no span ${start}..${end}`);
  const page = pageFinder(reading)(start);
  return {
    documentId,
    versionId,
    page,
    pageLabel: reading.pages[page - 1]?.label ?? null,
    start,
    end,
    quote: reading.text.slice(start, end),
  };
}

/** Pages that the citations touch (a quote over a break touches two) and pages with text that they do not; both ascending. */
export function coverageOf(
  reading: Reading,
  citations: readonly Span[],
): { used: number[]; unused: number[] } {
  const pageAt = pageFinder(reading);
  const used = new Set<number>();
  for (const { start, end } of citations)
    for (let page = pageAt(start), last = pageAt(Math.max(start, end - 1)); page <= last; page++)
      used.add(page);
  const unused: number[] = [];
  for (const [i, page] of reading.pages.entries())
    if (!used.has(i + 1) && /\S/.test(reading.text.slice(page.start, page.end))) unused.push(i + 1);
  return { used: [...used].sort((a, b) => a - b), unused };
}
