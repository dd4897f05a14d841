// eval/answers.ts: answers without a model against questions of others, and models that lie or tell the truth.
//
// page_hit5, figure_hit: the pack's PDFs are read into a desk of their own, under names that tell nothing; each question is
// asked over the whole desk. A figure is right when a row or the computed result is the first quantity of the answer.
// invented_shown, true_dropped: scripted replies over a server on this machine, through the SDK and grounding. The honest
// ones keep to the words of their quotes, as the model is told to; reworded_unverified is the share of true statements in
// quite other words that stay marked as unverified.

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { openDesk } from "../src/app.ts";
import { isSameQuantity } from "../src/ask/ground-quantity.ts";
import { LOCAL_OWNER } from "../src/desk/accounts.ts";
import { AskInput, answerFromDesk } from "../src/desk/ask.ts";
import { toShown, writeStatements } from "../src/desk/ask-model.ts";
import { vocabularyOf } from "../src/desk/ask-question.ts";
import { groundTools } from "../src/desk/ask-tools.ts";
import type { Desk } from "../src/desk/desk.ts";
import { findQuantities } from "../src/figures/find.ts";
import type { Answer } from "../src/records/answer.ts";
import type { Quantity } from "../src/records/figure.ts";
import { loadSettings } from "../src/settings/load.ts";
import { exact } from "../src/values/decimal.ts";
import { openAskedDesk } from "../test/support/asked-desk.ts";
import { type ModelServer, openModelServer } from "../test/support/model-server.ts";
import {
  type CaseDocument,
  DOCUMENTS,
  honestOf,
  type Lie,
  liesOf,
  type Paraphrased,
} from "./answers-cases.ts";
import { FREE } from "./answers-free.ts";
import { SAID_OF_DEALS } from "./answers-said-deals.ts";
import { SAID_OF_INDUSTRY } from "./answers-said-industry.ts";
import { SAID_OF_PLANS } from "./answers-said-plans.ts";
import { SAID_OF_RESULTS } from "./answers-said-results.ts";
import { linesOf, readPdfPack } from "./desk.ts";
import type { Suite } from "./suite.ts";

interface Question {
  id: string;
  doc: string;
  question: string;
  answer: string;
  evidence: { page: number }[];
}

export const measure: Suite = async (dataFolder) => {
  const items: Record<string, number> = {};
  const metrics: Record<string, number> = {};
  const report: string[] = [];
  await measureModels(items, metrics, report);
  const questions = join(dataFolder, "pdf/questions.jsonl");
  if (existsSync(questions)) await measureQuestions(join(dataFolder, "pdf"), items, metrics, report);
  else report.push(`not found: ${questions}`);
  return { items, metrics, report };
};

async function measureQuestions(
  folder: string,
  items: Record<string, number>,
  metrics: Record<string, number>,
  report: string[],
): Promise<void> {
  const questions = linesOf<Question>(join(folder, "questions.jsonl"));
  const data = process.env.DOSSIER_EVAL_DESK ?? mkdtempSync(join(tmpdir(), "dossier-eval-"));
  const desk = await openDesk(loadSettings({ DOSSIER_DATA: data, DOSSIER_LOG: "silent" }));
  try {
    const ids = await readPdfPack(desk, folder);
    let [pageHits, figureHits, withFigure] = [0, 0, 0];
    for (const question of questions) {
      const input = AskInput.parse({ question: question.question });
      const { answer } = await answerFromDesk(desk, LOCAL_OWNER, input);
      const documentId = ids.get(question.doc);
      const pages = new Set(question.evidence.map(({ page }) => page));
      const hasPage = answer.quotes
        .slice(0, 5)
        .some((quote) => quote.documentId === documentId && pages.has(quote.page));
      const wanted = firstQuantity(question.answer);
      const hasFigure = wanted !== null && showsFigure(answer, wanted, documentId);
      if (hasPage) pageHits++;
      if (wanted !== null) withFigure++;
      if (hasFigure) figureHits++;
      report.push(
        `${question.id}: page ${hasPage ? "found" : "missed"}${wanted === null ? "" : `, figure ${wanted.text} ${hasFigure ? "shown" : "missed"}`}`,
      );
    }
    items.questions = questions.length;
    items.questions_with_figure = withFigure;
    metrics.page_hit5 = pageHits / Math.max(1, questions.length);
    metrics.figure_hit = figureHits / Math.max(1, withFigure);
  } finally {
    await desk.close();
    if (process.env.DOSSIER_EVAL_DESK === undefined) rmSync(data, { recursive: true, force: true });
  }
}

/** The first quantity of an answer that is no year and no date. */
function firstQuantity(answer: string): Quantity | null {
  return (
    findQuantities(answer, { bareNumbers: true }).find(
      ({ low, unit, dates }) =>
        dates === null && low !== null && !(unit === "" && /^(?:19|20)\d\d$/.test(low)),
    ) ?? null
  );
}

function showsFigure(answer: Answer, wanted: Quantity, documentId: string | undefined): boolean {
  const { computed } = answer;
  if (computed !== null) {
    const off = exact(computed.value).abs().minus(exact(wanted.low!).abs()).abs();
    if (off.lte(exact(wanted.step ?? "0"))) return true;
  }
  const bare = { ...wanted, qualifier: null };
  return answer.figures.some(
    (row) =>
      row.documentId === documentId &&
      (isSameQuantity(bare, row) ||
        (wanted.unit === "" && isSameQuantity({ ...bare, unit: row.unit, kind: row.kind }, row))),
  );
}

