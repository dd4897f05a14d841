// web/src/api/client.ts: the one place that talks to the server.
//
// Every answer is JSON; every failure is an ApiError with the code of the server's catalogue, or
// "offline" when the server could not be reached. Pages translate codes, never messages.

/** What the server says went wrong. `status` is 0 when it could not be reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Record<string, string | number>;

  constructor(status: number, code: string, message: string, details: Record<string, string | number> = {}) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export type QueryValue = string | number | boolean | null | undefined | readonly string[];

/** "?a=1&b=x&b=y": lists repeat their key; undefined, null, "" and empty lists are left out. */
export function queryString(values: Record<string, QueryValue>): string {
  const parts = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined || value === null || value === "") continue;
    if (typeof value === "object") for (const item of value) parts.append(key, item);
    else parts.append(key, String(value));
  }
  const text = parts.toString();
  return text === "" ? "" : `?${text}`;
}

interface ErrorBody {
  error?: { code?: string; message?: string; details?: Record<string, string | number> };
}

/** Turns the body of a failed answer into an ApiError; a body that is none of ours still gets a code. */
export function errorOf(status: number, body: unknown): ApiError {
  const error = typeof body === "object" && body !== null ? (body as ErrorBody).error : undefined;
  return new ApiError(status, error?.code ?? "unknown", error?.message ?? `HTTP ${status}`, error?.details);
}

async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: "same-origin",
      ...(signal ? { signal } : {}),
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError(0, "offline", cause instanceof Error ? cause.message : "no answer");
  }
  const text = await response.text();
  let parsed: unknown = null;
  try {
    parsed = text === "" ? null : JSON.parse(text);
  } catch {
    throw new ApiError(response.status, "unknown", `HTTP ${response.status}: not JSON`);
  }
  if (!response.ok) throw errorOf(response.status, parsed);
  return parsed as T;
}

export const get = <T>(path: string, query: Record<string, QueryValue> = {}, signal?: AbortSignal) =>
  call<T>("GET", path + queryString(query), undefined, signal);
export const post = <T>(path: string, body: unknown = {}) => call<T>("POST", path, body);
export const put = <T>(path: string, body: unknown) => call<T>("PUT", path, body);
export const patch = <T>(path: string, body: unknown) => call<T>("PATCH", path, body);
export const remove = <T>(path: string) => call<T>("DELETE", path);
