// test/support/hostile/catalogue.ts: every hostile file by name, made from seeds of our own when it is asked for.
//
// The same list each time: damage comes from a generator with a fixed seed, so that a file that once did harm
// can be made again by its name.

import { bookOf, deckOf, documentOf, mailOf, sheetOf } from "../../../scripts/sample-office.ts";
import { makePdf } from "../pdf-maker.ts";
import { HOSTILE_MAILS, HOSTILE_NAMES, HOSTILE_PACKAGES, HOSTILE_TEXTS } from "./others.ts";
import { ENDLESS_PAGES, SCRIPTED_PAGES, scriptedPage } from "./pages.ts";
import { HOSTILE_PDFS } from "./pdfs.ts";

export interface HostileFile {
  /** What is wrong with it: "pdf: page tree that holds itself". Unique. */
  what: string;
  /** The name it is sent under. */
  name: string;
  make(): Promise<Uint8Array> | Uint8Array;
  /** Belongs to the few that the tests send at every run. */
  isSampled: boolean;
}

const PARAGRAPHS = [
  "Capital expenditure was $12.5 billion in the third quarter of 2025, up 48% from a year before.",
  "数据中心的资本开支在三季度达到 125 亿美元，同比增长 48%。",
  "The company guides to $55 billion for 2026 and expects to add 3.8 GW of power.",
];
const MARKDOWN = `# Results\n\n${PARAGRAPHS.join("\n\n")}\n\n## Table\n\n| Item | Value |\n|---|---|\n| Capex | 12.5 |\n`;

/** Sound files, one a format: what damage is done to. */
const SEEDS: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
  pdf: () =>
    makePdf({
      title: "Results",
      pages: [PARAGRAPHS[0]!, PARAGRAPHS[2]!].map((text) => ({
        texts: [{ x: 72, y: 90, text: text.slice(0, 80) }],
      })),
    }),
  docx: () => documentOf(MARKDOWN),
  xlsx: () =>
    sheetOf({
      sheets: [
        {
          name: "Data",
          rows: [
            ["Item", "Value"],
            ["Capex", 12.5],
          ],
        },
      ],
    }),
  pptx: () => deckOf({ title: "Results", slides: [{ title: "Capex", bullets: PARAGRAPHS }] }),
  epub: () => bookOf(MARKDOWN),
  eml: () =>
    Buffer.from(
      mailOf({
        from: "desk@example.com",
        to: "reader@example.com",
        subject: "Results",
        date: "Thu, 06 Nov 2025 10:00:00 +0000",
        messageId: "<1@example.com>",
        paragraphs: PARAGRAPHS,
      }),
    ),
  html: () =>
    Buffer.from(
      `<!doctype html><title>Results</title><article>${PARAGRAPHS.map((text) => `<p>${text}</p>`).join("")}</article>`,
    ),
  md: () => Buffer.from(MARKDOWN),
  txt: () => Buffer.from(PARAGRAPHS.join("\n\n")),
};

/** Numbers from 0 to 1, the same for the same seed. */
function chances(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 4_294_967_296;
  };
}

function flipped(bytes: Uint8Array, count: number, seed: number): Uint8Array {
  const chance = chances(seed);
  const damaged = Uint8Array.from(bytes);
  for (let at = 0; at < count; at++)
    damaged[Math.floor(chance() * damaged.length)]! ^= 1 << Math.floor(chance() * 8);
  return damaged;
}

function noise(length: number, seed: number): Uint8Array {
  const chance = chances(seed);
  return Uint8Array.from({ length }, () => Math.floor(chance() * 256));
}

function damagedSeeds(): HostileFile[] {
  const files: HostileFile[] = [];
  for (const [index, [ending, make]] of Object.entries(SEEDS).entries()) {
    for (const share of [0.1, 0.5, 0.9])
      files.push({
        what: `${ending}: cut at ${share * 100} %`,
        name: `cut-${share * 100}.${ending}`,
        make: async () => {
          const bytes = await make();
          return bytes.subarray(0, Math.floor(bytes.length * share));
        },
        isSampled: share === 0.5 && ["pdf", "docx", "eml"].includes(ending),
      });
    for (const count of [1, 20, 400])
      files.push({
        what: `${ending}: ${count} bits flipped`,
        name: `flipped-${count}.${ending}`,
        make: async () => flipped(await make(), count, index * 10 + count),
        isSampled: count === 20 && ["pdf", "xlsx"].includes(ending),
      });
  }
  return files;
}

