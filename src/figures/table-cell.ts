// figures/table-cell.ts: what one cell of a table is worth: its numbers, their signs, units and scale.
//
// A number whose unit nothing says keeps none, with low confidence: units are never guessed. Under a percentage in the
// same section of the same column a bare number is a percentage too: American tables write the sign once.

import type { Period } from "../records/figure.ts";
import type { TableCell } from "../records/reading.ts";
import { shift } from "./amount.ts";
import { isProseCell } from "./context.ts";
import type { Found } from "./found.ts";
import type { DocumentFacts } from "./meaning.ts";
import { scan } from "./scan.ts";
import type { Said } from "./table-heads.ts";
import { PERCENT_FACTOR, type UnitLine } from "./unitline.ts";

const LONGEST_PROSE_CELL = 60;

/** A cell with all that its table says of it. */
export interface CellAsked {
  text: string;
  facts: DocumentFacts;
  /** Position of the table's block. */
  index: number;
  row: number;
  cell: TableCell;
  line: readonly TableCell[];
  unit: UnitLine | null;
  /** The unit is that of the table before: this one has the same kind of amounts and names none. */
  isUnitCarried: boolean;
  row_: Said;
  /** The last row before that had numbers. */
  rowBefore: Said | null;
  section: Said | null;
  /** The last section that named a metric, as long as sections of parts and growth follow it. */
  measured: Said | null;
  head: Said | null;
  heads: ReadonlyMap<number, Said>;
  around: Said;
  /** What the rows of balances above and below say of the time between them; null outside a statement of equity. */
  between: Period | null;
  /** Columns in which a percentage was written since the section began; readCell adds to it. */
  percentColumns: Set<number>;
  /** Columns in which an amount of money was written since the section began; readCell keeps it. */
  amountColumns: Set<number>;
  /** Columns in which an amount by the share was the last; readCell keeps it. */
  shareColumns: Set<number>;
}

