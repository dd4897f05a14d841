// scripts/start.ts: npm start: builds the web app when it is older than its sources, then serves the desk until stopped.

import { settingsOfEnvironment } from "../src/app.ts";
import { serve } from "../src/serve.ts";
import { DossierError } from "../src/values/error.ts";
import { buildWeb, isWebStale } from "./web-build.ts";

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
