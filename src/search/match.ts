// search/match.ts: which passages of a segment match a query, exactly, as bits.
//
// Words are the union of their terms where any word is enough, and a phrase where each must occur. A phrase is first the
// passages that hold all its terms, then those where the places fit; only the blocks of positions that hold candidates are
// read. TITLE asks for places from the title on. What needs no positions reads none.

import {
  allBits,
  andInto,
  anyBetween,
  type Bits,
  countBits,
  hasBit,
  keepLast,
  newBits,
  orInto,
  removeFrom,
  setBit,
} from "./bits.ts";
import type { Effort } from "./effort.ts";
import { findNear, findPhrase, type PhraseTerm, type Place, type PlaceReader, placesOf } from "./places.ts";
import type { PostingList } from "./postings.ts";
import type { QueryNear, QueryNode } from "./query-tree.ts";
import { blockSpace, type SegmentReader, type TermList } from "./reader.ts";
import { tokenise } from "./tokens.ts";
import { lookedUp, prefixOf, prefixTerm, type QueryLeaf } from "./weigh.ts";

/** Terms that a prefix may stand for inside a match. */
export const MOST_PREFIX_TERMS = 2000;

/** So few candidates are looked at whole. */
const WORTH_NARROWING = 64;
/** Of the places allowed, for the two rarest words and for the whole. */
const HALF = 0.5;

/** A word of a phrase with its places in the passage that is looked at. */
type PlacedTerm = Parameters<typeof findPhrase>[0][number];

const space = blockSpace();

/** Sets the bit of every passage of a list; with `within`, only of those in it. */
export function addList(bits: Bits, list: PostingList, within: Bits | null = null): void {
  if (list.isDense) {
    const dense = list.bits();
    if (within === null) orInto(bits, dense);
    else for (let i = 0; i < bits.length; i++) bits[i]! |= dense[i]! & within[i]!;
    return;
  }
  for (let block = 0; block < list.blockCount; block++) {
    const before = block === 0 ? 0 : list.lasts[block - 1]! + 1;
    if (within !== null && !anyBetween(within, before, list.lasts[block]!)) continue;
    const n = list.decode(block, space.passages, null);
    for (let i = 0; i < n; i++) {
      const passage = space.passages[i]!;
      if (within === null || hasBit(within, passage)) setBit(bits, passage);
    }
  }
}

/**
 * Passages of `segment` that match `node`, deleted ones included. `wider`: passages that also count as holding one of the
 * ranking words (by translation, by synonym); what must and must not occur holds for them too. With `effort` a phrase of very common words is looked for only
 * in the passages stored last, and the effort says so. Throws SegmentGone.
 */
export function matchSegment(
  segment: SegmentReader,
  node: QueryNode,
  wider: Bits | null = null,
  effort: Effort | null = null,
): Promise<Bits> {
  return new Matcher(segment, wider, effort).match(node, true, false);
}

class Matcher {
  readonly #segment: SegmentReader;
  /** Used up by the outermost row of words. */
  #wider: Bits | null;
  readonly #effort: Effort | null;

  constructor(segment: SegmentReader, wider: Bits | null, effort: Effort | null) {
    this.#segment = segment;
    this.#wider = wider;
    this.#effort = effort;
  }

  /** `isAny`: a bare word may match by any one of its terms. */
  async match(node: QueryNode, isAny: boolean, inTitle: boolean): Promise<Bits> {
    switch (node.kind) {
      case "word":
        return isAny && !inTitle
          ? this.#union(lookedUp(tokenise(node.text)).map(({ term }) => term))
          : this.#phrase(node, inTitle);
      case "phrase":
      case "prefix":
        return this.#phrase(node, inTitle);
      case "near":
        return this.#near(node, inTitle);
      case "title":
        return this.match(node.inner, isAny, true);
      case "not":
        return this.#except(allBits(this.#segment.count), [node], inTitle);
      case "or":
        return this.#any(node.parts, false, inTitle);
      case "and":
        return this.#all(node.parts, inTitle);
      case "plain":
        return this.#plain(node.parts, inTitle);
    }
  }

  async #any(parts: readonly QueryNode[], isAny: boolean, inTitle: boolean): Promise<Bits> {
    const bits = newBits(this.#segment.count);
    for (const part of parts) orInto(bits, await this.match(part, isAny, inTitle));
    return bits;
  }

