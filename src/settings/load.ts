// settings/load.ts: the environment, checked, as one frozen object. Called once, by app.ts.

import { homedir } from "node:os";
import { join } from "node:path";
import { rangeOf } from "../values/address-ranges.ts";
import { DossierError } from "../values/error.ts";
import { SETTINGS, type Setting } from "./settings.ts";

export interface Settings {
  data: string;
  host: string;
  port: number;
  publicUrl: string;
  trustedProxies: string[];
  maxFileBytes: number;
  maxPages: number;
  maxUnpackedBytes: number;
  readTimeoutMs: number;
  readMemoryMb: number;
  readers: number;
  ocr: "auto" | "off";
  allowAddresses: string[];
  trashDays: number;
  modelKind: "openai" | "anthropic";
  modelUrl: string;
  modelName: string;
  modelKey: string;
  modelMonthlyTokens: number;
  modelSilenceMs: number;
  embeddingUrl: string;
  embeddingModel: string;
  embeddingKey: string;
  log: "info" | "warn" | "error" | "silent";
}

/** "max-file-bytes" → "DOSSIER_MAX_FILE_BYTES". */
export const environmentName = (name: string): string => `DOSSIER_${name.toUpperCase().replaceAll("-", "_")}`;

/** Settings from an environment. Throws bad-setting, naming the variable, on a value that does not fit. */
export function loadSettings(environment: Record<string, string | undefined>): Settings {
  const settings: Record<string, unknown> = {};
  for (const setting of SETTINGS) {
    const written = environment[environmentName(setting.name)];
    const key = setting.name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    settings[key] = parse(setting, written === undefined || written === "" ? setting.default : written);
  }
  if (settings.data === "") settings.data = platformDataFolder(environment);
  return Object.freeze(settings) as unknown as Settings;
}

function parse(setting: Setting, written: string): string | number | boolean | string[] {
  const wrong = (reason: string) =>
    new DossierError("bad-setting", {
      name: environmentName(setting.name),
      value: setting.isSecret === true ? "…" : written,
      reason,
    });
  switch (setting.type) {
    case "text":
      return written;
    case "ranges": {
      const ranges = written
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "");
      const odd = ranges.find((range) => rangeOf(range) === null);
      if (odd !== undefined) throw wrong(`“${odd}” is no address or range`);
      return ranges;
    }
    case "flag":
      if (!["true", "false", "1", "0"].includes(written)) throw wrong("it is true or false");
      return written === "true" || written === "1";
    case "choice":
      if (!setting.choices!.includes(written)) throw wrong(`it is one of ${setting.choices!.join(", ")}`);
      return written;
    case "whole": {
      const value = Number(written);
      if (!Number.isSafeInteger(value)) throw wrong("it is a whole number");
      if (setting.min !== undefined && value < setting.min) throw wrong(`it is at least ${setting.min}`);
      if (setting.max !== undefined && value > setting.max) throw wrong(`it is at most ${setting.max}`);
      return value;
    }
  }
}

function platformDataFolder(environment: Record<string, string | undefined>): string {
  if (process.platform === "win32")
    return join(environment.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "dossier");
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "dossier");
  return join(environment.XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "dossier");
}
