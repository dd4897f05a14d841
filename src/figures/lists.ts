// figures/lists.ts: two lists that answer each other: "2017, 2016 and 2015 … $14.2m, $15.9m and $17.0m, respectively".
//
//   甲、乙、丙的2025年PE分别为32倍、28倍和41倍            names before, figures behind
//   27% and 31% of net sales in 2016 and 2017             figures before, labels behind
//   2025-2027年净利润分别为A、B和C                          a span of as many years as figures
//   销售/管理/研发费用率分别为3.5%、2.9%、8.3%                heads that share their tail
//
// Lists of unlike length share nothing: better no answer than one shifted by a place.

import { between, indexAt, type Parts } from "./context.ts";
import type { Found } from "./found.ts";
import { emptyLabel, type PeriodLabel } from "./label-parts.ts";
import type { Share } from "./meaning.ts";
import { findMetrics, type Mention, type Vocabulary } from "./vocabulary.ts";

interface Lists {
  text: string;
  parts: Parts;
  labels: readonly PeriodLabel[];
  figures: readonly Found[];
  mentions: readonly Mention[];
  vocabulary: Vocabulary;
}

const JOINT =
  /^\s?(?:[、，,;；/]|和|与|及|以及|and|&|or)?(?:\s?(?:and|和|及|约为?|约))?\s?(?:about |approximately )?$/;
/** What a joint can begin with: one look spares the pattern for most neighbours. */
const OPENS_JOINT = /[\s、，,;；/和与及以a&o约]/;
const MOST_LISTED = 12;

/** What the figures of an item take from lists before or behind them. */
export function sharesOf(lists: Lists): Map<Found, Share> {
  const shares = new Map<Found, Share>();
  const { figures } = lists;
  for (let index = 0; index < figures.length; ) {
    const run = runFrom(lists, index);
    if (run.length > 1) shareOut(lists, run, shares);
    index += run.length;
  }
  return shares;
}

/** Figures of one kind with nothing but joints between them. */
function runFrom({ text, figures }: Lists, index: number): Found[] {
  const first = figures[index]!;
  const run = [first];
  while (run.length < MOST_LISTED) {
    const [before, next] = [run.at(-1)!, figures[index + run.length]];
    if (next === undefined || !isListed(text, before, next)) break;
    run.push(next);
  }
  return run;
}

/** 32倍、28倍: the first behind PE is a multiple, the others ratios until their metric is known. */
const MULTIPLES: ReadonlySet<string> = new Set(["ratiomultiple", "multipleratio"]);

const isListed = (text: string, before: Found, next: Found): boolean =>
  next.start - before.end <= 10 &&
  OPENS_JOINT.test(text[before.end] ?? "") &&
  (next.kind === before.kind || before.unit === "" || MULTIPLES.has(next.kind + before.kind)) &&
  next.kind !== "date" &&
  next.kind !== "duration" &&
  text.slice(before.end, next.start).trim() !== "" &&
  JOINT.test(text.slice(before.end, next.start));

function shareOut(lists: Lists, run: readonly Found[], shares: Map<Found, Share>): void {
  const { text, parts } = lists;
  const [first, last] = [run[0]!, run.at(-1)!];
  const sentence = parts.sentences[indexAt(parts.sentences, first.coreStart)];
  if (sentence === undefined) return;
  const from = Math.max(sentence.start, first.start - 160);
  const to = Math.min(sentence.end, last.end + 160);
  const lead = text.slice(Math.max(from, first.start - 14), first.start);
  const isSaid = /分别|各为|依次/.test(lead) || /respectively/i.test(text.slice(last.end, to));
  const add = (index: number, share: Share): void => {
    const figure = run[index]!;
    shares.set(figure, { ...shares.get(figure), ...share });
  };
  const labels = labelsFor(lists, run, from, to, isSaid);
  for (const [index, label] of labels.entries()) add(index, { label });
  if (labels.length > 0 || !isSaid) return;
  const names = namesFor(lists, run.length, from, first.start);
  for (const [index, entity] of names.entries()) add(index, { entity });
  const heads = headsFor(lists, run.length, from, first.start);
  for (const [index, metric] of heads.entries()) add(index, { metric });
}

