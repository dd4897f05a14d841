// test/ask/provider.test.ts: the live path through the real SDK against a server on this machine: good, down, slow, rude, endless.

import assert from "node:assert/strict";
import { test } from "node:test";
import { listModelNames, type ModelConfig, writeWith } from "../../src/ask/provider.ts";
import type { DossierError } from "../../src/values/error.ts";
import { openModelServer } from "../support/model-server.ts";

const KEY = "sk-test-0123456789";
const PROMPT = { instructions: "Be short.", text: "What is in passage 1?" };
const LIMITS = { silenceMs: 120, totalMs: 2_000, retryMs: 5, tries: 3 };
const KINDS = ["openai", "anthropic"] as const;
const config = (url: string, kind: ModelConfig["kind"] = "openai"): ModelConfig => ({
  kind,
  url,
  name: "small-model",
  key: KEY,
});

test("words come piece by piece, with the tokens the server counted and the key in its header only", async (t) => {
  const server = await openModelServer(t, "The order book covers eleven months of deliveries.");
  const pieces: string[] = [];
  const run = await writeWith(config(server.url), PROMPT, {
    limits: LIMITS,
    onText: (piece) => void pieces.push(piece),
  });
  assert.equal(run.text, "The order book covers eleven months of deliveries.");
  assert.equal(pieces.join(""), run.text);
  assert.ok(pieces.length > 1);
  assert.deepEqual([run.tokensIn, run.tokensOut, run.end], [70, 9, "done"]);
  const [request] = server.requests;
  assert.equal(request!.headers.authorization, `Bearer ${KEY}`);
  assert.equal(request!.body.model, "small-model");
  assert.equal(request!.body.messages!.at(-1)!.content.includes("What is in passage 1?"), true);
});

test("Anthropic's interface is spoken as its own: key, version and instructions in their places, tokens counted", async (t) => {
  const server = await openModelServer(t, "The order book covers eleven months of deliveries.");
  const pieces: string[] = [];
  const run = await writeWith(config(server.url, "anthropic"), PROMPT, {
    limits: LIMITS,
    onText: (piece) => void pieces.push(piece),
  });
  assert.deepEqual(
    [run.text, run.tokensIn, run.tokensOut, run.end],
    ["The order book covers eleven months of deliveries.", 70, 9, "done"],
  );
  assert.ok(pieces.length > 1);
  const [request] = server.requests;
  assert.equal(request!.path, "/v1/messages");
  assert.deepEqual(
    [request!.headers["x-api-key"], request!.headers.authorization, request!.body.stream],
    [KEY, undefined, true],
  );
  assert.ok(request!.headers["anthropic-version"]);
  assert.match(JSON.stringify(request!.body.system), /Be short/);
  assert.deepEqual(await listModelNames(config(server.url, "anthropic")), ["big-model", "small-model"]);
});

for (const [name, status, body, code, pattern, calls] of [
  ["a wrong key", 401, { error: { message: `bad key ${KEY}` } }, "model-refused", /key is wrong/, 1],
  [
    "no quota",
    429,
    { error: { message: "You exceeded your quota", code: "insufficient_quota" } },
    "model-refused",
    /quota/,
    1,
  ],
  ["an unpaid account", 402, { error: { message: "pay first" } }, "model-refused", /quota is used up/, 1],
  [
    "an account without credit",
    400,
    { type: "error", error: { type: "invalid_request_error", message: "Your credit balance is too low" } },
    "model-refused",
    /quota is used up/,
    1,
  ],
  ["a busy server", 429, { error: { message: "slow down" } }, "model-failed", /busy/, 3],
  ["an overloaded server", 529, { error: { message: "overloaded" } }, "model-failed", /answered 529/, 3],
  ["a broken server", 500, { error: { message: `oops ${KEY}` } }, "model-failed", /answered 500/, 3],
  ["an unknown model", 404, { error: { message: "model not found" } }, "model-refused", /no such model/, 1],
  ["a request it does not take", 400, { error: { message: "too long" } }, "model-refused", /too long/, 1],
] as const)
  for (const kind of KINDS)
    test(`${name} (${kind}) is one sentence without the key, after ${calls} ${calls === 1 ? "call" : "calls"}`, async (t) => {
      const server = await openModelServer(t, { status, body });
      const running = writeWith(config(server.url, kind), PROMPT, {
        limits: LIMITS,
        onSpent: () => assert.fail("nothing was written"),
      });
      await assert.rejects(running, (error: DossierError) => {
        assert.equal(error.code, code);
        assert.match(error.message, pattern);
        assert.ok(!JSON.stringify([error.message, error.details, String(error.cause)]).includes(KEY));
        return true;
      });
      assert.equal(server.requests.length, calls);
    });

