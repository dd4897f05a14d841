// jobs/watch.ts: watched folders: a change is a reason to scan, what changed is the scan's to find out.

import type { Desk } from "../desk/desk.ts";
import { enqueueOnce } from "../desk/ways-in.ts";
import type { Folder } from "../records/feed.ts";

export interface FolderWatch {
  /** Watches the folders of the desk, and follows when that list changes. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A copy of a hundred files is one scan; and a file that still grows is not read half. */
const QUIET_MS = 2000;
const DEPTH = 20;

export function createFolderWatch(desk: Desk): FolderWatch {
  const watched = new Map<string, () => Promise<void>>();
  let unsubscribe = () => {};
  let last: Promise<void> = Promise.resolve();

  const begin = async (folder: Folder) => {
    // Loaded with the first folder: most desks have none.
    const { watch: watchFiles } = await import("chokidar");
    let quiet: NodeJS.Timeout | undefined;
    const files = watchFiles(folder.path, {
      ignoreInitial: true,
      followSymlinks: false,
      depth: DEPTH,
      ignored: (path) => path !== folder.path && /[\\/]\.[^\\/]*$/.test(path),
    });
    files.on("all", () => {
      clearTimeout(quiet);
      quiet = setTimeout(() => {
        enqueueOnce(desk, "scan-folder", { folderId: folder.id }, folder.path).catch(failed);
      }, QUIET_MS);
    });
    files.on("error", failed);
    watched.set(folder.id, async () => {
      clearTimeout(quiet);
      await files.close();
    });
  };
  const failed = (error: unknown) => desk.log.warn("folder-watch", { error: String(error) });

  const sync = async () => {
    const folders = (await desk.store.folders.list()).filter(({ isPaused }) => !isPaused);
    const wanted = new Set(folders.map(({ id }) => id));
    for (const [id, end] of watched) {
      if (wanted.has(id)) continue;
      watched.delete(id);
      await end();
    }
    for (const folder of folders) if (!watched.has(folder.id)) await begin(folder);
  };
  const inTurn = () => {
    last = last.then(sync).catch(failed);
    return last;
  };
  return {
    async start() {
      unsubscribe = desk.events.subscribe((event) => {
        if (event.type === "desk") void inTurn();
      });
      await inTurn();
    },
    async stop() {
      unsubscribe();
      await last;
      await Promise.all([...watched.values()].map((end) => end()));
      watched.clear();
    },
  };
}
