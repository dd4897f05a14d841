// figures/scan-special.ts: quantities that begin with a word: 翻倍, 数十亿, 上百亿, 前三, 第四家, 打对折.

import { amountOf, ONE } from "./amount.ts";
import { bareFound } from "./found.ts";
import { readLabel } from "./label.ts";
import { numeralValue, readNumeral } from "./numeral.ts";
import type { Scanner } from "./scanner.ts";
import { isBlank, isDigit } from "./trie.ts";
import { skipBlanks } from "./unit.ts";

/** 翻倍, 翻一番, 数十亿, 几百万, 上百亿, 前三, 第四家, 对折, 半. */
export function atSpecial(scanner: Scanner, at: number): number {
  const { text, end, context } = scanner;
  switch (text[at]) {
    case "翻":
      return multiplied(scanner, at);
    case "数":
    case "數":
    case "几":
    case "幾":
    case "上":
      return vagueBand(scanner, at);
    case "前":
      return rank(
        scanner,
        at,
        /^前(\d{1,3}|[一二三四五六七八九十]{1,3})(?:大|名|强|位|甲)?(?![\d年个季月天日周期次任轮期.,，%])/,
        1,
      );
    case "第":
      return ordinal(scanner, at);
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
        ? scanner.push(bareFound(at, at + 1, { sign: 1, digits: "5", power: -1 }, "half"))
        : at + 1;
    }
    default: {
      const isHalfPrice =
        (text[at + 1] === "折" && text[at - 1] === "打") ||
        (text.startsWith("折", at + 1 + (isBlank(text.charCodeAt(at + 1)) ? 1 : 0)) && text[at - 1] === "打");
      if (!isHalfPrice || at + 1 >= end) return at + 1;
      const figure = bareFound(at, at + 2, { sign: 1, digits: "5", power: -1 }, "discount");
      Object.assign(figure, { hasUnit: true, kind: "percent", unit: "fraction" });
      scanner.joinBack(figure);
      return at + 2;
    }
  }
}

/** 翻倍 and 翻一番 are twice, 翻两番 four times, 翻N倍 as written. */
export function multiplied(scanner: Scanner, at: number): number {
  const match = /^翻(?:了)?(?:(倍|番)|([一二三四五两\d])\s?(番|倍))/.exec(scanner.text.slice(at, at + 6));
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
  return scanner.pushReady(figure, scanner.context);
}

/** 数十亿: a band of one order of magnitude, never a measurement. */
export function vagueBand(scanner: Scanner, at: number): number {
  const { text, end } = scanner;
  const next = skipBlanks(text, at + 1, 1);
  const first = numeralValue(text.charCodeAt(next));
  if (first < 11 || first > 16 || (text[at] === "上" && (first < 12 || text[at - 1] === "以"))) return at + 1;
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
  return scanner.push(figure);
}

/** 前三, 前20强: a rank of at most that. */
export function rank(scanner: Scanner, at: number, pattern: RegExp, group: number): number {
  const match = pattern.exec(scanner.text.slice(at, at + 8));
  if (match === null || !/[名强位甲]$|^前[一二三五十]{1,2}$|^前\d+$/.test(match[0])) return at + 1;
  const after = scanner.text[at + match[0].length] ?? "";
  const isPlain = !/[大名强位甲]$/.test(match[0]);
  if (isPlain && after !== "" && !/[，。；、,;)）的\s]/.test(after)) return at + 1;
  const word = match[group]!;
  const value = /\d/.test(word) ? amountOf(word) : readNumeral(word, 0, word.length).amount;
  if (value === null) return at + 1;
  const figure = bareFound(at, at + match[0].length, ONE, "rank");
  Object.assign(figure, { high: value, hasUnit: true, kind: "rank", isRange: true, qualifier: "at-most" });
  scanner.joinBack(figure);
  return figure.end;
}

/** 第四家, 第三大, 第五名: an ordinal of things. */
export function ordinal(scanner: Scanner, at: number): number {
  const { text, context } = scanner;
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
    return context.bare ? at + 1 : skipOrdinal(scanner, at);
  }
  if (context.bare) return at + 1;
  const word = (match ?? rank!)[1]!;
  const value = /\d/.test(word) ? amountOf(word) : readNumeral(word, 0, word.length).amount;
  if (value === null || (match !== null && match[2] === "家" && /^(?:一|1)$/.test(word)))
    return skipOrdinal(scanner, at);
  const figure = bareFound(at, at + (match ?? rank!)[0].length, value, "ordinal");
  Object.assign(figure, {
    hasUnit: true,
    kind: match?.[2] === "家" ? "count" : "rank",
    unit: match?.[2] === "家" ? "company" : "",
  });
  scanner.joinBack(figure);
  return figure.end;
}

export function skipOrdinal(scanner: Scanner, at: number): number {
  const label = readLabel(scanner.text, at + 1, scanner.end);
  if (label !== null && label.start <= at) return scanner.label(label);
  let next = at + 1;
  while (
    next < scanner.end &&
    next < at + 8 &&
    (isDigit(scanner.text.charCodeAt(next)) || numeralValue(scanner.text.charCodeAt(next)) < 14)
  )
    next++;
  return Math.max(next, at + 1);
}
