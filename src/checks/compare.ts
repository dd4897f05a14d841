// checks/compare.ts: what several documents say of one entity, metric and period, side by side.
//
//   group (one key) → periods → voices (a story speaks once) → clusters that can mean one value → verdict
//
// One cluster: agree. Two: first everything that would make them different things (basis, window, calendar),
// then time (a result replaces a forecast, a newer forecast the older one of the same source); only what is left is
// a conflict, and only for metrics that have one right value. Nothing is ever averaged.

import type { Verdict } from "../records/finding.ts";
import { draftOf, type FindingDraft, scaleOf, termsOf, writeFigure } from "./draft.ts";
import { type Interval, meet } from "./interval.ts";
import { isForward, isOpen } from "./meaning.ts";
import {
  comparableOf,
  comparisonKey,
  daysOf,
  differencesOf,
  isDisputed,
  isMultiple,
  marksOf,
  periodsOf,
  roundedReading,
  type SourcedFigure,
  voiceOf,
} from "./same.ts";

export type { SourcedFigure } from "./same.ts";

export const COMPARE = "sources 1";
/** A metric of this many statements in one period is a price or an index, of which any two differ. */
export const MOST_STATEMENTS = 400;
const MOST_CLUSTERS = 6;
// What has more values than this in one period is a price; each is set against each.
const MOST_VALUES = 64;
const MOST_IN_FINDING = 24;
const WIDEST = 1.7;
// Sources that quarrel about a level are seldom further apart than twofold: beyond it one figure is of another thing.
const FARTHEST = { level: 2.05, rate: 1.5 };
// Two makes of one metric are this near; further apart, one figure is of another thing, and a pair of them tells nothing.
const CLOSE = 1.2;
/** Marks that explain any distance: a rack is many chips. A window or a part explains only a small one. */
const SAYS_MUCH = new Set(["level", "density", "precision", "ways"]);
const SAYS_SOME = new Set(["adjusted", "currency", "leases"]);
// Below this a reading may be ours to blame.
const SURE = 0.6;

/** Metrics with one right value for an entity and a period; of others (prices, orders, costs) there are many. */
const HAS_ONE_VALUE = new Set(
  `revenue cost-of-revenue gross-profit gross-margin operating-income operating-margin net-income net-margin ebitda eps
   capex rd opex ocf fcf cash debt assets backlog dividend chips-deployed capacity-power capacity-added market-size
   users subscribers employees stores shipments production aum gmv rack-power tdp memory memory-bandwidth
   interconnect-bandwidth compute parameters context-length energy-efficiency tco cities robots`.split(/\s+/),
);

/**
 * Findings over groups of figures, each group holding all figures of one entity and metric (see comparisonKey); other
 * figures in a group are set apart, never mixed. A finding names each voice's figures, primaries first.
 */
export function compareSources(groups: readonly (readonly SourcedFigure[])[]): FindingDraft[] {
  return groups.flatMap((group) => {
    const byKey = Map.groupBy(
      group.filter((figure) => comparisonKey(figure) !== ""),
      comparisonKey,
    );
    return [...byKey.values()].flatMap(compareKey);
  });
}

function compareKey(all: readonly SourcedFigure[]): FindingDraft[] {
  if (all.length < 2) return [];
  const figures = [...all].sort((a, b) =>
    a.sortAt < b.sortAt ? -1 : a.sortAt > b.sortAt ? 1 : a.start - b.start,
  );
  const drafts = periodGroups(figures.filter(({ isContext }) => isContext !== true)).flatMap((group) =>
    group.length < 2 || group.length > MOST_STATEMENTS || new Set(group.map(voiceOf)).size < 2
      ? []
      : comparePeriod(group, figures),
  );
  return withKnownDifferences(drafts);
}

/** Oldest first, and always the same way: of many that agree the same few are named, whoever is checked. */
const inOrder = (a: SourcedFigure, b: SourcedFigure): number =>
  a.sortAt < b.sortAt ? -1 : a.sortAt > b.sortAt ? 1 : a.id < b.id ? -1 : 1;

/** Two documents that define a metric differently in one period do so in the others. */
function withKnownDifferences(drafts: readonly FindingDraft[]): FindingDraft[] {
  const pairs = new Set<string>();
  const pairsOf = ({ operands, documentIds }: FindingDraft): string[] => {
    const values = new Map(
      documentIds.map((id) => [id, operands.find(({ citation }) => citation.documentId === id)?.value]),
    );
    return documentIds.flatMap((a) =>
      documentIds.flatMap((b) => (a < b && values.get(a) !== values.get(b) ? [`${a} ${b}`] : [])),
    );
  };
  for (const draft of drafts)
    if (draft.verdict === "different-definition") for (const pair of pairsOf(draft)) pairs.add(pair);
  return drafts.map((draft) =>
    draft.verdict === "conflict" && pairsOf(draft).some((pair) => pairs.has(pair))
      ? { ...draft, verdict: "different-definition", reason: { key: "differs-elsewhere", details: {} } }
      : draft,
  );
}

