// web/src/app/patient-import.ts: the code of a page, fetched also over a server that is away for a while.
//
// The router answers a page that cannot be fetched by loading the whole app anew, which is right after an upgrade
// (the old page's file is gone) and wrong while the server is down: then nothing would be left on screen.

const AGAIN_MS = 2000;

/** Whether the server says anything at all. */
const answers = (): Promise<boolean> =>
  fetch("/boot.js", { method: "HEAD", cache: "no-store" }).then(
    () => true,
    () => false,
  );

/** Fetches as `load` does; a failure is one only when the server answers, else it waits until it does. */
export function patiently<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    for (;;) {
      try {
        return await load();
      } catch (error) {
        if (await answers()) throw error;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  };
}
