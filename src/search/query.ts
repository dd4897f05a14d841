// search/query.ts: what somebody typed, as a tree; problems with their place instead of exceptions.
//
//   any  := all (OR all)*          all := row (AND row)*         row := unit+
//   unit := NOT unit | -unit | ( any ) | "phrase" | word | word* | NEAR3( words ) | TITLE( any ) | name:value
//
// Words side by side rank (any is enough) as long as nobody wrote AND, OR or NOT; with an operator all words of a row must
// occur. Qualifiers stand apart from the tree and always hold, wherever they are written. Whatever cannot be read is named in
// a problem and the rest is searched. Only size is refused: a query over the limits throws at once.

import { DOCUMENT_KINDS } from "../records/document.ts";
import { DossierError } from "../values/error.ts";
import type { Problem } from "../values/problem.ts";
import type { Span } from "../values/span.ts";
import { lexQuery, type Mark } from "./lex.ts";
import {
  type ParsedQuery,
  QUALIFIERS,
  type Qualifier,
  type QualifierName,
  type QueryGroup,
  type QueryNear,
  type QueryNode,
} from "./query-tree.ts";
import { tokenise } from "./tokens.ts";

/** A question and a pasted paragraph fit; a document does not. */
export const LONGEST_QUERY = 4000;
/** Words, phrases and qualifiers together. */
export const MOST_PARTS = 256;
/** Deeper brackets are nobody's question and would cost stack. */
const DEEPEST = 32;
const FARTHEST_NEAR = 500;

/** Reads a query. Throws query-too-long and query-too-complex; all else comes back as `problems`. */
export function parseQuery(text: string): ParsedQuery {
  if (text.length > LONGEST_QUERY)
    throw new DossierError("query-too-long", { length: text.length, limit: LONGEST_QUERY });
  const { marks, problems } = lexQuery(text);
  const parts = marks.filter(({ kind }) => kind !== "open" && kind !== "close").length;
  if (parts > MOST_PARTS) throw new DossierError("query-too-complex", { count: parts, limit: MOST_PARTS });
  return new Parser(text, withoutAsides(balance(marks, problems)), problems).parse();
}

class Parser {
  readonly #text: string;
  readonly #marks: Mark[];
  readonly #problems: Problem[];
  readonly #qualifiers: Qualifier[] = [];
  readonly #hasOperators: boolean;
  #at = 0;
  #depth = 0;

  constructor(text: string, marks: Mark[], problems: Problem[]) {
    this.#text = text;
    this.#marks = marks;
    this.#problems = problems;
    this.#hasOperators = marks.some(({ kind }) => kind === "and" || kind === "or" || kind === "not");
  }

  parse(): ParsedQuery {
    const tree = this.#any();
    return {
      text: this.#text,
      tree,
      qualifiers: this.#qualifiers,
      problems: this.#problems.sort((a, b) => (a.at.start ?? 0) - (b.at.start ?? 0)),
      isLiteral: this.#marks.some(({ kind }) => kind !== "word" && kind !== "qualifier"),
    };
  }

