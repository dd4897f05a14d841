// digests/themed.ts: sections of points after the document's own headings: reports, reviews, minutes, notes, articles.
//
// Which sections: all of a short document, the heaviest of a long one, views and guidance before others.
// How many points: shares of the digest by weight. Order stays the document's. Without headings the best
// sentences of the whole make one section.

import type { DigestSection } from "../records/digest.ts";
import type { TableCell } from "../records/reading.ts";
import { overlaps, type Span } from "../values/span.ts";
import { citationOf } from "./cite.ts";
import { type DigestItem, type Draft, itemOf, sectionOf } from "./draft.ts";
import type { Section } from "./outline.ts";
import { composeQuestions } from "./questions.ts";
import { type Scored, select } from "./salience.ts";
import type { SectionKey } from "./sections.ts";
import { oneLine } from "./sentences.ts";

export interface ThemedPlan {
  /** Added to the weight of sections with these keys. */
  favoured: Partial<Record<SectionKey, number>>;
  /** Keys never shown (a rating line has been written already). */
  without: readonly SectionKey[];
  /** Whether the words before the first heading make a section "summary". */
  hasOpening: boolean;
  /** Keys whose items are paragraphs from their first words on: a view with its evidence. */
  wholeParagraphs?: readonly SectionKey[];
}

/** Parts of a filing that no digest is read for, however many figures they hold. */
const BACKSTAGE =
  /注释|附注|审计|会计(?:政策|估计|准则|处理)|母公司|股份变动|利润分配|承诺|关联|社会责任|优先股|备查文件|释义|收入确认|财务报表$|责任|编制基础|其他主体|金融工具|股本|权益|notes? to |^note \d|^item \d+\w?\.? (?:properties|exhibits|legal)|share-based payments?|reconcil|non-gaap financial measure|accounting (?:policies|standards|pronouncements)|auditor|exhibits?|legal proceedings|unregistered sales|controls and procedures|signatures?|mine safety|cover page/i;

interface Weighed {
  section: Section;
  points: Scored[];
  weight: number;
}

/** Sections in the document's order; never more than the sizes allow. */
export function composeThemed(draft: Draft, plan: ThemedPlan): DigestSection[] {
  const weighed = weigh(draft, plan);
  const chosen = [...weighed]
    .sort((a, b) => b.weight - a.weight)
    .slice(0, draft.sizes.sections)
    .sort((a, b) => weighed.indexOf(a) - weighed.indexOf(b));
  const total = chosen.reduce((sum, { weight }) => sum + Math.max(0.1, weight), 0);
  const written: DigestSection[] = [];
  let left = draft.sizes.items;
  // The heaviest sections pick first, so that a point said twice stands where it matters most.
  for (const { section, points, weight } of [...chosen].sort((a, b) => b.weight - a.weight)) {
    if (left <= 0) break;
    const share = Math.round((draft.sizes.items * Math.max(0.1, weight)) / total);
    const most = chosen.length === 1 ? Math.min(left, draft.sizes.inSection * 2) : draft.sizes.inSection;
    const count = Math.max(1, Math.min(share, most, left));
    const made =
      (section.key === "questions" ? composeQuestions(draft, section, count) : null) ??
      sectionOf(
        section.key,
        section.title,
        select(points, count, draft.taken).map((point) =>
          plan.wholeParagraphs?.includes(section.key)
            ? paragraphItem(draft, section, point)
            : itemOf(draft, point),
        ),
      );
    if (made === null) continue;
    left -= made.items.length;
    written.push(made);
  }
  return written.sort((a, b) => startOf(a) - startOf(b));
}

const startOf = (section: DigestSection): number => section.items[0]!.citations[0]!.start;

