// ask/ground-words.ts: whether the words of a statement are carried by the words of its quotes, clause by clause.
//
// Each clause of the statement that has quantities is held to the regions of those quantities in the quotes; one without
// is held to the sentence that has most of its words. A word is carried by itself, by its translation, by a word of its
// own language that translates alike, or by the document's title and headings. A word that nothing carries fails the
// statement: what replaced or was added to the quote's words cannot be told from a harmless rewording.

import { hasHan } from "../values/language.ts";
import type { Because, Evidence, GroundTools } from "./ground.ts";
import { AHEAD, directionsIn, FUTURE, isDenied, STRONG } from "./ground-classes.ts";
import { withoutPeriods } from "./ground-periods.ts";
import { isAcronymOf, isNameWord, spelledOut } from "./ground-names.ts";
import type { Matched, Region } from "./ground-numbers.ts";
import { areAlike, type Carrier, carrierOf, isCarried } from "./ground-words-alike.ts";
import { type Clause, contentWords, leadOf, type PlacedWord, type ReadText, textOf } from "./ground-read.ts";

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
    const lead = regions.length > 0 && !clause.hasSubject ? leadOf(statement, statement.clauses.indexOf(clause)) : [];
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
        !isCarried(word, wide, tools) &&
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
      reasons.push({ reason: "turned-round", words: statement.text.slice(clause.start, clause.end).trim().slice(0, 80) });
    if (regions.length === 0 && isPieced(asked, said, near.clauses, quotes, tools))
      reasons.push({ reason: "words-not-in-quote", words: statement.text.slice(clause.start, clause.end).trim().slice(0, 80) });
    if (regions.length === 0) reasons.push(...turnsOf(statement, clause, quotes, near, tools));
    else
      reasons.push(
        ...directionsOf(statement, clause, quotes, regions),
        ...turnedTails(statement, clause, quotes, regions, tools),
      );
    if (areSwapped(statement, clause, near.clauses, quotes, tools))
      reasons.push({ reason: "turned-round", words: statement.text.slice(clause.start, clause.end).trim().slice(0, 80) });
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
      !tools.terms(statement.text).some((other) => other.id === id && other.start !== start && near.text.toLowerCase().includes(other.written.toLowerCase())),
  );

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
  const isBehind = (end: number): boolean => end <= word.start && text.slice(end, word.start).replace(/的/, "").trim() === "" && word.start - end <= 2;
  return asked.some((other) => other !== word && isBehind(other.end)) || /0\s{0,2}$/.test(plain.slice(Math.max(0, word.start - 3), word.start));
}

/** Words of the regions of a clause's quantities: own clause, what it goes on from, what follows, and whom it names. */
function around(quotes: ReadText, regions: readonly Region[], tools: GroundTools): Carrier & { clauses: Clause[] } {
  const clauses = new Set<Clause>();
  for (const { own, lead, tail } of regions) for (const clause of [own, ...lead, ...tail]) clauses.add(clause);
  const words = [...clauses].flatMap((clause) => clause.words);
  for (const region of regions) words.push(...namesInForce(quotes, region, tools), ...leftOut(quotes, region, tools), ...sharedWith(quotes, region));
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
  const sentence = quotes.clauses.filter((clause) => clause.sentence === own.sentence && clause.start <= own.start);
  const before = quotes.text.slice(own.start, written.quantity.start);
  const isPart = sentence.length > 1 && OF_WHICH.test(quotes.text.slice(sentence[1]!.start, written.quantity.start));
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
    if (figure !== null && figure.cell !== null && (figure.metricId === mention.id || figure.entityId === mention.id)) return true;
    return tools.names(textOf(quotes, [...lead, own, ...tail])).some(({ id }) => id === mention.id);
  });
}

/** The sentence of the quotes that carries most of these words, with the one before it when it goes on from that. */
function bestSentence(quotes: ReadText, asked: readonly PlacedWord[], tools: GroundTools): Carrier & { clauses: Clause[] } {
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
    const carrier = carrierOf(all.flatMap(({ words }) => words), textOf(quotes, all));
    const met = asked.filter((word) => isCarried(word, carrier, tools)).length;
    if (best === null || met > best.met) best = { ...carrier, clauses, met };
  }
  return best ?? { ...carrierOf([], ""), clauses: [] };
}

