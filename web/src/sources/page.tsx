// web/src/sources/page.tsx: what brings documents in by itself: feeds and watched folders.

import "../styles/table.css";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { patch, post, remove } from "../api/client.ts";
import { feedsQuery, foldersQuery, useChange } from "../api/queries.ts";
import type { Feed, Folder } from "../api/types.ts";
import { Desk } from "../app/rail.tsx";
import { useWords } from "../i18n/i18n.ts";
import { ForEditors } from "../ui/for-editors.tsx";
import { momentName } from "../ui/format.ts";
import { complain, say } from "../ui/notify.tsx";
import { Bones, errorText, Failure } from "../ui/states.tsx";

const INTERVALS = [15, 60, 180, 720, 1440];

export function SourcesPage() {
  const words = useWords();
  return (
    <Desk>
      <main className="plain-page" id="main" tabIndex={-1}>
        <header className="page-head">
          <h1>{words("nav.feeds")}</h1>
        </header>
        <Feeds />
        <Folders />
      </main>
    </Desk>
  );
}

function Section(props: { title: string; hint: string; children: ReactNode }) {
  return (
    <section style={{ marginTop: 24 }}>
      <div className="head">
        <span>{props.title}</span>
      </div>
      <p className="soft" style={{ marginBottom: 8 }}>
        {props.hint}
      </p>
      {props.children}
    </section>
  );
}

