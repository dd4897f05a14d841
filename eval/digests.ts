// eval/digests.ts: digests against what wire editors wrote: earnings calls (English) and news headlines (Chinese).
//
// The card is measured at the reference's number of bullets and at its own length; figure recall and grounding
// at the reference's number. Grounding is judged here by rules of its own, not by the writer's flags.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { headlineOf } from "../src/digests/headline.ts";
import { type CardBullet, writeResultsCard } from "../src/digests/results-card.ts";
import { findQuantities } from "../src/figures/find.ts";
import type { Span } from "../src/values/span.ts";
import { measureCitations } from "./digests-cited.ts";
import { judge } from "./grounding.ts";
import { chineseTokens, englishTokens, rouge } from "./rouge.ts";
import type { Suite } from "./suite.ts";

interface Call {
  id: string;
  period: string;
  transcript: string;
  reference: string[];
}
interface News {
  text: string;
  reference: string[];
}

/** Bullets of a card whose length is its own: as in src/digests/compose.ts. */
const OWN_MOST = 4;
const OWN_LEAST = 2;

export const measure: Suite = async (dataFolder) => {
  const items: Record<string, number> = {};
  const metrics: Record<string, number> = {};
  const report: string[] = [];
  const calls = join(dataFolder, "digests/items.jsonl.gz");
  if (existsSync(calls)) measureCalls(linesOf<Call>(gunzipSync(readFileSync(calls)).toString("utf8")));
  else report.push(`not found: ${calls}`);
  const news = join(dataFolder, "digests-zh/items.jsonl");
  if (existsSync(news)) {
    const all = linesOf<News>(readFileSync(news, "utf8"));
    items["digests-zh"] = all.length;
    metrics.rouge1_zh = mean(
      all.map(({ text, reference }) =>
        rouge(chineseTokens(headlineOf(text)?.text ?? ""), chineseTokens(reference.join("")), 1),
      ),
    );
  } else report.push(`not found: ${news}`);
  await measureCitations(dataFolder, items, metrics, report);
  return { items, metrics, report };

  function measureCalls(all: Call[]): void {
    items.digests = all.length;
    const scores = { rouge1_reflen: [], rouge2_reflen: [], rouge1: [], rouge2: [] } as Record<
      string,
      number[]
    >;
    let [found, wanted, grounded, bullets, empty] = [0, 0, 0, 0, 0];
    for (const call of all) {
      const [atReference, own] = cardsOf(call);
      const reference = englishTokens(call.reference.join(" "));
      const tokens = englishTokens(atReference.map(({ text }) => text).join(" "));
      const ownTokens = englishTokens(own.map(({ text }) => text).join(" "));
      scores.rouge1_reflen!.push(rouge(tokens, reference, 1));
      scores.rouge2_reflen!.push(rouge(tokens, reference, 2));
      scores.rouge1!.push(rouge(ownTokens, reference, 1));
      scores.rouge2!.push(rouge(ownTokens, reference, 2));
      if (atReference.length === 0) empty++;
      const held = new Set(numbersOf(atReference.map(({ text }) => text).join(" ")));
      for (const number of new Set(numbersOf(call.reference.join(" ")))) {
        wanted++;
        if (held.has(number)) found++;
      }
      for (const bullet of atReference) {
        bullets++;
        const fault = judge(bullet, call.transcript, call.period);
        if (fault === null) grounded++;
        else if (report.length < 12) report.push(`${call.id}: ${fault}: ${bullet.text}`);
      }
    }
    for (const [key, values] of Object.entries(scores)) metrics[key] = mean(values);
    metrics.figure_recall = found / wanted;
    metrics.numbers_grounded = grounded / bullets;
    report.push(`${bullets} bullets, ${empty} calls without one`);
  }
};

/** The cards of a call: cut to the reference's number of bullets, and of its own length. */
function cardsOf({ transcript, reference, period }: Call): [CardBullet[], CardBullet[]] {
  const [quarter, year] = period.split("_");
  const input = {
    text: transcript,
    title: "",
    sentences: linesAsSpans(transcript),
    quantities: findQuantities(transcript),
    period: { quarter: Number(quarter!.slice(1)), year: Number(year) },
  };
  return [
    writeResultsCard({ ...input, most: reference.length, atLeast: reference.length }),
    writeResultsCard({ ...input, most: OWN_MOST, atLeast: OWN_LEAST }),
  ];
}

function linesAsSpans(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    if (line.trim() !== "") spans.push({ start, end: start + line.length });
    start += line.length + 1;
  }
  return spans;
}

/** Numbers of a text without years and the digits of quarters. */
const numbersOf = (text: string): string[] =>
  (text.toLowerCase().match(/(?<![a-z\d.,])\d[\d,]*(?:\.\d+)?/g) ?? [])
    .map((number) => number.replaceAll(",", "").replace(/\.$/, ""))
    .filter((number) => !/^(?:19|20)\d\d$/.test(number));

const linesOf = <T>(text: string): T[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
