// figures/draft.ts: one understood figure of prose as a row of the ledger: quote, nature, basis, grounds, confidence.

import type { Ground } from "../records/figure.ts";
import { basisOf } from "./basis.ts";
import { indexAt, trimmed } from "./context.ts";
import { type Found, toQuantity } from "./found.ts";
import type { FigureDraft, ItemState, Known } from "./meaning.ts";
import { isOwnForecast, natureOf } from "./nature.ts";
import { shareTarget } from "./relation.ts";
import { kindOf } from "./vocabulary.ts";

export function draftOf(
  state: ItemState,
  figure: Found,
  known: Known,
  relation: { relation: string | null; ground: Ground },
  window: string | null,
  dates: { low: string; high: string } | null,
): FigureDraft {
  const { text, item, parts, facts } = state;
  const at = indexAt(parts.clauses, figure.coreStart);
  const clause = parts.clauses[at] ?? item;
  const sentence = parts.sentences[indexAt(parts.sentences, figure.coreStart)] ?? item;
  const before = at > 0 && parts.clauses[at - 1]!.start >= sentence.start ? parts.clauses[at - 1]! : null;
  const nature =
    dates !== null
      ? { nature: "estimate" as const, ground: { rule: "date-ahead", confidence: 0.7 } }
      : natureOf(text, clause, before, figure, known.period, facts.calendar.published, {
          sentence,
          isOwn: () => isOwnForecast(text, sentence, figure, ownerOf(state)),
        });
  const quote = trimmed(text, {
    start: Math.min(sentence.start, figure.start),
    end: Math.max(sentence.end, figure.end),
  });
  const share =
    relation.relation === "share-of:"
      ? `share-of:${shareTarget(text, figure, clause.start) || "total"}`
      : relation.relation;
  const words = text.slice(
    Math.max(item.start, figure.start - 160, Math.min(clause.start, figure.start - 40)),
    Math.min(clause.end, figure.end + 30),
  );
  const quantity = toQuantity(text, figure);
  const unit = unitGround(figure);
  const grounds = {
    unit,
    entity: known.entity.ground,
    metric: known.metric.ground,
    period: known.periodGround,
    relation: relation.ground,
    nature: nature.ground,
  };
  return {
    ...quantity,
    dates,
    low: dates === null ? quantity.low : null,
    high: dates === null ? quantity.high : null,
    page: 1,
    quoteStart: quote.start,
    quoteEnd: quote.end,
    quote: text.slice(quote.start, quote.end),
    cell: null,
    entity: known.entity.name,
    entityId: known.entity.id || null,
    metric: known.metric.name,
    metricId: known.metric.id,
    period: known.period,
    window,
    relation: share,
    nature: nature.nature,
    basis: basisOf(words, figure.kind, known.entity.segment),
    grounds,
    confidence: Math.min(
      unit.confidence,
      grounds.entity.confidence,
      grounds.metric.confidence,
      relation.ground.confidence,
    ),
  };
}

function unitGround(figure: Found): Ground {
  if (figure.rule === "inherited-currency") return { rule: figure.rule, confidence: 0.5 };
  if (figure.unit === "") return { rule: "no-unit", confidence: 0.5 };
  return { rule: figure.rule, confidence: figure.isCurrencyBefore && figure.unit === "USD" ? 0.9 : 0.97 };
}

/** What tells a company's own forecast: whose document it is, and where companies are named in the item. */
function ownerOf(state: ItemState): { isOwn: boolean; isCall: boolean; companyEnds: number[] } {
  const { kind } = state.facts.context;
  return {
    isCall: kind === "call-minutes",
    isOwn: kind === "filing" || kind === "call-minutes" || kind === "results",
    companyEnds: state.names.mentions
      .filter((mention) => kindOf(mention.term) === "company" || kindOf(mention.term) === "unit")
      .slice(0, 60)
      .map((mention) => mention.end),
  };
}
