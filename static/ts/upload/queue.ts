import type { Transfer } from "./transfer";

/** Films go one after the other, so that the first is ready to watch while the others are still on their way. */
export class Queue extends EventTarget {
  readonly #transfers: Transfer[] = [];

  constructor() {
    super();
    addEventListener("offline", this.#lost);
    addEventListener("online", this.#tryNow);
    addEventListener("focus", this.#tryNow);
  }

  close(): void {
    removeEventListener("offline", this.#lost);
    removeEventListener("online", this.#tryNow);
    removeEventListener("focus", this.#tryNow);
  }

  get all(): readonly Transfer[] {
    return this.#transfers;
  }

  get busy(): boolean {
    return this.#transfers.some((transfer) => transfer.busy);
  }

  add(transfer: Transfer): void {
    this.#transfers.push(transfer);
    transfer.addEventListener("change", () => this.#onward());
  }

  #onward(): void {
    const underWay = this.#transfers.some((transfer) => transfer.busy && transfer.state !== "queued");
    if (!underWay) void this.#transfers.find((transfer) => transfer.state === "queued")?.start();
    this.dispatchEvent(new Event("change"));
  }

  #lost = (): void => this.#transfers.forEach((transfer) => transfer.lost());

  #tryNow = (): void => this.#transfers.forEach((transfer) => transfer.tryNow());
}
