// test/ask/model.test.ts: connecting a model: the key stays sealed, goes to its own address only, and nothing is sent unasked;
// digests and translations by a model keep only what the document carries.

import assert from "node:assert/strict";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { LOCAL_OWNER } from "../../src/desk/accounts.ts";
import { type ModelStatus, modelConfig } from "../../src/desk/model-settings.ts";
import type { Translation } from "../../src/desk/translate.ts";
import type { ModelDigest } from "../../src/desk/write-digest.ts";
import { openAskedDesk } from "../support/asked-desk.ts";
import { openModelServer } from "../support/model-server.ts";
import { openTestApp, openTestDesk, sent } from "../support/test-desk.ts";

const jsonOf = async <T>(reply: Response | Promise<Response>): Promise<T> =>
  (await (await reply).json()) as T;

const KEY = "sk-very-secret-0123456789";

test("a key is kept sealed, never returned, never in the database as it is, and gone without its key file", async (t) => {
  const desk = await openTestDesk(t);
  const app = await openTestApp(t, desk);
  const url = "https://models.example/v1";
  const set = await app.request("/api/model", sent("PUT", { url, name: "big", key: KEY }));
  const status = await jsonOf<ModelStatus>(set);
  assert.deepEqual(
    [status.isOn, status.hasKey, status.leavesMachine, status.host],
    [true, true, true, "models.example"],
  );
  for (const path of ["/api/model", "/api/settings", "/api/desk"])
    assert.ok(!(await (await app.request(path)).text()).includes(KEY), path);
  for (const name of await readdir(desk.store.folder))
    if (name.includes("sqlite"))
      assert.ok(!(await readFile(join(desk.store.folder, name))).includes(KEY), name);
  assert.equal((await modelConfig(desk))!.key, KEY);
  await rm(join(desk.store.folder, "secrets.key"));
  assert.equal((await modelConfig(desk))!.key, "");
});

test("a kept key does not follow to another address, and off is off", async (t) => {
  const desk = await openTestDesk(t);
  const app = await openTestApp(t, desk);
  const put = (body: object) => app.request("/api/model", sent("PUT", body));
  await put({ url: "https://models.example/v1", name: "big", key: KEY });
  await put({ url: "https://models.example/v1", name: "other" });
  assert.equal((await modelConfig(desk))!.key, KEY);
  await put({ url: "https://elsewhere.example/v1", name: "other" });
  assert.equal((await modelConfig(desk))!.key, "");
  const elsewhere = await openModelServer(t, "ready");
  await put({ url: "https://models.example/v1", name: "big", key: KEY });
  await app.request("/api/model/test", sent("POST", { url: elsewhere.url, name: "small-model" }));
  assert.equal(elsewhere.requests[0]!.headers.authorization, undefined);
  await put({ url: "https://models.example/v1", name: "big", isOn: false });
  assert.equal(await modelConfig(desk), null);
});

test("a bad address or name is told by its field", async (t) => {
  const app = await openTestApp(t, await openTestDesk(t));
  for (const body of [
    { url: "not a url", name: "x" },
    { url: "file:///etc/passwd", name: "x" },
    { url: "http://a:b@host/v1", name: "x" },
    { url: "http://host/v1" },
  ]) {
    const reply = await app.request("/api/model", sent("PUT", body));
    assert.equal(reply.status, 400);
  }
});

interface Tried {
  isWorking: boolean;
  reply: string;
  failure: { code: string };
}

test("test and list say whether a server answers, and send nothing of the desk", async (t) => {
  const server = await openModelServer(t, "ready");
  const app = await openTestApp(t, await openTestDesk(t));
  const tried = await jsonOf<Tried>(
    app.request("/api/model/test", sent("POST", { url: server.url, name: "small-model" })),
  );
  assert.deepEqual([tried.isWorking, tried.reply], [true, "ready"]);
  const names = await jsonOf<{ names: string[] }>(
    app.request("/api/model/names", sent("POST", { url: server.url })),
  );
  assert.deepEqual(names.names, ["big-model", "small-model"]);
  const broken = await openModelServer(t, { status: 401 });
  const failed = await jsonOf<Tried>(
    app.request("/api/model/test", sent("POST", { url: broken.url, name: "small-model" })),
  );
  assert.deepEqual([failed.isWorking, failed.failure.code], [false, "model-refused"]);
});

