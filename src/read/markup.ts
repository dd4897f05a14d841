// read/markup.ts: a DOM tree to blocks: what HTML, DOCX, Markdown, EPUB and mail have in common.
//
// Walks the tree once. Text between two block borders becomes one block; which kind, say the elements
// around it. Tables become tables when they hold data and are walked through when they only lay a page
// out. Nothing is executed, resolved or fetched; links keep their address, images are left out.

import type { BlockKind } from "../records/reading.ts";
import type { Builder } from "./builder.ts";
import { type DomElement, type DomNode, isElement, isSilent, TEXT, visit, wordsOf } from "./dom.ts";
import { isDataTable, readTable } from "./markup-table.ts";
import type { Run } from "./runs.ts";
import { isUnitLine } from "./table.ts";

export interface MarkupOptions {
  /** For links that are relative; without it they are kept as words only. */
  baseUrl?: string;
  /** Kind of the list items that the source uses for notes ("footnote-1" in mammoth's HTML). */
  isNote?: (element: DomElement) => boolean;
}

const BLOCKS = new Set(
  (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
  ).split(" "),
);
const INLINE_MARKS: Record<string, "isStrong" | "isEmphasis" | "isCode"> = {
  b: "isStrong",
  strong: "isStrong",
  i: "isEmphasis",
  em: "isEmphasis",
  cite: "isEmphasis",
  code: "isCode",
  kbd: "isCode",
  samp: "isCode",
  tt: "isCode",
};
/** Kinds of block that may name the table below them. */
const NAMES_TABLE = new Set<BlockKind>(["title", "heading", "paragraph", "caption"]);
/** Han, kana and CJK punctuation: a line break in the source between two of them is no space. */
const HAN_BREAK =
  /([\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])/g;

interface State {
  builder: Builder;
  options: MarkupOptions;
  runs: Run[];
  marks: { isStrong: number; isEmphasis: number; isCode: number };
  links: string[];
  /** Open elements that give a block its kind, innermost last. */
  kinds: { element: DomNode; kind: Exclude<BlockKind, "table">; level: number; isOrdered: boolean }[];
  listDepth: number;
  orderedLists: boolean[];
  pre: number;
  /** Words of the last block, for the caption and the unit of a table that follows. */
  lastText: string;
  beforeLast: string;
}

/** Adds everything below `root` to the builder, in document order. */
export function addMarkup(builder: Builder, root: DomNode, options: MarkupOptions = {}): void {
  const state: State = {
    builder,
    options,
    runs: [],
    marks: { isStrong: 0, isEmphasis: 0, isCode: 0 },
    links: [],
    kinds: [],
    listDepth: 0,
    orderedLists: [],
    pre: 0,
    lastText: "",
    beforeLast: "",
  };
  visit(
    root,
    (node) => enter(state, node),
    (node) => leave(state, node),
  );
  flush(state);
}

function enter(state: State, node: DomNode): boolean {
  if (node.nodeType === TEXT) {
    addText(state, node.nodeValue ?? "");
    return false;
  }
  if (!isElement(node)) return node.nodeType === 9 || node.nodeType === 11;
  const name = node.localName;
  if (isSilent(name) || isHidden(node)) return false;
  if (name === "br") {
    state.runs.push({ text: "\n" });
    return false;
  }
  if (name === "table" && isDataTable(node)) {
    flush(state);
    addDataTable(state, node);
    return false;
  }
  if (name === "a" && isBackLink(node)) return false;
  if (BLOCKS.has(name)) openBlock(state, node, name);
  else openInline(state, node, name);
  return true;
}

function leave(state: State, node: DomNode): void {
  if (!isElement(node)) return;
  const name = node.localName;
  if (isSilent(name) || isHidden(node)) return;
  if (!BLOCKS.has(name)) {
    const mark = INLINE_MARKS[name];
    if (mark !== undefined) state.marks[mark]--;
    if (name === "a" && node.hasAttribute("href") && !isBackLink(node)) state.links.pop();
    return;
  }
  flush(state);
  if (state.kinds.at(-1)?.element === node) state.kinds.pop();
  if (name === "ul" || name === "ol") {
    state.listDepth--;
    state.orderedLists.pop();
  }
  if (name === "pre") state.pre--;
}

