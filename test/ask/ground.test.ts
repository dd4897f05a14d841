// test/ask/ground.test.ts: what quotes carry and what they do not: honest statements pass, invented and twisted ones never.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShownPassage } from "../../src/ask/draft.ts";
import { findQuote, ground } from "../../src/ask/ground.ts";
import { groundTools } from "../../src/desk/ask-tools.ts";
import { shippedVocabulary } from "../../src/figures/vocabulary.ts";

const tools = groundTools(shippedVocabulary());

const PASSAGES = {
  aws: "AWS revenue was $33.0 billion in the third quarter of 2025, up 20% year over year, the fastest growth since 2022. Backlog was $200 billion at the end of the quarter.",
  capex:
    "亚马逊三季度资本开支 342 亿美元，同比增长 61%；微软资本开支 349 亿美元，同比增长 74%。谷歌将 2025 年资本开支指引上调至 910–930 亿美元。",
  chip: "Trainium2 单芯片 BF16 稠密算力约 667 TFLOP/s，一台 16 颗芯片的 Trn2 服务器合计 10.7 PFLOP/s。显存带宽：Trainium2 单芯片 2.9 TB/s，H100 为 3.35 TB/s。",
  power:
    "The campus in Indiana has 1.1 GW in operation and will reach 2.2 GW by the end of 2026. It is not connected to the public grid. Demand fell 12% in the second quarter.",
  names:
    "Lanyard Thermal Systems reported revenue of $412.0 million, up 38%, and operating income of $50.4 million. Fenwick Networks reported revenue of $96.5 million, down 4%.",
  respectively: "微软、谷歌、Meta 三季度资本开支分别为 349 亿美元、240 亿美元和 194 亿美元。",
  plain:
    "Management said that liquid cooling is moving from pilot projects to standard equipment, and that two of its largest customers have signed framework agreements.",
  zhPlain: "公司表示，台湾供应商的交付已经恢复正常，但先进封装产能仍然紧张，预计紧张状态将持续到明年上半年。",
} as const;
type Key = keyof typeof PASSAGES;
const CONTEXT: Partial<Record<Key, string>> = {
  names: "Cooling suppliers, third quarter 2025 · November 5, 2025",
  capex: "北美云厂商资本开支跟踪 2025Q3",
};

/** A statement whose one quote is a passage, or the part given. */
function judged(key: Key, text: string, quote: string = PASSAGES[key]) {
  const passage: ShownPassage = {
    documentId: "doc_1",
    versionId: "ver_1",
    page: 3,
    pageLabel: null,
    start: 1000,
    text: PASSAGES[key],
    context: CONTEXT[key] ?? "",
  };
  return ground({ text, citations: [{ passage: 1, quote }] }, [passage], tools);
}

const HONEST: [Key, string][] = [
  ["aws", "AWS revenue grew 20% year over year to $33.0 billion in the third quarter of 2025."],
  ["aws", "AWS had $33 billion of revenue in Q3 2025."],
  ["aws", "2025年三季度AWS收入330亿美元，同比增长20%。"],
  ["aws", "AWS backlog stood at $200 billion at quarter end."],
  ["aws", "三季度末AWS在手订单2,000亿美元。"],
  ["capex", "亚马逊三季度资本开支342亿美元，同比增长61%。"],
  ["capex", "微软三季度资本开支为349亿美元，同比增长74%。"],
  ["capex", "Microsoft's capital expenditure was $34.9 billion in the third quarter, up 74%."],
  ["capex", "Amazon spent $34.2 billion on capex in Q3, up 61% year over year."],
  ["capex", "Google raised its 2025 capex guidance to $91 billion to $93 billion."],
  ["capex", "谷歌上调2025年资本开支指引至910-930亿美元。"],
  ["chip", "A Trainium2 chip delivers about 667 TFLOP/s in dense BF16."],
  ["chip", "一台 Trn2 服务器（16 颗芯片）合计 10.7 PFLOP/s。"],
  ["chip", "H100 的显存带宽为 3.35 TB/s，Trainium2 单芯片为 2.9 TB/s。"],
  ["power", "The Indiana campus has 1.1 GW in operation."],
  ["power", "印第安纳园区已有1.1吉瓦投入运行，到2026年底将达到2.2吉瓦。"],
  ["power", "The campus is not connected to the public grid."],
  ["power", "Demand fell 12% in the second quarter."],
  ["names", "Lanyard Thermal Systems' revenue rose 38% to $412.0 million."],
  ["names", "Operating income of Lanyard Thermal Systems was $50.4 million."],
  ["names", "Fenwick Networks' revenue fell 4% to $96.5 million."],
  ["respectively", "谷歌三季度资本开支为240亿美元。"],
  ["respectively", "Microsoft's third quarter capex was $34.9 billion."],
  ["plain", "Liquid cooling is moving from pilots to standard equipment, management said."],
  ["plain", "Two of its largest customers have signed framework agreements."],
  ["zhPlain", "先进封装产能仍然紧张，预计持续到明年上半年。"],
];
for (const [key, text] of HONEST) {
  test(`carried: ${text}`, () => {
    const { isVerified, reasons } = judged(key, text);
    assert.ok(isVerified, JSON.stringify(reasons));
  });
}

