import { readTime, writeTime } from "./room/clock";
import { button, h } from "./room/dom";
import { RoomElement } from "./room/element";

/**
 * Asks where to go: a time, a time with frames, or a frame's number.
 *
 *     jump.show()
 */
class VigJump extends RoomElement {
  #field = h("input", {
    id: "jump-to",
    class: "form-control",
    autocomplete: "off",
    "aria-describedby": "jump-hint jump-error",
  });
  #error = h("p", { id: "jump-error", class: "field-error", role: "alert" });
  #dialog = h("dialog", { class: "room-dialog", "aria-label": "Go to" });

  protected draw(): void {
    const hint = h(
      "p",
      { id: "jump-hint", class: "form-hint" },
      "1:20 is a minute and twenty seconds, 1:20.05 five frames later, 500 is frame 500.",
    );
    const go = h("button", { type: "submit", class: "btn btn-primary" }, "Go");
    const cancel = button({ class: "btn btn-quiet" }, ["Cancel"], () => this.#dialog.close());
    const form = h(
      "form",
      { novalidate: true },
      h("label", { class: "form-label", for: "jump-to" }, "Go to a time or a frame"),
      this.#field,
      this.#error,
      hint,
      h("div", { class: "actions" }, go, cancel),
    );
    form.addEventListener("submit", (event) => this.#go(event));
    this.#dialog.replaceChildren(form);
    this.replaceChildren(this.#dialog);
  }

  show(): void {
    const { player } = this.room;
    this.#field.value = writeTime(player.rate, player.frame);
    this.#error.textContent = "";
    this.#dialog.showModal();
    this.#field.select();
  }

  #go(event: SubmitEvent): void {
    event.preventDefault();
    const { player } = this.room;
    const frame = readTime(player.rate, this.#field.value, this.room.frames);
    if (frame === null) this.#error.textContent = "Please write a time such as 1:20, or the number of a frame.";
    else if (frame > player.lastFrame) this.#error.textContent = "That part of the film is still being made ready.";
    else this.#arrive(frame);
  }

  #arrive(frame: number): void {
    this.#dialog.close();
    this.room.player.seek(frame);
  }
}

customElements.define("vig-jump", VigJump);

declare global {
  interface HTMLElementTagNameMap {
    "vig-jump": VigJump;
  }
}
