// checks/claim-dialogue.ts: several questions in a row, of which the last is meant: "sales in 2008? and in 2007? the change?
// and what does that represent of the 2007 value?"
//
// Turn by turn: a question looks a number up, or computes from its own words, or from the answers before it. What a turn
// leaves out (row, year) is taken from the turn before. One number comes out at the end; it may confirm and never accuses.

import { type ExactNumber, exact } from "../values/decimal.ts";
import type { ClaimReading } from "./claim-arithmetic.ts";
import { placeOfYear, placesOf, rankRows } from "./claim-rank.ts";
import { readingsOf } from "./claim-readings.ts";
import type { Fact, Row, Sheet } from "./claim-source.ts";
import { type Claim, readClaim } from "./claim-words.ts";

interface Answer {
  kind: "lookup" | "change" | "other";
  value: ExactNumber;
  formula: string;
  operands: ClaimReading["operands"];
  year: number | null;
  row: Row | null;
  /** What a change is measured against. */
  base: Answer | null;
  isShare: boolean;
}

interface Talk {
  sheet: Sheet;
  answers: Answer[];
  /** Row and words of the last look-up. */
  row: Row | null;
  years: number[];
}

const MOST_TURNS = 14;
const WEIGHT = 0.9;
// A label that has this much of its words in the question is named by it.
const NAMED = 0.34;

/** The number that a row of questions comes to; empty for one question, or when a turn cannot be followed. */
export function dialogueReadings(claim: Claim, sheet: Sheet): ClaimReading[] {
  if (!claim.isDialogue || sheet.rows.length === 0) return [];
  const turns = claim.question
    .split("?")
    .map((turn) => turn.trim())
    .filter((turn) => turn !== "")
    .slice(-MOST_TURNS);
  if (turns.length < 2) return [];
  const talk: Talk = { sheet, answers: [], row: null, years: [] };
  for (const turn of turns) {
    const answer = answerOf(turn, talk);
    if (answer !== null) talk.answers.push(answer);
  }
  const last = talk.answers.at(-1);
  if (last === undefined || last.operands.length === 0) return [];
  return [
    {
      operation: "value",
      operands: last.operands,
      computed: last.value,
      kind: last.isShare ? "fraction" : "level",
      isSigned: false,
      formula: last.formula,
      weight: WEIGHT,
    },
  ];
}

function answerOf(turn: string, talk: Talk): Answer | null {
  const own = readClaim(`${turn} is 0`);
  if (own === null) return null;
  const answer =
    ofNumber(turn, talk) ?? ofChange(turn, own, talk) ?? ofPart(turn, own, talk) ?? ofMany(turn, own, talk);
  if (answer !== null) return answer;
  return lookUp(turn, own, talk);
}

const REFERS = /\b(?:that|this|it|these|those|both|two|value|result|product|amount|prior)\b/i;
const NUMBER = /(?<![\d.,])(\d[\d,]*(?:\.\d+)?)(?![\d.,]*\d)/;

/** "what is that less 1", "times 1000", "divided by 100", "in percentage", "the difference between this value and the number one". */
function ofNumber(turn: string, { answers }: Talk): Answer | null {
  const last = answers.at(-1);
  if (last === undefined) return null;
  if (/(?:difference|distance).*\b(?:number )?one$/i.test(turn)) return withNumber(last, "−", exact(1));
  const match = new RegExp(
    String.raw`\b(?:that|it|this|value|result)\b[^?]{0,20}?\b(less|minus|plus|times|multiplied by|divided by)\s+(?:an?\s+)?(?:initial\s+)?\$?${NUMBER.source}`,
    "i",
  ).exec(turn);
  if (match !== null) {
    const by = exact(match[2]!.replaceAll(",", ""));
    const word = match[1]!.toLowerCase();
    const sign = word === "plus" ? "+" : /times|multip/.test(word) ? "×" : word === "divided by" ? "÷" : "−";
    return withNumber(last, sign, by);
  }
  if (
    /^(?:and )?(?:how much|what) (?:is|was|would be) (?:that|it|this)(?: \w+)?,? (?:as |in )?(?:a )?percent/i.test(
      turn,
    )
  )
    return withNumber(last, "×", exact(100));
  return null;
}

