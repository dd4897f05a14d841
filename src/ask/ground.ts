// ask/ground.ts: whether a statement is carried by its quotes. One mechanism for digests, answers and briefs.
//
//   1. every quote stands in its passage (blanks and width aside), and gets its offsets there;
//   2. every quantity of the statement equals one of its quotes after conversion, or rounds it, and the fields of both
//      (metric, entity, period, relation, mood, direction) agree as far as they are said (ground-numbers.ts);
//   3. every name, level, year and period of the statement stands in the quotes or in what is known of the document
//      (ground-names.ts);
//   4. every word of a clause is carried by the words around its quantities, or by one sentence (ground-words.ts).
//
// Pure: quantities, words and names come in as functions (figures/ and search/ are neighbours). What fails is not
// shown as fact; the reasons are kept for the person and for asking the model once more.

import type { Reason } from "../records/answer.ts";
import type { Figure, Quantity } from "../records/figure.ts";
import type { DraftStatement, ShownPassage } from "./draft.ts";
import { checkNames, checkPeriods } from "./ground-names.ts";
import { matchNumbers } from "./ground-numbers.ts";
import { type PlacedWord, readText, type Understood } from "./ground-read.ts";
import { checkWords } from "./ground-words.ts";
import { isInstruction } from "./instruction.ts";

export interface GroundedQuote {
  passage: number;
  /** Half-open offsets in the reading. */
  start: number;
  end: number;
  quote: string;
}

export interface Because {
  reason: Reason;
  words: string;
}

export interface Grounded {
  text: string;
  isVerified: boolean;
  quotes: GroundedQuote[];
  /** Why it is not verified, with the words in question; empty when it is. */
  reasons: Because[];
}

/** An entity or a metric where a text names it. */
export interface NameMention {
  start: number;
  end: number;
  id: string;
  /** The words of the text. */
  written: string;
  kind: "entity" | "metric";
}

export interface GroundTools {
  /** Quantities of a text, bare numbers too. */
  quantities(text: string): Quantity[];
  /** The figures of a text as the ledger would understand them, under what is known of its document. */
  figures(text: string, context: string): Understood[];
  /** Content words of a text with their places, each in its own form and in those of the other language. */
  words(text: string): PlacedWord[];
  /** Whether two words (own forms) of one language translate alike: "close" and "shut". */
  areKin(a: string, b: string): boolean;
  /** Every metric of the vocabulary where a text names it, everyday ones too. */
  terms(text: string): NameMention[];
  /** Names of the vocabulary, in order; of metrics those that are mistaken for one another at a reader's cost. */
  names(text: string): NameMention[];
}

/** What a statement rests on: the quotes as one text, and what else is known. */
export interface Evidence {
  text: string;
  /** Titles, headings, column heads. */
  context: string;
  /** Figures of the ledger inside the quotes, with offsets into `text`. */
  figures: Figure[];
}

/** Marks of citations that a model writes into its sentence: "[3]", "[1][2]", "【4】". */
const CITATION_MARKS = /\s*(?:\[\d{1,3}(?:\s?[,，]\s?\d{1,3})*\]|【\d{1,3}】)/g;

/** A name that runs into a year, and a dollar with its country, as the scanners know them: "AWS2025年", "US$34". */
const plainForm = (text: string): string =>
  text.replace(/([A-Za-z])(?=(?:19|20)\d\d年)/g, "$1 ").replace(/\bUS\$/g, "$");

/** Holds a statement against the passages it cites. */
export function ground(
  statement: DraftStatement,
  passages: readonly ShownPassage[],
  tools: GroundTools,
): Grounded {
  const text = statement.text.replace(CITATION_MARKS, "").trim();
  const checked = plainForm(text);
  const reasons: Because[] = [];
  const quotes: GroundedQuote[] = [];
  const evidence: Evidence = { text: "", context: "", figures: [] };
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
    if (isInstruction(shown.text, place)) {
      reasons.push({ reason: "instruction", words: quote.slice(0, 120) });
      continue;
    }
    quotes.push({
      passage,
      start: shown.start + place.start,
      end: shown.start + place.end,
      quote: shown.text.slice(place.start, place.end),
    });
    take(evidence, shown, place);
  }
  if (reasons.length === 0) {
    reasons.push(...judge(checked, evidence, tools));
  }
  return { text, isVerified: reasons.length === 0, quotes, reasons };
}

