// read/dom.ts: HTML text to a tree, and ways over the tree that no nesting can break.
//
// The one door to linkedom. Its nodes are a flat linked list underneath, so parsing and stepping do not
// recurse; everything here steps through firstChild, nextSibling and parentNode for the same reason: a
// page with 100,000 nested divs must not overflow a stack.

import { parseHTML } from "linkedom";
import { framePage, isFramed } from "./page-frame.ts";

/** The part of the DOM that readers use. */
export interface DomNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
  readonly previousSibling: DomNode | null;
  readonly parentNode: DomNode | null;
  textContent: string | null;
  remove(): void;
}

export interface DomElement extends DomNode {
  readonly localName: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  hasAttribute(name: string): boolean;
  getAttributeNames(): Iterable<string>;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
  insertBefore(node: DomNode, before: DomNode | null): void;
}

export interface DomDocument extends DomElement {
  readonly documentElement: DomElement | null;
  readonly head: DomElement | null;
  readonly body: DomElement | null;
  createElement(name: string): DomElement;
}

export const ELEMENT = 1;
export const TEXT = 3;

export const isElement = (node: DomNode): node is DomElement => node.nodeType === ELEMENT;

/** A document of any HTML, well formed or not; a fragment gets html, head and body around it. */
export function parseDom(html: string): DomDocument {
  const flat = flatten(html);
  const document = parseHTML(flat).document;
  return (isFramed(document) ? document : parseHTML(framePage(flat)).document) as unknown as DomDocument;
}

const TAG = /<(\/?)([a-zA-Z][^\s/<>]{0,40})[^<>]*>/g;
/** Elements that hold nothing, or that the next of their kind closes: they do not nest. */
const CLOSED = new Set(
  "area base br col embed hr img input link meta source track wbr p li td th tr tbody thead tfoot dt dd option colgroup".split(
    " ",
  ),
);
/** The parser moves its whole stack for every element: 100,000 open ones take minutes. Pages have some 50. */
const DEEPEST = 1_000;

/** The HTML without the tags that open beyond a depth no page has; their words stay. One pass. */
function flatten(html: string): string {
  let depth = 0;
  let isDeep = false;
  const count = (isClose: boolean, name: string): void => {
    if (!CLOSED.has(name.toLowerCase())) depth = Math.max(0, depth + (isClose ? -1 : 1));
  };
  for (const [, slash, name] of html.matchAll(TAG)) {
    count(slash === "/", name!);
    if (depth > DEEPEST) {
      isDeep = true;
      break;
    }
  }
  if (!isDeep) return html;
  depth = 0;
  return html.replace(TAG, (tag, slash: string, name: string) => {
    const before = depth;
    count(slash === "/", name);
    return Math.max(before, depth) > DEEPEST ? " " : tag;
  });
}

/** Called when a node opens; false leaves its children out. */
export type Enter = (node: DomNode, depth: number) => boolean;

/**
 * Visits `root` and all below it in document order without recursion; `leave` follows the last child. Keeps
 * the open elements itself: linkedom's parentNode of a document type is null.
 */
export function visit(root: DomNode, enter: Enter, leave: (node: DomNode) => void = () => {}): void {
  const open: DomNode[] = [];
  let node: DomNode = root;
  for (;;) {
    const child = enter(node, open.length) ? (node.firstChild ?? null) : null;
    if (child !== null) {
      open.push(node);
      node = child;
      continue;
    }
    leave(node);
    for (;;) {
      if (open.length === 0) return;
      const next = node.nextSibling ?? null;
      if (next !== null) {
        node = next;
        break;
      }
      node = open.pop()!;
      leave(node);
    }
  }
}

/** How many elements there are and how deep they nest, counting no further than `most`. */
export function sizeOf(root: DomNode, most: number): { elements: number; depth: number } {
  let elements = 0;
  let deepest = 0;
  visit(root, (node, depth) => {
    if (isElement(node)) elements++;
    deepest = Math.max(deepest, depth);
    return elements <= most;
  });
  return { elements, depth: deepest };
}

/** The words of a node with white space folded; at most `most` letters are gathered. */
export function wordsOf(root: DomNode, most = 100_000): string {
  const parts: string[] = [];
  let length = 0;
  visit(root, (node) => {
    if (length > most) return false;
    if (isElement(node) && isSilent(node.localName)) return false;
    if (isElement(node) && node.localName === "br") parts.push(" ");
    if (node.nodeType === TEXT) {
      parts.push(node.nodeValue ?? "");
      length += node.nodeValue?.length ?? 0;
    }
    return true;
  });
  return parts.join("").replace(/\s+/g, " ").trim();
}

const SILENT = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "svg",
  "annotation", // the source of a formula, beside the formula
  "annotation-xml",
  "iframe",
  "object",
  "embed",
  "canvas",
  "audio",
  "video",
  "head",
  "title",
  "select",
  "textarea",
  "button",
  "input",
  "dialog",
  "ix:header",
]);
/** Elements whose content is never read as text of the page. */
export const isSilent = (name: string): boolean => SILENT.has(name);
