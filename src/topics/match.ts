// topics/match.ts: which topics a document is on, by the names it uses.
//
// All aliases of all topics go into one Aho-Corasick automaton, so a text is read once however many topics
// there are. Latin names stand between word borders (a plural s is let through); Han names may stand anywhere.
// Names of up to three capitals (AI, TPU) must be written in capitals. Nested aliases of one topic count once.

import { foldForNames, isWordUnit } from "./fold.ts";

export interface TopicNames {
  id: string;
  name: string;
  aliases: readonly { text: string }[];
}

export interface TopicMatch {
  topicId: string;
  /** Mentions in title and text; nested aliases of one mention count once. */
  count: number;
  /** Offset of the first mention in the text, or -1 when only the title has one. */
  firstStart: number;
  /** The alias that was met first, as the topic spells it. */
  alias: string;
  inTitle: boolean;
  /** Why the document is a member: "title: Trn2", "lead: Trn2", "mentions: Trn2". */
  why: string;
}

interface Pattern {
  topic: number;
  alias: string;
  length: number;
  /** Letters as they must be written, when case matters. */
  exactCase: string | null;
  needsStart: boolean;
  needsEnd: boolean;
}

/** A compiled set of topics; make it once and use it for many documents. */
export interface TopicMatcher {
  topicIds: string[];
  patterns: Pattern[];
  /** Goto table by node; fail and output links as arrays. */
  next: Map<number, number>[];
  fail: number[];
  /** Patterns that end at a node, and the next node on the fail path that has some. */
  ends: number[][];
  outputLink: number[];
}

const CAPITALS = /^[A-Z]{1,3}$/;
/** A text up to this long makes a member by one mention; the next rows ask for more. */
const ENOUGH: [maxLength: number, mentions: number][] = [
  [3_000, 1],
  [30_000, 2],
  [200_000, 3],
  [Number.POSITIVE_INFINITY, 5],
];
/** A mention this early counts twice: the lead says what a text is about. */
const LEAD_LENGTH = 800;

/** Builds the automaton; linear in the length of all aliases. Empty and one-letter Latin aliases are left out. */
export function compileTopics(topics: readonly TopicNames[]): TopicMatcher {
  const matcher: TopicMatcher = {
    topicIds: topics.map(({ id }) => id),
    patterns: [],
    next: [new Map()],
    fail: [0],
    ends: [[]],
    outputLink: [0],
  };
  for (const [topic, { name, aliases }] of topics.entries())
    for (const text of new Set([name, ...aliases.map((alias) => alias.text)]))
      addPattern(matcher, topic, text);
  linkFailures(matcher);
  return matcher;
}

function addPattern(matcher: TopicMatcher, topic: number, alias: string): void {
  const { text } = foldForNames(alias.trim());
  if (text === "" || (text.length === 1 && isWordUnit(text))) return;
  let node = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    let to = matcher.next[node]!.get(code);
    if (to === undefined) {
      to = matcher.next.length;
      matcher.next.push(new Map());
      matcher.fail.push(0);
      matcher.ends.push([]);
      matcher.outputLink.push(0);
      matcher.next[node]!.set(code, to);
    }
    node = to;
  }
  matcher.ends[node]!.push(matcher.patterns.length);
  matcher.patterns.push({
    topic,
    alias,
    length: text.length,
    exactCase: CAPITALS.test(alias.trim()) ? alias.trim() : null,
    needsStart: isWordUnit(text[0]),
    needsEnd: isWordUnit(text[text.length - 1]),
  });
}

function linkFailures({ next, fail, ends, outputLink }: TopicMatcher): void {
  const queue = [...next[0]!.values()];
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at]!;
    outputLink[node] = ends[fail[node]!]!.length > 0 ? fail[node]! : outputLink[fail[node]!]!;
    for (const [code, child] of next[node]!) {
      let back = fail[node]!;
      while (back !== 0 && !next[back]!.has(code)) back = fail[back]!;
      const to = next[back]!.get(code);
      fail[child] = to === undefined || to === child ? 0 : to;
      queue.push(child);
    }
  }
}

interface Tally {
  count: number;
  firstStart: number;
  alias: string;
  /** Folded end of the last counted mention: what starts before it is nested. */
  lastEnd: number;
}

/** Mentions of every topic in one text, by topic position; linear in the text. */
function tallyOf(matcher: TopicMatcher, original: string): Map<number, Tally> {
  const { text, starts } = foldForNames(original);
  const tallies = new Map<number, Tally>();
  let node = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    while (node !== 0 && !matcher.next[node]!.has(code)) node = matcher.fail[node]!;
    node = matcher.next[node]!.get(code) ?? 0;
    let at = matcher.ends[node]!.length > 0 ? node : matcher.outputLink[node]!;
    for (; at !== 0; at = matcher.outputLink[at]!)
      for (const index of matcher.ends[at]!) {
        const pattern = matcher.patterns[index]!;
        const from = i + 1 - pattern.length;
        if (isMention(pattern, text, from, i + 1, original, starts))
          count(tallies, pattern, from, i + 1, starts);
      }
  }
  return tallies;
}

function isMention(
  pattern: Pattern,
  text: string,
  from: number,
  to: number,
  original: string,
  starts: Uint32Array,
): boolean {
  if (pattern.needsStart && isWordUnit(text[from - 1])) return false;
  if (pattern.needsEnd && isWordUnit(text[to])) {
    const isPlural = text[to] === "s" && !isWordUnit(text[to + 1]) && /\p{L}/u.test(text[to - 1]!);
    if (!isPlural) return false;
  }
  if (pattern.exactCase === null) return true;
  return foldWidth(original.slice(starts[from], starts[to - 1]! + 1)) === pattern.exactCase;
}

const foldWidth = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xfee0));

function count(
  tallies: Map<number, Tally>,
  pattern: Pattern,
  from: number,
  to: number,
  starts: Uint32Array,
): void {
  const tally = tallies.get(pattern.topic);
  if (tally === undefined)
    tallies.set(pattern.topic, { count: 1, firstStart: starts[from]!, alias: pattern.alias, lastEnd: to });
  else if (from >= tally.lastEnd) {
    tally.count++;
    tally.lastEnd = to;
  }
}

/**
 * The topics a document is a member of, in the order they were compiled. A name in the title is enough; in
 * the text one mention is enough for a short text, up to five are needed for a book (a mention in the lead
 * counts twice).
 */
export function matchTopics(
  matcher: TopicMatcher,
  { title, text }: { title: string; text: string },
): TopicMatch[] {
  const inTitle = tallyOf(matcher, title);
  const inText = tallyOf(matcher, text);
  const needed = ENOUGH.find(([maxLength]) => text.length <= maxLength)![1];
  const matches: TopicMatch[] = [];
  for (const [topic, topicId] of matcher.topicIds.entries()) {
    const head = inTitle.get(topic);
    const body = inText.get(topic);
    if (head === undefined && body === undefined) continue;
    const isInLead = body !== undefined && body.firstStart < LEAD_LENGTH;
    if (head === undefined && body!.count + (isInLead ? 1 : 0) < needed) continue;
    const alias = (head ?? body)!.alias;
    matches.push({
      topicId,
      count: (head?.count ?? 0) + (body?.count ?? 0),
      firstStart: body?.firstStart ?? -1,
      alias,
      inTitle: head !== undefined,
      why: `${head !== undefined ? "title" : isInLead ? "lead" : "mentions"}: ${alias}`,
    });
  }
  return matches;
}
