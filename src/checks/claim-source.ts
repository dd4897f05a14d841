// checks/claim-source.ts: what a claim can be checked against: the numbers of a table and a text, each with its words.
//
// A table comes as rows of strings. Heads are found by their lack of amounts, may take several rows and may come
// again further down; a row with a label and nothing else heads the rows below it. A fact keeps all of these words,
// and the years among them, so that "total assets in 2018" finds one cell.

import { type ExactNumber, exact } from "../values/decimal.ts";
import { wordsOf, yearsIn } from "./claim-words.ts";

export interface ClaimSource {
  table?: readonly (readonly string[])[] | null;
  text: string;
}

export interface Fact {
  value: ExactNumber;
  isPercent: boolean;
  /** As written. */
  text: string;
  row: number;
  column: number;
  label: string;
}

export interface Row {
  at: number;
  label: string;
  section: string;
  words: string[];
  sectionWords: string[];
  years: number[];
  /** Years of the heading above it, for rows and columns that name none. */
  sectionYears: number[];
  facts: Fact[];
}

export interface Column {
  at: number;
  label: string;
  words: string[];
  years: number[];
  /** The block of heads it belongs to: a table may start over with new heads. */
  part: number;
}

export interface Sheet {
  rows: Row[];
  /** Columns by part and place: a cell's column is `columnOf(row.part, column)`. */
  columns: Column[];
  partOfRow: number[];
}

