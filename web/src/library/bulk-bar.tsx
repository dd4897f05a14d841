// web/src/library/bulk-bar.tsx: what can be done with the marked documents, at the foot of the list.

import { type FormEvent, useState } from "react";
import { useCanEdit } from "../api/queries.ts";
import { useWords } from "../i18n/i18n.ts";
import { type BulkAction, useDocumentActions } from "../ui/document-actions.ts";

const USUAL: readonly BulkAction[] = ["favourite", "archive", "read", "unread", "reread", "trash"];
const IN_TRASH: readonly BulkAction[] = ["restore", "delete"];

export function BulkBar(props: { ids: readonly string[]; done: () => void; isTrash?: boolean }) {
  const words = useWords();
  const actions = useDocumentActions();
  const [tag, setTag] = useState("");
  const { ids, done, isTrash = false } = props;
  const canEdit = useCanEdit();
  if (ids.length === 0 || !canEdit) return null;
  const leave = () => {
    done();
    // The button that was pressed is gone with the bar; keys go on working on the list.
    document.getElementById("main")?.focus({ preventScroll: true });
  };
  const run = (action: BulkAction) => {
    if (action === "delete" && !window.confirm(words("library.deleteSure", { count: ids.length }))) return;
    actions.run({ ids, action });
    leave();
  };
  const addTag = (event: FormEvent) => {
    event.preventDefault();
    if (tag.trim() === "") return;
    actions.run({ ids, action: "tag", tag: tag.trim() });
    setTag("");
    leave();
  };
  return (
    <div className="bulk-bar" role="group" aria-label={words("library.selected", { count: ids.length })}>
      <b>{words("library.selected", { count: ids.length })}</b>
      {(isTrash ? IN_TRASH : USUAL).map((action) => (
        <button
          key={action}
          type="button"
          className={action === "delete" ? "btn danger" : "btn"}
          onClick={() => run(action)}
        >
          {words(`bulk.${action as "favourite"}`)}
        </button>
      ))}
      {isTrash ? null : (
        <form className="row" onSubmit={addTag}>
          <input
            className="input"
            style={{ width: 120 }}
            aria-label={words("bulk.tag")}
            placeholder={words("bulk.tag")}
            value={tag}
            onChange={(event) => setTag(event.target.value)}
          />
        </form>
      )}
      <button type="button" className="btn plain end" onClick={leave}>
        {words("action.cancel")}
      </button>
    </div>
  );
}
