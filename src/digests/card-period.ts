// digests/card-period.ts: which quarter or year a sentence of an earnings call speaks of.
//
// The document's own period comes from its title, or from the quarter its opening names most. A stretch that
// is neither a quarter nor a year (six months, year to date) is a period of its own that the card cannot write.

export interface CallPeriod {
  quarter: number | null;
  year: number | null;
}

export interface PeriodMention {
  start: number;
  end: number;
  /** "q2", "fy 2021", "fy"; "other" for stretches the card does not write, "aside" for times that frame nothing. */
  label: string;
  /** Whether it is spoken of as past for comparing ("versus the second quarter of 2020"). */
  isOld: boolean;
  year: number | null;
}

const ORDINALS: Record<string, number> = { first: 1, second: 2, third: 3, fourth: 4 };
const WORDS =
  /\b(?:(first|second|third|fourth)[- ](?:fiscal )?quarters?|Q([1-4])\b|(?<this>(?:the|this|our|current|recent|most recent) quarter)|(?<three>three months ended)|(?<other>(?:six|nine|twelve|9|6|12)[- ]months?|year[- ]to[- ]date|(?:first|second|back|front)[- ]half|half of|trailing|annuali[sz]ed|run[- ]rate)|(?<aside>(?:rest|balance|remainder) of (?:the|this)(?: fiscal| calendar)? year|since|per year|over the next|by (?:the end of )?20\d\d|long[- ]term|month of|in (?:January|February|March|April|May|June|July|August|September|October|November|December)|through 20\d\d|week)|(?<year>(?:full[- ]?(?:fiscal )?year|fiscal(?: year)?|FY|calendar(?: year)?|(?:this|the|for the) (?:full )?year\b(?![- ](?:ago|over|end))|annual)\s*'?(?:20\d\d|\d\d(?!\d|[.%,]))?)|(?<bare>(?<![$\d.,-])20[12]\d(?![\d.,]*\d|%)))(?:(?:,| of| for)?(?: our| the)?(?: fiscal(?: year)?)?,? (?<after>20\d\d))?/gi;
const OLD =
  /\b(?:compared? (?:to|with)|versus|vs\.?|from|than|prior|last|previous|against|over|same)\b[^,;.]{0,22}$/i;

/** Periods named in a sentence, in order. */
export function periodsOf(sentence: string, own: CallPeriod): PeriodMention[] {
  const mentions: PeriodMention[] = [];
  for (const match of sentence.matchAll(WORDS)) {
    const groups = match.groups!;
    const year = yearOf(groups.after ?? groups.year ?? groups.bare);
    const quarter =
      match[1] !== undefined ? ORDINALS[match[1].toLowerCase()]! : match[2] ? Number(match[2]) : null;
    const isPast = year !== null && own.year !== null && year < own.year - (own.quarter === 4 ? 0 : 0);
    mentions.push({
      start: match.index,
      end: match.index + match[0].length,
      label: labelOf(groups, quarter, year, own),
      isOld:
        OLD.test(sentence.slice(0, match.index)) ||
        isPast ||
        /^\s*(?:last year|a year ago|year[- ]ago)/i.test(sentence.slice(match.index + match[0].length)),
      year,
    });
  }
  return mentions.filter(({ end, label }, i) => {
    const next = mentions[i + 1];
    return !(label.startsWith("fy ") && next?.label.startsWith("q") === true && next.start - end <= 1);
  });
}

function labelOf(
  groups: Record<string, string | undefined>,
  quarter: number | null,
  year: number | null,
  own: CallPeriod,
): string {
  if (groups.other !== undefined) return "other";
  if (groups.aside !== undefined) return "aside";
  if (quarter !== null) return `q${quarter}`;
  if (groups.this !== undefined || groups.three !== undefined)
    return own.quarter === null ? "other" : `q${own.quarter}`;
  return year === null ? "fy" : `fy ${year}`;
}

function yearOf(words: string | undefined): number | null {
  const four = /20\d\d/.exec(words ?? "")?.[0];
  if (four !== undefined) return Number(four);
  const two = /'?(\d\d)$/.exec(words ?? "")?.[1];
  return two === undefined ? null : 2000 + Number(two);
}

/** The period a call is about, by the quarter its first part names most and the year beside it; nulls when none. */
export function periodOfCall(title: string, text: string): CallPeriod {
  const named =
    /(?:\bQ([1-4])\b|\b(first|second|third|fourth)[- ]quarter)[^\d]{0,12}(20\d\d)/i.exec(title) ??
    /\bFY?(\d\d)\s*Q([1-4])/i.exec(title);
  if (named !== null && named[3] !== undefined)
    return {
      quarter: named[1] ? Number(named[1]) : ORDINALS[named[2]!.toLowerCase()]!,
      year: Number(named[3]),
    };
  const quarters = new Map<number, number>();
  const years = new Map<number, number>();
  for (const match of text
    .slice(0, 20_000)
    .matchAll(/\b(first|second|third|fourth)[- ]quarter|\bQ([1-4])\b|\b(20[12]\d)\b/gi)) {
    if (match[3] !== undefined) years.set(Number(match[3]), (years.get(Number(match[3])) ?? 0) + 1);
    else {
      const quarter = match[1] !== undefined ? ORDINALS[match[1].toLowerCase()]! : Number(match[2]);
      quarters.set(quarter, (quarters.get(quarter) ?? 0) + 1);
    }
  }
  const most = (counts: Map<number, number>) =>
    [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? null;
  return { quarter: most(quarters), year: most(years) };
}
