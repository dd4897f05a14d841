// digests/compose.test.ts: digests of hand-made readings: what they say, what they cite, what they never cite.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Digest } from "../records/digest.ts";
import { DOCUMENT_KINDS, type DocumentKind } from "../records/document.ts";
import type { Block, BlockKind, Reading } from "../records/reading.ts";
import { languageOf } from "../values/language.ts";
import { composeDigest } from "./compose.ts";
import type { DigestFigure } from "./conversions.ts";
import { renderDigest } from "./render.ts";

type Piece = [kind: BlockKind, text: string, level?: number] | "page";

/** A reading of pieces, a line each; "page" starts a new page. */
function readingOf(pieces: Piece[]): Reading {
  let text = "";
  const blocks: Block[] = [];
  const starts = [0];
  for (const piece of pieces) {
    if (piece === "page") starts.push(text.length);
    else {
      const [kind, words, level] = piece;
      blocks.push({ start: text.length, end: text.length + words.length, kind, level: level ?? 0 });
      text += `${words}\n`;
    }
  }
  const pages = starts.map((start, i) => ({
    start,
    end: starts[i + 1] ?? text.length,
    label: null,
    widthPt: null,
    heightPt: null,
    glyphs: null,
    origin: "text" as const,
    marks: [],
  }));
  const meta = {
    title: null,
    author: null,
    source: null,
    published: null,
    language: null,
    url: null,
    isTeaser: false,
  };
  return {
    reader: "test 1",
    text,
    pages,
    blocks,
    outline: [],
    meta,
    html: null,
    attachments: [],
    problems: [],
  };
}

function digestOf(
  kind: DocumentKind,
  pieces: Piece[],
  more: { figures?: DigestFigure[]; length?: "short" | "normal" | "long" } = {},
): Digest & { reading: Reading } {
  const reading = readingOf(pieces);
  const digest = composeDigest({
    reading,
    kind,
    title: "标题",
    language: languageOf(reading.text),
    topicTerms: ["Trainium2"],
    figures: more.figures ?? [],
    documentId: "doc",
    versionId: "ver",
    length: more.length,
  });
  return { ...digest, reading };
}

const section = (digest: Digest, key: string) =>
  digest.sections.filter((one) => one.key === key).flatMap(({ items }) => items.map(({ text }) => text));

const REPORT: Piece[] = [
  ["title", "北美云厂商资本开支跟踪"],
  ["paragraph", "行业评级：优于大市（维持）"],
  ["heading", "核心观点", 1],
  ["paragraph", "四家合计资本开支 1,133 亿美元，同比增长 75%。我们维持“优于大市”的评级。"],
  "page",
  ["heading", "二、产能规划", 1],
  ["list-item", "亚马逊：过去十二个月新增 3.8 吉瓦，2027 年总容量翻倍。", 1],
  ["list-item", "微软：未来两年数据中心面积约翻一番。", 1],
  ["heading", "风险提示", 1],
  ["paragraph", "电力接入与设备交付推迟，产能上线晚于计划。"],
  "page",
  ["heading", "免责声明", 1],
  ["paragraph", "本报告收入 9,999 亿美元，不构成任何投资建议。"],
  ["paragraph", "评级说明：买入指预期涨幅 20% 以上。"],
];

test("a broker's report opens with its rating and keeps the themes of its headings", () => {
  const digest = digestOf("broker-report", REPORT);
  assert.deepEqual(section(digest, "rating"), ["行业评级：优于大市（维持）"]);
  assert.deepEqual(
    digest.sections.map(({ key }) => key),
    ["rating", "core-view", "capacity", "risks"],
  );
  assert.equal(digest.sections[2]?.title, "二、产能规划");
});

test("notices are never cited and their pages count as unused", () => {
  const digest = digestOf("broker-report", REPORT);
  assert.doesNotMatch(renderDigest(digest), /9,999|涨幅/);
  assert.deepEqual(digest.coverage, { used: [1, 2], unused: [3] });
});

test("news is its lead with an ellipsis, and a by-line is no lead", () => {
  const digest = digestOf("news", [
    ["title", "Amazon adds power"],
    ["paragraph", "North Bank Wire, October 31, 2025 06:40"],
    ["paragraph", "Amazon's cloud unit added 3.8 gigawatts over the past twelve months."],
    ["paragraph", "More follows here."],
  ]);
  assert.deepEqual(section(digest, "summary"), [
    "Amazon's cloud unit added 3.8 gigawatts over the past twelve months. …",
  ]);
});

test("a paragraph's opening label stays with each of its sentences", () => {
  const digest = digestOf("results-review", [
    ["heading", "各业务板块", 1],
    ["paragraph", "国际零售。收入 409 亿美元，同比增长 10%。经营利润 12 亿美元，利润率 2.9%。"],
  ]);
  for (const text of section(digest, "segments")) assert.match(text, /^国际零售/);
});

