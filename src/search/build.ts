// search/build.ts: passages to a segment.
//
// Each token is noted as (term, place) in the order of the text; when all passages are in, one counting sort by term
// leaves every term with its passages and places in order, ready to be packed. Linear in the text but for the sort of the
// distinct terms. A batch of 64k passages needs some 150 MB while it is built.

import { WEIGHTS } from "./bm25.ts";
import { ByteWriter } from "./bytes.ts";
import { FEATURE_COUNT, type Glosses, type IndexedPassage, type IndexHooks } from "./hooks.ts";
import { codeOf, glossCode, writePlaces } from "./postings.ts";
import {
  FIELD_GAP,
  GLOSS_MARK,
  type PassageTable,
  type SegmentParts,
  SegmentWriter,
  type TermPostings,
} from "./segment.ts";
import { ALIAS, eachToken, keysEpoch, LAST, NUMBER, TOKEN_KEYS } from "./tokens.ts";

/** The field of a token stands in the two high bits of its place. */
const FIELD_SHIFT = 30;
const PLACE_MASK = 0x3fffffff;
/** A passage longer than this (some 4 MB) is indexed to here. */
const LAST_PLACE = PLACE_MASK - 1;

/** Numbers that grow; typed arrays, since ordinary ones of 10 million entries cost eight times the memory. */
class Growing {
  values = new Uint32Array(1 << 12);
  length = 0;
  push(value: number): void {
    if (this.length === this.values.length) this.reserve(1);
    this.values[this.length++] = value;
  }
  /** Room for `more` values, to be written into `values` by who counts them into `length`. */
  reserve(more: number): void {
    if (this.length + more <= this.values.length) return;
    const larger = new Uint32Array(Math.max(this.length + more, this.values.length * 2));
    larger.set(this.values);
    this.values = larger;
  }
}

/** Glosses in the order they came: a number for each term, and term and code of each occurrence. */
class GlossNotes {
  readonly #ids = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #counts = new Growing();
  /** Own number by the glosser's, one higher; 0 is none. It holds as long as the epoch of the glosser does. */
  #idOf = new Uint32Array(0);
  #epoch = -1;
  readonly #terms = new Growing();
  readonly #codes = new Growing();
  /** Where the glosses of each passage end. */
  readonly #ends = new Growing();

  /** Notes the glosses of the next passage; returns the sum of their weights as the codes have them. */
  add(glosses: Glosses | null): number {
    const sixteenths = glosses === null ? 0 : this.#note(glosses);
    this.#ends.push(this.#terms.length);
    return sixteenths / 16;
  }

