// split/headings.ts: the headings above a place.
//
// A passage is searched and shown with the headings it stands under, as a reader of the document sees it.

import type { Block } from "../records/reading.ts";

const DEEPEST = 6;
const LONGEST = 120;

/** Headings that are open at a place in the text: a stack by level. */
export class HeadingPath {
  #open: { level: number; words: string }[] = [];

  /** A heading closes all of its own level and below. A title closes everything. */
  add(block: Block, text: string): void {
    const level = block.kind === "title" ? 0 : Math.max(1, block.level);
    const words = text.slice(block.start, block.end).replace(/\s+/g, " ").trim().slice(0, LONGEST);
    this.#open = this.#open.filter((heading) => heading.level < level);
    if (words !== "" && this.#open.length < DEEPEST) this.#open.push({ level, words });
  }

  /** "2 Outlook › 2.1 Capex", outermost first; "" when there are none. */
  path(): string {
    return this.#open.map(({ words }) => words).join(" › ");
  }
}
