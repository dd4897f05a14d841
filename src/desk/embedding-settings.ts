// desk/embedding-settings.ts: which embedding endpoint the desk uses, whether it answers, and how far its vectors are.
//
// How it is set, kept and tried is that of any endpoint (endpoint.ts); a change counts from the next search on. Switched
// off, vectors stay where they are, so that switching on again makes only what is missing.

import { z } from "zod";
import { type EmbeddingConfig, embedTexts } from "../search/embedding.ts";
import type { Desk } from "./desk.ts";
import {
  embeddingConfig,
  isFromEnvironment,
  keepEmbedding,
  keptEmbedding,
  setConfig,
} from "./embedding-endpoint.ts";
import {
  checkAddress,
  endpointStatus,
  givenFields,
  sealKey,
  statusFields,
  triedFields,
  tryEndpoint,
  wrongField,
} from "./endpoint.ts";
import { operation } from "./operation.ts";
import { queueEmbedding } from "./search-vectors.ts";

const TEST_TIMEOUT_MS = 20_000;

export const EmbeddingStatus = z.object({
  ...statusFields,
  model: z.string(),
  /** Passages with a vector of this model, and all passages. */
  vectorCount: z.number().int(),
  passageCount: z.number().int(),
});
export type EmbeddingStatus = z.infer<typeof EmbeddingStatus>;

export const getEmbedding = operation({
  name: "get-embedding",
  summary:
    "Get which embedding endpoint is connected, where text is sent, and how many passages have a vector; never the key.",
  http: "GET /api/embedding",
  cli: "embedding",
  allow: "viewer",
  input: z.object({}),
  output: EmbeddingStatus,
  run: (desk) => statusOf(desk),
});

/** No defaults here: what a test leaves out is taken from what is set. */
const Given = z.object({ ...givenFields, model: z.string().trim().max(200) });

export const setEmbedding = operation({
  name: "set-embedding",
  summary:
    "Connect an embedding endpoint or switch it off; vectors are made in the background, and another model makes all of them anew.",
  http: "PUT /api/embedding",
  cli: "set-embedding <model>",
  allow: "owner",
  input: Given.extend({
    url: Given.shape.url.default(""),
    model: Given.shape.model.default(""),
    isOn: z.boolean().default(true),
  }),
  output: EmbeddingStatus,
  async run(desk, _actor, { url, model, key, isOn }) {
    if (isOn) check({ url, model });
    const before = await keptEmbedding(desk.store);
    const held = before !== null && before.url === url ? before.sealedKey : null;
    const sealedKey = await sealKey(desk.store.folder, key, held);
    await keepEmbedding(desk.store, { url, model, sealedKey, isOn });
    await queueEmbedding(desk);
    desk.events.publish({ type: "desk" });
    return statusOf(desk);
  },
});

export const testEmbedding = operation({
  name: "test-embedding",
  summary:
    "Ask the embedding endpoint for the vector of one word, to see that address, name and key are right; nothing of the desk is sent.",
  http: "POST /api/embedding/test",
  cli: "test-embedding",
  allow: "owner",
  input: Given.partial(),
  output: z.object({ ...triedFields, dimensions: z.number().int() }),
  run: (desk, _actor, given) =>
    tryEndpoint(
      async () => {
        const [vector] = await embedTexts(await configOf(desk, given), ["ready"], TEST_TIMEOUT_MS);
        return { dimensions: vector!.length };
      },
      { dimensions: 0 },
    ),
});

async function statusOf(desk: Desk): Promise<EmbeddingStatus> {
  const { settings, store } = desk;
  const [used, shown] = [await embeddingConfig(settings, store), await setConfig(settings, store)];
  const url = shown?.url ?? "";
  return {
    ...endpointStatus(shown, {
      isOn: used !== null,
      isFixed: isFromEnvironment(settings),
      host: URL.canParse(url) ? new URL(url).hostname : "",
    }),
    model: shown?.model ?? "",
    vectorCount: shown === null ? 0 : await store.vectors.count(shown.model),
    passageCount: await store.passages.count(),
  };
}

/** A config from what was given, the rest from what is set; a kept key is used at its own address only. */
async function configOf(desk: Desk, given: Partial<z.output<typeof Given>>): Promise<EmbeddingConfig> {
  const base = await setConfig(desk.settings, desk.store);
  const config = { url: given.url ?? base?.url ?? "", model: given.model ?? base?.model ?? "" };
  check(config);
  return { ...config, key: given.key ?? (base?.url === config.url ? base.key : "") };
}

function check({ url, model }: Pick<EmbeddingConfig, "url" | "model">): void {
  if (model === "") throw wrongField("model", "give the model's name");
  checkAddress(url);
}
