// eval/grounding.ts: whether a card's bullet is what its quotes say; rules apart from those of the writer.
//
// Grounded: every number of the bullet stands in a quote, so do the metric's words and the period (or the
// period is the call's own), and the value is not told there as an old value, a change or an effect.

import type { CardBullet } from "../src/digests/results-card.ts";

const METRIC_WORDS: [bullet: RegExp, quote: RegExp][] = [
  [/affo per share/, /AFFO|adjusted (?:funds from operations|FFO)/i],
  [/ffo per share/, /FFO|funds from operations/i],
  [/loss per share/, /loss/i],
  [/earnings per share/, /earnings|EPS|income|profit|net results/i],
  [/dividend/, /dividend|distribution/i],
  [/book value/, /book value/i],
  [/ebitda/, /EBITDA/i],
  [/capital expenditures/, /capital (?:expenditure|spending)|cap-?ex/i],
  [/comparable sales/, /same[- ]|comp/i],
  [/organic revenue/, /organic/i],
  [/(?:net )?sales/, /sales/i],
  [/revenue/, /revenue/i],
  [/net operating income/, /net operating income|NOI/i],
  [/operating income/, /operating (?:income|profit|earnings)|income from operations/i],
  [/net interest/, /net interest/i],
  [/margin/, /margin/i],
  [/net income/, /net (?:income|earnings|profit)/i],
  [/net loss/, /loss/i],
  [/cash flow/, /cash/i],
];
const ORDINALS = ["first", "second", "third", "fourth"];

/** Why a bullet is not grounded in the quotes it carries; null when it is. `own` is the call's period, "q3_2021". */
export function judge(bullet: CardBullet, text: string, own: string): string | null {
  const quotes = bullet.quotes.map(({ start, end }) => text.slice(start, end));
  const first = quotes[0]!;
  const all = quotes.join(" ");
  const words = bullet.text;
  // Spoken words are their own ground, as long as they are the quote.
  if (bullet.form === "sentence") return words === first ? null : "not the quote";
  const period = /\b(q[1-4]|fy(?: 20\d\d)?)\b/.exec(words)?.[1] ?? "";
  const rest = words.replace(period, "");
  for (const number of rest.match(/\d[\d,]*(?:\.\d+)?/g) ?? [])
    if (!new RegExp(`(?<![\\d.,])${number.replaceAll(".", "\\.")}(?![\\d]|[.,]\\d)`).test(first))
      return `number ${number}`;
  const metric = METRIC_WORDS.find(([name]) => name.test(words));
  if (metric !== undefined && !metric[1].test(first)) return "metric words";
  if (!periodStands(period, all, own)) return `period ${period}`;
  return roleOf(words, rest, first);
}

function periodStands(period: string, quotes: string, own: string): boolean {
  // A bullet that claims no period can have no wrong one.
  if (period === "") return true;
  const [quarter, year] = own.split("_");
  if (period === quarter) return !/\b(?:six|nine) months\b/i.test(quotes);
  if (period.startsWith("q"))
    return new RegExp(`${ORDINALS[Number(period[1]) - 1]}[- ]quarter|${period}`, "i").test(quotes);
  const said = /20\d\d/.exec(period)?.[0];
  const isYear =
    /full[- ]?(?:fiscal )?year|fiscal|FY|\b(?:this|the|for the) year|annual|calendar|20\d\d/i.test(quotes);
  return (
    isYear &&
    (said === undefined || quotes.includes(said) || quotes.includes(`'${said.slice(2)}`) || said === year)
  );
}

const OLD =
  /\b(?:versus|vs\.?|compared (?:to|with)|from|(?<!(?:more|less|greater|lower|higher|better) )than|prior[- ]year|last year|year[- ]ago)\b[^,;$]{0,30}$/i;
const CHANGE =
  /\b(?:by|increase of|decrease of|improvement of|decline of|up|down)\s+(?:approximately |about )?$/i;
const EFFECT =
  /\b(?:impact|effect|benefit|charge|headwind|tailwind|contribution|accretion|dilution)s?\b[^.;]{0,25}$/i;
const OLD_AFTER =
  /^[^,;.$]{0,25}\b(?:last year|year[- ]ago|prior[- ](?:year|period)|same (?:quarter|period))\b/i;

function roleOf(words: string, rest: string, quote: string): string | null {
  const value = /(?:\$\s?)?\d[\d,]*(?:\.\d+)?(?=[^\d]*$)/.exec(rest.replace(/ to .*$/, ""))?.[0] ?? "";
  const at = quote.indexOf(value);
  if (value === "" || at < 0) return null;
  const before = quote.slice(0, at);
  const after = quote.slice(at + value.length).replace(/^[\s\w]{0,12}?(?:million|billion|%|percent)/, "");
  if (/ (?:rose|fell|up|down) \d/.test(words)) return null;
  if (OLD.test(before) && !/\bfrom\b[^.;]{0,30}$/i.test(before)) return "old value";
  if (!/%|percent/.test(words) && CHANGE.test(before)) return "a change";
  if (EFFECT.test(before)) return "an effect";
  if (
    OLD_AFTER.test(after) &&
    !/^[^,;.$]{0,25}\b(?:from|over|compared|versus|up|than|increase)\b/i.test(after)
  )
    return "old value";
  return null;
}
