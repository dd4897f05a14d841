// split/split.ts: a reading to passages, the unit of search.
//
// Paragraphs under one heading are gathered until a passage has enough; one that is too long is cut at
// the ends of sentences. A passage never crosses a heading, never mixes prose with a table, and holds no
// page headers or footers. Headings are passages of their own only when nothing follows them.

import type { Passage } from "../records/passage.ts";
import type { Block, Reading } from "../records/reading.ts";
import type { Span } from "../values/span.ts";
import { HeadingPath } from "./headings.ts";
import { splitSentences } from "./sentences.ts";
import { splitTable } from "./tables.ts";
import { ENOUGH, LONGEST_SENTENCE, MOST, weightOf } from "./weight.ts";

/** A passage before it has a row: its document gives it ids. */
export type PassageDraft = Omit<Passage, "id" | "documentId" | "versionId">;

interface State {
  reading: Reading;
  passages: PassageDraft[];
  headings: HeadingPath;
  /** The passage being gathered; null between passages. */
  open: (Span & { weight: number }) | null;
  /** A heading that nothing follows yet. */
  bare: Block | null;
  /** The table before, as long as nothing but page headers and footers came after it, and the page it is on. */
  table: { block: Block; page: number } | null;
  /** Page on which the last passage started, from 0: passages come in order, so the search goes on there. */
  page: number;
}

/**
 * Passages of a reading in order, not overlapping, trimmed of white space. Every letter of its blocks is
 * in one of them, but for headings that something follows (they are in `heading`), headers and footers.
 */
export function splitReading(reading: Reading): PassageDraft[] {
  const state: State = {
    reading,
    passages: [],
    headings: new HeadingPath(),
    open: null,
    bare: null,
    table: null,
    page: 0,
  };
  for (const block of reading.blocks) addBlock(state, block);
  close(state);
  keepBare(state);
  return state.passages;
}

function addBlock(state: State, block: Block): void {
  if (block.end <= block.start) return;
  if (block.kind === "header" || block.kind === "footer") {
    close(state); // a passage is one stretch: what stands after the footer begins another
    return;
  }
  const { table } = state;
  state.table = null;
  if (block.kind === "heading" || block.kind === "title") {
    close(state);
    // A heading right under another is in the path of all that follows, and so is the one above it.
    if (state.bare !== null && block.level <= state.bare.level) keepBare(state);
    state.headings.add(block, state.reading.text);
    state.bare = block;
    return;
  }
  if (block.kind === "table") {
    close(state);
    const page = pageAt(state, block.start);
    const first =
      table !== null && page === table.page + 1 && isRestOf(block, table.block) ? table.block : null;
    state.table = { block: first ?? block, page };
    for (const piece of splitTable(block, state.reading.text, first))
      push(state, piece, "table", piece.context);
    return;
  }
  addProse(state, block);
}

/** Whether a table at the head of a page is the rest of the one before: as many columns and no heads or name of its own. */
function isRestOf({ table }: Block, before: Block): boolean {
  if (table === undefined || before.table === undefined || table.headRows > 0) return false;
  return table.caption === null && table.columns === before.table.columns;
}

function addProse(state: State, block: Block): void {
  const text = state.reading.text;
  const weight = weightOf(text, block.start, block.end);
  if (state.open !== null && beginsPart(state, block.start)) close(state);
  if (state.open !== null && (state.open.weight >= ENOUGH || state.open.weight + weight > MOST)) close(state);
  if (weight <= MOST) {
    state.open ??= { start: block.start, end: block.end, weight: 0 };
    state.open.end = block.end;
    state.open.weight += weight;
    return;
  }
  for (const piece of cutProse(text, block, weight)) push(state, piece, "text", "");
}

/** Whether a slide, sheet or chapter begins between the open passage and here; drawn pages flow on. */
function beginsPart(state: State, start: number): boolean {
  const next = state.reading.pages[pageAt(state, state.open!.start) + 1];
  return next !== undefined && next.widthPt === null && next.start <= start;
}

/** Index of the page of an offset; offsets come in ascending order, so the search goes on from the last. */
function pageAt(state: State, start: number): number {
  const { pages } = state.reading;
  while (state.page + 1 < pages.length && pages[state.page + 1]!.start <= start) state.page++;
  return state.page;
}

/** Pieces of a long paragraph of about equal weight, cut at sentence ends. */
function cutProse(text: string, block: Block, weight: number): Span[] {
  const share = weight / Math.ceil(weight / ((ENOUGH + MOST) / 2));
  const pieces: Span[] = [];
  let open: (Span & { weight: number }) | null = null;
  for (const sentence of splitSentences(text, block.start, block.end).flatMap((span) =>
    cutSentence(text, span),
  )) {
    const own = weightOf(text, sentence.start, sentence.end);
    if (open !== null && (open.weight + own > MOST || open.weight >= share)) {
      pieces.push({ start: open.start, end: open.end });
      open = null;
    }
    open ??= { start: sentence.start, end: sentence.end, weight: 0 };
    open.end = sentence.end;
    open.weight += own;
  }
  if (open !== null) pieces.push({ start: open.start, end: open.end });
  return pieces;
}

/** Only a sentence beyond all measure is cut: at a comma or a space near the limit, else at the limit. */
function cutSentence(text: string, sentence: Span): Span[] {
  const parts: Span[] = [];
  let from = sentence.start;
  while (sentence.end - from > LONGEST_SENTENCE) {
    const to = from + cutPlace(text.slice(from, from + LONGEST_SENTENCE));
    parts.push({ start: from, end: to });
    from = to;
    while (from < sentence.end && text[from] === " ") from++;
  }
  if (from < sentence.end) parts.push({ start: from, end: sentence.end });
  return parts;
}

function cutPlace(window: string): number {
  const comma = Math.max(
    window.lastIndexOf("，"),
    window.lastIndexOf("、"),
    window.lastIndexOf(", "),
    window.lastIndexOf("\n"),
  );
  if (comma > LONGEST_SENTENCE / 2) return comma + 1;
  const space = window.lastIndexOf(" ");
  if (space > LONGEST_SENTENCE / 2) return space;
  const last = window.charCodeAt(window.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? window.length - 1 : window.length; // not between two halves
}

function close(state: State): void {
  if (state.open !== null) push(state, state.open, "text", "");
  state.open = null;
}

/** A heading without anything under it would be lost to search. */
function keepBare(state: State): void {
  const { bare } = state;
  state.bare = null;
  if (bare !== null) push(state, bare, "heading", "");
}

function push(state: State, span: Span, kind: PassageDraft["kind"], context: string): void {
  const { text } = state.reading;
  let { start, end } = span;
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  if (end <= start) return;
  state.bare = null;
  state.passages.push({
    ordinal: state.passages.length,
    start,
    end,
    page: pageAt(state, start) + 1,
    heading: state.headings.path(),
    kind,
    text: text.slice(start, end),
    context,
  });
}
