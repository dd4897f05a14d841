// read/pptx.ts: presentations: each slide a page, in the order of the show.
//
// The order comes from presentation.xml, not from the names of the parts. A slide's title is a heading;
// boxes of text follow in the order of the file, which is the order a screen reader takes; tables are
// tables; speaker notes come last. Text in pictures and in charts is not read, and said so.

import type { BlobFile, Reading, ReadLimits } from "../records/reading.ts";
import { DossierError } from "../values/error.ts";
import { type Builder, createBuilder } from "./builder.ts";
import { coreMeta, openPackage, readPart, relationsOf } from "./office.ts";
import type { Run } from "./runs.ts";
import { type CellDraft, isUnitLine } from "./table.ts";
import { elementsOf, findElement, findElements, textOf, type XmlElement } from "./xml.ts";
import type { ZipFile } from "./zip.ts";

export const PPTX_READER = "pptx 1";

/** The reading of a .pptx file. Throws damaged-file, unpacks-too-large, too-many-pages, password-needed. */
export function readPptx(bytes: Uint8Array, blob: BlobFile, limits: ReadLimits): Reading {
  const zip = openPackage(bytes, blob.name, limits);
  const meta = coreMeta(zip, blob.name);
  const builder = createBuilder();
  const slides = slidePaths(zip, blob.name);
  if (slides.length > limits.maxPages)
    throw new DossierError("too-many-pages", {
      name: blob.name,
      pages: slides.length,
      limit: limits.maxPages,
    });
  for (const [index, path] of slides.entries()) {
    builder.page(String(index + 1));
    addSlide(builder, zip, path, blob.name, index + 1);
  }
  return builder.finish(PPTX_READER, meta);
}

function slidePaths(zip: ZipFile, name: string): string[] {
  const show = readPart(zip, "ppt/presentation.xml", name);
  if (show === null)
    throw new DossierError("damaged-file", { name, reason: "its list of slides is missing" });
  const relations = relationsOf(zip, "ppt/presentation.xml", name);
  return findElements(show, "p:sldId").flatMap((slide) => {
    const path = relations.get(slide.attributes["r:id"] ?? "")?.path;
    return path !== undefined && zip.has(path) ? [path] : [];
  });
}

function addSlide(builder: Builder, zip: ZipFile, path: string, name: string, page: number): void {
  try {
    const slide = readPart(zip, path, name);
    const tree = slide === null ? null : findElement(slide, "p:spTree");
    if (tree !== null) for (const shape of shapesOf(tree)) addShape(builder, shape);
    const relations = [...relationsOf(zip, path, name).values()];
    if (relations.some(({ type }) => type === "chart"))
      builder.problem("chart-not-read", `Slide ${page} has a chart; its figures are not read.`, { page });
    const notes = relations.find(({ type }) => type === "notesSlide");
    if (notes !== undefined) addNotes(builder, readPart(zip, notes.path, name));
  } catch (error) {
    if (!(error instanceof DossierError) || error.code !== "damaged-file") throw error;
    builder.problem("damaged-page", `Slide ${page} is damaged and was left out.`, { page });
  }
}

/** Shapes of a slide, those inside groups too, titles first. */
function shapesOf(tree: XmlElement): XmlElement[] {
  const shapes = elementsOf(tree).flatMap((child): XmlElement[] =>
    child.name === "p:grpSp"
      ? shapesOf(child)
      : child.name === "p:sp" || child.name === "p:graphicFrame"
        ? [child]
        : [],
  );
  return [...shapes.filter(isTitle), ...shapes.filter((shape) => !isTitle(shape))];
}

const placeholderOf = (shape: XmlElement): string => findElement(shape, "p:ph")?.attributes.type ?? "";
const isTitle = (shape: XmlElement): boolean => /^(?:title|ctrTitle)$/.test(placeholderOf(shape));

function addShape(builder: Builder, shape: XmlElement): void {
  const role = placeholderOf(shape);
  if (role === "sldNum" || role === "dt") return;
  const table = findElement(shape, "a:tbl");
  if (table !== null) {
    addTable(builder, table);
    return;
  }
  const body = findElement(shape, "p:txBody");
  if (body === null) return;
  if (isTitle(shape)) {
    const words = elementsOf(body, "a:p").flatMap((paragraph, i) => [
      ...(i > 0 ? [{ text: " " }] : []),
      ...runsOf(paragraph),
    ]);
    builder.block("heading", words, { level: 1 });
    return;
  }
  for (const paragraph of elementsOf(body, "a:p")) addParagraph(builder, paragraph, role);
}

function addParagraph(builder: Builder, paragraph: XmlElement, role: string): void {
  const runs = runsOf(paragraph);
  if (role === "ftr") {
    builder.block("footer", runs);
    return;
  }
  const properties = elementsOf(paragraph, "a:pPr")[0];
  const level = Number.parseInt(properties?.attributes.lvl ?? "0", 10) || 0;
  const hasBullet = elementsOf(properties).some(({ name }) => name === "a:buChar" || name === "a:buAutoNum");
  const hasNone = elementsOf(properties, "a:buNone").length > 0;
  const isItem = hasBullet || (!hasNone && (level > 0 || role === "body" || role === "obj"));
  if (isItem) builder.block("list-item", runs, { level: Math.min(6, level + 1) });
  else builder.block("paragraph", runs);
}

function runsOf(paragraph: XmlElement): Run[] {
  return elementsOf(paragraph).flatMap((child): Run[] => {
    if (child.name === "a:br") return [{ text: "\n" }];
    if (child.name !== "a:r" && child.name !== "a:fld") return [];
    const style = elementsOf(child, "a:rPr")[0]?.attributes;
    return [
      { text: textOf(findElement(child, "a:t")), isStrong: style?.b === "1", isEmphasis: style?.i === "1" },
    ];
  });
}

function addTable(builder: Builder, table: XmlElement): void {
  const rows = elementsOf(table, "a:tr").map((row) =>
    elementsOf(row, "a:tc")
      .filter(({ attributes }) => attributes.hMerge !== "1" && attributes.vMerge !== "1")
      .map(
        (cell): CellDraft => ({
          text: findElements(cell, "a:p")
            .map((paragraph) =>
              runsOf(paragraph)
                .map((run) => run.text)
                .join(""),
            )
            .join(" "),
          rowSpan: Number(cell.attributes.rowSpan ?? 1),
          columnSpan: Number(cell.attributes.gridSpan ?? 1),
        }),
      ),
  );
  const unit = rows
    .slice(0, 2)
    .flat()
    .find((cell) => isUnitLine(cell.text));
  builder.table({ rows, unitLine: unit?.text.trim() ?? null });
}

function addNotes(builder: Builder, notes: XmlElement | null): void {
  if (notes === null) return;
  for (const shape of findElements(notes, "p:sp")) {
    if (placeholderOf(shape) !== "body") continue;
    for (const paragraph of findElements(shape, "a:p")) builder.block("footnote", runsOf(paragraph));
  }
}
