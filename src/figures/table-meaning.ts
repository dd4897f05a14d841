// figures/table-meaning.ts: of whom, of what and when a cell of a table speaks.
//
// A row label is the metric when it is one; else the column's head; else the label as written. Under a head or a section
// that says what is measured (营业收入, "Net Sales:") a row that is no metric is the part it is measured of.

import type { Ground, Period } from "../records/figure.ts";
import { basisOf } from "./basis.ts";
import { type Found, toQuantity } from "./found.ts";
import type { FigureDraft } from "./meaning.ts";
import { relativeHead } from "./reporting.ts";
import { type CellAsked, UNIT_OF_TABLE_BEFORE } from "./table-cell.ts";
import type { Said } from "./table-heads.ts";
import { kindOf } from "./vocabulary.ts";

const ground = (rule: string, confidence: number): Ground => ({ rule, confidence });

export function draftOf(asked: CellAsked, figure: Found): FigureDraft {
  const { text, facts, row, cell, line, row_, section, head, around, index } = asked;
  const first = line[0]!;
  const last = line.at(-1)!;
  const quoteStart = Math.min(first.start, figure.start);
  const quoteEnd = Math.max(last.end, figure.end);
  const metric = metricOf(asked);
  const entity = entityOf(asked, metric.part);
  // 期末余额 in a row under 2019年度 is the end of 2019, not of the report's own year.
  const isBalance = head?.period != null && head.period.start !== head.period.end && row_.period !== null;
  const balance = isBalance ? relativeHead(row_.words, head.period!) : null;
  const said = balance ?? head?.period ?? row_.period ?? asked.between ?? section?.period ?? around.period;
  const period = atInstant(said ?? facts.calendar.reporting, asked);
  const isChange = figure.kind === "percent" || figure.kind === "percentage-point" || figure.kind === "ratio";
  const isMix =
    section !== null && /\bmix\b|构成|占比|结构/i.test(section.words) && figure.kind === "percent";
  const relation =
    (isChange ? (head?.relation ?? row_.relation ?? (isMix ? "share-of:total" : section?.relation)) : null) ??
    null;
  const nature =
    head?.nature ??
    row_.nature ??
    (period?.basis === "calendar" &&
    facts.calendar.published !== null &&
    period.start > facts.calendar.published
      ? "estimate"
      : "actual");
  const unit =
    figure.unit === ""
      ? ground("table-no-unit", 0.3)
      : figure.rule === UNIT_OF_TABLE_BEFORE
        ? ground(figure.rule, 0.5)
        : ground(figure.rule.startsWith("table") ? figure.rule : "cell-unit", 0.85);
  const grounds = {
    unit,
    entity: entity.ground,
    metric: metric.ground,
    period:
      period === null
        ? ground("none", 0.3)
        : said === null
          ? ground("document-period", 0.4)
          : ground(head?.period ? "column-head" : row_.period ? "row-label" : "table-caption", 0.85),
    relation: ground(relation === null ? "level" : "table-head", 0.8),
    nature: ground(head?.nature ? "column-head" : "table", 0.7),
  };
  return {
    ...toQuantity(text, figure),
    page: 1,
    quoteStart,
    quoteEnd,
    quote: text.slice(quoteStart, quoteEnd),
    cell: { block: index, row, column: cell.column },
    entity: entity.name,
    entityId: entity.id || null,
    metric: metric.name,
    metricId: metric.id,
    period,
    window: null,
    relation,
    nature,
    basis: basisOf(
      `${row_.words} ${head?.words ?? ""} ${section?.words ?? ""}`,
      figure.kind,
      entity.segment ?? metric.part,
    ),
    grounds,
    confidence: Math.min(unit.confidence, entity.ground.confidence, metric.ground.confidence),
  };
}

/** What stands at a day has no stretch: balances under a head that names a whole year. */
function atInstant(period: Period | null, { row_, head }: CellAsked): Period | null {
  if (period === null || period.start === period.end) return period;
  // 减少金额 确认为无形资产: what came and went in the year, under the name of what stands at its end.
  if (head !== null && MOVEMENT.test(head.words)) return period;
  const metric = row_.isWhole ? row_.metric : (head?.metric ?? null);
  if (metric === null || metric.term.traits[0] !== "stock") return period;
  return { start: period.end, end: period.end, basis: period.basis, label: `as of ${period.end}` };
}