  async #all(parts: readonly QueryNode[], inTitle: boolean): Promise<Bits> {
    const leaves = parts.filter(isLeaf);
    // All words at once, the rarest first: what one leaves out is not decoded for the next.
    let bits: Bits | null = leaves.length > 0 ? await this.#phrases(leaves, inTitle) : null;
    for (const part of parts) {
      if (isLeaf(part) || isNot(part)) continue;
      const next = await this.match(part, false, inTitle);
      if (bits === null) bits = next;
      else andInto(bits, next);
    }
    return this.#except(bits ?? allBits(this.#segment.count), parts.filter(isNot), inTitle);
  }

  /** Words rank and any is enough; all the rest must occur, and what has a minus must not. */
  async #plain(parts: readonly QueryNode[], inTitle: boolean): Promise<Bits> {
    const words = parts.filter(({ kind }) => kind === "word" || kind === "prefix");
    const needed = parts.filter(({ kind }) => kind !== "word" && kind !== "prefix" && kind !== "not");
    const wider = this.#wider;
    this.#wider = null;
    let bits: Bits;
    if (needed.length > 0) bits = await this.#all(needed, inTitle);
    else if (words.length === 0) bits = allBits(this.#segment.count);
    else if (inTitle) bits = await this.#all(words, true);
    else {
      bits = await this.#any(words, true, inTitle);
      if (wider !== null) orInto(bits, wider);
    }
    return this.#except(bits, parts.filter(isNot), inTitle);
  }

  async #except(bits: Bits, nots: readonly QueryNode[], inTitle: boolean): Promise<Bits> {
    for (const not of nots)
      if (not.kind === "not") removeFrom(bits, await this.match(not.inner, false, inTitle));
    return bits;
  }

  async #union(terms: readonly string[]): Promise<Bits> {
    const bits = newBits(this.#segment.count);
    const plain = terms.filter((term) => prefixOf(term) === null);
    for (const { list } of (await this.#segment.lists(new Set(plain))).values()) addList(bits, list);
    for (const term of terms) {
      const prefix = prefixOf(term);
      if (prefix === null) continue;
      for (const { list } of await this.#segment.listsStarting(prefix, MOST_PREFIX_TERMS))
        addList(bits, list);
    }
    return bits;
  }

  #phrase(leaf: QueryLeaf, inTitle: boolean): Promise<Bits> {
    return this.#phrases([leaf], inTitle);
  }

  /** Passages with every leaf, its terms in a row. */
  async #phrases(leaves: readonly QueryLeaf[], inTitle: boolean): Promise<Bits> {
    const phrases = await Promise.all(leaves.map((leaf) => this.#phraseTerms(leaf)));
    let bits = this.#holdingAll(phrases.flat());
    const inRow = inTitle ? phrases : phrases.filter((terms) => terms.length > 1);
    if (inRow.length === 0) return bits;
    const span = { start: leaves[0]!.start, end: leaves.at(-1)!.end };
    for (const terms of inRow) bits = await this.#narrow(bits, span, terms);
    const fits = (found: PlacedTerm[][], passage: number) => {
      const from = inTitle ? this.#segment.table.titleAt[passage]! : 0;
      return found.every((places) => findPhrase(places, from).length > 0);
    };
    return this.#keepWhere(bits, span, inRow, fits, inRow.some((terms) => terms.length > 2) ? HALF : 1);
  }

  /** Leaves out passages where the two rarest words of a phrase do not stand as it wants them: the places of the others need not be read there. */
  async #narrow(
    bits: Bits,
    span: { start: number; end: number },
    terms: readonly PhraseTerm[],
  ): Promise<Bits> {
    if (terms.length < 3 || countBits(bits) < WORTH_NARROWING) return bits;
    const [rarest, ...others] = [...terms].sort((a, b) => countOf(a.lists) - countOf(b.lists));
    const next = others.find(({ term }) => term !== rarest!.term);
    if (next === undefined) return bits;
    const fits = ([pair]: PlacedTerm[][]) => findPhrase(pair!, 0).length > 0;
    return this.#keepWhere(bits, span, [[rarest!, next]], fits, HALF);
  }

  async #near(node: QueryNear, inTitle: boolean): Promise<Bits> {
    const parts = await Promise.all(node.parts.map((part) => this.#phraseTerms(part)));
    const bits = this.#holdingAll(parts.flat());
    return this.#keepWhere(bits, node, parts, (found, passage) => {
      const from = inTitle ? this.#segment.table.titleAt[passage]! : 0;
      const spans = found.map((places, i): Place[] =>
        findPhrase(places, from).map((start) => ({ start, end: start + parts[i]!.at(-1)!.offset + 1 })),
      );
      return findNear(spans, node.distance);
    });
  }

  /** The terms of a leaf at their places; a name is its parts, since every whole name has them. */
  async #phraseTerms(leaf: QueryLeaf): Promise<PhraseTerm[]> {
    const found = lookedUp(tokenise(leaf.text)).filter(({ isAlias }) => !isAlias);
    if (leaf.kind === "prefix" && found.length > 0) {
      const last = found.pop()!;
      found.push({ ...last, term: prefixTerm(leaf.text, last.term) });
    }
    const first = found[0]?.position ?? 0;
    const plain = await this.#segment.lists(
      new Set(found.map(({ term }) => term).filter((term) => prefixOf(term) === null)),
    );
    const terms: PhraseTerm[] = [];
    for (const { term, position } of found) {
      const prefix = prefixOf(term);
      const held = plain.get(term);
      terms.push({
        term,
        offset: position - first,
        lists:
          prefix !== null
            ? await this.#segment.listsStarting(prefix, MOST_PREFIX_TERMS)
            : held === undefined
              ? []
              : [held],
      });
    }
    return terms;
  }

  #holdingAll(terms: readonly PhraseTerm[]): Bits {
    const rarestFirst = [...terms].sort((a, b) => countOf(a.lists) - countOf(b.lists));
    let bits: Bits | null = null;
    for (const { lists } of rarestFirst) {
      const next = newBits(this.#segment.count);
      for (const { list } of lists) addList(next, list, bits);
      bits = next;
    }
    return bits ?? newBits(this.#segment.count);
  }

  /** Keeps the passages for which `fits` says so of the places of each group's terms. */
  async #keepWhere(
    bits: Bits,
    span: { start: number; end: number },
    groups: readonly (readonly PhraseTerm[])[],
    fits: (places: PlacedTerm[][], passage: number) => boolean,
    part = 1,
  ): Promise<Bits> {
    if (countBits(bits) === 0) return bits;
    // Live passages only: places of deleted ones are read for nothing.
    if (this.#segment.live !== null) andInto(bits, this.#segment.live);
    // A phrase may hold the same term hundreds of times: its places are read once for a passage.
    const readers = new Map<string, PlaceReader>();
    this.#bound(bits, span, new Set(groups.flat().map(({ term }) => term)).size, part);
    for (const term of groups.flat())
      if (!readers.has(term.term)) readers.set(term.term, await placesOf(this.#segment, term, bits));
    // Made once: a long phrase of common words is looked at in half a million passages.
    let passage = 0;
    const found = groups.map((terms) =>
      terms.map(({ term, offset }) => {
        const reader = readers.get(term)!;
        return { offset, places: () => reader(passage) };
      }),
    );
    const kept = newBits(this.#segment.count);
    for (let i = 0; i < bits.length; i++) {
      for (let word = bits[i]!; word !== 0; word &= word - 1) {
        passage = i * 32 + 31 - Math.clz32(word & -word);
        if (fits(found, passage)) setBit(kept, passage);
      }
    }
    return kept;
  }

  /** Takes the first passages out of `bits` when reading the places of all is too much. */
  #bound(bits: Bits, span: { start: number; end: number }, words: number, part: number): void {
    const effort = this.#effort;
    if (effort === null) return;
    const most = effort.passagesFor(this.#segment, words, part);
    const count = countBits(bits);
    effort.places += Math.min(count, most) * words;
    if (count <= most) return;
    keepLast(bits, most);
    effort.cutPhrase(span);
  }
}

const isLeaf = (node: QueryNode): node is QueryLeaf =>
  node.kind === "word" || node.kind === "phrase" || node.kind === "prefix";
const isNot = ({ kind }: QueryNode): boolean => kind === "not";
const countOf = (lists: readonly TermList[]): number => lists.reduce((sum, { list }) => sum + list.count, 0);
