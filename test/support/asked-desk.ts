// test/support/asked-desk.ts: a test desk with documents read, figures found and the real search over them, in this thread.

import type { TestContext } from "node:test";
import { LOCAL_OWNER } from "../../src/desk/accounts.ts";
import { addBytes } from "../../src/desk/add-document.ts";
import { openDeskSearch } from "../../src/desk/search-desk.ts";
import { HANDLERS } from "../../src/jobs/handlers.ts";
import { createWorker } from "../../src/jobs/worker.ts";
import { databasePath } from "../../src/store/store.ts";
import { openTestDesk, type TestDesk, type TestDeskParts } from "./test-desk.ts";

/** Documents as name and text, in the order they are added. */
export async function openAskedDesk(
  t: TestContext,
  documents: Record<string, string>,
  parts: TestDeskParts = {},
): Promise<TestDesk> {
  const desk = await openTestDesk(t, parts);
  for (const [name, text] of Object.entries(documents))
    await addBytes(desk, LOCAL_OWNER, { name, bytes: Buffer.from(text) });
  const worker = createWorker(desk, { handlers: HANDLERS, atOnce: 1 });
  await worker.drain();
  await worker.stop();
  const search = await openDeskSearch(databasePath(desk.store.folder));
  return Object.assign(desk, { search: { ...desk.search, search: search.search } });
}
