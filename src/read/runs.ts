// read/runs.ts: stretches of text with the same dress, and their letters made clean.
//
// A reading's text is NFC with "\n" line ends, without control characters and lone surrogates, and white
// space between words is one space. All of that is done here, block by block, before offsets are counted.

export interface Run {
  text: string;
  isStrong?: boolean;
  isEmphasis?: boolean;
  isCode?: boolean;
  /** Where it links to; anything but http, https and mailto is dropped. */
  href?: string;
}

/** Everything below the space but tab and line feed, DEL, C1, and the marks that turn or hide text. */
const CONTROLS =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const LINE_ENDS = /\r\n?|[\u2028\u2029\u0085]/g;
const BLANKS = /[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+/g;
const LEADING_MARKS = /^\p{M}+/u;

/** Text in NFC, line ends as "\n", no control characters (tabs stay), lone surrogates as U+FFFD. */
export const cleanText = (text: string): string =>
  text.replace(LINE_ENDS, "\n").replace(CONTROLS, "").toWellFormed().normalize("NFC");

/**
 * Runs of one block made clean: white space folded to single spaces (kept as it is when `isVerbatim`),
 * line feeds kept without spaces around them, the ends trimmed. Empty when no letters are left.
 */
export function cleanRuns(runs: Run[], isVerbatim = false): Run[] {
  const cleaned = moveMarks(runs).map((run) => ({ ...run, text: cleanText(run.text) }));
  const folded = isVerbatim ? cleaned : foldSpaces(cleaned);
  return trimEnds(folded.filter((run) => run.text !== ""));
}

/** A combining mark that opens a run belongs to the letter before it, else NFC could not join the two. */
function moveMarks(runs: Run[]): Run[] {
  return runs.map((run, i) => {
    const own = i === 0 ? run.text : run.text.replace(LEADING_MARKS, "");
    const borrowed = runs[i + 1]?.text.match(LEADING_MARKS)?.[0] ?? "";
    return { ...run, text: own + borrowed };
  });
}

/** One space between words, across runs too: the last letter of the run before decides. */
function foldSpaces(runs: Run[]): Run[] {
  let last = "\n";
  return runs.map((run) => {
    let text = run.text
      .replace(BLANKS, " ")
      .replace(/ ?\n ?/g, "\n")
      .replace(/\n{2,}/g, "\n");
    if (/\s$/.test(last) && text.startsWith(" ")) text = text.slice(1);
    if (last === "\n" && text.startsWith("\n")) text = text.slice(1);
    if (text !== "") last = text.at(-1)!;
    return { ...run, text };
  });
}

function trimEnds(runs: Run[]): Run[] {
  const kept = [...runs];
  while (kept.length > 0) {
    const first = kept[0]!;
    const text = first.text.replace(/^\s+/, "");
    if (text !== "") {
      kept[0] = { ...first, text };
      break;
    }
    kept.shift();
  }
  while (kept.length > 0) {
    const last = kept.at(-1)!;
    const text = last.text.trimEnd();
    if (text !== "") {
      kept[kept.length - 1] = { ...last, text };
      break;
    }
    kept.pop();
  }
  return kept;
}
