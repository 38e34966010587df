import assert from "node:assert/strict";
import { test } from "node:test";
import { FrameRate, withEdge } from "./frames";

const RATES = ["25/1", "30000/1001", "30/1", "50/1", "60000/1001", "60/1", "24000/1001"].map((rate) =>
  FrameRate.parse(rate),
);

test("the middle of a frame lies in that frame, for two hours of every rate", () => {
  for (const rate of RATES) {
    for (let frame = 0; frame < 7200 * rate.perSecond; frame += 997)
      assert.equal(rate.frameAt(rate.middleOf(frame)), frame);
  }
});

test("a picture's time stamp names its frame, however its container has rounded it", () => {
  for (const rate of RATES) {
    for (let frame = 0; frame < 7200 * rate.perSecond; frame += 991) {
      for (const ticks of [90_000, 15_360, 1000]) {
        assert.equal(rate.frameOfPicture(Math.floor(rate.startOf(frame) * ticks) / ticks), frame);
      }
    }
  }
});

test("a fraction without sense is refused", () => {
  assert.throws(() => FrameRate.parse("0/1"), RangeError);
});

test("an edge that is moved stays inside the film and leaves a frame", () => {
  const span = { start: 10, end: 20 };

  assert.deepEqual(withEdge(span, "start", 25, 100), { start: 19, end: 20 });
  assert.deepEqual(withEdge(span, "start", -5, 100), { start: 0, end: 20 });
  assert.deepEqual(withEdge(span, "end", 3, 100), { start: 10, end: 11 });
  assert.deepEqual(withEdge(span, "end", 300, 100), { start: 10, end: 100 });
});
