// desk/sample-desk.ts: fifteen documents written for Dossier, so that a newcomer sees a desk at work; gone with one click.
//
// Its documents can be had again from here, so they go for good. Its topics may have been changed by a person since
// (aliases, a query, a feed address given away), so they are put away as any removed topic and can come back.

import { readFile } from "node:fs/promises";
import { z } from "zod";
import { DocumentKind } from "../records/document.ts";
import { Alias, Topic } from "../records/topic.ts";
import { addBytes } from "./add-document.ts";
import { deleteForGood } from "./change-documents.ts";
import { operation } from "./operation.ts";
import { putAway } from "./removed-topics.ts";
import { makeTopic } from "./topics.ts";

const FOLDER = new URL("./sample/", import.meta.url);

const Manifest = z.array(
  z.object({
    file: z.string(),
    name: z.string(),
    url: z.string().nullable().optional(),
    source: z.string().nullable().optional(),
    title: z.string().nullable().optional(),
    kind: DocumentKind.nullable().optional(),
    publishedIso: z.string().nullable().optional(),
  }),
);
const Topics = z.array(
  z.object({ name: z.string(), aliases: z.array(Alias), query: z.string().default("") }),
);

const read = async <T>(schema: z.ZodType<T>, name: string): Promise<T> =>
  schema.parse(JSON.parse(await readFile(new URL(name, FOLDER), "utf8")));

export const addSample = operation({
  name: "add-sample",
  summary:
    "Add the sample: documents written for Dossier on Trainium2 and its neighbours, with their topics.",
  http: "POST /api/sample",
  cli: "sample",
  allow: "editor",
  input: z.object({}),
  output: z.object({ documents: z.number().int() }),
  async run(desk, actor) {
    for (const topic of await read(Topics, "topics.json")) {
      if ((await desk.store.topics.byName(topic.name)) === null)
        await makeTopic(desk, { ...topic, isSample: true });
    }
    const manifest = await read(Manifest, "manifest.json");
    for (const entry of manifest) {
      const bytes = await readFile(new URL(entry.file, FOLDER));
      await addBytes(desk, actor, { ...entry, bytes, publishedFrom: "given", isSample: true });
    }
    desk.events.publish({ type: "desk" });
    return { documents: manifest.length };
  },
});

export const removeSample = operation({
  name: "remove-sample",
  summary:
    "Remove the sample: its documents for good (add-sample adds them again), its topics so that restore-topic brings them back.",
  http: "DELETE /api/sample",
  cli: "remove-sample",
  allow: "editor",
  input: z.object({}),
  output: z.object({ documents: z.number().int(), topics: z.array(Topic) }),
  async run(desk) {
    const ids = await desk.store.documents.ids({ view: "all", isSample: true });
    for (const id of ids) await deleteForGood(desk, id);
    // A sample topic that the person's own documents have joined is theirs by now.
    const topics = (await desk.store.topics.list()).filter(
      ({ isSample, documentCount }) => isSample && documentCount === 0,
    );
    await desk.store.transaction(async (tables) => {
      for (const topic of topics) await putAway(tables, topic, desk.clock.now());
    });
    await desk.search.refresh();
    desk.events.publish({ type: "desk" });
    return { documents: ids.length, topics };
  },
});
