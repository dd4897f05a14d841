// web/src/topic/first-run.tsx: what a desk without topics offers, and the banner of the sample.

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { post, remove } from "../api/client.ts";
import { deskQuery, useCanEdit, useChange } from "../api/queries.ts";
import type { Topic } from "../api/types.ts";
import { useShell } from "../app/shell-context.ts";
import { useWords } from "../i18n/i18n.ts";
import { useAct } from "../ui/act.ts";
import { ForEditors } from "../ui/for-editors.tsx";
import { say } from "../ui/notify.tsx";
import { Empty, errorText } from "../ui/states.tsx";

const ALL = [
  "desk",
  "documents",
  "topics",
  "topic",
  "changes",
  "jobs",
  "saved",
  "search",
  "figures",
  "findings",
] as const;

export function FirstRun({ isEmpty }: { isEmpty: boolean }) {
  const words = useWords();
  const shell = useShell();
  const sample = useChange(() => post<{ documents: number }>("/api/sample"), ALL);
  const canEdit = useCanEdit();
  if (!canEdit)
    return (
      <Empty title={words(isEmpty ? "first.title" : "first.noTopics")} isPage>
        {words("first.forViewers")}
      </Empty>
    );
  return (
    <div className="first-run">
      <h1>{words(isEmpty ? "first.title" : "first.noTopics")}</h1>
      <p>{words(isEmpty ? "first.lead" : "first.noTopicsLead")}</p>
      <ol>
        <li>
          <h2>{words("first.addTitle")}</h2>
          <p>{words("first.addText")}</p>
          <button type="button" className="btn primary" onClick={() => shell.open("add")}>
            {words("add.title")}
          </button>
        </li>
        <li>
          <h2>{words("first.topicTitle")}</h2>
          <p>{words("first.topicText")}</p>
          <Link to="/topics" className="btn">
            {words("topics.new")}
          </Link>
        </li>
        {isEmpty ? (
          <li>
            <h2>{words("first.sampleTitle")}</h2>
            <p>{words("first.sampleText")}</p>
            <button type="button" className="btn" disabled={sample.isPending} onClick={() => sample.mutate()}>
              {words(sample.isPending ? "first.sampleComing" : "first.sampleAdd")}
            </button>
            {sample.error ? <p className="error-text">{errorText(words, sample.error)}</p> : null}
          </li>
        ) : null}
      </ol>
    </div>
  );
}

/** Says that a sample is on the desk and removes it with one click. */
export function SampleBanner() {
  const words = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const desk = useQuery(deskQuery);
  const again = useAct(
    (topics: Topic[]) => Promise.all(topics.map(({ id }) => post<Topic>(`/api/topics/${id}/restore`))),
    ALL,
  );
  const away = useAct(
    () => remove<{ documents: number; topics: Topic[] }>("/api/sample"),
    ALL,
    ({ documents, topics }) => {
      // The documents are gone for good, so the way back names what it brings instead of saying "undo".
      say(
        words("first.sampleRemoved", { count: documents }),
        topics.length > 0 ? { label: words("first.sampleTopicsBack"), run: () => again(topics) } : undefined,
      );
      // The front page goes to the first topic it knows: it has to know that these are gone.
      void client.invalidateQueries({ queryKey: ["topics"] }).then(() => navigate({ to: "/" }));
    },
  );
  if (!desk.data?.hasSample) return null;
  return (
    <div className="note-bar sample">
      <span>{words("first.sampleBanner")}</span>
      <ForEditors>
        <button type="button" className="link" disabled={away.isPending} onClick={() => away()}>
          {words("first.sampleRemove")}
        </button>
      </ForEditors>
    </div>
  );
}
