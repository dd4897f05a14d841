// desk/model-settings.ts: which language model the desk uses, what it may cost, and whether it answers.
//
// Off until a person sets one, in the environment (which goes first) or in the interface. The key is kept sealed
// and never returned. Every run is counted by month; at the ceiling nothing is sent any more.

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
import { operation } from "./operation.ts";
import { seal, unseal } from "./secret.ts";

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
  kind: Kind,
  url: z.string(),
  name: z.string(),
  sealedKey: z.string().nullable(),
  monthlyTokens: z.number().int().nullable(),
  prices: Prices.nullable().default(null),
  isOn: z.boolean(),
});
type Kept = z.infer<typeof Kept>;

export const ModelStatus = z.object({
  isOn: z.boolean(),
  from: z.enum(["environment", "interface", "none"]),
  kind: Kind,
  url: z.string(),
  name: z.string(),
  hasKey: z.boolean(),
  /** Whether text goes to another machine than this one. */
  leavesMachine: z.boolean(),
  /** Host that the text goes to; "" when there is none. */
  host: z.string(),
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
const Given = z.object({
  kind: Kind,
  url: z.string().trim().max(500),
  name: z.string().trim().max(200),
  /** Left out: the key that is kept stays. "": no key. */
  key: z.string().max(1000).optional(),
});

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
    const sealedKey =
      key === undefined
        ? isSamePlace
          ? before.sealedKey
          : null
        : key === ""
          ? null
          : await seal(desk.store.folder, key);
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
  output: z.object({
    isWorking: z.boolean(),
    reply: z.string(),
    tookMs: z.number(),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  }),
  async run(desk, _actor, given) {
    const startedAt = performance.now();
    const took = () => Math.round(performance.now() - startedAt);
    try {
      const config = await configOf(desk, given);
      const run = await counted(desk, config, TEST_PROMPT, {
        limits: { tries: 1, maxTokens: 50, maxCharacters: 500 },
      });
      return { isWorking: true, reply: run.text.trim().slice(0, 200), tookMs: took(), failure: null };
    } catch (error) {
      if (!(error instanceof DossierError)) throw error;
      const { code, message } = error;
      return { isWorking: false, reply: "", tookMs: took(), failure: { code, message } };
    }
  },
});

const TEST_PROMPT: ModelPrompt = { instructions: "Answer with one word.", text: "Say: ready" };

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

async function keptModel(desk: Desk): Promise<Kept | null> {
  const kept = await desk.store.facts.get(FACT);
  return kept === null ? null : Kept.parse(JSON.parse(kept));
}

const keyOf = async (desk: Desk, kept: Kept): Promise<string> =>
  kept.sealedKey === null ? "" : ((await unseal(desk.store.folder, kept.sealedKey)) ?? "");

async function ceilingOf(desk: Desk): Promise<number> {
  return (await keptModel(desk))?.monthlyTokens ?? desk.settings.modelMonthlyTokens;
}

async function statusOf(desk: Desk): Promise<ModelStatus> {
  const isFixed = isSetInEnvironment(desk);
  const kept = await keptModel(desk);
  const config = await modelConfig(desk);
  const shown = config ?? (kept === null ? null : { ...kept, key: await keyOf(desk, kept) });
  const prices = kept?.prices ?? null;
  const usage = await desk.store.modelUsage.of(monthOf(desk));
  const host = shown === null ? "" : hostOf(shown);
  return {
    isOn: config !== null,
    from: isFixed ? "environment" : kept === null ? "none" : "interface",
    kind: shown?.kind ?? "openai",
    url: shown?.url ?? "",
    name: shown?.name ?? "",
    hasKey: (shown?.key ?? "") !== "",
    leavesMachine: host !== "" && !isThisMachine(host),
    host,
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

const wrong = (field: string, reason: string) => new DossierError("bad-input", { field, reason });

function checkConfig({ kind, url, name }: Pick<ModelConfig, "kind" | "url" | "name">): void {
  if (name === "") throw wrong("name", "give the model's name");
  if (url !== "" || kind !== "anthropic") checkAddress(url);
}

/** Throws bad-input for what is not a plain http address, or has a name and password in it. */
export function checkAddress(url: string): void {
  if (!URL.canParse(url))
    throw wrong("url", "give the server's base address, such as http://127.0.0.1:11434/v1");
  const { protocol, username, password } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") throw wrong("url", "it begins with http:// or https://");
  if (username !== "" || password !== "")
    throw wrong("url", "give the key in its own field, not in the address");
}

const hostOf = ({ kind, url }: Pick<ModelConfig, "kind" | "url">): string =>
  url === ""
    ? kind === "anthropic"
      ? "api.anthropic.com"
      : ""
    : URL.canParse(url)
      ? new URL(url).hostname
      : url;

export const isThisMachine = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
