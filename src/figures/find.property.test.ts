// figures/find.property.test.ts: numbers read back as themselves; spans and texts agree on any input; no input is slow.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { textOf } from "./amount.ts";
import { findQuantities } from "./find.ts";
import { readNumeral } from "./numeral.ts";

const RUNS = { numRuns: 300 };

/** An obvious writer of Chinese numerals below 10^12, to read back. */
function writeChinese(value: number): string {
  const digits = "零一二三四五六七八九";
  const section = (part: number): string => {
    let out = "";
    let hasZero = false;
    for (const [unit, name] of [
      [1000, "千"],
      [100, "百"],
      [10, "十"],
      [1, ""],
    ] as const) {
      const digit = Math.floor(part / unit) % 10;
      if (digit === 0) hasZero = out !== "" && part % unit !== 0;
      else {
        out += (hasZero ? "零" : "") + digits[digit] + name;
        hasZero = false;
      }
    }
    return out;
  };
  if (value === 0) return "零";
  let out = "";
  let rest = value;
  for (const [unit, name] of [
    [1e8, "亿"],
    [1e4, "万"],
    [1, ""],
  ] as const) {
    const part = Math.floor(rest / unit);
    rest %= unit;
    if (part === 0) continue;
    out += (out !== "" && part < 1000 ? "零" : "") + section(part) + name;
  }
  return out;
}

test("a Chinese numeral reads back as the number it writes", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (value) => {
      const written = writeChinese(value);
      const read = readNumeral(written, 0, written.length);
      assert.equal(read.end, written.length, written);
      assert.equal(textOf(read.amount!), String(value), written);
    }),
    RUNS,
  );
});

const groups = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, ",");

test("money in digits reads back in any way of writing scale, groups and currency", () => {
  const whole = fc.integer({ min: 1, max: 999_999 }).map(String);
  const decimals = fc.option(
    fc.integer({ min: 0, max: 99 }).map((value) => String(value).padStart(2, "0")),
    { nil: "" },
  );
  const ways: [(number: string) => string, number][] = [
    [(number) => `${number}亿美元`, 8],
    [(number) => `${number}万美元`, 4],
    [(number) => `$${number} billion`, 9],
    [(number) => `US$${number}bn`, 9],
    [(number) => `$${number}`, 0],
    [(number) => `${number} million US dollars`, 6],
    [(number) => `USD ${number}`, 0],
  ];
  fc.assert(
    fc.property(
      whole,
      decimals,
      fc.constantFrom(...ways),
      fc.boolean(),
      (digits, part, [write, power], isGrouped) => {
        const number = (isGrouped ? groups(digits) : digits) + (part === "" ? "" : `.${part}`);
        const found = findQuantities(`总额为${write(number)}。`);
        assert.equal(found.length, 1, write(number));
        const wanted = textOf({ sign: 1, digits: digits + part, power: power - part.length });
        assert.deepEqual([found[0]!.low, found[0]!.unit], [wanted, "USD"], write(number));
      },
    ),
    RUNS,
  );
});

const SMALL =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
function writeEnglish(value: number): string {
  if (value < 20) return SMALL[value]!;
  if (value < 100) return TENS[Math.floor(value / 10)]! + (value % 10 === 0 ? "" : `-${SMALL[value % 10]}`);
  if (value < 1000)
    return `${SMALL[Math.floor(value / 100)]} hundred${value % 100 === 0 ? "" : ` and ${writeEnglish(value % 100)}`}`;
  const [unit, name] = value < 1e6 ? ([1e3, "thousand"] as const) : ([1e6, "million"] as const);
  const rest = value % unit;
  return `${writeEnglish(Math.floor(value / unit))} ${name}${rest === 0 ? "" : ` ${writeEnglish(rest)}`}`;
}

test("a number in English words reads back as itself", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 999_999_999 }), (value) => {
      const found = findQuantities(`${writeEnglish(value)} dollars`);
      assert.equal(found[0]?.low, String(value), writeEnglish(value));
    }),
    RUNS,
  );
});

const PIECES = [
  "1",
  "23",
  "4.5",
  "，",
  ",",
  "、",
  "亿",
  "万",
  "元",
  "美元",
  "%",
  "至",
  "-",
  "~",
  "约",
  "超",
  "以上",
  " ",
  "(",
  ")",
  "[",
  "]",
  "一",
  "百",
  "千",
  "分之",
  "点",
  "$",
  "US",
  "million",
  "half",
  "a ",
  "of ",
  "FY25Q3",
  "2025",
  "年",
  "月",
  "Q3",
  "GW",
  "倍",
  "翻",
  "数",
  "第",
  "每",
  "股",
  "/",
  "GB",
  "三",
  "\n",
  "x",
  "e9",
  "两",
];

test("spans are in order, do not overlap, and text and core stand where they say", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }),
      fc.boolean(),
      (pieces, bareNumbers) => {
        const text = pieces.join("");
        let end = 0;
        for (const figure of findQuantities(text, { bareNumbers })) {
          assert.ok(figure.start >= end && figure.end > figure.start, text);
          assert.equal(figure.text, text.slice(figure.start, figure.end));
          assert.ok(
            figure.start <= figure.coreStart &&
              figure.coreStart < figure.coreEnd &&
              figure.coreEnd <= figure.end,
            text,
          );
          end = figure.end;
        }
      },
    ),
    { numRuns: 600 },
  );
});

test("hostile repetitions of 100,000 characters take little time each", () => {
  for (const piece of [
    "1",
    "1,",
    "1/",
    "$1",
    "万",
    "一",
    "十",
    "(",
    "[1",
    "百分之",
    "1-",
    "前三",
    "half a ",
    "FY25Q3-",
    "每1",
    "第",
    "1年",
    "a1",
    "http",
    "约1个",
    "-",
  ]) {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    const before = process.cpuUsage();
    findQuantities(text);
    // CPU time with a wide margin: it takes a tenth of a second, and would take many minutes if it were quadratic.
    const { user, system } = process.cpuUsage(before);
    assert.ok((user + system) / 1e6 < 20, `${piece} was slow`);
  }
});
