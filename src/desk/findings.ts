// desk/findings.ts: what checks say, and a person's last word on it.

import { z } from "zod";
import { Finding } from "../records/finding.ts";
import { Facet } from "../records/search.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import type { Desk } from "./desk.ts";
import { bare, findFigure, keep } from "./ledger.ts";
import { many } from "./list-documents.ts";
import { operation } from "./operation.ts";

const DocumentName = z.object({ id: z.string(), title: z.string(), source: z.string(), sortAt: z.string() });

export const listFindings = operation({
  name: "list-findings",
  summary:
    "List findings: failed checks and conflicts first, each with its arithmetic and the quotes it rests on.",
  http: "GET /api/findings",
  cli: "findings",
  allow: "viewer",
  input: z.object({
    documentId: z.string().optional(),
    topicId: z.string().optional(),
    verdicts: many,
    checks: many,
    isSettled: z.stringbool().optional(),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  output: z.object({
    findings: z.array(Finding),
    documents: z.array(DocumentName),
    total: z.number().int(),
    facets: z.object({ verdicts: z.array(Facet), checks: z.array(Facet) }),
  }),
  async run(desk, _actor, { offset, limit, ...filter }) {
    const [findings, total, facets] = await Promise.all([
      desk.store.findings.list(filter, offset, limit),
      desk.store.findings.count(filter),
      desk.store.findings.facets(filter),
    ]);
    return { findings, total, facets, documents: await namesOf(desk, findings) };
  },
});

export const getFinding = operation({
  name: "get-finding",
  summary: "Get one finding.",
  http: "GET /api/findings/:id",
  cli: "finding <id>",
  allow: "viewer",
  input: z.object({ id: z.string() }),
  output: z.object({ finding: Finding, documents: z.array(DocumentName) }),
  async run(desk, _actor, { id }) {
    const finding = await findFinding(desk, id);
    return { finding, documents: await namesOf(desk, [finding]) };
  },
});

export const settleFinding = operation({
  name: "settle-finding",
  summary:
    "Settle a finding with a note: the definition differs, the source is wrong, our reading is wrong (then the figures read wrongly are rejected), or accepted.",
  http: "POST /api/findings/:id/settle",
  cli: null,
  allow: "editor",
  input: z.object({
    id: z.string(),
    as: z.enum(["definition-differs", "source-wrong", "our-misreading", "accepted"]),
    note: z.string().trim().max(4000).default(""),
    /** Figures of it that were read wrongly: each is rejected, which its history can take back. Only with "our-misreading". */
    misread: z.array(z.string()).max(60).default([]),
  }),
  output: Finding,
  async run(desk, actor, { id, as, note, misread }) {
    const own = new Set((await findFinding(desk, id)).operands.map(({ figureId }) => figureId));
    if (misread.some((figureId) => as !== "our-misreading" || !own.has(figureId)))
      throw new DossierError("bad-input", {
        field: "misread",
        reason: "figures of this finding, and only when our reading is wrong",
      });
    const finding = await settle(desk, id, { as, note, by: actor.name, at: isoOf(desk.clock.now()) });
    for (const figureId of new Set(misread)) {
      const figure = await findFigure(desk, figureId);
      await keep(desk, actor, "reject", figure, { ...bare(figure), isRejected: true, correctedBy: actor.id });
    }
    return finding;
  },
});

export const unsettleFinding = operation({
  name: "unsettle-finding",
  summary: "Open a settled finding again.",
  http: "DELETE /api/findings/:id/settle",
  cli: null,
  allow: "editor",
  input: z.object({ id: z.string() }),
  output: Finding,
  run: (desk, _actor, { id }) => settle(desk, id, null),
});

async function settle(desk: Desk, id: string, settled: Finding["settled"]): Promise<Finding> {
  const before = await findFinding(desk, id);
  const finding = { ...before, settled };
  const [document] = await desk.store.documents.list(
    { ids: finding.documentIds, view: "all" },
    "newest",
    0,
    1,
  );
  await desk.store.transaction(async (tables) => {
    await tables.findings.put(finding, document?.sortAt ?? finding.createdAt);
    await tables.findings.recount(finding.documentIds);
  });
  desk.events.publish({ type: "desk" });
  return finding;
}

async function namesOf(desk: Desk, findings: readonly Finding[]): Promise<z.infer<typeof DocumentName>[]> {
  const ids = [...new Set(findings.flatMap(({ documentIds }) => documentIds))];
  if (ids.length === 0) return [];
  const documents = await desk.store.documents.list({ ids, view: "all" }, "newest", 0, ids.length);
  return documents.map(({ id, title, source, sortAt }) => ({ id, title, source, sortAt }));
}

async function findFinding(desk: Desk, id: string): Promise<Finding> {
  const finding = await desk.store.findings.get(id);
  if (finding === null) throw new DossierError("finding-not-found", { id });
  return finding;
}
