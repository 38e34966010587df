import type { FrameRate } from "./frames";

/** Pairs of least and greatest sample (signed bytes), ten a second. */
export const PAIRS_A_SECOND = 10;

export type Peaks = Int8Array;

export function readPeaks(bytes: ArrayBuffer): Peaks {
  return new Int8Array(bytes);
}

/** How much a film's sound is drawn larger, so that its loudest place fills the height and soft voices are seen. */
export function gainOf(peaks: Peaks): number {
  return 127 / peaks.reduce((loudest, value) => Math.max(loudest, Math.abs(value)), 12);
}

/** The quietest and loudest value between two frames, from -1 to 1. */
export function peakBetween(peaks: Peaks, rate: FrameRate, from: number, to: number): [number, number] {
  const first = Math.floor(rate.startOf(from) * PAIRS_A_SECOND);
  const last = Math.max(first, Math.ceil(rate.startOf(to) * PAIRS_A_SECOND) - 1);
  let [least, greatest] = [0, 0];
  for (let pair = first; pair <= last; pair++) {
    least = Math.min(least, peaks[pair * 2] ?? 0);
    greatest = Math.max(greatest, peaks[pair * 2 + 1] ?? 0);
  }
  return [least / 128, greatest / 127];
}

export interface WaveView {
  readonly peaks: Peaks;
  readonly gain: number;
  readonly rate: FrameRate;
  /** Frame at the canvas's left edge, and frames that one CSS pixel covers; both may be fractions. */
  readonly from: number;
  readonly framesAPixel: number;
  readonly colour: string;
}

/** One bar every three pixels, about the middle of what is above `ground` pixels at the lower edge. */
export function drawWave(canvas: HTMLCanvasElement, view: WaveView, ground: number): void {
  const { clientWidth: width } = canvas;
  const brush = sharpBrush(canvas);
  if (!brush) return;
  const middle = (canvas.clientHeight - ground) / 2;
  const last = (view.peaks.length / 2 / PAIRS_A_SECOND) * view.rate.perSecond;
  brush.fillStyle = view.colour;
  for (let x = 0; x < width; x += 3) {
    const frame = view.from + x * view.framesAPixel;
    if (frame < 0 || frame >= last) continue;
    const [least, greatest] = peakBetween(view.peaks, view.rate, frame, frame + 3 * view.framesAPixel);
    const half = Math.min(view.gain, 1 / Math.max(greatest, -least, 0.01)) * middle;
    brush.fillRect(x, middle - half * greatest, 2, Math.max(1.5, half * (greatest - least)));
  }
}

function sharpBrush(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const density = window.devicePixelRatio;
  canvas.width = Math.round(canvas.clientWidth * density);
  canvas.height = Math.round(canvas.clientHeight * density);
  const brush = canvas.getContext("2d");
  brush?.scale(density, density);
  return brush;
}
