// search/expand.ts: a question to the weighted lists that are ranked: its own words first, then what they mean.
//
// In: a parsed query. Out: one list for each language it can be answered in, ranked apart and fused, because
// a passage in the question's own language would always outscore a translation:
//   words   the question's terms, any language, and other wordings of the concepts in it (weight below 1)
//   gloss   an English question over the English glosses of Chinese passages (lexicon-gloss.ts)
//   zh      an English question's concepts by their Chinese names
//   en      a Chinese question, word by word, by the best of each word's translations
// Asking and instructing words are cut, generic words count half, and in Chinese a pair of characters that
// spans two words counts half. A query with operators or quotes is meant literally and gets its own words only.
// Each added group says why, for the result list.

import type { Language } from "../values/language.ts";
import { type ConceptFinder, type ConceptMention, isTelling } from "./expand-concepts.ts";
import { EN_EMPTY, isQuestion, questionWeight, withoutAsking, withoutInstructions } from "./expand-words.ts";
import { fold } from "./fold.ts";
import type { WeightedGroup, WeightedList, WeightedQuery, WeightedTerm } from "./hooks.ts";
import type { Lexicon } from "./lexicon.ts";
import { type Glosser, stemsOf, ZH_EMPTY } from "./lexicon-gloss.ts";
import type { ParsedQuery } from "./query-tree.ts";
import { ALIAS, LAST, NUMBER, tokenise } from "./tokens.ts";

/** Weight of other wordings against the question's own words; at 1 they outvote them. */
export const WORDING_WEIGHT = 0.4;
/** A pair of Chinese characters that spans two words says less than one inside a word. */
const SPANNING_PAIR = 0.5;
const ONE_CHARACTER_WORD = 0.5;
/** Rank r of a translation counts 1 / (1 + r)^.3: later ones are rarer senses. */
const GLOSS_RANK_POWER = 0.3;
/** More translations than this find nothing more, and each costs a pass over its postings. */
const MOST_GLOSSES = 5;
/** Words of the question looked at; a longer one is a pasted text and its first part says what it is about. */
const MOST_TERMS = 160;
const LONGEST_QUESTION = 4000;

export interface ExpandOptions {
  lexicon: Lexicon;
  glosser: Glosser;
  concepts: ConceptFinder;
  /** Words that only name the company or period whose documents are steered to; they count little there. */
  spentWords: ReadonlySet<string>;
}

/** How much a word still counts that steering has used already. */
const SPENT = 0.3;

/** The lists of a query; the first is always its own words. Never throws, any text. */
export function expandQuery(query: ParsedQuery, options: ExpandOptions): WeightedQuery {
  const question = questionOf(query);
  const folded = fold(question);
  const isChinese = /\p{Script=Han}/u.test(folded);
  const words = ownWords(folded, options);
  if (query.isLiteral) return { lists: [wordsList(words, isChinese, null)], fuse: "normalised" };

  const mentions = options.concepts.find(folded).filter((m) => isChinese || isTelling(m.name));
  const isKeywords = words.length <= 2 * FEW_WORDS && !isQuestion(folded);
  const own: Language[] = isChinese ? ["zh", "other"] : ["en", "other"];
  const lists = [wordsList([...words, ...wordingGroups(mentions, isChinese)], isChinese, own, isKeywords)];
  if (isChinese) lists.push(englishList(folded, words, options));
  else {
    lists.push({
      name: "gloss",
      groups: glossGroups(question, words),
      weight: 0.9,
      languages: ["zh"],
      channel: "gloss",
      ...needsOf(
        folded,
        words.map(({ weight }) => weight),
      ),
    });
    const chinese = chineseGroups(options.concepts.find(folded));
    if (chinese.length > 0)
      lists.push({
        name: "zh",
        groups: chinese,
        weight: 0.4,
        languages: ["zh"],
        channel: "words",
        // A whole name of one of the concepts.
        ...(isQuestion(folded) ? {} : { needs: 1 }),
      });
  }
  return { lists: lists.filter((list) => list.groups.length > 0), fuse: "normalised" };
}

const wordsList = (
  groups: WeightedGroup[],
  isChinese: boolean,
  languages: Language[] | null,
  isKeywords = false,
): WeightedList => ({
  name: "words",
  groups,
  weight: 1,
  languages,
  channel: "words",
  // Any word of the question, but of another wording all of it.
  ...(isKeywords ? { needs: Math.min(...groups.map(({ weight }) => weight)) } : {}),
  // Pairs of characters are as rare as chance makes them; what is rare among them is a name.
  ...(isChinese ? { idfPower: 1.5 } : {}),
});

/** Keywords up to which a translation must hold a part of them. */
const FEW_WORDS = 6;

