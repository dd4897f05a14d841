// desk/ask-quotes.ts: of a passage the run of sentences or rows that speaks to a question, with the question's words marked.

import type { AnswerQuote } from "../records/answer.ts";
import type { Passage } from "../records/passage.ts";
import { splitSentences } from "../split/sentences.ts";
import type { Span } from "../values/span.ts";
import type { FoundPassage } from "./ask-evidence.ts";
import { type questionWords, shareOfWords } from "./ask-words.ts";

const QUOTE_CHARACTERS = { latin: 480, han: 220 };

export type Asked = ReturnType<typeof questionWords>;

/** The run of sentences (or table rows) of a passage that has most of the question's words. */
export function quoteOf(
  passage: Passage,
  pageLabel: string | null,
  result: FoundPassage["result"],
  score: number,
  asked: Asked,
): AnswerQuote {
  const { text } = passage;
  const best = bestRun(text, asked);
  const quote = text.slice(best.start, best.end);
  return {
    documentId: passage.documentId,
    versionId: passage.versionId,
    page: passage.page,
    pageLabel,
    start: passage.start + best.start,
    end: passage.start + best.end,
    quote,
    documentTitle: result.title,
    source: result.source,
    sortAt: result.sortAt,
    isDated: result.isDated,
    heading: passage.heading,
    marks: marksOf(quote, asked),
    score,
  };
}

function bestRun(text: string, asked: Asked): Span {
  const isHan = /\p{Script=Han}/u.test(text.slice(0, 400));
  const most = isHan ? QUOTE_CHARACTERS.han : QUOTE_CHARACTERS.latin;
  if (text.trim().length <= most) return trimmed(text, { start: 0, end: text.length });
  const pieces = splitSentences(text).flatMap((span) => rowsOf(text, span, most));
  if (pieces.length === 0) return trimmed(text, { start: 0, end: Math.min(text.length, most) });
  const shares = pieces.map(({ start, end }) => shareOfWords(asked, text.slice(start, end)));
  let best = { start: pieces[0]!.start, end: pieces[0]!.end, share: -1 };
  for (let from = 0; from < pieces.length; from++) {
    let share = 0;
    for (let to = from; to < pieces.length; to++) {
      const [start, end] = [pieces[from]!.start, pieces[to]!.end];
      if (to > from && end - start > most) break;
      share += shares[to]!;
      // A longer quote must earn its length.
      const worth = share - 0.02 * (to - from);
      if (worth > best.share + 1e-9) best = { start, end, share: worth };
    }
  }
  return { start: best.start, end: Math.min(best.end, best.start + 2 * most) };
}

/** A sentence that is longer than a quote (a table, a list) as its lines. */
function rowsOf(text: string, span: Span, most: number): Span[] {
  if (span.end - span.start <= most) return [span];
  const rows: Span[] = [];
  for (let at = span.start; at < span.end; ) {
    const line = text.indexOf("\n", at);
    const end = line < 0 || line > span.end ? span.end : line;
    for (let from = at; from < end; from += most) rows.push({ start: from, end: Math.min(end, from + most) });
    at = end + 1;
  }
  return rows.map((row) => trimmed(text, row)).filter(({ start, end }) => end > start);
}

function trimmed(text: string, { start, end }: Span): Span {
  let [from, to] = [start, end];
  while (from < to && text.charCodeAt(from) <= 32) from++;
  while (to > from && text.charCodeAt(to - 1) <= 32) to--;
  return { start: from, end: to };
}

const WORD = /[\p{Script=Han}]{1,8}|[A-Za-z0-9][A-Za-z0-9.&'-]*/gu;

/** Words of the quote that the question has, as spans of it; in order, not touching. */
function marksOf(quote: string, asked: Asked): Span[] {
  const forms = new Set(
    asked.filter(({ weight }) => weight >= 0.5).flatMap(({ forms: own }) => own.slice(0, 1)),
  );
  const marks: Span[] = [];
  for (const form of forms) {
    if (!/\p{Script=Han}/u.test(form)) continue;
    for (let at = quote.indexOf(form); at >= 0; at = quote.indexOf(form, at + form.length))
      marks.push({ start: at, end: at + form.length });
  }
  for (const match of quote.matchAll(WORD)) {
    if (/\p{Script=Han}/u.test(match[0])) continue;
    if (shareOfWords(asked, match[0]) > 0)
      marks.push({ start: match.index, end: match.index + match[0].length });
  }
  marks.sort((a, b) => a.start - b.start || b.end - a.end);
  return marks.filter(
    (mark, at) => at === 0 || mark.start >= Math.max(...marks.slice(0, at).map(({ end }) => end)),
  );
}
