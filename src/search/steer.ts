// search/steer.ts: which documents a question is about, before any passage is ranked.
//
// "What was Adobe's operating income in FY2016" should look in Adobe's reports for 2016 first, though their
// pages say "Adobe" seldom and every filing says "operating income". The question's companies, tickers,
// year, quarter and form are compared with the documents' own profiles (steer-profile.ts); the answer is a
// prior per document. A question that names no known company gets none, so nothing is steered by a year alone.
//
// prior = company (1) + year (.6: the year 1, the next year's report .45, the last year's .15)
//       + form (.3) + newest of that company (.3, when the question has no year)

import { type AskedPeriod, periodOf } from "./steer-period.ts";
import type { DocumentProfile } from "./steer-profile.ts";

export interface Steering {
  set(documentId: string, profile: DocumentProfile): void;
  remove(documentId: string): void;
  get(documentId: string): DocumentProfile | undefined;
  /** What the question asks about; reads only the question and the names of the documents. */
  ask(query: string): SteeredQuery;
}

export interface SteeredQuery {
  /** Company names recognised, as the documents write them. */
  companies: string[];
  years: number[];
  quarter: number | null;
  /** Prior by document, from 0 to about 2.2; only documents of a recognised company. */
  priors: Map<string, number>;
  /** Words of the question that only name the company or period: of no use inside its documents. */
  spentWords: Set<string>;
}

const YEAR_WEIGHT = 0.6;
const FORM_WEIGHT = 0.3;
const NEWEST_WEIGHT = 0.3;
/** From this weight on a document is the company's own (profileOf); below it only talks about the company. */
const OWN = 0.9;
/** An article about a company says its name, so words find it; more than this and it outvotes better passages. */
const TALKED_OF = 0.15;

/** Words that begin many companies' names or are words of the language: no name by themselves. */
const COMMON = new Set(
  (
    "american america general international united national first china chinese bank global best advanced new the " +
    "great western southern northern eastern pacific atlantic central standard universal federal digital energy " +
    "capital financial health medical target gap block square apple meta oracle visa delta shell sprint discover " +
    "industrial industries systems technologies technology resources services partners realty properties home " +
    "public royal state street world micro applied analog texas canadian british asia european"
  ).split(" "),
);
const TAIL = new Set(
  "inc incorporated corp corporation company companies co plc ltd limited group holding holdings the and nv sa ag se llc lp international enterprises".split(
    " ",
  ),
);

const wordsOf = (text: string): string[] =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’]s\b/g, "")
    .match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? [];

/** Keys under which a company name can be asked for; letters and digits only. */
export function namesKeys(name: string): string[] {
  const han = name.match(/\p{Script=Han}+/gu)?.join("");
  if (han)
    return [...new Set([han, han.replace(/(?:股份)?有限公司$|集团$|公司$|控股$/g, "")])].filter(
      (k) => k.length > 1,
    );
  const words = wordsOf(name.replace(/&/g, " and "));
  let end = words.length;
  while (end > 1 && TAIL.has(words[end - 1]!)) end--;
  const start = words[0] === "the" && end > 1 ? 1 : 0;
  const core = words.slice(start, end).filter((w) => w !== "and");
  const all = words.slice(start).filter((w) => w !== "and" && w !== "the");
  const keys = new Set([core.join("")]);
  for (let size = 2; size < core.length; size++) keys.add(core.slice(0, size).join(""));
  const first = core[0] ?? "";
  if (first.length >= 4 && !COMMON.has(first)) keys.add(first);
  const initials = (list: string[]) => list.map((w) => w[0]).join("");
  for (const list of [core, all]) if (list.length >= 3) keys.add(initials(list));
  // "Johnson & Johnson" is asked for as J&J and JnJ
  if (/&/.test(name) && core.length >= 2)
    for (const joint of ["n", "and"]) keys.add(core.map((w) => w[0]).join(joint));
  // two letters are a name only when they are all of it: HP, 3M, GE
  return [...keys].filter((key) => key.length >= 3 || (key.length === 2 && key === core.join("")));
}

