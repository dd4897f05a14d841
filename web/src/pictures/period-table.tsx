// web/src/pictures/period-table.tsx: entities by periods: what is stated, computed, planned, and what is not there.

import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import type { LedgerRow } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { useCopy } from "../ui/copy.ts";
import { VerdictGlyph } from "../ui/icons.tsx";
import { useNames } from "../ui/names.ts";
import { type Counted, inScale } from "../ui/value.ts";
import { placeOfFigure } from "./figure-card.tsx";
import type { Mark, Slot } from "./slots.ts";
import type { Sum } from "./sums.ts";

export interface TableRow {
  entity: string;
  figure: LedgerRow;
  /** One for each period of the axis. */
  slots: readonly Slot[];
}

interface PeriodTableProps {
  title: string;
  axis: readonly { key: string; label: string }[];
  rows: readonly TableRow[];
  counted: Counted;
  hasComputed: boolean;
  /** The sum of each period; null where the rows may not be added. */
  sums: readonly (Sum | null)[] | null;
  onPoint: (mark: Mark, at: DOMRect) => void;
  onLeave: () => void;
}

export function PeriodTable(props: PeriodTableProps) {
  const words = useWords();
  const names = useNames();
  const copyText = useCopy();
  const table = useRef<HTMLTableElement>(null);
  const { axis, rows, counted } = props;
  const copy = () => {
    const lines = [
      [`${words("ledger.entity")} (${counted.name})`, ...axis.map(({ label }) => names.period(label))],
      ...rows.map(({ figure, slots }) => [
        names.entity(figure),
        ...slots.map(({ actual, plan }) => plainValue(actual ?? plan, counted)),
      ]),
      ...(props.sums
        ? [
            [
              words("pictures.sum"),
              ...props.sums.map((sum) =>
                sum === null ? "" : plainText({ low: sum.value, high: sum.value } as LedgerRow, counted),
              ),
            ],
          ]
        : []),
    ];
    copyText(lines.map((line) => line.map((cell) => cell.replaceAll(/[\t\n]/g, " ")).join("\t")).join("\n"));
  };
  return (
    <section className="picture-part">
      <div className="head">
        <h2>
          {props.title} <span className="quiet">{counted.name}</span>
        </h2>
        <button type="button" className="btn plain" onClick={copy}>
          {words("pictures.copyTable")}
        </button>
      </div>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={props.title}>
        <table ref={table} className="period-table">
          <thead>
            <tr>
              <th scope="col">{words("ledger.entity")}</th>
              {axis.map(({ key, label }) => (
                <th key={key} scope="col" className="number">
                  {names.period(label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ entity, figure, slots }) => (
              <tr key={entity}>
                <th scope="row">{names.entity(figure) || words("ledger.unnamed")}</th>
                {slots.map((slot) => (
                  <td key={slot.key} className="number">
                    <Cell slot={slot} {...props} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {props.sums ? (
            <tfoot>
              <tr>
                <th scope="row">{words("pictures.sum")}</th>
                {axis.map(({ key }, at) => (
                  <td key={key} className="number">
                    <SumCell sum={props.sums![at] ?? null} counted={counted} />
                  </td>
                ))}
              </tr>
            </tfoot>
          ) : null}
        </table>
      </div>
      <p className="small quiet">
        {words("pictures.dotMeans")} {props.hasComputed ? words("pictures.ringMeans") : null}
      </p>
    </section>
  );
}

function SumCell({ sum, counted }: { sum: Sum | null; counted: Counted }) {
  const words = useWords();
  if (sum === null)
    return (
      <span className="quiet" title={words("pictures.noSum")}>
        <span aria-hidden="true">·</span>
        <span className="hidden-word">{words("pictures.noSum")}</span>
      </span>
    );
  const exact = sum.value as LedgerRow["low"];
  return (
    <b className={sum.isPlan ? "plan-cell" : undefined} title={sum.parts.join(" + ")}>
      {inScale({ low: exact, high: exact }, counted)}
    </b>
  );
}

/** A value to paste: digits alone for a single one, so that a spreadsheet counts with it. */
function plainValue(mark: Mark | null, counted: Counted): string {
  if (mark === null) return "";
  return cellText(mark, counted).replaceAll(",", "").replaceAll("−", "-");
}

const plainText = (amounts: Pick<LedgerRow, "low" | "high">, counted: Counted): string =>
  inScale(amounts, counted).replaceAll(",", "").replaceAll("−", "-");

function cellText({ computed, rows }: Mark, counted: Counted): string {
  if (!computed) return inScale(rows[0]!, counted);
  const exact = computed.value as LedgerRow["low"];
  return inScale({ low: exact, high: exact }, counted);
}

function Cell({ slot, counted, onPoint, onLeave }: { slot: Slot } & PeriodTableProps) {
  const words = useWords();
  const { actual, plan, others } = slot;
  if (!actual && !plan) {
    return (
      <span className="quiet">
        <span aria-hidden="true">·</span>
        <span className="hidden-word">{words("pictures.noFigure")}</span>
      </span>
    );
  }
  return (
    <>
      {[actual, plan].map((mark) =>
        mark ? (
          <CellValue key={mark.look} mark={mark} counted={counted} onPoint={onPoint} onLeave={onLeave} />
        ) : null,
      )}
      {others.length > 0 ? (
        <span className="row others">
          {others.slice(0, 3).map((mark) => (
            <CellValue
              key={`${mark.look}${mark.rows[0]!.id}`}
              mark={mark}
              counted={counted}
              onPoint={onPoint}
              onLeave={onLeave}
            />
          ))}
        </span>
      ) : null}
    </>
  );
}

function CellValue(props: { mark: Mark; counted: Counted } & Pick<PeriodTableProps, "onPoint" | "onLeave">) {
  const words = useWords();
  const { mark, counted, onPoint, onLeave } = props;
  const figure = mark.rows[0]!;
  const point = (element: HTMLElement) => onPoint(mark, element.getBoundingClientRect());
  return (
    <Link
      to="/documents/$documentId"
      params={{ documentId: figure.documentId }}
      search={placeOfFigure(figure)}
      className={`cell look-${mark.look}`}
      onMouseEnter={(event) => point(event.currentTarget)}
      onMouseLeave={onLeave}
      onFocus={(event) => {
        if (event.currentTarget.matches(":focus-visible")) point(event.currentTarget);
      }}
      onBlur={onLeave}
    >
      {mark.look === "computed" ? (
        <span className="quiet">
          <span aria-hidden="true">○ </span>
          <span className="hidden-word">{words("pictures.look.computed")}</span>
        </span>
      ) : null}
      {mark.isConflict ? (
        <span className="verdict v-conflict">
          <VerdictGlyph verdict="conflict" label={words("verdict.conflict")} />
        </span>
      ) : null}
      {mark.look === "plan" ? (
        <span className="plan-cell" title={words(`nature.${figure.nature}`)}>
          {cellText(mark, counted)}
        </span>
      ) : (
        cellText(mark, counted)
      )}
    </Link>
  );
}
