// desk/ask-queries.ts: sub-questions in a model's words, so that passages are found which the question's own words miss.
//
//   "How do Amazon's and Microsoft's capex plans compare?"  →  "Amazon 2026 capital expenditure guidance", "Microsoft …"
//
// Only questions of several parts are taken apart: one short run more, with a limit of its own. The queries are searched
// like any person's, are kept with the answer, and change nothing but which passages the model is shown.

import { z } from "zod";
import { DossierError } from "../values/error.ts";
import type { Problem } from "../values/problem.ts";
import type { AskScope, FoundPassage } from "./ask-evidence.ts";
import { findPassages, MOST_PASSAGES } from "./ask-evidence.ts";
import { type AskedQuestion, plainWords } from "./ask-question.ts";
import type { Desk } from "./desk.ts";
import { runModel } from "./model-settings.ts";

const MOST_QUERIES = 3;
/** A search that is waited for longer than this is worth less than the answer without it. */
const LIMITS = { tries: 1, silenceMs: 8_000, totalMs: 10_000, maxTokens: 200, maxCharacters: 2_000 };
const Queries = z.object({ queries: z.array(z.string().max(300)).max(12) });

const INSTRUCTIONS = `You take a question for a search engine over financial documents apart.
Return JSON: {"queries":["..."]}, at most ${MOST_QUERIES} short queries that together find what the question needs, each with the name, the measure and the period it is about. No comments.`;

const REASONING =
  /\b(?:why|how do|how does|how did|compare[ds]?|versus|vs|impact|affect|because|drivers?|drove|explain)\b|为什么|为何|如何|原因|影响|比较|对比|驱动|分别/i;

/** Whether a question has parts that one search would mix up. */
export const hasParts = ({ text, entities, metrics, periods }: AskedQuestion): boolean =>
  Math.max(entities.length, metrics.length, periods.length) >= 2 || REASONING.test(text);

export interface Widened {
  passages: FoundPassage[];
  /** What was searched beside the question. */
  queries: string[];
  tokensIn: number;
  tokensOut: number;
  problems: Problem[];
}

/** The passages with those that the model's sub-questions find. A model that fails here costs a problem, nothing else. */
export async function widened(
  desk: Desk,
  question: AskedQuestion,
  scope: AskScope,
  found: readonly FoundPassage[],
  signal: AbortSignal | undefined,
): Promise<Widened> {
  const none: Widened = { passages: [...found], queries: [], tokensIn: 0, tokensOut: 0, problems: [] };
  if (!hasParts(question) || signal?.aborted === true) return none;
  try {
    const run = await runModel(
      desk,
      { instructions: INSTRUCTIONS, text: `Question: ${JSON.stringify(question.text)}` },
      { signal, limits: LIMITS },
    );
    const queries = queriesIn(run.text, question);
    const lists = await Promise.all(
      queries.map((query) => findPassages(desk, { ...question, text: query, query }, scope)),
    );
    return {
      passages: woven(found, lists),
      queries,
      tokensIn: run.tokensIn,
      tokensOut: run.tokensOut,
      problems: [],
    };
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    const note = `The question could not be taken apart (${error.message}); it was searched as it stands.`;
    return { ...none, problems: [{ code: "no-sub-questions", at: {}, note }] };
  }
}

/** The queries of a reply, as words; [] for a reply that has none. */
export function queriesIn(reply: string, { query }: Pick<AskedQuestion, "query">): string[] {
  const from = reply.indexOf("{");
  const to = reply.lastIndexOf("}");
  if (from < 0 || to < from) return [];
  let value: unknown;
  try {
    value = JSON.parse(reply.slice(from, to + 1));
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
  const { data } = Queries.safeParse(value);
  const words = (data?.queries ?? []).map((one) => plainWords(one).slice(0, 200));
  return [...new Set(words)].filter((one) => one.length > 2 && one !== query).slice(0, MOST_QUERIES);
}

/** The question's own passages and those of each query in turn, best first, none twice. */
function woven(own: readonly FoundPassage[], lists: readonly FoundPassage[][]): FoundPassage[] {
  const all = new Map<string, FoundPassage>();
  const add = (one: FoundPassage | undefined): void => {
    if (one !== undefined && all.size < MOST_PASSAGES && !all.has(one.passage.id))
      all.set(one.passage.id, one);
  };
  const half = Math.ceil(MOST_PASSAGES / 2);
  for (const one of own.slice(0, half)) add(one);
  for (let rank = 0; rank < MOST_PASSAGES; rank++) for (const list of lists) add(list[rank]);
  for (const one of own.slice(half)) add(one);
  return [...all.values()];
}
