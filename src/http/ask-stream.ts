// http/ask-stream.ts: POST /api/ask/stream: an answer as it comes: server-sent events in the reply of a POST.
//
//   event: answer      the whole answer without a model, at once
//   event: statement   a model's statement that its quotes carry
//   event: done        the whole answer as it is kept
//   event: failed      { code, message }
//
// Whoever goes away (or presses stop) ends the model's run; what was carried till then is kept.

import { AskInput, answerQuestion } from "../desk/ask.ts";
import { checkInput } from "../desk/check-input.ts";
import type { Desk } from "../desk/desk.ts";
import { DossierError } from "../values/error.ts";
import { readLimited } from "./body.ts";
import { errorBody } from "./errors.ts";
import { actorWith, type DossierHono } from "./routes.ts";

const MOST_BYTES = 20_000;
/** Answers that are being written: each is a model's run. */
const MOST_AT_ONCE = 20;
const HEARTBEAT_MS = 15_000;

export function addAskStream(app: DossierHono, desk: Desk): void {
  let running = 0;
  app.post("/api/ask/stream", async (c) => {
    const actor = actorWith(c, "viewer");
    const input = checkInput(AskInput, await jsonOf(c.req.raw));
    if (running >= MOST_AT_ONCE)
      throw new DossierError("too-many-tries", { seconds: 10 }, { retryAfterMs: 10_000 });
    running++;
    const stop = new AbortController();
    const stream = eventsOf(stop, async (send) => {
      try {
        const answer = await answerQuestion(desk, actor, input, {
          signal: stop.signal,
          onAnswer: (first) => send("answer", first),
          onStatement: (statement) => send("statement", statement),
        });
        send("done", answer);
      } catch (error) {
        if (!(error instanceof DossierError)) {
          desk.log.error("ask", { error: error instanceof Error ? (error.stack ?? "") : String(error) });
          send("failed", { code: "internal-error", message: "Something in Dossier broke." });
        } else send("failed", errorBody(error).error);
      } finally {
        running--;
      }
    });
    return new Response(stream, {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      },
    });
  });
}

async function jsonOf(request: Request): Promise<unknown> {
  const wrong = (reason: string, cause?: unknown) =>
    new DossierError("bad-input", { field: "body", reason }, { cause });
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? ""))
    throw wrong("send it as application/json");
  const bytes = await readLimited(request, MOST_BYTES);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw wrong("it is not JSON", cause);
  }
}

function eventsOf(
  stop: AbortController,
  work: (send: (event: string, data: unknown) => void) => Promise<void>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isOpen = true;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => {
        if (isOpen) controller.enqueue(encoder.encode(text));
      };
      const heartbeat = setInterval(() => write(": here\n\n"), HEARTBEAT_MS);
      heartbeat.unref();
      const end = () => {
        clearInterval(heartbeat);
        if (isOpen) controller.close();
        isOpen = false;
      };
      work((event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)).then(end, end);
    },
    cancel() {
      isOpen = false;
      stop.abort();
    },
  });
}
