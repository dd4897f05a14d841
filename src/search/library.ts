// search/library.ts: facts of documents in memory: filters become masks of passages, matches become counts and facets.
//
// Some 200 bytes a document. Filters are decided once for a document, never for a passage; the passages of a document lie
// together in a segment, so a mask is filled in runs.

import { type Bits, newBits, setRange } from "./bits.ts";
import type { SegmentReader } from "./reader.ts";
import type { DocumentFacts } from "./search-store.ts";

export const FILTER_FIELDS = ["kind", "source", "language", "tag", "topic", "document"] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

/** One of `values` (or none of them, when negated). Source is compared without regard to case. */
export interface FieldFilter {
  field: FilterField;
  values: string[];
  isNegated: boolean;
}

/** All must hold. */
export interface Filters {
  fields: FieldFilter[];
  /** ISO day, month or year, inclusive, over `sortAt`. */
  after?: string;
  before?: string;
}

export interface FacetCount {
  value: string;
  count: number;
}
export type Facets = Record<"kinds" | "sources" | "languages" | "topics" | "tags", FacetCount[]>;

/** Documents that pass a set of filters, by number. */
export interface Allowed {
  flags: Uint8Array;
  isAll: boolean;
  /** Masks made of it, by segment; not to be written to. */
  masks: WeakMap<SegmentReader, Bits>;
}

const MOST_HELD = 16;
/** Values of one facet, at most. */
const MOST_FACET_VALUES = 50;

const valuesOf = (facts: DocumentFacts, field: FilterField): readonly string[] => {
  switch (field) {
    case "kind":
      return [facts.kind];
    case "source":
      return [facts.source.toLowerCase()];
    case "language":
      return [facts.language];
    case "tag":
      return facts.tags;
    case "topic":
      return facts.topicIds;
    case "document":
      return [facts.id];
  }
};

export class Library {
  readonly #indexOf = new Map<string, number>();
  readonly #facts: (DocumentFacts | undefined)[] = [];
  /** Numbers of a segment's documents, kept while the segment is read. */
  readonly #numbers = new WeakMap<SegmentReader, Uint32Array>();
  version = 0;

  get size(): number {
    return this.#facts.length;
  }

  put(documents: readonly DocumentFacts[]): void {
    for (const facts of documents) this.#facts[this.#number(facts.id)] = facts;
    this.version++;
  }

  has(id: string): boolean {
    const number = this.#indexOf.get(id);
    return number !== undefined && this.#facts[number] !== undefined;
  }

  /** Undefined for a document that no passage and no fact has named yet. */
  numberOf(id: string): number | undefined {
    return this.#indexOf.get(id);
  }

  factsAt(number: number): DocumentFacts | undefined {
    return this.#facts[number];
  }

