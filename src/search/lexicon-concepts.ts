// search/lexicon-concepts.ts: the desk's own words: metrics, statement lines, chips, power, companies.
//
// lexicon/concepts.tsv has one concept a line: kind TAB Chinese names TAB English names [TAB wordings [TAB
// statements]], names separated by "|", the usual one first. Wordings are what a statement or table calls it ("purchases of
// property, plant and equipment" for capital expenditure): a question uses the name, the page the wording.
// All names are kept folded (lower case, simplified). A line that does not parse is skipped.

import { readFileSync } from "node:fs";

export interface Concept {
  /** metric, line (of a statement), term, chip, power, company, product, place. */
  kind: string;
  zh: string[];
  en: string[];
  /** Other wordings in tables and statements, both languages; [] for most. */
  wordings: string[];
  /** Statements it is read from: "income", "balance", "cashflow". */
  statements: string[];
}

/** The concepts of lexicon/concepts.tsv, in file order. Reads the file on each call. */
export function loadConcepts(): Concept[] {
  return parseConcepts(readFileSync(new URL("./lexicon/concepts.tsv", import.meta.url), "utf8"));
}

/** The concepts of a text in that form; lines that begin with # and lines with fewer than three fields are left out. */
export function parseConcepts(text: string): Concept[] {
  const concepts: Concept[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("#")) continue;
    const [kind, zh, en, wordings = "", statements = ""] = line.split("\t");
    if (!kind || zh === undefined || en === undefined) continue;
    concepts.push({
      kind,
      zh: names(zh),
      en: names(en),
      wordings: names(wordings),
      statements: names(statements),
    });
  }
  return concepts;
}

const names = (field: string): string[] =>
  field
    .split("|")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
