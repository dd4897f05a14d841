// figures/scanner.ts: what was found so far: decorating, joining and keeping numbers.
//
// The readers of digits, numerals, words and special characters hand their numbers to `push`, which looks around the
// number (quantity.ts), joins it with its neighbour (range.ts) and keeps it or lets it go.

import { type Amount, amountOf } from "./amount.ts";
import { bareFound, type Found } from "./found.ts";
import type { PeriodLabel } from "./label-parts.ts";
import { type Lexicon, lexicon } from "./lexicon.ts";
import { decorate } from "./quantity.ts";
import { joinNeighbours } from "./range.ts";
import type { ScanContext } from "./scale.ts";
import { isBlank, isHan, isLatin } from "./trie.ts";

/** 排名为483: a rank without a word behind it. */
const RANKED = /(?:排名|位列|位居|排)(?:为|第)?\s?$/;
/** 数量为748。: a whole number that a sentence ends with. */
const STATED = /^[为达]\d{1,12}[。；，、,;\s]?$/;

export class Scanner {
  readonly labels: PeriodLabel[] = [];
  readonly found: Found[] = [];
  readonly context: ScanContext;
  readonly text: string;
  readonly end: number;
  readonly lexicon: Lexicon;

  constructor(text: string, end: number, bare: boolean) {
    this.text = text;
    this.end = end;
    this.lexicon = lexicon();
    this.context = { lexicon: this.lexicon, text, end, floor: 0, bare };
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
  push(bare: Found): number {
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

  joinBack(figure: Found): void {
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
      if (!/[、,，和及与]/.test(this.text.slice(last.end, last.end + 2)) || figure.coreStart - last.end > 3)
        found.pop();
    }
    found.push(figure);
    if (joined === "shared") this.shareBack();
  }

  /** 10、20和30亿元: the unit goes back along the list. */
  shareBack(): void {
    const { found, context } = this;
    for (let index = found.length - 2; index >= 0 && index > found.length - 9; index--) {
      if (found[index]!.hasUnit && index === found.length - 2) continue;
      if (found[index]!.hasUnit || joinNeighbours(context, found[index]!, found[index + 1]!) !== "shared")
        return;
    }
  }

  /** A decimal or grouped number that the sentence states (当前价为2843.30) is a figure without a unit. */
  isStated(figure: Found): boolean {
    if (
      figure.rule === "fraction" &&
      RANKED.test(this.text.slice(Math.max(0, figure.coreStart - 6), figure.coreStart))
    ) {
      const first = /^\d+/.exec(this.text.slice(figure.coreStart, figure.coreEnd));
      if (first !== null) figure.low = figure.high = amountOf(first[0]);
      figure.kind = "rank";
      return true;
    }
    if (figure.rule !== "digits" || figure.isYear) return false;
    const isWritten =
      figure.low.power < 0 || /[,，]/.test(this.text.slice(figure.numberStart, figure.numberEnd));
    if (RANKED.test(this.text.slice(Math.max(0, figure.coreStart - 6), figure.coreStart))) {
      figure.kind = "rank";
      return true;
    }
    if (!isWritten) return STATED.test(this.text.slice(figure.coreStart - 1, figure.coreEnd + 1));
    let at = figure.coreStart - 1;
    while (at > figure.coreStart - 3 && isBlank(this.text.charCodeAt(at))) at--;
    return "为是达至到报收涨跌：:约超".includes(this.text[at] ?? "-");
  }

  /** 思元590, "No. 5", Section 3, a number with letters behind (2.5D): names, when nothing says it is a quantity. */
  isName(figure: Found): boolean {
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

  isAfterNameWord(figure: Found): boolean {
    if (!isBlank(this.text.charCodeAt(figure.coreStart - 1))) return false;
    const word = /([A-Za-z&]+\.?)\s$/.exec(
      this.text.slice(Math.max(0, figure.coreStart - 14), figure.coreStart),
    );
    return word !== null && this.lexicon.nameBefore.has(word[1]!.toLowerCase());
  }

  label(label: PeriodLabel): number {
    this.labels.push(label);
    return label.end;
  }

  numeralFound(
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

  /** Keeps a figure whose unit is already known: only sign and qualifier are asked for. */
  pushReady(figure: Found, context: ScanContext): number {
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

  pushIfUnit(figure: Found): number {
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
