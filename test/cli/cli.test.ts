// test/cli/cli.test.ts: the command line in process: what it prints, its exit codes, its words.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { test } from "node:test";
import type { CliParts } from "../../src/cli/parts.ts";
import { cut, table, widthOf } from "../../src/cli/print.ts";
import { createProgram, runCli } from "../../src/cli/run.ts";
import type { DeskFetch } from "../../src/desk/desk.ts";
import { HANDLERS } from "../../src/jobs/handlers.ts";
import { createWorker } from "../../src/jobs/worker.ts";
import { DossierError } from "../../src/values/error.ts";
import { openTestDesk } from "../support/test-desk.ts";

interface Ran {
  code: number;
  out: string;
  err: string;
}

/** A command line over one test desk, which stays open between commands. */
async function commandLine(t: test.TestContext, fetch?: DeskFetch) {
  const desk = await openTestDesk(t, fetch === undefined ? {} : { fetch });
  // The lock lies in a folder of its own, so that the desk's store is not its concern.
  const data = await mkdtemp(join(tmpdir(), "dossier-cli-"));
  t.after(() => rm(data, { recursive: true, force: true }));
  const never = async () => assert.fail("not in this test");
  const parts: CliParts = {
    version: "1.2.3",
    settings: () => ({ ...desk.settings, data }),
    openDesk: async () => desk,
    serve: never,
    work: async (opened) => createWorker(opened, { handlers: HANDLERS, atOnce: 2 }),
    serveMcp: never,
  };
  const run = async (words: string[], stdin = ""): Promise<Ran> => {
    const ran: Ran = { code: 0, out: "", err: "" };
    ran.code = await runCli(words, parts, {
      out: (text) => void (ran.out += typeof text === "string" ? text : Buffer.from(text).toString("utf8")),
      err: (text) => void (ran.err += text),
      isTerminal: false,
      columns: 100,
      stdin: Readable.from([Buffer.from(stdin)]),
    });
    return ran;
  };
  return { desk, data, run };
}

test("files, folders, patterns and standard input are added and read to the end; a bad one is named and decides the exit code", async (t) => {
  const { desk, data, run } = await commandLine(t);
  const folder = join(data, "blobs", "in");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "a.txt"), "First text about capital spending.");
  await writeFile(join(folder, "b.md"), "# Second\n\nA text.");
  await writeFile(join(folder, "empty.txt"), "");
  const all = await run(["add", folder, "--tag", "inbox", "--json"]);
  assert.equal(all.code, 2, all.err);
  const { added } = JSON.parse(all.out) as { added: { outcome: string; message: string }[] };
  assert.deepEqual(added.map(({ outcome }) => outcome).sort(), ["failed", "new", "new"]);
  assert.match(added.find(({ outcome }) => outcome === "failed")!.message, /empty/);
  const again = await run(["add", join(folder, "*.txt"), join(folder, "b.md"), "--json"]);
  assert.match(again.out, /same-bytes/);
  const typed = await run(["add", "-", "--name", "typed.txt"], "Typed text.");
  assert.deepEqual([typed.code, typed.err], [0, ""]);
  const documents = await desk.store.documents.list({ view: "all" }, "title", 0, 10);
  assert.deepEqual([...new Set(documents.map(({ state }) => state))], ["ready"]);
  assert.ok(documents.filter(({ tags }) => tags.includes("inbox")).length === 2);
});

test("exit codes tell what kind of thing went wrong", async (t) => {
  const { run } = await commandLine(t);
  assert.equal((await run(["topic", "top_none"])).code, 4);
  assert.equal((await run(["add", "/no/such/file"])).code, 4);
  assert.equal((await run(["add-topic", "A", "--aliases", "not json"])).code, 2);
  assert.equal((await run(["no-such-command"])).code, 2);
  assert.equal((await run(["topic"])).code, 2);
  assert.equal((await run(["jobs", "--limit", "many"])).code, 2);
  await run(["add-topic", "A"]);
  assert.equal((await run(["add-topic", "A"])).code, 6);
  assert.equal((await run(["--help"])).code, 0);
  assert.equal((await run(["search", "--help"])).code, 0);
});

test("every input of an operation is a positional or an option, and --json prints the whole answer", async (t) => {
  const { run } = await commandLine(t);
  await run([
    "add-topic",
    "Trainium2",
    "--aliases",
    '{"text":"Trn2","kind":"name"}',
    "--aliases",
    '{"text":"Tranium2","kind":"misspelling"}',
  ]);
  const { topics } = JSON.parse((await run(["topics", "--json"])).out) as {
    topics: { name: string; aliases: unknown[] }[];
  };
  assert.equal(topics[0]!.aliases.length, 2);
  const shown = await run(["topics"]);
  assert.match(shown.out, /^id +name/);
  assert.match(shown.out, /Trainium2/);
});

