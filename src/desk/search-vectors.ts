// desk/search-vectors.ts: vectors of passages made in the background, and the vector of a question, when an endpoint is set.
//
// Nothing depends on it: while the endpoint is down searches are by words and say so, and the job is tried again later
// from where it stopped. Another model's vectors are cleared before the first of a new one is made.

import type { JobInputs } from "../records/job.ts";
import { type EmbeddingConfig, embedTexts } from "../search/embedding.ts";
import { quantise } from "../search/vectors.ts";
import type { Settings } from "../settings/load.ts";
import type { Problem } from "../values/problem.ts";
import type { Desk, Progress } from "./desk.ts";
import { enqueueOnce } from "./ways-in.ts";

/** Texts sent at once: more makes an endpoint on a laptop slower to answer, not faster. */
const BATCH = 32;
const BATCH_TIMEOUT_MS = 120_000;
/** A person waits for this. */
const QUESTION_TIMEOUT_MS = 1500;
/** After a failure words alone answer for so long, so that not every search waits for an endpoint that is down. */
const REST_MS = 30_000;
const KEPT_QUESTIONS = 200;

/** The endpoint of the settings; null when there is none. */
export const embeddingOf = (settings: Settings): EmbeddingConfig | null =>
  settings.embeddingUrl === "" || settings.embeddingModel === ""
    ? null
    : { url: settings.embeddingUrl, model: settings.embeddingModel, key: settings.embeddingKey };

/** Queues the making of vectors when some are missing. */
export async function queueEmbedding(desk: Desk): Promise<void> {
  const config = embeddingOf(desk.settings);
  if (config === null || (await desk.store.vectors.missing(config.model, 1)).length === 0) return;
  await enqueueOnce(desk, "embed-passages", { model: config.model }, config.model);
}

/** Makes the missing vectors, oldest passages first. Throws embedding-failed; what was made until then is kept. */
export async function embedPassages(
  desk: Desk,
  _input: JobInputs["embed-passages"],
  progress: Progress,
): Promise<void> {
  const config = embeddingOf(desk.settings);
  if (config === null) return;
  const { vectors } = desk.store;
  await vectors.keepOnly(config.model);
  const total = await desk.store.passages.count();
  let done = await vectors.count(config.model);
  for (;;) {
    const passages = await vectors.missing(config.model, BATCH);
    if (passages.length === 0) return;
    await progress("vectors", total > 0 ? Math.min(1, done / total) : null);
    const made = await embedTexts(
      config,
      passages.map(({ title, text }) => (title === "" ? text : `${title}\n${text}`)),
      BATCH_TIMEOUT_MS,
    );
    await desk.store.transaction((tables) =>
      tables.vectors.put(
        config.model,
        passages.map(({ row }, i) => ({ row, bytes: quantise(made[i]!) })),
      ),
    );
    done += passages.length;
  }
}

export interface Asked {
  /** Null when the search is by words only. */
  vector: Float32Array | null;
  problems: Problem[];
}

/** Turns questions into vectors and never fails: what goes wrong is a problem beside the words' results. */
export function openQuestionVectors(
  config: EmbeddingConfig | null,
  now: () => number = () => performance.now(),
): (question: string) => Promise<Asked> {
  const kept = new Map<string, Float32Array>();
  let failedAt = Number.NEGATIVE_INFINITY;
  let why = "";
  return async (question) => {
    if (config === null || question.trim() === "") return { vector: null, problems: [] };
    const known = kept.get(question);
    if (known !== undefined) return { vector: known, problems: [] };
    if (now() - failedAt >= REST_MS) {
      try {
        const [vector] = await embedTexts(config, [question], QUESTION_TIMEOUT_MS);
        if (kept.size >= KEPT_QUESTIONS) kept.delete(kept.keys().next().value!);
        kept.set(question, vector!);
        return { vector: vector!, problems: [] };
      } catch (error) {
        failedAt = now();
        why = (error as Error).message;
      }
    }
    const note = `${why} Results are by words only.`;
    return { vector: null, problems: [{ code: "no-vectors", at: {}, note }] };
  };
}
