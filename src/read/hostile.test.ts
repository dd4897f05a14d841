// read/hostile.test.ts: files made to harm. Each must end soon, in a reading or in an error with a code.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { BlobFile, MediaType, Reading, ReadLimits } from "../records/reading.ts";
import { isElement, parseDom, visit } from "./dom.ts";
import { readBlob } from "./read.ts";
import { checkReading } from "./reading-check.ts";
import { sanitise, sanitiseFully } from "./sanitise.ts";
import { openZip, packZip } from "./zip.ts";

const limits: ReadLimits = {
  timeoutMs: 60_000,
  memoryMb: 512,
  maxPages: 100,
  maxUnpackedBytes: 20_000_000,
  ocr: "off",
};
const folder = mkdtempSync(join(tmpdir(), "dossier-hostile-"));
after(() => rmSync(folder, { recursive: true }));

let count = 0;
async function read(
  type: MediaType,
  content: string | Uint8Array,
  more: Partial<BlobFile> = {},
): Promise<Reading> {
  const path = join(folder, `${count++}`);
  writeFileSync(path, content);
  return readBlob({ path, name: `hostile.${type}`, type, ...more }, limits);
}
/** Bounds the processor time that `work` takes: what else the machine does is not its fault. */
async function within<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  const began = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(began);
  const took = (user + system) / 1000;
  assert.ok(took < milliseconds, `took ${Math.round(took)} ms`);
  return result;
}
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const packed = (parts: Record<string, string | Uint8Array>): Uint8Array =>
  packZip(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === "string" ? bytesOf(part) : part]),
    ),
  );

/** Nothing that a browser would run, load or be framed by, under any name. */
function assertInert(html: string): void {
  const allowed = new Set(
    "h1 h2 h3 h4 h5 h6 p span pre blockquote ul ol li table thead tbody tr th td strong em code a br".split(
      " ",
    ),
  );
  const attributes = new Set("data-start data-end class colspan rowspan href rel target".split(" "));
  visit(parseDom(`<body>${html}</body>`).body!, (node) => {
    assert.ok(node.nodeType !== 8, "no comments");
    if (!isElement(node) || node.localName === "body") return true;
    assert.ok(allowed.has(node.localName), node.localName);
    for (const name of node.getAttributeNames()) assert.ok(attributes.has(name), name);
    const href = node.getAttribute("href");
    if (href !== null) assert.match(href, /^(?:https?:\/\/|mailto:)/);
    return true;
  });
}

const PROBES = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '<a href="javascript:alert(1)">j</a>',
  '<a href="jAvA\tscript:alert(1)">j</a>',
  '<a href=" javascript:alert(1)">j</a>',
  '<a href="data:text/html,<script>alert(1)</script>">d</a>',
  '<a href="vbscript:x">v</a>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  "<svg onload=alert(1)><script>alert(1)</script></svg>",
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<p style="background:url(javascript:alert(1))">s</p>',
  "<style>@import 'http://evil/'</style>",
  '<div onclick="x" onmouseover=y id=a name=b>text</div>',
  '<form action="javascript:x"><button formaction="javascript:y">b</button><input autofocus onfocus=z></form>',
  '<object data="data:text/html,x"></object><embed src="x.swf">',
  '<base href="javascript:/a/-alert(1)///////">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  "<template><script>alert(1)</script></template>",
  "<xmp><img src=x onerror=alert(1)></xmp><plaintext><script>alert(1)</script>",
  "<listing>&lt;img onerror=alert(1) src&gt;</listing>",
  "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
  "<select><option><script>alert(1)</script></select>",
  "<details open ontoggle=alert(1)>x</details>",
  "<!--><script>alert(1)</script>-->",
  "<![CDATA[<script>alert(1)</script>]]>",
  '<p title="</p><script>alert(1)</script>">t</p>',
  "<a href='https://e.com/\"onmouseover=alert(1) x=\"'>q</a>",
  "<table><caption><script>1</script>c</caption><tr><td onclick=x><img src=x onerror=y>a</td><td>b</td></tr></table>",
  "\u0000<scr\u0000ipt>alert(1)</scr\u0000ipt>",
];

