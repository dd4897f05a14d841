// digests/results-card.test.ts: rows of calls that are sure, and figures that must never become a row.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { DigestFigure } from "./conversions.ts";
import { headlineOf } from "./headline.ts";
import { writeResultsCard } from "./results-card.ts";

const SCALE: Record<string, string> = { billion: "000000000", million: "000000", "": "" };

/** Dollar amounts, percentages and ranges of a text, as a scanner gives them: enough for these tests. */
function figuresIn(text: string): DigestFigure[] {
  const pattern =
    /(\$)([\d,.]*\d)(?: (million|billion))?(?: (?:to|and) \$([\d,.]*\d)(?: (?:million|billion))?)?( per (?:diluted )?share)?|([\d.]+)%/g;
  return [...text.matchAll(pattern)].map((match) => {
    const isPercent = match[6] !== undefined;
    const value = (digits: string) =>
      (match[3] === undefined
        ? digits
        : `${Math.round(Number(digits) * Number(`1${SCALE[match[3]]}`))}`) as DigestFigure["low"];
    const low = isPercent ? (match[6] as DigestFigure["low"]) : value(match[2]!);
    return {
      start: match.index,
      end: match.index + match[0].length,
      text: match[0],
      kind: isPercent ? "percent" : match[5] !== undefined ? "price" : "money",
      low,
      high: match[4] === undefined ? low : value(match[4]),
      unit: isPercent ? "fraction" : match[5] !== undefined ? "USD/share" : "USD",
      isVague: false,
      qualifier: null,
    };
  });
}

function card(text: string, atLeast = 0): string[] {
  const sentences = [];
  let start = 0;
  for (const line of text.split("\n")) {
    sentences.push({ start, end: start + line.length });
    start += line.length + 1;
  }
  const period = { quarter: 2, year: 2021 };
  const input = { text, title: "", sentences, quantities: figuresIn(text), period, most: 5, atLeast };
  return writeResultsCard(input).map((bullet) => {
    for (const { start, end } of bullet.quotes) assert.ok(start >= 0 && start < end && end <= text.length);
    return bullet.text;
  });
}

const SURE: [sentence: string, row: string][] = [
  [
    "Adjusted diluted earnings per share were $1.87 per share in the second quarter.",
    "q2 adjusted earnings per share $1.87",
  ],
  ["Second quarter revenue increased 8% to $777 million.", "q2 revenue rose 8% to $777 million"],
  [
    "For fiscal 2021, we expect revenue in the range of $1.82 billion to $1.83 billion.",
    "sees fy 2021 revenue $1.82 billion to $1.83 billion",
  ],
  ["Net income was $26 million or $2.19 per diluted share in the quarter.", "q2 earnings per share $2.19"],
  ["Earnings per share for the quarter was a loss of $1.76 per share.", "q2 loss per share $1.76"],
  ["Core FFO for the quarter was $0.46 per share.", "q2 core ffo per share $0.46"],
];
for (const [sentence, row] of SURE)
  test(`a sure row: ${row}`, () => {
    assert.ok(card(sentence).includes(row), card(sentence).join(" | "));
  });

const NEVER: [what: string, sentence: string][] = [
  ["an old value", "That compares to earnings per share of $0.89 per share in the second quarter last year."],
  ["a change", "Earnings per share in the second quarter improved by $0.14 per share."],
  ["an effect", "The second quarter includes a negative impact on earnings of $0.08 per share."],
  ["a segment", "In the Specialty segment, second quarter revenue was $27 million."],
  ["a brand", "Laneway sales were $12.9 million in the second quarter."],
  ["a denial", "We are not targeting earnings per share of $2 to $6 per share for 2021."],
  ["a distance", "Our earnings per share this quarter was $0.10 above consensus."],
  ["half a year", "For the six months, revenue was $300 million."],
  ["another basis", "On a constant currency basis, second quarter sales increased 7.3%."],
  ["a following quarter as a result", "Revenue in the third quarter was $300 million."],
  ["an earlier guidance", "Revenue exceeded our prior guidance range of $100 million to $120 million."],
];
for (const [what, sentence] of NEVER)
  test(`${what} is never a row`, () => {
    assert.deepEqual(card(sentence), []);
  });

test("guidance whose period is not said is told without one", () => {
  assert.deepEqual(card("We now expect capital expenditures of $25 million to $28 million."), [
    "sees capital expenditures $25 million to $28 million",
  ]);
});

test("a card that lacks rows fills up with sentences as they were spoken", () => {
  const sentence = "In the Specialty segment, second quarter revenue was $27 million, up from $25 million.";
  assert.deepEqual(card(sentence, 1), [sentence]);
});

test("rows never hold a number that their quotes do not", () => {
  const part = fc.constantFrom(
    "Revenue ",
    "adjusted earnings per share ",
    "was ",
    "increased ",
    "8% ",
    "to ",
    "$777 million ",
    "$1.87 per share ",
    "we expect ",
    "from ",
    "in the second quarter",
    "for 2021",
    ", ",
    " and ",
    ".\n",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
      const text = parts.join("");
      for (const row of card(text, 2))
        for (const number of row.replace(/\b(?:q\d|fy(?: \d+)?)\b/, "").match(/\d[\d.]*\d|\d/g) ?? [])
          assert.ok(text.includes(number), `${number} in ${row}`);
    }),
    { numRuns: 300 },
  );
});

test("a hostile sentence of a megabyte is passed over quickly", () => {
  const from = performance.now();
  card(`Revenue was $1 million ${"1 and revenue ".repeat(70_000)}`, 2);
  assert.ok(performance.now() - from < 3000);
});

test("a Chinese headline is a run of clauses without dateline and ticker", () => {
  const text =
    "天士力(600535)1月28日晚间公告，公司预计2021年度净利润为23.8亿元至24.7亿元，同比增长112%到119%。公司主营医药。";
  const headline = headlineOf(text);
  assert.ok(headline !== null);
  assert.match(headline.text, /23\.8亿元至24\.7亿元/);
  assert.doesNotMatch(headline.text, /600535|28日/);
  assert.ok(text.slice(headline.sentence.start, headline.sentence.end).startsWith("天士力"));
});

test("a text without a sentence has no headline", () => {
  assert.equal(headlineOf(" \n "), null);
});
