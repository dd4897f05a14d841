// figures/vocabulary.ts: the closed vocabulary: entities, metrics and parts of companies, and where a text names them.
//
// Shipped terms come from the JSON beside this file; a desk adds its own (persons' and accepted proposals)
// and hands all of them to `makeVocabulary`. A term's words match whole: Chinese anywhere, Latin words at word
// ends; words of up to four Latin letters in their own case only ("Arm" is not "arm").

import type { Term } from "../records/figure.ts";
import entities from "./lexicon/entities.json" with { type: "json" };
import metrics from "./lexicon/metrics.json" with { type: "json" };
import { isDigit, isLatin, mayOpen, type Openers, openersOf, Trie } from "./trie.ts";

/** A compiled vocabulary; build once, use for many documents. */
export interface Vocabulary {
  readonly terms: readonly Term[];
  readonly entityTries: readonly Trie<Term>[];
  readonly metricTries: readonly Trie<Term>[];
  /** What may begin the name of an entity, and of a metric. */
  readonly entityOpeners: Openers;
  readonly metricOpeners: Openers;
  readonly metricWords: Trie<Term>;
  readonly segments: Trie<string>;
  readonly termById: ReadonlyMap<string, Term>;
  /** Last month of the fiscal year of each company whose year is not the calendar's, by id. */
  readonly fiscalEnds: ReadonlyMap<string, number>;
}

/** Where a text names a term. Offsets into the text, half-open. */
export interface Mention {
  start: number;
  end: number;
  term: Term;
}

type EntityRow = [id: string, zh: string, en: string, kind: string, aliases: string[]];
type MetricRow = [id: string, zh: string, en: string, nature: string, kinds: string[], aliases: string[]];

/** The terms Dossier comes with, entities before metrics. */
export function shippedTerms(): Term[] {
  const fiscal: Readonly<Record<string, number>> = entities.fiscalYearEnds;
  const own = (entities.entities as EntityRow[]).map(
    ([id, zh, en, kind, aliases]): Term => ({
      id,
      kind: "entity",
      name: { zh, en },
      aliases,
      traits: fiscal[id] === undefined ? [kind] : [kind, `fiscal:${fiscal[id]}`],
      origin: "shipped",
    }),
  );
  const measured = (metrics.metrics as MetricRow[]).map(
    ([id, zh, en, nature, kinds, aliases]): Term => ({
      id,
      kind: "metric",
      name: { zh, en },
      aliases,
      traits: [nature, ...kinds.map((kind) => `kind:${kind}`)],
      origin: "shipped",
    }),
  );
  return [...own, ...measured];
}

const SHORT = /^[A-Za-z/&.]{1,4}$/;

/** Compiles terms; earlier terms keep a word that later ones share, so put a desk's own terms first. */
export function makeVocabulary(terms: readonly Term[]): Vocabulary {
  const words = new Trie<Term>({ fold: true });
  const shortWords = new Trie<Term>();
  const metricWords = new Trie<Term>({ fold: true });
  for (const term of terms) {
    for (const word of [term.name.zh, term.name.en, ...term.aliases]) {
      if (word.length < 2) {
        if (term.kind === "metric" && word === "占") metricWords.add(word, term);
        continue;
      }
      if (term.kind === "metric") metricWords.add(word, term);
      else if (SHORT.test(word)) shortWords.add(word, term);
      else words.add(word, term);
    }
  }
  // After all words as they are given, so that no plural takes a word of its own from another term.
  for (const term of terms)
    if (term.kind === "metric")
      for (const word of [term.name.en, ...term.aliases])
        for (const other of numbersOf(word)) metricWords.add(other, term);
  const segments = new Trie<string>({ fold: true });
  for (const [name, forms] of entities.segments as [string, string[]][])
    for (const form of forms) segments.add(form, name);
  const entityTries = [words, shortWords];
  const fiscalEnds = new Map<string, number>();
  for (const { id, traits } of terms) {
    const end = traits.find((trait) => trait.startsWith("fiscal:"));
    if (end !== undefined) fiscalEnds.set(id, Number(end.slice(7)));
  }
  return {
    terms,
    termById: new Map(terms.map((term) => [term.id, term])),
    fiscalEnds,
    entityTries,
    metricTries: [metricWords],
    entityOpeners: openersOf(entityTries),
    metricOpeners: openersOf([metricWords]),
    metricWords,
    segments,
  };
}

