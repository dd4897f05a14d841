// checks/restate.ts: what one document says twice, and a headline against its body.
//
// The same entity, metric, period, relation and basis with one value in several places is one finding that holds.
// Different values are rarely a contradiction (a part, a month, a forecast beside a result), so they are left
// alone, save for one pattern: a headline states as done what the body plans, while the body says what is done.

import type { Figure } from "../records/figure.ts";
import type { Block } from "../records/reading.ts";
import { between, draftOf, type FindingDraft, scaleOf, termsOf, verdictOf, writeFigure } from "./draft.ts";
import { type Groups, statementKey } from "./groups.ts";
import { hull, type Interval, meet } from "./interval.ts";
import { entityKey, isForward, meaningOf, metricKey } from "./meaning.ts";

export const RESTATEMENT = "restatement 1";
export const HEADLINE = "headline 1";
const MOST_PLACES = 20;

export function checkRestatements(groups: Groups): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  const named = groups.figures.filter(
    (figure) =>
      figure.cell === null && figure.kind !== "date" && entityKey(figure) !== "" && metricKey(figure) !== "",
  );
  for (const same of Map.groupBy(named, statementKey).values()) {
    const places = [
      ...new Map(
        same.map((figure) => [`${figure.quoteStart}|${figure.low}|${figure.high}`, figure]),
      ).values(),
    ];
    for (const group of agreeing(places)) drafts.push(restatementDraft(group));
  }
  return drafts;
}

/** Groups of figures that can all mean one value, from two different sentences at least. */
function agreeing(figures: readonly Figure[]): Figure[][] {
  const groups: { common: Interval; members: Figure[] }[] = [];
  for (const figure of figures.slice(0, 200)) {
    const own = bandOf(figure);
    if (own === null) continue;
    const group = groups.find(
      ({ common, members }) => meet(common, own) && members[0]!.isVague === figure.isVague,
    );
    if (group === undefined) groups.push({ common: own, members: [figure] });
    else {
      group.members.push(figure);
      group.common = { low: larger(group.common.low, own.low), high: smaller(group.common.high, own.high) };
    }
  }
  return groups
    .map(({ members }) => members.slice(0, MOST_PLACES))
    .filter((members) => new Set(members.map(({ quoteStart }) => quoteStart)).size > 1);
}

const larger = (a: Interval["low"], b: Interval["low"]) => (a.gt(b) ? a : b);
const smaller = (a: Interval["low"], b: Interval["low"]) => (a.lt(b) ? a : b);

/** A vague amount is a band of its own: "tens of billions" twice says the same. */
function bandOf(figure: Figure): Interval | null {
  if (!figure.isVague) return meaningOf(figure);
  const [low, high] = [
    meaningOf({ ...figure, isVague: false, qualifier: null, high: figure.low }),
    meaningOf({ ...figure, isVague: false, qualifier: null, low: figure.high }),
  ];
  return low === null || high === null ? null : hull(low, high);
}

function restatementDraft(members: readonly Figure[]): FindingDraft {
  const scale = scaleOf(members);
  return draftOf({
    check: RESTATEMENT,
    parts: members.map((figure) => ({ figure, role: "stated" })),
    formula: `${members.map((figure) => writeFigure(figure, scale)).join(" = ")}${scale.name}`,
    terms: termsOf(...between(members, "=")),
    stated: bandOf(members[0]!),
    computed: bandOf(members[1]!),
    unit: members[0]!.unit,
    verdict: "holds",
  });
}

/** A headline that states a plan of the body as reached. */
export function checkHeadline(groups: Groups): FindingDraft[] {
  const title = groups.blocks.find(({ kind }) => kind === "title") ?? groups.blocks[0];
  if (title === undefined || title.end - title.start > 300) return [];
  const drafts: FindingDraft[] = [];
  for (const headline of groups.figures) {
    if (headline.start >= title.end) break;
    if (headline.start < title.start || headline.relation !== null || isForward(headline)) continue;
    const draft = againstBody(groups, headline, title);
    if (draft !== null) drafts.push(draft);
  }
  return drafts;
}

function againstBody(groups: Groups, headline: Figure, title: Block): FindingDraft | null {
  const stated = meaningOf(headline);
  if (stated === null || metricKey(headline) === "" || headline.kind === "percent") return null;
  const body = groups.levels.filter(
    (figure) =>
      figure.start >= title.end && figure.cell === null && metricKey(figure) === metricKey(headline),
  );
  if (body.some((figure) => !isForward(figure) && meet(stated, meaningOf(figure)!))) return null;
  const planned = body.find((figure) => isForward(figure) && meet(stated, meaningOf(figure)!));
  if (planned === undefined) return null;
  // The value of today stands in the sentence of the plan: only then do both speak of one thing.
  const today = body.find(
    (figure) =>
      !isForward(figure) &&
      figure.quoteStart === planned.quoteStart &&
      entityKey(figure) === entityKey(planned) &&
      figure.start < planned.start,
  );
  if (today === undefined || verdictOf(stated, meaningOf(today)!) === "holds") return null;
  const scale = scaleOf([headline, today, planned]);
  return draftOf({
    check: HEADLINE,
    parts: [
      { figure: headline, role: "headline" },
      { figure: today, role: "stated" },
      { figure: planned, role: "planned" },
    ],
    formula: `${writeFigure(headline, scale)} ≠ ${writeFigure(today, scale)}${scale.name}`,
    terms: termsOf(headline, "≠", today),
    stated,
    computed: meaningOf(today),
    unit: today.unit,
    verdict: "fails",
    reason: {
      key: "headline-states-plan",
      details: { planned: planned.text, today: today.text, when: planned.period?.label ?? "" },
    },
  });
}
