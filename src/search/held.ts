// search/held.ts: which passages hold enough of a weighted list to count as a match by it.
//
// Ranking alone would take any passage with any part of any translation: "frog pond" by "pond", 资本开支 by "capital". A list that
// says what it needs is held by the passages whose groups weigh so much together, where a wording counts when all of its terms
// are there; a list that says nothing, by those with any of its terms.

import { andInto, type Bits, eachBit, newBits, orInto } from "./bits.ts";
import type { WeightedGroup, WeightedList, WeightedQuery } from "./hooks.ts";
import { addList } from "./match.ts";
import { listsOf } from "./rank.ts";
import type { SegmentReader, TermList } from "./reader.ts";
import { GLOSS_MARK } from "./segment.ts";

/** Passages that hold enough of each list of a query, list by list. Throws SegmentGone. */
export async function heldByLists(
  segment: SegmentReader,
  query: WeightedQuery,
): Promise<Map<WeightedList, Bits>> {
  const held = new Map<WeightedList, Bits>();
  for (const list of query.lists) held.set(list, await heldBy(segment, list));
  return held;
}

/** All of them in one. */
export function unionOf(segment: SegmentReader, held: ReadonlyMap<WeightedList, Bits>): Bits {
  const bits = newBits(segment.count);
  for (const one of held.values()) orInto(bits, one);
  return bits;
}

/** Passages that hold enough of a list. Throws SegmentGone. */
export async function heldBy(segment: SegmentReader, list: WeightedList): Promise<Bits> {
  const bits = newBits(segment.count);
  const { needs, groups } = list;
  if (needs === undefined) {
    for (const group of groups)
      for (const lists of await listsOfTerms(segment, list, [
        ...group.terms,
        ...(group.wordings ?? []).flat(),
      ]))
        addAny(bits, lists);
    return bits;
  }
  const sums = new Float32Array(segment.count);
  for (const group of groups) {
    // Neighbours beside the words add nothing to what is held.
    if (group.from.length === 0) continue;
    eachBit(await heldByGroup(segment, list, group), (passage) => {
      sums[passage]! += group.weight;
    });
  }
  // A hair less: sums of the same weights in another order differ by rounding.
  const enough = needs - 1e-4;
  for (let passage = 0; passage < sums.length; passage++)
    if (sums[passage]! > 0 && sums[passage]! >= enough) bits[passage >>> 5]! |= 1 << (passage & 31);
  return bits;
}

async function heldByGroup(segment: SegmentReader, list: WeightedList, group: WeightedGroup): Promise<Bits> {
  const bits = newBits(segment.count);
  for (const lists of await listsOfTerms(segment, list, group.terms)) addAny(bits, lists);
  for (const wording of group.wordings ?? []) {
    const all = await listsOfTerms(segment, list, wording);
    if (all.length === 0 || all.some((lists) => lists.length === 0)) continue;
    all.sort((a, b) => countOf(a) - countOf(b));
    let whole: Bits | null = null;
    for (const lists of all) {
      const next = newBits(segment.count);
      for (const one of lists) addList(next, one.list, whole);
      if (whole === null) whole = next;
      else andInto(whole, next);
    }
    if (whole !== null) orInto(bits, whole);
  }
  return bits;
}

const listsOfTerms = (segment: SegmentReader, { channel }: WeightedList, terms: WeightedGroup["terms"]) =>
  listsOf(segment, terms, (term) => (channel === "gloss" ? GLOSS_MARK + term : term));
const countOf = (lists: readonly TermList[]): number => lists.reduce((sum, { list }) => sum + list.count, 0);

function addAny(bits: Bits, lists: readonly TermList[]): void {
  for (const { list } of lists) addList(bits, list);
}
