// scripts/reference.ts: npm run reference: writes docs/reference from the code. test/docs.test.ts holds the pages to it.

import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { referencePages } from "./reference-pages.ts";

const folder = fileURLToPath(new URL("../docs/reference/", import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(referencePages())) writeFileSync(`${folder}${name}`, text);
