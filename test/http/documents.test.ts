// test/http/documents.test.ts: documents in and out through the front door, worked on by the real worker.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { parseRssFeed } from "feedsmith";
import { HANDLERS } from "../../src/jobs/handlers.ts";
import { createWorker } from "../../src/jobs/worker.ts";
import type { Document } from "../../src/records/document.ts";
import { openTestApp, openTestDesk, sent, type TestDesk } from "../support/test-desk.ts";

type App = Awaited<ReturnType<typeof openTestApp>>;

async function open(t: test.TestContext, settings = {}): Promise<{ desk: TestDesk; app: App }> {
  const desk = await openTestDesk(t, { settings });
  return { desk, app: await openTestApp(t, desk) };
}

interface UploadReply {
  added: {
    fileName: string;
    document: Document | null;
    outcome: string | null;
    error: { code: string } | null;
  }[];
}

async function upload(
  app: App,
  files: Record<string, string>,
  fields: Record<string, string> = {},
): Promise<UploadReply> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, text] of Object.entries(files)) form.append("files", new Blob([text]), name);
  const reply = await app.request("/api/uploads", { method: "POST", body: form });
  assert.equal(reply.status, 200);
  return (await reply.json()) as UploadReply;
}

test("each file of a form is a document or a reason, and one that fails does not stop the others", async (t) => {
  const { app } = await open(t);
  const { added } = await upload(app, {
    "a.txt": "First text.",
    "empty.txt": "",
    "../../b.txt": "Second text.",
  });
  assert.deepEqual(
    added.map(({ outcome, error }) => outcome ?? error?.code),
    ["new", "empty-file", "new"],
  );
  const name = added[2]!.document!.fileName;
  assert.ok(!name.includes("/") && !name.includes(".."), name);
});

test("a file without a name is taken in, and a form without a file is refused", async (t) => {
  const { app } = await open(t);
  const send = (...parts: string[]) =>
    app.request("/api/uploads", {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=X" },
      body: `${parts.map((part) => `--X\r\nContent-Disposition: form-data; ${part}\r\n`).join("")}--X--\r\n`,
    });
  for (const [at, name] of ['name="files"', 'name="files"; filename=""'].entries()) {
    const reply = await send(`${name}\r\n\r\nText ${at} of a program.`);
    assert.equal(reply.status, 200);
    const { added } = (await reply.json()) as UploadReply;
    assert.deepEqual(
      added.map(({ outcome, document }) => `${outcome} ${document?.fileName}`),
      ["new file.txt"],
    );
  }
  const reply = await send('name="tags"\r\n\r\ninbox');
  assert.equal(reply.status, 400);
  assert.match(JSON.stringify(await reply.json()), /no file in the form/);
});

test("the same bytes again are the same document, and out of the trash they come back", async (t) => {
  const { app } = await open(t);
  const first = (await upload(app, { "a.txt": "The same." })).added[0]!;
  const again = (await upload(app, { "b.txt": "The same." })).added[0]!;
  assert.equal(again.outcome, "same-bytes");
  assert.equal(again.document!.id, first.document!.id);
});

test("a file larger than the setting allows is refused by name with the limit, and leaves nothing", async (t) => {
  const { app, desk } = await open(t, { maxFileBytes: 2000 });
  const { added } = await upload(app, { "large.txt": "x".repeat(5000), "small.txt": "Small." });
  assert.deepEqual(
    added.map(({ error }) => error?.code ?? null),
    ["blob-too-large", null],
  );
  assert.equal(await desk.store.documents.count({ view: "all" }), 1);
  assert.deepEqual(await readdir(join(desk.store.folder, "blobs", "incoming")), []);
});

test("a form that breaks off keeps the files that were whole, and nothing of the one that was not", async (t) => {
  const { app, desk } = await open(t);
  const part = (name: string, text: string) =>
    `--X\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n${text}`;
  const send = (
    pieces: readonly string[],
    end: (to: ReadableStreamDefaultController<Uint8Array>) => void,
  ) => {
    const body = new ReadableStream<Uint8Array>({
      start(to) {
        for (const piece of pieces) to.enqueue(Buffer.from(piece));
        end(to);
      },
    });
    const headers = { "content-type": "multipart/form-data; boundary=X" };
    return app.request("/api/uploads", { method: "POST", headers, body, duplex: "half" } as RequestInit);
  };
  const whole = [part("a.txt", "Whole."), "\r\n", part("b.txt", "Only the first ha")];
  for (const reply of [
    await send(whole, (to) => to.close()),
    await send([...whole, "lf."], (to) => to.error(new Error("aborted"))),
  ]) {
    assert.equal(reply.status, 400);
    assert.match(JSON.stringify(await reply.json()), /breaks off/);
  }
  const ids = await desk.store.documents.ids({ view: "all" });
  const names = await Promise.all(ids.map(async (id) => (await desk.store.documents.get(id))!.fileName));
  assert.deepEqual(names, ["a.txt"]);
  assert.deepEqual(await readdir(join(desk.store.folder, "blobs", "incoming")), []);
  assert.deepEqual(desk.logged, [], "it is no fault of the desk");
});

