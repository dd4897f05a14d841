// web/src/app/address.ts: what the part of an address behind "?" means, page by page.
//
// Plain repeated keys (kinds=news&kinds=filing), as the API has them, so that an address can be read,
// typed and linked from an export. Anything that does not fit is dropped, never an error.

type Raw = Record<string, unknown>;

/** "?a=1&b=x&b=y" → { a: "1", b: ["x", "y"] }. */
export function parseAddress(text: string): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const [key, value] of new URLSearchParams(text.replace(/^\?/, ""))) {
    const before = values[key];
    if (before === undefined) values[key] = value;
    else values[key] = [...(Array.isArray(before) ? before : [before]), value];
  }
  return values;
}

/** The reverse; undefined, null, "", false and empty lists are left out. */
export function writeAddress(values: Raw): string {
  const parts = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined || value === null || value === "" || value === false) continue;
    if (Array.isArray(value)) for (const item of value) parts.append(key, String(item));
    else parts.append(key, String(value));
  }
  const text = parts.toString();
  return text === "" ? "" : `?${text}`;
}

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
export const text = (value: unknown): string | undefined => {
  const one = first(value);
  return typeof one === "string" && one !== "" ? one : typeof one === "number" ? String(one) : undefined;
};
export const list = (value: unknown): string[] | undefined => {
  const all = (Array.isArray(value) ? value : [value]).filter(
    (item): item is string => typeof item === "string" && item !== "",
  );
  return all.length > 0 ? all : undefined;
};
export const whole = (value: unknown): number | undefined => {
  const one = first(value);
  const number = typeof one === "string" && one !== "" ? Number(one) : one;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 ? number : undefined;
};
export const flag = (value: unknown): true | undefined => {
  const one = first(value);
  return one === true || one === "true" || one === "1" ? true : undefined;
};
export const oneOf = <Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
): Choice | undefined => choices.find((choice) => choice === first(value));
const day = (value: unknown): string | undefined => {
  const one = text(value);
  return one && /^\d{4}-\d{2}-\d{2}$/.test(one) ? one : undefined;
};

/** Every field of an address may be left out of a link. */
const some = <Fields extends object>(fields: Fields): Partial<Fields> => fields;

const filters = (raw: Raw) => ({
  kinds: list(raw.kinds),
  sources: list(raw.sources),
  languages: list(raw.languages),
  tags: list(raw.tags),
  after: day(raw.after),
  before: day(raw.before),
});

export const topicAddress = (raw: Raw) =>
  some({
    ...filters(raw),
    unread: flag(raw.unread),
    order: oneOf(raw.order, ["oldest"]),
  });
export type TopicAddress = ReturnType<typeof topicAddress>;

export const searchAddress = (raw: Raw) =>
  some({
    ...filters(raw),
    q: text(raw.q),
    topic: text(raw.topic),
    order: oneOf(raw.order, ["newest", "oldest"]),
    from: whole(raw.from),
    like: text(raw.like),
  });
export type SearchAddress = ReturnType<typeof searchAddress>;

export const readerAddress = (raw: Raw) =>
  some({
    page: whole(raw.page),
    start: whole(raw.start),
    end: whole(raw.end),
    version: text(raw.version),
    view: oneOf(raw.view, ["text"]),
  });
export type ReaderAddress = ReturnType<typeof readerAddress>;

export const LIBRARY_VIEWS = ["library", "unread", "favourites", "archive", "trash"] as const;
export const LIBRARY_ORDERS = [
  "newest",
  "oldest",
  "title",
  "source",
  "kind",
  "pages",
  "size",
  "added",
] as const;
export const libraryAddress = (raw: Raw) =>
  some({
    ...filters(raw),
    view: oneOf(raw.view, LIBRARY_VIEWS),
    topicId: text(raw.topicId),
    states: list(raw.states),
    mediaTypes: list(raw.mediaTypes),
    title: text(raw.title),
    order: oneOf(raw.order, LIBRARY_ORDERS),
  });
export type LibraryAddress = ReturnType<typeof libraryAddress>;

export const LEDGER_ORDERS = ["document", "newest", "entity", "metric", "period", "value"] as const;
export const ledgerAddress = (raw: Raw) =>
  some({
    topicId: text(raw.topicId),
    documentId: text(raw.documentId),
    entities: list(raw.entities),
    metrics: list(raw.metrics),
    kinds: list(raw.kinds),
    units: list(raw.units),
    natures: list(raw.natures),
    periods: list(raw.periods),
    sources: list(raw.sources),
    query: text(raw.query),
    order: oneOf(raw.order, LEDGER_ORDERS),
    descending: flag(raw.descending),
    includeRejected: flag(raw.includeRejected),
    figure: text(raw.figure),
    currency: oneOf(raw.currency, ["USD", "CNY"]),
  });
export type LedgerAddress = ReturnType<typeof ledgerAddress>;

export const picturesAddress = (raw: Raw) =>
  some({
    topicId: text(raw.topicId),
    metric: text(raw.metric),
    entities: list(raw.entities),
    unit: text(raw.unit),
    relation: oneOf(raw.relation, ["yoy", "qoq"]),
    grain: oneOf(raw.grain, ["quarter", "year", "half", "nine-months", "month", "instant", "other"]),
  });
export type PicturesAddress = ReturnType<typeof picturesAddress>;

export const askAddress = (raw: Raw) =>
  some({
    q: text(raw.q),
    topicId: text(raw.topicId),
    documentId: text(raw.documentId),
    answer: text(raw.answer),
  });
export type AskAddress = ReturnType<typeof askAddress>;

export const termsAddress = (raw: Raw) =>
  some({ kind: oneOf(raw.kind, ["metric"]), contains: text(raw.contains) });
export type TermsAddress = ReturnType<typeof termsAddress>;

export const findingsAddress = (raw: Raw) =>
  some({
    documentId: text(raw.documentId),
    topicId: text(raw.topicId),
    verdicts: list(raw.verdicts),
    checks: list(raw.checks),
    settled: flag(raw.settled),
  });
export type FindingsAddress = ReturnType<typeof findingsAddress>;

/** Adds or takes a value of a list; an empty list becomes undefined and leaves the address. */
export function toggled(values: readonly string[] | undefined, value: string): string[] | undefined {
  const next = values?.includes(value) ? values.filter((item) => item !== value) : [...(values ?? []), value];
  return next.length > 0 ? next : undefined;
}