/**
 * Of a few keywords a passage in the other language must hold half: a loose translation of one of them says nothing.
 * Of a question nothing is needed: its best passages hold much of it, and a bound costs .02 to .09 of its ranking.
 */
const needsOf = (question: string, weights: readonly number[]): { needs: number } | undefined =>
  weights.length <= FEW_WORDS && !isQuestion(question)
    ? { needs: weights.reduce((sum, weight) => sum + weight, 0) / 2 }
    : undefined;

/** The text of a query with its qualifiers and instructions blanked, so that offsets stay. */
export function questionOf(query: ParsedQuery): string {
  let text = query.text.slice(0, LONGEST_QUESTION);
  for (const { start, end } of query.qualifiers)
    if (start < text.length) {
      const last = Math.min(end, text.length);
      text = text.slice(0, start) + " ".repeat(last - start) + text.slice(last);
    }
  return withoutInstructions(text);
}

/**
 * A group for each term of the question, in its order; terms that ask for nothing are left out. `folded` is
 * the text of questionOf, folded.
 */
export function ownWords(
  folded: string,
  options: Pick<ExpandOptions, "lexicon" | "spentWords">,
): WeightedGroup[] {
  const asked = withoutAsking(folded);
  const spans = spanningPairs(asked, options.lexicon);
  const tokens = tokenise(asked);
  const groups = new Map<string, WeightedGroup>();
  for (let i = 0; i < tokens.terms.length && groups.size < MOST_TERMS; i++) {
    const term = tokens.terms[i]!;
    const start = tokens.starts[i]!;
    const end = tokens.ends[i]!;
    const kind = tokens.kinds[i]!;
    const written = folded.slice(start, end);
    const isHan = /\p{Script=Han}/u.test(term);
    if (kind === LAST && start > 0 && /\p{Script=Han}/u.test(asked[start - 1]!)) continue;
    let weight = isHan ? (spans.has(start) ? SPANNING_PAIR : 1) : questionWeight(written);
    if (kind === ALIAS) weight *= 0.5;
    // "pp&e" is cut into letters beside the whole; a letter alone stands everywhere
    if (!isHan && written.length === 1 && kind !== NUMBER) weight = 0;
    // Alone between other letters, 在 or 的 is asked for nowhere and stands everywhere.
    if (kind === LAST && ZH_EMPTY.has(term)) weight = 0;
    if (options.spentWords.has(written)) weight *= SPENT;
    if (weight === 0) continue;
    const known = groups.get(term);
    if (known) known.from.push({ start, end });
    else
      groups.set(term, {
        terms: [{ term, weight: 1 }],
        weight,
        combine: "sum",
        why: null,
        from: [{ start, end }],
      });
  }
  // a question of asking words only ("what is it about?") is searched as it stands
  if (groups.size === 0)
    for (const [i, term] of tokens.terms.slice(0, MOST_TERMS).entries())
      groups.set(term, {
        terms: [{ term, weight: 1 }],
        weight: 1,
        combine: "sum",
        why: null,
        from: [{ start: tokens.starts[i]!, end: tokens.ends[i]! }],
      });
  return [...groups.values()];
}

/** Starts of the pairs of Han characters that span two words of the cut, where one of them is longer than a character. */
function spanningPairs(folded: string, lexicon: Lexicon): Set<number> {
  const starts = new Set<number>();
  for (const match of folded.matchAll(/\p{Script=Han}+/gu)) {
    const words = lexicon.cut(match[0]);
    let at = match.index;
    for (let i = 0; i + 1 < words.length; i++) {
      at += words[i]!.length;
      if (words[i]!.length > 1 || words[i + 1]!.length > 1) starts.add(at - 1);
    }
  }
  return starts;
}

/** Terms of a wording, each counted 1/√n so that a long wording is worth no more than two words of the question. */
function wordingTerms(wording: string): WeightedTerm[] {
  const tokens = tokenise(wording);
  const terms = new Set<string>();
  for (let i = 0; i < tokens.terms.length; i++) {
    const written = wording.slice(tokens.starts[i]!, tokens.ends[i]!);
    if (tokens.kinds[i] === LAST || EN_EMPTY.has(written) || (written.length === 1 && written < "\u3400"))
      continue;
    terms.add(tokens.terms[i]!);
  }
  return [...terms].map((term) => ({ term, weight: 1 / Math.sqrt(terms.size) }));
}

/** What a person reads beside a hit: "capex → capital expenditure". */
const why = (from: string, to: string | undefined): string => `${from} → ${to ?? from}`;

