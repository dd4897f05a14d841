// http/body.ts: the bytes of a request, no more of them than allowed.

import { DossierError } from "../values/error.ts";

/** The whole body; empty when there is none. Throws blob-too-large as soon as the limit is passed. */
export async function readLimited(request: Request, mostBytes: number): Promise<Uint8Array> {
  const tooLarge = (bytes: number) =>
    new DossierError("blob-too-large", { name: "The request", bytes, limit: mostBytes });
  const declared = Number(request.headers.get("content-length") ?? "0");
  if (declared > mostBytes) throw tooLarge(declared);
  if (request.body === null) return new Uint8Array(0);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > mostBytes) throw tooLarge(size);
    parts.push(part);
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts, size);
}
