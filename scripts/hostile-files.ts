// scripts/hostile-files.ts: node scripts/hostile-files.ts --against http://127.0.0.1:4700 | --out <folder> [--only <words>]
//
// Sends every hostile file to a running desk (use one that may be thrown away), one after the other, and says how
// each ended and the longest time that the desk took to answer anything else meanwhile. With --out it writes the
// files to a folder instead. Ends with 1 when a file ended badly or the desk took longer than a second.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { hostileFiles } from "../test/support/hostile/catalogue.ts";
import { sendHostile } from "../test/support/hostile/send.ts";

const CALM_MS = 1000;
/** The longest reading that the settings allow, three tries of it, and what comes after. */
const WITHIN_MS = 600_000;

const { values } = parseArgs({
  options: { against: { type: "string" }, out: { type: "string" }, only: { type: "string", default: "" } },
});
const files = hostileFiles().filter(({ what }) => what.includes(values.only));

if (values.out !== undefined) {
  mkdirSync(values.out, { recursive: true });
  for (const [at, file] of files.entries()) {
    // Names are part of the attack only over HTTP; on a disk of ours they are plain.
    const plain = file.name.replace(/[^\w. -]/g, "_").slice(-60) || "unnamed";
    writeFileSync(join(values.out, `${String(at).padStart(3, "0")}-${plain}`), await file.make());
  }
  console.log(`${files.length} files in ${values.out}`);
} else if (values.against !== undefined) {
  const { endings, slowestMs, slowestUnder, asked } = await sendHostile(values.against, files, {
    withinMs: WITHIN_MS,
    note: ({ what, how, wrong, seconds }) =>
      console.log(
        `${seconds.toFixed(1).padStart(6)} s  ${what} → ${how}${wrong === null ? "" : `  WRONG: ${wrong}`}`,
      ),
  });
  const counts: Record<string, number> = {};
  for (const { how } of endings) counts[how] = (counts[how] ?? 0) + 1;
  const wrong = endings.filter((ending) => ending.wrong !== null).length;
  console.log(JSON.stringify(counts, null, 1));
  console.log(
    JSON.stringify({
      files: endings.length,
      wrong,
      slowestDeskMs: Math.round(slowestMs),
      slowestUnder,
      asked,
    }),
  );
  process.exitCode = wrong === 0 && slowestMs <= CALM_MS ? 0 : 1;
} else {
  console.error("hostile-files: say --against <address of a desk> or --out <folder>");
  process.exitCode = 2;
}
