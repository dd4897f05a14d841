// web/src/reader/add-figure.tsx: selected words that state a quantity go into the ledger, with whose and what it is.

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { post } from "../api/client.ts";
import { termsQuery, useChange } from "../api/queries.ts";
import type { Figure, LedgerRow, Period } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { say } from "../ui/notify.tsx";
import { parsePeriod } from "../ui/period-input.ts";
import { errorText } from "../ui/states.tsx";
import { useReading } from "./reading-context.ts";

const NATURES: readonly Figure["nature"][] = ["actual", "guidance", "estimate", "target", "consensus"];
const TOUCHES = ["figures", "document", "desk", "topic", "documents"] as const;

interface NewFigure {
  documentId: string;
  version: string;
  start: number;
  end: number;
  entity: string;
  metric: string;
  period: Period | null;
  nature: string;
}

export function AddFigure({ done }: { done: () => void }) {
  const words = useWords();
  const { document, versionId, selection, select } = useReading();
  const [period, setPeriod] = useState("");
  const [isBad, setBad] = useState(false);
  const add = useChange(
    (input: NewFigure) => post<LedgerRow>("/api/figures", input),
    TOUCHES,
    ({ text }) => {
      say(words("addFigure.added", { text }));
      select(null);
      done();
    },
  );
  if (!selection) return null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const parsed = parsePeriod(period);
    setBad(period.trim() !== "" && parsed === null);
    if (period.trim() !== "" && parsed === null) return;
    const form = new FormData(event.currentTarget);
    add.mutate({
      documentId: document.id,
      version: versionId,
      start: selection.start,
      end: selection.end,
      entity: String(form.get("entity")).trim(),
      metric: String(form.get("metric")).trim(),
      period: parsed,
      nature: String(form.get("nature")),
    });
  };
  return (
    <form className="stack add-figure" onSubmit={submit}>
      <p className="quote">{selection.text.slice(0, 200)}</p>
      <TermInput kind="entity" />
      <TermInput kind="metric" />
      <div className="row">
        <label className="field">
          <span>{words("ledger.period")}</span>
          <input
            className="input"
            placeholder="2025Q3, FY2025, 2025-11-06"
            aria-invalid={isBad}
            value={period}
            onChange={(event) => setPeriod(event.target.value)}
          />
        </label>
        <label className="field">
          <span>{words("ledger.nature")}</span>
          <select className="input" name="nature" defaultValue="actual">
            {NATURES.map((nature) => (
              <option key={nature} value={nature}>
                {words(`nature.${nature}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {isBad ? <p className="error-text">{words("addFigure.badPeriod")}</p> : null}
      {add.error ? <p className="error-text">{errorText(words, add.error)}</p> : null}
      <div className="row">
        <button type="submit" className="btn primary" disabled={add.isPending}>
          {words("addFigure.add")}
        </button>
        <button type="button" className="btn plain" onClick={done}>
          {words("action.cancel")}
        </button>
      </div>
    </form>
  );
}

/** A name of the vocabulary in the reader's language, or one that it does not have yet. */
function TermInput({ kind }: { kind: "entity" | "metric" }) {
  const words = useWords();
  const id = useId();
  const terms = useQuery(termsQuery);
  return (
    <label className="field">
      <span>{words(`ledger.${kind}`)}</span>
      <input
        className="input"
        name={kind}
        list={id}
        maxLength={200}
        // biome-ignore lint/a11y/noAutofocus: it opens on the person's own press
        autoFocus={kind === "entity"}
      />
      <datalist id={id}>
        {(terms.data?.terms ?? [])
          .filter((term) => term.kind === kind)
          .map((term) => (
            <option key={term.id} value={term.name[words.language]} />
          ))}
      </datalist>
    </label>
  );
}
