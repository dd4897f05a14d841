// bench/figures.ts: npm run bench -- figures [--data ../shared/eval] [--megabytes 10]
//
// Throughput of finding (figures only, and bare numbers too) and of understanding on Chinese and English text built
// at run time from the packs' own texts; growth from 1 to 10 MB; one hostile megabyte of each of 57 pieces; the ratio
// to Recognizers-Text on passages of at most 300 characters, both run in turn in the same call.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { scan } from "../src/figures/scan.ts";
import { findFiguresInText } from "../src/figures/understand.ts";
import { shippedVocabulary } from "../src/figures/vocabulary.ts";
import type { BenchResult } from "./run.ts";

const PACKS: Record<string, string[]> = {
  zh: ["retrieval-zh-finance/passages.jsonl.gz", "quantities/facts-zh.jsonl"],
  en: ["retrieval-en-finance-pages/passages.jsonl.gz", "retrieval-en-finance-finqa/passages.jsonl.gz"],
};
const HOSTILE = [
  "1",
  "1,",
  "1/",
  "$1",
  "[1",
  "(1",
  "1 ",
  "1-",
  "1.",
  "1:",
  "1%",
  "1年",
  "1个",
  "1万-",
  "1万",
  "万",
  "一",
  "一 ",
  "一万",
  "十",
  "百分之",
  "分之",
  "点",
  "(",
  "[",
  ",",
  " ",
  "，",
  "three ",
  "half a ",
  "one hundred and ",
  "FY25Q3-",
  "2025-",
  "Q1",
  "a1",
  "http://",
  "约1",
  "第",
  "前三",
  "数十亿",
  "一又",
  "每1",
  "１，",
  "1e9",
  "-1",
  "1%和",
  "分别为1%、2%、",
  "2023年和",
  "截至",
  "有限公司，",
  "收入1亿元，",
  "In 2016 and 2017 ",
  "quarter ended ",
  "exact name of registrant as specified ",
  "net sales of ",
  "(a)",
  "\n",
];
const MEGABYTE = 1_000_000;
const PEER_PASSAGES = 120;
const PEER_LENGTH = 300;
/** Both are measured warm: the fastest of a few runs, ours of many rounds since one takes two milliseconds. */
const ROUNDS = 60;

/** Texts of a pack's first file that exists, joined to the asked number of bytes. */
function textOf(folder: string, language: string, bytes: number): string | null {
  for (const name of PACKS[language]!) {
    const path = join(folder, name);
    if (!existsSync(path)) continue;
    const raw = readFileSync(path);
    const lines = (name.endsWith(".gz") ? gunzipSync(raw) : raw).toString("utf8").split("\n");
    const own = lines
      .filter((line) => line !== "")
      .map((line) => {
        const row = JSON.parse(line) as { text?: string; context?: string };
        return row.text ?? row.context ?? "";
      })
      .join("\n");
    let all = own;
    while (Buffer.byteLength(all) < bytes) all += `\n${own}`;
    return Buffer.from(all).subarray(0, bytes).toString("utf8");
  }
  return null;
}

