// classify/kind.test.ts: what documents are, by titles and first lines as they come.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { DocumentKind } from "../records/document.ts";
import { type KindHints, recogniseKind } from "./kind.ts";

type Case = [kind: DocumentKind, title: string, rest?: Partial<KindHints>];

const CASES: Case[] = [
  ["news", "英伟达三季度营收超预期", { mediaType: "html", url: "https://www.cls.cn/detail/1" }],
  ["news", "高盛：维持英伟达买入评级", { mediaType: "html", url: "https://wallstreetcn.com/articles/1" }],
  [
    "news",
    "微软上调资本开支",
    { mediaType: "html", textHead: "财联社11月6日电，微软宣布上调全年资本开支。" },
  ],
  [
    "news",
    "Chipmaker beats estimates",
    { mediaType: "html", textHead: "SAN FRANCISCO (Reuters) - The chipmaker said" },
  ],
  [
    "news",
    "Acme opens plant",
    { mediaType: "text", textHead: "AUSTIN, Texas, Nov. 6, 2025 /PRNewswire/ -- Acme today" },
  ],
  ["news", "中金：资本开支继续上调", { mediaType: "text", source: "某某财经" }],
  ["news", "Cloud spending climbs", { mediaType: "text", source: "Yahoo Finance" }],
  ["filing", "", { mediaType: "pdf", textHead: "Acme Announces Fourth Quarter Fiscal 2025 Results\nNov 6" }],
  ["filing", "", { mediaType: "pdf", textHead: "某某股份有限公司\n2020 年年度报告" }],
  ["article", "How a rack is cooled", { mediaType: "html", url: "https://blog.example.com/rack" }],
  [
    "article",
    "Inside the new accelerator",
    { mediaType: "html", url: "https://newsletter.semianalysis.com/p/x" },
  ],
  ["article", "A history of the transistor", { mediaType: "epub" }],
  ["broker-report", "AI算力行业深度报告：从芯片到机柜", { mediaType: "pdf" }],
  [
    "broker-report",
    "公司研究",
    {
      mediaType: "pdf",
      textHead: "证券研究报告\n2025年11月6日\n维持“买入”评级，目标价 35.2 元\n分析师 S0570519010001",
    },
  ],
  [
    "broker-report",
    "Acme Corp",
    { mediaType: "pdf", textHead: "Equity Research\nRating: Overweight\nPrice target $120" },
  ],
  ["broker-report", "Initiation of coverage: a new king", { mediaType: "pdf" }],
  ["broker-report", "阿克米", { mediaType: "docx", textHead: "核心观点：维持增持评级，上调盈利预测。" }],
  ["results-review", "某某股份2025年三季报点评：业绩超预期", { mediaType: "pdf" }],
  ["results-review", "3Q25 results review: margins beat", { mediaType: "pdf" }],
  ["results-review", "微软FY26Q1业绩回顾与电话会要点", { mediaType: "text" }],
  ["call-minutes", "某某公司2025Q3业绩会纪要", { mediaType: "text" }],
  [
    "call-minutes",
    "Acme Corp Q3 2025 Earnings Call Transcript",
    { mediaType: "html", url: "https://example.com/acme" },
  ],
  [
    "call-minutes",
    "Acme",
    { mediaType: "text", textHead: "Operator: Good afternoon and welcome to the third quarter call." },
  ],
  [
    "call-minutes",
    "20251105交流",
    { mediaType: "text", textHead: "会议时间：2025年11月5日\n参会人员：董秘\nQ：产能？A：满产。" },
  ],
  ["expert-note", "专家访谈：液冷产业链", { mediaType: "docx" }],
  ["expert-note", "存储专家交流纪要", { mediaType: "text" }],
  ["expert-note", "Expert call: optical modules", { mediaType: "text" }],
  ["expert-note", "光模块", { mediaType: "text", textHead: "专家背景：某头部厂商前总监\n核心观点" }],
  ["filing", "某某股份有限公司2024年年度报告", { mediaType: "pdf" }],
  ["filing", "关于回购公司股份的公告", { mediaType: "pdf" }],
  ["filing", "Acme 10-K 2024", { mediaType: "pdf" }],
  ["filing", "acme", { mediaType: "pdf", fileName: "ACME_10Q_2025Q3.pdf" }],
  [
    "filing",
    "ACME",
    {
      mediaType: "html",
      textHead:
        "UNITED STATES\nSECURITIES AND EXCHANGE COMMISSION\nFORM 10-K\nANNUAL REPORT PURSUANT TO SECTION 13",
    },
  ],
  [
    "filing",
    "公告",
    { mediaType: "pdf", textHead: "证券代码：600000 证券简称：某某股份 公告编号：2025-001" },
  ],
  ["note", "My thoughts", { mediaType: "markdown" }],
  ["note", "", { mediaType: "text", textHead: "" }],
];

for (const [kind, title, rest] of CASES)
  test(`“${title}” with ${JSON.stringify(rest)} is ${kind}`, () => {
    const hints = {
      title,
      textHead: "",
      source: "",
      mediaType: "text",
      url: null,
      fileName: "x",
      ...rest,
    } as KindHints;
    const found = recogniseKind(hints);
    assert.equal(found.kind, kind, `rule: ${found.rule}`);
    assert.ok(found.rule.length > 0);
  });

test("long hostile heads are judged in a moment", () => {
  const hints = {
    title: "关于".repeat(200),
    source: "",
    mediaType: "text",
    url: null,
    fileName: "x",
  } as const;
  const began = performance.now();
  for (const unit of ["Q：", "operator ", "会议时间：", "评级 ", "rating ", "guidance ", "a"])
    recogniseKind({ ...hints, textHead: unit.repeat(200_000) });
  assert.ok(performance.now() - began < 2_000);
});
