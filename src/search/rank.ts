// search/rank.ts: the best passages over all segments, list by list, and the lists made one ranking.
//
// In: weighted lists (hooks.ts) and a mask for each segment. Terms and "best of" wordings are scored block by block (score.ts); a
// beginning ("foo*", one ideograph) and synonyms are joined into one scored list first. Numbers of passages are
// counted over all segments, so the same passage has the same score in whichever segment it lies.

import type { Bits } from "./bits.ts";
import { GLOSS, idf, normTable, type Saturation, WEIGHTS, WORDS } from "./bm25.ts";
import { type BestSource, type ScoredList, Scratch, type Source, type TermSource } from "./cursors.ts";
import type { WeightedGroup, WeightedList, WeightedQuery, WeightedTerm } from "./hooks.ts";
import { frequencyTable, GLOSS_FREQUENCIES } from "./postings.ts";
import { blockSpace, type SegmentReader, type TermList } from "./reader.ts";
import { scoreSegment } from "./score.ts";
import { GLOSS_MARK, LENGTH_COUNT, QUARTERS, SIXTEENTHS } from "./segment.ts";
import { Top } from "./top.ts";
import { prefixOf } from "./weigh.ts";

/** A passage as number of its segment and number in it. */
export interface Ranked {
  segment: number;
  passage: number;
  score: number;
}

/** Keys of Top: room for a billion passages in a segment. */
const SEGMENT_STEP = 2 ** 30;
/** Terms that a beginning stands for when it ranks: the commonest ones. */
const MOST_PREFIX_TERMS = 500;

const scratch = new Scratch();
const space = blockSpace();
const WORD_FREQUENCIES = frequencyTable(WEIGHTS);

/** What a list is scored with in all segments. */
interface Scale {
  saturation: Saturation;
  frequencies: Float64Array;
  /** Of each length, as segment.ts numbers lengths. */
  norms: Float64Array;
  passages: number;
  average: number;
  isGloss: boolean;
  idfPower: number;
}

/** A term or a group of terms that is joined before it is scored. */
interface Joined {
  group: WeightedGroup;
  /** Wordings of which the best counts; one for synonyms and beginnings. */
  wordings: WeightedTerm[][];
}

/** The best `size` passages of one list, best first. `masks[i]` null: all of segment i. Throws SegmentGone. */
export async function rankList(
  segments: readonly SegmentReader[],
  list: WeightedList,
  masks: readonly (Bits | null)[],
  size: number,
  held: HeldLists = new HeldLists(),
): Promise<Ranked[]> {
  const scale = scaleOf(segments, list);
  const { weights, joined } = split(list.groups);
  const key = (term: string) => (scale.isGloss ? GLOSS_MARK + term : term);
  const found = await Promise.all(segments.map((segment) => segment.lists([...weights.keys()].map(key))));
  const sources: Source[][] = segments.map(() => []);
  for (const [term, weight] of weights) {
    let count = 0;
    for (const lists of found) count += lists.get(key(term))?.entry.count ?? 0;
    if (count === 0 || weight <= 0) continue;
    const factor = weight * idf(scale.passages, count) ** scale.idfPower * (scale.saturation.k1 + 1);
    segments.forEach((segment, i) => {
      const held = found[i]!.get(key(term));
      if (held !== undefined) sources[i]!.push(termSource(segment, held.list, factor, scale));
    });
  }
  for (const one of joined) {
    const found: Source[] =
      one.group.combine === "best"
        ? await bestSources(segments, one, scale, key)
        : await held.scored(segments, one, scale, key);
    found.forEach((source, i) => void sources[i]!.push(source));
  }
  const top = new Top(size);
  segments.forEach((segment, i) => {
    scoreSegment(sources[i]!, segment.count, masks[i] ?? null, top, i * SEGMENT_STEP, scratch);
  });
  return top.sorted().map(({ score, key: place }) => ({
    segment: Math.floor(place / SEGMENT_STEP),
    passage: place % SEGMENT_STEP,
    score,
  }));
}

/** Where to look and how deep. */
export interface Reach {
  masksOf(list: WeightedList): readonly (Bits | null)[];
  size: number;
}

/**
 * All lists of a query as one ranking; the best has score 1. Each list is ranked within every reach and the findings joined
 * before the lists are: a passage has the same score by whichever reach it was found. Throws SegmentGone.
 */
export async function rankQuery(
  segments: readonly SegmentReader[],
  query: WeightedQuery,
  reaches: readonly Reach[],
): Promise<Ranked[]> {
  const rankings: { weight: number; ranked: Ranked[] }[] = [];
  const held = new HeldLists();
  for (const list of query.lists) {
    const found = new Map<number, Ranked>();
    for (const { masksOf, size } of reaches)
      for (const one of await rankList(segments, list, masksOf(list), size, held))
        found.set(one.segment * SEGMENT_STEP + one.passage, one);
    rankings.push({ weight: list.weight, ranked: [...found.values()].sort(byScore) });
  }
  return fuse(rankings, query.fuse);
}

