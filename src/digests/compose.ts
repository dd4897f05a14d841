// digests/compose.ts: a digest without a model: one minute of a document in its own words, after its kind.
//
// News is its lead; a broker's report its rating, core view and themes; a review its results, segments,
// guidance and questions; minutes go by subject; an expert's note ends in its figures with units made plain.
// Every item cites what it was cut from. Deterministic, and linear in the text but for a bounded selection.
// A writer with a model starts from the same pieces: outline.ts, salience.ts, cite.ts, render.ts.

import type { Digest, DigestSection } from "../records/digest.ts";
import type { DocumentKind } from "../records/document.ts";
import type { Reading } from "../records/reading.ts";
import type { Language } from "../values/language.ts";
import type { Span } from "../values/span.ts";
import { citationOf, coverageOf } from "./cite.ts";
import { conversionOf, type DigestFigure } from "./conversions.ts";
import { cutLead } from "./cut.ts";
import { type DigestItem, type DigestLength, type Draft, itemOf, sectionOf, sizesOf } from "./draft.ts";
import { headlineOf } from "./headline.ts";
import { outlineOf } from "./outline.ts";
import { composeRating } from "./rating.ts";
import { writeResultsCard } from "./results-card.ts";
import { scorerOf, select } from "./salience.ts";
import { oneLine, sentencesOf } from "./sentences.ts";
import { composeRows, composeTables, composeThemed, type ThemedPlan } from "./themed.ts";

/** Name and version of this writer: raise it when digests come out differently, and old ones are written again. */
export const WRITER = "compose 1";

export interface ComposeInput {
  reading: Reading;
  kind: DocumentKind;
  title: string;
  language: Language;
  /** Names and aliases of the topics the document is on. */
  topicTerms: readonly string[];
  /** Quantities or ledger figures of the reading, in text order; may be empty. */
  figures: readonly DigestFigure[];
  documentId: string;
  versionId: string;
  length?: DigestLength;
}

const PLANS: Record<Exclude<DocumentKind, "news">, ThemedPlan> = {
  article: { favoured: { summary: 0.5, "core-view": 1, risks: -0.5 }, without: [], hasOpening: true },
  note: { favoured: { summary: 0.5, "core-view": 1 }, without: [], hasOpening: true },
  "broker-report": {
    favoured: { "core-view": 3, guidance: 1, valuation: 0.8, risks: -0.3 },
    without: ["rating"],
    hasOpening: true,
  },
  "results-review": {
    favoured: { "core-view": 2, results: 1.5, segments: 1.2, guidance: 1.5, outlook: 1, questions: 1.5 },
    without: ["rating"],
    hasOpening: false,
  },
  "call-minutes": {
    favoured: { guidance: 1.2, outlook: 0.8, questions: 0.8, results: 0.8 },
    without: [],
    hasOpening: false,
  },
  "expert-note": {
    favoured: { industry: 1, views: 2, "core-view": 2, questions: 1 },
    without: [],
    hasOpening: false,
    wholeParagraphs: ["core-view", "views"],
  },
  filing: {
    favoured: { results: 2, segments: 1.5, guidance: 1.5, outlook: 1.5, risks: 0.5 },
    without: [],
    hasOpening: false,
  },
};

/**
 * The digest of one version. A document with nothing but notices or pictures has no sections; coverage still
 * lists its pages. No item without a quote, and quote === reading.text.slice(start, end) for each.
 */
export function composeDigest(input: ComposeInput): Digest {
  const { reading, kind, documentId, versionId } = input;
  const sections = sectionsOf(input);
  const citations = sections.flatMap(({ items }) => items.flatMap((item) => item.citations));
  return {
    documentId,
    versionId,
    writer: WRITER,
    sections: kind === "broker-report" ? ratingFirst(sections) : sections,
    coverage: coverageOf(reading, citations),
  };
}

const ratingFirst = (sections: DigestSection[]): DigestSection[] =>
  [...sections].sort((a, b) => Number(b.key === "rating") - Number(a.key === "rating"));

function sectionsOf(input: ComposeInput): DigestSection[] {
  const draft = draftOf(input);
  const { kind } = input;
  if (kind === "news") return present([composeLead(draft, input.length === "short")]);
  const isRated = kind === "broker-report" || kind === "results-review";
  const sections: (DigestSection | null)[] = [isRated ? composeRating(draft) : null];
  if (kind !== "broker-report" && kind !== "expert-note") sections.push(...composeCard(draft, input));
  sections.push(...composeThemed(draft, PLANS[kind]));
  if (kind === "expert-note") sections.push(composeConversions(draft));
  const isLong = input.length === "long";
  if (isLong && (isRated || kind === "filing")) sections.push(composeTables(draft, 8));
  const written = sections.filter((section) => section !== null);
  if (written.length > 0) return written;
  return present([composeRows(draft, 6), composeTables(draft, 6)]);
}

/** Kinds that tell results; and only where no heading has sorted them already. */
const TELLS_RESULTS = new Set<DocumentKind>(["results-review", "call-minutes", "filing"]);