/** CPU milliseconds of the fastest of `runs`: wall time would measure the machine's other work too. */
function time(run: () => void, runs = 3): number {
  let best = Number.POSITIVE_INFINITY;
  for (let index = 0; index < runs; index++) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const understand = (text: string, language: "zh" | "en"): void => {
  findFiguresInText(text, {
    title: "",
    published: null,
    kind: "article",
    language,
    vocabulary: shippedVocabulary(),
  });
};

interface Peer {
  currency: (text: string) => unknown;
  number: (text: string) => unknown;
  percentage: (text: string) => unknown;
  dimension: (text: string) => unknown;
}

/** Recognizers-Text from bench/node_modules; null when it was not installed. */
function peerFor(language: string): Peer | null {
  const require = createRequire(import.meta.url);
  let suite: Record<string, (text: string, culture: string) => unknown>;
  try {
    suite = require("@microsoft/recognizers-text-suite") as typeof suite;
  } catch (cause) {
    if ((cause as { code?: string }).code === "MODULE_NOT_FOUND") return null;
    throw cause;
  }
  const culture = language === "zh" ? "zh-cn" : "en-us";
  const by = (name: string) => (text: string) => suite[name]!(text, culture);
  return {
    currency: by("recognizeCurrency"),
    number: by("recognizeNumber"),
    percentage: by("recognizePercentage"),
    dimension: by("recognizeDimension"),
  };
}

/** Measures the suite; packs and the peer are optional, and said when absent. */
export async function measure(options: Record<string, unknown>): Promise<BenchResult> {
  const folder = typeof options.data === "string" ? options.data : "../shared/eval";
  const bytes = Number(options.megabytes ?? 10) * MEGABYTE;
  const result: BenchResult = { metrics: {}, report: [] };
  for (const language of ["zh", "en"] as const) {
    const text = textOf(folder, language, bytes);
    if (text === null) {
      result.report.push(`${language}: no pack in ${folder}`);
      continue;
    }
    speedOf(text, language, bytes, result);
    peerOf(text, language, result);
  }
  hostile(result);
  return result;
}

function speedOf(text: string, language: "zh" | "en", bytes: number, result: BenchResult): void {
  const rate = (ms: number, size = bytes): number => size / 1000 / ms;
  const tenth = text.slice(0, Math.floor(text.length / 10));
  // The first passes pay for compiling: a desk pays that once.
  time(() => scan(tenth), 5);
  time(() => understand(tenth, language), 3);
  const find = time(() => scan(text), 5);
  const bare = time(() => scan(text, { bare: true }), 2);
  const meaning = time(() => understand(text, language), 2);
  const small = time(() => scan(tenth), 5);
  const smallMeaning = time(() => understand(tenth, language), 3);
  Object.assign(result.metrics, {
    [`${language}_find_mb_s`]: rate(find),
    [`${language}_bare_mb_s`]: rate(bare),
    [`${language}_understand_mb_s`]: rate(meaning),
    [`${language}_find_growth`]: find / small,
    [`${language}_understand_growth`]: meaning / smallMeaning,
  });
  result.report.push(
    `${language}, ${bytes / MEGABYTE} MB: finding ${rate(find).toFixed(1)} MB/s, bare numbers ${rate(bare).toFixed(1)} MB/s, understanding ${rate(meaning).toFixed(1)} MB/s; ` +
      `ten times the text takes ${(find / small).toFixed(1)} x and ${(meaning / smallMeaning).toFixed(1)} x the time`,
  );
}

function peerOf(text: string, language: "zh" | "en", result: BenchResult): void {
  const peer = peerFor(language);
  if (peer === null) {
    result.report.push(`${language}: Recognizers-Text is not installed (npm install --prefix bench)`);
    return;
  }
  const passages: string[] = [];
  for (let index = 0; index < PEER_PASSAGES; index++)
    passages.push(text.slice(index * PEER_LENGTH, (index + 1) * PEER_LENGTH));
  const size = Buffer.byteLength(passages.join(""));
  for (const run of Object.values(peer)) run(passages[0]!);
  let all = 0;
  for (const [name, run] of Object.entries(peer) as [keyof Peer, Peer[keyof Peer]][]) {
    const ms = time(() => passages.forEach(run), 2);
    all += ms;
    result.report.push(`${language}: Recognizers-Text ${name} ${(size / ms).toFixed(1)} KB/s`);
  }
  const own =
    time(() => {
      for (let round = 0; round < ROUNDS; round++)
        for (const passage of passages) scan(passage, { bare: true });
    }, 5) / ROUNDS;
  result.metrics[`${language}_ratio_to_recognizers`] = all / own;
  result.report.push(
    `${language}: ${Math.round(all / own)} times Recognizers-Text on ${PEER_PASSAGES} passages of ${PEER_LENGTH} characters (ours ${(size / own / 1000).toFixed(1)} MB/s)`,
  );
}

function hostile(result: BenchResult): void {
  let slowest = { piece: "", ms: 0 };
  let slowestMeaning = { piece: "", ms: 0 };
  for (const piece of HOSTILE) {
    const text = piece.repeat(Math.ceil(MEGABYTE / Buffer.byteLength(piece)));
    const ms = time(() => scan(text), 1);
    if (ms > slowest.ms) slowest = { piece, ms };
    const meaning = time(() => understand(text, "zh"), 1);
    if (meaning > slowestMeaning.ms) slowestMeaning = { piece, ms: meaning };
  }
  result.metrics.hostile_find_ms = slowest.ms;
  result.metrics.hostile_understand_ms = slowestMeaning.ms;
  result.report.push(
    `${HOSTILE.length} hostile megabytes: slowest to find ${JSON.stringify(slowest.piece)} ${Math.round(slowest.ms)} ms, to understand ${JSON.stringify(slowestMeaning.piece)} ${Math.round(slowestMeaning.ms)} ms`,
  );
}
