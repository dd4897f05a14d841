// web/src/ledger/columns.tsx: a figure of the ledger as a row: its columns, and its lines on a narrow screen.
//
// Amounts stand as they were written, or in one currency at kept rates; what is a guess looks like one.

import { Link } from "@tanstack/react-router";
import type { ExchangeRate, LedgerRow } from "../api/types.ts";
import { useWords, type Words } from "../i18n/i18n.ts";
import type { Column } from "../ui/grid.tsx";
import { VerdictGlyph } from "../ui/icons.tsx";
import { dayName, relationName, useNames } from "../ui/names.ts";
import type { Names } from "../ui/term-names.ts";
import { shownValue } from "../ui/value.ts";
import { Certainty, normalText } from "../ui/verdict.tsx";
import { converted, rateText, type ShownCurrency } from "./convert.ts";

const UNSURE = 0.5;

/** In which currency amounts are shown; null as written. */
export interface Money {
  currency: ShownCurrency;
  rates: readonly ExchangeRate[];
}

/** Value and unit as shown, and what the hover says: the written form, the rates that were used. */
function shownIn(figure: LedgerRow, money: Money | null, words: Words) {
  const other = money === null ? null : converted(figure, money.currency, money.rates);
  if (other === null) return { ...shownValue(figure, words.language), title: normalText(figure) };
  const { value, unit } = shownValue(
    // A bound says its own sign; everything else is about what the rate makes of it.
    { ...figure, ...other, qualifier: other.low === null || other.high === null ? null : "about" },
    words.language,
  );
  const rates = other.rates.map((rate) => `${rateText(rate)}, ${rate.date}, ${rate.source}`);
  return { value, unit, title: [figure.text, normalText(figure), ...rates].join("\n") };
}

export const columnsOf = (words: Words, names: Names, money: Money | null): Column<LedgerRow>[] => [
  {
    key: "finding",
    title: words("nav.findings"),
    width: 40,
    isBare: true,
    cell: ({ findings: [first] }) =>
      first ? (
        <span className={`verdict v-${first.verdict}`} title={words(`verdict.${first.verdict}`)}>
          <VerdictGlyph verdict={first.verdict} label={words(`verdict.${first.verdict}`)} />
        </span>
      ) : null,
  },
  {
    key: "entity",
    title: words("ledger.entity"),
    width: 130,
    order: "entity",
    cell: (row) => names.entity(row),
  },
  {
    key: "metric",
    title: words("ledger.metric"),
    width: 150,
    isWide: true,
    order: "metric",
    cell: (row) => (
      <span className="soft" title={row.basis.map((one) => words.maybe(`basis.${one}`, one)).join(", ")}>
        {names.metric(row) || <span className="quiet">{words("ledger.unnamed")}</span>}
        {row.relation ? ` ${relationName(words, row.relation)}` : ""}
      </span>
    ),
  },
  {
    key: "period",
    title: words("ledger.period"),
    width: 92,
    order: "period",
    cell: ({ period, window, grounds }) => (
      <span className={grounds.period.confidence < UNSURE ? "guess" : undefined} title={grounds.period.rule}>
        {period ? names.period(period.label) : (window ?? "")}
      </span>
    ),
  },
  {
    key: "value",
    title: words("ledger.value"),
    width: 110,
    isNumber: true,
    order: "value",
    cell: (figure) => {
      const { value, title } = shownIn(figure, money, words);
      return (
        <span className={figure.isRejected ? "rejected" : "value-cell"} title={title}>
          {value}
        </span>
      );
    },
  },
  {
    key: "unit",
    title: words("ledger.unit"),
    width: 78,
    cell: (figure) => (
      <span
        className={figure.grounds.unit.confidence < UNSURE ? "quiet guess" : "quiet"}
        title={figure.grounds.unit.rule}
      >
        {shownIn(figure, money, words).unit}
      </span>
    ),
  },
  {
    key: "written",
    title: words("ledger.written"),
    width: 120,
    cell: ({ text }) => (
      <span className="soft" title={text}>
        {text}
      </span>
    ),
  },
  {
    key: "nature",
    title: words("ledger.nature"),
    width: 76,
    cell: ({ nature }) => (
      <span className={nature === "actual" ? "" : "plan-cell"}>{words(`nature.${nature}`)}</span>
    ),
  },
  {
    key: "source",
    title: words("ledger.place"),
    width: 170,
    isWide: true,
    cell: (figure) => (
      <Link
        to="/documents/$documentId"
        params={{ documentId: figure.documentId }}
        search={{ page: figure.page, start: figure.start, end: figure.end, version: figure.versionId }}
        title={figure.documentTitle}
      >
        {figure.source || figure.documentTitle}{" "}
        <span className="quiet">{words("cite.page", { page: figure.page })}</span>
      </Link>
    ),
  },
  {
    key: "date",
    title: words("ledger.date"),
    width: 84,
    isNumber: true,
    order: "oldest",
    reverse: "newest",
    cell: ({ sortAt, isDated }) => (
      <span className="quiet" title={isDated ? undefined : dayName(words, { sortAt, isDated })}>
        {isDated ? sortAt.slice(0, 10) : "–"}
      </span>
    ),
  },
  {
    key: "certainty",
    title: words("ledger.certainty"),
    width: 56,
    cell: ({ confidence }) => <Certainty confidence={confidence} />,
  },
];

export function NarrowRow({ row, money }: { row: LedgerRow; money: Money | null }) {
  const words = useWords();
  const names = useNames();
  const { value, unit } = shownIn(row, money, words);
  return (
    <>
      <b>{names.entity(row) || names.metric(row) || words("ledger.unnamed")}</b>
      <span>
        <b>{value}</b> <span className="quiet small">{unit}</span>
      </span>
      <span className="soft">
        {row.entity ? names.metric(row) : row.documentTitle}
        {row.relation ? ` ${relationName(words, row.relation)}` : ""}
      </span>
      <span className="quiet small">{row.period ? names.period(row.period.label) : ""}</span>
    </>
  );
}
