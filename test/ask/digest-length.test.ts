// test/ask/digest-length.test.ts: a digest at the length that is asked for, by the same rules, with what the checks found.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Digest } from "../../src/records/digest.ts";
import type { Finding } from "../../src/records/finding.ts";
import { openAskedDesk } from "../support/asked-desk.ts";
import { openTestApp } from "../support/test-desk.ts";

const PARTS = ["Cloud", "Chips", "Retail", "Advertising", "Robots", "Logistics"];
const TEXT = `# Harbour Robotics third quarter 2025 results call: minutes by subject

${PARTS.map(
  (name, at) => `## ${name}

${name} revenue was $${at + 2}.4 billion in the third quarter of 2025, up ${at + 11}% year over year.

${name} operating margin was ${at + 5}.5%, and the order book of ${name} covers ${at + 3} months.

The company expects ${name} capital expenditure of $${at + 1}.2 billion in 2026.

Management named the supply of parts as the limit of ${name} this year.`,
).join("\n\n")}

## Totals

Segment A revenue was $40 million, segment B revenue was $60 million, and total revenue was $120 million in 2025.
`;

interface Answered {
  digest: Digest;
  length: string;
  findings: Finding[];
}

test("short, normal and long are one digest cut at three lengths, each point a quote at its place", async (t) => {
  const desk = await openAskedDesk(t, { "minutes.md": TEXT });
  const app = await openTestApp(t, desk);
  const [document] = await desk.store.documents.list({ view: "all" }, "newest", 0, 1);
  const read = async (query: string): Promise<Answered> =>
    (await (await app.request(`/api/documents/${document!.id}/digest${query}`)).json()) as Answered;
  const { text } = (await desk.store.readings.whole(document!.versionId))!;
  const counts: number[] = [];
  for (const length of ["short", "normal", "long"]) {
    const { digest, length: given } = await read(`?length=${length}`);
    assert.equal(given, length);
    const items = digest.sections.flatMap((section) => section.items);
    counts.push(items.length);
    for (const { citations } of items)
      for (const { start, end, quote } of citations) assert.equal(text.slice(start, end), quote);
  }
  const [short, normal, long] = counts as [number, number, number];
  assert.ok(short < normal && normal <= long, `${document!.kind}: ${counts.join(" ")}`);
  const plain = await read("");
  assert.deepEqual([plain.length, plain.digest], ["normal", await desk.store.digests.get(document!.id)]);
  assert.ok(Array.isArray(plain.findings));
  assert.equal((await app.request(`/api/documents/${document!.id}/digest?length=endless`)).status, 400);
});