  #peek(): Mark | undefined {
    return this.#marks[this.#at];
  }

  #problem(code: string, { start, end }: { start: number; end: number }, note: string): void {
    this.#problems.push({ code, at: { start, end }, note });
  }

  #any(): QueryNode | null {
    return this.#joined("or", () => this.#joined("and", () => this.#units()));
  }

  #joined(kind: "and" | "or", operand: () => QueryNode | null): QueryNode | null {
    const parts: QueryNode[] = [];
    let hasLeft = false;
    for (;;) {
      const before = this.#qualifiers.length;
      const part = operand();
      if (part !== null) parts.push(part);
      // A qualifier beside an operator is no word, but it is something: "AND kind:filing" is fine.
      const hasOperand = part !== null || this.#qualifiers.length > before;
      const mark = this.#peek();
      if (!hasOperand && hasLeft) this.#dangling(this.#marks[this.#at - 1]!);
      if (mark?.kind !== kind) break;
      if (!hasOperand && !hasLeft) this.#dangling(mark);
      hasLeft = true;
      this.#at++;
    }
    return group(kind, parts);
  }

  #dangling(mark: Mark): void {
    this.#problem("operator-without-words", mark, "This operator needs words on both sides; it was ignored.");
  }

  #units(): QueryNode | null {
    const parts: QueryNode[] = [];
    for (;;) {
      const mark = this.#peek();
      if (mark === undefined || mark.kind === "and" || mark.kind === "or" || mark.kind === "close") break;
      const unit = this.#unit();
      if (unit !== null) parts.push(unit);
    }
    return this.#row(parts);
  }

  #row(parts: QueryNode[]): QueryNode | null {
    if (parts.length === 0) return null;
    const [first] = parts;
    if (this.#hasOperators) return group("and", parts);
    if (parts.length === 1 && first!.kind === "plain") return first!;
    return { kind: "plain", parts, start: first!.start, end: parts.at(-1)!.end };
  }

  #unit(): QueryNode | null {
    const mark = this.#marks[this.#at++]!;
    switch (mark.kind) {
      case "not":
      case "minus":
        return this.#not(mark);
      case "open":
        return this.#bracket(mark, () => this.#any());
      case "near":
        return this.#near(mark, mark.distance);
      case "title":
        return this.#title(mark);
      case "qualifier":
        this.#qualifier(mark.name, mark.value, mark, false);
        return null;
      case "word":
      case "phrase":
      case "prefix":
        return this.#words(mark.kind, mark.text, mark);
      default:
        return null;
    }
  }

  /** Null for marks without a letter or a digit ("—", "?"): there is nothing to look for. */
  #words(kind: "word" | "phrase" | "prefix", text: string, { start, end }: Mark): QueryNode | null {
    return tokenise(text).terms.length === 0 ? null : { kind, text, start, end };
  }

  #not(mark: Mark): QueryNode | null {
    const next = this.#peek();
    if (next?.kind === "qualifier") {
      this.#at++;
      this.#qualifier(next.name, next.value, { ...next, start: mark.start }, true);
      return null;
    }
    if (next === undefined || next.kind === "and" || next.kind === "or" || next.kind === "close") {
      this.#problem("operator-without-words", mark, "There is nothing after this NOT; it was ignored.");
      return null;
    }
    if (++this.#depth > DEEPEST) throw this.#tooDeep();
    const inner = this.#unit();
    this.#depth--;
    return inner === null ? null : { kind: "not", inner, start: mark.start, end: inner.end };
  }

  #bracket(open: Mark, inside: () => QueryNode | null): QueryNode | null {
    if (++this.#depth > DEEPEST) throw this.#tooDeep();
    const before = this.#qualifiers.length;
    const inner = inside();
    this.#depth--;
    const close = this.#marks[this.#at++]!;
    if (inner === null && this.#qualifiers.length === before)
      this.#problem(
        "empty-bracket",
        { start: open.start, end: close.end },
        "There is nothing in these brackets.",
      );
    return inner;
  }

  #tooDeep(): DossierError {
    return new DossierError("query-too-complex", { count: this.#depth, limit: DEEPEST });
  }

  #near(mark: Mark, distance: number): QueryNode | null {
    this.#at++; // the bracket, which the lexer saw
    const inner = this.#bracket(this.#marks[this.#at - 1]!, () => this.#units());
    if (inner === null) return null;
    const found = inner.kind === "plain" || inner.kind === "and" ? inner.parts : [inner];
    const parts = found.filter(
      (part): part is QueryNear["parts"][number] =>
        part.kind === "word" || part.kind === "phrase" || part.kind === "prefix",
    );
    if (parts.length < found.length)
      this.#problem(
        "near-of-words",
        mark,
        "NEAR takes words and phrases only; the rest in its brackets was left out.",
      );
    if (parts.length === 0) return null;
    const end = this.#marks[this.#at - 1]?.end ?? mark.end;
    return { kind: "near", distance: Math.min(distance, FARTHEST_NEAR), parts, start: mark.start, end };
  }

  #title(mark: Mark): QueryNode | null {
    this.#at++;
    const inner = this.#bracket(this.#marks[this.#at - 1]!, () => this.#any());
    const end = this.#marks[this.#at - 1]?.end ?? mark.end;
    return inner === null ? null : { kind: "title", inner, start: mark.start, end };
  }

  #qualifier(name: string, value: string, { start, end }: Span, isNegated: boolean): void {
    const wrong = wrongQualifier(name, value);
    if (wrong !== null) {
      this.#problem(wrong.code, { start, end }, wrong.note);
      return;
    }
    const age = name === "age" ? ageOf(value) : null;
    this.#qualifiers.push({ name: name as QualifierName, value, isNegated, age, start, end });
  }
}

