// desk/get-digest.ts: the digest of a document at the length a reader wants, with what the checks found in the document.
//
// The normal digest is kept; a shorter or a longer one is composed anew from the reading and the ledger (a second for a
// hundred pages) and not kept, so that feeds, exports and models all rest on one.

import { z } from "zod";
import { Digest } from "../records/digest.ts";
import type { Document } from "../records/document.ts";
import { Finding } from "../records/finding.ts";
import type { Desk } from "./desk.ts";
import { findDocument } from "./find.ts";
import { operation } from "./operation.ts";

export const DigestLength = z.enum(["short", "normal", "long"]);

/** Findings shown with a digest; the findings page has the rest. */
const MOST_FINDINGS = 5;
/** Figures of one document that a digest may speak of. */
const MOST_FIGURES = 20_000;

export const getDigest = operation({
  name: "get-digest",
  summary:
    "Get the digest of a document, shorter or longer on demand, with the failures and conflicts found in it; null while it is being written.",
  http: "GET /api/documents/:id/digest",
  cli: "digest <id>",
  allow: "viewer",
  input: z.object({ id: z.string(), length: DigestLength.default("normal") }),
  output: z.object({
    digest: Digest.nullable(),
    state: z.string(),
    length: DigestLength,
    /** Open failures and conflicts of the document's figures, the gravest first. */
    findings: z.array(Finding),
  }),
  async run(desk, _actor, { id, length }) {
    const document = await findDocument(desk, id);
    const kept = await desk.store.digests.get(id);
    const findings = (await desk.store.findings.openOf([id], MOST_FINDINGS)).get(id) ?? [];
    const digest = kept === null || length === "normal" ? kept : await composed(desk, document, length);
    return {
      digest: digest ?? kept,
      state: document.state,
      length: digest === null ? "normal" : length,
      findings,
    };
  },
});

/** The digest at another length; null when the reading is gone. */
async function composed(
  desk: Desk,
  document: Document,
  length: z.infer<typeof DigestLength>,
): Promise<Digest | null> {
  const { id, versionId, title, kind, language, topicIds } = document;
  const reading = await desk.store.readings.whole(versionId);
  if (reading === null) return null;
  const topics = (await desk.store.topics.names()).filter((topic) => topicIds.includes(topic.id));
  const figures = await desk.store.figures.list({ documentId: id }, "document", false, 0, MOST_FIGURES);
  return desk.derive.digest({
    reading,
    documentId: id,
    versionId,
    title,
    kind,
    language,
    topicTerms: topics.flatMap(({ name, aliases }) => [name, ...aliases.map(({ text }) => text)]),
    figures: figures.filter((figure) => figure.versionId === versionId).sort((a, b) => a.start - b.start),
    length,
  });
}
