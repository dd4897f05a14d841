// eval/answers-cases.ts: what scripted models say of documents written for this: true statements in many wordings, and false ones.
//
// Each fact stands in one sentence of a document and is told in both languages; a hostile model twists it: another
// number, scale, currency, period, name, metric, direction or level, the number of its neighbour, a quote that is not there.

export interface Fact {
  /** Words of the document that carry it. */
  quote: string;
  entity: { en: string; zh: string };
  metric: { en: string; zh: string };
  period: { en: string; zh: string };
  value: { en: string[]; zh: string[] };
  /** A change told in the same words: up or down by so much. */
  change?: { by: string; way: "up" | "down" };
}

export interface CaseDocument {
  name: string;
  text: string;
  facts: Fact[];
}

const Q3 = { en: "the third quarter of 2025", zh: "2025年三季度" };
const Q2 = { en: "the second quarter of 2025", zh: "2025年二季度" };
const Y24 = { en: "2024", zh: "2024年" };
const CAPEX = { en: "capital expenditure", zh: "资本开支" };
const REVENUE = { en: "revenue", zh: "收入" };
const OPERATING = { en: "operating income", zh: "营业利润" };
const NET = { en: "net income", zh: "净利润" };
const AMAZON = { en: "Amazon", zh: "亚马逊" };
const MICROSOFT = { en: "Microsoft", zh: "微软" };
const GOOGLE = { en: "Google", zh: "谷歌" };
const META = { en: "Meta", zh: "Meta" };
const AWS = { en: "AWS", zh: "AWS" };

