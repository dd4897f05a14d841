// web/src/sources/feeds.tsx: the feeds the desk follows, how often it asks each, what came of it.

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { post } from "../api/client.ts";
import { feedsQuery, useCanEdit, useChange } from "../api/queries.ts";
import type { Feed } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { ForEditors } from "../ui/for-editors.tsx";
import { errorText } from "../ui/states.tsx";
import { LastCells, LastFailure, useWayIn, WayInList } from "./way-in.tsx";

const INTERVALS = [15, 60, 180, 720, 1440];

export function Feeds() {
  const words = useWords();
  const feeds = useQuery(feedsQuery);
  return (
    <>
      <ForEditors>
        <FollowFeed />
      </ForEditors>
      <WayInList
        name="feeds"
        answer={feeds}
        heads={[words("feeds.name"), words("feeds.interval"), words("feeds.checked")]}
        line={(feed) => <FeedLine key={feed.id} feed={feed} />}
      />
    </>
  );
}

function FollowFeed() {
  const words = useWords();
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
    <form className="row" onSubmit={submit}>
      <input
        className="input long"
        type="url"
        required
        aria-label={words("feeds.url")}
        placeholder={words("feeds.url")}
        value={url}
        onChange={(event) => setUrl(event.target.value)}
      />
      <IntervalField value={every} onChange={setEvery} />
      <button type="submit" className="btn primary" disabled={add.isPending}>
        {words("feeds.follow")}
      </button>
      {add.error ? (
        <p className="error-text" role="alert">
          {errorText(words, add.error)}
        </p>
      ) : null}
    </form>
  );
}

function IntervalField({ value, onChange }: { value: number; onChange: (minutes: number) => void }) {
  const words = useWords();
  const canEdit = useCanEdit();
  const name = (minutes: number) =>
    minutes % 60 === 0
      ? words("feeds.everyHours", { count: minutes / 60 })
      : words("feeds.every", { minutes });
  if (!canEdit) return name(value);
  return (
    <select
      className="input"
      aria-label={words("feeds.interval")}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {[...new Set([...INTERVALS, value])]
        .sort((a, b) => a - b)
        .map((minutes) => (
          <option key={minutes} value={minutes}>
            {name(minutes)}
          </option>
        ))}
    </select>
  );
}

function FeedLine({ feed }: { feed: Feed }) {
  const { url, title, intervalMinutes } = feed;
  const does = useWayIn("feeds", feed, { url, title, intervalMinutes });
  return (
    <tr>
      <td>
        <b className={feed.isPaused ? "quiet" : undefined}>{title || url}</b>
        <div className="small quiet">{url}</div>
        <LastFailure failure={feed.lastFailure} />
      </td>
      <td>
        <IntervalField
          value={intervalMinutes}
          onChange={(minutes) => does.change({ intervalMinutes: minutes })}
        />
      </td>
      <LastCells name="feeds" row={feed} ranAt={feed.lastCheckedAt} does={does} />
    </tr>
  );
}
