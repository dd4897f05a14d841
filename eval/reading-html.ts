// eval/reading-html.ts: how well articles, titles and dates are found on web pages (pack html).
//
// Token F1 between the text of our blocks and the expected text: Latin words and digits as tokens, each
// Han or kana letter one; counted, not in order. A title is right when it is the same but for white
// space; a date when it is the same minute, or the same day where only a day is given.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readHtml } from "../src/read/html.ts";
import type { SuiteResult } from "./suite.ts";

interface Item {
  id: string;
  html: string;
  expected: { title: string | null; publishedTime: string | null; text: string };
}

/** Metrics html_token_f1 (mean of pages), html_title and html_date (shares of the pages that have one). */
export async function measureHtml(dataFolder: string): Promise<SuiteResult> {
  const path = join(dataFolder, "html", "items.jsonl.gz");
  if (!existsSync(path)) return { items: {}, metrics: {}, report: ["html: the pack is not there"] };
  const items = gunzipSync(readFileSync(path)).toString().trim().split("\n");
  const report: string[] = [];
  const scores: number[] = [];
  const titles: boolean[] = [];
  const dates: boolean[] = [];
  for (const line of items) {
    const { id, html, expected } = JSON.parse(line) as Item;
    const reading = readHtml(Buffer.from(html), {
      path: "",
      name: `${id}.html`,
      type: "html",
      url: "http://fakehost/test/page.html",
      charset: "utf-8",
    });
    const f1 = tokenF1(reading.text, expected.text);
    scores.push(f1);
    if (f1 < 0.99) report.push(`html ${id}: F1 ${f1.toFixed(3)}`);
    if (expected.title) {
      const isRight = squash(reading.meta.title) === squash(expected.title);
      titles.push(isRight);
      if (!isRight) report.push(`html ${id}: title “${reading.meta.title}”, expected “${expected.title}”`);
    }
    if (expected.publishedTime) {
      const isRight = sameTime(reading.meta.published?.iso ?? "", expected.publishedTime);
      dates.push(isRight);
      if (!isRight)
        report.push(`html ${id}: date ${reading.meta.published?.iso}, expected ${expected.publishedTime}`);
    }
  }
  return {
    items: { html: items.length, html_titles: titles.length, html_dates: dates.length },
    metrics: {
      html_token_f1: scores.reduce((sum, f1) => sum + f1, 0) / Math.max(1, scores.length),
      html_title: shareOf(titles),
      html_date: shareOf(dates),
    },
    report,
  };
}

const shareOf = (flags: boolean[]): number => flags.filter(Boolean).length / Math.max(1, flags.length);
const squash = (text: string | null): string => (text ?? "").normalize("NFC").replace(/\s+/g, " ").trim();

function sameTime(ours: string, theirs: string): boolean {
  const day = theirs.slice(0, 10);
  if (ours.slice(0, 10) === day && (ours.length <= 10 || theirs.length <= 10)) return true;
  if (ours.slice(0, 16) === theirs.slice(0, 16)) return true;
  const hasZones = /(?:Z|[+-]\d\d:?\d\d)$/.test(ours) && /(?:Z|[+-]\d\d:?\d\d)$/.test(theirs);
  return hasZones && Math.abs(Date.parse(ours) - Date.parse(theirs)) < 60_000;
}

function tokenF1(ours: string, theirs: string): number {
  const left = tokensOf(ours);
  const counts = new Map<string, number>();
  for (const token of left) counts.set(token, (counts.get(token) ?? 0) + 1);
  const right = tokensOf(theirs);
  let shared = 0;
  for (const token of right) {
    const count = counts.get(token) ?? 0;
    if (count > 0) {
      shared++;
      counts.set(token, count - 1);
    }
  }
  return left.length + right.length === 0 ? 1 : (2 * shared) / (left.length + right.length);
}

const tokensOf = (text: string): string[] =>
  text
    .normalize("NFC")
    .toLowerCase()
    .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+/gu) ?? [];
