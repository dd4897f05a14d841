// ask/ground-turns.ts: whether the words of a clause are told the other way round: denied, expected, swapped, compared or pieced.

import { hasHan } from "../values/language.ts";
import type { Because, GroundTools } from "./ground.ts";
import { AHEAD, directionsIn, FUTURE, isAhead, isDenied } from "./ground-classes.ts";
import { isNameWord } from "./ground-names.ts";
import { type Clause, type PlacedWord, type ReadText, textOf } from "./ground-read.ts";
import type { Region } from "./ground-region.ts";
import { areAlike, carrierOf, isCarried } from "./ground-words-alike.ts";

/** What turns a clause without quantities round: a denial, a direction or a mood that its sentence does not have. */
export function turnsOf(
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
      (direction) =>
        !directionsIn(
          textOf(
            quotes,
            clauses.filter((one) => telling.includes(one) || !one.hasSubject),
          ),
        ).has(direction),
    ) ||
    (telling.some((one) => AHEAD.test(textOf(quotes, [one]))) && !isAhead(statement.plain)) ||
    (AHEAD.test(said) && !FUTURE.test(whole));
  if (isTurned) reasons.push({ reason: "turned-round", words: words.slice(0, 80) });
  return reasons;
}

/**
 * Whether a clause takes what one clause of the quotes tells and gives it to the subject of another: a word that only one
 * clause has, behind a word that only another has, while what stands before it there is nowhere in the statement.
 */
export function isPieced(
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
        !said.some((one) => areAlike(one, word, tools) || areAlike(word, one, tools)),
    );
  });
}

/** Directions of a clause with quantities that no part of their regions tells. */
export function directionsOf(
  statement: ReadText,
  clause: Clause,
  quotes: ReadText,
  regions: readonly Region[],
): Because[] {
  const said = directionsIn(textOf(statement, [clause]));
  if (said.size < 2) return [];
  const known = directionsIn(
    textOf(
      quotes,
      regions.flatMap(({ own, lead, tail, appended }) => [own, ...lead, ...tail, ...appended]),
    ),
  );
  return [...said].every((direction) => known.has(direction))
    ? []
    : [{ reason: "turned-round", words: statement.text.slice(clause.start, clause.end).trim().slice(0, 80) }];
}

/** What follows a number's clause and is told with it, denied there and not here, or the other way round. */
export function turnedTails(
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
          (AHEAD.test(textOf(quotes, [one])) && !isAhead(statement.plain))),
    ),
  );
  return isTurned
    ? [{ reason: "turned-round", words: statement.text.slice(clause.start, clause.end).trim().slice(0, 80) }]
    : [];
}

const PASSIVE = /\bby\b|\bfrom\b|被|由|向/i;

/** "B will sell its unit to A" of a quote where A sells to B: two names around one word, the other way round. */
export function areSwapped(
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
  const placeOf = (mine: PlacedWord): number => {
    const same = theirs.findIndex(({ forms }) => forms[0] === mine.forms[0]);
    return same >= 0 ? same : theirs.findIndex((word) => areAlike(mine, word, tools));
  };
  const names = clause.words.filter(
    (word) => isMine(word) && placeOf(word) >= 0 && isTheirs(theirs[placeOf(word)]!),
  );
  for (const [at, first] of names.entries())
    for (const second of names.slice(at + 1)) {
      if (placeOf(first) <= placeOf(second)) continue;
      const between = clause.words.filter(
        (word) =>
          word.start > first.start &&
          word.start < second.start &&
          !isMine(word) &&
          placeOf(word) > placeOf(second) &&
          placeOf(word) < placeOf(first),
      );
      if (between.length > 0) return true;
    }
  const isVoiced = [textOf(statement, [clause]), textOf(quotes, clauses)].some((text) => BE_DONE.test(text));
  const isAcross = hasHan(statement.text) !== hasHan(quotes.text);
  return !isVoiced && !isAcross && isSubjectSwapped(clause, theirs, placeOf);
}

/** "Was postponed", "to be delayed", "the cost of": forms that turn subject and object round by themselves. */
const BE_DONE = /\b(?:was|were|is|are|been|be|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|t|d)\b|被/i;

/** The clause's first word stands behind a word in the quotes that it stands before, with a third between them in both. */
function isSubjectSwapped(
  { words }: Clause,
  theirs: readonly PlacedWord[],
  placeOf: (mine: PlacedWord) => number,
): boolean {
  const [subject, ...rest] = words;
  if (subject === undefined || placeOf(subject) < 0) return false;
  const place = placeOf(subject);
  const isOnce = (at: number): boolean =>
    theirs.filter(({ forms }) => forms[0] === theirs[at]!.forms[0]).length === 1;
  if (!isOnce(place)) return false;
  return rest.some((verb, at) => {
    const between = placeOf(verb);
    if (between < 0 || between >= place || !isOnce(between)) return false;
    return rest.slice(at + 1).some((object) => placeOf(object) >= 0 && placeOf(object) < between);
  });
}

/** The clauses that have a word of these which no other has: what they deny or only expect is denied or expected of it. */
function tellingOf(asked: readonly PlacedWord[], clauses: readonly Clause[], tools: GroundTools): Clause[] {
  const has = (clause: Clause, mine: PlacedWord): boolean =>
    clause.words.some((word) => areAlike(mine, word, tools));
  return clauses.filter((clause) =>
    asked.some((mine) => has(clause, mine) && !clauses.some((other) => other !== clause && has(other, mine))),
  );
}

function nearestClause(
  words: readonly PlacedWord[],
  clauses: readonly Clause[],
  quotes: ReadText,
  tools: GroundTools,
): Clause | null {
  let best: { clause: Clause; met: number } | null = null;
  for (const clause of clauses) {
    const carrier = carrierOf(clause.words, textOf(quotes, [clause]));
    const met = words.filter((word) => isCarried(word, carrier, tools)).length;
    const isNearer = best !== null && met === best.met && clause.words.length < best.clause.words.length;
    if (best === null || met > best.met || isNearer) best = { clause, met };
  }
  return best?.clause ?? null;
}

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
export function areComparedTheOtherWay(
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
  const isBehind = (word: PlacedWord): boolean =>
    clauses.every(({ quantities }) => quantities.every(({ quantity }) => quantity.end <= word.start));
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
      !theirs.some((other) => areAlike(word, other, tools)) &&
      subjects.some((other) => areAlike(word, other, tools)),
  );
}
