// search/bits.ts: sets of passages as bits, 32 to a number.

export type Bits = Uint32Array;

export const newBits = (count: number): Bits => new Uint32Array((count + 31) >>> 5);
export const hasBit = (bits: Bits, at: number): boolean => ((bits[at >>> 5]! >>> (at & 31)) & 1) === 1;
export const setBit = (bits: Bits, at: number): void => {
  bits[at >>> 5]! |= 1 << (at & 31);
};

/** All of the first `count`. */
export function allBits(count: number): Bits {
  const bits = newBits(count).fill(0xffffffff);
  if (count % 32 !== 0) bits[bits.length - 1] = 2 ** (count % 32) - 1;
  return bits;
}

export function setRange(bits: Bits, from: number, to: number): void {
  while (from < to && from % 32 !== 0) setBit(bits, from++);
  if (from < to) {
    bits.fill(0xffffffff, from >>> 5, to >>> 5);
    for (from = Math.max(from, (to >>> 5) << 5); from < to; from++) setBit(bits, from);
  }
}

export const andInto = (bits: Bits, other: Bits): void => {
  for (let i = 0; i < bits.length; i++) bits[i]! &= other[i]!;
};
export const orInto = (bits: Bits, other: Bits): void => {
  for (let i = 0; i < bits.length; i++) bits[i]! |= other[i]!;
};
export const removeFrom = (bits: Bits, other: Bits): void => {
  for (let i = 0; i < bits.length; i++) bits[i]! &= ~other[i]!;
};

export function countBits(bits: Bits): number {
  let count = 0;
  for (let i = 0; i < bits.length; i++) count += onesIn(bits[i]!);
  return count;
}

function onesIn(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** How many of [from, to) are set. */
export function countBetween(bits: Bits, from: number, to: number): number {
  let count = 0;
  const last = (to - 1) >>> 5;
  for (let i = from >>> 5; i <= last; i++) {
    let word = bits[i]!;
    if (word === 0) continue;
    if (i === from >>> 5) word &= -1 << (from & 31);
    if (i === last && (to & 31) !== 0) word &= (1 << (to & 31)) - 1;
    count += onesIn(word);
  }
  return count;
}

/** Whether any of [from, to] is set; `from` and `to` are rounded out to whole numbers of 32. */
export function anyBetween(bits: Bits, from: number, to: number): boolean {
  for (let i = from >>> 5; i <= to >>> 5 && i < bits.length; i++) if (bits[i] !== 0) return true;
  return false;
}

/** Calls `visit` for each set bit, ascending. */
export function eachBit(bits: Bits, visit: (at: number) => void): void {
  for (let i = 0; i < bits.length; i++) {
    let word = bits[i]!;
    while (word !== 0) {
      const low = 31 - Math.clz32(word & -word);
      visit(i * 32 + low);
      word &= word - 1;
    }
  }
}

/** Clears all set bits but the last `most`. */
export function keepLast(bits: Bits, most: number): void {
  let left = most;
  for (let i = bits.length - 1; i >= 0; i--) {
    let kept = 0;
    for (let word = bits[i]!; word !== 0 && left > 0; left--) {
      const high = 1 << (31 - Math.clz32(word));
      kept |= high;
      word &= ~high;
    }
    bits[i] = kept;
  }
}
