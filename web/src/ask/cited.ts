// web/src/ask/cited.ts: the sources of an answer: what is known of each document, and the answer as text with citations.

import type { Answer, Citation } from "../api/types.ts";
import type { CitedDocument } from "../ui/cite-card.tsx";
import { whoAndWhen } from "../ui/cite-text.ts";

/** What the answer itself says of a document it cites, enough for a citation's card. */
export function documentsOf({
  quotes,
  figures,
}: Pick<Answer, "quotes" | "figures">): Map<string, CitedDocument> {
  const known = new Map<string, CitedDocument>();
  for (const { documentId, documentTitle, source, sortAt, isDated } of [...quotes, ...figures]) {
    if (known.has(documentId)) continue;
    known.set(documentId, {
      id: documentId,
      title: documentTitle,
      source,
      // A day is shown as printed; how many pages there are is not told, so a page is always named.
      published: isDated
        ? ({ iso: sortAt.slice(0, 10), precision: "day" } as CitedDocument["published"])
        : null,
      addedAt: sortAt,
      pageCount: 2,
      language: "other",
    });
  }
  return known;
}

/** Every citation of the statements and quotes once, in the order in which they are numbered. */
export function numbered({ model, quotes }: Pick<Answer, "model" | "quotes">): Citation[] {
  const all = [
    ...quotes,
    ...(model?.statements.filter(({ isVerified }) => isVerified).flatMap(({ citations }) => citations) ?? []),
  ];
  const seen = new Set<string>();
  return all.filter((citation) => {
    const key = keyOf(citation);
    return !seen.has(key) && seen.add(key);
  });
}

const keyOf = ({ versionId, start, end }: Citation): string => `${versionId} ${start} ${end}`;

/** Number of a citation from 1; 0 when it is not among them. */
export const numberOf = (citations: readonly Citation[], citation: Citation): number =>
  citations.findIndex((one) => keyOf(one) === keyOf(citation)) + 1;

/** The answer to paste elsewhere: what is verified, the result, the quotes, each with its source, day and page. */
export function answerText(answer: Answer, pageWord: (page: string) => string): string {
  const citations = numbered(answer);
  const documents = documentsOf(answer);
  const marks = (some: readonly Citation[]) => some.map((one) => `[${numberOf(citations, one)}]`).join("");
  const where = ({ documentId, page, pageLabel }: Citation) => {
    const document = documents.get(documentId);
    return [document ? whoAndWhen(document) : documentId, pageWord(pageLabel ?? String(page))].join(", ");
  };
  const statements = (answer.model?.statements ?? [])
    .filter(({ isVerified }) => isVerified)
    .map((statement) => `${statement.text} ${marks(statement.citations)}`);
  const computed = answer.computed ? [`${answer.computed.text} = ${answer.computed.formula}`] : [];
  const sources = citations.map((one, at) => `[${at + 1}] “${one.quote.trim()}” ${where(one)}`);
  return [[answer.question], statements, computed, sources]
    .filter((part) => part.length > 0)
    .map((part) => part.join("\n"))
    .join("\n\n");
}
