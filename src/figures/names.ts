// figures/names.ts: the names that stand in an item, and the one that a lead or a heading is about.
//
// What an item names is looked up once (vocabulary.ts); who of them owns a figure is for subject.ts and entity.ts.

import { findEntities, findSegments, kindOf, type Mention, type Vocabulary } from "./vocabulary.ts";

/** In the order of the text, half-open. */
export interface ItemNames {
  mentions: Mention[];
  segments: { start: number; end: number; name: string }[];
}

export const namesIn = (
  vocabulary: Vocabulary,
  text: string,
  item: { start: number; end: number },
): ItemNames => ({
  mentions: findEntities(vocabulary, text, item.start, item.end),
  segments: findSegments(vocabulary, text, item.start, item.end),
});

/** A name that can own figures by itself: no class of things, no agency, place or source. */
export const isNamed = (mention: Mention): boolean => {
  const kind = kindOf(mention.term);
  return kind === "company" || kind === "unit" || kind === "product" || kind === "project";
};

/** A name or a part of a company, or a part of a named company. */
export interface Pick {
  mention: Mention | null;
  segment: string | null;
  /** What is meant is several companies together: the mention is their class, or null when no word names it. */
  isGroup?: boolean;
}

/** The name or the part that a lead or a heading names; null when neither. */
export function pickIn(
  vocabulary: Vocabulary,
  text: string,
  span: { start: number; end: number } | null,
): Pick | null {
  if (span === null) return null;
  const mentions = findEntities(vocabulary, text, span.start, span.end);
  const named =
    mentions.find(isNamed) ?? mentions.find((mention) => kindOf(mention.term) === "class") ?? null;
  const segment = findSegments(vocabulary, text, span.start, span.end)[0]?.name ?? null;
  if (named === null && segment === null) return null;
  const isCloudOfUnit = named !== null && kindOf(named.term) === "unit" && segment === "Cloud";
  return {
    mention: named !== null && kindOf(named.term) === "class" && segment !== null ? null : named,
    segment: isCloudOfUnit ? null : segment,
  };
}
