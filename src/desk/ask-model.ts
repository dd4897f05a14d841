// desk/ask-model.ts: a language model writes statements over passages, and each is held against them before it is shown.
//
//   run ─ statements as they complete ─ ground ─ carried: shown · not carried: kept back
//   what was not carried is asked for once more, with the reasons; what still is not is shown struck out
//
// Used for answers and for digests. A reply in the middle of which the model failed keeps what was carried till then.

import { INSTRUCTIONS, type ShownPassage, showPassages } from "../ask/draft.ts";
import { type Grounded, type GroundTools, ground } from "../ask/ground.ts";
import type { ModelRun, RunOptions } from "../ask/provider.ts";
import { readReply } from "../ask/reply.ts";
import type { AnswerStatement, ModelAnswer } from "../records/answer.ts";
import type { Passage } from "../records/passage.ts";
import { DossierError } from "../values/error.ts";
import { contains } from "../values/span.ts";
import { warmKin } from "./ask-kin.ts";
import type { Desk } from "./desk.ts";
import { runModel } from "./model-settings.ts";

export interface WriteRequest {
  /** What is asked for, in words of ours and the person's. */
  task: string;
  passages: readonly ShownPassage[];
  /** The model's name, to be said beside its words. */
  modelName: string;
}

export interface WriteOptions extends Pick<RunOptions, "signal" | "limits"> {
  /** Called with each statement that is carried, as soon as it is known to be. */
  onStatement?: (statement: AnswerStatement) => void;
}

/** Statements asked for a second time, at most. */
const MOST_MENDED = 12;

/** Statements of the model over the passages. Never throws for what a model does: a failure stands in the result. */
export async function writeStatements(
  desk: Desk,
  tools: GroundTools,
  request: WriteRequest,
  options: WriteOptions = {},
): Promise<ModelAnswer> {
  const answer: ModelAnswer = {
    name: request.modelName,
    state: "done",
    statements: [],
    failure: null,
    tokensIn: 0,
    tokensOut: 0,
    queries: [],
  };
  const shown = showPassages(request.passages);
  const failed: Grounded[] = [];
  const take = (grounded: Grounded): void => {
    if (answer.statements.some(({ text }) => text === grounded.text)) return;
    const statement = statementOf(grounded, request.passages);
    answer.statements.push(statement);
    options.onStatement?.(statement);
  };
  // Made before anything is sent: a table that is made in the middle of a stream would look like silence.
  await warmKin();
  try {
    const text = `${shown}\n\n${request.task}`;
    const first = await round(desk, tools, request, text, options, (grounded) =>
      grounded.isVerified ? take(grounded) : void failed.push(grounded),
    );
    count(answer, first);
    if (failed.length > 0 && first.end === "done") {
      const again = `${text}\n\n${mendingTask(failed.slice(0, MOST_MENDED))}`;
      const second = await round(desk, tools, request, again, options, (grounded, replaces) => {
        if (!grounded.isVerified) return;
        take(grounded);
        const mended = failed[(replaces ?? 0) - 1];
        if (mended !== undefined) mended.text = "";
      });
      count(answer, second);
    }
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    answer.state = "failed";
    answer.failure = { code: error.code, message: error.message };
  }
  for (const grounded of failed)
    if (grounded.text !== "") answer.statements.push(statementOf(grounded, request.passages));
  return answer;
}

function count(answer: ModelAnswer, run: ModelRun): void {
  answer.tokensIn += run.tokensIn;
  answer.tokensOut += run.tokensOut;
  if (run.end === "stopped") answer.state = "stopped";
}

/** One run; each statement is grounded as it completes. Throws model-failed when the reply was no answer at all. */
async function round(
  desk: Desk,
  tools: GroundTools,
  { passages }: WriteRequest,
  text: string,
  { signal, limits }: WriteOptions,
  onGrounded: (grounded: Grounded, replaces: number | undefined) => void,
): Promise<ModelRun> {
  const reader = readReply();
  const run = await runModel(
    desk,
    { instructions: INSTRUCTIONS, text },
    {
      signal,
      ...(limits === undefined ? {} : { limits }),
      onText(piece) {
        for (const draft of reader.feed(piece)) onGrounded(ground(draft, passages, tools), draft.replaces);
        return !reader.isFull;
      },
    },
  );
  if (!reader.isAnswer && run.end !== "stopped")
    throw new DossierError("model-failed", { reason: "its reply is not in the form that was asked for" });
  return run;
}

function mendingTask(failed: readonly Grounded[]): string {
  const lines = failed.map(
    ({ text, reasons }, at) =>
      `${at + 1}. ${text}\n   ${reasons.map(({ reason, words }) => `${reason}: ${words}`).join("; ")}`,
  );
  return `These statements of yours are not carried by their quotes:\n${lines.join("\n")}\nGive each again with words and numbers that its quote has, and "replaces": its number. Leave out what no passage says.`;
}

export function statementOf(
  { text, isVerified, quotes, reasons }: Grounded,
  passages: readonly ShownPassage[],
): AnswerStatement {
  return {
    text,
    isVerified,
    citations: quotes.map(({ passage, start, end, quote }) => {
      const { documentId, versionId, page, pageLabel } = passages[passage - 1]!;
      return { documentId, versionId, page, pageLabel, start, end, quote };
    }),
    reasons,
  };
}

/** A passage as a model is shown it, with what is known of it beside its words and the ledger's figures inside it. */
export async function toShown(
  desk: Desk,
  passage: Passage,
  known: { title: string; source: string; date: string; pageLabel: string | null },
): Promise<ShownPassage> {
  const { documentId, versionId, page, start, text, heading, context } = passage;
  const figures = await desk.store.figures.list({ documentId, page }, "document", false, 0, 400);
  return {
    documentId,
    versionId,
    page,
    pageLabel: known.pageLabel,
    start,
    text,
    context: [known.title, known.source, known.date.slice(0, 10), heading, context]
      .filter((part) => part !== "")
      .join(" · "),
    figures: figures.filter((figure) => figure.versionId === versionId && contains(passage, figure)),
  };
}
