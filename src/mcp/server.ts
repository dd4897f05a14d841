// mcp/server.ts: the desk as an MCP server: over HTTP beside the web page, or over standard input and output.
//
// Stateless: each HTTP request is answered by a server of its own, so nothing is kept for a client that left.

import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import type { Desk } from "../desk/desk.ts";
import type { Actor } from "../records/user.ts";
import { callTool, listTools } from "./tools.ts";

function mcpServer(desk: Desk, actor: Actor): Server {
  const server = new Server(
    { name: "dossier", version: desk.version },
    {
      capabilities: { tools: {} },
      instructions:
        "Documents, figures and findings of one research desk. Every figure and every point of a digest has a citation: document, version, page, start, end and the quote. Cite them.",
    },
  );
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: listTools() as never }));
  server.setRequestHandler(
    CallToolRequestSchema,
    async ({ params }) => (await callTool(desk, actor, params.name, params.arguments)) as never,
  );
  return server;
}

/** Answers one MCP request over HTTP (POST /mcp). The caller has checked who asks. */
export async function answerMcp(desk: Desk, actor: Actor, request: Request): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: true,
  });
  const server = mcpServer(desk, actor);
  await server.connect(transport);
  try {
    return await transport.handleRequest(request);
  } finally {
    await server.close();
  }
}

/** Serves one client over standard input and output until it goes; nothing else may write to standard output. */
export async function serveMcpOverStdio(desk: Desk, actor: Actor): Promise<void> {
  const server = mcpServer(desk, actor);
  const isClosed = new Promise<void>((resolve) => {
    server.onclose = resolve;
  });
  await server.connect(new StdioServerTransport());
  await isClosed;
}
