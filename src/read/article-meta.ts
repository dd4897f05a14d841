// read/article-meta.ts: what a web page says of itself: title, author, source, date, address, teaser.
//
// Places in order of trust: meta elements, JSON-LD, time elements, then for the date words in the first
// screen of text and names in raw scripts, as Chinese news sites leave them. Every date keeps its words
// and its place. An author is who the page says; many pages say their template's name there.

import type { FoundDate, ReadingMeta } from "../records/reading.ts";
import { findDates, readDate } from "../values/written-date.ts";
import { emptyMeta } from "./builder.ts";
import { type DomDocument, isElement, TEXT, visit, wordsOf } from "./dom.ts";

const DATE_NAMES = [
  "article:published_time",
  "og:article:published_time",
  "article:published",
  "og:published_time",
  "parsely-pub-date",
  "datepublished",
  "publishdate",
  "publish-date",
  "publish_date",
  "pubdate",
  "apub:time",
  "weibo:article:create_at",
  "og:release_date",
  "sailthru.date",
  "dc.date.issued",
  "dcterms.created",
  "dcterms.date",
  "dc.date",
  "article.published",
  "firstpublishedtime",
  "date",
];
const SOURCE_NAMES = [
  "og:site_name",
  "application-name",
  "mediaid",
  "source",
  "contentsource",
  "dc.publisher",
];
const AUTHOR_NAMES = ["author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "byl"];
const RAW_DATE =
  /["']?(?:publish_?time|pub_?date|publish_?date|ptime|create_?time|date_?published|pub_?time|issue_?time|showtime|ctime)["']?\s{0,5}[:=]\s{0,5}["']?((?:19|20)\d\d[-/年.]\d{1,2}[-/月.]\d{1,2}日?(?:[ T]\d{1,2}:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?|1\d{9}(?:\d{3})?)(?!\d)/i;
const TEXT_LEAD =
  /(?:发布|發佈|發布|发表|更新|刊登|出版|时间|時間|日期|published|posted|updated|date)[^\d]{0,12}$/i;
const SOURCE_WORDS = /(?:文章)?(?:来源|來源|稿源)\s*[:：]\s*([^\s|｜,，。;；]{2,30})/;
const AUTHOR_WORDS = /(?:^|[\s|｜])(?:作者|记者|記者)\s*[:：/｜|]\s*([^\s|｜,，。;；:：]{2,20})/;
const PAYWALL =
  /(?:subscribe (?:now |today )?to (?:continue|read|keep reading|unlock)|to continue reading|continue reading with|already a subscriber|this (?:article|content|story) is (?:for|only|reserved)|unlock this (?:article|story)|登录后(?:查看|阅读)|登錄後|付费(?:阅读|内容|文章)|订阅后(?:阅读|查看)|剩余\s?\d+%|试读(?:已)?结束|开通会员|解锁全文|阅读全文需|查看全文请)/i;

/** What the page says of itself. `html` is its source, for the names in scripts. */
export function findMeta(document: DomDocument, html: string, baseUrl: string | undefined): ReadingMeta {
  const meta = emptyMeta();
  const named = metaElements(document);
  const linked = jsonLd(document);
  const body = wordsOf(document.body ?? document, 8_000);
  meta.title = first(named, ["og:title", "twitter:title", "dc.title"])?.words ?? titleOf(document);
  meta.author = first(named, AUTHOR_NAMES)?.words ?? linked.author ?? AUTHOR_WORDS.exec(body)?.[1] ?? null;
  meta.source = first(named, SOURCE_NAMES)?.words ?? linked.publisher ?? SOURCE_WORDS.exec(body)?.[1] ?? null;
  meta.language = document.documentElement?.getAttribute("lang") || null;
  meta.url = canonicalOf(document, named, baseUrl);
  meta.published = findPublished(document, named, linked, body, html);
  return meta;
}

/** A page that shows only its start: words of a paywall beside a short text, or JSON-LD that says so. */
export function looksCut(
  document: DomDocument,
  bodyText: string,
  articleLength: number,
  html: string,
): boolean {
  const saysPaid = /"isAccessibleForFree"\s{0,3}:\s{0,3}"?false/i.test(html);
  const isShort = articleLength < 1_500;
  const place = PAYWALL.exec(bodyText.slice(0, 200_000));
  const hasWall = document.querySelector("[class*=paywall],[id*=paywall]") !== null;
  return isShort && (saysPaid || place !== null || (hasWall && articleLength < 800));
}

function titleOf(document: DomDocument): string | null {
  const title =
    document.querySelector("title")?.textContent ?? document.querySelector("h1")?.textContent ?? "";
  return title.replace(/\s+/g, " ").trim().slice(0, 500) || null;
}

/** Meta elements by lower-cased name, property or itemprop; the first of each wins. */
function metaElements(document: DomDocument): Map<string, string> {
  const named = new Map<string, string>();
  let count = 0;
  for (const element of document.querySelectorAll("meta[content]")) {
    if (++count > 2_000) break;
    const words = (element.getAttribute("content") ?? "").replace(/\s+/g, " ").trim().slice(0, 500);
    const names = [
      element.getAttribute("property"),
      element.getAttribute("name"),
      element.getAttribute("itemprop"),
    ];
    for (const name of names.flatMap((name) => name?.toLowerCase().split(/\s+/) ?? []))
      if (name !== "" && words !== "" && !named.has(name)) named.set(name, words);
  }
  return named;
}

function first(named: Map<string, string>, names: string[]): { name: string; words: string } | null {
  for (const name of names) {
    const words = named.get(name);
    if (words !== undefined) return { name, words };
  }
  return null;
}

interface Linked {
  date: string | null;
  author: string | null;
  publisher: string | null;
}

/** Dates and names of JSON-LD; objects are walked to a bounded depth, broken ones are read by pattern. */
function jsonLd(document: DomDocument): Linked {
  const found: Linked = { date: null, author: null, publisher: null };
  let count = 0;
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    if (++count > 20) break;
    const source = (script.textContent ?? "").slice(0, 300_000);
    const date = /"(?:datePublished|pubDate|dateCreated)"\s{0,5}:\s{0,5}"([^"]{4,60})"/.exec(source)?.[1];
    found.date ??= date ?? null;
    found.author ??= nameAfter(source, "author");
    found.publisher ??= nameAfter(source, "publisher");
  }
  return found;
}

