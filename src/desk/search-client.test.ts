// desk/search-client.test.ts: when the keeper of the index works, and which thread answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pooled, restMs } from "./search-client.ts";

test("the keeper rests after a change, and a stream of changes cannot put it off for ever", () => {
  assert.equal(restMs(0), 3000);
  assert.equal(restMs(9000), 1000);
  assert.equal(restMs(60_000), 0);
});

/** A thread that answers when told to. */
function heldThread(isRunning: boolean) {
  const held: (() => void)[] = [];
  const thread = {
    isRunning,
    asked: 0,
    ask<T>(): Promise<T> {
      thread.asked++;
      thread.isRunning = true;
      return new Promise<T>((resolve) => held.push(() => resolve(undefined as T)));
    },
    tell: () => {},
    close: async () => {},
    answerAll: () => held.splice(0).forEach((answer) => void answer()),
  };
  return thread;
}

test("a second thread gets ready when questions wait, and takes its share from then on", async () => {
  const [first, second] = [heldThread(false), heldThread(false)];
  const ask = pooled([first, second]);
  const asked = Array.from({ length: 6 }, () => ask("search", null));
  assert.deepEqual([first.asked, second.asked], [6, 1], "the second was told to get ready, once");
  second.answerAll();
  await new Promise((resolve) => setImmediate(resolve));
  for (let i = 0; i < 6; i++) asked.push(ask("search", null));
  assert.deepEqual([first.asked, second.asked], [6, 7]);
  first.answerAll();
  second.answerAll();
  await Promise.all(asked);
  const last = ask("search", null);
  assert.deepEqual([first.asked, second.asked], [7, 7], "alone, the first answers");
  first.answerAll();
  await last;
});
