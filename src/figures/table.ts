// figures/table.ts: figures in tables: unit line above, heads over columns, labels of rows.
//
//   单位：亿元        2025Q3    2025Q2    同比        heads: periods, metrics or relations
//   营业收入          1,802     1,677     13%         row label: metric or entity (or a period: then heads are metrics)
//   净亏损           (12.4)     3.1                   brackets negate in a cell; footnote marks are no numbers
//
// The quote of a cell is its row. A number whose unit nothing says keeps none, with low confidence: units are never guessed.

import type { Ground } from "../records/figure.ts";
import type { Block, Table, TableCell } from "../records/reading.ts";
import { shift } from "./amount.ts";
import { basisOf } from "./basis.ts";
import { type Found, toQuantity } from "./found.ts";
import { scan } from "./scan.ts";
import { headsOf, type Said, saidBy } from "./table-heads.ts";
import type { DocumentFacts, FigureDraft } from "./understand.ts";
import { currencyIn, PERCENT_FACTOR, readUnitLine, type UnitLine } from "./unitline.ts";
import { kindOf } from "./vocabulary.ts";

const MOST_CELLS = 200_000;

const LONGEST_PROSE_CELL = 60;

/** The figures of the table at `blocks[index]`, row by row. */
export function findTableFigures(
  text: string,
  blocks: readonly Block[],
  index: number,
  facts: DocumentFacts,
): FigureDraft[] {
  const block = blocks[index]!;
  const table = block.table!;
  const cells = table.cells.slice(0, MOST_CELLS);
  const rows = rowsOf(cells);
  const headRows = table.headRows > 0 ? table.headRows : guessHeads(text, rows);
  const unit = unitLineOf(text, blocks, index, rows, headRows);
  const heads = headsOf(text, rows, headRows, facts);
  const around = saidBy(text, captionOf(text, table, blocks, index), facts);
  const drafts: FigureDraft[] = [];
  let section: Said | null = null;
  for (let row = headRows; row < rows.length; row++) {
    const line = rows[row];
    if (line === undefined || line.length === 0) continue;
    const label = line.find((cell) => cell.column === 0 || cell === line[0])!;
    const said = saidBy(text, text.slice(label.start, label.end), facts);
    const filled = line.filter((cell) => cell !== label && cell.end > cell.start);
    if (filled.length === 0) {
      section = said;
      continue;
    }
    for (const cell of filled)
      readCell(
        {
          text,
          facts,
          block,
          index,
          row,
          cell,
          line,
          unit,
          row_: said,
          section,
          head: heads.get(cell.column) ?? null,
          heads,
          around,
        },
        drafts,
      );
  }
  return drafts;
}

function rowsOf(cells: readonly TableCell[]): TableCell[][] {
  const rows: TableCell[][] = [];
  for (const cell of cells) (rows[cell.row] ??= []).push(cell);
  return Array.from(rows, (row) => row ?? []);
}

/** Leading rows without amounts: empty corners, years, dates, words. At most four. */
function guessHeads(text: string, rows: readonly TableCell[][]): number {
  let count = 0;
  for (const row of rows.slice(0, 4)) {
    const hasAmount = row.some((cell, index) => index > 0 && isAmount(text.slice(cell.start, cell.end)));
    if (hasAmount) break;
    count++;
  }
  return count === rows.length ? Math.min(1, rows.length) : count;
}

const isAmount = (words: string): boolean =>
  /\d/.test(words) &&
  !/^\s*(?:(?:19|20)\d{2}|(?:FY|CY|[1-4]Q)\s?'?\d{2,4}|\d{2}Q[1-4])\s?(?:年|E|A|F|Q[1-4]|H[12])?\s*$/.test(
    words,
  ) &&
  /^[\s$€£¥(（+\-−–]*[\d.,]+[\s%％)）xX倍亿万元A-Za-z]*$/.test(words);

