// eval/search.ts: does the search find the right passage: npm run eval -- search
//
// Every pack is indexed by the product's own indexer and asked through its engine with its knowledge, in one
// configuration for all packs. A pack's passages are passages and its `doc` a document; titles are left empty,
// so that what is known of a document is read from its pages (the row "evidence with doc" alone gives the `doc`
// as the title). No model is connected.

import { openSearchEngine } from "../src/search/engine.ts";
import { fold } from "../src/search/fold.ts";
import type { IndexedPassage } from "../src/search/hooks.ts";
import { Indexer } from "../src/search/indexer.ts";
import { openKnowledge } from "../src/search/knowledge.ts";
import { MemoryStore } from "../src/search/memory-store.ts";
import { parseQuery } from "../src/search/query.ts";
import { quantise, VectorScan } from "../src/search/vectors.ts";
import { languageOf } from "../src/values/language.ts";
import { hashedWords } from "../test/support/embedding-server.ts";
import {
  hasPack,
  type Judgements,
  ndcg10,
  type PackPassage,
  type PackQuery,
  readJudgements,
  readPassages,
  readQueries,
  recall10,
} from "./packs.ts";
import type { Suite } from "./suite.ts";

/** A pool of passages ready to be asked. */
interface Pool {
  /** The ten best passages. */
  ask(question: string): Promise<string[]>;
}

const FIRST_PAGES = 3;
/** As deep as a search goes for its first page of results. */
const DEPTH = 200;

async function openPool(passages: readonly PackPassage[], titleOf: (doc: string) => string): Promise<Pool> {
  const knowledge = openKnowledge();
  const store = new MemoryStore();
  const indexed = passages.map((passage, i) => indexedPassage(passage, i + 1, titleOf(passage.doc)));
  store.put(indexed);
  const indexer = new Indexer(store, { hooks: knowledge.index });
  while (await indexer.work());
  const pages = new Map<string, string[]>();
  for (const { doc, text } of passages) {
    const first = pages.get(doc) ?? [];
    if (first.length < FIRST_PAGES) first.push(text);
    pages.set(doc, first);
  }
  for (const [doc, first] of pages)
    knowledge.profiles.set(doc, knowledge.profile({ title: titleOf(doc), firstPagesText: first.join("\n") }));
  const engine = openSearchEngine(store, { hooks: knowledge.search, index: knowledge.index });
  return {
    ask: async (question) =>
      (await engine.rankRows(parseQuery(question), DEPTH))
        .slice(0, 10)
        .map(({ row }) => passages[row - 1]!.id),
  };
}

const indexedPassage = (passage: PackPassage, row: number, title: string): IndexedPassage => ({
  row,
  documentId: passage.doc,
  title,
  language: languageOf(passage.text),
  heading: "",
  kind: passage.kind === "table" ? "table" : "text",
  text: passage.text,
  context: "",
});

const noTitle = (): string => "";

interface Score {
  count: number;
  ndcg: number;
  recall: number;
  /** Median time of a question, in ms. */
  medianMs: number;
}

async function score(pool: Pool, queries: readonly PackQuery[], judgements: Judgements): Promise<Score> {
  let ndcg = 0;
  let recall = 0;
  const times: number[] = [];
  for (const { id, text } of queries) {
    const right = judgements.get(id);
    if (right === undefined) continue;
    const start = performance.now();
    const ranked = await pool.ask(text);
    times.push(performance.now() - start);
    ndcg += ndcg10(ranked, right);
    recall += recall10(ranked, right);
  }
  const count = Math.max(1, times.length);
  times.sort((a, b) => a - b);
  return {
    count: times.length,
    ndcg: ndcg / count,
    recall: recall / count,
    medianMs: times[count >> 1] ?? 0,
  };
}

/** Packs whose pool is all their passages: key, folder, and whether the `doc` is given as a title. */
const PLAIN: { key: string; pack: string; simplified?: boolean; doc?: "none" | "pages" | "title" }[] = [
  { key: "zh", pack: "retrieval-zh" },
  { key: "zh_hant", pack: "retrieval-zh-hant" },
  { key: "zh_hant_simplified", pack: "retrieval-zh-hant", simplified: true },
  { key: "zh_finance", pack: "retrieval-zh-finance" },
  { key: "finqa", pack: "retrieval-en-finance-finqa" },
  { key: "tatqa", pack: "retrieval-en-finance-tatqa" },
  { key: "evidence", pack: "retrieval-en-finance-evidence", doc: "none" },
  { key: "evidence_doc", pack: "retrieval-en-finance-evidence", doc: "title" },
  { key: "pages", pack: "retrieval-en-finance-pages" },
];

