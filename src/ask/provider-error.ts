// ask/provider-error.ts: what a provider or the way to it did wrong, as one of our errors, without the key in it.

import { DossierError } from "../values/error.ts";

interface CallError {
  statusCode?: number;
  responseBody?: string;
  responseHeaders?: Record<string, string>;
  message?: string;
  cause?: unknown;
}

/** A longer wait than this is no retry: the person is told instead. */
const LONGEST_WAIT_MS = 20_000;
const QUOTA = /insufficient_quota|quota|billing|credit balance|payment/i;

/** model-failed for what may pass (down, slow, busy), model-refused for what will not (key, quota, name, request). */
export function errorOf(cause: unknown, key: string): DossierError {
  if (cause instanceof DossierError) return cause;
  const { statusCode, responseBody = "", responseHeaders = {} } = (cause ?? {}) as CallError;
  const failed = (reason: string, retryAfterMs?: number) =>
    new DossierError(
      "model-failed",
      { reason: withoutKey(reason, key) },
      { cause: bare(cause, key), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
    );
  const refused = (reason: string) =>
    new DossierError("model-refused", { reason: withoutKey(reason, key) }, { cause: bare(cause, key) });
  const inStream = streamError(cause);
  if (inStream !== null)
    return QUOTA.test(inStream)
      ? refused(`the account's quota is used up: ${inStream}`)
      : failed(`it broke off: ${inStream}`);
  if (statusCode === undefined) return failed(reachReason(cause));
  const said = saidBy(responseBody) || saidWithout(responseBody, cause);
  // Accounts without credit are told by 402, 429, 403 or 400, as the provider likes.
  if (statusCode === 402 || ([400, 403, 429].includes(statusCode) && QUOTA.test(responseBody)))
    return refused(`the account's quota is used up${said}`);
  if (statusCode === 401 || statusCode === 403)
    return refused(`the key is wrong or may not do this (${statusCode})`);
  if (statusCode === 429) return failed("it is busy (429)", waitOf(responseHeaders["retry-after"]));
  if (statusCode === 404) return refused(`there is no such model or address (404)${said}`);
  if (statusCode === 408 || statusCode === 409 || statusCode >= 500 || statusCode < 400)
    return failed(`it answered ${statusCode}${said}`);
  return refused(`it answered ${statusCode}${said}`);
}

/** The sentence of an error that comes as a part of the reply, after a status of 200; null when it is none. */
function streamError(cause: unknown): string | null {
  if (cause instanceof Error || cause === null || typeof cause !== "object") {
    return typeof cause === "string" && cause !== "" ? cause.slice(0, 200) : null;
  }
  const { message, error, type } = cause as { message?: unknown; error?: unknown; type?: unknown };
  if (typeof message === "string" && message !== "") return message.slice(0, 200);
  if (error !== undefined) return streamError(error);
  return typeof type === "string" ? type.slice(0, 200) : null;
}

/** Whether an error only says that a run was ended. */
export const isAbort = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === "AbortError" || error.name === "TimeoutError" || isAbort(error.cause));

/** A text without the key, in case a server repeats it. */
export const withoutKey = (text: string, key: string): string =>
  key.length < 4 ? text : text.replaceAll(key, "…");

/** What stays of an error for the log: no request, no headers, no key. */
const bare = (cause: unknown, key: string): Error =>
  new Error(
    withoutKey(cause instanceof Error ? cause.message.slice(0, 500) : String(cause).slice(0, 500), key),
  );

function reachReason(cause: unknown): string {
  if (isAbort(cause)) return "it took too long";
  const codes = new Set<string>();
  for (let error = cause, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth++) {
    const { code } = error as { code?: unknown };
    if (typeof code === "string") codes.add(code);
  }
  if (codes.has("ECONNREFUSED")) return "nothing listens at its address";
  if (codes.has("ENOTFOUND") || codes.has("EAI_AGAIN")) return "its address cannot be found";
  if (codes.has("ECONNRESET") || codes.has("UND_ERR_SOCKET")) return "the connection broke";
  return cause instanceof Error && cause.message !== ""
    ? `its reply could not be read (${cause.message.slice(0, 120)})`
    : "its reply could not be read";
}

/** The provider's own sentence, cut, when its body has one. */
function saidBy(body: string): string {
  const message = /"message"\s*:\s*"((?:[^"\\]|\\.){1,300})/.exec(body)?.[1];
  return message === undefined ? "" : `: ${message.replace(/\\n/g, " ").slice(0, 200)}`;
}

/** An error in the middle of a stream has no body, only the sentence. */
const saidWithout = (body: string, cause: unknown): string =>
  body === "" && cause instanceof Error && cause.message !== "" ? `: ${cause.message.slice(0, 200)}` : "";

function waitOf(header: string | undefined): number | undefined {
  const seconds = Number(header);
  return header === undefined || !Number.isFinite(seconds) || seconds < 0
    ? undefined
    : Math.min(seconds * 1000, LONGEST_WAIT_MS);
}
