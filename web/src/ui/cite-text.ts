// web/src/ui/cite-text.ts: how a place is written and linked.

import type { Citation, Document } from "../api/types.ts";
import { isPaged, pageName, whenOf } from "./format.ts";

/** Search part of the reader's address for a place: page, offsets and the version they belong to. */
export interface Place {
  page?: number;
  start?: number;
  end?: number;
  version?: string;
}

export const placeOf = (citation: Citation): Place => ({
  page: citation.page,
  start: citation.start,
  end: citation.end,
  version: citation.versionId,
});

type Named = Pick<Document, "source" | "title" | "published" | "addedAt" | "pageCount">;

/** "Mingxu Securities, 2025-11-02"; without a day where the document has none: when it was added here is not its date. */
export const whoAndWhen = (document: Named): string =>
  [document.source || document.title, ...(document.published ? [whenOf(document).day] : [])].join(", ");

/** "Mingxu Securities, 2025-11-02, p. 3": source (title when there is none), day, page when there are pages. */
export function citeText(document: Named, citation: Citation, pageWord: (page: string) => string): string {
  const parts = [whoAndWhen(document)];
  if (isPaged(document)) parts.push(pageWord(pageName(citation)));
  return parts.join(", ");
}

/** What stands between the brackets: the page, or in a text without pages the citation's place in the order. */
export const citeLabel = (
  document: Pick<Document, "pageCount">,
  citation: Citation,
  order: number,
): string => (isPaged(document) ? pageName(citation) : String(order));
