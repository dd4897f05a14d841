// web/src/ledger/drawer.tsx: one figure: value, its quote, what each field rests on, who changed it, corrections.

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { patch, post } from "../api/client.ts";
import { figureHistoryQuery, figureQuery, useCanEdit, useChange } from "../api/queries.ts";
import type { Figure, LedgerRow } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { langOfText, momentName } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { splitByMarks } from "../ui/marks.ts";
import { groundName, relationName, useNames } from "../ui/names.ts";
import { say } from "../ui/notify.tsx";
import { parsePeriod } from "../ui/period-input.ts";
import { Bones, errorText, Failure } from "../ui/states.tsx";
import { shownValue } from "../ui/value.ts";
import { Certainty, normalText, VerdictBadge } from "../ui/verdict.tsx";

const TOUCHES = ["figures", "findings", "topic", "desk", "document"] as const;
const RELATIONS = ["yoy", "qoq", "change", "cagr", "share-of:total", "level-multiple"];
const NATURES: readonly Figure["nature"][] = ["actual", "guidance", "estimate", "target", "consensus"];

interface DrawerProps {
  id: string;
  /** Place in the list, from 1; 0 when it is not in the part that was loaded. */
  position: number;
  total: number;
  close: () => void;
}

export function Drawer({ id, position, total, close }: DrawerProps) {
  const words = useWords();
  const answer = useQuery(figureQuery(id));
  const closer = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (innerWidth < 1200) closer.current?.focus();
  }, []);
  const figure = answer.data;
  return (
    <aside className="drawer" aria-label={words("ledger.figure")}>
      <div className="row small quiet">
        {position > 0 ? words("ledger.rowOf", { row: position, total }) : null}
        <button
          ref={closer}
          type="button"
          className="btn plain square end"
          aria-label={words("action.close")}
          onClick={close}
        >
          <Icon name="close" />
        </button>
      </div>
      {answer.error ? <Failure error={answer.error} /> : null}
      {figure ? <OneFigure figure={figure} /> : answer.error ? null : <Bones lines={8} />}
    </aside>
  );
}

