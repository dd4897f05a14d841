// web/src/api/types.ts: the shapes of the server's answers that are not records of their own.

import type { Answer, AnswerStatement } from "../../../src/records/answer.ts";
import type { Box, Citation } from "../../../src/records/citation.ts";
import type { Digest } from "../../../src/records/digest.ts";
import type { Document, DocumentState, Note, Story, Version } from "../../../src/records/document.ts";
import type { Figure, Term } from "../../../src/records/figure.ts";
import type { Finding, Verdict } from "../../../src/records/finding.ts";
import type { Job } from "../../../src/records/job.ts";
import type { Passage } from "../../../src/records/passage.ts";
import type { BlockKind, OutlineEntry } from "../../../src/records/reading.ts";
import type { Topic } from "../../../src/records/topic.ts";
import type { Role } from "../../../src/records/user.ts";

export type {
  Answer,
  AnswerFigure,
  AnswerQuote,
  AnswerStatement,
  Computed,
} from "../../../src/records/answer.ts";
export type { Box, Citation } from "../../../src/records/citation.ts";
export type { Digest, DigestSection } from "../../../src/records/digest.ts";
export type {
  Document,
  DocumentKind,
  DocumentState,
  Note,
  Story,
  Version,
} from "../../../src/records/document.ts";
export type { ExchangeRate } from "../../../src/records/exchange-rate.ts";
export type { Feed, Folder } from "../../../src/records/feed.ts";
export type { Figure, Ground, Period, Term } from "../../../src/records/figure.ts";
export type { Finding, Operand, Verdict } from "../../../src/records/finding.ts";
export type { Job } from "../../../src/records/job.ts";
export type { Passage } from "../../../src/records/passage.ts";
export type { OutlineEntry } from "../../../src/records/reading.ts";
export type { SavedSearch, SearchAnswer, SearchHit, SearchResult } from "../../../src/records/search.ts";
export type { Alias, Topic, TopicProposal } from "../../../src/records/topic.ts";
export type { ApiToken, Role, User } from "../../../src/records/user.ts";

export interface FacetValue {
  value: string;
  count: number;
}
export type Facets<Name extends string> = Partial<Record<Name, FacetValue[]>>;

export interface DeskStatus {
  version: string;
  documentCount: number;
  topicCount: number;
  figureCount: number;
  findingCount: number;
  jobsRunning: number;
  jobsFailed: number;
  unreadCount: number;
  trashCount: number;
  hasSample: boolean;
  isEmpty: boolean;
  user: { id: string; name: string; role: Role } | null;
  hasAccounts: boolean;
  ocrEngine: string | null;
  hasModel: boolean;
  publicUrl: string;
  waysIn?: { feeds: number; folders: number };
}

export interface AddedDocument {
  document: Document | null;
  outcome: "new" | "same-bytes" | "same-address" | "restored" | "queued";
  jobId: string | null;
}

export interface DocumentPage {
  documents: Document[];
  total: number;
  facets: Facets<"kinds" | "sources" | "languages" | "tags" | "states" | "mediaTypes">;
}

export interface DocumentDetail {
  document: Document;
  versions: Version[];
  story: Story | null;
  notes: Note[];
  outline: OutlineEntry[];
  topics: { id: string; name: string }[];
}

export interface PageInfo {
  number: number;
  label: string | null;
  widthPt: number | null;
  heightPt: number | null;
  start: number;
  end: number;
  marks: string[];
  origin: "text" | "ocr" | "none";
}

export interface PageText {
  versionId: string;
  page: number;
  label: string | null;
  start: number;
  end: number;
  text: string;
  blocks: { kind: BlockKind; level: number; start: number; end: number }[];
}

export interface LocatedQuote {
  citation: Citation;
  boxes: Box[];
}

export interface PageBoxes {
  versionId: string;
  quotes: { start: number; end: number; boxes: Box[] }[];
}

export interface DocumentMatch {
  start: number;
  end: number;
  page: number;
  before: string;
  text: string;
  after: string;
}

export interface DigestAnswer {
  length: "short" | "normal" | "long";
  findings: Finding[];
  digest: Digest | null;
  state: DocumentState;
}

export interface FeedEntry {
  document: Document;
  digest: Digest | null;
  isNew: boolean;
  story: Story | null;
  findings?: Finding[];
  figures?: Figure[];
}