function withNumber(last: Answer, sign: string, by: ExactNumber): Answer | null {
  if (sign === "÷" && by.isZero()) return null;
  const value =
    sign === "+"
      ? last.value.plus(by)
      : sign === "×"
        ? last.value.times(by)
        : sign === "÷"
          ? last.value.div(by)
          : last.value.minus(by);
  return {
    ...last,
    kind: "other",
    value,
    formula: `(${last.formula}) ${sign} ${by.toFixed()}`,
    // "less 1" makes a growth of a ratio; "less 100" of an index leaves it what it is.
    isShare: sign === "−" && last.isShare,
    base: sign === "−" ? numberAnswer(by) : last.base,
  };
}

const numberAnswer = (value: ExactNumber): Answer => ({
  kind: "other",
  value,
  formula: value.toFixed(),
  operands: [],
  year: null,
  row: null,
  base: null,
  isShare: false,
});

const CHANGE =
  /\b(?:differen\w+|change[sd]?|variation|variance|fluctuation|increase[sd]?|decrease[sd]?|decline[sd]?|reduction|growth|grow|grew|improvement|less|minus)\b/i;
const RATE =
  /percent(?:age)?\s+(?:\w+\s+)?(?:change|increase|decrease|decline|growth|reduction|difference)|growth rate|rate of (?:growth|change)|percent(?:age)? (?:\w+\s+)?(?:of )?growth/i;
const SHARE =
  /represent|as an? (?:percent|percentage|portion|share|proportion)|percent(?:age)? of|divided by|\bratio\b|proportion|in relation|\bover (?:the|that|its|this)\b|percent\b|percentage\b/i;

/** A change of two answers, of the turn's own words, or what a change comes to in percent. */
function ofChange(turn: string, own: Claim, talk: Talk): Answer | null {
  const { answers } = talk;
  const last = answers.at(-1);
  const isRate = RATE.test(turn);
  if (!isRate && !CHANGE.test(turn)) return null;
  const refersBack = last !== undefined && (own.years.length === 0 || isRate) && !namesRow(own, talk);
  if (isRate && refersBack) {
    const change = [...answers].reverse().find(({ kind }) => kind === "change");
    if (change?.base) return over(change, change.base);
    const [a, b] = lastTwo(answers);
    if (a === null || b === null) return null;
    const [later, earlier] = inTime(a, b);
    const difference = minus(later, earlier);
    return over(difference, earlier);
  }
  if (SHARE.test(turn) && last !== undefined && /\b(?:this|that|these|net|it)\b/i.test(turn)) return null;
  if (refersBack) {
    const [a, b] = lastTwo(answers);
    if (a === null || b === null) return null;
    return minus(...(/less|minus|quotient/i.test(turn) ? ([a, b] as const) : inTime(a, b)));
  }
  // "the value of the fund in 2018 less 100"
  const less = new RegExp(
    String.raw`\b(?:less|minus)\s+(?:an?\s+)?(?:initial\s+)?\$?${NUMBER.source}$`,
    "i",
  ).exec(turn);
  if (less !== null) {
    const found = lookUp(
      turn.slice(0, less.index),
      readClaim(`${turn.slice(0, less.index)} is 0`) ?? own,
      talk,
    );
    return found === null ? null : withNumber(found, "−", exact(less[1]!.replaceAll(",", "")));
  }
  const parts = /^(.*\S)\s+(?:less|minus)\s+(\S.*)$/i.exec(turn);
  if (parts !== null) {
    const [a, b] = [parts[1]!, parts[2]!].map((text) => lookUp(text, readClaim(`${text} is 0`) ?? own, talk));
    return a === null || a === undefined || b === null || b === undefined ? null : minus(a, b);
  }
  return fromWords(own, talk, isRate);
}

