// web/src/reader/head.tsx: what is open: title, kind, source, date, version, and what one does with it whole.

import { Menu } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import type { Document, Version } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { useCopy } from "../ui/copy.ts";
import { useDocumentActions } from "../ui/document-actions.ts";
import { ForEditors } from "../ui/for-editors.tsx";
import { langOf, momentName, whenOf } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";

export function Head({ document, version }: { document: Document; version?: Version | undefined }) {
  const words = useWords();
  const router = useRouter();
  const actions = useDocumentActions();
  const { day, time } = whenOf(document);
  const back = () => (router.history.canGoBack() ? router.history.back() : void router.navigate({ to: "/" }));
  const copy = useCopy();
  const trash = () => {
    actions.trash(document);
    back();
  };
  return (
    <header className="doc-head">
      <button type="button" className="btn plain square" aria-label={words("action.back")} onClick={back}>
        <Icon name="prev" />
      </button>
      <div className="names">
        <h1 lang={langOf(document.language)} title={document.title}>
          {document.title}
        </h1>
        <div className="meta">
          <span className="kind">{words(`kind.${document.kind}`)}</span>
          {document.source ? <span>{document.source}</span> : null}
          <span>
            {document.published
              ? [day, time].filter(Boolean).join(" ")
              : words("doc.addedOn", { date: momentName(document.addedAt) })}
          </span>
          {document.versionNumber > 1 || version ? (
            <span>{words("doc.version", { number: version?.number ?? document.versionNumber })}</span>
          ) : null}
          {document.figureCount > 0 ? (
            <span>{words("doc.figures", { count: document.figureCount })}</span>
          ) : null}
          {document.isSample ? <span>{words("doc.sample")}</span> : null}
          {document.isArchived ? <span>{words("library.view.archive")}</span> : null}
          {document.trashedAt ? <b className="error-text">{words("doc.inTrash")}</b> : null}
        </div>
      </div>
      <div className="acts">
        <ForEditors>
          <button
            type="button"
            className="btn plain"
            aria-pressed={document.isFavourite}
            aria-label={words(document.isFavourite ? "doc.unfavourite" : "doc.favourite")}
            onClick={() => actions.favourite(document)}
          >
            <Icon name="star" filled={document.isFavourite} />
            <kbd>f</kbd>
          </button>
          <button
            type="button"
            className="btn plain only-wide"
            aria-pressed={document.isArchived}
            onClick={() => actions.archive(document)}
          >
            {words(document.isArchived ? "bulk.unarchive" : "bulk.archive")}
            <kbd>a</kbd>
          </button>
        </ForEditors>
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <button type="button" className="btn">
              {words("doc.more")}
              <Icon name="down" small />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              onClick={() => void router.navigate({ to: "/ask", search: { documentId: document.id } })}
            >
              {words("ask.document")}
            </Menu.Item>
            <Menu.Item onClick={() => copy(location.href)}>{words("doc.copyLink")}</Menu.Item>
            <Menu.Item component="a" href={`/api/documents/${document.id}/original`}>
              {words("doc.original")}
            </Menu.Item>
            <Menu.Item component="a" href={`/api/documents/${document.id}/export?format=md`}>
              {words("doc.exportMarkdown")}
            </Menu.Item>
            <Menu.Item component="a" href={`/api/documents/${document.id}/export?format=docx`}>
              {words("doc.exportWord")}
            </Menu.Item>
            <Menu.Item component="a" href={`/api/documents/${document.id}/export?format=txt`}>
              {words("doc.exportText")}
            </Menu.Item>
            {document.url ? (
              <Menu.Item component="a" href={document.url} target="_blank" rel="noreferrer noopener">
                {words("doc.web")}
              </Menu.Item>
            ) : null}
            <ForEditors>
              <Menu.Divider />
              <Menu.Item className="only-narrow" onClick={() => actions.archive(document)}>
                {words(document.isArchived ? "bulk.unarchive" : "bulk.archive")}
              </Menu.Item>
              <Menu.Item onClick={() => actions.update(document.id, { isRead: false })}>
                {words("bulk.unread")}
              </Menu.Item>
              <Menu.Item onClick={() => actions.run({ ids: [document.id], action: "reread" })}>
                {words("bulk.reread")}
              </Menu.Item>
              {document.trashedAt ? (
                <Menu.Item onClick={() => actions.run({ ids: [document.id], action: "restore" })}>
                  {words("bulk.restore")}
                </Menu.Item>
              ) : (
                <Menu.Item onClick={trash} rightSection={<kbd>#</kbd>}>
                  {words("bulk.trash")}
                </Menu.Item>
              )}
            </ForEditors>
          </Menu.Dropdown>
        </Menu>
      </div>
    </header>
  );
}
