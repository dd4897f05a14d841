// web/src/terms/forms.tsx: adding and changing a term, taking a proposal, merging two terms into one.

import { type FormEvent, useId, useState } from "react";
import { post } from "../api/client.ts";
import { useChange } from "../api/queries.ts";
import type { Term, Vocabulary } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { useFocusBack } from "../ui/focus-back.ts";
import { say } from "../ui/notify.tsx";
import { errorText } from "../ui/states.tsx";

const TOUCHES = ["terms", "figures", "desk", "jobs"] as const;

type Saved = Pick<Term, "kind" | "name" | "aliases"> & { id?: string };

function useSave(done: () => void) {
  const words = useWords();
  return useChange(
    (input: Saved) => post<Term>("/api/terms", input),
    TOUCHES,
    () => {
      say(words("terms.saved"));
      done();
    },
  );
}

/** One alias a line; empty lines and repeats fall away. */
const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

export function SaveTerm(props: { kind: Term["kind"]; term?: Term; name?: string; done: () => void }) {
  const words = useWords();
  useFocusBack();
  const { kind, term, done } = props;
  const [zh, setZh] = useState(term?.name.zh ?? props.name ?? "");
  const [en, setEn] = useState(term?.name.en ?? props.name ?? "");
  const [aliases, setAliases] = useState((term?.aliases ?? []).join("\n"));
  const save = useSave(done);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({
      ...(term ? { id: term.id } : {}),
      kind,
      name: { zh: zh.trim(), en: en.trim() },
      aliases: linesOf(aliases),
    });
  };
  return (
    <form className="stack" style={{ maxWidth: 560, padding: "8px 0" }} onSubmit={submit}>
      <label className="field">
        <span>{words("terms.nameZh")}</span>
        <input
          className="input"
          required
          maxLength={120}
          value={zh}
          onChange={(e) => setZh(e.target.value)}
        />
      </label>
      <label className="field">
        <span>{words("terms.nameEn")}</span>
        <input
          className="input"
          required
          maxLength={120}
          value={en}
          onChange={(e) => setEn(e.target.value)}
        />
      </label>
      <label className="field">
        <span>{words("terms.aliasLines")}</span>
        <textarea className="input" value={aliases} onChange={(e) => setAliases(e.target.value)} />
      </label>
      {save.error ? <p className="error-text">{errorText(words, save.error)}</p> : null}
      <div className="row">
        <button type="submit" className="btn primary" disabled={save.isPending}>
          {words("action.save")}
        </button>
        <button type="button" className="btn plain" onClick={done}>
          {words("action.cancel")}
        </button>
      </div>
    </form>
  );
}

/** A field that takes the name of a known term. */
function TermField(props: {
  terms: readonly Term[];
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const words = useWords();
  const id = useId();
  return (
    <label className="field">
      <span>{props.label}</span>
      <input
        className="input"
        required
        list={id}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
      <datalist id={id}>
        {props.terms.map((term) => (
          <option key={term.id} value={term.name[words.language]} />
        ))}
      </datalist>
    </label>
  );
}

const termNamed = (terms: readonly Term[], name: string): Term | undefined => {
  const wanted = name.trim().toLowerCase();
  return terms.find(({ name: { zh, en } }) => zh.toLowerCase() === wanted || en.toLowerCase() === wanted);
};

/** A name found in documents becomes a term of its own or an alias of a known one. */
export function TakeProposal(props: {
  proposal: Vocabulary["proposals"][number];
  terms: readonly Term[];
  done: () => void;
}) {
  const words = useWords();
  const { proposal, terms, done } = props;
  const [isNew, setNew] = useState(false);
  const [name, setName] = useState("");
  const save = useSave(done);
  const target = termNamed(terms, name);
  if (isNew) return <SaveTerm kind={proposal.kind} name={proposal.name} done={done} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (target)
      save.mutate({
        id: target.id,
        kind: target.kind,
        name: target.name,
        aliases: linesOf([...target.aliases, proposal.name].join("\n")),
      });
  };
  return (
    <form className="stack" style={{ maxWidth: 420, padding: "8px 0" }} onSubmit={submit}>
      <TermField terms={terms} label={words("terms.aliasOf")} value={name} onChange={setName} />
      {save.error ? <p className="error-text">{errorText(words, save.error)}</p> : null}
      <div className="row">
        <button type="submit" className="btn primary" disabled={!target || save.isPending}>
          {words("terms.makeAlias")}
        </button>
        <button type="button" className="btn" onClick={() => setNew(true)}>
          {words("terms.makeTerm")}
        </button>
        <button type="button" className="btn plain" onClick={done}>
          {words("action.cancel")}
        </button>
      </div>
    </form>
  );
}

/** Two steps: choose the other term, then confirm a sentence that says what will happen. */
export function MergeTerm(props: { term: Term; terms: readonly Term[]; done: () => void }) {
  const words = useWords();
  useFocusBack();
  const { term, done } = props;
  const [name, setName] = useState("");
  const target = termNamed(
    props.terms.filter(({ id }) => id !== term.id),
    name,
  );
  const merge = useChange(
    () => post<Term>("/api/terms/merge", { from: term.id, into: target?.id ?? "" }),
    TOUCHES,
    () => {
      say(words("terms.merged"));
      done();
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (target) merge.mutate();
  };
  return (
    <form className="stack" style={{ maxWidth: 560, padding: "8px 0" }} onSubmit={submit}>
      <TermField
        terms={props.terms.filter(({ id }) => id !== term.id)}
        label={words("terms.mergeInto", { name: term.name[words.language] })}
        value={name}
        onChange={setName}
      />
      {target ? (
        <p className="state-note" role="status">
          {words("terms.mergeSure", {
            from: term.name[words.language],
            into: target.name[words.language],
          })}
        </p>
      ) : null}
      {merge.error ? <p className="error-text">{errorText(words, merge.error)}</p> : null}
      <div className="row">
        <button type="submit" className="btn primary" disabled={!target || merge.isPending}>
          {words("terms.mergeNow")}
        </button>
        <button type="button" className="btn plain" onClick={done}>
          {words("action.cancel")}
        </button>
      </div>
    </form>
  );
}
