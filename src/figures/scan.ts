// figures/scan.ts: one pass over a text: where a number may begin, and what to do there.
//
// One table of 64 K bytes gives each UTF-16 unit a class; "other" costs one load and one step. Everything that
// is not a number is looked at only from a number outwards (quantity.ts), so prose pays nothing for the
// word lists. Every reader is capped and every failed run is stepped over whole: the pass is linear on any input.
//
//   digit, numeral, number word → label? → number → decorate → join with the neighbour → found
//   [3,4] and product names (H100, v6e, GPT-4) → stepped over

import { type Amount, amountOf, divide, ONE, shift } from "./amount.ts";
import { readDigits, readMixed, readPower, readSlash, VULGAR_FRACTIONS, vulgarFraction } from "./digits.ts";
import { bareFound, type Found } from "./found.ts";
import { monthOf, type PeriodLabel, readLabel } from "./label.ts";
import { type Lexicon, lexicon } from "./lexicon.ts";
import { isScaleNumeral, numeralValue, readNumeral } from "./numeral.ts";
import { decorate, type ScanContext } from "./quantity.ts";
import { joinNeighbours } from "./range.ts";
import { isBlank, isDigit, isHan, isLatin } from "./trie.ts";
import { skipBlanks } from "./unit.ts";
import { readWords } from "./words.ts";

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
  scanner.run(options.from ?? 0);
  return { found: scanner.finish(), labels: scanner.labels };
}

class Scanner {
  readonly labels: PeriodLabel[] = [];
  private readonly found: Found[] = [];
  private readonly context: ScanContext;
  private readonly text: string;
  private readonly end: number;
  private readonly lexicon: Lexicon;
  private readonly wordFilter: Uint8Array;

  constructor(text: string, end: number, bare: boolean) {
    this.text = text;
    this.end = end;
    this.lexicon = lexicon();
    this.wordFilter = wordFilter(this.lexicon);
    this.context = { lexicon: this.lexicon, text, end, floor: 0, bare };
  }

  run(from: number): void {
    const { text, end } = this;
    let at = from;
    while (at < end) {
      switch (CLASS[text.charCodeAt(at)]) {
        case OTHER:
          at++;
          break;
        case LATIN:
          at = this.atLatin(at);
          break;
        case DIGIT:
          at = this.atDigit(at);
          break;
        case NUMERAL:
          at = this.atNumeral(at);
          break;
        case BRACKET:
          at = this.atBracket(at);
          break;
        case SPECIAL:
          at = this.atSpecial(at);
          break;
        case VULGAR:
          at = this.push(bareFound(at, at + 1, vulgarFraction(text[at]!)!, "fraction"));
          break;
        default:
          at =
            isDigit(text.charCodeAt(at + 1)) && !isDigit(text.charCodeAt(at - 1)) ? this.atDigit(at) : at + 1;
      }
    }
  }

  /** What stays: with a unit, with a scale, or all when bare numbers are wanted. */
  finish(): Found[] {
    const { bare } = this.context;
    return this.found.filter(
      (found) =>
        found.hasUnit || (bare ? !found.isYear || bare : found.scalePower > 0 || found.rule === "stated"),
    );
  }

  /** Decorates, joins and keeps a number; returns where to go on. */
  private push(bare: Found): number {
    const { context, found } = this;
    const last = found.at(-1);
    const label = this.labels.at(-1);
    context.floor = Math.max(last === undefined ? 0 : Math.max(last.coreEnd, last.end), label?.end ?? 0);
    if (context.floor > bare.start) context.floor = bare.start;
    const figure = decorate(context, bare);
    if (this.isName(figure)) return Math.max(figure.numberEnd, bare.numberEnd);
    if (!figure.hasUnit && !context.bare && this.isStated(figure)) figure.rule = "stated";
    this.joinBack(figure);
    return Math.max(figure.end, figure.coreEnd, bare.numberEnd);
  }

  private joinBack(figure: Found): void {
    const { found, context } = this;
    const last = found.at(-1);
    if (last === undefined) {
      found.push(figure);
      return;
    }
    const joined = joinNeighbours(context, last, figure);
    if (joined === "merged") {
      this.shareBack();
      return;
    }
    if (
      joined === null &&
      !context.bare &&
      !last.hasUnit &&
      last.scalePower === 0 &&
      last.rule !== "stated"
    ) {
      // A bare number that nothing joined is dropped at once, unless a list mark keeps it for the next.
      if (
        !/[、,，和及与]/.test(this.text.slice(last.end, last.end + 2)) ||
        figure.coreStart - last.end > 3
      )
        found.pop();
    }
    found.push(figure);
    if (joined === "shared") this.shareBack();
  }

