// eval/figures-quantities.ts: the pack quantities: exact span, value and unit, by the kinds each item's source annotates.
//
// One rich result is projected onto each source's conventions: numbers without their unit, money without
// its per-unit, whole strings widened by their qualifier words. What is projected how is said beside each rule.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Amount, multiply, textOf } from "../src/figures/amount.ts";
import type { Found } from "../src/figures/found.ts";
import { lexicon } from "../src/figures/lexicon.ts";
import { scan } from "../src/figures/scan.ts";

interface GoldSpan {
  start: number;
  end: number;
  text: string;
  kind: string;
  value: string | number | [string, string] | null;
  unit?: string | null;
  iso?: string | null;
}
interface Item {
  id: string;
  lang: "zh" | "en";
  text: string;
  source: string;
  scope: string[];
  spans: GoldSpan[];
  whole?: boolean;
}
interface Guess {
  start: number;
  end: number;
  low: number;
  high: number;
  unit: string;
}

export interface Tally {
  right: number;
  guessed: number;
  gold: number;
}
export interface QuantityScore {
  tallies: Map<string, Tally>;
  items: number;
  /** Wrong items by kind, for reading. */
  errors: Map<string, string[]>;
}

const KINDS = ["currency", "number", "percentage", "dimension"] as const;
const CLOSE = 1e-9;
const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= CLOSE * Math.max(Math.abs(a), Math.abs(b), 1e-12);
const asNumber = (amount: Amount): number => Number(textOf(amount));

/** The money a gold unit name means: ISO code and factor, through the product's own word lists. */
function goldCurrency(name: string): { iso: string; factor: number } {
  const words = lexicon();
  const lower = name.toLowerCase().split(" per ")[0]!;
  const entry =
    words.currencyWords.get(lower) ?? words.currencySymbols.get(name) ?? words.currencyBefore.get(name);
  return entry === undefined ? { iso: name, factor: 1 } : { iso: entry.iso, factor: asNumber(entry.factor) };
}

function goldUnit(name: string): { unit: string; factor: number } {
  const words = lexicon();
  const lower = name.toLowerCase();
  const own = words.unitWords.get(lower) ?? words.symbols.get(name);
  if (own !== undefined) return { unit: own.unit, factor: asNumber(own.factor) };
  const parts = lower.split(" per ");
  if (parts.length === 2) {
    const top = words.unitWords.get(parts[0]!);
    const bottom = words.unitWords.get(parts[1]!);
    if (top !== undefined && bottom !== undefined)
      return { unit: `${top.name}/${words.perWords.get(parts[1]!) ?? bottom.name}`, factor: 1 };
  }
  const han: Record<string, string> = { liang: "两", mu: "亩", "light year": "光年" };
  const mapped = han[lower] === undefined ? undefined : words.symbols.get(han[lower]);
  return mapped === undefined
    ? { unit: lower, factor: 1 }
    : { unit: mapped.unit, factor: asNumber(mapped.factor) };
}

const isMoney = (found: Found): boolean => found.isMoney;
const isPercent = (found: Found): boolean => found.kind === "percent" || found.kind === "percentage-point";
const NOT_DIMENSION = new Set([
  "money",
  "price",
  "percent",
  "percentage-point",
  "count",
  "ratio",
  "rank",
  "date",
  "rating",
  "multiple",
]);

function value(found: Found): { low: number; high: number } {
  return {
    low: asNumber(multiply(found.low, found.factor)),
    high: asNumber(multiply(found.high, found.factor)),
  };
}

/** Spans of whole-string tests are widened by qualifier and range words and a leading article. */
function widen(text: string, start: number, end: number): { start: number; end: number } {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const isWide =
    /^\s*(?:(?:about|around|exactly|at least|at most|no less than|not less than|no more than|not more than|over|above|more than|less than|under|lower than|between|from|near|approximately|precisely|an?|a|最多|至少|最少|起码|大约|约|近|不到|不足|超过|差不多|大概|将近|高于|低于|~|-|个|從|从)\s*)*$/i.test(
      before,
    ) &&
    /^\s*(?:\s*(?:or more|or less|exactly|以上|以下|左右|多|余|上下|以内|钱|整|之间|bills?|的|块|元|人民币|多点|不到)\s*)*$/i.test(
      after,
    );
  return isWide ? { start: 0, end: text.length } : { start, end };
}

function project(item: Item, kind: (typeof KINDS)[number], found: Found[]): Guess[] {
  const isQuantulum = item.source.startsWith("quantulum3");
  const guesses: Guess[] = [];
  for (const figure of found) {
    const { low, high } = value(figure);
    const plain = { low: asNumber(figure.low), high: asNumber(figure.high) };
    if (kind === "currency" && (isMoney(figure) || (item.whole && !figure.hasUnit))) {
      const end = isQuantulum ? figure.coreEnd : figure.plainEnd;
      guesses.push({
        start: figure.coreStart,
        end,
        low,
        high,
        unit: figure.isMoney ? figure.unit.split("/")[0]! : "any",
      });
    } else if (kind === "percentage" && isPercent(figure)) {
      guesses.push({
        start: figure.coreStart,
        end: figure.coreEnd,
        low: low * 100,
        high: high * 100,
        unit: "%",
      });
    } else if (kind === "dimension" && figure.hasUnit && !NOT_DIMENSION.has(figure.kind)) {
      if (
        !isQuantulum &&
        (figure.kind === "duration" || figure.kind === "temperature" || figure.unit === "age")
      )
        continue;
      guesses.push({ start: figure.coreStart, end: figure.coreEnd, low, high, unit: figure.unit });
    } else if (kind === "number") {
      const isBare = !figure.hasUnit || figure.kind === "count" || figure.rule === "fraction";
      if (isQuantulum && !isBare) continue;
      if (!isQuantulum && isNotNumber(item, figure)) continue;
      guesses.push({ start: figure.numberStart, end: figure.numberEnd, ...plain, unit: "" });
    }
  }
  if (item.whole) for (const guess of guesses) Object.assign(guess, widenNumber(item, guess));
  return guesses;
}

