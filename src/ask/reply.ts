// ask/reply.ts: statements out of a model's reply while it comes: JSON in prose, in fences, cut off, or no JSON at all.
//
// A scanner over braces that knows strings: each object that holds "text" is parsed once, when it closes. Nothing
// is repaired: what does not parse or does not fit the shape is counted and dropped. Linear in the reply.

import { z } from "zod";
import { DraftStatement } from "./draft.ts";

/** Objects nested deeper than a reply of ours ever is are not looked into. */
const DEEPEST = 8;
const LONGEST_OBJECT = 20_000;
const MOST_STATEMENTS = 60;

/** As DraftStatement, with what models often do: numbers as text, no list of citations. */
const LooseStatement = z.object({
  text: z.string(),
  replaces: z.coerce.number().int().optional().catch(undefined),
  citations: z
    .array(z.object({ passage: z.coerce.number().int(), quote: z.string() }))
    .catch([])
    .default([]),
});

export interface ReplyReader {
  /** Takes the next piece; returns the statements that it completed. */
  feed(piece: string): DraftStatement[];
  /** Objects that looked like statements and were none. */
  readonly broken: number;
  /** Whether any statement, or an empty list of them, was read. */
  readonly isAnswer: boolean;
  /** Whether it has had all it will read. */
  readonly isFull: boolean;
}

interface Open {
  start: number;
  /** Holds a statement: then it is a list around statements, not one itself. */
  hasInner: boolean;
}

export function readReply(): ReplyReader {
  let text = "";
  let at = 0;
  let isInString = false;
  let isEscaped = false;
  let broken = 0;
  let count = 0;
  const open: Open[] = [];

  const close = (end: number): DraftStatement | null => {
    const { start, hasInner } = open.pop()!;
    if (hasInner || end - start > LONGEST_OBJECT || open.length >= DEEPEST) return null;
    const object = text.slice(start, end);
    if (!/"text"\s*:/.test(object)) return null;
    for (const outer of open) outer.hasInner = true;
    const statement = parse(object);
    if (statement === null) broken++;
    else count++;
    return statement;
  };

  return {
    feed(piece) {
      const found: DraftStatement[] = [];
      text += piece;
      for (; at < text.length && count < MOST_STATEMENTS; at++) {
        const letter = text[at]!;
        if (isInString) {
          if (isEscaped) isEscaped = false;
          else if (letter === "\\") isEscaped = true;
          else if (letter === '"') isInString = false;
        } else if (letter === '"') isInString = open.length > 0;
        else if (letter === "{") open.push({ start: at, hasInner: false });
        else if (letter === "}" && open.length > 0) {
          const statement = close(at + 1);
          if (statement !== null) found.push(statement);
        }
      }
      return found;
    },
    get broken() {
      return broken;
    },
    get isAnswer() {
      return count > 0 || /"statements"\s*:\s*\[\s*\]/.test(text.slice(0, 4000));
    },
    get isFull() {
      return count >= MOST_STATEMENTS;
    },
  };
}

function parse(object: string): DraftStatement | null {
  let value: unknown;
  try {
    value = JSON.parse(object);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const loose = LooseStatement.safeParse(value);
  if (!loose.success) return null;
  const strict = DraftStatement.safeParse({
    ...loose.data,
    text: loose.data.text.trim(),
    citations: loose.data.citations.slice(0, 8),
  });
  return strict.success ? strict.data : null;
}
