// figures/table-surroundings.ts: what stands around a table: its unit line, its caption, the table it goes on from.

import type { Block, Table, TableCell } from "../records/reading.ts";
import { currencyIn, readUnitLine, type UnitLine } from "./unitline.ts";

/** The unit line: the table's own, its caption, its first rows, or the words right above or below. */
export function unitLineOf(
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
    farAbove(text, blocks, index),
    below(text, blocks[index + 1]),
  ];
  for (const words of candidates) {
    if (words === "") continue;
    const unit = readUnitLine(words);
    if (unit !== null) return unit.unit === "" ? withCurrencyOfCells(text, unit, rows) : unit;
  }
  const corner = rows[0]?.[0];
  return corner === undefined || headRows === 0 ? null : readUnitLine(text.slice(corner.start, corner.end));
}

/** "(MILLIONS, EXCEPT PER SHARE DATA)" over heads that the reader took for lines: not beyond the table before. */
function farAbove(text: string, blocks: readonly Block[], index: number): string {
  for (let at = index - 1; at >= 0 && at >= index - 18; at--) {
    const block = blocks[at]!;
    if (block.table !== undefined) return "";
    if (block.end - block.start > 160) continue;
    const words = text.slice(block.start, block.end);
    if (
      /[(（][^()（）]{0,20}(?:thousands|millions|billions|单位)/i.test(words) &&
      readUnitLine(words) !== null
    )
      return words;
  }
  return "";
}

/** "数据来源：Wind，单位（%）": a source line under the table that also gives the unit. */
function below(text: string, block: Block | undefined): string {
  if (block === undefined || block.table !== undefined || block.end - block.start > 120) return "";
  const words = text.slice(block.start, block.end);
  return /^\s*(?:数据|资料)?来源|^\s*注/.test(words) && words.includes("单位") ? words : "";
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

const isFurniture = (block: Block): boolean => block.kind === "header" || block.kind === "footer";

/** The words that name a table: its caption, or the block right before it; furniture of pages and marks are none. */
export function captionOf(text: string, table: Table, blocks: readonly Block[], index: number): string {
  if (table.caption !== null) return table.caption;
  for (let at = index - 1; at >= 0 && at >= index - 4; at--) {
    const block = blocks[at]!;
    if (isFurniture(block)) continue;
    if (block.table !== undefined || block.end - block.start > 200) return "";
    const words = text.slice(block.start, block.end);
    if (readUnitLine(words) !== null && !/[:：]\s*$/.test(words)) continue;
    if (/[√□☑☐]|^\s*[\d/\s]+$/.test(words)) continue;
    return words;
  }
  return "";
}

/** Whether only the ends of pages stand between two tables, or, for tables of one shape, nothing that parts them. */
export function isCarriedOver(
  text: string,
  blocks: readonly Block[],
  from: number,
  to: number,
  isSameShape: boolean,
): boolean {
  if (to - from > 8) return false;
  let isParted = isSameShape;
  for (let at = from + 1; at < to; at++) {
    const block = blocks[at]!;
    const words = text.slice(block.start, Math.min(block.end, block.start + 60));
    const isShort = block.end - block.start < 40;
    const isMark = isShort && /^[\s\d/.-]*$|续|continued|^Table of Contents$/i.test(words);
    // Rows of a statement that the reader took for lines: short, and none that opens something new.
    const isRow = isSameShape && isShort && !/[:：√□]|单位|^表|^Table/.test(words);
    if (!isFurniture(block) && !isMark && !isRow) return false;
    isParted = true;
  }
  return isParted;
}
