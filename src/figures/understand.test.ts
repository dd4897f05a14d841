// figures/understand.test.ts: meaning from context: entity, metric, period, relation, nature, basis, quotes.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { FigureContext, FigureDraft } from "./meaning.ts";
import { findFiguresInText } from "./understand.ts";
import { makeVocabulary, shippedTerms, shippedVocabulary } from "./vocabulary.ts";

const CONTEXT: FigureContext = {
  title: "微软2025年第三季度业绩点评",
  published: { iso: "2025-11-02", precision: "day", words: "", from: "test" },
  kind: "results-review",
  language: "zh",
  vocabulary: shippedVocabulary(),
};
const read = (text: string, context: Partial<FigureContext> = {}): FigureDraft[] =>
  findFiguresInText(text, { ...CONTEXT, ...context });
const field = <K extends keyof FigureDraft>(
  text: string,
  key: K,
  context: Partial<FigureContext> = {},
): FigureDraft[K][] => read(text, context).map((figure) => figure[key]);

test("the subject of the clause owns the figure, not what it is compared with", () => {
  assert.deepEqual(field("MI300X的推理性能比H100高40%。", "entity"), ["MI300X"]);
  assert.deepEqual(field("Rubin采用台积电3纳米工艺，性能是Blackwell的3倍。", "entity"), ["Rubin", "Rubin"]);
});

test("names in an aside and speakers own nothing", () => {
  assert.deepEqual(field("高盛表示，甲骨文未完成合同金额达4550亿美元。", "entity"), ["Oracle"]);
  assert.deepEqual(field("四大云厂商（亚马逊、谷歌）资本开支合计1000亿美元。", "entity"), [
    "Cloud service providers",
  ]);
});

test("a total of several companies belongs to none of them, at most to the class that is named", () => {
  const none = { title: "" };
  assert.deepEqual(field("亚马逊、微软和谷歌的资本开支合计1000亿美元，比上年同期增加75%。", "entity", none), [
    "",
    "",
  ]);
  assert.deepEqual(
    field("四家北美云厂商公布业绩，亚马逊、微软与谷歌的资本开支合计1000亿美元。", "entity", none),
    ["Cloud service providers"],
  );
  assert.deepEqual(field("亚马逊发布财报。四家公司资本开支合计1000亿美元。", "entity", none), [""]);
  assert.deepEqual(field("Amazon, Microsoft and Google combined spent $100 billion.", "entity", none), [""]);
  // One company's own total stays its own.
  assert.deepEqual(field("亚马逊两季资本开支合计300亿美元。", "entity", none), ["Amazon"]);
});

test("the growth of a quarter is on the year unless 环比 or a quarter before is said", () => {
  const relations = (text: string) => field(text, "relation");
  assert.deepEqual(relations("云业务收入一季度增速为17%。"), ["yoy"]);
  assert.deepEqual(relations("AWS季度增速20%。"), ["yoy"]);
  assert.deepEqual(relations("收入一季度环比增速为17%。"), ["qoq"]);
  assert.deepEqual(relations("资本开支比二季度增加18%。"), ["qoq"]);
});

test("高出 before a percentage compares, before an amount it bounds", () => {
  assert.deepEqual(field("MI300X的推理性能比H100高出50%。", "qualifier"), [null]);
  assert.deepEqual(field("订单金额高出50亿美元。", "qualifier"), ["over"]);
});

test("a figure without a subject takes the title's company, a part of it when one is named", () => {
  assert.deepEqual(field("资本开支349亿美元。", "entity"), ["Microsoft"]);
  const [figure] = read("**广告业务**：收入50亿美元。");
  assert.equal(figure!.entity, "Microsoft Advertising");
  assert.deepEqual(figure!.basis, ["segment:Advertising"]);
});

test("bare growth in brackets takes the metric, entity and period of its level", () => {
  const figures = read("Azure收入300亿美元（占比40%，同比+39%）。");
  assert.deepEqual(
    figures.map((figure) => figure.metricId),
    ["revenue", "revenue", "revenue"],
  );
  assert.deepEqual(
    figures.map((figure) => figure.relation),
    [null, "share-of:total", "yoy"],
  );
  assert.deepEqual(new Set(figures.map((figure) => figure.entity)), new Set(["Azure"]));
  assert.deepEqual(new Set(figures.map((figure) => figure.period?.label)), new Set(["2025Q3"]));
});

test("yoy, qoq and cagr are told apart", () => {
  assert.deepEqual(
    field("收入同比增长13%，环比增长2%，三年复合增长率达15%。", "relation").filter(
      (relation) => relation !== null,
    ),
    ["yoy", "qoq", "cagr"],
  );
  assert.deepEqual(field("Revenue rose 12% year-over-year to $5 billion.", "relation"), ["yoy", null]);
});

