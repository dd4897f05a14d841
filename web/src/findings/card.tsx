// web/src/findings/card.tsx: one finding: quotes side by side, the arithmetic, the verdict, a person's last word.

import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Finding, Operand } from "../api/types.ts";
import { useWords, type Words } from "../i18n/i18n.ts";
import { placeOf } from "../ui/cite-text.ts";
import { langOfText, momentName, pageName } from "../ui/format.ts";
import { formulaText } from "../ui/formula.ts";
import { countedIn, inScale, nearAmount, toleranceText } from "../ui/value.ts";
import { checkOf, reasonText, VerdictBadge } from "../ui/verdict.tsx";
import { PageCrop } from "./page-crop.tsx";
import { Settle } from "./settle.tsx";

const MOST_QUOTES = 8;
/** What needs nobody's eye: shown as a line that opens. */
const QUIET = new Set(["holds", "agree", "agree-after-conversion"]);

/** A card for what a person must judge, a line for what is in order. */
export function FindingItem({
  finding,
  nameOf,
}: {
  finding: Finding;
  nameOf: (documentId: string) => string;
}) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  if (!QUIET.has(finding.verdict) || finding.settled)
    return <FindingCard finding={finding} nameOf={nameOf} />;
  const names = [...new Set(finding.documentIds.map(nameOf))].filter(Boolean);
  return (
    <details id={finding.id} className="finding-line" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <VerdictBadge verdict={finding.verdict} />
        <span className="soft">{checkName(words, finding.check)}</span>
        <span className="mono">{formulaText(finding, words.language)}</span>
        <span className="quiet end">{names.slice(0, 3).join(words.language === "zh" ? "、" : ", ")}</span>
      </summary>
      {isOpen ? <FindingCard finding={finding} nameOf={nameOf} isInside /> : null}
    </details>
  );
}

/** Values side by side are counted in one scale, that of the smallest, so that they are compared at a glance. */
function sameScale(operands: readonly Operand[], operand: Operand, language: Words["language"]): string {
  const [smallest] = operands
    .filter(({ unit, value }) => unit === operand.unit && !/^-?0*(?:\.0*)?$/.test(value))
    .map(({ value }) => value)
    .sort((a, b) => Math.abs(Number(a)) - Math.abs(Number(b)));
  const counted = countedIn(smallest ?? operand.value, operand.unit, language);
  return `${inScale({ low: operand.value, high: operand.value }, counted)} ${counted.name}`.trim();
}

/** "sum 1" → the name of the check without its version. */
export function checkName(words: ReturnType<typeof useWords>, check: string): string {
  const name = checkOf(check);
  return words.maybe(`check.${name}`, name.replaceAll("-", " "));
}

export function FindingCard({
  finding,
  nameOf,
  isInside = false,
}: {
  finding: Finding;
  nameOf: (documentId: string) => string;
  isInside?: boolean;
}) {
  const words = useWords();
  const reason = reasonText(words, finding);
  const [isShown, setShown] = useState(false);
  return (
    <article id={isInside ? undefined : finding.id} className={`finding-card v-${finding.verdict}`}>
      <div className="row">
        <b>{checkName(words, finding.check)}</b>
        <span className="quiet end small">{momentName(finding.createdAt)}</span>
      </div>
      <div className="quotes">
        {finding.operands.slice(0, MOST_QUOTES).map((operand) => (
          <div key={`${operand.figureId}-${operand.role}`}>
            <p className="small quiet">
              <b>{nameOf(operand.citation.documentId)}</b>{" "}
              {words.maybe(`operand.${operand.role}`, operand.role)}{" "}
              {words("cite.page", { page: pageName(operand.citation) })}
            </p>
            <blockquote lang={langOfText(operand.citation.quote)}>
              <Link
                to="/documents/$documentId"
                params={{ documentId: operand.citation.documentId }}
                search={placeOf(operand.citation)}
              >
                <Quote quote={operand.citation.quote} words={operand.text} />
              </Link>
            </blockquote>
            <p className="value">{sameScale(finding.operands, operand, words.language)}</p>
            {isShown ? <PageCrop operand={operand} /> : null}
          </div>
        ))}
      </div>
      <div className="sums">
        <div>{formulaText(finding, words.language)}</div>
        {finding.stated !== null && finding.computed !== null && checkOf(finding.check) !== "sources" ? (
          <div>
            {words("finding.statedComputed", {
              stated: nearAmount(finding.stated, finding.unit, words.language),
              computed: nearAmount(finding.computed, finding.unit, words.language),
            })}
          </div>
        ) : null}
        {finding.tolerance !== null && checkOf(finding.check) !== "sources" ? (
          <div>
            {words("finding.tolerance", {
              value: toleranceText(finding.tolerance, finding.unit, words.language),
            })}
          </div>
        ) : null}
      </div>
      <div className="verdict-bar">
        <VerdictBadge verdict={finding.verdict} />
        {reason ? <span>{reason}</span> : null}
        {finding.operands.some(({ citation }) => citation.page > 0) ? (
          <button
            type="button"
            className="link end only-wide"
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {words(isShown ? "finding.hidePages" : "finding.showPages")}
          </button>
        ) : null}
      </div>
      <Settle finding={finding} />
    </article>
  );
}

/** The quote with the figure's own words marked. */
function Quote({ quote, words }: { quote: string; words: string }) {
  const at = words === "" ? -1 : quote.indexOf(words);
  if (at < 0) return quote;
  return (
    <>
      {quote.slice(0, at)}
      <mark>{words}</mark>
      {quote.slice(at + words.length)}
    </>
  );
}
