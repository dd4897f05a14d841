// eval/figures-topic.ts: the pack topic-page: figures found and understood, against annotations made by hand.
//
// A guess matches a gold figure when their spans overlap and the kinds agree. Names are compared through the
// product's own vocabulary and a small table of English words for what is written in Chinese; periods by their
// days, as-of dates within three days; a period that is the publication's own day counts as none.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FigureDraft } from "../src/figures/meaning.ts";
import { addDays } from "../src/figures/period.ts";
import { findFigures } from "../src/figures/understand.ts";
import {
  findEntities,
  findMetrics,
  findSegments,
  kindOf,
  shippedVocabulary,
} from "../src/figures/vocabulary.ts";
import type { Block } from "../src/records/reading.ts";

interface Doc {
  id: string;
  title: string;
  published: string;
  lang: "zh" | "en";
  kind: string;
  body: string;
  sections: { heading: string | null; items: string[] }[];
}
export interface Gold {
  id: string;
  doc: string;
  field: "body" | "title";
  start: number;
  number_text: string;
  kind: string;
  low: number | string;
  high: number | string;
  unit: string;
  qualifier: string | null;
  entity: string;
  metric: string;
  period: string | null;
  relation: string | null;
  forward: boolean;
  vague: boolean;
  aux: boolean;
}

/** Blocks of a body: its headings and items where they stand. */
export function blocksOf(doc: Doc): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  const put = (words: string, kind: Block["kind"]): void => {
    const start = doc.body.indexOf(words, at);
    if (start < 0 || words === "") return;
    at = start + words.length;
    blocks.push({ start, end: at, kind, level: 1 });
  };
  for (const section of doc.sections) {
    if (section.heading !== null) put(section.heading, "heading");
    for (const item of section.items) put(item, "list-item");
  }
  return blocks.length > 0 ? blocks : [{ start: 0, end: doc.body.length, kind: "paragraph", level: 0 }];
}

const KIND: Record<string, string> = { price: "money", rank: "count", multiple: "ratio" };
const near = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-12);

function valueRight(gold: Gold, draft: FigureDraft): boolean {
  if (gold.kind === "date")
    return draft.dates !== null && draft.dates.low === gold.low && draft.dates.high === gold.high;
  const months: Record<string, number> = {
    months: 1,
    month: 1,
    quarters: 3,
    quarter: 3,
    years: 12,
    year: 12,
    days: 86400,
    weeks: 604800,
    hours: 3600,
    minutes: 60,
    seconds: 1,
  };
  const factor = gold.kind === "duration" ? (months[gold.unit] ?? 1) : 1;
  const low = Number(draft.low ?? draft.high);
  const high = Number(draft.high ?? draft.low);
  return near(Number(gold.low) * factor, low) && near(Number(gold.high) * factor, high);
}

const qualifierOf = (draft: FigureDraft): string | null => {
  const own = draft.qualifier === "at-least" ? "over" : draft.qualifier;
  return own ?? (draft.nature === "actual" ? null : "expected");
};
const relationHead = (relation: string | null): string | null => {
  if (relation === null) return null;
  const head = relation.split(":")[0]!.replaceAll("-", "_");
  return head === "change" || head === "level_multiple" ? null : head;
};

/** Words of gold names that stand for Chinese words as written. */
const WORDS: [RegExp, RegExp][] = [
  [/settlement/, /和解/],
  [/severance/, /遣散/],
  [/gain/, /收益|gain/i],
  [/order/, /订单|Orders/i],
  [/customer/, /客户|Customers/i],
  [/cities|city/, /城|Cities/i],
  [/robot/, /机器人|Robots/i],
  [/window|horizon/, /./],
  [/annualized|run_rate/, /年化|年收入|Annualized/i],
  [/share_price/, /price|股价|涨/i],
  [/deliver|development|time_from|lead_time/, /Development|周期|时间|落地/i],
  [/latency/, /Latency|延迟/i],
  [/launch|timing|preview|volume/, /Launch|timing/i],
];

