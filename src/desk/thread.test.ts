// desk/thread.test.ts: threads start when asked, end when nobody asks, and come back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { errorFromThread, openThread } from "./thread.ts";

const ECHO = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from "node:worker_threads";
    parentPort.on("message", ({ id, question }) => {
      if (question === "die") process.exit(3);
      parentPort.postMessage({ id, value: threadId });
    });
  `)}`,
);

test("a thread that rested long enough ends, and the next question starts another", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const thread = openThread(ECHO, null, errorFromThread, 1000);
  const first = await thread.ask<number>("who", null);
  t.mock.timers.tick(999);
  assert.equal(await thread.ask<number>("who", null), first, "a question puts the end off");
  t.mock.timers.tick(1000);
  assert.notEqual(await thread.ask<number>("who", null), first);
  await thread.close();
});

test("a thread that dies rejects its questions, and its end does not touch those of the next", async () => {
  const thread = openThread(ECHO, null, errorFromThread);
  await assert.rejects(thread.ask("die", null), /ended with code 3/);
  assert.equal(typeof (await thread.ask("who", null)), "number");
  await thread.close();
});