test("forward words make guidance, targets and estimates; a past period is actual", () => {
  assert.deepEqual(field("预计2026年资本开支达1000亿美元。", "nature"), ["estimate"]);
  assert.deepEqual(field("公司指引四季度收入为800亿美元。", "nature"), ["guidance"]);
  assert.deepEqual(field("2024年收入预计为900亿元。", "nature"), ["actual"]);
  assert.deepEqual(field("计划到2027年底部署100万颗芯片。", "nature"), ["target"]);
});

test("periods: own label, label behind, relative words, the document's quarter", () => {
  const label = (text: string, context?: Partial<FigureContext>) =>
    field(text, "period", context).map((period) => period?.label ?? null);
  assert.deepEqual(label("2024年收入100亿元，2025年收入120亿元。"), ["2024", "2025"]);
  assert.deepEqual(label("Revenue was $5 billion in Q2 2025.", { title: "", kind: "article" }), ["2025Q2"]);
  assert.deepEqual(label("去年净利润8亿元。", { title: "" }), ["2024"]);
  assert.deepEqual(label("去年三季度净利润8亿元。"), ["2024Q3"]);
  assert.deepEqual(label("Revenue was $4 billion in the third quarter of last year."), ["2024Q3"]);
  assert.deepEqual(label("净利润8亿元。"), ["2025Q3"]);
  assert.deepEqual(label("收入较第二季度环比增长5%。"), ["2025Q3"]);
  assert.deepEqual(label("Shares fell 6% on Friday.", { title: "" }), ["as of 2025-10-31"]);
});

test("a stock has the instant its quarter ends in, a window stands beside the period", () => {
  const [backlog] = read("三季度末未完成合同金额达2000亿美元。");
  assert.equal(backlog!.period?.label, "as of 2025-09-30");
  const figure = read("过去12个月新增3.8吉瓦容量。").at(-1)!;
  assert.equal(figure.window, "过去12个月");
});

test("bases: adjusted, constant currency, precision and level are marked", () => {
  assert.deepEqual(field("经调整净利润100亿元。", "basis"), [["adjusted"]]);
  assert.deepEqual(field("收入同比增长10%（固定汇率口径）。", "basis"), [["constant-currency"]]);
  assert.deepEqual(field("单芯片FP8稠密算力为1299 TFLOP/s。", "basis"), [["chip", "dense", "fp8"]]);
});

test("an unknown metric is kept as written, with low confidence", () => {
  const [figure] = read("仓储租约押金为12亿美元。");
  assert.equal(figure!.metricId, null);
  assert.match(figure!.metric, /押金/);
  assert.ok(figure!.grounds.metric.confidence < 0.6);
});

test("the currency goes on from a total to its part, marked as a guess", () => {
  const figures = read("总收入100亿美元，其中C端订阅55亿。");
  assert.deepEqual(
    figures.map((figure) => [figure.low, figure.unit]),
    [
      ["10000000000", "USD"],
      ["5500000000", "USD"],
    ],
  );
  assert.ok(figures[1]!.grounds.unit.confidence <= 0.5);
});

test("a date is a figure only where something is said to happen then", () => {
  const [launch] = read("Trainium4预计2027年初上市。");
  assert.deepEqual([launch!.kind, launch!.dates], ["date", { low: "2027-01-01", high: "2027-03-31" }]);
  assert.equal(read("2024年公司召开年会。").length, 0);
});

test("a date of publication of any precision, or nonsense, is taken as far as it goes", () => {
  for (const iso of ["2025", "2025-02", "2025-13-45", "yesterday", ""]) {
    const published = { iso, precision: "year" as const, words: "", from: "test" };
    assert.ok(Array.isArray(read("昨日股价上涨3%，31日收于5元，上季度收入增长2%。", { published })), iso);
  }
});

test("an owner's term is found and keeps its id", () => {
  const own = {
    id: "my-co",
    kind: "entity" as const,
    name: { zh: "蓝湖科技", en: "Blue Lake" },
    aliases: [],
    traits: ["company"],
    origin: "person" as const,
  };
  const vocabulary = makeVocabulary([own, ...shippedTerms()]);
  assert.deepEqual(field("蓝湖科技收入3亿元。", "entityId", { vocabulary }), ["my-co"]);
});

test("quotes equal the text at their offsets and hold their figure, on any text", () => {
  const piece = fc.constantFrom(
    "收入",
    "微软",
    "同比增长",
    "13%",
    "100亿元",
    "（",
    "）",
    "，",
    "。",
    "；",
    "\n",
    "2025年",
    "预计",
    "Azure",
    " ",
    "约",
    "**",
    "：",
    "- ",
    "其",
    "3倍",
    "Q3",
    "to $5 billion",
    ". ",
    "去年",
    "芯片50万颗",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join("");
      for (const figure of read(text)) {
        assert.equal(figure.quote, text.slice(figure.quoteStart, figure.quoteEnd));
        assert.ok(figure.quoteStart <= figure.start && figure.end <= figure.quoteEnd);
        for (const ground of Object.values(figure.grounds))
          assert.ok(ground.confidence >= 0 && ground.confidence <= 1 && ground.rule !== "");
      }
    }),
    { numRuns: 300 },
  );
});