test("a sentence over a page break is one item that quotes both of its parts and not what stands between", () => {
  const digest = digestOf("article", [
    ["paragraph", "截至十月底这个集群已经部署了 50 万颗芯片，它的算力是上一代"],
    ["footer", "请阅读末页的声明 4"],
    "page",
    ["header", "某证券"],
    ["paragraph", "集群的 5 倍，计划年底扩大到 100 万颗。"],
  ]);
  const [item] = digest.sections[0]!.items;
  assert.equal(
    item?.text,
    "截至十月底这个集群已经部署了 50 万颗芯片，它的算力是上一代集群的 5 倍，计划年底扩大到 100 万颗。",
  );
  assert.deepEqual(
    item?.citations.map(({ page }) => page),
    [1, 2],
  );
});

test("a table of contents at the front does not take the document with it", () => {
  const digest = digestOf("filing", [
    ["heading", "Table of Contents", 1],
    ["paragraph", "Results of operations .......... 7"],
    ["heading", "Results of operations", 2],
    ["paragraph", "Revenue was $412.0 million, an increase of 38% over the prior year."],
    ["heading", "Outlook", 2],
    ["paragraph", "We expect revenue of $430 million to $450 million in the fourth quarter."],
    ["heading", "Risk factors", 2],
    ["paragraph", "Two customers made up 52% of revenue in the quarter."],
  ]);
  assert.deepEqual(
    digest.sections.map(({ key }) => key),
    ["results", "outlook", "risks"],
  );
});

test("an answer is given from its first words on, so that no answer turns into its reason", () => {
  const digest = digestOf("results-review", [
    ["heading", "问答环节", 1],
    ["paragraph", "问：会不会减少采购？"],
    ["paragraph", "答：不会。合作还会持续很多年，2026 年采购约 100 亿美元。"],
  ]);
  assert.deepEqual(section(digest, "questions"), [
    "问：会不会减少采购？ 答：不会。合作还会持续很多年，2026 年采购约 100 亿美元。",
  ]);
});

test("an expert's note ends in its figures with units made plain", () => {
  const words = "园区总供电 2.2 吉瓦，造价约 370 亿美元。";
  const figure = (text: string, low: string, unit: string, kind: "power" | "money") => ({
    start: words.indexOf(text),
    end: words.indexOf(text) + text.length,
    text,
    kind,
    low: low as DigestFigure["low"],
    high: low as DigestFigure["high"],
    unit,
    isVague: false,
    qualifier: null,
  });
  const digest = digestOf("expert-note", [["paragraph", words]], {
    figures: [
      figure("2.2 吉瓦", "2200000000", "W", "power"),
      figure("370 亿美元", "37000000000", "USD", "money"),
    ],
  });
  assert.deepEqual(section(digest, "conversions"), [
    "园区总供电 2.2 吉瓦 = 2,200,000,000 W (2.2 GW)",
    "造价约 370 亿美元 = 37,000,000,000 USD (37 billion)",
  ]);
});

test("a longer digest says at least as much as a shorter one", () => {
  const items = (length: "short" | "normal" | "long") =>
    digestOf("broker-report", REPORT, { length }).sections.flatMap(({ items }) => items).length;
  assert.ok(items("short") <= items("normal") && items("normal") <= items("long"));
});

test("Markdown shows each item with its pages", () => {
  assert.match(renderDigest(digestOf("broker-report", REPORT)), /## 二、产能规划\n\n- 亚马逊：.*\[2\]/);
});

test("every citation is exact and in a page of the document, whatever the document", () => {
  const words = fc.array(
    fc.constantFrom(
      "收入 1,802 亿美元",
      "同比增长 13%",
      "，",
      "。",
      "not",
      "Trainium2 ",
      "But ",
      ". ",
      "问：",
      "？",
      "\n",
      "免责声明",
      "…",
    ),
    { minLength: 1, maxLength: 30 },
  );
  const kinds = fc.constantFrom<BlockKind>("paragraph", "heading", "list-item", "title", "caption", "footer");
  const piece = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.tuple(
        kinds,
        words.map((parts) => parts.join("")),
      ),
    },
    { weight: 1, arbitrary: fc.constant("page" as const) },
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), fc.constantFrom(...DOCUMENT_KINDS), (pieces, kind) => {
      const digest = digestOf(kind, pieces as Piece[]);
      for (const { items } of digest.sections) {
        assert.ok(items.length > 0);
        for (const { citations } of items)
          for (const { quote, start, end, page } of citations) {
            assert.equal(quote, digest.reading.text.slice(start, end));
            assert.ok(quote.length > 0 && page <= digest.reading.pages.length);
            assert.doesNotMatch(quote, /免责声明/);
          }
      }
    }),
    { numRuns: 200 },
  );
});

test("a report of two hundred pages takes well under a second", () => {
  const pieces: Piece[] = [];
  for (let page = 0; page < 200; page++) {
    pieces.push(["heading", `${page}. Segment results`, 2]);
    for (let i = 0; i < 25; i++)
      pieces.push([
        "paragraph",
        `Revenue of unit ${page}-${i} was $${i}.${page} million, up ${i}% from last year. It grew in line with the market, and margin rose to ${i}%.`,
      ]);
    pieces.push("page");
  }
  const from = performance.now();
  const digest = digestOf("filing", pieces);
  assert.ok(performance.now() - from < 3000);
  assert.ok(digest.sections.length > 0);
});
