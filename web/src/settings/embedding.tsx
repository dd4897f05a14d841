// web/src/settings/embedding.tsx: the embedding endpoint: where passages go, its key (written, never shown), a test, how far vectors are.

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { post, put } from "../api/client.ts";
import { embeddingQuery, useChange } from "../api/queries.ts";
import type { EmbeddingStatus } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { countName } from "../ui/format.ts";
import { say } from "../ui/notify.tsx";
import { Bones, errorText, Failure } from "../ui/states.tsx";

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
  const { isOn, model, host, leavesMachine, from } = embedding.data;
  return (
    <>
      <p>
        {isOn ? words("embedding.isOn", { model }) : words("embedding.isOff")}{" "}
        {isOn && host ? (
          <b className={leavesMachine ? "leaves" : undefined}>
            {words(leavesMachine ? "embedding.leaves" : "embedding.stays", { host })}
          </b>
        ) : null}
      </p>
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
        <div
          className="bar-line"
          role="progressbar"
          aria-label={words("embedding.progress")}
          aria-valuemin={0}
          aria-valuemax={passageCount}
          aria-valuenow={vectorCount}
          style={{ maxWidth: 320, margin: "4px 0 8px" }}
        >
          <i style={{ width: `${(vectorCount / passageCount) * 100}%` }} />
        </div>
      )}
    </>
  );
}

function EmbeddingForm({ embedding }: { embedding: EmbeddingStatus }) {
  const words = useWords();
  const [url, setUrl] = useState(embedding.url);
  const [model, setModel] = useState(embedding.model);
  const [key, setKey] = useState("");
  const given = { url: url.trim(), model: model.trim(), ...(key === "" ? {} : { key }) };
  const save = useChange(
    (isOn: boolean) => put<EmbeddingStatus>("/api/embedding", { ...given, isOn }),
    ["embedding", "jobs", "desk"],
    ({ isOn }) => {
      setKey("");
      say(words(isOn ? "embedding.saved" : "embedding.off"));
    },
  );
  const test = useChange(() => post<EmbeddingTest>("/api/embedding/test", given), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(true);
  };
  const error = save.error ?? test.error;
  return (
    <form className="stack" style={{ maxWidth: 560, marginTop: 8 }} onSubmit={submit}>
      <label className="field">
        <span>{words("embedding.url")}</span>
        <input
          className="input mono"
          type="url"
          required
          placeholder="http://127.0.0.1:11434/v1"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
      </label>
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
      <label className="field">
        <span>{words("embedding.key")}</span>
        <input
          className="input mono"
          type="password"
          autoComplete="off"
          placeholder={words(embedding.hasKey ? "embedding.keyKept" : "embedding.keyNone")}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <span className="small quiet">{words("embedding.keyHint")}</span>
      </label>
      {error ? <p className="error-text">{errorText(words, error)}</p> : null}
      {test.data ? <Tested test={test.data} /> : null}
      <div className="row">
        <button type="submit" className="btn primary" disabled={save.isPending}>
          {words("action.save")}
        </button>
        <button
          type="button"
          className="btn"
          disabled={test.isPending || model.trim() === ""}
          onClick={() => test.mutate(undefined)}
        >
          {words(test.isPending ? "embedding.testing" : "embedding.test")}
        </button>
        {embedding.isOn ? (
          <button type="button" className="btn plain" onClick={() => save.mutate(false)}>
            {words("embedding.switchOff")}
          </button>
        ) : null}
      </div>
    </form>
  );
}

function Tested({ test: { isWorking, dimensions, tookMs, failure } }: { test: EmbeddingTest }) {
  const words = useWords();
  return (
    <p role="status" className={isWorking ? undefined : "error-text"}>
      {isWorking
        ? words("embedding.works", { dimensions, ms: tookMs })
        : words("embedding.worksNot", { message: failure?.message ?? "" })}
    </p>
  );
}
