// web/src/search/page.tsx: the answer to a query: passages grouped by document, why they matched, facets, what was wrong.

import "../styles/topic.css";
import "../styles/search.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { queryString } from "../api/client.ts";
import { savedSearchesQuery, searchQuery, similarQuery, topicsQuery } from "../api/queries.ts";
import type { SearchAnswer } from "../api/types.ts";
import { type SearchAddress, toggled } from "../app/address.ts";
import { Desk } from "../app/rail.tsx";
import { useWords, type Words } from "../i18n/i18n.ts";
import { DayRange, FacetRow } from "../ui/facets.tsx";
import { countName } from "../ui/format.ts";
import { VerdictGlyph } from "../ui/icons.tsx";
import { useKeys } from "../ui/keys.ts";
import { useRows } from "../ui/rows.ts";
import { Bones, Empty, Failure } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";
import { PAGE_SIZE, requestOf, splitAtProblem } from "./request.ts";
import { placeOfHit, Result } from "./result.tsx";
import { SaveSearch, useVisitSaved } from "./save-search.tsx";

export function SearchPage() {
  const words = useWords();
  const navigate = useNavigate();
  const address = useSearch({ from: "/search" });
  const isLike = address.like !== undefined;
  const asked = useQuery({ ...searchQuery(requestOf(address)), enabled: !isLike });
  const alike = useQuery({ ...similarQuery(address.like ?? ""), enabled: isLike });
  const answer = isLike ? alike : asked;
  const saved = useQuery(savedSearchesQuery);
  useVisitSaved(address, saved.data);
  const { data } = answer;
  const results = useMemo(() => data?.results ?? [], [data]);
  const rows = useRows(
    useMemo(() => results.map(({ documentId }) => documentId), [results]),
    "search",
  );
  usePageTitle(address.q || words("search.all"));
  const set = (change: Partial<SearchAddress>) =>
    void navigate({ to: "/search", search: { ...address, from: undefined, ...change } });
  const open = () => {
    const result = results.find(({ documentId }) => documentId === rows.current);
    if (!result) return;
    const hit = result.hits[0];
    void navigate({
      to: "/documents/$documentId",
      params: { documentId: result.documentId },
      search: hit ? placeOfHit(hit) : {},
    });
  };
  useKeys({ j: () => rows.move(1), k: () => rows.move(-1), o: open, Enter: open });
  return (
    <Desk>
      <main className="feed search-page" id="main" tabIndex={-1}>
        <header className="page-head">
          <h1>{isLike ? words("search.like") : address.q ? `“${address.q}”` : words("search.all")}</h1>
          {data ? (
            <span className="quiet" role="status">
              {words("search.counts", {
                documents: countName(data.documentCount, words.language),
                passages: countName(data.passageCount, words.language),
                ms: Math.max(1, Math.round(data.tookMs)),
              })}
            </span>
          ) : null}
          {isLike ? null : (
            <div className="acts">
              <SaveSearch address={address} />
              <a
                className="btn plain"
                href={`/api/search/export${queryString({ ...requestOf(address), format: "csv" })}`}
              >
                CSV
              </a>
              <a
                className="btn plain"
                href={`/api/search/export${queryString({ ...requestOf(address), format: "xlsx" })}`}
              >
                XLSX
              </a>
            </div>
          )}
        </header>
        {data ? <Problems query={address.q ?? ""} answer={data} set={set} /> : null}
        {data && !isLike ? <Filters address={address} answer={data} set={set} /> : null}
        {answer.error ? <Failure error={answer.error} retry={() => void answer.refetch()} /> : null}
        {answer.isPending ? <Bones lines={10} /> : null}
        <div aria-busy={answer.isFetching}>
          {results.map((result) => (
            <Result
              key={result.documentId}
              result={result}
              isCurrent={rows.current === result.documentId}
              onPoint={() => rows.setCurrent(result.documentId)}
            />
          ))}
        </div>
        {data && results.length === 0 ? (
          <Nothing address={address} answer={data} set={set} words={words} />
        ) : null}
        {data && !isLike ? <Paging address={address} answer={data} set={set} /> : null}
      </main>
    </Desk>
  );
}

type Set = (change: Partial<SearchAddress>) => void;

