// web/src/topic/page.tsx: the home page: what is new on a topic, day by day, each document in one minute.

import "../styles/topic.css";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo } from "react";
import { post } from "../api/client.ts";
import { topicFeedQuery } from "../api/queries.ts";
import type { Topic, TopicFeed } from "../api/types.ts";
import { type TopicAddress, toggled } from "../app/address.ts";
import { Desk } from "../app/rail.tsx";
import { useShell } from "../app/shell-context.ts";
import { AskTopic } from "../ask/ask-topic.tsx";
import { useWords } from "../i18n/i18n.ts";
import { BulkBar } from "../library/bulk-bar.tsx";
import { useDocumentActions } from "../ui/document-actions.ts";
import { DayRange, FacetRow } from "../ui/facets.tsx";
import { ForEditors } from "../ui/for-editors.tsx";
import { dayName, momentName } from "../ui/format.ts";
import { TopicMark } from "../ui/icons.tsx";
import { useKeys } from "../ui/keys.ts";
import { More } from "../ui/more.tsx";
import { useRows } from "../ui/rows.ts";
import { Bones, Empty, Failure } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";
import { ChangeCounts, ChangesStrip } from "./changes-strip.tsx";
import { byDay } from "./days.ts";
import { Entry } from "./entry.tsx";
import { SampleBanner } from "./first-run.tsx";
import { rememberTopic } from "./home.tsx";
import { TopicSide } from "./side.tsx";

type SetFilters = (change: Partial<TopicAddress>) => void;

export function TopicPage() {
  const words = useWords();
  const shell = useShell();
  const navigate = useNavigate();
  const { topicId } = useParams({ from: "/topics/$topicId" });
  const filters = useSearch({ from: "/topics/$topicId" });
  const feed = useInfiniteQuery(topicFeedQuery(topicId, filters));
  const first = feed.data?.pages[0];
  const entries = useMemo(() => feed.data?.pages.flatMap((page) => page.entries) ?? [], [feed.data]);
  const rows = useRows(
    useMemo(() => entries.map(({ document }) => document.id), [entries]),
    `topic-${topicId}`,
  );
  const actions = useDocumentActions();
  useVisit(topicId);
  usePageTitle(first?.topic.name);
  useEffect(() => rememberTopic(topicId), [topicId]);

  const setFilters: SetFilters = (change) =>
    void navigate({
      to: "/topics/$topicId",
      params: { topicId },
      search: { ...filters, ...change },
      replace: true,
    });
  const current = entries.find(({ document }) => document.id === rows.current)?.document;
  const open = () =>
    current && void navigate({ to: "/documents/$documentId", params: { documentId: current.id } });
  useKeys({
    j: () => rows.move(1),
    k: () => rows.move(-1),
    o: () => open(),
    Enter: () => open(),
    f: () => current && actions.favourite(current),
    a: () => current && actions.archive(current),
    x: () => current && rows.mark(current.id),
    "#": () => current && actions.trash(current),
    Escape: () => rows.clear(),
  });
  const loadMore = useCallback(() => void feed.fetchNextPage(), [feed.fetchNextPage]);
  const isFiltered = Object.entries(filters).some(([key, value]) => key !== "order" && value !== undefined);
  return (
    <Desk className="with-side">
      <main className="feed" id="main" tabIndex={-1}>
        <SampleBanner />
        {feed.error ? <Failure error={feed.error} retry={() => void feed.refetch()} isPage={!first} /> : null}
        {feed.isPending ? <Bones lines={10} /> : null}
        {first ? (
          <>
            <TopicHead topic={first.topic} total={first.total} />
            <AskTopic topicId={topicId} />
            <Since feed={first} />
            {first.newSince ? <ChangesStrip topicId={topicId} /> : null}
            <Filters feed={first} filters={filters} set={setFilters} />
          </>
        ) : null}
        {byDay(entries).map(({ day, entries: ofDay }) => (
          <section key={day + ofDay[0]!.document.id} aria-label={dayName(day, words.language)}>
            <div className="day">
              <b>{dayName(day, words.language)}</b>
            </div>
            {ofDay.map((entry) => (
              <Entry
                key={entry.document.id}
                entry={entry}
                isCurrent={rows.current === entry.document.id}
                isMarked={rows.marked.has(entry.document.id)}
                onMark={rows.mark}
                onPoint={rows.setCurrent}
                actions={actions}
              />
            ))}
          </section>
        ))}
        {first && entries.length === 0 ? (
          <Empty
            title={words(isFiltered ? "topic.noMatch" : "topic.empty")}
            actions={
              <>
                {isFiltered ? (
                  <button
                    type="button"
                    className="btn"
                    onClick={() =>
                      void navigate({
                        to: "/topics/$topicId",
                        params: { topicId },
                        search: {},
                        replace: true,
                      })
                    }
                  >
                    {words("facet.clear")}
                  </button>
                ) : null}
                <ForEditors>
                  <button type="button" className="btn" onClick={() => shell.open("add")}>
                    {words("add.title")}
                  </button>
                </ForEditors>
              </>
            }
          >
            {words(isFiltered ? "topic.noMatchHint" : "topic.emptyHint", {
              count: first.topic.documentCount,
            })}
          </Empty>
        ) : null}
        <More hasMore={feed.hasNextPage} isLoading={feed.isFetchingNextPage} load={loadMore} />
        <BulkBar ids={[...rows.marked]} done={rows.clear} />
      </main>
      <TopicSide topicId={topicId} />
    </Desk>
  );
}