test("no markup of a page reaches the reading view, article or not", async () => {
  const prose =
    "<p>Some real words of an article that goes on and on, with commas, so that it is one.</p>".repeat(12);
  for (const probe of PROBES)
    for (const source of [
      probe,
      `<html><body><article><h1>T</h1>${prose}${probe}${prose}</article></body></html>`,
    ]) {
      const reading = await read("html", source, { url: "https://example.com/a" });
      assertInert(reading.html!);
      checkReading(reading);
    }
  const all = await read("markdown", PROBES.join("\n\n"));
  assertInert(all.html!);
});

test("the second wall holds alone", () => {
  for (const probe of PROBES) {
    assertInert(sanitise(probe));
    assertInert(sanitiseFully(probe));
    assert.equal(sanitiseFully(sanitiseFully(probe)), sanitiseFully(probe));
  }
});

test("100,000 nested elements of any kind are read, not overflowed", async () => {
  for (const tag of ["div", "blockquote", "ul", "b", "table"]) {
    const open = tag === "ul" ? "<ul><li>" : tag === "table" ? "<table><tr><td>" : `<${tag}>`;
    const depth = 100_000;
    const reading = await within(5_000, () =>
      read("html", `<html><body>${open.repeat(depth)}words at the bottom</body></html>`),
    );
    assert.match(reading.text, /words at the bottom/);
    assertInert(reading.html!);
  }
});

test("a table with absurd spans stays small", async () => {
  const reading = await read(
    "html",
    "<table><tr><td colspan=1000000000 rowspan=1000000000>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
  );
  assert.ok(reading.text.length < 10_000);
});

test("a zip bomb is refused by what it says and by what comes out", async () => {
  const { zipSync } = await import("fflate");
  const zeros = new Uint8Array(60_000_000);
  const bomb = zipSync({ "word/document.xml": zeros, "[Content_Types].xml": bytesOf("<a/>") });
  for (const type of ["docx", "xlsx", "pptx", "epub"] as const)
    await within(3_000, () => assert.rejects(read(type, bomb), { code: "unpacks-too-large" }));
  const many = zipSync(
    Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`${i}.xml`, new Uint8Array()])),
  );
  await assert.rejects(read("docx", many), { code: "unpacks-too-large" });
});

test("a size that lies neither costs memory nor passes as the whole part", async () => {
  const { zipSync } = await import("fflate");
  const zip = zipSync({ "word/document.xml": new Uint8Array(5_000_000).fill(65) });
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  for (let at = 0; at < zip.length - 46; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 10, true);
  }
  await assert.rejects(read("docx", zip), { code: "damaged-file" });
});

test("names that climb out of a zip are never handed out", () => {
  const zip = openZip(
    packed({ "../../evil.xml": "x", "/abs.xml": "x", "C:/w.xml": "x", "a/../../b.xml": "x", "ok.xml": "x" }),
    {
      name: "x",
      maxUnpackedBytes: 1_000,
    },
  );
  assert.deepEqual(zip.names, ["ok.xml"]);
  assert.equal(zip.read("../../evil.xml"), null);
});

test("entities of a file's own are refused: outside files and multiplying ones", async () => {
  const laughs = `<!DOCTYPE a [<!ENTITY a "ha">${Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i} "${`&a${i - 1 < 0 ? "" : i - 1};`.repeat(10)}">`).join("")}]>`;
  const outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
  for (const head of [laughs, outside]) {
    const part = `<?xml version="1.0"?>${head}<a>&x;&a29;</a>`;
    const office = {
      "[Content_Types].xml": part,
      "word/document.xml": part,
      "xl/workbook.xml": part,
      "ppt/presentation.xml": part,
    };
    for (const type of ["docx", "xlsx", "pptx"] as const)
      await within(2_000, () => assert.rejects(read(type, packed(office)), { code: "damaged-file" }));
    await assert.rejects(read("epub", packed({ "META-INF/container.xml": part })), { code: "damaged-file" });
    const page = await within(2_000, () =>
      read("html", `${head}<html><body><p>&x; &a29; text</p></body></html>`),
    );
    assert.doesNotMatch(page.text, /root:/);
  }
});

test("files that are not what their name says, empty, cut or random end in a code", async () => {
  const random = Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7_919 + (i >> 3)) & 255);
  for (const type of ["docx", "xlsx", "pptx", "epub"] as const) {
    for (const content of [
      random,
      bytesOf("plain text"),
      packed({ "a.txt": "x" }),
      packed({ "word/document.xml": "<w:document" }),
    ])
      await assert.rejects(read(type, content), { code: "damaged-file" }, type);
  }
  for (const type of ["html", "markdown", "text", "docx", "eml"] as const)
    await assert.rejects(read(type, ""), { code: "empty-file" });
  for (const type of ["html", "markdown", "text", "eml"] as const) checkReading(await read(type, random));
});

test("XML that nests without end is refused, not overflowed", async () => {
  const deep = `<p:presentation>${"<a>".repeat(50_000)}`;
  await within(3_000, () =>
    assert.rejects(read("pptx", packed({ "ppt/presentation.xml": deep })), { code: "damaged-file" }),
  );
  const word = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${"<w:p><w:r>".repeat(50_000)}`;
  await within(10_000, () =>
    assert.rejects(read("docx", packed({ "word/document.xml": word })), { code: "damaged-file" }),
  );
});

