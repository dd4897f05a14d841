// web/src/ask/use-ask.ts: one question on its way: what has come so far, stopping it, what went wrong.

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { type Asked, askAloud } from "../api/ask-stream.ts";
import type { Answer, AnswerStatement } from "../api/types.ts";

const KEPT_AFTER_MS = 600;

interface Asking {
  answer: Answer | null;
  isAsking: boolean;
  error: unknown;
}
const IDLE: Asking = { answer: null, isAsking: false, error: null };

function withStatement(answer: Answer, statement: AnswerStatement): Answer {
  const model = answer.model ?? {
    name: "",
    state: "writing" as const,
    statements: [],
    failure: null,
    tokensIn: 0,
    tokensOut: 0,
    queries: [],
  };
  return { ...answer, model: { ...model, statements: [...model.statements, statement] } };
}

/** `onKept` is called with the answer as the server keeps it. */
export function useAsk(onKept: (answer: Answer) => void) {
  const client = useQueryClient();
  const [state, setState] = useState<Asking>(IDLE);
  const running = useRef<AbortController>(undefined);
  const kept = useRef(onKept);
  kept.current = onKept;
  useEffect(() => () => running.current?.abort(), []);

  const ask = useCallback(
    async (input: Asked) => {
      running.current?.abort();
      const own = new AbortController();
      running.current = own;
      const isCurrent = () => running.current === own;
      setState({ answer: null, isAsking: true, error: null });
      try {
        const answer = await askAloud(
          input,
          {
            onAnswer: (first) => isCurrent() && setState((now) => ({ ...now, answer: first })),
            onStatement: (statement) =>
              isCurrent() &&
              setState((now) =>
                now.answer ? { ...now, answer: withStatement(now.answer, statement) } : now,
              ),
          },
          own.signal,
        );
        if (!isCurrent()) return;
        client.setQueryData(["answers", "one", answer.id], answer);
        setState(IDLE);
        kept.current(answer);
      } catch (error) {
        if (isCurrent())
          setState((now) => ({ ...now, isAsking: false, error: own.signal.aborted ? null : error }));
      } finally {
        // After a stop the server needs a moment to keep what it had.
        setTimeout(
          () => void client.invalidateQueries({ queryKey: ["answers"] }),
          own.signal.aborted ? KEPT_AFTER_MS : 0,
        );
      }
    },
    [client],
  );
  const stop = useCallback(() => {
    running.current?.abort();
    setState((now) =>
      now.answer?.model
        ? {
            ...now,
            isAsking: false,
            answer: { ...now.answer, model: { ...now.answer.model, state: "stopped" } },
          }
        : { ...now, isAsking: false },
    );
  }, []);
  return { ...state, ask, stop };
}
