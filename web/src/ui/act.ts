// web/src/ui/act.ts: a change made by one press, which has no form of its own to say beside it that it failed.

import { useChange } from "../api/queries.ts";
import { useWords } from "../i18n/i18n.ts";
import { complain } from "./notify.tsx";
import { errorText } from "./states.tsx";

/** Runs `run` when called, then as useChange does; a failure is said at the foot of the window. */
export function useAct<Input = void, Output = unknown>(
  run: (input: Input) => Promise<Output>,
  touches: readonly string[],
  done?: (output: Output, input: Input) => void,
) {
  const words = useWords();
  const change = useChange(run, touches, done, (error) => complain(errorText(words, error)));
  const act = (input: Input) => change.mutate(input);
  return Object.assign(act, { isPending: change.isPending });
}