/** Figures of one period together; figures without a period join those published near them. */
function periodGroups(figures: readonly SourcedFigure[]): SourcedFigure[][] {
  const groups: SourcedFigure[][] = [];
  // Groups that a spoken period of one key may join stand under it: a key of 40 quarters needs no walk over 40 groups.
  const byPeriod = new Map<string, SourcedFigure[][]>();
  for (const figure of figures) {
    const candidates = isSpan(figure) ? (byPeriod.get(spanOf(figure)) ?? []) : groups;
    let group = candidates.find((members) => periodsOf(members[0]!, figure) !== "other");
    if (group === undefined && isSpan(figure))
      group = groups.find((members) => !isSpan(members[0]!) && periodsOf(members[0]!, figure) !== "other");
    if (group !== undefined) {
      group.push(figure);
      continue;
    }
    group = [figure];
    groups.push(group);
    if (isSpan(figure)) byPeriod.set(spanOf(figure), [...candidates, group]);
  }
  return groups;
}

/** A period with two different days; only the very same one is the same. */
const isSpan = ({ period }: SourcedFigure): boolean => period !== null && period.start !== period.end;
const spanOf = ({ period }: SourcedFigure): string => `${period!.start}/${period!.end}`;

function comparePeriod(group: readonly SourcedFigure[], all: readonly SourcedFigure[]): FindingDraft[] {
  if (group[0]!.kind === "date") return agreeingDates(group);
  const clusters = clustersOf(group);
  const drafts: FindingDraft[] = [];
  for (const whole of clusters) {
    const cluster = whole.filter((figure) => !isDisputed(figure));
    const disputing = whole.filter(isDisputed);
    if (
      disputing.length > 0 &&
      new Set([...cluster, ...disputing].map(voiceOf)).size > 1 &&
      cluster.length > 0
    )
      drafts.push(
        compareDraft([cluster, disputing], "different-definition", {
          key: "disputed",
          details: { source: disputing[0]!.sourceName },
        }),
      );
    if (new Set(cluster.map(voiceOf)).size < 2) continue;
    const isConverted = new Set(cluster.map(isMultiple)).size > 1;
    drafts.push(compareDraft([cluster], isConverted ? "agree-after-conversion" : "agree"));
  }
  // So many values of one thing are many things: a price, parts of a whole, a name that covers several.
  if (clusters.length > MOST_CLUSTERS) return drafts;
  for (let a = 0; a < clusters.length; a++)
    for (let b = a + 1; b < clusters.length; b++) {
      const draft = apart(clusters[a]!, clusters[b]!, all);
      if (draft !== null) drafts.push(draft);
    }
  return drafts;
}

interface Cluster {
  common: Interval;
  members: SourcedFigure[];
}

/** Sets of figures with a value in common that nothing else tells apart. */
function clustersOf(group: readonly SourcedFigure[]): SourcedFigure[][] {
  const clusters: Cluster[] = [];
  const known = new Map<string, Cluster | null>();
  // Exact figures first, so that "over 20 %" and "about 1,250" join a value instead of making one.
  const order = [...group].sort((a, b) => Number(isLoose(a)) - Number(isLoose(b)));
  for (const figure of order) {
    const form = formOf(figure);
    // Hundreds of sources write a thing in a few ways: each way is placed once.
    if (!known.has(form)) known.set(form, placeIn(clusters, figure));
    known.get(form)?.members.push(figure);
  }
  return clusters.map(({ members }) => members);
}

const formOf = (figure: SourcedFigure): string =>
  JSON.stringify([
    figure.low,
    figure.high,
    figure.step,
    figure.qualifier,
    figure.isVague,
    isForward(figure),
    isMultiple(figure),
    marksOf(figure),
  ]);

