// classify/recognise.test.ts: sources, dates and titles as documents give them.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Block, Reading, ReadingMeta } from "../records/reading.ts";
import { recogniseDates } from "./dates.ts";
import { recogniseSource, type SourceHints } from "./source.ts";
import { cleanTitle, recogniseTitle } from "./title.ts";

const NO_META: ReadingMeta = {
  title: null,
  author: null,
  source: null,
  published: null,
  language: null,
  url: null,
  isTeaser: false,
};
const NOW = Date.parse("2025-11-25T00:00:00Z");

function readingOf(
  text: string,
  meta: Partial<ReadingMeta> = {},
  first: Block["kind"] = "paragraph",
): Reading {
  const end = text.indexOf("\n") < 0 ? text.length : text.indexOf("\n");
  return {
    reader: "test 1",
    text,
    pages: [
      {
        start: 0,
        end: text.length,
        label: null,
        widthPt: null,
        heightPt: null,
        glyphs: null,
        origin: "text",
        marks: [],
      },
    ],
    blocks: [{ kind: first, level: 0, start: 0, end }],
    outline: [],
    meta: { ...NO_META, ...meta },
    html: null,
    attachments: [],
    problems: [],
  };
}

const sourceOf = (hints: Partial<SourceHints>) =>
  recogniseSource({
    meta: NO_META,
    title: "",
    textHead: "",
    mediaType: "pdf",
    url: null,
    fileName: "x.pdf",
    ...hints,
  }).source;

test("sources come from hosts, site names, brokers, registrants and the words of the text", () => {
  assert.equal(sourceOf({ mediaType: "html", url: "https://www.cls.cn/detail/1" }), "财联社");
  assert.equal(sourceOf({ mediaType: "html", url: "https://m.finance.sina.com.cn/x" }), "新浪财经");
  assert.equal(
    sourceOf({ mediaType: "html", url: "https://blog.x.org/a", meta: { ...NO_META, source: "X Blog" } }),
    "X Blog",
  );
  assert.equal(sourceOf({ mediaType: "html", url: "https://blog.x.org/a" }), "blog.x.org");
  assert.equal(sourceOf({ textHead: "证券研究报告\n华泰研究\n电子 行业深度" }), "华泰证券");
  assert.equal(
    sourceOf({ textHead: "Equity Research\nMorgan Stanley & Co. LLC\nMorgan Stanley Research" }),
    "Morgan Stanley",
  );
  assert.equal(sourceOf({ fileName: "中金公司_AI算力_20251106.pdf" }), "中金公司");
  assert.equal(
    sourceOf({
      textHead: "FORM 10-K\nAcme Corporation\n(Exact name of registrant as specified in its charter)",
    }),
    "Acme Corporation",
  );
  assert.equal(
    sourceOf({ title: "2024年年度报告", textHead: "某某科技股份有限公司\n2024年年度报告" }),
    "某某科技股份有限公司",
  );
  assert.equal(sourceOf({ mediaType: "text", textHead: "来源：第一财经 作者：李某" }), "第一财经");
  assert.equal(sourceOf({ mediaType: "text", textHead: "财联社11月6日电，" }), "财联社");
  assert.equal(sourceOf({ mediaType: "text", textHead: "Cities grow. Citizens vote." }), "");
});

test("a text that only talks about a broker is not by that broker", () => {
  assert.equal(
    sourceOf({ mediaType: "text", textHead: "Goldman Sachs reported earnings. Goldman Sachs shares rose." }),
    "",
  );
});

const datesOf = (
  text: string,
  meta: Partial<ReadingMeta> = {},
  names: { fileName?: string; url?: string } = {},
) =>
  recogniseDates(readingOf(text, meta), {
    fileName: names.fileName ?? "x",
    url: names.url ?? null,
    now: NOW,
  });

