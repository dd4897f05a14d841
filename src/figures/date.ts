// figures/date.ts: dates that are facts: when something will be launched, built, doubled.
//
// A period label is no figure, except where the sentence is about the time itself: a forward word before it, an
// event word in its clause, and no other figure for it to date ("预计2026年初上市", but not "2027年底达到约20GW").

import { ONE } from "./amount.ts";
import { firstFrom, indexAt, type Parts } from "./context.ts";
import { bareFound, type Found } from "./found.ts";
import type { PeriodLabel } from "./label-parts.ts";
import { calendarOf, resolveLabel } from "./period.ts";

export interface DateFact {
  found: Found;
  dates: { low: string; high: string };
  /** The clause: what happens then. */
  words: string;
}

const EVENT =
  /(?:上市|推出|发布|量产|部署|投产|投运|建成|交付|翻倍|翻一番|亮相|商用|完工|启用|上线|流片|开售|完成|落地|launch|ship|release|deploy|volume production|come online|general availability|tape[- ]?out|begin|start|complet)/i;
const AHEAD =
  /(?:预计|计划|将(?!近)|有望|预期|拟|目标|力争|可能|expect|plan|will|target|schedul|aim|slated|set to|on track)/i;
const BASE = /(?:较|比|相比)\s?$/;

/** The labels of an item that are facts by themselves. */
export function dateFacts(
  text: string,
  parts: Parts,
  labels: readonly PeriodLabel[],
  figures: readonly Found[],
  published: string | null,
): DateFact[] {
  const facts: DateFact[] = [];
  for (const label of labels) {
    if (label.isTime || label.year === null || label.quarterTo !== null) continue;
    const clause = parts.clauses[indexAt(parts.clauses, label.start)];
    if (clause === undefined) continue;
    const before = text.slice(Math.max(clause.start, label.start - 80), label.start);
    const after = text.slice(label.end, Math.min(clause.end, label.end + 80));
    if (!AHEAD.test(before) || !(EVENT.test(after) || EVENT.test(before)) || BASE.test(before)) continue;
    const next = firstFrom(figures, label.end);
    const hasOther = figures
      .slice(next, next + 8)
      .some((figure) => figure.end <= clause.end && figure.rule !== "multiplied");
    if (hasOther) continue;
    const period = resolveLabel(label, calendarOf(null));
    // What is past by the day of publication is told, not announced.
    if (period === null || (published !== null && period.end < published)) continue;
    const found = bareFound(label.start, label.end, ONE, "date-fact");
    found.kind = "date";
    found.unit = "date";
    found.hasUnit = true;
    facts.push({
      found,
      dates: { low: period.start, high: period.end },
      words: text.slice(clause.start, clause.end),
    });
  }
  return facts;
}
