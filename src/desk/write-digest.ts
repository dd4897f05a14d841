// desk/write-digest.ts: a digest in a language model's words, held to the document by the grounding of answers.
//
// The digest without a model stays what it is; this one stands beside it. What is shown to the model are the passages
// that the first digest rests on and those beside them; only statements that their quotes carry become points.

import { z } from "zod";
import type { ShownPassage } from "../ask/draft.ts";
import { AnswerStatement } from "../records/answer.ts";
import { Digest, type DigestSection } from "../records/digest.ts";
import type { Document } from "../records/document.ts";
import type { Passage } from "../records/passage.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { Language } from "../values/language.ts";
import { overlaps } from "../values/span.ts";
import { toShown, writeStatements } from "./ask-model.ts";
import { vocabularyOf } from "./ask-question.ts";
import { groundTools } from "./ask-tools.ts";
import type { Desk } from "./desk.ts";
import { findDocument } from "./find.ts";
import { modelConfig } from "./model-settings.ts";
import { operation } from "./operation.ts";

export const ModelDigest = z.object({
  digest: Digest,
  /** What the model wrote and its quotes do not carry: kept for the person, never in the digest. */
  dropped: z.array(AnswerStatement),
  model: z.string(),
  writtenAt: z.string(),
  /** Whether the document has been read anew since. */
  isStale: z.boolean(),
});
export type ModelDigest = z.infer<typeof ModelDigest>;

/** Passages shown: a long report's best ones, within what small models can take. */
const MOST_PASSAGES = 18;
const MOST_CHARACTERS = 24_000;

export const writeDigest = operation({
  name: "write-digest",
  summary:
    "Have the language model write a digest of a document; only points that the document's words carry are kept.",
  http: "POST /api/documents/:id/model-digest",
  cli: "write-digest <id>",
  allow: "editor",
  input: z.object({ id: z.string(), language: Language.optional() }),
  output: ModelDigest,
  async run(desk, _actor, { id, language }) {
    const config = await modelConfig(desk);
    if (config === null) throw new DossierError("no-model");
    const document = await findDocument(desk, id);
    const base = await desk.store.digests.get(id);
    if (base === null) throw new DossierError("digest-not-ready", { id });
    const passages = await passagesFor(desk, document, base);
    const into = language ?? document.language;
    const task = `Write a digest of these passages, all of one document (${document.kind}), in ${into === "zh" ? "Chinese" : "English"}: six to twelve statements, the most important first, each with the figures that matter.`;
    const written = await writeStatements(desk, groundTools(await vocabularyOf(desk)), {
      task,
      passages,
      modelName: config.name,
    });
    const carried = written.statements.filter(({ isVerified }) => isVerified);
    if (carried.length === 0)
      throw written.failure === null
        ? new DossierError("model-failed", { reason: "the document's words carry nothing of what it wrote" })
        : new DossierError(written.failure.code === "model-budget" ? "model-budget" : "model-failed", {
            reason: written.failure.message,
            limit: desk.settings.modelMonthlyTokens,
          });
    const kept: ModelDigest = {
      digest: digestOf(document, base, carried, config.name),
      dropped: written.statements.filter(({ isVerified }) => !isVerified),
      model: config.name,
      writtenAt: isoOf(desk.clock.now()),
      isStale: false,
    };
    await desk.store.modelTexts.put({
      documentId: id,
      kind: "digest",
      language: "",
      versionId: document.versionId,
      model: config.name,
      writtenAt: kept.writtenAt,
      body: JSON.stringify(kept),
    });
    desk.events.publish({ type: "document", id, state: document.state });
    return kept;
  },
});

export const getModelDigest = operation({
  name: "get-model-digest",
  summary: "Get the digest that the language model wrote of a document; null when it wrote none.",
  http: "GET /api/documents/:id/model-digest",
  cli: null,
  allow: "viewer",
  input: z.object({ id: z.string() }),
  output: z.object({ written: ModelDigest.nullable() }),
  async run(desk, _actor, { id }) {
    const document = await findDocument(desk, id);
    const kept = await desk.store.modelTexts.get(id, "digest", "");
    if (kept === null) return { written: null };
    const written = ModelDigest.parse(JSON.parse(kept.body));
    return { written: { ...written, isStale: kept.versionId !== document.versionId } };
  },
});

/** The passages that the first digest cites, then the document's others in order, up to the limits; in the order of the document. */
async function passagesFor(desk: Desk, document: Document, base: Digest): Promise<ShownPassage[]> {
  const all = (await desk.store.passages.between(document.id, 0, 2_000)).filter(
    ({ kind, versionId }) => kind !== "heading" && versionId === document.versionId,
  );
  const cited = base.sections.flatMap(({ items }) => items.flatMap(({ citations }) => citations));
  const isCited = (passage: Passage) => cited.some((citation) => overlaps(citation, passage));
  const chosen = new Set<Passage>();
  let characters = 0;
  for (const passage of [...all.filter(isCited), ...all]) {
    if (chosen.has(passage) || chosen.size >= MOST_PASSAGES) continue;
    if (characters + passage.text.length > MOST_CHARACTERS) continue;
    chosen.add(passage);
    characters += passage.text.length;
  }
  const labels = await desk.store.readings.labels([...chosen]);
  const { title, source, sortAt } = document;
  return Promise.all(
    all
      .filter((passage) => chosen.has(passage))
      .map((passage) =>
        toShown(desk, passage, {
          title,
          source,
          date: sortAt,
          pageLabel: labels.get(`${passage.versionId} ${passage.page}`) ?? null,
        }),
      ),
  );
}

/** Statements under the sections of the first digest whose words they share; the rest are points. */
function digestOf(
  document: Document,
  base: Digest,
  statements: readonly AnswerStatement[],
  modelName: string,
): Digest {
  const sections = new Map<string, DigestSection>();
  for (const { text, citations } of statements) {
    const [first] = citations;
    const home = base.sections.find(
      ({ key, items }) =>
        key !== "conversions" &&
        items.some((item) => item.citations.some((citation) => overlaps(citation, first!))),
    );
    const name = home === undefined ? "points" : `${home.key} ${home.title ?? ""}`;
    const section = sections.get(name) ?? {
      key: home?.key ?? "points",
      title: home?.title ?? null,
      items: [],
    };
    section.items.push({ text, citations, origin: "model" });
    sections.set(name, section);
  }
  const used = [...new Set(statements.flatMap(({ citations }) => citations.map(({ page }) => page)))].sort(
    (a, b) => a - b,
  );
  const pages = [...new Set([...base.coverage.used, ...base.coverage.unused])].sort((a, b) => a - b);
  return {
    documentId: document.id,
    versionId: document.versionId,
    writer: `model ${modelName}`,
    sections: [...sections.values()],
    coverage: { used, unused: pages.filter((page) => !used.includes(page)) },
  };
}
