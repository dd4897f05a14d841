// ask/ground-read.ts: a text as clauses, each with its quantities and its words: what a statement and its quotes are compared by.
//
//   Cloud revenue grew 29% in constant currency,| or 27% as reported.
//   clause 0: subject "cloud revenue", 29%       clause 1: no subject of its own, so it goes on from clause 0
//
// A quantity's region is its clause, the clauses it goes on from, and the clauses behind it that have no quantity.

import type { Figure, Quantity } from "../records/figure.ts";
import type { Span } from "../values/span.ts";
import { EMPTY_WORDS, MULTIPLES, withoutTurns } from "./ground-classes.ts";
import { placedPeriods, withoutPeriods } from "./ground-periods.ts";

/** A word with its place and its forms, its own first, then those of the other language. */
export interface PlacedWord extends Span {
  forms: string[];
}

/** A figure as the scanner understands it, with or without a document. */
export type Understood = Omit<Figure, "id" | "documentId" | "versionId" | "correctedBy" | "isRejected">;

/** A quantity of a text with what is understood of it; `figure` is null for a bare number. */
export interface ReadQuantity {
  quantity: Quantity;
  figure: Understood | null;
  clause: number;
}

export interface Clause extends Span {
  sentence: number;
  words: PlacedWord[];
  quantities: ReadQuantity[];
  /** Whether it ends in a colon: a heading of what follows in its sentence. */
  isHead: boolean;
  /** Whether it names by itself what it tells of. */
  hasSubject: boolean;
}

export interface ReadText {
  text: string;
  /** The text with zeros for its quantities, offsets kept. */
  plain: string;
  clauses: Clause[];
  quantities: ReadQuantity[];
}

export interface ReadTools {
  quantities(text: string): Quantity[];
  words(text: string): PlacedWord[];
}

const BREAK =
  /[，,](?!\d{3}(?!\d))|[;；、（）()|\t]|[:：](?!\d)|[。！？!?\n]|\.(?=\s|$)|\s[–—-]\s|\b(?:and|while|whereas|but|versus|against|compared (?:to|with)|with|which)\b|而(?!言)|但(?!是)|以及|并(?!购|非|且表)/gi;
const ENDS_SENTENCE = /[。！？!?\n.]/;

/** Reads a text whose figures are known (with offsets into it); quantities that no figure covers are scanned. Linear. */
export function readText(text: string, figures: readonly Understood[], tools: ReadTools): ReadText {
  const quantities = quantitiesOf(text, figures, tools);
  const plain = quantities.reduce((rest, { quantity }) => blanked(rest, quantity), text);
  const clauses = cut(text, quantities);
  for (const one of quantities) {
    one.clause = clauses.findIndex(({ end }) => one.quantity.coreStart < end);
    clauses[one.clause]?.quantities.push(one);
  }
  for (const word of contentWords(plain, tools))
    clauses.find(({ end }) => word.start < end)?.words.push(word);
  for (const clause of clauses) {
    const first = clause.quantities[0]?.quantity.start ?? clause.end;
    clause.hasSubject = clause.words.some(({ start, forms }) => start < first && !forms[0]!.startsWith("#"));
  }
  return { text, plain, clauses, quantities };
}

function quantitiesOf(text: string, figures: readonly Understood[], tools: ReadTools): ReadQuantity[] {
  const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
  // "The first three quarters" is a time.
  const parts = placedPeriods(text).filter(({ form }) => /^[qh]/.test(form));
  const isPartOfYear = (quantity: Span): boolean => parts.some((part) => overlaps(part, quantity));
  const scanned = tools
    .quantities(text)
    .filter((quantity) => !isYear(quantity) && !isArticle(quantity) && !isPartOfYear(quantity))
    .flatMap((quantity) => parted(text, quantity, tools));
  const known = figures.flatMap((figure) =>
    // Times have a check of their own.
    figure.kind === "date" ||
    isPartOfYear(figure) ||
    (/^(?:19|20)\d\d/.test(figure.text) && figure.unit === "")
      ? []
      : parted(text, figure, tools).map((quantity) => ({ quantity, figure, clause: 0 })),
  );
  const bare = scanned
    // A bare cell is also what it says by itself: a model may repeat "330" as it stands.
    .filter((one) => figures.every((figure) => !overlaps(figure, one) || figure.unit !== one.unit))
    .map((quantity) => ({
      quantity,
      figure: figures.find((figure) => overlaps(figure, quantity)) ?? null,
      clause: 0,
    }));
  return [...known, ...bare].sort((a, b) => a.quantity.start - b.quantity.start);
}

/** "fell from 4.2% to 3.7%" is read as one range; it is what was and what is. */
function parted(text: string, quantity: Quantity, tools: Pick<ReadTools, "quantities">): Quantity[] {
  const { start, end, low, high, text: written } = quantity;
  const isMove = /(?:\bfrom|(?<![自理经])由|从)\s*(?:(?:the|an?|约|about)\s*)?$/i.test(
    text.slice(Math.max(0, start - 12), start),
  );
  if (!isMove || low === null || high === null || low === high) return [quantity];
  const between = /\s(?:to|in)\s|至|到/i.exec(written);
  if (between === null) return [quantity];
  const behind = between.index + between[0].length;
  const parts = [
    ...placed(tools.quantities(written.slice(0, between.index)), start),
    ...placed(tools.quantities(written.slice(behind)), start + behind),
  ];
  return parts.length === 2 && parts[1]!.end <= end && parts[0]!.unit === parts[1]!.unit ? parts : [quantity];
}

const placed = (quantities: readonly Quantity[], by: number): Quantity[] =>
  quantities.map((one) => ({
    ...one,
    start: one.start + by,
    end: one.end + by,
    coreStart: one.coreStart + by,
    coreEnd: one.coreEnd + by,
  }));