/** Leaving the page (for anything but one of its documents) makes what it showed old. */
function useVisit(topicId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const visit = () =>
      navigator.sendBeacon(`/api/topics/${topicId}/visit`, new Blob(["{}"], { type: "application/json" }));
    window.addEventListener("pagehide", visit);
    return () => {
      window.removeEventListener("pagehide", visit);
      if (location.pathname.startsWith("/documents/") || location.pathname === `/topics/${topicId}`) return;
      post<Topic>(`/api/topics/${topicId}/visit`).then(
        () => client.invalidateQueries({ queryKey: ["topics"] }),
        (error: unknown) => console.warn("the visit was not noted", error),
      );
    };
  }, [client, topicId]);
}

function TopicHead({ topic, total }: { topic: Topic; total: number }) {
  const words = useWords();
  const also = topic.aliases.map(({ text }) => text).slice(0, 8);
  return (
    <header className="topic-head">
      <TopicMark />
      <div>
        <h1>{topic.name}</h1>
        <p className="small quiet">
          {also.length > 0 ? words("topic.also", { names: words.list(also) }) : null}{" "}
          {words("topic.count", { count: topic.documentCount, shown: total })}
        </p>
      </div>
      <div className="acts">
        <a className="btn plain" href={`/rss/topics/${topic.id}?token=${topic.rssToken}`}>
          RSS
        </a>
      </div>
    </header>
  );
}

function Since({ feed }: { feed: TopicFeed }) {
  const words = useWords();
  const isNew = feed.entries.filter((entry) => entry.isNew);
  const count = Math.max(feed.topic.newCount, isNew.length);
  return (
    <section className="since" aria-label={words("topic.since")}>
      <b>{words("topic.since")}</b>
      {feed.newSince ? <span>{momentName(feed.newSince)}</span> : <span>{words("topic.firstVisit")}</span>}
      {feed.newSince ? <span>{words("topic.newDocuments", { count })}</span> : null}
      {feed.newSince ? <ChangeCounts topicId={feed.topic.id} /> : null}
      {feed.newSince && isNew[0] ? (
        <a className="link end" href={`#row-${isNew.at(-1)!.document.id}`}>
          {words("topic.firstNew")}
        </a>
      ) : null}
    </section>
  );
}

function Filters({ feed, filters, set }: { feed: TopicFeed; filters: TopicAddress; set: SetFilters }) {
  const words = useWords();
  const { facets } = feed;
  return (
    <dl className="facets">
      <FacetRow
        name={words("facet.kinds")}
        values={facets.kinds}
        active={filters.kinds}
        say={(value) => words.maybe(`kind.${value}`, value)}
        onAll={() => set({ kinds: undefined })}
        onToggle={(value) => set({ kinds: toggled(filters.kinds, value) })}
      />
      <FacetRow
        name={words("facet.sources")}
        values={facets.sources}
        active={filters.sources}
        onToggle={(value) => set({ sources: toggled(filters.sources, value) })}
        className="fold"
      />
      <FacetRow
        name={words("facet.languages")}
        values={facets.languages}
        active={filters.languages}
        say={(value) => words.maybe(`language.${value}`, value)}
        onToggle={(value) => set({ languages: toggled(filters.languages, value) })}
        className="fold"
      />
      <FacetRow
        name={words("facet.tags")}
        values={facets.tags}
        active={filters.tags}
        onToggle={(value) => set({ tags: toggled(filters.tags, value) })}
        className="fold"
      />
      <dt>{words("facet.show")}</dt>
      <dd>
        <button
          type="button"
          className="facet"
          aria-pressed={filters.unread ?? false}
          onClick={() => set({ unread: filters.unread ? undefined : true })}
        >
          {words("facet.unread")}
        </button>
        <button
          type="button"
          className="facet"
          aria-pressed={filters.order === "oldest"}
          onClick={() => set({ order: filters.order ? undefined : "oldest" })}
        >
          {words("facet.oldestFirst")}
        </button>
        <DayRange after={filters.after} before={filters.before} onChange={set} />
      </dd>
    </dl>
  );
}
