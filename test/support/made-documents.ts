// test/support/made-documents.ts: many documents made for a test of load or of crashes: each with its own words, in mixed
// formats and both languages, so that every one can be found and told from every other.

import { bookOf, documentOf, mailOf, sheetOf } from "../../scripts/sample-office.ts";
import { makePdf } from "./pdf-maker.ts";

export interface MadeDocument {
  name: string;
  bytes: Uint8Array;
  /** A word that only this document has. */
  word: string;
}

const COMPANIES = ["Northgate", "Harbour Cloud", "Mingxu", "Fenwick", "Lanqiao", "Quayside"];
const METRICS = [
  "capital expenditure",
  "revenue",
  "operating margin",
  "backlog",
  "power capacity",
  "free cash flow",
];
const SUBJECTS = [
  "Trainium2",
  "Project Rainier",
  "liquid cooling",
  "custom silicon",
  "data centre power",
  "token prices",
];
const CHINESE = ["资本开支", "数据中心", "液冷", "自研芯片", "电力容量", "云业务收入"];

/** A letter code of a number: a word that no stemmer or number rule touches (stems differ by a last y, s or e: so a k). */
const wordOf = (at: number): string =>
  `zq${[...at.toString(26).padStart(4, "0")].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join("")}k`;

function paragraphs(at: number, count: number): string[] {
  const pick = (list: readonly string[], step: number) => list[(at * 7 + step * 3 + 1) % list.length]!;
  return Array.from({ length: count }, (_, step) => {
    const value = ((at * 37 + step * 101) % 900) / 10 + 1;
    return step % 3 === 2
      ? `${pick(COMPANIES, step)} 的${pick(CHINESE, step)}在本季度达到 ${value.toFixed(1)} 亿元，管理层维持全年指引；${pick(SUBJECTS, step)} 的部署按计划推进。`
      : `${pick(COMPANIES, step)} said its ${pick(METRICS, step)} reached $${value.toFixed(1)} billion in the quarter, and that ${pick(SUBJECTS, step)} would take a larger share of spending next year.`;
  });
}

/** A text file of some 300 words; cheap to make and to read. */
export function madeText(at: number): MadeDocument {
  const word = wordOf(at);
  const text = [
    `${COMPANIES[at % COMPANIES.length]} note ${word}`,
    ...paragraphs(at, 9),
    `Reference ${word}.`,
  ].join("\n\n");
  return { name: `note-${at}.txt`, bytes: Buffer.from(text), word };
}

/** Document number `at` in one of eight formats, in turn. */
export async function madeDocument(at: number): Promise<MadeDocument> {
  const word = wordOf(at);
  const title = `${SUBJECTS[at % SUBJECTS.length]} ${word}`;
  const body = paragraphs(at, 6);
  const markdown = `# ${title}\n\n${body.slice(0, 3).join("\n\n")}\n\n## More on ${word}\n\n${body.slice(3).join("\n\n")}\n`;
  const made = (ending: string, bytes: Uint8Array): MadeDocument => ({
    name: `made-${at}.${ending}`,
    bytes,
    word,
  });
  switch (at % 8) {
    case 0:
      return made("md", Buffer.from(markdown));
    case 1:
      return made(
        "html",
        Buffer.from(
          `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head><body><article><h1>${title}</h1>${body.map((text) => `<p>${text}</p>`).join("")}</article></body></html>`,
        ),
      );
    case 2:
      return made("pdf", makePdf({ title, pages: pdfPages(title, body) }));
    case 3:
      return made("docx", await documentOf(markdown));
    case 4:
      return made(
        "xlsx",
        sheetOf({
          sheets: [
            {
              name: "Data",
              rows: [["Item", word], ...body.map((text, row) => [text.slice(0, 30), row + at])],
            },
          ],
        }),
      );
    case 5:
      return made("epub", bookOf(markdown));
    case 6:
      return made(
        "eml",
        Buffer.from(
          mailOf({
            from: "desk@example.com",
            to: "reader@example.com",
            subject: title,
            date: "Thu, 06 Nov 2025 10:00:00 +0000",
            messageId: `<${word}@example.com>`,
            paragraphs: body,
          }),
        ),
      );
    default:
      return madeText(at);
  }
}

/** Helvetica has no Chinese: the sentences in English, two to a page. */
function pdfPages(title: string, body: readonly string[]) {
  const english = body.filter((text) => !/\p{Script=Han}/u.test(text));
  const pages = [];
  for (let at = 0; at < english.length; at += 2) {
    const lines = [title, ...english.slice(at, at + 2).flatMap(wrapped)];
    pages.push({
      texts: lines.map((text, line) => ({ x: 72, y: 90 + line * 16, text, size: line === 0 ? 16 : 10 })),
    });
  }
  return pages;
}

const wrapped = (text: string): string[] =>
  text.match(/.{1,85}(?:\s|$)/g)?.map((line) => line.trim()) ?? [text];
