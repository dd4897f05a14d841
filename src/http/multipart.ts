// http/multipart.ts: multipart/form-data (RFC 7578) as a stream of parts, one in memory at a time.
//
//   --boundary CRLF  headers CRLF CRLF  bytes  CRLF --boundary ...  CRLF --boundary--
//
// The platform's own formData() holds the whole request; a drop of two hundred reports would be gigabytes.
// Each byte is looked at once: the search for a delimiter resumes where it stopped.

import { DossierError } from "../values/error.ts";

export interface Part {
  /** Name of the form field. */
  field: string;
  /** As sent, not yet made safe; null when the part is no file. */
  fileName: string | null;
  type: string | null;
  /** Null when it was larger than allowed; then `sizeBytes` says how large, and the bytes were let go. */
  bytes: Uint8Array | null;
  sizeBytes: number;
}

export interface PartLimits {
  mostPartBytes: number;
  mostParts: number;
}

const HEADER_BYTES = 16_384;
const wrong = (reason: string) => new DossierError("bad-input", { field: "body", reason });

/** The boundary of a Content-Type, or null when it is not multipart/form-data. */
export function boundaryOf(contentType: string | null | undefined): string | null {
  const found = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,200})"|([^\s;,"]{1,200}))/i.exec(
    contentType ?? "",
  );
  return found === null ? null : (found[1] ?? found[2]!);
}

/** Parts in the order they come. Throws bad-input on a form that breaks off or has too many parts. */
export async function* partsOf(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
  limits: PartLimits,
): AsyncGenerator<Part> {
  const source = new Source(body);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter has no line before it: a line is put there so that all are alike.
  source.prepend(Buffer.from("\r\n"));
  if ((await source.upTo(delimiter, HEADER_BYTES, false)) === null) throw wrong("the form has no beginning");
  for (let count = 0; ; count++) {
    const after = await source.take(2);
    if (after === "--") return;
    if (after !== "\r\n") throw wrong("the form is broken");
    if (count >= limits.mostParts) throw wrong(`a form has at most ${limits.mostParts} parts`);
    // A part without headers is allowed to start with the empty line itself.
    source.prepend(Buffer.from("\r\n"));
    const head = await source.upTo(Buffer.from("\r\n\r\n"), HEADER_BYTES, true);
    if (head === null || head.bytes === null) throw wrong("a part of the form has no end to its headers");
    const content = await source.upTo(delimiter, limits.mostPartBytes, true);
    if (content === null) throw wrong("the form breaks off");
    yield { ...partHead(head.bytes.toString("utf8")), bytes: content.bytes, sizeBytes: content.sizeBytes };
  }
}

function partHead(text: string): Pick<Part, "field" | "fileName" | "type"> {
  const headers = new Map<string, string>();
  for (const line of text.split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  const disposition = headers.get("content-disposition") ?? "";
  const fileName = parameter(disposition, "filename");
  return { field: parameter(disposition, "name") ?? "", fileName, type: headers.get("content-type") ?? null };
}

/** Browsers escape a quote in a name as %22 and line ends as %0D %0A, and nothing else. */
function parameter(disposition: string, name: string): string | null {
  const found = new RegExp(`(?:^|;)\\s*${name}="([^"]*)"`, "i").exec(disposition);
  return found === null ? null : found[1]!.replace(/%22/g, '"').replace(/%0D|%0A/gi, " ");
}

/** Bytes as they come, with a look for a delimiter that never looks twice. */
class Source {
  readonly #body: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#body = body[Symbol.asyncIterator]();
  }

  prepend(bytes: Buffer): void {
    this.#held = Buffer.concat([bytes, this.#held]);
  }

  async #next(): Promise<Buffer | null> {
    const { value, done } = await this.#body.next();
    return done === true || value === undefined
      ? null
      : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }

  /** The next bytes as Latin text; shorter at the end. */
  async take(count: number): Promise<string> {
    while (this.#held.byteLength < count) {
      const more = await this.#next();
      if (more === null) break;
      this.#held = Buffer.concat([this.#held, more]);
    }
    const text = this.#held.subarray(0, count).toString("latin1");
    this.#held = this.#held.subarray(count);
    return text;
  }

  /** Everything before the delimiter, which is taken too; null at the end of the body. Bytes past `most` are counted and let go. */
  async upTo(
    delimiter: Buffer,
    most: number,
    keep: boolean,
  ): Promise<{ bytes: Buffer | null; sizeBytes: number } | null> {
    let kept: Buffer[] = [];
    let sizeBytes = 0;
    const put = (bytes: Buffer) => {
      sizeBytes += bytes.byteLength;
      if (!keep || sizeBytes > most) kept = [];
      else kept.push(bytes);
    };
    for (;;) {
      const at = this.#held.indexOf(delimiter);
      if (at >= 0) {
        put(this.#held.subarray(0, at));
        this.#held = this.#held.subarray(at + delimiter.byteLength);
        return { bytes: sizeBytes > most ? null : Buffer.concat(kept), sizeBytes };
      }
      // All but the last bytes, which may be the start of the delimiter, are done with.
      const sure = Math.max(0, this.#held.byteLength - delimiter.byteLength + 1);
      put(this.#held.subarray(0, sure));
      const more = await this.#next();
      if (more === null) return null;
      this.#held = Buffer.concat([this.#held.subarray(sure), more]);
    }
  }
}
