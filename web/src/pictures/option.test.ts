// web/src/pictures/option.test.ts: what is drawn of slots, and the words over marks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnOf, heightOf, labelOf, pictureOption } from "./option.ts";
import type { Mark, Slot } from "./slots.ts";

const mark = (low: number, change: Partial<Mark> = {}): Mark => ({
  low,
  high: low,
  look: "stated",
  isConflict: false,
  rows: [],
  ...change,
});
const slot = (label: string, change: Partial<Slot> = {}): Slot => ({
  key: label,
  label,
  actual: null,
  plan: null,
  others: [],
  ...change,
});
const INKS = {
  ink: "#000",
  ink2: "#111",
  ink3: "#222",
  rule2: "#333",
  conflict: "#f00",
  sheet: "#fff",
  font: "x",
};

test("an empty period is drawn as a gap, never left out", () => {
  const drawn = drawnOf([{ title: "", slots: [slot("2025Q1", { actual: mark(1) }), slot("2025Q2")] }]);
  assert.deepEqual(
    drawn.map(({ slot: at, role }) => [at, role]),
    [
      [0, "actual"],
      [1, "gap"],
    ],
  );
});

test("a plan is drawn under its actual, other values after them", () => {
  const both = slot("2025Q3", { actual: mark(3), plan: mark(2, { look: "plan" }), others: [mark(9)] });
  assert.deepEqual(
    drawnOf([{ title: "", slots: [both] }]).map(({ role }) => role),
    ["plan", "actual", "other"],
  );
});

test("labels count in the scale and keep a few digits", () => {
  const billions = { places: 9, name: "bn USD" };
  assert.equal(labelOf(mark(113_318_000_000), billions), "113.3");
  assert.equal(labelOf(mark(22_580_000_000), billions), "22.58");
  assert.equal(labelOf(mark(-5_000_000_000), billions), "−5");
  assert.equal(labelOf({ ...mark(70_000_000_000), high: 72_000_000_000 }, billions), "70–72");
});

test("one misread value does not set the scale, a conflict does", () => {
  const layout = {
    counted: { places: 0, name: "" },
    inks: INKS,
    isInstant: false,
    width: 300,
    panelHeight: 120,
  };
  const top = (others: Mark[]) => {
    const { option } = pictureOption({
      ...layout,
      panels: [{ title: "", slots: [slot("2025Q3", { actual: mark(100), others })] }],
    });
    const [axis] = [option.yAxis].flat();
    return Number((axis as { max: number }).max);
  };
  assert.ok(top([mark(1000)]) < 110);
  assert.ok(top([mark(1000, { isConflict: true })]) >= 1000);
});

test("panels with a name are higher by the name", () => {
  const bare = heightOf({ panels: [{ title: "", slots: [] }], panelHeight: 100 });
  assert.ok(heightOf({ panels: [{ title: "AWS", slots: [] }], panelHeight: 100 }) > bare);
});
