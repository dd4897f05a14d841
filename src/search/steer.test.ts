// search/steer.test.ts: what a document is about, and which documents a question is about.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { namesKeys, openSteering } from "./steer.ts";
import { periodOf } from "./steer-period.ts";
import { profileOf } from "./steer-profile.ts";

const cover = (name: string, form: string, end: string) =>
  `UNITED STATES\nSECURITIES AND EXCHANGE COMMISSION\nFORM ${form}\n${form === "10-K" ? "For the fiscal year ended" : "For the quarterly period ended"} ${end}\nCommission file number 1-2345\n${name}\n(Exact name of registrant as specified in its charter)\n`;

const profile = (text: string, title = "") => profileOf({ title, firstPagesText: text }, ["harbor steel"]);

test("a filing's cover says whose it is, which form and which year", () => {
  const found = profile(cover("NORTHWIND TURBINES, INC.", "10-K", "June 30, 2024"));
  assert.equal(found.companies[0]!.name, "NORTHWIND TURBINES, INC.");
  assert.deepEqual(
    [found.form, found.fiscalYear, found.endYear, found.date],
    ["annual", 2024, 2024, "2024-06-30"],
  );
});

test("a year that ends in the first days of January is the year before", () => {
  assert.equal(profile(cover("Harbor Steel Co.", "10-K", "January 1, 2023")).fiscalYear, 2022);
});

test("a title of company, period and form is enough", () => {
  const found = profile("", "Northwind Turbines 2025Q3 earnings");
  assert.equal(found.companies[0]!.name, "Northwind Turbines");
  assert.deepEqual([found.form, found.fiscalYear, found.fiscalQuarter], ["earnings", 2025, 3]);
});

test("a Chinese report's cover is read too", () => {
  const found = profile("海岳电力股份有限公司\n2024年年度报告\n600999.SH\n");
  assert.equal(found.companies[0]!.name, "海岳电力股份有限公司");
  assert.deepEqual(found.tickers, ["600999.SH"]);
  assert.equal(found.form, "annual");
});

test("periods are read in all the ways people write them", () => {
  const year = (text: string) => periodOf(text).year;
  assert.deepEqual(
    ["FY2018", "FY23 margin", "3Q25", "2025Q3", "FY2023Q1", "2025年第三季度", "in 2019"].map(year),
    [2018, 2023, 2025, 2025, 2023, 2025, 2019],
  );
  assert.deepEqual(
    ["3Q25", "Q2 2023", "FY2023Q1", "the second fiscal quarter of 2023", "2025年第三季度"].map(
      (text) => periodOf(text).quarter,
    ),
    [3, 2, 1, 2, 3],
  );
  assert.equal(periodOf("as of May 26, 2023").day, "2023-05-26");
});

test("names are asked for by their short forms", () => {
  assert.ok(namesKeys("JOHNSON & JOHNSON").includes("jnj"));
  assert.ok(namesKeys("The Northwind Turbines Company").includes("northwind"));
  assert.ok(!namesKeys("American Harbor Steel Inc.").includes("american"));
  assert.ok(namesKeys("海岳电力股份有限公司").includes("海岳电力"));
});

function library() {
  const steering = openSteering([["harbor steel", "海港钢铁"]]);
  steering.set("n23", profile(cover("NORTHWIND TURBINES, INC.", "10-K", "December 31, 2023")));
  steering.set("n24", profile(cover("NORTHWIND TURBINES, INC.", "10-K", "December 31, 2024")));
  steering.set("nq", profile(cover("NORTHWIND TURBINES, INC.", "10-Q", "June 30, 2024")));
  steering.set("h24", profile(cover("Harbor Steel Co.", "10-K", "December 31, 2024")));
  return steering;
}
const bestOf = (priors: ReadonlyMap<string, number>) => [...priors].sort((a, b) => b[1] - a[1])[0]?.[0];

test("company and year lead to the document that is about them", () => {
  const steering = library();
  assert.equal(bestOf(steering.ask("Northwind's margin in FY2023").priors), "n23");
  assert.equal(bestOf(steering.ask("What did Northwind Turbines earn in Q2 2024?").priors), "nq");
  assert.equal(bestOf(steering.ask("Northwind capex").priors), "n24", "the newest when no year is named");
  assert.equal(bestOf(steering.ask("海港钢铁2024年毛利率").priors), "h24", "in the other language too");
});

test("a question without a known company steers nowhere", () => {
  const { priors, spentWords } = library().ask("What was revenue in 2023?");
  assert.equal(priors.size, 0);
  assert.equal(spentWords.size, 0);
});

test("a document that is taken out steers no more", () => {
  const steering = library();
  steering.remove("h24");
  assert.equal(steering.ask("Harbor Steel 2024").priors.size, 0);
});

test("the quarter of a company whose year ends in June is counted from July", () => {
  const steering = openSteering();
  steering.set("year", profile(cover("Harbor Steel Co.", "10-K", "June 30, 2023")));
  steering.set("quarter", profile(cover("Harbor Steel Co.", "10-Q", "December 31, 2022")));
  assert.equal(bestOf(steering.ask("Harbor Steel in Q2 of FY2023").priors), "quarter");
});

test("no text breaks a profile or a question", () => {
  const steering = library();
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      profile(text, text);
      steering.ask(text);
    }),
    { numRuns: 200 },
  );
});

test("long runs of anything are read in no time", () => {
  const start = performance.now();
  for (const piece of ["A", " ", "A ", "1", "(", "fiscal ", "公司", "of ", "\n"]) {
    profile(piece.repeat(200_000), piece.repeat(300));
    periodOf(piece.repeat(100_000));
  }
  assert.ok(performance.now() - start < 4000);
});
