import { button, h } from "./room/dom";
import { RoomElement } from "./room/element";
import { icon } from "./room/icons";
import type { Notice } from "./room/room";

const READING_TIME_MS = 8000;

/** The latest short message of the room, with its one offer, such as "Moment removed. Undo". */
class VigNotice extends RoomElement {
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected draw(gone: AbortSignal): void {
    this.setAttribute("role", "status");
    this.room.noticed.listen((notice) => this.#show(notice), gone);
    this.addEventListener("pointerenter", () => clearTimeout(this.#timer), { signal: gone });
    this.addEventListener("focusin", () => clearTimeout(this.#timer), { signal: gone });
    this.addEventListener("pointerleave", () => this.#goSoon(), { signal: gone });
  }

  #show({ text, offer }: Notice): void {
    const press = (): void => {
      this.replaceChildren();
      offer?.act();
    };
    const close = button({ class: "notice-close", "aria-label": "Close this message" }, [icon("close")], () =>
      this.replaceChildren(),
    );
    const note = h("div", { class: "room-notice" }, h("p", {}, text));
    if (offer) note.append(button({ class: "notice-offer" }, [offer.label], press));
    note.append(close);
    this.replaceChildren(note);
    this.#goSoon();
  }

  #goSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.replaceChildren(), READING_TIME_MS);
  }
}

customElements.define("vig-notice", VigNotice);

declare global {
  interface HTMLElementTagNameMap {
    "vig-notice": VigNotice;
  }
}
