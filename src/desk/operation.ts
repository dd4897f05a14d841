// desk/operation.ts: a thing a person can do, as one registered value.
//
// HTTP routes, commands, OpenAPI and the reference pages are derived from these values, so that the
// front doors cannot disagree. A verb's file exports one or a few operations; desk/operations.ts lists them.

import type { z } from "zod";
import type { Actor, Role } from "../records/user.ts";
import type { Desk } from "./desk.ts";

export interface Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** Verb and noun, kebab-case: "add-document". */
  readonly name: string;
  /** One sentence, for help texts and the reference. */
  readonly summary: string;
  /** "PATCH /api/documents/:id": path parameters, query and JSON body together are the input. */
  readonly http: string;
  /** "add <source...>": the command and its positional inputs; null when the command line has none. */
  readonly cli: string | null;
  /** The least role that may. */
  readonly allow: Role;
  readonly input: I;
  readonly output: O;
  run(desk: Desk, actor: Actor, input: z.output<I>): Promise<z.input<O>>;
}

/** Registers nothing by itself: it only keeps the types of input and output together. */
export const operation = <I extends z.ZodType, O extends z.ZodType>(
  value: Operation<I, O>,
): Operation<I, O> => value;
