// desk/status.ts: the desk at a glance: what the shell of every page shows; and its settings.

import { z } from "zod";
import { Role } from "../records/user.ts";
import { environmentName } from "../settings/load.ts";
import { SETTINGS, type Setting } from "../settings/settings.ts";
import { modelConfig } from "./model-settings.ts";
import { operation } from "./operation.ts";

export const deskStatus = operation({
  name: "desk-status",
  summary: "Get the desk at a glance: counts, running work, who you are, what is installed.",
  http: "GET /api/desk",
  cli: "status",
  allow: "viewer",
  input: z.object({}),
  output: z.object({
    version: z.string(),
    documentCount: z.number().int(),
    unreadCount: z.number().int(),
    trashCount: z.number().int(),
    topicCount: z.number().int(),
    figureCount: z.number().int(),
    findingCount: z.number().int(),
    jobsRunning: z.number().int(),
    jobsFailed: z.number().int(),
    hasSample: z.boolean(),
    isEmpty: z.boolean(),
    user: z.object({ id: z.string(), name: z.string(), role: Role }),
    hasAccounts: z.boolean(),
    ocrEngine: z.string().nullable(),
    hasModel: z.boolean(),
    publicUrl: z.string(),
    waysIn: z.object({ feeds: z.number().int(), folders: z.number().int() }),
  }),
  async run(desk, actor) {
    const { store, settings } = desk;
    const [
      documentCount,
      unreadCount,
      trashCount,
      allCount,
      sampleCount,
      topics,
      counts,
      feeds,
      folders,
      userCount,
      ocrEngine,
      figureCount,
      findingCount,
    ] = await Promise.all([
      store.documents.count({}),
      store.documents.count({ view: "unread" }),
      store.documents.count({ view: "trash" }),
      store.documents.count({ view: "all" }),
      store.documents.count({ view: "all", isSample: true }),
      store.topics.list(),
      store.jobs.counts(),
      store.feeds.list(),
      store.folders.list(),
      store.users.count(),
      desk.reader.ocrEngine(),
      store.figures.total(),
      store.findings.count({ verdicts: ["fails", "conflict"], isSettled: false }),
    ]);
    return {
      version: desk.version,
      documentCount,
      unreadCount,
      trashCount,
      topicCount: topics.length,
      figureCount,
      findingCount,
      jobsRunning: counts.running + counts.queued,
      jobsFailed: counts.failed,
      hasSample: sampleCount > 0,
      isEmpty: allCount === 0,
      user: { id: actor.id, name: actor.name, role: actor.role },
      hasAccounts: userCount > 0,
      ocrEngine,
      hasModel: (await modelConfig(desk)) !== null,
      publicUrl: settings.publicUrl,
      waysIn: { feeds: feeds.length, folders: folders.length },
    };
  },
});

/** A secret is only said to be there. */
const shownValue = (setting: Setting, value: unknown): string =>
  setting.isSecret === true ? (value === "" ? "" : "…") : String(value);

export const listSettings = operation({
  name: "list-settings",
  summary: "List the settings with their values; they are set in the environment.",
  http: "GET /api/settings",
  cli: "settings",
  allow: "owner",
  input: z.object({}),
  output: z.object({
    settings: z.array(
      z.object({
        name: z.string(),
        variable: z.string(),
        value: z.string(),
        default: z.string(),
        doc: z.string(),
      }),
    ),
  }),
  async run(desk) {
    const values = desk.settings as unknown as Record<string, unknown>;
    return {
      settings: SETTINGS.map((setting) => ({
        name: setting.name,
        variable: environmentName(setting.name),
        default: setting.default,
        doc: setting.doc,
        value: shownValue(
          setting,
          values[setting.name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())],
        ),
      })),
    };
  },
});
