// web/src/reader/reading-context.ts: what every pane of the reader knows about what is open in it.

import { createContext, useContext } from "react";
import type { Citation, Digest, Document, DocumentDetail, PageInfo } from "../api/types.ts";
import type { Mark } from "../ui/marks.ts";

/** Words one has pointed at or selected. */
export interface Passage {
  start: number;
  end: number;
  text: string;
}

/** Where the panes shall go; `turn` makes the same place a new order. */
export interface Jump {
  page: number;
  start: number | null;
  end: number | null;
  turn: number;
}

export interface ReadingState {
  detail: DocumentDetail;
  document: Document;
  versionId: string;
  pages: readonly PageInfo[];
  digest: Digest | null;
  /** Citations of the digest that belong to the version on screen, each place once. */
  citations: readonly Citation[];
  /** The place of the address: the citation, hit or figure one came for. */
  current: { start: number; end: number } | null;
  marks: readonly Mark[];
  /** Page in view. */
  page: number;
  setPage(page: number): void;
  jump: Jump;
  goToPage(page: number): void;
  goToPlace(place: { page: number; start: number; end: number }): void;
  /** Whether a page picture has come: small pictures wait for it, they share the same few connections. */
  isDrawn: boolean;
  setDrawn(): void;
  selection: Passage | null;
  select(passage: Passage | null): void;
}

export const ReadingContext = createContext<ReadingState | null>(null);

export function useReading(): ReadingState {
  const state = useContext(ReadingContext);
  if (!state) throw new Error("a reader's pane stands outside the reader");
  return state;
}