function nameAfter(source: string, key: string): string | null {
  const place = source.indexOf(`"${key}"`);
  if (place < 0) return null;
  const near = source.slice(place + key.length + 2, place + 600);
  return (
    (/^\s{0,5}:\s{0,5}"([^"\\]{2,80})"/.exec(near) ??
      /"name"\s{0,5}:\s{0,5}"([^"\\]{2,80})"/.exec(near))?.[1] ?? null
  );
}

function canonicalOf(
  document: DomDocument,
  named: Map<string, string>,
  baseUrl: string | undefined,
): string | null {
  const href =
    document.querySelector('link[rel="canonical"]')?.getAttribute("href") ?? named.get("og:url") ?? "";
  if (href === "" || !URL.canParse(href, baseUrl)) return null;
  const url = new URL(href, baseUrl);
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
}

function findPublished(
  document: DomDocument,
  named: Map<string, string>,
  linked: Linked,
  body: string,
  html: string,
): FoundDate | null {
  if (linked.date !== null) {
    const found = dated(linked.date, "json-ld datePublished");
    if (found !== null) return found;
  }
  for (const name of DATE_NAMES) {
    const words = named.get(name);
    const found = words === undefined ? null : dated(words, `meta ${name}`);
    if (found !== null) return found;
  }
  return timeElement(document) ?? dateInText(body) ?? rawDate(html);
}

function dated(words: string, from: string): FoundDate | null {
  const read = readDate(words);
  return read === null || read.precision === "year" ? null : { iso: read.iso, words, from };
}

function timeElement(document: DomDocument): FoundDate | null {
  const selector =
    "time[pubdate][datetime],time[itemprop*=datePublished][datetime],[itemprop=datePublished],article time[datetime],h1 ~ time[datetime],header time[datetime]";
  const element = document.querySelector(selector);
  if (element === null) return null;
  const words = element.getAttribute("datetime") ?? element.getAttribute("content") ?? wordsOf(element, 100);
  return dated(words, "time element");
}

/** A date in the first screen: one that is led by "published" or has a time of day, else the first to the day. */
function dateInText(body: string): FoundDate | null {
  const dates = findDates(body.slice(0, 6_000), 6_000).filter(
    ({ precision }) => precision === "day" || precision === "minute",
  );
  const led = dates.find(({ start }) => TEXT_LEAD.test(body.slice(Math.max(0, start - 24), start)));
  const best =
    led ?? dates.find(({ precision }) => precision === "minute") ?? dates.find(({ start }) => start < 2_500);
  return best === undefined ? null : { iso: best.iso, words: body.slice(best.start, best.end), from: "text" };
}

function rawDate(html: string): FoundDate | null {
  const words = RAW_DATE.exec(html.slice(0, 1_000_000))?.[1];
  return words === undefined ? null : dated(words, "script");
}

/** The first heading of level 1 that the page shows, for formats that have no other title. */
export function firstHeading(document: DomDocument): string | null {
  let title = "";
  visit(document.body ?? document, (node) => {
    if (title !== "") return false;
    if (isElement(node) && node.localName === "h1") title = wordsOf(node, 500);
    return node.nodeType !== TEXT;
  });
  return title || null;
}