  #number(id: string): number {
    let number = this.#indexOf.get(id);
    if (number === undefined) {
      number = this.#facts.length;
      this.#indexOf.set(id, number);
      this.#facts.push(undefined);
    }
    return number;
  }

  /** The library's number of each document of a segment. */
  numbersOf(segment: SegmentReader): Uint32Array {
    let numbers = this.#numbers.get(segment);
    if (numbers === undefined) {
      numbers = Uint32Array.from(segment.table.documents, (id) => this.#number(id));
      this.#numbers.set(segment, numbers);
    }
    return numbers;
  }

  readonly #allowedHeld = new Map<string, Allowed>();
  #allowedVersion = -1;

  /** As `allowed`, kept while no fact changes: a page asks with the same filters again and again. */
  allowedBy(filters: Filters): Allowed {
    const size = this.#facts.length;
    if (this.#allowedVersion !== this.version || this.#allowedHeld.size >= MOST_HELD) {
      this.#allowedHeld.clear();
      this.#allowedVersion = this.version;
    }
    const key =
      filters.fields.length === 0 && filters.after === undefined && filters.before === undefined
        ? ""
        : JSON.stringify(filters);
    let held = this.#allowedHeld.get(key);
    if (held === undefined || held.flags.length !== size) {
      const flags = this.allowed(filters);
      held = { flags, isAll: flags.every((flag) => flag === 1), masks: new WeakMap() };
      this.#allowedHeld.set(key, held);
    }
    return held;
  }

  /** For each document: 1 when it passes all filters but those of `exceptField`. Trashed and unknown ones never do. */
  allowed(filters: Filters, exceptField: FilterField | null = null): Uint8Array {
    const tests = filters.fields
      .filter(({ field }) => field !== exceptField)
      .map(({ field, values, isNegated }) => {
        const wanted = new Set(field === "source" ? values.map((value) => value.toLowerCase()) : values);
        return (facts: DocumentFacts) =>
          valuesOf(facts, field).some((value) => wanted.has(value)) !== isNegated;
      });
    const { after, before } = filters;
    if (after !== undefined) tests.push(({ sortAt }) => sortAt >= after);
    if (before !== undefined) tests.push(({ sortAt }) => sortAt.slice(0, before.length) <= before);
    const allowed = new Uint8Array(this.#facts.length);
    for (let i = 0; i < allowed.length; i++) {
      const facts = this.#facts[i];
      if (facts !== undefined && !facts.isTrashed && tests.every((test) => test(facts))) allowed[i] = 1;
    }
    return allowed;
  }

  /** Passages of allowed documents. */
  mask(segment: SegmentReader, allowed: Uint8Array): Bits {
    const numbers = this.numbersOf(segment);
    const { documentOf } = segment.table;
    const { runStarts } = segment;
    const bits = newBits(segment.count);
    for (let run = 0; run + 1 < runStarts.length; run++)
      if (allowed[numbers[documentOf[runStarts[run]!]!]!] === 1)
        setRange(bits, runStarts[run]!, runStarts[run + 1]!);
    return bits;
  }

  /** As `mask`, kept with `allowed`; not to be written to. */
  maskOf(segment: SegmentReader, allowed: Allowed): Bits {
    let mask = allowed.masks.get(segment);
    if (mask === undefined) {
      mask = this.mask(segment, allowed.flags);
      allowed.masks.set(segment, mask);
    }
    return mask;
  }

  /** Values of the fields over the documents with matches, commonest first; each field's own filter left aside. */
  facets(matches: Uint32Array, filters: Filters): Facets {
    const matching = numbersIn(matches);
    const count = (field: FilterField): FacetCount[] => {
      const others = filters.fields.filter((filter) => filter.field !== field);
      const { flags } = this.allowedBy({ ...filters, fields: others });
      const { values, ends, ids, isSingle } = this.#column(field);
      const counts = new Uint32Array(values.length);
      if (isSingle)
        for (let k = 0; k < matching.length; k++) counts[ids[matching[k]!]!]! += flags[matching[k]!]!;
      else
        for (let k = 0; k < matching.length; k++) {
          const i = matching[k]!;
          if (flags[i] === 0) continue;
          for (let at = i === 0 ? 0 : ends[i - 1]!; at < ends[i]!; at++) counts[ids[at]!]!++;
        }
      return values
        .map((value, id) => ({ value, count: counts[id]! }))
        .filter(({ value, count }) => count > 0 && value !== "")
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
        .slice(0, MOST_FACET_VALUES);
    };
    return {
      kinds: count("kind"),
      sources: count("source"),
      languages: count("language"),
      topics: count("topic"),
      tags: count("tag"),
    };
  }

  readonly #columns = new Map<FilterField, Column>();
  #columnsVersion = -1;

  /** The values of a field as numbers, made anew after a fact changed. */
  #column(field: FilterField): Column {
    if (this.#columnsVersion !== this.version) this.#columns.clear();
    this.#columnsVersion = this.version;
    let column = this.#columns.get(field);
    if (column !== undefined && column.ends.length === this.#facts.length) return column;
    const numbers = new Map<string, number>();
    const ids: number[] = [];
    const ends = new Uint32Array(this.#facts.length);
    this.#facts.forEach((facts, i) => {
      const values = facts === undefined ? [] : field === "source" ? [facts.source] : valuesOf(facts, field);
      for (const value of values) {
        let id = numbers.get(value);
        if (id === undefined) numbers.set(value, (id = numbers.size));
        ids.push(id);
      }
      ends[i] = ids.length;
    });
    const isSingle = ends.every((end, i) => end === i + 1);
    column = { values: [...numbers.keys()], ids: Uint32Array.from(ids), ends, isSingle };
    this.#columns.set(field, column);
    return column;
  }
}

/** What each document has of a field: `ids` up to its end, as places in `values`. */
interface Column {
  values: string[];
  ids: Uint32Array;
  ends: Uint32Array;
  /** Whether every document has exactly one value. */
  isSingle: boolean;
}

/** The places that are not 0. */
function numbersIn(counts: Uint32Array): Uint32Array {
  const numbers = new Uint32Array(counts.length);
  let found = 0;
  for (let i = 0; i < counts.length; i++) if (counts[i] !== 0) numbers[found++] = i;
  return numbers.subarray(0, found);
}