/** `groups`: names that mean one company (亚马逊, amazon, AMZN), from the lexicon and the desk's aliases. */
export function openSteering(groups: readonly (readonly string[])[] = []): Steering {
  const profiles = new Map<string, DocumentProfile>();
  const documentsByKey = new Map<string, Map<string, number>>();
  const groupByKey = new Map<string, readonly string[]>();
  for (const group of groups) for (const name of group) groupByKey.set(wordsOf(name).join(""), group);

  const keysOf = (profile: DocumentProfile): Map<string, number> => {
    const keys = new Map<string, number>();
    const keep = (key: string, weight: number) => keys.set(key, Math.max(keys.get(key) ?? 0, weight));
    for (const { name, weight } of profile.companies)
      for (const key of namesKeys(name)) {
        keep(key, weight);
        for (const other of groupByKey.get(key) ?? []) keep(wordsOf(other).join(""), weight);
      }
    for (const ticker of profile.tickers) keep(tickerKey(ticker), 1);
    return keys;
  };

  const remove = (documentId: string): void => {
    const profile = profiles.get(documentId);
    if (!profile) return;
    profiles.delete(documentId);
    for (const key of keysOf(profile).keys()) {
      documentsByKey.get(key)?.delete(documentId);
      if (documentsByKey.get(key)?.size === 0) documentsByKey.delete(key);
    }
  };
  const set = (documentId: string, profile: DocumentProfile): void => {
    remove(documentId);
    profiles.set(documentId, profile);
    for (const [key, weight] of keysOf(profile)) {
      const documents = documentsByKey.get(key) ?? new Map<string, number>();
      documents.set(documentId, weight);
      documentsByKey.set(key, documents);
    }
  };

  const ask = (query: string): SteeredQuery => {
    const period = periodOf(query);
    const { keys, words } = mentions(query, documentsByKey, groupByKey);
    const company = new Map<string, number>();
    for (const key of keys)
      for (const [id, weight] of documentsByKey.get(key) ?? [])
        company.set(id, Math.max(company.get(id) ?? 0, weight));
    const priors = new Map<string, number>();
    const newest = [...company.keys()].reduce(
      (latest, id) => ((profiles.get(id)!.date ?? "") > latest ? profiles.get(id)!.date! : latest),
      "",
    );
    const yearEnd = yearEndMonth([...company.keys()].map((id) => profiles.get(id)!));
    for (const [id, weight] of company) {
      const profile = withFiscalPeriod(profiles.get(id)!, yearEnd);
      const fit = periodFit(profile, period) * YEAR_WEIGHT + formFit(profile, period) * FORM_WEIGHT;
      const fresh = period.year === null && newest !== "" && profile.date === newest ? NEWEST_WEIGHT : 0;
      priors.set(id, (weight >= OWN ? weight : TALKED_OF * weight) * (1 + fit + fresh));
    }
    const spent = new Set(priors.size > 0 ? [...words, ...period.words] : []);
    return { companies: keys, years: period.years, quarter: period.quarter, priors, spentWords: spent };
  };
  return { set, remove, get: (id) => profiles.get(id), ask };
}

/** Tickers have keys of their own: "IN" is one, "in" is not. */
const tickerKey = (ticker: string): string => `$${ticker.replace(/[^A-Za-z0-9]/g, "").toLowerCase()}`;

/** The names in a question that some document bears, longest first, each part of the question used once. */
function mentions(
  query: string,
  documentsByKey: Map<string, unknown>,
  groupByKey: Map<string, unknown>,
): { keys: string[]; words: string[] } {
  const parts = [...query.slice(0, 2000).matchAll(/\p{Script=Han}+|[\p{L}\p{N}]+(?:&[\p{L}\p{N}]+)*/gu)].map(
    ([word]) => word,
  );
  const keys: string[] = [];
  const words: string[] = [];
  const isKnown = (key: string) => documentsByKey.has(key) || groupByKey.has(key);
  for (let at = 0; at < parts.length; ) {
    let used = 0;
    for (let size = Math.min(6, parts.length - at); size >= 1 && used === 0; size--) {
      const slice = parts.slice(at, at + size);
      const name = slice.join("").toLowerCase().replace(/&/g, "and");
      const ticker = slice.every((part) => /^[A-Z0-9]+$/.test(part)) ? tickerKey(slice.join("")) : "";
      const key = isKnown(name) && isName(slice, name) ? name : documentsByKey.has(ticker) ? ticker : "";
      if (key === "") continue;
      used = size;
      keys.push(key);
      words.push(...slice.flatMap((part) => wordsOf(part)));
    }
    if (used === 0) keys.push(...hanNames(parts[at]!, isKnown));
    at += Math.max(1, used);
  }
  return { keys: [...new Set(keys)], words };
}

