// eval/checks.ts: are claims recomputed, are wrong ones caught and right ones left alone, do sources agree.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { scoreClaims } from "./checks-claims.ts";
import { scorePdf } from "./checks-pdf.ts";
import { scoreChecks } from "./checks-topic.ts";
import type { SuiteResult } from "./suite.ts";

export async function measure(dataFolder: string): Promise<SuiteResult> {
  const result: SuiteResult = { items: {}, metrics: {}, report: [] };
  const has = (pack: string): boolean => {
    const isThere = existsSync(join(dataFolder, pack));
    if (!isThere) result.report.push(`No pack ${pack} in ${dataFolder}.`);
    return isThere;
  };
  if (has("topic-page")) {
    const { items, metrics, report } = scoreChecks(dataFolder);
    Object.assign(result.items, items);
    Object.assign(result.metrics, metrics);
    result.report.push(...report);
  }
  let [perturbed, caught, failed] = [0, 0, 0];
  for (const pack of ["arithmetic", "arithmetic-zh"] as const) {
    if (!has(pack)) continue;
    const { found, report } = scoreClaims(pack, dataFolder);
    const key = pack.replace("-", "_");
    result.metrics[`${key}_recall`] = found.right / found.items;
    result.metrics[`${key}_accused`] = found.accused / found.items;
    result.metrics[`${key}_perturbed_passed`] = found.passed / found.all;
    result.items[key] = found.items;
    result.report.push(...report);
    perturbed += found.perturbed;
    caught += found.caught;
    failed += found.failed;
  }
  if (perturbed > 0) {
    result.metrics.perturbed_caught = caught / perturbed;
    result.metrics.perturbed_failed = failed / perturbed;
    result.items.perturbed = perturbed;
  }
  if (has("pdf")) {
    const { items, metrics, report } = await scorePdf(dataFolder);
    Object.assign(result.items, items);
    Object.assign(result.metrics, metrics);
    result.report.push(...report);
  }
  return result;
}
