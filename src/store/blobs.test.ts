// store/blobs.test.ts: originals are kept whole or not at all, in one piece or in many.

import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { sha256 } from "../values/hash.ts";
import { type Blobs, openBlobs } from "./blobs.ts";

async function open(t: TestContext): Promise<{ folder: string; blobs: Blobs }> {
  const folder = await mkdtemp(join(tmpdir(), "dossier-blobs-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return { folder, blobs: openBlobs(folder) };
}

async function all(blobs: Blobs): Promise<string[]> {
  const hashes: string[] = [];
  for await (const { hash } of blobs.list()) hashes.push(hash);
  return hashes;
}
const drafts = (folder: string) => readdir(join(folder, "incoming"));

test("bytes in any pieces are the same original as in one, and no draft stays", async (t) => {
  const { folder, blobs } = await open(t);
  const pieces = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(pieces, async (parts) => {
      const draft = await blobs.begin();
      for (const part of parts) await draft.write(part);
      const hash = await draft.keep();
      await draft.discard();
      const whole = Buffer.concat(parts);
      assert.equal(hash, sha256(whole));
      assert.deepEqual(Buffer.from(await blobs.read(hash)), whole);
      assert.equal(await blobs.put(whole), hash);
    }),
    { numRuns: 40 },
  );
  assert.deepEqual(await drafts(folder), []);
});

test("a draft that is let go leaves nothing, and its bytes are no original before it is kept", async (t) => {
  const { folder, blobs } = await open(t);
  const draft = await blobs.begin();
  await draft.write(Buffer.from("half of a file"));
  assert.deepEqual(await all(blobs), []);
  assert.equal((await drafts(folder)).length, 1);
  await draft.discard();
  await draft.discard();
  assert.deepEqual([await all(blobs), await drafts(folder)], [[], []]);
});

test("a draft of bytes that are kept already is that original, untouched", async (t) => {
  const { folder, blobs } = await open(t);
  const hash = await blobs.put(Buffer.from("the same"));
  const draft = await blobs.begin();
  await draft.write(Buffer.from("the same"));
  assert.equal(await draft.keep(), hash);
  assert.deepEqual([await all(blobs), await drafts(folder)], [[hash], []]);
});

test("drafts that a crash left are swept; those of now and the originals are not", async (t) => {
  const { folder, blobs } = await open(t);
  await blobs.sweep(Date.now());
  const hash = await blobs.put(Buffer.from("kept"));
  const [old, young] = [await blobs.begin(), await blobs.begin()];
  const [first] = await drafts(folder);
  await utimes(join(folder, "incoming", first!), 1000, 1000);
  await blobs.sweep(2_000_000);
  assert.equal((await drafts(folder)).length, 1);
  assert.deepEqual(await all(blobs), [hash]);
  await old.discard();
  await young.discard();
});
