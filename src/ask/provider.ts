// ask/provider.ts: a language model behind one call, through the AI SDK: OpenAI-compatible servers and Anthropic.
//
//   writeWith(config, prompt, { onText, signal })      text piece by piece; the whole text, tokens, how it ended
//
// Every model is hostile here: it may stall (a limit on silence), never end (limits on time and characters), be down
// (tried again, later and later, as long as nothing was shown), or refuse. What goes wrong becomes one of our errors
// at this door; the key stands in no message. The SDK is loaded when a model is first used.

import { DossierError } from "../values/error.ts";
import { errorOf, isAbort, withoutKey } from "./provider-error.ts";

export interface ModelConfig {
  /** "openai": any server that speaks OpenAI's chat completions (Ollama, llama.cpp, vLLM, LM Studio, DeepSeek, Qwen). */
  kind: "openai" | "anthropic";
  /** Base address, with its version: "http://127.0.0.1:11434/v1". "" is Anthropic's own. */
  url: string;
  name: string;
  /** "" where none is needed. */
  key: string;
}

export interface ModelLimits {
  /** Longest silence: before the first piece and between two. */
  silenceMs: number;
  totalMs: number;
  /** Calls at most, the first included. */
  tries: number;
  /** Wait before the second try; doubled for each after. */
  retryMs: number;
  /** Most tokens asked for, and most characters read of an endless reply. */
  maxTokens: number;
  maxCharacters: number;
}

export const MODEL_LIMITS: ModelLimits = {
  silenceMs: 60_000,
  totalMs: 240_000,
  tries: 3,
  retryMs: 800,
  maxTokens: 4_000,
  maxCharacters: 60_000,
};

export interface ModelPrompt {
  instructions: string;
  text: string;
}

export interface ModelRun {
  text: string;
  /** As the provider counts, or a third of the characters where it does not say. */
  tokensIn: number;
  tokensOut: number;
  /** "cut": it went on beyond the limits and was ended; "stopped": the person stopped it. */
  end: "done" | "cut" | "stopped";
}

export interface RunOptions {
  limits?: Partial<ModelLimits>;
  signal?: AbortSignal | undefined;
  /** Called with each piece as it comes; false ends the run ("cut"). */
  onText?: (piece: string) => boolean | undefined;
  /** Called with the tokens of a try that failed after the model was at work: they are paid for too. */
  onSpent?: (spent: Spent) => void;
}

export type Spent = Pick<ModelRun, "tokensIn" | "tokensOut">;

/** Runs a model on a prompt. Throws model-failed (after its tries) and model-refused. */
export async function writeWith(
  config: ModelConfig,
  prompt: ModelPrompt,
  options: RunOptions = {},
): Promise<ModelRun> {
  const limits = { ...MODEL_LIMITS, ...options.limits };
  const deadline = performance.now() + limits.totalMs;
  for (let attempt = 1; ; attempt++) {
    let hasShown = false;
    try {
      return await runOnce(config, prompt, limits, deadline, {
        ...options,
        onText(piece) {
          hasShown = true;
          return options.onText?.(piece);
        },
      });
    } catch (cause) {
      const error = errorOf(cause, config.key);
      const waitMs = Math.max(error.retryAfterMs ?? 0, limits.retryMs * 2 ** (attempt - 1));
      const isOver = attempt >= limits.tries || performance.now() + waitMs > deadline;
      if (error.kind !== "unavailable" || hasShown || isOver) throw error;
      if (!(await waited(waitMs, options.signal))) return stoppedRun("", prompt);
    }
  }
}

const stoppedRun = (text: string, prompt: ModelPrompt): ModelRun => ({
  text,
  tokensIn: guessTokens(prompt.instructions + prompt.text),
  tokensOut: guessTokens(text),
  end: "stopped",
});

/** Between English (4 characters a token) and Chinese (under 2): too many rather than too few. */
const guessTokens = (text: string): number => Math.ceil(text.length / 3);

