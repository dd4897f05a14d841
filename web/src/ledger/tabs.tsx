// web/src/ledger/tabs.tsx: the ways to look at the ledger: rows, pictures, and the words it uses.

import { Link } from "@tanstack/react-router";
import { useWords } from "../i18n/i18n.ts";

export function LedgerTabs({ topicId }: { topicId?: string | undefined }) {
  const words = useWords();
  const topic = topicId === undefined ? {} : { topicId };
  return (
    <nav className="tabs" aria-label={words("nav.ledger")}>
      <Link to="/ledger" search={topic} activeOptions={{ includeSearch: false }}>
        {words("ledger.tab.rows")}
      </Link>
      <Link to="/figures" search={topic} activeOptions={{ includeSearch: false }}>
        {words("ledger.tab.pictures")}
      </Link>
      <Link to="/terms" activeOptions={{ includeSearch: false }}>
        {words("ledger.tab.terms")}
      </Link>
    </nav>
  );
}
