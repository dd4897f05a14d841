// eval/suite.ts: what a suite of measurements gives back.

/** Items counted and metrics by the keys of docs/guides/measuring.md; a pack that is absent leaves its keys out. */
export interface SuiteResult {
  items: Record<string, number>;
  metrics: Record<string, number>;
  /** Lines for a person, printed before the machine's line. */
  report: string[];
}

/** A suite reads packs from `dataFolder` and says in `report` which ones it did not find. */
export type Suite = (dataFolder: string) => Promise<SuiteResult>;
