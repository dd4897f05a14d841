// ask/reply.test.ts: statements out of replies that are good JSON, JSON in prose, cut off, or nothing of the kind.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readReply } from "./reply.ts";

const GOOD =
  '{"statements":[{"text":"A is 1.","citations":[{"passage":1,"quote":"A is 1"}]},{"text":"B {is} \\"2\\".","citations":[]}]}';
const texts = (...pieces: string[]): string[] => {
  const reader = readReply();
  return pieces.flatMap((piece) => reader.feed(piece)).map(({ text }) => text);
};

test("statements come out as they complete, whatever the pieces", () => {
  assert.deepEqual(texts(GOOD), ["A is 1.", 'B {is} "2".']);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 }), (sizes) => {
      const pieces: string[] = [];
      let at = 0;
      for (const size of sizes) {
        pieces.push(GOOD.slice(at, at + size));
        at += size;
      }
      assert.deepEqual(texts(...pieces, GOOD.slice(at)), ["A is 1.", 'B {is} "2".']);
    }),
    { numRuns: 200 },
  );
});

test("fences, prose around, numbers as text and a missing list of citations are taken as they are meant", () => {
  const reply = `Sure!\n\`\`\`json\n{"statements":[{"text":"A.","citations":[{"passage":"2","quote":"a"}]},{"text":"B."}]}\n\`\`\`\nHope it helps.`;
  const reader = readReply();
  const [a, b] = reader.feed(reply);
  assert.deepEqual(a!.citations, [{ passage: 2, quote: "a" }]);
  assert.deepEqual(b!.citations, []);
});

test("a reply that is cut off gives what was whole; an empty list is an answer; prose is none", () => {
  assert.deepEqual(texts(GOOD.slice(0, -20)), ["A is 1."]);
  const empty = readReply();
  empty.feed('{"statements": [ ]}');
  assert.equal(empty.isAnswer, true);
  const prose = readReply();
  prose.feed("I cannot answer that.");
  assert.equal(prose.isAnswer, false);
});

test("what is no statement is counted and dropped; more than sixty are not read", () => {
  const reader = readReply();
  assert.deepEqual(reader.feed('{"statements":[{"text":5},{"text":""},{"text":"C.",}]}'), []);
  assert.equal(reader.broken, 3);
  const many = readReply();
  assert.equal(many.feed('{"text":"A."}'.repeat(500)).length, 60);
  assert.equal(many.isFull, true);
});

test("any text whatever is read without a throw", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("{", "}", '"', "\\", ":", "text", "[", "1", "a"), maxLength: 300 }),
      (text) => {
        texts(text);
      },
    ),
    { numRuns: 300 },
  );
});
