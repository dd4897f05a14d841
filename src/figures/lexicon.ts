// figures/lexicon.ts: the word lists of the scanner, built once from the JSON beside it.
//
// units.json and currencies.json become tries keyed by how a form is written: symbols and Chinese in
// exact case, English words folded. SI prefixes are multiplied out here, so the JSON stays readable.
// Nothing is built on import: `lexicon()` builds on its first call (a few milliseconds) and keeps it.

import type { FigureKind, Qualifier } from "../records/figure.ts";
import { type Amount, amountOf, multiply, ONE } from "./amount.ts";
import currencies from "./lexicon/currencies.json" with { type: "json" };
import en from "./lexicon/en.json" with { type: "json" };
import units from "./lexicon/units.json" with { type: "json" };
import zh from "./lexicon/zh.json" with { type: "json" };
import { Trie } from "./trie.ts";

export interface UnitEntry {
  unit: string;
  kind: FigureKind;
  factor: Amount;
  /** Short written form, for quotients: "kg", "GW". */
  name: string;
  /** Also an ordinary word or letter: counts only attached, at a clause's end or after a scale. */
  isWeak: boolean;
  /** Counts only after a scale (万度). */
  isScaledOnly: boolean;
}

export interface CurrencyEntry {
  iso: string;
  factor: Amount;
  isWeak: boolean;
}

export interface Lexicon {
  symbols: Trie<UnitEntry>;
  unitWords: Trie<UnitEntry>;
  currencyBefore: Trie<CurrencyEntry>;
  currencySymbols: Trie<CurrencyEntry>;
  currencyWords: Trie<CurrencyEntry>;
  qualifierBefore: Trie<Qualifier>;
  qualifierAfter: Trie<Qualifier>;
  stop: Trie<true>;
  productBefore: Trie<true>;
  multiples: Trie<true>;
  multiplesBefore: Trie<true>;
  classifiers: Trie<{ isWeak: boolean }>;
  nouns: Trie<string>;
  nounWords: Map<string, string>;
  nameBefore: Set<string>;
  /** What money or a measure may be divided by: 股 → share, "metric ton" → t. */
  per: Trie<string>;
  perWords: Trie<string>;
  counted: Map<string, string>;
  glued: Set<string>;
  smallNumbers: Map<string, bigint>;
  scales: Map<string, number>;
  isFullScale: (word: string) => boolean;
  letters: Map<string, number>;
  denominators: Map<string, bigint>;
  vague: Map<string, number>;
  tens: Map<string, number>;
  multiplied: Map<string, string>;
  doubleAfter: Set<string>;
}

interface RawUnit {
  unit: string;
  kind: string;
  factor?: string;
  symbols?: string[];
  en?: string[];
  zh?: string[];
  si?: string;
  weak?: string[];
  scaled?: string[];
  bareless?: string[];
}

interface RawCurrency {
  iso: string;
  before?: string[];
  after?: string[];
  minor?: string[];
  tenth?: string[];
  weak?: string[];
}

const HAN = /[\u3400-\u9fff]/;
const HUNDREDTH = amountOf("0.01");
const MILLION = amountOf("1000000");
const TENTH = amountOf("0.1");
const PREFIXES = units.prefixes as unknown as Record<string, [string, string, string]>;

function addUnit(raw: RawUnit, symbols: Trie<UnitEntry>, words: Trie<UnitEntry>): void {
  const weak = new Set(raw.weak);
  const scaled = new Set(raw.scaled);
  const factor = raw.factor === undefined ? ONE : amountOf(raw.factor);
  const first =
    raw.symbols?.[0] ?? (raw.factor === undefined ? raw.unit : (raw.en?.[0] ?? raw.zh?.[0] ?? raw.unit));
  const entry = (form: string, power: number, name: string): UnitEntry => ({
    unit: raw.unit,
    kind: raw.kind as FigureKind,
    factor: power === 0 ? factor : multiply(factor, { sign: 1, digits: "1", power }),
    name,
    isWeak: weak.has(form),
    isScaledOnly: scaled.has(form),
  });
  const skip = new Set(raw.bareless);
  for (const form of raw.symbols ?? []) if (!skip.has(form)) symbols.add(form, entry(form, 0, first));
  for (const form of raw.zh ?? []) symbols.add(form, entry(form, 0, first));
  for (const form of raw.en ?? []) words.add(form, entry(form, 0, first));
  for (const prefix of raw.si ?? "") {
    const [power, word, han] = PREFIXES[prefix] ?? ["0", "", ""];
    const name = prefix + first;
    for (const form of raw.symbols ?? [])
      symbols.add(prefix + form, entry(prefix + form, Number(power), name));
    if (han !== "")
      for (const form of raw.zh ?? []) symbols.add(han + form, entry(han + form, Number(power), name));
    if (word !== "")
      for (const form of raw.en ?? []) words.add(word + form, entry(word + form, Number(power), name));
  }
}

