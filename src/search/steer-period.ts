// search/steer-period.ts: the years, quarter and day that a question or a title names.
//
// FY2018, FY23, fiscal 2018, 2018, 3Q25, Q3 2025, 2025Q3, FY2023Q1, "second fiscal quarter of 2023",
// 2025年第三季度, May 26, 2023, 2023年5月26日. What the fiscal year of a company is, is not known here.

export interface AskedPeriod {
  /** The largest year named, on which documents are judged; null when none is. */
  year: number | null;
  years: number[];
  quarter: number | null;
  /** ISO day when the question names one. */
  day: string | null;
  wantsEarnings: boolean;
  /** The words that said so, lower case. */
  words: string[];
}

const QUARTERS: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
};

/** Years, quarter and day a question names: FY2018, FY23, 2018, 3Q25, Q3 2025, "second fiscal quarter of 2023", 2025年第三季度. */
export function periodOf(query: string): AskedPeriod {
  const text = query.slice(0, 2000).normalize("NFKC");
  const years: number[] = [];
  const words: string[] = [];
  let quarter: number | null = null;
  const PATTERN =
    /\bfy\s?(\d{4}|\d{2})(?:\s?q([1-4]))?\b|\b([1-4])q(\d{2}|\d{4})\b|\bq([1-4])(?:\s*[''’]?(\d{4}|\d{2})\b)?|\b((?:19|20)\d\d)\s?q([1-4])\b|((?:19|20)\d\d)(?!\d|,\d)/gi;
  for (const match of text.matchAll(PATTERN)) {
    const [whole, fy, fyQuarter, leadQuarter, leadYear, bareQuarter, bareYear, yearQ, qOfYear, plain] = match;
    const year = fy ?? leadYear ?? bareYear ?? yearQ ?? plain;
    if (year) years.push(year.length === 2 ? 2000 + Number(year) : Number(year));
    const q = fyQuarter ?? leadQuarter ?? bareQuarter ?? qOfYear;
    if (q) quarter = Number(q);
    words.push(...(whole.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []));
  }
  const spoken =
    text.match(/\b(first|second|third|fourth)\s+(?:fiscal\s+)?quarter\b/i) ??
    text.match(/第?([一二三四])季度?/);
  if (spoken) quarter = QUARTERS[spoken[1]!.toLowerCase()] ?? quarter;
  const written = text.match(DAY);
  const day = written ? isoDay(written) : null;
  return {
    year: years.length > 0 ? Math.max(...years) : null,
    years,
    quarter,
    day,
    wantsEarnings: /guidance|outlook|earnings (?:release|call)|指引|业绩会|电话会/i.test(text),
    words,
  };
}

const MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const DAY =
  /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2}),?\s+((?:19|20)\d\d)|((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日/i;
function isoDay([, name, day, year, zhYear, zhMonth, zhDay]: RegExpMatchArray): string {
  const month = name ? MONTH_NAMES.indexOf(name.toLowerCase()) + 1 : Number(zhMonth);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${year ?? zhYear}-${two(month)}-${two(Number(day ?? zhDay))}`;
}