const byScore = (a: Ranked, b: Ranked): number =>
  b.score - a.score || a.segment - b.segment || a.passage - b.passage;

/** One ranking of several; scores are scaled so that the best has 1. Equal scores keep the order of segments and passages. */
export function fuse(
  rankings: readonly { weight: number; ranked: readonly Ranked[] }[],
  how: WeightedQuery["fuse"],
): Ranked[] {
  const sums = new Map<number, Ranked>();
  for (const { weight, ranked } of rankings) {
    const best = ranked[0]?.score ?? 1;
    ranked.forEach(({ segment, passage, score }, i) => {
      const share = how === "normalised" ? (weight * score) / best : weight / (60 + i + 1);
      const place = segment * SEGMENT_STEP + passage;
      const held = sums.get(place);
      if (held === undefined) sums.set(place, { segment, passage, score: share });
      else held.score += share;
    });
  }
  const all = [...sums.values()].sort(byScore);
  const best = all[0]?.score ?? 1;
  for (const one of all) one.score /= best;
  return all;
}

function scaleOf(segments: readonly SegmentReader[], list: WeightedList): Scale {
  const isGloss = list.channel === "gloss";
  const usual = isGloss ? GLOSS : WORDS;
  let passages = 0;
  let length = 0;
  for (const { header } of segments) {
    passages += header.passageCount;
    length += isGloss ? header.glossLength : header.wordLength;
  }
  const saturation = { k1: list.k1 ?? usual.k1, b: list.b ?? usual.b };
  const average = passages === 0 ? 0 : length / passages;
  return {
    saturation,
    frequencies: isGloss ? GLOSS_FREQUENCIES : WORD_FREQUENCIES,
    norms: normsBy(saturation, average, isGloss),
    passages,
    average,
    isGloss,
    idfPower: list.idfPower ?? 1,
  };
}

/** Terms that score for themselves with their summed weights, and what is joined first. */
function split(groups: readonly WeightedGroup[]): { weights: Map<string, number>; joined: Joined[] } {
  const weights = new Map<string, number>();
  const joined: Joined[] = [];
  for (const group of groups) {
    if (group.combine === "synonyms") joined.push({ group, wordings: [group.terms] });
    else if (group.combine === "best") joined.push({ group, wordings: group.wordings ?? [] });
    else {
      for (const { term, weight } of group.terms) {
        if (prefixOf(term) === null) weights.set(term, (weights.get(term) ?? 0) + weight * group.weight);
        else joined.push({ group: { ...group, combine: "synonyms" }, wordings: [[{ term, weight }]] });
      }
    }
  }
  return { weights, joined };
}

/** Norms of all lengths by the scale they belong to; the average moves with every new passage, so old ones go. */
const normsMade = new Map<string, Float64Array>();
const MOST_NORMS = 8;

function normsBy(saturation: Saturation, average: number, isGloss: boolean): Float64Array {
  const key = `${isGloss} ${saturation.k1} ${saturation.b} ${average}`;
  let norms = normsMade.get(key);
  if (norms === undefined) {
    if (normsMade.size >= MOST_NORMS) normsMade.clear();
    norms = normTable(LENGTH_COUNT, isGloss ? SIXTEENTHS : QUARTERS, average, saturation);
    normsMade.set(key, norms);
  }
  return norms;
}

const lengthsOf = ({ wordLengths, glossLengths }: SegmentReader, { isGloss }: Scale): Uint16Array =>
  isGloss ? glossLengths : wordLengths;

function termSource(
  segment: SegmentReader,
  list: TermList["list"],
  factor: number,
  scale: Scale,
): TermSource {
  const { header } = segment;
  const usual = scale.isGloss ? GLOSS : WORDS;
  const isUsual = scale.saturation.k1 === usual.k1 && scale.saturation.b === usual.b;
  const built = (scale.isGloss ? header.glossLength : header.wordLength) / Math.max(1, header.passageCount);
  // A block's best was computed with the segment's own average: with a larger one a passage looks shorter by at most that.
  const bestScale = isUsual && built > 0 ? Math.max(1, scale.average / built) : Number.POSITIVE_INFINITY;
  const { frequencies, norms } = scale;
  return { list, factor, frequencies, norms, lengths: lengthsOf(segment, scale), bestScale };
}

/** The lists of each term, all of a beginning. Throws SegmentGone. */
export async function listsOf(
  segment: SegmentReader,
  terms: readonly WeightedTerm[],
  key: (term: string) => string,
): Promise<TermList[][]> {
  const plain = await segment.lists(
    new Set(terms.filter(({ term }) => prefixOf(term) === null).map(({ term }) => key(term))),
  );
  return Promise.all(
    terms.map(({ term }) => {
      const prefix = prefixOf(term);
      if (prefix !== null) return segment.listsStarting(key(prefix), MOST_PREFIX_TERMS);
      const held = plain.get(key(term));
      return held === undefined ? [] : [held];
    }),
  );
}

