// digests/draft.ts: what the composers of one digest share: the document, its outline, sizes, and how a point
// becomes an item.
//
// An item's text is the document's words on one line, cut only where cut.ts allows; its citation is always the
// whole sentence, so that a reader sees what was left out.

import type { DigestSection } from "../records/digest.ts";
import type { Reading } from "../records/reading.ts";
import type { Language } from "../values/language.ts";
import type { Span } from "../values/span.ts";
import { type CiteContext, citationOf } from "./cite.ts";
import type { DigestFigure } from "./conversions.ts";
import { cutSentence } from "./cut.ts";
import type { Outline, Point } from "./outline.ts";
import type { Scored } from "./salience.ts";
import type { SectionKey } from "./sections.ts";
import { oneLine } from "./sentences.ts";

export type DigestLength = "short" | "normal" | "long";

/** Sizes of a digest: items in all and in a section, and characters of an item and a news lead. */
export interface Sizes {
  items: number;
  inSection: number;
  sections: number;
  itemLength: number;
  leadLength: number;
}

const SIZES: Record<DigestLength, Sizes> = {
  short: { items: 5, inSection: 1, sections: 4, itemLength: 200, leadLength: 240 },
  normal: { items: 16, inSection: 3, sections: 8, itemLength: 280, leadLength: 420 },
  long: { items: 32, inSection: 5, sections: 14, itemLength: 420, leadLength: 900 },
};
/** A Chinese character says about what 2.2 Latin ones do. */
const HAN_WEIGHT = 2.2;

/** Sizes for a length and a language. */
export function sizesOf(length: DigestLength, language: Language): Sizes {
  const sizes = SIZES[length];
  if (language !== "zh") return sizes;
  return {
    ...sizes,
    itemLength: Math.round(sizes.itemLength / HAN_WEIGHT),
    leadLength: Math.round(sizes.leadLength / HAN_WEIGHT),
  };
}

export interface Draft extends CiteContext {
  reading: Reading;
  title: string;
  outline: Outline;
  sizes: Sizes;
  figures: readonly DigestFigure[];
  score: (point: Point) => Scored;
  /** Points taken so far, over all sections: nothing is said twice. */
  taken: Scored[];
  /** Spans written outside the themed sections: their sentences are not offered again. */
  used: Span[];
}

export type DigestItem = DigestSection["items"][number];

/** The item of a sentence, behind its paragraph's label; null when it is too long and cannot be cut in safety. */
export function itemOf(draft: Draft, span: Span & { label?: Span | null }): DigestItem | null {
  const words = oneLine(draft.reading.text.slice(span.start, span.end)).replace(/^[•·●◆■\-–—*]\s*/, "");
  const text = cutSentence(words, draft.sizes.itemLength);
  if (text === null || text === "") return null;
  const label = span.label ?? null;
  if (label === null) return { text, citations: [citationOf(draft, span)], origin: "quote" };
  const opening = oneLine(draft.reading.text.slice(label.start, label.end));
  // A label ends with a stop; the first half of a broken Chinese sentence takes no space.
  const glue = /\p{Script=Han}$/u.test(opening) && /^\p{Script=Han}/u.test(text) ? "" : " ";
  return {
    text: `${opening}${glue}${text}`,
    citations: [citationOf(draft, label), citationOf(draft, span)],
    origin: "quote",
  };
}

/** A section when it has items; the composers filter the nulls. */
export function sectionOf(
  key: SectionKey,
  title: string | null,
  items: readonly (DigestItem | null)[],
): DigestSection | null {
  const kept = items.filter((item) => item !== null);
  return kept.length === 0 ? null : { key, title, items: kept };
}