function Feeds() {
  const words = useWords();
  const feeds = useQuery(feedsQuery);
  const [url, setUrl] = useState("");
  const [every, setEvery] = useState(60);
  const add = useChange(
    (input: { url: string; intervalMinutes: number }) => post<Feed>("/api/feeds", input),
    ["feeds", "jobs", "desk"],
    () => setUrl(""),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ url: url.trim(), intervalMinutes: every });
  };
  return (
    <Section title={words("feeds.title")} hint={words("feeds.hint")}>
      <ForEditors>
        <form className="row" onSubmit={submit}>
          <input
            className="input"
            type="url"
            required
            style={{ flex: "1 1 260px", maxWidth: 480 }}
            aria-label={words("feeds.url")}
            placeholder={words("feeds.url")}
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
          <select
            className="input"
            aria-label={words("feeds.interval")}
            value={every}
            onChange={(event) => setEvery(Number(event.target.value))}
          >
            {INTERVALS.map((minutes) => (
              <option key={minutes} value={minutes}>
                {words("feeds.every", { minutes })}
              </option>
            ))}
          </select>
          <button type="submit" className="btn primary" disabled={add.isPending}>
            {words("feeds.follow")}
          </button>
        </form>
      </ForEditors>
      {add.error ? <p className="error-text">{errorText(words, add.error)}</p> : null}
      {feeds.error ? <Failure error={feeds.error} retry={() => void feeds.refetch()} /> : null}
      {feeds.isPending ? <Bones /> : null}
      {feeds.data && feeds.data.length > 0 ? (
        <div className="scroll-x" tabIndex={0}>
          <table className="lines-table">
            <thead>
              <tr>
                <th>{words("feeds.name")}</th>
                <th>{words("feeds.interval")}</th>
                <th>{words("feeds.checked")}</th>
                <th className="number">{words("nav.documents")}</th>
                <th>
                  <span className="hidden-word">{words("nav.actions")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {feeds.data.map((feed) => (
                <FeedLine key={feed.id} feed={feed} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Section>
  );
}

function FeedLine({ feed }: { feed: Feed }) {
  const words = useWords();
  const failed = (error: unknown) => complain(errorText(words, error));
  const change = useChange(
    (input: Record<string, unknown>) => patch<Feed>(`/api/feeds/${feed.id}`, input),
    ["feeds"],
  );
  const poll = useChange(
    () => post(`/api/feeds/${feed.id}/poll`),
    ["feeds", "jobs"],
    () => say(words("feeds.polling")),
  );
  const again = useChange(
    () =>
      post<Feed>("/api/feeds", { url: feed.url, title: feed.title, intervalMinutes: feed.intervalMinutes }),
    ["feeds"],
  );
  const away = useChange(
    () => remove<Feed>(`/api/feeds/${feed.id}`),
    ["feeds", "desk"],
    () => say(words("feeds.removed"), { label: words("action.undo"), run: () => again.mutate() }),
  );
  return (
    <tr>
      <td>
        <b className={feed.isPaused ? "quiet" : undefined}>{feed.title || feed.url}</b>
        <div className="small quiet">{feed.url}</div>
        {feed.lastFailure ? (
          <div className="small error-text">
            {words.maybe(`failure.${feed.lastFailure.code}`, feed.lastFailure.message)}
          </div>
        ) : null}
      </td>
      <td>
        <select
          className="input"
          aria-label={words("feeds.interval")}
          value={feed.intervalMinutes}
          onChange={(event) =>
            change.mutate({ intervalMinutes: Number(event.target.value) }, { onError: failed })
          }
        >
          {[...new Set([...INTERVALS, feed.intervalMinutes])].map((minutes) => (
            <option key={minutes} value={minutes}>
              {words("feeds.every", { minutes })}
            </option>
          ))}
        </select>
      </td>
      <td className="quiet nowrap">
        {feed.lastCheckedAt ? momentName(feed.lastCheckedAt) : words("feeds.never")}
        {feed.isPaused ? <div>{words("feeds.paused")}</div> : null}
      </td>
      <td className="number">{feed.documentCount}</td>
      <td>
        <ForEditors>
          <span className="row">
            <button
              type="button"
              className="btn plain"
              onClick={() => poll.mutate(undefined, { onError: failed })}
            >
              {words("feeds.pollNow")}
            </button>
            <button
              type="button"
              className="btn plain"
              onClick={() => change.mutate({ isPaused: !feed.isPaused }, { onError: failed })}
            >
              {words(feed.isPaused ? "feeds.resume" : "feeds.pause")}
            </button>
            <button
              type="button"
              className="btn plain"
              onClick={() => away.mutate(undefined, { onError: failed })}
            >
              {words("action.remove")}
            </button>
          </span>
        </ForEditors>
      </td>
    </tr>
  );
}

function Folders() {
  const words = useWords();
  const folders = useQuery(foldersQuery);
  const [path, setPath] = useState("");
  const add = useChange(
    (input: { path: string }) => post<Folder>("/api/folders", input),
    ["folders", "jobs", "desk"],
    () => setPath(""),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ path: path.trim() });
  };
  return (
    <Section title={words("folders.title")} hint={words("folders.hint")}>
      <ForEditors>
        <form className="row" onSubmit={submit}>
          <input
            className="input"
            required
            style={{ flex: "1 1 260px", maxWidth: 480 }}
            aria-label={words("folders.path")}
            placeholder={words("folders.path")}
            value={path}
            onChange={(event) => setPath(event.target.value)}
          />
          <button type="submit" className="btn" disabled={add.isPending}>
            {words("folders.watch")}
          </button>
        </form>
      </ForEditors>
      {add.error ? <p className="error-text">{errorText(words, add.error)}</p> : null}
      {folders.error ? <Failure error={folders.error} retry={() => void folders.refetch()} /> : null}
      {folders.data && folders.data.length > 0 ? (
        <table className="lines-table">
          <tbody>
            {folders.data.map((folder) => (
              <FolderLine key={folder.id} folder={folder} />
            ))}
          </tbody>
        </table>
      ) : null}
    </Section>
  );
}

function FolderLine({ folder }: { folder: Folder }) {
  const words = useWords();
  const failed = (error: unknown) => complain(errorText(words, error));
  const change = useChange(
    (input: Record<string, unknown>) => patch<Folder>(`/api/folders/${folder.id}`, input),
    ["folders"],
  );
  const scan = useChange(
    () => post(`/api/folders/${folder.id}/scan`),
    ["folders", "jobs"],
    () => say(words("folders.scanning")),
  );
  const again = useChange(() => post<Folder>("/api/folders", { path: folder.path }), ["folders"]);
  const away = useChange(
    () => remove<Folder>(`/api/folders/${folder.id}`),
    ["folders", "desk"],
    () => say(words("folders.removed"), { label: words("action.undo"), run: () => again.mutate() }),
  );
  return (
    <tr>
      <td>
        <span className="mono">{folder.path}</span>
        {folder.lastFailure ? (
          <div className="small error-text">
            {words.maybe(`failure.${folder.lastFailure.code}`, folder.lastFailure.message)}
          </div>
        ) : null}
      </td>
      <td className="quiet nowrap">
        {folder.lastScanAt ? momentName(folder.lastScanAt) : words("feeds.never")}
        {folder.isPaused ? ` ${words("feeds.paused")}` : ""}
      </td>
      <td className="number">{folder.documentCount}</td>
      <td>
        <ForEditors>
          <span className="row">
            <button
              type="button"
              className="btn plain"
              onClick={() => scan.mutate(undefined, { onError: failed })}
            >
              {words("folders.scanNow")}
            </button>
            <button
              type="button"
              className="btn plain"
              onClick={() => change.mutate({ isPaused: !folder.isPaused }, { onError: failed })}
            >
              {words(folder.isPaused ? "feeds.resume" : "feeds.pause")}
            </button>
            <button
              type="button"
              className="btn plain"
              onClick={() => away.mutate(undefined, { onError: failed })}
            >
              {words("action.remove")}
            </button>
          </span>
        </ForEditors>
      </td>
    </tr>
  );
}
