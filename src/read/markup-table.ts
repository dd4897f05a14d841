// read/markup-table.ts: a table element to rows of cells, and whether it holds data at all.
//
// Old pages lay themselves out with tables: such a table is walked like any other element, so that its
// paragraphs stay paragraphs.

import { type DomElement, type DomNode, isElement, isSilent, TEXT, visit } from "./dom.ts";
import type { CellDraft } from "./table.ts";

const MOST_CELLS = 400_000;
/** A cell longer than this is a text that stands in a frame. */
const LONGEST_CELL = 1_500;
const PROSE = new Set([
  "table",
  "h1",
  "h2",
  "h3",
  "h4",
  "blockquote",
  "pre",
  "article",
  "section",
  "form",
  "figure",
]);

/** True for a table of cells with words or figures; false for one that only places blocks on a page. */
export function isDataTable(table: DomElement): boolean {
  const role = table.getAttribute("role");
  if (role === "presentation" || role === "none") return false;
  let hasProse = false;
  let rows = 0;
  let cells = 0;
  let cellLetters = 0;
  let paragraphs = 0;
  let mostParagraphs = 0;
  visit(table, (node) => {
    if (hasProse || cells > MOST_CELLS) return false;
    if (node.nodeType === TEXT) {
      cellLetters += node.nodeValue?.trim().length ?? 0;
      if (cellLetters > LONGEST_CELL) hasProse = true;
      return false;
    }
    if (!isElement(node)) return true;
    if (isSilent(node.localName)) return false;
    if (node !== table && PROSE.has(node.localName)) hasProse = true;
    if (node.localName === "tr") rows++;
    if (node.localName === "td" || node.localName === "th") {
      cells++;
      cellLetters = 0;
      paragraphs = 0;
    }
    if (node.localName === "p") mostParagraphs = Math.max(mostParagraphs, ++paragraphs);
    return true;
  });
  return !hasProse && mostParagraphs <= 4 && rows >= 1 && cells > rows;
}

export interface TableContent {
  caption: string;
  rows: CellDraft[][];
  /** Rows of thead; undefined when there is none. */
  headRows: number | undefined;
  isCut: boolean;
}

/** The cells of a data table row by row, with the words of its caption element. */
export function readTable(table: DomElement): TableContent {
  const rows: CellDraft[][] = [];
  let heads = 0;
  let caption = "";
  let cells = 0;
  let open: CellDraft | null = null;
  let isInHead = false;
  let isInCaption = false;
  const write = (text: string): void => {
    if (open !== null) open.text += text;
    else if (isInCaption && caption.length < 1_000) caption += text;
  };
  visit(
    table,
    (node) => {
      if (node.nodeType === TEXT) write(node.nodeValue ?? "");
      if (!isElement(node)) return true;
      const name = node.localName;
      if (isSilent(name)) return false;
      if (name === "thead") isInHead = true;
      else if (name === "caption") isInCaption = true;
      else if (name === "tr") {
        rows.push([]);
        if (isInHead) heads++;
      } else if (name === "td" || name === "th") {
        if (++cells > MOST_CELLS) return false;
        if (rows.length === 0) rows.push([]);
        open = {
          text: "",
          rowSpan: span(node, "rowspan"),
          columnSpan: span(node, "colspan"),
          isHead: name === "th",
        };
        rows.at(-1)!.push(open);
      } else if (name === "br" || name === "p" || name === "div" || name === "li") write(" ");
      return true;
    },
    (node: DomNode) => {
      if (!isElement(node)) return;
      if (node.localName === "thead") isInHead = false;
      else if (node.localName === "caption") isInCaption = false;
      else if (node.localName === "td" || node.localName === "th") open = null;
    },
  );
  const kept = rows.filter((row) => row.length > 0);
  return { caption: caption.trim(), rows: kept, headRows: heads || undefined, isCut: cells > MOST_CELLS };
}

function span(cell: DomElement, name: string): number {
  const value = Number.parseInt(cell.getAttribute(name) ?? "1", 10);
  return Number.isFinite(value) && value > 0 ? value : 1;
}
