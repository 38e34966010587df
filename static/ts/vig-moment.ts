import { writeLength, writeTime } from "./room/clock";
import { type Child, button, h } from "./room/dom";
import { RoomElement } from "./room/element";
import { type IconName, icon } from "./room/icons";
import type { Moment } from "./room/moments";
import { labelOf } from "./room/principles";
import { paintTile } from "./room/scrub";

/** A kept moment in the list: what it shows, when, in the sense of which principles, and what one can do with it. */
class VigMoment extends RoomElement {
  moment!: Moment;
  #tile = h("span", { class: "moment-tile" });
  #name = h("h3", { class: "moment-name" });
  #when = h("p", { class: "moment-when" });
  #note = h("p", { class: "moment-note" });
  #codes = h("ul", { class: "moment-codes", "aria-label": "Principles" });
  #cut = h("div", { class: "moment-cut", role: "status" });

  protected draw(gone: AbortSignal): void {
    const { room, moment } = this;
    const poster = button({ class: "moment-poster", "data-act": "play" }, [this.#tile, icon("play")], () =>
      room.play(moment),
    );
    const acts = h(
      "div",
      { class: "moment-acts" },
      this.#act("loop", "Loop", () => room.play(moment, { loops: true })),
      this.#act("edit", "Edit", () => room.edit(moment)),
      this.#share(),
      this.#act("remove", "Remove", () => void room.remove(moment)),
      this.#cut,
    );
    this.replaceChildren(
      poster,
      h("div", { class: "moment-words" }, this.#name, this.#when),
      this.#note,
      this.#codes,
      acts,
    );
    const show = (): void => {
      this.#show();
      poster.setAttribute("aria-label", `Play ${moment.name}`);
    };
    for (const news of [room.changed, room.moments.changed, room.film.changed]) news.listen(show, gone);
    show();
  }

  #show(): void {
    const { room, moment } = this;
    const { rate } = room.player;
    const { start, end } = moment.span;
    this.classList.toggle("chosen", room.selected === moment);
    this.#name.textContent = moment.name;
    this.#when.textContent = `${writeTime(rate, start)} – ${writeTime(rate, end - 1)} · ${writeLength(rate, end - start)}`;
    this.#note.textContent = moment.clip.note;
    this.#note.hidden = moment.clip.note === "";
    this.#codes.replaceChildren(...moment.clip.principles.map((code) => this.#code(code)));
    this.#codes.hidden = moment.clip.principles.length === 0;
    paintTile(this.#tile, room.film.sheet, start + Math.floor((end - start) / 2));
    this.#showCut();
  }

  #code(code: string): HTMLElement {
    return h("li", { class: "code" }, h("b", {}, code), ` ${labelOf(this.room.principles, code)}`);
  }

  /** Drawn again only when it says something new, so that a link keeps the cursor. */
  #showCut(): void {
    const { state, download_url } = this.moment.clip;
    const stage = `${state} ${download_url}`;
    if (this.#cut.dataset["stage"] === stage) return;
    this.#cut.dataset["stage"] = stage;
    this.#cut.replaceChildren(this.#cutState());
  }

  #cutState(): Node {
    const { state, download_url, failure } = this.moment.clip;
    if (state === "failed")
      return h("span", { class: "moment-failed" }, failure?.message ?? "The clip could not be cut.");
    if (!download_url) return h("span", { class: "moment-cutting" }, this.moment.isBeingCut ? "Cutting the clip…" : "");
    const attributes = { class: "btn btn-quiet btn-sm", href: download_url, download: true, "data-act": "download" };
    return h(
      "a",
      attributes,
      icon("download"),
      "Download",
      h("span", { class: "visually-hidden" }, ` ${this.moment.name}`),
    );
  }

  #share(): HTMLElement {
    const attributes = { class: "btn btn-quiet btn-sm", href: `/clips/${this.moment.clip.id}/share/` };
    return h("a", attributes, icon("share"), "Share", h("span", { class: "visually-hidden" }, " this moment"));
  }

  #act(name: IconName, word: string, act: () => void): HTMLElement {
    const children: Child[] = [icon(name), word, h("span", { class: "visually-hidden" }, " this moment")];
    return button({ class: "btn btn-quiet btn-sm", "data-act": name }, children, act);
  }
}

customElements.define("vig-moment", VigMoment);

declare global {
  interface HTMLElementTagNameMap {
    "vig-moment": VigMoment;
  }
}
