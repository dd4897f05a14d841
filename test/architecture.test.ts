// test/architecture.test.ts: the import rules of ARCHITECTURE.md, checked on every run.
//
// RULES: who may import whom, by folder. A folder never imports a neighbour on its own
// row. DOORS: the files or folders that may import a package; a package without a
// line may not be imported at all, so adding one is a reviewed change.

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";

const STAGES = [
  "fetch",
  "read",
  "split",
  "classify",
  "search",
  "figures",
  "checks",
  "topics",
  "digests",
  "ask",
];
const FRONT = ["http", "cli", "mcp", "jobs"];
const RULES: { folders: string[]; mayImport: string[] }[] = [
  { folders: ["values"], mayImport: [] },
  { folders: ["records", "settings"], mayImport: ["values"] },
  { folders: [...STAGES, "store"], mayImport: ["values", "records"] },
  { folders: ["desk"], mayImport: ["values", "records", "settings", ...STAGES, "store"] },
  { folders: FRONT, mayImport: ["values", "records", "settings", "desk"] },
  { folders: ["."], mayImport: ["values", "records", "settings", ...STAGES, "store", "desk", ...FRONT] },
];
const DOORS: Record<string, string[]> = {
  "@ai-sdk/anthropic": ["ask/"],
  "@ai-sdk/openai-compatible": ["ask/"],
  "@e965/xlsx": ["read/xlsx.ts"],
  "@embedpdf/fonts-sc": ["read/pdfium.ts"],
  "@embedpdf/pdfium": ["read/pdfium.ts"],
  "@hono/node-server": ["http/"],
  "@modelcontextprotocol/sdk": ["mcp/"],
  "@mozilla/readability": ["read/html.ts"],
  ai: ["ask/"],
  chokidar: ["jobs/"],
  "cli-progress": ["cli/"],
  commander: ["cli/"],
  "decimal.js": ["values/decimal.ts"],
  docx: ["desk/"],
  "fast-xml-parser": ["read/xml.ts"],
  feedparser: ["fetch/feed.ts"],
  feedsmith: ["fetch/feed.ts", "desk/rss.ts"],
  fflate: ["read/zip.ts", "desk/", "search/lexicon.ts"],
  "file-type": ["fetch/detect.ts"],
  hono: ["http/"],
  "hyparquet-writer": ["desk/"],
  linkedom: ["read/dom.ts"],
  mammoth: ["read/docx.ts"],
  "markdown-it": ["read/markdown.ts"],
  "opencc-js": ["search/fold.ts"],
  "postal-mime": ["read/eml.ts"],
  "sanitize-html": ["read/sanitise.ts"],
  stemmer: ["search/tokens.ts"],
  tar: ["desk/"],
  undici: ["fetch/url.ts"],
  zod: [""], // anywhere
};
const LONGEST_FILE = 500; // lines; data belongs in JSON

const IMPORT = new RegExp(
  String.raw`^\s*(?:import|export)\b[^"]*?from\s+"([^"]+)"` +
    String.raw`|^\s*import\s+"([^"]+)"|\bimport\("([^"]+)"\)`,
  "gm",
);
const folderOf = (path: string) => (path.includes("/") ? path.split("/")[0]! : ".");
const list = (root: string, pattern: string) =>
  globSync(pattern, { cwd: root }).map((file) => file.replaceAll("\\", "/"));

for (const file of list("src", "**/*.ts")) {
  test(`${file} keeps the rules`, () => {
    const source = readFileSync(join("src", file), "utf8");
    const folder = folderOf(file);
    const isTest = file.endsWith(".test.ts");
    const rule = RULES.find(({ folders }) => folders.includes(folder));
    assert.ok(rule, `no rule for folder ${folder}`);
    assert.ok(
      source.replace(/^#!.*\n/, "").startsWith(`// ${file}: `),
      `must open with "// ${file}: what it is for"`,
    );
    assert.ok(isTest || source.split("\n").length <= LONGEST_FILE, `over ${LONGEST_FILE} lines`);

    for (const [, plain, bare, dynamic] of source.matchAll(IMPORT)) {
      const target = (plain ?? bare ?? dynamic)!;
      if (target.startsWith(".")) {
        const to = folderOf(normalize(join(dirname(file), target)).replaceAll("\\", "/"));
        const isAllowed = to === folder || rule.mayImport.includes(to) || (isTest && to === "..");
        assert.ok(isAllowed, `${folder} may not import ${to}`);
      } else if (!target.startsWith("node:") && !isTest) {
        const name = target
          .split("/")
          .slice(0, target.startsWith("@") ? 2 : 1)
          .join("/");
        assert.ok(name in DOORS, `${name} has no line in DOORS`);
        assert.ok(
          DOORS[name]!.some((door) => file.startsWith(door)),
          `only ${DOORS[name]} may import ${name}`,
        );
      }
    }
  });
}

for (const file of list("web/src", "**/*.{ts,tsx}")) {
  test(`web/src/${file} takes types only from src`, () => {
    const source = readFileSync(join("web/src", file), "utf8");
    assert.ok(
      source.startsWith(`// web/src/${file}: `),
      `must open with "// web/src/${file}: what it is for"`,
    );
    assert.ok(source.split("\n").length <= LONGEST_FILE, `over ${LONGEST_FILE} lines`);
    for (const [statement, plain, bare, dynamic] of source.matchAll(IMPORT)) {
      const target = (plain ?? bare ?? dynamic)!;
      if (!target.startsWith(".")) continue;
      const isInside = !normalize(join("web/src", dirname(file), target))
        .replaceAll("\\", "/")
        .startsWith("src/");
      assert.ok(isInside || /^\s*(import|export)\s+type\b/.test(statement), `${target} must be import type`);
    }
  });
}
