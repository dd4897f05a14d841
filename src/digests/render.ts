// digests/render.ts: a digest as Markdown: headings, bullets and citations such as [3][7].
//
// What copies, exports and the command line show. The names of sections come in as an argument, since the
// language of the interface is not known here.

import type { Digest } from "../records/digest.ts";

/** Markdown of a digest; sections without a title of their own are named by `nameOf(key)`. */
export function renderDigest(digest: Digest, nameOf: (key: string) => string = (key) => key): string {
  return digest.sections
    .map((section) => {
      const name = section.title ?? nameOf(section.key);
      const lines = section.items.map(({ text, citations }) => {
        const pages = [...new Set(citations.map(({ page, pageLabel }) => labelOf(pageLabel, page)))];
        return `- ${escapeMarkdown(text)} ${pages.map((page) => `[${page}]`).join("")}`;
      });
      return `## ${escapeMarkdown(name)}\n\n${lines.join("\n")}\n`;
    })
    .join("\n");
}

/** A printed number ("iv", "F-12") names a page; a sheet's or a chapter's name is too long for brackets. */
const labelOf = (label: string | null, page: number): string =>
  label !== null && label.length <= 6 ? label : String(page);

const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*_[\]<>#|]/g, (mark) => `\\${mark}`).replace(/\s*\n\s*/g, " ");