  /** 10、20和30亿元: the unit goes back along the list. */
  private shareBack(): void {
    const { found, context } = this;
    for (let index = found.length - 2; index >= 0 && index > found.length - 9; index--) {
      if (found[index]!.hasUnit && index === found.length - 2) continue;
      if (found[index]!.hasUnit || joinNeighbours(context, found[index]!, found[index + 1]!) !== "shared")
        return;
    }
  }

  /** A decimal or grouped number that the sentence states (当前价为2843.30) is a figure without a unit. */
  private isStated(figure: Found): boolean {
    if (figure.rule !== "digits" || figure.isYear) return false;
    const isWritten =
      figure.low.power < 0 || /[,，]/.test(this.text.slice(figure.numberStart, figure.numberEnd));
    if (!isWritten) return false;
    let at = figure.coreStart - 1;
    while (at > figure.coreStart - 3 && isBlank(this.text.charCodeAt(at))) at--;
    return "为是达至到报收涨跌：:约超".includes(this.text[at] ?? "-");
  }

  /** 思元590, "No. 5", Section 3, a number with letters behind (2.5D): names, when nothing says it is a quantity. */
  private isName(figure: Found): boolean {
    const { text, lexicon: words } = this;
    if (figure.hasUnit && figure.kind !== "count") return false;
    if (figure.scalePower > 0) return false;
    if (
      isHan(text.charCodeAt(figure.coreStart - 1)) &&
      words.productBefore.matchBefore(text, figure.coreStart, 0) !== null &&
      !this.context.bare
    )
      return true;
    if (figure.hasUnit) return this.isAfterNameWord(figure);
    const code = text.charCodeAt(figure.numberEnd);
    if (isLatin(code) && isLatin(text.charCodeAt(figure.numberEnd - 1)) === false)
      return figure.rule === "digits";
    return false;
  }

  private isAfterNameWord(figure: Found): boolean {
    if (!isBlank(this.text.charCodeAt(figure.coreStart - 1))) return false;
    const word = /([A-Za-z&]+\.?)\s$/.exec(
      this.text.slice(Math.max(0, figure.coreStart - 14), figure.coreStart),
    );
    return word !== null && this.lexicon.nameBefore.has(word[1]!.toLowerCase());
  }

  private label(label: PeriodLabel): number {
    this.labels.push(label);
    return label.end;
  }

  private atDigit(at: number): number {
    const { text, end, context } = this;
    // 每10股派1.5元: the ten belong to the price behind them.
    if (text[at - 1] === "每" && !context.bare) return readDigits(text, at, end).end;
    const label = text[at] === "." ? null : readLabel(text, at, end);
    if (label !== null && !label.isPlainYear && !(context.bare && label.day !== null && label.month === null))
      return this.label(label);
    const isAfterCurrency = /[$€£¥￥]\s?$/.test(text.slice(Math.max(0, at - 2), at));
    const read = readDigits(text, at, end, { spaceGroups: context.bare, isAfterCurrency });
    if (read.amount === null)
      return context.bare && read.end - at < 24 && text[at] !== "."
        ? this.partsOfAddress(at, read.end)
        : Math.max(read.end, at + 1);
    const slash = text[read.end] === "/" || text[read.end] === "／" ? readSlash(text, at, end) : null;
    const over = context.bare && text.startsWith(" over ", read.end) ? this.overWord(at, read.end, read.amount) : null;
    if (over !== null) return this.push(over);
    if (slash !== null) return this.push(bareFound(at, slash.end, slash.amount, "fraction"));
    const denominator = this.ratioAfter(at, read.end, read.amount, false);
    if (denominator > 0) return denominator;
    const whole = text[read.end] === "又" ? this.mixedFraction(at, read.end, read.amount) : 0;
    if (whole > 0) return whole;
    const mixed = readMixed(text, read.end, end, read.amount) ?? readPower(text, read.end, end, read.amount);
    if (mixed !== null) return this.push(bareFound(at, mixed.end, mixed.amount, "fraction"));
    const compound = this.compoundAt(at, read.end, read.amount);
    if (compound !== null) return this.push(compound);
    const figure = bareFound(at, read.end, read.amount, "digits");
    if (label !== null) return this.plainYear(label, figure);
    this.skipNameTail(figure);
    return this.push(figure);
  }

