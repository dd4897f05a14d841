// digests/cut.ts: a long sentence made short without saying something else.
//
// Only the end may go, only at a clause border, and never when what goes turns what stays: an exception, a
// condition, a denial, a comparison or the source of the claim. If no such border is near, the sentence
// stays whole up to twice the length, and beyond that it is no item at all: better none than a wrong one.

const BORDER = /[，；;。！？]|[,.!?](?=\s|$)| [–—-] |——/g;
/** A dropped clause may not open like this, nor hold one of these words at all. */
const TURNING =
  /但|然而|不过|除非|如果|若|除外|不含|不计|剔除|扣除|并非|没有|未能|尚未|据|表示|认为|预计|相比|同比|环比|口径|其中|\b(?:but|however|although|though|unless|if|except|excluding|exclud|provided|subject to|not|no longer|never|said|says|told|according|expects?|estimates?|compared|versus|from|assuming|adjusted|only|while|whereas|would|could|may|might|including|before|after|without)\b/i;

/**
 * The words of a sentence within `most` characters, ending in … when cut; the sentence itself when it fits or
 * no border is safe; null when it is over twice `most` and cannot be cut.
 */
export function cutSentence(sentence: string, most: number): string | null {
  if (sentence.length <= most) return sentence;
  let best = 0;
  for (const match of sentence.matchAll(BORDER)) {
    if (match.index > most) break;
    if (match.index < most * 0.4) continue;
    if (isInsideBrackets(sentence, match.index)) continue;
    if (TURNING.test(sentence.slice(match.index))) continue;
    best = match.index;
  }
  if (best > 0) return `${sentence.slice(0, best).trimEnd()}…`;
  return sentence.length <= most * 2 ? sentence : null;
}

function isInsideBrackets(text: string, at: number): boolean {
  let depth = 0;
  for (let i = 0; i < at; i++) {
    if ("（(《“「".includes(text[i]!)) depth++;
    else if ("）)》”」".includes(text[i]!)) depth--;
  }
  return depth > 0;
}

/** The start of a paragraph within `most` characters for a news lead: at a clause border, else a word, with …. */
export function cutLead(paragraph: string, most: number): string {
  if (paragraph.length <= most) return paragraph;
  const head = paragraph.slice(0, most);
  const stop = Math.max(...["。", "！", "？", ". "].map((mark) => head.lastIndexOf(mark)));
  if (stop >= most * 0.6) return `${head.slice(0, stop + 1)} …`;
  const clause = Math.max(...["，", "；", ", ", "; "].map((mark) => head.lastIndexOf(mark)));
  if (clause >= most * 0.5) return `${head.slice(0, clause)} …`;
  const space = head.lastIndexOf(" ");
  const at = space >= most * 0.8 ? space : most;
  // Never inside a number: 1,13… for 1,133 would be another figure.
  return `${paragraph
    .slice(0, at)
    .replace(/[\d.,%％$¥€亿万]+$/, "")
    .trimEnd()} …`;
}
