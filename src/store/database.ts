// store/database.ts: the seam between the store and an engine.
//
// The files of store/ speak SQL that SQLite and PostgreSQL both know ("?" for parameters, ON CONFLICT,
// RETURNING) through these few calls; what differs is asked by `dialect`. Everything is asynchronous:
// the embedded engine lives in threads of its own so that no query holds up the event loop.

/** What a column may hold. Flags are 0 or 1, moments are ISO text, structures are JSON text. */
export type SqlValue = string | number | bigint | null | Uint8Array;
export type Row = Record<string, SqlValue>;

export interface Queryable {
  /** All rows, in the order of the query. */
  all<R = Row>(sql: string, parameters?: readonly SqlValue[]): Promise<R[]>;
  /** The first row, or undefined. */
  get<R = Row>(sql: string, parameters?: readonly SqlValue[]): Promise<R | undefined>;
  /** How many rows changed. */
  run(sql: string, parameters?: readonly SqlValue[]): Promise<number>;
  /**
   * As `run`, for what may be done again or lost: claims, heartbeats, ends of jobs. It survives the death of the
   * process; a power cut may take it back until the next durable write.
   */
  runLight(sql: string, parameters?: readonly SqlValue[]): Promise<number>;
  /** Runs one statement for each list of parameters, in order; one round trip. */
  runMany(sql: string, parameterLists: readonly (readonly SqlValue[])[]): Promise<void>;
}

export interface Database extends Queryable {
  readonly dialect: "sqlite" | "postgres";
  /** All of `work` or nothing of it. Writers wait for each other; `work` uses only the Queryable it is given. */
  transaction<T>(work: (within: Queryable) => Promise<T>): Promise<T>;
  /** A consistent copy of the whole database into one file. */
  copyTo(path: string): Promise<void>;
  close(): Promise<void>;
}