test("a field that is far too long is refused by its name", async (t) => {
  const { app } = await open(t);
  const form = new FormData();
  form.append("topicId", "t".repeat(5000));
  form.append("files", new Blob(["Text."]), "a.txt");
  const reply = await app.request("/api/uploads", { method: "POST", body: form });
  assert.deepEqual([reply.status, /topicId: it is too long/.test(await reply.text())], [400, true]);
});

test("files dropped on a topic belong to it whatever they say, and tags sent before them are theirs", async (t) => {
  const { app, desk } = await open(t);
  const topic = (await (await app.request("/api/topics", sent("POST", { name: "Trainium2" }))).json()) as {
    id: string;
  };
  const { added } = await upload(app, { "a.txt": "Nothing about it." }, { topicId: topic.id, tags: "inbox" });
  await createWorker(desk, { handlers: HANDLERS, atOnce: 2 }).drain();
  const document = await desk.store.documents.get(added[0]!.document!.id);
  assert.deepEqual(document!.topicIds, [topic.id]);
  assert.deepEqual(document!.tags, ["inbox"]);
});

test("a pasted text becomes readable by its page, its original and its digest", async (t) => {
  const { app, desk } = await open(t);
  const text = "Capital spending rose to 34.2 billion dollars. Guidance was kept.";
  const reply = await app.request("/api/documents", sent("POST", { text, title: "Capex" }));
  const { document, jobId } = (await reply.json()) as { document: Document; jobId: string };
  await createWorker(desk, { handlers: HANDLERS, atOnce: 2 }).drain();
  assert.deepEqual((await desk.store.jobs.get(jobId))?.state, "done");
  const get = async (path: string) => (await app.request(`/api/documents/${document.id}${path}`)).json();
  const whole = (await get("")) as { document: Document };
  assert.equal(whole.document.state, "ready");
  assert.equal(((await get("/pages/1")) as { text: string }).text, text);
  assert.equal(((await get("/digest")) as { state: string }).state, "ready");
  const found = (await get("/find?query=guidance")) as { total: number };
  assert.equal(found.total, 1);
});

test("an original is a download under its own name, never a page of ours", async (t) => {
  const { app } = await open(t);
  const { added } = await upload(app, {
    "季报 “Q3”.html": "<script>alert(1)</script><p>Text of a page.</p>",
  });
  const reply = await app.request(`/api/documents/${added[0]!.document!.id}/original`);
  assert.equal(reply.status, 200);
  assert.match(
    reply.headers.get("content-disposition")!,
    /^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''/,
  );
  assert.match(reply.headers.get("content-security-policy")!, /sandbox/);
  assert.equal(await reply.text(), "<script>alert(1)</script><p>Text of a page.</p>");
});

test("unknown things are 404 with their code", async (t) => {
  const { app } = await open(t);
  for (const [path, code] of [
    ["/api/documents/doc_none", "document-not-found"],
    ["/api/documents/doc_none/original", "document-not-found"],
    ["/api/documents/doc_none/pages/1/picture", "document-not-found"],
    ["/api/topics/top_none/feed", "topic-not-found"],
    ["/rss/topics/top_none?token=x", "topic-not-found"],
    ["/rss/saved-searches/sav_none?token=x", "saved-search-not-found"],
  ] as const) {
    const reply = await app.request(path);
    assert.equal(reply.status, 404, path);
    assert.equal(((await reply.json()) as { error: { code: string } }).error.code, code);
  }
});

const NAME = "Trainium2 ]]><script> & co";

test("a topic's feed opens with its token and with no other", async (t) => {
  const { app, desk } = await open(t);
  const topic = (await (await app.request("/api/topics", sent("POST", { name: NAME }))).json()) as {
    id: string;
    rssToken: string;
  };
  const { added } = await upload(app, { "Chips <one>.txt": "A text." }, { topicId: topic.id });
  await createWorker(desk, { handlers: HANDLERS, atOnce: 2 }).drain();
  const reply = await app.request(`/rss/topics/${topic.id}?token=${topic.rssToken}`);
  assert.match(reply.headers.get("content-type")!, /rss\+xml/);
  const { title, items } = parseRssFeed(await reply.text());
  assert.equal(title, `${NAME} · Dossier`);
  assert.equal(items?.[0]?.guid?.value, added[0]!.document!.id);
  assert.equal((await app.request(`/rss/topics/${topic.id}?token=wrong`)).status, 404);
});

test("lists, status, search and exports answer in the shape of the contract", async (t) => {
  const { app } = await open(t);
  await upload(app, { "a.txt": "First text.", "b.txt": "Second text." });
  // checkOutputs is on in tests: an answer that is not what the operation promises is a 500.
  for (const path of [
    "/api/desk",
    "/api/documents?kinds=article&order=title&limit=1",
    "/api/search?query=a&kinds=news&kinds=article",
    "/api/suggest?prefix=a",
    "/api/jobs?states=queued",
    "/api/topics",
    "/api/feeds",
    "/api/folders",
    "/api/saved-searches",
    "/api/figures",
    "/api/settings",
    "/api/doctor",
    "/api/search/export?format=csv",
    "/api/figures/export?format=json",
  ])
    assert.equal((await app.request(path)).status, 200, path);
});
