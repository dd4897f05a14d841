// test/http/events.test.ts: live events as a browser gets them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openTestApp, openTestDesk } from "../support/test-desk.ts";

const read = async (reader: ReadableStreamDefaultReader<Uint8Array>) =>
  new TextDecoder().decode((await reader.read()).value);

test("what is published reaches an open line as one event of its type", async (t) => {
  const desk = await openTestDesk(t);
  const app = await openTestApp(t, desk);
  const reply = await app.request("/api/events");
  assert.match(reply.headers.get("content-type")!, /text\/event-stream/);
  const reader = reply.body!.getReader();
  assert.equal(await read(reader), "retry: 2000\n\n");
  desk.events.publish({ type: "document", id: "doc_1", state: "ready" });
  assert.equal(await read(reader), 'event: document\ndata: {"id":"doc_1","state":"ready"}\n\n');
  await reader.cancel();
  desk.events.publish({ type: "desk" });
});

test("a line whose reader sleeps is closed before it fills the memory", async (t) => {
  const desk = await openTestDesk(t);
  const app = await openTestApp(t, desk);
  const reader = (await app.request("/api/events")).body!.getReader();
  for (let count = 0; count < 1000; count++) desk.events.publish({ type: "topic", id: `top_${count}` });
  let events = 0;
  for (;;) {
    const { done } = await reader.read();
    if (done) break;
    events++;
  }
  assert.ok(events > 100 && events <= 501, `${events} events were held`);
});

test("asking for the head of the events opens no line", async (t) => {
  const desk = await openTestDesk(t);
  const app = await openTestApp(t, desk);
  for (let count = 0; count < 600; count++) await app.request("/api/events", { method: "HEAD" });
  const reply = await app.request("/api/events");
  assert.equal(reply.status, 200);
  await reply.body!.cancel();
});
