/** Browsers do not play backwards, so this wishes for earlier and earlier frames as time goes by. */
export class Reverse {
  #request = 0;

  /** `wish` is asked for each repaint's frame; it answers false where the way back ends. */
  start(from: number, framesASecond: number, wish: (frame: number) => boolean): void {
    this.stop();
    const began = performance.now();
    const step = (now: number): void => {
      const frame = Math.round(from - (Math.max(now - began, 0) / 1000) * framesASecond);
      if (wish(frame)) this.#request = requestAnimationFrame(step);
    };
    this.#request = requestAnimationFrame(step);
  }

  stop(): void {
    cancelAnimationFrame(this.#request);
  }
}
