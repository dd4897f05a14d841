// classify/kind.ts: which of the eight kinds a document is, by rules that say their name.
//
// The order is the meaning: what a page calls itself in its title counts more than what its text holds, a
// news site's retelling of a broker's note is news, and only what nothing speaks for is an article or a
// note. A person's word overwrites any rule (see DecidedBy).

import type { DocumentKind } from "../records/document.ts";
import type { MediaType } from "../records/reading.ts";
import { brokersIn, siteNamed, siteOf } from "./names.ts";

export interface KindHints {
  title: string;
  /** The first few thousand letters of the text. */
  textHead: string;
  source: string;
  mediaType: MediaType;
  url: string | null;
  fileName: string;
}

export interface RecognisedKind {
  kind: DocumentKind;
  /** Name of the rule, for people: "title says call minutes". */
  rule: string;
}

interface Rule {
  kind: DocumentKind;
  rule: string;
  test: (hints: Prepared) => boolean;
}

interface Prepared extends KindHints {
  /** Title and file name. */
  name: string;
  /** First letters of the text. */
  head: string;
  isWeb: boolean;
  siteKind: string;
}

const FORM = /\b(?:form\s+)?(?:10-?[kq](?:405|sb|t)?|8-?k|20-?f|6-?k|40-?f|s-1|f-1|def\s?14a|13f)(?:\/a)?\b/i;
const FILING_NAME =
  /(?:年度报告|半年度报告|年報|年报(?!点评|分析|解读)|中期报告|中期報告|一季度报告|三季度报告|季度报告(?!点评)|招股(?:说明)?书|募集说明书|业绩预告|业绩快报|权益变动报告书|法律意见书|提示性公告|关于.{2,60}的?公告|^.{0,20}公告$|annual report|interim report|quarterly report|prospectus|proxy statement)/i;
const FILING_TEXT =
  /(?:证券代码|股票代码)\s*[:：]\s*\d{5,6}[\s\S]{0,120}(?:证券简称|股票简称|公告编号)|本公司董事会及全体董事保证|^[\s\S]{0,600}(?:19|20)\d\d\s*年\s*(?:年度|半年度|第[一三]季度)\s*报告|securities and exchange commission[\s\S]{0,400}form\s+\d|(?:annual|quarterly|current) report pursuant to section 13|exact name of registrant/i;
const EXPERT_NAME =
  /专家(?!组|委员会|公寓|级)|產業專家|expert (?:call|interview|network|note|insight|transcript)|former (?:\w+ ){1,4}(?:employee|engineer|director|executive|manager)/i;
