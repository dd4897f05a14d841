// desk/terms.ts: the vocabulary of the desk: what entities and metrics are called, in both languages.
//
// Shipped terms (figures/lexicon) are a base; what a person saves or merges goes over them by id. A change of the
// vocabulary is a change of what figures mean, so the documents that use the term are understood again.

import { z } from "zod";
import { shippedTerms } from "../figures/vocabulary.ts";
import { Term } from "../records/figure.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { newId } from "../values/id.ts";
import type { Desk } from "./desk.ts";
import { operation } from "./operation.ts";

const Kind = z.enum(["entity", "metric"]);
const Name = z.string().trim().min(1).max(120);

/** All terms in use: those of the desk's people first, then shipped ones that nobody changed or merged away. */
export async function termsOf(desk: Pick<Desk, "store">): Promise<Term[]> {
  const kept = await desk.store.figures.terms();
  const spoken = new Set(kept.map(({ term }) => term.id));
  return [
    ...kept.filter(({ mergedInto }) => mergedInto === null).map(({ term }) => term),
    ...shippedTerms().filter(({ id }) => !spoken.has(id)),
  ];
}

/** The term of a kind that a name or an alias belongs to, whatever its case; undefined when none does. */
export const termNamed = (terms: readonly Term[], kind: Term["kind"], name: string): Term | undefined =>
  terms.find(
    (term) =>
      term.kind === kind &&
      [term.name.zh, term.name.en, ...term.aliases].some(
        (known) => known.toLowerCase() === name.trim().toLowerCase(),
      ),
  );

export const listTerms = operation({
  name: "list-terms",
  summary:
    "List entities and metrics with their names in both languages, and names found in documents that are none yet.",
  http: "GET /api/terms",
  cli: "terms",
  allow: "viewer",
  input: z.object({ kind: Kind.optional(), contains: z.string().max(100).optional() }),
  output: z.object({
    terms: z.array(Term),
    proposals: z.array(
      z.object({ kind: Kind, name: z.string(), figures: z.number().int(), documents: z.number().int() }),
    ),
  }),
  async run(desk, _actor, { kind, contains }) {
    const wanted = contains?.toLowerCase() ?? "";
    const isWanted = ({ name, aliases }: Term) =>
      [name.zh, name.en, ...aliases].some((text) => text.toLowerCase().includes(wanted));
    const terms = (await termsOf(desk)).filter(
      (term) => (kind === undefined || term.kind === kind) && isWanted(term),
    );
    const kinds = kind === undefined ? (["entity", "metric"] as const) : [kind];
    const proposals = await Promise.all(
      kinds.map(async (one) =>
        (await desk.store.figures.unknownNames(one, 50)).map((found) => ({ kind: one, ...found })),
      ),
    );
    return { terms, proposals: proposals.flat() };
  },
});

export const saveTerm = operation({
  name: "save-term",
  summary:
    "Add an entity or a metric, or change the names and aliases of one; its documents are understood again.",
  http: "POST /api/terms",
  cli: null,
  allow: "editor",
  input: z.object({
    id: z.string().max(120).optional(),
    kind: Kind,
    name: z.object({ zh: Name, en: Name }),
    aliases: z.array(Name).max(200).default([]),
    traits: z.array(z.string().max(40)).max(20).default([]),
  }),
  output: Term,
  async run(desk, _actor, input) {
    const known =
      input.id === undefined ? undefined : (await termsOf(desk)).find(({ id }) => id === input.id);
    const id = input.id ?? newId(input.kind === "entity" ? "ent" : "met", desk.clock.now());
    const term: Term = {
      ...input,
      id,
      traits: input.traits.length > 0 ? input.traits : (known?.traits ?? []),
      origin: "person",
    };
    await desk.store.figures.putTerm(term, null);
    await understandAgain(desk, [term.name.zh, term.name.en, ...term.aliases]);
    return term;
  },
});

export const mergeTerms = operation({
  name: "merge-terms",
  summary: "Say that two entities or two metrics are one: the first becomes an alias of the second.",
  http: "POST /api/terms/merge",
  cli: null,
  allow: "editor",
  input: z.object({ from: z.string(), into: z.string() }),
  output: Term,
  async run(desk, _actor, { from, into }) {
    const terms = await termsOf(desk);
    const [one, other] = [from, into].map((id) => terms.find((term) => term.id === id));
    if (one === undefined || other === undefined)
      throw new DossierError("term-not-found", { id: one === undefined ? from : into });
    if (one.kind !== other.kind || one.id === other.id)
      throw new DossierError("bad-input", { field: "into", reason: `it must be another ${one.kind}` });
    const aliases = [...new Set([...other.aliases, one.name.zh, one.name.en, ...one.aliases])].filter(
      (name) => name !== other.name.zh && name !== other.name.en,
    );
    const merged: Term = { ...other, aliases, origin: "person" };
    await desk.store.transaction(async (tables) => {
      await tables.figures.putTerm(one, other.id);
      await tables.figures.putTerm(merged, null);
    });
    await understandAgain(desk, [one.name.zh, one.name.en, ...one.aliases]);
    return merged;
  },
});

/** Queues the documents whose figures carry one of these names, or whose text may, to be understood again. */
async function understandAgain(desk: Desk, names: readonly string[]): Promise<void> {
  const found = await desk.search.matching(
    names
      .filter((name) => name.length > 1)
      .slice(0, 40)
      .map((name) => `"${name.replaceAll('"', " ")}"`)
      .join(" OR "),
  );
  for (const documentId of found) {
    const document = await desk.store.documents.get(documentId);
    if (document === null || document.trashedAt !== null) continue;
    const input = { documentId, versionId: document.versionId };
    if (await desk.store.jobs.isWaiting("derive-document", input)) continue;
    await desk.store.jobs.enqueue({
      id: newId("job", desk.clock.now()),
      name: "derive-document",
      input,
      subject: document.title,
      documentId,
      nowIso: isoOf(desk.clock.now()),
    });
  }
  desk.events.publish({ type: "desk" });
}
