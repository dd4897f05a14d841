// desk/sample-desk.ts: fifteen documents written for Dossier, so that a newcomer sees a desk at work; gone with one click.

import { readFile } from "node:fs/promises";
import { z } from "zod";
import { DocumentKind } from "../records/document.ts";
import { Alias } from "../records/topic.ts";
import { addBytes } from "./add-document.ts";
import { deleteForGood } from "./change-documents.ts";
import { operation } from "./operation.ts";
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
  summary: "Remove the sample documents and topics for good; add-sample brings them back.",
  http: "DELETE /api/sample",
  cli: "remove-sample",
  allow: "editor",
  input: z.object({}),
  output: z.object({ documents: z.number().int() }),
  async run(desk) {
    const ids = await desk.store.documents.ids({ view: "all", isSample: true });
    for (const id of ids) await deleteForGood(desk, id);
    for (const topic of await desk.store.topics.list()) {
      // A sample topic that the person's own documents have joined is theirs by now.
      if (topic.isSample && topic.documentCount === 0) await desk.store.topics.remove(topic.id);
    }
    desk.events.publish({ type: "desk" });
    return { documents: ids.length };
  },
});
