import { writeTime } from "./room/clock";
import { button, h } from "./room/dom";
import { RoomElement } from "./room/element";
import type { SavedMeanwhile, Values } from "./room/moments";

const FIELDS: Readonly<Record<keyof Values, string>> = {
  start_frame: "Starts at",
  end_frame: "Ends before",
  title: "Name",
  note: "Note",
  principles: "Principles",
};

/** Two people changed one moment: shows both versions side by side, and lets one choose. Nothing is overwritten before. */
class VigConflict extends RoomElement {
  protected draw(gone: AbortSignal): void {
    this.room.clashed.listen((clash) => this.#ask(clash), gone);
  }

  #ask(clash: SavedMeanwhile): void {
    const choose = (act: () => void) => () => {
      dialog.close();
      act();
    };
    const ours = button(
      { class: "btn btn-primary" },
      ["Save mine"],
      choose(() => void this.room.saveOurs(clash)),
    );
    const theirs = button(
      { class: "btn" },
      ["Keep what is saved"],
      choose(() => this.room.keepTheirs(clash)),
    );
    const dialog = h(
      "dialog",
      { class: "room-dialog", "aria-label": "Two versions of this moment" },
      h("h2", {}, "Somebody saved this moment in the meantime"),
      h("p", {}, "Nothing was overwritten. Which version should stay?"),
      this.#table(clash),
      h("div", { class: "actions" }, ours, theirs),
    );
    this.replaceChildren(dialog);
    dialog.showModal();
  }

  #table({ moment, wanted }: SavedMeanwhile): HTMLElement {
    const names = (Object.keys(FIELDS) as (keyof Values)[]).filter(
      (name) => name in wanted && differ(wanted[name], moment.clip[name]),
    );
    const rows = names.map((name) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, FIELDS[name]),
        this.#cell(name, wanted[name]),
        this.#cell(name, moment.clip[name]),
      ),
    );
    const head = h("tr", {}, h("td"), h("th", { scope: "col" }, "Yours"), h("th", { scope: "col" }, "Saved"));
    return h("table", { class: "conflict-table" }, h("thead", {}, head), h("tbody", {}, ...rows));
  }

  #cell(name: keyof Values, value: Values[keyof Values] | undefined): HTMLElement {
    if (typeof value === "number") return h("td", {}, writeTime(this.room.player.rate, value));
    const words = typeof value === "string" ? value : (value ?? []).join(", ");
    return h("td", { "data-field": name }, words || "—");
  }
}

function differ(ours: unknown, saved: unknown): boolean {
  return JSON.stringify(ours) !== JSON.stringify(saved);
}

customElements.define("vig-conflict", VigConflict);

declare global {
  interface HTMLElementTagNameMap {
    "vig-conflict": VigConflict;
  }
}
