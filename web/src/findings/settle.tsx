// web/src/findings/settle.tsx: a person's last word on a finding, with a note and a way back.
//
// "Our reading was wrong" asks which figures: they are rejected in the ledger, the document is checked again, and the way
// back gives them back.

import { type FormEvent, useState } from "react";
import { post, remove } from "../api/client.ts";
import { useCanEdit, useChange } from "../api/queries.ts";
import type { Finding } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { useAct } from "../ui/act.ts";
import { momentName } from "../ui/format.ts";
import { say } from "../ui/notify.tsx";
import { errorText } from "../ui/states.tsx";

const SETTLEMENTS = ["definition-differs", "source-wrong", "our-misreading", "accepted"] as const;
const TOUCHED = ["findings", "topic", "desk", "figures", "document"];
const MOST_CHOICES = 12;

interface Word {
  as: (typeof SETTLEMENTS)[number];
  note: string;
  misread: string[];
}

export function Settle({ finding }: { finding: Finding }) {
  const words = useWords();
  const canEdit = useCanEdit();
  const [note, setNote] = useState("");
  const [as, setAs] = useState<Word["as"] | null>(null);
  const [misread, setMisread] = useState<string[]>([]);
  const reopen = useAct(async (rejected: readonly string[]) => {
    for (const figureId of rejected) await post(`/api/figures/${figureId}/undo`, {});
    // Checked again meanwhile, the finding may be gone; with its figures back it comes back open.
    await remove<Finding>(`/api/findings/${finding.id}/settle`).catch(() => null);
  }, TOUCHED);
  const settle = useChange(
    (input: Word) => post<Finding>(`/api/findings/${finding.id}/settle`, input),
    TOUCHED,
    (_finding, input) => {
      setAs(null);
      say(words("finding.settledNow", { as: words(`settled.${input.as}`) }), {
        label: words("action.undo"),
        run: () => reopen(input.misread),
      });
    },
  );
  if (finding.settled) {
    return (
      <p className="small soft settled">
        {words("finding.settledAs", {
          as: words(`settled.${finding.settled.as}`),
          date: momentName(finding.settled.at),
        })}{" "}
        {finding.settled.note}{" "}
        {canEdit ? (
          <button type="button" className="link" onClick={() => reopen([])}>
            {words("finding.reopen")}
          </button>
        ) : null}
      </p>
    );
  }
  if (!canEdit) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (as) settle.mutate({ as, note: note.trim(), misread: as === "our-misreading" ? misread : [] });
  };
  const toggle = (figureId: string) =>
    setMisread(misread.includes(figureId) ? misread.filter((id) => id !== figureId) : [...misread, figureId]);
  const figures = [...new Map(finding.operands.map((operand) => [operand.figureId, operand])).values()];
  return (
    <form className="settle" onSubmit={submit}>
      <div className="row">
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
      </div>
      {as === "our-misreading" ? (
        <fieldset className="row misread">
          <legend className="small soft">{words("finding.whichMisread")}</legend>
          {figures.slice(0, MOST_CHOICES).map(({ figureId, text }) => (
            <label key={figureId} className="row">
              <input type="checkbox" checked={misread.includes(figureId)} onChange={() => toggle(figureId)} />
              {text}
            </label>
          ))}
        </fieldset>
      ) : null}
      {as ? (
        <div className="row">
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
        </div>
      ) : null}
      {settle.error ? <span className="error-text">{errorText(words, settle.error)}</span> : null}
    </form>
  );
}
