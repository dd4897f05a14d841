// mcp/server.ts: the desk as an MCP server: over HTTP beside the web page, or over standard input and output.
//
// Stateless: each HTTP request is answered by a server of its own, so nothing is kept for a client that left.
// Over standard input and output the desk may be open here or be held by a running server: `call` knows which.

import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { checkInput } from "../desk/check-input.ts";
import type { Desk } from "../desk/desk.ts";
import type { Actor } from "../records/user.ts";
import { type CallOperation, callTool, listTools } from "./tools.ts";

const INSTRUCTIONS =
  "Documents, figures and findings of one research desk. Every figure, quote and point of a digest has a citation: document, version, page, start, end and the exact words. Cite them, and say when the desk has nothing on a question.";

function mcpServer(call: CallOperation, version: string): Server {
  const server = new Server(
    { name: "dossier", version },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: listTools() as never }));
  server.setRequestHandler(
    CallToolRequestSchema,
    async ({ params }) => (await callTool(call, params.name, params.arguments)) as never,
  );
  return server;
}

/** Answers one MCP request over HTTP (POST /mcp). The caller has checked who asks. */
export async function answerMcp(desk: Desk, actor: Actor, request: Request): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  const call: CallOperation = async (operation, input) =>
    operation.run(desk, actor, checkInput(operation.input, input));
  const server = mcpServer(call, desk.version);
  await server.connect(transport);
  try {
    return await transport.handleRequest(request);
  } finally {
    await server.close();
  }
}

/** Serves one client over standard input and output until it goes; nothing else may write to standard output. */
export async function serveMcpOverStdio(call: CallOperation, version: string): Promise<void> {
  const server = mcpServer(call, version);
  const isClosed = new Promise<void>((resolve) => {
    server.onclose = resolve;
    // The transport does not notice that its client went without a word.
    process.stdin.once("end", () => resolve());
  });
  await server.connect(new StdioServerTransport());
  await isClosed;
}
