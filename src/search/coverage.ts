// search/coverage.ts: how much of a question a passage holds: the share of its groups, each by how rare it is.

import { idf } from "./bm25.ts";
import type { WeightedQuery } from "./hooks.ts";
import { BLOCK_SIZE, type PostingList } from "./postings.ts";
import type { Ranked } from "./rank.ts";
import type { SegmentReader } from "./reader.ts";
import { GLOSS_MARK } from "./segment.ts";
import { prefixOf } from "./weigh.ts";

/**
 * For each ranked passage 0 to 1: the best share over the lists of the query, since each list asks the whole question in its
 * own words. A group of several terms is held as far as its terms are. Throws SegmentGone.
 */
export async function coverageOf(
  segments: readonly SegmentReader[],
  query: WeightedQuery,
  ranked: readonly Ranked[],
): Promise<Float64Array> {
  const best = new Float64Array(ranked.length);
  const total = segments.reduce((sum, { count }) => sum + count, 0);
  for (const list of query.lists) {
    const terms = weightsOf(list.groups);
    const mark = list.channel === "gloss" ? GLOSS_MARK : "";
    const lists = await Promise.all(
      segments.map((segment) => segment.lists([...terms.keys()].map((term) => mark + term))),
    );
    const held = new Float64Array(ranked.length);
    let whole = 0;
    for (const [term, share] of terms) {
      const count = lists.reduce((sum, found) => sum + (found.get(mark + term)?.entry.count ?? 0), 0);
      const worth = share * idf(total, count);
      whole += worth;
      if (count === 0) continue;
      segments.forEach((_, segment) => {
        const found = lists[segment]!.get(mark + term);
        if (found !== undefined) addHolders(found.list, segment, ranked, worth, held);
      });
    }
    for (let i = 0; i < held.length; i++) best[i] = Math.max(best[i]!, whole > 0 ? held[i]! / whole : 1);
  }
  return best;
}

/** Each term with its part of its group; the terms of beginnings are left out, they cover nothing by themselves. */
function weightsOf(groups: WeightedQuery["lists"][number]["groups"]): Map<string, number> {
  const weights = new Map<string, number>();
  for (const { terms, weight } of groups) {
    const plain = terms.filter(({ term }) => prefixOf(term) === null);
    for (const { term } of plain) weights.set(term, (weights.get(term) ?? 0) + weight / plain.length);
  }
  return weights;
}

const passages = new Int32Array(BLOCK_SIZE);

function addHolders(
  list: PostingList,
  segment: number,
  ranked: readonly Ranked[],
  worth: number,
  held: Float64Array,
): void {
  const wanted = ranked
    .map(({ segment: of, passage }, i) => ({ of, passage, i }))
    .filter(({ of }) => of === segment)
    .sort((a, b) => a.passage - b.passage);
  let block = 0;
  let decoded = -1;
  let length = 0;
  let at = 0;
  for (const { passage, i } of wanted) {
    while (block < list.blockCount && list.lasts[block]! < passage) block++;
    if (block >= list.blockCount) return;
    if (decoded !== block) {
      length = list.decode(block, passages, null);
      decoded = block;
      at = 0;
    }
    while (at < length && passages[at]! < passage) at++;
    if (at < length && passages[at] === passage) held[i]! += worth;
  }
}
