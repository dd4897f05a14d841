// read/pdf-notes.ts: what stands above a table of a PDF and belongs to it: its caption, its unit, its heads.

import type { DraftTable } from "./pdf-grid.ts";
import type { Line } from "./pdf-lines.ts";
import { isWide } from "./pdf-text.ts";
import type { Box } from "./pdf-words.ts";

/** What is looked at above a table. */
interface Neighbour extends Box {
  lines: Line[];
  sizePt: number;
  table: DraftTable | null;
}

const UNIT_LINE =
  /(?<!编制|填报|报告|承销|报送)(?:金额)?单位\s*[:：]\s*[^\s，。；)）]{0,12}[元股万亿%％吨台辆人千百个件倍MGWtm$][^\s，。；)）]{0,12}(?:\s*币种\s*[:：]\s*\S{1,8})?|[(（][^()（）]{0,80}\b(?:millions?|thousands?|billions?)\b[^()（）]{0,80}[)）]|人民币(?:千|万|百万|亿)?元(?!\S)|\b(?:in|\$) (?:millions|thousands|billions)\b[^.]{0,60}/i;

/** Tick boxes of Chinese report forms ("applicable, not applicable") stand above tables and name nothing. */
const NO_CAPTION = /^table of contents$|^目\s*录$|适用\s*[□√☑]|^[√□☑]|^[\d\s/.-]+$|^\d{4}\s*年.{0,14}$|单位/i;

const spellLine = (line: Line): string => {
  let text = "";
  for (const piece of line.pieces) {
    if (text !== "") text += " ";
    text += piece.words
      .map((word) => word.text)
      .join(isWide(piece.words[0]!.text.codePointAt(0)!) ? "" : " ");
  }
  return text;
};

/** Gives tables the caption and the unit that stand above them, up to the table before. */
export function attachNotes(drafts: readonly Neighbour[]): void {
  drafts.forEach((draft, i) => {
    const { table } = draft;
    if (!table) return;
    for (let k = i - 1; k >= Math.max(0, i - 5) && !drafts[k]!.table; k--) {
      const above = drafts[k]!;
      if (above.lines.length > 3 || draft.y0 - above.y1 > 14 * above.sizePt) break;
      const text = above.lines.map(spellLine).join(" ").normalize("NFC");
      const unit = UNIT_LINE.exec(text);
      if (unit) table.unitLine ??= unit[0].trim();
      if (text.length <= 120 && !(unit && text.length < unit[0].length + 14) && !NO_CAPTION.test(text))
        table.caption ??= text;
      if (table.caption && table.unitLine) break;
    }
    table.unitLine ??= unitInHead(table);
    table.headRows ||= headRowsOf(table);
  });
}

function unitInHead(table: DraftTable): string | null {
  for (const cell of table.cells) {
    if (cell.row > Math.max(1, table.headRows)) break;
    const text = cell.lines
      .flat()
      .map((word) => word.text)
      .join(" ");
    const unit = UNIT_LINE.exec(text);
    if (unit) return unit[0].trim().normalize("NFC");
  }
  return null;
}

/** Leading rows of a framed table without figures are heads. */
function headRowsOf(table: DraftTable): number {
  let heads = 0;
  for (let row = 0; row < Math.min(4, table.rows - 1); row++) {
    const own = table.cells.filter((cell) => cell.row === row && cell.lines.length > 0);
    const hasFigure = own.some((cell) => {
      const text = cell.lines
        .flat()
        .map((word) => word.text)
        .join("");
      return /\d/.test(text) && !/[年月期末初]|^(?:19|20)\d\d|[QH][1-4]|FY/.test(text);
    });
    if (hasFigure) break;
    heads = row + 1;
    // One row of names is the usual head; a further one only under a merged cell.
    if (!own.some((cell) => cell.columnSpan > 1 || cell.rowSpan > 1)) break;
  }
  return heads;
}
