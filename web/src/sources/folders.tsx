// web/src/sources/folders.tsx: the folders of the server whose new and changed files become documents.

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { post } from "../api/client.ts";
import { foldersQuery, useChange } from "../api/queries.ts";
import type { Folder } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { ForEditors } from "../ui/for-editors.tsx";
import { errorText } from "../ui/states.tsx";
import { LastCells, LastFailure, useWayIn, WayInList } from "./way-in.tsx";

export function Folders() {
  const words = useWords();
  const folders = useQuery(foldersQuery);
  return (
    <>
      <ForEditors>
        <WatchFolder />
      </ForEditors>
      <WayInList
        name="folders"
        answer={folders}
        heads={[words("folders.name"), words("folders.scanned")]}
        line={(folder) => <FolderLine key={folder.id} folder={folder} />}
      />
    </>
  );
}

function WatchFolder() {
  const words = useWords();
  const [path, setPath] = useState("");
  const add = useChange(
    (input: { path: string }) => post<Folder>("/api/folders", input),
    ["folders", "jobs", "desk"],
    () => setPath(""),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ path: path.trim() });
  };
  return (
    <form className="row" onSubmit={submit}>
      <input
        className="input long"
        required
        aria-label={words("folders.path")}
        placeholder={words("folders.path")}
        value={path}
        onChange={(event) => setPath(event.target.value)}
      />
      <button type="submit" className="btn" disabled={add.isPending}>
        {words("folders.watch")}
      </button>
      {add.error ? (
        <p className="error-text" role="alert">
          {errorText(words, add.error)}
        </p>
      ) : null}
    </form>
  );
}

function FolderLine({ folder }: { folder: Folder }) {
  const does = useWayIn("folders", folder, { path: folder.path });
  return (
    <tr>
      <td>
        <span className={folder.isPaused ? "mono quiet" : "mono"}>{folder.path}</span>
        <LastFailure failure={folder.lastFailure} />
      </td>
      <LastCells name="folders" row={folder} ranAt={folder.lastScanAt} does={does} />
    </tr>
  );
}
