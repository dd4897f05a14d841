// search/effort.ts: how much work one search may be, and what is said when a question asks for more.
//
// Words that nearly every passage has cost most and decide least. When the postings of all groups of a question are more than
// the limit, the commonest groups are left out of the ranking, never all of them; what matches and how much is counted stays
// exact. A phrase or NEAR is looked for among the passages that hold all its words; when reading their places is more than the
// limit, only in those stored last. Both are problems in the answer. The limits are counts, so the same question
// to the same index gives the same answer on a slow machine.

import type { Problem } from "../values/problem.ts";
import type { WeightedGroup, WeightedList, WeightedQuery, WeightedTerm } from "./hooks.ts";
import { listsOf } from "./rank.ts";
import type { SegmentReader } from "./reader.ts";
import { GLOSS_MARK } from "./segment.ts";

export interface MostWork {
  /** Postings that rank in one search, all segments and lists together. */
  postings: number;
  /** Passages times different words whose places are read for one phrase or NEAR, all segments together. */
  places: number;
}

/** Each is some 0.3 s of one core. */
export const MOST_WORK: MostWork = { postings: 8_000_000, places: 500_000 };

/** Words that a note names. */
const MOST_NAMED = 8;

/** Counts what one search read, and keeps what it left out. */
export class Effort {
  readonly most: MostWork;
  readonly #passages: number;
  /** Places read so far: passages times different words. */
  places = 0;
  /** Postings of the groups that rank. */
  postings = 0;
  readonly #cut = new Map<string, Problem>();

  constructor(segments: readonly SegmentReader[], most: MostWork = MOST_WORK) {
    this.most = most;
    this.#passages = segments.reduce((sum, { count }) => sum + count, 0);
  }

  /** Passages of a segment whose places may be read for so many different words of a phrase, with a part of what is allowed. */
  passagesFor(segment: SegmentReader, words: number, part = 1): number {
    const share = (part * segment.count) / Math.max(1, this.#passages);
    return Math.max(1, Math.floor((this.most.places * share) / Math.max(1, words)));
  }

  /** Notes that a phrase or NEAR was not looked for everywhere; once for each. */
  cutPhrase(at: { start: number; end: number }): void {
    this.#cut.set(`${at.start} ${at.end}`, {
      code: "phrase-too-common",
      at: { start: at.start, end: at.end },
      note: "These words are so common that they were looked for together only in the passages stored last; more may match.",
    });
  }

  /** Notes that groups do not rank. Words are named of which nothing ranks; of the rest only a translation was left out. */
  cutWords(text: string, dropped: readonly WeightedGroup[], kept: readonly WeightedGroup[]): void {
    const ranking = new Set(kept.flatMap(({ from }) => from.map(({ start }) => start)));
    const spans = dropped.flatMap(({ from }) => from).filter(({ start }) => !ranking.has(start));
    const first = spans[0];
    const words = [...new Set(spans.map(({ start, end }) => text.slice(start, end)))];
    const named = words.length > 0 ? words.slice(0, MOST_NAMED).join(", ") : "some other wordings";
    const more = words.length > MOST_NAMED ? " and others" : "";
    this.#cut.set("words", {
      code: "words-too-common",
      at: first === undefined ? {} : { start: first.start, end: first.end },
      note: `So common that they were left out of the ranking: ${named}${more}. They still count as matches.`,
    });
  }

  get problems(): Problem[] {
    return [...this.#cut.values()];
  }
}

/**
 * The query without its commonest groups, so that what is left has at most the postings allowed; the query itself when it has.
 * The rarest group stays whatever it costs. Lists keep their number and order. Throws SegmentGone.
 */
export async function lighten(
  text: string,
  query: WeightedQuery,
  segments: readonly SegmentReader[],
  effort: Effort,
): Promise<WeightedQuery> {
  const costs: { group: WeightedGroup; count: number }[] = [];
  for (const list of query.lists)
    for (const group of list.groups) {
      const count = await countOf(segments, list, group);
      if (count > 0) costs.push({ group, count });
    }
  costs.sort((a, b) => a.count - b.count);
  const dropped = new Set<WeightedGroup>();
  for (const [i, { group, count }] of costs.entries()) {
    if (i > 0 && effort.postings + count > effort.most.postings) dropped.add(group);
    else effort.postings += count;
  }
  if (dropped.size === 0) return query;
  const kept = costs.map(({ group }) => group).filter((group) => !dropped.has(group));
  effort.cutWords(text, [...dropped], kept);
  const lists = query.lists.map((list) => ({
    ...list,
    groups: list.groups.filter((group) => !dropped.has(group)),
  }));
  return { ...query, lists };
}

async function countOf(
  segments: readonly SegmentReader[],
  { channel }: WeightedList,
  group: WeightedGroup,
): Promise<number> {
  const terms: WeightedTerm[] = [...group.terms, ...(group.wordings ?? []).flat()];
  const key = (term: string) => (channel === "gloss" ? GLOSS_MARK + term : term);
  let count = 0;
  for (const segment of segments)
    for (const lists of await listsOf(segment, terms, key)) for (const { list } of lists) count += list.count;
  return count;
}
