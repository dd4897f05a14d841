// classify/source.ts: who published a document, by rules that say their name.
//
// A page belongs to its site, a report to its broker, a filing to its company. A broker that a text only
// talks about published nothing, so names count only beside the signs of a research report.

import type { MediaType, ReadingMeta } from "../records/reading.ts";
import { brokersIn, hostOf, siteOf } from "./names.ts";

export interface SourceHints {
  meta: ReadingMeta;
  title: string;
  /** The first few thousand letters of the text. */
  textHead: string;
  mediaType: MediaType;
  url: string | null;
  fileName: string;
}

export interface RecognisedSource {
  /** "" when nothing says it. */
  source: string;
  rule: string;
}

const RESEARCH =
  /证券研究报告|研究所|分析师|执业证书|equity research|global research|analyst certification|disclosure|price target|目标价|评级/i;
// The name may stand on the line above or on the same one; rules of underscores between are passed over.
const EXACT_NAME = /\(\s*exact name of (?:the )?registrant/i;
const REGISTRANT = /([^\n(]{0,60}[A-Za-z]{2}[^\n(]{0,40})(?:\n[\s_]{0,200})?$/;
/** As much as REGISTRANT can be long. */
const REGISTRANT_CHARS = 310;
const COMPANY = /([\u4e00-\u9fffA-Za-z0-9（）()·]{2,28}?(?:股份有限公司|集团有限公司|控股有限公司|有限公司))/;
const FILING = /年度报告|季度报告|公告编号|证券代码|股票代码|招股说明书|公告/;
const SAYS = /(?:来源|來源|稿源|出处|发布机构)\s*[:：]\s*([^\s|｜,，。;；()（）]{2,24})/;
const WIRE =
  /(财联社|新华社|中新社|路透社?|彭博社?|央视新闻|澎湃新闻|界面新闻|格隆汇|智通财经|每日经济新闻|证券时报|中国证券报)[^\n。]{0,20}(?:讯|电|报道|消息|获悉|[)）])/;
const WIRE_EN = /\((Reuters|Bloomberg|AP|AFP|Dow Jones|Xinhua)\)\s*[-–—]/;
const JUNK = /^(?:home|index|untitled|website|blog|首页|默认|wordpress|null|undefined)$/i;

/** The publisher of a document, shown as it is called; "" with the rule "unknown" when nothing says it. */
export function recogniseSource(hints: SourceHints): RecognisedSource {
  const head = hints.textHead.slice(0, 4_000);
  const isPage = hints.mediaType === "html";
  return (
    (isPage ? fromPage(hints, head) : fromFile(hints, head)) ??
    fromText(head) ??
    fromMeta(hints.meta) ??
    fromHost(hints) ?? { source: "", rule: "unknown" }
  );
}

function fromPage({ meta, url }: SourceHints, head: string): RecognisedSource | null {
  const address = url ?? meta.url;
  const site = siteOf(address);
  if (site !== null) return { source: site.name, rule: "host of the page" };
  return fromMeta(meta) ?? fromText(head);
}

/** A file carries its publisher in its first lines: a registrant, a company under a filing, a broker. */
function fromFile(hints: SourceHints, head: string): RecognisedSource | null {
  const registrant = registrantOf(head);
  if (registrant) return { source: registrant.replace(/\s+/g, " "), rule: "registrant" };
  const research = RESEARCH.test(head);
  const named = mostNamed(brokersIn(`${hints.fileName.replace(/_/g, " ")} ${hints.title}`));
  if (research) {
    const broker = named ?? mostNamed(brokersIn(head));
    if (broker !== null) return { source: broker, rule: "broker of the report" };
  }
  if (FILING.test(hints.title + head.slice(0, 1_500))) {
    const company = COMPANY.exec(head.slice(0, 1_500))?.[1];
    if (company) return { source: company, rule: "company of the filing" };
  }
  return named === null ? null : { source: named, rule: "broker in the name" };
}

/** Found back from the rare words after it: tried at every place of a long text it would cost milliseconds. */
function registrantOf(head: string): string | undefined {
  const at = head.search(EXACT_NAME);
  if (at < 0) return undefined;
  return REGISTRANT.exec(head.slice(Math.max(0, at - REGISTRANT_CHARS), at))?.[1]
    ?.replace(/_+/g, " ")
    .trim();
}

/** The broker named most often; the one named first among equals. */
function mostNamed(counts: Map<string, number>): string | null {
  let best: string | null = null;
  for (const [broker, count] of counts) if (best === null || count > counts.get(best)!) best = broker;
  return best;
}

function fromText(head: string): RecognisedSource | null {
  const said = SAYS.exec(head)?.[1];
  if (said) return { source: said, rule: "text says its source" };
  const wire = WIRE.exec(head.slice(0, 400))?.[1] ?? WIRE_EN.exec(head.slice(0, 400))?.[1];
  return wire ? { source: wire, rule: "wire dateline" } : null;
}

function fromMeta({ source }: ReadingMeta): RecognisedSource | null {
  const words = source?.trim() ?? "";
  return words === "" || words.length > 60 || JUNK.test(words)
    ? null
    : { source: words, rule: "page says its site" };
}

function fromHost({ url, meta }: SourceHints): RecognisedSource | null {
  const host = hostOf(url ?? meta.url);
  return host === "" ? null : { source: siteOf(url ?? meta.url)?.name ?? host, rule: "host" };
}