for (const kind of KINDS)
  test(`an error in the middle of a reply (${kind}) is told in the server's words, and what was written is counted`, async (t) => {
    const server = await openModelServer(t, { mischief: "refuse", text: "The first half of a" });
    const spent: number[] = [];
    const running = writeWith(config(server.url, kind), PROMPT, {
      limits: LIMITS,
      onSpent: ({ tokensIn, tokensOut }) => void spent.push(tokensIn, tokensOut),
    });
    await assert.rejects(running, { code: "model-failed", message: /overloaded/ });
    assert.equal(server.requests.length, 1);
    assert.equal(spent.length, 2);
    assert.ok(spent.every((tokens) => tokens > 0));
  });

for (const kind of KINDS)
  test(`silence, nonsense and a broken line (${kind}) end with a sentence`, async (t) => {
    for (const [reply, pattern] of [
      [{ mischief: "hang" }, /nothing came for/],
      [{ mischief: "stall", text: "Half a sen" }, /nothing came for/],
      [{ mischief: "garbage" }, /model/],
      [{ mischief: "cut", text: "The first half of a long sentence" }, /model/],
    ] as const) {
      const server = await openModelServer(t, reply);
      await assert.rejects(
        writeWith(config(server.url, kind), PROMPT, { limits: { ...LIMITS, tries: 1 } }),
        { code: "model-failed", message: pattern },
        reply.mischief,
      );
    }
  });

test("a server that is busy once is asked again, and what it then says counts", async (t) => {
  const server = await openModelServer(t, { status: 503 }, "Here.");
  const run = await writeWith(config(server.url), PROMPT, { limits: LIMITS });
  assert.deepEqual([run.text, server.requests.length], ["Here.", 2]);
});

test("nobody at the address is said as it is", async () => {
  await assert.rejects(writeWith(config("http://127.0.0.1:9/v1"), PROMPT, { limits: LIMITS }), {
    code: "model-failed",
    message: /nothing listens|could not be read|cannot be found/,
  });
});

test("a server that goes silent, with or without a first word, is given up within the limit", async (t) => {
  for (const reply of [{ mischief: "hang" }, { mischief: "stall", text: "Half a sen" }] as const) {
    const server = await openModelServer(t, reply);
    const startedAt = performance.now();
    await assert.rejects(writeWith(config(server.url), PROMPT, { limits: { ...LIMITS, tries: 1 } }), {
      code: "model-failed",
      message: /nothing came for/,
    });
    assert.ok(performance.now() - startedAt < 1_500);
  }
});

test("bytes that are no reply are an error, never words", async (t) => {
  const server = await openModelServer(t, { mischief: "garbage" });
  await assert.rejects(writeWith(config(server.url), PROMPT, { limits: { ...LIMITS, tries: 1 } }), {
    code: "model-failed",
  });
});

test("a connection that breaks after words were shown is not tried again", async (t) => {
  const server = await openModelServer(t, {
    mischief: "cut",
    text: "The first half of a long sentence that was",
  });
  await assert.rejects(writeWith(config(server.url), PROMPT, { limits: LIMITS }), { code: "model-failed" });
  assert.ok(server.requests.length <= 1);
});

test("a reply without end is cut at the limit and the line is let go", async (t) => {
  const server = await openModelServer(t, { mischief: "repeat" });
  const run = await writeWith(config(server.url), PROMPT, { limits: { ...LIMITS, maxCharacters: 3_000 } });
  assert.equal(run.end, "cut");
  assert.ok(run.text.length < 4_000);
  assert.ok(run.tokensOut > 500);
});

test("a person's stop ends the run with what was written, also while it waits to try again", async (t) => {
  const server = await openModelServer(t, { mischief: "stall", text: "Some words came before." });
  const controller = new AbortController();
  const run = await writeWith(config(server.url), PROMPT, {
    limits: { ...LIMITS, silenceMs: 5_000 },
    signal: controller.signal,
    onText(piece) {
      if (piece.includes("before")) controller.abort();
      return undefined;
    },
  });
  assert.equal(run.end, "stopped");
  const busy = await openModelServer(t, { status: 503 });
  const later = new AbortController();
  const waiting = writeWith(config(busy.url), PROMPT, {
    limits: { ...LIMITS, retryMs: 60_000, totalMs: 600_000 },
    signal: later.signal,
  });
  setTimeout(() => later.abort(), 60);
  assert.equal((await waiting).end, "stopped");
});

test("names of models are listed, and a wrong key is told from a list", async (t) => {
  const server = await openModelServer(t, "");
  assert.deepEqual(await listModelNames(config(server.url)), ["big-model", "small-model"]);
  const locked = await openModelServer(t, { status: 401 });
  await assert.rejects(listModelNames(config(locked.url)), { code: "model-refused" });
});
