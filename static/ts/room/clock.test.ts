import assert from "node:assert/strict";
import { test } from "node:test";
import { readTime, sayTime, writeLength, writeTime } from "./clock";
import { FrameRate } from "./frames";

const PAL = FrameRate.parse("25/1");
const NTSC = FrameRate.parse("30000/1001");

test("a time is written as minutes, seconds and the frame within the second", () => {
  assert.equal(writeTime(PAL, 312), "0:12.12");
  assert.equal(writeTime(PAL, 25 * 3661), "1:01:01.00");
});

test("every written time is read back as the same frame", () => {
  for (const rate of [PAL, NTSC, FrameRate.parse("60/1")]) {
    for (let frame = 0; frame < 120_000; frame += 37) assert.equal(readTime(rate, writeTime(rate, frame)), frame);
  }
});

test("a time may be typed with or without frames, or as the number of a frame", () => {
  assert.equal(readTime(PAL, "1:20"), 2000);
  assert.equal(readTime(PAL, " 1:20.05 "), 2005);
  assert.equal(readTime(PAL, "500"), 500);
  assert.equal(readTime(PAL, "frame 500"), 500);
});

test("a time beyond the film is its last frame", () => {
  assert.equal(readTime(PAL, "9:00", 1500), 1499);
});

test("what is not a time is not guessed at", () => {
  for (const typed of ["", "soon", "1:75", "-3", "1:2:3:4:5"]) assert.equal(readTime(PAL, typed), null);
});

test("a screen reader says times in words", () => {
  assert.equal(sayTime(PAL, 25 * 61 + 3), "1 minute 1 second, frame 3");
});

test("lengths are said in frames, seconds or minutes", () => {
  assert.equal(writeLength(PAL, 1), "1 frame");
  assert.equal(writeLength(PAL, 125), "5.0 s");
  assert.equal(writeLength(PAL, 25 * 90), "1:30");
});
