// search/lexicon-cut.ts: the likeliest way to cut a row of UTF-16 units into words of a dictionary.
//
// Every Chinese passage passes here once when it is indexed, every stretch of it up to eight units long being a word or not.
// So nothing here is a string: words are numbers, found by a hash that grows unit by unit and compared in one flat
// table of units, and two small tables say beforehand which lengths are worth looking for.

/** Longest word that is found, in units; the cost of cutting grows with it. */
const LONGEST_WORD = 8;
/** Working room for rows up to this long is kept; a longer one gets its own and gives it back. */
const KEPT_UNITS = 1 << 14;
const PAIR_SLOTS = 1 << 18;

export interface Cutter {
  /**
   * Cuts `units` from `from` to `to`. Gives the numbers of the words in order, -1 for a unit that begins no word; they stand in
   * `words` until the next cut. Returns how many. Linear in the length.
   */
  cut(units: Uint16Array, from: number, to: number): number;
  /** What the last cut gave; longer than that. */
  readonly words: Int32Array;
}

/** A cutter over words without doubles, with the cost of each; the sum of the costs of a cut is least. */
export function openCutter(words: readonly string[], costs: Float32Array, costOfUnknown: number): Cutter {
  const table = openTable(words);
  const { lengths } = table;
  /** Number of the word that is one unit, by it; -1 for none. */
  const single = new Int32Array(65536).fill(-1);
  /** One bit for each length of the words that begin with two units (hashed): most lengths need no look-up. */
  const begun = new Uint16Array(PAIR_SLOTS);
  for (const [number, word] of words.entries())
    if (word.length === 1) single[word.charCodeAt(0)] = number;
    else if (word.length <= LONGEST_WORD)
      begun[pairSlot(word.charCodeAt(0), word.charCodeAt(1))]! |= 1 << word.length;

  const kept = newRoom(KEPT_UNITS);
  const cutter = { words: kept.found, cut };
  return cutter;

  function cut(units: Uint16Array, from: number, to: number): number {
    const { best, found } = to - from <= KEPT_UNITS ? kept : newRoom(to - from);
    best[to - from] = 0;
    for (let at = to - 1; at >= from; at--) {
      const after = at - from;
      const first = units[at]!;
      let least = costOfUnknown + best[after + 1]!;
      let chosen = -1;
      const one = single[first]!;
      if (one >= 0 && costs[one]! + best[after + 1]! < least) {
        least = costs[one]! + best[after + 1]!;
        chosen = one;
      }
      let sizes = at + 1 < to ? begun[pairSlot(first, units[at + 1]!)]! >> 2 : 0;
      let hash = mixed(0, first);
      for (let size = 2; sizes !== 0 && at + size <= to; size++, sizes >>= 1) {
        hash = mixed(hash, units[at + size - 1]!);
        if ((sizes & 1) === 0) continue;
        const word = table.find(units, at, size, hash);
        if (word < 0) continue;
        const sum = costs[word]! + best[after + size]!;
        if (sum >= least) continue;
        least = sum;
        chosen = word;
      }
      best[after] = least;
      found[after] = chosen;
    }
    // What begins at each unit becomes what was cut: the list is never longer than the part already read.
    let count = 0;
    for (let at = 0; at < to - from; count++) {
      const word = found[at]!;
      found[count] = word;
      at += word < 0 ? 1 : lengths[word]!;
    }
    cutter.words = found;
    return count;
  }
}

/** The UTF-16 units of a text. */
export function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  return units;
}

const newRoom = (length: number) => ({
  best: new Float64Array(length + 1),
  found: new Int32Array(length + 1),
});

const pairSlot = (first: number, second: number): number =>
  Math.imul(first * 65_599 + second, 0x9e3779b1) >>> 14;

const mixed = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x9e3779b1) ^ (hash >>> 15);

/** Numbers to a slot of the table: hash, number, where the units of the word lie, their count. One read from memory has all. */
const SLOT = 4;

/** Words by the hash of their units. */
function openTable(words: readonly string[]) {
  let size = 1024;
  while (size < words.length * 2) size *= 2;
  const mask = size - 1;
  const slots = new Int32Array(size * SLOT);
  const lengths = Uint16Array.from(words, (word) => word.length);
  const flat = unitsOf(words.join(""));
  for (let number = 0, start = 0; number < words.length; number++) {
    const from = start;
    let hash = 0;
    for (const end = from + lengths[number]!; start < end; start++) hash = mixed(hash, flat[start]!);
    let slot = hash & mask;
    // A count of 0 is an empty slot.
    while (slots[slot * SLOT + 3] !== 0) slot = (slot + 1) & mask;
    slots.set([hash, number, from, start - from], slot * SLOT);
  }
  /** The number of the word of `length` units at `at`, whose hash is known, or -1. */
  const find = (units: Uint16Array, at: number, length: number, hash: number): number => {
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = slot * SLOT;
      if (slots[entry + 3] === 0) return -1;
      if (slots[entry] !== hash || slots[entry + 3] !== length) continue;
      const from = slots[entry + 2]!;
      let same = 0;
      while (same < length && flat[from + same] === units[at + same]) same++;
      if (same === length) return slots[entry + 1]!;
    }
  };
  return { lengths, find };
}
