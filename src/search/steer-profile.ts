// search/steer-profile.ts: what a document is about, read from its own title and first pages.
//
// In: title and text of the first pages. Out: a small JSON record, made when a document is indexed and kept
// beside it: whose document it is (company, tickers), which period it reports, which form it is and its date. steer.ts compares questions with these. Nothing is taken from file names or ids,
// and nothing here throws: what is not found is null or [].

import { periodOf } from "./steer-period.ts";

export type Form =
  | "annual"
  | "quarterly"
  | "interim"
  | "current"
  | "earnings"
  | "call"
  | "report"
  | "prospectus"
  | null;

export interface DocumentProfile {
  /** Company names as written, surest first; at most 6. */
  companies: { name: string; weight: number }[];
  /** Exchange symbols in upper case: "AMZN", "600519.SH". */
  tickers: string[];
  form: Form;
  /** The fiscal year the document reports, by its own label, and the year its period ends in. */
  fiscalYear: number | null;
  endYear: number | null;
  /** 1 to 4 by the document's own label, and the calendar quarter its period ends in. */
  fiscalQuarter: number | null;
  endQuarter: number | null;
  /** ISO day of the event or of the document itself. */
  date: string | null;
}

const LONGEST_TEXT = 24_000;
const MOST_NAMES = 6;
const MONTHS = "january february march april may june july august september october november december".split(
  " ",
);
const MONTH = `(?:${MONTHS.join("|")}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)`;
const DATE = new RegExp(
  `(${MONTH})\\.?\\s+(\\d{1,2}),?\\s+((?:19|20)\\d\\d)|((?:19|20)\\d\\d)\\s*[年/-]\\s*(\\d{1,2})\\s*[月/-]\\s*(\\d{1,2})`,
  "i",
);

/**
 * The profile of a document from its title and the text of its first pages (the first 24,000 characters are
 * read). `names` are company names the desk knows; those that open the text or stand in it often count as its
 * companies when it does not say itself whose it is.
 */
export function profileOf(
  { title, firstPagesText }: { title: string; firstPagesText: string },
  names: readonly string[] = [],
): DocumentProfile {
  const text = firstPagesText.slice(0, LONGEST_TEXT).normalize("NFKC");
  const form = formOf(`${title}\n${text}`);
  const end = periodEnd(text);
  const date = documentDate(text);
  const titled = titlePeriod(title);
  const label = fiscalLabel(text, end?.year ?? date?.year ?? null);
  const quarter = end && (form === "quarterly" || form === "earnings") ? Math.ceil(end.month / 3) : null;
  return {
    companies: companiesOf(title, text, names),
    tickers: tickersOf(`${title}\n${text}`),
    form,
    fiscalYear: titled.year ?? label.year ?? yearOf(end),
    endYear: end?.year ?? date?.year ?? null,
    fiscalQuarter: form === "annual" ? null : (titled.quarter ?? label.quarter),
    endQuarter: quarter,
    date: form === "current" || !end ? (date?.iso ?? null) : end.iso,
  };
}

/** "Amazon 2025Q3 earnings", "腾讯控股 2025年第三季度业绩": the period a title names, when it names one year only. */
function titlePeriod(title: string): { year: number | null; quarter: number | null } {
  const { years, quarter } = periodOf(title);
  return new Set(years).size === 1 ? { year: years[0]!, quarter } : { year: null, quarter: null };
}

/** The company of a title that is "company period form" and no sentence: what stands before the period or form. */
function titleCompany(title: string): string | null {
  const head = title.match(
    /^(.{2,40}?)[\s:,：，_-]+(?:FY ?)?(?:(?:19|20)\d\d|[1-4]Q\d\d|Q[1-4]\b|10-?[KQ]\b|8-?K\b|20-?F\b|annual report|earnings|年报|年度|季报|业绩)/iu,
  )?.[1];
  return head && head.split(/\s+/).length <= 5 ? head : null;
}

const FORMS: [RegExp, Form][] = [
  [/(?:form|\d)\s+(?:10-?k|20-?f|40-?f)\b|annual report (?:pursuant|on form)|年度报告|年度報告/i, "annual"],
  [/(?:form|\d)\s+10-?q\b|quarterly report pursuant|季度报告|季度報告/i, "quarterly"],
  [/半年度报告|中期报告|中期報告|half-year(?:ly)? report|interim report/i, "interim"],
  [/(?:form|\d)\s+(?:8-?k|6-?k)\b|current report/i, "current"],
  [/form\s+s-1\b|prospectus|招股/i, "prospectus"],
  [/earnings (?:conference )?call\b|conference call transcript|电话会|业绩会|會議紀要|会议纪要/i, "call"],
  [
    /\b(?:19|20)\d\d(?: ?Q[1-4])?\s+earnings$|(?:first|second|third|fourth)[- ]quarter|full[- ]year (?:20\d\d )?results|reports? .{0,60}results|业绩公告|業績公告|业绩快报/im,
    "earnings",
  ],
  [/target price|price target|outperform|overweight|目标价|研究报告|评级|证券研究/i, "report"],
];