/** Sections with their points scored. A section's weight is that of its three best points and its key. */
function weigh(draft: Draft, plan: ThemedPlan): Weighed[] {
  const weighed: Weighed[] = [];
  for (const section of draft.outline.sections) {
    if (section.points.length === 0 || plan.without.includes(section.key)) continue;
    if (section.title === null && !plan.hasOpening && draft.outline.sections.length > 1) continue;
    const fresh = section.points.filter((point) => !draft.used.some((span) => overlaps(span, point)));
    const points = fresh.map(draft.score).filter(({ score }) => score > 0);
    if (points.length === 0) continue;
    const best = points
      .map(({ score }) => score)
      .sort((a, b) => b - a)
      .slice(0, 3);
    const favour = (plan.favoured[section.key] ?? 0) - (BACKSTAGE.test(section.title ?? "") ? 4 : 0);
    weighed.push({ section, points, weight: best.reduce((sum, score) => sum + score, 0) / 3 + favour });
  }
  const worthwhile = weighed.filter(({ weight }) => weight > 0);
  return worthwhile.length > 0 ? worthwhile : weighed;
}

/** The paragraph of a point from its first words on, as many sentences as fit. */
function paragraphItem(draft: Draft, section: Section, point: Scored): DigestItem | null {
  const own = section.points.filter(({ block }) => block === point.block);
  const { start } = own[0]!;
  let { end } = own[0]!;
  for (const other of own) if (other.end - start <= draft.sizes.itemLength) end = other.end;
  draft.taken.push(...own.map(draft.score));
  return itemOf(draft, { start, end });
}

/** The captions of tables, each citing itself; for long digests and for documents that are little but tables. */
export function composeTables(draft: Draft, most: number): DigestSection | null {
  return sectionOf(
    "tables",
    null,
    draft.outline.captions.slice(0, most).map((point) => itemOf(draft, point)),
  );
}

const TOTAL = /^(?:合计|总计|小计|total|sum|revenue|收入|net income|净利润)/i;

/** Rows with totals of tables, for a workbook without sentences: each cell named by its column's head, both cited. */
export function composeRows(draft: Draft, most: number): DigestSection | null {
  const items: DigestItem[] = [];
  for (const block of draft.outline.tables.slice(0, most)) {
    const table = block.table;
    if (table === undefined) continue;
    const rows = rowsOf(table.cells);
    const head = headOf(draft, rows, table.headRows);
    for (const row of rows) {
      const name = wordsOf(draft, row[0]!);
      if (items.length >= most || row === head || !TOTAL.test(name)) continue;
      const cells = row.slice(1).filter((cell) => cell.end > cell.start);
      if (cells.length === 0) continue;
      const parts = cells.map((cell) => {
        const column = head?.find(({ column }) => column === cell.column);
        return [column === undefined ? "" : wordsOf(draft, column), wordsOf(draft, cell)].join(" ").trim();
      });
      const spans = head === undefined ? [row] : [head, row];
      items.push({
        text: `${name}: ${parts.join("; ")}`,
        citations: spans.map((cells) =>
          citationOf(draft, { start: cells[0]!.start, end: cells.at(-1)!.end }),
        ),
        origin: "rule",
      });
    }
  }
  return sectionOf("tables", null, items);
}

const wordsOf = (draft: Draft, { start, end }: Span): string => oneLine(draft.reading.text.slice(start, end));

function rowsOf(cells: readonly TableCell[]): TableCell[][] {
  const rows: TableCell[][] = [];
  for (const cell of cells) {
    if (cell.end === cell.start) continue;
    const last = rows[rows.length - 1];
    if (last !== undefined && last[0]!.row === cell.row) last.push(cell);
    else rows.push([cell]);
  }
  return rows;
}

/** The last head row, or without marked ones the first row of the top five with several cells and few digits. */
function headOf(draft: Draft, rows: readonly TableCell[][], headRows: number): TableCell[] | undefined {
  const marked = rows.filter((row) => row[0]!.row < headRows && row.length > 1).at(-1);
  return (
    marked ??
    rows
      .slice(0, 5)
      .find((row) => row.length > 1 && row.every((cell) => !/^[\d.,%()-]+$/.test(wordsOf(draft, cell))))
  );
}
