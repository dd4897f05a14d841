// web/src/ask/page.tsx: asking the desk, a topic or a document, the answer, and what was asked before.

import "../styles/topic.css";
import "../styles/table.css";
import "../styles/ask.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useRef } from "react";
import { remove } from "../api/client.ts";
import { answerQuery, answersQuery, deskQuery, documentQuery, topicsQuery } from "../api/queries.ts";
import type { Answer } from "../api/types.ts";
import type { AskAddress } from "../app/address.ts";
import { Desk } from "../app/rail.tsx";
import { useWords } from "../i18n/i18n.ts";
import { useAct } from "../ui/act.ts";
import { useCopy } from "../ui/copy.ts";
import { ForEditors } from "../ui/for-editors.tsx";
import { langOfText, momentName } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { More } from "../ui/more.tsx";
import { Bones, errorText, Failure } from "../ui/states.tsx";
import { usePageTitle } from "../ui/title.ts";
import { AnswerView } from "./answer.tsx";
import { answerText } from "./cited.ts";
import { QuestionBox } from "./question-box.tsx";
import { useAsk } from "./use-ask.ts";

export function AskPage() {
  const words = useWords();
  usePageTitle(words("nav.ask"));
  const navigate = useNavigate();
  const address = useSearch({ from: "/ask" });
  const { q, topicId, documentId, answer: answerId } = address;
  const set = useCallback(
    (search: AskAddress) => void navigate({ to: "/ask", search, replace: true }),
    [navigate],
  );
  const onKept = useCallback(
    ({ id }: Answer) => set({ topicId, documentId, answer: id }),
    [set, topicId, documentId],
  );
  const asking = useAsk(onKept);
  const stored = useQuery({ ...answerQuery(answerId ?? ""), enabled: answerId !== undefined });
  const answer = answerId === undefined ? asking.answer : stored.data;
  const scope = { topicId, documentId };
  const { ask } = asking;
  // A question in the address came from another page's box: it is asked once, and its answer takes its place.
  const asked = useRef<string>(undefined);
  useEffect(() => {
    if (q === undefined || asked.current === q) return;
    asked.current = q;
    set({ topicId, documentId });
    void ask({ question: q, topicId, documentId });
  }, [q, topicId, documentId, ask, set]);
  const askOn = (question: string, useModel: boolean) => {
    set(scope);
    void ask({ question, ...scope, ...(answerId ? { followsId: answerId } : {}), useModel });
  };
  return (
    <Desk className="with-side">
      <main className="feed" id="main" tabIndex={-1}>
        <header className="page-head">
          <h1>{words("nav.ask")}</h1>
          <Scope address={address} set={set} />
        </header>
        <QuestionBox
          key={answerId ?? "new"}
          isAsking={asking.isAsking}
          stop={asking.stop}
          placeholder={words(answer ? "ask.follow" : "ask.placeholder")}
          ask={askOn}
        />
        {asking.error ? <p className="error-text">{errorText(words, asking.error)}</p> : null}
        {stored.error ? <Failure error={stored.error} /> : null}
        {asking.isAsking && !answer ? <Bones lines={8} /> : null}
        {answer ? <Shown answer={answer} isAsking={asking.isAsking} scope={scope} set={set} /> : null}
        {!answer && !asking.isAsking && !stored.isFetching ? (
          <p className="soft ask-hint">{words("ask.hint")}</p>
        ) : null}
      </main>
      <History scope={scope} current={answer?.id} set={set} />
    </Desk>
  );
}

function Shown(props: {
  answer: Answer;
  isAsking: boolean;
  scope: Pick<AskAddress, "topicId" | "documentId">;
  set: (search: AskAddress) => void;
}) {
  const words = useWords();
  const { answer } = props;
  const copyText = useCopy();
  const copy = () =>
    copyText(
      answerText(answer, (page) => words("cite.page", { page })),
      words("ask.copied"),
    );
  return (
    <article aria-live="polite" aria-busy={props.isAsking}>
      <div className="question">
        <h2 lang={langOfText(answer.question)}>{answer.question}</h2>
        <span className="row">
          <button type="button" className="btn plain" disabled={props.isAsking} onClick={copy}>
            {words("ask.copy")}
          </button>
          <button type="button" className="btn plain" onClick={() => props.set(props.scope)}>
            {words("ask.new")}
          </button>
        </span>
      </div>
      <AnswerView answer={answer} isAsking={props.isAsking} />
    </article>
  );
}

/** What is asked: a document, a topic, or all of the desk. */
function Scope({ address, set }: { address: AskAddress; set: (search: AskAddress) => void }) {
  const words = useWords();
  const topics = useQuery(topicsQuery);
  const { topicId, documentId } = address;
  const document = useQuery({ ...documentQuery(documentId ?? ""), enabled: documentId !== undefined });
  if (documentId !== undefined) {
    return (
      <button type="button" className="filter on" onClick={() => set({})}>
        {words("facet.document")} <b>{document.data?.document.title ?? "…"}</b>
        <Icon name="close" small />
      </button>
    );
  }
  return (
    <select
      className="input"
      aria-label={words("ask.scope")}
      value={topicId ?? ""}
      onChange={(event) => set({ topicId: event.target.value || undefined })}
    >
      <option value="">{words("ask.wholeDesk")}</option>
      {topics.data?.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

function History(props: {
  scope: Pick<AskAddress, "topicId" | "documentId">;
  current: string | undefined;
  set: (search: AskAddress) => void;
}) {
  const words = useWords();
  const history = useInfiniteQuery(answersQuery(props.scope));
  const desk = useQuery(deskQuery);
  const away = useAct((id: string) => remove<Answer>(`/api/answers/${id}`), ["answers"]);
  const answers = history.data?.pages.flatMap((page) => page.answers) ?? [];
  const loadMore = useCallback(() => void history.fetchNextPage(), [history.fetchNextPage]);
  return (
    <aside className="side" aria-label={words("ask.history")}>
      <div className="head">
        <h2>{words("ask.history")}</h2>
      </div>
      {answers.length === 0 ? <p className="small quiet">{words("ask.noHistory")}</p> : null}
      <ul className="history">
        {answers.map(({ id, question, askedAt, topicId, documentId }) => (
          <li key={id}>
            <Link
              to="/ask"
              search={{
                ...(topicId ? { topicId } : {}),
                ...(documentId ? { documentId } : {}),
                answer: id,
              }}
              aria-current={id === props.current ? "true" : undefined}
            >
              {question}
            </Link>
            <span className="row small quiet">
              {momentName(askedAt)}
              <ForEditors>
                <button
                  type="button"
                  className="link end"
                  aria-label={words("ask.remove", { question })}
                  onClick={() => {
                    away(id);
                    if (id === props.current) props.set(props.scope);
                  }}
                >
                  {words("action.remove")}
                </button>
              </ForEditors>
            </span>
          </li>
        ))}
      </ul>
      <More hasMore={history.hasNextPage} isLoading={history.isFetchingNextPage} load={loadMore} />
      {desk.data && !desk.data.hasModel ? (
        <p className="small quiet" style={{ marginTop: 12 }}>
          {words("ask.noModel")}
        </p>
      ) : null}
    </aside>
  );
}