/** The form whose words come first in the opening of the text; a filing says what it is before it says more. */
function formOf(text: string): Form {
  const head = text.slice(0, 4000);
  for (const [pattern, form] of FORMS) if (pattern.test(head)) return form;
  return null;
}

interface Day {
  year: number;
  month: number;
  iso: string;
}

function dayOf(match: RegExpMatchArray): Day | null {
  const [, name, day, year, zhYear, zhMonth, zhDay] = match;
  const month = name
    ? MONTHS.findIndex((m) => m.startsWith(name.toLowerCase().slice(0, 3))) + 1
    : Number(zhMonth);
  const of = { year: Number(year ?? zhYear), month, day: Number(day ?? zhDay) };
  if (!(of.month >= 1 && of.month <= 12 && of.day >= 1 && of.day <= 31)) return null;
  const two = (n: number) => String(n).padStart(2, "0");
  return { year: of.year, month: of.month, iso: `${of.year}-${two(of.month)}-${two(of.day)}` };
}

const PERIOD =
  /(?:fiscal\s+year|years?|quarter(?:ly)?|quarterly\s+period|period|months)\s+(?:ended|ending)|报告期(?:末|间)?|截至/gi;

/** The day after the first "fiscal year ended" or the like. */
function periodEnd(text: string): Day | null {
  for (const match of text.slice(0, 8000).matchAll(PERIOD)) {
    const day = text.slice(match.index, match.index + 120).match(DATE);
    const end = day && dayOf(day);
    if (end) return end;
  }
  return null;
}

function documentDate(text: string): Day | null {
  const report = text.match(/date of (?:earliest event|report)/i);
  const from = report?.index ?? 0;
  const day = text.slice(from, from + (report ? 300 : 4000)).match(DATE);
  return day ? dayOf(day) : null;
}

/** The year a period belongs to: one that ends in the first week of January is the year before. */
const yearOf = (end: Day | null): number | null =>
  end && (end.iso.slice(5) < "01-08" ? end.year - 1 : end.year);

const ORDINALS: Record<string, number> = { first: 1, second: 2, third: 3, fourth: 4 };
const ZH_ORDINALS: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4 };

/** The year and quarter the document calls itself by most often, the year within one of its period's end. */
function fiscalLabel(text: string, endYear: number | null): { year: number | null; quarter: number | null } {
  const years = new Map<number, number>();
  const quarters = new Map<number, number>();
  const count = (of: Map<number, number>, key: number) => of.set(key, (of.get(key) ?? 0) + 1);
  for (const [, long, short] of text.matchAll(/\b(?:fiscal(?:\s+year)?|fy)\s*(?:((?:19|20)\d\d)|(\d\d)\b)/gi))
    count(years, long ? Number(long) : 2000 + Number(short));
  for (const [, year] of text.matchAll(/((?:19|20)\d\d)\s*(?:财年|年度|年年度)/g)) count(years, Number(year));
  for (const [, word] of text.matchAll(/\b(first|second|third|fourth)[\s-]+(?:fiscal\s+)?quarter\b/gi))
    count(quarters, ORDINALS[word!.toLowerCase()]!);
  for (const [, digit] of text.matchAll(/\bQ([1-4])\b/g)) count(quarters, Number(digit));
  for (const [, word] of text.matchAll(/第?([一二三四])季度?/g)) count(quarters, ZH_ORDINALS[word!]!);
  const most = (of: Map<number, number>, allowed: (key: number) => boolean) => {
    const ranked = [...of].filter(([key]) => allowed(key)).sort((a, b) => b[1] - a[1]);
    return ranked[0]?.[0] ?? null;
  };
  const year = most(years, (key) => endYear === null || Math.abs(key - endYear) <= 1);
  return { year: (years.get(year ?? 0) ?? 0) >= 2 ? year : null, quarter: most(quarters, () => true) };
}

