// test/mcp/contract.test.ts: the same evidence everywhere: web (HTTP), command line, MCP over HTTP and over standard input.
//
// One real server on one desk; the clients are those that people use: fetch, the command line, the MCP client library.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, before, test } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { overHttp } from "../../src/cli/reach.ts";
import { runCli } from "../../src/cli/run.ts";
import { holderOf } from "../../src/desk/lock.ts";
import type { Answer } from "../../src/records/answer.ts";
import { type Served, serve } from "../../src/serve.ts";
import { loadSettings, type Settings } from "../../src/settings/load.ts";

const TEXT = `# Harbour Robotics third quarter 2025 results

Harbour Robotics said on November 4, 2025 that revenue was $412.0 million in the third quarter of 2025, up 38% year over year.

Microsoft capital expenditure was $34.9 billion in the third quarter of 2025.

Microsoft capital expenditure was $20.0 billion in the third quarter of 2024.

The order backlog covers eleven months of deliveries, and the factory in Lyon opens in spring.
`;

let settings: Settings;
let served: Served;
const clients: Client[] = [];

before(async () => {
  const data = await mkdtemp(join(tmpdir(), "dossier-mcp-"));
  settings = loadSettings({ DOSSIER_DATA: data, DOSSIER_PORT: "0", DOSSIER_LOG: "silent" });
  served = await serve(settings);
  const isReady = new Promise<void>((resolve) => {
    served.desk.events.subscribe((event) => {
      if (event.type === "document" && event.state === "ready") resolve();
    });
  });
  const lock = await holderOf(data);
  await overHttp(lock!).takeIn({ name: "harbour.md", bytes: Buffer.from(TEXT), tags: [] });
  await isReady;
});

after(async () => {
  for (const client of clients) await client.close();
  await served.close();
  await rm(settings.data, { recursive: true, force: true });
});

async function connected(transport: StdioClientTransport | StreamableHTTPClientTransport): Promise<Client> {
  const client = new Client({ name: "contract", version: "1" });
  clients.push(client);
  await client.connect(transport as Parameters<Client["connect"]>[0]);
  return client;
}

const overStreamableHttp = () =>
  connected(new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${served.port}/mcp`)));
const overStdio = () =>
  connected(
    new StdioClientTransport({
      command: process.execPath,
      args: [join(import.meta.dirname, "../../src/main.ts"), "mcp"],
      env: { ...(process.env as Record<string, string>), DOSSIER_DATA: settings.data },
    }),
  );

async function structured(client: Client, name: string, input: Record<string, unknown>): Promise<unknown> {
  const result = await client.callTool({ name, arguments: input });
  assert.notEqual(result.isError, true, JSON.stringify(result.content));
  assert.deepEqual(JSON.parse((result.content as { text: string }[])[0]!.text), result.structuredContent);
  return result.structuredContent;
}

async function onCommandLine(words: string[]): Promise<unknown> {
  let out = "";
  let err = "";
  const never = async () => assert.fail("the server holds the desk");
  const code = await runCli(
    [...words, "--json"],
    {
      settings: () => settings,
      openDesk: never,
      serve: never,
      work: () => assert.fail("no work"),
      serveMcp: never,
    },
    {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      isTerminal: false,
      columns: 100,
      stdin: Readable.from([]),
    },
  );
  assert.equal(code, 0, err);
  return JSON.parse(out);
}

const overFetch = async (path: string, body?: unknown): Promise<unknown> =>
  (
    await fetch(`http://127.0.0.1:${served.port}${path}`, {
      ...(body === undefined
        ? {}
        : {
            method: "POST",
            body: JSON.stringify(body),
            headers: { "content-type": "application/json" },
          }),
    })
  ).json();

/** What differs from call to call: names, moments, how long it took. */
const lasting = (value: unknown): unknown => {
  const { id: _id, askedAt: _at, tookMs: _ms, ...rest } = value as Record<string, unknown>;
  return rest;
};

test("a question has the same answer over HTTP, the command line and both kinds of MCP", async () => {
  const question = "What was the growth of Microsoft capital expenditure from Q3 2024 to Q3 2025?";
  const first = (await overFetch("/api/ask", { question })) as Answer;
  assert.equal(first.state, "found");
  assert.match(first.quotes[0]!.quote, /\$34\.9 billion/);
  assert.equal(first.computed?.text, "74.5 %");
  assert.equal(first.computed?.formula, "($34.9 billion − $20.0 billion) ÷ $20.0 billion");
  assert.equal(first.model, null);
  const { text } = (await served.desk.store.readings.whole(first.quotes[0]!.versionId))!;
  for (const { start, end, quote } of first.quotes) assert.equal(text.slice(start, end), quote);
  assert.deepEqual(lasting(await onCommandLine(["ask", question])), lasting(first));
  for (const client of [await overStreamableHttp(), await overStdio()])
    assert.deepEqual(lasting(await structured(client, "ask", { question })), lasting(first));
});

test("search, figures, pages and topics are the same through every door", async () => {
  const [client] = await Promise.all([overStreamableHttp()]);
  const stdio = clients.find((one) => one !== client)!;
  const cases: [tool: string, input: Record<string, unknown>, path: string, words: string[]][] = [
    ["search", { query: "backlog" }, "/api/search?query=backlog", ["search", "backlog"]],
    ["list-figures", { limit: 5 }, "/api/figures?limit=5", ["figures", "--limit", "5"]],
    ["list-topics", {}, "/api/topics", ["topics"]],
    ["list-documents", {}, "/api/documents", ["list"]],
  ];
  for (const [tool, input, path, words] of cases) {
    const expected = lasting(await overFetch(path));
    assert.deepEqual(lasting(await structured(client, tool, input)), expected, tool);
    assert.deepEqual(lasting(await structured(stdio, tool, input)), expected, tool);
    assert.deepEqual(lasting(await onCommandLine(words)), expected, tool);
  }
});

test("a client is told every tool with a schema, none that changes the desk, and mistakes as results it can read", async () => {
  const client = clients[0] ?? (await overStreamableHttp());
  const { tools } = await client.listTools();
  const names = tools.map(({ name }) => name);
  for (const name of ["search", "read-page", "list-figures", "list-findings", "ask", "list-topics"])
    assert.ok(names.includes(name), name);
  assert.ok(
    !names.some((name) => /^(add|remove|update|set|delete|trash|save|correct)-/.test(name)),
    names.join(),
  );
  for (const { inputSchema, description } of tools) {
    assert.equal(inputSchema.type, "object");
    assert.ok((description ?? "").length >= 10);
  }
  const missing = await client.callTool({ name: "get-document", arguments: { id: "doc_none" } });
  assert.equal(missing.isError, true);
  assert.match((missing.content as { text: string }[])[0]!.text, /"code":"document-not-found"/);
  const wrong = await client.callTool({ name: "ask", arguments: {} });
  assert.match((wrong.content as { text: string }[])[0]!.text, /"code":"bad-input"/);
  const unknown = await client.callTool({ name: "trash-document", arguments: { id: "doc_none" } });
  assert.equal(unknown.isError, true);
});
