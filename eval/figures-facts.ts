// eval/figures-facts.ts: the pack facts-zh: stated facts whose value is found as a figure, and with the right period.
//
// A fact counts when its value stands verbatim in the context. It is found when a figure covers the number with the
// number and unit it has (read from the value by itself); its period is right when the figure of some occurrence
// has the fact's days.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findQuantities } from "../src/figures/find.ts";
import type { FigureDraft } from "../src/figures/meaning.ts";
import { addDays, calendarOf, resolveLabel } from "../src/figures/period.ts";
import { scan } from "../src/figures/scan.ts";
import { findFiguresInText } from "../src/figures/understand.ts";
import { shippedVocabulary } from "../src/figures/vocabulary.ts";

interface Fact {
  text: string;
  period?: string;
  value?: string;
  subject?: string;
}

export interface FactScore {
  recall: number;
  period: number;
  facts: number;
  withPeriod: number;
  errors: string[];
}

/** Days of a period as the pack writes it; null when it names none. */
function daysOf(written: string): { start: string; end: string } | null {
  const label = scan(written).labels.find((candidate) => !candidate.isTime);
  return label === undefined ? null : resolveLabel(label, calendarOf("2025-05-15", 2025));
}

/** A 4 trailing-zeros-blind comparison of a draft with what the value says when read alone. */
function isSame(draft: FigureDraft, value: string): boolean {
  const own = findQuantities(value, { bareNumbers: true })[0];
  if (own === undefined) return false;
  const sign = (text: string | null): string => (text ?? "").replace(/^-/, "");
  const isValue =
    sign(draft.low ?? draft.high) === sign(own.low ?? own.high) &&
    sign(draft.high ?? draft.low) === sign(own.high ?? own.low);
  const isUnit =
    own.unit === "" ||
    draft.unit === own.unit ||
    draft.unit.split("/")[0] === own.unit.split("/")[0] ||
    own.kind === "count";
  return isValue && isUnit;
}

const isPeriodRight = (draft: FigureDraft, wanted: { start: string; end: string }): boolean => {
  if (draft.period === null) return false;
  const { start, end } = draft.period;
  if (start === wanted.start && end === wanted.end) return true;
  // A stock at a quarter's end is the quarter; as-of days may differ by no day here.
  return start === end && end === wanted.end && addDays(wanted.end, 0) === end;
};

/** Scores facts-zh.jsonl of the pack. */
export function scoreFacts(folder: string): FactScore {
  let facts = 0;
  let found = 0;
  let withPeriod = 0;
  let periodRight = 0;
  const errors: string[] = [];
  for (const line of readFileSync(join(folder, "quantities", "facts-zh.jsonl"), "utf8").split("\n")) {
    if (line === "") continue;
    const item = JSON.parse(line) as { context: string; facts: Fact[] };
    const title = /文章标题：([^\n]{0,80})/.exec(item.context)?.[1] ?? "";
    const drafts = draftsOf(item.context);
    for (const fact of item.facts) {
      if (typeof fact.value !== "string" || !/\d/.test(fact.value)) continue;
      const places = placesOf(item.context, fact.value);
      if (places.length === 0 || findQuantities(fact.value, { bareNumbers: true }).length === 0) continue;
      facts++;
      const hits = drafts.filter((draft) =>
        places.some((at) => draft.start < at + fact.value!.length && at < draft.end),
      );
      const same = hits.filter((draft) => isSame(draft, fact.value!));
      if (same.length === 0) {
        errors.push(
          `value ${fact.value} ours ${hits
            .map((hit) => `${hit.text}=${hit.low}..${hit.high} ${hit.unit}`)
            .slice(0, 3)
            .join("; ")} @ ${item.context.slice(Math.max(0, places[0]! - 20), places[0]! + 25)}`,
        );
        continue;
      }
      found++;
      const wanted = typeof fact.period !== "string" ? null : daysOf(fact.period);
      if (wanted === null) continue;
      withPeriod++;
      if (same.some((draft) => isPeriodRight(draft, wanted))) periodRight++;
      else
        errors.push(
          `period ${fact.period} of ${fact.value} ours ${same
            .map((draft) => `${draft.period?.label ?? "none"} (${draft.grounds.period.rule})`)
            .slice(0, 3)
            .join(
              "; ",
            )} @ ${item.context.slice(Math.max(0, places[0]! - 40), places[0]! + 10)} [${title.slice(0, 20)}]`,
        );
    }
  }
  return { recall: found / facts, period: periodRight / withPeriod, facts, withPeriod, errors };
}

/** A context is a list of retrieved texts, each with its own day: each is read as a document of its own. */
function draftsOf(context: string): FigureDraft[] {
  const drafts: FigureDraft[] = [];
  let offset = 0;
  for (const piece of context.split(/(?<=\n)(?=[^\n]{2,12}检索\d+)/)) {
    const own = findFiguresInText(piece, {
      title: "",
      published: publishedOf(piece) ?? publishedOf(context),
      kind: "news",
      language: "zh",
      vocabulary: shippedVocabulary(),
    });
    for (const draft of own) drafts.push({ ...draft, start: draft.start + offset, end: draft.end + offset });
    offset += piece.length;
  }
  return drafts;
}

function publishedOf(context: string): { iso: string; precision: "day"; words: string; from: string } | null {
  const match = /发布时间：\s?(\d{4})年(\d{2})月(\d{2})日/.exec(context);
  return match === null
    ? null
    : { iso: `${match[1]}-${match[2]}-${match[3]}`, precision: "day", words: match[0], from: "text" };
}

const placesOf = (text: string, value: string): number[] => {
  const places: number[] = [];
  for (let at = text.indexOf(value); at >= 0 && places.length < 50; at = text.indexOf(value, at + 1)) {
    const isWhole = !/[\d.]/.test(text[at - 1] ?? " ") && !/[\d]/.test(text[at + value.length] ?? " ");
    if (isWhole) places.push(at);
  }
  return places;
};
