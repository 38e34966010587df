import type { FrameRate, Span } from "./frames";

/** Part of a film that is played on its own: a clip once, or the loop between A and B again and again. */
export interface Range extends Span {
  readonly loops: boolean;
}

/**
 * Whether to stop now that `frame` is on the screen, so that no picture after the range is ever shown.
 *
 * A pause takes effect within about 30 ms. Where pictures follow each other faster than that (50 frames a second, or
 * double speed), playing stops that much sooner, and the player then seeks to the exact last frame.
 */
export function reachesEnd(range: Span, frame: number, rate: FrameRate, speed: number): boolean {
  return frame >= range.end - 1 - Math.floor(0.03 * rate.perSecond * speed);
}

export function holds(span: Span, frame: number): boolean {
  return frame >= span.start && frame < span.end;
}

/** A and B as somebody sets them, in any order: B includes the picture that is seen; null until both stand. */
export function loopBetween(a: number | null, b: number | null): Span | null {
  if (a === null || b === null) return null;
  return { start: Math.min(a, b), end: Math.max(a, b) + 1 };
}
