// checks/claim.ts: a claim in words against the numbers of its source: "revenue grew 13 % from 2018 to 2019".
//
//   claim → operation, years, words, stated number        (claim-words.ts)
//   source → rows, columns, facts                         (claim-source.ts)
//   both → readings, the likeliest first                  (claim-readings.ts, claim-zh.ts)
//
// A claim holds when one of its likely readings gives the stated number within its last digit; it fails when none
// does and the likeliest is certain; else nothing is decided. Never throws.

import { type Decimal, exact, toDecimal } from "../values/decimal.ts";
import type { ClaimReading } from "./claim-arithmetic.ts";
import { isCertain } from "./claim-certain.ts";
import { dialogueReadings } from "./claim-dialogue.ts";
import { englishRatios } from "./claim-en.ts";
import { namedReadings } from "./claim-named.ts";
import { readingsOf } from "./claim-readings.ts";
import { type ClaimSource, sheetOf, sheetOfText } from "./claim-source.ts";
import { type Claim, readClaim } from "./claim-words.ts";

export type { ClaimSource } from "./claim-source.ts";

export interface ClaimAnswer {
  verdict: "holds" | "fails" | "undecided";
  /** Numbers as the source writes them: "(335,133 − 326,707) ÷ 326,707"; "" when nothing was found. */
  formula: string;
  operands: { text: string; label: string; row: number; column: number; role: string }[];
  computed: Decimal | null;
  stated: Decimal | null;
  /** Why nothing was decided: "no-number", "no-operands", "not-certain", "direction" (right but for its sign); null otherwise. */
  reason: string | null;
}

// Below this the rows or the operation are a guess.
const CERTAIN = 0.8;
const SHOWN_DIGITS = 12;
/** A table as it stands, turned by its side, and sentences as rows. */
const TRUST = [1, 0.9, 0.8];
// Which of several questions an operand belongs to is a guess.
const IN_DIALOGUE = 0.75;

export function checkClaim(source: ClaimSource, claim: string): ClaimAnswer {
  const read = readClaim(claim);
  if (read === null) return nothing("no-number", null);
  const sheets = [sheetOf(source.table), sheetOf(transposed(source.table)), sheetOfText(source.text)];
  const readings = sheets.flatMap((sheet, at) =>
    [
      ...[...namedReadings(read, sheet), ...englishRatios(read, sheet)].map(byName),
      ...dialogueReadings(read, sheet),
      ...readingsOf(read, sheet),
    ].map((reading) => ({
      isByName: false,
      ...reading,
      sheet,
      weight: reading.weight * TRUST[at]! * (read.isDialogue ? IN_DIALOGUE : 1),
    })),
  );
  readings.sort((a, b) => b.weight - a.weight);
  const right = readings.find((reading) => states(read, reading));
  if (right !== undefined) return answer("holds", right, read);
  const best = readings[0];
  if (best === undefined) return nothing("no-operands", read);
  if (isTurned(read, best)) return { ...answer("undecided", best, read), reason: "direction" };
  return best.weight >= CERTAIN && (best.isByName || isCertain(read, best, best.sheet))
    ? answer("fails", best, read)
    : answer("undecided", best, read);
}

/** A ratio that has a name has one formula, whatever else the claim says. */
const byName = (reading: ClaimReading) => ({ ...reading, isByName: true });

/** Years down the side and metrics across: the same table, turned. */
function transposed(table: ClaimSource["table"]): string[][] | null {
  if (table === null || table === undefined || table.length < 2) return null;
  const width = Math.min(40, Math.max(...table.map(({ length }) => length)));
  return Array.from({ length: width }, (_, column) => table.slice(0, 60).map((row) => row[column] ?? ""));
}

/** The number is right and its sign is not: "the change was 12 %" of what fell by 12 %. */
const isTurned = (claim: Claim, reading: ClaimReading): boolean =>
  reading.isSigned && states(claim, { ...reading, computed: reading.computed.neg() });

/** Whether the reading's number is the stated one, to the stated one's last digit. */
function states(claim: Claim, { computed, kind, isSigned }: ClaimReading): boolean {
  const { stated, question, isFall } = claim;
  // "The change was 266" is said of a fall by 266 as well; a rate of change has its sign.
  const isUnsigned = claim.isUnsigned || (kind === "level" && claim.isDistance);
  const isScaled = stated.scale !== "" && !stated.isPercent;
  if (kind === "fraction" && isScaled) return false;
  const asked = /percent|%|百分|times 100\b/i.test(question);
  const divisor = /divided by 1,?000,?000|in millions|about millions/i.test(question)
    ? 1_000_000
    : /divided by 1,?000\b|in thousands/i.test(question)
      ? 1_000
      : 1;
  const levels = divisor === 1 || !claim.isDialogue ? [computed] : [computed, computed.div(divisor)];
  const values =
    kind === "level"
      ? levels
      : stated.isPercent
        ? [computed.times(100)]
        : asked
          ? [computed, computed.times(100)]
          : [computed];
  return values.some((value) => {
    const own = isSigned && !isUnsigned && !(isFall && value.lt(0)) ? [value] : [value, value.neg()];
    return own.some((one) => one.gte(stated.reach.low) && one.lte(stated.reach.high));
  });
}

function answer(verdict: ClaimAnswer["verdict"], reading: ClaimReading, claim: Claim): ClaimAnswer {
  return {
    verdict,
    formula: reading.formula,
    operands: reading.operands.map(({ fact, role }) => ({
      text: fact.text,
      label: fact.label,
      row: fact.row,
      column: fact.column,
      role,
    })),
    computed: toDecimal(exact(reading.computed.toSignificantDigits(SHOWN_DIGITS).toFixed())),
    stated: toDecimal(claim.stated.value),
    reason: verdict === "undecided" ? "not-certain" : null,
  };
}

const nothing = (reason: string, claim: Claim | null): ClaimAnswer => ({
  verdict: "undecided",
  formula: "",
  operands: [],
  computed: null,
  stated: claim === null ? null : toDecimal(claim.stated.value),
  reason,
});
