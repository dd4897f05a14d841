// ask/ground-words.ts: whether the words of a statement are carried by the words of its quotes, clause by clause.
//
// Each clause of the statement that has quantities is held to the regions of those quantities in the quotes; one without
// is held to the sentence that has most of its words. A word is carried by itself, by its translation, by a word of its
// own language that translates alike, or by the document's title and headings. A word that nothing carries fails the
// statement: what replaced or was added to the quote's words cannot be told from a harmless rewording.

import { hasHan } from "../values/language.ts";
import type { Because, Evidence, GroundTools } from "./ground.ts";
import { STRONG } from "./ground-classes.ts";
import { isAcronymOf, isNameWord, spelledOut } from "./ground-names.ts";
import type { Matched } from "./ground-numbers.ts";
import { withoutPeriods } from "./ground-periods.ts";
import { type Clause, contentWords, leadOf, type PlacedWord, type ReadText, textOf } from "./ground-read.ts";
import type { Region } from "./ground-region.ts";
import {
  areComparedTheOtherWay,
  areSwapped,
  directionsOf,
  isPieced,
  turnedTails,
  turnsOf,
} from "./ground-turns.ts";
import { type Carrier, carrierOf, isCarried, isOtherwisePrefixed } from "./ground-words-alike.ts";

/** Share of a clause's words that may be missing across languages, where a dictionary does not know every rendering. */
const MISSING_ACROSS = 0.34;

/** The reasons of all clauses whose words are not carried. */
export function checkWords(
  statement: ReadText,
  quotes: ReadText,
  matched: readonly Matched[],
  evidence: Evidence,
  tools: GroundTools,
): Because[] {
  const reasons: Because[] = [];
  const context = contentWords(evidence.context, tools);
  const spelled = spelledOut(
    statement.text,
    statement.clauses.flatMap(({ words }) => words),
    evidence.text,
  );
  const mentions = tools.names(statement.text);
  const knownIds = new Set(tools.names(`${evidence.text}\n${evidence.context}`).map(({ id }) => id));
  const said = statement.clauses.flatMap(({ words }) => words);
  const strong = strongWord(withoutPeriods(statement.plain), withoutPeriods(quotes.plain));
  if (strong !== null) reasons.push({ reason: "words-not-in-quote", words: strong });
  for (const clause of statement.clauses) {
    const regions = matched
      .filter(({ claim }) => clause.quantities.includes(claim))
      .flatMap(({ regions: found }) => found);
    if (clause.quantities.length > 0 && regions.length === 0) continue;
    // A clause without a subject goes on from the one before: its number is told of that one's words.
    const lead =
      regions.length > 0 && !clause.hasSubject ? leadOf(statement, statement.clauses.indexOf(clause)) : [];
    const asked = [...lead.filter(({ quantities }) => quantities.length === 0), clause]
      .flatMap(({ words }) => words)
      .filter((word) => !spelled.has(word));
    const isKnownName = (word: PlacedWord): boolean =>
      mentions.some(({ start, end, id }) => start < word.end && word.start < end && knownIds.has(id));
    const near: Carrier & { clauses: Clause[] } =
      regions.length > 0 ? around(quotes, regions, tools) : bestSentence(quotes, asked, tools);
    const wide = carrierOf([...near.words, ...context], `${near.text}\n${evidence.context}`);
    const missed = asked.filter(
      (word) =>
        (!isCarried(word, wide, tools) || isOtherwisePrefixed(statement.text, word, near.text)) &&
        !isOfCurrency(statement, word, near) &&
        !isHeadNoun(statement, word, asked) &&
        !isAcronymOf(statement.text.slice(word.start, word.end), `${near.text}\n${evidence.context}`) &&
        !(regions.length === 0 && isKnownName(word)) &&
        !isSameTerm(word, statement, near, tools) &&
        !(isKnownName(word) && isMetricOrNamed(word, mentions, quotes, regions, tools)),
    );
    const isAcross = hasHan(statement.text) !== hasHan(evidence.text);
    const common = asked.filter((word) => !isNameWord(statement.text, word, mentions));
    const allowed = isAcross ? Math.floor(common.length * MISSING_ACROSS) : 0;
    const isCommon = (word: PlacedWord): boolean => common.includes(word);
    if (missed.length > allowed || !missed.every(isCommon))
      reasons.push({
        reason: "words-not-in-quote",
        words: missed.map(({ start, end }) => statement.text.slice(start, end)).join(" "),
      });
    if (areComparedTheOtherWay(statement, clause, quotes, near.clauses, tools))
      reasons.push({
        reason: "turned-round",
        words: statement.text.slice(clause.start, clause.end).trim().slice(0, 80),
      });
    if (regions.length === 0 && isPieced(asked, said, near.clauses, quotes, tools))
      reasons.push({
        reason: "words-not-in-quote",
        words: statement.text.slice(clause.start, clause.end).trim().slice(0, 80),
      });
    if (regions.length === 0) reasons.push(...turnsOf(statement, clause, quotes, near, tools));
    else
      reasons.push(
        ...directionsOf(statement, clause, quotes, regions),
        ...turnedTails(statement, clause, quotes, regions, tools),
      );
    if (areSwapped(statement, clause, near.clauses, quotes, tools))
      reasons.push({
        reason: "turned-round",
        words: statement.text.slice(clause.start, clause.end).trim().slice(0, 80),
      });
  }
  return reasons;
}