test("a test without words tries the model that is kept, with its key, and what tokens cost is told", async (t) => {
  const server = await openModelServer(t, "ready");
  const app = await openTestApp(t, await openTestDesk(t));
  const prices = { perMillionIn: "2.5", perMillionOut: "10", currency: "USD" };
  await app.request("/api/model", sent("PUT", { url: server.url, name: "small-model", key: KEY, prices }));
  const tried = await jsonOf<Tried>(app.request("/api/model/test", sent("POST", {})));
  assert.deepEqual([tried.isWorking, tried.reply], [true, "ready"]);
  assert.equal(server.requests[0]!.headers.authorization, `Bearer ${KEY}`);
  const { usage } = await jsonOf<ModelStatus>(app.request("/api/model"));
  // 70 tokens at 2.5 and 9 at 10, a million each.
  assert.deepEqual([usage.runs, usage.cost], [1, "0.000265"]);
});

test("what a model of the environment costs is set without touching the model, and a bad price is refused", async (t) => {
  const url = "https://models.example/v1";
  const desk = await openTestDesk(t, { settings: { modelUrl: url, modelName: "big" } });
  const app = await openTestApp(t, desk);
  const prices = { perMillionIn: "2.5", perMillionOut: "10", currency: "USD" };
  const put = (body: object) => app.request("/api/model", sent("PUT", body));
  const status = await jsonOf<ModelStatus>(put({ prices, monthlyTokens: 1000 }));
  assert.deepEqual(
    [status.from, status.name, status.prices, status.monthlyTokens, status.usage.cost],
    ["environment", "big", prices, 1000, "0"],
  );
  assert.equal((await put({ prices: { ...prices, perMillionIn: "-1" } })).status, 400);
  assert.deepEqual((await jsonOf<ModelStatus>(app.request("/api/model"))).prices, prices);
});

test("tokens of runs that failed on the way count towards the ceiling, which then holds", async (t) => {
  const server = await openModelServer(t, { mischief: "cut", text: "Half a sentence that is paid for" });
  const app = await openTestApp(t, await openTestDesk(t));
  const put = (monthlyTokens: number | null) =>
    app.request("/api/model", sent("PUT", { url: server.url, name: "small-model", monthlyTokens }));
  await put(null);
  const test = () => jsonOf<Tried>(app.request("/api/model/test", sent("POST", {})));
  assert.equal((await test()).isWorking, false);
  const { usage } = await jsonOf<ModelStatus>(app.request("/api/model"));
  assert.ok(usage.runs === 1 && usage.tokensIn > 0 && usage.tokensOut > 0, JSON.stringify(usage));
  await put(usage.tokensIn + usage.tokensOut);
  assert.equal((await test()).failure.code, "model-budget");
  assert.equal(server.requests.length, 1);
});

const NOTE = `Harbour Robotics third quarter 2025

Harbour Robotics said that revenue was $412.0 million in the third quarter of 2025, up 38% year over year.

The order backlog covers eleven months of deliveries, and the factory in Lyon opens in spring.`;

async function deskWithNote(t: test.TestContext) {
  const server = await openModelServer(t, "");
  const desk = await openAskedDesk(
    t,
    { "harbour.txt": NOTE },
    { settings: { modelUrl: server.url, modelName: "small-model" } },
  );
  const [document] = await desk.store.documents.list({ view: "all" }, "newest", 0, 1);
  return { server, desk, app: await openTestApp(t, desk), id: document!.id };
}

