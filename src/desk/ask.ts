// desk/ask.ts: a question over the desk, a topic or a document: what the desk has on it, and a model's words held to that.
//
// The evidence (quotes, rows, arithmetic) is made first and without a model, and is shown at once; a model, when
// one is connected and wanted, only adds statements that ask/ground.ts let through. Every answer is kept.

import { z } from "zod";
import { Answer, type AnswerStatement, type ModelAnswer } from "../records/answer.ts";
import type { Actor } from "../records/user.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { newId } from "../values/id.ts";
import { Language, languageOf } from "../values/language.ts";
import { type Evidence, type FoundPassage, findEvidence } from "./ask-evidence.ts";
import { toShown, writeStatements } from "./ask-model.ts";
import { type NewestPeriod, newestAsked } from "./ask-newest.ts";
import { widened } from "./ask-queries.ts";
import { type AskedQuestion, readQuestion, vocabularyOf } from "./ask-question.ts";
import { groundTools } from "./ask-tools.ts";
import type { Desk } from "./desk.ts";
import { findDocument, findTopic } from "./find.ts";
import { modelConfig } from "./model-settings.ts";
import { operation } from "./operation.ts";

/** A command line and a query string write it as text. */
const looseBoolean = z.union([z.boolean(), z.stringbool()]);

export const AskInput = z.object({
  question: z.string().trim().min(1).max(2000),
  topicId: z.string().optional(),
  documentId: z.string().optional(),
  /** The answer that this question goes on from. */
  followsId: z.string().optional(),
  /** Language of a model's statements; the question's own unless said. */
  language: Language.optional(),
  /** Whether a connected model is asked too. */
  useModel: looseBoolean.default(true),
});
export type AskInput = z.output<typeof AskInput>;

export const ask = operation({
  name: "ask",
  summary:
    "Ask a question over the desk, a topic or a document: the best quotes, the ledger's rows, a computed result, and a model's verified statements when one is connected.",
  http: "POST /api/ask",
  cli: "ask <question>",
  allow: "viewer",
  input: AskInput,
  output: Answer,
  run: (desk, actor, input) => answerQuestion(desk, actor, input),
});

