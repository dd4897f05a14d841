// bench/run.ts: npm run bench -- <suite> [--json] [suite options]
//
// Measures speed as ratios against named peers, run in turn in the same call. Peers are installed by
// bench/package.json (npm install --prefix bench), never by the product. Prints a table, then one JSON line.

import { existsSync } from "node:fs";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { json: { type: "boolean", default: false } },
});
const name = positionals[0] ?? "";
if (
  !/^[a-z]+(?:-[a-z]+)*$/.test(name) ||
  name === "run" ||
  !existsSync(new URL(`./${name}.ts`, import.meta.url))
) {
  console.error("Usage: npm run bench -- <reading|intake|search|search-http|figures|desk|ledger> [--json]");
  process.exit(2);
}
/** A bench prints nothing itself: it gives back lines for a person and numbers for a machine. */
export interface BenchResult {
  metrics: Record<string, number>;
  report: string[];
}
const { measure } = (await import(`./${name}.ts`)) as {
  measure: (options: Record<string, unknown>) => Promise<BenchResult>;
};
const { metrics, report } = await measure(values);
if (!values.json) for (const line of report) console.log(line);
console.log(JSON.stringify({ bench: name, metrics }));
