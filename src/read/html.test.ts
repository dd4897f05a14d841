// read/html.test.ts: articles, what pages say of themselves, and what is kept of tables and lists.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reading } from "../records/reading.ts";
import { readHtml, readHtmlText } from "./html.ts";
import { checkReading } from "./reading-check.ts";

const PROSE =
  "<p>公司周四公布的财报显示，第三季度收入为1,802亿元，同比增长31.2%，高于市场此前的预期，资本开支也有所上调。</p>";

function page(head: string, body: string): Reading {
  const nav = '<nav class="menu"><a href="/">首页</a><a href="/stock">股票</a></nav>';
  const source = `<!doctype html><html lang="zh-CN"><head><title>某公司三季度收入增长_科技_某某网</title>${head}</head><body>${nav}${body}<footer class="footer">版权所有 © 某某网</footer></body></html>`;
  const reading = readHtmlText(source, { url: "https://news.example.cn/2025/a.html" });
  checkReading(reading);
  return reading;
}
const article = (extra = ""): string =>
  `<div class="article"><h1>某公司三季度收入增长</h1>${extra}${PROSE.repeat(12)}</div>`;

test("the article is kept and the furniture of the page is not", () => {
  const { text, problems } = page("", article());
  assert.match(text, /第三季度收入为1,802亿元/);
  assert.doesNotMatch(text, /首页|版权所有/);
  assert.deepEqual(problems, []);
});

const DATES: [why: string, head: string, body: string, iso: string, from: string][] = [
  [
    "meta",
    '<meta property="article:published_time" content="2025-11-06T15:45:00+08:00">',
    "",
    "2025-11-06T15:45+08:00",
    "meta article:published_time",
  ],
  [
    "meta of a Chinese portal",
    '<meta name="apub:time" content="2025/11/6 15:45:00">',
    "",
    "2025-11-06T15:45",
    "meta apub:time",
  ],
  [
    "JSON-LD",
    '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-11-06T07:45:00Z"}</script>',
    "",
    "2025-11-06T07:45Z",
    "json-ld datePublished",
  ],
  [
    "JSON-LD of a search engine",
    '<script type="application/ld+json">{"pubDate":"2025-11-06T15:45:00"}</script>',
    "",
    "2025-11-06T15:45",
    "json-ld datePublished",
  ],
  ["visible words", "", "<div>来源：财联社 发布时间：2025年11月06日 15:45</div>", "2025-11-06T15:45", "text"],
  [
    "visible, after an older date",
    "",
    "<div>自2024年1月5日以来</div><span>2025-11-06 15:45</span>",
    "2025-11-06T15:45",
    "text",
  ],
  [
    "a script of the page",
    '<script>var data = {"publish_time":"2025-11-06 15:45:00"}</script>',
    "",
    "2025-11-06T15:45",
    "script",
  ],
];

for (const [why, head, body, iso, from] of DATES)
  test(`a date is found in ${why}, with its words and place`, () => {
    const found = page(head, article(body)).meta.published;
    assert.deepEqual([found?.iso, found?.from], [iso, from]);
    assert.ok((found?.words.length ?? 0) >= 9);
  });

test("source, author, address and language are what the page says", () => {
  const { meta } = page(
    '<link rel="canonical" href="/news/1.html">',
    article("<div>来源：财联社 作者：李某某</div>"),
  );
  assert.equal(meta.source, "财联社");
  assert.equal(meta.url, "https://news.example.cn/news/1.html");
  assert.equal(meta.language, "zh-CN");
  assert.equal(page('<meta property="og:site_name" content="某某网">', article()).meta.source, "某某网");
});

test("a title keeps the name before its colon", () => {
  const reading = readHtmlText(
    `<html><head><title>Nvidia: a record quarter for data centres and more</title></head><body>${article()}</body></html>`,
  );
  assert.equal(reading.meta.title, "Nvidia: a record quarter for data centres and more");
});

