// web/src/ask/answer.tsx: an answer: a computed result, a model's statements held to quotes, rows of the ledger, quotes.

import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer, AnswerFigure, AnswerQuote, AnswerStatement, Citation, Computed } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import type { CitedDocument } from "../ui/cite-card.tsx";
import { placeOf } from "../ui/cite-text.ts";
import { Cite } from "../ui/digest.tsx";
import { langOfText, pageName } from "../ui/format.ts";
import { splitByMarks } from "../ui/marks.ts";
import { dayName, relationName, useNames } from "../ui/names.ts";
import { Bones, Empty } from "../ui/states.tsx";
import { shownValue } from "../ui/value.ts";
import { documentsOf, numbered, numberOf } from "./cited.ts";

const ROWS = 12;

interface Sources {
  citations: readonly Citation[];
  documents: ReadonlyMap<string, CitedDocument>;
  /** Documents that are no longer on the desk: their words stay, nothing links to them. */
  gone: ReadonlySet<string>;
}

export function AnswerView({ answer, isAsking }: { answer: Answer; isAsking: boolean }) {
  const words = useWords();
  const sources = { citations: numbered(answer), documents: documentsOf(answer), gone: new Set(answer.gone) };
  if (answer.state === "nothing-found")
    return <Empty title={words("ask.nothing")}>{words("ask.nothingHint")}</Empty>;
  return (
    <div className="answer">
      <Understood answer={answer} />
      {answer.computed ? <Result computed={answer.computed} sources={sources} /> : null}
      <Model answer={answer} isAsking={isAsking} sources={sources} />
      {answer.figures.length > 0 ? <Rows figures={answer.figures} gone={sources.gone} /> : null}
      {answer.quotes.length > 0 ? (
        <section>
          <h3>{words("ask.quotes")}</h3>
          <ol className="answer-quotes">
            {answer.quotes.map((quote, at) => (
              <Quote
                key={`${quote.versionId}-${quote.start}`}
                quote={quote}
                number={at + 1}
                isGone={sources.gone.has(quote.documentId)}
              />
            ))}
          </ol>
        </section>
      ) : null}
    </div>
  );
}

/** How the question was read, so that a wrong reading is seen before its answer is believed. */
function Understood({ answer: { understood } }: { answer: Answer }) {
  const words = useWords();
  const names = useNames();
  const said = [
    ...understood.entities.map((name) => names.named("entity", name)),
    ...understood.metrics.map((name) => names.named("metric", name)),
    ...understood.periods.map((label) => names.period(label)),
    ...(understood.arithmetic ? [words(`arithmetic.${understood.arithmetic}`)] : []),
  ];
  if (said.length === 0) return null;
  const { newest } = understood;
  return (
    <p className="small quiet">
      {words("ask.understood", { what: words.list(said) })}{" "}
      {newest ? words("ask.newest", { words: newest.words, period: names.period(newest.period) }) : null}
    </p>
  );
}

function Result({ computed, sources }: { computed: Computed; sources: Sources }) {
  const words = useWords();
  return (
    <section className="answer-result">
      <h3>
        {words(`arithmetic.${computed.arithmetic}`)} <span className="quiet">{words("ask.computed")}</span>
      </h3>
      <p className="big">{computed.text}</p>
      <p className="mono">{computed.formula}</p>
      <ul className="small soft">
        {computed.operands.map((operand) => (
          <li key={`${operand.figureId} ${operand.role}`}>
            <b>{operand.text}</b> {words.maybe(`operand.${operand.role}`, operand.role)}{" "}
            <Source documentId={operand.citation.documentId} citation={operand.citation} gone={sources.gone}>
              {sources.documents.get(operand.citation.documentId)?.source || words("cite.open")},{" "}
              {words("cite.page", { page: pageName(operand.citation) })}
            </Source>
          </li>
        ))}
      </ul>
      {computed.cautions.map((caution) => (
        <p key={caution} className="small">
          <b>{words("ask.caution")}</b> {words.maybe(`caution.${caution}`, caution.replaceAll("-", " "))}
        </p>
      ))}
    </section>
  );
}

/** Where words stand: a link to the place, or words alone when the document is no longer on the desk. */
function Source(props: {
  documentId: string;
  citation: Parameters<typeof placeOf>[0];
  gone: ReadonlySet<string>;
  title?: string;
  className?: string;
  children: ReactNode;
}) {
  const words = useWords();
  const { documentId, citation, gone, title, className = "link", children } = props;
  if (gone.has(documentId))
    return (
      <span className="quiet" title={title}>
        {children} <em>({words("ask.goneDocument")})</em>
      </span>
    );
  return (
    <Link
      to="/documents/$documentId"
      params={{ documentId }}
      search={placeOf(citation)}
      className={className}
      title={title}
    >
      {children}
    </Link>
  );
}

