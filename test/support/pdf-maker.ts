// test/support/pdf-maker.ts: small PDF files for tests, written by hand.
//
// Text at positions in the standard fonts, rulings, page labels, a Chinese font that is not in the file, a
// picture over the page, bookmarks, metadata. Coordinates are points from the top left, as everywhere in
// Dossier. Nothing is compressed, so a test can damage a known place.

export interface MadeText {
  x: number;
  y: number;
  text: string;
  size?: number;
  isBold?: boolean;
  /** Set in STSong-Light with GBK-EUC-H, which is not embedded; `text` is then hex of GBK bytes. */
  gbkHex?: string;
  /** Degrees counter-clockwise. */
  angle?: number;
}

export interface MadePage {
  texts?: MadeText[];
  /** x0, y0, x1, y1 of straight lines. */
  lines?: [number, number, number, number][];
  /** A grey picture over the whole page: a scan without text. */
  hasPicture?: boolean;
  rotate?: 0 | 90 | 180 | 270;
  widthPt?: number;
  heightPt?: number;
}

export interface MadeFile {
  pages: MadePage[];
  title?: string;
  author?: string;
  created?: string;
  /** /PageLabels as PDF source: "0 << /S /r >> 4 << /S /D /P (F-) >>". */
  labels?: string;
  bookmarks?: { title: string; page: number }[];
}

const escapeText = (text: string): string => text.replace(/[\\()]/g, "\\$&");

function contentOf(page: MadePage, heightPt: number, widthPt: number): string {
  const out: string[] = [];
  if (page.hasPicture) out.push(`q ${widthPt} 0 0 ${heightPt} 0 0 cm /Im Do Q`);
  for (const [x0, y0, x1, y1] of page.lines ?? [])
    out.push(`0.5 w ${x0} ${heightPt - y0} m ${x1} ${heightPt - y1} l S`);
  for (const { x, y, text, size = 10, isBold, gbkHex, angle = 0 } of page.texts ?? []) {
    const turn = (angle * Math.PI) / 180;
    const [c, s] = [Math.cos(turn).toFixed(5), Math.sin(turn).toFixed(5)];
    const font = gbkHex ? "/FC" : isBold ? "/FB" : "/FR";
    const words = gbkHex ? `<${gbkHex}>` : `(${escapeText(text)})`;
    out.push(`BT ${font} ${size} Tf ${c} ${s} ${-Number(s)} ${c} ${x} ${heightPt - y} Tm ${words} Tj ET`);
  }
  return out.join("\n");
}

/** The bytes of a PDF file. */
export function makePdf(file: MadeFile): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const catalog = add("");
  const pageTree = add("");
  const resources = add(
    `<< /Font << /FR << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>
/FB << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>
/FC << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [
<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>
/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> /DW 1000 >> ] >> >>
/XObject << /Im 4 0 R >> >>`,
  );
  add(
    "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream",
  );
  const kids: number[] = [];
  for (const page of file.pages) {
    const { widthPt = 595, heightPt = 842, rotate = 0 } = page;
    const content = contentOf(page, heightPt, widthPt);
    const stream = add(
      `<< /Length ${Buffer.byteLength(content, "latin1")} >>\nstream\n${content}\nendstream`,
    );
    kids.push(
      add(
        `<< /Type /Page /Parent ${pageTree} 0 R /MediaBox [0 0 ${widthPt} ${heightPt}] /Rotate ${rotate} /Resources ${resources} 0 R /Contents ${stream} 0 R >>`,
      ),
    );
  }
  objects[pageTree - 1] =
    `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(" ")}] >>`;
  const outline = file.bookmarks ? addBookmarks(file.bookmarks, kids, add, objects) : "";
  const labels = file.labels ? `/PageLabels << /Nums [${file.labels}] >>` : "";
  objects[catalog - 1] = `<< /Type /Catalog /Pages ${pageTree} 0 R ${labels} ${outline} >>`;
  const entry = (key: string, text?: string) => (text ? `/${key} (${escapeText(text)})` : "");
  const info = add(
    `<< ${entry("Title", file.title)} ${entry("Author", file.author)} ${entry("CreationDate", file.created)} >>`,
  );
  return writeFile(objects, catalog, info);
}

function addBookmarks(
  bookmarks: { title: string; page: number }[],
  kids: number[],
  add: (body: string) => number,
  objects: string[],
): string {
  const root = add("");
  const marks = bookmarks.map(() => add(""));
  bookmarks.forEach(({ title, page }, i) => {
    const next = marks[i + 1] ? `/Next ${marks[i + 1]} 0 R` : "";
    objects[marks[i]! - 1] =
      `<< /Title (${escapeText(title)}) /Parent ${root} 0 R /Dest [${kids[page - 1]} 0 R /Fit] ${next} >>`;
  });
  objects[root - 1] =
    `<< /Type /Outlines /First ${marks[0]} 0 R /Last ${marks.at(-1)} 0 R /Count ${marks.length} >>`;
  return `/Outlines ${root} 0 R`;
}

function writeFile(objects: string[], catalog: number, info: number): Uint8Array {
  let text = "%PDF-1.7\n";
  const offsets = objects.map((body, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const at of offsets) text += `${String(at).padStart(10, "0")} 00000 n \n`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root ${catalog} 0 R /Info ${info} 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}
