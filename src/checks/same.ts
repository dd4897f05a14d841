// checks/same.ts: when two documents speak of one thing, and what else could set their figures apart.
//
// A key gathers everything that may be compared (entity, metric, kind of statement); marks tell apart what is
// defined differently. Growth of annualised revenue is growth of revenue; "grew 150 %" and "2.5 times" are one
// statement in two forms.

import type { Figure } from "../records/figure.ts";
import { exact } from "../values/decimal.ts";
import { LEASES, WITH_LEASES, WITHOUT_LEASES } from "./definitions.ts";
import { hull, type Interval, point } from "./interval.ts";
import { basisKey, entityKey, meaningOf, metricKey } from "./meaning.ts";

/** A figure with what its document adds. */
export type SourcedFigure = Figure & {
  sourceName: string;
  /** When it was published: ISO, sortable. */
  sortAt: string;
  /** Documents of one story count as one voice. */
  storyId: string | null;
  isPrimary: boolean;
  /** Of another period than what is asked: evidence of what its source knows, never itself compared. */
  isContext?: boolean;
};

const GROWTHS = new Set(["yoy", "qoq", "mom", "cagr"]);
/** Metrics whose change is the change of another one. */
const GROWS_LIKE: Record<string, string> = { "annualized-revenue": "revenue" };
/** Changes and advantages are percents with or without the word for it. */
const relationOf = (figure: Figure): string =>
  figure.relation === "change" && figure.kind === "percent" ? "" : (figure.relation ?? "");

/** What must be equal for two figures to be compared at all; "" for a figure that is compared with nothing. */
export function comparisonKey(figure: Figure): string {
  if (figure.isRejected || entityKey(figure) === "" || metricKey(figure) === "") return "";
  // Without a term from the vocabulary two names may be two things.
  if (figure.metricId === null) return "";
  const relation = relationOf(figure);
  const metric = relation === "" ? metricKey(figure) : (GROWS_LIKE[metricKey(figure)] ?? metricKey(figure));
  const measure = GROWTHS.has(relation) || figure.kind === "percent" ? "rate" : figure.unit;
  return `${entityKey(figure)}|${metric}|${relation}|${measure}`;
}

/** Metrics that must be read together with this one, itself among them. */
export const metricFamily = (metricId: string): string[] => [
  metricId,
  ...Object.entries(GROWS_LIKE).flatMap(([a, b]) => (a === metricId ? [b] : b === metricId ? [a] : [])),
];

/** The value in the form in which it is compared: a growth as a fraction, also when written as a multiple. */
export const comparableOf = remembered((figure: Figure): Interval | null => {
  if (figure.kind === "date") return null;
  if (figure.isVague) {
    const { low, high } = figure;
    return low === null || high === null ? null : hull(point(low), point(high));
  }
  const own = meaningOf(figure);
  if (own === null || figure.kind !== "ratio" || !GROWTHS.has(relationOf(figure))) return own;
  return { low: own.low.minus(1), high: own.high.minus(1) };
});

export const isMultiple = (figure: Figure): boolean => figure.kind === "ratio";

// "89.9 billion year to date" is no quarter; "351 with finance leases" is no cash spending. Words this near are the figure's own.
const NEAR_CHARS = 24;
const TO_DATE =
  /year[- ]to[- ]date|\bYTD\b|(?:first )?nine months|six months|今年以来|年初至今|累计|前三季度|前三季|上半年/i;
const IN_CASH = /现金|cash/i;

/** The words around a figure in its quote; those of its row and heads for a cell. */
function wordsNear(figure: Figure): string {
  const at = Math.max(0, figure.start - figure.quoteStart);
  const words = figure.quote.slice(
    Math.max(0, at - NEAR_CHARS),
    at + (figure.end - figure.start) + NEAR_CHARS,
  );
  return words.replace(/[。；;\n].*$/s, (rest) => (words.indexOf(rest) > NEAR_CHARS ? "" : rest));
}

/** The words around a figure up to the next amount and the next comma: "342, 899 in the first three quarters" is of one quarter. */
function clauseOf(figure: Figure): string {
  const at = Math.max(0, figure.start - figure.quoteStart);
  const end = at + (figure.end - figure.start);
  const before = figure.quote.slice(Math.max(0, at - NEAR_CHARS), at);
  const after = figure.quote.slice(end, end + NEAR_CHARS);
  return `${before.replace(/^.*(?:[，；;。\n]|, )/s, "")} ${after.replace(/(?:[，；;。\n]|, |[$¥￥€£]|\d).*$/s, "")}`;
}

