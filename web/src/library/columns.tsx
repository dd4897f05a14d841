// web/src/library/columns.tsx: what the library's table can show of a document.

import { Link } from "@tanstack/react-router";
import type { Document } from "../api/types.ts";
import type { Words } from "../i18n/i18n.ts";
import { countName, langOf, momentName, sizeName, whenOf } from "../ui/format.ts";
import type { Column } from "../ui/grid.tsx";

export const columnsOf = (words: Words): Column<Document>[] => [
  {
    key: "title",
    title: words("details.title"),
    width: 280,
    isWide: true,
    order: "title",
    cell: (document) => (
      <Link
        to="/documents/$documentId"
        params={{ documentId: document.id }}
        lang={langOf(document.language)}
        title={document.title}
        className={document.readAt ? "" : "unread"}
      >
        {document.isFavourite ? "★ " : ""}
        {document.title}
      </Link>
    ),
  },
  {
    key: "source",
    title: words("details.source"),
    width: 150,
    order: "source",
    cell: ({ source }) => source,
  },
  {
    key: "kind",
    title: words("details.kind"),
    width: 110,
    order: "kind",
    cell: ({ kind }) => words(`kind.${kind}`),
  },
  {
    key: "published",
    title: words("details.published"),
    width: 130,
    isNumber: true,
    order: "oldest",
    reverse: "newest",
    cell: (document) => {
      const { day, time } = whenOf(document);
      // Undated documents stand where they were added; that day is in the column "Added".
      return document.published ? [day, time].filter(Boolean).join(" ") : <span className="quiet">–</span>;
    },
  },
  {
    key: "state",
    title: words("library.state"),
    width: 132,
    cell: ({ state, failure }) => (
      <span className={state === "failed" ? "error-text" : "soft"} title={failure?.message}>
        {words(`stateOf.${state}`)}
      </span>
    ),
  },
  {
    key: "pages",
    title: words("library.pages"),
    width: 60,
    isNumber: true,
    order: "pages",
    cell: ({ pageCount }) => pageCount,
  },
  {
    key: "figures",
    title: words("library.figures"),
    width: 70,
    isNumber: true,
    cell: ({ figureCount }) => (figureCount > 0 ? countName(figureCount, words.language) : ""),
  },
  {
    key: "language",
    title: words("facet.languages"),
    width: 70,
    isExtra: true,
    cell: ({ language }) => words.maybe(`language.${language}`, language),
  },
  {
    key: "type",
    title: words("library.type"),
    width: 80,
    isExtra: true,
    cell: ({ mediaType }) => mediaType.toUpperCase(),
  },
  {
    key: "size",
    title: words("library.size"),
    width: 80,
    isNumber: true,
    order: "size",
    cell: ({ sizeBytes }) => sizeName(sizeBytes),
  },
  {
    key: "added",
    title: words("details.added"),
    width: 110,
    isNumber: true,
    order: "added",
    cell: ({ addedAt }) => momentName(addedAt),
  },
  {
    key: "tags",
    title: words("details.tags"),
    width: 120,
    isExtra: true,
    cell: ({ tags }) => tags.join(", "),
  },
  {
    key: "story",
    title: words("library.story"),
    width: 60,
    isNumber: true,
    isExtra: true,
    cell: ({ storySize }) => (storySize > 1 ? storySize : ""),
  },
];