/** Other names and wordings of the concepts, in the question's language. */
function wordingGroups(mentions: readonly ConceptMention[], isChinese: boolean): WeightedGroup[] {
  return mentions.flatMap(({ concept, name, start, end }) => {
    const isSame = (other: string) => /\p{Script=Han}/u.test(other) === isChinese;
    const others = [...(isChinese ? concept.zh : concept.en), ...concept.wordings].filter(
      (other) => other !== name && isSame(other),
    );
    const wordings = others.map(wordingTerms).filter((terms) => terms.length > 0);
    if (wordings.length === 0) return [];
    return [
      {
        terms: [],
        wordings,
        weight: WORDING_WEIGHT,
        combine: "best" as const,
        why: why(name, concept.wordings.find(isSame) ?? others[0]),
        from: [{ start, end }],
      },
    ];
  });
}

/** Chinese names of the concepts in an English question. */
function chineseGroups(mentions: readonly ConceptMention[]): WeightedGroup[] {
  return mentions.flatMap(({ concept, name, start, end }) => {
    const names = [...concept.zh, ...concept.wordings.filter((wording) => /\p{Script=Han}/u.test(wording))];
    const wordings = names.map(wordingTerms).filter((terms) => terms.length > 0);
    if (wordings.length === 0) return [];
    return [
      {
        terms: [],
        wordings,
        weight: 1,
        combine: "best" as const,
        why: why(name, names[0]),
        from: [{ start, end }],
      },
    ];
  });
}

/** The question's stems, and neighbours as pairs, as they stand among the glosses. */
function glossGroups(question: string, words: readonly WeightedGroup[]): WeightedGroup[] {
  const groups: WeightedGroup[] = [];
  let last: WeightedGroup | undefined;
  for (const group of words) {
    const { term } = group.terms[0]!;
    const span = group.from[0]!;
    const written = question.slice(span.start, span.end);
    // numbers and names with digits stand in Chinese text as they are
    groups.push({ ...group, why: /\d/.test(written) ? null : written });
    const isNext =
      last && /^\P{L}+(?:\p{L}{1,4}\P{L}+)?$/u.test(question.slice(last.from[0]!.end, span.start));
    if (last && isNext && group.weight > 0)
      groups.push({
        terms: [{ term: `${last.terms[0]!.term} ${term}`, weight: 1 }],
        weight: 0.5 * Math.min(last.weight, group.weight),
        combine: "sum",
        why: null,
        from: [],
      });
    last = group;
  }
  return groups;
}

/** A Chinese question for English passages: each word by the best of its translations, Latin words as they are. */
function englishList(
  folded: string,
  words: readonly WeightedGroup[],
  { lexicon, glosser }: ExpandOptions,
): WeightedList {
  // an English document may quote the Chinese words themselves
  const groups = words.filter(({ terms }) => /\p{Script=Han}/u.test(terms[0]!.term));
  const asked = withoutAsking(folded);
  const stem = {
    stem: (word: string) => tokenise(word).terms[0] ?? word,
    isEmptyWord: (w: string) => EN_EMPTY.has(w),
  };
  const weights: number[] = [];
  for (const match of asked.matchAll(/\p{Script=Han}+/gu)) {
    let at = match.index;
    for (const word of lexicon.cut(match[0])) {
      const from = [{ start: at, end: at + word.length }];
      at += word.length;
      // A word without a translation is asked for all the same: names are made of such.
      if (!glosser.isEmpty(word)) weights.push(word.length === 1 ? ONE_CHARACTER_WORD : 1);
      if (groups.length >= MOST_TERMS || glosser.ofWord(word).length === 0) continue;
      const glosses = lexicon.glosses(word).slice(0, MOST_GLOSSES);
      const wordings = glosses
        .map((gloss, rank) => {
          const stems = [...new Set(stemsOf(gloss, stem))];
          const weight = 1 / Math.sqrt(stems.length) / (1 + rank) ** GLOSS_RANK_POWER;
          return stems.map((term) => ({ term, weight }));
        })
        .filter((terms) => terms.length > 0);
      if (wordings.length > 0)
        groups.push({
          terms: [],
          wordings,
          weight: word.length === 1 ? ONE_CHARACTER_WORD : 1,
          combine: "best",
          why: why(word, glosses[0]),
          from,
        });
    }
  }
  const tokens = tokenise(asked.replace(/\p{Script=Han}/gu, " "));
  for (let i = 0; i < tokens.terms.length && groups.length < MOST_TERMS; i++) {
    weights.push(tokens.kinds[i] === ALIAS ? 0.5 : 1);
    groups.push({
      terms: [{ term: tokens.terms[i]!, weight: 1 }],
      weight: tokens.kinds[i] === ALIAS ? 0.5 : 1,
      combine: "sum",
      why: null,
      from: [{ start: tokens.starts[i]!, end: tokens.ends[i]! }],
    });
  }
  return {
    name: "en",
    groups,
    weight: 0.9,
    languages: ["en"],
    channel: "words",
    ...needsOf(folded, weights),
  };
}