/** Part of a metric that the vocabulary finds in the quotes too, by whatever name: "shipments", 出货量. */
const isSameTerm = (word: PlacedWord, statement: ReadText, near: Carrier, tools: GroundTools): boolean =>
  tools.terms(statement.text).some(
    ({ start, end, id, written }) =>
      start < word.end &&
      word.start < end &&
      // "Total sales" and "sales" are one metric of the vocabulary; in one language the words must say so.
      (!/\s/.test(written) || hasHan(near.text) !== hasHan(written)) &&
      tools.terms(near.text).some((other) => other.id === id) &&
      // The quotes' own word for it is said too: then this one says something else ("sales tax revenue").
      !tools
        .terms(statement.text)
        .some(
          (other) =>
            other.id === id &&
            other.start !== start &&
            near.text.toLowerCase().includes(other.written.toLowerCase()),
        ),
  );

const CURRENCY = /汇率|汇|currenc|exchange|\bfx\b/i;

/** "Without currency" and 剔除汇率: the effect has one name in each language and two in English. */
const isOfCurrency = ({ text }: ReadText, word: PlacedWord, near: Carrier): boolean =>
  CURRENCY.test(text.slice(word.start, word.end)) && CURRENCY.test(near.text);

/** Nouns that say only what kind of thing the word before them is: "severance costs", "3 nm process", 每吉瓦造价. */
const HEAD_NOUNS: ReadonlySet<string> = new Set(
  (
    "cost expens charg price busi  process technolog capac scale fund programm program platform group system unit product servic project effort activ part item " +
    "业务 费用 成本 工艺 产能 容量 比例 造价 规模 项目 部分 产品 系统 技术 业务 方案 金额 价格 支出 总额 组"
  ).split(" "),
);

/** Such a noun right behind a word or an amount of the same clause. */
function isHeadNoun({ text, plain }: ReadText, word: PlacedWord, asked: readonly PlacedWord[]): boolean {
  if (!HEAD_NOUNS.has(word.forms[0]!)) return false;
  const next = asked.find(({ start }) => start >= word.end);
  if (next !== undefined && text.slice(word.end, next.start).trim() === "") return false;
  const isBehind = (end: number): boolean =>
    end <= word.start && text.slice(end, word.start).replace(/的/, "").trim() === "" && word.start - end <= 2;
  return (
    asked.some((other) => other !== word && isBehind(other.end)) ||
    /0\s{0,2}$/.test(plain.slice(Math.max(0, word.start - 3), word.start))
  );
}

/** Words of the regions of a clause's quantities: own clause, what it goes on from, what follows, and whom it names. */
function around(
  quotes: ReadText,
  regions: readonly Region[],
  tools: GroundTools,
): Carrier & { clauses: Clause[] } {
  const clauses = new Set<Clause>();
  for (const { own, lead, tail } of regions)
    for (const clause of [own, ...lead, ...tail]) clauses.add(clause);
  const words = [...clauses].flatMap((clause) => clause.words);
  for (const region of regions)
    words.push(
      ...namesInForce(quotes, region, tools),
      ...leftOut(quotes, region, tools),
      ...sharedWith(quotes, region),
    );
  return { ...carrierOf(words, textOf(quotes, [...clauses])), clauses: [...clauses] };
}

