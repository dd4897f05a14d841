// jobs/schedule.test.ts: what is due by the clock.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openTestDesk } from "../../test/support/test-desk.ts";
import { isoOf } from "../values/clock.ts";
import { createSchedule } from "./schedule.ts";

test("a feed is asked when its time has come, once, and not while it is paused", async (t) => {
  const desk = await openTestDesk(t);
  const now = desk.clock.now();
  for (const id of ["fed_1", "fed_2"])
    await desk.store.feeds.insert({
      id,
      url: `https://example.com/${id}`,
      title: id,
      intervalMinutes: 60,
      createdAt: isoOf(now),
    });
  await desk.store.feeds.update("fed_2", { title: "fed_2", intervalMinutes: 60, isPaused: true });
  const schedule = createSchedule(desk);
  await schedule.tick();
  await schedule.tick();
  const polls = async () =>
    (await desk.store.jobs.list({}, 0, 50)).jobs.filter(({ name }) => name === "poll-feed");
  assert.deepEqual(
    (await polls()).map(({ subject }) => subject),
    ["fed_1"],
  );
});

test("the trash is emptied and old history forgotten once a day", async (t) => {
  const desk = await openTestDesk(t);
  const schedule = createSchedule(desk);
  const waiting = async () => (await desk.store.jobs.counts()).queued;
  await schedule.tick();
  assert.equal(await waiting(), 1);
  const claimed = await desk.store.jobs.claim("w", isoOf(desk.clock.now()));
  await desk.store.jobs.finish(claimed!.job.id, isoOf(desk.clock.now()));
  desk.clock.advance(3_600_000);
  await schedule.tick();
  assert.equal(await waiting(), 0);
  desk.clock.advance(15 * 86_400_000);
  await schedule.tick();
  assert.equal(await waiting(), 1);
  assert.equal((await desk.store.jobs.counts()).done, 0);
});
