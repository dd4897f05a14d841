// eval/checks-pdf.ts: the pack pdf: what checks say of real documents, and of copies with one digit of a total changed.
//
// Every failure is printed with its page, to be looked at. A copy changes one figure of a row that names a total; it is
// caught when a check fails on that very figure. Which ones are changed follows from their order alone.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { checkDocument, type FindingDraft } from "../src/checks/check.ts";
import { deriveMeaning, deriveText } from "../src/desk/derive.ts";
import { withCorrections } from "../src/desk/keep-figures.ts";
import { shippedTerms } from "../src/figures/vocabulary.ts";
import { createReader } from "../src/read/isolated.ts";
import type { Figure } from "../src/records/figure.ts";
import type { Reading } from "../src/records/reading.ts";
import { decimal } from "../src/values/decimal.ts";
import type { SuiteResult } from "./suite.ts";

const TOTAL =
  /total|合计|总计|小计|总额|gross (?:profit|margin)|operating (?:income|profit)|net (?:income|earnings|cash|increase|decrease)|income before|earnings before|毛利|营业利润|利润总额|净利润|净额|cash.*end of|期末/i;
const CHANGED_EACH = 8;
const LIMITS = {
  timeoutMs: 300_000,
  memoryMb: 2_000,
  maxPages: 5_000,
  maxUnpackedBytes: 2e9,
  ocr: "off",
} as const;

interface Read {
  reading: Reading;
  figures: Figure[];
}

export async function scorePdf(folder: string): Promise<SuiteResult> {
  const files = join(folder, "pdf", "files");
  const reader = createReader({ processes: 1 });
  const verdicts = new Map<string, number>();
  const report: string[] = [];
  let [pages, changed, caught] = [0, 0, 0];
  try {
    for (const name of readdirSync(files).sort()) {
      const read = await understood(reader, files, name);
      pages += read.reading.pages.length;
      for (const finding of checkDocument(read.figures, read.reading)) {
        const key = `${finding.check.split(" ")[0]} ${finding.verdict}`;
        verdicts.set(key, (verdicts.get(key) ?? 0) + 1);
        if (finding.verdict === "fails") report.push(`  failed: ${name} ${failure(finding)}`);
      }
      for (const [figure, wrong] of spoiled(read)) {
        changed++;
        const found = checkDocument(
          read.figures.map((other) => (other === figure ? wrong : other)),
          read.reading,
        );
        caught += Number(found.some((finding) => isOn(finding, figure)));
      }
    }
  } finally {
    await reader.close();
  }
  const count = (verdict: string): number =>
    [...verdicts].reduce((sum, [key, times]) => sum + (key.endsWith(` ${verdict}`) ? times : 0), 0);
  const all = [...verdicts.values()].reduce((sum, times) => sum + times, 0);
  return {
    items: { pdf_pages: pages, pdf_totals_changed: changed },
    metrics: {
      pdf_checks: all,
      pdf_held: count("holds"),
      pdf_failed: count("fails"),
      pdf_totals_caught: changed === 0 ? 0 : caught / changed,
    },
    report: [
      `pdf: ${all} checks on ${pages} pages, ${count("holds")} hold, ${count("fails")} fail; totals with a changed digit caught: ${caught} of ${changed}`,
      ...[...verdicts].sort().map(([key, times]) => `  ${key}: ${times}`),
      ...report,
    ],
  };
}

const failure = ({ formula, operands }: FindingDraft): string =>
  `p. ${operands.at(-1)?.citation.page} ${formula} (${operands.at(-1)?.citation.quote.slice(0, 120)})`;

const isOn = ({ verdict, operands }: FindingDraft, { id }: Figure): boolean =>
  verdict === "fails" && operands.some(({ figureId }) => figureId === id);

async function understood(
  reader: ReturnType<typeof createReader>,
  folder: string,
  name: string,
): Promise<Read> {
  const whole = await reader.read({ path: join(folder, name), name, type: "pdf" }, LIMITS);
  const reading: Reading = {
    ...whole,
    attachments: [],
    pages: whole.pages.map((page) => ({ ...page, glyphs: null })),
  };
  const text = deriveText({
    reading,
    fileName: name,
    url: null,
    mediaType: "pdf",
    nowIso: "2025-11-25T00:00:00Z",
    topics: [],
  });
  const { figures } = deriveMeaning({
    reading,
    documentId: name,
    versionId: name,
    title: text.title.value,
    kind: text.kind.value,
    language: text.language,
    topicTerms: [],
    published: text.published,
    terms: shippedTerms(),
  });
  return { reading, figures: withCorrections(name, name, figures, []) };
}

/** Totals of tables, each with one digit changed; at most CHANGED_EACH a document, evenly over it. */
function spoiled({ reading, figures }: Read): [Figure, Figure][] {
  const totals = figures.filter((figure) => isTotal(reading, figure));
  const step = Math.max(1, Math.floor(totals.length / CHANGED_EACH));
  return Array.from({ length: CHANGED_EACH }, (_, turn) => totals[(3 % step) + turn * step]).flatMap(
    (figure, turn): [Figure, Figure][] => (figure === undefined ? [] : [[figure, withDigit(figure, turn)]]),
  );
}

function isTotal({ text, blocks }: Reading, figure: Figure): boolean {
  const { cell, low, high, unit } = figure;
  if (cell === null || low === null || low !== high || unit === "fraction") return false;
  const label = blocks[cell.block]?.table?.cells.find(({ row, column }) => row === cell.row && column === 0);
  if (label === undefined || !TOTAL.test(text.slice(label.start, label.end))) return false;
  return /\d{3}/.test(figure.text.replace(/[,.]/g, ""));
}

function withDigit(figure: Figure, turn: number): Figure {
  const value = figure.low!;
  const digits = [...value.matchAll(/[1-9]/g)].map(({ index }) => index);
  const at = digits[Math.min(digits.length - 1, turn % 3)]!;
  const wrong = decimal(`${value.slice(0, at)}${(Number(value[at]) % 9) + 1}${value.slice(at + 1)}`);
  return { ...figure, low: wrong, high: wrong };
}
