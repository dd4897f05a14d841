// test/http/accounts.test.ts: signing in, roles, tokens, limits, through the front door.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openTestApp, openTestDesk, sent, type TestDesk } from "../support/test-desk.ts";

const PASSWORD = "a long enough password";
type App = Awaited<ReturnType<typeof openTestApp>>;

async function deskWithOwner(t: test.TestContext): Promise<{ desk: TestDesk; app: App; owner: string }> {
  const desk = await openTestDesk(t);
  const app = await openTestApp(t, desk, { localToken: "local-secret" });
  const made = await app.request(
    "/api/users",
    sent("POST", { name: "Ada", password: PASSWORD, role: "owner" }),
  );
  assert.equal(made.status, 200);
  return { desk, app, owner: await cookieOf(app, "Ada", PASSWORD) };
}

async function cookieOf(app: App, name: string, password: string): Promise<string> {
  const reply = await app.request("/api/sign-in", sent("POST", { name, password }));
  assert.equal(reply.status, 200);
  return reply.headers.get("set-cookie")!.split(";")[0]!;
}

test("without accounts the one at the machine is the owner; with the first account they sign in", async (t) => {
  const desk = await openTestDesk(t);
  const app = await openTestApp(t, desk);
  assert.equal((await app.request("/api/settings")).status, 200);
  const viewer = await app.request("/api/users", sent("POST", { name: "Bo", password: PASSWORD }));
  assert.equal(viewer.status, 400, "a first account that is no owner would lock everyone out");
  await app.request("/api/users", sent("POST", { name: "Ada", password: PASSWORD, role: "owner" }));
  assert.equal((await app.request("/api/settings")).status, 401);
});

test("a session's cookie cannot be read by scripts or sent from other sites, and ends with signing out", async (t) => {
  const { app } = await deskWithOwner(t);
  const reply = await app.request("/api/sign-in", sent("POST", { name: "ada", password: PASSWORD }));
  const set = reply.headers.get("set-cookie")!;
  assert.match(set, /HttpOnly/);
  assert.match(set, /SameSite=Strict/);
  const cookie = set.split(";")[0]!;
  assert.equal((await app.request("/api/settings", { headers: { cookie } })).status, 200);
  await app.request("/api/sign-out", sent("POST", {}, { cookie }));
  assert.equal((await app.request("/api/settings", { headers: { cookie } })).status, 401);
});

test("a session ends by itself after its days", async (t) => {
  const { app, desk, owner } = await deskWithOwner(t);
  desk.clock.advance(31 * 86_400_000);
  assert.equal((await app.request("/api/settings", { headers: { cookie: owner } })).status, 401);
});

test("a wrong password and an unknown name get the same answer, and many tries are stopped", async (t) => {
  const { app, desk } = await deskWithOwner(t);
  const answers: unknown[] = [];
  for (const name of ["Ada", "Nobody"]) {
    const reply = await app.request("/api/sign-in", sent("POST", { name, password: "wrong password" }));
    assert.equal(reply.status, 401);
    answers.push(await reply.json());
  }
  assert.deepEqual(answers[0], answers[1]);
  let status = 0;
  for (let tries = 0; tries < 6; tries++)
    status = (await app.request("/api/sign-in", sent("POST", { name: "Ada", password: "wrong password" })))
      .status;
  assert.equal(status, 429);
  desk.clock.advance(3_600_000);
  await cookieOf(app, "Ada", PASSWORD);
});

test("each role may do what it may and no more", async (t) => {
  const { app, owner } = await deskWithOwner(t);
  const cookies: Record<string, string> = { owner };
  for (const role of ["viewer", "editor"]) {
    await app.request(
      "/api/users",
      sent("POST", { name: role, password: PASSWORD, role }, { cookie: owner }),
    );
    cookies[role] = await cookieOf(app, role, PASSWORD);
  }
  const status = async (role: string, path: string, init: RequestInit = {}) =>
    (await app.request(path, { ...init, headers: { ...(init.headers as object), cookie: cookies[role]! } }))
      .status;
  for (const role of ["viewer", "editor", "owner"])
    assert.equal(await status(role, "/api/topics"), 200, role);
  const topic = (name: string) => sent("POST", { name });
  assert.equal(await status("viewer", "/api/topics", topic("A")), 403);
  assert.equal(await status("editor", "/api/topics", topic("A")), 200);
  assert.equal(await status("editor", "/api/users"), 403);
  assert.equal(await status("owner", "/api/users"), 200);
});

test("one changes one's own password and nothing else of oneself; the last owner stays", async (t) => {
  const { app, owner } = await deskWithOwner(t);
  const made = await app.request(
    "/api/users",
    sent("POST", { name: "Bo", password: PASSWORD, role: "editor" }, { cookie: owner }),
  );
  const bo = (await made.json()) as { id: string };
  const cookie = await cookieOf(app, "Bo", PASSWORD);
  const patch = async (id: string, body: object, as: string) =>
    (await app.request(`/api/users/${id}`, sent("PATCH", body, { cookie: as }))).status;
  assert.equal(await patch(bo.id, { role: "owner" }, cookie), 403);
  assert.equal(await patch(bo.id, { password: "short" }, cookie), 400);
  assert.equal(await patch(bo.id, { password: "another long password" }, cookie), 200);
  assert.equal(
    (await app.request("/api/topics", { headers: { cookie } })).status,
    401,
    "old sessions have ended",
  );
  const { users } = (await (await app.request("/api/users", { headers: { cookie: owner } })).json()) as {
    users: { id: string; name: string }[];
  };
  const ada = users.find(({ name }) => name === "Ada")!;
  assert.equal(await patch(ada.id, { role: "viewer" }, owner), 409);
  assert.equal(
    (await app.request(`/api/users/${ada.id}`, { method: "DELETE", headers: { cookie: owner } })).status,
    409,
  );
});

test("a token opens the desk with its role until it is removed; a wrong one is a 401", async (t) => {
  const { app, owner, desk } = await deskWithOwner(t);
  const reply = await app.request(
    "/api/tokens",
    sent("POST", { name: "script", role: "viewer" }, { cookie: owner }),
  );
  const { token, secret } = (await reply.json()) as { token: { id: string }; secret: string };
  const as = (bearer: string) => ({ headers: { authorization: `Bearer ${bearer}` } });
  assert.equal((await app.request("/api/topics", as(secret))).status, 200);
  assert.equal((await app.request("/api/users", as(secret))).status, 403);
  assert.equal((await desk.store.apiTokens.get(token.id))?.lastUsedAt, "2025-11-06T15:45:00.000Z");
  assert.equal((await app.request("/api/topics", as("wrong"))).status, 401);
  await app.request(`/api/tokens/${token.id}`, { method: "DELETE", headers: { cookie: owner } });
  assert.equal((await app.request("/api/topics", as(secret))).status, 401);
});

test("the secret of the lock file lets the command line of this machine in", async (t) => {
  const { app } = await deskWithOwner(t);
  const as = (bearer: string) => ({ headers: { authorization: `Bearer ${bearer}` } });
  assert.equal((await app.request("/api/users", as("local-secret"))).status, 200);
});

test("the database keeps no password and no secret", async (t) => {
  const { desk, owner } = await deskWithOwner(t);
  const rows = JSON.stringify([
    await desk.store.database.all("SELECT * FROM users"),
    await desk.store.database.all("SELECT * FROM sessions"),
  ]);
  assert.doesNotMatch(rows, new RegExp(PASSWORD));
  assert.ok(!rows.includes(owner.split("=")[1]!));
});
