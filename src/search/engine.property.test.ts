// search/engine.property.test.ts: the index against a slow and obvious search over the same passages.
//
// The oracle keeps every passage's tokens in plain lists, scores all of them and sorts. Whatever was added, changed and
// deleted in whatever order, drained and merged or not, the engine must find the same passages with the same scores.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { idf, WEIGHTS, WORDS } from "./bm25.ts";
import { openSearchEngine } from "./engine.ts";
import type { IndexedPassage } from "./hooks.ts";
import { Indexer } from "./indexer.ts";
import { MemoryStore } from "./memory-store.ts";
import { parseQuery } from "./query.ts";
import { rankList } from "./rank.ts";
import { FIELD_GAP } from "./segment.ts";
import { ALIAS, LAST, NUMBER, PLAIN, tokenise } from "./tokens.ts";
import { lookedUp, plainQuery } from "./weigh.ts";

const WORDS_OF_TEXTS = [
  "资本",
  "资本开支",
  "微软",
  "capex",
  "capacity",
  "Trainium2",
  "H100",
  "2025",
  "3.5",
  "chips",
  "chip",
  "涨",
  "600519.SH",
  "and",
];
const text = fc.array(fc.constantFrom(...WORDS_OF_TEXTS), { maxLength: 7 }).map((words) => words.join(" "));
const passage = fc.record({
  row: fc.integer({ min: 1, max: 12 }),
  text,
  title: fc.constantFrom("", "微软 capex", "chips 2025"),
  heading: fc.constantFrom("", "资本开支"),
  context: fc.constantFrom("", "H100 capex"),
});

const made = (draft: Omit<IndexedPassage, "documentId" | "language" | "kind">): IndexedPassage => ({
  ...draft,
  documentId: `doc_${draft.row % 4}`,
  language: "zh",
  kind: "text",
});

interface Token {
  term: string;
  place: number;
  isTitle: boolean;
  field: number;
}

function tokensOf(one: IndexedPassage): { tokens: Token[]; length: number } {
  const tokens: Token[] = [];
  let start = 0;
  let length = 0;
  [one.text, one.context, one.heading, one.title].forEach((value, field) => {
    const cut = tokenise(value);
    cut.terms.forEach((term, i) => {
      tokens.push({ term, place: start + cut.positions[i]!, isTitle: field === 3, field });
    });
    length += cut.kinds.filter((kind) => kind === PLAIN).length * WEIGHTS[field]!;
    start += cut.places + FIELD_GAP;
  });
  return { tokens, length };
}

/** Scores of every passage for the words of a plain question, best first. */
function oracleScores(all: readonly IndexedPassage[], query: string): { row: number; score: number }[] {
  const cut = all.map((one) => ({ row: one.row, ...tokensOf(one) }));
  const average = cut.reduce((sum, { length }) => sum + length, 0) / cut.length;
  const terms = plainQuery(parseQuery(query)).lists[0]!.groups.flatMap((group) =>
    group.terms.map(({ term }) => term),
  );
  return cut
    .map(({ row, tokens, length }) => {
      let score = 0;
      for (const term of terms) {
        const holds = ({ term: other }: Token) =>
          term.length === 1 && term > "\u3000" ? other.startsWith(term) : other === term;
        const count = cut.filter((other) => other.tokens.some(holds)).length;
        const byField = [0, 1, 2, 3].map(
          (field) => tokens.filter((token) => token.field === field && holds(token)).length,
        );
        const frequency = byField.reduce(
          (sum, n, field) => sum + Math.min(n, field === 0 ? 31 : 3) * WEIGHTS[field]!,
          0,
        );
        const norm = WORDS.k1 * (1 - WORDS.b + (WORDS.b * length) / (average || 1));
        if (frequency > 0)
          score += (idf(cut.length, count) * frequency * (WORDS.k1 + 1)) / (frequency + norm);
      }
      return { row, score };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.row - b.row);
}

const rounded = (scores: { row: number; score: number }[]) =>
  scores.map(({ row, score }) => `${score.toFixed(9)} ${row}`).sort();

const change = fc.oneof(
  { weight: 5, arbitrary: passage.map((draft) => ({ kind: "put" as const, draft })) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 12 }).map((row) => ({ kind: "remove" as const, row })) },
  { weight: 1, arbitrary: fc.constant({ kind: "drain" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "look" as const }) },
);

