// fetch/detect.ts: which kind of file some bytes are. The one place where a kind is refused.
//
// Bytes decide, names only break ties between kinds of text: a page saved as report.pdf is HTML. The one
// door to file-type, which names what we do not read; zips are told apart by the parts they list.

import type { MediaType } from "../records/reading.ts";
import { DossierError } from "../values/error.ts";

const SAMPLE_BYTES = 65_536;
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/**
 * The kind of a file, from all its bytes (or at least its first 64 kB and, for zips, its end). `declared`
 * is the media type its carrier gave. Throws empty-file, old-office-file, password-needed (an encrypted
 * Office file) and unreadable-type, which says what it found.
 */
export async function detectType(bytes: Uint8Array, name: string, declared = ""): Promise<MediaType> {
  if (bytes.length === 0) throw new DossierError("empty-file", { name });
  const head = latin1(bytes.subarray(0, SAMPLE_BYTES));
  if (head.slice(0, 1_024).includes("%PDF-") && !looksLikeHtml(head.slice(0, 1_024))) return "pdf";
  if (OLD_OFFICE.every((byte, i) => bytes[i] === byte)) throw oldOffice(bytes, name);
  if (head.startsWith("PK\u0003\u0004") || head.startsWith("PK\u0005\u0006")) return zipType(bytes, name);
  const found = await sniff(bytes);
  if (found !== null) throw new DossierError("unreadable-type", { name, found });
  const text = asText(bytes.subarray(0, SAMPLE_BYTES));
  if (text === null) throw new DossierError("unreadable-type", { name, found: "binary data" });
  return textType(text, name.toLowerCase(), declared.toLowerCase());
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");

/** Old binary Office files and encrypted new ones share a container; the latter names its stream. */
function oldOffice(bytes: Uint8Array, name: string): DossierError {
  const wide = Buffer.from("EncryptedPackage", "utf16le").toString("latin1");
  if (latin1(bytes.subarray(0, 4_000_000)).includes(wide))
    return new DossierError("password-needed", { name });
  if (/\.msg$/i.test(name)) return new DossierError("unreadable-type", { name, found: "an Outlook message" });
  return new DossierError("old-office-file", { name });
}

/** Parts are listed at the end of a zip, and each again before its bytes. */
function zipType(bytes: Uint8Array, name: string): MediaType {
  const list =
    latin1(bytes.subarray(0, SAMPLE_BYTES)) + latin1(bytes.subarray(Math.max(0, bytes.length - 2_000_000)));
  if (list.includes("word/document.xml") || /word\/document\d*\.xml/.test(list)) return "docx";
  if (list.includes("xl/workbook.xml")) return "xlsx";
  if (list.includes("ppt/presentation.xml")) return "pptx";
  if (list.includes("application/epub+zip") || list.includes("META-INF/container.xml")) return "epub";
  const found = list.includes("xl/workbook.bin") ? "a binary workbook, .xlsb" : openDocument(list);
  throw new DossierError("unreadable-type", { name, found: found ?? "a zip archive" });
}

const openDocument = (list: string): string | null =>
  /application\/vnd\.oasis\.opendocument\.(\w+)/.exec(list)?.[1]?.replace(/^/, "an OpenDocument ") ?? null;

/** What file-type knows it as; null for text of any kind and for what nobody knows. */
async function sniff(bytes: Uint8Array): Promise<string | null> {
  // Loaded at the first file.
  const { fileTypeFromBuffer } = await import("file-type");
  const type = await fileTypeFromBuffer(bytes.subarray(0, SAMPLE_BYTES));
  if (type === undefined || /^text\/|xml$|^message\//.test(type.mime)) return null;
  return type.mime;
}

/** The sample as text when it is some; null when it has too many bytes that no text has. */
function asText(sample: Uint8Array): string | null {
  if (sample[0] === 0xff && sample[1] === 0xfe) return new TextDecoder("utf-16le").decode(sample);
  if (sample[0] === 0xfe && sample[1] === 0xff) return new TextDecoder("utf-16be").decode(sample);
  let controls = 0;
  const zeros = [0, 0];
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i]!;
    if (byte === 0) zeros[i & 1]!++;
    else if (byte < 9 || (byte > 13 && byte < 27) || byte === 127) controls++;
  }
  const half = sample.length / 2;
  const [even, odd] = zeros as [number, number];
  if (odd > half * 0.2 && even < half * 0.02) return new TextDecoder("utf-16le").decode(sample);
  if (even > half * 0.2 && odd < half * 0.02) return new TextDecoder("utf-16be").decode(sample);
  // A few stray NULs are a damaged text; more are a program.
  if (even + odd > sample.length * 0.005 || controls > sample.length * 0.02) return isWideHan(sample);
  return latin1(sample);
}

