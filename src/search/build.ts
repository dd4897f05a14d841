// search/build.ts: passages to a segment.
//
// Each token is noted as (term, place) in the order of the text; when all passages are in, one counting sort by term
// leaves every term with its passages and places in order, ready to be packed. Linear in the text but for the sort of the
// distinct terms. A batch of 64k passages needs some 150 MB while it is built.

import { WEIGHTS } from "./bm25.ts";
import { GlossNotes } from "./build-glosses.ts";
import { TermIds, termOrder } from "./build-terms.ts";
import { ByteWriter } from "./bytes.ts";
import { Growing } from "./growing.ts";
import { FEATURE_COUNT, type IndexedPassage, type IndexHooks } from "./hooks.ts";
import { codeOf, writePlaces } from "./postings.ts";
import {
  FIELD_GAP,
  GLOSS_MARK,
  type PassageTable,
  type SegmentParts,
  SegmentWriter,
  type TermPostings,
} from "./segment.ts";
import { ALIAS, type EmitToken, eachToken, LAST, NUMBER } from "./tokens.ts";

/** The field of a token stands in the two high bits of its place. */
const FIELD_SHIFT = 30;
const PLACE_MASK = 0x3fffffff;
/** A passage longer than this (some 4 MB) is indexed to here. */
const LAST_PLACE = PLACE_MASK - 1;

/** The segment of `passages` in the order given; a row given twice is indexed twice. */
export function buildSegment(passages: Iterable<IndexedPassage>, hooks?: IndexHooks): SegmentParts {
  const builder = new SegmentBuilder(hooks);
  for (const passage of passages) builder.add(passage);
  return builder.finish();
}

const NO_PLACES = new Uint8Array(0);

class SegmentBuilder {
  readonly #hooks: IndexHooks | undefined;
  readonly #terms = new TermIds();
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
    const note: EmitToken = (term, kind, _start, _end, position, key) => {
      if (position > LAST_PLACE) return;
      this.#tokenTerms.push(term === "" ? this.#terms.ofPair() : this.#terms.of(term, key));
      this.#tokenPlaces.push(mark + position);
      // The last character of a run and a whole name beside its parts are there already as other tokens.
      if (kind !== NUMBER && kind !== ALIAS && kind !== LAST) counted++;
    };
    const place = eachToken(text, start, note, this.#terms.wanted);
    return { counted, place };
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
    // No gloss has a place.
    const positionEnds = new Uint32Array(this.#rows.length);
    this.#glosses.each((term, passages, codes) => {
      const count = passages.length;
      writer.add(GLOSS_MARK + term, { count, passages, codes, positionEnds, places: NO_PLACES });
    });
    this.#writeWords(writer);
    return writer.finish();
  }

  #writeWords(writer: SegmentWriter): void {
    const { starts, passages, places } = this.#sortByTerm();
    const { terms } = this.#terms;
    const most = terms.reduce((largest, _, id) => Math.max(largest, starts[id + 1]! - starts[id]!), 1);
    const list: TermPostings = {
      count: 0,
      passages: new Int32Array(most),
      codes: new Uint16Array(most),
      positionEnds: new Uint32Array(most),
      places: new Uint8Array(0),
    };
    const packed = new ByteWriter(1 << 16);
    const counts = new Uint32Array(4);
    for (const id of termOrder(terms)) {
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
      writer.add(terms[id]!, list);
    }
  }

  /** Tokens grouped by term; within a term in the order they came. */
  #sortByTerm(): { starts: Uint32Array; passages: Uint32Array; places: Uint32Array } {
    const total = this.#tokenTerms.length;
    const terms = this.#tokenTerms.values;
    const count = this.#terms.terms.length;
    const starts = new Uint32Array(count + 1);
    for (let i = 0; i < total; i++) starts[terms[i]! + 1]!++;
    for (let id = 0; id < count; id++) starts[id + 1]! += starts[id]!;
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
