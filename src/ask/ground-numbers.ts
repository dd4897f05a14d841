// ask/ground-numbers.ts: whether each quantity of a statement stands in its quotes, told of the same thing.
//
// A right number with a wrong meaning is the danger: the rack's for the chip's, last year's for this year's, one
// company's for another's. Each quantity has a region: the words since the quantity of its unit before it, to the end of
// its clause, and what the ledger knows of it. When another quantity of that unit in the quotes has a region nearer to
// the statement's, the number is another's.
//
//   quote      亚马逊 200 亿美元，| 微软 300 亿美元          regions of 200 and of 300
//   statement  微软 200 亿美元                               nearer to the region of 300: number-of-another

import type { Figure, Quantity } from "../records/figure.ts";
import { exact } from "../values/decimal.ts";
import { hasHan } from "../values/language.ts";
import type { Because, Evidence, GroundTools } from "./ground.ts";
import { directionOf, LEVELS, levelsOf, periodWords, withoutPeriods } from "./ground-words.ts";

interface Told {
  quantity: Quantity;
  /** Words of the region before the quantity. */
  before: string;
  /** Some words behind the quantity, beyond its clause. */
  after: string;
  /** Content words, a list of forms each; a word counts once, whichever of its forms meets. */
  words: string[][];
  forms: Set<string>;
  /** Names, metrics, levels and periods in one form: "#entity:google", "y2025", "q3". */
  tags: Set<string>;
  metrics: Set<string>;
  region: string;
}

/** The reasons of all quantities that fail. */
export function checkNumbers(statement: string, evidence: Evidence, tools: GroundTools): Because[] {
  const claimed = tools.quantities(statement).filter((quantity) => !isYear(quantity));
  if (claimed.length === 0) return [];
  const written = writtenIn(evidence, tools);
  const told = inherited(claimed.map((quantity) => tell(statement, quantity, claimed, tools, false)));
  const reasons: Because[] = [];
  for (const [at, claim] of told.entries()) {
    const same = written.filter((one) => isSame(claim, one));
    const words = claim.quantity.text;
    if (same.length === 0) reasons.push({ reason: "number-not-in-quote", words });
    else if (!same.some((one) => !isOfAnother(claim, one, written, told, at)))
      reasons.push({ reason: "number-of-another", words });
    else if (same.every((one) => isTurned(claim, one) || isOtherMood(claim, one, statement, evidence.text)))
      reasons.push({ reason: "turned-round", words });
  }
  return reasons;
}

/** A bare year is a period, and periods have a check of their own. */
const isYear = ({ unit, low, text }: Quantity): boolean =>
  unit === "" && low !== null && /^(?:19|20)\d\d$/.test(low) && !text.includes(",");

/** The quantities of the quotes: as scanned, and as the ledger knows them (a table's unit stands in its head). */
function writtenIn(evidence: Evidence, tools: GroundTools): Told[] {
  const { text, figures } = evidence;
  const scanned = tools.quantities(text);
  const known = figures.filter(({ isRejected }) => !isRejected);
  const all = [
    ...scanned.filter(({ start, end }) => !known.some((figure) => figure.start < end && start < figure.end)),
    // A bare cell is also what it says by itself: a model may repeat "330" as it stands.
    ...scanned.filter(({ unit, start, end }) =>
      known.some((figure) => figure.start < end && start < figure.end && figure.unit !== unit),
    ),
    ...known,
  ].sort((a, b) => a.start - b.start);
  return inherited(all.map((quantity) => tell(text, quantity, all, tools, true)));
}

