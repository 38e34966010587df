import assert from "node:assert/strict";
import { test } from "node:test";
import { FrameRate } from "./frames";
import { lanesOf } from "./lanes";
import { gainOf, peakBetween } from "./peaks";
import { secondsApart, ticks } from "./ruler";
import { tileOf } from "./scrub";

const RATE = FrameRate.parse("25/1");

test("moments that overlap lie in lanes of their own, others share the first", () => {
  const spans = [
    { start: 50, end: 90 },
    { start: 0, end: 60 },
    { start: 60, end: 70 },
  ];

  assert.deepEqual(lanesOf(spans), [1, 0, 0]);
});

test("a frame's small picture is the one of its interval, and the last one for what comes after", () => {
  const sheet = { url: "", columns: 10, rows: 6, tile_width: 160, tile_height: 90, interval_frames: 25, count: 58 };

  assert.deepEqual(tileOf(sheet, 299), { column: 1, row: 1 });
  assert.deepEqual(tileOf(sheet, 1499), { column: 7, row: 5 });
});

test("the wave between two frames holds their loudest sample", () => {
  const peaks = Int8Array.from([-10, 20, -64, 5, -1, 127, 0, 0]);

  assert.deepEqual(peakBetween(peaks, RATE, 0, 5), [-64 / 128, 20 / 127]);
  assert.deepEqual(peakBetween(peaks, RATE, 5, 7.5), [-1 / 128, 1]);
  assert.equal(gainOf(Int8Array.from([-32, 20])), 127 / 32);
});

test("written times never touch each other", () => {
  for (const framesAPixel of [0.1, 1, 7, 40, 300]) {
    const apart = secondsApart(RATE, framesAPixel);
    const view = { rate: RATE, from: -24 * framesAPixel, framesAPixel, frames: 100_000 };
    const drawn = ticks(view, 1000).map(({ x }) => x);

    assert.ok((apart * 25) / framesAPixel >= 84);
    assert.ok(drawn.slice(1).every((x, at) => x - (drawn[at] ?? 0) >= 83));
  }
});