function addCurrency(
  raw: RawCurrency,
  into: Pick<Lexicon, "currencyBefore" | "currencySymbols" | "currencyWords">,
): void {
  const weak = new Set(raw.weak);
  const after = (form: string, factor: Amount): void => {
    const entry = { iso: raw.iso, factor, isWeak: weak.has(form) };
    if (/^[a-z]/.test(form)) into.currencyWords.add(form, entry);
    else into.currencySymbols.add(form, entry);
  };
  for (const form of raw.before ?? [])
    into.currencyBefore.add(form, { iso: raw.iso, factor: ONE, isWeak: weak.has(form) });
  for (const form of raw.after ?? []) after(form, ONE);
  // Codes as written everywhere: "USD 5", "5 USD", "120 MEUR".
  into.currencyBefore.add(raw.iso, { iso: raw.iso, factor: ONE, isWeak: false });
  after(raw.iso, ONE);
  after(`M${raw.iso}`, MILLION);
  for (const form of raw.minor ?? []) after(form, HUNDREDTH);
  for (const form of raw.tenth ?? []) after(form, TENTH);
}

function addQualifiers(groups: Record<string, string[]>, trie: Trie<Qualifier>): void {
  for (const [qualifier, words] of Object.entries(groups)) {
    for (const word of words) trie.add(word, qualifier as Qualifier);
  }
}

const trieOf = (words: string[], options: { fold?: boolean; reverse?: boolean } = {}): Trie<true> => {
  const trie = new Trie<true>(options);
  for (const word of words) trie.add(word, true);
  return trie;
};

const trieFrom = (entries: Record<string, string>, options: { fold?: boolean } = {}): Trie<string> => {
  const trie = new Trie<string>(options);
  for (const [word, value] of Object.entries(entries)) trie.add(word, value);
  return trie;
};

function build(): Lexicon {
  const symbols = new Trie<UnitEntry>();
  const unitWords = new Trie<UnitEntry>({ fold: true });
  for (const raw of units.units as RawUnit[]) addUnit(raw, symbols, unitWords);
  const money = {
    currencyBefore: new Trie<CurrencyEntry>({ reverse: true }),
    currencySymbols: new Trie<CurrencyEntry>(),
    currencyWords: new Trie<CurrencyEntry>({ fold: true }),
  };
  for (const raw of currencies.currencies as RawCurrency[]) addCurrency(raw, money);
  const qualifierBefore = new Trie<Qualifier>({ fold: true, reverse: true });
  addQualifiers(zh.qualifiers.before, qualifierBefore);
  addQualifiers(en.qualifiers.before, qualifierBefore);
  const qualifierAfter = new Trie<Qualifier>({ fold: true });
  addQualifiers(zh.qualifiers.after, qualifierAfter);
  addQualifiers(en.qualifiers.after, qualifierAfter);
  const classifiers = new Trie<{ isWeak: boolean }>();
  const weakClassifiers = new Set(zh.weakClassifiers);
  for (const word of zh.classifiers) classifiers.add(word, { isWeak: weakClassifiers.has(word) });
  const nouns = new Trie<string>();
  for (const [noun, words] of Object.entries(zh.nouns)) for (const word of words) nouns.add(word, noun);
  const nounWords = new Map<string, string>();
  for (const [noun, words] of Object.entries(en.nouns)) for (const word of words) nounWords.set(word, noun);
  const denominators = new Map<string, bigint>();
  for (const [word, value] of Object.entries(en.ordinals)) {
    denominators.set(word, BigInt(value));
    if (word !== "half" && word !== "halves") denominators.set(`${word}s`, BigInt(value));
  }
  return {
    symbols,
    unitWords,
    ...money,
    qualifierBefore,
    qualifierAfter,
    stop: trieOf(zh.stop),
    productBefore: trieOf(
      zh.productBefore.filter((word) => HAN.test(word)),
      { reverse: true },
    ),
    multiples: trieOf(zh.multiple, { fold: true }),
    multiplesBefore: trieOf(zh.multiple, { fold: true, reverse: true }),
    classifiers,
    nouns,
    nounWords,
    nameBefore: new Set(en.nameBefore),
    per: trieFrom(zh.per),
    perWords: trieFrom(en.per, { fold: true }),
    counted: new Map(Object.entries(zh.counted)),
    glued: new Set(zh.glued),
    smallNumbers: new Map(Object.entries(en.numbers).map(([word, value]) => [word, BigInt(value)])),
    scales: new Map(Object.entries(en.scales)),
    isFullScale: (word) => word.length > 3,
    letters: new Map(Object.entries(en.letters)),
    denominators,
    vague: new Map(Object.entries(en.vague)),
    tens: new Map(Object.entries(en.tens)),
    multiplied: new Map(Object.entries(en.multiplied)),
    doubleAfter: new Set(en.doubleAfter),
  };
}

let built: Lexicon | null = null;

/** The one lexicon of the process. */
export function lexicon(): Lexicon {
  built ??= build();
  return built;
}