/** Columns and rows of numbers that count nothing. */
const CODES =
  /^(?:序号|编号|行次|附注|注释|No\.?|#|Notes?|Item|Exhibit.*|代码|.{0,6}(?:代码|编码|电话|传真|邮编|邮政编码|证号|文号|批准文号|税号|账号)|Phone|Fax|Zip.*|CIK|CUSIP|.*(?:telephone|phone) number)$/i;
const PHONE = /^[\s(（+]*\d{2,4}[\s)）]*[-–]\s?\d{3,4}(?:[-–\s]?\d{3,8})+\s*$|^1[3-9]\d{9}$/;
const LONE_YEAR = /^\s*(?:19[5-9]\d|20[0-4]\d)\s*$/;

function isCode(asked: CellAsked, words: string): boolean {
  const { row_, head, unit } = asked;
  if (CODES.test(row_.label) || (head !== null && CODES.test(head.label))) return true;
  if (PHONE.test(words) || /^[\s]*[一二三四五六七八九十]{1,3}[、.]\s?\d{1,3}\s*$/.test(words)) return true;
  return LONE_YEAR.test(words) && (unit === null || row_.label === "");
}

/** The figures of a cell: one number, or all quantities of a cell of prose. */
export function readCell(asked: CellAsked): Found[] {
  const { text, cell } = asked;
  if (isProseCell(text, cell)) return [];
  const words = text.slice(cell.start, cell.end);
  if (words.length < 40 && isCode(asked, words)) return [];
  const isProse =
    words.length > LONGEST_PROSE_CELL ||
    /[\p{L}]{3,}.*[\p{L}]{3,}/u.test(words.replace(/million|billion|thousand/gi, ""));
  const { found } = scan(text, { from: cell.start, to: cell.end, bare: !isProse });
  const figures = isProse ? found : found.filter((figure) => !isFootnote(text, figure, cell)).slice(0, 1);
  for (const figure of figures) {
    negateBrackets(text, figure, cell);
    applyUnit(asked, figure);
    if (figure.kind === "percent" && !isProse && !asked.row_.isPercent) asked.percentColumns.add(cell.column);
    else if (figure.kind !== "percent") asked.percentColumns.delete(cell.column);
    if (figure.kind === "money" && !isProse) asked.amountColumns.add(cell.column);
    else if (figure.kind === "percent") asked.amountColumns.delete(cell.column);
    if (figure.kind === "price" && !isProse) asked.shareColumns.add(cell.column);
    else if (figure.kind === "money") asked.shareColumns.delete(cell.column);
  }
  return figures;
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

/** The rule of a unit that the table takes from the one before it: marked as a guess. */
export const UNIT_OF_TABLE_BEFORE = "unit-of-table-before";

const PER_SHARE = /每股|per (?:diluted |basic |common |ordinary )?share|EPS|\bADS\b/i;

const SHARES = /股本|股数|shares outstanding|weighted[- ]average|number of shares|加权平均/i;
/** The head of a column of shares in a statement of equity. */
const SHARE_HEAD = /(?:^|\s)(?:common |ordinary |preferred )?shares$|股数$/i;

/** The unit of a bare number: its column's or row's own, percent, per share, else the table's line. */
function applyUnit(asked: CellAsked, figure: Found): void {
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
    if (figure.kind === "money" && isPerShare(asked)) {
      Object.assign(figure, { kind: "price", unit: `${figure.unit}/share`, rule: "table-per-share" });
    }
    return;
  }
  if (figure.scalePower > 0) return;
  const isAmount = isAmountByPlace(asked);
  const isRate =
    head?.isPercent ||
    (row_.isPercent && !isAmount) ||
    (asked.percentColumns.has(asked.cell.column) && !isAmount) ||
    (head?.relation !== undefined &&
      head.relation !== null &&
      /%|率|增速|同比|环比|change|growth|CAGR/i.test(head.words)) ||
    (section?.isPercent && !isAmount && !isBridge(asked)) ||
    isPercentRow(asked);
  const metricKinds = row_.metric?.term.traits ?? head?.metric?.term.traits ?? [];
  const isOnlyPercent =
    metricKinds.includes("kind:percent") &&
    !metricKinds.includes("kind:money") &&
    !metricKinds.includes("kind:ratio");
  if (isRate || (isOnlyPercent && !isAmount && line?.kind === "money")) {
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
  if ((isPerShare(asked) && line.kind === "money") || isShareOfItem(asked, line, figure)) {
    Object.assign(figure, {
      kind: "price",
      unit: `${line.unit}/share`,
      hasUnit: true,
      rule: "table-per-share",
    });
    return;
  }
  const isShares = hasShares(asked);
  if (isShares && line.kind === "money") Object.assign(figure, { kind: "count", unit: "share" });
  else if (line.unit !== "")
    Object.assign(figure, {
      kind: line.kind,
      unit: line.unit,
      factor: line.factor,
      isMoney: line.kind === "money",
    });
  figure.hasUnit = true;
  figure.rule = asked.isUnitCarried && line === unit ? UNIT_OF_TABLE_BEFORE : "table-unit-line";
  scaleBy(figure, line.scalePower);
}

const GROUPED = /\d[,，]\d{3}(?!\d)/;
/** "Growth from new products", "growth due to": the cause of an amount, not a rate. */
const CAUSE =
  /\b(?:growth|mix|rates?)\b[^.]{0,40}?\b(?:from|due to|driven by|attributable to|resulting from)\b/i;

/** A section called growth whose column holds money, as in a bridge from one year's sales to the next. */
const isBridge = ({ section, cell, amountColumns }: CellAsked): boolean =>
  section !== null && !/[%％]|percent/i.test(section.words) && amountColumns.has(cell.column);

/**
 * Whether a number is an amount whatever words of rates stand beside it: it is written in thousands, its row is and
 * it has no decimals, or its label says what an amount came from in a column of money.
 */
function isAmountByPlace(asked: CellAsked): boolean {
  const { text, cell, line, row_ } = asked;
  if (/[%％]|percent/i.test(row_.words)) return false;
  const words = text.slice(cell.start, Math.min(cell.end, cell.start + 40));
  if (GROUPED.test(words)) return true;
  if (!asked.amountColumns.has(cell.column) || /\d\.\d/.test(words)) return false;
  if (CAUSE.test(row_.words)) return true;
  return (
    row_.isPercent &&
    line
      .slice(0, 24)
      .some(
        (one) => one !== line[0] && GROUPED.test(text.slice(one.start, Math.min(one.end, one.start + 40))),
      )
  );
}

/** "(0.4)" where every other number of the row has its sign: the reader put the % of a bracket in the next cell. */
function isPercentRow({ text, line, cell, row_ }: CellAsked): boolean {
  if (row_.metric?.term.traits.includes("kind:money") && row_.isWhole) return false;
  const others = line
    .slice(0, 24)
    .filter((one) => one !== cell && one !== line[0] && one.end > one.start)
    .map((one) => text.slice(one.start, Math.min(one.end, one.start + 20)).trim())
    .filter((words) => /\d/.test(words));
  return others.length >= 2 && others.every((words) => /^[-−(（]?[\d.,]+\s?[)）]?\s?[%％]$/.test(words));
}

/** "Basic" below "Weighted-average shares used in computation of earnings per share" counts shares. */
const hasShares = ({ row_, head, section }: CellAsked): boolean =>
  SHARES.test(row_.words) ||
  (head !== null && SHARE_HEAD.test(head.label)) ||
  (section !== null && SHARES.test(section.words) && /^(?:basic|diluted|基本|稀释)/i.test(row_.label));

/** "Dividends, $0.92 per share" names the rate; its amounts are the whole sum. */
const RATE_IN_LABEL = /\d[\d.]*\s?(?:per|a) (?:common |ordinary )?share|每股[^，,]{0,6}\d/i;

function isPerShare(asked: CellAsked): boolean {
  const { row_, section } = asked;
  if (hasShares(asked) || RATE_IN_LABEL.test(row_.words)) return false;
  return (
    PER_SHARE.test(row_.words) ||
    (section !== null && PER_SHARE.test(section.words) && !/\d/.test(section.words))
  );
}

/** Below diluted EPS in millions, "0.10" and "(0.03)" are what each item is by the share. */
const isShareOfItem = (asked: CellAsked, line: UnitLine, figure: Found): boolean =>
  asked.shareColumns.has(asked.cell.column) &&
  line.kind === "money" &&
  line.scalePower > 0 &&
  figure.low.power === -2 &&
  figure.low.digits.length <= 4;

function scaleBy(figure: Found, power: number): void {
  figure.low = shift(figure.low, power);
  figure.high = shift(figure.high, power);
  figure.scalePower = power;
}
