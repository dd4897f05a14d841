// desk/ask-kin.ts: words of one language that translate alike: "shut" and "close" are both 关闭, 厂商 and 商家 both "business".
//
// The dictionary of the search is read backwards: a translation of one English word links the Chinese words that have
// it, and the other way round. Opposites share no translation, words of one character (借: to borrow, to lend) and
// translations of several words are left out. Made at the first use (half a second), only where a model is connected.

import { lexicon } from "../search/lexicon.ts";
import { tokenise } from "../search/tokens.ts";
import { hasHan } from "../values/language.ts";

let byStem: Map<string, Set<string>> | undefined;

/** Whether two words of one language (an English stem, a Chinese word) have a translation in common. */
export function areKin(a: string, b: string): boolean {
  if (a === b) return true;
  if (hasHan(a) !== hasHan(b)) return false;
  if (hasHan(a)) return shareGloss(a, b);
  if (isDerived(a, b) || isDerived(b, a)) return true;
  byStem ??= readBackwards();
  const [mine, theirs] = [byStem.get(a), byStem.get(b)];
  if (mine === undefined || theirs === undefined) return false;
  for (const word of mine) if (theirs.has(word)) return true;
  return false;
}

/** Endings that stemming leaves: "payabl" of "pay", "commit" and "commitment", "recogn" and "recognis". */
const ENDINGS = new Set([
  "abl",
  "ment",
  "er",
  "or",
  "ion",
  "at",
  "ation",
  "al",
  "is",
  "iz",
  "y",
  "e",
  "s",
  "d",
  "ive",
  "iv",
]);

function isDerived(longer: string, shorter: string): boolean {
  const [a, b] = [longer, shorter].map((stem) =>
    stem
      .replace(/iz$/, "is")
      .replace(/i$/, "y")
      .replace(/our/, "or")
      .replace(/^centr$/, "center")
      .replace(/^programm$/, "program"),
  ) as [string, string];
  return a === b || (b.length >= 3 && a.startsWith(b) && ENDINGS.has(a.slice(b.length)));
}

const PLAIN = /^(?:to |to be |be |a |an |the )?([a-z]{3,})$/;

function shareGloss(a: string, b: string): boolean {
  if (a.length < 2 || b.length < 2) return false;
  const plain = (word: string): string[] =>
    lexicon()
      .glosses(word)
      .flatMap((gloss) => PLAIN.exec(gloss)?.[1] ?? []);
  const known = new Set(plain(b));
  return plain(a).some((gloss) => known.has(gloss));
}

function readBackwards(): Map<string, Set<string>> {
  const reader = backwards();
  for (let step = reader.next(); ; step = reader.next()) if (step.done) return step.value;
}

/**
 * Makes the table beforehand, some milliseconds at a time, so that a stream is not kept waiting while it is made.
 * Does nothing when it is there.
 */
export async function warmKin(): Promise<void> {
  if (byStem !== undefined) return;
  const reader = backwards();
  for (let step = reader.next(); ; step = reader.next()) {
    if (step.done) {
      byStem ??= step.value;
      return;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Words read between two pauses: some 10 ms. */
const WORDS_AT_ONCE = 2_000;

function* backwards(): Generator<undefined, Map<string, Set<string>>> {
  const words = new Map<string, Set<string>>();
  const stems = new Map<string, string>();
  let read = 0;
  for (const [word, glosses] of lexicon().entries()) {
    if (++read % WORDS_AT_ONCE === 0) yield;
    if (word.length < 2) continue;
    for (const gloss of glosses) {
      const plain = PLAIN.exec(gloss)?.[1];
      if (plain === undefined) continue;
      let stem = stems.get(plain);
      if (stem === undefined) {
        stem = tokenise(plain).terms[0] ?? plain;
        stems.set(plain, stem);
      }
      const known = words.get(stem);
      if (known === undefined) words.set(stem, new Set([word]));
      else known.add(word);
    }
  }
  return words;
}
