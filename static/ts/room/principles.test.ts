import assert from "node:assert/strict";
import { test } from "node:test";
import { findBehaviours, labelOf } from "./principles";

const PRINCIPLES = [
  {
    code: "EI",
    name: "Encouraging initiatives",
    level: 1,
    behaviours: [
      { code: "EI1", label: "Waits" },
      { code: "EI2", label: "Listens actively" },
    ],
  },
  {
    code: "AI",
    name: "Developing attuned interaction",
    level: 2,
    behaviours: [{ code: "AI3", label: "Waits attentively for a turn" }],
  },
];

function found(typed: string): string[] {
  return findBehaviours(PRINCIPLES, typed).map(({ code }) => code);
}

test("behaviours are found by code, by words and by their principle", () => {
  assert.deepEqual(found("ei2"), ["EI2"]);
  assert.deepEqual(found("wai"), ["EI1", "AI3"]);
  assert.deepEqual(found("wai turn"), ["AI3"]);
  assert.deepEqual(found("attuned"), ["AI3"]);
  assert.deepEqual(found("  "), []);
});

test("a code that the framework does not have is shown as it is", () => {
  assert.equal(labelOf(PRINCIPLES, "EI1"), "Waits");
  assert.equal(labelOf(PRINCIPLES, "ZZ9"), "ZZ9");
});
