// web/src/settings/endpoint.tsx: what the settings of the language model and of embeddings have in common: is it on and where
// does text go, its address and key (written, never shown), a test, switching off.
//
// model.tsx and embedding.tsx give the fields and the words that only one of them has.

import { type FormEvent, type ReactNode, useState } from "react";
import { post, put } from "../api/client.ts";
import { useChange } from "../api/queries.ts";
import { useWords } from "../i18n/i18n.ts";
import { say } from "../ui/notify.tsx";
import { errorText } from "../ui/states.tsx";

interface Status {
  isOn: boolean;
  url: string;
  hasKey: boolean;
  host: string;
  leavesMachine: boolean;
}

/** Whether it is on, and where text goes then; `leaves` says what goes to another machine. */
export function Connected({ status, text, leaves }: { status: Status; text: string; leaves: string }) {
  const words = useWords();
  const { isOn, host, leavesMachine } = status;
  return (
    <p>
      {text}{" "}
      {isOn && host ? (
        <b className={leavesMachine ? "leaves" : undefined}>
          {leavesMachine ? leaves : words("endpoint.stays", { host })}
        </b>
      ) : null}
    </p>
  );
}

interface BarProps {
  /** A meter of what was used, or a progress bar of what is done. */
  role: "meter" | "progressbar";
  label: string;
  now: number;
  /** Above 0. */
  most: number;
}

export function Bar({ role, label, now, most }: BarProps) {
  const spoken = {
    role,
    "aria-label": label,
    "aria-valuemin": 0,
    "aria-valuemax": most,
    "aria-valuenow": Math.min(now, most),
  };
  return (
    <div className="bar-line" style={{ maxWidth: 320, margin: "4px 0 8px" }} {...spoken}>
      <i style={{ width: `${Math.min(100, (now / most) * 100)}%` }} />
    </div>
  );
}

/** What every test tells; one that works tells more in words of its own. */
interface Tested {
  isWorking: boolean;
  tookMs: number;
  failure: { code: string; message: string } | null;
}

/** The address and the key as they stand in the form. */
export function usePlace(status: Status) {
  const [url, setUrl] = useState(status.url);
  const [key, setKey] = useState("");
  // No key in the request: the one that is kept stays.
  return { url, setUrl, key, setKey, given: { url: url.trim(), ...(key === "" ? {} : { key }) } };
}

type Place = ReturnType<typeof usePlace>;

interface FormProps<Own, Answer> {
  status: Status;
  place: Place;
  /** Of the endpoint's own resource, such as "/api/model"; it is tested at its "/test". */
  path: string;
  /** What only this endpoint has, tested and saved; and what is saved alone. */
  own: Own;
  alsoSaved?: object;
  /** Whether the model has a name, without which nothing can be tested. */
  isNamed: boolean;
  isUrlRequired: boolean;
  /** Queries that a change makes stale; the first of them a test too. */
  touches: readonly [string, ...string[]];
  saidOn: string;
  saidOff: string;
  works: (answer: Answer) => string;
  /** Of something that the fields themselves asked for. */
  error?: Error | null;
  first?: ReactNode;
  /** Fields between the address and the key. */
  children: ReactNode;
  last?: ReactNode;
}

/** The form of an endpoint: saving connects it. */
export function EndpointForm<Own extends object, Answer extends Tested>(props: FormProps<Own, Answer>) {
  const words = useWords();
  const { status, place, path, touches, works } = props;
  const given = { ...props.own, ...place.given };
  const save = useChange(
    (isOn: boolean) => put<Status>(path, { ...given, ...props.alsoSaved, isOn }),
    touches,
    ({ isOn }) => {
      place.setKey("");
      say(isOn ? props.saidOn : props.saidOff);
    },
  );
  const test = useChange(() => post<Answer>(`${path}/test`, given), [touches[0]]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(true);
  };
  const error = save.error ?? test.error ?? props.error;
  return (
    <form className="stack" style={{ maxWidth: 560, marginTop: 8 }} onSubmit={submit}>
      {props.first}
      <AddressField place={place} isRequired={props.isUrlRequired} />
      {props.children}
      <KeyField place={place} isKept={status.hasKey} />
      {props.last}
      {error ? <p className="error-text">{errorText(words, error)}</p> : null}
      {test.data ? <Outcome test={test.data} works={works} /> : null}
      <div className="row">
        <button type="submit" className="btn primary" disabled={save.isPending}>
          {words("action.save")}
        </button>
        <button
          type="button"
          className="btn"
          disabled={test.isPending || !props.isNamed}
          onClick={() => test.mutate(undefined)}
        >
          {words(test.isPending ? "endpoint.testing" : "endpoint.test")}
        </button>
        {status.isOn ? (
          <button type="button" className="btn plain" onClick={() => save.mutate(false)}>
            {words("endpoint.switchOff")}
          </button>
        ) : null}
      </div>
    </form>
  );
}

function AddressField({ place, isRequired }: { place: Place; isRequired: boolean }) {
  const words = useWords();
  return (
    <label className="field">
      <span>{words("endpoint.url")}</span>
      <input
        className="input mono"
        type="url"
        required={isRequired}
        placeholder="http://127.0.0.1:11434/v1"
        value={place.url}
        onChange={(event) => place.setUrl(event.target.value)}
      />
    </label>
  );
}

function KeyField({ place, isKept }: { place: Place; isKept: boolean }) {
  const words = useWords();
  return (
    <label className="field">
      <span>{words("endpoint.key")}</span>
      <input
        className="input mono"
        type="password"
        autoComplete="off"
        placeholder={words(isKept ? "endpoint.keyKept" : "endpoint.keyNone")}
        value={place.key}
        onChange={(event) => place.setKey(event.target.value)}
      />
      <span className="small quiet">{words("endpoint.keyHint")}</span>
    </label>
  );
}

function Outcome<Answer extends Tested>({
  test,
  works,
}: {
  test: Answer;
  works: (answer: Answer) => string;
}) {
  const words = useWords();
  return (
    <p role="status" className={test.isWorking ? undefined : "error-text"}>
      {test.isWorking ? works(test) : words("endpoint.worksNot", { message: test.failure?.message ?? "" })}
    </p>
  );
}
