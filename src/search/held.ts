// search/held.ts: which passages hold enough of a weighted list to count as a match by it.
//
// Ranking alone would take any passage with any part of any translation: "frog pond" by "pond", 资本开支 by "capital". A list that
// says what it needs is held by the passages whose groups weigh so much together, where a wording counts when all of its terms
// are there; a list that says nothing, by those with any of its terms.

import { type Bits, eachBit, newBits, orInto, setBit } from "./bits.ts";
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

/** Passages that hold enough of a list; not to be written to. Throws SegmentGone. */
export async function heldBy(segment: SegmentReader, list: WeightedList): Promise<Bits> {
  const { needs, groups } = list;
  if (needs === undefined) {
    const terms = groups.flatMap((group) => [...group.terms, ...(group.wordings ?? []).flat()]);
    return anyOf(segment, await listsOfTerms(segment, list, terms)) ?? newBits(segment.count);
  }
  const weights: number[] = [];
  const held: Bits[] = [];
  for (const group of groups) {
    // Neighbours beside the words add nothing to what is held.
    if (group.from.length === 0) continue;
    const bits = await heldByGroup(segment, list, group);
    if (bits === null) continue;
    weights.push(group.weight);
    held.push(bits);
  }
  // A hair less: sums of the same weights in another order differ by rounding.
  return enoughOf(segment.count, held, weights, needs - 1e-4);
}

/** Null for none at all; not to be written to. */
async function heldByGroup(
  segment: SegmentReader,
  list: WeightedList,
  group: WeightedGroup,
): Promise<Bits | null> {
  let held = anyOf(segment, await listsOfTerms(segment, list, group.terms));
  for (const wording of group.wordings ?? []) {
    const all = await listsOfTerms(segment, list, wording);
    if (all.length === 0 || all.some((lists) => lists.length === 0)) continue;
    const whole = allOf(segment, all);
    held = held?.slice() ?? whole;
    if (held !== whole) orInto(held, whole);
  }
  return held;
}

/** Passages of any of the lists, null for none; a dense list's own bits when it is the only one. */
function anyOf(segment: SegmentReader, terms: readonly TermList[][]): Bits | null {
  const lists = terms.flat();
  if (lists.length === 0) return null;
  if (lists.length === 1 && lists[0]!.list.isDense) return lists[0]!.list.bits();
  const bits = newBits(segment.count);
  for (const { list } of lists) addList(bits, list);
  return bits;
}

/** Passages of all terms, each of which has some; the rarest first: what one leaves out is not decoded for the next. */
function allOf(segment: SegmentReader, terms: TermList[][]): Bits {
  let bits: Bits | null = null;
  for (const lists of terms.sort((a, b) => countOf(a) - countOf(b))) {
    if (bits === null) bits = anyOf(segment, [lists]);
    else {
      const next = newBits(segment.count);
      for (const { list } of lists) addList(next, list, bits);
      bits = next;
    }
  }
  return bits ?? newBits(segment.count);
}

/** Sets of so many groups are enumerated: 255 sets, of which few are least. */
const MOST_ENUMERATED = 8;

/** Passages whose groups weigh `enough` together. */
function enoughOf(count: number, held: readonly Bits[], weights: readonly number[], enough: number): Bits {
  if (weights.every((weight) => weight >= enough)) {
    const bits = newBits(count);
    for (const one of held) orInto(bits, one);
    return bits;
  }
  const groups = held.map((bits, i) => ({ bits, weight: weights[i]! }));
  return groups.length <= MOST_ENUMERATED
    ? enoughBySets(count, groups, enough)
    : enoughBySums(count, groups, enough);
}

interface HeldGroup {
  bits: Bits;
  weight: number;
}

/** 32 passages at a time: those of every group of any least set of groups that weighs enough. */
function enoughBySets(count: number, groups: readonly HeldGroup[], enough: number): Bits {
  const weightOf = (set: number) => groups.reduce((sum, { weight }, i) => sum + ((set >> i) & 1) * weight, 0);
  const sets: Bits[][] = [];
  for (let set = 1; set < 1 << groups.length; set++) {
    if (weightOf(set) < enough) continue;
    const members = groups.map((_, i) => i).filter((i) => ((set >> i) & 1) === 1);
    // With one fewer it would still be enough: that smaller set has these passages and more.
    if (members.some((i) => weightOf(set & ~(1 << i)) >= enough)) continue;
    sets.push(members.map((i) => groups[i]!.bits));
  }
  const enoughBits = newBits(count);
  for (const set of sets)
    for (let i = 0; i < enoughBits.length; i++) {
      let word = -1;
      for (let k = 0; k < set.length && word !== 0; k++) word &= set[k]![i]!;
      enoughBits[i]! |= word;
    }
  return enoughBits;
}

function enoughBySums(count: number, groups: readonly HeldGroup[], enough: number): Bits {
  const sums = new Float32Array(count);
  for (const { bits, weight } of groups)
    eachBit(bits, (passage) => {
      sums[passage]! += weight;
    });
  const enoughBits = newBits(count);
  for (let passage = 0; passage < count; passage++)
    if (sums[passage]! > 0 && sums[passage]! >= enough) setBit(enoughBits, passage);
  return enoughBits;
}

const listsOfTerms = (segment: SegmentReader, { channel }: WeightedList, terms: WeightedGroup["terms"]) =>
  listsOf(segment, terms, (term) => (channel === "gloss" ? GLOSS_MARK + term : term));
const countOf = (lists: readonly TermList[]): number => lists.reduce((sum, { list }) => sum + list.count, 0);
