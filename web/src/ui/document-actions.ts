// web/src/ui/document-actions.ts: what one can do with documents from any list, each with its way back.

import { patch, post } from "../api/client.ts";
import { useChange } from "../api/queries.ts";
import type { Document } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { complain, say } from "./notify.tsx";
import { errorText } from "./states.tsx";

export type BulkAction =
  | "trash"
  | "restore"
  | "delete"
  | "archive"
  | "unarchive"
  | "favourite"
  | "unfavourite"
  | "read"
  | "unread"
  | "reread"
  | "tag"
  | "untag";

const BACK: Partial<Record<BulkAction, BulkAction>> = {
  trash: "restore",
  archive: "unarchive",
  unarchive: "archive",
};
const TOUCHES = ["documents", "document", "topic", "topics", "desk", "search", "saved"] as const;

interface Bulk {
  ids: readonly string[];
  action: BulkAction;
  tag?: string;
  isQuiet?: boolean;
}

export function useDocumentActions() {
  const words = useWords();
  const bulk = useChange(
    ({ ids, action, tag }: Bulk) => post<{ changed: number }>("/api/documents/bulk", { ids, action, tag }),
    TOUCHES,
    ({ changed }, { ids, action, isQuiet }) => {
      if (isQuiet) return;
      const back = BACK[action];
      say(
        words(`done.${action}`, { count: changed }),
        back && { label: words("action.undo"), run: () => bulk.mutate({ ids, action: back, isQuiet: true }) },
      );
    },
  );
  const update = useChange(
    ({ id, ...change }: { id: string } & Record<string, unknown>) =>
      patch<Document>(`/api/documents/${id}`, change),
    TOUCHES,
  );
  const failed = (error: unknown) => complain(errorText(words, error));
  return {
    run: (input: Bulk) => bulk.mutate(input, { onError: failed }),
    update: (id: string, change: Record<string, unknown>) =>
      update.mutate({ id, ...change }, { onError: failed }),
    favourite: (document: Document) =>
      update.mutate({ id: document.id, isFavourite: !document.isFavourite }, { onError: failed }),
    archive: (document: Document) =>
      bulk.mutate(
        { ids: [document.id], action: document.isArchived ? "unarchive" : "archive" },
        { onError: failed },
      ),
    trash: (document: Pick<Document, "id">) =>
      bulk.mutate({ ids: [document.id], action: "trash" }, { onError: failed }),
  };
}
export type DocumentActions = ReturnType<typeof useDocumentActions>;