/** The unit line: the table's own, its caption, its first rows, or the words right above or below. */
function unitLineOf(
  text: string,
  blocks: readonly Block[],
  index: number,
  rows: readonly TableCell[][],
  headRows: number,
): UnitLine | null {
  const block = blocks[index]!;
  const table = block.table!;
  const heads = rows
    .slice(0, Math.max(1, headRows))
    .flat()
    .map((cell) => text.slice(cell.start, cell.end))
    .filter((words) => words.length < 80);
  const above = text.slice(Math.max(0, block.start - 200), block.start);
  const candidates = [
    table.unitLine ?? "",
    table.caption ?? "",
    ...heads.filter((words) => /单位|單位|in (?:thousands|millions|billions)/i.test(words)),
    above.split("\n").slice(-4).join("\n"),
  ];
  for (const words of candidates) {
    if (words === "") continue;
    const unit = readUnitLine(words);
    if (unit !== null) return unit.unit === "" ? withCurrencyOfCells(text, unit, rows) : unit;
  }
  const corner = rows[0]?.[0];
  return corner === undefined || headRows === 0 ? null : readUnitLine(text.slice(corner.start, corner.end));
}

/** "in millions" names no currency: the signs in the table's own cells do. */
function withCurrencyOfCells(text: string, unit: UnitLine, rows: readonly TableCell[][]): UnitLine {
  for (const cell of rows.slice(0, 12).flat().slice(0, 120)) {
    const sign = /^[\s(（]*([$€£¥￥]|RMB|HK\$|US\$)/.exec(
      text.slice(cell.start, Math.min(cell.end, cell.start + 8)),
    );
    const currency = sign === null ? "" : currencyIn(sign[1]!);
    if (currency !== "") return { ...unit, unit: currency, kind: "money" };
  }
  return unit;
}

function captionOf(text: string, table: Table, blocks: readonly Block[], index: number): string {
  if (table.caption !== null) return table.caption;
  const before = blocks[index - 1];
  if (
    before !== undefined &&
    readUnitLine(text.slice(before.start, Math.min(before.end, before.start + 200))) !== null
  )
    return "";
  return before === undefined || before.end - before.start > 200 ? "" : text.slice(before.start, before.end);
}

interface Asked {
  text: string;
  facts: DocumentFacts;
  block: Block;
  index: number;
  row: number;
  cell: TableCell;
  line: readonly TableCell[];
  unit: UnitLine | null;
  row_: Said;
  section: Said | null;
  head: Said | null;
  heads: ReadonlyMap<number, Said>;
  around: Said;
}

function readCell(asked: Asked, drafts: FigureDraft[]): void {
  const { text, cell } = asked;
  const words = text.slice(cell.start, cell.end);
  const isProse =
    words.length > LONGEST_PROSE_CELL ||
    /[\p{L}]{3,}.*[\p{L}]{3,}/u.test(words.replace(/million|billion|thousand/gi, ""));
  const { found } = scan(text, { from: cell.start, to: cell.end, bare: !isProse });
  const figures = isProse ? found : found.filter((figure) => !isFootnote(text, figure, cell)).slice(0, 1);
  for (const figure of figures) {
    negateBrackets(text, figure, cell);
    applyUnit(asked, figure);
    drafts.push(draftOf(asked, figure));
  }
}

/** "1,234(1)", "1,234 [2]": a mark behind the number, never the first number of a cell. */
const isFootnote = (text: string, figure: Found, cell: TableCell): boolean =>
  figure.coreStart > cell.start &&
  /\d\s?[([]$/.test(text.slice(cell.start, figure.coreStart)) &&
  /^[)\]]/.test(text.slice(figure.coreEnd, cell.end));

function negateBrackets(text: string, figure: Found, cell: TableCell): void {
  if (figure.low.sign < 0) return;
  const before = text.slice(cell.start, figure.coreStart);
  const after = text.slice(figure.coreEnd, cell.end);
  const open = /[(（]\s?(?:[$€£¥]\s?)?$/.exec(before);
  const close = /^\s?[%％]?[)）]/.exec(after);
  if (open === null || close === null) return;
  figure.low = { ...figure.low, sign: -1 };
  figure.high = { ...figure.high, sign: -1 };
  figure.start = figure.coreStart = cell.start + open.index;
  figure.end = figure.coreEnd = figure.plainEnd = figure.coreEnd + close[0].length;
  if (/[%％]/.test(close[0])) {
    Object.assign(figure, { kind: "percent", unit: "fraction", factor: PERCENT_FACTOR, hasUnit: true });
  }
}

const PER_SHARE = /每股|per (?:diluted |basic |common |ordinary )?share|EPS|\bADS\b/i;

const SHARES = /股本|股数|shares outstanding|weighted[- ]average|number of shares|加权平均/i;

/** The unit of a bare number: its column's or row's own, percent, per share, else the table's line. */
function applyUnit(asked: Asked, figure: Found): void {
  const { row_, head, unit, section } = asked;
  const line = head?.unit ?? row_.unit ?? unit;
  if (figure.hasUnit && figure.kind !== "count") {
    // "$ 1,234" under "in millions": the sign says the currency, the line the scale.
    if (
      figure.isMoney &&
      figure.scalePower === 0 &&
      line !== null &&
      line.scalePower > 0 &&
      !isPerShare(asked)
    )
      scaleBy(figure, line.scalePower);
    return;
  }
  if (figure.scalePower > 0) return;
  const isRate =
    head?.isPercent ||
    row_.isPercent ||
    (head?.relation !== undefined &&
      head.relation !== null &&
      /%|率|增速|同比|环比|change|growth|CAGR/i.test(head.words)) ||
    section?.isPercent;
  const metricKinds = row_.metric?.term.traits ?? head?.metric?.term.traits ?? [];
  const isOnlyPercent =
    metricKinds.includes("kind:percent") &&
    !metricKinds.includes("kind:money") &&
    !metricKinds.includes("kind:ratio");
  if (isRate || (isOnlyPercent && line?.kind === "money")) {
    Object.assign(figure, {
      kind: "percent",
      unit: "fraction",
      factor: PERCENT_FACTOR,
      hasUnit: true,
      rule: "table-percent",
    });
    return;
  }
  if (line === null) return;
  if (isPerShare(asked) && line.kind === "money") {
    Object.assign(figure, {
      kind: "price",
      unit: `${line.unit}/share`,
      hasUnit: true,
      rule: "table-per-share",
    });
    return;
  }
  const isShares = SHARES.test(row_.words);
  if (isShares && line.kind === "money") Object.assign(figure, { kind: "count", unit: "share" });
  else if (line.unit !== "")
    Object.assign(figure, {
      kind: line.kind,
      unit: line.unit,
      factor: line.factor,
      isMoney: line.kind === "money",
    });
  figure.hasUnit = true;
  figure.rule = "table-unit-line";
  scaleBy(figure, line.scalePower);
}

const isPerShare = (asked: Asked): boolean =>
  PER_SHARE.test(asked.row_.words) ||
  (asked.section !== null && PER_SHARE.test(asked.section.words) && !/\d/.test(asked.section.words));

function scaleBy(figure: Found, power: number): void {
  figure.low = shift(figure.low, power);
  figure.high = shift(figure.high, power);
  figure.scalePower = power;
}

const ground = (rule: string, confidence: number): Ground => ({ rule, confidence });

function draftOf(asked: Asked, figure: Found): FigureDraft {
  const { text, facts, row, cell, line, row_, section, head, around, index } = asked;
  const first = line[0]!;
  const last = line.at(-1)!;
  const quoteStart = Math.min(first.start, figure.start);
  const quoteEnd = Math.max(last.end, figure.end);
  const metric = metricOf(asked);
  const entity = entityOf(asked);
  const period = head?.period ?? row_.period ?? section?.period ?? around.period;
  const isChange = figure.kind === "percent" || figure.kind === "percentage-point" || figure.kind === "ratio";
  const relation = (isChange ? (head?.relation ?? row_.relation) : null) ?? null;
  const nature =
    head?.nature ??
    row_.nature ??
    (period !== null && facts.calendar.published !== null && period.start > facts.calendar.published
      ? "estimate"
      : "actual");
  const unit =
    figure.unit === ""
      ? ground("table-no-unit", 0.3)
      : ground(figure.rule.startsWith("table") ? figure.rule : "cell-unit", 0.85);
  const grounds = {
    unit,
    entity: entity.ground,
    metric: metric.ground,
    period:
      period === null
        ? ground("none", 0.3)
        : ground(head?.period ? "column-head" : row_.period ? "row-label" : "table-caption", 0.85),
    relation: ground(relation === null ? "level" : "table-head", 0.8),
    nature: ground(head?.nature ? "column-head" : "table", 0.7),
  };
  return {
    ...toQuantity(text, figure),
    page: 1,
    quoteStart,
    quoteEnd,
    quote: text.slice(quoteStart, quoteEnd),
    cell: { block: index, row, column: cell.column },
    entity: entity.name,
    entityId: entity.id,
    metric: metric.name,
    metricId: metric.id,
    period,
    window: null,
    relation,
    nature,
    basis: basisOf(`${row_.words} ${head?.words ?? ""}`, figure.kind, entity.segment),
    grounds,
    confidence: Math.min(unit.confidence, entity.ground.confidence, metric.ground.confidence),
  };
}

function metricOf(asked: Asked): { name: string; id: string | null; ground: Ground } {
  const { row_, head, section, around } = asked;
  const places: [Said | null, string, number][] = [
    [row_, "row-label", 0.9],
    [head, "column-head", 0.85],
    [section, "section-row", 0.7],
    [around, "table-caption", 0.6],
  ];
  // A column that is only a relation (同比) measures what the column before it does.
  for (
    let column = asked.cell.column - 1;
    column > 0 && !row_.metric && head?.relation && !head.metric;
    column--
  ) {
    const left = asked.heads.get(column)?.metric;
    if (left) return { name: left.term.name.en, id: left.term.id, ground: ground("column-before", 0.75) };
  }
  for (const [said, rule, confidence] of places) {
    if (said?.metric)
      return { name: said.metric.term.name.en, id: said.metric.term.id, ground: ground(rule, confidence) };
  }
  const isName = row_.entity !== null || row_.segment !== null;
  const written = isName ? "" : row_.period === null ? row_.words : (head?.words ?? "");
  const name = written
    .replace(/[\s:：*]+$/g, "")
    .replace(/[（(][^（）()]*[)）]\s*$/, "")
    .trim()
    .slice(0, 60);
  return { name, id: null, ground: ground(name === "" ? "none" : "as-written", name === "" ? 0 : 0.5) };
}

function entityOf(asked: Asked): { name: string; id: string | null; segment: string | null; ground: Ground } {
  const { row_, head, section, around, facts } = asked;
  const owner = facts.subject.mention;
  const places: [Said | null, string, number][] = [
    [row_, "row-label", 0.85],
    [head, "column-head", 0.85],
    [section, "section-row", 0.7],
    [around, "table-caption", 0.7],
  ];
  for (const [said, rule, confidence] of places) {
    if (said?.entity && kindOf(said.entity.term) !== "class")
      return {
        name: said.entity.term.name.en,
        id: said.entity.term.id,
        segment: null,
        ground: ground(rule, confidence),
      };
    if (said?.segment && owner !== null)
      return {
        name: `${owner.term.name.en} ${said.segment}`,
        id: null,
        segment: said.segment,
        ground: ground(`${rule}+segment`, confidence - 0.1),
      };
  }
  if (owner !== null)
    return { name: owner.term.name.en, id: owner.term.id, segment: null, ground: ground("title", 0.7) };
  return { name: "", id: null, segment: null, ground: ground("none", 0) };
}
