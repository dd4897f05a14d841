// web/src/reader/relatives.tsx: what belongs to the open document: the other texts of its story, its versions.

import { Link, useNavigate } from "@tanstack/react-router";
import { post } from "../api/client.ts";
import { useWords } from "../i18n/i18n.ts";
import { useAct } from "../ui/act.ts";
import { ForEditors } from "../ui/for-editors.tsx";
import { momentName } from "../ui/format.ts";
import { useReading } from "./reading-context.ts";

export function StoryMembers() {
  const words = useWords();
  const { detail, document } = useReading();
  const { story } = detail;
  const primary = useAct(
    (documentId: string) => post(`/api/stories/${story?.id ?? ""}/primary`, { documentId }),
    ["document", "topic", "documents"],
  );
  const leave = useAct(
    (documentId: string) => post(`/api/documents/${documentId}/leave-story`),
    ["document", "topic", "documents"],
  );
  if (!story) return null;
  return (
    <section>
      <h3>{words("story.title", { count: story.members.length })}</h3>
      <ul className="members">
        {story.members.map((member) => (
          <li key={member.documentId}>
            <Link to="/documents/$documentId" params={{ documentId: member.documentId }} className="link">
              {member.title}
            </Link>
            <p className="small quiet">
              {member.source}{" "}
              {member.isDated
                ? momentName(member.sortAt)
                : words("doc.addedOn", { date: momentName(member.sortAt) })}
              {member.documentId === story.primaryId ? (
                <b> {words("story.isPrimary")}</b>
              ) : (
                ` ${words("story.rule", {
                  rule: member.rule.includes("of the text is the same")
                    ? words("story.sameText", { percent: Math.round(member.similarity * 100) })
                    : member.rule,
                })}`
              )}
            </p>
            <ForEditors>
              <p className="row small">
                {member.documentId === story.primaryId ? null : (
                  <button type="button" className="link" onClick={() => primary(member.documentId)}>
                    {words("story.makePrimary")}
                  </button>
                )}
                {member.documentId === document.id ? (
                  <button type="button" className="link" onClick={() => leave(member.documentId)}>
                    {words("story.leave")}
                  </button>
                ) : null}
              </p>
            </ForEditors>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Versions() {
  const words = useWords();
  const navigate = useNavigate();
  const { detail, document, versionId } = useReading();
  return (
    <section>
      <h3>{words("details.versions")}</h3>
      <ul className="members">
        {detail.versions.map((version) => (
          <li key={version.id}>
            <button
              type="button"
              className="link"
              aria-current={version.id === versionId ? "true" : undefined}
              onClick={() =>
                void navigate({
                  to: "/documents/$documentId",
                  params: { documentId: document.id },
                  search: { version: version.id },
                })
              }
            >
              {words("doc.version", { number: version.number })}
            </button>{" "}
            <span className="small quiet">
              {momentName(version.addedAt)}, {version.fileName || version.url}
              {version.id === document.versionId ? ` (${words("details.currentVersion")})` : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