async function runOnce(
  config: ModelConfig,
  prompt: ModelPrompt,
  limits: ModelLimits,
  deadline: number,
  { signal, onText, onSpent }: RunOptions,
): Promise<ModelRun> {
  if (signal?.aborted === true) return stoppedRun("", prompt);
  const { streamText } = await import("ai");
  const watch = silenceWatch(limits.silenceMs, deadline);
  const aborts = AbortSignal.any(signal === undefined ? [watch.signal] : [watch.signal, signal]);
  let text = "";
  let isCut = false;
  const isStopped = () => signal?.aborted === true;
  try {
    const result = streamText({
      model: await modelOf(config),
      instructions: prompt.instructions,
      prompt: prompt.text,
      maxOutputTokens: limits.maxTokens,
      temperature: 0,
      maxRetries: 0,
      abortSignal: aborts,
      // Errors come as parts of the stream too; the SDK would print them a second time.
      onError: () => undefined,
    });
    let tokensIn: number | undefined;
    let tokensOut: number | undefined;
    for await (const part of result.stream) {
      watch.heard();
      if (part.type === "error") throw part.error;
      if (part.type === "abort") break;
      if (part.type === "finish") {
        tokensIn = part.totalUsage.inputTokens;
        tokensOut = part.totalUsage.outputTokens;
      }
      if (part.type !== "text-delta" || part.text === "") continue;
      text += part.text;
      if (onText?.(part.text) === false || text.length > limits.maxCharacters) {
        isCut = true;
        break;
      }
    }
    if (isStopped()) return stoppedRun(text, prompt);
    if (watch.isOver()) throw watch.error();
    if (isCut) watch.end();
    if (text.trim() === "") throw new DossierError("model-failed", { reason: "it sent no words" });
    const { tokensIn: guessedIn, tokensOut: guessedOut } = stoppedRun(text, prompt);
    return {
      text,
      tokensIn: tokensIn || guessedIn,
      tokensOut: tokensOut || guessedOut,
      end: isCut ? "cut" : "done",
    };
  } catch (error) {
    if (isStopped()) return stoppedRun(text, prompt);
    // Silence is a model that thinks, as far as anybody can tell.
    if (text !== "" || watch.isOver()) {
      const { tokensIn, tokensOut } = stoppedRun(text, prompt);
      onSpent?.({ tokensIn, tokensOut });
    }
    if (isAbort(error) && watch.isOver()) throw watch.error();
    throw error;
  } finally {
    watch.close();
  }
}

/** A turn for bytes that wait in the socket. */
const TURN_MS = 30;

/** Ends a run when nothing was heard for too long, or when all its time is over. */
function silenceWatch(silenceMs: number, deadline: number) {
  const controller = new AbortController();
  let reason = "";
  let timer: NodeJS.Timeout;
  const give = (why: string) => {
    reason = why;
    controller.abort();
  };
  const set = () => {
    const leftMs = Math.max(0, deadline - performance.now());
    if (leftMs < silenceMs) {
      timer = setTimeout(give, leftMs, "it took too long");
      return;
    }
    timer = setTimeout(() => {
      // What came while this process was busy itself is read only now, after the timer: it gets its turn first.
      timer = setTimeout(give, TURN_MS, `nothing came for ${Math.max(1, Math.round(silenceMs / 1000))} s`);
    }, silenceMs);
  };
  set();
  return {
    signal: controller.signal,
    heard() {
      clearTimeout(timer);
      set();
    },
    isOver: () => reason !== "",
    error: () => new DossierError("model-failed", { reason }),
    /** Lets go of the connection of a run that has been read far enough. */
    end: () => controller.abort(),
    close: () => clearTimeout(timer),
  };
}

/** Waits; false when the signal came first. */
function waited(ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve(true);
    }, ms);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}

async function modelOf({ kind, url, name, key }: ModelConfig) {
  if (kind === "anthropic") {
    const { createAnthropic } = await import("@ai-sdk/anthropic");
    // Without a key of ours the SDK would take one from the environment.
    return createAnthropic({ apiKey: key || "none", ...(url === "" ? {} : { baseURL: url }) })(name);
  }
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  return createOpenAICompatible({
    name: "model",
    baseURL: url,
    includeUsage: true,
    ...(key === "" ? {} : { apiKey: key }),
  })(name);
}

const ANTHROPIC = "https://api.anthropic.com/v1";
/** A list of names is some kilobytes; a hostile one is not read to its end. */
const MOST_LIST_BYTES = 2_000_000;
const LIST_TIMEOUT_MS = 15_000;

/** Names of the models that the server offers, sorted, at most 500. Throws model-failed and model-refused. */
export async function listModelNames(config: ModelConfig, timeoutMs = LIST_TIMEOUT_MS): Promise<string[]> {
  const base = config.url === "" && config.kind === "anthropic" ? ANTHROPIC : config.url;
  const headers: Record<string, string> =
    config.kind === "anthropic"
      ? { "x-api-key": config.key, "anthropic-version": "2023-06-01" }
      : config.key === ""
        ? {}
        : { authorization: `Bearer ${config.key}` };
  try {
    const response = await fetch(`${base.replace(/\/$/, "")}/models`, {
      headers,
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await readAtMost(response, MOST_LIST_BYTES);
    if (!response.ok) throw errorOf({ statusCode: response.status, responseBody: body }, config.key);
    const { data } = JSON.parse(body) as { data?: unknown };
    if (!Array.isArray(data)) throw new DossierError("model-failed", { reason: "it sent no list of models" });
    return data
      .flatMap((one: { id?: unknown } | null) => (typeof one?.id === "string" ? [one.id.slice(0, 200)] : []))
      .sort()
      .slice(0, 500);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new DossierError("model-failed", { reason: "it sent no list of models" }, { cause: error });
    throw errorOf(error, config.key);
  }
}

async function readAtMost(response: Response, mostBytes: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    pieces.push(piece as Uint8Array);
    size += (piece as Uint8Array).byteLength;
    if (size > mostBytes) break;
  }
  return withoutKey(Buffer.concat(pieces).toString("utf8"), "");
}
