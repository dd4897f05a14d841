// web/src/findings/page.tsx: what the checks say: quotes side by side, the arithmetic, the verdict, a person's last word.

import "../styles/topic.css";
import "../styles/table.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useCallback, useState } from "react";
import { post, remove } from "../api/client.ts";
import { findingsQuery, useCanEdit, useChange } from "../api/queries.ts";
import type { Finding, Operand } from "../api/types.ts";
import { type FindingsAddress, toggled } from "../app/address.ts";
import { Desk } from "../app/rail.tsx";
import { useWords, type Words } from "../i18n/i18n.ts";
import { countedIn, inScale, nearAmount, toleranceText } from "../ledger/value.ts";
import { useAct } from "../ui/act.ts";
import { placeOf } from "../ui/cite-text.ts";
import { FacetRow } from "../ui/facets.tsx";
import { langOfText, momentName, pageName } from "../ui/format.ts";
import { More } from "../ui/more.tsx";
import { Bones, Empty, errorText, Failure } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";
import { checkOf, reasonText, VerdictBadge } from "../ui/verdict.tsx";

const SETTLEMENTS = ["accepted", "definition-differs", "source-wrong", "our-misreading"] as const;
const MOST_QUOTES = 8;

export function FindingsPage() {
  const words = useWords();
  usePageTitle(words("nav.findings"));
  const navigate = useNavigate();
  const address = useSearch({ from: "/findings" });
  const { settled, ...filters } = address;
  const answer = useInfiniteQuery(findingsQuery({ ...filters, isSettled: settled ? "true" : "false" }));
  const first = answer.data?.pages[0];
  const findings = answer.data?.pages.flatMap((page) => page.findings) ?? [];
  const named = new Map(answer.data?.pages.flatMap(({ documents }) => documents.map((one) => [one.id, one])));
  const nameOf = (id: string) => named.get(id)?.source || named.get(id)?.title || "";
  const set = (change: Partial<FindingsAddress>) =>
    void navigate({ to: "/findings", search: { ...address, ...change }, replace: true });
  const loadMore = useCallback(() => void answer.fetchNextPage(), [answer.fetchNextPage]);
  return (
    <Desk>
      <main className="plain-page" id="main" tabIndex={-1}>
        <header className="page-head">
          <h1>{words("nav.findings")}</h1>
          {first ? <span className="quiet">{words("finding.count", { count: first.total })}</span> : null}
          {address.documentId || address.topicId ? (
            <Link to="/findings" className="btn plain">
              {words("facet.clear")}
            </Link>
          ) : null}
        </header>
        <dl className="facets">
          <FacetRow
            name={words("facet.verdicts")}
            values={first?.facets.verdicts}
            active={address.verdicts}
            say={(value) => words.maybe(`verdict.${value}`, value)}
            onAll={() => set({ verdicts: undefined })}
            onToggle={(value) => set({ verdicts: toggled(address.verdicts, value) })}
          />
          <FacetRow
            name={words("facet.checks")}
            values={first?.facets.checks}
            active={address.checks}
            say={(value) => checkName(words, value)}
            onToggle={(value) => set({ checks: toggled(address.checks, value) })}
          />
          <dt>{words("facet.show")}</dt>
          <dd>
            <button
              type="button"
              className="facet"
              aria-pressed={address.settled ?? false}
              onClick={() => set({ settled: address.settled ? undefined : true })}
            >
              {words("finding.settledOnes")}
            </button>
          </dd>
        </dl>
        {answer.error ? <Failure error={answer.error} retry={() => void answer.refetch()} /> : null}
        {answer.isPending ? <Bones lines={10} /> : null}
        {first && findings.length === 0 ? (
          <Empty title={words("finding.none")}>{words("finding.noneHint")}</Empty>
        ) : null}
        {findings.map((finding) => (
          <FindingCard key={finding.id} finding={finding} nameOf={nameOf} />
        ))}
        <More hasMore={answer.hasNextPage} isLoading={answer.isFetchingNextPage} load={loadMore} />
      </main>
    </Desk>
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
function checkName(words: ReturnType<typeof useWords>, check: string): string {
  const name = checkOf(check);
  return words.maybe(`check.${name}`, name.replaceAll("-", " "));
}

function FindingCard({ finding, nameOf }: { finding: Finding; nameOf: (documentId: string) => string }) {
  const words = useWords();
  const reason = reasonText(words, finding);
  return (
    <article id={finding.id} className={`finding-card v-${finding.verdict}`}>
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
          </div>
        ))}
      </div>
      <div className="sums">
        <div>{finding.formula}</div>
        {finding.stated !== null && finding.computed !== null ? (
          <div>
            {words(checkOf(finding.check) === "sources" ? "finding.oneAndOther" : "finding.statedComputed", {
              stated: nearAmount(finding.stated, finding.unit, words.language),
              computed: nearAmount(finding.computed, finding.unit, words.language),
            })}
          </div>
        ) : null}
        {finding.tolerance !== null ? (
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

function Settle({ finding }: { finding: Finding }) {
  const words = useWords();
  const [note, setNote] = useState("");
  const [as, setAs] = useState<string | null>(null);
  const settle = useChange(
    (input: { as: string; note: string }) => post<Finding>(`/api/findings/${finding.id}/settle`, input),
    ["findings", "topic", "desk", "figures"],
    () => setAs(null),
  );
  const reopen = useAct(
    () => remove<Finding>(`/api/findings/${finding.id}/settle`),
    ["findings", "topic", "desk", "figures"],
  );
  const canEdit = useCanEdit();
  if (finding.settled) {
    return (
      <p className="small soft" style={{ marginTop: 8 }}>
        {words("finding.settledAs", {
          as: words(`settled.${finding.settled.as}`),
          date: momentName(finding.settled.at),
        })}{" "}
        {finding.settled.note}{" "}
        {canEdit ? (
          <button type="button" className="link" onClick={() => reopen()}>
            {words("finding.reopen")}
          </button>
        ) : null}
      </p>
    );
  }
  if (!canEdit) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (as) settle.mutate({ as, note: note.trim() });
  };
  return (
    <form className="row" style={{ marginTop: 8 }} onSubmit={submit}>
      {SETTLEMENTS.map((one) => (
        <button
          key={one}
          type="button"
          className="btn"
          aria-pressed={as === one}
          onClick={() => setAs(as === one ? null : one)}
        >
          {words(`settled.${one}`)}
        </button>
      ))}
      {as ? (
        <>
          <input
            className="input"
            aria-label={words("finding.note")}
            placeholder={words("finding.note")}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <button type="submit" className="btn primary" disabled={settle.isPending}>
            {words("finding.settle")}
          </button>
        </>
      ) : null}
      {settle.error ? <span className="error-text">{errorText(words, settle.error)}</span> : null}
    </form>
  );
}
