/**
 * News that typed listeners wait for.
 *
 *     const shown = new Signal<number>();
 *     shown.listen((frame) => …, gone);   // `gone` is an AbortSignal that ends it
 *     shown.send(312);
 */
export class Signal<T = void> {
  readonly #listeners = new Set<(news: T) => void>();

  listen(listener: (news: T) => void, gone?: AbortSignal): void {
    this.#listeners.add(listener);
    gone?.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
  }

  send(news: T): void {
    for (const listener of [...this.#listeners]) listener(news);
  }
}
