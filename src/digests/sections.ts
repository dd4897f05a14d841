// digests/sections.ts: what a heading is about, by its words: the key that names a digest's section.
//
// Keys are closed (the interface translates them); the document's own heading travels beside as the title.

/** Keys of digest sections. Sections themselves stand in the order of the document, the rating first. */
export const SECTION_KEYS = [
  "rating",
  "summary",
  "core-view",
  "industry",
  "views",
  "results",
  "segments",
  "guidance",
  "outlook",
  "capex",
  "capacity",
  "chips",
  "valuation",
  "points",
  "questions",
  "conversions",
  "risks",
  "tables",
] as const;
export type SectionKey = (typeof SECTION_KEYS)[number];

/** First that fits wins: a heading on guidance for capex is guidance. */
const WORDS: [SectionKey, RegExp][] = [
  ["risks", /风险|risk/i],
  ["questions", /问答|答疑|q\s*&\s*a\b|questions?\b/i],
  [
    "core-view",
    /核心(?:观点|结论)|主要观点|投资要点|报告摘要|核心摘要|^摘要|^要点|^结论|core view|key (?:takeaways|points|messages)|investment (?:thesis|summary|view)|our (?:view|take)|executive summary|^summary|^highlights|^overview|bottom line|conclusion/i,
  ],
  ["rating", /评级|投资建议|目标价|\brating|recommendation|price target/i],
  ["guidance", /指引|guidance|forecast|预测/i],
  ["outlook", /展望|前景|未来|outlook|what comes next|looking ahead/i],
  [
    "segments",
    /分部|板块|各业务|业务线|segments?\b|by (?:business|division)|advertising|retail|广告|零售|云业务|^cloud/i,
  ],
  ["capex", /资本(?:开支|支出)|投入|capex|capital (?:expenditure|spending)|造价|钱花/i],
  ["capacity", /产能|容量|电力|供电|吉瓦|数据中心|机房|capacity|\bpower\b|gigawatt|data[- ]cent(?:er|re)/i],
  ["chips", /芯片|自研|加速器|集群|asic|gpu|tpu|\bchips?\b|silicon|accelerator|trainium|cluster/i],
  ["valuation", /估值|回报|valuation|\broi\b|multiple|returns?\b/i],
  [
    "results",
    /经营情况|经营业绩|业绩|财务|收入|利润|results?\b|financial (?:condition|statements?|performance)|income|revenue|earnings|liquidity|management.?s discussion/i,
  ],
  ["industry", /行业|产业|市场|公司|竞争|industry|market|compan(?:y|ies)|competit/i],
  ["views", /观点|怎么看|views?\b|opinion|reading/i],
];

/** The key of a heading; "points" when its words say nothing to us. */
export function keyOfHeading(title: string): SectionKey {
  const head = title.slice(0, 120);
  return WORDS.find(([, words]) => words.test(head))?.[0] ?? "points";
}
