// test/support/hostile/pdfs.ts: PDF files that loop, lie, bomb, hide behind a password or ask to run something.

import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { makePdf } from "../pdf-maker.ts";

type Object_ = string | Buffer;

/** A PDF of the given objects, numbered from 1; the first is the catalog. */
export function rawPdf(objects: readonly Object_[], trailer = ""): Uint8Array {
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n")];
  let at = parts[0]!.byteLength;
  const offsets = objects.map((body, index) => {
    const here = at;
    const text = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      typeof body === "string" ? Buffer.from(body, "latin1") : body,
      Buffer.from("\nendobj\n"),
    ]);
    parts.push(text);
    at += text.byteLength;
    return here;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

const stream = (bytes: Buffer | string, more = ""): Buffer => {
  const data = typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes;
  return Buffer.concat([
    Buffer.from(`<< /Length ${data.byteLength} ${more} >>\nstream\n`),
    data,
    Buffer.from("\nendstream"),
  ]);
};
const FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
const page = (more: string) =>
  `<< /Type /Page /Parent 2 0 R /Resources << /Font << /F 4 0 R >> >> /Contents 5 0 R ${more} >>`;
const words = (text: string) => `BT /F 12 Tf 72 700 Td (${text}) Tj ET`;

/** One page with this content, in a box of this size, with something more in its catalog or page. */
export function onePage(
  content: Buffer | string,
  parts: { box?: string; catalog?: string; page?: string; stream?: string } = {},
): Uint8Array {
  return rawPdf([
    `<< /Type /Catalog /Pages 2 0 R ${parts.catalog ?? ""} >>`,
    "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
    page(`/MediaBox [${parts.box ?? "0 0 595 842"}] ${parts.page ?? ""}`),
    FONT,
    stream(content, parts.stream),
  ]);
}

/** RC4, for the oldest way of locking a PDF, which every reader still opens. */
function rc4(key: Buffer, data: Buffer): Buffer {
  const box = Uint8Array.from({ length: 256 }, (_, at) => at);
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + box[i]! + key[i % key.length]!) & 255;
    [box[i], box[j]] = [box[j]!, box[i]!];
  }
  let [i, j] = [0, 0];
  return Buffer.from(
    data.map((byte) => {
      i = (i + 1) & 255;
      j = (j + box[i]!) & 255;
      [box[i], box[j]] = [box[j]!, box[i]!];
      return byte ^ box[(box[i]! + box[j]!) & 255]!;
    }),
  );
}

const PAD = Buffer.from("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A", "hex");
const md5 = (...parts: Buffer[]) => createHash("md5").update(Buffer.concat(parts)).digest();
const padded = (password: string) => Buffer.concat([Buffer.from(password, "latin1"), PAD]).subarray(0, 32);

/** A PDF that opens only with `password` (40 bits, revision 2). */
export function lockedPdf(password: string, text: string): Uint8Array {
  const id = Buffer.from("0123456789abcdef");
  const rights = Buffer.alloc(4);
  rights.writeInt32LE(-44);
  const owner = rc4(md5(padded("owner")).subarray(0, 5), padded(password));
  const key = md5(padded(password), owner, rights, id).subarray(0, 5);
  const user = rc4(key, PAD);
  const contentKey = md5(key, Buffer.from([5, 0, 0, 0, 0])).subarray(0, 10);
  return rawPdf(
    [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
      page("/MediaBox [0 0 595 842]"),
      FONT,
      stream(rc4(contentKey, Buffer.from(words(text)))),
    ],
    `/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <${owner.toString("hex")}> /U <${user.toString("hex")}> >> /ID [<${id.toString("hex")}> <${id.toString("hex")}>]`,
  );
}

const HELLO = words("Capital expenditure was 12.5 billion.");
const manyPages = (count: number) =>
  makePdf({
    pages: Array.from({ length: count }, (_, at) => ({ texts: [{ x: 72, y: 90, text: `Page ${at}` }] })),
  });

