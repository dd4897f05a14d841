// read/markdown.ts: Markdown to blocks, by way of the HTML that markdown-it makes of it.
//
// The one door to markdown-it. Raw HTML is let through to the tree, since notes hold tables and line
// breaks in it; the walk over the tree keeps no markup anyway. Front matter between "---" lines gives
// title, author, source and date; it is not part of the text.

import MarkdownIt from "markdown-it";
import type { BlobFile, Reading, ReadingMeta } from "../records/reading.ts";
import { readDate } from "../values/written-date.ts";
import { firstHeading } from "./article-meta.ts";
import { createBuilder, emptyMeta } from "./builder.ts";
import { decodeText } from "./charset.ts";
import { parseDom } from "./dom.ts";
import { addMarkup } from "./markup.ts";

export const MARKDOWN_READER = "markdown 2";

const FRONT_MATTER = /^---[ \t]*\r?\n([\s\S]{0,20000}?)\r?\n---[ \t]*(?:\r?\n|$)/;

/**
 * Quotes and lists in each other. The parser lets go of everything below a hundred; what stands deeper than this
 * becomes a paragraph with its marks, so that no word is lost.
 */
const DEEPEST = 90;

function renderer() {
  const renderer = new MarkdownIt({ html: true, linkify: false });
  renderer.block.ruler.before("table", "too-deep", (state, startLine, endLine, silent) => {
    if (state.level < DEEPEST || silent) return false;
    // A list ends where a line is less indented than its text; a quote's lines are counted already.
    let end = startLine + 1;
    while (end < endLine && (state.isEmpty(end) || state.sCount[end]! >= state.blkIndent)) end++;
    state.push("paragraph_open", "p", 1);
    const inline = state.push("inline", "", 0);
    inline.content = state.getLines(startLine, end, state.blkIndent, false).trim();
    inline.children = [];
    state.push("paragraph_close", "p", -1);
    state.line = end;
    return true;
  });
  return renderer;
}

/** The reading of a Markdown file (CommonMark with tables). */
export function readMarkdown(bytes: Uint8Array, blob: BlobFile): Reading {
  const { text, isDamaged } = decodeText(bytes, { declared: blob.charset });
  const builder = createBuilder();
  if (isDamaged) builder.problem("damaged-letters", "Some bytes were no letters; they show as \ufffd.");
  const front = FRONT_MATTER.exec(text);
  const source = (front === null ? text : text.slice(front[0].length)).replaceAll("\u0000", "");
  const meta = front === null ? emptyMeta() : metaOf(front[1]!);
  const document = parseDom(renderer().render(source));
  meta.title ??= firstHeading(document);
  builder.page(null);
  addMarkup(builder, document.body ?? document, { baseUrl: blob.url });
  return builder.finish(MARKDOWN_READER, meta);
}

function metaOf(front: string): ReadingMeta {
  const meta = emptyMeta();
  for (const line of front.split("\n").slice(0, 200)) {
    const [, key, value] = /^(\w[\w-]{0,30})\s*:\s*(.{1,500})$/.exec(line.trim()) ?? [];
    if (key === undefined) continue;
    const words = value!.trim().replace(/^(["'])(.*)\1$/, "$2");
    if (key === "title") meta.title = words;
    else if (key === "author") meta.author = words;
    else if (key === "source" || key === "publisher") meta.source = words;
    else if (key === "lang" || key === "language") meta.language = words;
    else if (key === "url" && /^https?:/.test(words) && URL.canParse(words)) meta.url = words;
    else if (key === "date" || key === "published") {
      const date = readDate(words);
      if (date !== null) meta.published = { iso: date.iso, words, from: `front matter ${key}` };
    }
  }
  return meta;
}
