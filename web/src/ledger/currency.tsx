// web/src/ledger/currency.tsx: in which currency amounts are shown, and the rates that it rests on, with day and source.

import { Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { put } from "../api/client.ts";
import { exchangeRatesQuery, useCanEdit, useChange } from "../api/queries.ts";
import type { ExchangeRate, LedgerRow } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { Icon } from "../ui/icons.tsx";
import { errorText } from "../ui/states.tsx";
import { needsRate, rateText, type ShownCurrency } from "./convert.ts";

const CURRENCIES = ["USD", "CNY"] as const;

export function CurrencyMenu(props: {
  shown: ShownCurrency | undefined;
  onChange: (currency: ShownCurrency | undefined) => void;
}) {
  const words = useWords();
  const { shown, onChange } = props;
  return (
    <Menu position="bottom-start" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button type="button" className={shown ? "filter on" : "filter"}>
          {words("currency.shownIn")}
          {shown ? <b>{shown}</b> : null}
          <Icon name="down" small />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {[undefined, ...CURRENCIES].map((one) => (
          <Menu.Item
            key={one ?? ""}
            role="menuitemradio"
            aria-checked={shown === one}
            leftSection={<span aria-hidden="true">{shown === one ? "●" : "○"}</span>}
            onClick={() => onChange(one)}
          >
            {one ?? words("currency.asWritten")}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The rates that the shown rows rest on, and a form for each that is missing or old. */
export function RateLine({ shown, rows }: { shown: ShownCurrency; rows: readonly LedgerRow[] }) {
  const words = useWords();
  const rates = useQuery(exchangeRatesQuery).data;
  const canEdit = useCanEdit();
  const [editing, setEditing] = useState<string | null>(null);
  if (rates === undefined) return null;
  const others = new Set(rows.flatMap(({ unit }) => needsRate(unit, shown) ?? []));
  if (others.size > 0 && shown !== "CNY") others.add(shown);
  others.delete("CNY");
  const wanted = [...others].sort().slice(0, 12);
  return (
    <div className="rates small" aria-live="polite">
      {wanted.length === 0 ? <span className="quiet">{words("currency.none")}</span> : null}
      {wanted.map((currency) => {
        const rate = rates.find((one) => one.currency === currency);
        return (
          <span key={currency} className="row">
            {rate ? (
              <span>
                <b>{rateText(rate)}</b>{" "}
                <span className="quiet">
                  {rate.date}, {rate.source}
                </span>
              </span>
            ) : (
              <span className="guess">{words("currency.missing", { currency })}</span>
            )}
            {canEdit ? (
              <button type="button" className="btn plain" onClick={() => setEditing(currency)}>
                {words(rate ? "currency.change" : "currency.set")}
              </button>
            ) : null}
          </span>
        );
      })}
      {editing ? (
        <RateForm
          key={editing}
          currency={editing}
          known={rates.find((one) => one.currency === editing)}
          close={() => setEditing(null)}
        />
      ) : null}
    </div>
  );
}

function RateForm(props: { currency: string; known: ExchangeRate | undefined; close: () => void }) {
  const words = useWords();
  const { currency, known, close } = props;
  const save = useChange(
    (rate: Record<string, string>) => put(`/api/exchange-rates/${currency}`, rate),
    ["exchange-rates"],
    close,
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const field = (name: string) => String(form.get(name) ?? "").trim();
    save.mutate({ yuan: field("yuan"), date: field("date"), source: field("source") });
  };
  return (
    <form className="row rate-form" onSubmit={submit}>
      <label className="row">
        1 {currency} =
        <input
          className="input"
          name="yuan"
          inputMode="decimal"
          required
          pattern="\d+(\.\d+)?"
          style={{ width: 90 }}
          defaultValue={known?.yuan}
          aria-label={words("currency.rateOf", { currency })}
        />
        CNY
      </label>
      <label className="row">
        {words("ledger.date")}
        <input className="input" type="date" name="date" required defaultValue={known?.date} />
      </label>
      <label className="row">
        {words("currency.source")}
        <input
          className="input"
          name="source"
          required
          maxLength={120}
          style={{ width: 160 }}
          defaultValue={known?.source}
        />
      </label>
      <button type="submit" className="btn primary" disabled={save.isPending}>
        {words("action.save")}
      </button>
      <button type="button" className="btn plain" onClick={close}>
        {words("action.cancel")}
      </button>
      {save.error ? <span className="error-text">{errorText(words, save.error)}</span> : null}
    </form>
  );
}
