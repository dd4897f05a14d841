// ask/ground-classes.ts: small closed classes of words that turn a statement's meaning, and those that carry none.
//
// Direction, denial, mood, comparison and exclusion are fields of a clause, as a figure has fields: they are compared
// as classes ("fell" with "下降"), never word by word. All other words are held to the quote's by ground-words.ts.

/** Levels a figure is told of: never one for the other. */
export const LEVELS: readonly [name: string, pattern: RegExp][] = [
  ["chip", /\bchips?\b|\baccelerators?\b|芯片|单卡|颗/i],
  ["server", /\bservers?\b|\binstances?\b|服务器|实例/i],
  ["rack", /\bracks?\b|\bultraservers?\b|机柜|机架|整柜/i],
  ["cluster", /\b(?:ultra|super)?clusters?\b|集群|\bpods?\b/i],
  ["dense", /\bdense\b|稠密/i],
  ["sparse", /\bspars\w+\b|稀疏/i],
];
export const levelsOf = (text: string): string[] =>
  LEVELS.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);

const NEGATIONS =
  /\b(?:not|no|never|neither|nor|none|cannot|denied|denies|deny|denying|isn't|aren't|wasn't|weren't|won't|didn't|doesn't|don't|hasn't|haven't|yet to|fail(?:s|ed|ing|ure)? to|refus\w+|declined to|unable|rul(?:e|es|ed|ing) out)\b|没有|未(?!来)|不(?!少|断|仅|过|同|足|及|计|到|含|包括|动产|锈|超|低|高|多|大于|小于)|并非|否认|无(?!论|线|人|形|锡)|尚未|难以/gi;

export type Direction = "up" | "down";
const RISES =
  /\b(?:rose|rises?|rising|risen|grew|grows?|growing|grown|growth|increas\w*|(?<!\b(?:mak(?:e|es|ing)|made|sets?|back(?:s|ed)?|sign(?:s|ed)?) )up(?! to\b)|gain(?:s|ed|ing)?|climb\w*|surg\w*|jump\w*|rais(?:e|es|ed|ing)|higher|highs?|larger|bigger|greater|stronger|expan(?:d|ds|ded|ding|sion)|widen\w*|above|exceed\w*|improv\w*|advanc(?:e|ed|es)|lift(?:s|ed|ing)?|soar\w*|accelerat\w*|strengthen\w*|hike[sd]?|more|doubl\w*|tripl\w*|twofold)\b|增长|上升|上涨|提升|上调|增加|扩大|走高|提高|高于|高出|更高|攀升|回升|改善|加快|加速|提速|走强|翻番|翻倍|翻一番|增收|提价|涨价|[增升涨](?=[至到超逾近约]|\s?\d|幅|[了]?[一两二三四五六七八九十百])|(?<=(?<![同环占对])比[^，。；\d]{1,12})[高多长](?=[约近]?\s?[\d一两二三四五六七八九])/gi;
const FALLS =
  /\b(?:fell|falls?|falling|fallen|declin\w*(?! to\b)|decreas\w*|down|drop\w*|los(?:t|e|es|ing)|cuts?|cutting|lower\w*|lows?|shr[aiu]nk\w*|slump\w*|narrow\w*|below|slip(?:s|ped|ping)?|trim(?:s|med|ming)?|slid(?:e|es)?|dip(?:s|ped)?|reduc\w*|weaken\w*|eas(?:e|ed|es|ing)|plung\w*|decelerat\w*|slow(?:s|ed|ing|er|down)?|soften\w*|tumbl\w*|halv\w*|less|fewer|smaller|weaker|worsen\w*)\b|下降|下滑|下跌|下调|减少|缩减|收窄|回落|降低|低于|更低|走低|放缓|减速|走弱|削减|减半|萎缩|不增利|降价|[降跌减](?=[至到超逾近约为]|\s?\d|幅|[了]?[一两二三四五六七八九十])|(?<=(?<![同环占对])[比较][^，。；\d]{1,12})[低少短](?=[约近]?\s?[\d一两二三四五六七八九])/gi;

