import type { FrameRate } from "./frames";

/** How far behind a seek the report of a picture may lag while the film plays on a busy machine. */
const LATE_BY_MS = 300;
const LATE_BY_FRAMES = 12;

/**
 * Seeks to frames, and only ever to the newest wish: while a seek that will soon be over is running, later ones wait,
 * so that a held-down key or a finger on the timeline is followed as fast as pictures can be decoded.
 */
export class Seeker {
  #next: number | null = null;
  /** The frame that we went to last, until its picture is seen. */
  #target: number | null = null;
  #seekedAt = 0;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly rate: FrameRate,
  ) {
    video.addEventListener("seeked", () => this.#onSeeked());
    video.addEventListener("loadedmetadata", () => this.#goOn());
  }

  get isSeeking(): boolean {
    return this.#next !== null || this.video.seeking;
  }

  /** Whether a picture that came onto the screen is one of after the seek, not a late one of before. */
  accepts(frame: number): boolean {
    if (this.#target === null) return true;
    const latest = this.#target + (this.video.paused ? 0 : LATE_BY_FRAMES);
    const isNew = frame >= this.#target && frame <= latest;
    const isOver = !this.isSeeking && performance.now() - this.#seekedAt > LATE_BY_MS;
    if (this.#next !== null || !(isNew || isOver)) return false;
    this.#target = null;
    return true;
  }

  to(frame: number): void {
    this.#next = frame;
    if (this.video.readyState < HTMLMediaElement.HAVE_METADATA) return;
    if (this.video.seeking && this.#isBuffered(this.video.currentTime)) return;
    this.#goOn();
  }

  #goOn(): void {
    if (this.#next === null) return;
    this.#target = this.#next;
    this.#next = null;
    this.video.currentTime = this.rate.middleOf(this.#target);
  }

  #onSeeked(): void {
    this.#seekedAt = performance.now();
    this.#goOn();
  }

  #isBuffered(seconds: number): boolean {
    const { buffered } = this.video;
    for (let i = 0; i < buffered.length; i++) {
      if (buffered.start(i) <= seconds && seconds < buffered.end(i)) return true;
    }
    return false;
  }
}
