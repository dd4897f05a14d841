// checks/made.test-support.ts: figures, sentences and tables made for tests of checks.

import type { Figure } from "../records/figure.ts";
import type { Block, TableCell } from "../records/reading.ts";
import { decimal } from "../values/decimal.ts";
import type { SourcedFigure } from "./compare.ts";

const GROUND = { rule: "made", confidence: 0.9 };

/** A firm figure of money of "Acme" revenue in 2025; `change` sets what differs. */
export function madeFigure(id: string, value: string, change: Partial<Figure> = {}): Figure {
  const digits = value.split(".")[1]?.length ?? 0;
  return {
    id,
    documentId: "doc_a",
    versionId: "ver_a",
    start: 0,
    end: value.length,
    coreStart: 0,
    coreEnd: value.length,
    text: value,
    kind: "money",
    low: decimal(value),
    high: decimal(value),
    dates: null,
    unit: "USD",
    qualifier: null,
    isVague: false,
    step: decimal(digits === 0 ? "1" : `0.${"0".repeat(digits - 1)}1`),
    rule: "made",
    page: 1,
    quoteStart: 0,
    quoteEnd: value.length,
    quote: value,
    cell: null,
    entity: "Acme",
    entityId: "acme",
    metric: "Revenue",
    metricId: "revenue",
    period: { start: "2025-01-01", end: "2025-12-31", basis: "calendar", label: "2025" },
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
    correctedBy: null,
    isRejected: false,
    ...change,
  };
}

/** A figure as a source of its own said it. */
export const madeSaying = (
  id: string,
  value: string,
  source: string,
  change: Partial<SourcedFigure> = {},
): SourcedFigure => ({
  ...madeFigure(id, value, { documentId: `doc_${source}`, quoteStart: 10, ...change }),
  sourceName: source,
  sortAt: "2025-11-01T00:00:00.000Z",
  storyId: null,
  isPrimary: true,
  ...change,
});

/** A table of text cells, its first row heads and its first column labels, with a figure for each number. */
export function madeTable(
  rows: readonly (readonly string[])[],
  change: Partial<Figure> = {},
): { figures: Figure[]; text: string; blocks: Block[] } {
  const figures: Figure[] = [];
  const cells: TableCell[] = [];
  let text = "";
  for (const [row, line] of rows.entries()) {
    const rowStart = text.length;
    for (const [column, words] of line.entries()) {
      const start = text.length;
      text += words;
      cells.push({ start, end: text.length, row, column, rowSpan: 1, columnSpan: 1 });
      const isPercent = words.endsWith("%");
      const number = words.replace("%", "");
      if (row > 0 && column > 0 && /^-?\d+(\.\d+)?$/.test(number)) {
        const place = {
          start,
          end: text.length,
          coreStart: start,
          coreEnd: text.length,
          quoteStart: rowStart,
          text: words,
        };
        const made = madeFigure(`f${row}.${column}`, number, {
          ...place,
          cell: { block: 0, row, column },
          ...change,
        });
        figures.push(isPercent ? { ...made, ...percentOf(number) } : made);
      }
      text += column === line.length - 1 ? "\n" : "\t";
    }
  }
  const table = {
    caption: null,
    unitLine: null,
    rows: rows.length,
    columns: rows[0]!.length,
    headRows: 1,
    cells,
  };
  return { figures, text, blocks: [{ start: 0, end: text.length, kind: "table", level: 0, table }] };
}

/** 12.5 % as the fraction 0.125, good to its last written digit. */
export function percentOf(number: string): Partial<Figure> {
  const shifted = shift(number, 2);
  const digits = number.split(".")[1]?.length ?? 0;
  return {
    kind: "percent",
    unit: "fraction",
    low: decimal(shifted),
    high: decimal(shifted),
    step: decimal(`0.${"0".repeat(digits + 1)}1`),
    text: `${number}%`,
  };
}

function shift(number: string, places: number): string {
  const isNegative = number.startsWith("-");
  const [whole, rest = ""] = number.replace("-", "").split(".") as [string, string?];
  const padded = whole.padStart(places + 1, "0");
  const text = `${padded.slice(0, -places)}.${padded.slice(-places)}${rest}`;
  return `${isNegative ? "-" : ""}${text}`;
}