export const FUTURE =
  /\b(?:expect\w*|plan(?:s|ned|ning)?|will|would|targets?|targeted|targeting|guid(?:e|es|ed|ance|ing)|forecast\w*|outlook|aim(?:s|ed|ing)?|intend\w*|project(?:s|ed|ion|ions)\b(?! [A-Z])|anticipat\w*|estimat\w*|could|(?<!\b(?:in|by|of|since|until|last|next|before|after|from|to|early|late|mid) )may|might|should|(?:is|are|was|were) (?:set|due|likely|slated|scheduled|poised) to|goals?|seeks? to|agreed to|agrees to|(?:is|are) to [a-z]+|upcoming|next|proposed|proposal|needs?|requires?|subject to|awaits?|pending|conditional)\b|预计|计划|将(?![近军来领士])|目标|指引|预期|预测|有望|拟|估算|料|展望|力争|规划|或将|今后|未来|(?<![董监理事大机社协委年都学工])会(?![议计员展见上面长社])/i;
/** Words that leave no doubt that a thing is still ahead; an estimate of a past year is none. */
export const AHEAD =
  /\b(?:expect(?:s|ed)?|will|forecasts?|plans? to|planned|aims?|targets?|intends?|guid(?:e|es|ed|ance)|outlook|projected|(?:is|are) (?:due|set|slated|scheduled) to|proposed|needs?|requires?|subject to|awaits?|pending)\b|预计|计划|将(?![近军来领士])|目标|指引|拟|力争/i;

/** A forecast or a plan as a thing is nothing that is still ahead: "it issued a new forecast". */
const NOUNS_AHEAD =
  /\b(?:an?|the|its|their|our|new|earnings|revenue|capital|spending|\d{4}|annual|full-year)\s+(?:forecast|outlook|guidance|estimate|target|plan|goal|proposal)s?\b/gi;
/** Whether a statement says by a verb of its own that something is still ahead. */
export const isAhead = (text: string): boolean => FUTURE.test(text.replace(NOUNS_AHEAD, " "));

/** Taken out of a figure: "without the settlement" and the same figure with it are two. */
export const EXCLUDED =
  /\b(?:without|excluding|exclud\w*|ex-|except|adjusted|before (?:tax\w*|interest|special|one-off|exceptional|items|charges))\b|剔除|扣除|不计|不含|不包括|除去|排除|若无/i;

/** Words that make a claim larger than the quote's. */
export const STRONG: readonly RegExp[] = [
  /\b(?:only|sole|solely|exclusively)\b|唯一|独家|仅(?!仅)/i,
  /\b(?:all|every|entire|entirely|fully|completely|whole)\b|全部|所有|完全|全数|(?<!平)均(?!价|为|值|线|衡)/i,
  /\b(?:always|guarantee\w*|certain|certainly|confirmed|definitely)\b|必然|肯定|保证|必定/i,
  /\b(?:most|mostly|majority|largest|biggest|highest|first|record|best|leading)\b|大部分|多数|最大|最高(?![\s\d])|首个|首次|创纪录|新高|第一/i,
];

/** Multiples said in one word, in one form: "doubled", "twofold", "翻倍". */
export const MULTIPLES: readonly [form: string, pattern: RegExp][] = [
  ["#double", /\b(?:doubl\w*|twofold|two-fold)\b|翻番|翻倍|翻一番|增加一倍|两倍/i],
  ["#half", /\b(?:halv\w*)\b|减半|腰斩/i],
  ["#triple", /\b(?:tripl\w*|threefold)\b|三倍/i],
];

