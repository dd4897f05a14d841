// ask/ground.ts: whether a statement is carried by its quotes. One mechanism for digests, answers and briefs.
//
//   1. every quote stands in its passage (blanks and width aside), and gets its offsets there;
//   2. every quantity of the statement equals one of its quotes after conversion, or rounds it;
//   3. every name, code, year and period of the statement stands in the quotes or in what is known of the document;
//   4. the words of the statement are the words of the quotes, by half, and no "not", no "fell" turns them round.
//
// Pure: quantities and words come in as functions (figures/ and search/ are neighbours). What fails is not
// shown as fact; the reasons are kept for the person and for asking the model once more.

import type { Reason } from "../records/answer.ts";
import type { Quantity } from "../records/figure.ts";
import { exact } from "../values/decimal.ts";
import { hasHan } from "../values/language.ts";
import type { DraftStatement, ShownPassage } from "./draft.ts";

export interface GroundedQuote {
  passage: number;
  /** Half-open offsets in the reading. */
  start: number;
  end: number;
  quote: string;
}

export interface Grounded {
  text: string;
  isVerified: boolean;
  quotes: GroundedQuote[];
  /** Why it is not verified, with the words in question; empty when it is. */
  reasons: { reason: Reason; words: string }[];
}

export interface GroundTools {
  /** Quantities of a text, bare numbers too. */
  quantities(text: string): Quantity[];
  /**
   * Content words of a text in a form that two languages share as far as a lexicon goes ("capex", "资本开支" → "capital"),
   * one list of forms for each word.
   */
  words(text: string): string[][];
}

/** Share of a statement's content words that its quotes must have; measured on honest and invented statements of our own. */
const ENOUGH_WORDS = 0.5;
/** A statement whose numbers and names are all there may be worded more freely. */
const ENOUGH_WORDS_WITH_NUMBERS = 0.34;

/** Holds a statement against the passages it cites. */
export function ground(
  statement: DraftStatement,
  passages: readonly ShownPassage[],
  tools: GroundTools,
): Grounded {
  const reasons: Grounded["reasons"] = [];
  const quotes: GroundedQuote[] = [];
  let context = "";
  if (statement.citations.length === 0) reasons.push({ reason: "no-citation", words: "" });
  for (const { passage, quote } of statement.citations) {
    const shown = passages[passage - 1];
    if (shown === undefined) {
      reasons.push({ reason: "no-such-passage", words: String(passage) });
      continue;
    }
    const place = findQuote(shown.text, quote);
    if (place === null) {
      reasons.push({ reason: "quote-not-found", words: quote.slice(0, 120) });
      continue;
    }
    quotes.push({
      passage,
      start: shown.start + place.start,
      end: shown.start + place.end,
      quote: shown.text.slice(place.start, place.end),
    });
    context += `\n${shown.context}`;
  }
  if (reasons.length === 0) {
    const evidence = quotes.map(({ quote }) => quote).join("\n");
    reasons.push(
      ...checkNumbers(statement.text, evidence, tools),
      ...checkNames(statement.text, evidence, context),
      ...checkPeriods(statement.text, evidence, context),
      ...checkWords(statement.text, evidence, context, tools),
    );
  }
  return { text: statement.text, isVerified: reasons.length === 0, quotes, reasons };
}

