// web/src/ui/marks.ts: a text cut where marks begin and end. Pure: no DOM; offsets are UTF-16 into the reading's text.

export type MarkKind = "cite" | "found" | "note" | "now";

export interface Mark {
  start: number;
  end: number;
  kind: MarkKind;
}

export interface Segment {
  text: string;
  start: number;
  kinds: MarkKind[];
}

/** Cuts `text`, which begins at `offset`, wherever a mark begins or ends. The segments make the text again. */
export function splitByMarks(text: string, offset: number, marks: readonly Mark[]): Segment[] {
  const end = offset + text.length;
  const inside = marks.filter((mark) => mark.start < end && mark.end > offset && mark.end > mark.start);
  const cuts = new Set([offset, end]);
  for (const mark of inside) {
    cuts.add(Math.max(offset, mark.start));
    cuts.add(Math.min(end, mark.end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (let i = 0; i + 1 < places.length; i++) {
    const [from, to] = [places[i]!, places[i + 1]!];
    const kinds = new Set(
      inside.filter((mark) => mark.start <= from && mark.end >= to).map(({ kind }) => kind),
    );
    segments.push({ text: text.slice(from - offset, to - offset), start: from, kinds: [...kinds] });
  }
  return segments;
}