export interface TopicFeed {
  topic: Topic;
  entries: FeedEntry[];
  total: number;
  facets: Facets<"kinds" | "sources" | "languages" | "tags">;
  newSince: string | null;
}

export interface Suggestions {
  completions: string[];
  recent: string[];
  topics: { id: string; name: string }[];
  documents: { id: string; title: string }[];
}

export interface Neighbours {
  before: Passage[];
  passage: Passage;
  after: Passage[];
}

export interface JobPage {
  jobs: Job[];
  total: number;
  counts: Partial<Record<Job["state"], number>>;
}

export interface SettingRow {
  name: string;
  value: unknown;
  default: unknown;
  doc: string;
  variable: string;
}

export type LedgerRow = Figure & {
  documentTitle: string;
  source: string;
  sortAt: string;
  isDated: boolean;
  findings: { id: string; verdict: Verdict }[];
};

export interface LedgerPage {
  figures: LedgerRow[];
  total: number;
  /** There are more than `total`, which stops at a bound. */
  isMore: boolean;
}
export type LedgerFacets = Facets<
  "entities" | "metrics" | "kinds" | "units" | "natures" | "periods" | "sources"
>;

export interface FigureChange {
  id: string;
  action: string;
  before: Figure | null;
  after: Figure;
  by: string;
  at: string;
  undoneAt: string | null;
}

export interface Vocabulary {
  terms: Term[];
  proposals: { kind: Term["kind"]; name: string; figures: number; documents: number }[];
}

/** A metric of one entity over time. */
export interface KeySeries {
  entity: string;
  metric: string;
  metricId: string | null;
  unit: string;
  points: LedgerRow[];
}
export interface FigureSeries {
  metric: string;
  units: FacetValue[];
  series: { entity: string; points: LedgerRow[] }[];
}

/** A figure with whoever says it. */
export type SaidFigure = Figure & {
  sourceName: string;
  sortAt: string;
  isDated: boolean;
  storyId: string | null;
  isPrimary: boolean;
};
export type ChangeName = "new" | "revised" | "confirmed" | "contradicted" | "withdrawn";
export interface TopicChange {
  change: ChangeName;
  figure: SaidFigure;
  before: SaidFigure[];
}
export interface TopicChanges {
  since: string;
  counts: Partial<Record<ChangeName, number>>;
  changes: TopicChange[];
}

/** Who said what, where and when. */
export interface Saying {
  figureId: string;
  documentId: string;
  versionId: string;
  page: number;
  start: number;
  end: number;
  source: string;
  at: string;
  /** Else `at` is when the document was added. */
  isDated: boolean;
  low: Figure["low"];
  high: Figure["high"];
  text: string;
}
export interface Timeline {
  entity: string;
  entityId: string | null;
  metric: string;
  metricId: string | null;
  period: string;
  unit: string;
  sayings: (Saying & {
    nature: Figure["nature"];
    move: "first" | "kept" | "raised" | "lowered";
    outcome: "met" | "too-low" | "too-high" | null;
  })[];
  result: Saying | null;
}

export interface FindingPage {
  findings: Finding[];
  documents: { id: string; title: string; source: string; sortAt: string }[];
  total: number;
  facets: Facets<"verdicts" | "checks">;
}

/** A digest that the language model wrote; what its quotes do not carry stands apart. */
export interface ModelDigest {
  digest: Digest;
  dropped: AnswerStatement[];
  model: string;
  writtenAt: string;
  isStale: boolean;
}

export interface AnswerPage {
  answers: Answer[];
  total: number;
}

/** The embedding endpoint of the desk; its key is never told. */
export interface EmbeddingStatus {
  isOn: boolean;
  from: "environment" | "interface" | "none";
  url: string;
  model: string;
  hasKey: boolean;
  leavesMachine: boolean;
  host: string;
  vectorCount: number;
  passageCount: number;
}

/** The language model of the desk; its key is never told. */
export interface ModelStatus {
  isOn: boolean;
  from: "environment" | "interface" | "none";
  kind: "openai" | "anthropic";
  url: string;
  name: string;
  hasKey: boolean;
  leavesMachine: boolean;
  host: string;
  monthlyTokens: number;
  usage: { month: string; runs: number; tokensIn: number; tokensOut: number; cost: string | null };
  prices: { perMillionIn: string; perMillionOut: string; currency: string } | null;
}
