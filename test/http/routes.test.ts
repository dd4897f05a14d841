// test/http/routes.test.ts: how operations become routes, with operations made for the test.

import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { type Operation, operation } from "../../src/desk/operation.ts";
import { openTestApp, openTestDesk, sent } from "../support/test-desk.ts";

const echo = (http: string, change: Partial<Operation> = {}): Operation =>
  ({
    ...operation({
      name: "echo",
      summary: "Echo the input.",
      http,
      cli: null,
      allow: "viewer",
      input: z.looseObject({}),
      output: z.looseObject({}),
      run: async (_desk, _actor, input) => input,
    }),
    ...change,
  }) as Operation;

async function open(t: test.TestContext, ...operations: Operation[]) {
  const desk = await openTestDesk(t);
  return { desk, app: await openTestApp(t, desk, { operations }) };
}

test("path, query and body make one input, and a body cannot change what the path names", async (t) => {
  const { app } = await open(t, echo("PATCH /api/things/:id"));
  const reply = await app.request(
    "/api/things/a?way=query&tag=x&tag=y",
    sent("PATCH", { id: "b", way: "body" }),
  );
  assert.equal(reply.status, 200);
  assert.deepEqual(await reply.json(), { id: "a", way: "body", tag: ["x", "y"] });
});

test("a fixed path wins over a parameter, whichever is listed first", async (t) => {
  const { app } = await open(
    t,
    echo("GET /api/things/:id", { run: async () => ({ which: "one" }) }),
    echo("GET /api/things/series", { run: async () => ({ which: "series" }) }),
  );
  assert.deepEqual(await (await app.request("/api/things/series")).json(), { which: "series" });
  assert.deepEqual(await (await app.request("/api/things/x")).json(), { which: "one" });
});

test("a wrong input is a 400 that names each field and the reason", async (t) => {
  const input = z.object({ id: z.string(), count: z.coerce.number().int().min(1), name: z.string() });
  const { app } = await open(t, echo("POST /api/things/:id", { input }));
  const reply = await app.request("/api/things/a", sent("POST", { count: 0 }));
  assert.equal(reply.status, 400);
  const { error } = (await reply.json()) as {
    error: { code: string; details: object; at: { field: string }[] };
  };
  assert.equal(error.code, "bad-input");
  assert.deepEqual(
    error.at.map(({ field }) => field),
    ["count", "name"],
  );
  assert.equal((error.details as { field: string }).field, "count");
});

test("a body that is no JSON object is refused with its reason", async (t) => {
  const { app } = await open(t, echo("POST /api/things"));
  for (const [body, type] of [
    ["{", "application/json"],
    ["[]", "application/json"],
    ["null", "application/json"],
    ["{}", "text/plain"],
  ] as const) {
    const reply = await app.request("/api/things", {
      method: "POST",
      body,
      headers: { "content-type": type },
    });
    assert.equal(reply.status, 400, `${body} as ${type}`);
  }
  assert.equal(
    (await app.request("/api/things", { method: "POST" })).status,
    200,
    "no body is an empty input",
  );
});

test("a body larger than a route takes is a 413 and is not read to its end", async (t) => {
  const { app } = await open(t, echo("POST /api/things"));
  const reply = await app.request("/api/things", sent("POST", { text: "x".repeat(2_100_000) }));
  assert.equal(reply.status, 413);
});

test("a bug is a 500 with a trace id; its words stay in the log", async (t) => {
  const run = async () => {
    throw new Error("secret detail");
  };
  const { app, desk } = await open(t, echo("GET /api/things", { run }));
  const reply = await app.request("/api/things");
  const text = await reply.text();
  assert.equal(reply.status, 500);
  assert.doesNotMatch(text, /secret/);
  const trace = (JSON.parse(text) as { error: { details: { trace: string } } }).error.details.trace;
  assert.ok(desk.logged.some((line) => line.includes(trace) && line.includes("secret detail")));
});

test("an unknown path under /api is our one error shape, and other paths are pages", async (t) => {
  const { app } = await open(t);
  const reply = await app.request("/api/none");
  assert.equal(reply.status, 404);
  assert.deepEqual(await reply.json(), {
    error: {
      code: "unknown-route",
      message: "There is nothing at /api/none.",
      details: { path: "/api/none" },
    },
  });
  const page = await app.request("/topics/top_1");
  assert.match(page.headers.get("content-type") ?? "", /text\/html/);
});

test("every reply forbids foreign scripts, frames and sniffing; data may not be a page", async (t) => {
  const { app } = await open(t, echo("GET /api/things"));
  for (const path of ["/api/things", "/api/none", "/", "/api", "/api/openapi.json"]) {
    const { headers } = await app.request(path);
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /script-src[^;]*unsafe/, path);
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
  }
  assert.match((await app.request("/api/things")).headers.get("content-security-policy")!, /sandbox/);
  assert.match((await app.request("/api")).headers.get("content-security-policy")!, /script-src 'self'/);
});

test("a request under a foreign name is refused on loopback: a rebound name reads nothing", async (t) => {
  const { app } = await open(t, echo("GET /api/things"));
  const reply = await app.request("http://attacker.example:4700/api/things");
  assert.equal(reply.status, 403);
  assert.equal(((await reply.json()) as { error: { code: string } }).error.code, "wrong-host");
  assert.equal((await app.request("http://127.0.0.1:4700/api/things")).status, 200);
  assert.equal((await app.request("http://[::1]:4700/api/things")).status, 200);
});

test("a change that another site sends is refused; the same from our page or from no browser is done", async (t) => {
  const { app } = await open(t, echo("POST /api/things"));
  const status = async (headers: Record<string, string>) =>
    (await app.request("http://localhost:4700/api/things", sent("POST", {}, headers))).status;
  assert.equal(await status({ "sec-fetch-site": "cross-site", origin: "https://evil.example" }), 403);
  assert.equal(await status({ "sec-fetch-site": "same-site", origin: "http://localhost:3000" }), 403);
  assert.equal(
    await status({ origin: "http://localhost:3000" }),
    403,
    "an old browser tells its origin only",
  );
  assert.equal(await status({ origin: "null" }), 403);
  assert.equal(await status({ "sec-fetch-site": "same-origin", origin: "http://localhost:4700" }), 200);
  assert.equal(await status({}), 200);
});

test("a script or picture of another site reads nothing, but a link from there opens", async (t) => {
  const { app } = await open(t, echo("GET /api/things"));
  const status = async (path: string, mode: string) =>
    (await app.request(path, { headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": mode } })).status;
  assert.equal(await status("/api/things", "no-cors"), 403);
  assert.equal(await status("/api/things", "cors"), 403);
  assert.equal(await status("/api/things", "navigate"), 200);
  assert.notEqual(await status("/topics/top_1", "navigate"), 403);
});
