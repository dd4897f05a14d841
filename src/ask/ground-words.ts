// ask/ground-words.ts: names, periods, levels, directions and words of a statement against those of its quotes.

import { hasHan } from "../values/language.ts";
import type { Because, Evidence, GroundTools } from "./ground.ts";

/** Share of a statement's content words that its quotes must have, in one language and across two. */
const ENOUGH = { same: 0.66, sameWithNumbers: 0.5, across: 0.45, acrossWithNumbers: 0.34 };

// Names and codes: Latin words with a capital or a digit.
const NAME = /[A-Za-z][A-Za-z0-9&.+-]*[A-Za-z0-9]|[A-Z]/g;
const PLAIN_START = /^[A-Z][a-z]+$/;
// Words with capitals that name nothing: openers, units, words of reports.
const NOT_NAMES = new Set(
  "the a an in on at it its this that these for from by with as and or of to is are was were he she they we q1 q2 q3 q4 h1 h2 fy yoy qoq usd rmb cny gw mw kw gwh mwh kwh tb gb mb pflop pflops tflop tflops bn mn tn capex opex ebitda eps roi cagr ai ceo cfo january february march april may june july august september october november december".split(
    " ",
  ),
);
const HAN_NAME = /[\p{Script=Han}]{2,8}?(?:公司|集团|科技|股份|银行|证券|大学|研究院|项目|实验室|基金)/gu;
/** Words before such an ending that make no name: 该公司, 这家公司. */
const NO_HAN_NAME =
  /(?:该|本|这家|那家|两家|各|云|大|上市|子|母|分|新|其他|多家|半导体|互联网|软件|硬件)(?:公司|集团|科技|股份|银行|证券|大学|研究院|项目|实验室|基金)$/u;

/** What a figure is told of: never one for the other. */
export const LEVELS: readonly [name: string, pattern: RegExp][] = [
  ["chip", /\bchips?\b|\baccelerators?\b|芯片|单卡|颗/i],
  ["server", /\bservers?\b|\binstances?\b|服务器|实例/i],
  ["rack", /\bracks?\b|\bultraservers?\b|机柜|机架|整柜/i],
  ["cluster", /\b(?:ultra|super)?clusters?\b|集群|\bpods?\b/i],
  ["dense", /\bdense\b|稠密/i],
  ["sparse", /\bspars\w+\b|稀疏/i],
];
export const levelsOf = (text: string): string[] =>
  LEVELS.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);

