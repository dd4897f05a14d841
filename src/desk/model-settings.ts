// desk/model-settings.ts: which language model the desk uses, what it may cost, and whether it answers.
//
// How it is set, kept and tried is that of any endpoint (endpoint.ts). Every run is counted by month; at the ceiling
// nothing is sent any more.

import { z } from "zod";
import {
  listModelNames as askNames,
  type ModelConfig,
  type ModelPrompt,
  type ModelRun,
  type RunOptions,
  type Spent,
  writeWith,
} from "../ask/provider.ts";
import { isoOf } from "../values/clock.ts";
import { exact } from "../values/decimal.ts";
import { DossierError } from "../values/error.ts";
import type { Desk } from "./desk.ts";
import {
  checkAddress,
  endpointStatus,
  givenFields,
  keptFields,
  openKey,
  readKept,
  sealKey,
  statusFields,
  triedFields,
  tryEndpoint,
  wrongField,
} from "./endpoint.ts";
import { operation } from "./operation.ts";

const FACT = "model";
const Kind = z.enum(["openai", "anthropic"]);

/** What a million tokens cost, in the currency of the bill. */
const Prices = z.object({
  /** Exact decimals; "0" for a model of one's own. */
  perMillionIn: z.string().regex(/^\d{1,6}(?:\.\d{1,6})?$/),
  perMillionOut: z.string().regex(/^\d{1,6}(?:\.\d{1,6})?$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
type Prices = z.infer<typeof Prices>;

const Kept = z.object({
  ...keptFields,
  kind: Kind,
  name: z.string(),
  monthlyTokens: z.number().int().nullable(),
  prices: Prices.nullable().default(null),
});
type Kept = z.infer<typeof Kept>;

export const ModelStatus = z.object({
  ...statusFields,
  kind: Kind,
  name: z.string(),
  /** 0 is no ceiling. */
  monthlyTokens: z.number().int(),
  usage: z.object({
    month: z.string(),
    runs: z.number().int(),
    tokensIn: z.number().int(),
    tokensOut: z.number().int(),
    /** What these cost by the prices given, exact; null without prices. */
    cost: z.string().nullable(),
  }),
  prices: Prices.nullable(),
});
export type ModelStatus = z.infer<typeof ModelStatus>;

export const getModel = operation({
  name: "get-model",
  summary:
    "Get which language model is connected, where text is sent, and what was used this month; never the key.",
  http: "GET /api/model",
  cli: "model",
  allow: "viewer",
  input: z.object({}),
  output: ModelStatus,
  run: (desk) => statusOf(desk),
});

/** No defaults here: what a test leaves out is taken from the model that is kept. */
const Given = z.object({ kind: Kind, ...givenFields, name: z.string().trim().max(200) });

export const setModel = operation({
  name: "set-model",
  summary:
    "Connect a language model, change its ceiling and prices, or switch it off. Without a name, where the environment names the model: ceiling and prices only.",
  http: "PUT /api/model",
  cli: "set-model <name>",
  allow: "owner",
  input: Given.extend({
    kind: Kind.default("openai"),
    url: Given.shape.url.default(""),
    name: Given.shape.name.default(""),
    prices: Prices.nullable().default(null),
    monthlyTokens: z.coerce.number().int().min(0).nullable().default(null),
    isOn: z.boolean().default(true),
  }),
  output: ModelStatus,
  async run(desk, _actor, { kind, url, name, key, monthlyTokens, prices, isOn }) {
    const before = await keptModel(desk);
    // What the environment names is changed there; what it costs is still said here.
    if (name === "" && isSetInEnvironment(desk)) {
      const other = before ?? { kind, url, name, sealedKey: null, isOn: false };
      return keep(desk, { ...other, monthlyTokens, prices });
    }
    if (isOn) checkConfig({ kind, url, name });
    // A key goes only where it was meant to go: another address needs its own.
    const isSamePlace = before !== null && before.url === url && before.kind === kind;
    const sealedKey = await sealKey(desk.store.folder, key, isSamePlace ? before.sealedKey : null);
    return keep(desk, { kind, url, name, sealedKey, monthlyTokens, prices, isOn });
  },
});

async function keep(desk: Desk, kept: Kept): Promise<ModelStatus> {
  await desk.store.facts.set(FACT, JSON.stringify(kept));
  desk.events.publish({ type: "desk" });
  return statusOf(desk);
}

export const testModel = operation({
  name: "test-model",
  summary:
    "Ask the language model for one word, to see that address, name and key are right; nothing of the desk is sent.",
  http: "POST /api/model/test",
  cli: "test-model",
  allow: "owner",
  input: Given.partial(),
  output: z.object({ ...triedFields, reply: z.string() }),
  run: (desk, _actor, given) =>
    tryEndpoint(
      async () => {
        const config = await configOf(desk, given);
        const run = await counted(desk, config, TEST_PROMPT, TEST_LIMITS);
        return { reply: run.text.trim().slice(0, 200) };
      },
      { reply: "" },
    ),
});

const TEST_PROMPT: ModelPrompt = { instructions: "Answer with one word.", text: "Say: ready" };
const TEST_LIMITS: RunOptions = { limits: { tries: 1, maxTokens: 50, maxCharacters: 500 } };

export const listModelNames = operation({
  name: "list-model-names",
  summary: "List the names of the models that the server offers.",
  http: "POST /api/model/names",
  cli: "model-names",
  allow: "owner",
  input: Given.omit({ name: true }).partial(),
  output: z.object({ names: z.array(z.string()) }),
  async run(desk, _actor, given) {
    return { names: await askNames(await configOf(desk, { ...given, name: "-" })) };
  },
});

/** The model in use; null when there is none or it is off. The environment goes before what is set in the interface. */
export async function modelConfig(desk: Desk): Promise<ModelConfig | null> {
  const { modelKind, modelUrl, modelName, modelKey } = desk.settings;
  if (isSetInEnvironment(desk)) return { kind: modelKind, url: modelUrl, name: modelName, key: modelKey };
  const kept = await keptModel(desk);
  if (kept === null || !kept.isOn) return null;
  return { kind: kept.kind, url: kept.url, name: kept.name, key: await keyOf(desk, kept) };
}

/**
 * Runs the model and counts what it took. Throws no-model, model-budget (before anything is sent), model-failed
 * and model-refused.
 */
export async function runModel(desk: Desk, prompt: ModelPrompt, options: RunOptions = {}): Promise<ModelRun> {
  const config = await modelConfig(desk);
  if (config === null) throw new DossierError("no-model");
  return counted(desk, config, prompt, options);
}

async function counted(
  desk: Desk,
  config: ModelConfig,
  prompt: ModelPrompt,
  options: RunOptions,
): Promise<ModelRun> {
  const month = monthOf(desk);
  const [ceiling, used] = [await ceilingOf(desk), await desk.store.modelUsage.of(month)];
  if (ceiling > 0 && used.tokensIn + used.tokensOut >= ceiling)
    throw new DossierError("model-budget", { limit: ceiling });
  const spent = { month, runs: 0, tokensIn: 0, tokensOut: 0 };
  const spend = ({ tokensIn, tokensOut }: Spent): void => {
    spent.runs++;
    spent.tokensIn += tokensIn;
    spent.tokensOut += tokensOut;
  };
  try {
    const run = await writeWith(config, prompt, {
      ...options,
      limits: { silenceMs: desk.settings.modelSilenceMs, ...options.limits },
      onSpent: spend,
    });
    spend(run);
    return run;
  } finally {
    // Tries that failed on the way are paid for too.
    if (spent.runs > 0) await desk.store.modelUsage.add(spent);
  }
}

const monthOf = (desk: Desk): string => isoOf(desk.clock.now()).slice(0, 7);
const isSetInEnvironment = ({ settings }: Desk): boolean =>
  settings.modelName !== "" && (settings.modelUrl !== "" || settings.modelKind === "anthropic");

const keptModel = (desk: Desk): Promise<Kept | null> => readKept(desk.store, FACT, Kept);
const keyOf = (desk: Desk, kept: Kept): Promise<string> => openKey(desk.store.folder, kept.sealedKey);

async function ceilingOf(desk: Desk): Promise<number> {
  return (await keptModel(desk))?.monthlyTokens ?? desk.settings.modelMonthlyTokens;
}

async function statusOf(desk: Desk): Promise<ModelStatus> {
  const kept = await keptModel(desk);
  const config = await modelConfig(desk);
  const shown = config ?? (kept === null ? null : { ...kept, key: await keyOf(desk, kept) });
  const prices = kept?.prices ?? null;
  const usage = await desk.store.modelUsage.of(monthOf(desk));
  return {
    ...endpointStatus(shown, {
      isOn: config !== null,
      isFixed: isSetInEnvironment(desk),
      host: shown === null ? "" : hostOf(shown),
    }),
    kind: shown?.kind ?? "openai",
    name: shown?.name ?? "",
    monthlyTokens: await ceilingOf(desk),
    usage: { ...usage, cost: prices === null ? null : costOf(usage, prices) },
    prices,
  };
}

/** Tokens times prices, in exact decimals. */
export const costOf = ({ tokensIn, tokensOut }: Spent, { perMillionIn, perMillionOut }: Prices): string =>
  exact(perMillionIn).times(tokensIn).plus(exact(perMillionOut).times(tokensOut)).div(1_000_000).toFixed();

/** A config from what was given, the rest from the model that is kept; a kept key is used at its own address only. */
async function configOf(desk: Desk, given: Partial<z.output<typeof Given>>): Promise<ModelConfig> {
  const now = await modelConfig(desk);
  const kept = await keptModel(desk);
  const base = now ?? (kept === null ? null : { ...kept, key: await keyOf(desk, kept) });
  const config = {
    kind: given.kind ?? base?.kind ?? "openai",
    url: given.url ?? base?.url ?? "",
    name: given.name ?? base?.name ?? "",
  };
  checkConfig(config);
  const isSamePlace = base !== null && base.url === config.url && base.kind === config.kind;
  return { ...config, key: given.key ?? (isSamePlace ? base.key : "") };
}

function checkConfig({ kind, url, name }: Pick<ModelConfig, "kind" | "url" | "name">): void {
  if (name === "") throw wrongField("name", "give the model's name");
  if (url !== "" || kind !== "anthropic") checkAddress(url);
}

const hostOf = ({ kind, url }: Pick<ModelConfig, "kind" | "url">): string =>
  url === ""
    ? kind === "anthropic"
      ? "api.anthropic.com"
      : ""
    : URL.canParse(url)
      ? new URL(url).hostname
      : url;
