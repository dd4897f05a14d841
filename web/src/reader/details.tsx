// web/src/reader/details.tsx: what the desk knows of a document, what each fact rests on, and how to correct it.

import { Link } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import type { Document, DocumentKind } from "../api/types.ts";
import { useWords, type Words } from "../i18n/i18n.ts";
import { useDocumentActions } from "../ui/document-actions.ts";
import { EditorFields, ForEditors } from "../ui/for-editors.tsx";
import { momentName, sizeName } from "../ui/format.ts";
import { useReading } from "./reading-context.ts";
import { StoryMembers, Versions } from "./relatives.tsx";

const KINDS: readonly DocumentKind[] = [
  "news",
  "article",
  "broker-report",
  "results-review",
  "call-minutes",
  "expert-note",
  "filing",
  "note",
];

type Decided = Document["kindBy"];

/** A rule's own name in the language of the interface; as it calls itself when it is new to us. */
const ruleName = (words: Words, rule: string): string =>
  words.maybe(`rule.${rule.replaceAll(" ", "-")}`, rule);

/** "by rule X" or "by you". */
function By({ decided }: { decided: Decided }) {
  const words = useWords();
  return (
    <span className="small quiet">
      {decided.by === "person"
        ? words("details.byPerson")
        : words("details.byRule", { rule: ruleName(words, decided.rule) })}
    </span>
  );
}

export function Details() {
  const words = useWords();
  const { document, detail } = useReading();
  const actions = useDocumentActions();
  return (
    <div className="details">
      <EditorFields className="details">
        <label className="field">
          <span>{words("details.kind")}</span>
          <select
            className="input"
            value={document.kind}
            onChange={(event) => actions.update(document.id, { kind: event.target.value })}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {words(`kind.${kind}`)}
              </option>
            ))}
          </select>
          <By decided={document.kindBy} />
        </label>
        <Editable
          name="title"
          value={document.title}
          decided={document.titleBy}
          save={(title) => actions.update(document.id, { title })}
        />
        <Editable
          name="source"
          value={document.source}
          decided={document.sourceBy}
          save={(source) => actions.update(document.id, { source })}
        />
        <DateField name="published" document={document} />
        <DateField name="event" document={document} />
        <Tags document={document} />
      </EditorFields>
      <dl className="pairs">
        <dt>{words("details.added")}</dt>
        <dd>{momentName(document.addedAt)}</dd>
        {document.author ? (
          <>
            <dt>{words("details.author")}</dt>
            <dd>{document.author}</dd>
          </>
        ) : null}
        <dt>{words("details.file")}</dt>
        <dd>
          {document.mediaType.toUpperCase()}, {sizeName(document.sizeBytes)}
        </dd>
      </dl>
      {detail.topics.length > 0 ? (
        <section>
          <h3>{words("nav.topics")}</h3>
          <p className="row">
            {detail.topics.map(({ id, name }) => (
              <Link key={id} to="/topics/$topicId" params={{ topicId: id }} className="link">
                {name}
              </Link>
            ))}
          </p>
        </section>
      ) : null}
      <StoryMembers />
      <Versions />
      {document.problems.length > 0 ? (
        <section>
          <h3>{words("details.problems")}</h3>
          <ul className="problems">
            {document.problems.slice(0, 50).map((problem) => (
              <li key={`${problem.code}-${problem.at.page}-${problem.at.start}-${problem.note}`}>
                {problem.at.page ? (
                  <span className="count">{words("cite.page", { page: problem.at.page })} </span>
                ) : null}
                {words.maybe(`problem.${problem.code}`, problem.note)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function Editable(props: {
  name: "title" | "source";
  value: string;
  decided: Decided;
  save: (value: string) => void;
}) {
  const words = useWords();
  const [text, setText] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text !== null && text.trim() !== "" && text.trim() !== props.value) props.save(text.trim());
    setText(null);
  };
  return (
    <form className="field" onSubmit={submit}>
      <span id={`details-${props.name}`}>{words(`details.${props.name}`)}</span>
      <span className="row">
        <input
          className="input"
          style={{ flex: 1 }}
          aria-labelledby={`details-${props.name}`}
          value={text ?? props.value}
          placeholder={words("details.unknown")}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && setText(null)}
        />
        {text !== null && text !== props.value ? (
          <button type="submit" className="btn">
            {words("action.save")}
          </button>
        ) : null}
      </span>
      <By decided={props.decided} />
    </form>
  );
}

/** A date with the words it was read from. */
function DateField({ name, document }: { name: "published" | "event"; document: Document }) {
  const words = useWords();
  const actions = useDocumentActions();
  const dated = document[name];
  const kept = dated?.iso.slice(0, 10) ?? "";
  const [day, setDay] = useState(kept);
  useEffect(() => setDay(kept), [kept]);
  return (
    <label className="field">
      <span>{words(`details.${name}`)}</span>
      <input
        type="date"
        className="input"
        value={day}
        onChange={(event) => setDay(event.target.value)}
        // While one types a year there are years on the way to it: the day is kept when one leaves the field.
        onBlur={() => day !== kept && actions.update(document.id, { [name]: day || null })}
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      />
      <span className="small quiet">
        {dated
          ? words("details.fromWords", {
              iso: dated.iso.replace("T", " "),
              words: dated.words,
              from: words.maybe(`details.dateFrom.${dated.from.replaceAll(/[ :]/g, "-")}`, dated.from),
            })
          : words("details.noDate")}
      </span>
    </label>
  );
}

function Tags({ document }: { document: Document }) {
  const words = useWords();
  const actions = useDocumentActions();
  const [tag, setTag] = useState("");
  const add = (event: FormEvent) => {
    event.preventDefault();
    const next = tag.trim();
    if (next !== "" && !document.tags.includes(next))
      actions.update(document.id, { tags: [...document.tags, next] });
    setTag("");
  };
  return (
    <form className="field" onSubmit={add}>
      <span>{words("details.tags")}</span>
      <span className="row">
        {document.tags.map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-label={words("details.removeTag", { tag: one })}
            onClick={() =>
              actions.update(document.id, { tags: document.tags.filter((other) => other !== one) })
            }
          >
            {one} ×
          </button>
        ))}
        <ForEditors>
          <input
            className="input"
            style={{ width: 110 }}
            aria-label={words("details.addTag")}
            placeholder={words("details.addTag")}
            value={tag}
            onChange={(event) => setTag(event.target.value)}
          />
        </ForEditors>
      </span>
    </form>
  );
}
