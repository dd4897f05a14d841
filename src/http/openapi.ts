// http/openapi.ts: the interface as OpenAPI 3.1, made from the operations; nothing is written twice.
//
// Path parameters are taken out of the input; what is left is the query of a GET or DELETE and the JSON
// body of the rest. The few routes that are no operations (files, events, signing in) are listed by hand.

import { schemaOf } from "../desk/input-schema.ts";
import type { Operation } from "../desk/operation.ts";
import { routeOf } from "./routes.ts";

type Json = Record<string, unknown>;

export function openApiOf(operations: readonly Operation[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  const put = (path: string, method: string, value: Json) => {
    const written = path.replace(/:(\w+)/g, "{$1}");
    paths[written] = { ...paths[written], [method.toLowerCase()]: value };
  };
  for (const operation of operations) {
    const { method, path } = routeOf(operation);
    put(path, method, operationOf(operation, method, path));
  }
  for (const { method, path, ...rest } of SPECIAL) put(path, method, rest);
  return {
    openapi: "3.1.0",
    info: {
      title: "Dossier",
      version,
      description:
        "Every answer is JSON. An error is { error: { code, message, details?, at? } }; codes are in docs/reference/errors.md.",
    },
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "An API token (dossier add-token, or Settings).",
        },
        session: { type: "apiKey", in: "cookie", name: "dossier_session" },
      },
      responses: {
        Error: { description: "What went wrong", content: { "application/json": { schema: ERROR } } },
      },
    },
    security: [{ bearer: [] }, { session: [] }, {}],
  };
}

function operationOf(operation: Operation, method: string, path: string): Json {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  const input = schemaOf(operation.input, "input");
  const properties = (input.properties ?? {}) as Record<string, Json>;
  const required = new Set((input.required as string[] | undefined) ?? []);
  const rest = Object.keys(properties).filter((name) => !inPath.includes(name));
  const isQuery = method === "GET" || method === "DELETE";
  const parameters = [
    ...inPath.map((name) => ({
      name,
      in: "path",
      required: true,
      schema: properties[name] ?? { type: "string" },
    })),
    ...(isQuery ? rest : []).map((name) => ({
      name,
      in: "query",
      required: required.has(name),
      schema: properties[name],
      ...(properties[name]!.type === "array" ? { style: "form", explode: true } : {}),
    })),
  ];
  const body: Json = {
    type: "object",
    properties: Object.fromEntries(rest.map((name) => [name, properties[name]])),
    ...(rest.some((name) => required.has(name))
      ? { required: rest.filter((name) => required.has(name)) }
      : {}),
  };
  return {
    operationId: operation.name,
    summary: operation.summary,
    description: `Needs the role ${operation.allow}.`,
    tags: [path.split("/")[2] ?? "desk"],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(isQuery || rest.length === 0
      ? {}
      : { requestBody: { required: required.size > 0, content: { "application/json": { schema: body } } } }),
    responses: {
      200: {
        description: "Done",
        content: { "application/json": { schema: schemaOf(operation.output, "output") } },
      },
      default: { $ref: "#/components/responses/Error" },
    },
  };
}

const ERROR: Json = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message"],
      properties: {
        code: { type: "string" },
        message: { type: "string" },
        details: { type: "object" },
        at: {
          type: "array",
          items: { type: "object", properties: { field: { type: "string" }, reason: { type: "string" } } },
        },
      },
    },
  },
};

const text = (name: string, where: "path" | "query", required = where === "path"): Json => ({
  name,
  in: where,
  required,
  schema: { type: "string" },
});
const bytes = (type: string): Json => ({
  responses: {
    200: { description: "The bytes", content: { [type]: {} } },
    default: { $ref: "#/components/responses/Error" },
  },
});
const DOCUMENT = [text("id", "path"), text("version", "query")];
const jsonBody = (properties: Json): Json => ({
  required: true,
  content: {
    "application/json": { schema: { type: "object", properties, required: Object.keys(properties) } },
  },
});

/** Routes that carry something else than one JSON object, in the order of the reference. */
export const SPECIAL: readonly ({ method: string; path: string; summary: string } & Json)[] = [
  {
    method: "POST",
    path: "/api/uploads",
    summary: "Upload files; each becomes a document.",
    tags: ["documents"],
    requestBody: {
      required: true,
      content: {
        "multipart/form-data": {
          schema: {
            type: "object",
            properties: {
              files: { type: "array", items: { type: "string", format: "binary" } },
              topicId: { type: "string" },
            },
          },
        },
      },
    },
    ...bytes("application/json"),
  },
  {
    method: "GET",
    path: "/api/documents/:id/pages/:page/picture",
    summary: "Get a page as a picture.",
    tags: ["documents"],
    parameters: [...DOCUMENT, text("page", "path"), text("width", "query")],
    ...bytes("image/png"),
  },
  {
    method: "GET",
    path: "/api/documents/:id/original",
    summary: "Download the original file.",
    tags: ["documents"],
    parameters: DOCUMENT,
    ...bytes("application/octet-stream"),
  },
  {
    method: "GET",
    path: "/api/documents/:id/export",
    summary: "Download the digest as Markdown.",
    tags: ["documents"],
    parameters: [text("id", "path"), text("format", "query")],
    ...bytes("text/markdown"),
  },
  {
    method: "GET",
    path: "/api/search/export",
    summary: "Download search results as csv or xlsx; takes what search takes.",
    tags: ["search"],
    parameters: [text("query", "query"), text("format", "query")],
    ...bytes("text/csv"),
  },
  {
    method: "GET",
    path: "/api/figures/export",
    summary: "Download the ledger as csv, xlsx, json or parquet; takes what list-figures takes.",
    tags: ["figures"],
    parameters: [text("format", "query")],
    ...bytes("text/csv"),
  },
  {
    method: "GET",
    path: "/api/events",
    summary: "Follow what changes, as server-sent events: job, document, topic, desk.",
    tags: ["events"],
    ...bytes("text/event-stream"),
  },
  {
    method: "POST",
    path: "/api/sign-in",
    summary: "Sign in; the session comes as a cookie.",
    tags: ["accounts"],
    requestBody: jsonBody({ name: { type: "string" }, password: { type: "string" } }),
    ...bytes("application/json"),
  },
  {
    method: "POST",
    path: "/api/sign-out",
    summary: "End the session.",
    tags: ["accounts"],
    ...bytes("application/json"),
  },
  {
    method: "GET",
    path: "/rss/topics/:id",
    summary: "Follow a topic by RSS; its token opens it.",
    tags: ["rss"],
    parameters: [text("id", "path"), text("token", "query", true)],
    ...bytes("application/rss+xml"),
  },
  {
    method: "GET",
    path: "/rss/saved-searches/:id",
    summary: "Follow a saved search by RSS; its token opens it.",
    tags: ["rss"],
    parameters: [text("id", "path"), text("token", "query", true)],
    ...bytes("application/rss+xml"),
  },
];