/** 一项, 一个: "a", no figure. */
const isArticle = ({ low, text }: Quantity): boolean => low === "1" && /^一\p{Script=Han}?$/u.test(text);

/** A bare year is a period, and periods have a check of their own. */
const isYear = ({ unit, low, text }: Quantity): boolean =>
  unit === "" &&
  low !== null &&
  /^(?:19|20)\d\d/.test(text) &&
  /^(?:19|20)\d\d$/.test(low) &&
  !text.includes(",");

const COUNTED =
  /(?<=[\d万亿千百兆]\s?|(?:million|billion|thousand|hundred|dozen)\s)(?![万亿千百兆]|million|billion|thousand|hundred)(?:\p{Script=Han}{2,}|[A-Za-z]{3,}(?:[ -][A-Za-z]+)*)$/iu;

/** Zeros for the amount; what is counted, what it is per, and a multiple in one word stay words. */
function blanked(text: string, { start, end, text: written, kind, unit }: Quantity): string {
  if (/doubl|tripl|halv|fold|[番倍]|半$/i.test(written) && !/\d/.test(written)) return text;
  const noun = kind === "count" && unit !== "" ? COUNTED.exec(written) : null;
  const per = unit.includes("/") ? /(?:\bper\b|\/|每|\ban? [a-z]+$).*$/i.exec(written) : null;
  const stop = start + Math.min(noun?.index ?? written.length, per?.index ?? written.length);
  const until = stop > start ? Math.min(stop, end) : end;
  return (
    text.slice(0, start) +
    "0".repeat(Math.max(1, until - start - 1)) +
    (until - start > 1 ? " " : "") +
    text.slice(until)
  );
}

function cut(text: string, quantities: readonly ReadQuantity[]): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  let sentence = 0;
  const push = (end: number): void => {
    const isHead = /[:：]$/.test(text.slice(start, end));
    if (end > start)
      clauses.push({ start, end, sentence, words: [], quantities: [], isHead, hasSubject: false });
  };
  let next = 0;
  for (const { index, 0: mark } of text.matchAll(BREAK)) {
    while (next < quantities.length && quantities[next]!.quantity.end <= index) next++;
    const inside = quantities[next]?.quantity;
    if (inside !== undefined && inside.start < index && index < inside.end) continue;
    push(index + mark.length);
    start = index + mark.length;
    if (ENDS_SENTENCE.test(mark)) sentence++;
  }
  push(text.length);
  if (clauses.length === 0)
    clauses.push({
      start: 0,
      end: text.length,
      sentence: 0,
      words: [],
      quantities: [],
      isHead: false,
      hasSubject: false,
    });
  return clauses;
}

/** Words that say something: without periods, without those that are compared as fields, without empty ones. */
export function contentWords(plain: string, tools: Pick<ReadTools, "words">): PlacedWord[] {
  const words = tools
    .words(withoutTurns(withoutPeriods(plain)))
    .filter(({ forms }) => !EMPTY_WORDS.has(forms[0]!));
  for (const [form, pattern] of MULTIPLES)
    for (const match of plain.matchAll(new RegExp(pattern.source, "gi")))
      words.push({ start: match.index, end: match.index + match[0].length, forms: [form] });
  return words.sort((a, b) => a.start - b.start);
}

const PRONOUN = /^\W*(?:\w+\s+){0,3}(?:it|its|they|their|them|this|these|those)\b|[其它该]/i;

/** The clauses a clause goes on from: back to the first that has a subject, within its sentence. */
export function leadOf(read: ReadText, at: number): Clause[] {
  const lead: Clause[] = [];
  let clause = read.clauses[at]!;
  for (let before = at - 1; before >= 0 && !clause.hasSubject; before--) {
    clause = read.clauses[before]!;
    // "Without them it would have been 21.7": what the pronoun stands for was said before.
    const isBehind = clause.sentence === read.clauses[at]!.sentence;
    if (!isBehind && !PRONOUN.test(textOf(read, [read.clauses[at]!, ...lead]))) break;
    lead.unshift(clause);
  }
  // "In the trial, patients lost ...": what stands before the subject without a quantity is said of it.
  for (let before = at - lead.length - 1; before >= 0; before--) {
    const opening = read.clauses[before]!;
    if (opening.sentence !== read.clauses[at]!.sentence || hasAmount(opening)) break;
    lead.unshift(opening);
  }
  const head = read.clauses.slice(0, at).findLast(({ isHead }) => isHead);
  if (head?.sentence === read.clauses[at]!.sentence && !lead.includes(head)) lead.unshift(head);
  return lead;
}

/** What is counted by the way ("the two charges") makes no clause a figure's. */
const hasAmount = ({ quantities }: Clause): boolean =>
  quantities.some(({ quantity: { kind, low } }) => kind !== "count" || low === null || low.length > 1);

/** The clauses behind one that have no quantity of their own, within its sentence. */
export function tailOf(read: ReadText, at: number): Clause[] {
  const tail: Clause[] = [];
  for (const clause of read.clauses.slice(at + 1)) {
    if (clause.sentence !== read.clauses[at]!.sentence || hasAmount(clause)) break;
    tail.push(clause);
  }
  return tail;
}

/** Changes said right behind, with no subject of their own: ", up 16%". */
export function appendedTo(read: ReadText, at: number): Clause[] {
  const appended: Clause[] = [];
  for (const clause of read.clauses.slice(at + 1)) {
    if (clause.sentence !== read.clauses[at]!.sentence || clause.hasSubject) break;
    appended.push(clause);
  }
  return appended;
}

export const textOf = (read: ReadText, clauses: readonly Span[]): string =>
  clauses.map(({ start, end }) => read.plain.slice(start, end)).join(" ");
