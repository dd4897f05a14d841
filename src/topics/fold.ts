// topics/fold.ts: one spelling for matching names, without losing the place.
//
// Case, full width, hyphens and white space are evened out; white space beside a Han character is dropped, so
// that "AI 芯片", "AI芯片" and a line broken inside 资本开支 are one. Traditional and simplified stay apart here:
// a topic lists both when it wants both. Each folded unit remembers where it came from.

export interface Folded {
  text: string;
  /** For each UTF-16 unit of `text`, its offset in the original; one more entry for the end. */
  starts: Uint32Array;
}

const isSpace = (code: number): boolean =>
  code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0x3000 || code === 0x200b;
const isHyphen = (code: number): boolean =>
  code === 0x2d || (code >= 0x2010 && code <= 0x2013) || code === 0xff0d;
const isHan = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code >= 0x3400 && code <= 0x4dbf) ||
  (code >= 0xf900 && code <= 0xfaff);

/** The folded text and the map back; linear, and never longer than the original. */
export function foldForNames(original: string): Folded {
  const units: string[] = [];
  const starts = new Uint32Array(original.length + 1);
  let length = 0;
  let pendingSpace = -1;
  let previous = 0;
  for (let i = 0; i < original.length; i++) {
    const code = original.charCodeAt(i);
    if (isSpace(code) || isHyphen(code)) {
      if (pendingSpace < 0) pendingSpace = i;
      continue;
    }
    if (pendingSpace >= 0) {
      if (length > 0 && !isHan(previous) && !isHan(code)) {
        starts[length++] = pendingSpace;
        units.push(" ");
      }
      pendingSpace = -1;
    }
    const narrow = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : original[i]!;
    const lower = narrow.toLowerCase();
    starts[length++] = i;
    // A letter whose lower case is longer (İ) keeps its own form: offsets must stay one to one.
    units.push(lower.length === 1 ? lower : narrow);
    previous = code;
  }
  starts[length] = original.length;
  return { text: units.join(""), starts: starts.slice(0, length + 1) };
}

/** Whether a name must stand between word borders at this unit: a letter or digit that is not Han or kana. */
export const isWordUnit = (unit: string | undefined): boolean =>
  unit !== undefined && /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u.test(unit);