  /** "192.168.1.2" where bare numbers are wanted: its parts. */
  private partsOfAddress(at: number, stop: number): number {
    const run = /^\d+/.exec(this.text.slice(at, stop));
    if (run === null) return stop;
    this.push(bareFound(at, at + run[0].length, amountOf(run[0]), "digits"));
    const next = at + run[0].length;
    return this.text[next] === "." ? next + 1 : Math.max(next, at + 1);
  }

  private plainYear(label: PeriodLabel, figure: Found): number {
    const { text } = this;
    if (label.yearTo !== null) return this.label(label);
    figure.isYear = true;
    const before = this.found.length;
    const next = this.push(figure);
    const kept = this.found.at(-1);
    if (kept === figure && !figure.hasUnit && figure.scalePower === 0) {
      if (!this.context.bare) this.found.length = Math.min(before, this.found.length);
      return this.label(label);
    }
    return Math.max(next, Math.min(label.end, text.length));
  }

  /** 7万5千, 25万6千, 4 thousand 3 hundred and 21: digits that words or numerals go on. */
  private compoundAt(at: number, stop: number, amount: Amount): Found | null {
    const { text, end } = this;
    const next = skipBlanks(text, stop, 2);
    const code = text.charCodeAt(next);
    if (amount.power === 0 && isScaleNumeral(code)) {
      let after = next + 1;
      while (after < next + 4 && isScaleNumeral(text.charCodeAt(after))) after++;
      after = skipBlanks(text, after, 2);
      const value = numeralValue(text.charCodeAt(after));
      if (isDigit(text.charCodeAt(after)) || value <= 9 || value === 11) {
        const read = readNumeral(text, at, end);
        const isMixed = read.amount !== null && read.end > after;
        if (isMixed)
          return this.numeralFound(
            at,
            read.end,
            read.amount!,
            read.amount!,
            read.scalePower,
            read.isOver,
            "numeral-mixed",
          );
      }
      return null;
    }
    if (isLatin(code) && next > stop && amount.power === 0 && amount.digits.length < 6) {
      const read = readWords(text, at, end, this.lexicon, { value: BigInt(amount.digits), end: stop });
      if (
        read !== null &&
        read.end > stop &&
        /\s(?:and|&)\s|\d\D+\d|[a-z]\s+[a-z]/i.test(text.slice(at, read.end))
      ) {
        return this.numeralFound(
          at,
          read.end,
          read.amount,
          read.amount,
          read.scalePower,
          false,
          "words-mixed",
        );
      }
    }
    return null;
  }

  private numeralFound(
    start: number,
    end: number,
    low: Amount,
    high: Amount,
    scalePower: number,
    isOver: boolean,
    rule: string,
  ): Found {
    const figure = bareFound(start, end, low, rule);
    figure.high = high;
    figure.scalePower = scalePower;
    if (isOver) figure.qualifier = "over";
    return figure;
  }

  /** Letters glued behind a number that is no unit: the whole is a name, its tail is stepped over. */
  private skipNameTail(figure: Found): void {
    const { text } = this;
    const before = text.charCodeAt(figure.start - 1);
    if (
      text[figure.start - 1] === "_" ||
      text[figure.start - 1] === "#" ||
      (before === 0x40 && text[figure.start - 1] === "@")
    )
      figure.isSingle = true;
  }

  /** X分之Y: of a hundred or thousand a percentage, else a ratio. Returns 0 when 分之 does not follow. */
  private ratioAfter(start: number, stop: number, denominator: Amount, isHanScale: boolean): number {
    const { text, end, context } = this;
    let at = skipBlanks(text, stop, 3);
    if (text[at] !== "分") return 0;
    at = skipBlanks(text, at + 1, 3);
    if (text[at] !== "之") return 0;
    at = skipBlanks(text, at + 1, 3);
    let sign: 1 | -1 = 1;
    if (text[at] === "负" || text[at] === "負" || text[at] === "-") {
      sign = -1;
      at++;
    }
    const isWritten = isDigit(text.charCodeAt(at));
    const digits = isWritten ? readDigits(text, at, end) : readNumeral(text, at, end);
    if (digits.amount === null || digits.end <= at) return isHanScale ? at : 0;
    let numerator = digits.amount;
    let last = digits.end;
    const letter = isWritten ? text[last] : undefined;
    if ((letter === "K" || letter === "k" || letter === "Ｋ") && !isLatin(text.charCodeAt(last + 1))) {
      numerator = shift(numerator, 3);
      last++;
    }
    numerator = { ...numerator, sign: (numerator.sign * sign) as 1 | -1 };
    const quotient = divide(numerator, denominator);
    if (quotient === null) return last;
    const figure = bareFound(start, last, quotient, isHanScale ? "percent-of" : "fraction");
    figure.hasUnit = true;
    figure.kind = isHanScale ? "percent" : "ratio";
    figure.unit = "fraction";
    if (isHanScale) {
      figure.low = figure.high = { ...numerator, power: numerator.power };
      figure.factor = divide(ONE, denominator) ?? ONE;
      figure.numberStart = at;
    }
    return this.pushReady(figure, context);
  }

