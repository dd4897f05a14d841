// desk/check-input.ts: what a front door was given, made into the input of an operation or refused with places.

import type { z } from "zod";
import { DossierError } from "../values/error.ts";

/** One thing that is wrong with an input: the field ("aliases.0.text") and why. */
export interface InputIssue {
  field: string;
  reason: string;
}

/** bad-input with everything that is wrong; message and details tell of the first. */
export class BadInputError extends DossierError {
  readonly at: readonly InputIssue[];

  constructor(issues: readonly InputIssue[]) {
    super("bad-input", { field: issues[0]!.field, reason: issues[0]!.reason });
    this.at = issues;
  }
}

/** More than these tell a person nothing new, and a hostile list of a million items must not be echoed. */
const MOST_ISSUES = 20;

/** The input as the schema says. Throws BadInputError. */
export function checkInput<I extends z.ZodType>(schema: I, given: unknown): z.output<I> {
  const checked = schema.safeParse(given);
  if (checked.success) return checked.data;
  const issues = checked.error.issues.slice(0, MOST_ISSUES).map((issue) => ({
    field: issue.path.map(String).join(".") || "input",
    reason: issue.message.replace(/\.$/, "").slice(0, 300),
  }));
  throw new BadInputError(
    issues.length > 0 ? issues : [{ field: "input", reason: "it is not what is expected" }],
  );
}