/** What one question says in full: the likeliest reading of its own words. */
function fromWords(own: Claim, talk: Talk, isRate: boolean): Answer | null {
  const reading = readingsOf(own, talk.sheet).find(
    ({ operation }) => operation === (isRate ? "growth" : "difference"),
  );
  if (reading === undefined) return null;
  const earlier = reading.operands.find(({ role }) => role === "earlier" || role === "second")?.fact;
  const later = reading.operands.find(({ role }) => role === "later" || role === "first")?.fact;
  const row = talk.sheet.rows.find(({ at }) => at === later?.row) ?? null;
  talk.row = row ?? talk.row;
  talk.years = own.years.length > 0 ? own.years : talk.years;
  return {
    kind: isRate ? "other" : "change",
    value: reading.computed,
    formula: reading.formula,
    operands: reading.operands,
    year: null,
    row,
    base: earlier === undefined ? null : factAnswer(earlier, null, row),
    isShare: isRate,
  };
}

/** "how much does that represent in relation to the 2007 value", "what is the ratio", "divided by total sales". */
function ofPart(turn: string, own: Claim, talk: Talk): Answer | null {
  const { answers } = talk;
  const last = answers.at(-1);
  if (!SHARE.test(turn) || last === undefined) return null;
  const after =
    /(?:in relation to|as an? (?:percent(?:age)?|portion|share|proportion) of|divided by|\bover\b|percent(?:age)? of|ratio of .* to)\s+(.*)$/i.exec(
      turn,
    );
  if (after !== null) {
    const words = after[1]!;
    const whole = readClaim(`${words} is 0`);
    const known = whole === null ? null : spokenOf(words, whole, talk);
    const top = /\bratio of\b/i.test(turn)
      ? answers.length > 1
        ? answers.at(-2)!
        : last
      : partOf(turn.slice(0, after.index), last, talk, known);
    if (known !== null && known !== top) return over(top, known);
  }
  const change = last.kind === "change" ? last : null;
  if (change?.base) return over(change, change.base);
  const [a, b] = lastTwo(answers);
  if (a === null || b === null) return null;
  if (a.kind === "change" && /change|that/i.test(turn)) return over(a, b);
  // "the ratio" of a part and its whole that were asked for one after the other.
  return own.years.length === 2 ? over(...inTime(a, b)) : over(a, b);
}

/** What stands before "in relation to": an answer by its year, one of its own, or the last. */
function partOf(words: string, last: Answer, talk: Talk, not: Answer | null): Answer {
  const own = readClaim(`${words} is 0`);
  if (own !== null && !/\b(?:this|that|it|these)\b/i.test(words) && namesRow(own, talk)) {
    const found = spokenOf(words, own, talk);
    if (found !== null && found !== not) return found;
  }
  return last === not ? (talk.answers.at(-2) ?? last) : last;
}

/** An answer given before under this year or name, or a new look-up. */
function spokenOf(words: string, own: Claim, talk: Talk): Answer | null {
  const { answers } = talk;
  const year = own.years[0];
  const lookups = answers.filter(({ kind }) => kind === "lookup");
  if (/\btotal\b|\bsum\b|\bcombined\b/i.test(words)) {
    const total = [...answers].reverse().find(({ formula }) => formula.includes(" + "));
    if (total !== undefined && !namesRow(own, talk)) return total;
  }
  if (year !== undefined) {
    const known = [...lookups].reverse().find((answer) => answer.year === year);
    if (known !== undefined && (!namesRow(own, talk) || known.row === bestRow(own, talk)?.row)) return known;
    const found = lookUp(words, own, talk);
    if (found !== null) return found;
    return known ?? null;
  }
  if (namesRow(own, talk)) {
    const row = bestRow(own, talk)?.row;
    return [...lookups].reverse().find((answer) => answer.row === row) ?? lookUp(words, own, talk);
  }
  return answers.at(-1)?.kind === "change" ? (answers.at(-1)!.base ?? null) : (lookups.at(-1) ?? null);
}