const query = fc
  .array(fc.constantFrom(...WORDS_OF_TEXTS), { minLength: 1, maxLength: 4 })
  .map((words) => words.join(" "));

async function play(changes: readonly (typeof change extends fc.Arbitrary<infer T> ? T : never)[]) {
  const store = new MemoryStore();
  const indexer = new Indexer(store, { batch: 5, fanIn: 2 });
  // So little at once that most changes are taken in newest first, between the others.
  const engine = openSearchEngine(store, { intake: { atOnce: 2, most: 1000 } });
  const kept = new Map<number, IndexedPassage>();
  for (const one of changes) {
    if (one.kind === "put") {
      kept.set(one.draft.row, made(one.draft));
      store.put([made(one.draft)]);
    } else if (one.kind === "remove") {
      kept.delete(one.row);
      store.remove([one.row]);
    } else if (one.kind === "drain") await indexer.work();
    else await engine.segments();
  }
  while (await engine.catchUp());
  return { store, indexer, engine, kept };
}

test("after any changes the same passages are found, before and after the index is drained and merged", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 14 }), query, async (changes, asked) => {
      const { indexer, engine, kept } = await play(changes);
      const expected = oracleScores([...kept.values()], asked)
        .map(({ row }) => row)
        .sort((a, b) => a - b);
      const found = async () =>
        (await engine.rankRows(parseQuery(asked), 100)).map(({ row }) => row).sort((a, b) => a - b);
      assert.deepEqual(await found(), expected);
      await indexer.workAll();
      assert.deepEqual(await found(), expected);
      assert.deepEqual(await indexer.check(), []);
    }),
    { numRuns: 120 },
  );
});

test("scores are BM25 to nine digits once deleted passages are merged away", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 14 }), query, async (changes, asked) => {
      const { store, engine, kept } = await play(changes);
      await new Indexer(store).rebuild();
      const segments = await engine.segments();
      const ranked = await rankList(
        segments,
        plainQuery(parseQuery(asked)).lists[0]!,
        segments.map(() => null),
        100,
      );
      const scores = ranked.map(({ segment, passage: at, score }) => ({
        row: segments[segment]!.table.rows[at]!,
        score,
      }));
      assert.deepEqual(rounded(scores), rounded(oracleScores([...kept.values()], asked)));
      assert.ok(scores.every(({ score }, i) => i === 0 || score <= scores[i - 1]!.score));
    }),
    { numRuns: 120 },
  );
});

/** Whether the words of `phrase` stand in a row, the slow way. */
function standsIn(tokens: readonly Token[], phrase: string, isTitle: boolean): number[] {
  const wanted = lookedUp(tokenise(phrase)).filter(({ isAlias }) => !isAlias);
  return tokens
    .filter(({ isTitle: inTitle }) => !isTitle || inTitle)
    .map(({ place }) => place)
    .filter((start, i, all) => all.indexOf(start) === i)
    .filter((start) =>
      wanted.every(({ term, position }) =>
        tokens.some(
          ({ term: other, place }) =>
            place === start + position - wanted[0]!.position &&
            (term.length === 1 && term > "\u3000" ? other.startsWith(term) : other === term),
        ),
      ),
    );
}

