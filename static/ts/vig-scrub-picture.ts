import { writeTime } from "./room/clock";
import { h } from "./room/dom";
import { RoomElement } from "./room/element";
import { paintTile } from "./room/scrub";

/** A small picture of the film with its time; only the time where the small pictures are not made yet. */
class VigScrubPicture extends RoomElement {
  #picture = h("div", { class: "scrub-tile" });
  #time = h("span", { class: "scrub-time" });

  protected draw(): void {
    this.hidden = true;
    this.setAttribute("aria-hidden", "true");
    this.replaceChildren(this.#picture, this.#time);
  }

  /** Show a frame above a point of the timeline, kept between the edges of what is seen. */
  show(frame: number, x: number, width: number): void {
    this.hidden = false;
    paintTile(this.#picture, this.room.film.sheet, frame);
    this.#time.textContent = writeTime(this.room.player.rate, frame);
    const half = this.offsetWidth / 2;
    this.style.insetInlineStart = `${Math.min(Math.max(x, half), width - half)}px`;
  }

  hide(): void {
    this.hidden = true;
  }
}

customElements.define("vig-scrub-picture", VigScrubPicture);

declare global {
  interface HTMLElementTagNameMap {
    "vig-scrub-picture": VigScrubPicture;
  }
}
