// web/src/terms/page.tsx: the vocabulary: what entities and metrics are called in both languages, and names that are none yet.

import "../styles/topic.css";
import "../styles/table.css";
import "../styles/pictures.css";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { termsQuery, useCanEdit } from "../api/queries.ts";
import type { Term, Vocabulary } from "../api/types.ts";
import type { TermsAddress } from "../app/address.ts";
import { useWords } from "../i18n/i18n.ts";
import { LedgerTabs } from "../ledger/tabs.tsx";
import { Bones, Empty, Failure } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";
import { MergeTerm, SaveTerm, TakeProposal } from "./forms.tsx";

const SHOWN = 200;
const PROPOSALS = 50;

const holds = (term: Term, part: string): boolean =>
  [term.name.zh, term.name.en, ...term.aliases].some((name) => name.toLowerCase().includes(part));

export function TermsPage() {
  const words = useWords();
  usePageTitle(words("terms.title"));
  const navigate = useNavigate();
  const canEdit = useCanEdit();
  const address = useSearch({ from: "/terms" });
  const { kind = "entity", contains = "" } = address;
  const answer = useQuery(termsQuery);
  const [isAdding, setAdding] = useState(false);
  const set = (change: Partial<TermsAddress>) =>
    void navigate({ to: "/terms", search: { ...address, ...change }, replace: true });
  const ofKind = useMemo(
    () => (answer.data?.terms ?? []).filter((term) => term.kind === kind),
    [answer.data, kind],
  );
  const found = useMemo(
    () => ofKind.filter((term) => holds(term, contains.trim().toLowerCase())),
    [ofKind, contains],
  );
  return (
    <main className="table-page" id="main" tabIndex={-1}>
      <header className="page-head">
        <h1>{words("terms.title")}</h1>
        <span className="quiet">{words("terms.count", { count: ofKind.length })}</span>
        <div className="acts">
          {canEdit ? (
            <button type="button" className="btn" onClick={() => setAdding(!isAdding)}>
              {words(kind === "entity" ? "terms.addEntity" : "terms.addMetric")}
            </button>
          ) : null}
        </div>
      </header>
      <LedgerTabs />
      <div className="filters">
        {(["entity", "metric"] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="facet"
            aria-pressed={kind === one}
            onClick={() => set({ kind: one === "metric" ? one : undefined })}
          >
            {words(`ledger.${one}`)}
          </button>
        ))}
        <input
          className="input"
          type="search"
          style={{ width: 200 }}
          aria-label={words("terms.contains")}
          placeholder={words("terms.contains")}
          value={contains}
          onChange={(event) => set({ contains: event.target.value || undefined })}
        />
      </div>
      <div className="pictures-body">
        <p className="soft" style={{ maxWidth: "72ch", marginBottom: 12 }}>
          {words("terms.hint")}
        </p>
        {isAdding ? <SaveTerm kind={kind} done={() => setAdding(false)} /> : null}
        {answer.error ? <Failure error={answer.error} retry={() => void answer.refetch()} /> : null}
        {answer.isPending ? <Bones lines={12} /> : null}
        {answer.data ? (
          <Proposals
            proposals={answer.data.proposals.filter((one) => one.kind === kind)}
            terms={ofKind}
            canEdit={canEdit}
          />
        ) : null}
        {answer.data && found.length === 0 ? (
          <Empty title={words("terms.none")}>{words("terms.noneHint")}</Empty>
        ) : null}
        {found.length > 0 ? (
          <table className="lines-table terms">
            <thead>
              <tr>
                <th>{words("language.zh")}</th>
                <th>{words("language.en")}</th>
                <th>{words("terms.aliases")}</th>
                <th>{words("terms.origin")}</th>
                <th>
                  <span className="hidden-word">{words("nav.actions")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {found.slice(0, SHOWN).map((term) => (
                <TermLine key={term.id} term={term} terms={ofKind} canEdit={canEdit} />
              ))}
            </tbody>
          </table>
        ) : null}
        {found.length > SHOWN ? (
          <p className="quiet">{words("terms.more", { count: found.length - SHOWN })}</p>
        ) : null}
      </div>
    </main>
  );
}

function TermLine(props: { term: Term; terms: readonly Term[]; canEdit: boolean }) {
  const words = useWords();
  const { term } = props;
  const [doing, setDoing] = useState<"edit" | "merge" | null>(null);
  const done = () => setDoing(null);
  if (doing !== null) {
    return (
      <tr>
        <td colSpan={5}>
          {doing === "edit" ? (
            <SaveTerm kind={term.kind} term={term} done={done} />
          ) : (
            <MergeTerm term={term} terms={props.terms} done={done} />
          )}
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <td lang="zh-CN">{term.name.zh}</td>
      <td lang="en">{term.name.en}</td>
      <td className="soft small">{words.list(term.aliases)}</td>
      <td className="quiet small nowrap">{words(`terms.from.${term.origin}`)}</td>
      <td className="right nowrap">
        {props.canEdit ? (
          <>
            <button type="button" className="btn plain" onClick={() => setDoing("edit")}>
              {words("action.edit")}
            </button>
            <button type="button" className="btn plain" onClick={() => setDoing("merge")}>
              {words("terms.merge")}
            </button>
          </>
        ) : null}
      </td>
    </tr>
  );
}

/** Names that documents use for entities or metrics and that the vocabulary does not know, with their counts. */
function Proposals(props: { proposals: Vocabulary["proposals"]; terms: readonly Term[]; canEdit: boolean }) {
  const words = useWords();
  const [open, setOpen] = useState<string | null>(null);
  if (props.proposals.length === 0) return null;
  return (
    <details className="proposals" open={props.proposals.length <= 12}>
      <summary>
        <b>{words("terms.proposals")}</b> <span className="count">{props.proposals.length}</span>{" "}
        <span className="quiet">{words("terms.proposalsHint")}</span>
      </summary>
      <table className="lines-table">
        <tbody>
          {props.proposals.slice(0, PROPOSALS).map((one) => (
            <tr key={one.name}>
              <td>
                <b>{one.name}</b>
                {open === one.name ? (
                  <TakeProposal proposal={one} terms={props.terms} done={() => setOpen(null)} />
                ) : null}
              </td>
              <td className="number nowrap quiet">
                {words("terms.used", { figures: one.figures, documents: one.documents })}
              </td>
              <td className="right">
                {props.canEdit && open !== one.name ? (
                  <button type="button" className="btn" onClick={() => setOpen(one.name)}>
                    {words("terms.take")}
                  </button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
