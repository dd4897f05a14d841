// read/eml.ts: a mail: its subject, who and when, its text, and the files in it.
//
// The one door to postal-mime. The HTML body is read when there is one, else the plain one. Attachments
// of kinds that Dossier reads go out as documents of their own, mails inside the mail too; a mail nested
// deeper than a few levels stays an attachment, so that depth never costs.

import PostalMime, { type Address, type Attachment, type Email } from "postal-mime";
import type { BlobFile, MediaType, Reading, ReadingMeta, ReadLimits } from "../records/reading.ts";
import { DossierError } from "../values/error.ts";
import { readDate } from "../values/written-date.ts";
import { type Builder, createBuilder, emptyMeta } from "./builder.ts";
import { parseDom } from "./dom.ts";
import { readHtmlText } from "./html.ts";
import { addMarkup } from "./markup.ts";
import { addText } from "./text.ts";

export const EML_READER = "eml 1";

const MOST_ATTACHMENTS = 200;
const TYPES: Record<string, MediaType> = {
  pdf: "pdf",
  htm: "html",
  html: "html",
  docx: "docx",
  xlsx: "xlsx",
  pptx: "pptx",
  epub: "epub",
  eml: "eml",
  md: "markdown",
  txt: "text",
};

/** The reading of a mail. Throws damaged-file when it is none, unpacks-too-large when its files are too much. */
export async function readEml(bytes: Uint8Array, blob: BlobFile, limits: ReadLimits): Promise<Reading> {
  const mail = await parse(bytes, blob.name);
  const savedFrom = mail.headers.find(({ key }) => key === "snapshot-content-location")?.value;
  if (savedFrom !== undefined && mail.html) return readHtmlText(mail.html, { url: webAddress(savedFrom) });
  const builder = createBuilder();
  builder.page(null);
  if (mail.subject) builder.block("title", mail.subject);
  addHeaders(builder, mail);
  addBody(builder, mail);
  const attachments = attachmentsOf(builder, mail.attachments, blob.name, limits);
  return builder.finish(EML_READER, metaOf(mail), attachments);
}

async function parse(bytes: Uint8Array, name: string): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, {
      forceRfc822Attachments: true,
      maxNestingDepth: 64,
      maxHeadersSize: 1_000_000,
      attachmentEncoding: "arraybuffer",
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : "it is no mail";
    throw new DossierError("damaged-file", { name, reason }, { cause: error });
  }
}

/** Browsers save a page as a mail that names the page's address (MHTML): it is read as the page. */
const webAddress = (words: string): string | undefined =>
  /^https?:\/\//i.test(words) && URL.canParse(words) ? words : undefined;

const oneName = (address: Address | undefined): string =>
  address === undefined ? "" : address.name || ("address" in address ? (address.address ?? "") : "");

function addHeaders(builder: Builder, mail: Email): void {
  const lines: [string, string][] = [
    ["From", oneName(mail.from)],
    ["To", (mail.to ?? []).slice(0, 20).map(oneName).filter(Boolean).join(", ")],
    ["Date", mail.headers.find(({ key }) => key === "date")?.value ?? ""],
  ];
  for (const [name, words] of lines) if (words !== "") builder.block("header", `${name}: ${words}`);
}

function addBody(builder: Builder, mail: Email): void {
  const before = builder.length;
  if (mail.html) {
    const document = parseDom(mail.html);
    addMarkup(builder, document.body ?? document);
  }
  if (builder.length === before && mail.text) addText(builder, mail.text);
  if (builder.length === before) builder.problem("no-text", "The mail has no text of its own.");
}

function attachmentsOf(
  builder: Builder,
  found: Attachment[],
  name: string,
  limits: ReadLimits,
): Reading["attachments"] {
  const kept: Reading["attachments"] = [];
  let total = 0;
  for (const attachment of found) {
    const fileName = nameOf(attachment, kept.length + 1);
    const type = typeOf(fileName, attachment.mimeType);
    if (type === null || attachment.related || kept.length >= MOST_ATTACHMENTS) {
      if (!/^image\//.test(attachment.mimeType))
        builder.problem(
          "attachment-left-out",
          `The attachment ${fileName} is not of a kind that Dossier reads.`,
        );
      continue;
    }
    const bytes = bytesOf(attachment.content);
    total += bytes.length;
    if (total > limits.maxUnpackedBytes)
      throw new DossierError("unpacks-too-large", { name, limit: limits.maxUnpackedBytes });
    if (bytes.length > 0) kept.push({ name: fileName, type, bytes });
  }
  return kept;
}

const bytesOf = (content: Attachment["content"]): Uint8Array =>
  typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);

/** The last part of the name a mail gives, without what a file system would mind. */
function nameOf(attachment: Attachment, number: number): string {
  const given = (attachment.filename ?? "").split(/[\\/]/).at(-1)!;
  const name = given
    .replace(/[\u0000-\u001f\u007f<>:"|?*]/g, "")
    .replace(/^\.+/, "")
    .trim()
    .slice(0, 120);
  if (name !== "") return name;
  return attachment.mimeType === "message/rfc822" ? `mail-${number}.eml` : `attachment-${number}`;
}

function typeOf(name: string, mimeType: string): MediaType | null {
  if (mimeType === "message/rfc822") return "eml";
  const extension = /\.([a-z]{2,5})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  if (extension in TYPES) return TYPES[extension]!;
  if (mimeType === "application/pdf") return "pdf";
  if (mimeType === "text/html") return "html";
  return mimeType === "text/plain" ? "text" : null;
}

function metaOf(mail: Email): ReadingMeta {
  const words = mail.headers.find(({ key }) => key === "date")?.value ?? "";
  const date = readDate(words);
  return {
    ...emptyMeta(),
    title: mail.subject?.trim().slice(0, 500) || null,
    author: oneName(mail.from) || null,
    published: date === null ? null : { iso: date.iso, words, from: "mail date" },
  };
}
