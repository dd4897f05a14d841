// fetch/feed.ts: RSS, Atom, RDF and JSON feeds to plain items.
//
// The one door to feedsmith, which knows the most dialects, and to feedparser, which still reads what is
// cut off or nested wrongly. What they give is made plain here: titles as text, links absolute, dates ISO,
// content as served (the reader of HTML cleans it).

import FeedParser from "feedparser";
import { parseFeed as parseWithFeedsmith } from "feedsmith";
import type { FeedItem } from "../records/feed.ts";
import { DossierError } from "../values/error.ts";
import { sha256 } from "../values/hash.ts";
import type { Problem } from "../values/problem.ts";
import { readDate } from "../values/written-date.ts";

export interface ParsedFeed {
  /** "" when the feed has none. */
  title: string;
  /** In the order of the feed, each key once; at most 500. */
  items: FeedItem[];
  problems: Problem[];
}

const MOST_BYTES = 20_000_000;
const MOST_ITEMS = 500;
const LONGEST_HTML = 1_000_000;
const LONGEST_WORDS = 1_000;

/** The items of a feed that was fetched from `url`. Throws bad-feed when neither parser finds one. */
export async function parseFeed(bytes: Uint8Array, url: string, charset?: string): Promise<ParsedFeed> {
  if (bytes.length > MOST_BYTES)
    throw new DossierError("bad-feed", { url, reason: "it is larger than 20 MB" });
  const text = decode(bytes, charset).trimStart();
  const strict = withFeedsmith(text);
  if (strict !== null && (strict.items.length > 0 || strict.title !== "")) return normalise(strict, url, []);
  const lenient = /^\s*</.test(text) ? await withFeedparser(text) : null;
  if (lenient === null || (lenient.items.length === 0 && lenient.title === ""))
    throw new DossierError("bad-feed", { url, reason: describe(text) });
  const note = "The feed is not well formed; what could be read of it was read.";
  return normalise(lenient, url, [{ code: "feed-damaged", at: {}, note }]);
}

function describe(text: string): string {
  if (text === "") return "it is empty";
  return /^\s*(?:<!doctype html|<html)/i.test(text) ? "it is a web page" : "it has neither a title nor items";
}

