// web/src/reader/view-pane.tsx: web pages and office documents in a clean reading view, with the same marks.
//
// The HTML was made safe by the server (elements, attributes and addresses from a closed list) and the
// content policy of the page forbids scripts; here it is only shown. Elements that hold text carry data-start
// and data-end, half-open offsets into the reading.

import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { pageTextQuery, viewQuery } from "../api/queries.ts";
import { langOf } from "../ui/format.ts";
import type { Mark } from "../ui/marks.ts";
import { Bones, Failure } from "../ui/states.tsx";
import { findPart, indexInReading, pageAt } from "./places.ts";
import { useReading } from "./reading-context.ts";
import { useSelection } from "./selection-bar.tsx";
import { TextPane } from "./text-pane.tsx";

interface Holder {
  element: HTMLElement;
  start: number;
  end: number;
}

/** Innermost elements that hold text, in the order of their offsets. */
function holdersOf(root: HTMLElement): Holder[] {
  return [...root.querySelectorAll<HTMLElement>("[data-start][data-end]")]
    .filter((element) => element.querySelector("[data-start]") === null)
    .map((element) => ({
      element,
      start: Number(element.dataset.start),
      end: Number(element.dataset.end),
    }))
    .sort((a, b) => a.start - b.start);
}

/** Wraps the characters [from, to) of an element's text in marks, node by node. */
function wrap(element: HTMLElement, from: number, to: number, kind: Mark["kind"]): void {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const pieces: { node: Text; from: number; to: number }[] = [];
  let at = 0;
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const end = at + node.data.length;
    if (end > from && at < to)
      pieces.push({ node, from: Math.max(0, from - at), to: Math.min(node.data.length, to - at) });
    if (end >= to) break;
    at = end;
  }
  for (const piece of pieces) {
    if (piece.node.data.slice(piece.from, piece.to).trim() === "") continue;
    const range = document.createRange();
    range.setStart(piece.node, piece.from);
    range.setEnd(piece.node, piece.to);
    const mark = document.createElement("mark");
    mark.className = `on-${kind}`;
    range.surroundContents(mark);
  }
}

/** Marks the words of one mark; `words` is the reading's text of [mark.start, mark.end). */
function paint(holders: readonly Holder[], mark: Mark, words: string): void {
  for (let i = pageAt(holders, mark.start); i < holders.length; i++) {
    const { element, start, end } = holders[i]!;
    if (start >= mark.end) return;
    if (end <= mark.start) continue;
    const shown = element.textContent ?? "";
    const from = Math.max(mark.start, start);
    const to = Math.min(mark.end, end);
    if (shown.length === end - start) {
      wrap(element, from - start, to - start, mark.kind);
      continue;
    }
    const expected = ((from - start) / Math.max(1, end - start)) * shown.length;
    const part = findPart(shown, words.slice(from - mark.start, to - mark.start), expected);
    if (part) wrap(element, part.from, part.to, mark.kind);
  }
}

export function ViewPane() {
  const { document: doc, versionId, pages, marks, jump, setPage, page } = useReading();
  const view = useQuery(viewQuery(doc.id, versionId));
  const root = useRef<HTMLDivElement>(null);
  // The reading's own text of the page in view, to turn a selection into offsets.
  const text = useQuery(pageTextQuery(doc.id, versionId, page));
  const read = text.data;
  const html = view.data?.html ?? null;
  const wordsOf = useMarkedWords(marks);

  useLayoutEffect(() => {
    const node = root.current;
    if (!node || html === null) return;
    node.innerHTML = html;
    const holders = holdersOf(node);
    for (const mark of marks) paint(holders, mark, wordsOf(mark));
  }, [html, marks, wordsOf]);
  useEffect(() => {
    const node = root.current;
    if (!node || html === null) return;
    const now = node.querySelector("mark.on-now");
    if (jump.start !== null && now) {
      // Not returned: newer browsers give a promise, and an effect may only return its own undoing.
      now.scrollIntoView({ block: "center" });
      return;
    }
    const first = pages[jump.page - 1]?.start ?? 0;
    if (jump.page > 1)
      holdersOf(node)
        .find(({ start }) => start >= first)
        ?.element.scrollIntoView({ block: "start" });
  }, [html, jump, pages]);

  const place = useCallback(
    (node: Node, offset: number): number | null => {
      const element = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>(
        "[data-start][data-end]",
      );
      if (!element || !read) return null;
      const before = document.createRange();
      before.setStart(element, 0);
      before.setEnd(node, offset);
      const index = before.toString().length;
      const start = Number(element.dataset.start);
      const own = read.text.slice(start - read.start, Number(element.dataset.end) - read.start);
      return start + indexInReading(element.textContent ?? "", index, own);
    },
    [read],
  );
  const onSelect = useSelection(place);
  const onScroll = () => {
    const node = root.current;
    if (!node || pages.length < 2) return;
    const top = node.parentElement!.getBoundingClientRect().top + 80;
    const at = holdersOf(node).find(({ element }) => element.getBoundingClientRect().bottom > top);
    const number = at ? (pages[pageAt(pages, at.start)]?.number ?? 1) : 1;
    if (number !== page) setPage(number);
  };
  if (view.error) return <Failure error={view.error} retry={() => void view.refetch()} />;
  if (view.isPending) return <Bones lines={12} />;
  if (html === null) return <TextPane />;
  return (
    <div
      className="scroller text-view"
      tabIndex={0}
      onMouseUp={onSelect}
      onKeyUp={onSelect}
      onScroll={onScroll}
    >
      <div className="clean" ref={root} lang={langOf(doc.language)} />
    </div>
  );
}

/** The words under a mark: the citation's quote, the note's, the match's or, for any other place, the pages' text. */
function useMarkedWords(marks: readonly Mark[]): (mark: Mark) => string {
  const { document: doc, versionId, pages, citations, detail } = useReading();
  const now = marks.find(({ kind }) => kind === "now");
  const page = now ? (pages[pageAt(pages, now.start)]?.number ?? 1) : 1;
  const text = useQuery({ ...pageTextQuery(doc.id, versionId, page), enabled: pages.length > 0 });
  const read = text.data;
  return useMemo(() => {
    const known = new Map<string, string>();
    for (const { start, end, quote } of citations) known.set(`${start}-${end}`, quote);
    for (const { start, end, quote } of detail.notes) known.set(`${start}-${end}`, quote);
    return ({ start, end }: Mark) => {
      const quote = known.get(`${start}-${end}`);
      if (quote !== undefined) return quote;
      return read ? read.text.slice(Math.max(0, start - read.start), Math.max(0, end - read.start)) : "";
    };
  }, [citations, detail.notes, read]);
}
