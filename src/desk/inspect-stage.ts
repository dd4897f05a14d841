// desk/inspect-stage.ts: what one stage makes of one file, for those who look for where something went wrong.

import { shippedTerms } from "../figures/vocabulary.ts";
import { isoOf } from "../values/clock.ts";
import type { DerivedText } from "./derive.ts";
import type { Desk } from "./desk.ts";
import { leanReading, lookAtFile, readLimitsOf } from "./read-file.ts";

export const INSPECTABLE = ["detect", "read", "split", "classify", "figures", "digest"] as const;
export type InspectableStage = (typeof INSPECTABLE)[number];

/** A value for JSON.stringify. Throws file-not-found and what reading throws. */
export async function inspectStage(desk: Desk, stage: InspectableStage, path: string): Promise<unknown> {
  const file = await lookAtFile(path);
  const { fileName, mediaType } = file;
  if (stage === "detect") return file;
  const whole = await desk.reader.read(
    { path, name: fileName, type: mediaType },
    readLimitsOf(desk.settings),
  );
  const reading = leanReading(whole);
  if (stage === "read")
    return {
      ...reading,
      attachments: whole.attachments.map(({ name, bytes: own }) => ({ name, sizeBytes: own.byteLength })),
    };
  const text = await desk.derive.text({
    reading,
    fileName,
    url: null,
    mediaType,
    nowIso: isoOf(desk.clock.now()),
    topics: [],
  });
  if (stage === "split") return text.passages;
  if (stage === "classify") return classified(text);
  const meaning = await desk.derive.meaning({
    reading,
    documentId: "inspected",
    versionId: "inspected",
    title: text.title.value,
    kind: text.kind.value,
    language: text.language,
    topicTerms: [],
    published: null,
    terms: shippedTerms(),
  });
  return stage === "digest" ? meaning.digest : meaning.figures;
}

const classified = ({ title, source, kind, language, published, event, names }: DerivedText) => ({
  title,
  source,
  kind,
  language,
  published,
  event,
  names: Object.fromEntries([...names].sort(([, a], [, b]) => b - a).slice(0, 50)),
});
