// eval/answers-said-deals.ts: what models say of trials, contracts, rounds and reports in words of their own.
//
// Written without a look at what the grounding makes of them; each block is a document, a quote of it, true statements in
// words of their own and false ones. A block without a text goes on with the document of the one before.

import type { Paraphrased } from "./answers-cases.ts";

export const SAID_OF_DEALS: Paraphrased[] = [
  {
    title: "Halden Pharma phase 3 readout",
    text: "In the trial, patients on the 10 mg dose lost 17.2% of body weight after 68 weeks, against 2.4% on placebo. Nausea was reported by 31% of patients, mostly mild. Halden plans to file for approval in the United States in the second half of 2026, and will not seek approval for the 2.5 mg dose.",
    quote:
      "In the trial, patients on the 10 mg dose lost 17.2% of body weight after 68 weeks, against 2.4% on placebo. Nausea was reported by 31% of patients, mostly mild.",
    honest: [
      "Patients taking 10 mg saw weight loss of 17.2% after 68 weeks, versus 2.4% for placebo.",
      "Nausea occurred in 31% of patients and was mostly mild.",
      "接受10毫克剂量的患者在68周后体重下降17.2%，安慰剂组为2.4%。",
      "The placebo group lost 2.4% of body weight.",
      "About 31% of patients reported nausea.",
    ],
    lies: [
      "Patients on placebo lost 17.2% of body weight.",
      "Nausea was reported by 31% of patients, mostly severe.",
      "Patients on the 10 mg dose gained 17.2% of body weight.",
      "Patients lost 17.2% of body weight after 52 weeks.",
      "Nausea was reported by 17.2% of patients.",
    ],
  },
  {
    title: "Halden Pharma phase 3 readout",
    text: "",
    quote:
      "Halden plans to file for approval in the United States in the second half of 2026, and will not seek approval for the 2.5 mg dose.",
    honest: [
      "Halden intends to submit a US filing in the second half of 2026.",
      "The company will not pursue approval of the 2.5 mg dose.",
      "Halden计划2026年下半年在美国提交上市申请。",
      "A US approval filing is planned for H2 2026.",
      "公司不会为2.5毫克剂量申请批准。",
    ],
    lies: [
      "Halden won US approval in the second half of 2026.",
      "Halden plans to file for approval in Europe in the second half of 2026.",
      "Halden will seek approval for the 2.5 mg dose.",
      "Halden计划2026年上半年在美国提交上市申请。",
      "Halden plans to file in the United States in the second half of 2027.",
    ],
  },
  {
    title: "Data centre power: utility notes",
    text: "Kestrel Energy signed contracts for 3.1 GW of new data centre load, of which 1.8 GW is backed by minimum-take agreements. Connection costs average $1.4 million per megawatt. Its capital plan for 2026 to 2030 rises to $24 billion from $19 billion. The regulator has yet to approve a proposed 6.8% rate increase.",
    quote:
      "Kestrel Energy signed contracts for 3.1 GW of new data centre load, of which 1.8 GW is backed by minimum-take agreements. Connection costs average $1.4 million per megawatt.",
    honest: [
      "Kestrel has contracted 3.1 GW of new data center load.",
      "Of the 3.1 GW contracted, 1.8 GW carries minimum-take commitments.",
      "Kestrel Energy签下3.1吉瓦的数据中心新增负荷合同。",
      "On average, connecting a megawatt costs $1.4 million.",
      "其中1.8GW有最低用电协议支持。",
    ],
    lies: [
      "Kestrel has contracted 1.8 GW of new data center load in total.",
      "All 3.1 GW is backed by minimum-take agreements.",
      "Connection costs average $1.4 million per gigawatt.",
      "Kestrel Energy签下3.1吉瓦的风电采购合同。",
      "Kestrel lost contracts for 3.1 GW of data centre load.",
    ],
  },
  {
    title: "Data centre power: utility notes",
    text: "",
    quote:
      "Its capital plan for 2026 to 2030 rises to $24 billion from $19 billion. The regulator has yet to approve a proposed 6.8% rate increase.",
    honest: [
      "Kestrel raised its 2026-2030 capital plan to $24 billion from $19 billion.",
      "A proposed 6.8% rate rise still awaits regulatory approval.",
      "2026至2030年资本计划由190亿美元上调至240亿美元。",
      "The regulator has not yet approved the 6.8% rate increase that was proposed.",
      "The previous capital plan amounted to $19 billion.",
    ],
    lies: [
      "The regulator approved a 6.8% rate increase.",
      "Kestrel cut its capital plan to $19 billion.",
      "The regulator rejected a proposed 6.8% rate increase.",
      "Its capital plan for 2025 rises to $24 billion.",
      "2026至2030年资本计划降至190亿美元。",
    ],
  },
  {
    title: "Tidewater Cloud Q3 2025 call minutes",
    text: "Q3 2025 remaining performance obligations reached $88.5 billion, an increase of 41% year over year; about 37% is expected to be recognised within twelve months. Cloud revenue grew 29% in constant currency, or 27% as reported. Free cash flow was negative $1.3 billion, compared with positive $2.2 billion a year ago, because of capital expenditures of $7.9 billion.",
    quote:
      "Cloud revenue grew 29% in constant currency, or 27% as reported. Free cash flow was negative $1.3 billion, compared with positive $2.2 billion a year ago, because of capital expenditures of $7.9 billion.",
    honest: [
      "Cloud revenue rose 27% as reported and 29% at constant currency.",
      "Free cash flow swung to -$1.3 billion from $2.2 billion a year earlier.",
      "Capital expenditure of $7.9 billion pushed free cash flow to negative $1.3 billion.",
      "云收入按固定汇率增长29%，按报告口径增长27%。",
      "资本开支79亿美元，导致自由现金流为负13亿美元。",
    ],
    lies: [
      "Free cash flow was $1.3 billion.",
      "Cloud revenue rose 29% as reported.",
      "Free cash flow swung to positive $2.2 billion from negative $1.3 billion.",
      "Operating cash flow was negative $1.3 billion.",
      "云收入增长79亿美元。",
    ],
  },
  {
    title: "Tidewater Cloud Q3 2025 call minutes",
    text: "",
    quote:
      "Q3 2025 remaining performance obligations reached $88.5 billion, an increase of 41% year over year; about 37% is expected to be recognised within twelve months.",
    honest: [
      "RPO hit $88.5 billion in Q3 2025, up 41% from a year ago.",
      "Roughly 37% of remaining performance obligations should be recognized over the next 12 months.",
      "2025年三季度剩余履约义务达885亿美元，同比增长41%。",
      "Tidewater's backlog of remaining performance obligations increased 41% to $88.5 billion.",
      "约37%预计将在未来十二个月内确认。",
    ],
    lies: [
      "Remaining performance obligations increased 37% to $88.5 billion.",
      "RPO hit $88.5 billion in Q2 2025.",
      "About 41% is expected to be recognised within twelve months.",
      "Revenue reached $88.5 billion, up 41%.",
      "About 37% has been recognised within twelve months.",
    ],
  },
  {
    title: "澄湖地产2025年中期业绩",
    text: "澄湖地产上半年合同销售额为312亿元，同比减少18%，销售均价每平方米2.36万元。期末有息负债748亿元，较年初减少46亿元；平均融资成本由4.2%降至3.7%。公司不派发中期股息。管理层表示下半年不会新增土地储备，除非位于一线城市。",
    quote: "期末有息负债748亿元，较年初减少46亿元；平均融资成本由4.2%降至3.7%。公司不派发中期股息。",
    honest: [
      "有息负债期末为748亿元，比年初少46亿元。",
      "平均融资成本下降至3.7%，此前为4.2%。",
      "公司决定不派中期股息。",
      "The average cost of borrowing fell from 4.2% to 3.7%.",
      "Interest-bearing debt declined by RMB 4.6 billion from the start of the year to RMB 74.8 billion.",
    ],
    lies: [
      "有息负债较年初增加46亿元。",
      "平均融资成本由3.7%升至4.2%。",
      "公司派发中期股息。",
      "期末有息负债为46亿元。",
      "The average cost of borrowing fell from 3.7% to 4.2%.",
    ],
  },
  {
    title: "澄湖地产2025年中期业绩",
    text: "",
    quote: "澄湖地产上半年合同销售额为312亿元，同比减少18%，销售均价每平方米2.36万元。",
    honest: [
      "2025年上半年，澄湖地产合同销售额312亿元，同比下降18%。",
      "销售均价为2.36万元/平方米。",
      "Contracted sales fell 18% year on year to RMB 31.2 billion in the first half.",
      "合同销售同比下滑18%，至312亿元。",
      "公司上半年销售均价23,600元每平方米。",
    ],
    lies: [
      "2025年下半年合同销售额312亿元。",
      "合同销售额同比增长18%。",
      "净利润312亿元，同比减少18%。",
      "销售均价每平方米2.63万元。",
      "Contracted sales fell 18% to RMB 3.12 billion.",
    ],
  },
  {
    title: "Astera Robotics funding round",
    text: "Astera Robotics raised $340 million in a Series C round led by Meridian Growth, valuing it at $2.9 billion after the money. Existing investor Polar Ventures took part. The company has shipped 1,150 units since 2023 and employs 420 people, a third of them in Osaka. It has not turned a profit.",
    quote:
      "Astera Robotics raised $340 million in a Series C round led by Meridian Growth, valuing it at $2.9 billion after the money. Existing investor Polar Ventures took part.",
    honest: [
      "Astera Robotics secured $340 million in Series C funding led by Meridian Growth.",
      "The round values Astera at $2.9 billion post-money.",
      "Polar Ventures, an existing backer, participated in the round.",
      "Astera Robotics完成3.4亿美元C轮融资，由Meridian Growth领投。",
      "本轮投后估值29亿美元。",
    ],
    lies: [
      "Astera Robotics raised $340 million in a round led by Polar Ventures.",
      "The round values Astera at $2.9 billion pre-money.",
      "Astera Robotics was acquired by Meridian Growth for $2.9 billion.",
      "Astera Robotics raised $2.9 billion.",
      "Astera Robotics完成3.4亿美元B轮融资。",
    ],
  },
  {
    title: "Astera Robotics funding round",
    text: "",
    quote:
      "The company has shipped 1,150 units since 2023 and employs 420 people, a third of them in Osaka. It has not turned a profit.",
    honest: [
      "Astera has delivered 1,150 units since 2023.",
      "Its headcount is 420, one third of whom work in Osaka.",
      "The company is not yet profitable.",
      "Astera自2023年以来已出货1,150台。",
      "公司尚未实现盈利，员工420人。",
    ],
    lies: [
      "Astera has shipped 1,150 units since 2021.",
      "Two thirds of its 420 employees work in Osaka.",
      "The company is profitable.",
      "Astera employs 1,150 people.",
      "公司已实现盈利。",
    ],
  },
];
