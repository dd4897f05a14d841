// desk/embedding-endpoint.ts: the embedding endpoint of the moment: of the environment, which goes first, or as a person set it.
//
// Read anew by whoever needs it, so that a change counts without a restart. The key is sealed in the database (secret.ts).

import { z } from "zod";
import type { EmbeddingConfig } from "../search/embedding.ts";
import type { Settings } from "../settings/load.ts";
import type { Store } from "../store/store.ts";
import { keptFields, openKey, readKept } from "./endpoint.ts";

const FACT = "embedding";

const Kept = z.object({ ...keptFields, model: z.string() });
export type KeptEmbedding = z.infer<typeof Kept>;

/** The endpoint in use; null when there is none or it is off. The environment goes before what is set in the interface. */
export async function embeddingConfig(settings: Settings, store: Store): Promise<EmbeddingConfig | null> {
  const fixed = ofEnvironment(settings);
  if (fixed !== null) return fixed;
  const kept = await keptEmbedding(store);
  return kept === null || !kept.isOn ? null : opened(store, kept);
}

/** Keeps what a person set; the key sealed. */
export const keepEmbedding = (store: Store, kept: KeptEmbedding): Promise<void> =>
  store.facts.set(FACT, JSON.stringify(kept));

export const isFromEnvironment = (settings: Settings): boolean => ofEnvironment(settings) !== null;

const ofEnvironment = ({
  embeddingUrl: url,
  embeddingModel: model,
  embeddingKey: key,
}: Settings): EmbeddingConfig | null => (url === "" || model === "" ? null : { url, model, key });

/** What a person set, the key sealed; null when nothing ever was. */
export const keptEmbedding = (store: Store): Promise<KeptEmbedding | null> => readKept(store, FACT, Kept);

async function opened(store: Store, { url, model, sealedKey }: KeptEmbedding): Promise<EmbeddingConfig> {
  return { url, model, key: await openKey(store.folder, sealedKey) };
}

/** What is set, on or off. */
export async function setConfig(settings: Settings, store: Store): Promise<EmbeddingConfig | null> {
  const fixed = ofEnvironment(settings);
  const kept = await keptEmbedding(store);
  return fixed ?? (kept === null ? null : opened(store, kept));
}
