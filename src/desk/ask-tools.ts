// desk/ask-tools.ts: what ask/ground.ts needs of its neighbours: quantities of figures/, words of search/, names of the vocabulary.

import type { GroundTools } from "../ask/ground.ts";
import { findQuantities } from "../figures/find.ts";
import type { FigureDraft } from "../figures/meaning.ts";
import { findFiguresInText } from "../figures/understand.ts";
import { findEntities, findMetrics, kindOf, type Vocabulary } from "../figures/vocabulary.ts";
import { languageOf } from "../values/language.ts";
import { areKin } from "./ask-kin.ts";
import { placedWords } from "./ask-words.ts";

/**
 * Metrics that are mistaken for one another at a reader's cost. Others are everyday words too ("投资", "发布",
 * "raised"): to miss one of them says nothing against a statement.
 */
const TELLING_METRICS = new Set(
  (
    "revenue annualized-revenue cost-of-revenue gross-profit gross-margin operating-income operating-margin net-income " +
    "adjusted-net-income net-margin ebitda ebitda-margin eps bvps dividend dividend-yield payout buyback capex opex rd " +
    "selling-expense admin-expense finance-expense depreciation impairment ocf icf fcf cash debt assets inventory " +
    "receivables goodwill backlog gmv aum market-cap target-price pe pb ps ev-ebitda roe roic roa market-share memory-bandwidth"
  ).split(" "),
);

/** The tools over a vocabulary. Answers of one round are asked again and again for the same quotes, so they are kept. */
export function groundTools(vocabulary: Vocabulary): GroundTools {
  return {
    quantities: kept((text) => findQuantities(text, { bareNumbers: true })),
    words: kept(placedWords),
    areKin,
    figures: keptPair((text, context) => understood(text, context, vocabulary)),
    terms: kept((text) =>
      findMetrics(vocabulary, text, 0, text.length).map(({ start, end, term }) => ({
        start,
        end,
        id: term.id,
        written: text.slice(start, end),
        kind: "metric" as const,
      })),
    ),
    names: kept((text) => {
      const entities = findEntities(vocabulary, text, 0, text.length)
        .filter(({ term }) => kindOf(term) !== "class")
        .map(({ start, end, term }) => ({
          start,
          end,
          id: term.id,
          written: text.slice(start, end),
          kind: "entity" as const,
        }));
      const metrics = findMetrics(vocabulary, text, 0, text.length)
        .filter(({ term }) => TELLING_METRICS.has(term.id))
        .filter(({ start, end }) => !entities.some((entity) => entity.start < end && start < entity.end))
        .map(({ start, end, term }) => ({
          start,
          end,
          id: term.id,
          written: text.slice(start, end),
          kind: "metric" as const,
        }));
      return [...entities, ...metrics].sort((a, b) => a.start - b.start);
    }),
  };
}

/** A statement or a quote is understood as a short text under the title and date of its document. */
function understood(text: string, context: string, vocabulary: Vocabulary): FigureDraft[] {
  const date = /\b(?:19|20)\d\d-\d\d-\d\d\b/.exec(context)?.[0];
  return findFiguresInText(text, {
    title: context.split(" · ")[0]!,
    published: date === undefined ? null : { iso: date, precision: "day", words: date, from: "context" },
    kind: "",
    language: languageOf(text),
    vocabulary,
  });
}

function keptPair<T>(make: (a: string, b: string) => T): (a: string, b: string) => T {
  const by = kept((key) => make(...(key.split("\u0000") as [string, string])));
  return (a, b) => by(`${a}\u0000${b}`);
}

const MOST_KEPT = 400;

function kept<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      if (known.size >= MOST_KEPT) known.clear();
      value = make(text);
      known.set(text, value);
    }
    return value;
  };
}