const widenNumber = (item: Item, guess: Guess): { start: number; end: number } => {
  const wide = widen(item.text, guess.start, guess.end);
  if (wide.end - wide.start === item.text.length) return wide;
  return /^(?:个|個)$/.test(item.text.slice(guess.end)) && guess.start === 0
    ? { start: 0, end: item.text.length }
    : wide;
};

/** Numbers that Recognizers does not call numbers: percents by sign, glued English units, one Chinese digit of money. */
function isNotNumber(item: Item, figure: Found): boolean {
  const sign = item.text[figure.numberEnd] ?? "";
  if (/[%％]/.test(sign)) return true;
  if (/^[a-z]/i.test(sign) && figure.hasUnit && !figure.isMoney && figure.numberEnd < figure.coreEnd)
    return true;
  return (figure.isMoney || figure.rule === "discount") && figure.isSingle && item.lang === "zh";
}

function matches(item: Item, kind: string, gold: GoldSpan, guess: Guess): boolean {
  if (guess.start !== gold.start || guess.end !== gold.end) return false;
  const written = Array.isArray(gold.value)
    ? gold.value.map(Number)
    : gold.value === null || gold.value === "null"
      ? null
      : [Number(gold.value)];
  let factor = 1;
  if (kind === "currency" && gold.unit) {
    const money = goldCurrency(gold.iso ?? gold.unit);
    const own = gold.iso ? goldCurrency(gold.unit) : money;
    factor = own.iso === money.iso ? own.factor : 1;
    const isSame =
      guess.unit === "any" ||
      guess.unit === money.iso ||
      gold.unit === "Unnamed" ||
      (item.lang === "zh" && guess.unit === "CNY" && money.iso === "USD") ||
      (gold.unit === "Cent" && guess.unit !== "any");
    if (!isSame) return false;
    if (guess.unit === "any" && gold.unit !== "Unnamed" && !(item.lang === "zh" && money.iso === "CNY"))
      return false;
  }
  if (kind === "dimension" && gold.unit) {
    const unit = goldUnit(gold.unit);
    if (unit.unit !== guess.unit) return false;
    factor = unit.factor;
  }
  if (written === null) return true;
  if (written.length === 2)
    return near(written[0]! * factor, guess.low) && near(written[1]! * factor, guess.high);
  const middle = (guess.low + guess.high) / 2;
  return near(written[0]! * factor, guess.low === guess.high ? guess.low : middle);
}

/** Scores items.jsonl of the pack; null when it is absent. */
export function scoreQuantities(folder: string): QuantityScore {
  const tallies = new Map<string, Tally>();
  const errors = new Map<string, string[]>();
  let items = 0;
  for (const line of readFileSync(join(folder, "quantities", "items.jsonl"), "utf8").split("\n")) {
    if (line === "") continue;
    const item = JSON.parse(line) as Item;
    const kinds = KINDS.filter((kind) => item.scope.includes(kind));
    if (kinds.length === 0) continue;
    items++;
    const { found } = scan(item.text, { bare: true });
    for (const kind of kinds) scoreKind(item, kind, found, tallies, errors);
  }
  return { tallies, items, errors };
}

function scoreKind(
  item: Item,
  kind: (typeof KINDS)[number],
  found: Found[],
  tallies: Map<string, Tally>,
  errors: Map<string, string[]>,
): void {
  const key = `${item.lang} ${kind}`;
  const tally = tallies.get(key) ?? { right: 0, guessed: 0, gold: 0 };
  tallies.set(key, tally);
  const gold = item.spans.filter(
    (span) => span.kind === kind || (kind === "currency" && span.kind === "currencyrange"),
  );
  const guesses = project(item, kind, found);
  const open = [...guesses];
  let right = 0;
  for (const span of gold) {
    const index = open.findIndex((guess) => matches(item, kind, span, guess));
    if (index < 0) continue;
    open.splice(index, 1);
    right++;
  }
  tally.right += right;
  tally.guessed += guesses.length;
  tally.gold += gold.length;
  if (right < gold.length || open.length > 0) {
    const list = errors.get(key) ?? [];
    errors.set(key, list);
    const wanted = gold.map((span) => `${span.text}=${String(span.value)} ${span.unit ?? ""}`).join("; ");
    const got = guesses
      .map(
        (guess) =>
          `${item.text.slice(guess.start, guess.end)}=${guess.low}${guess.high === guess.low ? "" : `..${guess.high}`} ${guess.unit}`,
      )
      .join("; ");
    list.push(
      `${item.source.slice(0, 9)} ${JSON.stringify(item.text.slice(0, 110))}  gold: ${wanted}  ours: ${got}`,
    );
  }
}

export const f1 = (tally: Tally | undefined): number =>
  tally === undefined || tally.gold + tally.guessed === 0
    ? 0
    : (2 * tally.right) / (tally.gold + tally.guessed);
export const sumOf = (...tallies: (Tally | undefined)[]): Tally =>
  tallies.reduce<Tally>(
    (sum, tally) => ({
      right: sum.right + (tally?.right ?? 0),
      guessed: sum.guessed + (tally?.guessed ?? 0),
      gold: sum.gold + (tally?.gold ?? 0),
    }),
    { right: 0, guessed: 0, gold: 0 },
  );
