// desk/input-schema.ts: inputs and outputs as JSON Schema, for the OpenAPI page, the command line and the reference.

import { z } from "zod";

type Json = Record<string, unknown>;

/** A zod type as JSON Schema; what JSON Schema cannot say (a preprocessed list) is left open rather than refused. */
export function schemaOf(type: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(type, {
    io,
    unrepresentable: "any",
    reused: "inline",
    cycles: "ref",
    override({ zodSchema, jsonSchema }) {
      // A list that a query string may give as one value: preprocessing hides what is inside.
      const def = zodSchema._zod.def as { type: string; out?: z.ZodType };
      if (
        def.type === "pipe" &&
        io === "input" &&
        def.out !== undefined &&
        Object.keys(jsonSchema).length === 0
      )
        Object.assign(jsonSchema, schemaOf(def.out, io));
    },
  });
  return schema as Json;
}
