// search/segment.ts: a set of passages with the index of their words: bytes in four streams.
//
//   terms      the dictionary (dictionary.ts), held in memory by a search
//   passages   row, document, lengths of each passage; held in memory
//   postings   read in pieces, as a question needs them
//   positions  read in pieces, for phrases, NEAR and TITLE
//
// A segment never changes. Passages in it are numbers from 0 in the order they came. Places run through the fields of a
// passage in the order text, context, heading, title with a gap between, so that no phrase crosses fields and a place
// from `titleAt` on is in the title. Builders and mergers end here; who stores the bytes is not known.

import { GLOSS, normsOf, WEIGHTS, WORDS } from "./bm25.ts";
import { ByteReader, ByteWriter, decodeTerm, encodeTerm } from "./bytes.ts";
import { DictionaryWriter } from "./dictionary.ts";
import { FEATURE_COUNT } from "./hooks.ts";
import { frequencyTable, GLOSS_FREQUENCIES, writePostings } from "./postings.ts";

export const STREAMS = ["terms", "passages", "postings", "positions"] as const;
export type Stream = (typeof STREAMS)[number];

/** The bytes of a segment and what must be known of it before they are read. */
export interface SegmentParts {
  header: SegmentHeader;
  streams: Record<Stream, Uint8Array>;
}

export interface SegmentHeader {
  /** How places are packed; left out by the first version, whose segments serve until a rebuild is through. */
  format?: number;
  passageCount: number;
  termCount: number;
  /** Sum of the weighted lengths of its passages, and of the lengths of their glosses. */
  wordLength: number;
  glossLength: number;
}

/** Format of what is written now: the place of a word that stands once carries no mark of its end. */
export const FORMAT = 2;
/** Places between two fields. NEAR reaches less far. */
export const FIELD_GAP = 1000;
/** Terms of glosses begin with this; no term of a text can. */
export const GLOSS_MARK = "\u0001";

/** What a segment knows of its passages; index = passage. */
export interface PassageTable {
  rows: Float64Array;
  /** Index into `documents`. */
  documentOf: Uint32Array;
  documents: string[];
  /** Weighted length in words, numbers not counted. */
  lengths: Float32Array;
  titleAt: Uint32Array;
  glossLengths: Float32Array;
  /** FEATURE_COUNT bytes a passage; null when none has any. */
  features: Uint8Array | null;
}

/** Lengths are kept in quarters: the weights are multiples of a quarter. */
export const QUARTERS = 4;
export const SIXTEENTHS = 16;
/** Lengths as whole numbers of two bytes: longer passages than these (16,000 words) are held back no further. */
export const LENGTH_COUNT = 65_536;
export function lengthNumbers(lengths: Float32Array, parts: number): Uint16Array {
  const numbers = new Uint16Array(lengths.length);
  for (let i = 0; i < numbers.length; i++)
    numbers[i] = Math.min(LENGTH_COUNT - 1, Math.round(lengths[i]! * parts));
  return numbers;
}

/** The postings of one term on their way into a segment. */
export interface TermPostings {
  count: number;
  passages: Int32Array;
  codes: Uint16Array;
  /** Where the places of each passage end in `places`; all 0 for a gloss. */
  positionEnds: Uint32Array;
  /** Places of all passages as `writePlaces` packs them. */
  places: Uint8Array;
}

/** Packs terms that arrive in ascending order over the passages of `table`. */
export class SegmentWriter {
  readonly #table: PassageTable;
  readonly #dictionary = new DictionaryWriter();
  readonly #postings = new ByteWriter(1 << 20);
  readonly #positions = new ByteWriter(1 << 20);
  readonly #scratch = new ByteWriter(1 << 12);
  readonly #wordNorms: Float64Array;
  readonly #glossNorms: Float64Array;
  readonly #frequencies = frequencyTable(WEIGHTS);
  readonly #header: SegmentHeader;
  #bests = new Uint8Array(1024);