  /** Keeps a figure whose unit is already known: only sign and qualifier are asked for. */
  private pushReady(figure: Found, context: ScanContext): number {
    const last = this.found.at(-1);
    context.floor = Math.min(figure.start, Math.max(last?.end ?? 0, this.labels.at(-1)?.end ?? 0));
    const { numberStart, unit, kind, factor, rule } = figure;
    const shadow = decorate(
      { ...context, end: figure.coreEnd },
      { ...figure, numberStart: figure.start, hasUnit: false },
    );
    Object.assign(figure, {
      start: shadow.start,
      coreStart: shadow.coreStart,
      low: shadow.low,
      high: shadow.high,
      qualifier: shadow.qualifier,
    });
    const after = decorateAfter(context, figure);
    Object.assign(figure, {
      numberStart: kind === "percent" ? numberStart : figure.coreStart,
      unit,
      kind,
      factor,
      rule,
      hasUnit: true,
    });
    this.joinBack(figure);
    return after;
  }

  private atNumeral(at: number): number {
    const { text, end, lexicon: words, context } = this;
    const stop = words.stop.match(text, at, end);
    if (stop !== null) return stop.edge;
    if (context.bare && text[at] === "一" && text[at + 1] === "半") return this.push(bareFound(at, at + 2, { sign: 1, digits: "5", power: -1 }, "half"));
    const isOneLong = numeralValue(text.charCodeAt(at + 1)) === 99;
    if (at > 0 && isOneLong && words.glued.has(text.slice(at - 1, at + 1)) && !(context.bare && text[at - 1] === "第"))
      return at + 1;
    const label = readLabel(text, at, end);
    if (label !== null) return this.label(label);
    const read = readNumeral(text, at, end);
    if (read.amount === null) return this.bareScale(at, read.end);
    const isHanScale = isScaleNumeral(text.charCodeAt(at)) && numeralValue(text.charCodeAt(at)) !== 11;
    const ratio = this.ratioAfter(at, read.end, read.amount, isHanScale);
    if (ratio > 0) return ratio;
    const isMixedFraction =
      text[read.end] === "又" || (text[read.end] === " " && text[read.end + 1] === "又");
    if (isMixedFraction) {
      const mixed = this.mixedFraction(at, read.end, read.amount);
      if (mixed > 0) return mixed;
    }
    const figure = this.numeralFound(
      at,
      read.end,
      read.amount,
      read.high ?? read.amount,
      read.scalePower,
      read.isOver,
      "numeral",
    );
    figure.isRange = read.high !== null;
    figure.isSingle = read.isSingle;
    // 百, 千 alone (百家, 千人) and formal digits alone say little: only with a currency, percent or unit.
    if (!context.bare && read.end === at + 1 && isHanScale) return this.pushIfUnit(figure);
    return this.push(figure);
  }

  private pushIfUnit(figure: Found): number {
    const count = this.found.length;
    const next = this.push(figure);
    const kept = this.found.at(-1);
    if (
      this.found.length > count &&
      kept === figure &&
      (!figure.hasUnit || (figure.kind === "count" && figure.scalePower === 0))
    )
      this.found.pop();
    return next;
  }

  /** 三百五又三分之一. */
  private mixedFraction(start: number, stop: number, whole: Amount): number {
    const { text, end } = this;
    const at = skipBlanks(text, text.indexOf("又", stop) + 1, 2);
    const denominator = isDigit(text.charCodeAt(at)) ? readDigits(text, at, end) : readNumeral(text, at, end);
    if (denominator.amount === null) return 0;
    let next = skipBlanks(text, denominator.end, 2);
    if (text[next] !== "分") {
      const numerator = readNumeral(text, next, end);
      // 一又十分一, as written in Hong Kong, drops 之.
      if (numerator.amount === null || text[denominator.end] !== "分") return 0;
    }
    next = skipBlanks(text, next + 1, 2);
    if (text[next] === "之") next = skipBlanks(text, next + 1, 2);
    const numerator = isDigit(text.charCodeAt(next))
      ? readDigits(text, next, end)
      : readNumeral(text, next, end);
    if (numerator.amount === null) return 0;
    const part = divide(numerator.amount, denominator.amount);
    if (part === null) return 0;
    const power = Math.min(whole.power, part.power);
    const sum =
      BigInt(whole.digits) * 10n ** BigInt(whole.power - power) +
      BigInt(part.digits) * 10n ** BigInt(part.power - power);
    return this.push(bareFound(start, numerator.end, { sign: 1, digits: sum.toString(), power }, "fraction"));
  }

