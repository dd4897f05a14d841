// eval/answers-said-industry.ts: what models say of industries, prices and shipments in words of their own.
//
// Written without a look at what the grounding makes of them; each block is a document, a quote of it, true statements in
// words of their own and false ones. A block without a text goes on with the document of the one before.

import type { Paraphrased } from "./answers-cases.ts";

export const SAID_OF_INDUSTRY: Paraphrased[] = [
  {
    title: "Marlow Steel interim report 2026",
    text: "Crude steel output fell to 8.4 million tonnes in the first half of 2026 from 9.1 million tonnes. Average selling prices rose 6% to €742 per tonne. Marlow cut net debt by €310 million to €1.9 billion. It does not expect to restart its Ghent furnace this year.",
    quote:
      "Crude steel output fell to 8.4 million tonnes in the first half of 2026 from 9.1 million tonnes. Average selling prices rose 6% to €742 per tonne. Marlow cut net debt by €310 million to €1.9 billion.",
    honest: [
      "Marlow's crude steel output decreased to 8.4 million tonnes in H1 2026, down from 9.1 million tonnes.",
      "Average selling prices were up 6% at €742 a tonne.",
      "Net debt was reduced by €310 million to €1.9 billion.",
      "2026年上半年粗钢产量由910万吨降至840万吨。",
      "平均售价上涨6%，至每吨742欧元。",
    ],
    lies: [
      "Marlow's crude steel output increased to 9.1 million tonnes in H1 2026.",
      "Net debt rose by €310 million to €1.9 billion.",
      "Net debt was €310 million.",
      "2026年下半年粗钢产量降至840万吨。",
      "Average selling prices rose 6% to $742 per tonne.",
    ],
  },
  {
    title: "Marlow Steel interim report 2026",
    text: "",
    quote: "It does not expect to restart its Ghent furnace this year.",
    honest: [
      "Marlow does not anticipate restarting the Ghent furnace this year.",
      "The Ghent furnace is not expected to restart this year.",
    ],
    lies: [
      "Marlow expects to restart its Ghent furnace this year.",
      "Marlow will close its Ghent furnace this year.",
      "Marlow restarted its Ghent furnace this year.",
    ],
  },
  {
    title: "锐芯微电子2026年一季报点评",
    text: "一季度公司营收18.6亿元，同比增长41%，环比下降5%；毛利率46.2%，同比提升3.1个百分点。车规芯片收入占比首次超过30%。公司将全年营收指引由80亿元上调至86亿元。存货周转天数为128天，较上季度减少9天。",
    quote:
      "一季度公司营收18.6亿元，同比增长41%，环比下降5%；毛利率46.2%，同比提升3.1个百分点。车规芯片收入占比首次超过30%。公司将全年营收指引由80亿元上调至86亿元。",
    honest: [
      "锐芯微电子一季度收入18.6亿元，同比上升41%，环比减少5%。",
      "毛利率同比上升3.1个百分点至46.2%。",
      "车规芯片占收入的比重首次突破30%。",
      "Full-year revenue guidance was raised to RMB 8.6 billion from RMB 8.0 billion.",
      "Gross margin came to 46.2%, up 3.1 percentage points year on year.",
    ],
    lies: [
      "锐芯微电子一季度收入同比增长5%。",
      "毛利率同比下降3.1个百分点至46.2%。",
      "公司全年营收为86亿元。",
      "Full-year revenue guidance was lowered to RMB 8.0 billion from RMB 8.6 billion.",
      "净利率46.2%，同比提升3.1个百分点。",
      "车规芯片收入占比首次超过46.2%。",
    ],
  },
  {
    title: "Solstice Airlines third quarter call",
    text: "Unit revenue declined 2.3% while unit costs excluding fuel rose 4.1%. Fuel averaged $2.58 a gallon. The carrier ended September with liquidity of $5.7 billion and took delivery of 11 aircraft. Chief executive Marta Lind said demand for premium cabins remained strong but that domestic leisure bookings softened after July.",
    quote:
      "Unit revenue declined 2.3% while unit costs excluding fuel rose 4.1%. Fuel averaged $2.58 a gallon. The carrier ended September with liquidity of $5.7 billion and took delivery of 11 aircraft.",
    honest: [
      "Unit revenue fell 2.3%, whereas ex-fuel unit costs increased 4.1%.",
      "The average fuel price was $2.58 per gallon.",
      "Solstice had $5.7 billion in liquidity at the end of September.",
      "单位收入下降2.3%，剔除燃油的单位成本上升4.1%。",
      "The airline received 11 aircraft.",
    ],
    lies: [
      "Unit revenue declined 4.1%.",
      "Unit costs rose 4.1%.",
      "Fuel averaged $2.85 a gallon.",
      "Solstice had $5.7 billion in debt at the end of September.",
      "The carrier ordered 11 aircraft.",
      "Unit revenue rose 2.3%.",
    ],
  },
  {
    title: "Solstice Airlines third quarter call",
    text: "",
    quote:
      "Chief executive Marta Lind said demand for premium cabins remained strong but that domestic leisure bookings softened after July.",
    honest: [
      "According to CEO Marta Lind, premium cabin demand remained strong.",
      "Domestic leisure bookings softened after July, the chief executive said.",
    ],
    lies: [
      "Marta Lind said demand for premium cabins softened after July.",
      "Domestic business bookings softened after July.",
      "Chief financial officer Marta Lind said demand for premium cabins remained strong.",
      "Marta Lind said domestic leisure bookings remained strong.",
    ],
  },
  {
    title: "光储龙头调研纪要",
    text: "公司一季度逆变器出货6.2GW，其中海外占比58%。欧洲库存已基本消化，预计二季度出货环比增长15%至20%。户储单价由每瓦时1.35元降至1.18元。公司表示暂无在美国建厂计划，墨西哥工厂预计2026年底投产，规划产能5GW。",
    quote:
      "公司一季度逆变器出货6.2GW，其中海外占比58%。欧洲库存已基本消化，预计二季度出货环比增长15%至20%。户储单价由每瓦时1.35元降至1.18元。",
    honest: [
      "一季度逆变器出货量6.2GW，海外占58%。",
      "预计二季度出货环比增长15%-20%。",
      "户储单价从每瓦时1.35元下降到1.18元。",
      "Inverter shipments were 6.2 GW in the first quarter, of which overseas accounted for 58%.",
      "欧洲库存基本消化完毕。",
    ],
    lies: [
      "一季度逆变器海外出货6.2GW。",
      "二季度出货环比增长15%至20%。",
      "户储单价由每瓦时1.18元升至1.35元。",
      "预计二季度出货同比增长15%至20%。",
      "国内占比58%。",
      "美国库存已基本消化。",
    ],
  },
  {
    title: "光储龙头调研纪要",
    text: "",
    quote: "公司表示暂无在美国建厂计划，墨西哥工厂预计2026年底投产，规划产能5GW。",
    honest: [
      "墨西哥工厂预计2026年底投产，规划产能为5GW。",
      "公司目前没有在美国建厂的计划。",
      "The Mexico plant is expected to start production at the end of 2026, with planned capacity of 5 GW.",
    ],
    lies: [
      "美国工厂预计2026年底投产。",
      "墨西哥工厂已投产，产能5GW。",
      "公司计划在美国建厂。",
      "墨西哥工厂预计2027年底投产。",
    ],
  },
  {
    title: "Pinecrest Retail holiday update",
    text: "Comparable sales grew 1.8% in the nine weeks to January 3, 2026, below the 3% the company had forecast in November. Online orders made up 27% of sales, up from 24%. Pinecrest now sees full-year earnings of $6.10 to $6.30 per share, compared with its earlier outlook of $6.45 to $6.75. It plans to open 14 stores and close 22 in fiscal 2026.",
    quote:
      "Comparable sales grew 1.8% in the nine weeks to January 3, 2026, below the 3% the company had forecast in November. Online orders made up 27% of sales, up from 24%. Pinecrest now sees full-year earnings of $6.10 to $6.30 per share, compared with its earlier outlook of $6.45 to $6.75.",
    honest: [
      "Comparable sales increased 1.8% over the nine weeks to January 3, 2026.",
      "Online orders accounted for 27% of sales, compared with 24% previously.",
      "Pinecrest now expects full-year earnings per share of $6.10 to $6.30.",
      "全年每股收益预期由6.45至6.75美元下调为6.10至6.30美元。",
      "The 1.8% growth fell short of the 3% forecast in November.",
    ],
    lies: [
      "Comparable sales grew 3% in the nine weeks to January 3, 2026.",
      "Online orders made up 24% of sales, down from 27%.",
      "Pinecrest now sees full-year earnings of $6.45 to $6.75 per share.",
      "Comparable sales grew 1.8%, above the 3% the company had forecast.",
      "Total sales grew 1.8% in the nine weeks to January 3, 2026.",
    ],
  },
  {
    title: "Pinecrest Retail holiday update",
    text: "",
    quote: "It plans to open 14 stores and close 22 in fiscal 2026.",
    honest: [
      "Pinecrest intends to open 14 stores in fiscal 2026.",
      "The retailer plans to shut 22 stores in fiscal 2026.",
    ],
    lies: [
      "Pinecrest plans to open 22 stores in fiscal 2026.",
      "Pinecrest opened 14 stores in fiscal 2026.",
      "Pinecrest plans to close 14 stores.",
    ],
  },
  {
    title: "Quantor Labs model release notes",
    text: "The Q-7 model was trained on 24,000 accelerators for 71 days at a cost of about $190 million. It scores 81.4 on the reasoning test, against 76.9 for the earlier Q-6. API prices are $3 per million input tokens and $12 per million output tokens. Quantor has not disclosed the parameter count.",
    quote:
      "The Q-7 model was trained on 24,000 accelerators for 71 days at a cost of about $190 million. It scores 81.4 on the reasoning test, against 76.9 for the earlier Q-6.",
    honest: [
      "Training Q-7 took 71 days on 24,000 accelerators.",
      "Training the Q-7 model cost about $190 million.",
      "Q-7 scores 81.4 on the reasoning test, versus 76.9 for Q-6.",
      "Q-7模型在24,000个加速器上训练了71天，成本约1.9亿美元。",
    ],
    lies: [
      "Q-6 scores 81.4 on the reasoning test.",
      "The Q-7 model was trained on 71 accelerators.",
      "Q-7 was trained for 24,000 days.",
      "Training the Q-7 model cost about $190,000.",
      "Q-7模型在24,000个机柜上训练了71天。",
    ],
  },
  {
    title: "Quantor Labs model release notes",
    text: "",
    quote:
      "API prices are $3 per million input tokens and $12 per million output tokens. Quantor has not disclosed the parameter count.",
    honest: [
      "The API is priced at $3 per million input tokens and $12 per million output tokens.",
      "Quantor has yet to disclose the number of parameters.",
      "Output tokens cost $12 per million.",
      "每百万输入token价格为3美元，每百万输出token为12美元。",
    ],
    lies: [
      "Output tokens cost $3 per million.",
      "Quantor disclosed the parameter count.",
      "Input tokens cost $12 per million.",
      "API prices were cut to $3 per million input tokens.",
      "API prices are $3 per thousand input tokens.",
    ],
  },
  {
    title: "港口吞吐量快报",
    text: "2026年1月，沿海主要港口集装箱吞吐量同比增长7.4%，外贸增长9.8%，内贸增长3.2%。其中宁波港增速最快，达12.1%；大连港下降1.5%。协会预测一季度整体增速将放缓至5%左右。",
    quote:
      "2026年1月，沿海主要港口集装箱吞吐量同比增长7.4%，外贸增长9.8%，内贸增长3.2%。其中宁波港增速最快，达12.1%；大连港下降1.5%。协会预测一季度整体增速将放缓至5%左右。",
    honest: [
      "1月沿海主要港口集装箱吞吐量同比上升7.4%。",
      "外贸增长9.8%，内贸增长3.2%。",
      "大连港同比下降1.5%。",
      "协会预计一季度增速放缓至约5%。",
      "Container throughput at major coastal ports rose 7.4% year on year in January 2026.",
      "宁波港增速最快，为12.1%。",
    ],
    lies: [
      "大连港增速最快，达12.1%。",
      "内贸增长9.8%。",
      "一季度整体增速放缓至5%左右。",
      "2月沿海主要港口集装箱吞吐量同比增长7.4%。",
      "协会预测一季度整体增速将加快至5%左右。",
      "宁波港下降1.5%。",
    ],
  },
  {
    title: "Ferro Insurance annual results",
    text: "The combined ratio improved to 93.8% from 96.5%. Catastrophe losses were $1.1 billion, less than half of the previous year's $2.4 billion. Gross written premiums advanced 8% to $21.6 billion. The company reaffirmed its target of a 12% return on equity by 2027.",
    quote:
      "The combined ratio improved to 93.8% from 96.5%. Catastrophe losses were $1.1 billion, less than half of the previous year's $2.4 billion. Gross written premiums advanced 8% to $21.6 billion. The company reaffirmed its target of a 12% return on equity by 2027.",
    honest: [
      "Ferro's combined ratio improved to 93.8%, from 96.5% before.",
      "Catastrophe losses came to $1.1 billion, compared with $2.4 billion the previous year.",
      "Gross written premiums rose 8% to $21.6 billion.",
      "Ferro reaffirmed its 12% return-on-equity target for 2027.",
      "综合成本率由96.5%改善至93.8%。",
    ],
    lies: [
      "Ferro's combined ratio worsened to 96.5% from 93.8%.",
      "Catastrophe losses were $2.4 billion.",
      "Net written premiums rose 8% to $21.6 billion.",
      "Ferro achieved a 12% return on equity.",
      "Ferro raised its target to a 12% return on equity by 2027.",
      "Catastrophe losses rose to $1.1 billion.",
    ],
  },
  {
    title: "Ostlund Pumps interim results",
    text: "Order intake grew 14% organically to SEK 5.1 billion, with Asia contributing two thirds of the increase. Adjusted operating profit was SEK 712 million against SEK 655 million. Cash conversion dropped to 74% because of higher inventories. The board proposes no interim dividend.",
    quote:
      "Order intake grew 14% organically to SEK 5.1 billion, with Asia contributing two thirds of the increase. Adjusted operating profit was SEK 712 million against SEK 655 million. Cash conversion dropped to 74% because of higher inventories. The board proposes no interim dividend.",
    honest: [
      "Order intake rose 14% organically to SEK 5.1 billion.",
      "Adjusted operating profit was SEK 712 million, compared with SEK 655 million.",
      "Cash conversion fell to 74% because of higher inventories.",
      "The board does not propose an interim dividend.",
      "订单额内生增长14%，达51亿瑞典克朗。",
    ],
    lies: [
      "Order intake grew 14% including acquisitions to SEK 5.1 billion.",
      "Europe contributed two thirds of the increase.",
      "Adjusted operating profit was SEK 655 million.",
      "Operating profit fell to SEK 712 million.",
      "Cash conversion rose to 74%.",
      "Cash conversion dropped to 74% because of lower sales.",
      "The board proposes an interim dividend.",
      "Sales grew 14% organically to SEK 5.1 billion.",
    ],
  },
  {
    title: "白酒渠道调研",
    text: "经销商反馈，春节前高端酒批价企稳在每瓶890元附近，较去年同期低约6%。次高端库存普遍在3个月以上，明显高于往年的2个月。多数经销商计划2026年减少打款，仅两成打算增加。专家认为行业拐点不会早于2026年三季度。",
    quote:
      "经销商反馈，春节前高端酒批价企稳在每瓶890元附近，较去年同期低约6%。次高端库存普遍在3个月以上，明显高于往年的2个月。多数经销商计划2026年减少打款，仅两成打算增加。专家认为行业拐点不会早于2026年三季度。",
    honest: [
      "春节前高端酒批价在每瓶890元附近企稳。",
      "高端酒批价较去年同期低约6%。",
      "次高端库存普遍在3个月以上，高于往年的2个月。",
      "多数经销商计划2026年减少打款。",
      "专家认为行业拐点不会早于2026年三季度。",
    ],
    lies: [
      "次高端酒批价企稳在每瓶890元附近。",
      "高端酒批价较去年同期高约6%。",
      "高端库存普遍在3个月以上。",
      "次高端库存普遍在2个月。",
      "多数经销商计划2026年增加打款。",
      "专家认为行业拐点将早于2026年三季度。",
      "八成经销商打算增加打款。",
    ],
  },
  {
    title: "Meridian Health Q1 2026 call",
    text: "Medical costs consumed 87.9% of premiums, up from 85.2%, as more members saw specialists. Membership reached 9.4 million, though the company lost 210,000 Medicaid members. It withdrew its 2026 earnings forecast and intends to issue a new one in July.",
    quote:
      "Medical costs consumed 87.9% of premiums, up from 85.2%, as more members saw specialists. Membership reached 9.4 million, though the company lost 210,000 Medicaid members. It withdrew its 2026 earnings forecast and intends to issue a new one in July.",
    honest: [
      "Medical costs consumed 87.9% of premiums, compared with 85.2% before.",
      "Membership reached 9.4 million.",
      "The company lost 210,000 Medicaid members.",
      "Meridian withdrew its 2026 earnings forecast.",
      "It intends to issue a new forecast in July.",
    ],
    lies: [
      "Medical costs consumed 85.2% of premiums.",
      "Medical costs consumed 87.9% of revenue.",
      "The company gained 210,000 Medicaid members.",
      "The company lost 9.4 million members.",
      "Meridian reaffirmed its 2026 earnings forecast.",
      "Meridian issued a new forecast in July.",
      "Medicare membership fell by 210,000.",
      "Meridian withdrew its 2027 earnings forecast.",
    ],
  },
];
