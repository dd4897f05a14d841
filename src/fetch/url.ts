// fetch/url.ts: bytes from a web address, without being led into the network the desk stands in.
//
// The one door to undici. A host is resolved here, its addresses are checked, and the connection is made
// to a checked address and no other, so that a name that changes its mind between check and connect gains
// nothing. Every redirect is checked anew. Size is counted after decompression while it streams in; one
// deadline covers everything.

import { lookup } from "node:dns/promises";
import { type BlockList, isIP } from "node:net";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Agent, type Dispatcher, request } from "undici";
import { rangesOf } from "../values/address-ranges.ts";
import { DossierError } from "../values/error.ts";
import { mayConnect } from "./addresses.ts";
import { parseUrl } from "./clean-url.ts";
import { nameFromDisposition, safeFileName } from "./upload.ts";

export interface FetchOptions {
  /** Private ranges that may be reached all the same. */
  allowAddresses: readonly string[];
  maxBytes: number;
  /** For everything: resolving, redirects, the last byte. */
  timeoutMs: number;
  userAgent: string;
  /** From the last fetch: the server may answer that nothing changed (status 304, no bytes). */
  etag?: string;
  lastModified?: string;
  /** Addresses of a host; the system's resolver when absent. */
  resolve?: (host: string) => Promise<string[]>;
}

export interface Fetched {
  /** 200 to 299, or 304. */
  status: number;
  bytes: Uint8Array;
  /** Media type in lower case without parameters; "" when none was given. */
  contentType: string;
  charset: string | null;
  finalUrl: string;
  etag: string | null;
  lastModified: string | null;
  /** From Content-Disposition, else the last part of the path. */
  fileName: string;
}

const MOST_REDIRECTS = 5;

/**
 * Fetches an address. Throws bad-url, private-address, blob-too-large, fetch-refused for an answer of 400
 * to 499, and fetch-failed (with retryAfterMs) for everything that may pass: no route, timeouts, 429, 500.
 */
export async function fetchUrl(written: string, options: FetchOptions): Promise<Fetched> {
  const context: Context = {
    options,
    allowed: rangesOf(options.allowAddresses),
    signal: AbortSignal.timeout(options.timeoutMs),
  };
  let url = parseUrl(written);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const address = await checkedAddress(url, context);
    const agent = new Agent({
      connect: { lookup: (_host, _options, done) => done(null, [{ address, family: isIP(address) }]) },
      pipelining: 0,
    });
    try {
      const answer = await ask(url, agent, context);
      const next = redirectOf(answer, url);
      if (next === null) return await receive(answer, url, context);
      abandon(answer.body);
      url = next;
    } catch (error) {
      throw failureOf(error, url, options);
    } finally {
      await agent.destroy();
    }
  }
  throw new DossierError("fetch-failed", { url: written, reason: "it redirects in a circle" });
}

/** What holds for all hops of one fetch. */
interface Context {
  options: FetchOptions;
  allowed: BlockList;
  signal: AbortSignal;
}

async function checkedAddress(url: URL, context: Context): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(host) ? [host] : await resolveHost(host, url, context);
  const address = addresses.find((candidate) => mayConnect(candidate, context.allowed));
  if (address === undefined) throw new DossierError("private-address", { host });
  return address;
}

async function resolveHost(host: string, url: URL, { options, signal }: Context): Promise<string[]> {
  const resolve = options.resolve ?? systemResolve;
  try {
    const addresses = await Promise.race([resolve(host), rejectOn(signal)]);
    if (addresses.length > 0) return addresses;
  } catch (error) {
    throw failureOf(error, url, options);
  }
  throw new DossierError("fetch-failed", { url: url.href, reason: `there is no host ${host}` });
}

const systemResolve = async (host: string): Promise<string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address);

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function ask(url: URL, dispatcher: Agent, { options, signal }: Context): Promise<Dispatcher.ResponseData> {
  return request(url.href, {
    dispatcher,
    signal,
    method: "GET",
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    headers: {
      "user-agent": options.userAgent,
      accept:
        "text/html,application/xhtml+xml,application/pdf,application/rss+xml,application/atom+xml,*/*;q=0.8",
      "accept-language": "zh-CN,zh;q=0.9,en;q=0.8",
      "accept-encoding": "gzip, deflate, br",
      ...(options.etag ? { "if-none-match": options.etag } : {}),
      ...(options.lastModified ? { "if-modified-since": options.lastModified } : {}),
    },
  });
}

