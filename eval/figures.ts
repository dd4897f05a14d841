// eval/figures.ts: the suite figures: finding (quantities by scope), understanding (topic-page), facts-zh.
//
// Prints F1 with counts by language and kind, shares of every field, and the most frequent kinds of error.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { scoreFacts } from "./figures-facts.ts";
import { f1, scoreQuantities, sumOf } from "./figures-quantities.ts";
import { scoreTopic } from "./figures-topic.ts";
import type { Suite, SuiteResult } from "./suite.ts";

const MOST = 10;

/** Measures every key of the suite whose pack is there. */
export const measure: Suite = async (folder) => {
  const result: SuiteResult = { items: {}, metrics: {}, report: [] };
  if (existsSync(join(folder, "topic-page", "figures.json"))) addTopic(folder, result);
  else result.report.push("topic-page: no such pack");
  if (existsSync(join(folder, "quantities", "items.jsonl"))) addQuantities(folder, result);
  else result.report.push("quantities: no such pack");
  if (existsSync(join(folder, "quantities", "facts-zh.jsonl"))) addFacts(folder, result);
  return result;
};

function addTopic(folder: string, result: SuiteResult): void {
  const score = scoreTopic(folder);
  result.items.topic_figures = score.items;
  const { qualifier_right_set, relation_right_set, ...metrics } = score.metrics;
  Object.assign(result.metrics, metrics);
  result.report.push(
    `topic-page: ${score.items} figures, ${score.matched} matched; on non-null gold: qualifier ${qualifier_right_set!.toFixed(3)}, relation ${relation_right_set!.toFixed(3)}`,
  );
  const kinds = [...score.kinds].sort((a, b) => b[1] - a[1]).slice(0, MOST);
  result.report.push(`  errors: ${kinds.map(([kind, count]) => `${kind} ${count}`).join(", ")}`);
  for (const error of score.errors.slice(0, 40)) result.report.push(`    ${error}`);
}

function addQuantities(folder: string, result: SuiteResult): void {
  const { tallies, items, errors } = scoreQuantities(folder);
  result.items.quantity_items = items;
  for (const [key, tally] of tallies) {
    result.report.push(
      `quantities ${key}: F1 ${f1(tally).toFixed(3)} (gold ${tally.gold}, ours ${tally.guessed}, right ${tally.right}), wrong items ${errors.get(key)?.length ?? 0}`,
    );
  }
  result.metrics.zh_currency_f1 = f1(tallies.get("zh currency"));
  result.metrics.en_currency_f1 = f1(tallies.get("en currency"));
  result.metrics.zh_number_f1 = f1(tallies.get("zh number"));
  result.metrics.en_number_f1 = f1(tallies.get("en number"));
  result.metrics.percent_f1 = f1(sumOf(tallies.get("zh percentage"), tallies.get("en percentage")));
  result.metrics.dimension_f1 = f1(sumOf(tallies.get("zh dimension"), tallies.get("en dimension")));
}

function addFacts(folder: string, result: SuiteResult): void {
  const score = scoreFacts(folder);
  result.items.facts = score.facts;
  result.items.facts_with_period = score.withPeriod;
  result.metrics.facts_recall = score.recall;
  result.metrics.facts_period = score.period;
  result.report.push(
    `facts-zh: ${score.facts} facts with a value in the text, ${score.withPeriod} with a period`,
  );
}