export const DOCUMENTS: CaseDocument[] = [
  {
    name: "cloud-capex.txt",
    text: `Cloud capital expenditure, third quarter 2025

Amazon capital expenditure was $34.2 billion in the third quarter of 2025, up 61% year over year. Microsoft capital expenditure was $34.9 billion in the third quarter of 2025, up 74%. Meta capital expenditure was $19.4 billion in the third quarter of 2025, up 111%.`,
    facts: [
      {
        quote:
          "Amazon capital expenditure was $34.2 billion in the third quarter of 2025, up 61% year over year.",
        entity: AMAZON,
        metric: CAPEX,
        period: Q3,
        value: {
          en: ["$34.2 billion", "$34.2bn", "US$34.2 billion", "$34,200 million"],
          zh: ["342亿美元", "342.0亿美元"],
        },
        change: { by: "61%", way: "up" },
      },
      {
        quote: "Microsoft capital expenditure was $34.9 billion in the third quarter of 2025, up 74%.",
        entity: MICROSOFT,
        metric: CAPEX,
        period: Q3,
        value: { en: ["$34.9 billion", "$34.9bn"], zh: ["349亿美元"] },
        change: { by: "74%", way: "up" },
      },
      {
        quote: "Meta capital expenditure was $19.4 billion in the third quarter of 2025, up 111%.",
        entity: META,
        metric: CAPEX,
        period: Q3,
        value: { en: ["$19.4 billion"], zh: ["194亿美元"] },
        change: { by: "111%", way: "up" },
      },
    ],
  },
  {
    name: "yunchang.txt",
    text: `云厂商三季度跟踪

2025年三季度谷歌收入1,023亿美元，同比增长16%，营业利润312亿美元。2025年三季度微软收入777亿美元，同比增长18%，净利润277亿美元。AWS 收入330亿美元，同比增长20%。`,
    facts: [
      {
        quote: "2025年三季度谷歌收入1,023亿美元，同比增长16%，营业利润312亿美元。",
        entity: GOOGLE,
        metric: REVENUE,
        period: Q3,
        value: { en: ["$102.3 billion", "$102 billion"], zh: ["1,023亿美元", "1023亿美元"] },
        change: { by: "16%", way: "up" },
      },
      {
        quote: "2025年三季度谷歌收入1,023亿美元，同比增长16%，营业利润312亿美元。",
        entity: GOOGLE,
        metric: OPERATING,
        period: Q3,
        value: { en: ["$31.2 billion", "$31 billion"], zh: ["312亿美元"] },
      },
      {
        quote: "2025年三季度微软收入777亿美元，同比增长18%，净利润277亿美元。",
        entity: MICROSOFT,
        metric: REVENUE,
        period: Q3,
        value: { en: ["$77.7 billion"], zh: ["777亿美元"] },
        change: { by: "18%", way: "up" },
      },
      {
        quote: "2025年三季度微软收入777亿美元，同比增长18%，净利润277亿美元。",
        entity: MICROSOFT,
        metric: NET,
        period: Q3,
        value: { en: ["$27.7 billion"], zh: ["277亿美元"] },
      },
    ],
  },
  {
    name: "aws-table.md",
    text: `# AWS segment results

Unit: USD million

| Item | Q3 2024 | Q3 2025 |
| --- | --- | --- |
| AWS revenue | 27,452 | 33,006 |
| AWS operating income | 10,447 | 11,434 |

AWS revenue rose 20% year over year in the third quarter of 2025, and AWS operating income rose 9% to $11.4 billion.`,
    facts: [
      {
        quote:
          "AWS revenue rose 20% year over year in the third quarter of 2025, and AWS operating income rose 9% to $11.4 billion.",
        entity: AWS,
        metric: OPERATING,
        period: Q3,
        value: { en: ["$11.4 billion", "$11 billion"], zh: ["114亿美元"] },
        change: { by: "9%", way: "up" },
      },
    ],
  },
  {
    name: "cooling.txt",
    text: `Cooling suppliers compared

Lanyard Thermal Systems reported revenue of $412.0 million in the third quarter of 2025, up 38%. Fenwick Networks reported revenue of $96.5 million in the third quarter of 2025, down 4%. Harbour Robotics reported net income of $21.3 million in 2024.`,
    facts: [
      {
        quote:
          "Lanyard Thermal Systems reported revenue of $412.0 million in the third quarter of 2025, up 38%.",
        entity: { en: "Lanyard Thermal Systems", zh: "Lanyard Thermal Systems" },
        metric: REVENUE,
        period: Q3,
        value: { en: ["$412.0 million", "$412 million"], zh: ["4.12亿美元"] },
        change: { by: "38%", way: "up" },
      },
      {
        quote: "Fenwick Networks reported revenue of $96.5 million in the third quarter of 2025, down 4%.",
        entity: { en: "Fenwick Networks", zh: "Fenwick Networks" },
        metric: REVENUE,
        period: Q3,
        value: { en: ["$96.5 million"], zh: ["9,650万美元"] },
        change: { by: "4%", way: "down" },
      },
      {
        quote: "Harbour Robotics reported net income of $21.3 million in 2024.",
        entity: { en: "Harbour Robotics", zh: "Harbour Robotics" },
        metric: NET,
        period: Y24,
        value: { en: ["$21.3 million"], zh: ["2,130万美元"] },
      },
    ],
  },
  {
    name: "dianli.txt",
    text: `电力与园区纪要

印第安纳园区目前投运功率1.1吉瓦。得克萨斯园区目前投运功率0.6吉瓦。AWS 2025年二季度收入309亿美元，同比增长17.5%。`,
    facts: [
      {
        quote: "印第安纳园区目前投运功率1.1吉瓦。",
        entity: { en: "The Indiana campus", zh: "印第安纳园区" },
        metric: { en: "power in operation", zh: "投运功率" },
        period: { en: "", zh: "目前" },
        value: { en: ["1.1 GW", "1,100 MW"], zh: ["1.1吉瓦", "1.1GW"] },
      },
      {
        quote: "得克萨斯园区目前投运功率0.6吉瓦。",
        entity: { en: "The Texas campus", zh: "得克萨斯园区" },
        metric: { en: "power in operation", zh: "投运功率" },
        period: { en: "", zh: "目前" },
        value: { en: ["0.6 GW", "600 MW"], zh: ["0.6吉瓦", "600兆瓦"] },
      },
      {
        quote: "AWS 2025年二季度收入309亿美元，同比增长17.5%。",
        entity: AWS,
        metric: REVENUE,
        period: Q2,
        value: { en: ["$30.9 billion"], zh: ["309亿美元"] },
        change: { by: "17.5%", way: "up" },
      },
    ],
  },
  {
    name: "accelerators.txt",
    text: `Accelerators side by side

A Trainium2 chip has 2.9 TB/s of memory bandwidth. An H100 chip has 3.35 TB/s of memory bandwidth. A Trn2 server with 16 chips has 46 TB/s of memory bandwidth.`,
    facts: [
      {
        quote: "A Trainium2 chip has 2.9 TB/s of memory bandwidth.",
        entity: { en: "A Trainium2 chip", zh: "Trainium2 单芯片" },
        metric: { en: "memory bandwidth", zh: "内存带宽" },
        period: { en: "", zh: "" },
        value: { en: ["2.9 TB/s"], zh: ["2.9 TB/s"] },
      },
      {
        quote: "An H100 chip has 3.35 TB/s of memory bandwidth.",
        entity: { en: "An H100 chip", zh: "H100 单芯片" },
        metric: { en: "memory bandwidth", zh: "内存带宽" },
        period: { en: "", zh: "" },
        value: { en: ["3.35 TB/s"], zh: ["3.35 TB/s"] },
      },
      {
        quote: "A Trn2 server with 16 chips has 46 TB/s of memory bandwidth.",
        entity: { en: "A Trn2 server", zh: "Trn2 服务器" },
        metric: { en: "memory bandwidth", zh: "内存带宽" },
        period: { en: "", zh: "" },
        value: { en: ["46 TB/s"], zh: ["46 TB/s"] },
      },
    ],
  },
];

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** True statements and false ones of a quote, in words of their own. */
export interface Paraphrased {
  title: string;
  /** Text of the document; "" when the block before is of the same document. */
  text: string;
  quote: string;
  honest: string[];
  lies: string[];
}

