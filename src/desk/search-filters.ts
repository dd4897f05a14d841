// desk/search-filters.ts: what a request and the qualifiers of its query leave of the documents.
//
// kind, source, language, tag, topic and document are known to the engine; entity:, metric:, has: and is: are asked of
// the store and become lists of documents. A value that nothing can be is a problem that points at its place, and
// the rest is searched all the same.

import { DOCUMENT_KINDS } from "../records/document.ts";
import type { SearchRequest } from "../records/search.ts";
import type { FieldFilter, Filters } from "../search/library.ts";
import type { ParsedQuery, Qualifier } from "../search/query-tree.ts";
import { DOCUMENT_CONDITIONS, type DocumentSets } from "../store/document-sets.ts";
import type { Problem } from "../values/problem.ts";

export interface ResolvedFilters {
  filters: Filters;
  problems: Problem[];
}

const DAY_MS = 86_400_000;

export async function resolveFilters(
  sets: DocumentSets,
  request: Partial<SearchRequest>,
  query: ParsedQuery,
  nowMs: number,
): Promise<ResolvedFilters> {
  const fields: FieldFilter[] = [];
  const problems: Problem[] = [];
  const add = (field: FieldFilter["field"], values: readonly string[] | undefined, isNegated = false) => {
    if (values !== undefined && values.length > 0) fields.push({ field, values: [...values], isNegated });
  };
  add("kind", request.kinds);
  add(
    "source",
    request.sources?.map((source) => source.toLowerCase()),
  );
  add("language", request.languages);
  add("tag", request.tags);
  add("topic", request.topicId === undefined ? undefined : [request.topicId]);
  const filters: Filters = { fields, after: request.after, before: request.before };
  if (request.addedAfter !== undefined)
    fields.push({ field: "document", values: await sets.addedAfter(request.addedAfter), isNegated: false });

  // Values of one name are joined by "or"; what is negated stands for itself.
  const groups = Map.groupBy(query.qualifiers, ({ name, isNegated }) => `${isNegated ? "-" : ""}${name}`);
  for (const qualifiers of groups.values()) await addGroup(sets, qualifiers, filters, problems, nowMs);
  return { filters, problems };
}

async function addGroup(
  sets: DocumentSets,
  qualifiers: Qualifier[],
  filters: Filters,
  problems: Problem[],
  nowMs: number,
): Promise<void> {
  const { name, isNegated } = qualifiers[0]!;
  const values = qualifiers.map(({ value }) => value);
  const unknown = (qualifier: Qualifier, note: string) =>
    problems.push({ code: "unknown-value", at: { start: qualifier.start, end: qualifier.end }, note });
  const add = (field: FieldFilter["field"], found: string[]) =>
    void filters.fields.push({ field, values: found, isNegated });
  switch (name) {
    case "kind": {
      for (const qualifier of qualifiers) {
        if (!(DOCUMENT_KINDS as readonly string[]).includes(qualifier.value.toLowerCase()))
          unknown(
            qualifier,
            `There is no kind “${qualifier.value}”; kinds are ${DOCUMENT_KINDS.join(", ")}.`,
          );
      }
      return add(
        "kind",
        values.map((value) => value.toLowerCase()),
      );
    }
    case "source":
      return add(
        "source",
        values.map((value) => value.toLowerCase()),
      );
    case "lang":
      return add(
        "language",
        values.map((value) => value.toLowerCase()),
      );
    case "tag":
      return add("tag", values);
    case "doc":
      return add("document", values);
    case "topic": {
      const ids: string[] = [];
      for (const qualifier of qualifiers) {
        const id = await sets.topicNamed(qualifier.value);
        if (id === null) unknown(qualifier, `There is no topic “${qualifier.value}”.`);
        else ids.push(id);
      }
      return add("topic", ids);
    }
    case "entity":
    case "metric":
      return add("document", await sets.withFigure(name, values));
    case "has":
    case "is":
      for (const qualifier of qualifiers) {
        const found = await sets.fulfilling(`${name}:${qualifier.value.toLowerCase()}`);
        if (found === null)
          unknown(
            qualifier,
            `“${name}:${qualifier.value}” says nothing; try ${DOCUMENT_CONDITIONS.join(", ")}.`,
          );
        else add("document", found);
      }
      return;
    case "after":
      filters.after = later(filters.after, values[0]!);
      return;
    case "before":
      filters.before = sooner(filters.before, values[0]!);
      return;
    case "age":
      for (const { age } of qualifiers) {
        if (age === null) continue;
        const day = new Date(nowMs - age.days * DAY_MS).toISOString().slice(0, 10);
        if (age.side === "younger") filters.after = later(filters.after, day);
        else filters.before = sooner(filters.before, day);
      }
  }
}

const later = (a: string | undefined, b: string): string => (a === undefined || b > a ? b : a);
const sooner = (a: string | undefined, b: string): string => (a === undefined || b < a ? b : a);
