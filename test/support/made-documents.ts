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

const COMPANIES = [
  "Northgate",
  "Harbour Cloud",
  "Mingxu",
  "Fenwick",
  "Lanqiao",
  "Quayside",
  "Alderley",
  "Brightwater",
];
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
const VERBS =
  "raised lowered confirmed doubled delayed reviewed financed leased expanded halted priced shipped tested signed".split(
    " ",
  );
const NOUNS =
  "guidance order contract rack chip cluster substation turbine lease campus region customer vendor supplier yield wafer package memory switch cable pump valve permit tariff subsidy loan bond rating forecast budget plan pilot audit outage model token query training inference software licence team factory port railway warehouse quarter target".split(
    " ",
  );
const PLACES =
  "Ohio Oregon Texas Virginia Ireland Malaysia Osaka Seoul Hsinchu Suzhou Guiyang Ningxia Nevada Sweden".split(
    " ",
  );
const CHINESE =
  "资本开支 数据中心 液冷 自研芯片 电力容量 云业务收入 订单 毛利率 交付 产能 良率 供应商 机柜 变电站 租约 现金流 指引 需求 价格 内存 封装 网络 客户 项目 融资".split(
    " ",
  );
const ACTS = "上调 下调 维持 超出预期 低于预期 环比增长 同比增长 推迟 提前 翻倍 回落 企稳 扩大 收窄".split(
  " ",
);

/** A letter code of a number: a word that no stemmer or number rule touches (stems differ by a last y, s or e: so a k). */
const wordOf = (at: number): string =>
  `zq${[...at.toString(26).padStart(4, "0")].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join("")}k`;

/** Sentences put together by chance: two documents share words but hardly a run of them, as real ones do. */
function paragraphs(at: number, count: number): string[] {
  let state = at + 1;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * limit);
  };
  const pick = (list: readonly string[]) => list[below(list.length)]!;
  const english = () =>
    `${pick(COMPANIES)} ${pick(VERBS)} the ${pick(NOUNS)} for ${pick(SUBJECTS)} in ${pick(PLACES)} after its ${pick(METRICS)} reached $${(below(900) / 10 + 1).toFixed(1)} billion, while the ${pick(NOUNS)} and the ${pick(NOUNS)} ${pick(VERBS)} by ${pick(COMPANIES)} cost ${below(90) + 5}% of the ${pick(NOUNS)} ${pick(NOUNS)}.`;
  const chinese = () =>
    `${pick(COMPANIES)}的${pick(CHINESE)}${pick(ACTS)}，${pick(CHINESE)}达到${(below(9000) / 10 + 1).toFixed(1)}亿元；${pick(SUBJECTS)}的${pick(CHINESE)}${pick(ACTS)}，${pick(CHINESE)}与${pick(CHINESE)}${pick(ACTS)}。`;
  return Array.from({ length: count }, (_, step) => {
    const sentence = step % 3 === 2 ? chinese : english;
    return [sentence(), sentence()].join(step % 3 === 2 ? "" : " ");
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
