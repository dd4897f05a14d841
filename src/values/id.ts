// values/id.ts: names for rows.
//
// A prefix says what the id names ("doc_", "fig_"), then 10 characters of time and 10 of chance in
// Crockford's base 32, so that ids sort by the moment they were made. Time and chance come in as an
// argument: tests pass a counter.

import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

export type IdPrefix =
  | "doc"
  | "ver"
  | "psg"
  | "fig"
  | "fnd"
  | "dig"
  | "top"
  | "sto"
  | "job"
  | "usr"
  | "ses"
  | "tok"
  | "fed"
  | "fol"
  | "sav"
  | "not"
  | "src"
  | "ans"
  | "ent"
  | "met"
  | "cor";

/** A new id such as "doc_01jd9k3v8q6x0r2m4n7p"; ids made later sort after ids made earlier (to the ms). */
export function newId(prefix: IdPrefix, nowMs: number, chance: Uint8Array = randomBytes(10)): string {
  let time = "";
  for (let rest = nowMs, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = ALPHABET[rest % 32] + time;
  let tail = "";
  for (let i = 0; i < 10; i++) tail += ALPHABET[chance[i]! & 31];
  return `${prefix}_${time}${tail}`;
}
