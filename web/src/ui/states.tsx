// web/src/ui/states.tsx: what a page shows while it loads, when it is empty and when it failed.

import { Component, type ReactNode } from "react";
import { ApiError } from "../api/client.ts";
import { useWords, type Words } from "../i18n/i18n.ts";
import { VerdictGlyph } from "./icons.tsx";

/** The sentence for an error in the reader's language; the server's own words when the code is new to us. */
export function errorText(words: Words, error: unknown): string {
  if (error instanceof ApiError) return words.maybe(`error.${error.code}`, error.message, error.details);
  return error instanceof Error ? error.message : String(error);
}

/** Bones in the shape of running text. */
export function Bones({ lines = 4, label }: { lines?: number; label?: string }) {
  const words = useWords();
  return (
    <div role="status" aria-label={label ?? words("state.loading")}>
      {Array.from({ length: lines }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
          key={index}
          className="bone"
          style={{ width: `${[92, 84, 64, 88, 40][index % 5]}%` }}
        />
      ))}
    </div>
  );
}

export function Empty({
  title,
  children,
  actions,
}: {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="state-note">
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {actions ? <div className="row">{actions}</div> : null}
    </div>
  );
}

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const words = useWords();
  return (
    <div className="state-note" role="alert">
      <h2>
        <span className="verdict v-fails">
          <VerdictGlyph verdict="fails" />
        </span>
        {words("state.failed")}
      </h2>
      <p>{errorText(words, error)}</p>
      {retry ? (
        <div className="row">
          <button type="button" className="btn" onClick={retry}>
            {words("action.retry")}
          </button>
        </div>
      ) : null}
    </div>
  );
}

function Crash({ error }: { error: Error }) {
  const words = useWords();
  return (
    <div className="state-note" role="alert">
      <h2>{words("state.crashed")}</h2>
      <p>{words("state.crashedHint")}</p>
      <p className="mono">{error.message}</p>
      <div className="row">
        <button type="button" className="btn" onClick={() => location.reload()}>
          {words("action.reload")}
        </button>
      </div>
    </div>
  );
}

/** Keeps a fault of one page from taking the whole desk down. */
export class Boundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    return this.state.error ? <Crash error={this.state.error} /> : this.props.children;
  }
}