  #note({ count, numbers, weights, terms, epoch }: Glosses): number {
    if (epoch !== this.#epoch || terms.length > this.#idOf.length) this.#follow(terms.length, epoch);
    this.#terms.reserve(count);
    this.#codes.reserve(count);
    const from = this.#terms.length;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const known = this.#idOf[numbers[i]!]!;
      const id = known > 0 ? known - 1 : this.#meet(numbers[i]!, terms);
      const code = glossCode(weights[i]!);
      this.#counts.values[id]!++;
      this.#terms.values[from + i] = id;
      this.#codes.values[from + i] = code;
      sum += code;
    }
    this.#terms.length += count;
    this.#codes.length += count;
    return sum;
  }

  /** Makes room for numbers below `size`, and forgets what numbers of another epoch meant. */
  #follow(size: number, epoch: number): void {
    const idOf = size > this.#idOf.length ? new Uint32Array(size * 2) : this.#idOf;
    if (epoch !== this.#epoch) idOf.fill(0);
    else idOf.set(this.#idOf);
    this.#idOf = idOf;
    this.#epoch = epoch;
  }

  #meet(number: number, terms: readonly string[]): number {
    const term = terms[number]!;
    let id = this.#ids.get(term);
    if (id === undefined) {
      id = this.#names.push(term) - 1;
      this.#ids.set(term, id);
      this.#counts.push(0);
    }
    this.#idOf[number] = id + 1;
    return id;
  }

  /** Calls `take` for each term, ascending, with its passages and codes. */
  each(take: (term: string, passages: Int32Array, codes: Uint16Array) => void): void {
    const starts = new Uint32Array(this.#names.length + 1);
    for (let id = 0; id < this.#names.length; id++) starts[id + 1] = starts[id]! + this.#counts.values[id]!;
    const next = starts.slice();
    const passages = new Int32Array(this.#terms.length);
    const codes = new Uint16Array(this.#terms.length);
    for (let passage = 0, at = 0; passage < this.#ends.length; passage++)
      for (const end = this.#ends.values[passage]!; at < end; at++) {
        const to = next[this.#terms.values[at]!]!++;
        passages[to] = passage;
        codes[to] = this.#codes.values[at]!;
      }
    for (const term of this.#names.sort()) {
      const id = this.#ids.get(term)!;
      take(term, passages.subarray(starts[id], starts[id + 1]), codes.subarray(starts[id], starts[id + 1]));
    }
  }
}

/** The segment of `passages` in the order given; a row given twice is indexed twice. */
export function buildSegment(passages: Iterable<IndexedPassage>, hooks?: IndexHooks): SegmentParts {
  const builder = new SegmentBuilder(hooks);
  for (const passage of passages) builder.add(passage);
  return builder.finish();
}

const NO_PLACES = new Uint8Array(0);

class SegmentBuilder {
  readonly #hooks: IndexHooks | undefined;
  readonly #ids = new Map<string, number>();
  readonly #terms: string[] = [];
  /** In front of `#ids`: most tokens come with a key. */
  readonly #idOfKey: Uint32Array;
  #keysEpoch = keysEpoch;
  readonly #tokenTerms = new Growing();
  readonly #tokenPlaces = new Growing();
  /** Where the tokens of each passage end. */
  readonly #ends = new Growing();
  readonly #glosses = new GlossNotes();
  readonly #rows: number[] = [];
  readonly #documentOf: number[] = [];
  readonly #documents: string[] = [];
  readonly #documentIds = new Map<string, number>();
  readonly #lengths: number[] = [];
  readonly #titleAt: number[] = [];
  readonly #glossLengths: number[] = [];
  readonly #features: (Uint8Array | null)[] = [];

  constructor(hooks: IndexHooks | undefined) {
    this.#hooks = hooks;
    this.#idOfKey = new Uint32Array(TOKEN_KEYS);
  }

  add(passage: IndexedPassage): void {
    this.#rows.push(passage.row);
    this.#documentOf.push(this.#documentIndex(passage.documentId));
    let length = 0;
    let place = 0;
    const texts = [passage.text, passage.context, passage.heading, passage.title];
    for (let field = 0; field < 4; field++) {
      const start = field === 0 ? 0 : place + FIELD_GAP;
      if (field === 3) this.#titleAt.push(start);
      const words = this.#addField(texts[field]!, field, start);
      length += words.counted * WEIGHTS[field]!;
      place = words.place;
    }
    this.#lengths.push(length);
    this.#ends.push(this.#tokenTerms.length);
    this.#glossLengths.push(this.#glosses.add(this.#hooks?.gloss?.(passage) ?? null));
    this.#features.push(this.#hooks?.features?.(passage) ?? null);
  }

  #documentIndex(id: string): number {
    let index = this.#documentIds.get(id);
    if (index === undefined) {
      index = this.#documents.length;
      this.#documentIds.set(id, index);
      this.#documents.push(id);
    }
    return index;
  }

  #addField(text: string, field: number, start: number): { counted: number; place: number } {
    let counted = 0;
    const mark = field * 2 ** FIELD_SHIFT;
    const place = eachToken(text, start, (term, kind, _start, _end, position, key) => {
      if (position > LAST_PLACE) return;
      this.#tokenTerms.push(this.#idOf(term, key));
      this.#tokenPlaces.push(mark + position);
      // The last character of a run and a whole name beside its parts are there already as other tokens.
      if (kind !== NUMBER && kind !== ALIAS && kind !== LAST) counted++;
    });
    return { counted, place };
  }

  #idOf(term: string, key: number): number {
    if (this.#keysEpoch !== keysEpoch) {
      this.#idOfKey.fill(0);
      this.#keysEpoch = keysEpoch;
    }
    // Kept one higher: 0 is none.
    const known = key < 0 ? 0 : this.#idOfKey[key]!;
    if (known > 0) return known - 1;
    let id = this.#ids.get(term);
    if (id === undefined) {
      id = this.#terms.length;
      this.#ids.set(term, id);
      this.#terms.push(term);
    }
    if (key >= 0) this.#idOfKey[key] = id + 1;
    return id;
  }

  #table(): PassageTable {
    const count = this.#rows.length;
    let features: Uint8Array | null = null;
    if (this.#features.some((feature) => feature !== null)) {
      features = new Uint8Array(count * FEATURE_COUNT);
      this.#features.forEach((feature, i) => {
        if (feature !== null) features!.set(feature.subarray(0, FEATURE_COUNT), i * FEATURE_COUNT);
      });
    }
    return {
      rows: Float64Array.from(this.#rows),
      documentOf: Uint32Array.from(this.#documentOf),
      documents: this.#documents,
      // As the stream keeps them, so that a fresh segment scores like the same one read back.
      lengths: Float32Array.from(this.#lengths, (length) => Math.round(length * 4) / 4),
      titleAt: Uint32Array.from(this.#titleAt),
      glossLengths: Float32Array.from(this.#glossLengths),
      features,
    };
  }

  finish(): SegmentParts {
    const writer = new SegmentWriter(this.#table());
    this.#glosses.each((term, passages, codes) => {
      const count = passages.length;
      const positionEnds = new Uint32Array(count);
      writer.add(GLOSS_MARK + term, { count, passages, codes, positionEnds, places: NO_PLACES });
    });
    this.#writeWords(writer);
    return writer.finish();
  }

  #writeWords(writer: SegmentWriter): void {
    const { starts, passages, places } = this.#sortByTerm();
    const most = this.#terms.reduce((largest, _, id) => Math.max(largest, starts[id + 1]! - starts[id]!), 1);
    const list: TermPostings = {
      count: 0,
      passages: new Int32Array(most),
      codes: new Uint16Array(most),
      positionEnds: new Uint32Array(most),
      places: new Uint8Array(0),
    };
    const packed = new ByteWriter(1 << 16);
    const counts = new Uint32Array(4);
    for (const term of [...this.#terms].sort()) {
      const id = this.#ids.get(term)!;
      const end = starts[id + 1]!;
      list.count = 0;
      packed.clear();
      for (let at = starts[id]!; at < end; ) {
        const passage = passages[at]!;
        const from = at;
        counts.fill(0);
        for (; at < end && passages[at] === passage; at++) {
          counts[places[at]! >>> FIELD_SHIFT]!++;
          places[at]! &= PLACE_MASK;
        }
        const code = codeOf(counts);
        writePlaces(packed, places, from, at, code);
        list.passages[list.count] = passage;
        list.codes[list.count] = code;
        list.positionEnds[list.count++] = packed.length;
      }
      list.places = packed.view();
      writer.add(term, list);
    }
  }

  /** Tokens grouped by term; within a term in the order they came. */
  #sortByTerm(): { starts: Uint32Array; passages: Uint32Array; places: Uint32Array } {
    const total = this.#tokenTerms.length;
    const terms = this.#tokenTerms.values;
    const starts = new Uint32Array(this.#terms.length + 1);
    for (let i = 0; i < total; i++) starts[terms[i]! + 1]!++;
    for (let id = 0; id < this.#terms.length; id++) starts[id + 1]! += starts[id]!;
    const next = starts.slice();
    const passages = new Uint32Array(total);
    const places = new Uint32Array(total);
    let at = 0;
    for (let passage = 0; passage < this.#ends.length; passage++) {
      for (const end = this.#ends.values[passage]!; at < end; at++) {
        const to = next[terms[at]!]!++;
        passages[to] = passage;
        places[to] = this.#tokenPlaces.values[at]!;
      }
    }
    return { starts, passages, places };
  }
}
