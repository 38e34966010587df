import { writeSeconds } from "./clock";
import { type WaveView, drawWave } from "./peaks";
import type { FrameRate } from "./frames";

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 3600];
const LEAST_PIXELS_APART = 84;
const RULER_HEIGHT = 20;

export interface TimelineView extends Omit<WaveView, "peaks"> {
  readonly peaks: WaveView["peaks"] | null;
  readonly frames: number;
  readonly ink: string;
  readonly font: string;
}

/** The ground of the timeline: the sound as a wave (once it is known), and times along the lower edge. */
export function drawTimeline(canvas: HTMLCanvasElement, view: TimelineView): void {
  drawWave(canvas, { ...view, peaks: view.peaks ?? new Int8Array(0) }, RULER_HEIGHT);
  const brush = canvas.getContext("2d");
  if (!brush) return;
  brush.fillStyle = view.ink;
  brush.font = view.font;
  for (const { x, second } of ticks(view, canvas.clientWidth)) {
    brush.fillRect(x, canvas.clientHeight - RULER_HEIGHT, 1, 5);
    brush.fillText(writeSeconds(second), x + 4, canvas.clientHeight - 6);
  }
}

/** How many seconds lie between two written times, so that they never touch. */
export function secondsApart(rate: FrameRate, framesAPixel: number): number {
  const least = rate.startOf(framesAPixel) * LEAST_PIXELS_APART;
  return STEPS.find((step) => step >= least) ?? 7200;
}

export function ticks(
  view: Pick<TimelineView, "rate" | "from" | "framesAPixel" | "frames">,
  width: number,
): { x: number; second: number }[] {
  const apart = secondsApart(view.rate, view.framesAPixel);
  const last = Math.min(view.from + width * view.framesAPixel, view.frames);
  const found = [];
  for (
    let second = Math.max(0, Math.floor(view.rate.startOf(view.from) / apart) * apart);
    view.rate.framesIn(second) < last;
    second += apart
  ) {
    const x = (second * view.rate.perSecond - view.from) / view.framesAPixel;
    if (x > -LEAST_PIXELS_APART) found.push({ x, second });
  }
  return found;
}
