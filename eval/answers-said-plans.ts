// eval/answers-said-plans.ts: what models say of plans, markets and budgets in words of their own.
//
// Written without a look at what the grounding makes of them; each block is a document, a quote of it, true statements in
// words of their own and false ones. A block without a text goes on with the document of the one before.

import type { Paraphrased } from "./answers-cases.ts";

export const SAID_OF_PLANS: Paraphrased[] = [
  {
    title: "Talus Mining quarterly report, September 2025",
    text: "Copper production was 214,000 tonnes in the September quarter, 5% below the June quarter, after a conveyor failure at Cerro Alto. Unit cash costs increased to $1.92 per pound. Talus lowered its 2025 production guidance to between 830,000 and 850,000 tonnes. Lithium sales were halted in August and will resume in December.",
    quote:
      "Copper production was 214,000 tonnes in the September quarter, 5% below the June quarter, after a conveyor failure at Cerro Alto. Unit cash costs increased to $1.92 per pound. Talus lowered its 2025 production guidance to between 830,000 and 850,000 tonnes. Lithium sales were halted in August and will resume in December.",
    honest: [
      "Talus produced 214,000 tonnes of copper in the September quarter, down 5% from the June quarter.",
      "Unit cash costs rose to $1.92 per pound.",
      "Production guidance for 2025 was cut to 830,000-850,000 tonnes.",
      "A conveyor failure at Cerro Alto reduced copper production.",
      "Lithium sales, halted in August, will restart in December.",
      "铜产量为21.4万吨，较上季度下降5%。",
    ],
    lies: [
      "Copper production was 214,000 tonnes in the June quarter.",
      "Copper production rose 5% from the June quarter.",
      "Unit cash costs increased to $1.92 per tonne.",
      "Lithium sales resumed in December.",
      "Gold production was 214,000 tonnes in the September quarter.",
      "Talus lowered its 2026 production guidance to between 830,000 and 850,000 tonnes.",
    ],
  },
  {
    title: "Vireo Software: fourth quarter fiscal 2025",
    text: "Annual recurring revenue reached $1.28 billion, growing 26% year over year. Net revenue retention was 113%, down from 118% a year ago. Subscription gross margin was 79% and services gross margin was negative 4%. Vireo had 2,310 customers with more than $100,000 in recurring revenue, and lost one customer that had contributed 3% of revenue.",
    quote:
      "Annual recurring revenue reached $1.28 billion, growing 26% year over year. Net revenue retention was 113%, down from 118% a year ago. Subscription gross margin was 79% and services gross margin was negative 4%. Vireo had 2,310 customers with more than $100,000 in recurring revenue, and lost one customer that had contributed 3% of revenue.",
    honest: [
      "ARR grew 26% to $1.28 billion.",
      "Net revenue retention declined to 113% from 118%.",
      "Services gross margin was -4%.",
      "Subscription gross margin stood at 79%.",
      "Vireo counted 2,310 customers with over $100,000 of recurring revenue.",
      "年度经常性收入同比增长26%，达12.8亿美元。",
    ],
    lies: [
      "Net revenue retention rose to 118% from 113%.",
      "Services gross margin was 4%.",
      "Subscription gross margin was 113%.",
      "Vireo lost 3% of its customers.",
      "Vireo had 2,310 customers.",
      "ARR grew 26% quarter over quarter.",
    ],
  },
  {
    title: "医药行业周报",
    text: "本周医药板块上涨2.4%，跑赢沪深300指数1.1个百分点。创新药子板块涨幅居前，上涨4.7%；中药板块下跌0.8%。恒川生物宣布其PD-1抗体在欧盟获批，用于治疗食管癌，这是该药在海外的第二个适应症。长泽制药终止了与海外伙伴的授权协议，将返还首付款3500万美元。",
    quote:
      "本周医药板块上涨2.4%，跑赢沪深300指数1.1个百分点。创新药子板块涨幅居前，上涨4.7%；中药板块下跌0.8%。恒川生物宣布其PD-1抗体在欧盟获批，用于治疗食管癌，这是该药在海外的第二个适应症。长泽制药终止了与海外伙伴的授权协议，将返还首付款3500万美元。",
    honest: [
      "医药板块本周涨2.4%，跑赢沪深300指数1.1个百分点。",
      "创新药子板块上涨4.7%，中药板块跌0.8%。",
      "恒川生物的PD-1抗体获欧盟批准治疗食管癌。",
      "长泽制药将返还3500万美元首付款。",
      "Changze终止授权协议后将退还首付款3500万美元。",
      "The pharmaceutical sector rose 2.4% this week.",
    ],
    lies: [
      "中药板块上涨4.7%。",
      "医药板块跑输沪深300指数1.1个百分点。",
      "长泽制药的PD-1抗体在欧盟获批。",
      "恒川生物的PD-1抗体在美国获批。",
      "长泽制药收到首付款3500万美元。",
      "恒川生物终止了与海外伙伴的授权协议。",
    ],
  },
  {
    title: "Grid storage auction results",
    text: "The operator awarded 2.4 GW of battery storage at an average price of £68 per kilowatt a year, 12% less than in the previous auction. Harrow Power won 640 MW, the largest share. Projects must be online by October 2028. Three bidders withdrew, and no pumped hydro project qualified.",
    quote:
      "The operator awarded 2.4 GW of battery storage at an average price of £68 per kilowatt a year, 12% less than in the previous auction. Harrow Power won 640 MW, the largest share. Projects must be online by October 2028. Three bidders withdrew, and no pumped hydro project qualified.",
    honest: [
      "A total of 2.4 GW of battery storage was awarded.",
      "Harrow Power took the largest share with 640 MW.",
      "Projects have to be online by October 2028.",
      "No pumped hydro project qualified in the auction.",
      "The average price was £68 per kilowatt a year, 12% lower than in the previous auction.",
      "三家竞标者退出。",
    ],
    lies: [
      "Harrow Power won 2.4 GW.",
      "The average price was 12% higher than in the previous auction.",
      "Projects must be online by October 2026.",
      "Three pumped hydro projects qualified.",
      "Three bidders won.",
      "The operator awarded 2.4 GW of solar power.",
    ],
  },
  {
    title: "Ostrava Motors delivery update",
    text: "Ostrava delivered 96,400 vehicles in the second quarter, of which 41,200 were battery electric. Deliveries in China fell by a fifth to 18,700, while European deliveries climbed 11%. The company still expects to deliver about 400,000 vehicles in 2026. It delayed the launch of its compact model to early 2027 because of a supplier's bankruptcy.",
    quote:
      "Ostrava delivered 96,400 vehicles in the second quarter, of which 41,200 were battery electric. Deliveries in China fell by a fifth to 18,700, while European deliveries climbed 11%. The company still expects to deliver about 400,000 vehicles in 2026. It delayed the launch of its compact model to early 2027 because of a supplier's bankruptcy.",
    honest: [
      "Second-quarter deliveries totaled 96,400 vehicles.",
      "Battery electric vehicles made up 41,200 of the 96,400 deliveries.",
      "Deliveries in China dropped by a fifth to 18,700.",
      "European deliveries rose 11%.",
      "Ostrava continues to expect about 400,000 deliveries in 2026.",
      "The compact model's launch was postponed to early 2027 because a supplier went bankrupt.",
    ],
    lies: [
      "Ostrava delivered 41,200 vehicles in the second quarter.",
      "Deliveries in Europe fell by a fifth to 18,700.",
      "Deliveries in China climbed 11%.",
      "Ostrava delivered about 400,000 vehicles in 2026.",
      "The compact model will launch in 2026.",
      "Ostrava cancelled its compact model.",
      "The launch was delayed because of weak demand.",
    ],
  },
  {
    title: "关于算力租赁的专家访谈",
    text: "专家指出，H系列八卡服务器的月租金从年初的每台7.5万元降到目前的6万元，降幅20%。他判断明年上半年租金会企稳，但不会回到年初水平。大客户通常签三年合同，预付比例为20%；中小客户以按月付费为主。电费约占运营成本的35%。",
    quote:
      "专家指出，H系列八卡服务器的月租金从年初的每台7.5万元降到目前的6万元，降幅20%。他判断明年上半年租金会企稳，但不会回到年初水平。大客户通常签三年合同，预付比例为20%；中小客户以按月付费为主。电费约占运营成本的35%。",
    honest: [
      "八卡服务器月租金由年初的7.5万元降至6万元。",
      "专家预计明年上半年租金企稳。",
      "大客户一般签三年合同，预付20%。",
      "电费占运营成本约35%。",
      "Monthly rent fell from RMB 75,000 at the start of the year to RMB 60,000.",
      "专家认为租金不会回到年初水平。",
    ],
    lies: [
      "八卡服务器月租金由年初的6万元升至7.5万元。",
      "专家预计明年上半年租金会回到年初水平。",
      "中小客户通常签三年合同。",
      "电费约占收入的35%。",
      "大客户以按月付费为主。",
      "预付比例为35%。",
      "专家预计今年下半年租金会企稳。",
    ],
  },
  {
    title: "Sable Capital market note",
    text: "We raise our price target on Lumen Optics to $142 from $120 and keep our outperform rating. Our 2027 earnings estimate of $5.80 per share is 9% above consensus. The main risk is customer concentration: the two largest customers account for 64% of sales. We do not expect a dividend before 2028.",
    quote:
      "We raise our price target on Lumen Optics to $142 from $120 and keep our outperform rating. Our 2027 earnings estimate of $5.80 per share is 9% above consensus. The main risk is customer concentration: the two largest customers account for 64% of sales. We do not expect a dividend before 2028.",
    honest: [
      "Sable lifted its price target on Lumen Optics from $120 to $142.",
      "The outperform rating was kept.",
      "Sable's 2027 EPS estimate of $5.80 is 9% above consensus.",
      "The two largest customers account for 64% of sales.",
      "Sable expects no dividend before 2028.",
      "目标价由120美元上调至142美元。",
    ],
    lies: [
      "Sable cut its price target on Lumen Optics to $120 from $142.",
      "Sable downgraded Lumen Optics to neutral.",
      "Its 2027 earnings estimate of $5.80 is 9% below consensus.",
      "The largest customer accounts for 64% of sales.",
      "Sable expects a dividend before 2028.",
      "Consensus for 2027 is $5.80 per share.",
      "Lumen Optics earned $5.80 per share in 2027.",
    ],
  },
  {
    title: "Bellhaven City budget, fiscal 2027",
    text: "The council approved a budget of $3.74 billion, 2.9% larger than this year's. Property tax revenue is projected to rise to $1.52 billion. Spending on policing will be frozen at $610 million, and the library service loses $8 million. The mayor vetoed a proposed parking levy.",
    quote:
      "The council approved a budget of $3.74 billion, 2.9% larger than this year's. Property tax revenue is projected to rise to $1.52 billion. Spending on policing will be frozen at $610 million, and the library service loses $8 million. The mayor vetoed a proposed parking levy.",
    honest: [
      "The council passed a $3.74 billion budget, up 2.9% from this year.",
      "Property tax revenue is forecast to increase to $1.52 billion.",
      "Police spending is to be frozen at $610 million.",
      "The library service will lose $8 million.",
      "The mayor vetoed the parking levy that had been proposed.",
      "市议会批准了37.4亿美元的预算。",
    ],
    lies: [
      "The council rejected a budget of $3.74 billion.",
      "Property tax revenue rose to $1.52 billion.",
      "Spending on libraries will be frozen at $610 million.",
      "Policing loses $8 million.",
      "The mayor approved a proposed parking levy.",
      "Sales tax revenue is projected to rise to $1.52 billion.",
    ],
  },
  {
    title: "远航物流2025年三季报",
    text: "前三季度公司实现营业收入152.7亿元，同比下降3.6%；扣非归母净利润4.9亿元，同比增长22.8%。单三季度营业收入49.8亿元。快运业务毛利率8.1%，供应链业务毛利率12.6%。公司拟以不超过18元每股回购2亿元至3亿元股份。",
    quote:
      "前三季度公司实现营业收入152.7亿元，同比下降3.6%；扣非归母净利润4.9亿元，同比增长22.8%。单三季度营业收入49.8亿元。快运业务毛利率8.1%，供应链业务毛利率12.6%。公司拟以不超过18元每股回购2亿元至3亿元股份。",
    honest: [
      "前三季度远航物流营收152.7亿元，同比减少3.6%。",
      "扣非归母净利润同比增长22.8%至4.9亿元。",
      "第三季度单季收入49.8亿元。",
      "供应链业务毛利率为12.6%，快运业务为8.1%。",
      "公司拟回购2亿至3亿元股份，价格不超过每股18元。",
      "Revenue for the first three quarters fell 3.6% to RMB 15.27 billion.",
    ],
    lies: [
      "第三季度营业收入152.7亿元。",
      "快运业务毛利率12.6%。",
      "扣非归母净利润同比下降3.6%。",
      "公司已回购2亿元至3亿元股份。",
      "归母净利润率22.8%。",
      "供应链业务净利率12.6%。",
    ],
  },
  {
    title: "Kinloch Telecom strategy update",
    text: "Kinloch will sell its tower unit to Ardent Infrastructure for £2.3 billion, subject to regulatory approval. Proceeds will be used to repay debt, which would bring leverage down to 2.1 times EBITDA from 2.9 times. Fibre now passes 4.6 million homes, and the company expects 6 million by the end of 2027. Chair Owen Tate will step down in May.",
    quote:
      "Kinloch will sell its tower unit to Ardent Infrastructure for £2.3 billion, subject to regulatory approval. Proceeds will be used to repay debt, which would bring leverage down to 2.1 times EBITDA from 2.9 times. Fibre now passes 4.6 million homes, and the company expects 6 million by the end of 2027. Chair Owen Tate will step down in May.",
    honest: [
      "Kinloch agreed to sell its tower unit to Ardent Infrastructure for £2.3 billion.",
      "The sale is subject to regulatory approval.",
      "The proceeds will go towards repaying debt.",
      "Leverage would fall to 2.1 times EBITDA from 2.9 times.",
      "Fibre passes 4.6 million homes today, with 6 million expected by the end of 2027.",
      "Owen Tate, the chair, will step down in May.",
    ],
    lies: [
      "Ardent Infrastructure will sell its tower unit to Kinloch for £2.3 billion.",
      "Regulators have approved the sale.",
      "Proceeds will be used to pay a dividend.",
      "Leverage rose to 2.9 times EBITDA.",
      "Fibre passes 6 million homes.",
      "Owen Tate stepped down in May.",
      "Kinloch sold its tower unit for £2.3 billion.",
    ],
  },
  {
    title: "Vantor Logistics third quarter 2025 update",
    text: "Vantor moved 3.2 million parcels a day in the quarter, 8% more than a year earlier. Revenue per parcel slipped to $6.48. Operating profit was $214 million, including a $31 million gain on the sale of a depot. The company will raise list prices by 5.9% in January.",
    quote:
      "Vantor moved 3.2 million parcels a day in the quarter, 8% more than a year earlier. Revenue per parcel slipped to $6.48. Operating profit was $214 million, including a $31 million gain on the sale of a depot. The company will raise list prices by 5.9% in January.",
    honest: [
      "Vantor handled 3.2 million parcels a day, up 8% from a year earlier.",
      "Revenue per parcel fell to $6.48.",
      "Operating profit of $214 million included a $31 million gain from selling a depot.",
      "List prices will rise 5.9% in January.",
      "营业利润2.14亿美元，其中包括出售仓库的3100万美元收益。",
    ],
    lies: [
      "Vantor moved 3.2 million parcels a month.",
      "Revenue per parcel rose to $6.48.",
      "Operating profit was $214 million, excluding a $31 million gain.",
      "The company raised list prices by 5.9% in January.",
      "Net profit was $214 million.",
      "Operating profit was $31 million.",
      "The company will cut list prices by 5.9% in January.",
    ],
  },
  {
    title: "星云光电2026年中报",
    text: "上半年公司实现营收27.9亿元，同比增长64%；归母净利润5.2亿元，同比增长118%。800G光模块收入占比达到58%，1.6T产品预计四季度开始批量出货。期末存货14.3亿元，较年初增加3.8亿元。公司泰国工厂二期已于6月投产。",
    quote:
      "上半年公司实现营收27.9亿元，同比增长64%；归母净利润5.2亿元，同比增长118%。800G光模块收入占比达到58%，1.6T产品预计四季度开始批量出货。期末存货14.3亿元，较年初增加3.8亿元。公司泰国工厂二期已于6月投产。",
    honest: [
      "星云光电上半年营收27.9亿元，同比增长64%。",
      "归母净利润为5.2亿元，同比增长118%。",
      "800G光模块占收入的58%。",
      "1.6T产品预计四季度批量出货。",
      "泰国工厂二期6月已投产。",
      "Revenue rose 64% to RMB 2.79 billion in the first half.",
    ],
    lies: [
      "上半年营收同比增长118%。",
      "1.6T产品已开始批量出货。",
      "1.6T产品收入占比达到58%。",
      "期末存货3.8亿元。",
      "存货较年初减少3.8亿元。",
      "泰国工厂二期将于6月投产。",
      "越南工厂二期已于6月投产。",
      "归母净利润27.9亿元。",
    ],
  },
  {
    title: "Redhook Brewing annual report",
    text: "Beer volumes were flat at 41 million hectolitres, while net revenue per hectolitre advanced 3.4%. Brazil grew by high single digits; Germany declined. Net debt stood at 2.6 times EBITDA, compared with 3.1 times a year before. A fire at the Porto brewery reduced output by 0.4 million hectolitres.",
    quote:
      "Beer volumes were flat at 41 million hectolitres, while net revenue per hectolitre advanced 3.4%. Brazil grew by high single digits; Germany declined. Net debt stood at 2.6 times EBITDA, compared with 3.1 times a year before. A fire at the Porto brewery reduced output by 0.4 million hectolitres.",
    honest: [
      "Beer volumes were flat at 41 million hectolitres.",
      "Net revenue per hectolitre rose 3.4%.",
      "Net debt was 2.6 times EBITDA, down from 3.1 times a year earlier.",
      "A fire at the Porto brewery cut output by 0.4 million hectolitres.",
      "Germany declined.",
    ],
    lies: [
      "Beer volumes rose to 41 million hectolitres.",
      "Net revenue advanced 3.4%.",
      "Germany grew by high single digits.",
      "Brazil declined.",
      "Net debt stood at 3.1 times EBITDA.",
      "A strike at the Porto brewery reduced output by 0.4 million hectolitres.",
      "Net debt rose to 2.6 times EBITDA.",
    ],
  },
  {
    title: "Ellison Grid Partners term sheet",
    text: "The fund will invest up to $450 million for a 35% stake in Cobalt Storage, valuing the developer at roughly $1.3 billion. Half of the money is paid at closing, the rest once 2 GWh are in operation. Cobalt currently operates 0.7 GWh. The deal needs the consent of two existing lenders.",
    quote:
      "The fund will invest up to $450 million for a 35% stake in Cobalt Storage, valuing the developer at roughly $1.3 billion. Half of the money is paid at closing, the rest once 2 GWh are in operation. Cobalt currently operates 0.7 GWh. The deal needs the consent of two existing lenders.",
    honest: [
      "The fund will invest as much as $450 million for 35% of Cobalt Storage.",
      "The deal values Cobalt at roughly $1.3 billion.",
      "Cobalt currently operates 0.7 GWh.",
      "Half of the money is paid at closing.",
      "The deal requires the consent of two existing lenders.",
    ],
    lies: [
      "The fund invested $450 million in Cobalt Storage.",
      "The fund will acquire a 65% stake in Cobalt Storage.",
      "Cobalt currently operates 2 GWh.",
      "All of the money is paid at closing.",
      "Two existing lenders have consented to the deal.",
      "Cobalt will invest up to $450 million in the fund.",
      "The fund is valued at roughly $1.3 billion.",
    ],
  },
];
