// values/language.ts: which language a text is in, by the letters it uses.

import { z } from "zod";

export const Language = z.enum(["zh", "en", "other"]);
/** "zh" simplified or traditional Chinese, "en" English and other Latin text, "other" the rest. */
export type Language = z.infer<typeof Language>;

const HAN = /\p{Script=Han}/u;

/** Whether the text has at least one Han character. */
export const hasHan = (text: string): boolean => HAN.test(text);

/**
 * The main language of a text: "zh" when Han characters make a fifth or more of its letters (a Chinese
 * article on chips is half Latin names), "en" when Latin letters lead, else "other". Reads at most the
 * first 20,000 characters.
 */
export function languageOf(text: string): Language {
  let han = 0;
  let latin = 0;
  let kana = 0;
  let letters = 0;
  for (const letter of text.slice(0, 20_000)) {
    const code = letter.codePointAt(0)!;
    if ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf)) han++;
    else if ((code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)) latin++;
    else if (code >= 0x3040 && code <= 0x30ff) kana++;
    else if (code < 0x80 || !/\p{L}/u.test(letter)) continue;
    letters++;
  }
  if (letters === 0 || kana > han / 3) return "other";
  if (han * 5 >= letters) return "zh";
  return latin * 2 >= letters ? "en" : "other";
}
