// web/src/ui/rows.ts: a list one walks with j and k and marks with x.

import { useCallback, useRef, useState } from "react";

/**
 * The neighbour `step` away from `current` in `ids`; the first when nothing is current. A row that is gone (archived,
 * in the trash) leaves its place, `stoodAt`, to the one that came after it, so that one goes on from there.
 */
export function neighbour(
  ids: readonly string[],
  current: string | null,
  step: 1 | -1,
  stoodAt: number | null = null,
): string | null {
  if (ids.length === 0) return null;
  const at = current === null ? -1 : ids.indexOf(current);
  if (at < 0 && (current === null || stoodAt === null)) return ids[0]!;
  const next = at >= 0 ? at + step : step > 0 ? stoodAt! : stoodAt! - 1;
  return ids[Math.max(0, Math.min(ids.length - 1, next))]!;
}

/** Where one stood in each list, so that coming back from a document goes on from there. */
const stood = new Map<string, string>();

/** Current row and marked rows, by id, so that both survive a refresh; `list` names the list one comes back to. */
export function useRows(ids: readonly string[], list: string) {
  const [current, setCurrentRow] = useState<string | null>(() => stood.get(list) ?? null);
  const setCurrent = useCallback(
    (id: string | null) => {
      if (id === null) stood.delete(list);
      else stood.set(list, id);
      setCurrentRow(id);
    },
    [list],
  );
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const stoodAt = useRef<number | null>(null);
  const at = current === null ? -1 : ids.indexOf(current);
  if (at >= 0) stoodAt.current = at;
  const move = useCallback(
    (step: 1 | -1) => {
      const next = neighbour(ids, current, step, stoodAt.current);
      setCurrent(next);
      if (next) document.getElementById(`row-${next}`)?.scrollIntoView({ block: "nearest" });
      return next;
    },
    [ids, current, setCurrent],
  );
  const mark = useCallback((id: string) => {
    setMarked((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  return { current, setCurrent, move, marked, mark, setMarked, clear: () => setMarked(new Set()) };
}
