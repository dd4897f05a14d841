// desk/inspect-stage.ts: what one stage makes of one file, for those who look for where something went wrong.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { detectType } from "../fetch/detect.ts";
import { shippedTerms } from "../figures/vocabulary.ts";
import type { Reading } from "../records/reading.ts";
import { isoOf } from "../values/clock.ts";
import { DossierError } from "../values/error.ts";
import type { DerivedText } from "./derive.ts";
import type { Desk } from "./desk.ts";

export const INSPECTABLE = ["detect", "read", "split", "classify", "figures", "digest"] as const;
export type InspectableStage = (typeof INSPECTABLE)[number];

/** A value for JSON.stringify. Throws file-not-found and what reading throws. */
export async function inspectStage(desk: Desk, stage: InspectableStage, path: string): Promise<unknown> {
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw new DossierError("file-not-found", { path }, { cause });
  });
  const fileName = basename(path);
  const mediaType = await detectType(bytes, fileName);
  if (stage === "detect") return { fileName, mediaType, sizeBytes: bytes.byteLength };
  const { settings } = desk;
  const whole = await desk.reader.read(
    { path, name: fileName, type: mediaType },
    {
      timeoutMs: settings.readTimeoutMs,
      memoryMb: settings.readMemoryMb,
      maxPages: settings.maxPages,
      maxUnpackedBytes: settings.maxUnpackedBytes,
      ocr: settings.ocr,
    },
  );
  const reading: Reading = {
    ...whole,
    attachments: [],
    pages: whole.pages.map((page) => ({ ...page, glyphs: null })),
  };
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
