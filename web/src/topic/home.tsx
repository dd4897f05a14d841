// web/src/topic/home.tsx: "/": the topic last looked at, or the first steps on an empty desk.

import "../styles/topic.css";
import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { deskQuery, topicsQuery } from "../api/queries.ts";
import { Desk } from "../app/rail.tsx";
import { Bones, Failure } from "../ui/states.tsx";
import { FirstRun } from "./first-run.tsx";

const STORED = "dossier-topic";

/** Remembers the topic that "/" opens next time. */
export const rememberTopic = (id: string) => localStorage.setItem(STORED, id);

export function Home() {
  const topics = useQuery(topicsQuery);
  const desk = useQuery(deskQuery);
  const last = localStorage.getItem(STORED);
  const topic = topics.data?.find(({ id }) => id === last) ?? topics.data?.[0];
  if (topic) return <Navigate to="/topics/$topicId" params={{ topicId: topic.id }} replace />;
  return (
    <Desk>
      <main className="plain-page" id="main" tabIndex={-1}>
        {topics.error ? <Failure error={topics.error} retry={() => void topics.refetch()} isPage /> : null}
        {topics.isPending || desk.isPending ? (
          <Bones lines={6} />
        ) : (
          <FirstRun isEmpty={desk.data?.isEmpty ?? true} />
        )}
      </main>
    </Desk>
  );
}
