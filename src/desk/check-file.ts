// desk/check-file.ts: the checks of one file that is in no desk, for scripts: `dossier check report.pdf`.

import type { FindingDraft } from "../checks/check.ts";
import { shippedTerms } from "../figures/vocabulary.ts";
import { isoOf } from "../values/clock.ts";
import type { Desk } from "./desk.ts";
import { withCorrections } from "./keep-figures.ts";
import { leanReading, lookAtFile, readLimitsOf } from "./read-file.ts";

export interface FileChecked {
  file: string;
  figures: number;
  /** How many findings of each verdict. */
  counts: Record<string, number>;
  /** Failures first, then what is undecided; what holds is left out unless `all`. */
  findings: FindingDraft[];
  /** 0 when nothing failed, 1 when something did: the command's exit code. */
  severity: 0 | 1;
}

/**
 * Reads the file, finds its figures and checks them against each other; nothing is kept. Throws file-not-found and
 * what reading throws.
 */
export async function checkFile(
  desk: Pick<Desk, "reader" | "derive" | "settings" | "clock">,
  path: string,
  all = false,
): Promise<FileChecked> {
  const { fileName: name, mediaType: type } = await lookAtFile(path);
  const reading = leanReading(await desk.reader.read({ path, name, type }, readLimitsOf(desk.settings)));
  const text = await desk.derive.text({
    reading,
    fileName: name,
    url: null,
    mediaType: type,
    nowIso: isoOf(desk.clock.now()),
    topics: [],
  });
  const { figures: drafts } = await desk.derive.meaning({
    reading,
    documentId: "file",
    versionId: "file",
    title: text.title.value,
    kind: text.kind.value,
    language: text.language,
    topicTerms: [],
    published: text.published,
    terms: shippedTerms(),
  });
  const figures = withCorrections("file", "file", drafts, []);
  const findings = await desk.derive.checks({
    figures,
    page: { text: reading.text, blocks: reading.blocks },
  });
  const counts: Record<string, number> = {};
  for (const { verdict } of findings) counts[verdict] = (counts[verdict] ?? 0) + 1;
  const rank = ({ verdict }: FindingDraft): number =>
    verdict === "fails" ? 0 : verdict === "undecided" ? 1 : 2;
  return {
    file: name,
    figures: figures.length,
    counts,
    findings: findings.filter((finding) => all || rank(finding) < 2).sort((a, b) => rank(a) - rank(b)),
    severity: findings.some(({ verdict }) => verdict === "fails") ? 1 : 0,
  };
}