/** True wordings of a fact, in both languages. */
export function honestOf(fact: Fact): string[] {
  const { entity, metric, period, value, change } = fact;
  const inPeriod = period.en === "" ? "" : ` in ${period.en}`;
  const said: string[] = [];
  for (const amount of value.en) {
    said.push(
      /^(?:A|An|The) /.test(entity.en)
        ? `${entity.en} has ${amount} of ${metric.en}${inPeriod}.`
        : `${entity.en} reported ${metric.en} of ${amount}${inPeriod}.`,
      `${capital(metric.en)} of ${entity.en.replace(/^(A|An|The) /, (word) => word.toLowerCase())} was ${amount}${inPeriod}.`,
      `The ${metric.en} of ${entity.en.replace(/^(A|An|The) /, (word) => word.toLowerCase())} came to ${amount}${inPeriod}.`,
    );
    if (change !== undefined)
      said.push(
        `${entity.en} ${metric.en} ${change.way === "up" ? "rose" : "fell"} ${change.by} to ${amount}${inPeriod}.`,
        `${capital(inPeriod.trim())}, ${entity.en} had ${amount} of ${metric.en}, ${change.way} ${change.by} year over year.`,
        `${entity.en}'s ${metric.en} ${change.way === "up" ? "grew" : "declined"} ${change.by} to ${amount}${inPeriod}.`,
      );
  }
  for (const amount of value.zh) {
    said.push(
      `${period.zh}${entity.zh}${metric.zh}为${amount}。`,
      `${entity.zh}${period.zh}的${metric.zh}达到${amount}。`,
    );
    if (change !== undefined)
      said.push(
        `${period.zh}${entity.zh}${metric.zh}${amount}，同比${change.way === "up" ? "增长" : "下降"}${change.by}。`,
      );
  }
  return said;
}

/** A false statement with the quote that a liar would give for it. */
export interface Lie {
  kind: string;
  text: string;
  quote: string;
  passage?: number;
}

const OTHER_ENTITIES: [RegExp, string][] = [
  [/Amazon|亚马逊/, "Oracle"],
  [/Microsoft|微软/, "Oracle"],
  [/Google|谷歌/, "Oracle"],
  [/Meta/, "Oracle"],
  [/AWS/, "Azure"],
  [/Lanyard Thermal Systems/, "Northwind Cooling"],
  [/Fenwick Networks/, "Northwind Cooling"],
  [/Harbour Robotics/, "Northwind Cooling"],
  [/Indiana|印第安纳/, "Ohio"],
  [/Trainium2/, "Trainium3"],
  [/H100/, "H200"],
  [/Trn2/, "Trn3"],
];

