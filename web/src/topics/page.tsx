// web/src/topics/page.tsx: the topics: names, aliases, misspellings, a query; and what the desk proposes.

import "../styles/table.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { patch, post, remove } from "../api/client.ts";
import { proposalsQuery, topicsQuery, useChange } from "../api/queries.ts";
import type { Alias, Topic, TopicProposal } from "../api/types.ts";
import { Desk } from "../app/rail.tsx";
import { useWords, type Words } from "../i18n/i18n.ts";
import { useAct } from "../ui/act.ts";
import { useFocusBack } from "../ui/focus-back.ts";
import { ForEditors } from "../ui/for-editors.tsx";
import { say } from "../ui/notify.tsx";
import { Bones, errorText, Failure } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";
import { aliasesOf, writeAliases } from "./aliases.ts";

const TOUCHES = ["topics", "topic", "documents", "desk"] as const;

export function TopicsPage() {
  const words = useWords();
  usePageTitle(words("nav.topics"));
  const topics = useQuery(topicsQuery);
  return (
    <Desk>
      <main className="plain-page" id="main" tabIndex={-1}>
        <header className="page-head">
          <h1>{words("nav.topics")}</h1>
        </header>
        <p className="soft" style={{ maxWidth: "70ch", margin: "4px 0 16px" }}>
          {words("topics.hint")}
        </p>
        <ForEditors>
          <NewTopic />
        </ForEditors>
        {topics.error ? <Failure error={topics.error} retry={() => void topics.refetch()} /> : null}
        {topics.isPending ? <Bones lines={6} /> : null}
        {topics.data?.length === 0 ? <p className="quiet part">{words("topics.none")}</p> : null}
        <ul className="topic-lines">
          {topics.data?.map((topic) => (
            <TopicLine key={topic.id} topic={topic} />
          ))}
        </ul>
        <ForEditors>
          <Proposals topics={topics.data ?? []} />
        </ForEditors>
      </main>
    </Desk>
  );
}

function NewTopic() {
  const words = useWords();
  const [name, setName] = useState("");
  const add = useChange(
    (input: { name: string }) => post<Topic>("/api/topics", { ...input, aliases: [], query: "" }),
    TOUCHES,
    () => setName(""),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") add.mutate({ name: name.trim() });
  };
  return (
    <form className="row" onSubmit={submit}>
      <input
        className="input"
        required
        maxLength={120}
        style={{ flex: "1 1 200px", maxWidth: 360 }}
        aria-label={words("topics.name")}
        placeholder={words("topics.name")}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="btn primary" disabled={add.isPending}>
        {words("topics.new")}
      </button>
      {add.error ? <span className="error-text">{errorText(words, add.error)}</span> : null}
    </form>
  );
}

function TopicLine({ topic }: { topic: Topic }) {
  const words = useWords();
  const [isEditing, setEditing] = useState(false);
  const again = useAct(() => post<Topic>(`/api/topics/${topic.id}/restore`), TOUCHES);
  const away = useAct(
    () => remove<Topic>(`/api/topics/${topic.id}`),
    TOUCHES,
    () => say(words("topics.removed"), { label: words("action.undo"), run: () => again() }),
  );
  const names = topic.aliases.filter(({ kind }) => kind === "name").map(({ text }) => text);
  const misspelled = topic.aliases.filter(({ kind }) => kind === "misspelling").map(({ text }) => text);
  return (
    <li>
      <div className="row">
        <Link to="/topics/$topicId" params={{ topicId: topic.id }} className="link">
          <b>{topic.name}</b>
        </Link>
        <span className="quiet">{words("topics.documents", { count: topic.documentCount })}</span>
        <span className="end" />
        <ForEditors>
          <button
            type="button"
            className="btn plain"
            aria-expanded={isEditing}
            onClick={() => setEditing(!isEditing)}
          >
            {words("action.edit")}
          </button>
          <button type="button" className="btn plain" onClick={() => away()}>
            {words("action.remove")}
          </button>
        </ForEditors>
      </div>
      {isEditing ? (
        <EditTopic topic={topic} done={() => setEditing(false)} />
      ) : (
        <p className="small soft">
          {words.clauses(
            [
              names.length > 0 ? words("topics.alsoCalled", { names: words.list(names) }) : "",
              misspelled.length > 0 ? words("topics.misspelled", { names: words.list(misspelled) }) : "",
            ].filter(Boolean),
          )}{" "}
          {topic.query ? <span className="mono">{topic.query}</span> : null}
        </p>
      )}
    </li>
  );
}

