// read/charset.ts: bytes to text when nobody can be believed.
//
// Order: byte order mark; NULs in every second byte (UTF-16); what the carrier declared and what the page
// says of itself, when the bytes agree; strict UTF-8; then a vote: how many frequent Han characters come
// out under gb18030, big5 and the two UTF-16, less what cannot be a character, against windows-1252.
// A short GBK title is the hard case: 60 bytes must be enough.

import { isUtf8 } from "node:buffer";

export interface Decoded {
  text: string;
  /** WHATWG name: "utf-8", "gb18030", "big5", "windows-1252", "utf-16le" … */
  charset: string;
  /** How it was settled. */
  by: "bom" | "declared" | "meta" | "utf-8" | "guess";
  /** Bytes that were no character came out as U+FFFD. */
  isDamaged: boolean;
}

const SAMPLE_BYTES = 65_536;
const META =
  /<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']/i;
/** The commonest characters of Chinese prose, simplified then traditional where they differ. */
const FREQUENT = new Set(
  "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严" +
    "這為個國時來們於會發動過說產種後學經進著電裡現實兩體機當點從業開還因應無關線內數氣質變條沒結解問題義東長圖統見計別區強戰則處隊導壓濟階術極聯認權證轉單風帶場車務萬達積議報類離華確張馬節話況傳許廣記" +
    "。，、：；（）！？《》",
);
const LATIN1 = new Set(["iso-8859-1", "latin1", "windows-1252", "us-ascii", "ascii"]);

/** The text of `bytes`, without its byte order mark. Never throws; nothing is left undecoded. */
export function decodeText(
  bytes: Uint8Array,
  options: { declared?: string; isMarkup?: boolean } = {},
): Decoded {
  const marked = bomOf(bytes);
  if (marked !== null) return decode(bytes, marked, "bom");
  const wide = wideOf(bytes);
  if (wide !== null) return decode(bytes, wide, "guess");
  const isStrict = isUtf8(bytes);
  for (const [by, label] of claims(bytes, options)) {
    const charset = charsetNamed(label);
    if (charset === null || charset.startsWith("utf-16")) continue;
    if (isStrict && charset !== "utf-8" && isSurelyUtf8(bytes, charset)) break;
    const decoded = decode(bytes, charset, by);
    if (!decoded.isDamaged || damageOf(decoded.text) < 0.002) return decoded;
  }
  if (isStrict) return decode(bytes, "utf-8", "utf-8");
  const asUtf8 = decode(bytes, "utf-8", "utf-8");
  if (isMostlyUtf8(asUtf8.text)) return asUtf8;
  return decode(bytes, vote(bytes), "guess");
}

function bomOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes[0] === 0x84 && bytes[1] === 0x31 && bytes[2] === 0x95 && bytes[3] === 0x33) return "gb18030";
  return null;
}

/** UTF-16 without a mark: Latin text shows as NULs on one side. Han text is left to the vote. */
function wideOf(bytes: Uint8Array): string | null {
  const length = Math.min(bytes.length, 4_096) & ~1;
  if (length < 4) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const pairs = length / 2;
  if (odd > pairs * 0.2 && even < pairs * 0.02) return "utf-16le";
  if (even > pairs * 0.2 && odd < pairs * 0.02) return "utf-16be";
  return null;
}

function claims(
  bytes: Uint8Array,
  options: { declared?: string; isMarkup?: boolean },
): ["declared" | "meta", string][] {
  const found: ["declared" | "meta", string][] = [];
  if (options.declared) found.push(["declared", options.declared]);
  if (options.isMarkup) {
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8_192)).toString(
      "latin1",
    );
    const match = head.match(META);
    const label = match?.[1] ?? match?.[2];
    if (label !== undefined) found.push(["meta", label]);
  }
  return found;
}

/** The WHATWG name of a label, gb2312 and gbk widened to gb18030; null for one that nobody knows. */
export function charsetNamed(label: string): string | null {
  const name = label.trim().toLowerCase();
  if (name === "gb2312" || name === "gbk" || name === "gb18030" || name === "hz-gb-2312") return "gb18030";
  try {
    return new TextDecoder(name).encoding;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Strict UTF-8 beats another claim when it has sequences that the other charset hardly makes by chance. */
function isSurelyUtf8(bytes: Uint8Array, charset: string): boolean {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let long = 0;
  let any = 0;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i]! >= 0xe0) long++;
    if (sample[i]! >= 0xc2) any++;
  }
  return LATIN1.has(charset) ? any > 0 : long >= 3;
}

function decode(bytes: Uint8Array, charset: string, by: Decoded["by"]): Decoded {
  const text = new TextDecoder(charset).decode(bytes);
  return { text, charset, by, isDamaged: text.includes("\ufffd") };
}

/** Share of characters that are U+FFFD. */
function damageOf(text: string): number {
  let damaged = 0;
  for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) damaged++;
  return damaged / Math.max(1, text.length);
}

/** A file cut in the middle of a letter is still UTF-8: ten good letters beyond ASCII for each bad one. */
function isMostlyUtf8(text: string): boolean {
  let good = 0;
  let bad = 0;
  for (let i = 0; i < Math.min(text.length, SAMPLE_BYTES); i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) bad++;
    else if (code > 0x7f) good++;
  }
  return good > bad * 10;
}

function vote(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const scores = ["gb18030", "big5"].map((charset) => ({ charset, ...scoreOf(sample, charset) }));
  if (bytes.length % 2 === 0 && sample.length >= 8)
    for (const charset of ["utf-16le", "utf-16be"]) scores.push({ charset, ...scoreOf(sample, charset) });
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
  if (best.score <= 0 || isWestern(sample, best.frequent)) return "windows-1252";
  return best.charset;
}

function scoreOf(sample: Uint8Array, charset: string): { score: number; frequent: number } {
  const text = new TextDecoder(charset).decode(sample);
  let frequent = 0;
  let odd = 0;
  let han = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0)!;
    if (FREQUENT.has(letter)) frequent++;
    if (code >= 0x4e00 && code <= 0x9fff) han++;
    else if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff)) odd += 3;
    else if (code > 0x2fff && !(code >= 0x3000 && code <= 0x303f) && !(code >= 0xff00 && code <= 0xffef))
      odd++;
    else if (code < 0x20 && code !== 9 && code !== 10 && code !== 13) odd += 2;
  }
  return { score: frequent + han * 0.1 - odd, frequent };
}

/** Western text has lone high bytes between ASCII letters; Chinese has them in pairs. */
function isWestern(sample: Uint8Array, frequent: number): boolean {
  let lone = 0;
  let runs = 0;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i]! < 0x80) continue;
    let end = i;
    while (end < sample.length && sample[end]! >= 0x80) end++;
    runs++;
    if (end - i === 1) lone++;
    i = end;
  }
  return runs > 0 && lone * 2 > runs && frequent <= runs / 4;
}
