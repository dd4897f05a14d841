// http/routes.ts: every operation as a route: path parameters, query and JSON body make one input object.
//
// A path parameter wins over the body and the body over the query, so that a body cannot change which thing
// an address names. Routes with fewer parameters come first: /api/figures/series is not a figure's id.

import type { Context, Hono } from "hono";
import { checkInput } from "../desk/check-input.ts";
import type { Desk } from "../desk/desk.ts";
import type { Operation } from "../desk/operation.ts";
import { type Actor, ROLES, type Role } from "../records/user.ts";
import { DossierError } from "../values/error.ts";
import { readLimited } from "./body.ts";

export interface RouteOptions {
  desk: Desk;
  /** Checks what verbs return against their schema: on in tests, off where it would cost every request. */
  checkOutputs: boolean;
}

/** What the middleware of session.ts leaves for those after it. */
export interface Variables {
  actor: Actor | null;
}
export type DossierHono = Hono<{ Variables: Variables }>;
export type DossierContext = Context<{ Variables: Variables }>;

/** "PATCH /api/documents/:id" → its method and path. */
export function routeOf(operation: Pick<Operation, "http">): { method: string; path: string } {
  const [method, path] = operation.http.split(" ");
  return { method: method!, path: path! };
}

/** The one behind the request. Throws sign-in-needed, and not-allowed when the role is too low. */
export function actorWith(c: DossierContext, allow: Role): Actor {
  const actor = c.get("actor");
  if (actor === null) throw new DossierError("sign-in-needed");
  if (ROLES.indexOf(actor.role) < ROLES.indexOf(allow))
    throw new DossierError("not-allowed", { role: allow });
  return actor;
}

export function addRoutes(app: DossierHono, operations: readonly Operation[], options: RouteOptions): void {
  const parameters = (operation: Operation) => routeOf(operation).path.split("/:").length;
  for (const operation of [...operations].sort((a, b) => parameters(a) - parameters(b))) {
    const { method, path } = routeOf(operation);
    app.on(method, path, async (c) => {
      const actor = actorWith(c, operation.allow);
      const input = checkInput(
        operation.input,
        await givenInput(c, method, bodyLimit(options.desk, operation)),
      );
      const output = await operation.run(options.desk, actor, input);
      c.header("cache-control", "no-store");
      return c.json((options.checkOutputs ? operation.output.parse(output) : output) as never);
    });
  }
}

/** A pasted page is as large as a file; nothing else comes near two megabytes. */
const bodyLimit = (desk: Desk, operation: Operation): number =>
  operation.name === "add-document" ? desk.settings.maxFileBytes : 2_000_000;

async function givenInput(
  c: DossierContext,
  method: string,
  mostBytes: number,
): Promise<Record<string, unknown>> {
  // fromEntries makes plain properties of any name, "__proto__" too.
  const query = Object.fromEntries(
    Object.entries(c.req.queries()).map(([key, values]) => [key, values.length === 1 ? values[0] : values]),
  );
  const body = method === "GET" ? {} : await jsonBody(c, mostBytes);
  return { ...query, ...body, ...c.req.param() };
}

async function jsonBody(c: DossierContext, mostBytes: number): Promise<Record<string, unknown>> {
  const bytes = await readLimited(c.req.raw, mostBytes);
  if (bytes.byteLength === 0) return {};
  const wrong = (reason: string) => new DossierError("bad-input", { field: "body", reason });
  // A form of another site can send text/plain without asking; JSON makes a browser ask first.
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? ""))
    throw wrong("send it as application/json");
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"));
  } catch (cause) {
    throw new DossierError("bad-input", { field: "body", reason: "it is not JSON" }, { cause });
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw wrong("it is a JSON object");
  return parsed as Record<string, unknown>;
}
