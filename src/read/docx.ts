// read/docx.ts: Word files, by way of the HTML that mammoth makes of them.
//
// The one door to mammoth. It sees a package packed anew from checked XML parts: without that a bomb of
// 600 kB takes 1.9 GB of memory. Headings, lists, tables, footnotes and links stay; pictures do not.

import mammoth from "mammoth";
import type { BlobFile, Reading, ReadLimits } from "../records/reading.ts";
import { DossierError } from "../values/error.ts";
import { createBuilder } from "./builder.ts";
import { type DomElement, parseDom } from "./dom.ts";
import { addMarkup } from "./markup.ts";
import { coreMeta, openPackage, repackXml } from "./office.ts";

export const DOCX_READER = "docx 1";

const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='标题'] => h1:fresh",
  ...[1, 2, 3, 4, 5, 6].flatMap((level) => [
    `p[style-name='标题 ${level}'] => h${level}:fresh`,
    `p[style-name='heading ${level}'] => h${level}:fresh`,
  ]),
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='caption'] => figcaption:fresh",
];

/** The reading of a .docx file. Throws damaged-file, unpacks-too-large and password-needed. */
export async function readDocx(bytes: Uint8Array, blob: BlobFile, limits: ReadLimits): Promise<Reading> {
  const zip = openPackage(bytes, blob.name, limits);
  const meta = coreMeta(zip, blob.name);
  const builder = createBuilder();
  builder.page(null);
  const html = await convert(repackXml(zip, blob.name), blob.name);
  const document = parseDom(html);
  addMarkup(builder, document.body ?? document, { isNote });
  return builder.finish(DOCX_READER, meta);
}

/** mammoth gives notes as list items whose id says so. */
const isNote = (item: DomElement): boolean => /^(?:footnote|endnote)-/.test(item.getAttribute("id") ?? "");

async function convert(bytes: Uint8Array, name: string): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      {
        styleMap: STYLES,
        includeEmbeddedStyleMap: false,
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
      },
    );
    return value;
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : "its main part is missing";
    throw new DossierError("damaged-file", { name, reason }, { cause: error });
  }
}
