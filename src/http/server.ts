// http/server.ts: the whole front door as one Hono app: `app.request("/api/desk")` works without a port.
//
// Order matters: headers and errors wrap everything, the host is checked before anything is read, the
// session says who asks, then fixed routes, then the operations, then the web app for every other path.

import { Hono } from "hono";
import { compress } from "hono/compress";
import type { Desk } from "../desk/desk.ts";
import type { Operation } from "../desk/operation.ts";
import type { Actor } from "../records/user.ts";
import { addAskStream } from "./ask-stream.ts";
import { askerOf } from "./asker.ts";
import { errorReply } from "./errors.ts";
import { addEvents } from "./events.ts";
import { addExportRoutes } from "./exports.ts";
import { addFileRoutes } from "./files.ts";
import { ownHost, secureHeaders } from "./headers.ts";
import { openApiOf } from "./openapi.ts";
import { actorWith, addRoutes, type DossierContext, type DossierHono, type Variables } from "./routes.ts";
import { addSignIn, type SessionOptions, sessions } from "./session.ts";
import { addTryPage } from "./try.ts";
import { addUploadRoute } from "./upload.ts";
import { addWeb } from "./web.ts";

export interface AppOptions {
  operations: readonly Operation[];
  /** Folder of the built web app; it need not be there. */
  webFolder: string;
  /** Whether it listens on this machine only: then the name that it is asked by is checked. */
  isLoopback: boolean;
  localToken?: string | null;
  checkOutputs?: boolean;
  /** Address of who asks; see asker.ts by default. */
  addressOf?: (c: DossierContext) => string;
  /** Answers POST /mcp; left out where there is none. */
  mcp?: (desk: Desk, actor: Actor, request: Request) => Promise<Response>;
}

export interface DossierApp {
  app: DossierHono;
  /** Ends open event streams, so that a server can stop. */
  close(): void;
}

export function createApp(desk: Desk, options: AppOptions): DossierApp {
  const app: DossierHono = new Hono<{ Variables: Variables }>();
  const addressOf = options.addressOf ?? askerOf(desk.settings.trustedProxies);
  const session: SessionOptions = { desk, localToken: options.localToken ?? null, addressOf };

  app.onError((error, c) => errorReply(error, desk.log, `${c.req.method} ${c.req.routePath}`));
  app.use(secureHeaders());
  if (options.isLoopback) app.use(ownHost(desk.settings.publicUrl));
  // Within one machine it would only cost time; over a network a feed is a fifth of its size.
  else app.use("/api/*", compress({ contentTypeFilter: /^application\/json/ }));
  app.use(sessions(session));

  addTryPage(app);
  const description = JSON.stringify(openApiOf(options.operations, desk.version));
  app.get("/api/openapi.json", (c) => {
    c.header("content-type", "application/json; charset=utf-8");
    return c.body(description);
  });
  addSignIn(app, session);
  const events = addEvents(app, desk);
  addAskStream(app, desk);
  addUploadRoute(app, desk);
  addFileRoutes(app, desk);
  addExportRoutes(app, desk, addressOf);
  addRoutes(app, options.operations, { desk, checkOutputs: options.checkOutputs ?? false });
  const { mcp } = options;
  if (mcp !== undefined) app.post("/mcp", (c) => mcp(desk, actorWith(c, "viewer"), c.req.raw));
  addWeb(app, options.webFolder);
  return { app, close: () => events.close() };
}
