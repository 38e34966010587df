import assert from "node:assert/strict";
import { test } from "node:test";
import { nextSpeed, shuttle } from "./speeds";

test("speeds go up and down by steps and stop at the ends", () => {
  assert.equal(nextSpeed(1, 1), 1.25);
  assert.equal(nextSpeed(1, -1), 0.75);
  assert.equal(nextSpeed(2, 1), 2);
  assert.equal(nextSpeed(0.1, -1), 0.1);
});

test("L and J begin at the chosen speed, double, and turn round", () => {
  assert.equal(shuttle(0, 1, 0.5), 0.5);
  assert.equal(shuttle(1, 1, 1), 2);
  assert.equal(shuttle(4, 1, 1), 4);
  assert.equal(shuttle(2, -1, 1), -1);
  assert.equal(shuttle(-1, -1, 1), -2);
});
