// checks/draft-sum.ts: a sum of table cells as a finding: "12 + 30 − 2 = 40 million USD".

import type { Figure } from "../records/figure.ts";
import { draftOf, type FindingDraft, scaleOf, termsOf, write, writeFigure } from "./draft.ts";
import { add, type Interval, middle, point, subtract } from "./interval.ts";
import { meaningOf } from "./meaning.ts";

export type { FindingDraft } from "./draft.ts";

export const TABLE_SUM = "table-sum 2";

/** A cell that is added or subtracted. */
export interface Addend {
  figure: Figure;
  sign: 1 | -1;
}

/** Firm figures of one unit only. `key` and `details` say why a failure is one. */
export function draftSum(
  parts: readonly Addend[],
  total: Figure,
  verdict: "holds" | "fails",
  key: string,
  details: Record<string, string>,
): FindingDraft {
  const scale = scaleOf([...parts.map(({ figure }) => figure), total]);
  const computed = parts.reduce(
    (sum: Interval, { figure, sign }) => (sign === 1 ? add : subtract)(sum, meaningOf(figure)!),
    point(0),
  );
  const shown = parts.map(({ figure, sign }, at) => {
    const value = write(middle(meaningOf(figure)!), scale);
    const bracketed = at > 0 && value.startsWith("-") ? `(${value})` : value;
    return at === 0 ? (sign === 1 ? bracketed : `−${bracketed}`) : `${sign === 1 ? "+" : "−"} ${bracketed}`;
  });
  return draftOf({
    check: TABLE_SUM,
    parts: [
      ...parts.map(({ figure, sign }) => ({ figure, role: sign === 1 ? "part" : "subtracted" })),
      { figure: total, role: "total" },
    ],
    formula: `${shown.join(" ")} ${verdict === "holds" ? "=" : "≠"} ${writeFigure(total, scale)}${scale.name}`,
    terms: termsOf(
      ...parts.flatMap(({ figure, sign }, at) => [...(sign === -1 ? ["−"] : at === 0 ? [] : ["+"]), figure]),
      verdict === "holds" ? "=" : "≠",
      total,
    ),
    stated: meaningOf(total),
    computed,
    unit: total.unit,
    verdict,
    reason: verdict === "fails" ? { key, details } : undefined,
  });
}
