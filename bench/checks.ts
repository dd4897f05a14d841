// bench/checks.ts: npm run bench -- checks [--documents=2000] [--figures=200000] [--entities=120] [--spread=0]
//
// A desk of made documents on made companies: how long it takes to check one new document against it, and to check
// everything again. Nothing is read: figures go into the ledger as a reader would leave them. Values agree, save for
// a few that do not; with --spread each source says a value of its own, and with few --entities all speak of the same.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { openDesk } from "../src/app.ts";
import { addBytes } from "../src/desk/add-document.ts";
import { checkAll } from "../src/desk/check-all.ts";
import { checkDocumentJob } from "../src/desk/check-document.ts";
import type { Desk } from "../src/desk/desk.ts";
import { figureIds } from "../src/desk/keep-figures.ts";
import type { Figure } from "../src/records/figure.ts";
import { loadSettings } from "../src/settings/load.ts";
import { decimal } from "../src/values/decimal.ts";
import type { BenchResult } from "./run.ts";

interface Made {
  entities: number;
  spread: boolean;
}
const METRICS = [
  "revenue",
  "capex",
  "net-income",
  "operating-income",
  "backlog",
  "rd",
  "employees",
  "gross-margin",
];
const OWNER = { id: "local", name: "Bench", role: "owner" } as const;
const GROUND = { rule: "made", confidence: 0.9 };

export async function measure(options: Record<string, unknown>): Promise<BenchResult> {
  const documents = Number(options.documents ?? 2_000);
  const figures = Number(options.figures ?? 200_000);
  const made: Made = { entities: Number(options.entities ?? 120), spread: Number(options.spread ?? 0) > 0 };
  const folder = await mkdtemp(join(tmpdir(), "dossier-bench-checks-"));
  const desk = await openDesk(loadSettings({ DOSSIER_DATA: folder, DOSSIER_LOG: "silent" }));
  try {
    const perDocument = Math.max(1, Math.round(figures / documents));
    const ids: string[] = [];
    for (let at = 0; at <= documents; at++) ids.push(await makeDocument(desk, at, perDocument, made));
    const silent = async () => {};
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const full = await timed(() => checkAll(desk, silent));
    const turns: number[] = [];
    for (const id of ids.slice(-5))
      turns.push((await timed(() => checkDocumentJob(desk, { documentId: id }, silent))).seconds);
    turns.sort((a, b) => a - b);
    delay.disable();
    const heldUpMs = delay.max / 1e6;
    const found = await desk.store.findings.count({});
    const megabytes = process.memoryUsage.rss() / 1e6;
    return {
      metrics: {
        one_document_seconds: turns[2]!,
        one_document_worst_seconds: turns[4]!,
        full_seconds: full.seconds,
        held_up_ms: heldUpMs,
        findings: found,
        documents: documents + 1,
        figures: perDocument * (documents + 1),
        memory_mb: Math.round(megabytes),
      },
      report: [
        `${documents + 1} documents, ${perDocument * (documents + 1)} figures, ${found} findings`,
        `one document again: ${turns[2]!.toFixed(2)} s, at worst ${turns[4]!.toFixed(2)} s; everything: ${full.seconds.toFixed(1)} s; event loop held up ${heldUpMs.toFixed(0)} ms at most; ${Math.round(megabytes)} MB`,
      ],
    };
  } finally {
    await desk.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

async function makeDocument(desk: Desk, at: number, count: number, made: Made): Promise<string> {
  const { document: added } = await addBytes(desk, OWNER, {
    bytes: new TextEncoder().encode(`Made document ${at}`),
    name: `made-${at}.txt`,
    title: `Made document ${at}`,
    source: `Source ${at % 40}`,
    publishedIso: `2025-${String(1 + (at % 12)).padStart(2, "0")}-${String(1 + (at % 28)).padStart(2, "0")}`,
    publishedFrom: "given",
  });
  const document = added!;
  const drafts = Array.from({ length: count }, (_, turn) => madeFigure(at, turn, made));
  const names = figureIds(document.id, drafts);
  const figures = drafts.map(
    (draft, turn): Figure => ({
      ...draft,
      id: names[turn]!,
      documentId: document.id,
      versionId: document.versionId,
      correctedBy: null,
      isRejected: false,
    }),
  );
  await desk.store.figures.replace(document.id, figures, {
    source: document.source,
    sortAt: document.sortAt,
    isHidden: false,
  });
  return document.id;
}

/** The figure of a document at a turn: one of its few companies, a metric, a quarter; the value follows from these three. */
function madeFigure(
  at: number,
  turn: number,
  { entities, spread }: Made,
): Omit<Figure, "id" | "documentId" | "versionId" | "correctedBy" | "isRejected"> {
  const entity = (at * 7 + (turn % 4) * 31) % entities;
  const metric = METRICS[(turn >> 2) % METRICS.length]!;
  const quarter = (at + (turn >> 5)) % 40;
  const [year, part] = [2016 + Math.floor(quarter / 4), (quarter % 4) + 1];
  const odd = (at * 131 + turn * 17) % 997 === 0 ? 30 : spread ? (at * 37 + turn) % 900 : 0;
  const amount = 1_000 + ((entity * 7919 + METRICS.indexOf(metric) * 613 + quarter * 97) % 8_000) + odd;
  const low = decimal(`${amount}000000`);
  const text = `${amount} million`;
  const quote = `Company ${entity} had ${metric} of ${text} in ${year}Q${part}, turn ${turn}.`;
  const start = turn * 100 + quote.indexOf(text);
  return {
    start,
    end: start + text.length,
    coreStart: start,
    coreEnd: start + text.length,
    text,
    kind: "money",
    low,
    high: low,
    dates: null,
    unit: "USD",
    qualifier: null,
    isVague: false,
    step: decimal("1000000"),
    rule: "made",
    page: 1,
    quoteStart: turn * 100,
    quoteEnd: turn * 100 + quote.length,
    quote,
    cell: null,
    entity: `Company ${entity}`,
    entityId: `company-${entity}`,
    metric: metric,
    metricId: metric,
    period: {
      start: `${year}-${String(part * 3 - 2).padStart(2, "0")}-01`,
      end: `${year}-${String(part * 3).padStart(2, "0")}-30`,
      basis: "calendar",
      label: `${year}Q${part}`,
    },
    window: null,
    relation: null,
    nature: "actual",
    basis: [],
    grounds: {
      unit: GROUND,
      entity: GROUND,
      metric: GROUND,
      period: GROUND,
      relation: GROUND,
      nature: GROUND,
    },
    confidence: 0.9,
  };
}
