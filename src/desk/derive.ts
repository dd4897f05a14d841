// desk/derive.ts: what follows reading: pure work over one reading, in two steps, run in a thread.
//
// Step "text" gives all that search and lists need, so that a document is found as early as can be; step
// "meaning" gives figures and the digest. Nothing here touches the store.

import { checkDocument, type FindingDraft } from "../checks/check.ts";
import { recogniseDates } from "../classify/dates.ts";
import { recogniseKind } from "../classify/kind.ts";
import { recogniseSource } from "../classify/source.ts";
import { bandsOf, signatureOf } from "../classify/story.ts";
import { recogniseTitle } from "../classify/title.ts";
import { type ComposeInput, composeDigest } from "../digests/compose.ts";
import { findFigures } from "../figures/understand.ts";
import { makeVocabulary, type Vocabulary } from "../figures/vocabulary.ts";
import type { Digest } from "../records/digest.ts";
import type { Dated, DocumentKind } from "../records/document.ts";
import type { Figure, Term } from "../records/figure.ts";
import type { MediaType, Reading } from "../records/reading.ts";
import type { Alias } from "../records/topic.ts";
import { type DocumentProfile, profileOf } from "../search/steer-profile.ts";
import { splitReading } from "../split/split.ts";
import type { PassageDraft } from "../store/passages.ts";
import { compileTopics, matchTopics, type TopicMatch } from "../topics/match.ts";
import { namesIn } from "../topics/propose.ts";
import { type Language, languageOf } from "../values/language.ts";
import type { FigureDraft } from "./keep-figures.ts";

export interface DeriveTextInput {
  /** Without glyphs: boxes are heavy to hand over and not needed. */
  reading: Reading;
  fileName: string;
  url: string | null;
  mediaType: MediaType;
  nowIso: string;
  topics: { id: string; name: string; aliases: Alias[] }[];
}

export interface DerivedText {
  title: { value: string; rule: string };
  source: { value: string; rule: string };
  kind: { value: DocumentKind; rule: string };
  language: Language;
  published: Dated | null;
  event: Dated | null;
  passages: PassageDraft[];
  signature: Uint32Array;
  bands: string[];
  names: Map<string, number>;
  topics: TopicMatch[];
  /** What the title and the first pages say the document is about: company, year, form. */
  profile: DocumentProfile;
}

export interface DeriveMeaningInput {
  reading: Reading;
  documentId: string;
  versionId: string;
  title: string;
  kind: DocumentKind;
  language: Language;
  /** Names and aliases of the topics that the document is on. */
  topicTerms: string[];
  published: Dated | null;
  /** All entities and metrics of the desk, its people's own first. */
  terms: Term[];
}

export interface DerivedMeaning {
  figures: FigureDraft[];
  digest: Digest;
}

/** Passages, classification, signature, names and topics of one reading. Reads the text a few times; no I/O. */
export function deriveText(input: DeriveTextInput): DerivedText {
  const { reading, fileName, url, mediaType } = input;
  const { meta } = reading;
  const textHead = reading.text.slice(0, 5_000);
  const { title, rule: titleRule } = recogniseTitle(reading, { fileName });
  const { source, rule: sourceRule } = recogniseSource({ meta, title, textHead, mediaType, url, fileName });
  const { kind, rule: kindRule } = recogniseKind({ title, textHead, source, mediaType, url, fileName });
  const { published, event } = recogniseDates(reading, { fileName, url, now: Date.parse(input.nowIso) });
  const signature = signatureOf(reading.text);
  return {
    title: { value: title, rule: titleRule },
    source: { value: source, rule: sourceRule },
    kind: { value: kind, rule: kindRule },
    language: languageOf(reading.text),
    published,
    event,
    passages: splitReading(reading),
    signature,
    bands: bandsOf(signature),
    names: namesIn(reading.text),
    profile: profileOf({ title, firstPagesText: firstPagesOf(reading) }),
    topics: matchTopics(compileTopics(input.topics), { title, text: reading.text }),
  };
}

/** Which of the topics a text is on; the same rule as for a new document. */
export const deriveTopics = (input: {
  topics: DeriveTextInput["topics"];
  title: string;
  text: string;
}): TopicMatch[] => matchTopics(compileTopics(input.topics), { title: input.title, text: input.text });

/** Figures and the digest of one reading. */
export function deriveMeaning(input: DeriveMeaningInput): DerivedMeaning {
  const { reading, title, kind, language, published } = input;
  const vocabulary = vocabularyOf(input.terms);
  const figures = findFigures(reading, { title, published, kind, language, vocabulary });
  return { figures, digest: composeDigest({ ...input, figures }) };
}

/** The digest alone, at a length of its own. */
export const deriveDigest = (input: ComposeInput): Digest => composeDigest(input);

let compiled: { key: string; vocabulary: Vocabulary } | null = null;

/** Compiled once for as long as nobody changes a term: it takes some ten ms and serves thousands of documents. */
function vocabularyOf(terms: readonly Term[]): Vocabulary {
  const key = JSON.stringify(terms);
  if (compiled?.key !== key) compiled = { key, vocabulary: makeVocabulary(terms) };
  return compiled.vocabulary;
}

/** What checks say of one document's figures: for a file that is in no desk. */
export const deriveChecks = (input: {
  figures: Figure[];
  page: Pick<Reading, "text" | "blocks"> | null;
}): FindingDraft[] => checkDocument(input.figures, input.page);

/** Three pages hold the cover and what a filing says of itself; formats without pages give their beginning. */
function firstPagesOf({ text, pages }: Reading): string {
  return text.slice(0, Math.min(pages[2]?.end ?? text.length, 20_000));
}