const AMOUNT =
  /^[\s$€£¥￥`'*+#^%()（）\-–—−,.\d]*(?:元|万元|亿元|人|bps|x|pts?|million|thousand|billion)?[\s%)*#^]*$/i;
const YEAR_ONLY = /^\s*(?:fy\s?)?(?:19|20)\d{2}\s*[*a-z]?\s*$/i;
const MOST_ROWS = 400;
const MOST_COLUMNS = 40;

const isAmount = (cell: string): boolean => /\d/.test(cell) && AMOUNT.test(cell) && !YEAR_ONLY.test(cell);

/** The number of a cell: brackets and dashes negate, grouping commas and currency signs fall away. Null for words. */
export function numberIn(cell: string): { value: ExactNumber; isPercent: boolean } | null {
  const match = /([-−–(（]?\s*[$€£¥￥]?\s*[-−(]?\s*)(\d[\d,]*(?:\.\d+)?|\.\d+)\s*(%)?/.exec(cell);
  if (match === null) return null;
  const digits = match[2]!.replaceAll(",", "");
  const value = exact(digits.startsWith(".") ? `0${digits}` : digits.replace(/\.$/, ""));
  const isNegative = /[-−–(（]/.test(match[1]!);
  const isPercent = match[3] === "%" || /%/.test(cell);
  return { value: isNegative ? value.neg() : value, isPercent };
}

/** The table as rows and columns of facts; empty without a table. */
export function sheetOf(table: ClaimSource["table"]): Sheet {
  const sheet: Sheet = { rows: [], columns: [], partOfRow: [] };
  if (table === undefined || table === null) return sheet;
  const lines = table.slice(0, MOST_ROWS).map((row) => row.slice(0, MOST_COLUMNS).map((cell) => cell.trim()));
  const width = Math.max(0, ...lines.map(({ length }) => length));
  let heads: string[][] = [];
  let isHead = true;
  let part = -1;
  let section = "";
  for (const [at, line] of lines.entries()) {
    const rest = line.slice(1);
    const hasAmount = rest.some(isAmount) || (rest.every((cell) => cell === "") && false);
    const filled = rest.filter((cell) => cell !== "" && !/^[-–—]+$/.test(cell));
    const isYears = filled.length > 0 && filled.every((cell) => YEAR_ONLY.test(cell));
    if (!hasAmount || (isHead && isYears)) {
      if (filled.length > 0 && !rest.some((cell) => /^[-–—]+$/.test(cell))) {
        if (!isHead) heads = [];
        heads.push(line);
        isHead = true;
        if (line[0] !== "" && sheet.rows.length > 0) section = line[0]!;
      } else if (filled.length === 0 && line[0] !== "" && line[0] !== undefined) section = line[0];
      continue;
    }
    if (isHead) {
      part++;
      addColumns(sheet, heads, width, part);
      isHead = false;
    }
    sheet.rows.push(rowOf(line, at, section));
    sheet.partOfRow.push(part);
  }
  return sheet;
}

function addColumns(sheet: Sheet, heads: readonly string[][], width: number, part: number): void {
  for (let at = 1; at < width; at++) {
    const label = heads
      .map((line) => headAt(line, at))
      .filter((words) => words !== "")
      .join(" ");
    const own = heads.map((line) => line[at] ?? "").join(" ");
    const years = yearsIn(own);
    sheet.columns.push({
      at,
      part,
      label,
      words: wordsOf(label),
      years: years.length > 0 ? years : yearsIn(label),
    });
  }
}

/** A head that spans several columns is written over the first of them. */
function headAt(line: readonly string[], at: number): string {
  for (let column = at; column > 0; column--) if ((line[column] ?? "") !== "") return line[column]!;
  return "";
}

function rowOf(line: readonly string[], at: number, section: string): Row {
  const label = line[0] ?? "";
  const facts = line.slice(1).flatMap((cell, index): Fact[] => {
    const number = isAmount(cell) || /^[-−$\s\d,.%()]+$/.test(cell) ? numberIn(cell) : null;
    const isBlank = /^\s*[$€£]?\s*[-–—]+\s*%?$/.test(cell);
    if (number === null && !isBlank) return [];
    return [
      {
        value: number?.value ?? exact(0),
        isPercent: number?.isPercent ?? false,
        text: cell,
        row: at,
        column: index + 1,
        label,
      },
    ];
  });
  return {
    at,
    label,
    section,
    words: wordsOf(label),
    sectionWords: wordsOf(section),
    years: yearsIn(label),
    sectionYears: yearsIn(section),
    facts,
  };
}

const SENTENCE = /[^.。;；\n]+(?:\.\d[^.。;；\n]*)*/g;
const TEXT_AMOUNT =
  /(?<![\d.,/-])(-?\$?\s?\d+(?:,\d{3})*(?:\.\d+)?)\s*(%|percent|million|billion|thousand|亿|万)?(?![\d/-])/gi;
const MOST_SENTENCES = 300;

/**
 * Sentences as rows: "rental expense was $66.9, $57.2 and $49.0 million in 2010, 2009 and 2008" has three facts, one for
 * each year, in the order of both. A sentence whose numbers and years do not pair is left out.
 */
export function sheetOfText(text: string): Sheet {
  const sheet: Sheet = { rows: [], columns: [], partOfRow: [] };
  let part = 0;
  for (const [sentence] of [...text.slice(0, 100_000).matchAll(SENTENCE)].slice(0, MOST_SENTENCES)) {
    const years = yearsIn(sentence);
    if (years.length < 2 || years.length > 6) continue;
    const amounts = [...sentence.matchAll(TEXT_AMOUNT)].filter(
      ([all, number, unit]) =>
        unit !== undefined ||
        number!.includes("$") ||
        !(/^(?:19|20)\d\d$/.test(number!.trim()) || /^\s*\d{1,2}\s*$/.test(all)),
    );
    if (amounts.length !== years.length) continue;
    const at = sheet.rows.length;
    const facts = amounts.flatMap((match, index): Fact[] => {
      const number = numberIn(match[1]!);
      return number === null
        ? []
        : [
            {
              value: number.value,
              isPercent: /%|percent/i.test(match[2] ?? ""),
              text: match[0].trim(),
              row: at,
              column: index + 1,
              label: sentence.trim().slice(0, 120),
            },
          ];
    });
    for (const [index, year] of years.entries())
      sheet.columns.push({ at: index + 1, part, label: String(year), words: [], years: [year] });
    sheet.rows.push({
      at,
      label: sentence,
      section: "",
      words: wordsOf(sentence),
      sectionWords: [],
      years: [],
      sectionYears: [],
      facts,
    });
    sheet.partOfRow.push(part++);
  }
  return sheet;
}
