// read/xml.ts: XML parts of office files and books to a plain tree.
//
// The one door to fast-xml-parser. Document types are refused and only the five predefined entities and
// character references are decoded, so no entity of the file's own ever expands and nothing outside is
// ever looked at. Namespace prefixes are kept: "a:t" is what the formats' own documents call it.

import { XMLParser } from "fast-xml-parser";
import { DossierError } from "../values/error.ts";
import { decodeText } from "./charset.ts";

export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  /** Elements and text in the order of the file. */
  children: (XmlElement | string)[];
}

/** Deeper than any real part; recursion over the tree stays well inside the stack. */
const DEEPEST = 250;

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: DEEPEST,
});

/** The root element of an XML part. Throws damaged-file for what is no XML, has a DTD or nests too deep. */
export function parseXml(bytes: Uint8Array, name: string): XmlElement {
  const text = decodeText(bytes, { isMarkup: true }).text;
  if (hasDoctype(text))
    throw new DossierError("damaged-file", { name, reason: "it defines entities of its own" });
  try {
    const root = (PARSER.parse(text) as Ordered[]).map(convert).find((node) => typeof node !== "string");
    if (root !== undefined && typeof root !== "string") return root;
  } catch (error) {
    throw new DossierError("damaged-file", { name, reason: "a part of it is not XML" }, { cause: error });
  }
  throw new DossierError("damaged-file", { name, reason: "a part of it is empty" });
}

/** Whether the text declares a document type with entities: office files and books never need one. */
export const hasDoctype = (text: string): boolean =>
  /<!ENTITY/i.test(text) || /<!DOCTYPE[^>]{0,2000}\[/i.test(text);

/** Whether elements nest deeper than in any real part. Counts tags only, in one pass, without a parser. */
export function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) {
    const next = text[at + 1];
    if (next === "/") depth--;
    else if (next !== "?" && next !== "!") {
      const end = text.indexOf(">", at);
      if (end < 0) return false;
      if (text[end - 1] !== "/" && ++depth > DEEPEST) return true;
    }
  }
  return false;
}

type Ordered = Record<string, unknown>;

function convert(node: Ordered): XmlElement | string {
  const attributes = (node[":@"] ?? {}) as Record<string, string>;
  for (const [name, value] of Object.entries(node)) {
    if (name === ":@") continue;
    if (name === "#text") return decodeEntities(String(value));
    return {
      name,
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([key, text]) => [key, decodeEntities(String(text))]),
      ),
      children: Array.isArray(value) ? (value as Ordered[]).map(convert) : [],
    };
  }
  return "";
}

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, dec, word) => {
      if (word !== undefined) return NAMED[String(word).toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(dec) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
    },
  );
}

/** Child elements, all or those of one name. */
export const elementsOf = (element: XmlElement | null | undefined, name?: string): XmlElement[] =>
  (element?.children ?? []).filter(
    (child): child is XmlElement => typeof child !== "string" && (name === undefined || child.name === name),
  );

/** The first element of that name below, in document order; null when there is none. */
export function findElement(element: XmlElement | null, name: string): XmlElement | null {
  return element === null ? null : (findElements(element, name, 1)[0] ?? null);
}

/** Elements of that name below, in document order, not searched for inside each other; at most `most`. */
export function findElements(element: XmlElement, name: string, most = 100_000): XmlElement[] {
  const found: XmlElement[] = [];
  const waiting: XmlElement[] = [element];
  while (waiting.length > 0 && found.length < most) {
    const next = waiting.pop()!;
    if (next.name === name && next !== element) found.push(next);
    else for (const child of elementsOf(next).reverse()) waiting.push(child);
  }
  return found;
}

/** All text below, as it stands. */
export function textOf(element: XmlElement | null): string {
  if (element === null) return "";
  return element.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}
