// figures/basis.ts: on what basis a figure is stated: adjusted, constant currency, precision, per chip or per rack.
//
// Two figures on different bases are different definitions, never a conflict; so a word in the figure's own
// clause is enough to mark it.

const WORDS: [string, RegExp][] = [
  [
    "adjusted",
    /(?:经调整|调整后|剔除|扣非|扣除非经常|non-?gaap|非公认|非GAAP|adjusted|excluding (?:one-time|special|these|the)|不包括(?:一次性|特殊))/i,
  ],
  ["gaap", /(?<!non-|non |非)\bGAAP\b(?!外)|按照?公认会计准则/i],
  ["reported", /(?:as reported|按报告口径|报告口径)/i],
  [
    "constant-currency",
    /(?:固定汇率|恒定汇率|不变汇率|排除汇率|剔除汇率|扣除汇率|constant[- ]currency|constant exchange|FX-neutral|excluding (?:the (?:impact|effects?) of )?(?:changes in |fluctuations in )?(?:foreign )?(?:exchange|currency))/i,
  ],
  ["dense", /(?:稠密|\bdense\b)/i],
  ["sparse", /(?:稀疏|spars(?:e|ity))/i],
  ["bf16", /\bBF16|bf16/],
  ["fp8", /\bFP8|fp8/],
  ["fp16", /\bFP16|fp16/],
  ["fp4", /\b(?:NV|MX)?FP4|fp4/],
  ["int8", /\bINT8|int8/],
  ["one-way", /(?:单向|unidirectional|one-way)/i],
  ["two-way", /(?:双向|bidirectional|both directions|two-way)/i],
  ["chip", /(?:单芯片|单卡|每颗芯片|每芯片|单颗|per[- ]chip|per GPU|per accelerator|single[- ]chip)/i],
  ["server", /(?:单台服务器|每台服务器|单服务器|单机(?!柜)|per[- ]server|per node)/i],
  ["rack", /(?:单机柜|每机柜|单柜|整机柜|液冷机柜|液冷机架|per[- ]rack|rack-scale|机柜)/i],
  ["cluster", /(?:集群|cluster|superpod|UltraCluster|超节点)/i],
];
/** One look for all words: most clauses have none of them. */
const ANY = new RegExp(WORDS.map(([, pattern]) => pattern.source).join("|"), "i");
const LEVELS = new Set([
  "dense",
  "sparse",
  "bf16",
  "fp8",
  "fp16",
  "fp4",
  "int8",
  "one-way",
  "two-way",
  "chip",
  "server",
  "rack",
  "cluster",
]);
const SPECS = new Set([
  "compute",
  "bandwidth",
  "memory",
  "power",
  "money",
  "price",
  "ratio",
  "percent",
  "energy",
  "count",
]);

/** The bases named in the words of the clause; specifications only for kinds that have them. Sorted. */
export function basisOf(words: string, kind: string, segment: string | null): string[] {
  if (segment === null && !ANY.test(words)) return [];
  const basis: string[] = [];
  for (const [name, pattern] of WORDS) {
    if (LEVELS.has(name) && !SPECS.has(kind)) continue;
    if (pattern.test(words)) basis.push(name);
  }
  // 剔除汇率影响 is a currency basis, not an adjustment of the result.
  const isCurrencyOnly =
    basis.includes("constant-currency") && !/(?:经调整|调整后|扣非|adjusted|non-?gaap)/i.test(words);
  const kept = isCurrencyOnly ? basis.filter((name) => name !== "adjusted") : basis;
  if (segment !== null) kept.push(`segment:${segment}`);
  return kept.sort();
}