const MOVEMENT =
  /增加|减少|转入|转出|确认为|计提|发生额|变动|处置|additions|disposals|transfers|charge for|movement/i;

interface MetricSaid {
  name: string;
  id: string | null;
  /** The part of the company that the row names; null when it names none. */
  part: string | null;
  ground: Ground;
}

interface EntitySaid {
  name: string;
  id: string | null;
  segment: string | null;
  ground: Ground;
}

const TOTAL =
  /^(?:合\s*计|小\s*计|总\s*计|共\s*计|总\s*额|其他|其它|total|subtotal|sub-total|consolidated|other|others|all other|net|average|平均|basic|diluted|基本|稀释|摊薄)$/i;
/** 辽宁益康生物股份有限公司, "Pfizer Inc.": a row that is a company. */
const COMPANY_WORD = /公司|集团|\b(?:Inc|Corp|Companies|Company|Subsidiaries)\b/;
const COMPANY =
  /^(?!.*(?:\b(?:to|from|by|in|for|attributable)\b|归属|应收|应付)).*(?:公司|集团|银行|研究所|基金|合伙企业[）)]?|中心)$|^(?!.*\b(?:to|from|by|in|for|attributable)\b).*\b(?:Inc|Corp|Corporation|Ltd|Limited|LLC|LLP|plc|GmbH|N\.V)\.?$/;
/** 占营业收入比例, "as a percentage of net sales": a share of something, of what the row before says. */
const SHARE_ROW = /^占.{1,20}(?:比例|比重|比|百分比)$|^(?:as an? )?(?:%|percent(?:age)?) of /i;

/** "Balances at July 29, 2023", 上年年末余额: what stands there is what the column says. */
const BALANCE_ROW = /^balances?(?:,| at| as of|$)|^(?:上年|本年|本期|上期)?(?:年|期)?[初末]?余额$/i;
/** 标的, 公司, "Name" over the labels: the rows are whose, the columns are what. */
const NAME_CORNER =
  /^(?:标的|公司|证券|股票|个股|名称|简称|机构|厂商|品牌|指数|基金)(?:名称|简称|代码)?$|^(?:company|companies|name|ticker|issuer|vendor|brand|index|fund|stock)(?: name)?$/i;
const hasNames = ({ heads, row_ }: CellAsked): boolean =>
  NAME_CORNER.test(heads.get(0)?.label ?? "") && !TOTAL.test(row_.label) && !row_.isWhole;
/** Under costs the rows are kinds of cost, not parts of the company. */
const COSTS: ReadonlySet<string> = new Set(["opex", "cost-of-revenue", "cost", "depreciation", "tax"]);

const term = (said: Said, rule: string, confidence: number, part: string | null = null): MetricSaid => ({
  name: said.metric!.term.name.en,
  id: said.metric!.term.id,
  part,
  ground: ground(rule, confidence),
});

const written = (name: string, rule: string, confidence: number): MetricSaid => ({
  name,
  id: null,
  part: null,
  ground: ground(name === "" ? "none" : rule, name === "" ? 0 : confidence),
});

