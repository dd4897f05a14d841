// figures/scan.ts: one pass over a text: where a number may begin, and what to do there.
//
// One table of 64 K bytes gives each UTF-16 unit a class; "other" costs one load and one step. Everything that
// is not a number is looked at only from a number outwards (quantity.ts), so prose pays nothing for the
// word lists. Every reader is capped and every failed run is stepped over whole: the pass is linear on any input.
//
//   digit, numeral, number word → label? → number → decorate → join with the neighbour → found
//   [3,4] and product names (H100, v6e, GPT-4) → stepped over

import { VULGAR_FRACTIONS, vulgarFraction } from "./digits.ts";
import { bareFound, type Found } from "./found.ts";
import type { PeriodLabel } from "./label-parts.ts";
import { numeralValue } from "./numeral.ts";
import { atDigit } from "./scan-digits.ts";
import { atNumeral } from "./scan-numerals.ts";
import { atSpecial } from "./scan-special.ts";
import { atLatin } from "./scan-words.ts";
import { Scanner } from "./scanner.ts";
import { isDigit, isLatin } from "./trie.ts";

const OTHER = 0;
const DIGIT = 1;
const NUMERAL = 2;
const LATIN = 3;
const BRACKET = 4;
const SPECIAL = 5;
const VULGAR = 6;
const DOT = 7;

const CLASS = new Uint8Array(0x10000);
let isReady = false;

function prepare(): void {
  for (let code = 0; code < 0x10000; code++) {
    if (isDigit(code)) CLASS[code] = DIGIT;
    else if (isLatin(code)) CLASS[code] = LATIN;
    else if (numeralValue(code) < 99) CLASS[code] = NUMERAL;
  }
  for (const character of "翻数數几幾上对對前第排半") CLASS[character.charCodeAt(0)] = SPECIAL;
  for (const character of VULGAR_FRACTIONS) CLASS[character.charCodeAt(0)] = VULGAR;
  CLASS[0x5b] = BRACKET;
  CLASS[0x2e] = DOT;
  isReady = true;
}

export interface ScanOptions {
  from?: number;
  to?: number;
  /** Numbers without a unit too. */
  bare?: boolean;
}

export interface Scanned {
  found: Found[];
  labels: PeriodLabel[];
}

/** Everything found in [from, to), in order, without overlaps. Cost: one pass. */
export function scan(text: string, options: ScanOptions = {}): Scanned {
  if (!isReady) prepare();
  const scanner = new Scanner(text, options.to ?? text.length, options.bare ?? false);
  run(scanner, options.from ?? 0);
  return { found: scanner.finish(), labels: scanner.labels };
}

function run(scanner: Scanner, from: number): void {
  const { text, end } = scanner;
  let at = from;
  while (at < end) {
    switch (CLASS[text.charCodeAt(at)]) {
      case OTHER:
        at++;
        break;
      case LATIN:
        at = atLatin(scanner, at);
        break;
      case DIGIT:
        at = atDigit(scanner, at);
        break;
      case NUMERAL:
        at = atNumeral(scanner, at);
        break;
      case BRACKET:
        at = atBracket(scanner, at);
        break;
      case SPECIAL:
        at = atSpecial(scanner, at);
        break;
      case VULGAR:
        at = scanner.push(bareFound(at, at + 1, vulgarFraction(text[at]!)!, "fraction"));
        break;
      default:
        at =
          isDigit(text.charCodeAt(at + 1)) && !isDigit(text.charCodeAt(at - 1))
            ? atDigit(scanner, at)
            : at + 1;
    }
  }
}

/** [3], [3,4], [1][2]: marks of citations. */
function atBracket(scanner: Scanner, at: number): number {
  const { text } = scanner;
  if (!isDigit(text.charCodeAt(at + 1))) return at + 1;
  const match = /^\[\d{1,4}(?:\s?[,，、;–-]\s?\d{1,4}){0,12}\]/.exec(text.slice(at, at + 80));
  return match === null || scanner.context.bare ? at + 1 : at + match[0].length;
}