test("phrases, NEAR, TITLE and exclusion match exactly what a slow reader finds", async () => {
  const words = fc
    .array(fc.constantFrom(...WORDS_OF_TEXTS), { minLength: 1, maxLength: 3 })
    .map((some) => some.join(" "));
  await fc.assert(
    fc.asyncProperty(
      fc.array(passage, { minLength: 1, maxLength: 10 }),
      words,
      words,
      fc.integer({ min: 0, max: 3 }),
      async (drafts, one, other, distance) => {
        const { engine, kept, indexer } = await play(
          drafts.map((draft) => ({ kind: "put" as const, draft })),
        );
        if (distance % 2 === 0) await indexer.workAll();
        const cases: [string, (tokens: Token[]) => boolean][] = [
          [`"${one}"`, (tokens) => standsIn(tokens, one, false).length > 0],
          [`TITLE("${one}")`, (tokens) => standsIn(tokens, one, true).length > 0],
          [
            `"${one}" AND NOT "${other}"`,
            (tokens) =>
              standsIn(tokens, one, false).length > 0 && standsIn(tokens, other, false).length === 0,
          ],
          [`NEAR${distance}("${one}" "${other}")`, (tokens) => isNear(tokens, one, other, distance)],
        ];
        for (const [asked, expects] of cases) {
          const expected = [...kept.values()]
            .filter((value) => expects(tokensOf(value).tokens))
            .map(({ documentId }) => documentId);
          const found = await engine.matching(parseQuery(asked), { fields: [] });
          assert.deepEqual(found.sort(), [...new Set(expected)].sort(), asked);
        }
      },
    ),
    { numRuns: 120 },
  );
});

function isNear(tokens: readonly Token[], one: string, other: string, distance: number): boolean {
  const lengthOf = (phrase: string) => {
    const wanted = lookedUp(tokenise(phrase)).filter(({ isAlias }) => !isAlias);
    return wanted.at(-1)!.position - wanted[0]!.position + 1;
  };
  return standsIn(tokens, one, false).some((a) =>
    standsIn(tokens, other, false).some((b) =>
      a <= b ? b - (a + lengthOf(one)) <= distance : a - (b + lengthOf(other)) <= distance,
    ),
  );
}

test("a crash at any write leaves an index that answers the same and can be finished", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 4, maxLength: 14 }),
      query,
      fc.integer({ min: 0, max: 12 }),
      async (changes, asked, survives) => {
        const { store, kept } = await play(changes);
        const expected = oracleScores([...kept.values()], asked)
          .map(({ row }) => row)
          .sort((a, b) => a - b);
        let left = survives;
        const failing = new Proxy(store, {
          get(target, name: keyof MemoryStore) {
            const value = target[name];
            if (typeof value !== "function") return value;
            if (!["writeSegment", "publish", "sweep", "beginGeneration", "serveGeneration"].includes(name))
              return value.bind(target);
            return (...rest: never[]) => {
              if (left-- <= 0) throw new Error("crash");
              return (value as (...all: never[]) => unknown).apply(target, rest);
            };
          },
        });
        const broken = new Indexer(failing, { batch: 2, fanIn: 2 });
        await broken
          .workAll()
          .then(() => broken.rebuild())
          .catch((error: Error) => assert.equal(error.message, "crash"));
        const rows = async () =>
          (await openSearchEngine(store).rankRows(parseQuery(asked), 100))
            .map(({ row }) => row)
            .sort((a, b) => a - b);
        assert.deepEqual(await rows(), expected);
        const next = new Indexer(store, { batch: 2, fanIn: 2 });
        await next.start();
        await next.workAll();
        assert.deepEqual(await rows(), expected);
        assert.deepEqual(await next.check(), []);
      },
    ),
    { numRuns: 120 },
  );
});

test("aliases, last characters and numbers make no passage longer", () => {
  const { kinds } = tokenise("Trainium2 资本 2025");
  assert.deepEqual(kinds.filter((kind) => kind === PLAIN).length, 2);
  assert.ok(([ALIAS, LAST, NUMBER] as const).every((kind) => kinds.includes(kind)));
});
