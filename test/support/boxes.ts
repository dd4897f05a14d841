// test/support/boxes.ts: rectangles on a page and how much of one set another set covers.
//
// For tests of highlights: "the box covers the words" as a number. Units do not matter as long as both sets have the same.

export interface Rectangle {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export const areaOf = ({ x0, y0, x1, y1 }: Rectangle): number => Math.max(0, x1 - x0) * Math.max(0, y1 - y0);

const common = (a: Rectangle, b: Rectangle): Rectangle => ({
  x0: Math.max(a.x0, b.x0),
  y0: Math.max(a.y0, b.y0),
  x1: Math.min(a.x1, b.x1),
  y1: Math.min(a.y1, b.y1),
});

/** The share, 0 to 1, of the area of `words` that `boxes` cover. The boxes must not overlap each other. */
export function coveredShare(words: readonly Rectangle[], boxes: readonly Rectangle[]): number {
  const whole = words.reduce((sum, word) => sum + areaOf(word), 0);
  const covered = words.reduce(
    (sum, word) => sum + boxes.reduce((part, box) => part + areaOf(common(word, box)), 0),
    0,
  );
  return whole === 0 ? 0 : covered / whole;
}
