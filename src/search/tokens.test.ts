// search/tokens.test.ts: what the index makes of written words.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fold } from "./fold.ts";
import { ALIAS, eachToken, onlyTerms, termsOf, tokenise } from "./tokens.ts";

const CASES: [written: string, terms: string[], why: string][] = [
  ["资本开支", ["资本", "本开", "开支", "支"], "pairs overlap and the last character stands alone"],
  ["資本開支", ["资本", "本开", "开支", "支"], "traditional is found by simplified"],
  ["ＡＢ１２", ["ab12"], "full width is half width"],
  ["Expenditures", ["expenditur"], "English words are stems"],
  ["600519.SH", ["600519", "sh", "600519.sh"], "a ticker is found whole and by its number"],
  ["Trainium2", ["trainium", "2", "trainium2"], "a name with its number is found written apart too"],
  ["H100", ["h100"], "a short name is one word"],
  ["2.5D", ["2.5d"], "a decimal keeps its letter"],
  ["68.21", ["68.21"], "decimals stay whole"],
  ["1,802", ["1802"], "thousands separators are not written into the index"],
  ["FY2025", ["2025", "fy2025"], "a fiscal year is found by the year"],
  ["AT&T", ["at", "t", "at&t"], "a joined name is found whole"],
  ["year-over-year", ["year", "over", "year"], "hyphenated words are words"],
  ["Apple’s", ["appl"], "possession is not part of a name"],
  ["café", ["cafe"], "accents do not hide a word"],
  ["涨", ["涨"], "one character alone"],
  ["", [], "nothing"],
  ["…—！", [], "marks only"],
];

for (const [written, terms, why] of CASES)
  test(`${written || "an empty text"}: ${why}`, () => {
    assert.deepEqual(termsOf(written), terms);
  });

test("offsets are those of the text, whatever was folded", () => {
  const text = "　微軟２０２５年 Ｔｒａｉｎｉｕｍ2，增長";
  const tokens = tokenise(text);
  const written = tokens.terms.map((_, i) => text.slice(tokens.starts[i], tokens.ends[i]));
  assert.ok(
    written.includes("微軟") && written.includes("２０２５") && written.includes("Ｔｒａｉｎｉｕｍ2"),
  );
});

test("any text keeps its length when folded, and its tokens lie inside it in order", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      assert.equal(fold(text).length, text.length);
      const tokens = tokenise(text);
      tokens.terms.forEach((term, i) => {
        assert.ok(term.length > 0 && tokens.starts[i]! < tokens.ends[i]! && tokens.ends[i]! <= text.length);
        assert.ok(tokens.positions[i]! < tokens.places);
      });
    }),
    { numRuns: 500 },
  );
});

test("any two characters that stand together in a text find it", () => {
  const han = fc.array(
    fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCharCode(code)),
    { minLength: 2, maxLength: 12 },
  );
  fc.assert(
    fc.property(han, fc.nat(), (letters, at) => {
      const start = at % (letters.length - 1);
      const pair = termsOf(letters.slice(start, start + 2).join(""))[0]!;
      assert.ok(termsOf(letters.join("")).includes(pair));
    }),
    { numRuns: 300 },
  );
});

test("a whole name stands at the place of its first part", () => {
  const tokens = tokenise("buy 600519.SH now");
  const alias = tokens.kinds.indexOf(ALIAS);
  assert.equal(tokens.positions[alias], tokens.positions[tokens.terms.indexOf("600519")]);
  assert.equal(tokens.positions[tokens.terms.indexOf("now")], 3);
});

test("a word of a million characters costs no more than its text", () => {
  const start = performance.now();
  tokenise("a1-".repeat(333_333));
  tokenise("長".repeat(300_000));
  assert.ok(performance.now() - start < 3000);
});

test("who looks for some terms is told them as everybody is, and of the others only where they stand", () => {
  const word = fc.oneof(
    fc.stringMatching(/^[a-zA-Z]{1,9}(?:s|ies|ed|ing|y)?$/),
    fc.constantFrom(
      "资本开支",
      "微软",
      "eyed",
      "buying",
      "H100",
      "Trainium2",
      "AT&T",
      "1,802",
      "Café",
      "ﬁnd",
    ),
  );
  const told = (text: string, terms: Iterable<string> | null) => {
    const tokens: { term: string; place: string }[] = [];
    eachToken(
      text,
      0,
      (term, kind, start, end, position) =>
        void tokens.push({ term, place: `${kind} ${start} ${end} ${position}` }),
      terms === null ? undefined : onlyTerms(terms),
    );
    return tokens;
  };
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), fc.array(word, { maxLength: 3 }), (words, asked) => {
      const text = words.join(" ");
      const all = told(text, null);
      const terms = new Set(asked.concat(words.slice(0, 2)).flatMap(termsOf));
      const some = told(text, terms);
      assert.deepEqual(
        some.map(({ place }) => place),
        all.map(({ place }) => place),
      );
      for (const [i, { term }] of all.entries())
        if (terms.has(term) || some[i]!.term !== "") assert.equal(some[i]!.term, term);
    }),
    { numRuns: 500 },
  );
});
