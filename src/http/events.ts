// http/events.ts: GET /api/events: what changes on the desk, as server-sent events.
//
//   event: job | document | topic | desk      data: JSON      a comment each 15 s, so that proxies keep the line
//
// A listener that does not read is let go: the browser connects again and reads the store anew.

import type { Desk, DeskEvent } from "../desk/desk.ts";
import { DossierError } from "../values/error.ts";
import { actorWith, type DossierHono } from "./routes.ts";

const HEARTBEAT_MS = 15_000;
/** Events that may wait for a slow reader. A job beats twice a second: minutes of silence. */
const MOST_WAITING = 500;
/** Open lines of all people; each is a socket and a listener. */
const MOST_LINES = 500;

export function addEvents(app: DossierHono, desk: Desk): { close(): void } {
  const lines = new Set<() => void>();
  app.get("/api/events", (c) => {
    actorWith(c, "viewer");
    // Hono answers HEAD by the route of GET and drops the body: a line that nobody would ever close.
    if (c.req.method === "HEAD") return c.body(null);
    if (lines.size >= MOST_LINES)
      throw new DossierError("too-many-tries", { seconds: 30 }, { retryAfterMs: 30_000 });
    return new Response(eventStream(desk, lines), {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        // Nginx holds replies back unless told.
        "x-accel-buffering": "no",
      },
    });
  });
  return {
    close() {
      for (const end of [...lines]) end();
    },
  };
}

function eventStream(desk: Desk, lines: Set<() => void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) => {
          if ((controller.desiredSize ?? 0) <= 0) return end();
          controller.enqueue(encoder.encode(text));
        };
        const unsubscribe = desk.events.subscribe((event) => send(textOf(event)));
        const heartbeat = setInterval(() => send(": here\n\n"), HEARTBEAT_MS);
        heartbeat.unref();
        stop = () => {
          clearInterval(heartbeat);
          unsubscribe();
          lines.delete(end);
        };
        const end = () => {
          stop();
          controller.close();
        };
        lines.add(end);
        send("retry: 2000\n\n");
      },
      cancel: () => stop(),
    },
    { highWaterMark: MOST_WAITING },
  );
}

function textOf(event: DeskEvent): string {
  const { type, ...rest } = event;
  return `event: ${type}\ndata: ${JSON.stringify(type === "job" ? event.job : rest)}\n\n`;
}
