// search/build-terms.test.ts: numbers of terms stay what they are, and the order is that of strings.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TermIds, termOrder } from "./build-terms.ts";
import { eachToken, tokenise } from "./tokens.ts";

test("terms are ordered as strings, however long, alike or strange", () => {
  const unit = fc.constantFrom("a", "b", "0", " ", "\u0000", "公", "司", "\ud840", "\uffff");
  const term = fc.array(unit, { maxLength: 7 }).map((units) => units.join(""));
  fc.assert(
    fc.property(fc.uniqueArray(term, { maxLength: 200 }), (terms) => {
      assert.deepEqual(
        [...termOrder(terms)].map((id) => terms[id]),
        [...terms].sort(),
      );
    }),
    { numRuns: 200 },
  );
});

test("each token has the number of its term while the table of pairs grows", () => {
  const ids = new TermIds();
  // tens of thousands of different pairs, all of them twice
  let text = "";
  for (let i = 0; i < 20_000; i++)
    text += String.fromCharCode(0x4e00 + (i % 200), 0x5000 + Math.floor(i / 4));
  text = `${text} Trainium2 rose 1,802.5 ${text}`;
  const { terms } = tokenise(text);
  let at = 0;
  const wrong: string[] = [];
  const check = (term: string, key: number) => {
    const id = term === "" ? ids.ofPair() : ids.of(term, key);
    if (ids.terms[id] !== terms[at]) wrong.push(terms[at]!);
    at++;
  };
  eachToken(text, 0, (term, _kind, _start, _end, _position, key) => check(term, key), ids.wanted);
  assert.equal(at, terms.length);
  assert.deepEqual(wrong, []);
  assert.equal(new Set(ids.terms).size, ids.terms.length);
});
