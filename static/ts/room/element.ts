import type { Room } from "./room";

/** An element of the review room: it is given the room before it is put into the page, and draws itself then. */
export abstract class RoomElement extends HTMLElement {
  room!: Room;
  #gone = new AbortController();

  connectedCallback(): void {
    this.#gone = new AbortController();
    this.draw(this.#gone.signal);
  }

  disconnectedCallback(): void {
    this.#gone.abort();
  }

  /** Fill the element, and listen until `gone`. */
  protected abstract draw(gone: AbortSignal): void;
}

export function inRoom<T extends RoomElement>(element: T, room: Room): T {
  element.room = room;
  return element;
}