const DIRECTIONS = ["en-zh", "zh-en", "zh-zh", "en-en"] as const;

export const measure: Suite = async (dataFolder) => {
  const items: Record<string, number> = {};
  const metrics: Record<string, number> = {};
  const report: string[] = [];
  const note = (key: string, { count, ndcg, recall, medianMs }: Score) => {
    items[key] = count;
    metrics[`${key}_ndcg`] = ndcg;
    if (key === "pages") metrics.pages_recall10 = recall;
    report.push(
      `${key.padEnd(22)} ${String(count).padStart(5)} questions  nDCG@10 ${ndcg.toFixed(4)}  recall@10 ${recall.toFixed(4)}  median ${medianMs.toFixed(1)} ms`,
    );
  };
  for (const { key, pack, simplified, doc } of PLAIN) {
    if (!hasPack(dataFolder, pack)) {
      report.push(`${key}: the pack ${pack} is not in ${dataFolder}`);
      continue;
    }
    const read = readPassages(dataFolder, pack);
    const passages = doc === "none" ? read.map((passage) => ({ ...passage, doc: passage.id })) : read;
    const pool = await openPool(passages, doc === "title" ? titleFromId : noTitle);
    const queries = readQueries(dataFolder, pack).map((query) =>
      simplified ? { ...query, text: fold(query.text) } : query,
    );
    note(key, await score(pool, queries, readJudgements(dataFolder, pack)));
  }
  for (const pack of ["retrieval-xl", "retrieval-xl-sentences"]) {
    if (!hasPack(dataFolder, pack)) report.push(`the pack ${pack} is not in ${dataFolder}`);
    else for (const [key, result] of await acrossLanguages(dataFolder, pack)) note(key, result);
  }
  const standIn = "retrieval-en-finance-evidence";
  if (hasPack(dataFolder, standIn)) note("standin_fusion", await withStandIn(dataFolder, standIn));
  return { items, metrics, report };
};

/**
 * Words and vectors fused, with vectors of hashed words in place of a model's: it shows that the path works and
 * claims nothing about quality.
 */
async function withStandIn(dataFolder: string, pack: string): Promise<Score> {
  const passages = readPassages(dataFolder, pack);
  const knowledge = openKnowledge();
  const store = new MemoryStore();
  store.put(passages.map((passage, i) => indexedPassage({ ...passage, doc: passage.id }, i + 1, "")));
  await new Indexer(store, { hooks: knowledge.index }).workAll();
  const scan = new VectorScan();
  for (const [i, { text }] of passages.entries()) scan.add(i + 1, quantise(hashedWords(text)));
  const engine = openSearchEngine(store, { hooks: knowledge.search, index: knowledge.index });
  const ask = async (question: string) => {
    const { groups } = await engine.search({
      query: parseQuery(question),
      filters: { fields: [] },
      order: "relevance",
      offset: 0,
      limit: 10,
      near: scan.nearest(hashedWords(question), 100),
    });
    return groups.map(({ documentId }) => documentId);
  };
  return score({ ask }, readQueries(dataFolder, pack), readJudgements(dataFolder, pack));
}

/** "ACME_2023Q2_10Q" as a person would title it. */
const titleFromId = (doc: string): string => doc.replaceAll("_", " ");

/** Each direction over the passages of the asked language; same-language rows without the distractors. */
async function acrossLanguages(dataFolder: string, pack: string): Promise<[string, Score][]> {
  const passages = readPassages(dataFolder, pack);
  const queries = readQueries(dataFolder, pack);
  const isSentences = pack.endsWith("sentences");
  const results: [string, Score][] = [];
  for (const direction of DIRECTIONS) {
    const [from, to] = direction.split("-");
    if (isSentences && from === to) continue;
    const pool = await openPool(
      passages.filter(({ lang, distractor }) => lang === to && !(from === to && distractor)),
      noTitle,
    );
    const asked = queries.filter(({ lang }) => lang === from);
    const judgements = readJudgements(dataFolder, pack, `qrels.${direction}.tsv`);
    const key = `${isSentences ? "sentences_" : ""}${from}_${to}`;
    results.push([key, await score(pool, asked, judgements)]);
  }
  // both languages in one pool, each question's two passages right: what a desk with both languages is like
  const pool = await openPool(passages, noTitle);
  const key = isSentences ? "sentences_mixed" : "mixed";
  results.push([key, await score(pool, queries, readJudgements(dataFolder, pack))]);
  return results;
}