/** Every hostile PDF by what it is; made when it is asked for, since some take a while. */
export const HOSTILE_PDFS: Record<string, () => Uint8Array> = {
  "ten thousand pages": () => manyPages(10_000),
  "locked with a password": () => lockedPdf("open sesame", "Secret capex of 9 billion."),
  "page tree that holds itself": () =>
    rawPdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R] >>"]),
  "page tree a thousand deep": () =>
    rawPdf([
      "<< /Type /Catalog /Pages 2 0 R >>",
      ...Array.from({ length: 1000 }, (_, at) => `<< /Type /Pages /Count 1 /Kids [${at + 3} 0 R] >>`),
      "<< /Type /Page /MediaBox [0 0 9 9] >>",
    ]),
  "count of a billion pages": () =>
    rawPdf([
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Count 1000000000 /Kids [3 0 R] >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]),
  "negative count": () =>
    rawPdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count -5 /Kids [] >>"]),
  "no pages at all": () => rawPdf(["<< /Type /Catalog >>"]),
  "huge page": () => onePage(HELLO, { box: "0 0 1000000000 1000000000" }),
  "page without size": () => onePage(HELLO, { box: "0 0 0 0" }),
  "page upside down": () => onePage(HELLO, { box: "595 842 0 0" }),
  "page box of words": () => onePage(HELLO, { box: "(a) /b null true" }),
  "zoom of a billion": () => onePage(HELLO, { page: "/UserUnit 1000000000" }),
  "flate bomb of 300 MB": () =>
    onePage(deflateSync(deflateSync(Buffer.alloc(300_000_000, " "))), {
      stream: "/Filter [/FlateDecode /FlateDecode]",
    }),
  "two million words on one page": () => onePage(`BT /F 1 Tf ${"(word) Tj 1 0 Td ".repeat(300_000)} ET`),
  "one word of a megabyte": () => onePage(words("a".repeat(1_000_000))),
  "text full of NULs": () => onePage(words("\\000A\\000\\000B\\000".repeat(2000))),
  "string that never ends": () => onePage("BT /F 12 Tf (no end \\( ((((("),
  "graphics states a million deep": () => onePage("q ".repeat(1_000_000) + HELLO),
  "arrays a hundred thousand deep": () => onePage(`${"[".repeat(100_000)}1${"]".repeat(100_000)} TJ`),
  "font of size a million": () => onePage("BT /F 1000000 Tf 72 700 Td (Big) Tj ET"),
  "font of size nothing": () => onePage("BT /F 0 Tf 72 700 Td (Small) Tj ET"),
  "matrix of NaN": () => onePage("BT /F 12 Tf NaN inf 1e999 -1e999 72 700 Tm (Nowhere) Tj ET"),
  "form that draws itself": () =>
    rawPdf([
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /X 4 0 R >> >> /Contents 5 0 R >>",
      stream(
        "/X Do /X Do",
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>",
      ),
      stream("/X Do"),
    ]),
  "picture of 100,000 by 100,000": () =>
    rawPdf([
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /X 4 0 R >> >> /Contents 5 0 R >>",
      stream(
        "\x00",
        "/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceRGB",
      ),
      stream("595 0 0 842 0 0 cm /X Do"),
    ]),
  "script on opening": () =>
    onePage(HELLO, {
      catalog: "/OpenAction << /S /JavaScript /JS (app.alert\\('hello'\\); while\\(1\\);) >>",
    }),
  "launch on opening": () =>
    onePage(HELLO, { catalog: "/OpenAction << /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> >>" }),
  "link to a script": () =>
    onePage(HELLO, {
      page: "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (javascript:alert\\(1\\)) >> >>]",
    }),
  "previous table that is itself": () => {
    const text = Buffer.from(onePage(HELLO)).toString("latin1");
    return Buffer.from(text.replace("/Root", `/Prev ${/startxref\n(\d+)/.exec(text)![1]} /Root`), "latin1");
  },
  "stream that says it is 2 GB": () =>
    Buffer.from(
      Buffer.from(onePage(HELLO))
        .toString("latin1")
        .replace(/\/Length \d+/, "/Length 2147483647"),
      "latin1",
    ),
  "title of lone surrogates": () =>
    rawPdf(
      [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        page("/MediaBox [0 0 595 842]"),
        FONT,
        stream(HELLO),
        "<< /Title <FEFFD800D800DC00003CD83D> /Author <FEFFDFFF> /CreationDate (D:99999999999999) >>",
      ],
      "/Info 6 0 R",
    ),
  "bookmarks that loop": () =>
    onePage(HELLO, {
      catalog:
        "/Outlines << /First 1 0 R /Last 1 0 R /Count 1 /Title (loop) /Next 1 0 R >> /First 1 0 R /Next 1 0 R /Title (a)",
    }),
  "labels that loop": () =>
    onePage(HELLO, {
      catalog: "/PageLabels << /Kids [1 0 R] >> /Kids [1 0 R] /Nums [0 << /S /D /St -2147483648 >>]",
    }),
};
