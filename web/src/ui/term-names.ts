// web/src/ui/term-names.ts: entities, metrics and periods in the language of the interface.
//
// The ledger keeps one name for each term; filters and addresses go on using the kept one. What is not in the
// vocabulary is shown as it is kept, which is how its document writes it.

import type { Figure, Term } from "../api/types.ts";
import type { UiLanguage } from "../i18n/i18n.ts";

type Named = Pick<Figure, "entity" | "entityId" | "metric" | "metricId">;

export interface Names {
  entity(figure: Pick<Named, "entity" | "entityId">): string;
  metric(figure: Pick<Named, "metric" | "metricId">): string;
  /** The shown name of a kept one, as facets have it. */
  named(kind: Term["kind"], kept: string): string;
  /** A period's label in words of the language. */
  period(label: string): string;
}

/** Looks names up by id first, then by any name or alias of the same kind. */
export function namesOf(terms: readonly Term[], language: UiLanguage): Names {
  const byId = new Map(terms.map((term) => [term.id, term]));
  const byName = new Map<string, Term>();
  for (const term of terms) {
    for (const name of [term.name.en, term.name.zh, ...term.aliases]) {
      const key = `${term.kind}\n${name.toLowerCase()}`;
      if (!byName.has(key)) byName.set(key, term);
    }
  }
  const named: Names["named"] = (kind, kept) =>
    byName.get(`${kind}\n${kept.toLowerCase()}`)?.name[language] ?? kept;
  const shown = (kind: Term["kind"], id: string | null, kept: string) =>
    (id === null ? undefined : byId.get(id)?.name[language]) ?? named(kind, kept);
  return {
    entity: ({ entity, entityId }) => shown("entity", entityId, entity),
    metric: ({ metric, metricId }) => shown("metric", metricId, metric),
    named,
    period: (label) => periodName(label, language),
  };
}

const ZH_PERIODS: readonly [RegExp, string][] = [
  [/^as of (.+)$/, "截至 $1"],
  [/^FY(\d{4})$/, "$1财年"],
  [/^(\d{4})H1$/, "$1上半年"],
  [/^(\d{4})H2$/, "$1下半年"],
  [/^(\d{4}) first (\d+) months$/, "$1前$2个月"],
  [/^early (\d{4})$/, "$1年初"],
  [/^mid (\d{4})$/, "$1年中"],
  [/^late (\d{4})$/, "$1年末"],
];

/** "as of 2025-12-31" → "截至 2025-12-31" in Chinese, "2025-12-31" in English; labels like 2025Q3 are the same in both. */
export function periodName(label: string, language: UiLanguage): string {
  if (language === "en") return label.replace(/^as of /, "");
  for (const [shape, words] of ZH_PERIODS) if (shape.test(label)) return label.replace(shape, words);
  return label;
}
