// desk/digest-export.ts: the digest of a document as a file: Markdown, Word or plain text, each point with its pages and links back.

import type { Citation } from "../records/citation.ts";
import type { Digest } from "../records/digest.ts";
import type { Document } from "../records/document.ts";
import { DossierError } from "../values/error.ts";
import type { Desk } from "./desk.ts";
import { type Exported, linkTo } from "./exports.ts";
import { findDocument } from "./find.ts";

export const DIGEST_FORMATS = ["md", "docx", "txt"] as const;
export type DigestFormat = (typeof DIGEST_FORMATS)[number];

/** What the reader calls a section that the document did not name itself; by the language of the document. */
const SECTION_NAMES: Record<string, { en: string; zh: string }> = {
  rating: { en: "Rating", zh: "评级" },
  summary: { en: "Summary", zh: "概要" },
  "core-view": { en: "Core view", zh: "核心观点" },
  industry: { en: "Industry and companies", zh: "行业与公司" },
  views: { en: "Views", zh: "观点" },
  results: { en: "Results", zh: "总体业绩" },
  segments: { en: "Segments", zh: "分部" },
  guidance: { en: "Guidance", zh: "指引" },
  outlook: { en: "Outlook", zh: "展望" },
  capex: { en: "Capital expenditure", zh: "资本开支" },
  capacity: { en: "Capacity", zh: "产能" },
  chips: { en: "Chips", zh: "芯片" },
  valuation: { en: "Valuation", zh: "估值" },
  points: { en: "Other points", zh: "其他要点" },
  questions: { en: "Questions and answers", zh: "问答" },
  conversions: { en: "Data and unit conversions", zh: "数据与单位换算" },
  risks: { en: "Risks", zh: "风险" },
  tables: { en: "Tables", zh: "表格" },
};

/** The digest of a document. Throws document-not-found and digest-not-ready. */
export async function exportDigest(
  desk: Desk,
  input: { id: string; format: DigestFormat },
  base: string,
): Promise<Exported> {
  const document = await findDocument(desk, input.id);
  const digest = await desk.store.digests.get(input.id);
  if (digest === null) throw new DossierError("digest-not-ready", { id: input.id });
  const fileName = `digest.${input.format}`;
  switch (input.format) {
    case "md":
      return {
        fileName,
        mediaType: "text/markdown; charset=utf-8",
        chunks: once(Buffer.from(markdownOf(document, digest, base), "utf8")),
      };
    case "txt":
      return {
        fileName,
        mediaType: "text/plain; charset=utf-8",
        chunks: once(Buffer.from(textOf(document, digest), "utf8")),
      };
    case "docx":
      return {
        fileName,
        mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        chunks: once(await wordOf(document, digest, base)),
      };
  }
}

const nameOf = (document: Document, { key, title }: Digest["sections"][number]): string =>
  title ?? SECTION_NAMES[key]?.[document.language === "zh" ? "zh" : "en"] ?? key;

const lineOf = (document: Document): string =>
  [document.source, document.published?.iso.replace("T", " ") ?? document.addedAt.slice(0, 10), document.kind]
    .filter((part) => part !== "")
    .join(" · ");

const pageOf = ({ page, pageLabel }: Citation): string => pageLabel ?? String(page);
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

function markdownOf(document: Document, digest: Digest, base: string): string {
  // A document's words may hold marks of Markdown; they are shown, not obeyed.
  const plain = (text: string) => oneLine(text).replace(/[\\`*_[\]<>#|]/g, "\\$&");
  const lines = [`# ${plain(document.title)}`, "", plain(lineOf(document)), ""];
  for (const section of digest.sections) {
    lines.push(`## ${plain(nameOf(document, section))}`, "");
    for (const { text, citations } of section.items)
      lines.push(
        `- ${plain(text)} ${citations.map((citation) => `[[${pageOf(citation)}]](${linkTo(base, citation)})`).join(" ")}`,
      );
    lines.push("");
  }
  return lines.join("\n");
}

function textOf(document: Document, digest: Digest): string {
  const lines = [document.title, lineOf(document), ""];
  for (const section of digest.sections) {
    lines.push(nameOf(document, section));
    for (const { text, citations } of section.items)
      lines.push(`- ${oneLine(text)} ${citations.map((citation) => `[${pageOf(citation)}]`).join("")}`);
    lines.push("");
  }
  return lines.join("\n");
}

async function wordOf(document: Document, digest: Digest, base: string): Promise<Uint8Array> {
  // Loaded when a person wants Word: the library takes a tenth of a second and 20 MB.
  const {
    Document: WordFile,
    ExternalHyperlink,
    HeadingLevel,
    Packer,
    Paragraph,
    TextRun,
  } = await import("docx");
  const cited = (citation: Citation) =>
    new ExternalHyperlink({
      link: linkTo(base, citation),
      children: [new TextRun({ text: ` [${pageOf(citation)}]`, style: "Hyperlink" })],
    });
  const sections = digest.sections.flatMap((section) => [
    new Paragraph({ heading: HeadingLevel.HEADING_2, text: wordText(nameOf(document, section)) }),
    ...section.items.map(
      ({ text, citations }) =>
        new Paragraph({
          bullet: { level: 0 },
          children: [new TextRun(wordText(text)), ...citations.map(cited)],
        }),
    ),
  ]);
  const file = new WordFile({
    title: wordText(document.title),
    sections: [
      {
        children: [
          new Paragraph({ heading: HeadingLevel.HEADING_1, text: wordText(document.title) }),
          new Paragraph({ text: wordText(lineOf(document)) }),
          ...sections,
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(file));
}

/** Text for XML 1.0: without the control characters that a Word file cannot hold. */
const wordText = (text: string): string =>
  oneLine(text)
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "")
    .toWellFormed();

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
