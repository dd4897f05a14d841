// web/src/settings/model.tsx: the language model: where text goes, its key (written, never shown), a test, what was used.

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { post, put } from "../api/client.ts";
import { modelQuery, useChange } from "../api/queries.ts";
import type { ModelStatus } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { countName } from "../ui/format.ts";
import { say } from "../ui/notify.tsx";
import { Bones, errorText, Failure } from "../ui/states.tsx";

interface ModelTest {
  isWorking: boolean;
  reply: string;
  tookMs: number;
  failure: { code: string; message: string } | null;
}

type Given = Pick<ModelStatus, "kind" | "url" | "name"> & { key?: string };

export function Model({ canChange }: { canChange: boolean }) {
  const words = useWords();
  const model = useQuery(modelQuery);
  if (model.error) return <Failure error={model.error} />;
  if (!model.data) return <Bones lines={5} />;
  const { isOn, name, host, leavesMachine, from } = model.data;
  return (
    <>
      <p>
        {isOn ? words("model.isOn", { name }) : words("model.isOff")}{" "}
        {isOn && host ? (
          <b className={leavesMachine ? "leaves" : undefined}>
            {words(leavesMachine ? "model.leaves" : "model.stays", { host })}
          </b>
        ) : null}
      </p>
      <Usage model={model.data} />
      {from === "environment" ? <p className="quiet">{words("model.fromEnvironment")}</p> : null}
      {canChange && from === "environment" ? <LimitsForm model={model.data} /> : null}
      {canChange && from !== "environment" ? <ModelForm key={from} model={model.data} /> : null}
    </>
  );
}

function Usage({ model: { usage, monthlyTokens, prices } }: { model: ModelStatus }) {
  const words = useWords();
  const used = usage.tokensIn + usage.tokensOut;
  const count = (value: number) => countName(value, words.language);
  return (
    <>
      <p className="soft">
        {words("model.usage", {
          month: usage.month,
          runs: count(usage.runs),
          sent: count(usage.tokensIn),
          written: count(usage.tokensOut),
        })}{" "}
        {monthlyTokens > 0
          ? words("model.ceilingOf", { limit: count(monthlyTokens) })
          : words("model.noCeiling")}{" "}
        {usage.cost !== null && prices !== null
          ? words("model.cost", { cost: costText(usage.cost), currency: prices.currency })
          : null}
      </p>
      {monthlyTokens > 0 ? (
        <div
          className="bar-line"
          role="meter"
          aria-label={words("model.ceiling")}
          aria-valuemin={0}
          aria-valuemax={monthlyTokens}
          aria-valuenow={Math.min(used, monthlyTokens)}
          style={{ maxWidth: 320, margin: "4px 0 8px" }}
        >
          <i style={{ width: `${Math.min(100, (used / monthlyTokens) * 100)}%` }} />
        </div>
      ) : null}
    </>
  );
}

/** Two decimals; a cost too small for them says so instead of nothing. */
const costText = (cost: string): string =>
  Number(cost) > 0 && Number(cost) < 0.01 ? "< 0.01" : Number(cost).toFixed(2);

function ModelForm({ model }: { model: ModelStatus }) {
  const words = useWords();
  const list = useId();
  const [kind, setKind] = useState(model.kind);
  const [url, setUrl] = useState(model.url);
  const [name, setName] = useState(model.name);
  const [key, setKey] = useState("");
  const limits = useLimits(model);
  const given: Given = { kind, url: url.trim(), name: name.trim(), ...(key === "" ? {} : { key }) };
  const save = useChange(
    (isOn: boolean) =>
      put<ModelStatus>("/api/model", {
        ...given,
        ...limits.given,
        isOn,
      }),
    ["model", "desk", "settings"],
    ({ isOn }) => {
      setKey("");
      say(words(isOn ? "model.saved" : "model.off"));
    },
  );
  const test = useChange(() => post<ModelTest>("/api/model/test", given), ["model"]);
  const names = useChange(
    () =>
      post<{ names: string[] }>("/api/model/names", { kind, url: given.url, ...(key === "" ? {} : { key }) }),
    [],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(true);
  };
  const error = save.error ?? test.error ?? names.error;
  return (
    <form className="stack" style={{ maxWidth: 560, marginTop: 8 }} onSubmit={submit}>
      <label className="field">
        <span>{words("model.kind")}</span>
        <select
          className="input"
          value={kind}
          onChange={(event) => setKind(event.target.value as ModelStatus["kind"])}
        >
          <option value="openai">{words("model.openai")}</option>
          <option value="anthropic">Anthropic</option>
        </select>
      </label>
      <label className="field">
        <span>{words("model.url")}</span>
        <input
          className="input mono"
          type="url"
          required={kind === "openai"}
          placeholder="http://127.0.0.1:11434/v1"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
      </label>
      <label className="field">
        <span>{words("model.name")}</span>
        <span className="row">
          <input
            className="input mono"
            required
            list={list}
            style={{ flex: 1 }}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <button
            type="button"
            className="btn"
            disabled={names.isPending}
            onClick={() => names.mutate(undefined)}
          >
            {words("model.list")}
          </button>
        </span>
        <datalist id={list}>
          {names.data?.names.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        {names.data ? (
          <span className="small quiet">{words("model.found", { count: names.data.names.length })}</span>
        ) : null}
      </label>
      <label className="field">
        <span>{words("model.key")}</span>
        <input
          className="input mono"
          type="password"
          autoComplete="off"
          placeholder={words(model.hasKey ? "model.keyKept" : "model.keyNone")}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <span className="small quiet">{words("model.keyHint")}</span>
      </label>
      {limits.fields}
      {error ? <p className="error-text">{errorText(words, error)}</p> : null}
      {test.data ? <Tested test={test.data} /> : null}
      <div className="row">
        <button type="submit" className="btn primary" disabled={save.isPending}>
          {words("action.save")}
        </button>
        <button
          type="button"
          className="btn"
          disabled={test.isPending || name.trim() === ""}
          onClick={() => test.mutate(undefined)}
        >
          {words(test.isPending ? "model.testing" : "model.test")}
        </button>
        {model.isOn ? (
          <button type="button" className="btn plain" onClick={() => save.mutate(false)}>
            {words("model.switchOff")}
          </button>
        ) : null}
      </div>
    </form>
  );
}

/** Ceiling and prices alone, of a model that the environment names. */
function LimitsForm({ model }: { model: ModelStatus }) {
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
function useLimits({ monthlyTokens, prices }: ModelStatus) {
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

function Tested({ test: { isWorking, reply, tookMs, failure } }: { test: ModelTest }) {
  const words = useWords();
  return (
    <p role="status" className={isWorking ? undefined : "error-text"}>
      {isWorking
        ? words("model.works", { reply, ms: tookMs })
        : words("model.worksNot", { message: failure?.message ?? "" })}
    </p>
  );
}
