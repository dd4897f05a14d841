// figures/issuer.ts: whose document it is when the vocabulary does not say: the name that the document gives its company.
//
//   (Exact name of registrant as specified in its charter)     the line before it
//   公司的中文名称  某某股份有限公司                              the cell or words behind it
//   某某股份有限公司2020年年度报告 · X Announces Second Quarter Results · 某某（600000.SH）
//
// The name is kept as written and without an id, so that the desk can propose it as a term. A company of the
// vocabulary inside the name wins, so that a known company keeps its one name.

import type { Term } from "../records/figure.ts";
import { findEntities, kindOf, type Mention, type Vocabulary } from "./vocabulary.ts";

/** How far into a document it may say whose it is: cover, contents and the page of company data. */
const REACH = 16_000;
const COVER = 1_500;

const REGISTRANT = /exact\s{1,3}name\s{1,3}of\s{1,3}(?:the\s{1,3})?registrant\s{1,3}as\s{1,3}specified/i;
const LABELLED =
  /(?:公司的?(?:法定)?中文名称|公司名称|發行人名稱|发行人名称)[\s:：]{1,4}([\u4e00-\u9fffA-Za-z（）()·]{4,40}?)(?=[\s，,。；;]|$)/;
const TITLED =
  /^[\s\d:：]*([\u4e00-\u9fffA-Za-z（）()·]{2,30}?(?:股份有限公司|有限责任公司|有限公司|集团|控股|公司))(?=关于|[\s:：-]*(?:19|20)\d\d|[\s\d]*年|第|董事会|首次|公开|招股)/;
const TICKER =
  /([\u4e00-\u9fffA-Z*][\u4e00-\u9fffA-Za-z*&-]{1,11})\s?[（(]\s?(?:(?:SH|SZ|HK)?\d{6}(?:\.(?:SH|SZ|BJ|SS))?|\d{4,5}\.HK|(?:NASDAQ|NYSE|Nasdaq)\s?[:：]\s?[A-Z.]{1,6}|[A-Z]{1,5}\.(?:US|O|N|OQ))\s?[)）]/;
const ANNOUNCES =
  /^([A-Z][\w&.,'’ -]{1,60}?)\s(?:announce[sd]?|report(?:s|ed)?|posts?|delivers?|releases?|provides?)\s/i;
const FORM = /^Form \S{1,8} for ([A-Z][\w&.,'’ -]{1,60}?) filed/;
const INCORPORATED =
  /^([A-Z][\w&.'’-]*(?:[ ,]+[\w&.'’-]+){0,5}?,? (?:Inc|Corp|Corporation|Company|Co|Ltd|Limited|plc|PLC|LLC|N\.V|S\.A|AG|SE)\b\.?(?:,? Inc\b\.?)?)/i;

/** The name of the company that the document is by or about, as a mention; null when it names none. */
export function issuerOf(text: string, title: string, vocabulary: Vocabulary): Mention | null {
  const name = nameIn(text, title);
  return name === null ? null : asMention(name, vocabulary);
}

function nameIn(text: string, title: string): string | null {
  const cover = text.slice(0, REACH);
  const found =
    registrantIn(cover.slice(0, 6_000)) ??
    LABELLED.exec(cover)?.[1] ??
    FORM.exec(title)?.[1] ??
    TITLED.exec(title)?.[1] ??
    ANNOUNCES.exec(title)?.[1] ??
    TICKER.exec(title)?.[1] ??
    INCORPORATED.exec(title)?.[1] ??
    onceTicker(cover.slice(0, COVER));
  const name = found?.replace(/[\s,，_*-]+$/, "").replace(/^[\s"“*_]+/, "") ?? null;
  return name === null || name.length < 2 || /^(?:the|form|company|公司|本公司)$/i.test(name) ? null : name;
}

/** The words on the line, or the line before, that the form calls the registrant's exact name. */
function registrantIn(cover: string): string | undefined {
  const at = REGISTRANT.exec(cover)?.index;
  if (at === undefined) return undefined;
  const before = cover.slice(Math.max(0, at - 200), at).replace(/[\s_(（]+$/, "");
  const name = before.slice(
    Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\t"), before.lastIndexOf("(")) + 1,
  );
  return name.slice(-80).replace(/^[\s_]+/, "");
}

/** A name with its ticker on the cover, when the cover has no other: a list of shares is no issuer. */
function onceTicker(cover: string): string | null {
  const first = TICKER.exec(cover);
  if (first === null) return null;
  return TICKER.exec(cover.slice(first.index + first[0].length)) === null ? first[1]! : null;
}

const FORM_WORDS = /^(?:FORM\s+)?(?:10-[KQ](?:\/A)?|8-K|20-F|6-K|S-1|F-1)\b[\s:–-]*/i;
/** Where a company's name ends in running words: "PFIZER INC. Quarterly report". */
const LEGAL_END =
  /^(.*?\b(?:INC|CORP|CORPORATION|COMPANY|CO|LTD|LIMITED|PLC|LLC|N\.V|S\.A|AG|SE)\b\.?)\s+(?=[A-Z])/i;

function asMention(written: string, vocabulary: Vocabulary): Mention {
  const bare = written.replace(FORM_WORDS, "");
  const name = inCase(LEGAL_END.exec(bare)?.[1] ?? bare);
  const known = findEntities(vocabulary, name, 0, name.length).find(
    (mention) => kindOf(mention.term) === "company" && mention.start < 3,
  );
  if (known !== undefined) return known;
  const term: Term = {
    id: "",
    kind: "entity",
    name: { zh: name, en: name },
    aliases: [],
    traits: ["company"],
    origin: "proposal",
  };
  return { start: 0, end: name.length, term };
}

/** "PFIZER INC." as "Pfizer Inc.": the capitals of a cover are no spelling; initials stay. */
function inCase(name: string): string {
  if (/[a-z\u4e00-\u9fff]/.test(name) || !/[A-Z]{3} |[A-Z]{5}/.test(name)) return name;
  const words =
    name.replace(/\b(?:INC|CORP|CORPORATION|CO|COMPANY|LTD|LIMITED|PLC|LLC)\b/g, "").match(/[A-Z]{2,}/g) ??
    [];
  return name.replace(/[A-Z]{2,}/g, (word) =>
    isInitials(word, words.length)
      ? word
      : word === "AND" || word === "OF"
        ? word.toLowerCase()
        : word[0] + word.slice(1).toLowerCase(),
  );
}

/** "IBM CORP", "CVS HEALTH": letters without a vowel, or a short word that is all the name, are initials. */
const isInitials = (word: string, count: number): boolean =>
  !/^(?:INC|CORP|CO|LTD|AND|THE|OF)$/.test(word) &&
  (!/[AEIOUY]/.test(word) || (count === 1 && word.length <= 4));
