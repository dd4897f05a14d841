// web/src/settings/model.tsx: the language model: what it speaks as, its name, what was used of it this month.
//
// Address, key, test and switching off are those of any endpoint (endpoint.tsx).

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { post } from "../api/client.ts";
import { modelQuery, useChange } from "../api/queries.ts";
import type { ModelStatus } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { countName } from "../ui/format.ts";
import { Bones, Failure } from "../ui/states.tsx";
import { Bar, Connected, EndpointForm, usePlace } from "./endpoint.tsx";
import { LimitsForm, useLimits } from "./model-limits.tsx";

interface ModelTest {
  isWorking: boolean;
  reply: string;
  tookMs: number;
  failure: { code: string; message: string } | null;
}

export function Model({ canChange }: { canChange: boolean }) {
  const words = useWords();
  const model = useQuery(modelQuery);
  if (model.error) return <Failure error={model.error} />;
  if (!model.data) return <Bones lines={5} />;
  const { isOn, name, host, from } = model.data;
  return (
    <>
      <Connected
        status={model.data}
        text={isOn ? words("model.isOn", { name }) : words("model.isOff")}
        leaves={words("model.leaves", { host })}
      />
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
        <Bar role="meter" label={words("model.ceiling")} now={used} most={monthlyTokens} />
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
  const place = usePlace(model);
  const [kind, setKind] = useState(model.kind);
  const [name, setName] = useState(model.name);
  const limits = useLimits(model);
  const names = useChange(() => post<{ names: string[] }>("/api/model/names", { kind, ...place.given }), []);
  return (
    <EndpointForm<Pick<ModelStatus, "kind" | "name">, ModelTest>
      status={model}
      place={place}
      path="/api/model"
      own={{ kind, name: name.trim() }}
      alsoSaved={limits.given}
      isNamed={name.trim() !== ""}
      isUrlRequired={kind === "openai"}
      touches={["model", "desk", "settings"]}
      saidOn={words("model.saved")}
      saidOff={words("model.off")}
      works={({ reply, tookMs }) => words("model.works", { reply, ms: tookMs })}
      error={names.error}
      first={
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
      }
      last={limits.fields}
    >
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
    </EndpointForm>
  );
}
