// eval/desk.ts: a desk for measuring: files of a pack read into it, as a person's files would be.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LOCAL_OWNER } from "../src/desk/accounts.ts";
import { addBytes } from "../src/desk/add-document.ts";
import type { Desk } from "../src/desk/desk.ts";
import { HANDLERS } from "../src/jobs/handlers.ts";
import { createWorker } from "../src/jobs/worker.ts";

/** Objects of a file of JSON lines. */
export const linesOf = <T>(path: string): T[] =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);

/** Adds files under names that tell nothing and reads them all; document ids in the order of the files. */
export async function readFiles(
  desk: Desk,
  files: readonly { name: string; bytes: Uint8Array }[],
): Promise<(string | null)[]> {
  const ids: (string | null)[] = [];
  for (const { name, bytes } of files) {
    const { document } = await addBytes(desk, LOCAL_OWNER, { name, bytes: Buffer.from(bytes) });
    ids.push(document?.id ?? null);
  }
  const worker = createWorker(desk, { handlers: HANDLERS, atOnce: 2 });
  await worker.drain();
  await worker.stop();
  await desk.search.refresh();
  return ids;
}

/** Reads the pdf pack; document ids by the pack's names. A desk that holds the files already is used as it is. */
export async function readPdfPack(desk: Desk, folder: string): Promise<Map<string, string>> {
  const listed = linesOf<{ id: string; file: string }>(join(folder, "manifest.jsonl")).flatMap(
    ({ id, file }) => {
      const path = [join(folder, "files", file), join(folder, file)].find(existsSync);
      return path === undefined ? [] : [{ id, path }];
    },
  );
  const ids = await readFiles(
    desk,
    listed.map(({ path }, at) => ({ name: `${at + 1}.pdf`, bytes: readFileSync(path) })),
  );
  return new Map(listed.flatMap(({ id }, at) => (ids[at] == null ? [] : [[id, ids[at]] as const])));
}
