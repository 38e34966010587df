import { type FrameRate, clamp } from "./frames";

/**
 * How positions are written and read: `mm:ss.ff`, where ff counts frames within the second.
 *
 *     writeTime(rate, 312)          // "0:12.12" at 25 frames a second
 *     readTime(rate, "0:12.12")     // 312
 *     readTime(rate, "312")         // 312: a plain number is a frame
 */
export function writeTime(rate: FrameRate, frame: number): string {
  const second = secondOf(rate, frame);
  const within = frame - rate.firstOfSecond(second);
  return `${writeSeconds(second)}.${String(within).padStart(2, "0")}`;
}

/** Whole seconds as `m:ss` or `h:mm:ss`. */
export function writeSeconds(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const tail = String(rest).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** How long a span lasts, as one would say it. */
export function writeLength(rate: FrameRate, frames: number): string {
  const seconds = rate.startOf(frames);
  if (frames < rate.perSecond) return frames === 1 ? "1 frame" : `${frames} frames`;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : writeSeconds(Math.round(seconds));
}

/** A position as a screen reader should say it. */
export function sayTime(rate: FrameRate, frame: number): string {
  const second = secondOf(rate, frame);
  const [minutes, seconds] = [Math.floor(second / 60), second % 60];
  const within = frame - rate.firstOfSecond(second);
  const start = minutes > 0 ? `${count(minutes, "minute")} ${count(seconds, "second")}` : count(seconds, "second");
  return `${start}, frame ${within}`;
}

/** The frame that somebody typed, or null where it cannot be read; never outside `frames`. */
export function readTime(rate: FrameRate, text: string, frames = Number.MAX_SAFE_INTEGER): number | null {
  const typed = text.trim();
  const plain = /^(?:frame\s*|#)?(\d{1,9})$/i.exec(typed);
  if (plain) return clamp(Number(plain[1]), 0, frames - 1);
  const time = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?$/.exec(typed);
  if (!time) return null;
  const [hours, minutes, seconds, within] = time.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  if (seconds > 59) return null;
  return clamp(rate.firstOfSecond(hours * 3600 + minutes * 60 + seconds) + within, 0, frames - 1);
}

function secondOf(rate: FrameRate, frame: number): number {
  return Math.floor(rate.startOf(frame) + 1e-6);
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
