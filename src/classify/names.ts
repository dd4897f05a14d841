// classify/names.ts: brokers by their names and sites by their hosts.
//
// The lists are data (brokers.json, sites.json): a broker's display name with the names it is called by,
// a site's host with its name and what it mostly publishes.

import brokers from "./brokers.json" with { type: "json" };
import sites from "./sites.json" with { type: "json" };

const ALIASES: [alias: string, broker: string][] = Object.entries(brokers)
  .flatMap(([broker, names]) => names.map((name): [string, string] => [name, broker]))
  .sort((a, b) => b[0].length - a[0].length);

/** Latin names need borders, so that "Citi" is not found in "Cities"; Han names need none. */
const PATTERN = new RegExp(
  ALIASES.map(([alias]) => {
    const escaped = alias.replace(/[.*+?^${}()|[\]\\&]/g, "\\$&");
    return /^[A-Za-z]/.test(alias) ? `(?<![A-Za-z])${escaped}(?![A-Za-z])` : escaped;
  }).join("|"),
  "g",
);
const BROKERS = new Map(ALIASES);

/** Brokers that a text names, each with how often, in the order they first appear. */
export function brokersIn(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [alias] of text.matchAll(PATTERN)) {
    const broker = BROKERS.get(alias)!;
    counts.set(broker, (counts.get(broker) ?? 0) + 1);
  }
  return counts;
}

export interface Site {
  name: string;
  kind: string;
}

const SITES: Record<string, Site> = sites;

/** The site of an address: its host or the longest part of it that is known; null when none is. */
export function siteOf(url: string | null | undefined): Site | null {
  for (let host = hostOf(url); host.includes("."); host = host.slice(host.indexOf(".") + 1))
    if (Object.hasOwn(SITES, host)) return SITES[host]!;
  return null;
}

const SITES_BY_NAME = new Map(Object.values(SITES).map((site) => [site.name.toLowerCase(), site]));

/** The site of that name, "APP" after it left aside; null when none is known. */
export const siteNamed = (name: string): Site | null =>
  SITES_BY_NAME.get(
    name
      .trim()
      .toLowerCase()
      .replace(/\s?app$/, ""),
  ) ?? null;

/** Host of an address without "www."; "" when it is none. */
export function hostOf(url: string | null | undefined): string {
  if (!url || !URL.canParse(url)) return "";
  return new URL(url).hostname.toLowerCase().replace(/^(?:www|m|wap)\./, "");
}