/** What it says it is, what it is. */
function disguised(): HostileFile[] {
  const pairs: [as: string, is: string][] = [
    ["pdf", "html"],
    ["docx", "pdf"],
    ["pdf", "docx"],
    ["txt", "xlsx"],
    ["html", "pdf"],
    ["xlsx", "txt"],
    ["epub", "docx"],
    ["eml", "html"],
    ["md", "pptx"],
    ["bin", "pdf"],
    ["exe", "docx"],
  ];
  const files: HostileFile[] = pairs.map(([as, is]) => ({
    what: `disguise: ${is} called .${as}`,
    name: `disguised-${is}.${as}`,
    make: SEEDS[is]!,
    isSampled: as === "pdf",
  }));
  const heads: [string, string, Buffer][] = [
    ["program", "docx", Buffer.from("MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff".padEnd(3000, "\0"), "latin1")],
    ["program of Unix", "pdf", Buffer.from(`\x7fELF\x02\x01\x01${"\0".repeat(3000)}`, "latin1")],
    [
      "picture",
      "html",
      Buffer.from("89504e470d0a1a0a0000000d49484452ffffffffffffffff08060000001f15c489", "hex"),
    ],
    ["compressed", "txt", Buffer.from("1f8b0800000000000003ed", "hex")],
    ["old Word", "docx", Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(4000)])],
    ["database", "txt", Buffer.from("SQLite format 3\0".padEnd(4096, "\0"))],
  ];
  for (const [is, as, bytes] of heads)
    files.push({
      what: `disguise: ${is} called .${as}`,
      name: `disguised ${is}.${as}`,
      make: () => bytes,
      isSampled: is === "program",
    });
  for (const ending of ["pdf", "txt", "html", "docx", "bin"])
    files.push({
      what: `noise called .${ending}`,
      name: `noise.${ending}`,
      make: () => noise(20_000, ending.length),
      isSampled: ending === "txt",
    });
  return files;
}

function nothings(): HostileFile[] {
  const files: HostileFile[] = Object.keys(SEEDS).map((ending) => ({
    what: `empty ${ending}`,
    name: `empty.${ending}`,
    make: () => new Uint8Array(),
    isSampled: ending === "pdf",
  }));
  const least: Record<string, Buffer> = {
    "one letter": Buffer.from("a"),
    "only a mark of UTF-8": Buffer.from("efbbbf", "hex"),
    "only a mark of UTF-16": Buffer.from("fffe", "hex"),
    "only blanks": Buffer.from(" ".repeat(10_000)),
    "only line ends": Buffer.from("\r\n".repeat(10_000)),
    "only NULs": Buffer.alloc(100_000),
  };
  for (const [what, bytes] of Object.entries(least))
    for (const ending of ["txt", "html"])
      files.push({
        what: `${ending}: ${what}`,
        name: `${what}.${ending}`,
        make: () => bytes,
        isSampled: ending === "txt" && what === "only NULs",
      });
  return files;
}

/** Sampled: what has shown most in the making of the desk, and is fast. */
const SAMPLED = new Set([
  "pdf: locked with a password",
  "pdf: page tree that holds itself",
  "pdf: huge page",
  "pdf: script on opening",
  "pdf: form that draws itself",
  "pdf: no pages at all",
  "docx: bomb in its text",
  "docx: names that climb out",
  "docx: symbolic links",
  "docx: outside entity in its text",
  "docx: a hundred thousand elements deep",
  "xlsx: a billion laughs in a sheet",
  "xlsx: sheet of all cells",
  "xlsx: parts that are one another",
  "epub: a billion laughs in a book",
  "eml: fifty mails deep",
  "eml: an attachment that climbs",
  "eml: scripts in its body",
  "html: a hundred thousand divisions deep",
  "html: cell over a billion rows",
  "html: lone surrogates in UTF-16",
  "html: script element",
  "html: mutating mathematics",
  "txt: a number of a million digits",
  "txt: NULs and controls",
  "txt: lone surrogates",
  "md: page in Markdown",
  "md: brackets of links",
]);

/** All of them, in a fixed order. */
export function hostileFiles(): HostileFile[] {
  const files: HostileFile[] = [...damagedSeeds(), ...disguised(), ...nothings()];
  const add = (ending: string, what: string, make: HostileFile["make"]) => {
    const whole = `${ending}: ${what}`;
    files.push({ what: whole, name: `${what}.${ending}`, make, isSampled: SAMPLED.has(whole) });
  };
  for (const [what, make] of Object.entries(HOSTILE_PDFS)) add("pdf", what, make);
  for (const [what, [ending, make]] of Object.entries(HOSTILE_PACKAGES)) add(ending, what, make);
  for (const [what, make] of Object.entries(HOSTILE_MAILS)) add("eml", what, () => Buffer.from(make()));
  for (const what of Object.keys(SCRIPTED_PAGES)) add("html", what, () => scriptedPage(what));
  for (const [what, make] of Object.entries(ENDLESS_PAGES)) add("html", what, make);
  for (const [what, [ending, make]] of Object.entries(HOSTILE_TEXTS))
    add(ending, what, () => {
      const made = make();
      return typeof made === "string" ? Buffer.from(made) : made;
    });
  for (const [at, name] of HOSTILE_NAMES.entries())
    files.push({
      what: `name: ${JSON.stringify(name.slice(0, 50))}`,
      name,
      make: () => Buffer.from(`A harmless text under name number ${at}.\n\n${PARAGRAPHS[0]}`),
      isSampled: at < 3,
    });
  return files;
}
