// test/support/hostile/send.ts: sends files to a running desk and says how each ended and how the desk bore it.
//
// A good end is a sentence with a code of the catalogue, or a document with text to read. While files are read
// the desk is asked every tenth of a second for its state; the longest answer is the measure of its calm.

import { setTimeout as pause } from "node:timers/promises";
import type { Document } from "../../../src/records/document.ts";
import { ERRORS } from "../../../src/values/error.ts";
import type { HostileFile } from "./catalogue.ts";

export interface Ending {
  what: string;
  /** "ready", "refused: empty-file", "failed: read-timeout", … */
  how: string;
  documentId: string | null;
  /** Why this is no good end; null when it is one. */
  wrong: string | null;
  seconds: number;
}

export interface Report {
  endings: Ending[];
  /** Longest answer of GET /api/desk meanwhile, in ms, the file it was waited for under, and how many there were. */
  slowestMs: number;
  slowestUnder: string;
  asked: number;
}

interface Uploaded {
  added: { document: Document | null; error: { code: string; message: string } | null }[];
}

const ENDED = new Set(["ready", "failed", "needs-password", "needs-ocr"]);

/** Sends each file, waits for its end and reports. `note` is told after each. */
export async function sendHostile(
  base: string,
  files: readonly HostileFile[],
  options: { withinMs: number; note?: (ending: Ending) => void },
): Promise<Report> {
  const report: Report = { endings: [], slowestMs: 0, slowestUnder: "", asked: 0 };
  // Made before the watch begins: making some of them holds this program up, which is no fault of the desk.
  const made = new Map<HostileFile, Uint8Array>();
  for (const file of files) made.set(file, await file.make());
  let now: string | null = "";
  const watch = watchCalm(base, report, () => now);
  try {
    for (const [file, bytes] of made) {
      now = file.what;
      const began = performance.now();
      const ending = await sendOne(base, file, bytes, options.withinMs);
      const whole = { ...ending, what: file.what, seconds: (performance.now() - began) / 1000 };
      report.endings.push(whole);
      options.note?.(whole);
    }
  } finally {
    now = null;
    await watch;
  }
  return report;
}

/** Asks until there is no file under way. */
async function watchCalm(base: string, report: Report, now: () => string | null): Promise<void> {
  for (let under = now(); under !== null; under = now()) {
    const began = performance.now();
    const response = await fetch(`${base}/api/desk`);
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`/api/desk answered ${response.status}`);
    const took = performance.now() - began;
    if (process.env.SLOW && took > Number(process.env.SLOW))
      console.log(`   slow: ${Math.round(took)} ms under ${under}`);
    if (took > report.slowestMs) Object.assign(report, { slowestMs: took, slowestUnder: under });
    report.asked++;
    await pause(100);
  }
}

type Partly = Omit<Ending, "what" | "seconds">;

async function sendOne(
  base: string,
  file: HostileFile,
  bytes: Uint8Array,
  withinMs: number,
): Promise<Partly> {
  const form = new FormData();
  form.append("files", new Blob([bytes as Uint8Array<ArrayBuffer>]), file.name);
  const response = await fetch(`${base}/api/uploads`, { method: "POST", body: form });
  const answer = (await response.json()) as Partial<Uploaded> & { error?: { code: string; message: string } };
  const entry = answer.added?.[0];
  const error = answer.error ?? entry?.error ?? null;
  if (error !== null)
    return { how: `refused: ${error.code}`, documentId: null, wrong: faultOf(error.code, error.message) };
  if (entry?.document == null)
    return {
      how: "nothing",
      documentId: null,
      wrong: `answered ${response.status} with neither document nor error`,
    };
  const document = await untilEnded(base, entry.document.id, withinMs);
  return { documentId: document.id, ...judged(document, bytes.byteLength) };
}

async function untilEnded(base: string, id: string, withinMs: number): Promise<Document> {
  const end = Date.now() + withinMs;
  for (;;) {
    const response = await fetch(`${base}/api/documents/${id}`);
    if (!response.ok) throw new Error(`/api/documents/${id} answered ${response.status}`);
    const { document } = (await response.json()) as { document: Document };
    if (ENDED.has(document.state) || Date.now() > end) return document;
    await pause(50);
  }
}

function judged(document: Document, sizeBytes: number): Pick<Partly, "how" | "wrong"> {
  const { state, failure, characterCount, problems } = document;
  if (!ENDED.has(state)) return { how: state, wrong: "it did not end in time" };
  // A scan that waits for OCR says so in its state and page by page in its problems.
  if (state === "needs-ocr")
    return {
      how: state,
      wrong: problems.some(({ code }) => code === "needs-ocr") ? null : "no reason is given",
    };
  if (state !== "ready") {
    const how = `${state}: ${failure?.code ?? "no reason"}`;
    return { how, wrong: failure === null ? "no reason is given" : faultOf(failure.code, failure.message) };
  }
  const isSilentLoss = characterCount === 0 && problems.length === 0 && sizeBytes > 0;
  return { how: "ready", wrong: isSilentLoss ? "nothing was read and nothing is said about it" : null };
}

/** What a person could not make sense of in a message; null when it is a good one. */
function faultOf(code: string, message: string): string | null {
  if (!(code in ERRORS)) return `the code ${code} is not in the catalogue`;
  if (message.includes("{") || / \? /.test(message)) return `a detail is missing: ${message}`;
  if (/\bat .+:\d+:\d+|\/node_modules\/|\/src\//.test(message)) return `the message is a stack: ${message}`;
  return /\.$/.test(message.trim()) ? null : `the message is no sentence: ${message}`;
}