const EXPERT_TEXT =
  /专家(?:背景|观点|介绍|简介)\s*[:：]|expert(?:'s)? (?:background|bio)|(?:tegus|alphasights|guidepoint|third bridge|alphasense expert)/i;
const CALL_NAME =
  /纪要|紀要|(?:业绩|财报|电话)会(?:议)?(?:实录|全文|记录|速记|要点)|(?:earnings|conference|results|analyst)[ -]?(?:conference )?call|transcript|call (?:minutes|notes)|fireside chat/i;
const CALL_TEXT =
  /(?:^|\n)\s*operator\s*[:\n][\s\S]{0,600}(?:welcome|good (?:morning|afternoon|day|evening))|question-and-answer session|会议时间\s*[:：][\s\S]{0,300}(?:参会|与会|出席|嘉宾)|(?:Q\s?\d{0,2}\s*[:：][\s\S]{5,800}?A\s?\d{0,2}\s*[:：][\s\S]{5,800}?){2}/i;
const REVIEW_NAME =
  /(?:业绩|财报|季报|年报|中报|半年报|[一二三四1-4]季度?|Q[1-4]|FY\d{2,4})[^。]{0,24}(?:点评|點評|回顾|解读|分析|跟踪)|(?:results?|earnings|[1-4]Q\d{0,4}|Q[1-4])[^.]{0,30}(?:review|recap|first (?:take|look)|quick take|takeaways|wrap|beat|miss)/i;
const BROKER_NAME =
  /研报|研究报告|深度报告|深度研究|首次覆盖|行业(?:研究|周报|月报|点评|策略)|策略报告|点评报告|投资评级|initiat(?:ing|ion of) coverage|equity research|(?:price )?target (?:raised|cut|to)|(?:up|down)grade/i;
const RATING =
  /(?:维持|给予|上调至|下调至|首次覆盖|重申|評級|评级\s*[:：]?)[^。\n]{0,12}[“"「]?(?:买入|买進|買入|增持|推荐|强烈推荐|谨慎推荐|优于大市|跑赢(?:行业|大市)|中性|持有|减持|卖出|强于大市|看好|跑輸)|(?:rating|reiterate|maintain|stock rating|we rate)[^.\n]{0,30}(?:overweight|underweight|equal-?weight|outperform|underperform|market perform|buy|sell|neutral|hold)|(?:price target|target price|目标价|目標價)[^.\n。]{0,30}\d|\b(?:overweight|outperform|underperform)\b[\s\S]{0,200}(?:price target|12-month)/i;
const RESEARCH_TEXT =
  /证券研究报告|证券分析师|执业证书编号|S0\d{11}|分析师声明|analyst certification|important disclosures|equity research|global (?:investment )?research/i;
const WIRE_TEXT =
  /^[\s\S]{0,200}(?:\((?:reuters|bloomberg|ap|afp|dow jones|xinhua)\)|(?:财联社|新华社|中新社|中国证券报|证券时报|央视|路透|彭博|澎湃新闻|界面新闻|格隆汇|智通财经|每经|IT之家|快科技)[^\n]{0,24}(?:讯|电|报道|消息|获悉|[)）]))/i;
const DATELINE =
  /^[\s\S]{0,160}?(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})? ?(?:\([A-Z][\w .]+\) ?)?(?:--|—|–|\/PRNewswire)|\d{1,2}月\d{1,2}日(?:电|讯|消息|，|,|晚间|早间))/;
const NEWS_SOURCE =
  /reuters|bloomberg|news|times|journal|post|herald|newswire|财联社|新华|日报|早报|晚报|时报|证券报|新闻|财经|见闻|快讯|通讯社|[网網]$/i;

/** "中金：……" and "大行评级｜……" are how wires retell a broker's note. */
const RETELLS = /^(?:大行|研报(?:掘金|精选)|机构(?:观点|看市))|^[^:：|｜]{2,24}\s?[:：|｜]/;
const RELEASE =
  /\b(?:announces?|reports?)\b[^.\n]{0,60}\b(?:quarter|fiscal|full[- ]year|half[- ]year|annual)\b[^.\n]{0,60}\bresults\b/i;

