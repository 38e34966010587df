const SMOOTHED_OVER_S = 8;
const SAMPLE_S = 0.5;
const TRUSTED_AFTER_S = 3;

/** How fast bytes go, smoothed so that the time left does not jump about. Times are in seconds. */
export class Speed {
  #bytesPerSecond = 0;
  #began: number | undefined;
  #last = { at: 0, bytes: 0 };

  /** A pause or a lost connection says nothing about the speed: begin anew. */
  reset(): void {
    this.#began = undefined;
    this.#bytesPerSecond = 0;
  }

  note(bytes: number, at: number): void {
    if (this.#began === undefined) {
      this.#began = at;
      this.#last = { at, bytes };
      return;
    }
    const passed = at - this.#last.at;
    if (passed < SAMPLE_S) return;
    const now = (bytes - this.#last.bytes) / passed;
    const weight = this.#bytesPerSecond === 0 ? 1 : 1 - Math.exp(-passed / SMOOTHED_OVER_S);
    this.#bytesPerSecond += weight * (now - this.#bytesPerSecond);
    this.#last = { at, bytes };
  }

  /** Undefined until enough was seen to say something true. */
  get bytesPerSecond(): number | undefined {
    const seen = this.#began === undefined ? 0 : this.#last.at - this.#began;
    return seen >= TRUSTED_AFTER_S && this.#bytesPerSecond > 0 ? this.#bytesPerSecond : undefined;
  }
}