/** What turns a clause without quantities round: a denial, a direction or a mood that its sentence does not have. */
function turnsOf(
  statement: ReadText,
  clause: Clause,
  quotes: ReadText,
  sentence: { clauses: Clause[] },
  tools: GroundTools,
): Because[] {
  if (clause.words.length === 0) return [];
  const words = statement.text.slice(clause.start, clause.end).trim();
  const said = textOf(statement, [clause]);
  const clauses = sentence.clauses;
  const nearest = nearestClause(clause.words, clauses, quotes, tools);
  const whole = textOf(quotes, clauses);
  const told = tellingOf(clause.words, clauses, tools);
  const telling = nearest === null || told.includes(nearest) ? told : [...told, nearest];
  const reasons: Because[] = [];
  const isTurned =
    isDenied(said) !== telling.some((one) => isDenied(textOf(quotes, [one]))) ||
    [...directionsIn(said)].some(
      (direction) => !directionsIn(textOf(quotes, clauses.filter((one) => telling.includes(one) || !one.hasSubject))).has(direction),
    ) ||
    (telling.some((one) => AHEAD.test(textOf(quotes, [one]))) && !FUTURE.test(statement.plain)) ||
    (AHEAD.test(said) && !FUTURE.test(whole));
  if (isTurned) reasons.push({ reason: "turned-round", words: words.slice(0, 80) });
  return reasons;
}

/**
 * Whether a clause takes what one clause of the quotes tells and gives it to the subject of another: a word that only one
 * clause has, behind a word that only another has, while what stands before it there is nowhere in the statement.
 */
function isPieced(
  asked: readonly PlacedWord[],
  said: readonly PlacedWord[],
  clauses: readonly Clause[],
  quotes: ReadText,
  tools: GroundTools,
): boolean {
  const carriesAll = clauses.some((clause) => {
    const carrier = carrierOf(clause.words, textOf(quotes, [clause]));
    return asked.every((word) => isCarried(word, carrier, tools));
  });
  if (carriesAll) return false;
  const mentions = tools.names(quotes.text).filter(({ kind }) => kind === "entity");
  const has = (clause: Clause, mine: PlacedWord): PlacedWord | undefined =>
    clause.words.find((word) => areAlike(mine, word, tools));
  const homes = asked.map((mine) => {
    const homesOf = clauses.filter((clause) => has(clause, mine) !== undefined);
    return homesOf.length === 1 ? homesOf[0]! : null;
  });
  return asked.some((mine, at) => {
    const home = homes[at];
    if (home === null || home === undefined) return false;
    if (!homes.slice(0, at).some((other) => other !== null && other !== home)) return false;
    const place = has(home, mine)!;
    return home.words.some(
      (word) =>
        word.start < place.start &&
        !isNameWord(quotes.text, word, mentions) &&
        !said.some((one) => areAlike(one, word, tools)),
    );
  });
}

/** Directions of a clause with quantities that no part of their regions tells. */
function directionsOf(statement: ReadText, clause: Clause, quotes: ReadText, regions: readonly Region[]): Because[] {
  const said = directionsIn(textOf(statement, [clause]));
  if (said.size < 2) return [];
  const known = directionsIn(
    textOf(quotes, regions.flatMap(({ own, lead, tail, appended }) => [own, ...lead, ...tail, ...appended])),
  );
  return [...said].every((direction) => known.has(direction))
    ? []
    : [{ reason: "turned-round", words: statement.text.slice(clause.start, clause.end).trim().slice(0, 80) }];
}

/** What follows a number's clause and is told with it, denied there and not here, or the other way round. */
function turnedTails(
  statement: ReadText,
  clause: Clause,
  quotes: ReadText,
  regions: readonly Region[],
  tools: GroundTools,
): Because[] {
  const said = textOf(statement, [clause]);
  const isTurned = regions.every(({ own, lead, tail }) =>
    tellingOf(clause.words, [own, ...lead, ...tail], tools).some(
      (one) =>
        tail.includes(one) &&
        (isDenied(textOf(quotes, [one])) !== isDenied(said) ||
          (AHEAD.test(textOf(quotes, [one])) && !FUTURE.test(statement.plain))),
    ),
  );
  return isTurned
    ? [{ reason: "turned-round", words: statement.text.slice(clause.start, clause.end).trim().slice(0, 80) }]
    : [];
}

const PASSIVE = /\bby\b|\bfrom\b|被|由|向/i;

