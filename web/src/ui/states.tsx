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

interface EmptyProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** It is all there is on the page, whose heading it then is. */
  isPage?: boolean;
}

export function Empty({ title, children, actions, isPage = false }: EmptyProps) {
  const Heading = isPage ? "h1" : "h2";
  return (
    <div className="state-note">
      <Heading>{title}</Heading>
      {children ? <p>{children}</p> : null}
      {actions ? <div className="row">{actions}</div> : null}
    </div>
  );
}

interface FailureProps {
  error: unknown;
  retry?: () => void;
  /** It is all there is on the page: it is the heading, and offers a way on. */
  isPage?: boolean;
}

export function Failure({ error, retry, isPage = false }: FailureProps) {
  const words = useWords();
  const Heading = isPage ? "h1" : "h2";
  // Asking again does not bring back what is not there.
  const isMissing = error instanceof ApiError && error.status === 404;
  return (
    <div className="state-note" role="alert">
      <Heading>
        <span className="verdict v-fails">
          <VerdictGlyph verdict="fails" />
        </span>
        {words(isMissing ? "state.notFound" : "state.failed")}
      </Heading>
      <p>{errorText(words, error)}</p>
      <div className="row">
        {retry && !isMissing ? (
          <button type="button" className="btn" onClick={retry}>
            {words("action.retry")}
          </button>
        ) : null}
        {isPage ? (
          <a href="/" className="btn">
            {words("nav.home")}
          </a>
        ) : null}
      </div>
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
