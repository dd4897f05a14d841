// digests/sentences.ts: a stretch of text into sentences, as spans, without losing a character.
//
// Chinese ends a sentence with 。！？, English with . ! ? and a space before a capital, a digit or a quote.
// A full stop inside a number, after an initial or after a known short form ends nothing. Linear.

import type { Span } from "../values/span.ts";

const SHORT_FORMS = new Set(
  "mr mrs ms dr prof inc corp co ltd vs no nos fig figs approx est jr sr st u.s u.k e.g i.e etc al jan feb mar apr jun jul aug sep sept oct nov dec".split(
    " ",
  ),
);
const CLOSERS = "”’\"')）】」』]";

/** Sentences of text[start, end), trimmed of white space, in order; empty ones are left out. */
export function sentencesOf(text: string, start: number, end: number): Span[] {
  const spans: Span[] = [];
  let from = start;
  const push = (to: number) => {
    const span = trimmed(text, from, to);
    if (span.end > span.start) spans.push(span);
    from = to;
  };
  for (let i = start; i < end; i++) {
    const unit = text[i]!;
    const isHanStop = unit === "。" || unit === "！" || unit === "？";
    if (!isHanStop && unit !== "." && unit !== "!" && unit !== "?") continue;
    let to = i + 1;
    while (to < end && CLOSERS.includes(text[to]!)) to++;
    if (isHanStop || isEnglishEnd(text, i, to, end)) {
      push(to);
      i = to - 1;
    }
  }
  push(end);
  return spans;
}

/** text[start, end) without white space at its ends. */
export function trimmed(text: string, start: number, end: number): Span {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from]!)) from++;
  while (to > from && /\s/.test(text[to - 1]!)) to--;
  return { start: from, end: to };
}

function isEnglishEnd(text: string, stop: number, to: number, end: number): boolean {
  if (to >= end) return true;
  if (!/\s/.test(text[to]!)) return false;
  let next = to;
  while (next < end && /\s/.test(text[next]!)) next++;
  if (next >= end) return true;
  if (!/[\p{Lu}\d“"'‘($€£•\-–\p{Script=Han}]/u.test(text[next]!)) return false;
  if (text[stop] !== ".") return true;
  const before = /[A-Za-z.]{1,12}$/.exec(text.slice(Math.max(0, stop - 12), stop))?.[0] ?? "";
  if (/^[A-Z]$/.test(before) || /^(?:[A-Za-z]\.)+[A-Za-z]$/.test(before)) return false;
  return !SHORT_FORMS.has(before.toLowerCase());
}

/** One line of a quote for showing: line breaks inside Han text vanish, others become one space. */
export const oneLine = (text: string): string =>
  text
    .replace(/(?<=[\p{Script=Han}，。；：、）》”])[ \t]*\n\s*(?=[\p{Script=Han}，。；：、（《“])/gu, "")
    .replace(/\s+/g, " ")
    .trim();
