// web/src/settings/embedding.tsx: the embedding endpoint: the name of its model, how far the vectors are.
//
// Address, key, test and switching off are those of any endpoint (endpoint.tsx).

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { embeddingQuery } from "../api/queries.ts";
import type { EmbeddingStatus } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { countName } from "../ui/format.ts";
import { Bones, Failure } from "../ui/states.tsx";
import { Bar, Connected, EndpointForm, usePlace } from "./endpoint.tsx";

interface EmbeddingTest {
  isWorking: boolean;
  dimensions: number;
  tookMs: number;
  failure: { code: string; message: string } | null;
}

export function Embedding({ canChange }: { canChange: boolean }) {
  const words = useWords();
  const embedding = useQuery(embeddingQuery);
  if (embedding.error) return <Failure error={embedding.error} />;
  if (!embedding.data) return <Bones lines={4} />;
  const { isOn, model, host, from } = embedding.data;
  return (
    <>
      <Connected
        status={embedding.data}
        text={isOn ? words("embedding.isOn", { model }) : words("embedding.isOff")}
        leaves={words("embedding.leaves", { host })}
      />
      {isOn ? <Filling embedding={embedding.data} /> : null}
      {from === "environment" ? <p className="quiet">{words("embedding.fromEnvironment")}</p> : null}
      {canChange && from !== "environment" ? <EmbeddingForm key={from} embedding={embedding.data} /> : null}
    </>
  );
}

function Filling({ embedding: { vectorCount, passageCount } }: { embedding: EmbeddingStatus }) {
  const words = useWords();
  const count = (value: number) => countName(value, words.language);
  const isDone = vectorCount >= passageCount;
  return (
    <>
      <p className="soft">
        {isDone
          ? words("embedding.done", { all: count(passageCount) })
          : words("embedding.filling", { done: count(vectorCount), all: count(passageCount) })}
      </p>
      {isDone ? null : (
        <Bar role="progressbar" label={words("embedding.progress")} now={vectorCount} most={passageCount} />
      )}
    </>
  );
}

function EmbeddingForm({ embedding }: { embedding: EmbeddingStatus }) {
  const words = useWords();
  const place = usePlace(embedding);
  const [model, setModel] = useState(embedding.model);
  return (
    <EndpointForm<Pick<EmbeddingStatus, "model">, EmbeddingTest>
      status={embedding}
      place={place}
      path="/api/embedding"
      own={{ model: model.trim() }}
      isNamed={model.trim() !== ""}
      isUrlRequired
      touches={["embedding", "jobs", "desk"]}
      saidOn={words("embedding.saved")}
      saidOff={words("embedding.off")}
      works={({ dimensions, tookMs }) => words("embedding.works", { dimensions, ms: tookMs })}
    >
      <label className="field">
        <span>{words("embedding.model")}</span>
        <input
          className="input mono"
          required
          value={model}
          onChange={(event) => setModel(event.target.value)}
        />
        <span className="small quiet">{words("embedding.modelHint")}</span>
      </label>
    </EndpointForm>
  );
}