/** Chinese in UTF-16 without a mark has few NULs but many control bytes: its line feeds give it away. */
function isWideHan(sample: Uint8Array): string | null {
  if (sample.length % 2 === 1) return null;
  for (const charset of ["utf-16le", "utf-16be"]) {
    const text = new TextDecoder(charset).decode(sample);
    const usual = text.match(/[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u0020-\u007e\r\n\t]/g)?.length ?? 0;
    if (usual > text.length * 0.95) return text;
  }
  return null;
}

/** Whether the text opens as a page, after a byte order mark, an XML head and comments. */
function looksLikeHtml(text: string): boolean {
  let rest = text.replace(/^(?:\ufeff|\u00ef\u00bb\u00bf)/, "").trimStart();
  if (rest.startsWith("<?xml")) rest = after(rest, "?>");
  // Not a pattern: nested repeats over comments would try every way to part them.
  while (rest.startsWith("<!--")) rest = after(rest, "-->");
  return /^<(?:!doctype\s+html|html|head|body|meta|title)\b/i.test(rest);
}

function after(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? "" : text.slice(at + mark.length).trimStart();
}

const TAGS = /<\/?(?:p|div|span|table|tr|td|a|h[1-6]|ul|li|br|img|script|article|section)\b[^>]{0,500}>/gi;
const MAIL_HEADER =
  /^(?:from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|content-type|x-[\w-]+|dkim-signature|reply-to|cc|authentication-results|arc-[\w-]+):/i;

function textType(text: string, name: string, declared: string): MediaType {
  if (looksLikeHtml(text)) return "html";
  if (isMail(text)) return "eml";
  if (/\.(?:md|markdown|mdown)$/.test(name) || declared.includes("markdown")) return "markdown";
  const tags = text.slice(0, 20_000).match(TAGS)?.length ?? 0;
  const saysHtml = /\.(?:x?html?|mht|shtml)$/.test(name) || declared.includes("html");
  if (saysHtml ? tags >= 1 : tags >= 8 && !/\.txt$/.test(name)) return "html";
  if (/^\s*<\?xml\b/.test(text))
    throw new DossierError("unreadable-type", {
      name,
      found: /<svg\b/i.test(text) ? "an SVG picture" : "XML",
    });
  if (/^\{\\rtf/.test(text)) throw new DossierError("unreadable-type", { name, found: "RTF" });
  return "text";
}

/** Header lines first, two of the kind that every mail has, then an empty line or their sample's end. */
function isMail(text: string): boolean {
  const lines = text.slice(0, 16_384).replace(/^\s+/, "").split(/\r?\n/, 200);
  const names = new Set<string>();
  for (const line of lines) {
    if (line === "") break;
    if (/^[ \t]/.test(line)) continue;
    const name = /^([\w-]{2,40}):/.exec(line)?.[1]?.toLowerCase();
    if (name === undefined) return false;
    if (MAIL_HEADER.test(line)) names.add(name);
  }
  const isSure = names.has("received") || names.has("message-id") || names.has("mime-version");
  return names.has("from") && (isSure || (names.has("subject") && (names.has("date") || names.has("to"))));
}