/** "A's revenue was 106. Operating income was 4.8": who was told of last, when the clause names nobody. */
function namesInForce(quotes: ReadText, { own, lead }: Region, tools: GroundTools): PlacedWord[] {
  const mentions = tools.names(quotes.text).filter(({ kind }) => kind === "entity");
  const isName = (word: PlacedWord): boolean => isNameWord(quotes.text, word, mentions);
  if ([own, ...lead].some(({ words }) => words.some(isName))) return [];
  const first = quotes.clauses.indexOf(lead[0] ?? own);
  for (let at = first - 1; at >= 0; at--) {
    const { words } = quotes.clauses[at]!;
    // A name behind other words is no subject: "性能是 Trainium2 的两倍".
    if (words[0] !== undefined && isName(words[0])) return words.filter(isName);
  }
  return [];
}

/** "A sold 41, B 19": a clause of a name and a number goes on with the words of the number of its unit before. */
function leftOut(quotes: ReadText, { own, written }: Region, tools: GroundTools): PlacedWord[] {
  const mentions = tools.names(quotes.text).filter(({ kind }) => kind === "entity");
  const isName = (word: PlacedWord): boolean => isNameWord(quotes.text, word, mentions);
  if (own.words.length === 0 || !own.words.every(isName)) return [];
  const at = quotes.clauses.indexOf(own);
  const before = quotes.clauses
    .slice(0, at)
    .findLast(
      ({ sentence, quantities, words }) =>
        sentence === own.sentence &&
        quantities.some(({ quantity }) => quantity.unit === written.quantity.unit) &&
        words.some((word) => !isName(word)),
    );
  return before?.words.filter((word) => !isName(word)) ?? [];
}

const OF_WHICH = /\b(?:of which|of them|including|includes?)\b|其中/i;
const NOUN_PHRASE = /^\W*(?:an?|the|its)\s+(?:[\w-]+\s+){1,4}(?:of|worth)\s+\D{0,12}$/i;

/** What a part is part of, and the verb that "approved a dividend of 1 and a buyback of 2" says once. */
function sharedWith(quotes: ReadText, { own, written }: Region): PlacedWord[] {
  const sentence = quotes.clauses.filter(
    (clause) => clause.sentence === own.sentence && clause.start <= own.start,
  );
  const before = quotes.text.slice(own.start, written.quantity.start);
  const isPart =
    sentence.length > 1 && OF_WHICH.test(quotes.text.slice(sentence[1]!.start, written.quantity.start));
  return isPart || NOUN_PHRASE.test(before) ? sentence[0]!.words : [];
}

/** A metric that the vocabulary knows by another name, or a name, where the region has the same one. */
function isMetricOrNamed(
  word: PlacedWord,
  mentions: ReturnType<GroundTools["names"]>,
  quotes: ReadText,
  regions: readonly Region[],
  tools: GroundTools,
): boolean {
  const mention = mentions.find(({ start, end }) => start < word.end && word.start < end);
  if (mention === undefined) return false;
  return regions.some(({ own, lead, tail, written }) => {
    const { figure } = written;
    if (
      figure !== null &&
      figure.cell !== null &&
      (figure.metricId === mention.id || figure.entityId === mention.id)
    )
      return true;
    return tools.names(textOf(quotes, [...lead, own, ...tail])).some(({ id }) => id === mention.id);
  });
}

/** The sentence of the quotes that carries most of these words, with the one before it when it goes on from that. */
function bestSentence(
  quotes: ReadText,
  asked: readonly PlacedWord[],
  tools: GroundTools,
): Carrier & { clauses: Clause[] } {
  let best: (Carrier & { clauses: Clause[]; met: number }) | null = null;
  const last = quotes.clauses.at(-1)!.sentence;
  for (let sentence = 0; sentence <= last; sentence++) {
    const clauses = quotes.clauses.filter((clause) => clause.sentence === sentence);
    if (clauses.length === 0) continue;
    const goesOn = /^\s*(?:it|its|they|their|this|these|that|he|she|那|这|其|该|它|他)/i.test(
      quotes.text.slice(clauses[0]!.start, clauses[0]!.end),
    );
    const before = goesOn ? quotes.clauses.filter((clause) => clause.sentence === sentence - 1) : [];
    const all = [...before, ...clauses];
    const carrier = carrierOf(
      all.flatMap(({ words }) => words),
      textOf(quotes, all),
    );
    const met = asked.filter((word) => isCarried(word, carrier, tools)).length;
    if (best === null || met > best.met) best = { ...carrier, clauses, met };
  }
  return best ?? { ...carrierOf([], ""), clauses: [] };
}

/** A word that makes the claim larger, of which the quotes have none of its kind. */
const strongWord = (statement: string, quotes: string): string | null => {
  const pattern = STRONG.find((one) => one.test(statement) && !one.test(quotes));
  return pattern === undefined ? null : (pattern.exec(statement)?.[0] ?? null);
};