test("a mail fifty mails deep is opened one level at a time", async () => {
  let mail = "Subject: inner\r\nFrom: a@b.c\r\n\r\nthe core\r\n";
  for (let depth = 0; depth < 50; depth++)
    mail = `Subject: level ${depth}\r\nFrom: a@b.c\r\nContent-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\nContent-Type: text/plain\r\n\r\nouter\r\n--b${depth}\r\nContent-Type: message/rfc822\r\n\r\n${mail}\r\n--b${depth}--\r\n`;
  const reading = await within(3_000, () => read("eml", mail));
  assert.equal(reading.attachments.length, 1);
  assert.equal(reading.attachments[0]!.type, "eml");
  assert.doesNotMatch(reading.text, /the core/);
  let parts = "x";
  for (let depth = 0; depth < 2_000; depth++)
    parts = `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${depth < 50 ? parts : ""}`;
  const bombs = await within(3_000, () =>
    read("eml", `From: a@b.c\r\n${parts}`).catch((error: { code: string }) => error),
  );
  assert.ok("text" in bombs || bombs.code === "damaged-file");
});

test("one line of 50 MB is read in bounded time", async () => {
  const reading = await within(20_000, () =>
    read("text", "Revenue rose 4% in the quarter. ".repeat(1_600_000)),
  );
  assert.equal(reading.blocks.length, 1);
  assert.ok(reading.text.length > 50_000_000);
});

test("many short lines, tabs, marks and brackets are read in bounded time", async () => {
  for (const unit of [
    "a\n",
    "a\tb\n",
    "- \n",
    "|\n",
    "（\n",
    "\t",
    "#",
    "* ",
    "1. x\n",
    "_*",
    "> ",
    "[",
    "`",
  ])
    for (const type of ["text", "markdown"] as const)
      await within(8_000, () => read(type, unit.repeat(type === "text" ? 30_000 : 3_000)));
});

test("long runs of one thing cost no more than their length", async () => {
  const long = 300_000;
  for (const source of [
    `<p>增${"\n".repeat(long)}x</p>`,
    `<p>${"a ".repeat(long)}`,
    `<${"a".repeat(long)}`,
    `<p ${"a=b ".repeat(long / 4)}`,
    `<table><tr><td>1${" ".repeat(long)}x</td><td>2</td></tr></table>`,
    `<p>${"<!---->".repeat(long / 8)}`,
    `<script>"publish_time"${" ".repeat(long)}`,
    `<p>${"&amp;".repeat(long / 5)}</p>`,
  ])
    await within(5_000, () => read("html", source));
});

test("UTF-16 without a mark, NULs, lone halves and controls become clean text", async () => {
  const wide = await read("text", new Uint8Array(Buffer.from("Revenue rose.\n\n收入增长。", "utf16le")));
  assert.equal(wide.text, "Revenue rose.\n收入增长。");
  const dirty = await read("text", bytesOf("a\u0000b\u0007c\u202ed\r\ne\u2028f\ufeff"));
  checkReading(dirty);
  assert.equal(dirty.text, "abcd\ne\nf");
  const half = await read("text", new Uint8Array(Buffer.from("ok text here \ud83d and more", "utf16le")));
  assert.equal(half.text, "ok text here \ufffd and more");
});
