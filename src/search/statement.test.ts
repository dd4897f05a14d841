// search/statement.test.ts: pages that are statements, and questions that want them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { namedStatements, statementScores, wantedStatements } from "./statement.ts";

const CASH_FLOW = `Consolidated Statements of Cash Flows
Net income 1,204 1,100 980
Depreciation and amortization 310 290 270
Net cash provided by operating activities 1,800 1,650 1,500
Purchases of property and equipment (640) (600) (580)
Net cash used in investing activities (700) (650) (610)
Dividends paid (200) (190) (180)
Repurchases of common stock (300) (250) (200)
Net cash used in financing activities (520) (460) (400)
Net increase in cash 580 540 490
Cash at beginning of year 2,100 1,560 1,070
Cash at end of year 2,680 2,100 1,560`;

test("a cash-flow statement is one, and none of the others", () => {
  const scores = statementScores(CASH_FLOW);
  assert.ok(scores.cashflow > 0.7, String(scores.cashflow));
  assert.ok(scores.income < 0.3 && scores.balance < 0.3);
});

test("prose that names the statement is none", () => {
  const prose = "See the consolidated statements of cash flows for capital expenditures. ".repeat(30);
  assert.equal(statementScores(prose).cashflow, 0);
});

test("a question wants the statements it names, else those of its metrics", () => {
  assert.deepEqual([...namedStatements("use the balance sheet and the P&L")].sort(), ["balance", "income"]);
  assert.deepEqual([...wantedStatements("现金流量表中的数字")], ["cashflow"]);
  assert.deepEqual([...wantedStatements("capex in 2024", ["cashflow"])], ["cashflow"]);
  assert.equal(wantedStatements("who chairs the board?").size, 0);
});

test("a long hostile page takes no longer than a page", () => {
  const start = performance.now();
  statementScores("1,234 ".repeat(500_000));
  statementScores("purchases of ".repeat(200_000));
  assert.ok(performance.now() - start < 1000);
});
