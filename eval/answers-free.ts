// eval/answers-free.ts: statements as models word them, over two documents of the sample: true ones and false ones, each with its quote.

export interface Free {
  document: "call-minutes.md" | "siliconfront-rainier.html";
  quote: string;
  honest: string[];
  lies: string[];
}

const MINUTES = "call-minutes.md" as const;
const RAINIER = "siliconfront-rainier.html" as const;

export const FREE: Free[] = [
  {
    document: MINUTES,
    quote:
      "Revenue was $180.2 billion in the third quarter, up 13% year over year, or 12% without the effect of currency.",
    honest: [
      "Amazon's third-quarter revenue increased 13% to $180.2 billion (12% excluding currency effects).",
      "Revenue for the quarter totaled $180.2 billion, a 13% increase from the prior year.",
      "亚马逊三季度营收1,802亿美元，同比增长13%，剔除汇率影响增长12%。",
      "Excluding currency, revenue growth was 12%.",
    ],
    lies: [
      "Amazon's revenue increased 12% to $180.2 billion, or 13% without the effect of currency.",
      "Revenue declined 13% to $180.2 billion.",
      "Operating income was $180.2 billion in the third quarter.",
      "亚马逊三季度营收180.2亿美元。",
    ],
  },
  {
    document: MINUTES,
    quote:
      "Operating income was $17.4 billion. It includes two charges: $2.5 billion for a legal settlement and $1.8 billion of estimated severance. Without them it would have been $21.7 billion.",
    honest: [
      "Operating income came in at $17.4 billion, including a $2.5 billion legal settlement charge and $1.8 billion in severance costs.",
      "Without the two charges, operating income would have been $21.7 billion.",
      "营业利润174亿美元，其中包含25亿美元的法律和解费用和18亿美元的预计遣散费。",
      "若剔除两项费用，营业利润为217亿美元。",
      "Estimated severance amounted to $1.8 billion.",
    ],
    lies: [
      "Operating income was $21.7 billion, including two charges.",
      "Operating income includes $1.8 billion for a legal settlement.",
      "Operating income includes $2.5 billion of estimated severance.",
      "Net income was $17.4 billion.",
    ],
  },
  {
    document: MINUTES,
    quote:
      "Operating cash flow over the past twelve months was $130.7 billion, up 16%. Free cash flow fell to $14.8 billion because of purchases of equipment.",
    honest: [
      "Trailing twelve-month operating cash flow rose 16% to $130.7 billion.",
      "Free cash flow dropped to $14.8 billion due to equipment purchases.",
      "过去十二个月经营现金流1,307亿美元，增长16%。",
      "因设备采购，自由现金流降至148亿美元。",
    ],
    lies: [
      "Free cash flow rose to $14.8 billion because of purchases of equipment.",
      "Free cash flow over the past twelve months was $130.7 billion.",
      "Operating cash flow fell to $14.8 billion.",
    ],
  },
  {
    document: MINUTES,
    quote:
      "Over the past twelve months AWS added more than 3.8 gigawatts of power. It expects to add at least another 1 gigawatt in the fourth quarter and to double total capacity by the end of 2027.",
    honest: [
      "AWS added over 3.8 GW of power capacity in the past 12 months.",
      "AWS expects to add at least 1 GW more in the fourth quarter.",
      "AWS plans to double its total capacity by the end of 2027.",
      "过去12个月AWS新增电力超过3.8吉瓦，预计四季度至少再增加1吉瓦。",
      "AWS预计到2027年底总容量翻一番。",
    ],
    lies: [
      "AWS added more than 3.8 gigawatts of power in the fourth quarter.",
      "AWS expects to double total capacity by the end of 2026.",
      "AWS expects to add at least 3.8 gigawatts in the fourth quarter.",
      "AWS expects to add less than 1 gigawatt in the fourth quarter.",
    ],
  },
  {
    document: MINUTES,
    quote:
      "Trainium2 is fully subscribed and a multibillion-dollar business. It grew 150% quarter over quarter.",
    honest: [
      "Trainium2 is fully subscribed and grew 150% quarter over quarter.",
      "Trainium2产能已全部订满，业务规模达数十亿美元，环比增长150%。",
      "Trainium2 has become a multibillion-dollar business.",
    ],
    lies: [
      "Trainium3 is fully subscribed and grew 150% quarter over quarter.",
      "Trainium2 grew 50% quarter over quarter.",
      "Trainium2 is not fully subscribed.",
      "Trainium2 shrank 150% quarter over quarter.",
    ],
  },
  {
    document: MINUTES,
    quote:
      "Project Rainier holds nearly 500,000 Trainium2 chips and is expected to reach 1 million by the end of the year.",
    honest: [
      "Project Rainier runs on nearly 500,000 Trainium2 chips, with 1 million expected by year end.",
      "Rainier 项目目前拥有近50万颗 Trainium2 芯片，预计年底达到100万颗。",
    ],
    lies: [
      "Project Rainier holds 1 million Trainium2 chips today.",
      "Project Rainier holds nearly 500,000 Trainium3 chips.",
      "Project Rainier holds nearly 500,000 Trainium2 racks.",
      "Project Rainier holds nearly 5 million Trainium2 chips.",
    ],
  },
  {
    document: MINUTES,
    quote:
      "North America revenue was $106.3 billion, up 11%. Operating income was $4.8 billion, or $7.3 billion without the settlement, a margin of 6.9%.",
    honest: [
      "North America revenue grew 11% to $106.3 billion.",
      "North America operating income was $4.8 billion, or $7.3 billion excluding the settlement.",
      "北美收入1,063亿美元，同比增长11%。",
    ],
    lies: [
      "International revenue was $106.3 billion, up 11%.",
      "North America operating income was $106.3 billion.",
      "North America revenue fell 11% to $106.3 billion.",
    ],
  },
  {
    document: MINUTES,
    quote: "Fourth quarter revenue is expected between $206 billion and $213 billion, growth of 10% to 13%.",
    honest: [
      "Amazon guided fourth-quarter revenue to $206 billion to $213 billion, implying growth of 10% to 13%.",
      "四季度收入指引为2,060亿至2,130亿美元，增长10%至13%。",
      "For the fourth quarter, revenue is expected to be $206–213 billion.",
    ],
    lies: [
      "Fourth quarter revenue is expected between $216 billion and $223 billion.",
      "Third quarter revenue is expected between $206 billion and $213 billion.",
      "Fourth quarter operating income is expected between $206 billion and $213 billion.",
    ],
  },
  {
    document: MINUTES,
    quote:
      "Asked what limits growth, the chief executive named power first and chips second, and said that capacity is used as soon as it is installed.",
    honest: [
      "The chief executive said power is the first limit on growth, followed by chips.",
      "Capacity is used as soon as it is installed, according to the chief executive.",
      "首席执行官表示，限制增长的首先是电力，其次是芯片。",
    ],
    lies: [
      "The chief executive named chips as the only limit and ruled out any shortage of power.",
      "Capacity stays idle for months after it is installed.",
    ],
  },
  {
    document: RAINIER,
    quote: "Trainium3 采用台积电的 3 纳米工艺，性能是 Trainium2 的两倍，能效提升 40%。",
    honest: [
      "Trainium3采用台积电3纳米工艺，性能为Trainium2的2倍，能效提升40%。",
      "Trainium3 uses TSMC's 3nm process and improves energy efficiency by 40%.",
      "Trainium3 的能效提升了40%。",
    ],
    lies: [
      "Trainium3采用三星的3纳米工艺。",
      "Trainium3采用台积电2纳米工艺。",
      "Trainium3能效下降40%。",
      "Trainium3 improves energy efficiency by 14%.",
    ],
  },
  {
    document: RAINIER,
    quote:
      "过去十二个月 AWS 启用了 3.8 吉瓦的数据中心容量，计划四季度再增加 1 吉瓦，到 2027 年底总装机容量翻一番，达到约 20 吉瓦。",
    honest: [
      "过去12个月AWS启用3.8GW数据中心容量，四季度计划再增1GW。",
      "AWS计划到2027年底将总装机容量翻倍至约20吉瓦。",
      "AWS brought 3.8 GW of data center capacity online over the past twelve months.",
      "AWS plans another 1 GW in the fourth quarter.",
    ],
    lies: [
      "到2027年底AWS总装机容量将达到约38吉瓦。",
      "过去十二个月AWS启用了20吉瓦的数据中心容量。",
      "AWS计划四季度再增加3.8吉瓦。",
      "到2028年底总装机容量翻一番。",
    ],
  },
  {
    document: RAINIER,
    quote:
      "行业里的估算是，以英伟达为主的基础设施每吉瓦约 500 亿美元，以 Trainium 这类自研加速器为主的每吉瓦约 370 亿美元。",
    honest: [
      "以英伟达为主的基础设施每吉瓦造价约500亿美元，以Trainium为主的约370亿美元。",
      "Industry estimates put Nvidia-based infrastructure at about $50 billion per gigawatt.",
      "以自研加速器为主的基础设施每吉瓦约370亿美元。",
    ],
    lies: [
      "以英伟达为主的基础设施每吉瓦约370亿美元。",
      "以Trainium这类自研加速器为主的每吉瓦约500亿美元。",
      "Nvidia-based infrastructure costs about $37 billion per gigawatt.",
      "以英伟达为主的基础设施每兆瓦约500亿美元。",
    ],
  },
  {
    document: RAINIER,
    quote: "公司没有说 Trainium2 的收入里有多少来自 Anthropic 一家，也没有说 Trainium3 的后端设计由谁完成。",
    honest: ["公司未披露Trainium2收入中来自Anthropic的比例。", "公司没有说明Trainium3的后端设计由谁完成。"],
    lies: ["公司披露了Trainium2的收入有多少来自Anthropic一家。", "Trainium3的后端设计由博通完成。"],
  },
];
