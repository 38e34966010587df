import { button, h } from "./room/dom";
import type { Draft } from "./room/draft";
import { RoomElement } from "./room/element";
import { icon } from "./room/icons";
import { type Behaviour, type Principle, findBehaviours, labelOf } from "./room/principles";

/**
 * Which principles a moment shows: a palette of the six that opens their behaviours, or a few letters typed.
 * The chosen ones stand above as small labels that can be taken off again.
 */
class VigPrinciples extends RoomElement {
  draft!: Draft;
  #chosen = h("ul", { class: "palette-chosen", "aria-label": "Chosen principles" });
  #search = h("input", {
    id: "principle-search",
    class: "form-control",
    autocomplete: "off",
    placeholder: "Type RI1, waits, smile…",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "principle-found",
    "aria-autocomplete": "list",
  });
  #found = h("ul", {
    id: "principle-found",
    class: "palette-found",
    role: "listbox",
    "aria-label": "Behaviours found",
    hidden: true,
  });
  #active = 0;

  protected draw(gone: AbortSignal): void {
    const palette = h("div", { class: "palette" }, ...this.room.principles.map((principle) => this.#block(principle)));
    this.replaceChildren(
      h("label", { class: "form-label", for: "principle-search" }, "Principles"),
      this.#chosen,
      h("div", { class: "palette-search" }, this.#search, this.#found),
      palette,
    );
    this.#search.addEventListener("input", () => this.#showFound(0), { signal: gone });
    this.#search.addEventListener("keydown", (event) => this.#onKey(event), { signal: gone });
    this.#search.addEventListener("blur", () => this.#close(), { signal: gone });
    this.draft.changed.listen(() => this.#show(), gone);
    this.#show();
  }

  // The palette

  #block({ code, name, behaviours }: Principle): HTMLElement {
    const list = h("div", { class: "palette-behaviours" }, ...behaviours.map((behaviour) => this.#toggle(behaviour)));
    return h(
      "details",
      { class: "palette-block", name: "principle", "data-code": code },
      h("summary", {}, h("b", {}, code), " ", name),
      list,
    );
  }

  #toggle({ code, label }: Behaviour): HTMLElement {
    return button(
      { class: "palette-toggle", "data-code": code, "aria-pressed": "false" },
      [h("b", {}, code), ` ${label}`],
      () => this.#turn(code),
    );
  }

  #turn(code: string): void {
    const { principles } = this.draft;
    this.draft.write({
      principles: principles.includes(code) ? principles.filter((other) => other !== code) : [...principles, code],
    });
  }

  #show(): void {
    const { principles } = this.draft;
    for (const toggle of this.querySelectorAll<HTMLElement>(".palette-toggle")) {
      toggle.setAttribute("aria-pressed", String(principles.includes(toggle.dataset["code"] ?? "")));
    }
    this.#chosen.replaceChildren(...principles.map((code) => this.#label(code)));
  }

  #label(code: string): HTMLElement {
    const words = labelOf(this.room.principles, code);
    const off = button({ class: "code-off", "aria-label": `Take off ${code} ${words}` }, [icon("close")], () =>
      this.#turn(code),
    );
    return h("li", { class: "code" }, h("b", {}, code), ` ${words}`, off);
  }

  // Typing

  #showFound(active: number): void {
    const found = findBehaviours(this.room.principles, this.#search.value).slice(0, 8);
    this.#active = found.length > 0 ? (active + found.length) % found.length : 0;
    this.#found.replaceChildren(...found.map((behaviour, at) => this.#option(behaviour, at)));
    this.#found.hidden = found.length === 0;
    this.#search.setAttribute("aria-expanded", String(found.length > 0));
    this.#search.setAttribute("aria-activedescendant", found.length > 0 ? `principle-${this.#active}` : "");
  }

  #option({ code, label }: Behaviour, at: number): HTMLElement {
    const option = h(
      "li",
      { id: `principle-${at}`, role: "option", "aria-selected": String(at === this.#active), "data-code": code },
      h("b", {}, code),
      ` ${label}`,
    );
    option.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // keep the cursor in the field
      this.#choose(code);
    });
    return option;
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") event.preventDefault(); // Enter chooses here, it never saves
    if (this.#found.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const code = this.#found.children[this.#active]?.getAttribute("data-code");
    if (step) this.#showFound(this.#active + step);
    else if (event.key === "Enter" && code) this.#choose(code);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #choose(code: string): void {
    if (!this.draft.principles.includes(code)) this.#turn(code);
    this.#search.value = "";
    this.#close();
  }

  #close(): void {
    this.#found.hidden = true;
    this.#search.setAttribute("aria-expanded", "false");
    this.#search.removeAttribute("aria-activedescendant");
  }
}

customElements.define("vig-principles", VigPrinciples);

declare global {
  interface HTMLElementTagNameMap {
    "vig-principles": VigPrinciples;
  }
}
