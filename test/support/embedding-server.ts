// test/support/embedding-server.ts: a stand-in for an embedding endpoint, on this machine: vectors of hashed words.
//
// Two texts are near when they share words; a few pairs of words share a number, so that the path of "near in meaning
// without a common word" can be tested. It says nothing about the quality of a model.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";

const DIMENSIONS = 64;
/** Words that this stand-in takes for one. */
const SAME: Record<string, string> = { automobile: "car", physician: "doctor" };

export interface EmbeddingServer {
  /** Base address with /v1. */
  url: string;
  /** Texts that were sent, in order. */
  texts: string[];
  /** The authorization header of each request; undefined where there was none. */
  keys: (string | undefined)[];
  /** "ok", a status to answer with, or "garbage". */
  mood: "ok" | "garbage" | number;
}

export async function openEmbeddingServer(t: Pick<TestContext, "after">): Promise<EmbeddingServer> {
  const state: EmbeddingServer = { url: "", texts: [], keys: [], mood: "ok" };
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    state.keys.push(request.headers.authorization);
    if (typeof state.mood === "number") return response.writeHead(state.mood).end();
    if (state.mood === "garbage") return response.end('{"data": [{"embedding": ["a"]}]}');
    const { input } = JSON.parse(Buffer.concat(pieces).toString("utf8")) as { input: string[] };
    state.texts.push(...input);
    const data = input.map((text, index) => ({ object: "embedding", index, embedding: hashedWords(text) }));
    response.setHeader("content-type", "application/json");
    // The order of a reply is not promised: `index` says which is which.
    response.end(JSON.stringify({ object: "list", data: data.reverse() }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return state;
}

/** Counts of words and of pairs of ideographs by a hash. */
export function hashedWords(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0);
  const words = text.toLowerCase().match(/[a-z0-9]+|\p{Script=Han}(?=\p{Script=Han})/gu) ?? [];
  for (const word of words) {
    let hash = 7;
    for (const character of SAME[word] ?? word) hash = (hash * 31 + character.charCodeAt(0)) % 65_521;
    vector[hash % DIMENSIONS]!++;
  }
  return vector;
}
