// web/src/topic/entry.tsx: a document in the feed: when, what, who, its digest, what was found in it.

import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { Document, FeedEntry } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { Coverage, DigestView } from "../ui/digest.tsx";
import type { DocumentActions } from "../ui/document-actions.ts";
import { ForEditors } from "../ui/for-editors.tsx";
import { langOf, momentName, whenOf } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { Bones } from "../ui/states.tsx";
import { FigureChip, FindingFlag } from "../ui/verdict.tsx";

const FLAGS = 2;
const CHIPS = 5;
const ITEMS_A_SECTION = 4;
const WORTH_A_FLAG = new Set([
  "conflict",
  "fails",
  "different-definition",
  "superseded",
  "agree-after-conversion",
]);
const WORKING = new Set<Document["state"]>(["queued", "reading", "searchable"]);

interface EntryProps {
  entry: FeedEntry;
  isCurrent: boolean;
  isMarked: boolean;
  onMark: (id: string) => void;
  onPoint: (id: string) => void;
  actions: DocumentActions;
}

/** Drawn anew only when something of it changed: a feed holds hundreds, and each step of "j" changes two. */
export const Entry = memo(function Entry({
  entry,
  isCurrent,
  isMarked,
  onMark,
  onPoint,
  actions,
}: EntryProps) {
  const words = useWords();
  const { document, digest } = entry;
  const { time } = whenOf(document);
  const flags = (entry.findings ?? []).filter(({ verdict }) => WORTH_A_FLAG.has(verdict));
  const holds = (entry.findings ?? []).filter(({ verdict }) => verdict === "holds").length;
  return (
    <article
      id={`row-${document.id}`}
      className={document.readAt ? "doc read" : "doc"}
      aria-current={isCurrent ? "true" : undefined}
      aria-label={document.title}
      onClick={() => onPoint(document.id)}
    >
      <div className="time">
        {document.readAt ? null : <span className="dot" role="img" aria-label={words("doc.unread")} />}
        {time ?? words("doc.noTime")}
      </div>
      <div>
        <EntryMeta entry={entry} />
        <h2 className="title" lang={langOf(document.language)}>
          <Link to="/documents/$documentId" params={{ documentId: document.id }}>
            {document.title}
          </Link>
        </h2>
        {digest && digest.sections.length > 0 ? (
          <DigestView document={document} digest={digest} form="feed" most={ITEMS_A_SECTION} />
        ) : (
          <InWork document={document} />
        )}
        {flags.slice(0, FLAGS).map((finding) => (
          <FindingFlag key={finding.id} finding={finding} />
        ))}
        {flags.length > FLAGS ? (
          <Link to="/findings" search={{ documentId: document.id }} className="link small">
            {words("finding.more", { count: flags.length - FLAGS })}
          </Link>
        ) : null}
        <div className="foot">
          {entry.figures && entry.figures.length > 0 ? (
            <div className="chips">
              {entry.figures.slice(0, CHIPS).map((figure) => (
                <FigureChip
                  key={figure.id}
                  figure={figure}
                  verdict={
                    entry.findings?.find(({ operands }) =>
                      operands.some(({ figureId }) => figureId === figure.id),
                    )?.verdict
                  }
                />
              ))}
            </div>
          ) : null}
          {digest ? <Coverage digest={digest} pageCount={document.pageCount} /> : null}
          {holds > 0 ? <span className="small soft">{words("finding.holds", { count: holds })}</span> : null}
        </div>
      </div>
      <div className="margin">
        {entry.isNew ? <b className="new-mark">{words("doc.new")}</b> : null}
        {document.figureCount > 0 ? (
          <Link to="/ledger" search={{ documentId: document.id }}>
            {words("doc.figures", { count: document.figureCount })}
          </Link>
        ) : null}
        <ForEditors>
          <span className="row-tools">
            <input
              type="checkbox"
              aria-label={words("doc.select")}
              checked={isMarked}
              onChange={() => onMark(document.id)}
            />
            <button
              type="button"
              className="tool"
              aria-label={words(document.isFavourite ? "doc.unfavourite" : "doc.favourite")}
              aria-pressed={document.isFavourite}
              onClick={() => actions.favourite(document)}
            >
              <Icon name="star" filled={document.isFavourite} />
            </button>
          </span>
        </ForEditors>
      </div>
    </article>
  );
});

function EntryMeta({ entry: { document, story } }: { entry: FeedEntry }) {
  const words = useWords();
  const primary = story?.members.find(({ documentId }) => documentId === story.primaryId);
  return (
    <div className="meta">
      <span className="kind">{words(`kind.${document.kind}`)}</span>
      {document.source ? <span className="src">{document.source}</span> : null}
      {story && document.storySize > 1 ? (
        <Link to="/documents/$documentId" params={{ documentId: story.primaryId }} className="link">
          {document.isStoryPrimary
            ? words("story.primary", { count: document.storySize })
            : words("story.member", {
                count: document.storySize,
                source: primary?.source || primary?.title || "",
              })}
        </Link>
      ) : null}
      {document.pageCount > 1 ? <span>{words("doc.pages", { count: document.pageCount })}</span> : null}
      {document.isTeaser ? <span>{words("doc.teaser")}</span> : null}
      {document.isSample ? <span>{words("doc.sample")}</span> : null}
      {document.published ? null : (
        <span>{words("doc.addedOn", { date: momentName(document.addedAt) })}</span>
      )}
      {document.tags.map((tag) => (
        <span key={tag}>#{tag}</span>
      ))}
    </div>
  );
}

/** What stands in place of a digest that is not there: work going on, or why there is none. */
function InWork({ document }: { document: Document }) {
  const words = useWords();
  if (WORKING.has(document.state)) {
    return (
      <div className="digest">
        <p className="quiet small">{words(`stateOf.${document.state}`)}</p>
        <Bones lines={2} label={words(`stateOf.${document.state}`)} />
      </div>
    );
  }
  if (document.state === "ready") return null;
  return (
    <div className="flag verdict-line v-fails">
      <span className="why">
        {words(`stateOf.${document.state}`)}
        {document.failure
          ? ` ${words.maybe(`failure.${document.failure.code}`, document.failure.message)}`
          : ""}
      </span>
      <Link to="/documents/$documentId" params={{ documentId: document.id }} className="link">
        {words("action.see")}
      </Link>
    </div>
  );
}