  /** 万亿美元, 百亿元: a scale with no number before it counts as one of it, with a currency or 级 behind. */
  private bareScale(at: number, stop: number): number {
    const { text } = this;
    const before = text[at - 1] ?? "";
    if (text[stop] === "分" && text[stop + 1] === "之" && stop - at <= 3) {
      let zeros = 0;
      for (let next = at; next < stop; next++) zeros += [0, 1, 2, 3, 4, 8, 12][numeralValue(text.charCodeAt(next)) - 10] ?? 0;
      return Math.max(stop, this.ratioAfter(at, stop, { sign: 1, digits: "1", power: zeros }, true));
    }
    if (stop - at < 2 || stop - at > 3 || !"超破达过逾近的到至上".includes(before) || before === "")
      return stop;
    let power = 0;
    for (let next = at; next < stop; next++) {
      const value = numeralValue(text.charCodeAt(next));
      if (value < 12 || value > 16) return stop;
      power += [2, 3, 4, 8, 12][value - 12]!;
    }
    const figure = bareFound(at, stop, { sign: 1, digits: "1", power }, "scale-alone");
    figure.scalePower = power;
    return this.pushIfUnit(figure);
  }

  /** 翻倍, 翻一番, 数十亿, 几百万, 上百亿, 前三, 第四家, 对折, 半. */
  private atSpecial(at: number): number {
    const { text, end, context } = this;
    switch (text[at]) {
      case "翻":
        return this.multiplied(at);
      case "数":
      case "數":
      case "几":
      case "幾":
      case "上":
        return this.vagueBand(at);
      case "前":
        return this.rank(
          at,
          /^前(\d{1,3}|[一二三四五六七八九十]{1,3})(?:大|名|强|位|甲)?(?![\d年个季月天日周期次任轮期.,，%])/,
          1,
        );
      case "第":
        return this.ordinal(at);
      case "排":
        return at + 1;
      case "半": {
        if (!context.bare && text[at + 1] !== "年" && text[at + 1] !== "数") return at + 1;
        const before = text[at - 1] ?? "";
        if (
          text[at + 1] === "年" &&
          ("上下半".includes(before) || "度报".includes(text[at + 2] ?? "-")) &&
          before !== ""
        )
          return at + 1;
        if (text[at + 1] === "数") return at + 2;
        return context.bare || text[at + 1] === "年"
          ? this.push(bareFound(at, at + 1, { sign: 1, digits: "5", power: -1 }, "half"))
          : at + 1;
      }
      default: {
        const isHalfPrice =
          (text[at + 1] === "折" && text[at - 1] === "打") ||
          (text.startsWith("折", at + 1 + (isBlank(text.charCodeAt(at + 1)) ? 1 : 0)) &&
            text[at - 1] === "打");
        if (!isHalfPrice || at + 1 >= end) return at + 1;
        const figure = bareFound(at, at + 2, { sign: 1, digits: "5", power: -1 }, "discount");
        Object.assign(figure, { hasUnit: true, kind: "percent", unit: "fraction" });
        this.joinBack(figure);
        return at + 2;
      }
    }
  }

  /** 翻倍 and 翻一番 are twice, 翻两番 four times, 翻N倍 as written. */
  private multiplied(at: number): number {
    const match = /^翻(?:了)?(?:(倍|番)|([一二三四五两\d])\s?(番|倍))/.exec(this.text.slice(at, at + 6));
    if (match === null) return at + 1;
    const count =
      match[2] === undefined
        ? 1
        : /\d/.test(match[2])
          ? Number(match[2])
          : numeralValue(match[2].charCodeAt(0));
    const value = match[3] === "倍" ? count : match[1] === "倍" ? 2 : 2 ** count;
    const figure = bareFound(at, at + match[0].length, amountOf(String(value)), "multiplied");
    Object.assign(figure, { hasUnit: true, kind: "ratio", unit: "x" });
    return this.pushReady(figure, this.context);
  }