const TWISTED: [Key, string][] = [
  ["aws", "AWS revenue grew 24% year over year to $33.0 billion."],
  ["aws", "AWS revenue was $33.4 billion in the third quarter of 2025."],
  ["aws", "AWS revenue was $33.0 million in the third quarter of 2025."],
  ["aws", "AWS revenue was ¥33.0 billion in the third quarter of 2025."],
  ["aws", "AWS revenue was $33.0 billion in the second quarter of 2025."],
  ["aws", "AWS revenue was $33.0 billion in the third quarter of 2024."],
  ["aws", "Azure revenue was $33.0 billion in the third quarter of 2025."],
  ["aws", "AWS operating income was $33.0 billion in the third quarter of 2025."],
  ["aws", "AWS revenue fell 20% year over year to $33.0 billion."],
  ["aws", "AWS revenue was $200 billion in the third quarter of 2025."],
  ["aws", "AWS revenue was not $33.0 billion."],
  ["aws", "AWS revenue rose 20 percentage points to $33.0 billion."],
  ["capex", "亚马逊三季度资本开支349亿美元，同比增长74%。"],
  ["capex", "微软三季度资本开支342亿美元。"],
  ["capex", "Microsoft's capital expenditure was $34.2 billion in the third quarter."],
  ["capex", "亚马逊三季度资本开支342亿元人民币。"],
  ["capex", "谷歌将2025年资本开支指引下调至910–930亿美元。"],
  ["capex", "甲骨文三季度资本开支342亿美元。"],
  ["capex", "谷歌将2026年资本开支指引上调至910–930亿美元。"],
  ["capex", "亚马逊三季度营业收入342亿美元。"],
  ["chip", "一台 Trn2 服务器的算力约 667 TFLOP/s。"],
  ["chip", "Trainium2 单芯片算力 10.7 PFLOP/s。"],
  ["chip", "Trainium2 单芯片显存带宽为 3.35 TB/s。"],
  ["chip", "A Trn2 rack delivers 10.7 PFLOP/s."],
  ["chip", "Trainium3 单芯片 2.9 TB/s。"],
  ["power", "The campus in Indiana has 2.2 GW in operation."],
  ["power", "The campus in Indiana has 1.1 MW in operation."],
  ["power", "The campus is connected to the public grid."],
  ["power", "Demand rose 12% in the second quarter."],
  ["power", "The campus in Ohio has 1.1 GW in operation."],
  ["names", "Fenwick Networks reported revenue of $412.0 million."],
  ["names", "Lanyard Thermal Systems reported revenue of $96.5 million."],
  ["names", "Lanyard Thermal Systems reported operating income of $412.0 million."],
  ["names", "Revenue of Fenwick Networks rose 4% to $96.5 million."],
  ["names", "Lanyard Thermal Systems will acquire Fenwick Networks for $412.0 million in cash and shares."],
  ["respectively", "谷歌三季度资本开支为349亿美元。"],
  ["respectively", "Meta's third quarter capex was $24.0 billion."],
  ["plain", "The company plans to close its largest factory and dismiss the staff."],
  ["plain", "Three competitors have lost their framework agreements."],
  ["zhPlain", "公司计划收购一家封装厂并裁撤管理层。"],
  ["zhPlain", "先进封装产能不再紧张。"],
];
for (const [key, text] of TWISTED) {
  test(`not carried: ${text}`, () => {
    const { isVerified } = judged(
      key,
      text,
      key === "power" && text.includes("connected") ? "It is not connected to the public grid." : undefined,
    );
    assert.equal(isVerified, false);
  });
}

test("a quote is found through blanks, width and kinds of marks, with its offsets in the reading; a changed one is not", () => {
  const { quotes } = judged("chip", "显存带宽：Trainium2 单芯片 2.9 TB/s。", "Trainium2单芯片 2.9  TB/s");
  assert.equal(quotes[0]!.quote, "Trainium2 单芯片 2.9 TB/s");
  assert.equal(quotes[0]!.start, 1000 + PASSAGES.chip.indexOf("Trainium2 单芯片 2.9 TB/s"));
  const changed = judged("chip", "显存带宽：Trainium2 单芯片 2.8 TB/s。", "Trainium2 单芯片 2.8 TB/s");
  assert.deepEqual(
    changed.reasons.map(({ reason }) => reason),
    ["quote-not-found"],
  );
});

test("a quote that ends inside a number is the whole number, so that it cannot say another one", () => {
  const text = "Sales were 133.04 million.";
  const place = findQuote(text, "33.0")!;
  assert.equal(text.slice(place.start, place.end), "133.04 million");
});

test("a quote that ends before the scale of its number has the scale: 34 dollars are not told of 34.2 billion", () => {
  const text = "Capital expenditure was $34.2 billion in the quarter.";
  for (const quote of ["Capital expenditure was $34", "Capital expenditure was $34.2", "34.2"]) {
    const { start, end } = findQuote(text, quote)!;
    assert.ok(text.slice(start, end).endsWith("$34.2 billion"), quote);
  }
});

test("no citation, a passage that was not shown and an empty quote are no ground", () => {
  const reasons = (citations: { passage: number; quote: string }[]) =>
    ground({ text: "AWS grew.", citations }, [], tools).reasons.map(({ reason }) => reason);
  assert.deepEqual(reasons([]), ["no-citation"]);
  assert.deepEqual(reasons([{ passage: 7, quote: "AWS grew." }]), ["no-such-passage"]);
});
