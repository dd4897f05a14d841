// desk/search-vectors.ts: vectors of passages made in the background, and the vector of a question, when an endpoint is set.
//
// Nothing depends on it: while the endpoint is down searches are by words and say so, and the job is tried again later
// from where it stopped. Another model's vectors are cleared before the first of a new one is made.

import type { JobInputs } from "../records/job.ts";
import { type EmbeddingConfig, embedTexts } from "../search/embedding.ts";
import { quantise } from "../search/vectors.ts";
import type { Problem } from "../values/problem.ts";
import type { Desk, Progress } from "./desk.ts";
import { embeddingConfig } from "./embedding-endpoint.ts";
import { enqueueOnce } from "./ways-in.ts";

/** Texts sent at once: more makes an endpoint on a laptop slower to answer, not faster. */
const BATCH = 32;
const BATCH_TIMEOUT_MS = 120_000;
/** A person waits for this. */
const QUESTION_TIMEOUT_MS = 1500;
/** After a failure words alone answer for so long, so that not every search waits for an endpoint that is down. */
const REST_MS = 30_000;
const KEPT_QUESTIONS = 200;

/** Queues the making of vectors when some are missing. */
export async function queueEmbedding(desk: Desk): Promise<void> {
  const config = await embeddingConfig(desk.settings, desk.store);
  if (
    config === null ||
    (await desk.store.vectors.count(config.model)) >= (await desk.store.passages.count())
  )
    return;
  await enqueueOnce(desk, "embed-passages", { model: config.model }, config.model);
}

/**
 * Makes the missing vectors, oldest passages first, until another endpoint or none is set. Throws embedding-failed; what was
 * made until then is kept.
 */
export async function embedPassages(
  desk: Desk,
  _input: JobInputs["embed-passages"],
  progress: Progress,
): Promise<void> {
  const { vectors, passages: stored } = desk.store;
  const config = await embeddingConfig(desk.settings, desk.store);
  if (config === null) return;
  await vectors.keepOnly(config.model);
  const total = await stored.count();
  let done = await vectors.count(config.model);
  for (let last = 0; ; ) {
    const passages = await vectors.missing(config.model, last, BATCH);
    if (passages.length === 0) return;
    last = passages.at(-1)!.row;
    await progress("vectors", total > 0 ? Math.min(1, done / total) : null);
    const made = await embedTexts(
      config,
      passages.map(({ title, text }) => (title === "" ? text : `${title}\n${text}`)),
      BATCH_TIMEOUT_MS,
    );
    // What was set may have changed meanwhile: vectors of two models are never kept together.
    const now = await embeddingConfig(desk.settings, desk.store);
    if (now?.model !== config.model || now.url !== config.url) return queueEmbedding(desk);
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

/**
 * Turns questions into vectors by the endpoint of the moment and never fails: what goes wrong is a problem beside the
 * words' results. A change of the endpoint forgets what was asked of the one before.
 */
export function openQuestionVectors(
  now: () => number = () => performance.now(),
): (config: EmbeddingConfig | null, question: string) => Promise<Asked> {
  const kept = new Map<string, Float32Array>();
  let failedAt = Number.NEGATIVE_INFINITY;
  let why = "";
  let last = "";
  return async (config, question) => {
    if (config === null || question.trim() === "") return { vector: null, problems: [] };
    const endpoint = `${config.url} ${config.model} ${config.key}`;
    if (endpoint !== last) {
      kept.clear();
      failedAt = Number.NEGATIVE_INFINITY;
      last = endpoint;
    }
    const known = kept.get(question);
    if (known !== undefined) return { vector: known, problems: [] };
    if (now() - failedAt >= REST_MS) {
      try {
        const [vector] = await embedTexts(config, [question], QUESTION_TIMEOUT_MS);
        if (endpoint !== last) return { vector: null, problems: [] };
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
