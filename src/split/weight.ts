// split/weight.ts: how much of a passage a stretch of text fills.
//
// A passage is right at some 250 English words or 350 Han characters: enough to answer a question, little
// enough to be one subject. One Han character weighs 1; a Latin letter, with the space after its word,
// a quarter, so that a word of five letters and its space weighs 1.5.

/** A passage is closed once it weighs this much at the end of a paragraph. */
export const ENOUGH = 260;
/** It is never made heavier than this while there is a sentence end to cut at. */
export const MOST = 420;
/** A sentence longer than this many letters may be cut inside. */
export const LONGEST_SENTENCE = 1_500;

/** Weight of text.slice(start, end). */
export function weightOf(text: string, start: number, end: number): number {
  let weight = 0;
  for (let i = start; i < end; i++) weight += text.charCodeAt(i) >= 0x2e80 ? 1 : 0.25;
  return weight;
}
