// scripts/start.ts: npm start: builds the web app when it is older than its sources, then serves the desk until stopped.

import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Before anything else is loaded, and by its variable for threads and child processes too: the next start finds types stripped and code compiled.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL("../node_modules/.cache/dossier", import.meta.url));
enableCompileCache(process.env.NODE_COMPILE_CACHE);
const { settingsOfEnvironment } = await import("../src/app.ts");
const { serve } = await import("../src/serve.ts");
const { DossierError } = await import("../src/values/error.ts");
const { buildWeb, isWebStale } = await import("./web-build.ts");

try {
  // Side by side: the desk opens while the bundler works, and the page is there when the address is printed.
  const building = isWebStale() ? buildWeb() : Promise.resolve();
  const [served] = await Promise.all([serve(settingsOfEnvironment()), building]);
  console.log(`Dossier serves ${served.url}\nThe desk is in ${served.desk.settings.data}. Stop with Ctrl-C.`);
  let isStopping = false;
  const stop = async () => {
    // A second Ctrl-C is for those who cannot wait; what was committed is kept.
    if (isStopping) process.exit(130);
    isStopping = true;
    await served.close();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
} catch (error) {
  if (!(error instanceof DossierError)) throw error;
  console.error(`dossier: ${error.message}`);
  process.exit(1);
}
