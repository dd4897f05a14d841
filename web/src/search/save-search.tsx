// web/src/search/save-search.tsx: keeps a search in the sidebar, under a name; lets it go again.

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { patch, post, remove } from "../api/client.ts";
import { savedSearchesQuery, useChange } from "../api/queries.ts";
import type { SavedSearch } from "../api/types.ts";
import type { SearchAddress } from "../app/address.ts";
import { useWords } from "../i18n/i18n.ts";
import { useAct } from "../ui/act.ts";
import { ForEditors } from "../ui/for-editors.tsx";
import { say } from "../ui/notify.tsx";
import { errorText } from "../ui/states.tsx";
import { addressOfRequest, isSameSearch, requestOf } from "./request.ts";

/** Opening a saved search makes what it showed old. */
export function useVisitSaved(address: SearchAddress, all: readonly SavedSearch[] | undefined): void {
  const visit = useChange((id: string) => patch(`/api/saved-searches/${id}`, { isVisited: true }), ["saved"]);
  const { mutate } = visit;
  const opened = all?.find((saved) => isSameSearch(addressOfRequest(saved.request), address));
  const id = opened && opened.newCount > 0 ? opened.id : null;
  useEffect(() => (id === null ? undefined : () => mutate(id)), [id, mutate]);
}

export function SaveSearch({ address }: { address: SearchAddress }) {
  const words = useWords();
  const all = useQuery(savedSearchesQuery);
  const saved = all.data?.find((one) => isSameSearch(addressOfRequest(one.request), address));
  const [name, setName] = useState<string | null>(null);
  const keep = useChange(
    (input: { name: string }) =>
      post<SavedSearch>("/api/saved-searches", { ...input, request: { ...requestOf(address), offset: 0 } }),
    ["saved"],
    () => {
      setName(null);
      say(words("search.savedNow"));
    },
  );
  const again = useAct(
    ({ name: old, request }: SavedSearch) => post<SavedSearch>("/api/saved-searches", { name: old, request }),
    ["saved"],
  );
  const away = useAct(
    (id: string) => remove<SavedSearch>(`/api/saved-searches/${id}`),
    ["saved"],
    (gone) => say(words("search.removed"), { label: words("action.undo"), run: () => again(gone) }),
  );
  if (saved) {
    return (
      <>
        <a className="btn plain" href={`/rss/saved-searches/${saved.id}?token=${saved.rssToken}`}>
          RSS
        </a>
        <ForEditors>
          <button type="button" className="btn plain" onClick={() => away(saved.id)}>
            {words("search.unsave")}
          </button>
        </ForEditors>
      </>
    );
  }
  if (name === null) {
    return (
      <ForEditors>
        <button type="button" className="btn" onClick={() => setName(address.q ?? "")}>
          {words("search.save")}
        </button>
      </ForEditors>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") keep.mutate({ name: name.trim() });
  };
  return (
    <form className="row" onSubmit={submit}>
      <input
        className="input"
        // biome-ignore lint/a11y/noAutofocus: it opens on the person's own press
        autoFocus
        aria-label={words("search.saveName")}
        placeholder={words("search.saveName")}
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && setName(null)}
      />
      <button type="submit" className="btn primary" disabled={keep.isPending || name.trim() === ""}>
        {words("action.save")}
      </button>
      {keep.error ? <span className="error-text">{errorText(words, keep.error)}</span> : null}
    </form>
  );
}
