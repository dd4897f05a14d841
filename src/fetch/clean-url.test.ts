// fetch/clean-url.test.ts: addresses that mean the same page become the same words.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cleanUrl } from "./clean-url.ts";

const CASES: [string, string][] = [
  ["HTTPS://Example.COM:443/a?utm_source=x&id=7&fbclid=1#top", "https://example.com/a?id=7"],
  ["http://example.com:80/index.html", "http://example.com/"],
  ["https://example.com/news/index.htm?b=2&a=1", "https://example.com/news/?b=2&a=1"],
  ["https://user:secret@example.com./x", "https://example.com/x"],
  ["https://example.com/?spm=a1.b2&scm=3", "https://example.com/"],
  ["https://example.com/??a=1&?utm_source=2", "https://example.com/?a=1"],
  ["https://例子.cn/新闻", "https://xn--fsqu00a.cn/%E6%96%B0%E9%97%BB"],
  ["  https://example.com/a%2Fb?q=a+b&q=%E4%B8%AD  ", "https://example.com/a%2Fb?q=a+b&q=%E4%B8%AD"],
];

for (const [written, expected] of CASES)
  test(`${written.trim()} is ${expected}`, () => assert.equal(cleanUrl(written), expected));

test("cleaning a clean address changes nothing", () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
      const clean = cleanUrl(url);
      assert.equal(cleanUrl(clean), clean);
      assert.ok(!clean.includes("#"));
    }),
    { numRuns: 500 },
  );
});
