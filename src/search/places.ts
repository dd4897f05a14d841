// search/places.ts: where terms stand in a passage: phrases and NEAR.

import { anyBetween, type Bits } from "./bits.ts";
import { BLOCK_SIZE, endOfPlaces, readPlaces } from "./postings.ts";
import type { SegmentReader, TermList } from "./reader.ts";
import { FORMAT } from "./segment.ts";

/** One word of a phrase: its place from the first word, and the terms it may be. */
export interface PhraseTerm {
  term: string;
  offset: number;
  lists: TermList[];
}

/** Half-open places of one part of a NEAR. */
export interface Place {
  start: number;
  end: number;
}

/** Gives the places of a term in a passage, ascending. Passages must not descend from call to call. */
export type PlaceReader = (passage: number) => number[];

/** A reader over the candidates `wanted`; reads only blocks that hold one. Throws SegmentGone. */
export async function placesOf(segment: SegmentReader, term: PhraseTerm, wanted: Bits): Promise<PlaceReader> {
  const readers = await Promise.all(term.lists.map((list) => placesOfList(segment, list, wanted)));
  let last = -1;
  let places: number[] = [];
  return (passage) => {
    if (passage === last) return places;
    last = passage;
    places = readers[0]?.(passage) ?? [];
    if (readers.length > 1)
      places = readers.flatMap((reader, i) => (i === 0 ? places : reader(passage))).sort((a, b) => a - b);
    return places;
  };
}

async function placesOfList(segment: SegmentReader, term: TermList, wanted: Bits): Promise<PlaceReader> {
  const { list } = term;
  const blocks: number[] = [];
  for (let block = 0; block < list.blockCount; block++) {
    const from = block === 0 ? 0 : list.lasts[block - 1]! + 1;
    if (anyBetween(wanted, from, list.lasts[block]!)) blocks.push(block);
  }
  const bytes = await segment.places(term, blocks);
  const passages = new Int32Array(BLOCK_SIZE);
  const codes = new Uint16Array(BLOCK_SIZE);
  const isMarked = segment.header.format !== FORMAT;
  let at = 0;
  let decoded = -1;
  let length = 0;
  let index = 0;
  let offset = 0;
  return (passage) => {
    while (at < blocks.length && list.lasts[blocks[at]!]! < passage) at++;
    if (at >= blocks.length) return [];
    const block = blocks[at]!;
    if (decoded !== block) {
      length = list.decode(block, passages, codes);
      // The first format marks the end of every row of places, of a single one too.
      if (isMarked) codes.fill(0);
      decoded = block;
      index = 0;
      offset = 0;
    }
    const source = bytes[at]!;
    for (; index < length && passages[index]! < passage; index++)
      offset = endOfPlaces(source, offset, codes[index]!);
    if (index >= length || passages[index] !== passage) return [];
    return readPlaces(source, offset, codes[index]!);
  };
}

/** Where a phrase begins, at `from` or behind it: the places of its terms fit their offsets. Reads places as it needs them. */
export function findPhrase(
  terms: readonly { offset: number; places: () => number[] }[],
  from: number,
): number[] {
  const [first, ...rest] = terms;
  if (first === undefined) return [];
  let starts = first
    .places()
    .map((place) => place - first.offset)
    .filter((start) => start >= from);
  for (const { offset, places } of rest) {
    if (starts.length === 0) break;
    const found = places();
    let at = 0;
    starts = starts.filter((start) => {
      while (at < found.length && found[at]! < start + offset) at++;
      return found[at] === start + offset;
    });
  }
  return starts;
}

/**
 * Whether one span of each list can be chosen so that at most `distance` places lie between the end of the first and the
 * start of the last. The same words asked for twice may be the same place.
 */
export function findNear(lists: readonly (readonly Place[])[], distance: number): boolean {
  const at = lists.map(() => 0);
  for (;;) {
    let earliest = 0;
    let lastStart = -1;
    for (let i = 0; i < lists.length; i++) {
      const span = lists[i]![at[i]!];
      if (span === undefined) return false;
      if (span.start < lists[earliest]![at[earliest]!]!.start) earliest = i;
      if (span.start > lastStart) lastStart = span.start;
    }
    if (lastStart - lists[earliest]![at[earliest]!]!.end <= distance) return true;
    at[earliest]!++;
  }
}
