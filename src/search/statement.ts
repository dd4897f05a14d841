// search/statement.ts: which pages are the income statement, the balance sheet, the cash-flow statement.
//
// A question about capital expenditure is answered by one page of a filing, and that page says neither
// "capital expenditure" nor the company's name. So passages are scored once, when they are indexed
// (statementScores, kept by features.ts), and a question is mapped to the statements it wants (wantedStatements): the ones it names, else those its metrics
// stand in (lexicon/concepts.tsv, last column). Pure functions over text.
//
// score = (.4 heading near the top + .6 share of the usual line items) × density of figures × penalties

export const STATEMENTS = ["income", "balance", "cashflow"] as const;
export type Statement = (typeof STATEMENTS)[number];
export type StatementScores = Record<Statement, number>;

const HEADING: Record<Statement, RegExp> = {
  income:
    /statements? of (?:consolidated )?(?:income|operations|earnings|profit)|(?:income|profit and loss) statements?|合并利润表|利润表|损益表|綜合收益表|综合收益表|損益表/i,
  balance:
    /balance sheets?|statements? of (?:consolidated )?financial (?:position|condition)|资产负债表|財務狀況表|财务状况表|資產負債表/i,
  cashflow: /statements? of (?:consolidated )?cash ?flow|cash ?flow statements?|现金流量表|現金流量表/i,
};

/** Line items that nearly every statement of the kind has; a page with most of them is one whatever its heading. */
const LINES: Record<Statement, RegExp[]> = {
  income: [
    /net sales|total (?:net )?revenues?|net revenues?|^revenues?|营业总?收入|營業收入|收入/im,
    /cost of (?:goods|products|sales|revenues?|services)|营业总?成本|銷售成本|销售成本/i,
    /gross (?:profit|margin)|毛利/i,
    /selling|marketing|administrative|管理费用|销售费用|行政/i,
    /research and development|technology and|研发费用|研發/i,
    /operating (?:income|profit|expenses)|income from operations|earnings from operations|营业利润|經營溢利|经营利润/i,
    /interest (?:expense|income)|财务费用|利息/i,
    /before (?:provision for )?(?:income )?tax|利润总额|除稅前/i,
    /(?:provision for|benefit from|income) (?:income )?tax|所得税费用|所得稅/i,
    /net (?:income|earnings|loss)|净利润|淨利潤|本期利润/i,
    /(?:earnings|income|loss) per (?:common )?share|每股收益|每股盈利/i,
    /diluted|稀释|攤薄/i,
  ],
  balance: [
    /total assets|资产总[计额]|資產總/i,
    /total current assets|流动资产合计|流動資產/i,
    /cash and cash equivalents|货币资金|現金及/i,
    /receivables?|应收账款|應收/i,
    /inventor(?:y|ies)|存货|存貨/i,
    /property,? (?:plant,? )?(?:and )?equipment|property and equipment|固定资产|物業/i,
    /goodwill|商誉|商譽/i,
    /accounts payable|应付账款|應付/i,
    /total current liabilities|流动负债合计|流動負債/i,
    /total liabilities|负债合计|負債總/i,
    /retained earnings|accumulated deficit|未分配利润|保留/i,
    /total (?:shareholders|stockholders|equity|shareowners)|所有者权益|權益總/i,
  ],
  cashflow: [
    /operating activities|经营活动|經營活動/i,
    /investing activities|投资活动|投資活動/i,
    /financing activities|筹资活动|融資活動/i,
    /depreciation|折旧|折舊/i,
    /purchases? of property|capital expenditures?|additions to property|购建固定资产|購置/i,
    /dividends? paid|payments? of (?:cash )?dividends?|cash dividends|分配股利|已付股息/i,
    /(?:repurchases?|purchases?) of (?:common|treasury)|回购|購回/i,
    /(?:net )?(?:increase|decrease|change) in cash|现金及现金等价物净增加|現金淨/i,
    /(?:beginning|end) of (?:the )?(?:period|year)|期初|期末|年初|年末/i,
    /deferred (?:income )?tax|递延/i,
    /stock-based|share-based|股份支付/i,
    /proceeds from|收到的现金|所得款/i,
  ],
};

const NOTES = /^\s*(?:notes? (?:to|\d)|note \d|附注)/im;
const PARENT_ONLY = /parent[- ](?:company )?only|condensed financial information of|schedule i\b|母公司/i;
const CONTENTS =
  /table of contents[\s\S]{0,400}item 1|index to (?:consolidated )?financial statements|\.{6,}|目录/i;
const FIGURE = /(?:^|[\s$(€£¥])\d{1,3}(?:,\d{3})+|\b\d+(?:\.\d+)?\b/g;
const LONGEST_PAGE = 12_000; // characters read; a statement is one page, longer text is prose or hostile

/** How surely a page's text is each of the three statements, 0 to 1. Linear in the first 12,000 characters. */
export function statementScores(pageText: string): StatementScores {
  const text = pageText.slice(0, LONGEST_PAGE);
  const scores: StatementScores = { income: 0, balance: 0, cashflow: 0 };
  const figures = text.match(FIGURE)?.length ?? 0;
  if (figures < 25) return scores;
  const words = text.match(/[\p{L}\p{N}.,]+/gu)?.length ?? 1;
  const density = Math.min(1, figures / words / 0.3);
  const head = text.slice(0, 500);
  const isContents = CONTENTS.test(head);
  const penalty = (NOTES.test(head) ? 0.5 : 1) * (PARENT_ONLY.test(head) ? 0.6 : 1) * (isContents ? 0.1 : 1);
  for (const statement of STATEMENTS) {
    const lines = LINES[statement];
    const share = lines.filter((line) => line.test(text)).length / lines.length;
    const heading = HEADING[statement].test(head) ? 1 : 0;
    scores[statement] = (0.4 * heading + 0.6 * share) * density * penalty;
  }
  return scores;
}

/** The statements a question names: "balance sheet", "P&L", 现金流量表. */
export function namedStatements(query: string): Set<Statement> {
  const named = new Set<Statement>();
  for (const statement of STATEMENTS) if (HEADING[statement].test(query)) named.add(statement);
  if (/\bp&l\b|\bprofit (?:and|&) loss\b/i.test(query)) named.add("income");
  return named;
}

/**
 * The statements a question wants: the ones it names, else those of its metrics (`ofMetrics`, from the
 * concepts found in it). Empty for a question about neither.
 */
export function wantedStatements(query: string, ofMetrics: Iterable<string> = []): Set<Statement> {
  const named = namedStatements(query);
  if (named.size > 0) return named;
  return new Set(STATEMENTS.filter((statement) => [...ofMetrics].includes(statement)));
}