/** A single Latin word is a name only when written like one: a capital or a digit first, and two letters or more. */
const isName = (slice: string[], key: string): boolean =>
  slice.length > 1 ||
  /\p{Script=Han}/u.test(key) ||
  (/^[\p{Lu}\d]/u.test(slice[0]!) && key.length >= 2 && !/^\d+$/.test(key));

/** Known names inside a run of Han characters, by looking at each stretch of 2 to 10 of its first 200. */
function hanNames(run: string, isKnown: (key: string) => boolean): string[] {
  if (!/\p{Script=Han}/u.test(run)) return [];
  const found: string[] = [];
  const text = run.slice(0, 200);
  for (let at = 0; at < text.length - 1; at++)
    for (let size = Math.min(10, text.length - at); size >= 2; size--)
      if (isKnown(text.slice(at, at + size))) {
        found.push(text.slice(at, at + size));
        at += size - 1;
        break;
      }
  return found;
}

function periodFit(profile: DocumentProfile, period: AskedPeriod): number {
  if (period.year === null) return 0;
  const fits = [profile.fiscalYear, profile.endYear].map((year) => {
    if (year === null) return 0;
    if (year === period.year) return 1;
    if (year === period.year! + 1) return 0.45;
    return year === period.year! - 1 ? 0.15 : 0;
  });
  // the document's own label decides; the calendar year of its end is second best
  return Math.max(fits[0]!, fits[1]! * 0.8);
}

/** The month most of these annual reports end in, null when there is none. */
function yearEndMonth(profiles: DocumentProfile[]): number | null {
  const months = profiles.flatMap(({ form, date }) =>
    form === "annual" && date ? [Number(date.slice(5, 7))] : [],
  );
  return months.length === 0
    ? null
    : months.sort((a, b) => months.filter((m) => m === b).length - months.filter((m) => m === a).length)[0]!;
}

/**
 * The profile with the fiscal year and quarter its company would call the period, when the document does not
 * say itself and the company's year does not end with the calendar's: the quarter to 31 December of a year
 * that ends in June is the second of the next.
 */
function withFiscalPeriod(profile: DocumentProfile, yearEnd: number | null): DocumentProfile {
  if (yearEnd === null || yearEnd === 12 || profile.endQuarter === null || !profile.date) return profile;
  const month = Number(profile.date.slice(5, 7));
  const year = Number(profile.date.slice(0, 4)) + (month > yearEnd ? 1 : 0);
  const quarter = Math.ceil(((month - yearEnd + 12) % 12 || 12) / 3);
  return { ...profile, fiscalYear: year, fiscalQuarter: quarter };
}

const DAY_MS = 86_400_000;

function formFit(profile: DocumentProfile, period: AskedPeriod): number {
  if (period.day !== null) {
    const apart = profile.date ? Math.abs(Date.parse(profile.date) - Date.parse(period.day)) / DAY_MS : 999;
    return profile.form !== "annual" && apart <= 10 ? 1.5 : 0.2;
  }
  if (period.quarter !== null) {
    if (profile.fiscalQuarter === period.quarter || profile.endQuarter === period.quarter) return 1;
    return profile.form === "annual" ? 0.4 : 0.2;
  }
  if (profile.form === "annual") return 1;
  return profile.form === "earnings" ? (period.wantsEarnings ? 1 : 0.5) : 0.2;
}