function decode(bytes: Uint8Array, charset: string | undefined): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(200, bytes.length)).toString("latin1");
  const own = /encoding\s*=\s*["']([\w.:-]{2,40})["']/i.exec(head)?.[1];
  const utf8 = new TextDecoder().decode(bytes);
  if (!utf8.includes("\ufffd")) return utf8;
  for (const label of [charset, own, "gb18030"]) {
    if (label === undefined) continue;
    try {
      return new TextDecoder(label).decode(bytes);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return utf8;
}

/** What both parsers give, before it is checked. */
interface RawItem {
  id: string;
  link: string;
  title: string;
  author: string;
  date: string;
  html: string;
}
interface RawFeed {
  title: string;
  items: RawItem[];
}

function withFeedsmith(text: string): RawFeed | null {
  try {
    const { feed } = parseWithFeedsmith(text, { maxItems: MOST_ITEMS * 2 });
    const fields = feed as unknown as Fields;
    const items = fields.items ?? fields.entries;
    return { title: words(fields.title), items: (Array.isArray(items) ? items : []).map(rawItem) };
  } catch (error) {
    if (error instanceof Error) return null; // it refuses what is not well formed: the other parser's turn
    throw error;
  }
}

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** Dialects disagree on names; the first that holds something wins. */
function rawItem(value: unknown): RawItem {
  const item = isFields(value) ? value : {};
  const dc = isFields(item.dc) ? item.dc : {};
  const content = isFields(item.content) ? (item.content.encoded ?? item.content.value) : item.content;
  return {
    id: words(isFields(item.guid) ? item.guid.value : (item.guid ?? item.id)),
    link: words(item.link ?? item.url ?? item.external_url) || linkOf(item.links),
    title: words(item.title) || words(dc.title),
    author: nameOf(item.authors ?? item.author ?? dc.creators ?? dc.creator),
    date: words(
      item.pubDate ??
        item.published ??
        item.date_published ??
        dc.date ??
        dc.dates ??
        item.updated ??
        item.date_modified,
    ),
    html: long(content ?? item.content_html ?? item.description ?? item.summary ?? item.content_text),
  };
}

/** Text of a value that may be a string, a text object or a list of them. */
function words(value: unknown): string {
  if (typeof value === "string") return value.slice(0, LONGEST_HTML);
  if (typeof value === "number") return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();
  if (Array.isArray(value)) return value.length > 0 ? words(value[0]) : "";
  return isFields(value) ? words(value.value ?? value.text ?? value["#text"] ?? "") : "";
}

const long = (value: unknown): string => words(value).slice(0, LONGEST_HTML);

function linkOf(links: unknown): string {
  if (!Array.isArray(links)) return "";
  const all = links.filter(isFields);
  const best = all.find(({ rel }) => rel === undefined || rel === "alternate") ?? all[0];
  return words(best?.href);
}

function nameOf(value: unknown): string {
  const first = Array.isArray(value) ? value[0] : value;
  return isFields(first) ? words(first.name ?? first.value ?? "") : words(first);
}

/** Streams the text through feedparser; what came before an error is kept. */
function withFeedparser(text: string): Promise<RawFeed | null> {
  return new Promise((resolve) => {
    const parser = new FeedParser({ normalize: true, addmeta: false, resume_saxerror: true });
    const feed: RawFeed = { title: "", items: [] };
    const done = (): void => resolve(feed.title === "" && feed.items.length === 0 ? null : feed);
    parser.on("meta", (meta) => {
      feed.title = meta.title ?? "";
    });
    parser.on("readable", function () {
      for (let item = this.read(); item !== null; item = this.read())
        if (feed.items.length < MOST_ITEMS * 2) feed.items.push(fromFeedparser(item));
    });
    parser.on("error", done);
    parser.on("end", done);
    parser.end(text);
  });
}

function fromFeedparser(item: FeedParser.Item): RawItem {
  return {
    id: item.guid ?? "",
    link: item.link ?? item.origlink ?? "",
    title: item.title ?? "",
    author: item.author ?? "",
    date: words(item.pubdate ?? item.date),
    html: long(item.description ?? item.summary),
  };
}

function normalise(feed: RawFeed, url: string, problems: Problem[]): ParsedFeed {
  const byKey = new Map<string, FeedItem>();
  for (const raw of feed.items) {
    const link = absolute(raw.link || (/^https?:\/\//.test(raw.id) ? raw.id : ""), url);
    const title = plain(raw.title);
    if (link === null && title === "" && raw.html === "") continue;
    const key = (raw.id.trim() || link || sha256(title + raw.html)).slice(0, LONGEST_WORDS);
    if (byKey.has(key)) continue;
    if (byKey.size >= MOST_ITEMS) {
      const note = `The feed has more than ${MOST_ITEMS} items; the rest is left out.`;
      problems.push({ code: "feed-cut", at: {}, note });
      break;
    }
    byKey.set(key, {
      key,
      url: link,
      title,
      author: plain(raw.author),
      publishedIso: isoOf(raw.date),
      html: raw.html,
    });
  }
  return { title: plain(feed.title), items: [...byKey.values()], problems };
}

function absolute(link: string, base: string): string | null {
  const words = link.trim();
  if (words === "" || !URL.canParse(words, base)) return null;
  const url = new URL(words, base);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
}

/** Text of a title that may hold tags and entities. */
function plain(words: string): string {
  return words
    .slice(0, LONGEST_WORDS * 4)
    .replace(/<[^<>]{0,500}>/g, "")
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi, (whole, dec, hex, name) => {
      if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
      const code = dec === undefined ? Number.parseInt(hex, 16) : Number(dec);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
    })
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\u0000-\u001f\u007f\s]+/g, " ")
    .trim()
    .slice(0, LONGEST_WORDS);
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** ISO to the minute with the zone as written; a date without a zone keeps none. */
const isoOf = (written: string): string | null => (written === "" ? null : (readDate(written)?.iso ?? null));
