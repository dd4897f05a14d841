// test/http/web.test.ts: the built web app, the API's description and its page.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { operations } from "../../src/desk/operations.ts";
import { openTestApp, openTestDesk } from "../support/test-desk.ts";

async function openWithWeb(t: test.TestContext) {
  const desk = await openTestDesk(t);
  const webFolder = join(desk.store.folder, "web");
  await mkdir(join(webFolder, "assets"), { recursive: true });
  await writeFile(join(webFolder, "index.html"), "<!doctype html><title>Dossier</title>");
  await writeFile(join(webFolder, "assets", "main-Ab3dEf9h.js"), `console.log("${"x".repeat(3000)}");`);
  await writeFile(join(desk.store.folder, "secret.txt"), "secret");
  return openTestApp(t, desk, { webFolder });
}

test("a page of the app is index.html, asked for anew each time; a hashed file is kept for good", async (t) => {
  const app = await openWithWeb(t);
  for (const path of ["/", "/topics/top_1", "/clip"]) {
    const reply = await app.request(path);
    assert.match(await reply.text(), /<title>Dossier/);
    assert.equal(reply.headers.get("cache-control"), "no-cache");
  }
  const script = await app.request("/assets/main-Ab3dEf9h.js", {
    headers: { "accept-encoding": "br, gzip" },
  });
  assert.match(script.headers.get("cache-control")!, /immutable/);
  assert.equal(script.headers.get("content-encoding"), "br");
  assert.ok(Number(script.headers.get("content-length")) < 3000);
});

test("nothing outside the folder can be named", async (t) => {
  const app = await openWithWeb(t);
  for (const path of [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/desk.sqlite",
  ]) {
    const reply = await app.request(path);
    assert.equal(reply.status, 404, path);
    assert.doesNotMatch(await reply.text(), /^secret/);
  }
});

test("without a built app the page says what to do", async (t) => {
  const app = await openTestApp(t, await openTestDesk(t));
  const reply = await app.request("/");
  assert.equal(reply.status, 503);
  assert.match(await reply.text(), /npm start/);
});

test("only the page of the bookmarklet may speak with the window that opened it", async (t) => {
  const app = await openWithWeb(t);
  assert.equal((await app.request("/clip")).headers.get("cross-origin-opener-policy"), "unsafe-none");
  assert.equal((await app.request("/")).headers.get("cross-origin-opener-policy"), "same-origin");
});

test("the description has every operation, and every parameter of its path", async (t) => {
  const app = await openTestApp(t, await openTestDesk(t));
  const { openapi, paths } = (await (await app.request("/api/openapi.json")).json()) as {
    openapi: string;
    paths: Record<
      string,
      Record<
        string,
        { operationId?: string; parameters?: { name: string; in: string; schema: { type?: string } }[] }
      >
    >;
  };
  assert.equal(openapi, "3.1.0");
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation) => ({ path, ...operation })),
  );
  const names = described.flatMap(({ operationId }) => operationId ?? []);
  assert.deepEqual(names.sort(), operations.map(({ name }) => name).sort());
  for (const { path, parameters = [] } of described) {
    const inPath = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
    assert.deepEqual(inPath.sort(), [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort(), path);
  }
  const lists = paths["/api/documents"]!.get!.parameters;
  assert.equal(lists?.find(({ name }) => name === "kinds")?.schema.type, "array");
});

test("the page that tries the API has no script of another site and none in the page", async (t) => {
  const app = await openTestApp(t, await openTestDesk(t));
  const html = await (await app.request("/api")).text();
  assert.doesNotMatch(html, /https?:\/\//);
  assert.doesNotMatch(html, /<script>|onclick|style=/);
  assert.equal((await app.request("/api/try.js")).status, 200);
  assert.equal((await app.request("/api/try.css")).status, 200);
});

test("answers of the API are compressed over a network and left as they are on one machine", async (t) => {
  const desk = await openTestDesk(t);
  const asked = { headers: { "accept-encoding": "gzip, br", host: "127.0.0.1:4700" } };
  const [near, far] = [
    await openTestApp(t, desk, { isLoopback: true }),
    await openTestApp(t, desk, { isLoopback: false }),
  ];
  assert.equal((await near.request("/api/settings", asked)).headers.get("content-encoding"), null);
  const reply = await far.request("/api/settings", asked);
  assert.equal(reply.headers.get("content-encoding"), "gzip");
  const text = await new Response(reply.body!.pipeThrough(new DecompressionStream("gzip"))).text();
  assert.ok(Array.isArray(JSON.parse(text).settings));
});
