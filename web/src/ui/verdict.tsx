// web/src/ui/verdict.tsx: verdicts, findings in one sentence, figure chips and certainty.

import { Link } from "@tanstack/react-router";
import type { Figure, Finding, Verdict } from "../api/types.ts";
import { useWords, type Words } from "../i18n/i18n.ts";
import { groupDigits } from "./format.ts";
import { formulaText } from "./formula.ts";
import { VerdictGlyph } from "./icons.tsx";
import { relationName, useNames } from "./names.ts";
import { shownAmount, toleranceText } from "./value.ts";

export function VerdictBadge({ verdict, name }: { verdict: Verdict; name?: string }) {
  const words = useWords();
  return (
    <span className={`verdict v-${verdict}`}>
      <VerdictGlyph verdict={verdict} />
      {name ?? words(`verdict.${verdict}`)}
    </span>
  );
}

/** The likely cause or why it cannot be decided, in the reader's language. */
export function reasonText(words: Words, finding: Finding): string {
  const { reason } = finding;
  if (!reason) return "";
  const { differs } = reason.details;
  const details = differs
    ? { ...reason.details, differs: namesOfDifferences(words, differs) }
    : reason.details;
  return words.maybe(`reason.${reason.key}`, reason.key.replaceAll("-", " "), details);
}

const namesOfDifferences = (words: Words, differs: string): string =>
  words.list(differs.split(", ").map((one) => words.maybe(`differs.${one}`, one)));

/** The name of a check without its version: "sum 1" → "sum". */
export const checkOf = (check: string): string => check.replace(/ \d+$/, "");

/** What a finding says in a few words: "Two sources disagree", "Sum does not add up". */
export function flagName(words: Words, { verdict, check }: Finding): string {
  const general = words.maybe(`flag.${verdict}`, words(`verdict.${verdict}`));
  return words.maybe(`flag.${verdict}-${checkOf(check)}`, general);
}

/** The arithmetic with what the text says, on one line. */
export function sumText(words: Words, finding: Finding): string {
  const { check, stated, tolerance, unit } = finding;
  const parts = [formulaText(finding, words.language)];
  // Between sources the formula has both values already.
  if (stated !== null && checkOf(check) !== "sources")
    parts.push(words("finding.stated", { value: shownAmount(stated, unit, words.language) }));
  if (tolerance !== null && checkOf(check) !== "sources")
    parts.push(words("finding.tolerance", { value: toleranceText(tolerance, unit, words.language) }));
  return words.clauses(parts);
}

/** A finding as a line inside a feed entry. */
export function FindingFlag({ finding }: { finding: Finding }) {
  const words = useWords();
  const reason = reasonText(words, finding);
  return (
    <div className={`flag verdict-line v-${finding.verdict}`}>
      <VerdictBadge verdict={finding.verdict} name={flagName(words, finding)} />
      <span className="why">
        {formulaText(finding, words.language)}
        {reason ? <span className="soft"> {reason}</span> : null}
      </span>
      <Link to="/findings" search={{ documentId: finding.documentIds[0] }} hash={finding.id} className="link">
        {words("finding.sums")}
      </Link>
    </div>
  );
}

const isPlan = ({ nature, isVague }: Pick<Figure, "nature" | "isVague">) => nature !== "actual" || isVague;

/** Entity, metric and period small, the value as written; dashed for guidance, plan and vague amounts. */
export function FigureChip({ figure, verdict }: { figure: Figure; verdict?: Verdict | undefined }) {
  const words = useWords();
  const names = useNames();
  const relation = relationName(words, figure.relation);
  const label = [
    names.entity(figure),
    [names.metric(figure), relation].filter(Boolean).join(" "),
    figure.period ? names.period(figure.period.label) : "",
  ]
    .filter(Boolean)
    .join(" ");
  return (
    <Link
      to="/documents/$documentId"
      params={{ documentId: figure.documentId }}
      search={{ page: figure.page, start: figure.start, end: figure.end, version: figure.versionId }}
      className={isPlan(figure) ? "chip plan" : "chip"}
      title={normalText(figure)}
    >
      <span className="name">{label}</span> <b>{figure.text}</b>
      {verdict ? (
        <span className={`verdict v-${verdict}`}>
          <VerdictGlyph verdict={verdict} label={words(`verdict.${verdict}`)} />
        </span>
      ) : null}
    </Link>
  );
}

/** The value in base units: "≈ 125,000,000,000 USD", "10–100", "≥ 1,000,000,000 W". */
export function normalText({ low, high, unit, qualifier, dates }: Figure): string {
  if (dates) return dates.low === dates.high ? dates.low : `${dates.low} – ${dates.high}`;
  const sign = qualifier === "about" || qualifier === "nearly" ? "≈ " : "";
  const value =
    low !== null && high !== null
      ? low === high
        ? `${sign}${groupDigits(low)}`
        : `${sign}${groupDigits(low)} – ${groupDigits(high)}`
      : low !== null
        ? `≥ ${groupDigits(low)}`
        : high !== null
          ? `≤ ${groupDigits(high)}`
          : "";
  return `${value} ${unit}`.trim();
}

const STEPS = [0.5, 0.75, 0.9] as const;

/** Three bars for how sure a reading is; the number is its accessible name. */
export function Certainty({ confidence, title }: { confidence: number; title?: string }) {
  const words = useWords();
  const bars = Math.max(1, STEPS.filter((step) => confidence >= step).length);
  return (
    <span
      className="certainty"
      role="img"
      aria-label={words("ledger.certaintyOf", { bars })}
      title={title ?? words("ledger.certaintyOf", { bars })}
    >
      {[1, 2, 3].map((bar) => (
        <i key={bar} className={bar <= bars ? "on" : undefined} />
      ))}
    </span>
  );
}
