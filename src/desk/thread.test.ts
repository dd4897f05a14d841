// desk/thread.test.ts: threads start when asked, end when nobody asks, and come back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DossierError } from "../values/error.ts";
import { openThread } from "./thread.ts";

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
  const thread = openThread(ECHO, null, { idleMs: 1000 });
  const first = await thread.ask<number>("who", null);
  t.mock.timers.tick(999);
  assert.equal(await thread.ask<number>("who", null), first, "a question puts the end off");
  t.mock.timers.tick(1000);
  assert.notEqual(await thread.ask<number>("who", null), first);
  await thread.close();
});

test("a thread that dies rejects its questions, and its end does not touch those of the next", async () => {
  const deaths: string[] = [];
  const thread = openThread(ECHO, null, { onDeath: ({ message }) => void deaths.push(message) });
  await assert.rejects(thread.ask("die", null), /ended with code 3/);
  assert.equal(typeof (await thread.ask("who", null)), "number");
  await thread.close();
  assert.deepEqual(deaths, ["thread ended with code 3"], "an end that was asked for is no death");
});

const ASKER = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { answerQuestions } from "${new URL("./thread.ts", import.meta.url)}";
    const other = answerQuestions({
      sum: async ({ of }) => (await Promise.all(of.map((one) => other.ask("double", one)))).reduce((a, b) => a + b),
      refuse: () => other.ask("refuse", null),
      note: (text) => other.tell("noted", text),
    });
  `)}`,
);

test("a thread asks back while it answers, and an error of ours keeps its code over both borders", async () => {
  const noted: string[] = [];
  const thread = openThread(ASKER, null, {
    answers: {
      double: async (value: number) => value * 2,
      refuse: () => {
        throw new DossierError("document-not-found", { id: "doc_1" });
      },
      noted: (text: string) => void noted.push(text),
    },
  });
  assert.equal(await thread.ask("sum", { of: [1, 2, 3] }), 12);
  thread.tell("note", "told");
  await assert.rejects(thread.ask("refuse", null), { code: "document-not-found" });
  assert.deepEqual(noted, ["told"]);
  await thread.close();
});
