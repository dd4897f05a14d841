// read/view.ts: blocks as the HTML of the clean reading view.
//
// Only fixed tags and escaped text leave this file, never markup of the source. The text content of an
// element with data-start equals the reading's text there, line breaks included ("<br>\n"), so that a
// reader can find any offset by counting the text of one element.

import type { BlockKind } from "../records/reading.ts";
import type { Span } from "../values/span.ts";
import type { Run } from "./runs.ts";

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** Text for HTML between tags. */
export const escapeHtml = (text: string): string => text.replace(/[&<>]/g, (letter) => ESCAPES[letter]!);
/** Text for HTML between double quotes. */
const escapeQuoted = (text: string): string => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter]!);

const LINK = /^(?:https?:\/\/|mailto:)/i;
const MOST_DEPTH = 8; // of lists: deeper nesting reads no better and could be made to cost

/** Runs as inline HTML: strong, em, code and links to http, https and mailto. */
export function inlineHtml(runs: Run[]): string {
  return runs
    .map((run) => {
      let html = escapeHtml(run.text).replaceAll("\n", "<br>\n");
      if (run.isCode) html = `<code>${html}</code>`;
      if (run.isEmphasis) html = `<em>${html}</em>`;
      if (run.isStrong) html = `<strong>${html}</strong>`;
      if (run.href !== undefined && LINK.test(run.href))
        html = `<a href="${escapeQuoted(run.href)}" rel="noopener noreferrer nofollow" target="_blank">${html}</a>`;
      return html;
    })
    .join("");
}

/** The two attributes that tie an element to the reading's text. */
export const spanAttributes = ({ start, end }: Span): string => `data-start="${start}" data-end="${end}"`;

/** A block other than a table or a list item. */
export function blockHtml(kind: BlockKind, level: number, runs: Run[], span: Span): string {
  const at = spanAttributes(span);
  switch (kind) {
    case "title":
      return `<h1 ${at}>${inlineHtml(runs)}</h1>`;
    case "heading": {
      const tag = `h${Math.min(6, level + 1)}`;
      return `<${tag} ${at}>${inlineHtml(runs)}</${tag}>`;
    }
    case "quote":
      return `<blockquote><p ${at}>${inlineHtml(runs)}</p></blockquote>`;
    case "code":
      return `<pre ${at}>${escapeHtml(runs.map((run) => run.text).join(""))}</pre>`;
    case "caption":
    case "footnote":
    case "header":
    case "footer":
      return `<p class="${kind}" ${at}>${inlineHtml(runs)}</p>`;
    default:
      return `<p ${at}>${inlineHtml(runs)}</p>`;
  }
}

/** List items that follow each other, nested by their depth. */
export class ListNesting {
  readonly #html: string[];
  readonly #open: ("ul" | "ol")[] = [];

  constructor(html: string[]) {
    this.#html = html;
  }

  /** Adds an item at `depth`, opening and closing lists as needed; each list stands inside an item. */
  item(runs: Run[], span: Span, depth: number, isOrdered: boolean): void {
    const wanted = Math.min(MOST_DEPTH, depth);
    const tag = isOrdered ? "ol" : "ul";
    while (this.#open.length > wanted) this.#close();
    if (this.#open.length === wanted && this.#open.at(-1) !== tag) this.#close();
    if (this.#open.length === wanted) this.#html.push("</li>");
    while (this.#open.length < wanted) {
      this.#open.push(tag);
      this.#html.push(this.#open.length < wanted ? `<${tag}><li>` : `<${tag}>`);
    }
    this.#html.push(`<li><span ${spanAttributes(span)}>${inlineHtml(runs)}</span>`);
  }

  closeAll(): void {
    while (this.#open.length > 0) this.#close();
  }

  #close(): void {
    this.#html.push(`</li></${this.#open.pop()}>`);
  }
}
