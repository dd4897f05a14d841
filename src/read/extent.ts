// read/extent.ts: the least and the greatest of a long list.
//
// Math.min(...list) puts the list on the stack and fails beyond some hundred thousand values, which a
// hostile page has.

/** The least value that `numberOf` gives; Infinity for an empty list. */
export function least<T>(list: Iterable<T>, numberOf: (item: T) => number): number {
  let found = Infinity;
  for (const item of list) found = Math.min(found, numberOf(item));
  return found;
}

/** The greatest value that `numberOf` gives; -Infinity for an empty list. */
export function most<T>(list: Iterable<T>, numberOf: (item: T) => number): number {
  let found = -Infinity;
  for (const item of list) found = Math.max(found, numberOf(item));
  return found;
}
