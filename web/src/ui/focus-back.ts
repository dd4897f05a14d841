// web/src/ui/focus-back.ts: gives the focus back to where it was before something opened over the page.

import { useEffect, useRef } from "react";

/** For a component that is there only while it is open. */
export function useFocusBack(): void {
  const before = useRef(document.activeElement);
  useEffect(
    () => () => {
      const { current } = before;
      // What had it may be gone, like the entry of a menu; then the page itself is the place to go on from.
      const target =
        current?.isConnected && current !== document.body ? current : document.getElementById("main");
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    },
    [],
  );
}