function leasesOf(figure: Figure): string {
  if (metricKey(figure) !== "capex") return "";
  const words = wordsNear(figure);
  if (WITHOUT_LEASES.test(words) || figure.basis.includes(LEASES.without)) return "without";
  if (WITH_LEASES.test(words) || figure.basis.includes(LEASES.with)) return "with";
  return IN_CASH.test(words) ? "without" : "";
}

const CHINESE_DIGITS: Record<string, string> = { 十二: "12", 十: "10", 六: "6", 三: "3", 两: "2", 一: "1" };
const MONTHS = /(\d+|十二|十|六|三|两|一)\s*(?:个月|months?)/;

/** "过去12个月", "过去十二个月" and "past twelve months" as "12m"; "" for none. */
function windowOf(figure: Figure): string {
  if (figure.window === null) return figure.cell === null && TO_DATE.test(clauseOf(figure)) ? "to-date" : "";
  const words = figure.window.toLowerCase().replace("twelve", "12").replace("six", "6").replace("three", "3");
  const months = MONTHS.exec(words)?.[1];
  return months === undefined ? words : `${CHINESE_DIGITS[months] ?? months}m`;
}

/** The marks that make two figures of one key different things, by the name of the difference. */
export const marksOf = remembered((figure: Figure): Record<string, string> => {
  const marks = new Set(
    basisKey(figure)
      .split(",")
      .filter((mark) => mark !== ""),
  );
  const pick = (...names: string[]): string => names.filter((name) => marks.has(name)).join("+");
  return {
    adjusted: pick("adjusted"),
    currency: figure.relation === null ? "" : pick("constant-currency"),
    // "500,000 chips in a cluster" counts chips; "4 PFLOP/s a cluster" is another thing than a chip's.
    level: figure.kind === "count" ? "" : pick("chip", "server", "rack", "cluster"),
    density: pick("dense", "sparse"),
    precision: pick("bf16", "fp8", "fp16", "fp4", "int8"),
    ways: pick("one-way", "two-way"),
    segment: [...marks].filter((mark) => mark.startsWith("segment:")).join("+"),
    window: windowOf(figure),
    leases: leasesOf(figure),
    calendar: figure.period?.basis ?? "",
    other: [...marks].filter((mark) => !KNOWN_MARKS.test(mark)).join("+"),
  };
});

const KNOWN_MARKS =
  /^(?:adjusted|constant-currency|chip|server|rack|cluster|dense|sparse|bf16|fp8|fp16|fp4|int8|one-way|two-way|with-leases|without-leases|segment:.*)$/;
/** A mark that is often left unsaid: silence on it is no difference where values are equal, and a doubt where not. */
const ALWAYS_SAID = new Set(["calendar", "leases"]);

/** Names of the marks on which the two differ. A calendar basis or a word on leases counts only when both say one. */
export function differencesOf(a: Figure, b: Figure): string[] {
  const [own, other] = [marksOf(a), marksOf(b)];
  return Object.keys(own).filter(
    (name) =>
      own[name] !== other[name] && !(ALWAYS_SAID.has(name) && (own[name] === "" || other[name] === "")),
  );
}

const DAY_MS = 86_400_000;
// A stock without a date is of the days around its publication.
const NEAR_DAYS = 45;
const WINDOW_DAYS = 100;

/** A figure and when it was published. */
type Dated = Figure & { sortAt: string };

/** "same" period, "near" (no period said, published within weeks), or "other". */
export function periodsOf(a: Dated, b: Dated): "same" | "near" | "other" {
  const [own, other] = [a.period, b.period];
  const isClose = Math.abs(Date.parse(a.sortAt) - Date.parse(b.sortAt)) <= NEAR_DAYS * DAY_MS;
  if (own !== null && other !== null) {
    if (own.start === other.start && own.end === other.end) return "same";
    const areInstants = own.start === own.end && other.start === other.end;
    return areInstants && Math.abs(Date.parse(own.end) - Date.parse(other.end)) <= DAYS_OF_INSTANTS * DAY_MS
      ? "same"
      : "other";
  }
  if (own === null && other === null) return isClose ? "near" : "other";
  // One is silent: an instant of the other's publication is what silence means.
  const said = own ?? other!;
  const silent = own === null ? a : b;
  const day = silent.sortAt.slice(0, 10);
  // "over the past twelve months" ends with the last quarter or with the day of writing.
  if (windowOf(a) !== "" && windowOf(a) === windowOf(b))
    return Math.abs(Date.parse(said.end) - Date.parse(day)) <= WINDOW_DAYS * DAY_MS ? "near" : "other";
  const isInstant = said.start === said.end;
  return isInstant && Math.abs(Date.parse(said.end) - Date.parse(day)) <= NEAR_DAYS * DAY_MS
    ? "near"
    : "other";
}