test("a date of publication keeps its words, its place and its precision", () => {
  const said = { iso: "2025-11-06T15:45", words: "2025-11-06 15:45", from: "meta pubdate" };
  assert.deepEqual(datesOf("x", { published: said }).published, { ...said, precision: "minute" });
  assert.deepEqual(datesOf("发布时间：2025年11月6日\n正文").published, {
    iso: "2025-11-06",
    precision: "day",
    words: "2025年11月6日",
    from: "text",
  });
  assert.equal(datesOf("x", {}, { url: "https://x.cn/2025/11/06/a.html" }).published?.iso, "2025-11-06");
  assert.equal(
    datesOf("x", {}, { url: "https://x.cn/doc-20251106123456.html" }).published?.iso,
    "2025-11-06",
  );
  assert.equal(datesOf("x", {}, { fileName: "研报-20251106.pdf" }).published?.from, "file name");
  assert.equal(datesOf("x", {}, { fileName: "251106 call.txt" }).published?.iso, "2025-11-06");
  assert.equal(datesOf("x", {}, { fileName: "v123456.txt" }).published, null);
});

test("when a program made the file says less than its first page", () => {
  const made = { iso: "2025-10-01T08:00Z", words: "D:2025", from: "file created" };
  assert.equal(datesOf("证券研究报告\n2025年11月6日", { published: made }).published?.iso, "2025-11-06");
  assert.equal(datesOf("no date here", { published: made }).published?.iso, "2025-10-01T08:00Z");
});

test("nothing is guessed: no date is null and a date in the future is passed over", () => {
  assert.equal(datesOf("Revenue grew.").published, null);
  assert.equal(datesOf("Due on December 31, 2026.").published, null);
});

test("an event is what the words before a date make it", () => {
  assert.equal(datesOf("For the quarter ended September 30, 2025").event?.iso, "2025-09-30");
  assert.equal(datesOf("会议时间：2025年11月5日 15:00").event?.iso, "2025-11-05T15:00");
  assert.equal(datesOf("For the quarter ended September 30, 2025").published, null);
});

const LONG_LINE = `公司今天宣布，将在三年内投资一千亿元建设数据中心，${"并与多家厂商合作，".repeat(9)}预计明年完成。`;

test("titles lose their site, and what a program left is passed over", () => {
  assert.equal(cleanTitle("新电脑可利用记忆自学_科技_腾讯网", []), "新电脑可利用记忆自学");
  assert.equal(cleanTitle("Chipmaker beats - Example Wire", ["Example Wire"]), "Chipmaker beats");
  assert.equal(cleanTitle("A - B", []), "A - B");
  assert.equal(cleanTitle("Power - the scarce input", ["Wire"]), "Power - the scarce input");
  const names = { fileName: "capex_review-2025.docx" };
  assert.equal(
    recogniseTitle(readingOf("Capex review\nx", { title: "Microsoft Word - 1.doc" }, "title"), names).title,
    "Capex review",
  );
  assert.equal(recogniseTitle(readingOf("Capex review\nx", {}, "heading"), names).rule, "first heading");
  assert.equal(
    recogniseTitle(readingOf(LONG_LINE), names).title,
    "公司今天宣布，将在三年内投资一千亿元建设数据中心",
  );
  assert.equal(recogniseTitle(readingOf(""), names).title, "capex review-2025");
});

test("the cover of a filing becomes company, form and period", () => {
  const cover = "FORM 10-K\nFor the fiscal year ended December 31, 2017\nAMAZON.COM, INC.";
  const said = readingOf(cover, {
    title: "AMAZON.COM, INC. (Exact name of registrant as specified in its charter)",
  });
  assert.equal(
    recogniseTitle(said, { fileName: "a.pdf" }).title,
    "AMAZON.COM, INC.: Form 10-K for the fiscal year ended December 31, 2017",
  );
});

test("the name of a site in both title and author is no title", () => {
  const passedOn = readingOf(
    "另类交易策略：日内动量\n正文",
    { title: "某某资讯 - www.example.com", author: "某某资讯 - www.example.com" },
    "title",
  );
  assert.equal(recogniseTitle(passedOn, { fileName: "a.pdf" }).title, "另类交易策略：日内动量");
});

test("a registrant is found beside and above its caption", () => {
  assert.equal(
    sourceOf({ textHead: "ACME CORP. (Exact name of registrant as specified in its charter)" }),
    "ACME CORP.",
  );
  assert.equal(
    sourceOf({ textHead: "ACME CORP.\n______________\n(Exact name of registrant)" }),
    "ACME CORP.",
  );
});
