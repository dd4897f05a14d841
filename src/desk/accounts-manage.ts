// desk/accounts-manage.ts: accounts and API tokens: list, make, change, remove. Sign-up is closed: the owner makes accounts.

import { z } from "zod";
import { ApiToken, Role, User } from "../records/user.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import { sha256 } from "../values/hash.ts";
import { newId } from "../values/id.ts";
import { newSecret } from "./accounts.ts";
import { hashPassword } from "./accounts-password.ts";
import type { Desk } from "./desk.ts";
import { operation } from "./operation.ts";

const Name = z.string().trim().min(1).max(80);
const Password = z.string().max(1000);

export const listUsers = operation({
  name: "list-users",
  summary: "List the accounts.",
  http: "GET /api/users",
  cli: "users",
  allow: "owner",
  input: z.object({}),
  output: z.object({ users: z.array(User) }),
  run: async (desk) => ({ users: await desk.store.users.list() }),
});

export const addUser = operation({
  name: "add-user",
  summary: "Make an account. The first one is an owner.",
  http: "POST /api/users",
  cli: null, // a password does not belong on a command line: dossier owner asks for it
  allow: "owner",
  input: z.object({ name: Name, password: Password, role: Role.default("viewer") }),
  output: User,
  async run(desk, _actor, { name, password, role }) {
    if (role !== "owner" && (await desk.store.users.owners()) === 0)
      throw new DossierError("bad-input", { field: "role", reason: "the first account is an owner" });
    if ((await desk.store.users.byName(name)) !== null)
      throw new DossierError("name-taken", { what: "The account", name });
    const passwordHash = await hashPassword(password);
    const now = desk.clock.now();
    const user: User = { id: newId("usr", now), name, role, createdAt: isoOf(now) };
    await desk.store.users.insert(user, passwordHash);
    desk.events.publish({ type: "desk" });
    return user;
  },
});

export const updateUser = operation({
  name: "update-user",
  summary: "Change an account: the owner its name and role, everyone their own password.",
  http: "PATCH /api/users/:id",
  cli: null,
  allow: "viewer",
  input: z.object({
    id: z.string(),
    name: Name.optional(),
    role: Role.optional(),
    password: Password.optional(),
  }),
  output: User,
  async run(desk, actor, { id, name, role, password }) {
    const isOwn = actor.id === id && name === undefined && role === undefined;
    if (actor.role !== "owner" && !isOwn) throw new DossierError("not-allowed", { role: "owner" });
    const user = await findUser(desk, id);
    const taken = name === undefined ? null : await desk.store.users.byName(name);
    if (taken !== null && taken.user.id !== id)
      throw new DossierError("name-taken", { what: "The account", name: name! });
    if (role !== undefined && role !== "owner") await keepAnOwner(desk, user);
    const passwordHash =
      password === undefined ? (await desk.store.users.passwordHash(id))! : await hashPassword(password);
    const changed = { ...user, name: name ?? user.name, role: role ?? user.role };
    await desk.store.users.update(id, { name: changed.name, role: changed.role, passwordHash });
    // A new password ends what was signed in with the old one.
    if (password !== undefined) await desk.store.sessions.removeOfUser(id);
    desk.events.publish({ type: "desk" });
    return changed;
  },
});

export const removeUser = operation({
  name: "remove-user",
  summary: "Remove an account and its sessions; what it did stays.",
  http: "DELETE /api/users/:id",
  cli: "remove-user <id>",
  allow: "owner",
  input: z.object({ id: z.string() }),
  output: User,
  async run(desk, _actor, { id }) {
    const user = await findUser(desk, id);
    await keepAnOwner(desk, user);
    await desk.store.users.remove(id);
    desk.events.publish({ type: "desk" });
    return user;
  },
});

export const listTokens = operation({
  name: "list-tokens",
  summary: "List the API tokens; their secrets are shown once, when they are made.",
  http: "GET /api/tokens",
  cli: "tokens",
  allow: "owner",
  input: z.object({}),
  output: z.object({ tokens: z.array(ApiToken) }),
  run: async (desk) => ({ tokens: await desk.store.apiTokens.list() }),
});

export const addToken = operation({
  name: "add-token",
  summary: "Make an API token for a program; send its secret as Authorization: Bearer.",
  http: "POST /api/tokens",
  cli: "add-token <name>",
  allow: "owner",
  input: z.object({ name: Name, role: Role.default("viewer") }),
  output: z.object({ token: ApiToken, secret: z.string() }),
  async run(desk, _actor, { name, role }) {
    const now = desk.clock.now();
    const secret = newSecret();
    const token: ApiToken = { id: newId("tok", now), name, role, createdAt: isoOf(now), lastUsedAt: null };
    await desk.store.apiTokens.insert(token, sha256(secret));
    return { token, secret };
  },
});

export const removeToken = operation({
  name: "remove-token",
  summary: "Remove an API token; it opens nothing from now on.",
  http: "DELETE /api/tokens/:id",
  cli: "remove-token <id>",
  allow: "owner",
  input: z.object({ id: z.string() }),
  output: ApiToken,
  async run(desk, _actor, { id }) {
    const token = await desk.store.apiTokens.get(id);
    if (token === null) throw new DossierError("token-not-found", { id });
    await desk.store.apiTokens.remove(id);
    return token;
  },
});

async function findUser(desk: Desk, id: string): Promise<User> {
  const user = await desk.store.users.get(id);
  if (user === null) throw new DossierError("user-not-found", { id });
  return user;
}

async function keepAnOwner(desk: Desk, user: User): Promise<void> {
  if (user.role === "owner" && (await desk.store.users.owners()) <= 1)
    throw new DossierError("last-owner", { name: user.name });
}
