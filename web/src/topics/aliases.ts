// web/src/topics/aliases.ts: aliases as text one edits: one a line.

import type { Alias } from "../api/types.ts";

export const writeAliases = (aliases: readonly Alias[], kind: Alias["kind"]): string =>
  aliases
    .filter((alias) => alias.kind === kind)
    .map(({ text }) => text)
    .join("\n");

/** Two fields of lines as aliases; empty lines and repetitions (case aside) are dropped, a name wins over a misspelling. */
export function aliasesOf(names: string, misspellings: string): Alias[] {
  const seen = new Set<string>();
  const aliases: Alias[] = [];
  const take = (lines: string, kind: Alias["kind"]) => {
    for (const line of lines.split("\n")) {
      const text = line.trim().slice(0, 120);
      if (text === "" || seen.has(text.toLowerCase())) continue;
      seen.add(text.toLowerCase());
      aliases.push({ text, kind });
    }
  };
  take(names, "name");
  take(misspellings, "misspelling");
  return aliases;
}