/** A line that is a company's name: capitalised words that end in a company's suffix. */
const SUFFIX =
  /^(?:[\p{Lu}\d][\p{L}\d.&'’-]{0,40},?\s{1,4}(?:(?:and|of|&|the)\s{1,4})?){1,6}(?:inc|corp|corporation|company|co|plc|ltd|limited|group|holdings|n\.v|s\.a|ag|se|llc|l\.p)\.?$/iu;
/** Lines with a company's suffix that name no party of interest: exchanges, check boxes, agencies. */
const NO_COMPANY =
  /stock (?:exchange|market)|nasdaq|securities and exchange|emerging growth|commission|^or$|wholly|income|equity|liabilit|\btax|current|revenue|total|attributable|assets|[|☐☒]|^(?:the )?(?:company|group|corporation|parent)$/i;
/** A line that is a Chinese company's full name, as on the cover of a report. */
const ZH_COMPANY = /^[\p{Script=Han}（）()]{2,24}(?:有限公司|集團|集团)$/u;
const REGISTRANT = /exact\s{1,9}name\s{1,9}of\s{1,9}(?:the\s{1,9})?registrant/i;

function companiesOf(title: string, text: string, names: readonly string[]): DocumentProfile["companies"] {
  const found = new Map<string, number>();
  const keep = (name: string, weight: number) => {
    const clean = name.replace(/\s+/g, " ").replace(/^[\s"“(•☒☐*_-]+|[\s"”),;:*_-]+$/g, "");
    if (clean.length < 2 || clean.length > 80 || NO_COMPANY.test(clean)) return;
    found.set(clean, Math.max(found.get(clean) ?? 0, weight));
  };
  const registrant = text.search(REGISTRANT);
  if (registrant >= 0) {
    const before = text.slice(Math.max(0, registrant - 400), registrant).split("\n");
    const line = before.findLast((l) => /\p{L}{3}/u.test(l) && !/commission|^\s*\d/i.test(l));
    if (line) keep(line, 1);
  }
  const hasRegistrant = found.size > 0;
  const titled = titleCompany(title);
  if (titled) keep(titled, 1);
  for (const [, name] of text.matchAll(
    /((?:(?:\p{Lu}[\p{L}\d.'’-]{0,40},?|&|and|of)\s{1,4}){1,6})\((?:the\s+["“][Cc]ompany|NYSE|NASDAQ|Nasdaq|HKEX|SEHK|LSE|TSX)/gu,
  ))
    keep(name!, 0.9);
  for (const line of heading(title, text).split("\n"))
    if (ZH_COMPANY.test(line.trim())) keep(line.trim(), 0.9);
  for (const line of heading(title, text).split("\n"))
    if (line.length <= 60 && SUFFIX.test(line.trim()) && /^[\p{Lu}\d]/u.test(line.trim()))
      keep(line.trim(), 0.7);
  const own = [...found.keys()].map((name) => name.toLowerCase());
  for (const [name, weight] of known(title, text, names)) {
    // the short name of the company that files is as sure as its full one; others are only talked about
    const isOwn = own.some((full) => full.startsWith(name) || full.startsWith(`the ${name}`));
    keep(name, isOwn ? 0.95 : hasRegistrant ? weight * 0.3 : weight);
  }
  return [...found]
    .map(([name, weight]) => ({ name, weight }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_NAMES);
}

const heading = (title: string, text: string): string => `${title}\n${text.slice(0, 1500)}`;

/** Known names in the title (.9), or in the opening or three times in the text (.2 to .7 by how often). */
function known(title: string, text: string, names: readonly string[]): [string, number][] {
  const folded = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}&]+/gu, " ")} `;
  const foldedTitle = ` ${title.toLowerCase().replace(/[^\p{L}\p{N}&]+/gu, " ")} `;
  const out: [string, number][] = [];
  for (const name of names) {
    const plain = name
      .toLowerCase()
      .replace(/[^\p{L}\p{N}&]+/gu, " ")
      .trim();
    if (plain === "") continue;
    const needle = /\p{Script=Han}/u.test(plain) ? plain : ` ${plain} `;
    if (foldedTitle.includes(needle)) out.push([name, 0.9]);
    else {
      const times = folded.split(needle).length - 1;
      const opens = times > 0 && folded.slice(0, 2000).includes(needle);
      if (times >= 3 || opens) out.push([name, Math.min(0.7, 0.2 + times / 30)]);
    }
  }
  return out;
}

function tickersOf(text: string): string[] {
  const found = new Set<string>();
  const markets = "\\b(?:NYSE|NASDAQ|Nasdaq|NasdaqGS|HKEX|SEHK|LSE|TSX|TWSE|SSE|SZSE)";
  for (const [, ticker] of text.matchAll(
    new RegExp(`${markets}[^\\n:：]{0,24}[:：]\\s*([A-Z][A-Z0-9.]{0,6})\\b`, "g"),
  ))
    found.add(ticker!);
  for (const [, ticker] of text.matchAll(
    /\b([A-Z]{1,5})\s+(?:The\s+)?(?:New York Stock Exchange|Nasdaq|NASDAQ)\b/g,
  ))
    found.add(ticker!);
  for (const [ticker] of text.matchAll(/\b\d{6}\.(?:SH|SZ|SS|BJ)\b|\b\d{4,5}\.HK\b|\b\d{4}\.TW\b/gi))
    found.add(ticker.toUpperCase());
  return [...found]
    .filter((ticker) => ticker.length > 1 && !["THE", "NONE", "NA", "LLC"].includes(ticker))
    .slice(0, MOST_NAMES);
}