/** Brackets around some words of a plain question are an aside ("capex (in USD millions)"): they group nothing. */
function withoutAsides(marks: Mark[]): Mark[] {
  const isBracket = (mark: Mark | undefined) => mark?.kind === "open" || mark?.kind === "close";
  const isPlain = marks.every(
    (mark, at) =>
      mark.kind === "word" ||
      mark.kind === "qualifier" ||
      // an empty or a double bracket is a slip or a formula; the parser says which
      (isBracket(mark) && !(mark.kind === "open" && isBracket(marks[at + 1]))),
  );
  return isPlain ? marks.filter((mark) => !isBracket(mark)) : marks;
}

/** Drops brackets without a partner, and the NEAR or TITLE before them; what stood inside is plain words. */
function balance(marks: Mark[], problems: Problem[]): Mark[] {
  const open: number[] = [];
  const dropped = new Set<number>();
  const drop = (at: number, code: string, note: string) => {
    dropped.add(at);
    problems.push({ code, at: { start: marks[at]!.start, end: marks[at]!.end }, note });
  };
  marks.forEach(({ kind }, at) => {
    if (kind === "open") open.push(at);
    else if (kind === "close" && open.pop() === undefined)
      drop(at, "bracket-not-opened", "This bracket closes nothing; it was ignored.");
  });
  for (const at of open) {
    drop(
      at,
      "bracket-not-closed",
      "This bracket has no partner; the words after it were searched as plain words.",
    );
    const before = marks[at - 1];
    if (before?.end === marks[at]!.start && (before.kind === "near" || before.kind === "title"))
      dropped.add(at - 1);
  }
  return marks.filter((_, at) => !dropped.has(at));
}

const CHOICES: Partial<Record<string, readonly string[]>> = {
  kind: DOCUMENT_KINDS,
  lang: ["zh", "en", "other"],
  has: ["figure", "conflict", "finding", "note", "digest", "story"],
  is: ["favourite", "archived", "read", "unread", "sample", "teaser"],
};

function wrongQualifier(name: string, value: string): { code: string; note: string } | null {
  if (!(QUALIFIERS as readonly string[]).includes(name)) {
    const known = QUALIFIERS.join(", ");
    return {
      code: "unknown-qualifier",
      note: `There is no qualifier ${name}: and it was left out. There are ${known}.`,
    };
  }
  const choices = CHOICES[name];
  if (choices !== undefined && !choices.includes(value))
    return { code: "unknown-value", note: `${name}: takes ${choices.join(", ")}; “${value}” was left out.` };
  if ((name === "after" || name === "before") && !isDay(value)) {
    const note = `${name}: takes a day such as 2025-11-06, a month or a year; “${value}” was left out.`;
    return { code: "bad-date", note };
  }
  if (name === "age" && ageOf(value) === null)
    return { code: "bad-age", note: `age: takes <7d, >2w, <3m or <1y; “${value}” was left out.` };
  return null;
}

const group = (kind: QueryGroup["kind"], parts: QueryNode[]): QueryNode | null =>
  parts.length <= 1 ? (parts[0] ?? null) : { kind, parts, start: parts[0]!.start, end: parts.at(-1)!.end };

function isDay(value: string): boolean {
  if (!/^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(value)) return false;
  const full = `${value}${"-01-01".slice(value.length - 4)}`;
  const moment = new Date(`${full}T00:00:00Z`);
  // 2025-02-30 would roll over into March.
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(full);
}

const DAYS: Record<string, number> = { d: 1, w: 7, m: 30, y: 365 };

function ageOf(value: string): Qualifier["age"] {
  const found = /^([<>]?)(\d{1,4})([dwmy])$/.exec(value);
  if (found === null) return null;
  return { side: found[1] === ">" ? "older" : "younger", days: Number(found[2]) * DAYS[found[3]!]! };
}
