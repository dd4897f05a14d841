// classify/title.ts: what a document is called: a title a person would give, not what a program left.
//
// Files say "Microsoft Word - 1.doc" of themselves and pages carry the names of their site; both go.

import type { Reading } from "../records/reading.ts";

export interface RecognisedTitle {
  title: string;
  rule: string;
}

const LONGEST = 300;
/** Titles that programs write into files. */
const JUNK =
  /^(?:microsoft (?:word|powerpoint|excel)\b.*|(?:untitled|document|presentation|workbook|book|slide|文档|文稿|演示文稿|工作簿|新建.{0,20}|无标题|未命名)[\s\d-]*|powerpoint presentation|powerpoint 演示文稿|幻灯片\s*\d*|print|scan\w*|image\d*|null|undefined|title|标题|home|首页)$/i;
const FILE_NAME = /\.(?:docx?|pdf|pptx?|xlsx?|indd|html?|txt|md|epub|eml)$/i;
/** What parts a title from the names of its site: "标题_频道_站名", "Title | Site", "Title - Site". */
const PARTS = /\s*[_|｜]\s*|\s+[-–—]\s+/;

/**
 * The title of a document: what the file says unless a program wrote it, else its title block, its first
 * heading, its first line, its file name. Site names are cut off its end. Never empty.
 */
export function recogniseTitle(
  reading: Reading,
  names: { fileName: string; source?: string },
): RecognisedTitle {
  const said = cleanTitle(withoutCaption(reading.meta.title ?? ""), [
    names.source ?? "",
    reading.meta.source ?? "",
  ]);
  const form = COMPANY.test(said) ? formOf(reading) : null;
  if (form !== null) return { title: `${said}: ${form}`, rule: "registrant and form" };
  if (said !== "" && !JUNK.test(said) && !FILE_NAME.test(said) && !isWatermark(reading))
    return { title: said, rule: "file says its title" };
  const block = firstBlock(reading, "title") ?? firstBlock(reading, "heading");
  if (block !== null) return { title: block, rule: "first heading" };
  const line = firstLine(reading);
  if (line !== null) return { title: line, rule: "first line" };
  const fromName = names.fileName
    .replace(/\.\w{2,8}$/, "")
    .replace(/[_+]+/g, " ")
    .trim();
  return { title: fromName || names.fileName || "?", rule: "file name" };
}

/** White space folded, names of the site taken off the end as long as they are known or the title is long. */
export function cleanTitle(title: string, siteNames: string[]): string {
  let words = title.replace(/\s+/g, " ").trim().slice(0, LONGEST);
  const known = siteNames.map(fold).filter((name) => name.length >= 2);
  for (let round = 0; round < 4; round++) {
    const parts = words.split(PARTS);
    if (parts.length < 2) break;
    const last = parts.at(-1)!;
    const rest = words.slice(0, words.length - last.length).replace(/(?:\s*[_|｜]\s*|\s+[-–—]\s+)$/, "");
    const tail = fold(last);
    const isKnown = known.some(
      (name) => name === tail || (tail.length >= 2 && (name.includes(tail) || tail.includes(name))),
    );
    const isSite =
      /[网網]$|新闻$|财经$|频道$|\.(?:com|cn|net|org)$|^(?:科技|财经|新闻|股票|证券|探索者|资讯)$/.test(
        last.trim(),
      ) && last.length <= 16;
    if (!(isKnown || isSite) || rest.length < 6) break;
    words = rest;
  }
  return words.trim();
}

const fold = (name: string): string => name.toLowerCase().replace(/[\s.]+/g, "");

function firstBlock(reading: Reading, kind: "title" | "heading"): string | null {
  const end = reading.pages[Math.min(1, reading.pages.length - 1)]?.end ?? 0;
  for (const block of reading.blocks.slice(0, 200)) {
    if (block.kind !== kind || block.start > end) continue;
    const words = withoutCaption(reading.text.slice(block.start, block.end)).replace(/\s+/g, " ").trim();
    if (words.length >= 4 && words.length <= 200 && !JUNK.test(words)) return words;
  }
  return null;
}

/** A name alone, as the cover of a filing prints it largest. */
const COMPANY = /^.{2,60}\b(?:inc|corp|corporation|co|company|ltd|limited|plc|llc|n\.v|s\.a)\.?$/i;
const FORM = /\bform\s+(10-K|10-Q|8-K|20-F|40-F|6-K)\b/i;
const FORM_PERIOD =
  /\b(fiscal year|quarterly period|quarter|year)\s+ended:?\s+([A-Z][a-z]{2,8} \d{1,2}, ?\d{4})|date of report[^\n]{0,60}?([A-Z][a-z]{2,8} \d{1,2}, ?\d{4})/i;

/** "Form 10-K for the fiscal year ended December 31, 2017" of a filing's cover; null when it names no form. */
function formOf({ text }: Reading): string | null {
  const cover = text.slice(0, 4_000);
  const form = FORM.exec(cover)?.[1]?.toUpperCase();
  if (form === undefined) return null;
  const [, span, end, reported] = FORM_PERIOD.exec(cover) ?? [];
  if (end !== undefined) return `Form ${form} for the ${span!.toLowerCase()} ended ${end}`;
  return reported === undefined ? `Form ${form}` : `Form ${form}, ${reported}`;
}

/** The caption under a registrant's name belongs to the form. */
const withoutCaption = (title: string): string => title.replace(/\s*\(\s*exact name of[\s\S]*/i, "");

/** A site that passes files on writes its own name into every field of them. */
const isWatermark = ({ meta }: Reading): boolean => meta.title !== null && meta.title === meta.author;

/** The first line of prose; a long one is cut after its first clause. */
function firstLine(reading: Reading): string | null {
  for (const block of reading.blocks.slice(0, 30)) {
    if (block.kind !== "paragraph" && block.kind !== "list-item") continue;
    const words = reading.text
      .slice(block.start, Math.min(block.end, block.start + 400))
      .split("\n")[0]!
      .trim();
    if (words.length < 4) continue;
    if (words.length <= 80) return words;
    const clause = /^.{8,80}?(?=[。！？；，]|[.!?;,]\s)/.exec(words)?.[0];
    return clause ?? `${words.slice(0, 79).trimEnd()}…`;
  }
  return null;
}