const foldMetric = (name: string): string =>
  name
    .replace(
      /_(?:yoy|qoq|cagr|mom|constant_currency|share|growth|target|planned|adjusted|multiple|incl|finance|leases|per_gw|vs|advantage|reduction|gain|1d)(?=_|$)/g,
      "",
    )
    .replaceAll("_", " ");

function metricRight(gold: Gold, draft: FigureDraft): boolean {
  const vocabulary = shippedVocabulary();
  const isAdjusted = /adjusted/.test(gold.metric);
  if (
    isAdjusted &&
    draft.kind === "money" &&
    !draft.basis.includes("adjusted") &&
    !/adjusted/i.test(draft.metric)
  )
    return false;
  if (
    /share(?:_of)?/.test(gold.metric) &&
    !/share_price|shares|tco/.test(gold.metric) &&
    (draft.relation?.startsWith("share-of") || /share/i.test(draft.metric))
  )
    return true;
  const name = gold.metric.replaceAll("_", " ");
  const candidates = [
    ...findMetrics(vocabulary, name, 0, name.length),
    ...findMetrics(vocabulary, foldMetric(gold.metric), 0, foldMetric(gold.metric).length),
  ];
  if (draft.metricId !== null && candidates.some((mention) => mention.term.id === draft.metricId))
    return true;
  for (const [golden, ours] of WORDS) if (golden.test(gold.metric) && ours.test(draft.metric)) return true;
  const own = new Set(
    draft.metric
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 3),
  );
  const tokens = gold.metric
    .split("_")
    .filter(
      (word) =>
        word.length > 3 &&
        !/^(?:target|planned|adjusted|multiple|growth|reduction|advantage|total|change)$/.test(word),
    );
  return tokens.some((token) => own.has(token) || own.has(token.replace(/s$/, "")) || own.has(`${token}s`));
}

function entityRight(gold: Gold, draft: FigureDraft): boolean {
  const vocabulary = shippedVocabulary();
  const bare = gold.entity.replace(/\([^)]*\)/g, " ").trim();
  const aside = gold.entity.replace(/^[^(]*/, "");
  if (draft.entity !== "" && bare.toLowerCase() === draft.entity.toLowerCase()) return true;
  const names = findEntities(vocabulary, bare, 0, bare.length);
  const segments = findSegments(vocabulary, bare, 0, bare.length).map((part) => part.name);
  const own = findEntities(vocabulary, draft.entity, 0, draft.entity.length);
  const ownSegments = draft.basis.filter((name) => name.startsWith("segment:")).map((name) => name.slice(8));
  const isSameCompany = names.some((name) => own.some((other) => other.term.id === name.term.id));
  const extra = bare.toLowerCase().replace(/[^a-z ]/g, " ");
  if (isSameCompany) {
    const company = names.every((name) => kindOf(name.term) === "company");
    if (ownSegments.length > 0)
      return (
        gold.metric.includes(ownSegments[0]!.toLowerCase().split(" ")[0]!) ||
        segments.includes(ownSegments[0]!) ||
        extra.includes(ownSegments[0]!.toLowerCase().split(" ")[0]!)
      );
    const rest = extra.replace(names.map((name) => name.term.name.en.toLowerCase()).join(" "), "").trim();
    return (
      segments.length === 0 ||
      !company ||
      rest === "" ||
      /infrastructure|modular|business|rack|cooling/.test(rest)
    );
  }
  if (
    own.length > 0 &&
    findEntities(vocabulary, aside, 0, aside.length).some((name) =>
      own.some((other) => other.term.id === name.term.id),
    )
  )
    return true;
  if (/csp/i.test(gold.entity) && draft.entityId === "csp") return true;
  if (
    /asic/i.test(bare) &&
    /asic/i.test(draft.entity) &&
    names.every((name) => kindOf(name.term) === "class")
  )
    return true;
  return names.length === 0 && own.length > 0 && bare.toLowerCase().includes(draft.entity.toLowerCase());
}

