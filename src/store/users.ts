// store/users.ts: the tables users, sessions and api_tokens. Secrets are kept as hashes only.

import type { ApiToken, Role, User } from "../records/user.ts";
import type { Queryable, Row } from "./database.ts";

export function usersTable(db: Queryable) {
  return {
    async count(): Promise<number> {
      return (await db.get<{ n: number }>("SELECT count(*) AS n FROM users"))!.n;
    },
    async owners(): Promise<number> {
      return (await db.get<{ n: number }>("SELECT count(*) AS n FROM users WHERE role = 'owner'"))!.n;
    },
    async list(): Promise<User[]> {
      return (await db.all("SELECT * FROM users ORDER BY created_at, id")).map(userOf);
    },
    async get(id: string): Promise<User | null> {
      const row = await db.get("SELECT * FROM users WHERE id = ?", [id]);
      return row === undefined ? null : userOf(row);
    },
    /** The account with its password's hash, case of the name aside. */
    async byName(name: string): Promise<{ user: User; passwordHash: string } | null> {
      const row = await db.get("SELECT * FROM users WHERE lower(name) = lower(?)", [name]);
      return row === undefined ? null : { user: userOf(row), passwordHash: String(row.password_hash) };
    },
    async passwordHash(id: string): Promise<string | null> {
      const row = await db.get<{ hash: string }>("SELECT password_hash AS hash FROM users WHERE id = ?", [
        id,
      ]);
      return row?.hash ?? null;
    },
    async insert(user: User, passwordHash: string): Promise<void> {
      await db.run("INSERT INTO users (id, name, role, password_hash, created_at) VALUES (?, ?, ?, ?, ?)", [
        user.id,
        user.name,
        user.role,
        passwordHash,
        user.createdAt,
      ]);
    },
    async update(id: string, change: { name: string; role: Role; passwordHash: string }): Promise<void> {
      await db.run("UPDATE users SET name = ?, role = ?, password_hash = ? WHERE id = ?", [
        change.name,
        change.role,
        change.passwordHash,
        id,
      ]);
    },
    async remove(id: string): Promise<void> {
      await db.run("DELETE FROM users WHERE id = ?", [id]);
    },
  };
}

export function sessionsTable(db: Queryable) {
  return {
    async insert(session: {
      tokenHash: string;
      userId: string;
      nowIso: string;
      expiresIso: string;
    }): Promise<void> {
      await db.run("INSERT INTO sessions (token_hash, user_id, created_at, expires_at) VALUES (?, ?, ?, ?)", [
        session.tokenHash,
        session.userId,
        session.nowIso,
        session.expiresIso,
      ]);
    },
    /** The account of a session that has not ended. */
    async userOf(tokenHash: string, nowIso: string): Promise<User | null> {
      const row = await db.get(
        "SELECT u.* FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.token_hash = ? AND s.expires_at > ?",
        [tokenHash, nowIso],
      );
      return row === undefined ? null : userOf(row);
    },
    async remove(tokenHash: string): Promise<void> {
      await db.run("DELETE FROM sessions WHERE token_hash = ?", [tokenHash]);
    },
    async removeOfUser(userId: string, exceptHash = ""): Promise<void> {
      await db.run("DELETE FROM sessions WHERE user_id = ? AND token_hash <> ?", [userId, exceptHash]);
    },
    async removeEnded(nowIso: string): Promise<void> {
      await db.run("DELETE FROM sessions WHERE expires_at <= ?", [nowIso]);
    },
  };
}

export function apiTokensTable(db: Queryable) {
  return {
    async list(): Promise<ApiToken[]> {
      return (await db.all("SELECT * FROM api_tokens ORDER BY created_at, id")).map(tokenOf);
    },
    async get(id: string): Promise<ApiToken | null> {
      const row = await db.get("SELECT * FROM api_tokens WHERE id = ?", [id]);
      return row === undefined ? null : tokenOf(row);
    },
    async byHash(tokenHash: string): Promise<ApiToken | null> {
      const row = await db.get("SELECT * FROM api_tokens WHERE token_hash = ?", [tokenHash]);
      return row === undefined ? null : tokenOf(row);
    },
    async insert(token: ApiToken, tokenHash: string): Promise<void> {
      await db.run("INSERT INTO api_tokens (id, name, role, token_hash, created_at) VALUES (?, ?, ?, ?, ?)", [
        token.id,
        token.name,
        token.role,
        tokenHash,
        token.createdAt,
      ]);
    },
    async used(id: string, atIso: string): Promise<void> {
      await db.run("UPDATE api_tokens SET last_used_at = ? WHERE id = ?", [atIso, id]);
    },
    async remove(id: string): Promise<void> {
      await db.run("DELETE FROM api_tokens WHERE id = ?", [id]);
    },
  };
}

const userOf = (row: Row): User => ({
  id: String(row.id),
  name: String(row.name),
  role: String(row.role) as Role,
  createdAt: String(row.created_at),
});

const tokenOf = (row: Row): ApiToken => ({
  id: String(row.id),
  name: String(row.name),
  role: String(row.role) as Role,
  createdAt: String(row.created_at),
  lastUsedAt: row.last_used_at as string | null,
});
