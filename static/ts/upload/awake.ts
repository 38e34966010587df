/** While films are on their way: keeps the screen awake where the browser can, and asks before the page is left. */
export class Awake {
  #lock: WakeLockSentinel | undefined;
  #wanted = false;

  constructor() {
    addEventListener("beforeunload", this.#ask);
    document.addEventListener("visibilitychange", this.#hold);
  }

  close(): void {
    this.want(false);
    removeEventListener("beforeunload", this.#ask);
    document.removeEventListener("visibilitychange", this.#hold);
  }

  want(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) void this.#hold();
    else void this.#lock?.release();
  }

  #ask = (event: BeforeUnloadEvent): void => {
    if (this.#wanted) event.preventDefault();
  };

  #hold = async (): Promise<void> => {
    if (!this.#wanted || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    this.#lock = await navigator.wakeLock.request("screen").catch(refusedToSaveBattery);
  };
}

function refusedToSaveBattery(error: unknown): undefined {
  if (!(error instanceof DOMException)) throw error;
}
