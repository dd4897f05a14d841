// web/src/ui/title.ts: what the tab, the history and a screen reader call the page that is open.

import { useEffect } from "react";

/** Names the page in the browser's title; the product's own name until `name` is known. */
export function usePageTitle(name: string | undefined): void {
  useEffect(() => {
    document.title = name ? `${name} · Dossier` : "Dossier";
  }, [name]);
}