function spanOfGold(period: string): { start: string; end: string; isAsOf: boolean } | null {
  const text = period.replace(/^(?:TTM|by|as-of|FY|CY)\s?/, "");
  const isAsOf = /^(?:as-of|by)/.test(period);
  let match = /^(?:FY)?(\d{4})Q([1-4])$/.exec(text);
  if (match !== null) {
    const month = Number(match[2]) * 3;
    const last = new Date(Date.UTC(Number(match[1]), month, 0)).getUTCDate();
    return {
      start: `${match[1]}-${String(month - 2).padStart(2, "0")}-01`,
      end: `${match[1]}-${String(month).padStart(2, "0")}-${last}`,
      isAsOf,
    };
  }
  match = /^(\d{4})H([12])$/.exec(text);
  if (match !== null)
    return match[2] === "1"
      ? { start: `${match[1]}-01-01`, end: `${match[1]}-06-30`, isAsOf }
      : { start: `${match[1]}-07-01`, end: `${match[1]}-12-31`, isAsOf };
  match = /^(\d{4})(?:\.\.(?:FY)?(\d{4}))?$/.exec(text);
  if (match !== null) return { start: `${match[1]}-01-01`, end: `${match[2] ?? match[1]}-12-31`, isAsOf };
  match = /^(\d{4})-(\d{2})$/.exec(text);
  if (match !== null)
    return {
      start: `${match[1]}-${match[2]}-01`,
      end: `${match[1]}-${match[2]}-${new Date(Date.UTC(Number(match[1]), Number(match[2]), 0)).getUTCDate()}`,
      isAsOf,
    };
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? { start: text, end: text, isAsOf: true } : null;
}

const within = (a: string, b: string, days: number): boolean =>
  a <= addDays(b, days) && b <= addDays(a, days);

function periodRight(gold: Gold, draft: FigureDraft, published: string): boolean {
  const day = published.slice(0, 10);
  const wanted = gold.period === null ? null : spanOfGold(gold.period);
  const isGoldNone = wanted === null || (wanted.isAsOf && within(wanted.end, day, 3));
  const isOwnNone =
    draft.period === null || (draft.period.start === draft.period.end && within(draft.period.end, day, 3));
  if (gold.period !== null && wanted === null) return isOwnNone || draft.window !== null;
  if (isOwnNone && draft.window !== null && /^TTM/.test(gold.period ?? "")) return true;
  if (isGoldNone || isOwnNone) return isGoldNone && isOwnNone;
  const own = draft.period!;
  if (wanted!.isAsOf || own.start === own.end) return within(wanted!.end, own.end, 3);
  if (/^TTM/.test(gold.period!)) return within(wanted!.end, own.end, 3);
  return wanted!.start === own.start && wanted!.end === own.end;
}

export interface TopicScore {
  metrics: Record<string, number>;
  items: number;
  matched: number;
  errors: string[];
  kinds: Map<string, number>;
}