  /** 数十亿: a band of one order of magnitude, never a measurement. */
  private vagueBand(at: number): number {
    const { text, end } = this;
    const next = skipBlanks(text, at + 1, 1);
    const first = numeralValue(text.charCodeAt(next));
    if (first < 11 || first > 16 || (text[at] === "上" && (first < 12 || text[at - 1] === "以")))
      return at + 1;
    if ("人次参总系无函复大多".includes(text[at - 1] ?? "-") && text[at] !== "上" && text[at - 1] !== "")
      return at + 1;
    let power = 0;
    let stop = next;
    while (stop < end && stop < next + 5) {
      const value = numeralValue(text.charCodeAt(stop));
      if (value < 11 || value > 16) break;
      if (value === 13 && "瓦克米".includes(text[stop + 1] ?? "-") && stop > next) break;
      power += [1, 2, 3, 4, 8, 12][value - 11]!;
      stop++;
    }
    const figure = bareFound(at, stop, { sign: 1, digits: "1", power }, "vague");
    figure.high = { sign: 1, digits: "1", power: power + 1 };
    figure.isVague = true;
    figure.scalePower = power;
    return this.push(figure);
  }

  /** 前三, 前20强: a rank of at most that. */
  private rank(at: number, pattern: RegExp, group: number): number {
    const match = pattern.exec(this.text.slice(at, at + 8));
    if (match === null || !/[名强位甲]$|^前[一二三五十]{1,2}$|^前\d+$/.test(match[0])) return at + 1;
    const after = this.text[at + match[0].length] ?? "";
    const isPlain = !/[大名强位甲]$/.test(match[0]);
    if (isPlain && after !== "" && !/[，。；、,;)）的\s]/.test(after)) return at + 1;
    const word = match[group]!;
    const value = /\d/.test(word) ? amountOf(word) : readNumeral(word, 0, word.length).amount;
    if (value === null) return at + 1;
    const figure = bareFound(at, at + match[0].length, ONE, "rank");
    Object.assign(figure, { high: value, hasUnit: true, kind: "rank", isRange: true, qualifier: "at-most" });
    this.joinBack(figure);
    return figure.end;
  }

  /** 第四家, 第三大, 第五名: an ordinal of things. */
  private ordinal(at: number): number {
    const { text, context } = this;
    const match = /^第\s?(\d{1,3}|[一二三四五六七八九十百]{1,4})(名|位|大|家)/.exec(text.slice(at, at + 8));
    const rank =
      match === null
        ? /^第(\d{1,3}|[一二三四五六七八九十]{1,3})(?=[，。；、,;)）\s]|$)/.exec(text.slice(at, at + 6))
        : null;
    if (
      match === null &&
      (rank === null ||
        !/(?:排名|位列|位居|居|列|排)[\u4e00-\u9fff]{0,4}$/.test(text.slice(Math.max(0, at - 8), at)))
    ) {
      return context.bare ? at + 1 : this.skipOrdinal(at);
    }
    if (context.bare) return at + 1;
    const word = (match ?? rank!)[1]!;
    const value = /\d/.test(word) ? amountOf(word) : readNumeral(word, 0, word.length).amount;
    if (value === null || (match !== null && match[2] === "家" && /^(?:一|1)$/.test(word)))
      return this.skipOrdinal(at);
    const figure = bareFound(at, at + (match ?? rank!)[0].length, value, "ordinal");
    Object.assign(figure, {
      hasUnit: true,
      kind: match?.[2] === "家" ? "count" : "rank",
      unit: match?.[2] === "家" ? "company" : "",
    });
    this.joinBack(figure);
    return figure.end;
  }

  private skipOrdinal(at: number): number {
    const label = readLabel(this.text, at + 1, this.end);
    if (label !== null && label.start <= at) return this.label(label);
    let next = at + 1;
    while (
      next < this.end &&
      next < at + 8 &&
      (isDigit(this.text.charCodeAt(next)) || numeralValue(this.text.charCodeAt(next)) < 14)
    )
      next++;
    return Math.max(next, at + 1);
  }

  /** [3], [3,4], [1][2]: marks of citations. */
  private atBracket(at: number): number {
    const { text } = this;
    if (!isDigit(text.charCodeAt(at + 1))) return at + 1;
    const match = /^\[\d{1,4}(?:\s?[,，、;–-]\s?\d{1,4}){0,12}\]/.exec(text.slice(at, at + 80));
    return match === null || this.context.bare ? at + 1 : at + match[0].length;
  }

  private atLatin(at: number): number {
    const { text, end } = this;
    let stop = at + 1;
    while (stop < end && CLASS[text.charCodeAt(stop)] === LATIN) stop++;
    const next = text.charCodeAt(stop);
    if (CLASS[next] === DIGIT && stop < end) return this.lettersThenDigit(at, stop);
    if (next === 0x2d && CLASS[text.charCodeAt(stop + 1)] === DIGIT && this.isHyphenName(at, stop))
      return this.skipName(stop);
    if (next === 0x3a && text.startsWith("://", stop)) return this.skipAddress(stop);
    const length = stop - at;
    if (
      length > 14 ||
      this.wordFilter[filterKey(text.charCodeAt(at), length, text.charCodeAt(stop - 1))] === 0
    )
      return stop;
    return this.atWord(at, stop);
  }

  /** RMB10, FY25Q3, Q3, H100, v6e. */
  private lettersThenDigit(at: number, stop: number): number {
    const { text } = this;
    const label = stop - at <= 7 ? readLabel(text, at, this.end) : null;
    if (label !== null) return this.label(label);
    const word = text.slice(at, Math.min(stop, at + 8));
    if (/^(?:yoy|qoq|mom|cagr)$/i.test(word)) return stop;
    if (stop - at <= 4 && this.lexicon.currencyBefore.matchBefore(text, stop, at)?.edge === at) return stop;
    return this.skipName(stop);
  }

  /** Steps over the rest of a name: letters, digits, and the marks inside it. */
  private skipName(from: number): number {
    const { text, end } = this;
    let at = from;
    while (at < end) {
      const kind = CLASS[text.charCodeAt(at)];
      if (kind === DIGIT || kind === LATIN) at++;
      else if (
        ".-+_".includes(text[at]!) &&
        at + 1 < end &&
        CLASS[text.charCodeAt(at + 1)]! % 2 === 1 &&
        CLASS[text.charCodeAt(at + 1)]! <= LATIN
      )
        at++;
      else break;
    }
    return Math.max(at, from);
  }

  private isHyphenName(at: number, stop: number): boolean {
    const word = this.text.slice(at, Math.min(stop, at + 8));
    if (/^(?:yoy|qoq|mom|cagr|usd|rmb|eur|hkd|to|and|of|at|by)$/i.test(word)) return false;
    return this.text[at - 1] !== "$";
  }

  private skipAddress(at: number): number {
    let next = at;
    while (next < this.end && this.text.charCodeAt(next) > 32 && this.text.charCodeAt(next) < 0x2e80) next++;
    return next;
  }

  private atWord(at: number, stop: number): number {
    const { text, lexicon: words, end, context } = this;
    const word = text.slice(at, stop).toLowerCase();
    if (monthOf(word) > 0 || word === "fiscal" || word === "fy") {
      const label = readLabel(text, at, end);
      if (label !== null) return this.label(label);
      if (!words.smallNumbers.has(word)) return stop;
    }
    if (text[stop] === " " || text[stop] === "-") {
      const label =
        word === "first" || word === "second" || word === "third" || word === "fourth"
          ? readLabel(text, at, end)
          : null;
      if (label !== null) return this.label(label);
    }
    const vague = words.vague.get(word);
    if (vague !== undefined) return this.vagueWord(at, stop, vague);
    const tens = words.tens.get(word);
    if (tens !== undefined && text.startsWith(" of ", stop)) return this.tensOf(at, stop, tens);
    const times = words.multiplied.get(word);
    if (times !== undefined) return this.times(at, stop, word, times);
    if (word === "percent" || word === "percents" || word === "cent") return stop;
    if (words.denominators.has(word) && word !== "half" && !this.isPart(at, stop, word)) return stop;
    const isPointing =
      word === "one" &&
      /\b(?:this|that|which|each|any|every|no|another|the|other)\s$/i.test(text.slice(Math.max(0, at - 8), at));
    if (isPointing) return stop;
    if (word.endsWith("s") && words.scales.has(word)) return stop;
    if (text[stop] === "-" && isLatin(text.charCodeAt(stop + 1)) && word === "one" && !context.bare)
      return stop;
    const read = readWords(text, at, end, words);
    if (read === null) return stop;
    const over = context.bare ? this.overWord(at, read.end, read.amount) : null;
    if (over !== null) return this.push(over);
    const isArticle = read.start < at;
    if (!context.bare && words.scales.has(word) && !isArticle) return read.end;
    const figure = this.numeralFound(
      read.start,
      read.end,
      read.amount,
      read.amount,
      read.scalePower,
      false,
      "words",
    );
    figure.isSingle = read.isSingle;
    if (read.start < (this.found.at(-1)?.end ?? 0)) return read.end;
    const next = this.push(figure);
    return Math.max(next, stop);
  }

  /** "a fifth of", "a quarter million": an ordinal that is a part. */
  private isPart(at: number, stop: number, word: string): boolean {
    const isArticle = /(?:^|[^A-Za-z])an?\s$/i.test(this.text.slice(Math.max(0, at - 4), at));
    if (word === "quarter" || word === "quarters") return true;
    return isArticle && /^(?:\s+of\b|\s*$|\s+(?:million|billion|trillion))/.test(this.text.slice(stop, stop + 12));
  }

  /** "one over twenty", where bare numbers are wanted. */
  private overWord(at: number, stop: number, numerator: Amount): Found | null {
    if (!this.text.startsWith(" over ", stop)) return null;
    const below = readWords(this.text, stop + 6, this.end, this.lexicon);
    const quotient = below === null ? null : divide(numerator, below.amount);
    return below === null || quotient === null ? null : bareFound(at, below.end, quotient, "fraction");
  }

  private vagueWord(at: number, stop: number, power: number): number {
    const figure = bareFound(at, stop, { sign: 1, digits: "1", power }, "vague");
    figure.high = { sign: 1, digits: "1", power: power + 1 };
    figure.isVague = true;
    figure.scalePower = power;
    return Math.max(this.push(figure), stop);
  }

  /** "tens of billions of dollars". */
  private tensOf(at: number, stop: number, tens: number): number {
    const match = /^ of (thousands|millions|billions|trillions)/i.exec(this.text.slice(stop, stop + 14));
    const power = tens + (match === null ? 0 : this.lexicon.scales.get(match[1]!.toLowerCase())!);
    if (match === null && tens < 3) return stop;
    return this.vagueWord(at, stop + (match?.[0].length ?? 0), power);
  }

  /** doubled, tripled: a ratio; "double" only after a word that makes it a verb. */
  private times(at: number, stop: number, word: string, value: string): number {
    const { text } = this;
    if (text[stop] === "-") return stop;
    if (/^(?:double|triple|quadruple)s?$/.test(word)) {
      const before = /([A-Za-z]+) $/.exec(text.slice(Math.max(0, at - 12), at));
      if (before === null || !this.lexicon.doubleAfter.has(before[1]!.toLowerCase())) return stop;
    }
    const figure = bareFound(at, stop, amountOf(value), "multiplied");
    Object.assign(figure, { hasUnit: true, kind: "ratio", unit: "x" });
    return Math.max(this.pushReady(figure, this.context), stop);
  }
}