/** Statement and quotes, understood by the same scanner, held against one another. */
function judge(statement: string, evidence: Evidence, tools: GroundTools): Because[] {
  const said = readText(statement, tools.figures(statement, evidence.context), tools);
  const known = evidence.figures.filter(({ isRejected }) => !isRejected);
  const found = tools
    .figures(evidence.text, evidence.context)
    .filter(({ start, end }) => !known.some((figure) => figure.start < end && start < figure.end));
  const quotes = readText(evidence.text, [...known, ...found], tools);
  const numbers = matchNumbers(said, quotes, tools);
  return [
    ...numbers.reasons,
    ...checkNames(statement, evidence, tools),
    ...checkPeriods(statement, evidence),
    ...checkWords(said, quotes, numbers.matched, evidence, tools),
  ];
}

/** Adds a quote to the evidence; figures keep their place in the joined text. */
function take(evidence: Evidence, shown: ShownPassage, place: { start: number; end: number }): void {
  const shift = evidence.text.length - place.start - shown.start;
  for (const figure of shown.figures ?? []) {
    if (figure.start < shown.start + place.start || figure.end > shown.start + place.end) continue;
    evidence.figures.push({
      ...figure,
      start: figure.start + shift,
      end: figure.end + shift,
      coreStart: figure.coreStart + shift,
      coreEnd: figure.coreEnd + shift,
    });
  }
  evidence.text += `${shown.text.slice(place.start, place.end)}\n`;
  evidence.context += `\n${shown.context}`;
}

/** Where a quote stands in a text, blanks and full or half width aside; null when it does not, or says too little. */
export function findQuote(text: string, quote: string): { start: number; end: number } | null {
  const wanted = squeezed(quote.replace(/^["“”'…\s]+|["“”'…\s]+$/g, ""));
  if (wanted.text.length < 2) return null;
  const hay = squeezed(text);
  const at = hay.text.indexOf(wanted.text);
  if (at < 0) return null;
  return wholeNumbers(text, hay.offsets[at]!, hay.offsets[at + wanted.text.length - 1]! + 1);
}

/** A quote that begins or ends inside a number or a Latin word would say another one: "33.0" of "133.04". */
function wholeNumbers(text: string, start: number, end: number): { start: number; end: number } {
  let [from, to] = [start, end];
  const isPart = (at: number) => /[A-Za-z0-9.,%]/.test(text[at] ?? " ");
  const joins = (left: number) =>
    /[A-Za-z0-9]/.test(text[left] ?? " ") && /[A-Za-z0-9]/.test(text[left + 1] ?? " ");
  const joinsByDot = (left: number) =>
    (/\d/.test(text[left - 1] ?? "") && /[.,]/.test(text[left] ?? "") && /\d/.test(text[left + 1] ?? "")) ||
    (/\d/.test(text[left] ?? "") && /[.,]/.test(text[left + 1] ?? "") && /\d/.test(text[left + 2] ?? ""));
  for (
    let step = 0;
    step < 40 && from > 0 && (joins(from - 1) || joinsByDot(from - 1)) && isPart(from - 1);
    step++
  )
    from--;
  for (
    let step = 0;
    step < 40 && to < text.length && (joins(to - 1) || joinsByDot(to - 1)) && isPart(to);
    step++
  )
    to++;
  // "34.2" of "$34.2 billion" would be another amount: the sign before and the scale behind belong to the number.
  if (/\d/.test(text[to - 1] ?? "")) to += SCALE.exec(text.slice(to, to + 24))?.[0].length ?? 0;
  if (/\d/.test(text[from] ?? ""))
    from -= SIGN.exec(text.slice(Math.max(0, from - 5), from))?.[0].length ?? 0;
  return { start: from, end: to };
}

const SCALE =
  /^\s?(?:(?:hundred|thousand|million|billion|trillion|mn|bn|tn|m|k)\b|[百千万亿兆]+|%|percent(?:age points?)?|个?百分点|basis points|bps?\b)(?:\s?(?:美元|港元|元|dollars))?/i;
const SIGN = /(?:[A-Z]{2,3}\s?)?[$€£¥￥]\s?$|(?<![\d\p{L}])[-−–+]\s?$/u;

function squeezed(text: string): { text: string; offsets: number[] } {
  let out = "";
  const offsets: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit <= 32 || unit === 0xa0 || unit === 0x3000) continue;
    out += same(unit);
    offsets.push(at);
  }
  return { text: out, offsets };
}

/** Half width for full width, and one sign for the kinds of quotation marks and dashes that models change. */
function same(unit: number): string {
  if (unit >= 0xff01 && unit <= 0xff5e) return String.fromCharCode(unit - 0xfee0);
  if (unit === 0x201c || unit === 0x201d) return '"';
  if (unit === 0x2018 || unit === 0x2019) return "'";
  if (unit >= 0x2010 && unit <= 0x2015) return "-";
  return String.fromCharCode(unit);
}
