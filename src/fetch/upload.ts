// fetch/upload.ts: names of files as strangers give them, made safe to show and to keep.
//
// Originals lie in the data folder under their hash, so a name is never a path of ours; it is shown, put
// into headers and offered for download, and must be harmless there.

const LONGEST_BYTES = 180;
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
/** Controls, marks that turn text around, and what Windows forbids. */
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:"|?*]/g;

/**
 * The last part of a given path, NFC, without forbidden characters, dots at the ends or a name that
 * Windows reserves; at most 180 bytes of UTF-8 with its extension kept. "document" when nothing is left.
 */
export function safeFileName(given: string): string {
  const last = given.slice(-4_000).toWellFormed().normalize("NFC").split(/[\\/]/).at(-1)!;
  const plain = last
    .replace(FORBIDDEN, "")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  const safe = RESERVED.test(plain) ? `_${plain}` : plain;
  return shorten(safe) || "document";
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST_BYTES) return name;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? "";
  const letters = [...name.slice(0, name.length - extension.length)];
  let bytes = Buffer.byteLength(extension);
  let stem = "";
  for (const letter of letters) {
    bytes += Buffer.byteLength(letter);
    if (bytes > LONGEST_BYTES) break;
    stem += letter;
  }
  return stem.replace(/[. ]+$/, "") + extension;
}

/** The name in a Content-Disposition header: filename* before filename, GBK and UTF-8 both read; null when none. */
export function nameFromDisposition(header: string): string | null {
  const extended = /filename\*\s*=\s*([\w-]{1,40})'[^']{0,20}'([^;\s]{1,1000})/i.exec(header);
  if (extended !== null) {
    const bytes = percentBytes(extended[2]!);
    return safeFileName(decodeAs(bytes, extended[1]!));
  }
  const plain = /filename\s*=\s*(?:"([^"]{1,1000})"|([^;\s]{1,1000}))/i.exec(header);
  const words = plain?.[1] ?? plain?.[2];
  if (words === undefined) return null;
  // Header bytes arrive as Latin-1; many servers put raw UTF-8 or GBK there, or percent signs.
  const bytes = words.includes("%") ? percentBytes(words) : Buffer.from(words, "latin1");
  return safeFileName(decodeAs(bytes, "utf-8"));
}

function percentBytes(words: string): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; i < words.length; i++) {
    const hex = words[i] === "%" ? words.slice(i + 1, i + 3) : "";
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      i += 2;
    } else bytes.push(words.charCodeAt(i) & 0xff);
  }
  return Uint8Array.from(bytes);
}

function decodeAs(bytes: Uint8Array, charset: string): string {
  const text = new TextDecoder("utf-8").decode(bytes);
  if (!text.includes("\ufffd")) return text;
  const other = /^(?:gb|big5|iso-8859|windows)/i.test(charset) ? charset : "gb18030";
  try {
    return new TextDecoder(other).decode(bytes);
  } catch (error) {
    if (error instanceof RangeError) return text;
    throw error;
  }
}
