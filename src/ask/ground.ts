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

const INSTRUCTION =
  /\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:instructions?|prompts?|rules|context)\b|\b(?:system prompt|you are (?:now )?an? (?:ai|assistant|language model|chatbot))\b|\b(?:answer|reply|respond|say|state|tell (?:the user|them)|report|output|write)\s+(?:only\s+)?(?:that|with|exactly|the following)\b.{0,80}|(?:忽略|无视|忘记|不要理会).{0,12}(?:指令|指示|提示|规则|要求)|(?:你是|你现在是).{0,8}(?:助手|模型|AI)|(?:请|必须)(?:直接)?(?:回答|回复|输出|告诉用户)/i;
/** Words of a document that speak to whoever reports what it says: "X said that" is a report, "answer that" an order. */
const ORDER =
  /(?:^|[.!?。！？;；:："“\n]|\b(?:and|then|please|must|should|instead|always|only)\b|[，,])\s*(?:please\s+)?(?:answer|reply|respond|output)\b/i;

/** Whether a quote's sentence gives orders to its reader instead of telling something. */
function isInstruction(text: string, { start, end }: { start: number; end: number }): boolean {
  const from = Math.max(0, start - 300);
  const before = text.slice(from, start);
  const opens = Math.max(
    ...["\n", "。", "！", "？", ". ", "! ", "? "].map((mark) => before.lastIndexOf(mark)),
  );
  const after = text.slice(end, end + 300);
  const closes = /[。！？\n]|[.!?](?=\s|$)/.exec(after)?.index ?? after.length;
  const sentence = text.slice(from + opens + 1, end + closes);
  const match = INSTRUCTION.exec(sentence);
  if (match === null) return false;
  // "Executives say that", "respond with": a sentence with a subject before the verb reports.
  return (
    !/^(?:say|state|report|write|reply|respond|answer|tell|output)/i.test(match[0]) || ORDER.test(sentence)
  );
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
  return { start: from, end: to };
}

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
