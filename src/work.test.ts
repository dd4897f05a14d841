// work.test.ts: two desks over one store hear of each other once.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type DeskEvent, localEvents } from "./desk/desk.ts";
import { joinEvents } from "./work.ts";

test("what one side publishes the other hears once, and it does not come back", () => {
  const [here, there] = [localEvents(), localEvents()];
  const heard: string[] = [];
  here.subscribe((event) => heard.push(`here ${event.type}`));
  there.subscribe((event) => heard.push(`there ${event.type}`));
  // A message between threads is a copy.
  const hearHere = joinEvents(here, (event) => hearThere(structuredClone(event)));
  const hearThere: (event: DeskEvent) => void = joinEvents(there, (event) =>
    hearHere(structuredClone(event)),
  );
  here.publish({ type: "desk" });
  there.publish({ type: "topic", id: "top_1" });
  assert.deepEqual(heard, ["here desk", "there desk", "there topic", "here topic"]);
});
