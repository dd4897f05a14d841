// fetch/feed.test.ts: feeds of every dialect, well formed and not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseFeed } from "./feed.ts";

const parse = (text: string | Uint8Array, charset?: string) =>
  parseFeed(
    typeof text === "string" ? new TextEncoder().encode(text) : text,
    "https://news.example/feed/",
    charset,
  );

const RSS = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>财经 &amp; 科技</title><item><title>Chip <b>maker</b> &amp;amp; capex</title><link>/a?id=1</link><guid isPermaLink="false">k1</guid>
<pubDate>Thu, 06 Nov 2025 15:45:00 +0800</pubDate><dc:creator>Li Na</dc:creator><description>short</description>
<content:encoded><![CDATA[<p>Long <script>x</script></p>]]></content:encoded></item>
<item><title>No guid</title><link>https://news.example/b</link></item>
<item><title>Again</title><guid>k1</guid></item></channel></rss>`;

test("RSS gives titles as text, absolute links, ISO dates and each key once", async () => {
  const feed = await parse(RSS);
  assert.equal(feed.title, "财经 & 科技");
  assert.equal(feed.items.length, 2);
  assert.deepEqual(feed.items[0], {
    key: "k1",
    url: "https://news.example/a?id=1",
    title: "Chip maker & capex",
    author: "Li Na",
    publishedIso: "2025-11-06T15:45+08:00",
    html: "<p>Long <script>x</script></p>",
  });
  assert.equal(feed.items[1]!.key, "https://news.example/b");
});

test("Atom, RDF and JSON feeds give the same plain items", async () => {
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">A &lt;i&gt;B&lt;/i&gt;</title><id>f</id><updated>2025-11-06T00:00:00Z</updated>
    <entry><id>urn:1</id><title>One</title><link rel="self" href="/self"/><link href="https://x.example/1"/><published>2025-11-05T01:02:03Z</published><updated>2025-11-06T00:00:00Z</updated><author><name>W</name></author><content type="html">&lt;p&gt;c&lt;/p&gt;</content></entry></feed>`;
  const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="c"><title>R</title><link>https://x.example</link><description>d</description></channel><item rdf:about="https://x.example/1"><title>One</title><link>https://x.example/1</link></item></rdf:RDF>`;
  const json = JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: "J",
    items: [
      {
        id: "1",
        url: "https://x.example/1",
        title: "One",
        content_html: "<p>c</p>",
        date_published: "2025-11-05T01:02:03Z",
      },
    ],
  });
  for (const [source, title] of [
    [atom, "A B"],
    [rdf, "R"],
    [json, "J"],
  ] as const) {
    const feed = await parse(source);
    assert.equal(feed.title, title);
    assert.equal(feed.items[0]!.title, "One", title);
    assert.equal(feed.items[0]!.url, "https://x.example/1", title);
  }
  assert.equal((await parse(atom)).items[0]!.publishedIso, "2025-11-05T01:02Z");
  assert.equal((await parse(atom)).items[0]!.author, "W");
});

test("a feed that is cut off or nested wrongly gives what can be read, and says so", async () => {
  const cut = RSS.slice(0, RSS.indexOf("<item><title>No guid") + 30);
  for (const source of [cut, RSS.replace("</description>", "</descriptoin>")]) {
    const feed = await parse(source);
    assert.equal(feed.items[0]!.key, "k1");
  }
});

test("a GBK feed is read by what it declares", async () => {
  const head = Buffer.from('<?xml version="1.0" encoding="GBK"?><rss version="2.0"><channel><title>');
  const tail = Buffer.from("</title><item><title>a</title></item></channel></rss>");
  const feed = await parse(Buffer.concat([head, Buffer.from([0xc4, 0xea, 0xb1, 0xa8]), tail]));
  assert.equal(feed.title, "年报");
});

test("what is no feed is refused with what it is", async () => {
  for (const source of ["", "<html><body>x</body></html>", "hello", "{}", "<a/>"])
    await assert.rejects(parse(source), { code: "bad-feed" }, source);
});

test("entities of the feed's own never multiply, and items are bounded", async () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "${"ha".repeat(50)}">${Array.from({ length: 20 }, (_, i) => `<!ENTITY ${String.fromCharCode(98 + i)} "${`&${String.fromCharCode(97 + i)};`.repeat(20)}">`).join("")}<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&u;&x;</title><item><title>t &u;</title></item></channel></rss>`;
  const began = performance.now();
  const feed = await parse(laughs).catch((error: Error & { code?: string }) => error.code);
  assert.ok(performance.now() - began < 2_000);
  assert.ok(JSON.stringify(feed).length < 100_000);
  assert.ok(!JSON.stringify(feed).includes("root:"));
  const many = `<rss version="2.0"><channel><title>m</title>${"<item><title>x</title><guid>G</guid></item>".replaceAll("G", "g").repeat(1)}${Array.from({ length: 900 }, (_, i) => `<item><title>t${i}</title></item>`).join("")}</channel></rss>`;
  const bounded = await parse(many);
  assert.equal(bounded.items.length, 500);
  assert.equal(bounded.problems[0]?.code, "feed-cut");
});
