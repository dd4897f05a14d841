// web/src/api/ask-stream.ts: asks a question and hears the answer as it comes: evidence at once, a model's statements after.
//
// The reply of the POST is a stream of server-sent events, which EventSource cannot read, since it only gets.

import { ApiError, errorOf, post } from "./client.ts";
import type { Answer, AnswerStatement } from "./types.ts";

export interface Asked {
  question: string;
  topicId?: string | undefined;
  documentId?: string | undefined;
  followsId?: string | undefined;
  useModel?: boolean;
}

export interface AskListener {
  onAnswer(answer: Answer): void;
  onStatement(statement: AnswerStatement): void;
}

/** A reader of server-sent events: give it text as it comes, it gives whole events back. Comments fall away. */
export function eventReader(): (text: string) => { event: string; data: string }[] {
  let rest = "";
  return (text) => {
    const blocks = (rest + text).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => {
      const lines = block.split("\n");
      const of = (name: string) =>
        lines.flatMap((line) => (line.startsWith(`${name}: `) ? [line.slice(name.length + 2)] : []));
      const data = of("data").join("\n");
      return data === "" ? [] : [{ event: of("event")[0] ?? "message", data }];
    });
  };
}

/** Resolves with the answer as it is kept. Throws ApiError; an abort of the signal throws as fetch does. */
export async function askAloud(input: Asked, listener: AskListener, signal: AbortSignal): Promise<Answer> {
  const response = await fetch("/api/ask/stream", {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
    signal,
  }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    throw new ApiError(0, "offline", cause instanceof Error ? cause.message : "no answer");
  });
  if (response.status === 404) {
    const { useModel: _, ...plain } = input;
    return post<Answer>("/api/ask", plain);
  }
  if (!response.ok || !response.body) throw errorOf(response.status, await response.json().catch(() => null));
  const read = eventReader();
  const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done } = await pieces.read();
    if (done) throw new ApiError(0, "offline", "the answer broke off");
    for (const { event, data } of read(value)) {
      if (event === "answer") listener.onAnswer(JSON.parse(data) as Answer);
      if (event === "statement") listener.onStatement(JSON.parse(data) as AnswerStatement);
      if (event === "failed") throw errorOf(500, { error: JSON.parse(data) as object });
      if (event === "done") return JSON.parse(data) as Answer;
    }
  }
}
