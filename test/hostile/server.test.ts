// test/hostile/server.test.ts: hostile files over HTTP at a running desk: each ends clearly, and the desk stays calm.
//
// A few of the catalogue at every run; all of them with scripts/hostile-files.ts against a desk of its own. The desk
// is a process of its own, so that making the files cannot hold it up.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { holderOf } from "../../src/desk/lock.ts";
import { until } from "../support/browser.ts";
import { hostileFiles } from "../support/hostile/catalogue.ts";
import { sendHostile } from "../support/hostile/send.ts";

/** Issue of the promise: one second on a quiet machine. Tests run beside others on two cores. */
const CALM_MS = 2500;

async function serveApart(t: test.TestContext): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), "dossier-hostile-"));
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "src/main.ts", "serve"], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: {
      ...process.env,
      DOSSIER_DATA: data,
      DOSSIER_PORT: "0",
      DOSSIER_LOG: "error",
      DOSSIER_OCR: "off",
      DOSSIER_READ_TIMEOUT_MS: "20000",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  t.after(async () => {
    const ended = child.exitCode === null ? once(child, "exit") : null;
    child.kill("SIGTERM");
    await ended;
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  });
  let port = 0;
  await until("the desk to listen", async () => {
    assert.equal(child.exitCode, null, "the desk did not start");
    const holder = await holderOf(data);
    port = holder?.pid === child.pid ? (holder?.port ?? 0) : 0;
    return port > 0;
  });
  return `http://127.0.0.1:${port}`;
}

test("the catalogue has at least 150 files, each under a name of its own", () => {
  const files = hostileFiles();
  assert.ok(files.length >= 150, String(files.length));
  assert.equal(new Set(files.map(({ what }) => what)).size, files.length);
});

test("hostile files end in a clear message or a readable document while the desk stays calm", async (t) => {
  const base = await serveApart(t);
  const files = hostileFiles().filter(({ isSampled }) => isSampled);
  assert.ok(files.length >= 40, String(files.length));
  const { endings, slowestMs, slowestUnder, asked } = await sendHostile(base, files, { withinMs: 60_000 });
  const wrong = endings.filter((ending) => ending.wrong !== null);
  assert.deepEqual(wrong, []);
  assert.ok(asked > 10, "the desk was asked meanwhile");
  assert.ok(slowestMs < CALM_MS, `${Math.round(slowestMs)} ms under ${slowestUnder}`);
  const how = (what: string) => endings.find((ending) => ending.what === what)?.how;
  assert.equal(how("pdf: locked with a password"), "needs-password: password-needed");
  assert.equal(how("docx: bomb in its text"), "failed: unpacks-too-large");
  assert.equal(how("docx: outside entity in its text"), "failed: damaged-file");
  assert.equal(how("empty pdf"), "refused: empty-file");
  assert.equal(existsSync("/tmp/climbed.txt"), false, "no name leads out of the data folder");
});
