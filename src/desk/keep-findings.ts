// desk/keep-findings.ts: drafts of checks become findings under names that last, and a person's word on one survives.
//
// A finding's id is made from its check and its operands in their roles, so that the same finding found again keeps
// its id, its first date and its settlement. One that gains an operand (a third source agrees, a fourth contradicts)
// has a new id; it takes over the settlement of the one whose operands it holds.

import type { FindingDraft } from "../checks/check.ts";
import type { Finding } from "../records/finding.ts";
import { sha256 } from "../values/hash.ts";

export function findingId({ check, operands }: Pick<FindingDraft, "check" | "operands">): string {
  // A newer version of a check finds the same thing: its number is left out.
  const name = check.split(" ")[0]!;
  const parts = operands.map(({ figureId, role }) => `${figureId} ${role}`).sort();
  return `fnd_${sha256(`${name}\n${parts.join("\n")}`).slice(0, 20)}`;
}

/** Findings for drafts, with what is known of them from `before`. Two drafts of one id are one finding. */
export function findingsOf(
  drafts: readonly FindingDraft[],
  before: readonly Finding[],
  nowIso: string,
): Finding[] {
  const known = new Map(before.map((finding) => [finding.id, finding]));
  const settled = settledByFigure(before);
  const found = new Map<string, Finding>();
  for (const draft of drafts) {
    const id = findingId(draft);
    const old = known.get(id) ?? grownFrom(draft, settled);
    found.set(id, { ...draft, id, settled: old?.settled ?? null, createdAt: old?.createdAt ?? nowIso });
  }
  return [...found.values()];
}

/** Settled findings by their first operand: one that grew still has it. */
function settledByFigure(before: readonly Finding[]): Map<string, Finding[]> {
  const settled = before.filter((finding) => finding.settled !== null && finding.operands.length > 0);
  return Map.groupBy(settled, ({ operands }) => operands[0]!.figureId);
}

const grownFrom = (
  draft: FindingDraft,
  settled: ReadonlyMap<string, readonly Finding[]>,
): Finding | undefined =>
  draft.operands
    .flatMap(({ figureId }) => settled.get(figureId) ?? [])
    .find((other) => isGrownFrom(draft, other));

function isGrownFrom(draft: FindingDraft, old: Finding): boolean {
  if (draft.verdict !== old.verdict || draft.check.split(" ")[0] !== old.check.split(" ")[0]) return false;
  const own = new Set(draft.operands.map(({ figureId }) => figureId));
  return old.operands.every(({ figureId }) => own.has(figureId));
}
