// cli/reach.ts: a desk to ask, wherever it is: the server that holds it, over HTTP on this machine, or opened here.

import assert from "node:assert/strict";
import { LOCAL_OWNER } from "../desk/accounts.ts";
import { addBytes } from "../desk/add-document.ts";
import { checkInput } from "../desk/check-input.ts";
import type { Desk } from "../desk/desk.ts";
import { holdDesk, holderOf, type Lock } from "../desk/lock.ts";
import type { Operation } from "../desk/operation.ts";
import { searchesKept } from "../desk/recent-searches.ts";
import type { Settings } from "../settings/load.ts";
import { DossierError, ERRORS, type ErrorCode } from "../values/error.ts";
import type { CliParts } from "./parts.ts";

export interface TakenIn {
  outcome: string;
  documentId: string | null;
  /** The job that reads it; null when nothing is left to do. */
  jobId: string | null;
}

/** A desk that answers. `desk` is there only when it is open in this process. */
export interface Reached {
  desk: Desk | null;
  call(operation: Operation, input: Record<string, unknown>): Promise<unknown>;
  takeIn(file: { name: string; bytes: Uint8Array; tags: readonly string[] }): Promise<TakenIn>;
  /** The bytes at an address of the server; only where the desk is not open in this process. */
  download(path: string): Promise<AsyncIterable<Uint8Array>>;
  close(): Promise<void>;
}

/** Throws desk-in-use when another command holds the desk just now. */
export async function reachDesk(parts: CliParts, settings: Settings): Promise<Reached> {
  const holder = await holderOf(settings.data);
  if (holder !== null && holder.port > 0) return overHttp(holder);
  const held = await holdDesk(settings.data);
  try {
    return inProcess(await parts.openDesk(settings), () => held.release());
  } catch (error) {
    held.release();
    throw error;
  }
}

export function inProcess(desk: Desk, afterwards: () => void): Reached {
  return {
    desk,
    call: async (operation, input) => operation.run(desk, LOCAL_OWNER, checkInput(operation.input, input)),
    async takeIn(file) {
      const { outcome, document, jobId } = await addBytes(desk, LOCAL_OWNER, file);
      return { outcome, documentId: document?.id ?? null, jobId };
    },
    download: async () => assert.fail("an open desk is asked, not its server"),
    async close() {
      await searchesKept(desk);
      await desk.close();
      afterwards();
    },
  };
}

export function overHttp(lock: Pick<Lock, "host" | "port" | "token">): Reached {
  const host = lock.host.includes(":") ? `[${lock.host}]` : lock.host;
  const base = `http://${host}:${lock.port}`;
  const headers = { authorization: `Bearer ${lock.token}` };
  return {
    desk: null,
    async call(operation, input) {
      const [method, pattern] = operation.http.split(" ") as [string, string];
      const rest = { ...input };
      const path = pattern.replace(/:(\w+)/g, (_, name: string) => {
        const value = String(rest[name] ?? "");
        delete rest[name];
        return encodeURIComponent(value);
      });
      const hasBody = method !== "GET" && method !== "DELETE";
      return ask(`${base}${path}${hasBody ? "" : queryOf(rest)}`, lock.port, {
        method,
        headers: hasBody ? { ...headers, "content-type": "application/json" } : headers,
        ...(hasBody ? { body: JSON.stringify(rest) } : {}),
      });
    },
    async takeIn({ name, bytes, tags }) {
      const form = new FormData();
      for (const tag of tags) form.append("tags", tag);
      form.append("files", new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
      const answer = await ask(`${base}/api/uploads`, lock.port, { method: "POST", headers, body: form });
      const { outcome, document, jobId, error } = (answer as { added: [UploadEntry] }).added[0];
      if (error !== null) throw errorOf(error);
      return { outcome, documentId: document?.id ?? null, jobId };
    },
    async download(path) {
      const response = await fetch(`${base}${path}`, { headers });
      if (!response.ok || response.body === null)
        throw errorOf(((await response.json()) as { error: ErrorShape }).error);
      return response.body as unknown as AsyncIterable<Uint8Array>;
    },
    async close() {},
  };
}

interface UploadEntry {
  outcome: string;
  document: { id: string } | null;
  jobId: string | null;
  error: ErrorShape | null;
}

interface ErrorShape {
  code: string;
  message: string;
  details?: Record<string, string | number>;
}

function queryOf(values: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) query.append(name, String(one));
  }
  return query.size === 0 ? "" : `?${query}`;
}

async function ask(url: string, port: number, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DossierError("server-needed", { port, reason }, { cause });
  }
  const body = (await response.json()) as { error?: ErrorShape };
  if (!response.ok)
    throw errorOf(body.error ?? { code: "internal-error", message: `It answered ${response.status}.` });
  return body;
}

/** The server's error as one of ours again; what is no code of ours is a bug over there. */
function errorOf({ code, message, details }: ErrorShape): Error {
  return code in ERRORS ? new DossierError(code as ErrorCode, details ?? {}) : new Error(message);
}
