// store/rows.ts: the small turns between rows and records that every table's file needs.

import type { SqlValue } from "./database.ts";

/** "?, ?, ?" for an IN list; an empty list must be left out by the caller. */
export const marks = (count: number): string => Array.from({ length: count }, () => "?").join(", ");

export const flag = (value: boolean): number => (value ? 1 : 0);

export const json = (value: unknown): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);

/** The structure in a JSON column; null for NULL. */
export const fromJson = <T>(value: SqlValue | undefined): T =>
  (value === null || value === undefined ? null : JSON.parse(String(value))) as T;

/** Pieces of a WHERE with their parameters: `where.add("kind = ?", kind)`, then `where.sql` and `where.parameters`. */
export class Where {
  readonly #pieces: string[] = [];
  readonly parameters: SqlValue[] = [];

  add(piece: string, ...parameters: SqlValue[]): void {
    this.#pieces.push(piece);
    this.parameters.push(...parameters);
  }

  /** `column IN (values)`; nothing for an undefined or empty list. */
  oneOf(column: string, values: readonly string[] | undefined): void {
    if (values !== undefined && values.length > 0)
      this.add(`${column} IN (${marks(values.length)})`, ...values);
  }

  /** "WHERE a AND b", or "" when nothing was added. */
  get sql(): string {
    return this.#pieces.length === 0
      ? ""
      : `WHERE ${this.#pieces.map((piece) => `(${piece})`).join(" AND ")}`;
  }
}

/** Splits a list so that no statement has more parameters than an engine takes (SQLite 32,766). */
export function* inChunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
