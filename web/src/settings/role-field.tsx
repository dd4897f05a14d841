// web/src/settings/role-field.tsx: what somebody, or a program, may do on the desk.

import type { Role } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";

const ROLES: readonly Role[] = ["viewer", "editor", "owner"];

export function RoleField({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
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
