// mcp/tools.ts: which operations a language model's client may use, and how each is called for it.
//
// A tool is an operation of the desk under the same name with the same input and output: the evidence is the
// same as in the page, over HTTP and on the command line. Tools only read; what changes a desk is a person's.

import { schemaOf } from "../desk/input-schema.ts";
import type { Operation } from "../desk/operation.ts";
import { operations } from "../desk/operations.ts";
import { DossierError } from "../values/error.ts";

/** Operations that are tools. Reading only, and none that is about the desk's own keeping. */
const TOOLS = new Set([
  "search",
  "list-documents",
  "get-document",
  "list-pages",
  "read-page",
  "find-in-document",
  "locate-quote",
  "get-digest",
  "list-topics",
  "get-topic",
  "topic-feed",
  "get-story",
  "list-figures",
  "figure-facets",
  "get-figure",
  "figure-history",
  "list-findings",
  "get-finding",
  "topic-changes",
  "passage-neighbours",
  "similar-passages",
  "ask",
  "get-answer",
]);

/** Calls an operation of the desk with an input as it was given: checks it, runs it. Throws DossierError. */
export type CallOperation = (operation: Operation, input: Record<string, unknown>) => Promise<unknown>;

export interface Tool {
  name: string;
  description: string;
  inputSchema: Record<string, unknown>;
  annotations: { readOnlyHint: true };
}

const toolOperations = (): Operation[] => operations.filter(({ name }) => TOOLS.has(name));

/** The tools with their inputs as JSON Schema, in the order of the reference. */
export const listTools = (): Tool[] =>
  toolOperations().map(({ name, summary, input }) => ({
    name,
    description: summary,
    inputSchema: schemaOf(input, "input"),
    annotations: { readOnlyHint: true },
  }));

export interface ToolResult {
  content: { type: "text"; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
}

/** Runs a tool for a client. A mistake comes back as a result with our error shape, as the protocol wants it. */
export async function callTool(call: CallOperation, name: string, input: unknown): Promise<ToolResult> {
  const operation = toolOperations().find((one) => one.name === name);
  try {
    if (operation === undefined) throw new DossierError("unknown-route", { path: name });
    const output = (await call(operation, (input ?? {}) as Record<string, unknown>)) as Record<
      string,
      unknown
    >;
    return { content: [{ type: "text", text: JSON.stringify(output) }], structuredContent: output };
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    const { code, message, details } = error;
    return {
      content: [{ type: "text", text: JSON.stringify({ error: { code, message, details } }) }],
      isError: true,
    };
  }
}