const PARAPHRASED: readonly Paraphrased[] = [
  ...SAID_OF_RESULTS,
  ...SAID_OF_DEALS,
  ...SAID_OF_INDUSTRY,
  ...SAID_OF_PLANS,
];
const fileOf = ({ title }: Paraphrased): string =>
  `said-${PARAPHRASED.findIndex((one) => one.title === title)}.txt`;

const HONEST_REPLIES = 200;
const HOSTILE_REPLIES = 500;

async function measureModels(
  items: Record<string, number>,
  metrics: Record<string, number>,
  report: string[],
): Promise<void> {
  const undo: (() => unknown)[] = [];
  const t = { after: (step: () => unknown) => void undo.push(step) } as unknown as TestContext;
  const server = await openModelServer(t, "");
  const texts = [
    ...DOCUMENTS.map(({ name, text }) => [name, text]),
    ...PARAPHRASED.filter(({ text }) => text !== "").map((one) => [
      fileOf(one),
      `${one.title}\n\n${one.text}`,
    ]),
    ...[...new Set(FREE.map(({ document }) => document))].map((name) => [`${name}.txt`, sampleText(name)]),
  ];
  const desk = await openAskedDesk(t, Object.fromEntries(texts), {
    settings: { modelUrl: server.url, modelName: "scripted", modelMonthlyTokens: 0 },
  });
  const shownBy = await passagesOf(desk);
  const paragraphOf = ({ facts, text }: CaseDocument) =>
    text.split("\n").find((line) => line.includes(facts[0]!.quote))!;

  const honest: { document: { name: string }; lie: Lie }[] = everySome(
    DOCUMENTS.flatMap((document) =>
      document.facts.flatMap((fact) =>
        honestOf(fact).map((text, at) => ({
          document,
          lie: { kind: "true", text, quote: at % 3 === 2 ? paragraphOf(document) : fact.quote } as Lie,
        })),
      ),
    ),
    HONEST_REPLIES,
  );
  const hostile: { document: { name: string }; lie: Lie }[] = everySome(
    DOCUMENTS.flatMap((document) =>
      liesOf(document, paragraphOf(document)).map((lie) => ({ document, lie })),
    ),
    HOSTILE_REPLIES,
  );
  for (const { document, quote, honest: texts, lies } of FREE) {
    const at = { name: `${document}.txt` };
    for (const text of texts) honest.push({ document: at, lie: { kind: "true", text, quote } });
    for (const text of lies) hostile.push({ document: at, lie: { kind: "free", text, quote } });
  }
  const reworded: typeof honest = [];
  for (const one of PARAPHRASED) {
    const at = { name: fileOf(one) };
    for (const text of one.honest)
      reworded.push({ document: at, lie: { kind: "true", text, quote: one.quote } });
    for (const text of one.lies)
      hostile.push({ document: at, lie: { kind: "reworded", text, quote: one.quote } });
  }
  const droppedOf = async (all: typeof honest, word: string): Promise<number> => {
    let dropped = 0;
    for (const { document, lie } of all) {
      const [statement] = await said(desk, server, shownBy.get(document.name)!, lie);
      if (statement?.isVerified === true) continue;
      dropped++;
      report.push(`${word}: ${lie.text}  ${JSON.stringify(statement?.reasons ?? "no statement")}`);
    }
    return dropped / all.length;
  };
  let invented = 0;
  for (const { document, lie } of hostile) {
    const statements = await said(desk, server, shownBy.get(document.name)!, lie);
    if (!statements.some(({ isVerified }) => isVerified)) continue;
    invented++;
    report.push(`shown: [${lie.kind}] ${lie.text}`);
  }
  items.honest_replies = honest.length;
  items.hostile_replies = hostile.length;
  metrics.invented_shown = invented;
  metrics.true_dropped = await droppedOf(honest, "dropped");
  items.reworded_replies = reworded.length;
  metrics.reworded_unverified = await droppedOf(reworded, "unverified");
  for (const step of undo.reverse()) await step();
}

/** The words of a sample document, without its marks. */
const sampleText = (name: string): string =>
  readFileSync(new URL(`../src/desk/sample/${name}`, import.meta.url), "utf8")
    .replace(/<head>[\s\S]*?<\/head>/, "")
    .replace(/<\/(?:p|h\d|blockquote)>/g, "\n")
    .replace(/<[^>]+>/g, "");

async function passagesOf(desk: Desk) {
  const documents = await desk.store.documents.list({ view: "all" }, "newest", 0, 100);
  const shown = new Map<string, Awaited<ReturnType<typeof toShown>>[]>();
  for (const document of documents) {
    const version = (await desk.store.documents.version(document.versionId))!;
    const passages = await desk.store.passages.between(document.id, 0, 20);
    const known = { title: document.title, source: document.source, date: document.sortAt, pageLabel: null };
    shown.set(
      version.fileName,
      await Promise.all(
        passages.filter(({ kind }) => kind !== "heading").map((one) => toShown(desk, one, known)),
      ),
    );
  }
  return shown;
}

async function said(
  desk: Desk,
  server: ModelServer,
  passages: Awaited<ReturnType<typeof toShown>>[],
  { text, quote, passage }: Lie,
) {
  const number = passage ?? passages.findIndex((one) => one.text.includes(quote)) + 1;
  server.replies = [JSON.stringify({ statements: [{ text, citations: [{ passage: number, quote }] }] })];
  const tools = groundTools(await vocabularyOf(desk));
  const { statements } = await writeStatements(desk, tools, {
    task: "Say it.",
    passages,
    modelName: "scripted",
  });
  return statements;
}

/** `count` of a list, evenly spread; all of it when it has no more. */
function everySome<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)]!);
}