/** First match wins. */
const RULES: Rule[] = [
  { kind: "news", rule: "retells a broker", test: (h) => h.mediaType !== "pdf" && isRetelling(h.title) },
  { kind: "expert-note", rule: "title says expert", test: (h) => EXPERT_NAME.test(h.name) },
  {
    kind: "filing",
    rule: "name of a filing",
    test: (h) =>
      !isRetold(h) &&
      !REVIEW_NAME.test(h.name) &&
      !CALL_NAME.test(h.name) &&
      (isForm(h.name) || FILING_NAME.test(h.title)),
  },
  {
    kind: "call-minutes",
    rule: "title says call",
    test: (h) => CALL_NAME.test(h.name) && !isNewsOf(h) && !REVIEW_NAME.test(h.title),
  },
  {
    kind: "filing",
    rule: "head of a filing",
    test: (h) => FILING_TEXT.test(h.head) && !RESEARCH_TEXT.test(h.head),
  },
  {
    kind: "results-review",
    rule: "title says results review",
    test: (h) => REVIEW_NAME.test(h.name) && !isRetold(h),
  },
  {
    kind: "broker-report",
    rule: "title says research",
    test: (h) => BROKER_NAME.test(h.name) && !isRetold(h),
  },
  { kind: "broker-report", rule: "research report", test: (h) => RESEARCH_TEXT.test(h.head) && !isRetold(h) },
  { kind: "news", rule: "wire dateline", test: (h) => WIRE_TEXT.test(h.head) && h.mediaType !== "pdf" },
  {
    kind: "filing",
    rule: "results release",
    test: (h) => !h.isWeb && RELEASE.test(h.head.slice(0, 1_500)) && !RESEARCH_TEXT.test(h.head),
  },
  { kind: "filing", rule: "site of filings", test: (h) => h.siteKind === "filing" },
  { kind: "expert-note", rule: "text introduces an expert", test: (h) => EXPERT_TEXT.test(h.head) },
  {
    kind: "call-minutes",
    rule: "text runs like a call",
    test: (h) => CALL_TEXT.test(h.textHead) && !isRetold(h),
  },
  {
    kind: "broker-report",
    rule: "rating line",
    test: (h) => RATING.test(h.head) && !isRetold(h) && (!h.isWeb || isBroker(h)),
  },
  { kind: "broker-report", rule: "source is a broker", test: (h) => isBroker(h) && !h.isWeb },
  { kind: "news", rule: "news site", test: (h) => h.siteKind === "news" },
  { kind: "article", rule: "site of articles", test: (h) => h.siteKind === "article" },
  { kind: "news", rule: "dateline", test: (h) => DATELINE.test(h.head) && h.mediaType !== "pdf" },
  { kind: "news", rule: "source is a news desk", test: (h) => h.isWeb && NEWS_SOURCE.test(h.source) },
  {
    kind: "article",
    rule: "page or book",
    test: (h) => h.isWeb || h.mediaType === "pdf" || h.mediaType === "epub",
  },
];

/** The kind of a document; never fails, the last resort is "note". */
export function recogniseKind(hints: KindHints): RecognisedKind {
  const prepared: Prepared = {
    ...hints,
    name: `${hints.title}\n${hints.fileName.replace(/\.\w{2,8}$/, "").replace(/[_+]/g, " ")}`.slice(0, 600),
    head: hints.textHead.slice(0, 3_000),
    textHead: hints.textHead.slice(0, 12_000),
    isWeb: hints.mediaType === "html",
    siteKind: siteOf(hints.url)?.kind ?? siteNamed(hints.source)?.kind ?? "",
  };
  const found = RULES.find(({ test }) => test(prepared));
  return found === undefined
    ? { kind: "note", rule: "nothing else" }
    : { kind: found.kind, rule: found.rule };
}

/** "10-K" alone names a filing; "8-K" inside a longer title may be talk about one. */
function isForm(name: string): boolean {
  const place = FORM.exec(name);
  return place !== null && (/form\s/i.test(place[0]) || name.length < 90);
}

/** A page of a news site tells what others published. */
const isRetold = (hints: Prepared): boolean => hints.isWeb && hints.siteKind === "news";

/** "… said on an earnings call" in the title of a news page is news. */
const isNewsOf = (hints: Prepared): boolean =>
  isRetold(hints) && !/transcript|实录|全文|纪要/i.test(hints.name);

/** Wires call brokers by the first two letters of their names. */
const SHORT_BROKER =
  /^(?:中金|中信|华泰|招商|广发|国君|海通|申万|国信|天风|东吴|浙商|民生|兴证|兴业|长江|光大|安信|国金|国盛|开源|平安|东方|银河|中泰|国海|西部|方正)(?:证券)?\s?[:：|｜]/;

function isRetelling(title: string): boolean {
  const lead = RETELLS.exec(title)?.[0] ?? "";
  return (
    lead !== "" && (/^(?:大行|研报|机构)/.test(lead) || SHORT_BROKER.test(lead) || brokersIn(lead).size > 0)
  );
}

const isBroker = (hints: Prepared): boolean => hints.source.length <= 40 && brokersIn(hints.source).size > 0;
