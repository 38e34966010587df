import type { FrameRate } from "./frames";

/**
 * Seeks to frames, and only ever to the newest wish: while a seek that will soon be over is running, later ones wait,
 * so that a held-down key or a finger on the timeline is followed as fast as pictures can be decoded.
 */
export class Seeker {
  #next: number | null = null;
  /** The frame that the running seek is going to. */
  #target: number | null = null;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly rate: FrameRate,
  ) {
    video.addEventListener("seeked", () => this.#onSeeked());
    video.addEventListener("loadedmetadata", () => this.#goOn());
  }

  /** Where we shall be when all seeks are over; null when none is running. */
  get heading(): number | null {
    return this.#next ?? this.#target;
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
    if (this.#next !== null) this.#goOn();
    else if (!this.video.seeking) this.#target = null;
  }

  #isBuffered(seconds: number): boolean {
    const { buffered } = this.video;
    for (let i = 0; i < buffered.length; i++) {
      if (buffered.start(i) <= seconds && seconds < buffered.end(i)) return true;
    }
    return false;
  }
}
