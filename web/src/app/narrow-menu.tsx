// web/src/app/narrow-menu.tsx: everything the top bar and the rail have, as one list for a narrow window.

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { deskQuery } from "../api/queries.ts";
import { useWords } from "../i18n/i18n.ts";
import { MORE_PLACES, PLACES } from "./places.ts";
import { RailContent } from "./rail.tsx";
import { useSignOut } from "./sign-out.ts";

export function NarrowMenu({ close }: { close: () => void }) {
  const words = useWords();
  const desk = useQuery(deskQuery);
  const signOut = useSignOut();
  return (
    <nav
      className="rail narrow-menu only-narrow"
      aria-label={words("nav.menu")}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <ul>
        {[...PLACES, ...MORE_PLACES].map(([to, key]) => (
          <li key={to}>
            <Link to={to} activeOptions={{ exact: true, includeSearch: false }}>
              <span>{words(key)}</span>
            </Link>
          </li>
        ))}
        {desk.data?.hasAccounts ? (
          <li>
            <button type="button" onClick={signOut}>
              {words("nav.signOut", { name: desk.data.user?.name ?? "" })}
            </button>
          </li>
        ) : null}
      </ul>
      <RailContent />
    </nav>
  );
}
