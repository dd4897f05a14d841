// web/src/sources/way-in.tsx: what a feed and a watched folder have in common: a list whose rows run, pause and go.
//
// The two differ in their address, in the verb that runs them now and in what a row says of itself.

import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { patch, post, remove } from "../api/client.ts";
import type { Feed, Folder } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { useAct } from "../ui/act.ts";
import { ForEditors } from "../ui/for-editors.tsx";
import { countName, momentName } from "../ui/format.ts";
import { say } from "../ui/notify.tsx";
import { Bones, Failure } from "../ui/states.tsx";

export type WayIn = Pick<Feed & Folder, "id" | "isPaused" | "documentCount" | "lastFailure">;
export type WayInName = "feeds" | "folders";
/** What makes a removed row again. */
type Remake = Record<string, unknown>;

const RUN = { feeds: "poll", folders: "scan" } as const;

/** What one does with a row. Removing can be undone: the row comes back as it was, paused or not. */
export function useWayIn(name: WayInName, row: WayIn, remake: Remake) {
  const words = useWords();
  const path = `/api/${name}/${row.id}`;
  const change = useAct((input: Record<string, unknown>) => patch<WayIn>(path, input), [name]);
  const run = useAct(
    () => post(`${path}/${RUN[name]}`),
    [name, "jobs"],
    () => say(words(`${name}.running`)),
  );
  const again = useAct(async () => {
    const made = await post<WayIn>(`/api/${name}`, remake);
    return row.isPaused ? patch<WayIn>(`/api/${name}/${made.id}`, { isPaused: true }) : made;
  }, [name]);
  const away = useAct(
    () => remove<WayIn>(path),
    [name, "desk"],
    () =>
      say(words(`${name}.removed`), {
        label: words("action.undo"),
        run: () => again(),
      }),
  );
  return {
    change: (input: Record<string, unknown>) => change(input),
    run: () => run(),
    remove: () => away(),
  };
}

/** The rows under their heads; says so when there are none. */
export function WayInList<Row extends WayIn>(props: {
  name: WayInName;
  answer: UseQueryResult<Row[]>;
  heads: readonly string[];
  line: (row: Row) => ReactNode;
}) {
  const words = useWords();
  const { answer, heads } = props;
  if (answer.error) return <Failure error={answer.error} retry={() => void answer.refetch()} />;
  if (!answer.data) return <Bones />;
  if (answer.data.length === 0) return <p className="quiet none">{words(`${props.name}.none`)}</p>;
  return (
    <table className="lines-table">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head}>{head}</th>
          ))}
          <th className="number">{words("nav.documents")}</th>
          <th>
            <span className="hidden-word">{words("nav.actions")}</span>
          </th>
        </tr>
      </thead>
      <tbody>{answer.data.map(props.line)}</tbody>
    </table>
  );
}

/** Why the last run brought nothing, in the reader's language. */
export function LastFailure({ failure }: { failure: WayIn["lastFailure"] }) {
  const words = useWords();
  if (!failure) return null;
  return (
    <div className="small error-text" title={failure.message}>
      {words.maybe(`failure.${failure.code}`, failure.message)}
    </div>
  );
}

/** The cells every row ends with: when it last ran, how many documents came, what one can do. */
export function LastCells(props: {
  name: WayInName;
  row: WayIn;
  ranAt: string | null;
  does: ReturnType<typeof useWayIn>;
}) {
  const words = useWords();
  const { row, does } = props;
  return (
    <>
      <td className="quiet nowrap">
        {props.ranAt ? momentName(props.ranAt) : words("feeds.never")}
        {row.isPaused ? <div>{words("feeds.paused")}</div> : null}
      </td>
      <td className="number">
        <span className="only-wide">{countName(row.documentCount, words.language)}</span>
        <span className="only-narrow">{words("topics.documents", { count: row.documentCount })}</span>
      </td>
      <td className="does">
        <ForEditors>
          <button type="button" className="btn plain" onClick={does.run}>
            {words(`${props.name}.runNow`)}
          </button>
          <button
            type="button"
            className="btn plain"
            onClick={() => does.change({ isPaused: !row.isPaused })}
          >
            {words(row.isPaused ? "feeds.resume" : "feeds.pause")}
          </button>
          <button type="button" className="btn plain" onClick={does.remove}>
            {words("action.remove")}
          </button>
        </ForEditors>
      </td>
    </>
  );
}