/** Where a quote stands in a text, blanks and full or half width aside; null when it does not. */
export function findQuote(text: string, quote: string): { start: number; end: number } | null {
  const wanted = squeezed(quote.replace(/^["“”'…\s]+|["“”'…\s]+$/g, ""));
  if (wanted.text.length < 2) return null;
  const hay = squeezed(text);
  const at = hay.text.indexOf(wanted.text);
  if (at < 0) return null;
  return { start: hay.offsets[at]!, end: hay.offsets[at + wanted.text.length - 1]! + 1 };
}

function squeezed(text: string): { text: string; offsets: number[] } {
  let out = "";
  const offsets: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit <= 32 || unit === 0xa0 || unit === 0x3000) continue;
    const half = unit >= 0xff01 && unit <= 0xff5e ? unit - 0xfee0 : unit;
    out += String.fromCharCode(half);
    offsets.push(at);
  }
  return { text: out, offsets };
}

function checkNumbers(statement: string, evidence: string, tools: GroundTools): Grounded["reasons"] {
  const found = tools.quantities(evidence);
  return tools
    .quantities(statement)
    .filter((claimed) => !found.some((written) => isSameQuantity(claimed, written)))
    .map(({ text }) => ({ reason: "number-not-in-quote" as const, words: text }));
}

/** Whether the claimed quantity is the written one or a rounding of it; never a sharper one. */
export function isSameQuantity(claimed: Quantity, written: Quantity): boolean {
  if (
    claimed.unit !== written.unit ||
    (claimed.kind === "percentage-point") !== (written.kind === "percentage-point")
  )
    return false;
  if (claimed.dates !== null || written.dates !== null)
    return claimed.dates?.low === written.dates?.low && claimed.dates?.high === written.dates?.high;
  if (claimed.isVague !== written.isVague) return false;
  if (isBound(claimed.qualifier) !== null && isBound(claimed.qualifier) !== isBound(written.qualifier))
    return false;
  return (
    isSameEnd(claimed.low, written.low, claimed.step, written.step) &&
    isSameEnd(claimed.high, written.high, claimed.step, written.step)
  );
}

const isBound = (qualifier: Quantity["qualifier"]): "above" | "below" | null =>
  qualifier === "over" || qualifier === "at-least"
    ? "above"
    : qualifier === "under" || qualifier === "at-most" || qualifier === "nearly"
      ? "below"
      : null;

function isSameEnd(
  claimed: string | null,
  written: string | null,
  step: string | null,
  writtenStep: string | null,
): boolean {
  if (claimed === null || written === null) return claimed === written;
  const distance = exact(claimed).minus(exact(written)).abs();
  if (distance.isZero()) return true;
  // A rounding: the claim has fewer digits than the quote, and the quote rounds to it.
  if (step === null || (writtenStep !== null && exact(writtenStep).gte(exact(step)))) return false;
  return distance.lte(exact(step).times("0.5"));
}

// Names and codes: Latin words with a capital or a digit. Words at a sentence's start are names only when they have more of it.
const NAME = /[A-Za-z][A-Za-z0-9&.+-]*[A-Za-z0-9]|[A-Z]/g;
const PLAIN_START = /^[A-Z][a-z]+$/;
// Words that open a sentence, units and report words: capitals that name nothing.
const NOT_NAMES = new Set(
  "the a an in on at it its this that these for from by with as and or of to is are was were he she they we q1 q2 q3 q4 h1 h2 fy yoy qoq usd rmb cny gw mw kw bn mn tn capex opex ebitda eps roi cagr ai".split(
    " ",
  ),
);

function checkNames(statement: string, evidence: string, context: string): Grounded["reasons"] {
  const known = `${evidence}\n${context}`.toLowerCase();
  const missing: Grounded["reasons"] = [];
  for (const match of statement.matchAll(NAME)) {
    const name = match[0];
    const lower = name.toLowerCase();
    const isName =
      /[A-Z]/.test(name) &&
      /[a-z]/i.test(name) &&
      !NOT_NAMES.has(lower) &&
      !/^(?:[1-4]Q\d\d|FY\d+.*|Q[1-4].*)$/i.test(name);
    const startsSentence = /(^|[.!?。！？]\s*|["“(]\s*)$/.test(statement.slice(0, match.index));
    if (!isName || (startsSentence && PLAIN_START.test(name))) continue;
    if (!hasWord(known, lower)) missing.push({ reason: "name-not-in-quote", words: name });
  }
  return missing;
}

/** Whether `word` stands in `text` not as a part of a longer Latin word: "Trainium" is not in "Trainium2". */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1] ?? " ";
    const after = text[at + word.length] ?? " ";
    if (!/[a-z0-9]/.test(before) && !/[a-z0-9]/.test(after)) return true;
  }
  return false;
}

