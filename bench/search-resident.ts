// bench/search-resident.ts: a process that only searches: opens the index at argv[2], asks the questions on stdin (JSON), prints
// {"rssMb", "openMs"}. Started by bench/search.ts, whose own memory also holds the peers.

import { text } from "node:stream/consumers";
import { openSearchEngine } from "../src/search/engine.ts";
import { parseQuery } from "../src/search/query.ts";
import { passageIndex } from "../src/store/passage-index.ts";
import { openSqliteDirect } from "../src/store/sqlite-direct.ts";

const questions = JSON.parse(await text(process.stdin)) as string[];
const database = openSqliteDirect(process.argv[2]!, { readOnly: true });
const engine = openSearchEngine(passageIndex(database));
const start = performance.now();
await engine.segments();
const openMs = performance.now() - start;
for (const question of questions) {
  const query = parseQuery(question);
  await engine.search({ query, filters: { fields: [] }, order: "relevance", offset: 0, limit: 20 });
}
console.log(JSON.stringify({ rssMb: process.memoryUsage().rss / 1e6, openMs }));
await database.close();
