import { type FrameRate, type Span, clamp } from "./frames";
import { type Range, holds, loopBetween, framesToEnd } from "./range";
import { Reverse } from "./reverse";
import { Seeker } from "./seeker";
import { Signal } from "./signal";
import { nextSpeed, shuttle } from "./speeds";
import { watchFrames } from "./watch";

/**
 * A film played by frames. `frame` is where we are; `video.dataset.frame` is what the browser says is on the screen.
 *
 *     player.seek(312);             // to the middle of that frame
 *     player.step(-1);
 *     player.playRange({ start: 300, end: 425, loops: false });   // ends showing frame 424 and nothing after it
 */
export class Player {
  /** A frame came onto the screen, or is about to. */
  readonly moved = new Signal<number>();
  /** Playing, speed, loop, sound, length: anything but the position. */
  readonly changed = new Signal();
  frame = 0;
  /** How many frames can be played by now; grows while the film is processed, until it is whole. */
  ready = 0;
  isWhole = false;
  /** The speed that one has chosen; J and L double it for a while. */
  speed = 1;
  range: Range | null = null;
  loopA: number | null = null;
  loopB: number | null = null;
  #shuttle = 0;
  /** On the way to the last frame of a loop, before it starts again. */
  #isClosing = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #seeker: Seeker;
  readonly #reverse = new Reverse();

