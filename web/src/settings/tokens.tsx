// web/src/settings/tokens.tsx: the tokens programs use. For the owner.

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { post, remove } from "../api/client.ts";
import { tokensQuery, useChange } from "../api/queries.ts";
import type { ApiToken, Role } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { useAct } from "../ui/act.ts";
import { useCopy } from "../ui/copy.ts";
import { momentName } from "../ui/format.ts";
import { Bones, errorText, Failure } from "../ui/states.tsx";
import { RoleField } from "./role-field.tsx";

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
  if (tokens.error) return <Failure error={tokens.error} retry={() => void tokens.refetch()} />;
  if (!tokens.data) return <Bones />;
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
