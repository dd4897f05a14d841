// read/html.ts: a web page or saved page to its article.
//
// Readability chooses what of the page is the article; what it says of itself comes from article-meta.ts.
// The one door to Readability, which changes the tree it is given: so the page's own words are gathered
// first. When it finds nothing, or the page is a filing (inline XBRL, page after page of tables, no
// furniture around them), the whole body is read.

import { Readability } from "@mozilla/readability";
import type { BlobFile, Reading, ReadingMeta } from "../records/reading.ts";
import { findMeta, looksCut } from "./article-meta.ts";
import { type Builder, createBuilder } from "./builder.ts";
import { decodeText } from "./charset.ts";
import { type DomDocument, type DomElement, type DomNode, parseDom, sizeOf, wordsOf } from "./dom.ts";
import { addMarkup } from "./markup.ts";

export const HTML_READER = "html 1";

/** Readability looks at ancestors and texts again and again: beyond this it is slower than it is worth. */
const MOST_ELEMENTS = 60_000;
const DEEPEST = 400;
/** SEC filings say so in their first bytes or by inline XBRL. */
const FILING =
  /<(?:html|xbrl)[^>]{0,2000}xmlns:ix=|<ix:(?:header|nonfraction|nonnumeric)\b|<type>\s*(?:10-[kq]|8-k|20-f|6-k|def 14a)/i;

/** The reading of an HTML file: its article, else all of its body. */
export function readHtml(bytes: Uint8Array, blob: BlobFile): Reading {
  const decoded = decodeText(bytes, { declared: blob.charset, isMarkup: true });
  return readHtmlText(decoded.text, { url: blob.url, isDamaged: decoded.isDamaged });
}

/** The same for text that is decoded already. */
export function readHtmlText(html: string, options: { url?: string; isDamaged?: boolean } = {}): Reading {
  const builder = createBuilder();
  if (options.isDamaged)
    builder.problem("damaged-letters", "Some bytes were no letters; they show as \ufffd.");
  builder.page(null);
  const document = parseDom(html);
  setBase(document, options.url);
  const baseUrl = baseOf(document, options.url);
  const meta = findMeta(document, html, baseUrl);
  const bodyText = wordsOf(document.body ?? document, 2_000_000);
  const tables = countTables(document);
  const size = sizeOf(document.documentElement ?? document, MOST_ELEMENTS);
  const isSmall = size.elements <= MOST_ELEMENTS && size.depth <= DEEPEST;
  const article = isSmall && !FILING.test(html.slice(0, 300_000)) ? extract(document, builder, meta) : null;
  const isReport = article !== null && looksLikeReport(bodyText.length, article.length, tables);
  if (article !== null && !isReport) addMarkup(builder, article.content, { baseUrl });
  if (builder.length === 0) readWhole(builder, article === null ? document : parseDom(html), baseUrl);
  meta.isTeaser = looksCut(document, bodyText, article?.length ?? bodyText.length, html);
  return builder.finish(HTML_READER, meta);
}

/** A long page full of tables of which an article would keep less than half: a report, not a story. */
const looksLikeReport = (bodyLength: number, articleLength: number, tables: number): boolean =>
  bodyLength > 60_000 && tables >= 30 && articleLength < bodyLength / 2;

function countTables(document: DomDocument): number {
  let count = 0;
  for (const _table of document.querySelectorAll("table")) count++;
  return count;
}

function readWhole(builder: Builder, document: DomDocument, baseUrl: string | undefined): void {
  addMarkup(builder, document.body ?? document, { baseUrl });
  builder.problem("no-article", "No article was found on the page; all of its text is kept.");
}

/** Runs Readability; what it says of title, author and date fills the gaps of `meta`, or is preferred to guesses. */
function extract(
  document: DomDocument,
  builder: Builder,
  meta: ReadingMeta,
): { content: DomElement; length: number } | null {
  const pageTitle = document.querySelector("title")?.textContent;
  // MathJax names its formulas after its menu, and menus are what Readability throws away.
  for (const formula of document.querySelectorAll("mjx-container")) formula.setAttribute("class", "");
  try {
    const reader = new Readability<DomNode>(document as never, {
      serializer: (node) => node as unknown as DomNode,
    });
    const article = reader.parse();
    if (!article) return null;
    meta.title = wholeTitle(clean(article.title), clean(pageTitle)) ?? meta.title;
    meta.author = clean(article.byline) ?? meta.author;
    meta.source = clean(article.siteName) ?? meta.source;
    meta.language = clean(article.lang) ?? meta.language;
    const content = article.content as DomElement | null | undefined;
    return content ? { content, length: article.length ?? 0 } : null;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    builder.problem(
      "article-failed",
      `The article could not be told from the page (${error.message.slice(0, 120)}).`,
    );
    return null;
  }
}

/** Readability cuts "Nvidia: record quarter" down to what follows the colon; a name before it belongs to it. */
function wholeTitle(title: string | null, pageTitle: string | null): string | null {
  if (title === null || pageTitle === null || !pageTitle.endsWith(title)) return title;
  return /[:：]\s*$/.test(pageTitle.slice(0, -title.length)) ? pageTitle : title;
}

const clean = (text: string | null | undefined): string | null => {
  const words = (text ?? "").normalize("NFC").replace(/\s+/g, " ").trim();
  return words === "" ? null : words.slice(0, 500);
};

/** linkedom knows no address of its own; Readability asks the base element. */
function setBase(document: DomDocument, url: string | undefined): void {
  const head = document.head;
  if (url === undefined || head === null || document.querySelector("base[href]") !== null) return;
  const base = document.createElement("base");
  base.setAttribute("href", url);
  head.insertBefore(base, head.firstChild);
}

function baseOf(document: DomDocument, url: string | undefined): string | undefined {
  const href = document.querySelector("base[href]")?.getAttribute("href") ?? "";
  return URL.canParse(href, url) ? new URL(href, url).href : url;
}