/** What was wrong with the query, pointing at the place; and a better spelling. */
function Problems({ query, answer, set }: { query: string; answer: SearchAnswer; set: Set }) {
  const words = useWords();
  const { suggestion } = answer;
  if (answer.problems.length === 0 && suggestion === null) return null;
  return (
    <div className="query-problems" role="status">
      {answer.problems.map((problem) => {
        const [before, fault, after] = splitAtProblem(query, problem.at);
        return (
          <div key={`${problem.code}-${problem.at.start}`}>
            <p className="row">
              <span className="verdict v-fails">
                <VerdictGlyph verdict="fails" />
              </span>
              {words.maybe(`query.${problem.code}`, problem.note)}
            </p>
            {query && problem.at.start !== undefined ? (
              <pre>
                {before}
                <u>{fault}</u>
                {after}
              </pre>
            ) : null}
          </div>
        );
      })}
      {suggestion !== null ? (
        <p>
          {words("search.didYouMean")}{" "}
          <button type="button" className="link" onClick={() => set({ q: suggestion })}>
            {suggestion}
          </button>
        </p>
      ) : null}
    </div>
  );
}

function Filters({ address, answer, set }: { address: SearchAddress; answer: SearchAnswer; set: Set }) {
  const words = useWords();
  const topics = useQuery(topicsQuery);
  const { facets } = answer;
  const nameOf = (id: string) => topics.data?.find((topic) => topic.id === id)?.name ?? id;
  return (
    <dl className="facets">
      <FacetRow
        name={words("facet.kinds")}
        values={facets.kinds}
        active={address.kinds}
        say={(value) => words.maybe(`kind.${value}`, value)}
        onAll={() => set({ kinds: undefined })}
        onToggle={(value) => set({ kinds: toggled(address.kinds, value) })}
      />
      <FacetRow
        name={words("facet.topics")}
        values={facets.topics}
        active={address.topic ? [address.topic] : undefined}
        say={nameOf}
        onToggle={(value) => set({ topic: address.topic === value ? undefined : value })}
      />
      <FacetRow
        name={words("facet.sources")}
        values={facets.sources}
        active={address.sources}
        onToggle={(value) => set({ sources: toggled(address.sources, value) })}
        className="fold"
      />
      <FacetRow
        name={words("facet.languages")}
        values={facets.languages}
        active={address.languages}
        say={(value) => words.maybe(`language.${value}`, value)}
        onToggle={(value) => set({ languages: toggled(address.languages, value) })}
        className="fold"
      />
      <FacetRow
        name={words("facet.tags")}
        values={facets.tags}
        active={address.tags}
        onToggle={(value) => set({ tags: toggled(address.tags, value) })}
        className="fold"
      />
      <dt>{words("facet.order")}</dt>
      <dd>
        {([undefined, "newest", "oldest"] as const).map((order) => (
          <button
            key={order ?? "relevance"}
            type="button"
            className="facet"
            aria-pressed={address.order === order}
            onClick={() => set({ order })}
          >
            {words(`search.order.${order ?? "relevance"}`)}
          </button>
        ))}
        <DayRange after={address.after} before={address.before} onChange={set} />
      </dd>
    </dl>
  );
}

/** What was looked for, what made it empty, a way out. */
function Nothing(props: { address: SearchAddress; answer: SearchAnswer; set: Set; words: Words }) {
  const { address, set, words } = props;
  const isNarrowed =
    address.topic ||
    address.kinds ||
    address.sources ||
    address.languages ||
    address.tags ||
    address.after ||
    address.before;
  return (
    <Empty
      title={words("search.nothing")}
      actions={
        <>
          {isNarrowed ? (
            <Link to="/search" search={{ q: address.q }} className="btn">
              {words("search.withoutFilters")}
            </Link>
          ) : null}
          {address.from ? (
            <button type="button" className="btn" onClick={() => set({ from: undefined })}>
              {words("search.firstPage")}
            </button>
          ) : null}
        </>
      }
    >
      {words(isNarrowed ? "search.nothingNarrowed" : "search.nothingHint")}
    </Empty>
  );
}

function Paging({ address, answer, set }: { address: SearchAddress; answer: SearchAnswer; set: Set }) {
  const words = useWords();
  const from = address.from ?? 0;
  if (answer.documentCount <= PAGE_SIZE && from === 0) return null;
  const to = Math.min(answer.documentCount, from + PAGE_SIZE);
  return (
    <nav className="more row" aria-label={words("search.paging")}>
      <button
        type="button"
        className="btn"
        disabled={from === 0}
        onClick={() => set({ from: Math.max(0, from - PAGE_SIZE) || undefined })}
      >
        {words("search.previous")}
      </button>
      <span className="quiet">
        {words("search.range", { from: from + 1, to, total: answer.documentCount })}
      </span>
      <button
        type="button"
        className="btn"
        disabled={to >= answer.documentCount}
        onClick={() => set({ from: to })}
      >
        {words("search.next")}
      </button>
    </nav>
  );
}