/** The cluster that a figure belongs to, its common values narrowed; a new one when it is alone, null for what says nothing. */
function placeIn(clusters: Cluster[], figure: SourcedFigure): Cluster | null {
  const own = comparableOf(figure);
  if (own === null || isTooWide(figure, own)) return null;
  const cluster = clusters.find(
    ({ common, members }) =>
      members[0]!.isVague === figure.isVague &&
      isForward(members[0]!) === isForward(figure) &&
      (meet(common, own) || roundsTo(members[0]!, figure)) &&
      hardDifferences(members[0]!, figure).length === 0,
  );
  if (cluster === undefined) {
    if (clusters.length >= MOST_VALUES) return null;
    const alone: Cluster = { common: own, members: [] };
    clusters.push(alone);
    return alone;
  }
  if (meet(cluster.common, own))
    cluster.common = {
      low: cluster.common.low.gt(own.low) ? cluster.common.low : own.low,
      high: cluster.common.high.lt(own.high) ? cluster.common.high : own.high,
    };
  return cluster;
}

/** "1,000 to 2,200" agrees with everything and says nothing. */
const isTooWide = (figure: SourcedFigure, { low, high }: Interval): boolean =>
  !figure.isVague && figure.low !== null && figure.high !== null && low.gt(0) && high.div(low).gt(WIDEST);

const isLoose = (figure: SourcedFigure): boolean => figure.qualifier !== null || figure.low !== figure.high;

/** Differences that part equal values too; silence about a level or a window does not. */
const hardDifferences = (a: SourcedFigure, b: SourcedFigure): string[] =>
  differencesOf(a, b).filter((name) => ["adjusted", "density", "precision", "segment"].includes(name));

function roundsTo(a: SourcedFigure, b: SourcedFigure): boolean {
  const [own, other] = [roundedReading(a), roundedReading(b)];
  return own !== null && other !== null && meet(own, other);
}

/** What two clusters of different values are to each other; null when nothing can be said. */
function apart(
  a: readonly SourcedFigure[],
  b: readonly SourcedFigure[],
  all: readonly SourcedFigure[],
): FindingDraft | null {
  const [first, second] = [spokesman(a), spokesman(b)];
  if (first.isVague || second.isVague) return null;
  const others = unlike(b);
  const different = [
    ...new Set(unlike(a).flatMap((own) => others.flatMap((other) => differencesOf(own, other)))),
  ];
  const voices = new Set([...a, ...b].map(voiceOf));
  if (voices.size < 2) return null;
  if (![first, second].every(({ confidence }) => confidence >= SURE)) return null;
  if (!HAS_ONE_VALUE.has(first.metricId ?? "") || isOpenEnded(first) || isOpenEnded(second)) return null;
  if (different.length > 0)
    return !isExplained(first, second, different)
      ? null
      : compareDraft([a, b], "different-definition", {
          key: "definition",
          details: { differs: different.join(", ") },
        });
  if (isForward(first) !== isForward(second)) return replaced(a, b);
  if (isForward(first)) return first.sourceName === second.sourceName ? replaced(a, b) : null;
  if (first.period === null && second.period === null && !["count", "power"].includes(first.kind))
    return null;
  if (first.kind === "percent" && first.relation === null && !/margin/.test(first.metricId ?? ""))
    return null;
  if (!isNearEnough(first, second)) return null;
  const both = hasBoth(a, b, all) ?? hasBoth(b, a, all);
  if (both === null) return compareDraft([a, b], "conflict", { key: "values-differ", details: {} });
  return isNear(first, second, CLOSE)
    ? compareDraft([a, b], "different-definition", {
        key: "one-source-has-both",
        details: { source: both.sourceName },
      })
    : null;
}

/** One figure for each set of marks: hundreds of sources say a thing in a few ways. */
const unlike = (cluster: readonly SourcedFigure[]): SourcedFigure[] => [
  ...new Map(cluster.map((figure) => [JSON.stringify(marksOf(figure)), figure])).values(),
];

/** A source of `a` that has the value of `b` too in its body, of whatever period: it knows of two things. */
function hasBoth(
  a: readonly SourcedFigure[],
  b: readonly SourcedFigure[],
  all: readonly SourcedFigure[],
): SourcedFigure | null {
  const documents = new Set(a.filter(isInBody).map(({ documentId }) => documentId));
  const other = comparableOf(spokesman(b))!;
  return (
    all.find((figure) => {
      const own = documents.has(figure.documentId) && isInBody(figure) ? comparableOf(figure) : null;
      return own !== null && meet(own, other);
    }) ?? null
  );
}

const isInBody = (figure: SourcedFigure): boolean => figure.quoteStart > 0;

const isExplained = (a: SourcedFigure, b: SourcedFigure, different: readonly string[]): boolean =>
  different.some((name) => SAYS_MUCH.has(name)) ||
  (different.some((name) => SAYS_SOME.has(name)) && isNearEnough(a, b)) ||
  isNear(a, b, CLOSE);

const isNearEnough = (a: SourcedFigure, b: SourcedFigure): boolean =>
  isNear(a, b, a.kind === "percent" ? FARTHEST.rate : FARTHEST.level);

