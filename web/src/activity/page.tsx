// web/src/activity/page.tsx: every job: what it works on, how far it is, why it failed, again or stop.

import "../styles/topic.css";
import "../styles/table.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { post } from "../api/client.ts";
import { jobsQuery, useCanEdit } from "../api/queries.ts";
import type { Job } from "../api/types.ts";
import { toggled } from "../app/address.ts";
import { Desk } from "../app/rail.tsx";
import { useWords } from "../i18n/i18n.ts";
import { useAct } from "../ui/act.ts";
import { FacetRow } from "../ui/facets.tsx";
import { momentName } from "../ui/format.ts";
import { say } from "../ui/notify.tsx";
import { Bones, Empty, Failure } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";

const PAGE = 100;
const STATES: readonly Job["state"][] = ["running", "queued", "failed", "done", "cancelled"];
const TOUCHES = ["jobs", "desk", "documents", "document"] as const;

export function ActivityPage() {
  const words = useWords();
  usePageTitle(words("nav.activity"));
  const canEdit = useCanEdit();
  const navigate = useNavigate();
  const { states } = useSearch({ from: "/activity" });
  const [limit, setLimit] = useState(PAGE);
  const jobs = useQuery(jobsQuery({ states, limit }));
  const retryAll = useAct(
    () => post<{ retried: number }>("/api/jobs/retry-failed"),
    TOUCHES,
    ({ retried }) => say(words("jobs.retried", { count: retried })),
  );
  const counts = jobs.data?.counts ?? {};
  return (
    <Desk>
      <main className="plain-page" id="main" tabIndex={-1}>
        <header className="page-head">
          <h1>{words("nav.activity")}</h1>
          <div className="acts">
            {counts.failed && canEdit ? (
              <button type="button" className="btn" disabled={retryAll.isPending} onClick={() => retryAll()}>
                {words("jobs.retryAll")}
              </button>
            ) : null}
          </div>
        </header>
        <dl className="facets">
          <FacetRow
            name={words("jobs.state")}
            values={STATES.map((state) => ({ value: state, count: counts[state] ?? 0 }))}
            active={states}
            say={(state) => words(`jobs.is.${state as Job["state"]}`)}
            onAll={() => void navigate({ to: "/activity", search: { states: undefined } })}
            onToggle={(state) =>
              void navigate({ to: "/activity", search: { states: toggled(states, state) } })
            }
          />
        </dl>
        {jobs.error ? <Failure error={jobs.error} retry={() => void jobs.refetch()} /> : null}
        {jobs.isPending ? <Bones lines={8} /> : null}
        {jobs.data?.jobs.length === 0 ? (
          <Empty title={words("jobs.none")}>{words("jobs.noneHint")}</Empty>
        ) : null}
        {jobs.data && jobs.data.jobs.length > 0 ? (
          <div className="scroll-x" tabIndex={0}>
            <table className="lines-table" style={{ marginTop: 12 }}>
              <thead>
                <tr>
                  <th>{words("jobs.subject")}</th>
                  <th>{words("jobs.state")}</th>
                  <th>{words("jobs.when")}</th>
                  <th>
                    <span className="hidden-word">{words("nav.actions")}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {jobs.data.jobs.map((job) => (
                  <JobLine key={job.id} job={job} />
                ))}
              </tbody>
            </table>
          </div>
        ) : null}
        {jobs.data && jobs.data.total > jobs.data.jobs.length && limit < 500 ? (
          <div className="more">
            <button type="button" className="btn" onClick={() => setLimit(Math.min(500, limit + PAGE))}>
              {words("action.more")}
            </button>
          </div>
        ) : null}
      </main>
    </Desk>
  );
}

function JobLine({ job }: { job: Job }) {
  const words = useWords();
  const canEdit = useCanEdit();
  const retry = useAct(() => post<Job>(`/api/jobs/${job.id}/retry`), TOUCHES);
  const cancel = useAct(() => post<Job>(`/api/jobs/${job.id}/cancel`), TOUCHES);
  const isOpen = job.state === "queued" || job.state === "running";
  return (
    <tr>
      <td>
        <span className="quiet">{words.maybe(`jobs.name.${job.name}`, job.name)}</span>{" "}
        {job.documentId ? (
          <Link to="/documents/$documentId" params={{ documentId: job.documentId }} className="link">
            {job.subject}
          </Link>
        ) : (
          job.subject
        )}
        {job.failure ? (
          <div className="small error-text">
            {words.maybe(`failure.${job.failure.code}`, job.failure.message)}{" "}
            <span className="quiet">({job.failure.code})</span>
          </div>
        ) : null}
      </td>
      <td className="state-cell">
        <span className={job.state === "failed" ? "error-text" : undefined}>
          {words(`jobs.is.${job.state}`)}
        </span>{" "}
        {job.stage && job.state === "running" ? (
          <span className="soft">{words.maybe(`stage.${job.stage}`, job.stage)}</span>
        ) : null}
        {job.attempts > 1 ? (
          <span className="small quiet">
            {" "}
            {words("jobs.attempt", { attempt: job.attempts, most: job.maxAttempts })}
          </span>
        ) : null}
        {job.state === "running" && job.progress !== null ? (
          <div
            className="bar-line"
            role="progressbar"
            aria-label={words("waiting.progress")}
            aria-valuenow={Math.round(job.progress * 100)}
          >
            <i style={{ width: `${job.progress * 100}%` }} />
          </div>
        ) : null}
        {job.runAfter ? (
          <div className="small quiet">{words("jobs.runAfter", { time: momentName(job.runAfter) })}</div>
        ) : null}
      </td>
      <td className="quiet nowrap">{momentName(job.endedAt ?? job.startedAt ?? job.createdAt)}</td>
      <td className="right">
        {canEdit && (job.state === "failed" || job.state === "cancelled") ? (
          <button type="button" className="btn plain" onClick={() => retry()}>
            {words("action.retry")}
          </button>
        ) : null}
        {canEdit && isOpen ? (
          <button type="button" className="btn plain" onClick={() => cancel()}>
            {words("action.cancel")}
          </button>
        ) : null}
      </td>
    </tr>
  );
}
