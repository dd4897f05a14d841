// web/src/ui/term-names.ts: entities, metrics and periods in the language of the interface.
//
// The ledger keeps one name for each term; filters and addresses go on using the kept one. What is not in the
// vocabulary is shown as it is kept, which is how its document writes it.

import type { Figure, Term } from "../api/types.ts";
import type { UiLanguage } from "../i18n/i18n.ts";

type Named = Pick<Figure, "entity" | "entityId" | "metric" | "metricId">;

export interface Names {
  entity(figure: Pick<Named, "entity" | "entityId">): string;
  metric(figure: Pick<Named, "metric" | "metricId">): string;
  /** The shown name of a kept one, as facets have it. */
  named(kind: Term["kind"], kept: string): string;
  /** A period's label in words of the language. */
  period(label: string): string;
}

/** Looks names up by id first, then by any name or alias of the same kind. */
export function namesOf(terms: readonly Term[], language: UiLanguage): Names {
  const byId = new Map(terms.map((term) => [term.id, term]));
  const byName = new Map<string, Term>();
  for (const term of terms) {
    for (const name of [term.name.en, term.name.zh, ...term.aliases]) {
      const key = `${term.kind}\n${name.toLowerCase()}`;
      if (!byName.has(key)) byName.set(key, term);
    }
  }
  const known = (kind: Term["kind"], kept: string) =>
    byName.get(`${kind}\n${kept.toLowerCase()}`)?.name[language];
  /** "Amazon North America": the company's name and its part's, each in the language. */
  const partName = (kept: string): string | undefined => {
    for (let at = kept.lastIndexOf(" "); at > 0; at = kept.lastIndexOf(" ", at - 1)) {
      const company = known("entity", kept.slice(0, at));
      const part = kept.slice(at + 1);
      if (company !== undefined)
        return `${company} ${language === "zh" ? (SEGMENTS_ZH[part] ?? part) : part}`;
    }
    return undefined;
  };
  const named: Names["named"] = (kind, kept) =>
    known(kind, kept) ?? (kind === "entity" ? partName(kept) : undefined) ?? kept;
  const shown = (kind: Term["kind"], id: string | null, kept: string) =>
    (id === null ? undefined : byId.get(id)?.name[language]) ?? named(kind, kept);
  return {
    entity: ({ entity, entityId }) => shown("entity", entityId, entity),
    metric: ({ metric, metricId }) => shown("metric", metricId, metric),
    named,
    period: (label) => periodName(label, language),
  };
}

/** Parts of companies by their Chinese names; the ledger keeps the English one behind the company's ("Amazon Retail"). */
export const SEGMENTS_ZH: Readonly<Record<string, string>> = {
  "North America": "北美",
  International: "国际",
  Advertising: "广告",
  Cloud: "云业务",
  "Intelligent Cloud": "智能云",
  Services: "服务",
  "Greater China": "大中华区",
  Retail: "零售",
  Grocery: "生鲜杂货",
  "Same-day fresh delivery": "生鲜同日达",
  "Online stores": "线上商店",
  "Physical stores": "实体店",
  "Third-party seller services": "第三方卖家服务",
  "Subscription services": "订阅服务",
  "Fulfilment network": "履约网络",
  Search: "搜索",
  "YouTube ads": "YouTube 广告",
  "Data center": "数据中心",
  Gaming: "游戏",
  Devices: "硬件",
  "Semiconductor solutions": "半导体解决方案",
  "Infrastructure software": "基础设施软件",
  "Custom chips": "定制芯片",
  AI: "AI 业务",
  Automotive: "汽车",
  IoT: "IoT",
  Smartphone: "手机",
  "Reality Labs": "Reality Labs",
  Productivity: "生产力与业务流程",
  "Personal computing": "更多个人计算",
  Fintech: "金融科技",
  Overseas: "境外业务",
};

const ZH_PERIODS: readonly [RegExp, string][] = [
  [/^as of (.+)$/, "截至 $1"],
  [/^FY(\d{4})$/, "$1财年"],
  [/^(\d{4})H1$/, "$1上半年"],
  [/^(\d{4})H2$/, "$1下半年"],
  [/^(\d{4}) first (\d+) months$/, "$1前$2个月"],
  [/^early (\d{4})$/, "$1年初"],
  [/^mid (\d{4})$/, "$1年中"],
  [/^late (\d{4})$/, "$1年末"],
];

/** "as of 2025-12-31" → "截至 2025-12-31" in Chinese, "2025-12-31" in English; labels like 2025Q3 are the same in both. */
export function periodName(label: string, language: UiLanguage): string {
  if (language === "en") return label.replace(/^as of /, "");
  for (const [shape, words] of ZH_PERIODS) if (shape.test(label)) return label.replace(shape, words);
  return label;
}
