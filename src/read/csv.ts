// read/csv.ts: comma-separated values to rows (RFC 4180, with semicolons too).
//
// One pass; a quote that never closes ends with the text. The separator is the one that the first line
// holds more of outside quotes.

/** Rows of cells, empty lines left out; at most `most` rows. */
export function parseCsv(text: string, most: number): string[][] {
  const separator = separatorOf(text.slice(0, 10_000).split("\n", 1)[0]!);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at <= text.length && rows.length < most) {
    const { cell, end } = text[at] === '"' ? quotedCell(text, at, separator) : plainCell(text, at, separator);
    row.push(cell);
    at = end + 1;
    if (text[end] === separator) continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
    if (end >= text.length) break;
  }
  return rows;
}

function separatorOf(line: string): string {
  const bare = line.replace(/"[^"]*"/g, "");
  return bare.split(";").length > bare.split(",").length ? ";" : ",";
}

function plainCell(text: string, start: number, separator: string): { cell: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== "\n") end++;
  return { cell: text.slice(start, end).trim(), end };
}

/** A doubled quote inside quotes is one quote; what follows the closing one up to the separator is dropped. */
function quotedCell(text: string, start: number, separator: string): { cell: string; end: number } {
  const parts: string[] = [];
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { cell: parts.join("") + text.slice(from), end: text.length };
    parts.push(text.slice(from, quote));
    if (text[quote + 1] !== '"') {
      let end = quote + 1;
      while (end < text.length && text[end] !== separator && text[end] !== "\n") end++;
      return { cell: parts.join(""), end };
    }
    parts.push('"');
    from = quote + 2;
  }
}