function OneFigure({ figure }: { figure: LedgerRow }) {
  const words = useWords();
  const names = useNames();
  const canEdit = useCanEdit();
  const { value, unit } = shownValue(figure, words.language);
  const undo = useChange(
    () => post(`/api/figures/${figure.id}/undo`),
    TOUCHES,
    () => say(words("ledger.undone")),
  );
  const reject = useChange(
    (isRejected: boolean) => post(`/api/figures/${figure.id}/reject`, { isRejected }),
    TOUCHES,
    (_, isRejected) => {
      if (isRejected)
        say(words("ledger.rejected"), { label: words("action.undo"), run: () => undo.mutate() });
    },
  );
  const mark = [{ start: figure.start, end: figure.end, kind: "now" as const }];
  return (
    <>
      <h2>{names.entity(figure) || words("ledger.unnamed")}</h2>
      <p className="soft">
        {[
          names.metric(figure),
          relationName(words, figure.relation),
          figure.period ? names.period(figure.period.label) : "",
          words(`nature.${figure.nature}`),
          ...figure.basis.map((one) => words.maybe(`basis.${one}`, one)),
        ]
          .filter(Boolean)
          .join(", ")}
      </p>
      <p>
        <span className={figure.isRejected ? "big rejected" : "big"}>{value}</span>{" "}
        <span className="soft">{words("ledger.writtenAs", { unit, text: figure.text })}</span>
      </p>
      <h3>
        {words("ledger.quote")}
        <span className="quiet small">
          {figure.source} {words("cite.page", { page: figure.page })}
        </span>
      </h3>
      <Link
        to="/documents/$documentId"
        params={{ documentId: figure.documentId }}
        search={{ page: figure.page, start: figure.start, end: figure.end, version: figure.versionId }}
        className="snippet"
        lang={langOfText(figure.quote)}
        style={{ display: "block" }}
      >
        {splitByMarks(figure.quote, figure.quoteStart, mark).map((segment) =>
          segment.kinds.length > 0 ? (
            <mark key={segment.start}>{segment.text}</mark>
          ) : (
            <span key={segment.start}>{segment.text}</span>
          ),
        )}
      </Link>
      {figure.findings.length > 0 ? (
        <>
          <h3>{words("nav.findings")}</h3>
          {figure.findings.map((finding) => (
            <p key={finding.id}>
              <Link to="/findings" search={{ documentId: figure.documentId }} hash={finding.id}>
                <VerdictBadge verdict={finding.verdict} />
              </Link>
            </p>
          ))}
        </>
      ) : null}
      <h3>{words("ledger.grounds")}</h3>
      <table className="basis">
        <tbody>
          <tr>
            <td>{words("ledger.value")}</td>
            <td>
              {normalText(figure)} <span className="quiet">({figure.rule})</span>
            </td>
            <td />
          </tr>
          {(["entity", "metric", "period", "unit", "relation", "nature"] as const).map((field) => (
            <tr key={field}>
              <td>{words(`ledger.${field}`)}</td>
              <td>{groundName(words, figure.grounds[field].rule)}</td>
              <td>
                <Certainty confidence={figure.grounds[field].confidence} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {canEdit ? (
        <>
          <Correct figure={figure} />
          <div className="row" style={{ marginTop: 12 }}>
            <button type="button" className="btn" onClick={() => reject.mutate(!figure.isRejected)}>
              {words(figure.isRejected ? "ledger.accept" : "ledger.reject")}
            </button>
            {figure.correctedBy ? (
              <button type="button" className="btn plain" onClick={() => undo.mutate()}>
                {words("action.undo")}
              </button>
            ) : null}
          </div>
        </>
      ) : null}
      {undo.error || reject.error ? (
        <p className="error-text">{errorText(words, undo.error ?? reject.error)}</p>
      ) : null}
      {figure.correctedBy ? <History id={figure.id} /> : null}
    </>
  );
}

/** The fields a person corrects most; only what was changed is sent. */
function Correct({ figure }: { figure: LedgerRow }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const [isBadPeriod, setBadPeriod] = useState(false);
  const save = useChange(
    (change: Record<string, unknown>) => patch<LedgerRow>(`/api/figures/${figure.id}`, change),
    TOUCHES,
    () => {
      setOpen(false);
      say(words("ledger.corrected"));
    },
  );
  if (!isOpen) {
    return (
      <div className="row" style={{ marginTop: 12 }}>
        <button type="button" className="btn primary" onClick={() => setOpen(true)}>
          {words("ledger.correct")}
        </button>
      </div>
    );
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const change: Record<string, unknown> = {};
    for (const field of ["entity", "metric", "unit", "nature"] as const) {
      const next = String(form.get(field) ?? "").trim();
      if (next !== figure[field]) change[field] = next;
    }
    const next = String(form.get("value") ?? "")
      .replaceAll(",", "")
      .trim();
    if (figure.low === figure.high && figure.low !== null && next !== figure.low) {
      change.low = next;
      change.high = next;
    }
    const written = String(form.get("period") ?? "").trim();
    if (written !== (figure.period?.label ?? "")) {
      const period = written === "" ? null : parsePeriod(written);
      if (written !== "" && period === null) return setBadPeriod(true);
      change.period = period;
    }
    setBadPeriod(false);
    const relation = String(form.get("relation") ?? "");
    if (relation !== (figure.relation ?? "")) change.relation = relation === "" ? null : relation;
    if (Object.keys(change).length > 0) save.mutate(change);
    else setOpen(false);
  };
  return (
    <form className="stack" style={{ marginTop: 12 }} onSubmit={submit}>
      {(["entity", "metric", "unit"] as const).map((field) => (
        <label key={field} className="field">
          <span>{words(`ledger.${field}`)}</span>
          <input className="input" name={field} defaultValue={figure[field]} />
        </label>
      ))}
      {figure.low !== null && figure.low === figure.high ? (
        <label className="field">
          <span>{words("ledger.baseValue")}</span>
          <input className="input" name="value" inputMode="decimal" defaultValue={figure.low} />
        </label>
      ) : null}
      <label className="field">
        <span>{words("ledger.period")}</span>
        <input
          className="input"
          name="period"
          title={words("ledger.periodForms")}
          placeholder={words("ledger.periodForms")}
          aria-invalid={isBadPeriod}
          defaultValue={figure.period?.label ?? ""}
        />
        {isBadPeriod ? (
          <span className="error-text">
            {words("ledger.badPeriod")} {words("ledger.periodForms")}
          </span>
        ) : null}
      </label>
      <label className="field">
        <span>{words("ledger.relation")}</span>
        <select className="input" name="relation" defaultValue={figure.relation ?? ""}>
          {[...new Set(["", ...RELATIONS, figure.relation ?? ""])].map((relation) => (
            <option key={relation} value={relation}>
              {relation === "" ? words("ledger.level") : relationName(words, relation)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{words("ledger.nature")}</span>
        <select className="input" name="nature" defaultValue={figure.nature}>
          {NATURES.map((nature) => (
            <option key={nature} value={nature}>
              {words(`nature.${nature}`)}
            </option>
          ))}
        </select>
      </label>
      {save.error ? <p className="error-text">{errorText(words, save.error)}</p> : null}
      <div className="row">
        <button type="submit" className="btn primary" disabled={save.isPending}>
          {words("action.save")}
        </button>
        <button type="button" className="btn plain" onClick={() => setOpen(false)}>
          {words("action.cancel")}
        </button>
      </div>
    </form>
  );
}

function History({ id }: { id: string }) {
  const words = useWords();
  const history = useQuery(figureHistoryQuery(id));
  if (!history.data || history.data.length === 0) return null;
  return (
    <>
      <h3>{words("ledger.history")}</h3>
      <ul className="small soft">
        {history.data.map((change) => (
          <li key={change.id} className={change.undoneAt ? "rejected" : undefined}>
            {momentName(change.at)} {words.maybe(`ledger.action.${change.action}`, change.action)}
          </li>
        ))}
      </ul>
    </>
  );
}
