// eval/packs.ts: reads the retrieval packs: passages, questions and which passage answers which question.
//
// A pack is a folder with passages.jsonl(.gz), queries.jsonl and qrels*.tsv (question TAB passage TAB 1). Packs are
// the measurer's own files, so a broken line is an error and stops the run.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

export interface PackPassage {
  id: string;
  doc: string;
  page?: number;
  lang: string;
  text: string;
  kind?: string;
  distractor?: boolean;
}

export interface PackQuery {
  id: string;
  lang: string;
  text: string;
}

/** Right passages by question. */
export type Judgements = Map<string, Set<string>>;

function linesOf(path: string): string[] {
  const bytes = existsSync(path) ? readFileSync(path) : gunzipSync(readFileSync(`${path}.gz`));
  return bytes.toString("utf8").split("\n").filter(Boolean);
}

/** Whether the folder holds the pack. */
export const hasPack = (dataFolder: string, pack: string): boolean =>
  existsSync(join(dataFolder, pack, "queries.jsonl"));

export const readPassages = (dataFolder: string, pack: string): PackPassage[] =>
  linesOf(join(dataFolder, pack, "passages.jsonl")).map((line) => JSON.parse(line));

export const readQueries = (dataFolder: string, pack: string): PackQuery[] =>
  linesOf(join(dataFolder, pack, "queries.jsonl")).map((line) => JSON.parse(line));

export function readJudgements(dataFolder: string, pack: string, file = "qrels.tsv"): Judgements {
  const judgements: Judgements = new Map();
  for (const line of linesOf(join(dataFolder, pack, file))) {
    const [query, passage] = line.split("\t");
    const right = judgements.get(query!) ?? new Set();
    judgements.set(query!, right.add(passage!));
  }
  return judgements;
}

/** nDCG of the first ten: 1 when all right passages lead, 0 when none is there. */
export function ndcg10(ranked: readonly string[], right: ReadonlySet<string>): number {
  let gain = 0;
  let ideal = 0;
  ranked.slice(0, 10).forEach((id, i) => {
    if (right.has(id)) gain += 1 / Math.log2(i + 2);
  });
  for (let i = 0; i < Math.min(10, right.size); i++) ideal += 1 / Math.log2(i + 2);
  return gain / ideal;
}

/** Share of the right passages that are among the first ten. */
export const recall10 = (ranked: readonly string[], right: ReadonlySet<string>): number =>
  ranked.slice(0, 10).filter((id) => right.has(id)).length / Math.min(10, right.size);
