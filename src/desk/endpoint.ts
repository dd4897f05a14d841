// desk/endpoint.ts: what the servers that a person may connect (a language model, embeddings) have in common.
//
// Each is off until somebody sets it, in the environment (which goes first) or in the interface. What is set there is
// one fact of the desk; its key is sealed (secret.ts), never returned, and goes only to the address it was given for.
// model-settings.ts and embedding-settings.ts say what is particular to each.

import { z } from "zod";
import type { Store } from "../store/store.ts";
import { DossierError } from "../values/error.ts";
import { seal, unseal } from "./secret.ts";

/** Fields of what is kept of any endpoint. */
export const keptFields = { url: z.string(), sealedKey: z.string().nullable(), isOn: z.boolean() };

/** Fields that a person gives for any endpoint. */
export const givenFields = {
  url: z.string().trim().max(500),
  /** Left out: the key that is kept stays. "": no key. */
  key: z.string().max(1000).optional(),
};

/** Fields of the status of any endpoint. */
export const statusFields = {
  isOn: z.boolean(),
  from: z.enum(["environment", "interface", "none"]),
  url: z.string(),
  hasKey: z.boolean(),
  /** Whether text goes to another machine than this one. */
  leavesMachine: z.boolean(),
  /** Host that the text goes to; "" when there is none. */
  host: z.string(),
};
type Status = z.infer<z.ZodObject<typeof statusFields>>;

/** Fields of the outcome of trying any endpoint. */
export const triedFields = {
  isWorking: z.boolean(),
  tookMs: z.number(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
};
type Tried = z.infer<z.ZodObject<typeof triedFields>>;

/** What a person set under this fact; null when nothing ever was. */
export async function readKept<Kept>(
  store: Store,
  fact: string,
  kept: z.ZodType<Kept>,
): Promise<Kept | null> {
  const text = await store.facts.get(fact);
  return text === null ? null : kept.parse(JSON.parse(text));
}

/** The key to keep: the one given, sealed; the one held when none is given; null when "" was. */
export async function sealKey(
  folder: string,
  given: string | undefined,
  held: string | null,
): Promise<string | null> {
  if (given === undefined) return held;
  return given === "" ? null : seal(folder, given);
}

/** The key that is kept; "" when there is none, or its key file is gone. */
export const openKey = async (folder: string, sealedKey: string | null): Promise<string> =>
  sealedKey === null ? "" : ((await unseal(folder, sealedKey)) ?? "");

/** What is told of an endpoint; `shown` is what is set, on or off, and `host` where its text goes. */
export const endpointStatus = (
  shown: { url: string; key: string } | null,
  { isOn, isFixed, host }: { isOn: boolean; isFixed: boolean; host: string },
): Status => ({
  isOn,
  from: isFixed ? "environment" : shown === null ? "none" : "interface",
  url: shown?.url ?? "",
  hasKey: (shown?.key ?? "") !== "",
  leavesMachine: host !== "" && !isThisMachine(host),
  host,
});

/** What the endpoint answered and how long it took; `nothing` with the failure when it gave one of our errors. */
export async function tryEndpoint<Answer extends object>(
  ask: () => Promise<Answer>,
  nothing: Answer,
): Promise<Answer & Tried> {
  const startedAt = performance.now();
  const took = () => Math.round(performance.now() - startedAt);
  try {
    return { ...(await ask()), isWorking: true, tookMs: took(), failure: null };
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    const { code, message } = error;
    return { ...nothing, isWorking: false, tookMs: took(), failure: { code, message } };
  }
}

export const wrongField = (field: string, reason: string): DossierError =>
  new DossierError("bad-input", { field, reason });

/** Throws bad-input for what is not a plain http address, or has a name and password in it. */
export function checkAddress(url: string): void {
  if (!URL.canParse(url))
    throw wrongField("url", "give the server's base address, such as http://127.0.0.1:11434/v1");
  const { protocol, username, password } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:")
    throw wrongField("url", "it begins with http:// or https://");
  if (username !== "" || password !== "")
    throw wrongField("url", "give the key in its own field, not in the address");
}

const isThisMachine = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
