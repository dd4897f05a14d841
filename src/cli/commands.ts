// cli/commands.ts: every operation as a command: its pattern gives the positional inputs, its schema the options.

import { type Command, InvalidArgumentError, Option } from "commander";
import { schemaOf } from "../desk/input-schema.ts";
import type { Operation } from "../desk/operation.ts";

interface Property {
  type?: string | string[];
  enum?: unknown[];
  items?: Property;
  anyOf?: Property[];
  default?: unknown;
}

export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** "read <id> <page>" → its name and positional inputs. */
export function patternOf(cli: string): { name: string; positionals: string[] } {
  const [name, ...words] = cli.split(" ");
  return { name: name!, positionals: words.map((word) => word.replace(/[<>[\].]/g, "")) };
}

/** Adds a command for each operation that has one; `run` gets its input as the person wrote it. */
export function addCommands(
  program: Command,
  operations: readonly Operation[],
  run: (operation: Operation, input: Record<string, unknown>, isJson: boolean) => Promise<void>,
): void {
  for (const operation of operations) {
    if (operation.cli === null) continue;
    const { name, positionals } = patternOf(operation.cli);
    const command = program.command(operation.cli).description(operation.summary);
    const properties = (schemaOf(operation.input, "input").properties ?? {}) as Record<string, Property>;
    for (const [field, property] of Object.entries(properties)) {
      if (!positionals.includes(field)) command.addOption(optionOf(field, property));
    }
    command.option("--json", "print the whole answer as JSON");
    command.action(async (...given: unknown[]) => {
      const options = given[positionals.length] as Record<string, unknown>;
      const input: Record<string, unknown> = {};
      for (const field of Object.keys(properties)) {
        if (options[field] !== undefined && field !== "json") input[field] = options[field];
      }
      for (const [at, field] of positionals.entries())
        input[field] = readValue(properties[field] ?? {}, String(given[at]));
      await run(operation, input, options.json === true);
    });
    command.name(name);
  }
}

function optionOf(field: string, property: Property): Option {
  const isFlag = typeOf(property) === "boolean";
  const option = new Option(`--${kebab(field)} ${isFlag ? "[yes|no]" : "<value>"}`, describe(property));
  // Commander keeps "--is-paused" as isPaused; our fields are written the same way.
  if (typeOf(property) === "array") {
    const items = property.items ?? {};
    return option.argParser((value: string, before: unknown[] | undefined) => [
      ...(before ?? []),
      readValue(items, value),
    ]);
  }
  return option.argParser((value: string) => readValue(property, value));
}

function describe(property: Property): string {
  const choices = property.enum ?? property.items?.enum;
  const parts = [
    typeOf(property) === "array" ? "may be given several times" : "",
    choices === undefined ? "" : `one of ${choices.join(", ")}`,
    property.default === undefined || typeof property.default === "object"
      ? ""
      : `default ${property.default}`,
  ];
  return parts.filter((part) => part !== "").join("; ");
}

/** The one type of a property, null aside; "" when it has several. */
function typeOf(property: Property): string {
  const all = property.anyOf?.map(typeOf) ?? [property.type].flat();
  const types = [...new Set(all.filter((type) => type !== "null"))];
  return types.length === 1 ? (types[0] ?? "") : "";
}

/** A written value as the schema's type; what does not fit is left as it is, for the schema to refuse with its reason. */
function readValue(property: Property, written: string): unknown {
  const isNullable = property.anyOf?.some(({ type }) => type === "null") ?? false;
  if (isNullable && written === "") return null;
  switch (typeOf(property)) {
    case "integer":
    case "number":
      return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : written;
    case "boolean":
      return /^(yes|true|1)$/i.test(written) ? true : /^(no|false|0)$/i.test(written) ? false : written;
    case "object":
    case "array":
      return fromJson(written);
    default:
      return written;
  }
}

function fromJson(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch (cause) {
    throw Object.assign(new InvalidArgumentError("It is not JSON."), { cause });
  }
}