/** "B will sell its unit to A" of a quote where A sells to B: two names around one word, the other way round. */
function areSwapped(
  statement: ReadText,
  clause: Clause,
  clauses: readonly Clause[],
  quotes: ReadText,
  tools: GroundTools,
): boolean {
  if (PASSIVE.test(textOf(statement, [clause])) || PASSIVE.test(textOf(quotes, clauses))) return false;
  const isName = (read: ReadText) => {
    const mentions = tools.names(read.text).filter(({ kind }) => kind === "entity");
    return (word: PlacedWord): boolean =>
      isNameWord(read.text, word, mentions) || /^[A-Z]/.test(read.text.slice(word.start, word.end));
  };
  const [isMine, isTheirs] = [isName(statement), isName(quotes)];
  const theirs = clauses.flatMap(({ words }) => words);
  const placeOf = (mine: PlacedWord): number => theirs.findIndex((word) => areAlike(mine, word, tools));
  const names = clause.words.filter((word) => isMine(word) && placeOf(word) >= 0 && isTheirs(theirs[placeOf(word)]!));
  for (const [at, first] of names.entries())
    for (const second of names.slice(at + 1)) {
      if (placeOf(first) <= placeOf(second)) continue;
      const between = clause.words.filter(
        (word) => word.start > first.start && word.start < second.start && !isMine(word) && placeOf(word) > placeOf(second) && placeOf(word) < placeOf(first),
      );
      if (between.length > 0) return true;
    }
  return false;
}

/** The clauses that have a word of these which no other has: what they deny or only expect is denied or expected of it. */
function tellingOf(asked: readonly PlacedWord[], clauses: readonly Clause[], tools: GroundTools): Clause[] {
  const has = (clause: Clause, mine: PlacedWord): boolean => clause.words.some((word) => areAlike(mine, word, tools));
  return clauses.filter((clause) =>
    asked.some((mine) => has(clause, mine) && !clauses.some((other) => other !== clause && has(other, mine))),
  );
}

function nearestClause(words: readonly PlacedWord[], clauses: readonly Clause[], quotes: ReadText, tools: GroundTools): Clause | null {
  let best: { clause: Clause; met: number } | null = null;
  for (const clause of clauses) {
    const carrier = carrierOf(clause.words, textOf(quotes, [clause]));
    const met = words.filter((word) => isCarried(word, carrier, tools)).length;
    const isNearer = best !== null && met === best.met && clause.words.length < best.clause.words.length;
    if (best === null || met > best.met || isNearer) best = { clause, met };
  }
  return best?.clause ?? null;
}

/** A word that makes the claim larger, of which the quotes have none of its kind. */
const strongWord = (statement: string, quotes: string): string | null => {
  const pattern = STRONG.find((one) => one.test(statement) && !one.test(quotes));
  return pattern === undefined ? null : (pattern.exec(statement)?.[0] ?? null);
};

const COMPARED =
  /(?<![占同环对相])比|较(?![为大小高低])|\b(?:than|below|above|versus|against|compared (?:to|with)|relative to)\b/gi;
const COMPARED_ENDS = /[高低多少长短快慢大小贵便增减提降涨跌上下0]|[,，;；。]/;

/** Words of a clause that stand behind "than", 比, "below": what is compared with. */
function comparedIn(read: ReadText, { start, end, words }: Clause): PlacedWord[] {
  const found: PlacedWord[] = [];
  for (const match of read.plain.slice(start, end).matchAll(COMPARED)) {
    const from = start + match.index + match[0].length;
    const stop = /\p{Script=Han}/u.test(match[0]) ? read.plain.slice(from, end).search(COMPARED_ENDS) : -1;
    const until = stop < 0 ? end : from + stop;
    found.push(...words.filter((word) => word.start >= from && word.start < until));
  }
  return found;
}

/** "B is 20% below A" of a quote that says "A is 20% below B". */
function areComparedTheOtherWay(
  statement: ReadText,
  clause: Clause,
  quotes: ReadText,
  clauses: readonly Clause[],
  tools: GroundTools,
): boolean {
  const mine = comparedIn(statement, clause);
  const theirs = clauses.flatMap((one) => comparedIn(quotes, one));
  if (theirs.length === 0) return false;
  // What is only compared with is made the subject: "9% above consensus" told as a consensus.
  const others = clauses.flatMap(({ words }) => words).filter((word) => !theirs.includes(word));
  const isBehind = (word: PlacedWord): boolean => clauses.every(({ quantities }) => quantities.every(({ quantity }) => quantity.end <= word.start));
  const taken = clause.words.find(
    (word) =>
      !mine.includes(word) &&
      theirs.some((other) => isBehind(other) && areAlike(word, other, tools)) &&
      !others.some((other) => areAlike(word, other, tools)),
  );
  if (taken !== undefined && mine.length === 0) return true;
  if (mine.length === 0) return false;
  const subjects = clauses.flatMap(({ words }) => words).filter((word) => !theirs.includes(word));
  return mine.some(
    (word) =>
      !theirs.some((other) => areAlike(word, other, tools)) && subjects.some((other) => areAlike(word, other, tools)),
  );
}