  constructor(table: PassageTable) {
    const count = table.rows.length;
    this.#table = table;
    this.#header = {
      format: FORMAT,
      passageCount: count,
      termCount: 0,
      wordLength: table.lengths.reduce((sum, length) => sum + length, 0),
      glossLength: table.glossLengths.reduce((sum, length) => sum + length, 0),
    };
    this.#wordNorms = normsOf(table.lengths, this.#header.wordLength / count, WORDS);
    this.#glossNorms = normsOf(table.glossLengths, this.#header.glossLength / count, GLOSS);
  }

  add(term: string, list: TermPostings): void {
    const isGloss = term.startsWith(GLOSS_MARK);
    const norms = isGloss ? this.#glossNorms : this.#wordNorms;
    const frequencies = isGloss ? GLOSS_FREQUENCIES : this.#frequencies;
    if (list.count > this.#bests.length) this.#bests = new Uint8Array(list.count * 2);
    const bests = this.#bests;
    for (let i = 0; i < list.count; i++) {
      const frequency = frequencies[list.codes[i]!]!;
      // Rounded up and a hair more, so that no rounding makes a block look poorer than it is.
      bests[i] = Math.min(255, Math.ceil((255 * frequency) / (frequency + norms[list.passages[i]!]!) + 1e-6));
    }
    const postingsOffset = this.#postings.length;
    const positionsOffset = this.#positions.length;
    writePostings(this.#postings, this.#scratch, { ...list, bests });
    this.#positions.append(list.places);
    this.#dictionary.add(term, {
      count: list.count,
      postingsOffset,
      postingsLength: this.#postings.length - postingsOffset,
      positionsOffset,
      positionsLength: list.places.length,
    });
    this.#header.termCount++;
  }

  finish(): SegmentParts {
    return {
      header: this.#header,
      streams: {
        terms: this.#dictionary.finish(),
        passages: encodePassages(this.#table),
        postings: this.#postings.take(),
        positions: this.#positions.take(),
      },
    };
  }
}

function encodePassages(table: PassageTable): Uint8Array {
  const count = table.rows.length;
  const out = new ByteWriter(count * 10 + 1024);
  out.varint(count);
  out.varint(table.documents.length);
  for (const id of table.documents) {
    const bytes = encodeTerm(id);
    out.varint(bytes.length);
    out.append(bytes);
  }
  for (let at = 0; at < count; ) {
    let end = at + 1;
    while (end < count && table.documentOf[end] === table.documentOf[at]) end++;
    out.varint(table.documentOf[at]!);
    out.varint(end - at);
    at = end;
  }
  let previous = 0;
  for (const row of table.rows) {
    // Rows nearly always ascend; a sign in the lowest bit allows for the rest.
    const step = row - previous;
    out.varint(step >= 0 ? step * 2 : -step * 2 - 1);
    previous = row;
  }
  for (const length of table.lengths) out.varint(Math.round(length * QUARTERS));
  for (const place of table.titleAt) out.varint(place);
  for (const length of table.glossLengths) out.varint(Math.round(length * SIXTEENTHS));
  out.byte(table.features === null ? 0 : 1);
  if (table.features !== null) out.append(table.features);
  return out.take();
}

/** The table of the stream "passages". */
export function decodePassages(bytes: Uint8Array): PassageTable {
  const reader = new ByteReader(bytes);
  // A count beyond the bytes can only be damage; the self-check names it.
  const count = Math.min(reader.varint(), bytes.length);
  const documents = Array.from({ length: Math.min(reader.varint(), bytes.length) }, () => {
    const length = reader.varint();
    return decodeTerm(reader.take(length), length);
  });
  const documentOf = new Uint32Array(count);
  for (let at = 0; at < count; ) {
    const index = reader.varint();
    const run = Math.max(1, reader.varint());
    documentOf.fill(index, at, at + run);
    at += run;
  }
  const rows = new Float64Array(count);
  let row = 0;
  for (let i = 0; i < count; i++) {
    const step = reader.varint();
    row += step % 2 === 0 ? step / 2 : -(step + 1) / 2;
    rows[i] = row;
  }
  const lengths = Float32Array.from({ length: count }, () => reader.varint() / QUARTERS);
  const titleAt = Uint32Array.from({ length: count }, () => reader.varint());
  const glossLengths = Float32Array.from({ length: count }, () => reader.varint() / SIXTEENTHS);
  const features = reader.byte() === 1 ? reader.take(count * FEATURE_COUNT) : null;
  return { rows, documentOf, documents, lengths, titleAt, glossLengths, features };
}