/** As many labels as figures: a run before, a run behind, or a span of years. */
function labelsFor(
  lists: Lists,
  run: readonly Found[],
  from: number,
  to: number,
  isSaid: boolean,
): PeriodLabel[] {
  const { text, labels } = lists;
  const [first, last] = [run[0]!, run.at(-1)!];
  const own = labels.filter((label) => !label.isTime);
  const behind = chainOf(text, between(own, last.end, to));
  if (behind.length === run.length) return filledIn(behind);
  const before = between(own, from, first.start);
  for (let index = before.length - 1; index >= 0; index--) {
    const chain = chainOf(text, before.slice(index));
    if (chain.length === run.length && index + chain.length === before.length) return filledIn(chain);
  }
  const written = yearsWritten(text.slice(from, first.start), from);
  if (written.length === run.length) return written;
  const span = before.at(-1);
  const isSpan = span?.year != null && span.yearTo !== null && span.yearTo - span.year + 1 === run.length;
  if (!isSpan || !isSaid) return [];
  return run.map((_, index) => ({
    ...emptyLabel(span.start, span.end),
    year: span.year! + index,
    isFiscal: span.isFiscal,
  }));
}

/** "2025/2026/2027年", "2025、26、27年": years side by side that are no labels one by one. */
function yearsWritten(words: string, base: number): PeriodLabel[] {
  const match =
    /((?:19|20)\d\d)((?:\s?[/／、,，]\s?(?:(?:19|20)\d\d|\d\d)(?!\d)){1,8})\s?(?:年|E\b|A\b)/.exec(words);
  if (match === null) return [];
  const start = base + match.index;
  const end = start + match[0].length;
  const century = match[1]!.slice(0, 2);
  const years = [match[1]!, ...(match[2]!.match(/\d+/g) ?? [])].map((year) =>
    Number(year.length === 2 ? century + year : year),
  );
  return years.map((year) => ({ ...emptyLabel(start, end), year }));
}

/** The labels from the first on that have nothing but joints between them. */
function chainOf(text: string, labels: readonly PeriodLabel[]): PeriodLabel[] {
  const chain = labels.slice(0, 1);
  for (const label of labels.slice(1, MOST_LISTED)) {
    if (!JOINT.test(text.slice(chain.at(-1)!.end, label.start))) break;
    chain.push(label);
  }
  return chain;
}

/** "December 31, 2017, 2016 and 2015": the bare years take day and span of the first; "first and second quarter of 2025" its year. */
function filledIn(chain: readonly PeriodLabel[]): PeriodLabel[] {
  const first = chain[0]!;
  const year = chain.at(-1)!.year;
  return chain.map((label) => {
    const isBareYear =
      label.year !== null && label.month === null && label.quarter === null && label.half === null;
    if (isBareYear && first.month !== null)
      return { ...first, year: label.year, start: label.start, end: label.end };
    if (isBareYear && first.isFiscal) return { ...label, isFiscal: true };
    return label.year === null && year !== null && label.relative === null ? { ...label, year } : label;
  });
}

/** As many names side by side as figures, before them. */
function namesFor({ text, mentions }: Lists, count: number, from: number, to: number): Mention[] {
  const before = between(mentions, from, to);
  for (let index = before.length - count; index >= 0; index--) {
    const names = before.slice(index, index + count);
    const isList = names.every(
      (name, at) => at === 0 || JOINT.test(text.slice(names[at - 1]!.end, name.start)),
    );
    const isOpen = index === 0 || !JOINT.test(text.slice(before[index - 1]!.end, names[0]!.start));
    const isClosed =
      index + count === before.length ||
      !JOINT.test(text.slice(names.at(-1)!.end, before[index + count]!.start));
    if (isList && isOpen && isClosed) return names;
  }
  return [];
}

/** 销售/管理/研发费用率: heads that share the tail of the last one; 收入、毛利率: heads as they are. */
function headsFor(lists: Lists, count: number, from: number, to: number): Mention[] {
  const { text, vocabulary } = lists;
  const words = text.slice(Math.max(from, to - 60), to).replace(/(?:分别|各|依次).*$/s, "");
  const list = words.split(/[/／、]|和|与|及/).map((word) => word.trim());
  if (list.length < count) return [];
  const heads = list.slice(-count);
  const end = heads.at(-1)!;
  const found: Mention[] = [];
  for (const [index, head] of heads.entries()) {
    const mention = headIn(
      vocabulary,
      index === 0 ? (/[\u4e00-\u9fffA-Za-z]{1,12}$/.exec(head)?.[0] ?? "") : head,
      end,
    );
    if (mention === null) return [];
    found.push(mention);
  }
  return found;
}

function headIn(vocabulary: Vocabulary, head: string, end: string): Mention | null {
  // The shortest front of the last head that leaves a tail which makes this one a term.
  for (let cut = 1; cut < Math.min(end.length, 8); cut++) {
    const whole = head + end.slice(cut);
    const mention = findMetrics(vocabulary, whole, 0, whole.length).find(
      (one) => one.end === whole.length && one.start <= Math.max(0, head.length - 2),
    );
    if (mention !== undefined) return mention;
  }
  const own = findMetrics(vocabulary, head, 0, head.length);
  return own.find((one) => one.end === head.length) ?? null;
}