function isNear(a: SourcedFigure, b: SourcedFigure, most: number): boolean {
  const [own, other] = [comparableOf(a)!, comparableOf(b)!].map(({ low, high }) => low.plus(high).abs());
  if (own!.isZero() || other!.isZero()) return false;
  const ratio = own!.gt(other!) ? own!.div(other!) : other!.div(own!);
  return ratio.lte(most);
}

const isOpenEnded = (figure: SourcedFigure): boolean => {
  const own = comparableOf(figure);
  return own === null || isOpen(own);
};

/** The member to judge by: primary, sure, early in its document. */
function spokesman(cluster: readonly SourcedFigure[]): SourcedFigure {
  return [...cluster].sort(
    (a, b) => Number(b.isPrimary) - Number(a.isPrimary) || b.confidence - a.confidence || a.start - b.start,
  )[0]!;
}

/** A later result or forecast takes the place of an earlier forecast; null when the order does not say so. */
function replaced(a: readonly SourcedFigure[], b: readonly SourcedFigure[]): FindingDraft | null {
  const [first, second] = [spokesman(a), spokesman(b)];
  const [older, newer] = first.sortAt <= second.sortAt ? [first, second] : [second, first];
  if (!isForward(older) || older.sortAt.slice(0, 10) === newer.sortAt.slice(0, 10)) return null;
  return compareDraft([a, b], "superseded", {
    key: isForward(newer) ? "revised" : "result-known",
    details: { by: newer.id, on: newer.sortAt.slice(0, 10), source: newer.sourceName },
  });
}

/** Dates can only agree: one name covers several days that may all be right (preview, launch, volume). */
function agreeingDates(group: readonly SourcedFigure[]): FindingDraft[] {
  const clusters: SourcedFigure[][] = [];
  for (const figure of group) {
    const own = daysOf(figure);
    if (own === null) continue;
    const cluster = clusters.find((members) =>
      members.every((member) => {
        const other = daysOf(member)!;
        return own.low <= other.high && other.low <= own.high;
      }),
    );
    if (cluster === undefined) clusters.push([figure]);
    else cluster.push(figure);
  }
  return clusters
    .filter((members) => new Set(members.map(voiceOf)).size > 1)
    .map((members) => compareDraft([members], "agree"));
}

/** A finding over sets of figures: each set has its share of the places, however many speak for it. */
function compareDraft(
  sets: readonly (readonly SourcedFigure[])[],
  verdict: Verdict,
  reason?: { key: string; details: Record<string, string> },
): FindingDraft {
  const ordered = sets
    .flatMap((figures) => [...figures].sort(firstHand).slice(0, Math.floor(MOST_IN_FINDING / sets.length)))
    .sort(firstHand);
  const first = ordered[0]!;
  const other = ordered.find((figure) => !sameValue(figure, first)) ?? ordered[1]!;
  const scale = scaleOf(ordered);
  const values = [
    ...new Map(
      ordered.map((figure) => [`${figure.low}|${figure.high}|${figure.qualifier}`, figure]),
    ).values(),
  ];
  // Ten sources of one value are two sides of one equation, not ten.
  const voices = values.length === 1 && verdict.startsWith("agree") ? [first, other] : values;
  const written = voices.map((figure) =>
    figure.kind === "date" || figure.isVague || isMultiple(figure) !== isMultiple(first)
      ? figure.text
      : `${writeFigure(figure, scale)}${scale.name}`,
  );
  return draftOf({
    check: COMPARE,
    parts: ordered.map((figure) => ({ figure, role: roleOf(figure) })),
    formula: written.join(verdict.startsWith("agree") ? " = " : " ≠ "),
    terms: termsOf(
      ...voices.flatMap((figure, at) => [
        ...(at === 0 ? [] : [verdict.startsWith("agree") ? "=" : "≠"]),
        figure.kind === "date" || figure.isVague || figure.unit === "x" ? figure.text : figure,
      ]),
    ),
    stated: comparableOf(first),
    computed: comparableOf(other),
    unit: first.unit,
    verdict,
    reason,
  });
}

/** Primaries first, then the oldest. */
const firstHand = (a: SourcedFigure, b: SourcedFigure): number =>
  Number(b.isPrimary) - Number(a.isPrimary) || inOrder(a, b);

const sameValue = (a: SourcedFigure, b: SourcedFigure): boolean => a.low === b.low && a.high === b.high;

/** Who speaks: the primary source of its story, a retelling of it, or a source of its own. */
const roleOf = (figure: SourcedFigure): string =>
  figure.storyId === null ? "source" : figure.isPrimary ? "primary" : "retelling";
