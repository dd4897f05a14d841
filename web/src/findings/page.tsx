// web/src/findings/page.tsx: what the checks say: quotes side by side, the arithmetic, the verdict, a person's last word.

import "../styles/topic.css";
import "../styles/table.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { post, queryString } from "../api/client.ts";
import { findingsQuery, useCanEdit } from "../api/queries.ts";
import { type FindingsAddress, toggled } from "../app/address.ts";
import { Desk } from "../app/rail.tsx";
import { useWords } from "../i18n/i18n.ts";
import { useAct } from "../ui/act.ts";
import { FacetRow } from "../ui/facets.tsx";
import { More } from "../ui/more.tsx";
import { say } from "../ui/notify.tsx";
import { Bones, Empty, Failure } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";
import { checkName, FindingItem } from "./card.tsx";

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
  const exportUrl = (format: string) =>
    `/api/findings/export${queryString({ ...filters, isSettled: settled ? "true" : "false", format })}`;
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
          <div className="acts">
            <CheckAll />
            <a className="btn plain only-wide" href={exportUrl("csv")}>
              CSV
            </a>
            <a className="btn only-wide" href={exportUrl("xlsx")}>
              {words("ledger.exportXlsx")}
            </a>
          </div>
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
          <FindingItem key={finding.id} finding={finding} nameOf={nameOf} />
        ))}
        <More hasMore={answer.hasNextPage} isLoading={answer.isFetchingNextPage} load={loadMore} />
      </main>
    </Desk>
  );
}

/** Has everything checked again, as a job whose progress the activity page shows. */
function CheckAll() {
  const words = useWords();
  const checkAll = useAct(
    () => post<{ jobId: string }>("/api/checks", {}),
    ["jobs", "desk"],
    () => say(words("finding.checkingAll")),
  );
  if (!useCanEdit()) return null;
  return (
    <button type="button" className="btn plain" disabled={checkAll.isPending} onClick={() => checkAll()}>
      {words("finding.checkAll")}
    </button>
  );
}