/** "In the third quarter A made 1, B made 2": a region without a period has that of the one before, and so with names. */
function inherited(told: Told[]): Told[] {
  let before: Told | null = null;
  for (const one of told) {
    for (const kind of before === null ? [] : KINDS) {
      if ([...one.tags].some((tag) => kind.test(tag))) continue;
      for (const tag of before!.tags) if (kind.test(tag)) one.tags.add(tag);
    }
    before = one;
  }
  return told;
}
const KINDS = [/^y\d/, /^[qh]\d/, /^#entity:/, /^#metric:/];
const EXCLUDED =
  /\b(?:without|excluding|exclud\w*|ex-|except|adjusted for|before)\b|剔除|扣除|不计|不含|除去/i;

function tell(
  text: string,
  quantity: Quantity | Figure,
  all: readonly Quantity[],
  tools: GroundTools,
  isEvidence: boolean,
): Told {
  const region = regionOf(text, quantity, all, isEvidence ? tools : null);
  // In running text the words around say what it is; a cell's meaning stands in the heads of its table.
  const figure = "metricId" in quantity && quantity.cell !== null ? quantity : null;
  const labels =
    figure === null
      ? ""
      : ` ${figure.entity} ${figure.metric} ${figure.basis.join(" ")} ${figure.period?.label ?? ""}`;
  const words = tools.words(withoutPeriods(region + labels));
  const tags = new Set([
    ...periodWords(region + labels),
    ...tools.names(region).map(({ id, kind }) => `#${kind}:${id}`),
    ...levelsOf(region).map((level) => `#${level}`),
    ...(EXCLUDED.test(region) ? ["#without"] : []),
  ]);
  if (figure?.entityId) tags.add(`#entity:${figure.entityId}`);
  const metrics = new Set(
    tools
      .names(region)
      .filter(({ kind }) => kind === "metric")
      .map(({ id }) => id),
  );
  if (figure?.metricId) metrics.add(figure.metricId);
  const before = region.slice(0, region.indexOf(PLACE));
  const after = text.slice(quantity.end, quantity.end + 60);
  return { quantity, before, after, words, forms: new Set(words.flat()), tags, metrics, region };
}

const CLAUSE_END =
  /[，,;；。！？!?\n\t|]|\.(?=\s|$)|\b(?:and|while|whereas|but|versus|against|compared)\b|而|但|、/g;
const SENTENCE_END = /[。！？!?\n]|\.(?=\s|$)/g;
/** Where the quantity stood in its region. */
const PLACE = " \u2022 ";
/** Text before a quantity that can belong to it. */
const LONGEST_REGION = 400;

/** From the quantity of the same unit before (or the sentence's start) to the end of the clause. */
function regionOf(
  text: string,
  quantity: Quantity,
  all: readonly Quantity[],
  distributeWith: GroundTools | null,
): string {
  const rivals = all.filter(({ unit, start }) => unit === quantity.unit && start !== quantity.start);
  const before = rivals.filter(({ end }) => end <= quantity.start).at(-1);
  const after = rivals.find(({ start }) => start >= quantity.end);
  const sentence = lastMatch(text, SENTENCE_END, quantity.start);
  const start = Math.max(before?.end ?? 0, sentence, quantity.start - LONGEST_REGION);
  const clause = firstMatch(text, CLAUSE_END, quantity.end);
  const end = Math.min(after?.start ?? text.length, clause, quantity.end + LONGEST_REGION);
  const own = `${text.slice(start, quantity.start)}${PLACE}${text.slice(quantity.end, end)}`;
  return distributeWith === null
    ? own
    : (distributed(text, quantity, rivals, sentence, distributeWith) ?? own);
}

/** "A, B and C were 1, 2 and 3 respectively": the name that belongs to a quantity, with the words they share. */
function distributed(
  text: string,
  quantity: Quantity,
  rivals: readonly Quantity[],
  sentence: number,
  tools: GroundTools,
): string | null {
  const end = firstMatch(text, SENTENCE_END, quantity.end);
  const whole = text.slice(sentence, end);
  if (!/respectively|分别|依次|各为/i.test(whole)) return null;
  const row = [...rivals, quantity]
    .filter((one) => one.start >= sentence && one.end <= end)
    .sort((a, b) => a.start - b.start);
  const first = row[0]!;
  const lead = text.slice(sentence, first.start);
  for (const kind of ["entity", "metric"] as const) {
    const names = tools.names(lead).filter((name) => name.kind === kind);
    if (names.length !== row.length) continue;
    const name = names[row.findIndex(({ start }) => start === quantity.start)]!;
    const shared = lead.slice(names.at(-1)!.end);
    return `${lead.slice(name.start, name.end)} ${shared}${PLACE}`;
  }
  return null;
}

function firstMatch(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  const match = pattern.exec(text.slice(0, from + LONGEST_REGION));
  return match === null ? Math.min(text.length, from + LONGEST_REGION) : match.index;
}

function lastMatch(text: string, pattern: RegExp, before: number): number {
  const from = Math.max(0, before - LONGEST_REGION);
  let last = from;
  // A search that begins where another left off would miss what stands before.
  pattern.lastIndex = 0;
  for (const match of text.slice(from, before).matchAll(pattern)) last = from + match.index + match[0].length;
  return last;
}

function isOfAnother(
  claim: Told,
  written: Told,
  all: readonly Told[],
  told: readonly Told[],
  at: number,
): boolean {
  if (isOtherMetric(claim, written) || isOtherLevel(claim, written)) return true;
  if (isOtherPart(claim, written, all)) return true;
  const own = nearness(claim, written);
  return all.some(
    (rival) =>
      rival.quantity.unit === written.quantity.unit &&
      !isSame(claim, rival) &&
      nearness(claim, rival) > own + 0.5 &&
      // A rival that the statement tells too, elsewhere, has its own words.
      !told.some(
        (other, index) =>
          index !== at && isSame(other, rival) && nearness(other, rival) >= nearness(claim, rival),
      ),
  );
}

/** Words shared; a name, a metric, a period or a level counts double, for these are what is mistaken, an exclusion most. */
function nearness(claim: Told, written: Told): number {
  let sum = 0;
  // Within Chinese a word is itself: translations meet where the words do not (two states of one country).
  const isChinese = hasHan(claim.region) && hasHan(written.region);
  for (const forms of claim.words) {
    const tried = isChinese && hasHan(forms[0]!) ? forms.slice(0, 1) : forms;
    if (tried.some((form) => written.forms.has(form))) sum++;
  }
  for (const tag of claim.tags) if (written.tags.has(tag)) sum += tag === "#without" ? 4 : 2;
  return sum;
}

/** A quarter that the quotes give to a number of another sentence, and not to this one. */
function isOtherPart(claim: Told, written: Told, all: readonly Told[]): boolean {
  const partsIn = ({ tags }: Told) => [...tags].filter((tag) => /^[qh]\d/.test(tag));
  const mine = partsIn(claim);
  if (mine.length === 0 || partsIn(written).length > 0) return false;
  return all.some(
    (rival) =>
      rival.quantity.unit === written.quantity.unit &&
      !isSame(claim, rival) &&
      partsIn(rival).some((tag) => mine.includes(tag)) &&
      /[.。!！?？](?:\s|$|\p{L})/u.test(
        rival.quantity.start > written.quantity.start ? written.after : rival.after,
      ),
  );
}

/** A chip's number told of a rack, or a server's of its chips; what is counted may name several levels. */
function isOtherLevel(claim: Told, written: Told): boolean {
  if (claim.quantity.kind === "count" || written.quantity.kind === "count") return false;
  const highest = ({ tags }: Told) => ORDER.findLastIndex((level) => tags.has(`#${level}`));
  const [mine, theirs] = [highest(claim), highest(written)];
  return mine >= 0 && theirs >= 0 && mine !== theirs;
}
const ORDER = ["chip", "server", "rack", "cluster"];

/** Metrics named on both sides, and none in common. */
function isOtherMetric(claim: Told, written: Told): boolean {
  if (claim.metrics.size === 0 || written.metrics.size === 0) return false;
  const specific = (ids: Set<string>) => [...ids].filter((id) => !GENERIC.has(id));
  const [mine, theirs] = [specific(claim.metrics), specific(written.metrics)];
  return mine.length > 0 && theirs.length > 0 && !mine.some((id) => theirs.includes(id));
}
const GENERIC = new Set(["growth", "share", "price", "value", "margin"]);

/** The claim says up where the quote says down of this quantity, or the reverse. */
function isTurned(claim: Told, written: Told): boolean {
  const mine = directionOf(claim.region);
  const theirs = directionOf(written.region) ?? signOf(written.quantity);
  return mine !== null && theirs !== null && mine !== theirs;
}

const FUTURE =
  /\b(?:expect\w*|plan\w*|will|would|targets?|targeted|guid\w*|forecast\w*|outlook|aim\w*|intend\w*|project(?:s|ed|ion|ions)|anticipat\w*|estimat\w*|could|may|might|set to|by (?:the )?(?:end|year)|next)\b|预计|计划|将|目标|指引|预期|预测|有望|拟|估算|年底/i;
const WILL =
  /\b(?:expect\w*|will|forecast\w*|plans? to|targets?|guid(?:ed|ance))\b|预计|计划|将(?!近)|目标|指引/i;

/** What is expected told as done, or what is done told as expected. */
function isOtherMood(claim: Told, written: Told, statement: string, evidence: string): boolean {
  if (WILL.test(written.region) && !FUTURE.test(statement)) return true;
  return WILL.test(claim.region) && !FUTURE.test(evidence);
}

const signOf = ({ low, text }: Quantity): "up" | "down" | null =>
  low !== null && exact(low).isNegative() ? "down" : /^\s*\+/.test(text) ? "up" : null;

/** "fell 12 %" is −12 %: with a word of falling the sign is said. */
function isSame(claim: Told, written: Told): boolean {
  if (isSameQuantity(claim.quantity, written.quantity)) return true;
  // "at least another 1 gigawatt": the bound stands a word away.
  const bound = boundOf(claim.quantity.qualifier);
  if (bound !== null && (bound === "above" ? ABOVE : BELOW).test(written.before.slice(-30)))
    return isSameQuantity({ ...claim.quantity, ...pointOf(claim.quantity) }, written.quantity);
  const { quantity } = written;
  if (quantity.low === null || !exact(quantity.low).isNegative() || directionOf(claim.region) !== "down")
    return false;
  const flip = (value: Quantity["low"]) =>
    value === null ? null : (exact(value).neg().toFixed() as typeof value);
  return isSameQuantity(claim.quantity, { ...quantity, low: flip(quantity.high), high: flip(quantity.low) });
}

/** Whether the claimed quantity is the written one or a rounding of it; never a sharper one. */
export function isSameQuantity(claimed: Quantity, written: Quantity): boolean {
  if (claimed.dates !== null || written.dates !== null)
    return claimed.dates?.low === written.dates?.low && claimed.dates?.high === written.dates?.high;
  if (!isSameUnit(claimed, written)) return false;
  if ((claimed.kind === "percentage-point") !== (written.kind === "percentage-point")) return false;
  if (claimed.isVague !== written.isVague) return false;
  const bound = boundOf(claimed.qualifier);
  if (bound !== null && bound !== boundOf(written.qualifier)) return false;
  return (
    isSameEnd(claimed.low, written.low, claimed.step, written.step) &&
    isSameEnd(claimed.high, written.high, claimed.step, written.step)
  );
}

/** Units of measure must be one; what is counted may be worded otherwise ("50 万颗", "500,000 chips"). */
function isSameUnit(claimed: Quantity, written: Quantity): boolean {
  if (claimed.unit === written.unit) return true;
  const isCount = ({ kind, unit }: Quantity) => kind === "count" || unit === "" || unit === "item";
  if (isCount(claimed) && isCount(written)) return !areLevels(claimed.unit, written.unit);
  // "3 x" and "3 倍" are ratios by other names.
  return [claimed.kind, written.kind].every((kind) => kind === "ratio" || kind === "multiple");
}

const areLevels = (a: string, b: string): boolean =>
  a !== b && LEVELS.some(([name]) => name === a) && LEVELS.some(([name]) => name === b);

const ABOVE = /\b(?:at least|more than|over|above|exceed\w*)\b|至少|超过|逾|不少于|不低于|以上/i;
const BELOW = /\b(?:at most|less than|under|below|up to|nearly|almost)\b|至多|不到|不超过|低于|近|以下/i;

/** The number that a bound is about, alone. */
const pointOf = ({ low, high }: Quantity) => ({ low: low ?? high, high: high ?? low, qualifier: null });

const boundOf = (qualifier: Quantity["qualifier"]): "above" | "below" | null =>
  qualifier === "over" || qualifier === "at-least"
    ? "above"
    : qualifier === "under" || qualifier === "at-most" || qualifier === "nearly"
      ? "below"
      : null;

function isSameEnd(
  claimed: string | null,
  written: string | null,
  step: string | null,
  writtenStep: string | null,
): boolean {
  if (claimed === null || written === null) return claimed === written;
  const distance = exact(claimed).minus(exact(written)).abs();
  if (distance.isZero()) return true;
  // A rounding: the claim has fewer digits than the quote, and the quote rounds to it.
  if (step === null || (writtenStep !== null && exact(writtenStep).gte(exact(step)))) return false;
  // One digit of a number is no rounding of it but another number: 2 billion for 2.4 billion.
  if (exact(claimed).abs().lt(exact(step).times(10)) && !distance.lte(exact(written).abs().times("0.05")))
    return false;
  return distance.lte(exact(step).times("0.5"));
}
