/**
 * A film's clock. The identity of a picture is its number, a whole frame; seconds are made from it and never kept.
 *
 *     const rate = FrameRate.parse("30000/1001");
 *     rate.middleOf(300)        // where to seek: 10.0267 s, far from the edge of any neighbour
 *     rate.frameOfPicture(10.01) // 300: which picture carries that time stamp
 */
export class FrameRate {
  constructor(
    readonly numerator: number,
    readonly denominator: number,
  ) {
    if (!(numerator > 0 && denominator > 0)) throw new RangeError(`no frame rate: ${numerator}/${denominator}`);
  }

  static parse(fraction: string): FrameRate {
    const [numerator = 0, denominator = 1] = fraction.split("/").map(Number);
    return new FrameRate(numerator, denominator);
  }

  get perSecond(): number {
    return this.numerator / this.denominator;
  }

  startOf(frame: number): number {
    return (frame * this.denominator) / this.numerator;
  }

  middleOf(frame: number): number {
    return this.startOf(frame + 0.5);
  }

  /** Time stamps of pictures lie on the grid, give or take a container's rounding. */
  frameOfPicture(mediaTime: number): number {
    return Math.round(mediaTime * this.perSecond);
  }

  /** Any other time lies somewhere inside the frame that is shown then. */
  frameAt(seconds: number): number {
    return Math.floor(seconds * this.perSecond + 1e-6);
  }

  /** How many whole frames `seconds` of film hold. */
  framesIn(seconds: number): number {
    return Math.round(seconds * this.perSecond);
  }

  /** The first frame of a whole second: what `mm:ss` points to. */
  firstOfSecond(second: number): number {
    return Math.ceil(second * this.perSecond - 1e-6);
  }
}

export interface Span {
  readonly start: number;
  /** The first frame that is no longer part of it. */
  readonly end: number;
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}

/** A span with one edge moved, kept inside the film and at least one frame long. */
export function withEdge(span: Span, edge: "start" | "end", frame: number, frames: number): Span {
  return edge === "start"
    ? { start: clamp(frame, 0, span.end - 1), end: span.end }
    : { start: span.start, end: clamp(frame, span.start + 1, frames) };
}
