// jobs/handlers.ts: which verb does which job, and how long it may take. The compiler asks for a line for each name.

import { emptyTrash } from "../desk/change-documents.ts";
import { checkAllJob } from "../desk/check-all.ts";
import { checkDocumentJob } from "../desk/check-document.ts";
import type { Desk, Progress } from "../desk/desk.ts";
import { deriveDocument, processDocument } from "../desk/process-document.ts";
import { scanFolder } from "../desk/scan-folder.ts";
import { embedPassages } from "../desk/search-vectors.ts";
import { fetchUrl, pollFeed } from "../desk/take-in.ts";
import { recomputeTopic } from "../desk/topic-members.ts";
import type { JobInputs, JobName } from "../records/job.ts";

export type Handlers = {
  [N in JobName]: (desk: Desk, input: JobInputs[N], progress: Progress) => Promise<void>;
};

export const HANDLERS: Handlers = {
  "process-document": processDocument,
  "derive-document": deriveDocument,
  "check-document": checkDocumentJob,
  "check-all": checkAllJob,
  "recompute-topic": recomputeTopic,
  "poll-feed": pollFeed,
  "scan-folder": scanFolder,
  "fetch-url": fetchUrl,
  "rebuild-index": (desk, _input, progress) =>
    desk.search.rebuild((done, total) => {
      progress("index", total > 0 ? done / total : null).catch((error: unknown) =>
        desk.log.warn("progress", { error: String(error) }),
      );
    }),
  "embed-passages": embedPassages,
  "empty-trash": emptyTrash,
};

const MINUTE_MS = 60_000;
/** Far above what each takes on a slow machine; a job beyond it hangs. */
export const DEADLINE_MS: Record<JobName, number> = {
  // OCR of a long scan is the slowest thing there is; the reader has a limit of its own below this.
  "process-document": 60 * MINUTE_MS,
  "derive-document": 20 * MINUTE_MS,
  "check-document": 20 * MINUTE_MS,
  "check-all": 120 * MINUTE_MS,
  "recompute-topic": 30 * MINUTE_MS,
  "poll-feed": 15 * MINUTE_MS,
  "scan-folder": 120 * MINUTE_MS,
  "fetch-url": 5 * MINUTE_MS,
  "rebuild-index": 120 * MINUTE_MS,
  // A million passages on a slow endpoint take days: what is done is kept, and the next job goes on.
  "embed-passages": 24 * 60 * MINUTE_MS,
  "empty-trash": 30 * MINUTE_MS,
};
