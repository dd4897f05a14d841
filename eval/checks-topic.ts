// eval/checks-topic.ts: the pack topic-page: arithmetic inside records and agreement between them.
//
// A stated relation (its `holds` is true or false) is found when a finding has its figures as operands; figures that the
// pack itself says restate each other stand for one another. A relation without a stated side cannot be judged and is
// left out. A finding "fails" that no relation confirms is a false alarm. An agreement group takes the verdict of the
// finding that has most of its members.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkDocument, type FindingDraft } from "../src/checks/check.ts";
import { compareSources, type SourcedFigure } from "../src/checks/compare.ts";
import { withSubjects } from "../src/checks/same.ts";
import { figureIds } from "../src/desk/keep-figures.ts";
import { findFigures } from "../src/figures/understand.ts";
import { shippedVocabulary } from "../src/figures/vocabulary.ts";
import type { Figure } from "../src/records/figure.ts";
import type { Block } from "../src/records/reading.ts";
import { blocksOf, type Gold } from "./figures-topic.ts";

type Doc = Parameters<typeof blocksOf>[0] & { source: string };
interface Relation {
  id: string;
  doc: string;
  kind: string;
  figures: string[];
  holds: boolean | null;
}
interface Agreement {
  id: string;
  members: string[];
  verdict: string;
}

interface Known {
  figures: Figure[];
  text: string;
  blocks: Block[];
  /** Gold ids by our figure id. */
  gold: Map<string, string>;
}

export interface TopicChecks {
  metrics: Record<string, number>;
  items: Record<string, number>;
  report: string[];
}

export function scoreChecks(folder: string): TopicChecks {
  const read = <T>(name: string): T =>
    JSON.parse(readFileSync(join(folder, "topic-page", name), "utf8")) as T;
  const docs = read<Doc[]>("docs.json");
  const gold = read<Gold[]>("figures.json");
  const relations = read<Relation[]>("relations.json");
  const agreements = read<Agreement[]>("agreements.json");
  const known = new Map(docs.map((doc) => [doc.id, understand(doc, gold)]));
  const report: string[] = [];
  const inside = scoreRelations(known, relations, report);
  const across = scoreAgreements(docs, known, agreements, report);
  return {
    metrics: { ...inside.metrics, ...across.metrics },
    items: { relations: inside.items, agreements: agreements.length, documents: docs.length },
    report,
  };
}

/** The document as the desk would hold it: its title, then its body. */
function understand(doc: Doc, gold: readonly Gold[]): Known {
  const shift = doc.title.length + 1;
  const text = `${doc.title}\n${doc.body}`;
  const blocks: Block[] = [
    { start: 0, end: doc.title.length, kind: "title", level: 1 },
    ...blocksOf(doc).map((block) => ({ ...block, start: block.start + shift, end: block.end + shift })),
  ];
  const drafts = findFigures(
    { text, pages: [], blocks },
    {
      title: doc.title,
      published: { iso: doc.published, precision: "minute", words: "", from: "pack" },
      kind: doc.kind,
      language: doc.lang,
      vocabulary: shippedVocabulary(),
    },
  );
  const ids = figureIds(doc.id, drafts);
  const figures = drafts.map(
    (draft, at): Figure => ({
      ...draft,
      id: ids[at]!,
      documentId: doc.id,
      versionId: doc.id,
      correctedBy: null,
      isRejected: false,
    }),
  );
  const names = new Map<string, string>();
  for (const own of gold.filter((figure) => figure.doc === doc.id)) {
    const start = own.start + (own.field === "body" ? shift : 0);
    const end = start + own.number_text.length;
    const hit = figures.find((figure) => figure.start < end && start < figure.end && !names.has(figure.id));
    if (hit !== undefined) names.set(hit.id, own.id);
  }
  return { figures, text, blocks, gold: names };
}

