// web/src/settings/accounts.tsx: who may use the desk, and the tokens programs use. For the owner.

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { patch, post, remove } from "../api/client.ts";
import { deskQuery, tokensQuery, useChange, usersQuery } from "../api/queries.ts";
import type { ApiToken, Role, User } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { useAct } from "../ui/act.ts";
import { useCopy } from "../ui/copy.ts";
import { momentName } from "../ui/format.ts";
import { say } from "../ui/notify.tsx";
import { Bones, errorText, Failure } from "../ui/states.tsx";

const ROLES: readonly Role[] = ["viewer", "editor", "owner"];

function RoleField({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const words = useWords();
  return (
    <select
      className="input"
      aria-label={words("settings.role")}
      value={value}
      onChange={(event) => onChange(event.target.value as Role)}
    >
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {words(`role.${role}`)}
        </option>
      ))}
    </select>
  );
}

export function Users() {
  const words = useWords();
  const users = useQuery(usersQuery);
  const desk = useQuery(deskQuery);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const isFirst = users.data?.length === 0;
  const add = useChange(
    (input: { name: string; password: string; role: Role }) => post<User>("/api/users", input),
    ["users", "desk"],
    () => {
      setName("");
      setPassword("");
    },
  );
  const change = useAct(
    ({ id, ...input }: { id: string; role?: Role; password?: string }) =>
      patch<User>(`/api/users/${id}`, input),
    ["users"],
    () => say(words("settings.changed")),
  );
  const away = useAct((id: string) => remove<User>(`/api/users/${id}`), ["users", "desk"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ name: name.trim(), password, role: isFirst ? "owner" : role });
  };
  if (users.error) return <Failure error={users.error} />;
  if (!users.data) return <Bones />;
  return (
    <>
      {users.data.length > 0 ? (
        <table className="lines-table">
          <tbody>
            {users.data.map((user) => (
              <tr key={user.id}>
                <td>
                  {user.name}
                  {user.id === desk.data?.user?.id ? (
                    <span className="quiet"> {words("settings.you")}</span>
                  ) : null}
                </td>
                <td>
                  <RoleField value={user.role} onChange={(next) => change({ id: user.id, role: next })} />
                </td>
                <td className="right">
                  <button
                    type="button"
                    className="btn plain"
                    onClick={() => {
                      const next = window.prompt(words("settings.newPassword", { name: user.name }));
                      if (next) change({ id: user.id, password: next });
                    }}
                  >
                    {words("settings.setPassword")}
                  </button>
                  <button
                    type="button"
                    className="btn plain"
                    onClick={() => {
                      if (window.confirm(words("settings.removeSure", { name: user.name }))) away(user.id);
                    }}
                  >
                    {words("action.remove")}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="quiet">{words("settings.noUsers")}</p>
      )}
      <form className="row" style={{ marginTop: 8 }} onSubmit={submit}>
        <input
          className="input"
          required
          autoComplete="off"
          aria-label={words("signIn.name")}
          placeholder={words("signIn.name")}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <input
          className="input"
          type="password"
          required
          autoComplete="new-password"
          aria-label={words("signIn.password")}
          placeholder={words("signIn.password")}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {isFirst ? (
          <span className="soft">{words("role.owner")}</span>
        ) : (
          <RoleField value={role} onChange={setRole} />
        )}
        <button type="submit" className="btn" disabled={add.isPending}>
          {words("settings.addUser")}
        </button>
      </form>
      {add.error ? <p className="error-text">{errorText(words, add.error)}</p> : null}
    </>
  );
}

export function Tokens() {
  const words = useWords();
  const copy = useCopy();
  const tokens = useQuery(tokensQuery);
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const add = useChange(
    (input: { name: string; role: Role }) => post<{ token: ApiToken; secret: string }>("/api/tokens", input),
    ["tokens"],
    () => setName(""),
  );
  const away = useAct((id: string) => remove<ApiToken>(`/api/tokens/${id}`), ["tokens"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ name: name.trim(), role });
  };
  if (tokens.error) return <Failure error={tokens.error} />;
  return (
    <>
      {tokens.data && tokens.data.length > 0 ? (
        <table className="lines-table">
          <tbody>
            {tokens.data.map((token) => (
              <tr key={token.id}>
                <td>{token.name}</td>
                <td>{words(`role.${token.role}`)}</td>
                <td className="quiet nowrap">
                  {token.lastUsedAt
                    ? words("settings.usedAt", { time: momentName(token.lastUsedAt) })
                    : words("settings.unused")}
                </td>
                <td className="right">
                  <button
                    type="button"
                    className="btn plain"
                    onClick={() => {
                      if (window.confirm(words("settings.removeSure", { name: token.name }))) away(token.id);
                    }}
                  >
                    {words("action.remove")}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      <form className="row" style={{ marginTop: 8 }} onSubmit={submit}>
        <input
          className="input"
          required
          aria-label={words("settings.tokenName")}
          placeholder={words("settings.tokenName")}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <RoleField value={role} onChange={setRole} />
        <button type="submit" className="btn" disabled={add.isPending}>
          {words("settings.addToken")}
        </button>
      </form>
      {add.error ? <p className="error-text">{errorText(words, add.error)}</p> : null}
      {add.data ? (
        <div className="state-note" role="status">
          <p>{words("settings.tokenOnce")}</p>
          <p className="mono">{add.data.secret}</p>
          <div className="row">
            <button type="button" className="btn" onClick={() => copy(add.data.secret)}>
              {words("action.copy")}
            </button>
          </div>
        </div>
      ) : null}
    </>
  );
}
