// cli/print-answer.ts: an answer for a person at a terminal: what was computed, the model's carried words, rows, quotes.

import type { Answer } from "../records/answer.ts";

const plain = (text: string): string =>
  text.replace(/\s+/g, " ").replace(/[\u0000-\u001f\u007f-\u009f]/g, "");

export const isAnswer = (value: Record<string, unknown>): boolean =>
  typeof value.question === "string" && "understood" in value && Array.isArray(value.quotes);

/** Lines of an answer; `fit` cuts a text to a width. What a model wrote and its quotes do not carry is marked. */
export function renderAnswer(
  answer: Answer,
  width: number,
  fit: (text: string, width: number) => string,
): string {
  if (answer.state === "nothing-found") return "The desk has nothing on this question.";
  const lines: string[] = [];
  const { computed, model, figures, quotes } = answer;
  if (computed !== null) {
    const cautions = computed.cautions.length === 0 ? "" : `  (${computed.cautions.join(", ")})`;
    lines.push(`= ${computed.text}   ${plain(computed.formula)}${cautions}`, "");
  }
  if (model !== null) {
    for (const { text, isVerified, citations } of model.statements) {
      const pages = citations.map(({ page }) => `[${page}]`).join("");
      lines.push(isVerified ? `• ${plain(text)} ${pages}` : `✗ unverified: ${plain(text)}`);
    }
    if (model.failure !== null) lines.push(`! ${plain(model.failure.message)}`);
    lines.push("");
  }
  for (const row of figures.slice(0, 6)) {
    const names = [row.entity, row.metric, row.period?.label ?? "", row.relation ?? ""].filter(
      (name) => name !== "",
    );
    lines.push(
      fit(`# ${plain(row.text)}  ${names.join(" · ")}  ${plain(row.documentTitle)} p. ${row.page}`, width),
    );
  }
  if (figures.length > 0) lines.push("");
  for (const quote of quotes.slice(0, 5)) {
    lines.push(fit(`${plain(quote.documentTitle)}, p. ${quote.pageLabel ?? quote.page}`, width));
    lines.push(`  ${fit(plain(quote.quote), Math.max(20, 3 * width))}`);
  }
  return lines.join("\n").trimEnd();
}
