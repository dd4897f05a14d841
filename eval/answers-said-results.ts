// eval/answers-said-results.ts: what models say of results, notes and calls in words of their own.
//
// Written without a look at what the grounding makes of them; each block is a document, a quote of it, true statements in
// words of their own and false ones. A block without a text goes on with the document of the one before.

import type { Paraphrased } from "./answers-cases.ts";

export const SAID_OF_RESULTS: Paraphrased[] = [
  {
    title: "Corvane Semiconductor second quarter 2026 results",
    text: "Corvane Semiconductor reported revenue of $4.62 billion for the second quarter of 2026, up 23% from a year earlier. Gross margin widened to 54.1% from 51.8% a year ago. Data center sales made up 61% of revenue, while automotive sales slipped 7% to $512 million.\nThe company expects third quarter revenue between $4.75 billion and $4.95 billion.",
    quote:
      "Gross margin widened to 54.1% from 51.8% a year ago. Data center sales made up 61% of revenue, while automotive sales slipped 7% to $512 million.",
    honest: [
      "Corvane's gross margin improved to 54.1%, compared with 51.8% in the year-ago period.",
      "Data center accounted for 61% of sales.",
      "Automotive revenue came to $512 million, a 7% decline.",
      "毛利率由去年同期的51.8%升至54.1%。",
      "汽车业务销售额下滑7%，至5.12亿美元。",
    ],
    lies: [
      "Corvane's gross margin narrowed to 51.8% from 54.1%.",
      "Automotive accounted for 61% of revenue.",
      "Automotive revenue grew 7% to $512 million.",
      "数据中心业务销售额为5.12亿美元。",
      "Operating margin widened to 54.1%.",
    ],
  },
  {
    title: "Corvane Semiconductor second quarter 2026 results",
    text: "",
    quote:
      "Corvane Semiconductor reported revenue of $4.62 billion for the second quarter of 2026, up 23% from a year earlier.",
    honest: [
      "Second-quarter revenue climbed 23% year on year to $4.62 billion.",
      "Corvane posted sales of about $4.6 billion in Q2 2026.",
      "Corvane Semiconductor 2026年第二季度营收46.2亿美元，同比增长23%。",
      "Corvane generated $4.62bn in revenue in the June quarter of 2026's second quarter.",
      "2026年二季度公司收入同比增加23%。",
    ],
    lies: [
      "First-quarter revenue climbed 23% year on year to $4.62 billion.",
      "Revenue rose 23% quarter on quarter to $4.62 billion.",
      "Corvane posted net income of $4.62 billion in Q2 2026.",
      "公司营收462亿美元，同比增长23%。",
      "Second-quarter revenue climbed 32% to $4.62 billion.",
    ],
  },
  {
    title: "Corvane Semiconductor second quarter 2026 results",
    text: "",
    quote: "The company expects third quarter revenue between $4.75 billion and $4.95 billion.",
    honest: [
      "For Q3, management guided to revenue of $4.75 billion to $4.95 billion.",
      "Corvane forecasts third-quarter sales in a range of $4.75-4.95 billion.",
      "公司预计三季度收入为47.5亿至49.5亿美元。",
      "Third-quarter revenue is projected at $4.75 billion at the low end.",
      "Management's revenue outlook for the third quarter tops out at $4.95 billion.",
    ],
    lies: [
      "Third-quarter revenue was between $4.75 billion and $4.95 billion.",
      "For Q4, management guided to revenue of $4.75 billion to $4.95 billion.",
      "Corvane forecasts third-quarter profit of $4.75-4.95 billion.",
      "公司预计三季度收入至少49.5亿美元。",
      "Corvane raised its third-quarter revenue outlook to $4.75-4.95 billion.",
    ],
  },
  {
    title: "华澜新能源2025年年度报告点评",
    text: "华澜新能源2025年实现营业收入386.4亿元，同比增长12.3%；归母净利润21.7亿元，同比下降8.9%。其中储能系统收入98.2亿元，占比25.4%。公司全年研发费用为14.6亿元，研发费用率3.8%。\n公司计划2026年储能出货量达到42GWh，较2025年的28GWh增长50%。",
    quote:
      "华澜新能源2025年实现营业收入386.4亿元，同比增长12.3%；归母净利润21.7亿元，同比下降8.9%。其中储能系统收入98.2亿元，占比25.4%。",
    honest: [
      "2025年华澜新能源营收386.4亿元，较上年增长12.3%。",
      "归母净利润同比减少8.9%，为21.7亿元。",
      "储能系统业务贡献收入98.2亿元，约占总收入的25.4%。",
      "Hualan's 2025 revenue grew 12.3% to RMB 38.64 billion, while net profit attributable to shareholders fell 8.9% to RMB 2.17 billion.",
      "公司增收不增利：收入增长12.3%，归母净利润下降8.9%。",
    ],
    lies: [
      "2025年华澜新能源归母净利润增长8.9%至21.7亿元。",
      "储能系统业务贡献利润98.2亿元。",
      "2024年华澜新能源营收386.4亿元。",
      "华澜新能源营收38.64亿元，同比增长12.3%。",
      "归母净利润占营收的25.4%。",
    ],
  },
  {
    title: "华澜新能源2025年年度报告点评",
    text: "",
    quote: "公司计划2026年储能出货量达到42GWh，较2025年的28GWh增长50%。",
    honest: [
      "公司目标2026年储能出货42GWh，比2025年的28GWh高出50%。",
      "2025年储能出货量为28GWh。",
      "Management plans to ship 42 GWh of energy storage in 2026, up 50% from 28 GWh in 2025.",
      "华澜预计储能出货今年将增长五成，达42GWh。",
      "Energy storage shipments were 28 GWh in 2025.",
    ],
    lies: [
      "2026年储能出货量为28GWh。",
      "2025年储能出货量达到42GWh，增长50%。",
      "公司计划2026年储能产能达到42GW。",
      "Management plans to ship 42 GWh of energy storage in 2027.",
      "公司2026年储能出货量已达到42GWh。",
    ],
  },
  {
    title: "Northgate Bank: full-year 2025 earnings",
    text: "Net interest income rose 4% to $9.8 billion as deposit costs fell. The net interest margin was 2.91%, nine basis points above the prior year. Provisions for credit losses doubled to $1.2 billion, driven by commercial real estate. The common equity tier 1 ratio stood at 12.7%.\nThe board approved a dividend of $0.62 per share, payable on 15 March 2026, and a buyback of up to $2 billion.",
    quote:
      "Net interest income rose 4% to $9.8 billion as deposit costs fell. The net interest margin was 2.91%, nine basis points above the prior year. Provisions for credit losses doubled to $1.2 billion, driven by commercial real estate.",
    honest: [
      "Lower deposit costs helped net interest income increase 4% to $9.8 billion.",
      "The bank's net interest margin stood at 2.91%, 9 bps higher than the year before.",
      "Credit loss provisions rose twofold to $1.2 billion because of commercial real estate.",
      "净利息收入增长4%至98亿美元，得益于存款成本下降。",
      "净息差为2.91%，较上年提高9个基点。",
    ],
    lies: [
      "Net interest income rose 4% to $9.8 billion as loan volumes grew.",
      "The net interest margin was 2.91%, nine basis points below the prior year.",
      "Provisions for credit losses halved to $1.2 billion.",
      "净利息收入增长4%至12亿美元。",
      "Provisions doubled to $1.2 billion, driven by consumer credit cards.",
    ],
  },
  {
    title: "Northgate Bank: full-year 2025 earnings",
    text: "",
    quote:
      "The board approved a dividend of $0.62 per share, payable on 15 March 2026, and a buyback of up to $2 billion.",
    honest: [
      "Northgate will pay a dividend of $0.62 a share on March 15, 2026.",
      "The board signed off on share repurchases of as much as $2 billion.",
      "董事会批准每股派息0.62美元，将于2026年3月15日支付。",
      "The bank's board also authorised a buyback programme worth up to $2 billion.",
      "董事会还批准了最高20亿美元的股票回购。",
    ],
    lies: [
      "Northgate will pay a dividend of $0.62 a share on May 15, 2026.",
      "The bank bought back $2 billion of shares.",
      "The board approved a dividend of $0.26 per share.",
      "董事会否决了20亿美元的回购计划。",
      "The board approved a special dividend totalling $2 billion.",
    ],
  },
  {
    title: "专家交流纪要：液冷产业链",
    text: "专家认为，2026年全球AI服务器液冷渗透率将从2025年的约22%提升到38%左右。单机柜液冷价值量大约8万美元，其中冷板占比约四成，CDU占比约三成。国内厂商目前报价比海外低20%至25%，但交付周期更短。专家不认为浸没式会在三年内成为主流。",
    quote:
      "专家认为，2026年全球AI服务器液冷渗透率将从2025年的约22%提升到38%左右。单机柜液冷价值量大约8万美元，其中冷板占比约四成，CDU占比约三成。",
    honest: [
      "专家预计全球AI服务器液冷渗透率2026年升至约38%，2025年约为22%。",
      "每个机柜的液冷价值约8万美元，冷板约占40%。",
      "The expert expects liquid cooling penetration in AI servers to reach roughly 38% in 2026, from about 22% in 2025.",
      "CDU在单机柜液冷价值量中约占30%。",
      "Liquid cooling is worth around $80,000 per rack, with cold plates making up about 40%.",
    ],
    lies: [
      "全球AI服务器液冷渗透率2025年约为38%。",
      "每台服务器的液冷价值约8万美元。",
      "CDU约占单机柜液冷价值的四成。",
      "Liquid cooling is worth around $8,000 per rack.",
      "专家预计液冷渗透率2026年降至22%。",
    ],
  },
  {
    title: "专家交流纪要：液冷产业链",
    text: "",
    quote: "国内厂商目前报价比海外低20%至25%，但交付周期更短。专家不认为浸没式会在三年内成为主流。",
    honest: [
      "国内厂商的报价较海外同行低20%-25%，且交货更快。",
      "专家认为三年内浸没式难以成为主流。",
      "Domestic vendors quote 20% to 25% below overseas suppliers and deliver faster.",
      "The expert does not see immersion cooling becoming mainstream within three years.",
      "国内供应商价格低于海外两成到两成五。",
    ],
    lies: [
      "国内厂商报价比海外高20%至25%。",
      "专家认为浸没式将在三年内成为主流。",
      "国内厂商交付周期更长。",
      "海外厂商报价比国内低20%至25%。",
      "Domestic vendors' market share is 20% to 25%.",
    ],
  },
  {
    title: "Oryx Shipping trading update",
    text: "Average freight rates slipped to $2,140 per forty-foot container in October, from $2,480 in September. Volumes nevertheless increased 3.5% sequentially. Management trimmed its full-year EBITDA guidance to between $5.2 billion and $5.6 billion, having previously guided to between $5.5 billion and $6.1 billion.",
    quote:
      "Management trimmed its full-year EBITDA guidance to between $5.2 billion and $5.6 billion, having previously guided to between $5.5 billion and $6.1 billion.",
    honest: [
      "Full-year EBITDA guidance was lowered to $5.2-5.6 billion from $5.5-6.1 billion.",
      "Oryx now expects EBITDA of $5.2 billion to $5.6 billion for the year.",
      "管理层将全年EBITDA指引下调至52亿至56亿美元，此前为55亿至61亿美元。",
      "Previously, Oryx had guided to EBITDA of $5.5 billion to $6.1 billion.",
      "Management cut its EBITDA outlook for the full year.",
    ],
    lies: [
      "Full-year EBITDA guidance was raised to $5.5-6.1 billion.",
      "Oryx now expects EBITDA of $5.5 billion to $6.1 billion for the year.",
      "Full-year EBITDA was between $5.2 billion and $5.6 billion.",
      "管理层将全年收入指引下调至52亿至56亿美元。",
      "Management suspended its full-year EBITDA guidance.",
    ],
  },
  {
    title: "Oryx Shipping trading update",
    text: "",
    quote:
      "Average freight rates slipped to $2,140 per forty-foot container in October, from $2,480 in September. Volumes nevertheless increased 3.5% sequentially.",
    honest: [
      "Freight rates averaged $2,140 per FEU in October, down from $2,480 in September.",
      "Volumes grew 3.5% from the previous month.",
      "10月平均运价降至每四十英尺箱2,140美元，9月为2,480美元。",
      "In September the average rate had been $2,480 per forty-foot container.",
      "Despite lower rates, volumes were up 3.5% sequentially.",
    ],
    lies: [
      "Freight rates averaged $2,480 in October.",
      "Volumes declined 3.5% sequentially.",
      "Freight rates rose to $2,480 from $2,140.",
      "Volumes increased 3.5% year over year.",
      "10月平均运价为每二十英尺箱2,140美元。",
    ],
  },
  {
    title: "Brightwell Foods investor day",
    text: "Brightwell aims to lift its operating margin to 16% by 2028, from 13.4% last year, mainly through automation of its seven plants. It will close two sites in Poland next spring. Chief financial officer Dana Whitlock said price increases were behind the company, and that growth would have to come from volumes.",
    quote:
      "Brightwell aims to lift its operating margin to 16% by 2028, from 13.4% last year, mainly through automation of its seven plants. It will close two sites in Poland next spring.",
    honest: [
      "Brightwell targets a 16% operating margin by 2028, up from 13.4% last year.",
      "The margin improvement is to come chiefly from automating its seven plants.",
      "Two Polish sites are due to shut next spring.",
      "公司目标到2028年将营业利润率提高至16%，去年为13.4%。",
      "Last year's operating margin was 13.4%.",
    ],
    lies: [
      "Brightwell's operating margin reached 16%.",
      "Brightwell targets a 16% gross margin by 2028.",
      "Brightwell will close seven plants.",
      "The company will open two sites in Poland next spring.",
      "公司目标到2026年将营业利润率提高至16%。",
    ],
  },
  {
    title: "Brightwell Foods investor day",
    text: "",
    quote:
      "Chief financial officer Dana Whitlock said price increases were behind the company, and that growth would have to come from volumes.",
    honest: [
      "According to CFO Dana Whitlock, future growth must come from volumes.",
      "Dana Whitlock indicated that price hikes are over.",
      "首席财务官Dana Whitlock表示，未来增长只能依靠销量。",
      "The CFO said the company's price increases were in the past.",
      "Growth will need to be driven by volume rather than pricing, the finance chief said.",
    ],
    lies: [
      "CEO Dana Whitlock said growth must come from volumes.",
      "The CFO said further price increases lie ahead.",
      "Dana Whitlock said growth would come from acquisitions.",
      "首席财务官表示未来增长将依靠提价。",
      "Dana Whitlock said volumes would not grow.",
    ],
  },
  {
    title: "国内新能源车市场周报（2026年第8周）",
    text: "2月16日至22日，国内新能源乘用车零售14.8万辆，环比下降36%，主要受春节假期影响；渗透率为51.3%，较上周下降2.1个百分点。比亚迪零售4.1万辆，份额27.7%；吉利1.9万辆，特斯拉中国0.9万辆。",
    quote:
      "2月16日至22日，国内新能源乘用车零售14.8万辆，环比下降36%，主要受春节假期影响；渗透率为51.3%，较上周下降2.1个百分点。比亚迪零售4.1万辆，份额27.7%；吉利1.9万辆，特斯拉中国0.9万辆。",
    honest: [
      "当周国内新能源乘用车零售量为14.8万辆，环比减少36%，春节假期是主因。",
      "新能源渗透率51.3%，比前一周低2.1个百分点。",
      "比亚迪当周零售4.1万辆，占27.7%的份额。",
      "China's NEV passenger car retail sales fell 36% week on week to 148,000 units, hit by the Spring Festival holiday.",
      "Geely sold 19,000 vehicles and Tesla China 9,000.",
    ],
    lies: [
      "吉利当周零售4.1万辆。",
      "渗透率较上周上升2.1个百分点。",
      "新能源乘用车零售环比下降2.1%。",
      "BYD's retail sales fell 36% week on week.",
      "比亚迪份额为51.3%。",
    ],
  },
];
