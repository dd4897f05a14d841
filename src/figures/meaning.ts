// figures/meaning.ts: the shapes that the rules of understanding share: the document's facts, an item's state, a figure's meaning.
//
// Types only, so that the rules (when.ts, table-heads.ts, item.ts) need not know each other.

import type { Dated } from "../records/document.ts";
import type { Figure, Ground, Period } from "../records/figure.ts";
import type { Language } from "../values/language.ts";
import type { Item, Parts } from "./context.ts";
import type { DocumentSubject, EntityGuess } from "./entity.ts";
import type { Found } from "./found.ts";
import type { PeriodLabel } from "./label-parts.ts";
import type { MetricGuess } from "./metric.ts";
import type { ItemNames } from "./names.ts";
import type { Calendar } from "./period.ts";
import type { Mention, Vocabulary } from "./vocabulary.ts";

/** A figure before the desk gives it an id and a document. */
export type FigureDraft = Omit<Figure, "id" | "documentId" | "versionId" | "correctedBy" | "isRejected">;

/** What is known of the document besides its text. */
export interface FigureContext {
  title: string;
  published: Dated | null;
  /** Kind of document ("results-review"); unknown kinds are fine. */
  kind: string;
  language: Language;
  vocabulary: Vocabulary;
}

export interface DocumentFacts {
  subject: DocumentSubject;
  calendar: Calendar;
  context: FigureContext;
}

/** What goes on from one item to the next: its entity; and inside one long block the last period label. */
export interface Carry {
  inherited: EntityGuess | null;
  label: PeriodLabel | null;
  /** The last stretch of time spoken of under the same heading. */
  spoken: Period | null;
  block: number;
}

export interface ItemState {
  text: string;
  item: Item;
  parts: Parts;
  names: ItemNames;
  labels: PeriodLabel[];
  /** Labels that can be a figure's period: no times, no bases of growth; first the last of the window before. */
  usable: PeriodLabel[];
  figures: Found[];
  facts: DocumentFacts;
  /** What lists that answer each other say of a figure: "A and B were 3 and 4, respectively". */
  shared: ReadonlyMap<Found, Share>;
  /** The last stretch of time that a figure of the item was of; what "a year earlier" is before. */
  spoken: Period | null;
}

/** A field that a figure takes from its place in a list. */
export interface Share {
  label?: PeriodLabel;
  entity?: Mention;
  metric?: Mention;
}

export interface Known {
  metric: MetricGuess;
  entity: EntityGuess;
  period: Period | null;
  periodGround: Ground;
  end: number;
  kind: string;
  unit: string;
  relation: string | null;
}
