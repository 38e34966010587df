import assert from "node:assert/strict";
import { test } from "node:test";
import { FrameRate } from "./frames";
import { framesToEnd, holds, loopBetween } from "./range";

const RANGE = { start: 100, end: 121 };

test("slow motion plays up to the very last frame", () => {
  assert.equal(framesToEnd(RANGE, 119, FrameRate.parse("25/1"), 0.5), 1);
  assert.equal(framesToEnd(RANGE, 120, FrameRate.parse("25/1"), 0.5), 0);
});

test("the faster pictures follow each other, the sooner playing stops", () => {
  assert.equal(framesToEnd(RANGE, 119, FrameRate.parse("25/1"), 1), 0);
  assert.equal(framesToEnd(RANGE, 117, FrameRate.parse("60/1"), 1), 0);
});

test("a range holds its first frame and not its end", () => {
  assert.deepEqual(
    [99, 100, 120, 121].map((frame) => holds(RANGE, frame)),
    [false, true, true, false],
  );
});

test("A and B make a loop in either order, with both pictures in it", () => {
  assert.deepEqual(loopBetween(120, 100), RANGE);
  assert.equal(loopBetween(100, null), null);
});
