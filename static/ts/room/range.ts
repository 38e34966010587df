import type { FrameRate, Span } from "./frames";

/** Part of a film that is played on its own: a clip once, or the loop between A and B again and again. */
export interface Range extends Span {
  readonly loops: boolean;
}

/**
 * How many more frames may come onto the screen before playing must stop, so that none after the range is ever shown.
 *
 * Until a pause takes effect, a browser goes on for up to 50 ms. Where a picture lasts less than that, playing stops
 * that much sooner, and the player seeks to the exact last frame.
 */
export function framesToEnd(range: Span, frame: number, rate: FrameRate, speed: number): number {
  return range.end - 1 - Math.floor(0.05 * rate.perSecond * speed) - frame;
}

export function holds(span: Span, frame: number): boolean {
  return frame >= span.start && frame < span.end;
}

/** A and B as somebody sets them, in any order: B includes the picture that is seen; null until both stand. */
export function loopBetween(a: number | null, b: number | null): Span | null {
  if (a === null || b === null) return null;
  return { start: Math.min(a, b), end: Math.max(a, b) + 1 };
}