export function checkNames(statement: string, evidence: Evidence, tools: GroundTools): Because[] {
  const known = `${evidence.text}\n${evidence.context}`;
  const lower = known.toLowerCase();
  const ids = new Set([
    ...tools.names(known).map(({ id }) => id),
    ...evidence.figures.flatMap(({ entityId, metricId }) => [entityId ?? "", metricId ?? ""]),
  ]);
  const mentions = tools.names(statement);
  const missing: Because[] = [];
  let translated: Set<string> | null = null;
  const miss = (words: string) => void missing.push({ reason: "name-not-in-quote", words });
  for (const { id, kind, start, end } of mentions) {
    const words = statement.slice(start, end);
    if (kind === "entity" && !ids.has(id) && !lower.includes(words.toLowerCase())) miss(words);
  }
  for (const match of statement.matchAll(NAME)) {
    const name = match[0];
    const isKnown = mentions.some(
      ({ start, end, id }) => start <= match.index && match.index < end && ids.has(id),
    );
    const startsSentence = /(^|[.!?。！？:：]\s*|["“(]\s*)$/.test(statement.slice(0, match.index));
    // "Northwind Cooling reported": a plain word that opens a sentence is a name where another capital follows.
    const hasCapitalNext = /^\s+[A-Z]/.test(
      statement.slice(match.index + name.length, match.index + name.length + 4),
    );
    const isPlain = startsSentence && PLAIN_START.test(name) && !(hasCapitalNext && !hasCommonStart(name));
    if (isKnown || !isName(name) || isPlain) continue;
    if (hasWord(lower, name.toLowerCase().replace(/['’]s$/, ""))) continue;
    // A place has a Chinese name of its own: Indiana, 印第安纳.
    translated ??= hasHan(known) ? new Set(tools.words(known).flat()) : new Set<string>();
    if (!tools.words(name).some((forms) => forms.some((form) => translated!.has(form)))) miss(name);
  }
  for (const [name] of statement.matchAll(HAN_NAME)) {
    if (
      NO_HAN_NAME.test(name) ||
      mentions.some(({ start, end }) => name.includes(statement.slice(start, end)))
    )
      continue;
    // The run before the ending may begin with words that are not of the name.
    if (hasHan(known) && !known.includes(name) && !known.includes(name.slice(-4))) miss(name);
  }
  const levels = new Set(levelsOf(known));
  if (levels.size > 0) for (const level of levelsOf(statement)) if (!levels.has(level)) miss(level);
  return missing;
}

const isName = (name: string): boolean =>
  /[A-Z]/.test(name) &&
  !NOT_NAMES.has(name.toLowerCase().replace(/\/s$/, "")) &&
  !/^(?:[1-4]Q\d\d|FY\d+.*|Q[1-4].*|H[12].*)$/i.test(name);

/** Openers that a name may follow: "In Indiana", "Revenue of AWS" has none after its first word. */
const hasCommonStart = (name: string): boolean =>
  /^(?:In|On|At|For|By|From|As|After|Before|During|Since|Until|While|When|If|But|And|Both|Unlike|Like|With|Without|Total|About|Over|Under|Meanwhile|However|Also|Its|Their|Revenue|Capital|Net|Operating|Project|According|Trailing|Excluding|Industry)$/.test(
    name,
  );

/** Whether `word` stands in `text` not as a part of a longer Latin word: "Trainium" is not in "Trainium2". */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1] ?? " ";
    const after = text[at + word.length] ?? " ";
    if (!/[a-z0-9]/.test(before) && !/[a-z0-9]/.test(after)) return true;
  }
  return false;
}

const YEAR = /(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)/g;
const SHORT_YEAR =
  /(?:FY|Q[1-4]|[1-4]Q|[12]H|H[12](?=[\s'])|')\s?'?(\d\d)(?!\d)|(?<!\d)(\d\d)(?:Q[1-4]|H[12]|年)/gi;
const PART =
  /Q[1-4](?!\d)|(?<!\d)[1-4]Q|\b(?:first|second|third|fourth)[- ]quarter|第?[一二三四1-4]季度?|(?:上|下)半年|(?<!\d)[12]H|\bH[12](?![A-Za-z0-9])|\b(?:first|second)[- ]half/gi;

const yearsOf = (text: string): string[] => [
  ...(text.match(YEAR) ?? []),
  ...[...text.matchAll(SHORT_YEAR)].map((match) => `20${match[1] ?? match[2]}`),
];

/** "y2025", "q3", "h1": the periods of a text in one form. */
export const periodWords = (text: string): string[] => [
  ...yearsOf(text).map((year) => `y${year}`),
  ...(text.match(PART) ?? []).map(partOfYear),
];

/** The text without its periods, which are compared in one form. */
export const withoutPeriods = (text: string): string => text.replace(PART, " ").replace(YEAR, " ");

export function checkPeriods(statement: string, evidence: Evidence): Because[] {
  const labels = evidence.figures.map(({ period }) => period?.label ?? "").join(" ");
  const told = periodWords(`${evidence.text}\n${labels}`);
  // A quarter that the quotes name is the quarter they tell of, whatever the title says.
  const hasPart = told.some((word) => !word.startsWith("y"));
  const known = new Set([
    ...told,
    ...periodWords(evidence.context).filter((word) => !hasPart || word.startsWith("y")),
  ]);
  const missing: Because[] = [];
  for (const year of yearsOf(statement))
    if (!known.has(`y${year}`)) missing.push({ reason: "period-not-in-quote", words: year });
  for (const part of statement.match(PART) ?? [])
    if (!known.has(partOfYear(part))) missing.push({ reason: "period-not-in-quote", words: part });
  return missing;
}

/** "Q3", "3Q", "third quarter", "三季度" → "q3"; halves likewise. */
function partOfYear(words: string): string {
  const half = /half|半年|H/i.test(words) && !/quarter|季/i.test(words);
  const digit =
    /[1-4]/.exec(words)?.[0] ??
    String(
      { first: 1, second: 2, third: 3, fourth: 4, 一: 1, 二: 2, 三: 3, 四: 4, 上: 1, 下: 2 }[
        /first|second|third|fourth|[一二三四上下]/i.exec(words)?.[0].toLowerCase() ?? ""
      ] ?? "?",
    );
  return `${half ? "h" : "q"}${digit}`;
}

const NEGATIONS =
  /\b(?:not|no|never|without|neither|nor|cannot|denied|denies|denying|isn't|wasn't|won't|didn't|doesn't|don't|hasn't|fail(?:s|ed)? to)\b|没有|未(?!来)|不(?!少|断|仅|过|同|足|及|计|到)|并非|否认|无(?!论|线|人)|尚未/gi;
const RISES =
  /\b(?:rose|rises?|rising|risen|grew|grows?|grown|growth|increas\w*|up|gain\w*|climb\w*|surg\w*|jump\w*|rais\w*|higher|expand\w*|widen\w*)\b|增长|上升|上涨|提升|上调|增加|扩大|走高|提高/gi;
const FALLS =
  /\b(?:fell|falls?|falling|fallen|declin\w*|decreas\w*|down|drop\w*|lost|cut|cuts|lower\w*|shrank|slump\w*|narrow\w*)\b|下降|下滑|下跌|下调|减少|缩减|收窄|回落|降低/gi;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** "up" or "down" when a text says one of them only; null when it says neither or both. */
export function directionOf(text: string): "up" | "down" | null {
  const [rises, falls] = [count(text, RISES), count(text, FALLS)];
  return rises > 0 && falls === 0 ? "up" : falls > 0 && rises === 0 ? "down" : null;
}

export function checkWords(statement: string, evidence: Evidence, tools: GroundTools): Because[] {
  const { text, context } = evidence;
  const known = new Set(tools.words(`${text}\n${context}`).flat());
  // Names are checked by themselves; counted here they would carry any story told of them.
  const asked = tools
    .words(withoutNames(withoutPeriods(withoutDirections(withoutQuantities(statement, tools), text)), tools))
    .filter((forms) => !TELLING_VERBS.has(forms[0]!));
  const met = asked.filter((forms) => forms.some((form) => known.has(form))).length;
  const share = asked.length === 0 ? 1 : met / asked.length;
  const isAcross = hasHan(statement) !== hasHan(text);
  const hasNumbers = tools.quantities(statement).length > 0;
  const enough = isAcross
    ? hasNumbers
      ? ENOUGH.acrossWithNumbers
      : ENOUGH.across
    : hasNumbers
      ? ENOUGH.sameWithNumbers
      : ENOUGH.same;
  const reasons: Because[] = [];
  const missed = asked.filter((forms) => !forms.some((form) => known.has(form)));
  // With its numbers, names and metric proven, one word that is no event is the model's way of saying it.
  // The word that opens an English sentence may be a name nobody knows.
  const opener = new Set(tools.words(/^[A-Z][a-z]+/.exec(statement)?.[0] ?? "").flat());
  const isWording =
    hasNumbers && missed.length === 1 && !missed[0]!.some((form) => EVENTS.has(form) || opener.has(form));
  const strong = strongWord(statement, text);
  if (strong !== null) reasons.push({ reason: "words-not-in-quote", words: strong });
  if (share < enough && !isWording)
    reasons.push({ reason: "words-not-in-quote", words: `${Math.round(share * 100)} %` });
  const metric = otherMetric(statement, evidence, tools);
  if (metric !== null) reasons.push({ reason: "words-not-in-quote", words: metric });
  if (isTurnedRound(statement, text, tools))
    reasons.push({ reason: "turned-round", words: statement.slice(0, 80) });
  return reasons;
}

const withoutQuantities = (text: string, tools: GroundTools): string =>
  tools
    .quantities(text)
    .reduceRight((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, text);

/** Words of rising and falling are held to the quote's by themselves; they count only where it has none of theirs. */
const withoutDirections = (text: string, evidence: string): string =>
  [RISES, FALLS].reduce(
    (rest, pattern) => (count(evidence, pattern) > 0 ? rest.replace(pattern, " ") : rest),
    text,
  );

/** Words (stems, or Chinese words) that only say that something is told. */
const TELLING_VERBS = new Set(
  (
    "over report announc said sai spent state reach amount stood record post came come total compani year yoy quarter period expect accord " +
    "prior previou trail twelv month guid guidanc impli exclud includ roughli approxim around fiscal full current compar versu against level " +
    "figur result basi due driven show add bring brought put estim effect impact equal repres becom today now more " +
    "披露 公布 透露 说 称 说明 剔除 若 影响 其中 包含 包括 以及 此外 目前 已 预计 未 没有 由 因 因为 两 项 分别 上 为主 累计 规模 " +
    "为 达 达到 达成 实现 录得 同比 环比 约 约为 公司 表示 季度 年 月 季 同期 其中 其 的 至 到 共 合计 总计 是"
  ).split(" "),
);

function withoutNames(text: string, tools: GroundTools): string {
  let out = "";
  let at = 0;
  for (const { start, end, kind } of tools.names(text)) {
    if (kind !== "entity" && kind !== "metric") continue;
    out += `${text.slice(at, start)} `;
    at = Math.max(at, end);
  }
  out += text.slice(at);
  const startsSentence = (before: string) => /(^|[.!?。！？]\s*)$/.test(before);
  return out.replace(NAME, (name, offset: number) =>
    isName(name) && !(startsSentence(out.slice(0, offset)) && PLAIN_START.test(name)) ? " " : name,
  );
}

/** A metric that the statement names and the quotes do not, while they name others: net income for revenue. */
function otherMetric(statement: string, evidence: Evidence, tools: GroundTools): string | null {
  const metricsOf = (text: string) => tools.names(text).filter(({ kind }) => kind === "metric");
  const known = new Set([
    ...metricsOf(`${evidence.text}\n${evidence.context}`).map(({ id }) => id),
    ...evidence.figures.flatMap(({ metricId }) => metricId ?? []),
  ]);
  if (known.size === 0) return null;
  const lower = evidence.text.toLowerCase();
  const other = metricsOf(statement).find(
    ({ id, start, end }) => !known.has(id) && !lower.includes(statement.slice(start, end).toLowerCase()),
  );
  return other === undefined ? null : statement.slice(other.start, other.end);
}

/** Words that make a claim larger than the quote's. */
const STRONG: readonly RegExp[] = [
  /\b(?:only|sole|solely|exclusively)\b|唯一|独家|仅/i,
  /\b(?:all|every|entire|entirely|fully|completely)\b|全部|所有|完全|全数/i,
  /\b(?:always|guarantee\w*|certain|certainly|confirmed)\b|必然|肯定|保证/i,
];
const strongWord = (statement: string, evidence: string): string | null => {
  const pattern = STRONG.find((one) => one.test(statement) && !STRONG.some((other) => other.test(evidence)));
  return pattern === undefined ? null : (pattern.exec(statement)?.[0] ?? null);
};

/** Stems and words of deeds: a number in a quote proves none of them. */
const EVENTS = new Set(
  (
    "acquir acquisit purchas bui bought sell sold merg merger sue lawsuit settl close shut dismiss layoff fire cancel reject approv invest " +
    "partner sign launch delai resign appoint bankrupt default fraud probe investig ban recal lose lost win won award donat pai paid " +
    "收购 出售 合并 起诉 诉讼 关闭 裁员 裁撤 解雇 取消 终止 拒绝 批准 投资 合作 签署 签约 发布 推迟 辞职 任命 破产 违约 造假 调查 禁止 召回 中标 捐赠"
  ).split(" "),
);

function isTurnedRound(statement: string, evidence: string, tools: GroundTools): boolean {
  const [mine, theirs] = [count(statement, NEGATIONS) > 0, count(evidence, NEGATIONS) > 0];
  // A "not" that the quote has may be about another clause of it; one that it has not is the model's.
  if (mine !== theirs && (mine || count(nearestClause(statement, evidence, tools), NEGATIONS) > 0))
    return true;
  const [up, down] = [count(statement, RISES), count(statement, FALLS)];
  return (
    (up > 0 && count(evidence, RISES) === 0 && count(evidence, FALLS) > 0) ||
    (down > 0 && count(evidence, FALLS) === 0 && count(evidence, RISES) > 0)
  );
}

/** The clause of the quotes that shares most words with the statement. */
function nearestClause(statement: string, evidence: string, tools: GroundTools): string {
  const asked = new Set(tools.words(statement).flat());
  let best = { clause: evidence, shared: -1 };
  for (const clause of evidence
    .split(hasHan(evidence) ? /[，。；！？,;\n]/ : /[,;!?\n]|\.(?=\s)/)
    .slice(0, 60)) {
    const shared = tools.words(clause).filter((forms) => forms.some((form) => asked.has(form))).length;
    if (shared > best.shared) best = { clause, shared };
  }
  return best.clause;
}