/** "remaining performance obligations" in the singular, "operating margin" in the plural; of phrases only. */
function numbersOf(word: string): string[] {
  if (!/^[A-Za-z][A-Za-z-]*(?: [A-Za-z-]+)+$/.test(word)) return [];
  if (/(?:ss|us|is)$/.test(word)) return [];
  if (word.endsWith("s")) return [word.endsWith("ies") ? `${word.slice(0, -3)}y` : word.slice(0, -1)];
  return [/[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`];
}

let shipped: Vocabulary | null = null;

/** The shipped terms, compiled once for the process. */
export function shippedVocabulary(): Vocabulary {
  shipped ??= makeVocabulary(shippedTerms());
  return shipped;
}

export const kindOf = (term: Term): string => term.traits[0] ?? "";

function longest(text: string, at: number, end: number, tries: readonly Trie<Term>[]): Mention | null {
  let best: Mention | null = null;
  for (const trie of tries) {
    const match = trie.match(text, at, end);
    if (match === null || (best !== null && match.edge <= best.end)) continue;
    // "Trainium9" is not a Trainium.
    if (isLatin(text.charCodeAt(match.edge - 1)) && isDigit(text.charCodeAt(match.edge))) continue;
    if (
      isDigit(text.charCodeAt(match.edge - 1)) &&
      (isDigit(text.charCodeAt(match.edge)) || isLatin(text.charCodeAt(match.edge)))
    )
      continue;
    best = { start: at, end: match.edge, term: match.value };
  }
  return best;
}

function scanMentions(
  text: string,
  start: number,
  end: number,
  tries: readonly Trie<Term>[],
  openers: Openers,
): Mention[] {
  const found: Mention[] = [];
  const { first } = openers;
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    // The last character is asked with a blank behind it: what follows is out of reach.
    const mention =
      first[code] === 1 && mayOpen(openers, code, at + 1 < end ? text.charCodeAt(at + 1) : 32)
        ? longest(text, at, end, tries)
        : null;
    if (mention !== null) {
      found.push(mention);
      at = mention.end;
    } else if (isLatin(code)) {
      // The rest of a Latin word begins no term.
      at++;
      while (at < end && (isLatin(text.charCodeAt(at)) || isDigit(text.charCodeAt(at)))) at++;
    } else at++;
  }
  return found;
}

/** The entities named in [start, end), in order, without overlaps, longest words first. */
export const findEntities = (vocabulary: Vocabulary, text: string, start: number, end: number): Mention[] =>
  scanMentions(text, start, end, vocabulary.entityTries, vocabulary.entityOpeners);

/** The metrics named in [start, end). */
export const findMetrics = (vocabulary: Vocabulary, text: string, start: number, end: number): Mention[] =>
  scanMentions(text, start, end, vocabulary.metricTries, vocabulary.metricOpeners)
    .filter((mention) => !isNegated(text, mention))
    .map((mention) => headOf(vocabulary, text, mention, end));

/** "non-operating income" is no operating income; 非GAAP and "non-GAAP" are words of terms themselves. */
const isNegated = (text: string, { start }: Mention): boolean =>
  text[start - 1] === "-" && /(?:^|[^A-Za-z])non-$/i.test(text.slice(Math.max(0, start - 5), start));

/** 全年营收, 去年收入: the 年 is the label's before it. */
const PART_OF_YEAR = /[全去今明上本前后当半每同\d零〇一二三四五六七八九]$/;

/** "Adjusted EBITDA" before " margin", 年营收 behind 全: the longer word that ends the phrase, the shorter that begins it. */
function headOf(vocabulary: Vocabulary, text: string, mention: Mention, end: number): Mention {
  if (
    text[mention.start] === "年" &&
    PART_OF_YEAR.test(text.slice(Math.max(0, mention.start - 1), mention.start))
  ) {
    const rest = longest(text, mention.start + 1, end, vocabulary.metricTries);
    return rest !== null && rest.end === mention.end ? rest : mention;
  }
  // Most terms end their phrase: one look at the next letters spares a pattern for each.
  const next = text.charCodeAt(mention.end);
  if (next !== 0x7387 && !(next === 0x20 && "mMrRpP".includes(text[mention.end + 1] ?? "-"))) return mention;
  const behind = text.slice(mention.end, mention.end + 18);
  if (!/^(?: margins?\b| ratio\b| per (?:diluted )?share\b|率)/i.test(behind)) return mention;
  for (let at = mention.start; at < mention.end; at++) {
    if (at > mention.start && isLatin(text.charCodeAt(at)) && isLatin(text.charCodeAt(at - 1))) continue;
    const longer = longest(text, at, end, vocabulary.metricTries);
    if (longer !== null && longer.end > mention.end) return longer;
  }
  return mention;
}

/** The parts of companies named in [start, end): "北美板块" is North America. */
export function findSegments(
  vocabulary: Vocabulary,
  text: string,
  start: number,
  end: number,
): { start: number; end: number; name: string }[] {
  const found: { start: number; end: number; name: string }[] = [];
  for (let at = start; at < end; at++) {
    if (vocabulary.segments.first[text.charCodeAt(at)] === 0) continue;
    if (isLatin(text.charCodeAt(at)) && at > start && isLatin(text.charCodeAt(at - 1))) continue;
    const match = vocabulary.segments.match(text, at, end);
    if (match === null) continue;
    found.push({ start: at, end: match.edge, name: match.value });
    at = match.edge - 1;
  }
  return found;
}