export const listAnswers = operation({
  name: "list-answers",
  summary: "List the questions that were asked with their answers, newest first.",
  http: "GET /api/answers",
  cli: "answers",
  allow: "viewer",
  input: z.object({
    topicId: z.string().optional(),
    documentId: z.string().optional(),
    contains: z.string().max(200).optional(),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.object({ answers: z.array(Answer), total: z.number().int() }),
  async run(desk, _actor, { offset, limit, ...filter }) {
    const [answers, total] = await Promise.all([
      desk.store.answers.list(filter, offset, limit),
      desk.store.answers.count(filter),
    ]);
    return { answers: await Promise.all(answers.map((answer) => withGone(desk, answer))), total };
  },
});

export const getAnswer = operation({
  name: "get-answer",
  summary: "Get an answer as it was given.",
  http: "GET /api/answers/:id",
  cli: "answer <id>",
  allow: "viewer",
  input: z.object({ id: z.string() }),
  output: Answer,
  run: (desk, _actor, { id }) => findAnswer(desk, id),
});

export const removeAnswer = operation({
  name: "remove-answer",
  summary: "Remove a question with its answer from the history.",
  http: "DELETE /api/answers/:id",
  cli: "remove-answer <id>",
  allow: "editor",
  input: z.object({ id: z.string() }),
  output: Answer,
  async run(desk, _actor, { id }) {
    const answer = await findAnswer(desk, id);
    await desk.store.answers.remove(id);
    return answer;
  },
});

/** Throws answer-not-found. */
export async function findAnswer(desk: Desk, id: string): Promise<Answer> {
  const answer = await desk.store.answers.get(id);
  if (answer === null) throw new DossierError("answer-not-found", { id });
  return withGone(desk, answer);
}

/** Marks the documents that were deleted since, or lie in the trash: an answer keeps its words, never a dead link. */
async function withGone(desk: Desk, answer: Answer): Promise<Answer> {
  const cited = new Set([
    ...answer.quotes.map(({ documentId }) => documentId),
    ...answer.figures.map(({ documentId }) => documentId),
    ...(answer.computed?.operands ?? []).map(({ citation }) => citation.documentId),
    ...(answer.model?.statements ?? []).flatMap(({ citations }) => citations.map((one) => one.documentId)),
  ]);
  const documents = await Promise.all(
    [...cited].map(async (id) => ({ id, document: await desk.store.documents.get(id) })),
  );
  const gone = documents
    .filter(({ document }) => document === null || document.trashedAt !== null)
    .map(({ id }) => id);
  return { ...answer, gone };
}

export interface AskWatch {
  /** The answer without a model: at once, before a model is asked. */
  onAnswer?: (answer: Answer) => void;
  /** A statement of the model that its quotes carry. */
  onStatement?: (statement: AnswerStatement) => void;
  signal?: AbortSignal | undefined;
}

/**
 * Answers and keeps the answer. A model that fails is told of in the answer, whose evidence stands. Throws
 * topic-not-found, document-not-found, answer-not-found (of a follow-up).
 */
export async function answerQuestion(
  desk: Desk,
  actor: Actor,
  input: AskInput,
  watch: AskWatch = {},
): Promise<Answer> {
  const { answer, evidence, question } = await answerFromDesk(desk, actor, input);
  watch.onAnswer?.(answer);
  const config = input.useModel && evidence.passages.length > 0 ? await modelConfig(desk) : null;
  if (config !== null) {
    const scope = { topicId: input.topicId, documentId: input.documentId };
    const wide = await widened(desk, question, scope, evidence.passages, watch.signal);
    answer.problems.push(...wide.problems);
    const model = await askModel(desk, config.name, answer, wide.passages, watch);
    answer.model = {
      ...model,
      queries: wide.queries,
      tokensIn: model.tokensIn + wide.tokensIn,
      tokensOut: model.tokensOut + wide.tokensOut,
    };
  }
  await desk.store.answers.put(answer);
  return answer;
}

async function askModel(
  desk: Desk,
  modelName: string,
  answer: Answer,
  found: readonly FoundPassage[],
  { onStatement, signal }: AskWatch,
): Promise<ModelAnswer> {
  const passages = await Promise.all(
    found.map(({ passage, pageLabel, result }) =>
      toShown(desk, passage, { title: result.title, source: result.source, date: result.sortAt, pageLabel }),
    ),
  );
  const task = `Question: ${JSON.stringify(answer.question)}\nAnswer it in ${LANGUAGE_NAMES[answer.language]}, in at most eight statements, the most important first.`;
  return writeStatements(
    desk,
    groundTools(await vocabularyOf(desk)),
    { task, passages, modelName },
    { signal, ...(onStatement === undefined ? {} : { onStatement }) },
  );
}

const LANGUAGE_NAMES: Record<Language, string> = {
  zh: "Chinese",
  en: "English",
  other: "the language of the question",
};

/** The answer without a model, not yet kept, and the evidence that a model would be shown. */
export async function answerFromDesk(
  desk: Desk,
  actor: Actor,
  input: AskInput,
): Promise<{ answer: Answer; evidence: Evidence; question: AskedQuestion }> {
  const { topicId, documentId, followsId } = input;
  if (topicId !== undefined) await findTopic(desk, topicId);
  if (documentId !== undefined) await findDocument(desk, documentId);
  const { question, newest } = await understand(desk, input);
  const evidence = await findEvidence(desk, question, { topicId, documentId });
  const { quotes, figures, computed } = evidence;
  const answer: Answer = {
    id: newId("ans", desk.clock.now()),
    question: input.question,
    topicId: topicId ?? null,
    documentId: documentId ?? null,
    followsId: followsId ?? null,
    language: input.language ?? languageOf(input.question),
    state: quotes.length > 0 || figures.length > 0 ? "found" : "nothing-found",
    understood: {
      entities: question.entities.map(({ name }) => name.en),
      metrics: question.metrics.map(({ name }) => name.en),
      periods: question.periods.map(({ label }) => label),
      arithmetic: question.arithmetic,
      newest,
    },
    quotes,
    figures,
    computed,
    model: null,
    problems: [],
    gone: [],
    askedBy: actor.name,
    askedAt: isoOf(desk.clock.now()),
  };
  return { answer, evidence, question };
}

async function understand(
  desk: Desk,
  { question, followsId, topicId, documentId }: AskInput,
): Promise<{ question: AskedQuestion; newest: NewestPeriod | null }> {
  const vocabulary = await vocabularyOf(desk);
  const today = isoOf(desk.clock.now());
  // One step back is what "and in 2024?" means; the earlier answer has its own names by then.
  const before = followsId === undefined ? null : await findAnswer(desk, followsId);
  const earlier = before === null ? null : readQuestion(before.question, vocabulary, before.askedAt);
  const read = readQuestion(question, vocabulary, today, earlier);
  const named = await newestAsked(desk, question, read, { topicId, documentId });
  return named === null
    ? { question: read, newest: null }
    : { question: readQuestion(named.text, vocabulary, today, earlier), newest: named.newest };
}
