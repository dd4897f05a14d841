// scripts/closing-lines.ts: a reporter for node's test runner: failures whole, passes as one count.

import type { TestEvent } from "node:test/reporters";

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for await (const event of events) {
    if (event.type === "test:pass" && event.data.details.type !== "suite") {
      if (event.data.skip !== undefined && event.data.skip !== false) {
        skipped++;
        yield `skipped: ${event.data.name} (${String(event.data.skip)})\n`;
      } else passed++;
    } else if (event.type === "test:fail") {
      // A suite or a file fails because a test in it did; only a test without children is news.
      const isOuter =
        event.data.details.type === "suite" || event.data.details.error.message.includes("subtest");
      if (isOuter) continue;
      failed++;
      const error = event.data.details.error;
      const cause =
        error.cause instanceof Error
          ? (error.cause.stack ?? error.cause.message)
          : String(error.cause ?? error.message);
      yield `\nFAILED: ${event.data.name}\n  ${event.data.file ?? ""}:${event.data.line ?? ""}\n${cause}\n`;
    } else if (event.type === "test:stderr" && process.env.SHOW_STDERR === "1") {
      yield event.data.message;
    }
  }
  yield `\n${passed} passed, ${failed} failed, ${skipped} skipped\n`;
}