/** "what is the sum", "the total of both", "the average of these". */
function ofMany(turn: string, own: Claim, talk: Talk): Answer | null {
  const isSum = /\b(?:sum|total|combined|together|altogether)\b/i.test(turn);
  const isMean = /\baverage\b|\bmean\b/i.test(turn);
  if ((!isSum && !isMean) || talk.answers.length < 2 || (namesRow(own, talk) && !REFERS.test(turn)))
    return null;
  if (own.years.length > 0 || (isSum && namesRow(own, talk))) return null;
  const last = talk.answers.at(-1)!;
  if (isMean && last.formula.includes(" + ")) {
    const count = last.operands.length;
    return { ...withNumber(last, "÷", exact(Math.max(1, count)))!, isShare: false };
  }
  const count = /\bthree\b/i.test(turn) ? 3 : /\ball\b/i.test(turn) ? talk.answers.length : 2;
  const parts = talk.answers.filter(({ kind }) => kind !== "change").slice(-count);
  if (parts.length < 2) return null;
  const sum = parts.reduce((all, { value }) => all.plus(value), exact(0));
  return {
    kind: "other",
    value: isMean ? sum.div(parts.length) : sum,
    formula: `${isMean ? "(" : ""}${parts.map(({ formula }) => formula).join(" + ")}${isMean ? `) ÷ ${parts.length}` : ""}`,
    operands: parts.flatMap(({ operands }) => operands),
    year: null,
    row: null,
    base: null,
    isShare: false,
  };
}

const bestRow = (own: Claim, { sheet }: Talk) => rankRows(own, sheet)[0] ?? null;
const namesRow = (own: Claim, talk: Talk): boolean => (bestRow(own, talk)?.score ?? 0) >= NAMED;

/** One cell: the row of the turn's words, or that of the turn before; the column of its year or of its words. */
function lookUp(_turn: string, own: Claim, talk: Talk): Answer | null {
  const best = bestRow(own, talk);
  const row = best !== null && best.score >= NAMED ? best.row : (talk.row ?? best?.row ?? null);
  if (row === null) return null;
  const places = placesOf(own, talk.sheet, row);
  const year = own.years[0] ?? null;
  const place =
    year !== null
      ? placeOfYear(places, year)
      : (places.filter(({ fit }) => fit > 0.4).sort((a, b) => b.fit - a.fit)[0] ??
        (talk.years[0] === undefined ? null : placeOfYear(places, talk.years[0])) ??
        places[0] ??
        null);
  if (place === null || place === undefined) return null;
  talk.row = row;
  if (own.years.length > 0) talk.years = own.years;
  return factAnswer(place.fact, year ?? place.year, row);
}

const factAnswer = (fact: Fact, year: number | null, row: Row | null): Answer => ({
  kind: "lookup",
  value: fact.value,
  formula: fact.text.trim(),
  operands: [{ fact, role: "part" }],
  year,
  row,
  base: null,
  isShare: false,
});

const lastTwo = (answers: readonly Answer[]): [Answer | null, Answer | null] => [
  answers.at(-2) ?? null,
  answers.at(-1) ?? null,
];

/** The later first; as they were asked when no year says more. */
const inTime = (a: Answer, b: Answer): [Answer, Answer] =>
  a.year !== null && b.year !== null && b.year > a.year ? [b, a] : [a, b];

const minus = (a: Answer, b: Answer): Answer => ({
  kind: "change",
  value: a.value.minus(b.value),
  formula: `${bracketed(a)} − ${bracketed(b)}`,
  operands: [...a.operands, ...b.operands],
  year: null,
  row: a.row,
  base: b,
  isShare: a.isShare && b.isShare,
});

function over(a: Answer, b: Answer): Answer | null {
  if (b.value.isZero()) return null;
  return {
    kind: "other",
    value: a.value.div(b.value),
    formula: `${bracketed(a)} ÷ ${bracketed(b)}`,
    operands: [...a.operands, ...b.operands],
    year: null,
    row: null,
    base: null,
    isShare: true,
  };
}

const bracketed = ({ formula }: Answer): string => (/[−+÷×]/.test(formula) ? `(${formula})` : formula);
