// scripts/reference-pages.ts: the reference as text: settings, errors, HTTP, commands; from the tables of the code.

import { createProgram, EXIT_CODES } from "../src/cli/run.ts";
import { schemaOf } from "../src/desk/input-schema.ts";
import { operations } from "../src/desk/operations.ts";
import { statusOf } from "../src/http/errors.ts";
import { SPECIAL } from "../src/http/openapi.ts";
import { environmentName } from "../src/settings/load.ts";
import { SETTINGS } from "../src/settings/settings.ts";
import { ERRORS, type ErrorCode } from "../src/values/error.ts";

/** File name → text, for docs/reference. */
export function referencePages(): Record<string, string> {
  return { "settings.md": settings(), "errors.md": errors(), "http.md": http(), "cli.md": cli() };
}

const page = (title: string, about: string, parts: readonly string[]): string =>
  `# ${title}\n\n${about} Made by \`npm run reference\`; do not edit.\n\n${parts.join("\n\n")}\n`;

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function settings(): string {
  const parts = [...SETTINGS]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((setting) => {
      const limits = [
        "choices" in setting ? `one of ${setting.choices.join(", ")}` : setting.type,
        "min" in setting ? `at least ${setting.min}` : "",
        "max" in setting ? `at most ${setting.max}` : "",
      ].filter((part) => part !== "");
      return `## ${setting.name}\n\n${setting.doc}\n\n\`${environmentName(setting.name)}\` · ${limits.join(", ")} · default ${setting.default === "" ? "empty" : `\`${setting.default}\``}`;
    });
  return page("Settings", "Read once at start from the environment.", parts);
}

function errors(): string {
  const codes = (Object.keys(ERRORS) as ErrorCode[]).sort();
  const parts = codes.map((code) => {
    const { kind, text } = ERRORS[code];
    return `## ${code}\n\n${text}\n\nKind ${kind} · HTTP ${statusOf(code, kind)} · exit code ${EXIT_CODES[kind]}`;
  });
  return page(
    "Errors",
    "HTTP answers `{ error: { code, message, details?, at? } }`; the command line prints the message and exits with the code. A bug is HTTP 500 `internal-error` and exit code 70.",
    parts,
  );
}

interface Field {
  type?: string | string[];
  enum?: unknown[];
  items?: Field;
  anyOf?: Field[];
  default?: unknown;
}

function typeText(field: Field): string {
  if (field.enum !== undefined) return field.enum.join(", ");
  if (field.anyOf !== undefined) return field.anyOf.map(typeText).join(" or ");
  if (field.type === "array") return `list of ${typeText(field.items ?? {})}`;
  return [field.type ?? "any"].flat().join(" or ");
}

function http(): string {
  const parts = operations.map((operation) => {
    const schema = schemaOf(operation.input, "input");
    const required = new Set((schema.required as string[] | undefined) ?? []);
    const rows = Object.entries((schema.properties ?? {}) as Record<string, Field>).map(([name, field]) => [
      `\`${name}\``,
      typeText(field),
      required.has(name) ? "yes" : "",
      field.default === undefined ? "" : `\`${JSON.stringify(field.default)}\``,
    ]);
    const output = Object.keys((schemaOf(operation.output, "output").properties ?? {}) as object);
    return [
      `## ${operation.name}`,
      operation.summary,
      `\`${operation.http}\` · role ${operation.allow}`,
      ...(rows.length > 0 ? [table(["input", "type", "needed", "default"], rows)] : []),
      ...(output.length > 0 ? [`Answers ${output.map((name) => `\`${name}\``).join(", ")}.`] : []),
    ].join("\n\n");
  });
  const special = table(
    ["route", "what"],
    SPECIAL.map(({ method, path, summary }) => [`\`${method} ${path}\``, summary]),
  );
  return page(
    "HTTP",
    "The same as OpenAPI is at `/api/openapi.json`, and a page to try it at `/api`. Sign in with the cookie of `POST /api/sign-in` or send `Authorization: Bearer <token>`. Path, query and JSON body make one input; lists repeat their key in a query.",
    [...parts, `## Routes that carry something else\n\n${special}`],
  );
}

function cli(): string {
  const nothing = () => {
    throw new Error("the reference runs no command");
  };
  const program = createProgram(
    { settings: nothing, openDesk: nothing, serve: nothing, work: nothing, serveMcp: nothing },
    { out() {}, err() {}, isTerminal: false, columns: 100, stdin: process.stdin },
  );
  const parts = [...program.commands]
    .sort((a, b) => (a.name() < b.name() ? -1 : 1))
    .map((command) => {
      const rows = command.options.map((option) => [`\`${option.flags}\``, option.description]);
      return [
        `## ${command.name()}`,
        command.description(),
        `\`dossier ${command.name()} ${command.usage()}\``,
        ...(rows.length > 0 ? [table(["option", "what"], rows)] : []),
      ].join("\n\n");
    });
  const exits = Object.entries(EXIT_CODES).map(([kind, code]) => `${code} ${kind}`);
  return page(
    "Command line",
    `\`npm run dossier -- <command>\` in a checkout. A command asks the running server when there is one, else it opens the desk itself. Exit codes: 0 done, ${exits.join(", ")}, 70 a bug.`,
    parts,
  );
}
