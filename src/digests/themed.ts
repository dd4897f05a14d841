// digests/themed.ts: sections of points after the document's own headings: reports, reviews, minutes, notes, articles.
//
// Which sections: all of a short document, the heaviest of a long one, views and guidance before others.
// How many points: shares of the digest by weight. Order stays the document's. Without headings the best
// sentences of the whole make one section.

import type { DigestSection } from "../records/digest.ts";
import { citationOf } from "./cite.ts";
import { type Draft, itemOf, sectionOf } from "./draft.ts";
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
}

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
        select(points, count, draft.taken).map((point) => itemOf(draft, point)),
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
    const points = section.points.map(draft.score).filter(({ score }) => score > 0);
    if (points.length === 0) continue;
    const best = points
      .map(({ score }) => score)
      .sort((a, b) => b - a)
      .slice(0, 3);
    const favour = plan.favoured[section.key] ?? 0;
    weighed.push({ section, points, weight: best.reduce((sum, score) => sum + score, 0) / 3 + favour });
  }
  return weighed;
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

/** Rows of tables with totals, for a workbook without sentences: caption or head row, then the row, both cited. */
export function composeRows(draft: Draft, most: number): DigestSection | null {
  const { text } = draft.reading;
  const items = [];
  for (const block of draft.outline.tables.slice(0, most)) {
    const rows = text.slice(block.start, block.end).split("\n");
    let start = block.start;
    for (const row of rows) {
      const end = start + row.length;
      if (TOTAL.test(row) && /\d/.test(row) && items.length < most) {
        const cells = row
          .split("\t")
          .map(oneLine)
          .filter((cell) => cell !== "");
        items.push({
          text: cells.join(" · "),
          citations: [citationOf(draft, { start, end })],
          origin: "quote" as const,
        });
      }
      start = end + 1;
    }
  }
  return sectionOf("tables", null, items);
}
