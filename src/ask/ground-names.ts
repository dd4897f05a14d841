// ask/ground-names.ts: names, codes, levels and periods of a statement against those of its quotes.

import type { Reason } from "../records/answer.ts";
import { hasHan } from "../values/language.ts";
import type { Because, Evidence, GroundTools } from "./ground.ts";
import { levelsOf } from "./ground-classes.ts";
import { periodWords, placedPeriods } from "./ground-periods.ts";
import type { PlacedWord } from "./ground-read.ts";

// Names and codes: Latin words with a capital or a digit.
// "G" of "800G" is no name but part of a code, which is a word of its own.
const NAME = /(?<![A-Za-z\d.])(?:[A-Za-z][A-Za-z0-9&.+]*[A-Za-z0-9]|[A-Z])/g;
const PLAIN_START = /^[A-Z][a-z]+$/;
// Words with capitals that name nothing: openers, units, words of reports.
const NOT_NAMES = new Set(
  "the a an in on at it its this that these for from by with as and or of to is are was were he she they we q1 q2 q3 q4 h1 h2 fy yoy qoq usd rmb cny gw mw kw gwh mwh kwh twh tb gb mb pflop pflops tflop tflops bn mn tn eps roi capex opex ebitda january february march april may june july august september october november december".split(
    " ",
  ),
);
const HAN_NAME = /[\p{Script=Han}]{2,8}?(?:公司|集团|科技|股份|银行|证券|大学|研究院|项目|实验室|基金)/gu;
/** Words before such an ending that make no name: 该公司, 这家公司. */
const NO_HAN_NAME =
  /(?:该|本|这家|那家|两家|各|云|大|上市|子|母|分|新|其他|多家|半导体|互联网|软件|硬件)(?:公司|集团|科技|股份|银行|证券|大学|研究院|项目|实验室|基金)$/u;

const isName = (name: string): boolean =>
  /[A-Z]/.test(name) &&
  !NOT_NAMES.has(name.toLowerCase().replace(/\/s$/, "")) &&
  !/^(?:[1-4]Q\d\d|FY\d+.*|Q[1-4].*|H[12].*)$/i.test(name);

/** Names of the statement that neither the quotes nor what is known of their documents have. */
export function checkNames(statement: string, evidence: Evidence, tools: GroundTools): Because[] {
  const known = `${evidence.text}\n${evidence.context}`;
  const lower = known.toLowerCase();
  const ids = new Set([
    ...tools.names(known).map(({ id }) => id),
    ...evidence.figures.flatMap(({ entityId, metricId }) => [entityId ?? "", metricId ?? ""]),
  ]);
  const mentions = tools.names(statement);
  const ownForms = new Set(tools.words(known).map(({ forms }) => forms[0]));
  const missing: Because[] = [];
  let translated: Set<string> | null = null;
  const miss = (words: string, reason: Reason = "name-not-in-quote") => void missing.push({ reason, words });
  for (const { id, kind, start, end } of mentions) {
    const words = statement.slice(start, end);
    if (kind === "entity" && !ids.has(id) && !lower.includes(words.toLowerCase())) miss(words);
  }
  for (const match of statement.matchAll(NAME)) {
    const name = match[0].replace(/['’]s$/, "");
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
    if (hasWord(lower, name.toLowerCase()) || isAcronymOf(name, known)) continue;
    if (startsSentence && tools.words(name).every(({ forms }) => ownForms.has(forms[0]!))) continue;
    // A place has a Chinese name of its own: Indiana, 印第安纳.
    translated ??= hasHan(known)
      ? new Set(tools.words(known).flatMap(({ forms }) => forms))
      : new Set<string>();
    if (!tools.words(name).some(({ forms }) => forms.some((form) => translated!.has(form)))) miss(match[0]);
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

/** Openers that a name may follow: "In Indiana", "Revenue of AWS" has none after its first word. */
const hasCommonStart = (name: string): boolean =>
  /^(?:In|On|At|For|By|From|As|After|Before|During|Since|Until|While|When|If|But|And|Both|Unlike|Like|With|Without|Total|About|Over|Under|Meanwhile|However|Also|Its|Their|Revenue|Capital|Net|Operating|Project|According|Trailing|Excluding|Industry|Existing|Despite)$/.test(
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

/** "CFO" of "chief financial officer", "US" of "the United States": the initials of words that stand together. */
export function isAcronymOf(name: string, text: string): boolean {
  const letters = /^[A-Z]{2,5}$/.test(name) ? name.toLowerCase() : null;
  if (letters === null) return false;
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const stands = (initials: string): boolean =>
    words.some((_, at) => [...initials].every((letter, step) => words[at + step]?.[0] === letter));
  // A chief executive is a CEO whether or not "officer" is said.
  return (
    stands(letters) || (/^c[a-z]o$/.test(letters) && /\bchief\b/i.test(text) && stands(letters.slice(0, 2)))
  );
}

/** Words of a text that an acronym of the other text stands for: "chief financial officer" of "CFO". */
export function spelledOut(text: string, words: readonly PlacedWord[], other: string): Set<PlacedWord> {
  const found = new Set<PlacedWord>();
  for (const [name] of other.matchAll(/\b[A-Z]{2,5}\b/g)) {
    const runs = text.matchAll(/[A-Za-z]+(?:[ -][A-Za-z]+){1,6}/g);
    for (const run of runs) {
      const parts = [...run[0].matchAll(/[A-Za-z]+/g)];
      for (let at = 0; at + name.length <= parts.length; at++) {
        const isRun = [...name].every((letter, step) => parts[at + step]![0][0]!.toUpperCase() === letter);
        if (!isRun) continue;
        const start = run.index + parts[at]!.index;
        const last = parts[at + name.length - 1]!;
        const end = run.index + last.index + last[0].length;
        for (const word of words) if (start <= word.start && word.end <= end) found.add(word);
      }
    }
  }
  return found;
}

/** Years, quarters, halves and months of the statement that nothing in the quotes or around them names. */
export function checkPeriods(statement: string, evidence: Evidence): Because[] {
  const labels = evidence.figures.map(({ period }) => period?.label ?? "").join(" ");
  const told = periodWords(`${evidence.text}\n${labels}`);
  // A quarter that the quotes name is the quarter they tell of, whatever the title says.
  const kindsTold = new Set(told.map((word) => word[0]));
  const known = new Set([
    ...told,
    ...periodWords(evidence.context).filter((word) => word.startsWith("y") || !kindsTold.has(word[0])),
  ]);
  return placedPeriods(statement)
    .filter(({ form }) => !known.has(form))
    .map(({ start, end }) => ({
      reason: "period-not-in-quote" as const,
      words: statement.slice(start, end),
    }));
}

/** Words that are part of a name the vocabulary knows, or of a name in capitals inside a sentence. */
export function isNameWord(
  text: string,
  word: PlacedWord,
  names: readonly { start: number; end: number }[],
): boolean {
  if (names.some(({ start, end }) => start < word.end && word.start < end)) return true;
  const written = text.slice(word.start, word.end);
  if (!/^[A-Z]/.test(written) || !isName(written)) return false;
  const opensSentence = /(^|[.!?。！？\n]\s*)$/.test(text.slice(Math.max(0, word.start - 3), word.start));
  return !opensSentence || (/^\s+[A-Z]/.test(text.slice(word.end, word.end + 3)) && !hasCommonStart(written));
}
