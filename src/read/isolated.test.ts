// read/isolated.test.ts: what children do wrong, and that it stays with them.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { makePdf } from "../../test/support/pdf-maker.ts";
import type { BlobFile, ReadLimits } from "../records/reading.ts";
import { DossierError } from "../values/error.ts";
import { createReader, type Reader, type ReaderOptions } from "./isolated.ts";

const LIMITS: ReadLimits = {
  timeoutMs: 20_000,
  memoryMb: 600,
  maxPages: 50,
  maxUnpackedBytes: 1e8,
  ocr: "off",
};
const BAD_CHILD = fileURLToPath(new URL("../../test/support/bad-child.ts", import.meta.url));
const blob = (name: string): BlobFile => ({ path: "/nowhere", name, type: "text" });

const withBadChild = async (use: (reader: Reader) => Promise<void>, options: Partial<ReaderOptions> = {}) => {
  const reader = createReader({ processes: 1, childPath: BAD_CHILD, ...options });
  try {
    await use(reader);
  } finally {
    await reader.close();
  }
};
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return "none";
  } catch (error) {
    assert.ok(error instanceof DossierError, String(error));
    return error.code;
  }
};

test("a child is kept between files, and progress comes through", () =>
  withBadChild(async (reader) => {
    const seen: number[] = [];
    const first = await reader.read(blob("fine"), LIMITS, (done, total) => seen.push(done, total));
    const second = await reader.read(blob("fine"), LIMITS);
    assert.equal(first.text, second.text);
    assert.deepEqual(seen, [1, 2]);
  }));

test("a child is replaced after its number of files", () =>
  withBadChild(
    async (reader) => {
      const first = await reader.read(blob("fine"), LIMITS);
      const second = await reader.read(blob("fine"), LIMITS);
      assert.notEqual(first.text, second.text);
    },
    { recycleAfter: 1 },
  ));

test("a hanging, crashing, throwing or refusing child ends its own file only", () =>
  withBadChild(async (reader) => {
    assert.equal(await codeOf(reader.read(blob("hangs"), { ...LIMITS, timeoutMs: 700 })), "read-timeout");
    assert.equal(await codeOf(reader.read(blob("crashes"), LIMITS)), "read-crashed");
    assert.equal(await codeOf(reader.read(blob("throws"), LIMITS)), "read-crashed");
    assert.equal(await codeOf(reader.read(blob("refuses"), LIMITS)), "password-needed");
    assert.match((await reader.read(blob("fine"), LIMITS)).text, /^\d+$/);
  }));

test("a child that eats memory is stopped", { skip: process.platform !== "linux" }, () =>
  withBadChild(async (reader) => {
    assert.equal(await codeOf(reader.read(blob("grows"), { ...LIMITS, memoryMb: 300 })), "read-memory");
  }),
);

test("files in the queue wait for the child, and a closed reader refuses them", async () => {
  const reader = createReader({ processes: 1, childPath: BAD_CHILD });
  const first = codeOf(reader.read(blob("hangs"), LIMITS));
  const second = codeOf(reader.read(blob("fine"), LIMITS));
  await reader.close();
  assert.deepEqual(await Promise.all([first, second]), ["read-crashed", "read-crashed"]);
  assert.equal(await codeOf(reader.read(blob("fine"), LIMITS)), "read-crashed");
});

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), "dossier-isolated-"));
});
after(() => rmSync(folder, { recursive: true }));

test("the real child reads and draws a PDF, boxes and errors come across whole", async () => {
  const path = join(folder, "made.pdf");
  writeFileSync(path, makePdf({ pages: [{ texts: [{ x: 72, y: 100, text: "Revenue 48.2" }] }, {}] }));
  const reader = createReader({ processes: 1 });
  try {
    const file: BlobFile = { path, name: "made.pdf", type: "pdf" };
    const [reading, png] = await Promise.all([reader.read(file, LIMITS), reader.render(file, 1, 300)]);
    assert.equal(reading.text, "Revenue 48.2\n");
    assert.ok(reading.pages[0]?.glyphs instanceof Uint16Array);
    assert.deepEqual([...png.subarray(1, 4)], [...Buffer.from("PNG")]);
    assert.equal(await codeOf(reader.read({ ...file, path: `${path}.gone` }, LIMITS)), "blob-missing");
    assert.equal(await codeOf(reader.render(file, 3, 300)), "page-not-found");
    assert.equal(await codeOf(reader.read(file, { ...LIMITS, maxPages: 1 })), "too-many-pages");
  } finally {
    await reader.close();
  }
});