/** Cells of a layout table and definition terms part words too, but have no kind of their own. */
function openBlock(state: State, element: DomElement, name: string): void {
  flush(state);
  if (name === "ul" || name === "ol") {
    state.listDepth++;
    state.orderedLists.push(name === "ol");
  }
  if (name === "pre") state.pre++;
  const kind = kindOf(state, element, name);
  if (kind !== null)
    state.kinds.push({
      element,
      kind,
      level: /^h[1-6]$/.test(name) ? Number(name[1]) : Math.max(1, state.listDepth),
      isOrdered: state.orderedLists.at(-1) ?? false,
    });
}

function kindOf(state: State, element: DomElement, name: string): Exclude<BlockKind, "table"> | null {
  if (/^h[1-6]$/.test(name)) return "heading";
  if (name === "li") return state.options.isNote?.(element) ? "footnote" : "list-item";
  if (name === "blockquote") return "quote";
  if (name === "pre") return "code";
  if (name === "figcaption" || name === "caption") return "caption";
  return null;
}

function openInline(state: State, element: DomElement, name: string): void {
  const mark = INLINE_MARKS[name];
  if (mark !== undefined) state.marks[mark]++;
  if (name === "a" && element.hasAttribute("href"))
    state.links.push(resolveLink(element.getAttribute("href") ?? "", state.options.baseUrl));
}

function resolveLink(href: string, baseUrl: string | undefined): string {
  if (!URL.canParse(href, baseUrl)) return "";
  const url = new URL(href, baseUrl).href;
  return url.length <= 4_000 ? url : "";
}

/** The arrow that leads from a note back to its place. */
const isBackLink = (link: DomElement): boolean =>
  (link.getAttribute("href") ?? "").startsWith("#") && /^(?:↑|↩\ufe0e?)$/u.test(wordsOf(link, 10));

/** hidden and aria-hidden only take away what the page itself takes away; style is a coarse look. */
function isHidden(element: DomElement): boolean {
  if (element.hasAttribute("hidden")) return true;
  const style = element.getAttribute("style");
  return style !== null && style.length < 2_000 && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
}

function addText(state: State, raw: string): void {
  if (raw === "") return;
  const text = state.pre > 0 ? raw : raw.replace(HAN_BREAK, "$1").replace(/[\r\n\f]+/g, " ");
  const run: Run = { text };
  if (state.marks.isStrong > 0) run.isStrong = true;
  if (state.marks.isEmphasis > 0) run.isEmphasis = true;
  if (state.marks.isCode > 0) run.isCode = true;
  const href = state.links.at(-1);
  if (href !== undefined && href !== "") run.href = href;
  state.runs.push(run);
}

function flush(state: State): void {
  if (state.runs.length === 0) return;
  const runs = state.runs;
  state.runs = [];
  const around = state.kinds.at(-1);
  const kind = around?.kind ?? "paragraph";
  const text = runs
    .map((run) => run.text)
    .join("")
    .trim();
  if (text === "") return;
  state.builder.block(kind, runs, {
    level: around?.level ?? 0,
    isOrdered: around?.isOrdered ?? false,
  });
  state.beforeLast = state.lastText;
  state.lastText = NAMES_TABLE.has(kind) ? text.slice(0, 400) : "";
}

/** A table's unit stands in the line above it, its name in the line above that or in its caption. */
function addDataTable(state: State, element: DomElement): void {
  const { caption, rows, headRows, isCut } = readTable(element);
  if (caption !== "") state.builder.block("caption", caption);
  const isUnit = isUnitLine(state.lastText);
  const unitRow = rows.slice(0, 2).find((row) => row.some((cell) => isUnitLine(cell.text)));
  const unitLine = isUnit
    ? state.lastText
    : (unitRow?.find((cell) => isUnitLine(cell.text))?.text.trim() ?? null);
  const above = isUnit ? state.beforeLast : state.lastText;
  const isName = above !== "" && above.length <= 120 && !/[。.!?！？;；]$/.test(above);
  state.builder.table({ rows, headRows, caption: caption || (isName ? above : null), unitLine });
  if (isCut)
    state.builder.problem("table-cut", "A table has more cells than Dossier keeps; its end is left out.");
  state.beforeLast = "";
  state.lastText = "";
}