/** Passages with a frequency, ascending. */
interface Frequencies {
  passages: Int32Array;
  values: Float64Array;
}

/** Frequencies of the passages so far; zero between uses. */
let frequencySums = new Float64Array(0);

/** Sums weighted frequencies of several lists in one pass over each: of all passages, since how many there are is their idf. */
function sumFrequencies(
  segment: SegmentReader,
  lists: readonly { list: TermList["list"]; weight: number }[],
  frequencies: Float64Array,
): Frequencies {
  if (frequencySums.length < segment.count) frequencySums = new Float64Array(segment.count);
  const sums = frequencySums;
  let count = 0;
  for (const { list, weight } of lists) {
    if (weight <= 0) continue;
    for (let block = 0; block < list.blockCount; block++) {
      const n = list.decode(block, space.passages, space.codes);
      for (let i = 0; i < n; i++) {
        const passage = space.passages[i]!;
        if (sums[passage] === 0) count++;
        sums[passage]! += weight * frequencies[space.codes[i]!]!;
      }
    }
  }
  const passages = new Int32Array(count);
  const values = new Float64Array(count);
  for (let at = 0, passage = 0; at < count; passage++) {
    if (sums[passage] === 0) continue;
    passages[at] = passage;
    values[at++] = sums[passage]!;
    sums[passage] = 0;
  }
  return { passages, values };
}

/** Synonyms and beginnings of one question, joined once: lists and reaches ask for the same ones again. */
class HeldLists {
  readonly #lists = new Map<string, ScoredList[]>();

  async scored(...asked: Parameters<typeof scoreJoined>): Promise<ScoredList[]> {
    const [, { group, wordings }, { saturation, isGloss, idfPower }] = asked;
    const name = JSON.stringify([wordings, group.weight, saturation, isGloss, idfPower]);
    const held = this.#lists.get(name) ?? (await scoreJoined(...asked));
    this.#lists.set(name, held);
    return held;
  }
}

/** One scored list for each segment. */
async function scoreJoined(
  segments: readonly SegmentReader[],
  { group, wordings }: Joined,
  scale: Scale,
  key: (term: string) => string,
): Promise<ScoredList[]> {
  const terms = wordings[0] ?? [];
  const lists = await Promise.all(segments.map((segment) => listsOf(segment, terms, key)));
  const frequencies = segments.map((segment, i) =>
    sumFrequencies(
      segment,
      lists[i]!.flatMap((held, t) =>
        // The weight of a lone term multiplies its score; among synonyms it weighs one against the other.
        held.map(({ list }) => ({ list, weight: terms.length === 1 ? 1 : terms[t]!.weight })),
      ),
      scale.frequencies,
    ),
  );
  const count = frequencies.reduce((sum, { passages }) => sum + passages.length, 0);
  const weight = group.weight * (terms.length === 1 ? (terms[0]?.weight ?? 1) : 1);
  const factor = weight * idf(scale.passages, count) ** scale.idfPower * (scale.saturation.k1 + 1);
  return frequencies.map((one, i) => scoreFrequencies(segments[i]!, one, factor, scale));
}

/** Of several wordings, each the sum of its terms, the best one counts. */
async function bestSources(
  segments: readonly SegmentReader[],
  { group, wordings }: Joined,
  scale: Scale,
  key: (term: string) => string,
): Promise<BestSource[]> {
  const terms = wordings.flat();
  const lists = await Promise.all(segments.map((segment) => listsOf(segment, terms, key)));
  const factors = terms.map(({ weight }, t) => {
    // A beginning stands for several terms: a passage with two of them counts twice here, which moves idf by a hair.
    const count = lists.reduce((sum, held) => sum + held[t]!.reduce((n, { list }) => n + list.count, 0), 0);
    return weight * group.weight * idf(scale.passages, count) ** scale.idfPower * (scale.saturation.k1 + 1);
  });
  return segments.map((segment, i) => {
    let t = 0;
    const sources = wordings.map((wording) =>
      wording.flatMap(() => {
        const factor = factors[t]!;
        return lists[i]![t++]!.map(({ list }) => termSource(segment, list, factor, scale));
      }),
    );
    return { wordings: sources.filter((found) => found.length > 0) };
  });
}

function scoreFrequencies(
  segment: SegmentReader,
  { passages, values }: Frequencies,
  factor: number,
  scale: Scale,
): ScoredList {
  const { norms } = scale;
  const lengths = lengthsOf(segment, scale);
  const scores = new Float64Array(passages.length);
  let most = 0;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = (factor * values[i]!) / (values[i]! + norms[lengths[passages[i]!]!]!);
    if (scores[i]! > most) most = scores[i]!;
  }
  return { passages, scores, most };
}