test("a page that ends at a paywall is a teaser, a whole one that sells subscriptions is not", () => {
  const wall = '<div class="paywall">登录后查看全文</div>';
  const short = `<div class="article"><h1>标题在此</h1>${PROSE.repeat(4)}${wall}</div>`;
  assert.equal(page("", short).meta.isTeaser, true);
  assert.equal(
    page(
      "",
      article().replace(
        "</div>",
        `${PROSE.repeat(30)}<p>Subscribe to continue reading our newsletter</p></div>`,
      ),
    ).meta.isTeaser,
    false,
  );
  assert.equal(page("", article()).meta.isTeaser, false);
});

test("a page without an article is read whole, and says so", () => {
  const reading = readHtmlText("<p>Just a line.</p>");
  assert.equal(reading.text, "Just a line.");
});

test("tables keep cells, unit and name; layout tables are walked through", () => {
  const data = `<p>表1：资本开支</p><p>单位：亿元</p><table><thead><tr><th>公司</th><th>2024</th><th>2025</th></tr></thead><tr><td>甲</td><td>1,000</td><td>1,802</td></tr></table>`;
  const reading = page("", `<div class="article">${PROSE.repeat(8)}${data}${PROSE.repeat(4)}</div>`);
  const block = reading.blocks.find(({ kind }) => kind === "table")!;
  assert.equal(reading.text.slice(block.start, block.end), "公司\t2024\t2025\n甲\t1,000\t1,802");
  assert.deepEqual(
    [block.table!.caption, block.table!.unitLine, block.table!.headRows],
    ["表1：资本开支", "单位：亿元", 1],
  );
  const layout = readHtmlText(`<table><tr><td><h2>Left</h2><p>one</p></td><td><p>two</p></td></tr></table>`);
  assert.ok(layout.blocks.every(({ kind }) => kind !== "table"));
});

test("a filing with inline XBRL is read whole, tables and all", () => {
  const row = "<tr><td>Net sales</td><td>$</td><td><ix:nonFraction>1,802</ix:nonFraction></td></tr>";
  const source = `<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><body><ix:header><ix:hidden>secret</ix:hidden></ix:header><div>FORM 10-K</div><table>${row.repeat(5)}</table><p>Short note.</p></body></html>`;
  const { text } = readHtmlText(source);
  assert.match(text, /FORM 10-K/);
  assert.equal(text.match(/1,802/g)?.length, 5);
  assert.doesNotMatch(text, /secret/);
});

test("a long report without any mark of a filing keeps its tables", () => {
  const table = `<table>${"<tr><td>Net sales of the segment</td><td>1,802</td><td>1,000</td></tr>".repeat(40)}</table>`;
  const source = `<html><body><div><div>${table.repeat(40)}</div></div><div><p>${"Some words of a note, with commas, that goes on. ".repeat(40)}</p></div></body></html>`;
  const { text } = readHtmlText(source);
  assert.equal(text.match(/1,802/g)?.length, 1_600);
});

test("a line break in the source parts Latin words and joins Han letters; br is a line of its own", () => {
  const reading = readHtmlText("<p>增长\n放缓 in the\nquarter<br>next</p>");
  assert.equal(reading.text, "增长放缓 in the quarter\nnext");
});

test("words outside the body are read, where browsers would show them", () => {
  for (const [source, text] of [
    ["<html><p>hello", "hello"],
    ["<html lang=en><head><title>t</title></head><p>hello</p></html>", "hello"],
    ["<html><body><p>a</p></body></html><p>after</p>", "a\nafter"],
    ["<html><head><meta charset=x><p>first</p><body><p>second</p>", "first\nsecond"],
    ["<p>first</p><body>second</body>", "first\nsecond"],
  ] as const) {
    const reading = readHtmlText(source);
    checkReading(reading);
    assert.equal(reading.text, text, source);
  }
  assert.equal(
    readHtmlText("<html lang=en><head><title>The title</title></head><p>x").meta.title,
    "The title",
  );
});

test("a GBK page is read by what it declares", () => {
  const head = Buffer.from('<html><head><meta charset="gb2312"></head><body><p>');
  const bytes = Buffer.concat([
    head,
    Buffer.from([0xc4, 0xea, 0xb1, 0xa8]),
    Buffer.from("</p></body></html>"),
  ]);
  assert.equal(readHtml(bytes, { path: "", name: "a.html", type: "html" }).text, "年报");
});