/** The qualifier after a ready figure; returns where it ends. */
function decorateAfter(context: ScanContext, figure: Found): number {
  const shadow = { ...figure, start: figure.coreStart, end: figure.coreEnd };
  const after = decorateTail(context, shadow);
  figure.end = after.end;
  figure.qualifier ??= after.qualifier;
  return figure.end;
}

function decorateTail(context: ScanContext, shadow: Found): { end: number; qualifier: Found["qualifier"] } {
  const match = context.lexicon.qualifierAfter.match(context.text, shadow.coreEnd, context.end);
  return match === null
    ? { end: shadow.coreEnd, qualifier: null }
    : { end: match.edge, qualifier: match.value };
}

const filterKey = (first: number, length: number, last: number): number =>
  ((first & 31) << 9) | (length << 5) | (last & 31);

let filter: Uint8Array | null = null;

/** One bit for each (first letter, length, last letter) of a word that means a number: most words fail it. */
function wordFilter(words: Lexicon): Uint8Array {
  if (filter !== null) return filter;
  const table = new Uint8Array(32 << 9);
  const add = (word: string): void => {
    if (word.length <= 14)
      table[filterKey(word.charCodeAt(0), word.length, word.charCodeAt(word.length - 1))] = 1;
  };
  for (const word of words.smallNumbers.keys()) add(word);
  for (const word of words.scales.keys()) add(word);
  for (const word of words.vague.keys()) add(word);
  for (const word of words.tens.keys()) add(word);
  for (const word of words.multiplied.keys()) add(word);
  for (const word of "half quarter third halves fiscal fy first second fourth fifth sixth seventh eighth ninth tenth hundredth thousandth millionth billionth trillionth january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split(
    " ",
  ))
    add(word);
  filter = table;
  return table;
}
