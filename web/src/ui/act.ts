// web/src/ui/act.ts: a change made by one press, which has no form of its own to say beside it that it failed.

import { useCallback } from "react";
import { useChange } from "../api/queries.ts";
import { useWords } from "../i18n/i18n.ts";
import { complain } from "./notify.tsx";
import { errorText } from "./states.tsx";

/** Runs `run` when called, then as useChange does; a failure is said at the foot of the window. The same function each time. */
export function useAct<Input = void, Output = unknown>(
  run: (input: Input) => Promise<Output>,
  touches: readonly string[],
  done?: (output: Output, input: Input) => void,
) {
  const words = useWords();
  const { mutate, isPending } = useChange(run, touches, done, (error) => complain(errorText(words, error)));
  const act = useCallback((input: Input) => mutate(input), [mutate]);
  return Object.assign(act, { isPending });
}
