// http/errors.ts: an error becomes a status and the one JSON shape. Only this file knows statuses.
//
//   { error: { code, message, details?, at? } }      at: [{ field, reason }], for bad-input only
//
// What is not one of ours is a bug: 500, a trace id for the person, the stack in the log, nothing of it outside.

import { randomBytes } from "node:crypto";
import { HTTPException } from "hono/http-exception";
import { BadInputError, type InputIssue } from "../desk/check-input.ts";
import { DossierError, type ErrorCode, type ErrorKind } from "../values/error.ts";
import type { Log } from "../values/log.ts";

const STATUS_BY_KIND: Record<ErrorKind, number> = {
  invalid: 400,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  limit: 422,
  unavailable: 503,
};
/** Codes for which HTTP has a better word than their kind. */
const STATUS_BY_CODE: Partial<Record<ErrorCode, number>> = {
  "sign-in-needed": 401,
  "wrong-password": 401,
  "too-many-tries": 429,
  "blob-too-large": 413,
};

export interface ErrorBody {
  error: {
    code: string;
    message: string;
    details?: Record<string, string | number>;
    at?: readonly InputIssue[];
  };
}

export const statusOf = (code: ErrorCode, kind: ErrorKind): number =>
  STATUS_BY_CODE[code] ?? STATUS_BY_KIND[kind];

/** The body of an error for those who put several answers in one reply (uploads). */
export function errorBody(error: DossierError): ErrorBody {
  const { code, message, details } = error;
  return {
    error: {
      code,
      message,
      ...(Object.keys(details).length > 0 ? { details } : {}),
      ...(error instanceof BadInputError ? { at: error.at } : {}),
    },
  };
}

/** The reply for anything thrown while a request was answered. */
export function errorReply(error: unknown, log: Log, where: string): Response {
  if (error instanceof DossierError) {
    const headers = new Headers({
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
    });
    const waitMs = error.retryAfterMs;
    if (waitMs !== undefined) headers.set("retry-after", String(Math.max(1, Math.ceil(waitMs / 1000))));
    if (error.code === "sign-in-needed") headers.set("www-authenticate", 'Bearer realm="dossier"');
    return new Response(JSON.stringify(errorBody(error)), {
      status: statusOf(error.code, error.kind),
      headers,
    });
  }
  // Hono's own refusals (a malformed request) are the caller's.
  if (error instanceof HTTPException && error.status < 500)
    return errorReply(new DossierError("bad-input", { field: "request", reason: error.message }), log, where);
  const trace = randomBytes(6).toString("hex");
  log.error("unexpected", {
    trace,
    where,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  const body: ErrorBody = {
    error: {
      code: "internal-error",
      message: `Something in Dossier broke. The log tells more under ${trace}.`,
      details: { trace },
    },
  };
  return Response.json(body, { status: 500, headers: { "cache-control": "no-store" } });
}