test("a model's digest has the points that the document carries, each with its place; the rest is set aside", async (t) => {
  const { server, app, desk, id } = await deskWithNote(t);
  server.answer = ({ body }) => {
    const shown = body.messages!.at(-1)!.content;
    const passage = Number(/<passage number="(\d+)"(?:(?!<\/passage>)[\s\S])*backlog/.exec(shown)?.[1] ?? 1);
    const quote = "The order backlog covers eleven months of deliveries";
    return JSON.stringify({
      statements: [
        { text: "The order backlog covers eleven months of deliveries.", citations: [{ passage, quote }] },
        { text: "The order backlog covers fourteen months of deliveries.", citations: [{ passage, quote }] },
      ],
    });
  };
  const reply = await app.request(`/api/documents/${id}/model-digest`, sent("POST", {}));
  assert.equal(reply.status, 200);
  const written = await jsonOf<ModelDigest>(reply);
  const items = written.digest.sections.flatMap(({ items: own }) => own);
  assert.deepEqual(
    items.map(({ text, origin }) => [text, origin]),
    [["The order backlog covers eleven months of deliveries.", "model"]],
  );
  assert.equal(written.dropped.length, 1);
  const { start, end, quote, versionId } = items[0]!.citations[0]!;
  assert.equal((await desk.store.readings.whole(versionId))!.text.slice(start, end), quote);
  const kept = await jsonOf<{ written: ModelDigest }>(app.request(`/api/documents/${id}/model-digest`));
  assert.deepEqual(kept.written, written);
  assert.notEqual((await desk.store.digests.get(id))!.writer, written.digest.writer);
});

test("a model that says only what is not there writes no digest", async (t) => {
  const { server, app, id } = await deskWithNote(t);
  server.replies = [
    JSON.stringify({
      statements: [
        {
          text: "The company was sold for $9 billion.",
          citations: [{ passage: 1, quote: "sold for $9 billion" }],
        },
      ],
    }),
  ];
  const reply = await app.request(`/api/documents/${id}/model-digest`, sent("POST", {}));
  assert.equal(reply.status, 503);
  const kept = await jsonOf<{ written: null }>(app.request(`/api/documents/${id}/model-digest`));
  assert.equal(kept.written, null);
});

test("a translation is good only with the same figures both ways", async (t) => {
  const { server, app, id } = await deskWithNote(t);
  const item = (text: string, passage: number) => ({ text, citations: [{ passage, quote: "" }] });
  server.answer = ({ body }) => {
    const shown = body.messages!.at(-1)!.content;
    const at = Number(/<passage number="(\d+)"(?:(?!<\/passage>)[\s\S])*412\.0/.exec(shown)![1]);
    return JSON.stringify({
      statements: [
        item("Harbour Robotics 2025年三季度", 1),
        item("Harbour Robotics 表示，2025年三季度收入为4.12亿美元，同比增长38%。", at),
      ],
    });
  };
  const translate = () =>
    jsonOf<Translation>(app.request(`/api/documents/${id}/translation`, sent("POST", { language: "zh" })));
  const good = await translate();
  assert.deepEqual(
    good.texts.map(({ isVerified }) => isVerified),
    [true, true],
    JSON.stringify(good.texts),
  );
  assert.deepEqual(
    (await jsonOf<{ translation: Translation }>(app.request(`/api/documents/${id}/translation?language=zh`)))
      .translation,
    good,
  );
  server.answer = ({ body }) => {
    const at = Number(
      /<passage number="(\d+)"(?:(?!<\/passage>)[\s\S])*412\.0/.exec(body.messages!.at(-1)!.content)![1],
    );
    return JSON.stringify({
      statements: [item("Harbour Robotics 表示，2025年三季度收入为41.2亿美元。", at)],
    });
  };
  const bad = await translate();
  assert.equal(bad.texts[0]!.isVerified, false);
});

test("without a model a digest by one is refused with the way to get one", async (t) => {
  const desk = await openAskedDesk(t, { "harbour.txt": NOTE });
  const [document] = await desk.store.documents.list({ view: "all" }, "newest", 0, 1);
  const app = await openTestApp(t, desk);
  const reply = await app.request(`/api/documents/${document!.id}/model-digest`, sent("POST", {}));
  assert.equal((await jsonOf<{ error: { code: string } }>(reply)).error.code, "no-model");
  assert.equal(LOCAL_OWNER.role, "owner");
});
