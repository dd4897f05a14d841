// search/lex.ts: a query cut into marks: words, quotes, brackets, operators, qualifiers.
//
// One pass over at most a few thousand characters, no expression that can run away. Marks of a Chinese keyboard
// （ ） “ ” ： － count as their half-width twins. Only AND, OR and NOT in capitals are operators: "and" is a word.
// A quote without its partner is a problem and then no quote.

import type { Problem } from "../values/problem.ts";
import type { Span } from "../values/span.ts";

export type Mark = Span &
  (
    | { kind: "word" | "phrase" | "prefix"; text: string }
    | { kind: "and" | "or" | "not" | "minus" | "open" | "close" | "title" }
    | { kind: "near"; distance: number }
    | { kind: "qualifier"; name: string; value: string }
  );

const QUOTES = new Set([...'"“”„«»']);
const OPEN = new Set(["(", "（"]);
const CLOSE = new Set([")", "）"]);
const MINUS = new Set(["-", "－", "−"]);
const isSpace = (letter: string): boolean =>
  letter <= " " || letter === "\u00a0" || letter === "\u3000" || (letter >= "\u007f" && letter <= "\u009f");

/** Marks in order, and what was wrong. */
export function lexQuery(text: string): { marks: Mark[]; problems: Problem[] } {
  const marks: Mark[] = [];
  const problems: Problem[] = [];
  let at = 0;
  while (at < text.length) {
    const letter = text[at]!;
    if (isSpace(letter)) at++;
    else if (OPEN.has(letter)) marks.push({ kind: "open", start: at, end: ++at });
    else if (CLOSE.has(letter)) marks.push({ kind: "close", start: at, end: ++at });
    else if (QUOTES.has(letter)) at = lexQuote(text, at, marks, problems);
    else if (MINUS.has(letter) && startsUnit(text, at + 1))
      marks.push({ kind: "minus", start: at, end: ++at });
    else at = lexWord(text, at, marks);
  }
  return { marks, problems };
}

/** Whether something that can be excluded begins here: "- x" and "--" exclude nothing. */
const startsUnit = (text: string, at: number): boolean =>
  at < text.length && !isSpace(text[at]!) && !MINUS.has(text[at]!) && !CLOSE.has(text[at]!);

function endOfQuote(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) if (QUOTES.has(text[at]!)) return at;
  return -1;
}

function lexQuote(text: string, start: number, marks: Mark[], problems: Problem[]): number {
  const end = endOfQuote(text, start);
  if (end < 0) {
    problems.push({
      code: "quote-not-closed",
      at: { start, end: start + 1 },
      note: "This quotation mark has no partner; the words after it were searched as plain words.",
    });
    return start + 1;
  }
  const inner = text.slice(start + 1, end);
  if (inner.trim() === "")
    problems.push({
      code: "empty-quote",
      at: { start, end: end + 1 },
      note: "There is nothing between these quotation marks.",
    });
  else marks.push({ kind: "phrase", text: inner, start, end: end + 1 });
  return end + 1;
}

function lexWord(text: string, start: number, marks: Mark[]): number {
  let end = start;
  while (
    end < text.length &&
    !isSpace(text[end]!) &&
    !OPEN.has(text[end]!) &&
    !CLOSE.has(text[end]!) &&
    !QUOTES.has(text[end]!)
  )
    end++;
  const word = text.slice(start, end);
  const next = text[end];
  if (next !== undefined && OPEN.has(next)) {
    const near = /^NEAR(\d{0,3})$/.exec(word);
    if (near !== null || word === "TITLE") {
      marks.push(
        near === null
          ? { kind: "title", start, end }
          : { kind: "near", distance: near[1] === "" ? 10 : Number(near[1]), start, end },
      );
      return end;
    }
  }
  if (word === "AND" || word === "OR" || word === "NOT") {
    marks.push({ kind: word.toLowerCase() as "and" | "or" | "not", start, end });
    return end;
  }
  return lexQualifier(text, start, end, marks) ?? lexPlain(word, start, end, marks);
}

function lexQualifier(text: string, start: number, end: number, marks: Mark[]): number | null {
  const head = /^([a-z]{2,12})[:：]/.exec(text.slice(start, end));
  if (head === null) return null;
  const valueAt = start + head[0].length;
  const name = head[1]!;
  if (valueAt < end) {
    const value = text.slice(valueAt, end);
    // An address is a word, not a qualifier.
    if (value.startsWith("//")) return null;
    marks.push({ kind: "qualifier", name, value, start, end });
    return end;
  }
  if (end < text.length && QUOTES.has(text[end]!)) {
    const close = endOfQuote(text, end);
    if (close > end + 1) {
      marks.push({ kind: "qualifier", name, value: text.slice(end + 1, close), start, end: close + 1 });
      return close + 1;
    }
  }
  return null;
}

function lexPlain(word: string, start: number, end: number, marks: Mark[]): number {
  const isPrefix = word.length > 1 && word.endsWith("*");
  marks.push({
    kind: isPrefix ? "prefix" : "word",
    text: isPrefix ? word.replace(/\*+$/, "") : word,
    start,
    end,
  });
  return end;
}
