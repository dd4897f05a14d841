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
  if (statusCode === undefined) return failed(reachReason(cause));
  const said = saidBy(responseBody);
  if (statusCode === 401 || statusCode === 403)
    return refused(`the key is wrong or may not do this (${statusCode})`);
  if (statusCode === 402 || (statusCode === 429 && QUOTA.test(responseBody)))
    return refused(`the account's quota is used up${said}`);
  if (statusCode === 429) return failed("it is busy (429)", waitOf(responseHeaders["retry-after"]));
  if (statusCode === 404) return refused(`there is no such model or address (404)${said}`);
  if (statusCode === 408 || statusCode === 409 || statusCode >= 500 || statusCode < 400)
    return failed(`it answered ${statusCode}${said}`);
  return refused(`it answered ${statusCode}${said}`);
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

function waitOf(header: string | undefined): number | undefined {
  const seconds = Number(header);
  return header === undefined || !Number.isFinite(seconds) || seconds < 0
    ? undefined
    : Math.min(seconds * 1000, LONGEST_WAIT_MS);
}
