// eval/run.ts: npm run eval -- <suite> [--data <folder>] [--json]
//
// Measures the product on data packs that live outside the project. Prints a table, then one JSON line.
// With --json only the line. Suites are files beside this one that export `measure`.

import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Suite } from "./suite.ts";

const SUITES = ["reading", "search", "figures", "checks", "digests", "answers"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: "string", default: "../shared/eval" }, json: { type: "boolean", default: false } },
});
const name = positionals[0] ?? "";
if (!SUITES.includes(name)) {
  console.error(`Usage: npm run eval -- <${SUITES.join("|")}> [--data <folder>] [--json]`);
  process.exit(2);
}
if (!existsSync(values.data)) {
  console.error(`There is no data folder at ${values.data}. Give one with --data; the tests never need it.`);
  process.exit(2);
}
const { measure } = (await import(`./${name}.ts`)) as { measure: Suite };
const { items, metrics, report } = await measure(values.data);
if (!values.json) {
  for (const line of report) console.log(line);
  const width = Math.max(0, ...Object.keys(metrics).map((key) => key.length));
  for (const [key, value] of Object.entries(metrics))
    console.log(`${key.padEnd(width)}  ${Number.isInteger(value) ? value : value.toFixed(4)}`);
}
console.log(JSON.stringify({ suite: name, items, metrics }));
