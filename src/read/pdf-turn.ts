// read/pdf-turn.ts: a page whose text mostly runs up or down, turned so that it reads from left to right.

import { spell } from "./pdf-words.ts";
import type { PageChars } from "./pdfium-chars.ts";
import type { Ruling } from "./pdfium-shapes.ts";

/** The page turned by the direction of most of its letters; the page itself when that is from left to right. */
export function turnUpright(
  chars: PageChars,
  rulings: Ruling[],
  widthPt: number,
  heightPt: number,
): { chars: PageChars; rulings: Ruling[] } {
  const turn = turnOfMost(chars);
  if (turn === 0) return { chars, rulings };
  const place = (x: number, y: number): [number, number] =>
    turn === 1 ? [y, widthPt - x] : turn === 2 ? [widthPt - x, heightPt - y] : [heightPt - y, x];
  const turned: PageChars = {
    ...chars,
    x0: chars.x0.slice(),
    x1: chars.x1.slice(),
    y0: chars.y0.slice(),
    y1: chars.y1.slice(),
    baseline: chars.baseline.slice(),
    runs: chars.runs.map((run) => ({ ...run, turn: (run.turn - turn + 4) % 4 })),
  };
  for (let i = 0; i < chars.count; i++) {
    const [xa, ya] = place(chars.x0[i]!, chars.y0[i]!);
    const [xb, yb] = place(chars.x1[i]!, chars.y1[i]!);
    turned.x0[i] = Math.min(xa, xb);
    turned.x1[i] = Math.max(xa, xb);
    turned.y0[i] = Math.min(ya, yb);
    turned.y1[i] = Math.max(ya, yb);
    // The baseline was an x for text that runs up or down, a y for the rest: it turns with the text.
    const own = chars.baseline[i]!;
    const isSideways = chars.runs[chars.run[i]!]!.turn % 2 === 1;
    const [bx, by] = isSideways ? place(own, 0) : place(0, own);
    turned.baseline[i] = turned.runs[turned.run[i]!]!.turn % 2 === 0 ? by : bx;
  }
  const lines = rulings.map((line) => {
    const [xa, ya] = place(line.x0, line.y0);
    const [xb, yb] = place(line.x1, line.y1);
    return { x0: Math.min(xa, xb), y0: Math.min(ya, yb), x1: Math.max(xa, xb), y1: Math.max(ya, yb) };
  });
  return { chars: turned, rulings: lines };
}

/** Letters decide, not all characters: the ticks along a few charts are more than the lines around them. */
function turnOfMost(chars: PageChars): number {
  const letters = [0, 0, 0, 0];
  const all = [0, 0, 0, 0];
  for (let i = 0; i < chars.count; i++) {
    const { turn } = chars.runs[chars.run[i]!]!;
    all[turn]!++;
    if (/\p{L}/u.test(spell(chars.code[i]!))) letters[turn]!++;
  }
  const counts = letters.some((count) => count > 0) ? letters : all;
  return counts.indexOf(Math.max(...counts));
}
