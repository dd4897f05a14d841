// web/src/settings/model-limits.tsx: what the language model may take in a month and what its tokens cost.
//
// Fields of the model's form, and a form of their own when the environment names the model.

import { type FormEvent, useState } from "react";
import { put } from "../api/client.ts";
import { useChange } from "../api/queries.ts";
import type { ModelStatus } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { say } from "../ui/notify.tsx";
import { errorText } from "../ui/states.tsx";

/** Ceiling and prices alone, of a model that the environment names. */
export function LimitsForm({ model }: { model: ModelStatus }) {
  const words = useWords();
  const limits = useLimits(model);
  const save = useChange(
    () => put<ModelStatus>("/api/model", limits.given),
    ["model", "desk", "settings"],
    () => say(words("model.limitsSaved")),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <form className="stack" style={{ maxWidth: 560, marginTop: 8 }} onSubmit={submit}>
      {limits.fields}
      {save.error ? <p className="error-text">{errorText(words, save.error)}</p> : null}
      <div className="row">
        <button type="submit" className="btn primary" disabled={save.isPending}>
          {words("action.save")}
        </button>
      </div>
    </form>
  );
}

/** The fields for the month's ceiling and the prices, and what they say as the API takes it. */
export function useLimits({ monthlyTokens, prices }: ModelStatus) {
  const words = useWords();
  const [ceiling, setCeiling] = useState(String(monthlyTokens || ""));
  const [price, setPrice] = useState<PriceGiven>({
    in: prices?.perMillionIn ?? "",
    out: prices?.perMillionOut ?? "",
    currency: prices?.currency ?? "USD",
  });
  const hasPrice = `${price.in}${price.out}`.trim() !== "";
  const given: Pick<ModelStatus, "prices"> & { monthlyTokens: number | null } = {
    monthlyTokens: ceiling.trim() === "" ? null : Number(ceiling.replaceAll(/\D/g, "")),
    prices: hasPrice
      ? {
          perMillionIn: price.in.trim() || "0",
          perMillionOut: price.out.trim() || "0",
          currency: price.currency.trim().toUpperCase(),
        }
      : null,
  };
  const fields = (
    <>
      <label className="field">
        <span>{words("model.ceiling")}</span>
        <input
          className="input"
          inputMode="numeric"
          placeholder={words("model.noCeiling")}
          value={ceiling}
          onChange={(event) => setCeiling(event.target.value)}
        />
      </label>
      <Price price={price} set={setPrice} />
    </>
  );
  return { given, fields };
}

interface PriceGiven {
  in: string;
  out: string;
  currency: string;
}

function Price({ price, set }: { price: PriceGiven; set: (price: PriceGiven) => void }) {
  const words = useWords();
  const field = (name: keyof PriceGiven, label: string, pattern: string) => (
    <label className="row small">
      <span className="quiet">{label}</span>
      <input
        className="input"
        style={{ width: name === "currency" ? 64 : 96 }}
        inputMode={name === "currency" ? "text" : "decimal"}
        pattern={pattern}
        value={price[name]}
        onChange={(event) => set({ ...price, [name]: event.target.value })}
      />
    </label>
  );
  const number = "\\d{1,6}(\\.\\d{1,6})?";
  return (
    <div className="field" role="group" aria-label={words("model.prices")}>
      <span>{words("model.prices")}</span>
      <span className="row">
        {field("in", words("model.priceIn"), number)}
        {field("out", words("model.priceOut"), number)}
        {field("currency", words("model.currency"), "[A-Za-z]{3}")}
      </span>
    </div>
  );
}
