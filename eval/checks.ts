// eval/checks.ts: are claims recomputed, are wrong ones caught and right ones left alone, do sources agree.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { scoreChecks } from "./checks-topic.ts";
import type { SuiteResult } from "./suite.ts";

export async function measure(dataFolder: string): Promise<SuiteResult> {
  const result: SuiteResult = { items: {}, metrics: {}, report: [] };
  const add = (pack: string, score: (folder: string) => SuiteResult): void => {
    if (!existsSync(join(dataFolder, pack))) {
      result.report.push(`No pack ${pack} in ${dataFolder}.`);
      return;
    }
    const { items, metrics, report } = score(dataFolder);
    Object.assign(result.items, items);
    Object.assign(result.metrics, metrics);
    result.report.push(...report);
  };
  add("topic-page", scoreChecks);
  return result;
}
