// web/src/app/shell-context.ts: lets any page open the dialogs of the shell.

import { createContext, useContext } from "react";

export type Overlay = "palette" | "add" | "keys";

export const ShellContext = createContext<{ open(overlay: Overlay | null): void }>({ open() {} });
export const useShell = () => useContext(ShellContext);
