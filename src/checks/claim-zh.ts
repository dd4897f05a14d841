// checks/claim-zh.ts: ratios that have a name in Chinese reports, and the many names of their operands.
//
// Source of the formulas: the usual textbook definitions in use in Chinese annual reports.

/** One operand of a named formula: any of these names. */
type Names = readonly string[];

export interface NamedRatio {
  /** Any of these words in the claim names the ratio. */
  names: readonly string[];
  over: readonly { names: Names; sign: 1 | -1 }[];
  under: readonly { names: Names; sign: 1 | -1 }[];
}

const ASSETS = ["资产总额", "资产总计", "总资产", "资产合计"];
const LIABILITIES = ["总负债", "负债合计", "负债总额", "负债总计"];
const REVENUE = ["营业收入", "营业总收入", "收入"];
const COST = ["营业成本"];
const RESEARCH = ["研发费用", "研发经费", "研发投入"];
const SELLING = ["销售费用"];
const ADMIN = ["管理费用"];
const FINANCE = ["财务费用"];
const NET_INCOME = ["净利润", "利润"];
const STAFF = ["职工总人数", "职工总数", "职工人数", "员工总数", "员工总人数", "在职员工"];

const plus = (...all: Names[]) => all.map((names) => ({ names, sign: 1 as const }));
const less = (names: Names) => ({ names, sign: -1 as const });

/** Longer names first: 非流动负债比率 holds 流动负债比率. */
export const NAMED_RATIOS: readonly NamedRatio[] = [
  {
    names: ["非流动负债比率", "非流动负债率"],
    over: plus(["非流动负债", "非流动负债合计"]),
    under: plus(LIABILITIES),
  },
  {
    names: ["流动负债比率", "流动负债率"],
    over: plus(["流动负债", "流动负债合计"]),
    under: plus(LIABILITIES),
  },
  { names: ["资产负债比率", "资产负债率"], over: plus(LIABILITIES), under: plus(ASSETS) },
  {
    names: ["速动比率"],
    over: [...plus(["流动资产", "流动资产合计"]), less(["存货"])],
    under: plus(["流动负债", "流动负债合计"]),
  },
  {
    names: ["流动比率"],
    over: plus(["流动资产", "流动资产合计"]),
    under: plus(["流动负债", "流动负债合计"]),
  },
  {
    names: ["现金比率"],
    over: plus(["货币资金", "现金及现金等价物"]),
    under: plus(["流动负债", "流动负债合计"]),
  },
  {
    names: ["三费比重", "三费占比", "期间费用率"],
    over: plus(SELLING, ADMIN, FINANCE),
    under: plus(REVENUE),
  },
  {
    names: ["研发经费占费用比例", "研发费用占费用比例", "研发费用占费用比重", "研发经费占费用"],
    over: plus(RESEARCH),
    under: plus(SELLING, FINANCE, ADMIN, RESEARCH),
  },
  {
    names: [
      "研发经费与利润比值",
      "研发经费与利润",
      "研发费用与利润",
      "研发费用与利润比值",
      "研发经费与净利润",
      "研发费用与净利润",
    ],
    over: plus(RESEARCH),
    under: plus(NET_INCOME),
  },
  {
    names: [
      "研发经费与营业收入比值",
      "研发费用与营业收入",
      "研发经费与收入",
      "研发费用率",
      "研发投入占营业收入",
    ],
    over: plus(RESEARCH),
    under: plus(REVENUE),
  },
  {
    names: ["研发人员占"],
    over: plus(["研发人员人数", "研发人员数", "研发人员数量", "研发人员"]),
    under: plus(STAFF),
  },
  {
    names: ["硕士及以上人员占", "硕士及以上"],
    over: plus(
      ["硕士员工人数", "硕士人数", "硕士"],
      ["博士及以上的员工人数", "博士及以上人数", "博士及以上", "博士"],
    ),
    under: plus(STAFF),
  },
  { names: ["毛利率"], over: [...plus(REVENUE), less(COST)], under: plus(REVENUE) },
  { names: ["净利润率", "净利率"], over: plus(NET_INCOME), under: plus(REVENUE) },
  { names: ["营业利润率"], over: plus(["营业利润"]), under: plus(REVENUE) },
  { names: ["营业成本率", "营业成本比率"], over: plus(COST), under: plus(REVENUE) },
  { names: ["管理费用率"], over: plus(ADMIN), under: plus(REVENUE) },
  { names: ["销售费用率"], over: plus(SELLING), under: plus(REVENUE) },
  { names: ["财务费用率"], over: plus(FINANCE), under: plus(REVENUE) },
  { names: ["投资收益占营业收入"], over: plus(["投资收益"]), under: plus(REVENUE) },
  { names: ["总资产净利率", "资产净利率", "总资产收益率"], over: plus(NET_INCOME), under: plus(ASSETS) },
];

const SAME: readonly Names[] = [ASSETS, LIABILITIES, REVENUE, RESEARCH, STAFF];

/** Names under which a table may hold what is asked for, the asked one first. */
export const namesOf = (name: string): string[] => [
  name,
  ...SAME.filter((names) => names.includes(name))
    .flat()
    .filter((other) => other !== name),
];
