// search/embedding.ts: the client of an OpenAI-compatible embedding endpoint: texts out, vectors back.
//
// The endpoint is another program and is not trusted: it may be slow, down, or answer with anything. A reply that is not one
// vector of finite numbers for each text is an error, whatever its status. The key stands in no message.

import { DossierError } from "../values/error.ts";
import { MOST_DIMENSIONS } from "./vectors.ts";

export interface EmbeddingConfig {
  /** Base address with its version: "http://127.0.0.1:11434/v1". */
  url: string;
  model: string;
  /** "" where none is needed. */
  key: string;
}

/** Characters of a text that are sent: some 512 tokens, which is all that most models read. */
const LONGEST_TEXT = 2000;
/** A batch of 64 vectors of 8,192 numbers as JSON. */
const MOST_BYTES = 16 * 1024 * 1024;

/** A vector for each text, all of one length. Throws embedding-failed, after `timeoutMs` at the latest. */
export async function embedTexts(
  config: EmbeddingConfig,
  texts: readonly string[],
  timeoutMs: number,
): Promise<Float32Array[]> {
  if (texts.length === 0) return [];
  try {
    const response = await fetch(`${config.url.replace(/\/+$/, "")}/embeddings`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(config.key === "" ? {} : { authorization: `Bearer ${config.key}` }),
      },
      body: JSON.stringify({
        model: config.model,
        input: texts.map((text) => text.slice(0, LONGEST_TEXT)),
        encoding_format: "float",
      }),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw failed(`it answered ${response.status}`);
    }
    return vectorsOf(JSON.parse(await textOf(response)), texts.length);
  } catch (error) {
    if (error instanceof DossierError) throw error;
    throw failed(reasonOf(error), error);
  }
}

const failed = (reason: string, cause?: unknown): DossierError =>
  new DossierError("embedding-failed", { reason }, { cause });

function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return "its answer is not JSON";
  if (error instanceof Error && error.name === "TimeoutError") return "it took too long";
  return "it cannot be reached";
}

async function textOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > MOST_BYTES) throw failed("its answer is too large");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function vectorsOf(reply: unknown, count: number): Float32Array[] {
  const data = (reply as { data?: unknown } | null)?.data;
  if (!Array.isArray(data) || data.length !== count)
    throw failed("its answer has not one vector for each text");
  const vectors: (Float32Array | undefined)[] = new Array(count).fill(undefined);
  for (const [i, item] of data.entries()) {
    const { index = i, embedding } = (item ?? {}) as { index?: number; embedding?: unknown };
    if (!Array.isArray(embedding) || !Number.isInteger(index) || index < 0 || index >= count)
      throw failed("its answer has not one vector for each text");
    vectors[index] = Float32Array.from(embedding as number[]);
  }
  const length = vectors[0]?.length ?? 0;
  for (const vector of vectors)
    if (
      vector === undefined ||
      vector.length !== length ||
      length === 0 ||
      length > MOST_DIMENSIONS ||
      !vector.every(Number.isFinite)
    )
      throw failed("its vectors are not of one length or not numbers");
  return vectors as Float32Array[];
}
