// http/multipart.property.test.ts: any form comes back as it was sent, however the network cuts it.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { boundaryOf, type Part, type PartLimits, partsOf } from "./multipart.ts";

const LIMITS: PartLimits = { mostPartBytes: 100_000, mostParts: 50 };

async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.byteLength; turn++) {
    const size = sizes.length === 0 ? bytes.byteLength : Math.max(1, sizes[turn % sizes.length]!);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function all(body: AsyncIterable<Uint8Array>, boundary: string, limits = LIMITS): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const part of partsOf(body, boundary, limits)) parts.push(part);
  return parts;
}

test("what the platform's own form writes is read back, byte for byte", async () => {
  const name = fc
    .string({ minLength: 1, maxLength: 20, unit: "grapheme" })
    .filter((text) => !/[\r\n]/.test(text));
  const file = fc.record({ name, bytes: fc.uint8Array({ maxLength: 300 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(file, { maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 70 }), { maxLength: 4 }),
      async (files, sizes) => {
        const form = new FormData();
        for (const { name, bytes } of files) form.append("files", new Blob([bytes]), name);
        const response = new Response(form);
        const boundary = boundaryOf(response.headers.get("content-type"))!;
        const written = new Uint8Array(await response.arrayBuffer());
        const parts = await all(inPieces(written, sizes), boundary);
        assert.deepEqual(
          parts.map((part) => ({ name: part.fileName, bytes: [...part.bytes!] })),
          files.map(({ name, bytes }) => ({ name, bytes: [...bytes] })),
        );
      },
    ),
    { numRuns: 150 },
  );
});

test("bytes that look almost like the delimiter stay bytes", async () => {
  const hard = Buffer.from("\r\n--bound\r\n--boundarx\r\n-\r\r\n--boundar");
  const body = Buffer.concat([
    Buffer.from('--boundary\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'),
    hard,
    Buffer.from("\r\n--boundary--\r\n"),
  ]);
  for (const size of [1, 2, 7, 1000]) {
    const [part] = await all(inPieces(body, [size]), "boundary");
    assert.deepEqual(Buffer.from(part!.bytes!), hard);
  }
});

test("any bytes end in parts or in one clear refusal", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 400 }),
        fc.string({ maxLength: 400 }).map((text) => Buffer.from(`--b\r\n${text}`)),
      ),
      async (bytes) => {
        await all(inPieces(bytes, [13]), "b").catch((error: { code?: string }) =>
          assert.equal(error.code, "bad-input"),
        );
      },
    ),
    { numRuns: 200 },
  );
});

test("a part beyond the limit is counted and let go; the next one is whole", async () => {
  const form = new FormData();
  form.append("files", new Blob([new Uint8Array(5000)]), "large");
  form.append("files", new Blob(["small"]), "small");
  const response = new Response(form);
  const boundary = boundaryOf(response.headers.get("content-type"))!;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const parts = await all(inPieces(bytes, [64]), boundary, { mostPartBytes: 1000, mostParts: 5 });
  assert.deepEqual(
    parts.map(({ fileName, sizeBytes, bytes: kept }) => [fileName, sizeBytes, kept?.byteLength ?? null]),
    [
      ["large", 5000, null],
      ["small", 5, 5],
    ],
  );
});

test("a form that breaks off or never begins is refused", async () => {
  for (const text of [
    "",
    "nothing",
    '--b\r\nContent-Disposition: form-data; name="files"\r\n\r\nhalf',
    "--b\r\nX: y",
  ])
    await assert.rejects(all(inPieces(Buffer.from(text), []), "b"), { code: "bad-input" });
});

test("many bytes in pieces of one are read in linear time", async () => {
  const body = Buffer.concat([
    Buffer.from('--b\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n'),
    Buffer.alloc(40_000, "\r\n--"),
    Buffer.from("\r\n--b--"),
  ]);
  const started = performance.now();
  const [part] = await all(inPieces(body, [1]), "b", { mostPartBytes: 1e6, mostParts: 5 });
  assert.equal(part!.sizeBytes, 40_000);
  assert.ok(performance.now() - started < 5000);
});
