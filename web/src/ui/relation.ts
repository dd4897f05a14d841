// web/src/ui/relation.ts: the name of a relation in the interface's language: "YoY", "share of revenue".

import type { Words } from "../i18n/i18n.ts";

/** "share-of:total" carries what it is a share of behind the colon; the others are words of the catalogue. */
export function relationName(words: Words, relation: string): string {
  if (!relation.startsWith("share-of:")) return words.maybe(`relation.${relation}`, relation);
  const whole = relation.slice("share-of:".length);
  return whole === "" || whole === "total" ? words("relation.share") : words("relation.shareOf", { whole });
}