function scoreRelations(known: ReadonlyMap<string, Known>, all: readonly Relation[], report: string[]) {
  const stated = all.filter(({ holds }) => holds !== null);
  const canonical = sameFigures(stated);
  const table = new Map<string, number>();
  let found = 0;
  let right = 0;
  const confirmed = new Set<FindingDraft>();
  const findings = new Map(
    [...known].map(([id, { figures, text, blocks }]) => [id, checkDocument(figures, { text, blocks })]),
  );
  for (const relation of stated) {
    const names = known.get(relation.doc)!.gold;
    const hit = findings.get(relation.doc)!.find((finding) => isOf(finding, relation, names, canonical));
    const ours = hit?.verdict ?? "not found";
    const wanted = relation.holds ? "holds" : "fails";
    table.set(`${wanted} → ${ours}`, (table.get(`${wanted} → ${ours}`) ?? 0) + 1);
    if (hit === undefined)
      report.push(`  not found ${relation.id} ${relation.kind} ${relation.figures.join(" ")}`);
    else {
      found++;
      confirmed.add(hit);
      if (ours === wanted) right++;
      else report.push(`  wrong ${relation.id} ${relation.kind}: ${hit.formula} ${ours}`);
    }
  }
  let alarms = 0;
  for (const [id, drafts] of findings)
    for (const draft of drafts)
      if (draft.verdict === "fails" && !confirmed.has(draft)) {
        alarms++;
        report.push(`  false alarm ${id} ${draft.check}: ${draft.formula}`);
      }
  const extra = [...findings.values()].flat().filter((draft) => !confirmed.has(draft));
  report.push(
    `  ${extra.length} findings beside the pack's: ${extra.map(({ check, formula }) => `${check} ${formula}`).join(" · ")}`,
  );
  report.unshift(
    "Verdicts on stated relations (pack → ours):",
    ...[...table].map(([row, count]) => `  ${row}: ${count}`),
  );
  return {
    items: stated.length,
    metrics: {
      relations_recall: found / stated.length,
      relations_precision: found === 0 ? 0 : right / found,
      false_alarms_per_doc: alarms / known.size,
    },
  };
}

/** Gold figures that the pack says restate each other, by their first. */
function sameFigures(relations: readonly Relation[]): Map<string, string> {
  const first = new Map<string, string>();
  for (const { kind, holds, figures } of relations)
    if (kind === "restatement" && holds) for (const figure of figures) first.set(figure, figures[0]!);
  return first;
}

function isOf(
  finding: FindingDraft,
  relation: Relation,
  names: ReadonlyMap<string, string>,
  canonical: ReadonlyMap<string, string>,
): boolean {
  const isRestated = /^(?:restatement|headline) /.test(finding.check);
  const ours = finding.operands.map(({ figureId }) => names.get(figureId) ?? figureId);
  if (isRestated !== (relation.kind === "restatement")) return false;
  if (isRestated) {
    const shared = ours.filter((id) => relation.figures.includes(id)).length;
    return shared === relation.figures.length || (shared > 1 && shared === ours.length);
  }
  const fold = (ids: readonly string[]) =>
    [...new Set(ids.map((id) => canonical.get(id) ?? id))].sort().join();
  return fold(ours) === fold(relation.figures);
}

function scoreAgreements(
  docs: readonly Doc[],
  known: ReadonlyMap<string, Known>,
  agreements: readonly Agreement[],
  report: string[],
) {
  const names = new Map([...known.values()].flatMap(({ gold }) => [...gold]));
  const figures = docs.flatMap((doc) =>
    withSubjects(known.get(doc.id)!.figures).map(
      (figure): SourcedFigure => ({
        ...figure,
        sourceName: doc.source,
        sortAt: doc.published,
        storyId: null,
        isPrimary: true,
      }),
    ),
  );
  const findings = compareSources([figures]).map((finding) => ({
    finding,
    ids: new Set(finding.operands.map(({ figureId }) => names.get(figureId) ?? figureId)),
  }));
  let right = 0;
  const table = new Map<string, number>();
  const isExpected = new Set<FindingDraft>();
  for (const { id, members, verdict } of agreements) {
    const shared = ({ ids }: { ids: Set<string> }) => members.filter((member) => ids.has(member)).length;
    const best = findings
      .filter((one) => shared(one) > 1)
      .sort((a, b) => shared(b) - shared(a) || a.ids.size - b.ids.size)[0];
    const ours = best?.finding.verdict ?? "not found";
    if (ours === verdict) right++;
    else report.push(`  ${id} ${members.join(" ")}: ${verdict}, ours ${ours}`);
    table.set(`${verdict} → ${ours}`, (table.get(`${verdict} → ${ours}`) ?? 0) + 1);
    if (verdict === "conflict") for (const one of findings) if (shared(one) > 1) isExpected.add(one.finding);
  }
  const wrong = findings.filter(({ finding }) => finding.verdict === "conflict" && !isExpected.has(finding));
  for (const { finding } of wrong)
    report.push(
      `  false conflict: ${finding.formula} (${finding.operands.map(({ citation }) => citation.quote).join(" | ")})`,
    );
  report.push("Verdicts on groups (pack → ours):", ...[...table].map(([row, count]) => `  ${row}: ${count}`));
  const others = findings.filter(({ finding }) => !finding.verdict.startsWith("agree"));
  for (const { finding } of others)
    report.push(`  ${finding.verdict}: ${finding.formula} ${JSON.stringify(finding.reason)}`);
  return {
    metrics: { agreements_right: right / agreements.length, false_conflicts: wrong.length },
  };
}