  constructor(
    readonly video: HTMLVideoElement,
    readonly rate: FrameRate,
  ) {
    this.#seeker = new Seeker(video, rate);
    watchFrames(video, rate, (frame) => this.#onShown(frame));
    video.addEventListener("timeupdate", () => this.#onTime());
    video.addEventListener("seeked", () => this.#onSeeked());
    video.addEventListener("pause", () => this.#onPaused());
    video.addEventListener("ended", () => this.#onEnded());
    for (const news of ["volumechange", "waiting", "playing"]) video.addEventListener(news, () => this.changed.send());
  }

  /** 0 stands still, 1 plays, -2 goes back at double speed. */
  get direction(): number {
    return this.#shuttle;
  }

  get isPlaying(): boolean {
    return this.#shuttle !== 0;
  }

  get lastFrame(): number {
    return Math.max(this.ready - 1, 0);
  }

  /** Playing, but the next picture is not here yet. */
  get isWaiting(): boolean {
    return this.isPlaying && this.video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
  }

  grow(frames: number, isWhole: boolean): void {
    if (frames === this.ready && isWhole === this.isWhole) return;
    this.ready = frames;
    this.isWhole = isWhole;
    this.changed.send();
  }

  // Where we are

  seek(frame: number): void {
    if (this.#shuttle < 0) this.pause();
    if (this.range && !this.range.loops && !holds(this.range, frame)) this.range = null;
    if (this.#isClosing) this.#reopen(frame);
    else this.#go(frame);
  }

  /** A step stands still first: it starts from the picture that is seen. */
  step(frames: number): void {
    this.pause();
    this.seek(this.frame + frames);
  }

  stepSeconds(seconds: number): void {
    this.seek(this.frame + this.rate.framesIn(seconds));
  }

  // Playing

  toggle(): void {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  play(): void {
    this.#playAt(this.speed);
  }

  pause(): void {
    if (!this.isPlaying) return;
    const wasForward = this.#shuttle > 0;
    this.#stand();
    if (wasForward) this.#go(this.frame); // the browser may be a little ahead of the picture that was seen last
  }

  /** L (1) and J (-1): again is faster, the other way turns round. */
  shuttle(direction: 1 | -1): void {
    const wanted = shuttle(this.#shuttle, direction, this.speed);
    if (wanted > 0) this.#playAt(wanted);
    else this.#playBack(-wanted);
  }

  chooseSpeed(speed: number): void {
    this.speed = speed;
    if (this.#shuttle > 0) this.#playAt(speed);
    else if (this.#shuttle < 0) this.#playBack(speed);
    this.changed.send();
  }

  nudgeSpeed(direction: 1 | -1): void {
    this.chooseSpeed(nextSpeed(this.speed, direction));
  }

  playRange(range: Range): void {
    this.clearLoop();
    this.range = range;
    this.#go(range.start);
    this.#playAt(this.speed);
  }

  // The loop between A and B

  setLoop(point: "a" | "b", frame: number): void {
    if (point === "a") this.loopA = frame;
    else this.loopB = frame;
    const span = loopBetween(this.loopA, this.loopB);
    if (span) this.range = { ...span, loops: true };
    this.changed.send();
  }

  clearLoop(): void {
    this.loopA = this.loopB = this.range = null;
    this.changed.send();
  }

  // Sound

  toggleSound(): void {
    this.video.muted = !this.video.muted;
  }

  setVolume(volume: number): void {
    this.video.volume = clamp(volume, 0, 1);
    this.video.muted = volume === 0;
  }

  #go(frame: number): void {
    this.frame = clamp(frame, 0, this.lastFrame);
    this.#seeker.to(this.frame);
    this.moved.send(this.frame);
  }

  #playAt(speed: number): void {
    this.#reverse.stop();
    this.#isClosing = false;
    this.#shuttle = speed;
    this.video.preservesPitch = true;
    this.video.playbackRate = speed;
    this.#startAgainAtEnd();
    this.video.play().catch((error: DOMException) => this.#onRefused(error));
    this.changed.send();
  }

  #startAgainAtEnd(): void {
    if (!this.range && !this.isWhole) return; // more is still coming
    const span: Span = this.range ?? { start: 0, end: this.ready };
    if (!holds(span, this.frame) || this.frame === span.end - 1) this.#go(span.start);
  }

  #playBack(speed: number): void {
    this.video.pause();
    this.#isClosing = false;
    this.#shuttle = -speed;
    this.changed.send();
    this.#reverse.start(this.frame, this.rate.perSecond * speed, (frame) => {
      this.#go(frame);
      if (frame <= 0) this.#stand();
      return frame > 0;
    });
  }

  #stand(): void {
    this.#reverse.stop();
    this.video.pause();
    this.#shuttle = 0;
    this.#isClosing = false;
    this.changed.send();
  }

  #onSeeked(): void {
    if (this.#isClosing && !this.#seeker.isSeeking) this.#reopen(this.range?.start ?? this.frame);
  }

  /** Somebody else paused it: a headset's button, a phone call. */
  #onPaused(): void {
    if (this.video.paused && !this.#isClosing && this.#shuttle > 0) this.#stand();
  }

  #onEnded(): void {
    this.#stand();
    this.#go(this.lastFrame);
    if (this.range?.loops) this.play();
  }

  /** The browser wants a press first, or a pause came sooner than the start. */
  #onRefused(error: DOMException): void {
    if (error.name === "NotAllowedError") this.#stand();
    else if (error.name !== "AbortError") throw error;
  }

  #onShown(frame: number): void {
    this.video.dataset["frame"] = String(frame);
    if (!this.#seeker.accepts(frame)) return;
    this.frame = frame;
    this.moved.send(frame);
    this.#keepWithin(frame);
  }

  /** Pictures are reported late where the machine is busy, and not at all in a tab that is not seen; the clock goes on. */
  #onTime(): void {
    if (!this.#seeker.isSeeking) this.#keepWithin(this.rate.frameAt(this.video.currentTime));
  }

  #keepWithin(frame: number): void {
    const { range } = this;
    clearTimeout(this.#timer);
    if (!range || this.#isClosing || this.#shuttle <= 0) return;
    const framesLeft = framesToEnd(range, frame, this.rate, this.#shuttle);
    if (framesLeft > 0) {
      this.#timer = setTimeout(() => this.#onTime(), (framesLeft / this.rate.perSecond / this.#shuttle) * 1000);
      return;
    }
    if (range.loops) this.#close();
    else this.#finish();
    this.#go(range.end - 1);
  }

  #close(): void {
    this.#isClosing = true;
    this.video.pause();
  }

  #reopen(frame: number): void {
    this.#isClosing = false;
    this.#go(frame);
    this.video.play().catch((error: DOMException) => this.#onRefused(error));
  }

  #finish(): void {
    this.#stand();
    this.range = null;
  }
}
