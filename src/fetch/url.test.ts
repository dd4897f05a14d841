// fetch/url.test.ts: fetching from a server of our own on the loopback address, and what is refused.

import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { type FetchOptions, fetchUrl } from "./url.ts";

const options: FetchOptions = {
  allowAddresses: ["127.0.0.0/8"],
  maxBytes: 100_000,
  timeoutMs: 4_000,
  userAgent: "Dossier test",
};

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.closeAllConnections());
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("bytes come with type, charset, name and the marks for the next time", async (t) => {
  const base = await serve(t, (request, response) => {
    assert.equal(request.headers["user-agent"], "Dossier test");
    response.setHeader("content-type", "Text/HTML; charset=GBK");
    response.setHeader("etag", '"v1"');
    response.setHeader("last-modified", "Thu, 06 Nov 2025 07:45:00 GMT");
    response.setHeader("content-disposition", "attachment; filename*=UTF-8''..%2F%E7%A0%94%E6%8A%A5.html");
    response.end("hello");
  });
  const got = await fetchUrl(`${base}/a`, options);
  assert.deepEqual(
    { ...got, bytes: Buffer.from(got.bytes).toString() },
    {
      status: 200,
      bytes: "hello",
      contentType: "text/html",
      charset: "gbk",
      finalUrl: `${base}/a`,
      etag: '"v1"',
      lastModified: "Thu, 06 Nov 2025 07:45:00 GMT",
      fileName: "研报.html",
    },
  );
});

test("an unchanged page costs no bytes", async (t) => {
  const base = await serve(t, (request, response) => {
    response.statusCode = request.headers["if-none-match"] === '"v1"' ? 304 : 200;
    response.end(response.statusCode === 200 ? "body" : undefined);
  });
  const got = await fetchUrl(base, { ...options, etag: '"v1"' });
  assert.equal(got.status, 304);
  assert.equal(got.bytes.length, 0);
});

test("packed bodies are unpacked, and a bomb in one is cut off at the limit", async (t) => {
  const base = await serve(t, (request, response) => {
    const isBomb = request.url === "/bomb";
    const body = isBomb ? Buffer.alloc(50_000_000) : Buffer.from("text");
    const isBrotli = request.url === "/br";
    response.setHeader("content-encoding", isBrotli ? "br" : "gzip");
    response.end(isBrotli ? brotliCompressSync(body) : gzipSync(body));
  });
  for (const path of ["/gz", "/br"])
    assert.equal(Buffer.from((await fetchUrl(base + path, options)).bytes).toString(), "text");
  await assert.rejects(fetchUrl(`${base}/bomb`, options), { code: "blob-too-large" });
});

test("a body without end is cut off at the limit, and so is one that says its size", async (t) => {
  const base = await serve(t, (request, response) => {
    if (request.url === "/claims") {
      response.setHeader("content-length", "999999999");
      response.write("x");
      return;
    }
    const write = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384)));
    };
    response.on("drain", write);
    write();
  });
  await assert.rejects(fetchUrl(`${base}/endless`, options), { code: "blob-too-large" });
  await assert.rejects(fetchUrl(`${base}/claims`, options), { code: "blob-too-large" });
});

test("redirects are followed five times, and each is checked", async (t) => {
  const base = await serve(t, (request, response) => {
    const hops = Number(request.url!.slice(1));
    if (Number.isNaN(hops)) {
      response
        .writeHead(302, { location: `http://${request.url === "/meta" ? "169.254.169.254" : "[::1]"}/x` })
        .end();
      return;
    }
    if (hops === 0) response.end("there");
    else response.writeHead(302, { location: `/${hops - 1}` }).end();
  });
  assert.equal((await fetchUrl(`${base}/5`, options)).finalUrl, `${base}/0`);
  await assert.rejects(fetchUrl(`${base}/6`, options), { code: "fetch-failed" });
  await assert.rejects(fetchUrl(`${base}/meta`, options), { code: "private-address" });
  await assert.rejects(fetchUrl(`${base}/six`, options), { code: "private-address" });
});

test("private addresses are refused in every spelling, by name too", async () => {
  const closed = { ...options, allowAddresses: [] };
  for (const url of [
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://169.254.169.254/latest/meta-data/",
  ])
    await assert.rejects(fetchUrl(url, closed), { code: "private-address" }, url);
  const resolve = async (): Promise<string[]> => ["10.0.0.7", "::1"];
  await assert.rejects(fetchUrl("http://intranet.example/", { ...closed, resolve }), {
    code: "private-address",
  });
});

test("the connection goes to the address that was checked, whatever the name resolves to later", async (t) => {
  const base = await serve(t, (request, response) => response.end(request.headers.host));
  const port = new URL(base).port;
  let asked = 0;
  const resolve = async (): Promise<string[]> => (asked++ === 0 ? ["127.0.0.1"] : ["10.0.0.1"]);
  const got = await fetchUrl(`http://rebind.example:${port}/`, { ...options, resolve });
  assert.equal(Buffer.from(got.bytes).toString(), `rebind.example:${port}`);
  assert.equal(asked, 1);
});

test("only http and https are fetched", async () => {
  for (const url of [
    "file:///etc/passwd",
    "ftp://example.com/",
    "gopher://x/",
    "javascript:1",
    "example.com",
    "",
  ])
    await assert.rejects(fetchUrl(url, options), { code: "bad-url" }, url);
});

test("a refusal says its status, an outage says when to come back", async (t) => {
  const base = await serve(t, (request, response) => {
    response.statusCode = Number(request.url!.slice(1));
    response.setHeader("retry-after", "7");
    response.end();
  });
  await assert.rejects(fetchUrl(`${base}/403`, options), {
    code: "fetch-refused",
    details: { url: `${base}/403`, status: 403 },
  });
  for (const status of [429, 503])
    await assert.rejects(fetchUrl(`${base}/${status}`, options), {
      code: "fetch-failed",
      retryAfterMs: 7_000,
    });
});

test("a server that never answers is given up at the deadline", async (t) => {
  const base = await serve(t, () => {});
  await assert.rejects(fetchUrl(base, { ...options, timeoutMs: 150 }), { code: "fetch-failed" });
  const never = { ...options, timeoutMs: 100, resolve: () => new Promise<string[]>(() => {}) };
  await assert.rejects(fetchUrl("http://slow.example/", never), { code: "fetch-failed" });
});
