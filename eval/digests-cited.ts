// eval/digests-cited.ts: every point of the digests of the pdf and topic-page packs, held to its place: the quote stands at its
// offsets, and the place opens on the page that the citation names (for a PDF by the boxes of the words).

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDesk } from "../src/app.ts";
import { LOCAL_OWNER } from "../src/desk/accounts.ts";
import { locateQuote } from "../src/desk/boxes.ts";
import type { Desk } from "../src/desk/desk.ts";
import { getDigest } from "../src/desk/get-digest.ts";
import { loadSettings } from "../src/settings/load.ts";
import { readFiles, readPdfPack } from "./desk.ts";

/** Adds its own rows to those of the suite; packs that are absent are named in the report. */
export async function measureCitations(
  dataFolder: string,
  items: Record<string, number>,
  metrics: Record<string, number>,
  report: string[],
): Promise<void> {
  const pdf = join(dataFolder, "pdf");
  const topic = join(dataFolder, "topic-page/docs.json");
  const has = { pdf: existsSync(join(pdf, "manifest.jsonl")), topic: existsSync(topic) };
  if (!has.pdf) report.push(`not found: ${pdf}`);
  if (!has.topic) report.push(`not found: ${topic}`);
  if (!has.pdf && !has.topic) return;
  const data = process.env.DOSSIER_EVAL_DESK ?? mkdtempSync(join(tmpdir(), "dossier-eval-"));
  const desk = await openDesk(loadSettings({ DOSSIER_DATA: data, DOSSIER_LOG: "silent" }));
  try {
    const ids = has.pdf ? [...(await readPdfPack(desk, pdf)).values()] : [];
    const bodies = has.topic
      ? (JSON.parse(readFileSync(topic, "utf8")) as { title: string; body: string }[])
      : [];
    const files = bodies.map(({ title, body }, at) => ({
      name: `topic-${at + 1}.md`,
      bytes: Buffer.from(`# ${title}\n\n${body}`),
    }));
    for (const id of await readFiles(desk, files)) if (id !== null) ids.push(id);
    const sums = { citations: 0, quoteRight: 0, pageRight: 0, boxed: 0, slowestMs: 0, points: 0 };
    for (const id of ids)
      for (const length of ["normal", "long"] as const) await hold(desk, id, length, sums, report);
    items.digest_points = sums.points;
    items.digest_citations = sums.citations;
    items.digest_boxed = sums.boxed;
    metrics.digest_quotes_right = sums.quoteRight / Math.max(1, sums.citations);
    metrics.digest_pages_right = sums.pageRight / Math.max(1, sums.citations);
    metrics.digest_ms_per_100_pages = Math.round(sums.slowestMs);
  } finally {
    await desk.close();
    if (process.env.DOSSIER_EVAL_DESK === undefined) rmSync(data, { recursive: true, force: true });
  }
}

async function hold(
  desk: Desk,
  id: string,
  length: "normal" | "long",
  sums: Record<"citations" | "quoteRight" | "pageRight" | "boxed" | "slowestMs" | "points", number>,
  report: string[],
): Promise<void> {
  const document = await desk.store.documents.get(id);
  const reading = await desk.store.readings.whole(document!.versionId);
  const startedAt = performance.now();
  const { digest } = await getDigest.run(desk, LOCAL_OWNER, { id, length });
  const tookMs = performance.now() - startedAt;
  if (length === "long" && reading!.pages.length >= 50)
    sums.slowestMs = Math.max(sums.slowestMs, (tookMs * 100) / reading!.pages.length);
  for (const { text, citations } of digest?.sections.flatMap((section) => section.items) ?? []) {
    sums.points++;
    for (const citation of citations) {
      sums.citations++;
      const { start, end, quote, page } = citation;
      const isQuote = quote !== "" && reading!.text.slice(start, end) === quote;
      const span = reading!.pages[page - 1];
      const { boxes, citation: opened } = await locateQuote.run(desk, LOCAL_OWNER, { id, start, end });
      if (boxes.length > 0) sums.boxed++;
      const isPage =
        opened.page === page &&
        (reading!.pages.length === 0 || (span !== undefined && span.start <= start && start < span.end)) &&
        (boxes.length === 0 || boxes[0]!.page === page);
      if (isQuote) sums.quoteRight++;
      if (isPage) sums.pageRight++;
      if (!isQuote || !isPage) report.push(`${id} p. ${page}, opens ${opened.page}: ${text.slice(0, 80)}`);
    }
  }
}