/** Scores the pack; the errors say field, text, gold and ours. */
export function scoreTopic(folder: string): TopicScore {
  const docs = JSON.parse(readFileSync(join(folder, "topic-page", "docs.json"), "utf8")) as Doc[];
  const gold = JSON.parse(readFileSync(join(folder, "topic-page", "figures.json"), "utf8")) as Gold[];
  const counts = {
    found: 0,
    gold: 0,
    extra: 0,
    value: 0,
    qualifier: 0,
    qualifierSet: 0,
    qualifierSetAll: 0,
    relation: 0,
    relationSet: 0,
    relationSetAll: 0,
    entity: 0,
    metric: 0,
    period: 0,
  };
  const errors: string[] = [];
  const kinds = new Map<string, number>();
  const miss = (kind: string, line: string): void => {
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    errors.push(`${kind}: ${line}`);
  };
  for (const doc of docs) {
    for (const field of ["title", "body"] as const) {
      const text = field === "body" ? doc.body : doc.title;
      const context = {
        title: doc.title,
        published: { iso: doc.published, precision: "minute" as const, words: "", from: "pack" },
        kind: doc.kind,
        language: doc.lang,
        vocabulary: shippedVocabulary(),
      };
      const blocks: Block[] =
        field === "body" ? blocksOf(doc) : [{ start: 0, end: text.length, kind: "title", level: 1 }];
      const drafts = findFigures({ text, pages: [], blocks }, context);
      const own = gold.filter((figure) => figure.doc === doc.id && figure.field === field);
      const used = new Set<FigureDraft>();
      for (const figure of own) {
        const end = figure.start + figure.number_text.length;
        const hits = drafts.filter((draft) => draft.start < end && figure.start < draft.end);
        const draft = hits.find((hit) => (KIND[hit.kind] ?? hit.kind) === figure.kind && !used.has(hit));
        for (const hit of hits) used.add(hit);
        if (figure.aux) continue;
        counts.gold++;
        if (draft === undefined) {
          miss(
            hits.length > 0 ? "kind" : "missed",
            `${doc.id} ${figure.number_text} ${figure.kind} ours ${hits.map((hit) => `${hit.text} ${hit.kind}`).join()}`,
          );
          continue;
        }
        counts.found++;
        scoreFields(figure, draft, doc, counts, miss);
      }
      for (const draft of drafts)
        if (!used.has(draft)) {
          counts.extra++;
          miss("extra", `${doc.id} ${draft.text} (${draft.kind}) in ${draft.quote.slice(0, 50)}`);
        }
    }
  }
  const share = (part: number): number => part / counts.found;
  return {
    metrics: {
      found_f1: (2 * counts.found) / (counts.gold + counts.found + counts.extra),
      value_right: share(counts.value),
      qualifier_right: share(counts.qualifier),
      relation_right: share(counts.relation),
      entity_right: share(counts.entity),
      metric_right: share(counts.metric),
      period_right: share(counts.period),
      qualifier_right_set: counts.qualifierSet / counts.qualifierSetAll,
      relation_right_set: counts.relationSet / counts.relationSetAll,
    },
    items: counts.gold,
    matched: counts.found,
    errors,
    kinds,
  };
}

function scoreFields(
  figure: Gold,
  draft: FigureDraft,
  doc: Doc,
  counts: Record<string, number>,
  miss: (kind: string, line: string) => void,
): void {
  const at = `${doc.id} ${figure.number_text}`;
  if (valueRight(figure, draft)) counts.value!++;
  else
    miss(
      "value",
      `${at} ${figure.low}..${figure.high} ours ${draft.low}..${draft.high} ${JSON.stringify(draft.dates)}`,
    );
  const qualifier = qualifierOf(draft);
  if (figure.qualifier !== null) counts.qualifierSetAll!++;
  if (qualifier === figure.qualifier) {
    counts.qualifier!++;
    if (figure.qualifier !== null) counts.qualifierSet!++;
  } else miss("qualifier", `${at} ${figure.qualifier} ours ${qualifier} (${draft.grounds.nature.rule})`);
  const wanted = relationHead(figure.relation);
  const relation = relationHead(draft.relation);
  if (wanted !== null) counts.relationSetAll!++;
  if (wanted === relation) {
    counts.relation!++;
    if (wanted !== null) counts.relationSet!++;
  } else miss("relation", `${at} ${figure.relation} ours ${draft.relation} (${draft.grounds.relation.rule})`);
  if (entityRight(figure, draft)) counts.entity!++;
  else miss("entity", `${at} ${figure.entity} ours ${draft.entity} (${draft.grounds.entity.rule})`);
  if (metricRight(figure, draft)) counts.metric!++;
  else miss("metric", `${at} ${figure.metric} ours ${draft.metric} (${draft.grounds.metric.rule})`);
  if (periodRight(figure, draft, doc.published)) counts.period!++;
  else
    miss(
      "period",
      `${at} ${figure.period} ours ${draft.period?.label ?? null} ${draft.window ?? ""} (${draft.grounds.period.rule})`,
    );
}
