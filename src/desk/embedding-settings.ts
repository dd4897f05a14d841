// desk/embedding-settings.ts: which embedding endpoint the desk uses, whether it answers, and how far its vectors are.
//
// Off until a person sets one, in the environment (which goes first) or in the interface; a change counts from the next
// search on. The key is kept sealed, never returned, and goes only to the address it was given for. Switched off,
// vectors stay where they are, so that switching on again makes only what is missing.

import { z } from "zod";
import { type EmbeddingConfig, embedTexts } from "../search/embedding.ts";
import { DossierError } from "../values/error.ts";
import type { Desk } from "./desk.ts";
import {
  embeddingConfig,
  isFromEnvironment,
  keepEmbedding,
  keptEmbedding,
  setConfig,
} from "./embedding-endpoint.ts";
import { checkAddress, isThisMachine } from "./model-settings.ts";
import { operation } from "./operation.ts";
import { queueEmbedding } from "./search-vectors.ts";
import { seal } from "./secret.ts";

const TEST_TIMEOUT_MS = 20_000;

export const EmbeddingStatus = z.object({
  isOn: z.boolean(),
  from: z.enum(["environment", "interface", "none"]),
  url: z.string(),
  model: z.string(),
  hasKey: z.boolean(),
  /** Whether text goes to another machine than this one. */
  leavesMachine: z.boolean(),
  /** Host that the text goes to; "" when there is none. */
  host: z.string(),
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

const Given = z.object({
  url: z.string().trim().max(500).default(""),
  model: z.string().trim().max(200).default(""),
  /** Left out: the key that is kept stays. "": no key. */
  key: z.string().max(1000).optional(),
});

export const setEmbedding = operation({
  name: "set-embedding",
  summary:
    "Connect an embedding endpoint or switch it off; vectors are made in the background, and another model makes all of them anew.",
  http: "PUT /api/embedding",
  cli: "set-embedding <model>",
  allow: "owner",
  input: Given.extend({ isOn: z.boolean().default(true) }),
  output: EmbeddingStatus,
  async run(desk, _actor, { url, model, key, isOn }) {
    if (isOn) check({ url, model });
    const before = await keptEmbedding(desk.store);
    const held = before !== null && before.url === url ? before.sealedKey : null;
    const sealedKey = key === undefined ? held : key === "" ? null : await seal(desk.store.folder, key);
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
  output: z.object({
    isWorking: z.boolean(),
    dimensions: z.number().int(),
    tookMs: z.number(),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  }),
  async run(desk, _actor, given) {
    const startedAt = performance.now();
    const took = () => Math.round(performance.now() - startedAt);
    try {
      const [vector] = await embedTexts(await configOf(desk, given), ["ready"], TEST_TIMEOUT_MS);
      return { isWorking: true, dimensions: vector!.length, tookMs: took(), failure: null };
    } catch (error) {
      if (!(error instanceof DossierError)) throw error;
      const { code, message } = error;
      return { isWorking: false, dimensions: 0, tookMs: took(), failure: { code, message } };
    }
  },
});

async function statusOf(desk: Desk): Promise<EmbeddingStatus> {
  const { settings, store } = desk;
  const [used, shown] = [await embeddingConfig(settings, store), await setConfig(settings, store)];
  const url = shown?.url ?? "";
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  return {
    isOn: used !== null,
    from: isFromEnvironment(settings) ? "environment" : shown === null ? "none" : "interface",
    url,
    model: shown?.model ?? "",
    hasKey: (shown?.key ?? "") !== "",
    leavesMachine: host !== "" && !isThisMachine(host),
    host,
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
  if (model === "") throw new DossierError("bad-input", { field: "model", reason: "give the model's name" });
  checkAddress(url);
}