const YEAR = /(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)/g;
const QUARTER =
  /Q[1-4]|[1-4]Q|(?:first|second|third|fourth) quarter|第?[一二三四1-4]季度?|(?:上|下)半年|[12]H|H[12]|(?:first|second) half/gi;

function checkPeriods(statement: string, evidence: string, context: string): Grounded["reasons"] {
  const known = `${evidence}\n${context}`;
  const years = new Set([
    ...(known.match(YEAR) ?? []),
    ...[...known.matchAll(/(?:FY|Q[1-4]|H[12]|')\s?'?(\d\d)(?!\d)|(\d\d)(?:Q[1-4]|年)/gi)].map(
      (match) => `20${match[1] ?? match[2]}`,
    ),
  ]);
  const parts = new Set((known.match(QUARTER) ?? []).map(partOfYear));
  const missing: Grounded["reasons"] = [];
  for (const year of statement.match(YEAR) ?? [])
    if (!years.has(year)) missing.push({ reason: "period-not-in-quote", words: year });
  for (const quarter of statement.match(QUARTER) ?? [])
    if (!parts.has(partOfYear(quarter))) missing.push({ reason: "period-not-in-quote", words: quarter });
  return missing;
}

/** "Q3", "3Q", "third quarter", "三季度" → "q3"; halves likewise. */
function partOfYear(words: string): string {
  const half = /half|半年|H/i.test(words);
  const digit =
    /[1-4]/.exec(words)?.[0] ??
    String(
      { first: 1, second: 2, third: 3, fourth: 4, 一: 1, 二: 2, 三: 3, 四: 4, 上: 1, 下: 2 }[
        /first|second|third|fourth|[一二三四上下]/i.exec(words)?.[0].toLowerCase() ?? ""
      ] ?? "?",
    );
  return `${half ? "h" : "q"}${digit}`;
}

const NEGATIONS =
  /\b(?:not|no|never|without|neither|nor|cannot|denied|denies|isn't|wasn't|won't|didn't|doesn't|don't)\b|没有|未(?!来)|不(?!少|断|仅|过|同|足|及|计)|并非|否认|无(?!论|线)/gi;
const RISES =
  /\b(?:rose|rises?|grew|grows?|growth|increas\w*|up|gain\w*|climb\w*|surg\w*|jump\w*|rais\w*|higher)\b|增长|上升|上涨|提升|上调|增加|扩大|走高/gi;
const FALLS =
  /\b(?:fell|falls?|declin\w*|decreas\w*|down|drop\w*|lost|cut|lower\w*|shrank|slump\w*)\b|下降|下滑|下跌|下调|减少|缩减|收窄|回落|降低/gi;

function checkWords(
  statement: string,
  evidence: string,
  context: string,
  tools: GroundTools,
): Grounded["reasons"] {
  const known = new Set(tools.words(`${evidence}\n${context}`).flat());
  const asked = tools.words(statement);
  const share =
    asked.length === 0
      ? 1
      : asked.filter((forms) => forms.some((form) => known.has(form))).length / asked.length;
  const enough = tools.quantities(statement).length > 0 ? ENOUGH_WORDS_WITH_NUMBERS : ENOUGH_WORDS;
  const reasons: Grounded["reasons"] =
    share < enough ? [{ reason: "words-not-in-quote", words: `${Math.round(share * 100)} %` }] : [];
  const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const isTurned =
    count(statement, NEGATIONS) > 0 !== count(evidence, NEGATIONS) > 0
      ? count(statement, NEGATIONS) > 0 || isAlone(evidence)
      : false;
  const rises = count(statement, RISES) > 0 && count(evidence, RISES) === 0 && count(evidence, FALLS) > 0;
  const falls = count(statement, FALLS) > 0 && count(evidence, FALLS) === 0 && count(evidence, RISES) > 0;
  if (isTurned || rises || falls) reasons.push({ reason: "turned-round", words: statement.slice(0, 80) });
  return reasons;
}

/** A quote of one clause: a "not" in it is about all of it. */
const isAlone = (evidence: string): boolean =>
  evidence.split(hasHan(evidence) ? /[，。；,;]/ : /[,.;]\s/).filter((part) => part.trim() !== "").length <=
  1;