/** What stands before a figure that was: "from $2.1 billion", "versus 51.8%", "较2025年的28GWh". */
const OLD_BEFORE =
  /(?:\bfrom\s+(?:(?:an?|the|about|around|some|nearly|roughly|approximately|almost|only|just|over|positive|negative|a loss of)\s+){0,2}(?:[A-Z]{2,3}\s?)?|\b(?:versus|vs\.?|against|than|compared (?:to|with)|previous(?:ly)?|prior|formerly|earlier|had (?:been|guided)|was previously)\s+(?:[a-z'’]+\s+){0,3}|(?:(?<![自理经])由|从|(?<!相)较|(?<![占同环对相])比(?![重例率如较亚])|对比|相比|此前|原先|原来|之前|先前|去年|上年|上期|去年同期|上年同期)[^，,。；;\d]{0,6}(?:20\d\d年)?(?:\d{1,2}月)?[^，,。；;\d]{0,6})$/i;
const OLD_AFTER =
  /^\s?[)）]?,?\s?(?:a year (?:ago|earlier|before)|last year|previously|in the (?:prior|previous|same)|the (?:prior|previous) (?:year|quarter|month)|(?:in|for) [A-Z]\w+ last year)\b/i;
/** Words of moving between marker and figure: "较年初减少46亿元" tells the change, not what was. */
const MOVES =
  /(?:减|增|下降|提高|上升|上涨|下跌|降低|提升|高|低|多|少|长|短|\bup\b|\bdown\b|\brose\b|\bfell\b|\bto\b)/i;

/** Whether the words around a figure say that it is what was before. */
export function isOld(before: string, after: string): boolean {
  if (OLD_AFTER.test(after)) return true;
  const match = OLD_BEFORE.exec(before.slice(-44));
  return match !== null && !MOVES.test(match[0].replace(/^compared to/i, ""));
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

export const isDenied = (text: string): boolean => count(text, NEGATIONS) > 0;

/** The directions that a text tells, at most two. */
export function directionsIn(text: string): Set<Direction> {
  const found = new Set<Direction>();
  if (count(text, RISES) > 0) found.add("up");
  if (count(text, FALLS) > 0) found.add("down");
  return found;
}

/** The direction said nearest before the end of `before`, else soonest in `after`; null when none is said. */
export function directionAt(before: string, after: string): Direction | null {
  const lastOf = (pattern: RegExp): number => {
    let at = -1;
    for (const match of before.matchAll(pattern)) at = match.index;
    return at;
  };
  const [up, down] = [lastOf(RISES), lastOf(FALLS)];
  if (up >= 0 || down >= 0) return up > down ? "up" : "down";
  const soonest = (pattern: RegExp): number => {
    const at = after.search(new RegExp(pattern.source, "i"));
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  };
  const [upAfter, downAfter] = [soonest(RISES), soonest(FALLS)];
  if (upAfter === downAfter) return null;
  return upAfter < downAfter ? "up" : "down";
}

/** Who speaks of a company in its own documents verbs that share a stem with adjectives that count. */
const SPEAKERS =
  /\bmanagement\b|\btotal(?:l?ed|s|l?ing)\b|\ba total of\b|\bin total\b|\b(?:compared|compares|comparing)\b|\bthe (?:company|firm|group)\b|管理层|公司|集团/gi;

/** The text with words of direction, denial and mood blanked: they are compared as fields. */
export const withoutTurns = (text: string): string =>
  [
    RISES,
    FALLS,
    NEGATIONS,
    SPEAKERS,
    new RegExp(FUTURE.source, "gi"),
    new RegExp(EXCLUDED.source, "gi"),
  ].reduce((rest, pattern) => rest.replace(pattern, (words) => " ".repeat(words.length)), text);

/** Stems and words that only say that something is told, amounts to, or is counted over a time. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set(
  (
    "over under onli sole entir full fulli complet whole yet still rather even such so than least until within end toward via becaus sinc upon off away again ever never quit well just like per manag firm whereas previous fiscal number ask name count continu todai wherea take took taken occur happen generat saw seen includ report announc said sai saying note state told tell accord reach amount stood stand came come compani year yoy quarter month week dai " +
    "period prior previou trail twelv past last ago earlier impli includ roughli approxim around about nearli almost figur basi due while also both out " +
    "current versu against level result driven show see saw put equal repres account make made up becom today now year-on-year mom qoq basis during " +
    "through amid after befor between per each than respect rang mean indic add addit meanwhil howev despit given " +
    "post record deliv hit swung turn get got go went remain stai compris contain hold held carri worth book regist yield further plu thu therebi follow " +
    "披露 公布 透露 说 称 说明 若 影响 其中 包含 包括 以及 此外 目前 已 已经 未 由 因 因为 两 项 分别 上 为主 累计 规模 指出 认为 介绍 " +
    "为 达 达到 达成 实现 录得 同比 环比 约 约为 大约 左右 公司 表示 季度 年 月 日 周 季 同期 其 的 至 到 共 合计 总计 是 全年 上半年 下半年 年底 年末 " +
    "占 占比 占到 较 比 与 和 及 则 还 也 均 每 该 当 当期 当年 当季 当月 当周 本 这 对 后 前 中 内 年内 期内 期末 末 底 总 个 每个 此前 去年 上年 今年 明年 " +
    "突破 超过 逾 近 接近 预计 有望 其余 另 另外 同时 而 但 则为 即 管理层 业务 方面 均 更 最 再 已有 共计 当中 一般 通常 继续 仍然 判断 预判 强调 提到 提及 坦言 现在 如今 他 她 他们 吨 均 财年 财政 至少 至多 最多 最少 不少于 不超过 全部 所有 完全 全数 唯一 最大 最高 单 机 股 度 及 型 类 级 层 轮 处 种 性 化 间 台 辆 颗 家 座 名 次 份 箱 只 万 亿 千 百 元 届 批 期 些 了 着 过 使 让 令 称 过去 其次 首先 先 再次 以下 以上 一周 上周 前一 上月 上季度 当前 目前 相比 受 带动 所致 导致 由于 得益于 显示 来自 方面 水平 数 量 额 值 率 幅度 约占 录 为 时 时间 自 以来 以 之 等 仍 个月 进行 成为 属于 拥有 共有 有"
  ).split(" "),
);

/** Against when a change is counted, where a text says it. */
const COMPARISONS: readonly [name: string, pattern: RegExp][] = [
  [
    "yoy",
    /同比|按年|较(?:上年|去年)|year[- ]o(?:ver|n)[- ]year|\by\/?o\/?y\b|(?:from|than|compared (?:to|with)) (?:a|the) year (?:ago|earlier|before)|a year (?:ago|earlier)|(?:the )?(?:prior|previous|last) year/i,
  ],
  [
    "qoq",
    /环比|按季|按月|按周|较上[季周月]|(?:quarter|month|week)[- ]o(?:ver|n)[- ](?:quarter|month|week)|\bq\/?o\/?q\b|\bm\/?o\/?m\b|sequential(?:ly)?|from the (?:prior|previous) (?:quarter|month|week)/i,
  ],
  ["cagr", /复合|年均|\bCAGR\b|compound annual|annualized|年化/i],
];
export const comparisonsIn = (text: string): string[] =>
  COMPARISONS.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);

/** What a figure is counted over or for each of: "a day", "per hectolitre", 每吨; "each" where only that it is so is known. */
const PER: readonly [name: string, pattern: RegExp][] = [
  ["day", /\b(?:a|per|each|every) day\b|\bdaily\b|每[天日]|日均/i],
  ["week", /\b(?:a|per|each|every) week\b|\bweekly\b|每周|周均/i],
  ["month", /\b(?:a|per|each|every) month\b|\bmonthly\b|每月|月均|月租/i],
  ["hour", /\b(?:an|per|each|every) hour\b|\bhourly\b|每小时/i],
  ["share", /\bper (?:\w+ ){0,2}share\b|\ba share\b|\beps\b|每股/i],
];
const PER_OTHER =
  /\bper (?!cent\b|share\b|day\b|week\b|month\b|hour\b|year\b|annum\b|(?:\w+ ){1,2}share\b)[a-z]+|\ban? (?:tonne|ton|gallon|barrel|unit|ounce|kilo\w*|mile|room|head|user|seat|vehicle|car|container|(?:mega|giga)watt)\b|每(?![天日周月年股小])|单(?=机|台|卡|车|店|颗|吨)|\/(?=\p{L})/iu;

/** The bases of counting that the words around a figure name. */
export function countedPer(text: string): Set<string> {
  const found = new Set(PER.filter(([, pattern]) => pattern.test(text)).map(([name]) => name));
  if (PER_OTHER.test(text)) found.add("each");
  return found;
}