function redirectOf(answer: Dispatcher.ResponseData, url: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(answer.statusCode)) return null;
  const location = headerOf(answer, "location");
  if (location === "" || !URL.canParse(location, url.href)) return null;
  return parseUrl(new URL(location, url.href).href);
}

function headerOf(answer: Dispatcher.ResponseData, name: string): string {
  const value = answer.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

async function receive(answer: Dispatcher.ResponseData, url: URL, context: Context): Promise<Fetched> {
  const status = answer.statusCode;
  if (status !== 304 && (status < 200 || status > 299)) {
    abandon(answer.body);
    throw refusal(status, url, headerOf(answer, "retry-after"));
  }
  const type = headerOf(answer, "content-type");
  const fileName = nameFromDisposition(headerOf(answer, "content-disposition")) ?? nameFromPath(url);
  return {
    status,
    bytes: status === 304 ? new Uint8Array() : await readBody(answer, fileName, context),
    contentType: type.split(";")[0]!.trim().toLowerCase(),
    charset: /charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(type)?.[1]?.toLowerCase() ?? null,
    finalUrl: url.href,
    etag: headerOf(answer, "etag") || null,
    lastModified: headerOf(answer, "last-modified") || null,
    fileName,
  };
}

function refusal(status: number, url: URL, retryAfter: string): DossierError {
  if (status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429)
    return new DossierError("fetch-refused", { url: url.href, status });
  const seconds = /^\d{1,5}$/.test(retryAfter) ? Number(retryAfter) : 60;
  return new DossierError(
    "fetch-failed",
    { url: url.href, reason: `it answered ${status}` },
    { retryAfterMs: seconds * 1000 },
  );
}

async function readBody(
  answer: Dispatcher.ResponseData,
  name: string,
  { options, signal }: Context,
): Promise<Uint8Array> {
  const tooLarge = (bytes: number): DossierError =>
    new DossierError("blob-too-large", { name, bytes, limit: options.maxBytes });
  const claimed = Number(headerOf(answer, "content-length"));
  if (claimed > options.maxBytes) {
    abandon(answer.body);
    throw tooLarge(claimed);
  }
  const chunks: Uint8Array[] = [];
  let total = 0;
  const stream = unpacked(answer.body, headerOf(answer, "content-encoding"));
  for await (const chunk of stream) {
    signal.throwIfAborted();
    total += (chunk as Uint8Array).length;
    if (total > options.maxBytes) {
      abandon(answer.body);
      throw tooLarge(total);
    }
    chunks.push(chunk as Uint8Array);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Lets go of a body that nobody will read; that it then ends early is no news. */
function abandon(body: Readable): void {
  body.on("error", () => undefined);
  body.destroy();
}

function unpacked(body: Readable, encoding: string): Readable {
  const unpack =
    { gzip: createGunzip, "x-gzip": createGunzip, deflate: createInflate, br: createBrotliDecompress }[
      encoding.trim().toLowerCase()
    ] ?? null;
  if (unpack === null) return body;
  const stream = unpack();
  body.on("error", (error) => stream.destroy(error));
  return body.pipe(stream);
}

function nameFromPath(url: URL): string {
  const last = url.pathname.split("/").filter(Boolean).at(-1) ?? "";
  const words = last.replace(/(?:%[0-9a-f]{2})+/gi, (hex) =>
    new TextDecoder().decode(Uint8Array.from(hex.slice(1).split("%"), (pair) => Number.parseInt(pair, 16))),
  );
  return safeFileName(words === "" ? url.hostname : words);
}

/** A library's error as one of ours; those that are ours already pass. */
function failureOf(error: unknown, url: URL, options: FetchOptions): DossierError {
  if (error instanceof DossierError) return error;
  const isLate = error instanceof Error && /Timeout|Abort/.test(error.name);
  const reason = isLate
    ? `no answer within ${Math.round(options.timeoutMs / 1000)} s`
    : error instanceof Error
      ? error.message.slice(0, 160) || String(("code" in error && error.code) || error.name)
      : String(error);
  return new DossierError("fetch-failed", { url: url.href, reason }, { cause: error, retryAfterMs: 60_000 });
}