test("an owner is made with a password from standard input, which is never an argument", async (t) => {
  const { desk, run } = await commandLine(t);
  assert.equal((await run(["owner", "Ada"], "short\n")).code, 2);
  assert.equal((await run(["owner", "Ada"], "a long enough password\n")).code, 0);
  assert.equal(
    (await run(["owner", "ada"], "another long password\n")).code,
    0,
    "the same name gets a new password",
  );
  assert.deepEqual(
    (await desk.store.users.list()).map(({ name, role }) => `${name} ${role}`),
    ["Ada owner"],
  );
});

test("the ledger, a search and a digest are written as files", async (t) => {
  const { run } = await commandLine(t);
  assert.match((await run(["export", "ledger"])).out, /Entity,Metric/);
  assert.match((await run(["export", "search", "x", "--format", "csv"])).out, /Title,Source/);
  assert.equal((await run(["export", "search", "x", "--format", "parquet"])).code, 2);
  assert.equal((await run(["export", "digest", "doc_none"])).code, 4);
});

test("completion scripts name every command for each shell", async (t) => {
  const { run } = await commandLine(t);
  for (const shell of ["bash", "zsh", "fish"]) {
    const { out, code } = await run(["completion", shell]);
    assert.equal(code, 0);
    for (const word of ["add", "search", "doctor", "--json".slice(2)])
      assert.ok(out.includes(word), `${shell} ${word}`);
  }
  assert.equal((await run(["completion", "csh"])).code, 2);
});

test("every command that an operation names exists", async (t) => {
  const { desk } = await commandLine(t);
  const { operations } = await import("../../src/desk/operations.ts");
  const nothing = async () => assert.fail();
  const program = createProgram(
    {
      settings: () => desk.settings,
      openDesk: nothing,
      serve: nothing,
      work: () => assert.fail(),
      serveMcp: nothing,
    },
    { out() {}, err() {}, isTerminal: false, columns: 80, stdin: Readable.from([]) },
  );
  const names = program.commands.map((command) => command.name());
  assert.equal(new Set(names).size, names.length, "no name twice");
  for (const { cli } of operations) if (cli !== null) assert.ok(names.includes(cli.split(" ")[0]!), cli);
});

test("a table keeps its columns under wide letters and in a narrow terminal", () => {
  const rows = [
    { id: "doc_1", title: "云厂资本开支上修，全年指引" },
    { id: "doc_2", title: "Short" },
  ];
  const lines = table(rows, ["id", "title"], 20).split("\n");
  assert.ok(lines.every((line) => widthOf(line) <= 20));
  assert.equal(cut("资本开支", 5), "资本…");
  assert.equal(widthOf("资本"), 4);
});

test("what a document says cannot steer the terminal", () => {
  const shown = table([{ title: "\u001b[31mred\u0007\nline" }], ["title"], 80);
  assert.doesNotMatch(shown, /[\u001b\u0007]/);
});

test("it says its version, refuses an address it cannot fetch, and keeps a search before the desk is closed", async (t) => {
  const { desk, run } = await commandLine(t);
  assert.deepEqual(await run(["--version"]), { code: 0, out: "1.2.3\n", err: "" });
  const pages = await run(["pages", "doc_none", "--version", "ver_1"]);
  assert.equal(pages.code, 4, "the version of a document is not the program's");
  const ftp = await run(["add", "ftp://files.example/report.pdf"]);
  assert.equal(ftp.code, 2);
  assert.match(ftp.err, /neither http:\/\/ nor https:\/\//);
  assert.equal((await run(["search", "liquid cooling"])).code, 0);
  assert.deepEqual(desk.logged, []);
  assert.ok((await desk.store.savedSearches.recent("liquid", 5)).length > 0);
});

test("an address that cannot be had is one row, and one that is tried again later says why", async (t) => {
  const { run } = await commandLine(t, async (url) => {
    if (url.endsWith("/later")) throw new DossierError("fetch-failed", { url, reason: "no answer" });
    if (url.endsWith("/no")) throw new DossierError("fetch-refused", { url, status: 403 });
    return {
      status: 200,
      bytes: Buffer.from("A text from the web."),
      contentType: "text/plain",
      charset: null,
      finalUrl: url,
      etag: null,
      lastModified: null,
      fileName: "page.txt",
    };
  });
  const base = "https://example.com";
  const ran = await run(["add", `${base}/yes`, `${base}/no`, `${base}/later`, "--json"]);
  const { added } = JSON.parse(ran.out) as { added: { source: string; outcome: string; message: string }[] };
  assert.deepEqual(
    added.map(({ source, outcome }) => `${outcome} ${source}`),
    [`fetched ${base}/yes`, `failed ${base}/no`, `queued ${base}/later`],
  );
  assert.match(added[1]!.message, /403/);
  assert.match(added[2]!.message, /no answer/);
  assert.match(ran.err, /1 of 3/);
});
