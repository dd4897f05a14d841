// http/multipart.property.test.ts: any form comes back as it was sent, however the network cuts it.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { boundaryOf, gather, type Part, partsOf } from "./multipart.ts";

async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.byteLength; turn++) {
    const size = sizes.length === 0 ? bytes.byteLength : Math.max(1, sizes[turn % sizes.length]!);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

type Read = Omit<Part, "content"> & { bytes: Buffer | null };

async function all(body: AsyncIterable<Uint8Array>, boundary: string, mostBytes = 100_000): Promise<Read[]> {
  const parts: Read[] = [];
  for await (const { content, ...head } of partsOf(body, boundary, 50))
    parts.push({ ...head, bytes: await gather(content, mostBytes) });
  return parts;
}

const HEAD = 'Content-Disposition: form-data; name="files"; filename="a"\r\n\r\n';

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

test("a part beyond what is gathered is let go; the next one is whole", async () => {
  const form = new FormData();
  form.append("files", new Blob([new Uint8Array(5000)]), "large");
  form.append("files", new Blob(["small"]), "small");
  const response = new Response(form);
  const boundary = boundaryOf(response.headers.get("content-type"))!;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const parts = await all(inPieces(bytes, [64]), boundary, 1000);
  assert.deepEqual(
    parts.map(({ fileName, bytes: kept }) => [fileName, kept?.byteLength ?? null]),
    [
      ["large", null],
      ["small", 5],
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
  const [part] = await all(inPieces(body, [1]), "b");
  assert.equal(part!.bytes!.byteLength, 40_000);
  assert.ok(performance.now() - started < 5000);
});

test("parts of no bytes and delimiters cut anywhere are read as they were sent", async () => {
  const bytes = ["", "one", "", "\r\n", "-".repeat(9), ""];
  const body = Buffer.from(`${bytes.map((text) => `--b\r\n${HEAD}${text}\r\n`).join("")}--b--\r\n`);
  for (let cut = 1; cut < body.byteLength; cut++) {
    const parts = await all(inPieces(body, [cut, body.byteLength]), "b");
    assert.deepEqual(
      parts.map((part) => part.bytes!.toString()),
      bytes,
      `cut at ${cut}`,
    );
  }
});

test("what is not read of a part is passed over, and the next part begins where it should", async () => {
  const body = Buffer.from(`--b\r\n${HEAD}${"x".repeat(500)}\r\n--b\r\n${HEAD}second\r\n--b--`);
  for (const read of [0, 1, 2]) {
    const ends: string[] = [];
    for await (const { content } of partsOf(inPieces(body, [100]), "b", 5)) {
      let pieces = 0;
      let last = "";
      for await (const piece of content) {
        last = Buffer.from(piece).toString();
        if (++pieces >= read && !last.startsWith("s")) break;
      }
      ends.push(last.slice(0, 6));
    }
    assert.deepEqual(ends, ["xxxxxx", "second"]);
  }
});

test("a file that comes in one go is still handed on in pieces", async () => {
  const size = 5_000_000;
  const body = Buffer.concat([
    Buffer.from(`--b\r\n${HEAD}`),
    Buffer.alloc(size, "y"),
    Buffer.from("\r\n--b--"),
  ]);
  const sizes: number[] = [];
  for await (const { content } of partsOf(inPieces(body, []), "b", 5))
    for await (const piece of content) sizes.push(piece.byteLength);
  assert.equal(
    sizes.reduce((sum, one) => sum + one),
    size,
  );
  assert.ok(Math.max(...sizes) < 1_100_000, `${Math.max(...sizes)} bytes in a piece`);
});

test("a sender that goes away is a form that breaks off", async () => {
  async function* cut(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`--b\r\n${HEAD}half a fi`);
    throw new Error("aborted");
  }
  await assert.rejects(all(cut(), "b"), { code: "bad-input", message: /breaks off/ });
});

test("names of fields and files may stand without quotes", async () => {
  const body = Buffer.from(
    "--b\r\nContent-Disposition: form-data; name=files; filename=a.txt\r\n\r\nx\r\n--b--",
  );
  const [part] = await all(inPieces(body, []), "b");
  assert.deepEqual([part!.field, part!.fileName], ["files", "a.txt"]);
});