function Model({ answer, isAsking, sources }: { answer: Answer; isAsking: boolean; sources: Sources }) {
  const words = useWords();
  const { model } = answer;
  if (!model) return isAsking ? <Bones lines={3} label={words("ask.writing")} /> : null;
  const held = model.statements.filter(({ isVerified }) => isVerified);
  const struck = model.statements.filter(({ isVerified }) => !isVerified);
  return (
    <section>
      <h3>
        {words("ask.byModel")} <span className="quiet">{model.name}</span>
      </h3>
      {held.length > 0 ? (
        <ul className="statements">
          {held.map((statement) => (
            <li key={statement.text} lang={langOfText(statement.text)}>
              {statement.text}
              <Cites citations={statement.citations} sources={sources} />
            </li>
          ))}
        </ul>
      ) : isAsking ? null : (
        <p className="soft">{words("ask.noneHeld")}</p>
      )}
      {isAsking ? <Bones lines={2} label={words("ask.writing")} /> : null}
      {model.queries.length > 0 ? (
        <p className="small quiet">{words("ask.queries", { queries: words.clauses(model.queries) })}</p>
      ) : null}
      {model.state === "stopped" ? <p className="small quiet">{words("ask.stopped")}</p> : null}
      {model.failure ? (
        <p className="error-text">{words.maybe(`error.${model.failure.code}`, model.failure.message)}</p>
      ) : null}
      {struck.length > 0 ? (
        <details className="struck">
          <summary>{words("ask.unverified", { count: struck.length })}</summary>
          <ul>
            {struck.map((statement) => (
              <Struck key={statement.text} statement={statement} />
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

/** A statement that its quotes do not carry, with why. */
export function Struck({ statement: { text, reasons } }: { statement: AnswerStatement }) {
  const words = useWords();
  return (
    <li>
      <s>{text}</s>{" "}
      <span className="small quiet">
        {reasons
          .map(({ reason, words: which }) =>
            [words.maybe(`unverified.${reason}`, reason.replaceAll("-", " ")), which]
              .filter(Boolean)
              .join(": "),
          )
          .join(words.language === "zh" ? "；" : "; ")}
      </span>
    </li>
  );
}

function Cites({ citations, sources }: { citations: readonly Citation[]; sources: Sources }) {
  const words = useWords();
  return (
    <span className="cites">
      {citations.map((citation) => {
        const document = sources.documents.get(citation.documentId);
        const number = numberOf(sources.citations, citation);
        if (sources.gone.has(citation.documentId))
          return (
            <span
              key={`${citation.versionId}-${citation.start}-${citation.end}`}
              className="cite gone"
              title={words("ask.goneCite", { quote: citation.quote })}
            >
              {number}
            </span>
          );
        return (
          <Cite
            key={`${citation.versionId}-${citation.start}-${citation.end}`}
            document={{ ...(document ?? unknownDocument(citation.documentId)), pageCount: 1 }}
            citation={citation}
            order={number}
          />
        );
      })}
    </span>
  );
}

const unknownDocument = (id: string): CitedDocument => ({
  id,
  title: "",
  source: "",
  published: null,
  addedAt: "",
  pageCount: 1,
  language: "other",
});

function Rows({ figures, gone }: { figures: readonly AnswerFigure[]; gone: ReadonlySet<string> }) {
  const words = useWords();
  const names = useNames();
  return (
    <section>
      <h3>{words("ask.rows")}</h3>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={words("ask.rows")}>
        <table className="lines-table">
          <tbody>
            {figures.slice(0, ROWS).map((figure) => {
              const { value, unit } = shownValue(figure, words.language);
              return (
                <tr key={figure.id}>
                  <td>{names.entity(figure)}</td>
                  <td className="soft">
                    {names.metric(figure)} {relationName(words, figure.relation)}
                  </td>
                  <td className="nowrap">{figure.period ? names.period(figure.period.label) : ""}</td>
                  <td className="number nowrap">
                    <b className={figure.nature === "actual" ? undefined : "plan-cell"}>{value}</b>{" "}
                    <span className="quiet">{unit}</span>
                  </td>
                  <td className="soft nowrap">
                    {figure.nature === "actual" ? null : words(`nature.${figure.nature}`)}
                  </td>
                  <td>
                    <Source
                      documentId={figure.documentId}
                      citation={{ ...figure, pageLabel: null }}
                      gone={gone}
                      title={figure.quote}
                    >
                      {figure.source || figure.documentTitle}, {words("cite.page", { page: figure.page })}
                    </Source>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Quote({ quote, number, isGone }: { quote: AnswerQuote; number: number; isGone: boolean }) {
  const words = useWords();
  const marks = quote.marks.map(({ start, end }) => ({ start, end, kind: "found" as const }));
  return (
    <li>
      <p className="small quiet">
        <b className="accent">[{number}]</b> <b>{quote.source || quote.documentTitle}</b>{" "}
        {dayName(words, quote)} {quote.heading}
      </p>
      <blockquote lang={langOfText(quote.quote)}>
        {splitByMarks(quote.quote, 0, marks).map((part) =>
          part.kinds.length > 0 ? (
            <mark key={part.start}>{part.text}</mark>
          ) : (
            <span key={part.start}>{part.text}</span>
          ),
        )}
      </blockquote>
      <Source
        documentId={quote.documentId}
        citation={quote}
        gone={new Set(isGone ? [quote.documentId] : [])}
        className="link small"
      >
        {quote.documentTitle}, {words("cite.page", { page: pageName(quote) })}
      </Source>
    </li>
  );
}
