// http/multipart.ts: multipart/form-data (RFC 7578) as a stream of parts, each a stream of pieces.
//
//   --boundary CRLF  headers CRLF CRLF  bytes  CRLF --boundary ...  CRLF --boundary--
//
// The platform's own formData() holds the whole request; a drop of two hundred reports would be gigabytes. Here no
// more than a piece is held. Each byte is looked at once: the search for a delimiter resumes where it stopped.

import { DossierError } from "../values/error.ts";

export interface Part {
  /** Name of the form field. */
  field: string;
  /** As sent, not yet made safe; null when the part is no file. */
  fileName: string | null;
  type: string | null;
  /**
   * The bytes in pieces of some 1 MB at most, once. What is not read of them is let go when the next part is asked for.
   * Throws bad-input when the form breaks off.
   */
  content: AsyncIterable<Uint8Array>;
}

const HEADER_BYTES = 16_384;
/** Some milliseconds of searching and hashing; a network gives less at a time. */
const PIECE_BYTES = 1_048_576;
const wrong = (reason: string, cause?: unknown) =>
  new DossierError("bad-input", { field: "body", reason }, { cause });

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
  mostParts: number,
): AsyncGenerator<Part> {
  // The first delimiter has no line before it: a line is put there so that all are alike.
  const source = new Source(body, Buffer.from("\r\n"));
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  await drain(source.until(delimiter, "the form has no beginning"));
  for (let count = 0; ; count++) {
    const after = await source.peek(2);
    if (after === "--") return;
    if (after !== "\r\n") throw wrong("the form is broken");
    if (count >= mostParts) throw wrong(`a form has at most ${mostParts} parts`);
    // The line end stays where it is: without headers it is the first half of the empty line that ends them.
    const endless = "a part of the form has no end to its headers";
    const head = await gather(source.until(Buffer.from("\r\n\r\n"), endless), HEADER_BYTES);
    if (head === null) throw wrong(endless);
    const content = source.until(delimiter, "the form breaks off");
    yield { ...partHead(head.toString("utf8")), content };
    await drain(content);
  }
}

/** All bytes of a short part; null when they are more than `most`, which are let go. */
export async function gather(content: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | null> {
  const kept: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const piece of content) {
    sizeBytes += piece.byteLength;
    if (sizeBytes <= most) kept.push(piece);
  }
  return sizeBytes > most ? null : Buffer.concat(kept);
}

async function drain(content: AsyncIterable<Uint8Array>): Promise<void> {
  const rest = content[Symbol.asyncIterator]();
  while ((await rest.next()).done !== true);
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

/** Browsers escape a quote in a name as %22 and line ends as %0D %0A, and nothing else; programs leave the quotes out. */
function parameter(disposition: string, name: string): string | null {
  const found = new RegExp(`(?:^|;)\\s*${name}=(?:"([^"]*)"|([^\\s;"]+))`, "i").exec(disposition);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? null : value.replace(/%22/g, '"').replace(/%0D|%0A/gi, " ");
}

/** Bytes as they come, with a look for a delimiter that never looks twice. */
class Source {
  readonly #body: AsyncIterator<Uint8Array>;
  #held: Buffer;
  /** Of a piece that was larger than is looked at in one go. */
  #later: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Uint8Array>, before: Buffer) {
    this.#body = body[Symbol.asyncIterator]();
    this.#held = before;
  }

  async #next(): Promise<Buffer | null> {
    if (this.#later.byteLength === 0) {
      const { value, done } = await this.#received();
      if (done === true || value === undefined) return null;
      this.#later = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    }
    const piece = this.#later.subarray(0, PIECE_BYTES);
    this.#later = this.#later.subarray(piece.byteLength);
    return piece;
  }

  async #received(): Promise<IteratorResult<Uint8Array>> {
    try {
      return await this.#body.next();
    } catch (cause) {
      // The body of a request fails for one reason: whoever sent it is gone.
      throw wrong("the form breaks off", cause);
    }
  }

  /** The next bytes as Latin text, not taken; shorter at the end. */
  async peek(count: number): Promise<string> {
    while (this.#held.byteLength < count) {
      const more = await this.#next();
      if (more === null) break;
      this.#held = Buffer.concat([this.#held, more]);
    }
    return this.#held.subarray(0, count).toString("latin1");
  }

  /** Everything before the delimiter, which is taken too, once. Throws bad-input when the body ends before it. */
  until(delimiter: Buffer, otherwise: string): AsyncIterable<Uint8Array> {
    let isOver = false;
    const next = async (): Promise<IteratorResult<Uint8Array>> => {
      const piece = isOver ? null : await this.#pieceBefore(delimiter, otherwise);
      isOver = piece === null;
      return piece === null ? { done: true, value: undefined } : { done: false, value: piece };
    };
    // Not a generator: a reader that stops half way would end it, and the rest could not be passed over.
    return { [Symbol.asyncIterator]: () => ({ next }) };
  }

  /** The next bytes that are surely before the delimiter; null when it was next and is taken. */
  async #pieceBefore(delimiter: Buffer, otherwise: string): Promise<Buffer | null> {
    for (;;) {
      const at = this.#held.indexOf(delimiter);
      if (at === 0) {
        this.#held = this.#held.subarray(delimiter.byteLength);
        return null;
      }
      // All but the last bytes, which may be the start of the delimiter, are done with.
      const sure = at > 0 ? at : this.#held.byteLength - delimiter.byteLength + 1;
      if (sure > 0) {
        const piece = this.#held.subarray(0, sure);
        this.#held = this.#held.subarray(sure);
        return piece;
      }
      const more = await this.#next();
      if (more === null) throw wrong(otherwise);
      this.#held = Buffer.concat([this.#held, more]);
    }
  }
}
