// desk/digest-export.test.ts: a digest leaves with its pages and links, and its document's marks do nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import mammoth from "mammoth";
import { openTestDesk } from "../../test/support/test-desk.ts";
import { documentOf, versionOf } from "../store/engines.test-support.ts";
import { type DIGEST_FORMATS, exportDigest } from "./digest-export.ts";

async function deskWithDigest(t: Parameters<typeof openTestDesk>[0]) {
  const desk = await openTestDesk(t);
  await desk.store.documents.insert(documentOf({ title: "Capex *up*", language: "zh" }), null);
  await desk.store.documents.insertVersion(versionOf("doc_1"));
  const citation = {
    documentId: "doc_1",
    versionId: "ver_doc_1",
    page: 3,
    pageLabel: "iii",
    start: 5,
    end: 9,
    quote: "四家合计",
  };
  await desk.store.digests.put({
    documentId: "doc_1",
    versionId: "ver_doc_1",
    writer: "test 1",
    coverage: { used: [3], unused: [] },
    sections: [
      {
        key: "capex",
        title: null,
        items: [
          { text: "四家合计\n[link](http://evil.example) 113 亿", citations: [citation], origin: "quote" },
        ],
      },
    ],
  });
  return desk;
}

async function fileOf(
  desk: Awaited<ReturnType<typeof deskWithDigest>>,
  format: (typeof DIGEST_FORMATS)[number],
): Promise<Buffer> {
  const { chunks } = await exportDigest(desk, { id: "doc_1", format }, "http://desk.example");
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

test("Markdown names the section in the document's language, links to the place and escapes the document's own marks", async (t) => {
  const text = (await fileOf(await deskWithDigest(t), "md")).toString("utf8");
  assert.ok(text.includes("# Capex \\*up\\*"));
  assert.ok(text.includes("## 资本开支"));
  assert.ok(text.includes("\\[link\\](http://evil.example)"));
  assert.ok(
    text.includes("[[iii]](http://desk.example/documents/doc_1?version=ver_doc_1&page=3&start=5&end=9)"),
  );
});

test("Word holds the same points with live links", async (t) => {
  const { value } = await mammoth.convertToHtml({ buffer: await fileOf(await deskWithDigest(t), "docx") });
  assert.match(value, /<h2>资本开支<\/h2>/);
  assert.match(value, /href="http:\/\/desk\.example\/documents\/doc_1\?version=ver_doc_1&amp;page=3/);
});

test("a document without a digest says that it is not written yet", async (t) => {
  const desk = await openTestDesk(t);
  await desk.store.documents.insert(documentOf(), null);
  await assert.rejects(exportDigest(desk, { id: "doc_1", format: "md" }, ""), { code: "digest-not-ready" });
});
