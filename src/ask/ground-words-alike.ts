// ask/ground-words-alike.ts: whether two words say the same: the same stem, a translation, or a translation in common.

import { hasHan } from "../values/language.ts";
import { contentWords, type PlacedWord } from "./ground-read.ts";

interface Kin {
  areKin(a: string, b: string): boolean;
}

/** Whether `word` is `other` in its language or the other one; a phrase of a translation counts for each of its words. */
export function areAlike(word: PlacedWord, other: PlacedWord, tools: Kin): boolean {
  const [mine, theirs] = [word.forms[0]!, other.forms[0]!];
  if (mine === theirs) return true;
  if (hasHan(mine) === hasHan(theirs)) return tools.areKin(mine, theirs);
  const [han, latin] = hasHan(mine) ? [word, theirs] : [other, mine];
  return han.forms.some(
    (form) =>
      form === latin ||
      (han === other && form.split(" ").includes(latin)) ||
      (tools.areKin(form, latin) && !form.includes(" ")),
  );
}

/** What carries words: their forms for a quick look, themselves, and their text. */
export interface Carrier {
  forms: ReadonlySet<string>;
  words: readonly PlacedWord[];
  text: string;
}

export const carrierOf = (words: readonly PlacedWord[], text: string): Carrier => ({
  forms: new Set(words.flatMap(({ forms }) => forms)),
  words,
  text,
});

export function isCarried(word: PlacedWord, carrier: Carrier, tools: Kin): boolean {
  const [own] = word.forms as [string];
  if (carrier.forms.has(own)) return true;
  // Words of Chinese are cut by likelihood: 出货 of 出货量.
  if (hasHan(own) && own.length > 1 && carrier.text.includes(own)) return true;
  if (hasHan(own) && own.length > 2 && /[量额数值]$/.test(own) && carrier.text.includes(own.slice(0, -1)))
    return true;
  // A translation of two words stands there when both do.
  if (hasHan(own))
    for (const form of word.forms.slice(1))
      if (form.includes(" ") && isPhraseCarried(form.split(" "), carrier)) return true;
  return carrier.words.some((other) => areAlike(word, other, tools));
}

/** All of two words, two of three: 首席执行官 is "chief executive officer" and in most texts "chief executive". */
const isPhraseCarried = (parts: readonly string[], { forms }: Carrier): boolean =>
  parts.filter((part) => forms.has(part)).length >= Math.max(2, parts.length - 1);

/** Characters that make another thing of the word behind them: 次高端 is no 高端, 非银行 no 银行. */
const PREFIX = /[次非亚准副反]/;

/** Whether a Chinese word of `text` has such a character before it in the quotes wherever it stands there, and not here, or the other way round. */
export function isOtherwisePrefixed(text: string, { start, end }: PlacedWord, quotes: string): boolean {
  const word = text.slice(start, end);
  if (!hasHan(word) || word.length < 2) return false;
  const isPrefixed = PREFIX.test(text[start - 1] ?? " ");
  let isFound = false;
  for (let at = quotes.indexOf(word); at >= 0; at = quotes.indexOf(word, at + 1)) {
    if (PREFIX.test(quotes[at - 1] ?? " ") === isPrefixed) return false;
    isFound = true;
  }
  return isFound;
}

/** Share of a text's content words that another text carries, 0 to 1; 1 for a text without any. */
export function carriedShare(
  text: string,
  other: string,
  tools: Kin & { words(text: string): PlacedWord[] },
): number {
  const carrier = carrierOf(contentWords(other, tools), other);
  const asked = contentWords(text, tools);
  return asked.length === 0
    ? 1
    : asked.filter((word) => isCarried(word, carrier, tools)).length / asked.length;
}
