// web/src/ui/more.tsx: fetches the next page of a list when its end comes near; a button where that fails.

import { useEffect, useRef } from "react";
import { useWords } from "../i18n/i18n.ts";

export function More(props: { hasMore: boolean; isLoading: boolean; load: () => void }) {
  const words = useWords();
  const mark = useRef<HTMLDivElement>(null);
  const { hasMore, isLoading, load } = props;
  useEffect(() => {
    const node = mark.current;
    if (!node || !hasMore || isLoading) return;
    const watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && load(), {
      rootMargin: "600px",
    });
    watch.observe(node);
    return () => watch.disconnect();
  }, [hasMore, isLoading, load]);
  if (!hasMore) return null;
  return (
    <div ref={mark} className="more">
      <button type="button" className="btn" disabled={isLoading} onClick={load}>
        {words(isLoading ? "state.loading" : "action.more")}
      </button>
    </div>
  );
}
