// test/support/model-server.ts: a language model's server for one test, on this machine: OpenAI-compatible and the Messages API
// of Anthropic (by the path that is asked), as good or as bad as asked.
//
// A reply is a text, or a mischief: "stall" (headers, then nothing), "hang" (no headers), "garbage" (bytes that are no
// events), "cut" (the connection breaks in the middle), "repeat" (the same words without end), "refuse" (an error as a
// part of the stream), or a status with a body.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";

export type Mischief = "stall" | "hang" | "garbage" | "cut" | "repeat" | "refuse";
export type ModelReply =
  | string
  | { mischief: Mischief; text?: string }
  | { status: number; body?: unknown; headers?: Record<string, string> };

export interface ModelRequest {
  path: string;
  headers: IncomingMessage["headers"];
  body: {
    model?: string;
    stream?: boolean;
    system?: unknown;
    messages?: { role: string; content: string }[];
  };
}

export interface ModelServer {
  /** Base address with /v1. */
  url: string;
  requests: ModelRequest[];
  /** What is answered next; the last one stays. */
  replies: ModelReply[];
  /** Decides for each request instead of `replies`. */
  answer: ((request: ModelRequest) => ModelReply) | null;
}

const PIECE = 24;

export async function openModelServer(t: TestContext, ...replies: ModelReply[]): Promise<ModelServer> {
  const state: ModelServer = { url: "", requests: [], replies, answer: null };
  const server = createServer((request, response) => {
    readBody(request).then(
      (body) => {
        const asked = { path: request.url ?? "", headers: request.headers, body };
        state.requests.push(asked);
        if (asked.path.endsWith("/models")) return sendModels(response, state);
        const reply =
          state.answer?.(asked) ?? (state.replies.length > 1 ? state.replies.shift()! : state.replies[0]!);
        send(
          response,
          reply,
          body.stream === true,
          asked.path.endsWith("/messages") ? MESSAGES : COMPLETIONS,
        );
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return state;
}

async function readBody(request: IncomingMessage): Promise<ModelRequest["body"]> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString("utf8");
  return text === "" ? {} : (JSON.parse(text) as ModelRequest["body"]);
}

function sendModels(response: ServerResponse, state: ModelServer): void {
  const reply = state.replies[0];
  if (typeof reply === "object" && "status" in reply) {
    sendStatus(response, reply);
    return;
  }
  response.setHeader("content-type", "application/json");
  response.end(
    JSON.stringify({ object: "list", data: [{ id: "small-model" }, { id: "big-model" }, { no: 1 }] }),
  );
}

function sendStatus(
  response: ServerResponse,
  { status, body, headers }: { status: number; body?: unknown; headers?: Record<string, string> },
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body ?? { error: { message: `status ${status}` } }));
}

/** How one of the two interfaces writes a reply, whole and in pieces. */
interface Wire {
  whole(text: string): unknown;
  begin: string;
  piece(text: string): string;
  error: string;
  end: string;
}

function send(response: ServerResponse, reply: ModelReply, isStreamed: boolean, wire: Wire): void {
  if (typeof reply === "object" && "status" in reply) {
    sendStatus(response, reply);
    return;
  }
  const text = typeof reply === "string" ? reply : (reply.text ?? "");
  const mischief = typeof reply === "string" ? null : reply.mischief;
  if (mischief === "hang") return;
  if (!isStreamed) {
    response.setHeader("content-type", "application/json");
    response.end(mischief === "garbage" ? "<html>not json" : JSON.stringify(wire.whole(text)));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  if (mischief === "garbage") {
    response.end(
      `data: {"choices": [{"del\n\nevent: \u0000\u0001\ndata: }}}{{{\n\n${"\ufffd".repeat(500)}\n\n`,
    );
    return;
  }
  response.write(wire.begin);
  for (let at = 0; at < text.length; at += PIECE) response.write(wire.piece(text.slice(at, at + PIECE)));
  if (mischief === "refuse") {
    response.end(wire.error);
    return;
  }
  if (mischief === "stall") return;
  // What was written must have left before the line breaks.
  if (mischief === "cut") {
    setTimeout(() => response.destroy(), 30);
    return;
  }
  if (mischief === "repeat") {
    repeat(response, wire);
    return;
  }
  response.end(wire.end);
}

const chunk = { id: "run", object: "chat.completion.chunk", created: 1, model: "small-model" };
const event = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ ...chunk, choices: [{ index: 0, delta: { role: "assistant", ...delta }, finish_reason: finish }] })}\n\n`;

const USAGE = { prompt_tokens: 70, completion_tokens: 9, total_tokens: 79 };
const COMPLETIONS: Wire = {
  whole: (text) => ({
    id: "run",
    object: "chat.completion",
    created: 1,
    model: "small-model",
    choices: [{ index: 0, message: { role: "assistant", content: text }, finish_reason: "stop" }],
    usage: USAGE,
  }),
  begin: "",
  piece: (content) => event({ content }),
  error: `data: ${JSON.stringify({ error: { message: "the engine is overloaded", type: "server_error" } })}\n\n`,
  end: `${event({}, "stop")}data: ${JSON.stringify({ ...chunk, choices: [], usage: USAGE })}\n\ndata: [DONE]\n\n`,
};

const named = (type: string, rest: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
const MESSAGE = { id: "msg_run", type: "message", role: "assistant", model: "small-model" };
const MESSAGES: Wire = {
  whole: (text) => ({
    ...MESSAGE,
    content: [{ type: "text", text }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 70, output_tokens: 9 },
  }),
  begin:
    named("message_start", {
      message: {
        ...MESSAGE,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 70, output_tokens: 1 },
      },
    }) + named("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
  piece: (text) => named("content_block_delta", { index: 0, delta: { type: "text_delta", text } }),
  error: named("error", { error: { type: "overloaded_error", message: "the engine is overloaded" } }),
  end:
    named("content_block_stop", { index: 0 }) +
    named("message_delta", {
      delta: { stop_reason: "end_turn", stop_sequence: null },
      usage: { output_tokens: 9 },
    }) +
    named("message_stop", {}),
};

/** Writes without end, as fast as it is read, until the reader goes. */
function repeat(response: ServerResponse, wire: Wire): void {
  const line = wire.piece("again and again ");
  let isOpen = true;
  response.on("close", () => {
    isOpen = false;
  });
  const more = (): void => {
    while (isOpen && response.write(line.repeat(20)));
    if (isOpen) response.once("drain", more);
  };
  more();
}