/** Ways of making a true statement false. Each returns null where it does not apply. */
const TWISTS: Record<string, (text: string, fact: Fact, others: readonly Fact[]) => string | null> = {
  digit: (text) =>
    changed(text, /(\d)(?=\.\d|\d*(?:亿|万|吉|兆| billion| million|bn| GW| MW| TB))/, (digit) =>
      String((Number(digit) + 3) % 10 || 7),
    ),
  scale: (text) =>
    changed(text, /billion|million|bn|亿|万|GW|MW|TB|吉瓦|兆瓦/, (unit) => SCALE_TWIST[unit] ?? unit),
  currency: (text) => changed(text, /US\$|\$|美元/, (sign) => (sign === "美元" ? "元人民币" : "€")),
  quarter: (text) =>
    changed(text, /third quarter|second quarter|三季度|二季度/, (words) => QUARTER_TWIST[words]!),
  year: (text) => changed(text, /20(24|25)/, (year) => (year === "2025" ? "2022" : "2021")),
  name: (text) => {
    for (const [pattern, other] of OTHER_ENTITIES)
      if (pattern.test(text)) return text.replace(pattern, other);
    return null;
  },
  metric: (text) =>
    changed(
      text,
      /capital expenditure|Capital expenditure|operating income|Operating income|net income|Net income|revenue|Revenue|资本开支|营业利润|净利润|收入/,
      (metric) => METRIC_TWIST[metric] ?? "net debt",
    ),
  direction: (text) => changed(text, /rose|fell|增长|下降/, (word) => DIRECTION_TWIST[word]!),
  negation: (text) => changed(text, /reported|had|was|has|为|达到/, (word) => NEGATION_TWIST[word] ?? null),
  neighbour: (text, fact, others) => {
    const other = others.find(
      (one) =>
        one !== fact &&
        one.value.en[0] !== fact.value.en[0] &&
        unitOf(one.value.en[0]!) === unitOf(fact.value.en[0]!),
    );
    if (other === undefined) return null;
    for (const lang of ["en", "zh"] as const)
      for (const amount of [...fact.value[lang]].sort((a, b) => b.length - a.length))
        if (text.includes(amount)) return text.replace(amount, other.value[lang][0]!);
    return null;
  },
  percent: (text, fact) => {
    const by = fact.change?.by;
    return by === undefined || !text.includes(by)
      ? null
      : text.replace(by, `${(Number.parseFloat(by) + 11.5).toFixed(1)}%`);
  },
  point: (text, fact) => {
    const by = fact.change?.by;
    return by === undefined || !text.includes(by)
      ? null
      : text.replace(
          by,
          /\p{Script=Han}/u.test(text)
            ? `${Number.parseFloat(by)}个百分点`
            : `${Number.parseFloat(by)} percentage points`,
        );
  },
  level: (text) => changed(text, /chip|server|单芯片|服务器/, (level) => LEVEL_TWIST[level]!),
  addition: (text) =>
    /\p{Script=Han}/u.test(text)
      ? text.replace(/。$/, "，并宣布以88亿美元收购北风冷却公司。")
      : text.replace(/\.$/, ", and announced the purchase of Northwind Cooling for $8.8 billion."),
  sharper: (text) => changed(text, /(\d+\.\d)(?=\s?(?:billion|bn|million))/, (number) => `${number}7`),
};

const SCALE_TWIST: Record<string, string> = {
  billion: "million",
  million: "billion",
  bn: "mn",
  亿: "万",
  万: "亿",
  GW: "MW",
  MW: "GW",
  TB: "GB",
  吉瓦: "兆瓦",
  兆瓦: "吉瓦",
};
const QUARTER_TWIST: Record<string, string> = {
  "third quarter": "first quarter",
  "second quarter": "fourth quarter",
  三季度: "一季度",
  二季度: "四季度",
};
const METRIC_TWIST: Record<string, string> = {
  "capital expenditure": "net income",
  "Capital expenditure": "Net income",
  "operating income": "capital expenditure",
  "Operating income": "Capital expenditure",
  "net income": "revenue",
  "Net income": "Revenue",
  revenue: "free cash flow",
  Revenue: "Free cash flow",
  资本开支: "净利润",
  营业利润: "资本开支",
  净利润: "收入",
  收入: "自由现金流",
};
const DIRECTION_TWIST: Record<string, string> = { rose: "fell", fell: "rose", 增长: "下降", 下降: "增长" };
const NEGATION_TWIST: Record<string, string> = {
  reported: "never reported",
  was: "was not",
  为: "并非",
  达到: "没有达到",
  has: "does not have",
  had: "did not have",
};
const LEVEL_TWIST: Record<string, string> = { chip: "rack", server: "chip", 单芯片: "机柜", 服务器: "集群" };

const unitOf = (amount: string): string => amount.replace(/[\d.,]+/g, "#").replace(/bn/, " billion");

function changed(text: string, pattern: RegExp, by: (found: string) => string | null): string | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const other = by(match[0]);
  return other === null || other === match[0]
    ? null
    : text.slice(0, match.index) + other + text.slice(match.index + match[0].length);
}

/** False statements of a document: every twist of every wording of every fact, with its sentence or the whole text as quote. */
export function liesOf(document: CaseDocument, paragraph: string): Lie[] {
  const lies: Lie[] = [];
  for (const fact of document.facts) {
    for (const [at, text] of honestOf(fact).entries()) {
      for (const [kind, twist] of Object.entries(TWISTS)) {
        const twisted = twist(text, fact, document.facts);
        if (twisted === null) continue;
        lies.push({
          kind,
          text: twisted,
          quote: kind === "neighbour" || at % 2 === 1 ? paragraph : fact.quote,
        });
      }
      lies.push({ kind: "quote", text, quote: `As the company confirmed, ${fact.quote}` });
      lies.push({ kind: "passage", text, quote: fact.quote, passage: 97 });
    }
  }
  return lies;
}