/** Rows of an English call or release without headings: results and guidance, from its figures. */
function composeCard(draft: Draft, { kind, language, figures, title }: ComposeInput): DigestSection[] {
  const isSorted = draft.outline.sections.some(
    ({ key, title }) => title !== null && /^(?:results|guidance)$/.test(key),
  );
  if (!TELLS_RESULTS.has(kind) || language !== "en" || isSorted || figures.length === 0) return [];
  const bullets = writeResultsCard({
    text: draft.reading.text,
    title,
    sentences: draft.outline.sections.flatMap(({ points }) => points),
    quantities: draft.figures,
    most: Math.ceil(draft.sizes.items / 3),
    atLeast: 0,
  });
  for (const { quotes } of bullets) draft.used.push(...quotes);
  const itemsOf = (isGuidance: boolean): DigestItem[] =>
    bullets
      .filter((bullet) => bullet.isGuidance === isGuidance)
      .map(({ text, quotes }) => ({
        text,
        citations: quotes.map((quote) => citationOf(draft, quote)),
        origin: "rule",
      }));
  return present([sectionOf("results", null, itemsOf(false)), sectionOf("guidance", null, itemsOf(true))]);
}

const present = (sections: readonly (DigestSection | null)[]): DigestSection[] =>
  sections.filter((section) => section !== null);

function draftOf(input: ComposeInput): Draft {
  const { reading, title, language, topicTerms, figures } = input;
  const outline = outlineOf(reading, oneLine(title));
  const points = outline.sections.flatMap((section) => section.points);
  const sorted = [...figures].sort((a, b) => a.start - b.start);
  return {
    reading,
    documentId: input.documentId,
    versionId: input.versionId,
    title,
    outline,
    sizes: sizesOf(input.length ?? "normal", language),
    figures: sorted,
    score: scorerOf({ text: reading.text, topicTerms, figures: sorted }, points),
    taken: [],
    used: [],
  };
}

/** The lead paragraph, cut with …; a dateline stays, since it says when. Short and Chinese: one line of it. */
function composeLead(draft: Draft, isShort: boolean): DigestSection | null {
  const { lead } = draft.outline;
  if (lead === null) {
    const points = draft.outline.sections.flatMap((section) => section.points);
    return sectionOf(
      "summary",
      null,
      select(points.map(draft.score), 2, draft.taken).map((point) => itemOf(draft, point)),
    );
  }
  const words = oneLine(draft.reading.text.slice(lead.start, lead.end));
  if (isShort && /\p{Script=Han}/u.test(words)) {
    const headline = headlineOf(draft.reading.text.slice(lead.start, lead.end));
    if (headline !== null && headline.text !== "") {
      const span = { start: lead.start + headline.sentence.start, end: lead.start + headline.sentence.end };
      return sectionOf("summary", null, [
        { text: headline.text, citations: [citationOf(draft, span)], origin: "rule" },
      ]);
    }
  }
  const hasMore = draft.outline.sections.some(({ points }) => points.some(({ start }) => start >= lead.end));
  const text = cutLead(words, draft.sizes.leadLength);
  const item: DigestItem = {
    text: hasMore && !text.endsWith("…") ? `${text} …` : text,
    citations: [citationOf(draft, lead)],
    origin: "quote",
  };
  return sectionOf("summary", null, [item]);
}

/** The left side of a conversion: entity, metric and figure when the ledger knows them, else the clause up to it. */
function statementOf(figure: DigestFigure, text: string, sentence: Span): string {
  const written = oneLine(figure.text);
  const name = [figure.entity, figure.metric].filter((part) => part !== undefined && part !== "").join(" ");
  if (name !== "") return `${name}: ${written}`;
  const before = text.slice(sentence.start, figure.start);
  const border = Math.max(...["，", "；", "：", "。", ", ", "; "].map((mark) => before.lastIndexOf(mark)));
  return oneLine(before.slice(border + 1) + written);
}

/** Key figures restated in base units, best sentences first; each cites the sentence it stands in. */
function composeConversions(draft: Draft): DigestSection | null {
  const { text, blocks } = draft.reading;
  const seen = new Set<string>();
  const items: DigestItem[] = [];
  let block = 0;
  for (const figure of draft.figures) {
    const converted = conversionOf(figure);
    if (converted === null || seen.has(`${figure.text} ${converted}`)) continue;
    while (block < blocks.length && blocks[block]!.end <= figure.start) block++;
    const own = blocks[block];
    if (own === undefined || own.start > figure.start || !["paragraph", "list-item"].includes(own.kind))
      continue;
    const sentence = sentencesOf(text, own.start, own.end).find(
      ({ start, end }) => start <= figure.start && figure.end <= end,
    );
    if (sentence === undefined) continue;
    seen.add(`${figure.text} ${converted}`);
    items.push({
      text: `${statementOf(figure, text, sentence)} = ${converted}`,
      citations: [citationOf(draft, sentence)],
      origin: "rule",
    });
    if (items.length >= draft.sizes.inSection * 3) break;
  }
  return sectionOf("conversions", null, items);
}