function metricOf(asked: CellAsked): MetricSaid {
  const { row_, rowBefore, head, section, measured, around } = asked;
  if (SHARE_ROW.test(row_.label) && rowBefore !== null && rowBefore.label !== "")
    return rowBefore.metric !== null && rowBefore.isWhole
      ? term(rowBefore, "row-before", 0.7)
      : written(rowBefore.label, "row-before", 0.5);
  if (row_.metric !== null && row_.isWhole) return term(row_, "row-label", 0.9);
  const left = head?.relation && !head.metric ? metricLeftOf(asked) : null;
  if (left !== null) return left;
  const isTotal = TOTAL.test(row_.label);
  const isNumber = !/\p{L}{2,}/u.test(row_.label);
  const isName =
    row_.entity !== null ||
    row_.segment !== null ||
    isTotal ||
    isNumber ||
    (row_.period !== null && row_.subject === "") ||
    BALANCE_ROW.test(row_.label) ||
    hasNames(asked) ||
    COMPANY.test(row_.label);
  const own = isName ? null : row_.label;
  const isCost = measured?.metric != null && COSTS.has(measured.metric.term.id);
  const part = own === null || isCost || !isPart(own, row_) ? null : partOf(section, own);
  const head_ = head?.metric && head.isWhole ? head : null;
  if (head_ !== null && (isName || part !== null)) return term(head_, "column-head", 0.85, part);
  if (measured !== null && (isName || part !== null)) return term(measured, "section-row", 0.7, part);
  if (own !== null) return written(own, "row-label-as-written", 0.6);
  if (section !== null && isTotal && section.label !== "" && section.relation === null)
    return written(section.label, "section-row", 0.5);
  if (row_.segment !== null && rowBefore?.metric && rowBefore.isWhole)
    return term(rowBefore, "row-before", 0.5);
  if (head !== null && head.subject !== "" && hasNames(asked))
    return written(head.subject, "column-head-as-written", 0.6);
  if (around.metric && !isNumber) return term(around, "table-caption", 0.6);
  if (head !== null && head.subject !== "") return written(head.subject, "column-head-as-written", 0.5);
  if (row_.label === "") return written("", "none", 0);
  if (around.metric) return term(around, "table-caption", 0.5);
  if (around.label !== "" && around.label.length <= 40 && !COMPANY_WORD.test(around.label))
    return written(around.label, "table-caption", 0.4);
  return written(isTotal || row_.segment !== null ? row_.label : "", "row-label-as-written", 0.4);
}

/** A row that may be a part of what is measured: a short name without words of its own accounts. */
const isPart = (label: string, said: Said): boolean =>
  said.metric === null && label.length <= 40 && !ACCOUNT.test(label);
const ACCOUNT =
  /^(?:provision|loss|gain|income|expense|balance|net|total|less|add|earnings|cash|cost|purchase|sale|proceeds|payment|change|adjust|impairment|restructuring|reclass|interest|tax|other|beginning|ending|at )|(?:总额|净额|合计|金额|余额|增加|减少|提取|分配|利润|收入|支出|资本|收益|费用|损失|准备|变动|投入|结转)/i;

const partOf = (section: Said | null, label: string): string =>
  section?.segment ? `${section.segment} ${label}` : label;

/** A column that is only a relation (同比) measures what the column before it does. */
function metricLeftOf(asked: CellAsked): MetricSaid | null {
  const least = Math.max(1, asked.cell.column - 12);
  for (let column = asked.cell.column - 1; column >= least; column--) {
    const left = asked.heads.get(column);
    if (left?.metric) return term(left, "column-before", 0.75);
  }
  return null;
}

function entityOf(asked: CellAsked, part: string | null): EntitySaid {
  const { row_, head, section, around, facts } = asked;
  const owner = facts.subject.mention;
  const places: [Said | null, string, number][] = [
    [row_, "row-label", 0.85],
    [head, "column-head", 0.85],
    [section, "section-row", 0.7],
    [around, "table-caption", 0.7],
  ];
  for (const [said, rule, confidence] of places) {
    if (said?.entity && kindOf(said.entity.term) !== "class")
      return {
        name: said.entity.term.name.en,
        id: said.entity.term.id,
        segment: null,
        ground: ground(rule, confidence),
      };
    if (said?.segment && owner !== null)
      return {
        name: `${owner.term.name.en} ${said.segment}`,
        id: null,
        segment: said.segment,
        ground: ground(`${rule}+segment`, confidence - 0.1),
      };
  }
  if (hasNames(asked) && row_.label !== "")
    return { name: row_.label, id: null, segment: null, ground: ground("row-label-as-written", 0.6) };
  if (COMPANY.test(row_.label) && !row_.isWhole)
    return { name: row_.label, id: null, segment: null, ground: ground("row-label-as-written", 0.55) };
  if (owner !== null && part !== null)
    return {
      name: `${owner.term.name.en} ${part}`,
      id: null,
      segment: part,
      ground: ground("title+part", 0.5),
    };
  if (owner !== null)
    return { name: owner.term.name.en, id: owner.term.id, segment: null, ground: ground("title", 0.7) };
  return { name: "", id: null, segment: null, ground: ground("none", 0) };
}
