// read/text-line.ts: whether a line of plain text is a heading or a list item.
//
// Judged by one line alone; no line longer than 90 letters is a heading. Used where a format says nothing
// of its own about headings.

const LONGEST_HEADING = 90;
const SENTENCE_END = /[。！？；;!?,，]$|[^.\d]\.$/;

const NUMBERED: [RegExp, number][] = [
  [/^第[一二三四五六七八九十百零〇\d]{1,4}[章编部篇]/, 1],
  [/^第[一二三四五六七八九十百零〇\d]{1,4}[节節]/, 2],
  [/^[一二三四五六七八九十]{1,3}\s*[、.．]/, 1],
  [/^[（(][一二三四五六七八九十]{1,3}[)）]/, 2],
  [/^(?:part|chapter|item)\s+(?:[ivx]{1,5}|\d{1,2}[a-c]?)\b/i, 1],
  [/^\d{1,2}\.\d{1,2}\.\d{1,2}\.?\s*\p{L}/u, 3],
  [/^\d{1,2}\.\d{1,2}\.?\s*[\p{Lu}\p{Script=Han}][^%]*$/u, 2],
];
const CAPITALS = /^[A-Z0-9][A-Z0-9 &,'’:/()–—.-]{3,}$/;
const ITEM =
  /^(\s*)(?:[-*+•·●○■▪◆–—]\s+|[•·●○■▪◆]|\(?\d{1,2}[).、]\s*(?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|[a-z][).]\s)/;

/** Depth of the heading that the line is, from 1; 0 when it is none. Capitals need a line of their own. */
export function headingLevel(line: string, isAlone: boolean): number {
  const words = line.trim();
  const marks = /^(#{1,6})\s+\S/.exec(words);
  if (marks) return marks[1]!.length;
  if (words.length > LONGEST_HEADING || words.length < 2 || SENTENCE_END.test(words)) return 0;
  for (const [pattern, level] of NUMBERED)
    if (pattern.test(words) && words.length <= (level === 1 ? LONGEST_HEADING : 60)) return level;
  if (/^[【［].{2,30}[】］]$/.test(words)) return 2;
  if (isAlone && CAPITALS.test(words) && (words.match(/[A-Z]/g)?.length ?? 0) >= 4 && words.length <= 70)
    return 1;
  return 0;
}

/** Depth of the list item that the line is, by its indent; null when it is none. */
export function isListItem(line: string): { level: number } | null {
  const match = ITEM.exec(line.slice(0, 60));
  if (match === null) return null;
  const indent = match[1]!.replaceAll("\t", "    ").length;
  return { level: Math.min(6, 1 + Math.floor(indent / 2)) };
}
