// scripts/sample-office.ts: Office files, a book and a mail from the sample's Markdown and JSON.
//
// Only what the sample's texts use: headings, paragraphs, bold, bullets, tables and rules. Archives carry one
// fixed date, so that building twice gives the same bytes.

import * as XLSX from "@e965/xlsx";
import {
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from "fflate";

const WHEN = new Date("2025-11-06T00:00:00Z");

type Part =
  | { kind: "heading"; level: number; text: string }
  | { kind: "paragraph" | "item" | "quote"; text: string }
  | { kind: "table"; rows: string[][] };

/** The parts of a Markdown text, in order. */
function partsOf(markdown: string): Part[] {
  const parts: Part[] = [];
  for (const block of markdown.split(/\n{2,}/)) {
    const lines = block.split("\n").filter((line) => line.trim() !== "" && !/^-{3,}$/.test(line.trim()));
    if (lines.length === 0) continue;
    const heading = /^(#{1,4}) (.*)$/.exec(lines[0]!);
    if (heading) parts.push({ kind: "heading", level: heading[1]!.length, text: heading[2]! });
    else if (lines[0]!.startsWith("|")) parts.push({ kind: "table", rows: rowsOf(lines) });
    else if (lines[0]!.startsWith("- "))
      for (const line of lines) parts.push({ kind: "item", text: line.slice(2) });
    else if (lines[0]!.startsWith("> ")) parts.push({ kind: "quote", text: lines[0]!.slice(2) });
    else parts.push({ kind: "paragraph", text: lines.join(" ") });
  }
  return parts;
}

const rowsOf = (lines: string[]): string[][] =>
  lines
    .filter((line) => !/^\|[-| ]+\|$/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );

const runsOf = (text: string): TextRun[] =>
  text
    .split("**")
    .map((piece, i) => new TextRun({ text: piece.replaceAll("*", ""), bold: i % 2 === 1 }))
    .filter((_, i, all) => all.length > 0 && i < all.length);

const LEVELS = [
  HeadingLevel.TITLE,
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
] as const;

/** A DOCX of a Markdown text. */
export async function documentOf(markdown: string): Promise<Uint8Array> {
  const children = partsOf(markdown).map((part) => {
    if (part.kind === "heading") return new Paragraph({ heading: LEVELS[part.level - 1], text: part.text });
    if (part.kind === "item") return new Paragraph({ bullet: { level: 0 }, children: runsOf(part.text) });
    if (part.kind !== "table") return new Paragraph({ children: runsOf(part.text) });
    const row = (cells: string[], isHead: boolean) =>
      new TableRow({
        tableHeader: isHead,
        children: cells.map(
          (cell) =>
            new TableCell({
              children: [new Paragraph({ children: [new TextRun({ text: cell, bold: isHead })] })],
            }),
        ),
      });
    return new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: part.rows.map((cells, i) => row(cells, i === 0)),
    });
  });
  const title = /^# (.*)$/m.exec(markdown)?.[1] ?? "";
  const packed = await Packer.toBuffer(
    new Document({ title, creator: "Dossier sample", sections: [{ children }] }),
  );
  const files = unzipSync(new Uint8Array(packed));
  const core = strFromU8(files["docProps/core.xml"]!).replaceAll(
    /\d{4}-\d\d-\d\dT[\d:.]+Z/g,
    "2025-11-06T00:00:00Z",
  );
  files["docProps/core.xml"] = strToU8(core);
  return zipSync(files, { mtime: WHEN, level: 9 });
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const marked = (text: string): string => escaped(text).replaceAll(/\*\*(.+?)\*\*/g, "<b>$1</b>");

function bodyOf(parts: Part[]): string {
  let html = "";
  for (const [i, part] of parts.entries()) {
    if (part.kind === "item" && parts[i - 1]?.kind !== "item") html += "<ul>\n";
    if (part.kind === "heading") html += `<h${part.level}>${escaped(part.text)}</h${part.level}>\n`;
    else if (part.kind === "item") html += `<li>${marked(part.text)}</li>\n`;
    else if (part.kind === "table")
      html += `<table>\n${part.rows.map((row, r) => `<tr>${row.map((cell) => (r === 0 ? `<th>${escaped(cell)}</th>` : `<td>${escaped(cell)}</td>`)).join("")}</tr>`).join("\n")}\n</table>\n`;
    else html += `<p>${marked(part.text)}</p>\n`;
    if (part.kind === "item" && parts[i + 1]?.kind !== "item") html += "</ul>\n";
  }
  return html;
}

/** An EPUB 3 of a Markdown text, a file for each chapter. */
export function bookOf(markdown: string): Uint8Array {
  const chapters = markdown.split(/^(?=## )/m).map((chapter) => partsOf(chapter));
  const title = /^# (.*)$/m.exec(markdown)?.[1] ?? "";
  const page = (name: string, body: string) =>
    strToU8(
      `<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="zh-CN"><head><title>${escaped(name)}</title></head><body>\n${body}</body></html>\n`,
    );
  const headingOf = (parts: Part[]) => {
    const first = parts[0];
    return first?.kind === "heading" ? first.text : title;
  };
  const names = chapters.map((_, i) => `chapter-${i}.xhtml`);
  const files: Zippable = {
    mimetype: [strToU8("application/epub+zip"), { level: 0 }],
    "META-INF/container.xml": strToU8(
      '<?xml version="1.0"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n',
    ),
    "book/content.opf": strToU8(
      `<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:dossier:sample:guanlan-reader</dc:identifier><dc:title>${escaped(title)}</dc:title><dc:language>zh-CN</dc:language><dc:creator>观澜</dc:creator><dc:publisher>观澜</dc:publisher><dc:date>2025-10-20</dc:date><meta property="dcterms:modified">2025-10-20T04:00:00Z</meta></metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>${names.map((name, i) => `<item id="c${i}" href="${name}" media-type="application/xhtml+xml"/>`).join("")}</manifest><spine>${names.map((_, i) => `<itemref idref="c${i}"/>`).join("")}</spine></package>\n`,
    ),
    "book/nav.xhtml": page(
      title,
      `<nav epub:type="toc"><ol>${chapters.map((parts, i) => `<li><a href="${names[i]}">${escaped(headingOf(parts))}</a></li>`).join("")}</ol></nav>\n`,
    ),
  };
  for (const [i, parts] of chapters.entries())
    files[`book/${names[i]}`] = page(headingOf(parts), bodyOf(parts));
  return zipSync(files, { mtime: WHEN, level: 9 });
}

interface Mail {
  from: string;
  to: string;
  subject: string;
  date: string;
  messageId: string;
  paragraphs: string[];
}

/** A mail with a plain and an HTML part, both quoted-printable free (7-bit or base64). */
export function mailOf(mail: Mail): string {
  const part = (type: string, body: string) =>
    [
      "--dossier-sample",
      `Content-Type: ${type}; charset=utf-8`,
      "Content-Transfer-Encoding: base64",
      "",
      ...(Buffer.from(body, "utf8")
        .toString("base64")
        .match(/.{1,76}/g) ?? []),
    ].join("\r\n");
  const html = `<html><body>\n<h1>${escaped(mail.subject)}</h1>\n${mail.paragraphs.map((text) => `<p>${marked(text)}</p>`).join("\n")}\n</body></html>\n`;
  const plain = `${mail.paragraphs.map((text) => text.replaceAll("**", "")).join("\n\n")}\n`;
  return [
    `From: ${mail.from}`,
    `To: ${mail.to}`,
    `Subject: ${mail.subject}`,
    `Date: ${mail.date}`,
    `Message-ID: ${mail.messageId}`,
    "MIME-Version: 1.0",
    'Content-Type: multipart/alternative; boundary="dossier-sample"',
    "",
    part("text/plain", plain),
    part("text/html", html),
    "--dossier-sample--",
    "",
  ].join("\r\n");
}

interface Book {
  sheets: { name: string; rows: (string | number | null)[][] }[];
}

/** A workbook whose formulas (a SUM over a range, a quotient with or without "-1") carry their values. */
export function sheetOf(book: Book): Uint8Array {
  const workbook = XLSX.utils.book_new();
  for (const { name, rows } of book.sheets) {
    const sheet = XLSX.utils.aoa_to_sheet(rows);
    const valueAt = (ref: string): number => {
      const cell = sheet[ref] as { v?: unknown } | undefined;
      return typeof cell?.v === "number" ? cell.v : 0;
    };
    for (const [ref, cell] of Object.entries(sheet) as [string, XLSX.CellObject][]) {
      if (typeof cell.v !== "string" || !cell.v.startsWith("=")) continue;
      const formula = cell.v.slice(1);
      const sum = /^SUM\(([A-Z])(\d+):\1(\d+)\)$/.exec(formula);
      const quotient = /^([A-Z]\d+)\/([A-Z]\d+)(-1)?$/.exec(formula);
      let value = 0;
      if (sum)
        for (let row = Number(sum[2]); row <= Number(sum[3]); row++) value += valueAt(`${sum[1]}${row}`);
      else if (quotient)
        value = valueAt(quotient[1]!) / valueAt(quotient[2]!) - (quotient[3] === undefined ? 0 : 1);
      sheet[ref] = { t: "n", f: formula, v: Number(value.toFixed(6)), z: quotient ? "0%" : "#,##0.00" };
    }
    XLSX.utils.book_append_sheet(workbook, sheet, name);
  }
  return XLSX.write(workbook, { type: "buffer", bookType: "xlsx", compression: true }) as Uint8Array;
}

interface Deck {
  title: string;
  slides: { title: string; bullets: string[]; table?: string[][]; notes?: string }[];
}

const DRAWING =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"';
const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TREE =
  '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>';

const paragraphOf = (text: string) =>
  `<a:p><a:r><a:rPr lang="en-US"/><a:t>${escaped(text)}</a:t></a:r></a:p>`;
const shapeOf = (id: number, type: string, box: string, paragraphs: string) =>
  `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${type} ${id}"/><p:cNvSpPr/><p:nvPr><p:ph type="${type}"${type === "body" ? ' idx="1"' : ""}/></p:nvPr></p:nvSpPr><p:spPr>${box}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>${paragraphs}</p:txBody></p:sp>`;
const boxOf = (x: number, y: number, w: number, h: number) =>
  `<a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="${w}" cy="${h}"/></a:xfrm>`;
const tableOf = (rows: string[][]) =>
  `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="9" name="Table 9"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="914400" y="3600000"/><a:ext cx="9000000" cy="2000000"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1"/><a:tblGrid>${rows[0]!.map(() => '<a:gridCol w="3000000"/>').join("")}</a:tblGrid>${rows.map((row) => `<a:tr h="370840">${row.map((cell) => `<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>${paragraphOf(cell)}</a:txBody><a:tcPr/></a:tc>`).join("")}</a:tr>`).join("")}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`;
const relationsOf = (list: [type: string, target: string][]) =>
  strToU8(
    `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${RELATION}/${type}" Target="${target}"/>`).join("")}</Relationships>`,
  );

/** A PPTX with titles, bullets, a table where there is one, and speaker's notes. */
export function deckOf(deck: Deck): Uint8Array {
  const files: Zippable = {};
  const types = [
    ["/ppt/presentation.xml", "presentation.main"],
    ["/ppt/slideMasters/slideMaster1.xml", "slideMaster"],
    ["/ppt/slideLayouts/slideLayout1.xml", "slideLayout"],
    ["/ppt/notesMasters/notesMaster1.xml", "notesMaster"],
  ];
  for (const [i, slide] of deck.slides.entries()) {
    const n = i + 1;
    types.push([`/ppt/slides/slide${n}.xml`, "slide"], [`/ppt/notesSlides/notesSlide${n}.xml`, "notesSlide"]);
    const shapes =
      shapeOf(2, "title", boxOf(914400, 457200, 10000000, 900000), paragraphOf(slide.title)) +
      shapeOf(3, "body", boxOf(914400, 1500000, 10000000, 2000000), slide.bullets.map(paragraphOf).join("")) +
      (slide.table ? tableOf(slide.table) : "");
    files[`ppt/slides/slide${n}.xml`] = strToU8(
      `${HEAD}<p:sld ${DRAWING}><p:cSld><p:spTree>${TREE}${shapes}</p:spTree></p:cSld></p:sld>`,
    );
    files[`ppt/slides/_rels/slide${n}.xml.rels`] = relationsOf([
      ["slideLayout", "../slideLayouts/slideLayout1.xml"],
      ["notesSlide", `../notesSlides/notesSlide${n}.xml`],
    ]);
    files[`ppt/notesSlides/notesSlide${n}.xml`] = strToU8(
      `${HEAD}<p:notes ${DRAWING}><p:cSld><p:spTree>${TREE}${shapeOf(2, "body", "", paragraphOf(slide.notes ?? ""))}</p:spTree></p:cSld></p:notes>`,
    );
    files[`ppt/notesSlides/_rels/notesSlide${n}.xml.rels`] = relationsOf([
      ["notesMaster", "../notesMasters/notesMaster1.xml"],
      ["slide", `../slides/slide${n}.xml`],
    ]);
  }
  const map =
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>';
  const color = (name: string, hex: string) => `<a:${name}><a:srgbClr val="${hex}"/></a:${name}>`;
  const font = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>';
  const fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>';
  const line = `<a:ln w="6350">${fill}</a:ln>`;
  const effect = "<a:effectStyle><a:effectLst/></a:effectStyle>";
  const theme = strToU8(
    `${HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Sample"><a:themeElements><a:clrScheme name="Sample">${color("dk1", "1A1D1B")}${color("lt1", "FFFFFF")}${color("dk2", "464B48")}${color("lt2", "F3F3EF")}${[1, 2, 3, 4, 5, 6].map((n) => color(`accent${n}`, "1B5C46")).join("")}${color("hlink", "1B5C46")}${color("folHlink", "464B48")}</a:clrScheme><a:fontScheme name="Sample"><a:majorFont>${font}</a:majorFont><a:minorFont>${font}</a:minorFont></a:fontScheme><a:fmtScheme name="Sample"><a:fillStyleLst>${fill.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${line.repeat(3)}</a:lnStyleLst><a:effectStyleLst>${effect.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${fill.repeat(3)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`,
  );
  files["ppt/theme/theme1.xml"] = theme;
  files["ppt/theme/theme2.xml"] = theme;
  types.push(["/ppt/theme/theme1.xml", "theme"], ["/ppt/theme/theme2.xml", "theme"]);
  files["ppt/slideMasters/slideMaster1.xml"] = strToU8(
    `${HEAD}<p:sldMaster ${DRAWING}><p:cSld><p:spTree>${TREE}</p:spTree></p:cSld>${map}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>`,
  );
  files["ppt/slideMasters/_rels/slideMaster1.xml.rels"] = relationsOf([
    ["slideLayout", "../slideLayouts/slideLayout1.xml"],
    ["theme", "../theme/theme1.xml"],
  ]);
  files["ppt/slideLayouts/slideLayout1.xml"] = strToU8(
    `${HEAD}<p:sldLayout ${DRAWING} type="obj"><p:cSld name="Title and content"><p:spTree>${TREE}</p:spTree></p:cSld></p:sldLayout>`,
  );
  files["ppt/slideLayouts/_rels/slideLayout1.xml.rels"] = relationsOf([
    ["slideMaster", "../slideMasters/slideMaster1.xml"],
  ]);
  files["ppt/notesMasters/notesMaster1.xml"] = strToU8(
    `${HEAD}<p:notesMaster ${DRAWING}><p:cSld><p:spTree>${TREE}</p:spTree></p:cSld>${map}</p:notesMaster>`,
  );
  files["ppt/notesMasters/_rels/notesMaster1.xml.rels"] = relationsOf([["theme", "../theme/theme2.xml"]]);
  const count = deck.slides.length;
  files["ppt/presentation.xml"] = strToU8(
    `${HEAD}<p:presentation ${DRAWING}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst><p:sldIdLst>${deck.slides.map((_, i) => `<p:sldId id="${256 + i}" r:id="rId${i + 3}"/>`).join("")}</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
  );
  files["ppt/_rels/presentation.xml.rels"] = relationsOf([
    ["slideMaster", "slideMasters/slideMaster1.xml"],
    ["notesMaster", "notesMasters/notesMaster1.xml"],
    ...Array.from({ length: count }, (_, i): [string, string] => ["slide", `slides/slide${i + 1}.xml`]),
    ["theme", "theme/theme1.xml"],
  ]);
  files["docProps/core.xml"] = strToU8(
    `${HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(deck.title)}</dc:title><dc:creator>Grid &amp; Rack</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">2025-10-16T06:00:00Z</dcterms:created></cp:coreProperties>`,
  );
  files["_rels/.rels"] = strToU8(
    `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATION}/officeDocument" Target="ppt/presentation.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
  );
  const override = (part: string, type: string) => {
    const kind =
      type === "theme"
        ? "application/vnd.openxmlformats-officedocument.theme+xml"
        : `application/vnd.openxmlformats-officedocument.presentationml.${type}+xml`;
    return `<Override PartName="${part}" ContentType="${kind}"/>`;
  };
  files["[Content_Types].xml"] = strToU8(
    `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types.map(([part, type]) => override(part!, type!)).join("")}<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
  );
  return zipSync(files, { mtime: WHEN, level: 9 });
}