function EditTopic({ topic, done }: { topic: Topic; done: () => void }) {
  const words = useWords();
  useFocusBack();
  const [name, setName] = useState(topic.name);
  const [names, setNames] = useState(writeAliases(topic.aliases, "name"));
  const [wrong, setWrong] = useState(writeAliases(topic.aliases, "misspelling"));
  const [query, setQuery] = useState(topic.query);
  const save = useChange(
    (input: { name: string; aliases: Alias[]; query: string }) =>
      patch<Topic>(`/api/topics/${topic.id}`, input),
    TOUCHES,
    () => {
      say(words("topics.recomputing"));
      done();
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ name: name.trim(), aliases: aliasesOf(names, wrong), query: query.trim() });
  };
  return (
    <form className="stack" style={{ maxWidth: 560, marginTop: 8 }} onSubmit={submit}>
      <label className="field">
        <span>{words("topics.name")}</span>
        <input className="input" required value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <label className="field">
        <span>{words("topics.aliases")}</span>
        <textarea className="input" value={names} onChange={(event) => setNames(event.target.value)} />
      </label>
      <label className="field">
        <span>{words("topics.misspellings")}</span>
        <textarea className="input" value={wrong} onChange={(event) => setWrong(event.target.value)} />
      </label>
      <label className="field">
        <span>{words("topics.query")}</span>
        <input
          className="input mono"
          value={query}
          placeholder="NEAR3(AWS chip) OR entity:Annapurna"
          onChange={(event) => setQuery(event.target.value)}
        />
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

/** The reason of a proposal, in the reader's language. */
function whyText(words: Words, why: string): string {
  const used = /^(\d+) documents, (\d+) mentions$/.exec(why);
  if (used) return words("topics.usedIn", { documents: used[1]!, mentions: used[2]! });
  const like = /^spelled like “(.+)”$/.exec(why);
  return like ? words("topics.spelledLike", { name: like[1]! }) : why;
}

function Proposals({ topics }: { topics: readonly Topic[] }) {
  const words = useWords();
  const proposals = useQuery(proposalsQuery);
  const accept = useAct(
    (input: { name: string; aliasOf: string | null }) => post<Topic>("/api/topic-proposals/accept", input),
    TOUCHES,
  );
  const dismiss = useAct(
    (input: { name: string }) => post("/api/topic-proposals/dismiss", input),
    ["topics"],
  );
  const all = proposals.data?.proposals ?? [];
  if (all.length === 0) return null;
  const nameOf = (proposal: TopicProposal) =>
    topics.find(({ id }) => id === proposal.aliasOf)?.name ?? proposal.aliasOf;
  return (
    <section className="part">
      <div className="head">
        <h2>{words("topics.proposals")}</h2>
        <span className="quiet">{words("topics.proposalsHint")}</span>
      </div>
      <table className="lines-table">
        <tbody>
          {all.slice(0, 50).map((proposal) => (
            <tr key={proposal.name}>
              <td>
                <b>{proposal.name}</b>
                <div className="small quiet">{whyText(words, proposal.why)}</div>
              </td>
              <td className="does">
                {proposal.aliasOf ? (
                  <button
                    type="button"
                    className="btn"
                    onClick={() => accept({ name: proposal.name, aliasOf: proposal.aliasOf })}
                  >
                    {words("topics.acceptAlias", { name: nameOf(proposal) ?? "" })}
                  </button>
                ) : null}
                <button
                  type="button"
                  className="btn"
                  onClick={() => accept({ name: proposal.name, aliasOf: null })}
                >
                  {words("topics.accept")}
                </button>
                <button type="button" className="btn plain" onClick={() => dismiss({ name: proposal.name })}>
                  {words("topics.dismiss")}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
