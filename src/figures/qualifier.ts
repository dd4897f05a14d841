// figures/qualifier.ts: the words beside a number that bound or blur it: 约, 超, at least, 以上, 左右, or more.

import type { Qualifier } from "../records/figure.ts";
import type { Lexicon } from "./lexicon.ts";
import { isBlank, isDigit } from "./trie.ts";
import { skipBlanks } from "./unit.ts";

export interface QualifierRead {
  qualifier: Qualifier;
  /** Start of the words before the number, end of the words after it. */
  edge: number;
}

/** 近 in 最近 or 附近 is another word; so is 超 in 反超, 破 in 打破. */
const NOT_BEFORE: Record<string, string> = {
  近: "最附临邻亲靠将接逼",
  超: "反赶",
  破: "打突攻爆",
  约: "大节签预协合契制条",
  逾: "",
  "<": "<",
  ">": "->=",
};

/** The qualifier that ends right before `start` (one blank allowed), not reaching below `floor`. */
export function qualifierBefore(
  lexicon: Lexicon,
  text: string,
  start: number,
  floor: number,
): QualifierRead | null {
  let end = start;
  while (end > floor && end > start - 2 && isBlank(text.charCodeAt(end - 1))) end--;
  if (text[end - 1] === "了" && end - 1 > floor) end--;
  const match = lexicon.qualifierBefore.matchBefore(text, end, floor);
  if (match === null) return null;
  const word = text.slice(match.edge, end);
  // "deposits were up to $26 billion" says that they rose.
  if (
    word === "up to" &&
    /\b(?:was|were|is|are|went|moved|came)\s$/i.test(text.slice(Math.max(floor, match.edge - 6), match.edge))
  )
    return null;
  const blocked = NOT_BEFORE[word];
  if (blocked !== undefined && match.edge > 0 && blocked.includes(text[match.edge - 1]!)) return null;
  if ((word === "~" || word === "～") && match.edge > 0 && /[\d%\p{L}]/u.test(text[match.edge - 1]!))
    return null;
  return { qualifier: match.value, edge: match.edge };
}

/** The qualifier after a figure ending at `end`: attached, or after a blank. */
export function qualifierAfter(
  lexicon: Lexicon,
  text: string,
  end: number,
  limit: number,
): QualifierRead | null {
  const next = skipBlanks(text, end, 1);
  const match = lexicon.qualifierAfter.match(text, next, limit);
  if (match === null) return null;
  const word = text.slice(next, match.edge);
  if (word === "+" && (next > end || isDigit(text.charCodeAt(match.edge)))) return null;
  if (word === "plus" && text[match.edge] === " " && isDigit(text.charCodeAt(match.edge + 1))) return null;
  // 上下文 is "context", 左右手 hands, 余额 a balance, 多为 mostly.
  const after = text[match.edge] ?? "";
  if (
    (word === "上下" && "文游班半".includes(after) && after !== "") ||
    (word === "余" && after === "额") ||
    (word === "多" && "为数晶元".includes(after) && after !== "")
  )
    return null;
  if (word === "许" && after !== "" && "多可".includes(after)) return null;
  if (word === "前后" || word === "之上" || word === "之下")
    return { qualifier: match.value, edge: match.edge };
  return { qualifier: match.value, edge: match.edge };
}
