import { button, h } from "./room/dom";
import { RoomElement, inRoom } from "./room/element";
import { icon } from "./room/icons";
import type { Moment } from "./room/moments";
import "./vig-moment";
import "./vig-moment-editor";

/** The side of the room: the moment that is being written, and the list of those that are kept. */
class VigMoments extends RoomElement {
  #editor = h("div", { class: "moments-editor" });
  #list = h("ol", { class: "moments-list", "aria-label": "Moments" });
  #cards = new Map<Moment, HTMLLIElement>();

  protected draw(gone: AbortSignal): void {
    const { room } = this;
    const count = h("span", { class: "moments-count" });
    const undo = button(
      { class: "btn btn-quiet btn-sm", "aria-keyshortcuts": "Control+Z" },
      [icon("undo"), "Undo"],
      () => void room.undo(),
    );
    const redo = button(
      { class: "btn btn-quiet btn-sm", "aria-keyshortcuts": "Control+Shift+Z" },
      [icon("redo"), "Redo"],
      () => void room.redo(),
    );
    const empty = h(
      "p",
      { class: "moments-empty" },
      "No moments yet. When something goes better than usual, press ",
      h("kbd", {}, "I"),
      " where it starts and ",
      h("kbd", {}, "O"),
      " where it ends.",
    );
    const header = h("header", { class: "moments-header" }, h("h2", {}, "Moments ", count), undo, redo);
    this.setAttribute("role", "region");
    this.setAttribute("aria-label", "Moments");
    this.replaceChildren(header, this.#editor, empty, this.#list);

    const showList = (): void => {
      this.#showCards();
      count.textContent = this.#cards.size > 0 ? String(this.#cards.size) : "";
      empty.hidden = this.#cards.size > 0 || room.draft !== null;
    };
    const showUndo = (): void => {
      tellUndo(undo, "Undo", room.undoStack.undoable, "Ctrl Z");
      tellUndo(redo, "Redo", room.undoStack.redoable, "Ctrl Shift Z");
    };
    room.moments.changed.listen(showList, gone);
    room.changed.listen(() => this.#showEditor(), gone);
    room.changed.listen(showList, gone);
    room.undoStack.changed.listen(showUndo, gone);
    showUndo();
    showList();
  }

  #showCards(): void {
    const moments = this.room.moments.inOrder;
    this.#cards = new Map(moments.map((moment) => [moment, this.#cards.get(moment) ?? this.#card(moment)]));
    const cards = [...this.#cards.values()];
    if (cards.some((card, at) => card !== this.#list.children[at]) || cards.length !== this.#list.children.length) {
      this.#list.replaceChildren(...cards);
    }
  }

  #card(moment: Moment): HTMLLIElement {
    return h("li", {}, inRoom(Object.assign(h("vig-moment"), { moment }), this.room));
  }

  #showEditor(): void {
    const { draft } = this.room;
    const shown = this.#editor.querySelector("vig-moment-editor");
    if (shown?.draft === draft) return;
    this.#editor.replaceChildren(
      ...(draft ? [inRoom(Object.assign(h("vig-moment-editor"), { draft }), this.room)] : []),
    );
  }
}

function tellUndo(pressed: HTMLButtonElement, word: string, says: string | null, shown: string): void {
  pressed.disabled = says === null;
  pressed.title = says === null ? `Nothing to ${word.toLowerCase()}` : `${word}: ${says} (${shown})`;
}

customElements.define("vig-moments", VigMoments);

declare global {
  interface HTMLElementTagNameMap {
    "vig-moments": VigMoments;
  }
}
