// web/src/settings/users.tsx: who may use the desk, and as what. For the owner.

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { patch, post, remove } from "../api/client.ts";
import { deskQuery, useChange, usersQuery } from "../api/queries.ts";
import type { Role, User } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { useAct } from "../ui/act.ts";
import { Dialog } from "../ui/dialog.tsx";
import { say } from "../ui/notify.tsx";
import { Bones, errorText, Failure } from "../ui/states.tsx";
import { RoleField } from "./role-field.tsx";

export function Users() {
  const words = useWords();
  const users = useQuery(usersQuery);
  const desk = useQuery(deskQuery);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [chosen, setChosen] = useState<User | null>(null);
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
    ({ id, ...input }: { id: string; role: Role }) => patch<User>(`/api/users/${id}`, input),
    ["users"],
    () => say(words("settings.changed")),
  );
  const away = useAct((id: string) => remove<User>(`/api/users/${id}`), ["users", "desk"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ name: name.trim(), password, role: isFirst ? "owner" : role });
  };
  if (users.error) return <Failure error={users.error} retry={() => void users.refetch()} />;
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
                  <button type="button" className="btn plain" onClick={() => setChosen(user)}>
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
      {chosen ? <NewPassword user={chosen} close={() => setChosen(null)} /> : null}
    </>
  );
}

/** Asks for it where nobody reads along, and says what the server says of it. */
function NewPassword({ user, close }: { user: User; close: () => void }) {
  const words = useWords();
  const [password, setPassword] = useState("");
  const save = useChange(
    () => patch<User>(`/api/users/${user.id}`, { password }),
    ["users"],
    () => {
      say(words("settings.changed"));
      close();
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const title = words("settings.newPassword", { name: user.name });
  return (
    <Dialog title={title} close={close}>
      <form className="stack" onSubmit={submit}>
        <label className="field">
          <span>{words("signIn.password")}</span>
          <input
            className="input"
            type="password"
            required
            autoComplete="new-password"
            data-autofocus
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        {save.error ? (
          <p className="error-text" role="alert">
            {errorText(words, save.error)}
          </p>
        ) : null}
        <div className="row">
          <button type="submit" className="btn primary" disabled={save.isPending}>
            {words("action.save")}
          </button>
          <button type="button" className="btn plain" onClick={close}>
            {words("action.cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