const DAYS_OF_INSTANTS = 3;
/** A day so many days later; what is no date stays as it is written. */
function dayOf(iso: string, days = 0): string {
  const time = Date.parse(iso) + days * DAY_MS;
  return Number.isNaN(time) || Math.abs(time) > 8e15
    ? iso.slice(0, 10)
    : new Date(time).toISOString().slice(0, 10);
}

/** Days between which another figure's period may end, or its publication lie, for periodsOf not to say "other". */
export interface NearDays {
  by: "period" | "publication";
  from: string;
  to: string;
  /** For periods: the day they begin on, or "" when they must be one day long; null for any. */
  start: string | null;
}

/** Where figures lie that may be of the period of `figure`; a little wider than periodsOf, which has the last word. */
export function nearDays(figure: Dated): NearDays[] {
  const { period, sortAt } = figure;
  const isWindow = windowOf(figure) !== "";
  const around = (by: NearDays["by"], day: string, days: number, start: string | null): NearDays => ({
    by,
    from: dayOf(day, -days),
    // A moment of a day is later than the day's name.
    to: dayOf(day, by === "publication" ? days + 1 : days),
    start,
  });
  if (period === null)
    return [
      around("publication", sortAt, NEAR_DAYS, null),
      isWindow ? around("period", sortAt, WINDOW_DAYS, null) : around("period", sortAt, NEAR_DAYS, ""),
    ];
  const isInstant = period.start === period.end;
  const own = isInstant
    ? around("period", period.end, DAYS_OF_INSTANTS, "")
    : around("period", period.end, 0, period.start);
  if (!isInstant && !isWindow) return [own];
  return [own, around("publication", period.end, isWindow ? WINDOW_DAYS : NEAR_DAYS, null)];
}

/** The voice behind a figure: its story, or its document when it is in none. */
export const voiceOf = (figure: SourcedFigure): string => figure.storyId ?? figure.documentId;

const DISPUTES =
  /相反|不符|不一致|相左|存疑|contrary to|contradicts?|at odds with|disput|unlike what|differs? from what/i;

/** Whether the source quotes a value to say that its own count comes out otherwise: “高 40%” 相反. */
export const isDisputed = (figure: Figure): boolean => {
  const at = Math.max(0, figure.start - figure.quoteStart);
  const [before, after] = [figure.quote.slice(0, at), figure.quote.slice(at)];
  const isQuoted = /[“"「『][^”"」』]{0,12}$/.test(before) && /^[^“「『]{0,24}[”"」』]/.test(after);
  return figure.cell === null && isQuoted && DISPUTES.test(figure.quote);
};

/** The span of days a date figure names. */
export const daysOf = (figure: Figure): { low: string; high: string } | null => figure.dates;

/** Wide reading of a number: good to its last digit that is not zero ("1,800" for 1,802). Null for open ends. */
export const roundedReading = remembered((figure: Figure): Interval | null => {
  const value = figure.low ?? figure.high;
  if (value === null || figure.isVague) return null;
  return comparableOf({ ...figure, qualifier: figure.qualifier ?? (isBigRound(value) ? "about" : null) });
});

/** Figures are compared each with many others: what one means is worked out once for as long as it is held. */
function remembered<T>(work: (figure: Figure) => T): (figure: Figure) => T {
  const known = new WeakMap<Figure, { value: T }>();
  return (figure) => {
    let kept = known.get(figure);
    if (kept === undefined) known.set(figure, (kept = { value: work(figure) }));
    return kept.value;
  };
}

const isBigRound = (value: string): boolean => exact(value).abs().gte(100) && /0$/.test(value);

/**
 * A figure of a headline is about what the body says of the same metric: "Amazon deploys 1,000,000 chips" over a text
 * in which every chip deployed is one project's. Figures of one document in; the same figures, some with another subject.
 */
export function withSubjects<T extends Figure>(figures: readonly T[]): T[] {
  const title = figures.filter(({ quoteStart, cell }) => quoteStart === 0 && cell === null);
  if (title.length === 0 || title.length > 20) return [...figures];
  const changed = new Map<T, T>();
  for (const headline of title) {
    const body = figures.filter(
      (figure) =>
        figure.quoteStart > 0 &&
        figure.metricId !== null &&
        figure.metricId === headline.metricId &&
        figure.relation === headline.relation,
    );
    const owners = new Set(body.map(entityKey));
    if (body.length < 2 || owners.size !== 1 || owners.has(entityKey(headline))) continue;
    const { entity, entityId } = body[0]!;
    changed.set(headline, { ...headline, entity, entityId });
  }
  return figures.map((figure) => changed.get(figure) ?? figure);
}
