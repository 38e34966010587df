/**
 * Closes a `<details>` menu on Escape or on a press elsewhere. Without scripts the menu still opens and closes.
 *
 *     <vig-menu><details><summary>Mira</summary>…</details></vig-menu>
 */
class VigMenu extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("keydown", this.#closeOnEscape);
    document.addEventListener("pointerdown", this.#closeOnPressElsewhere);
  }

  disconnectedCallback(): void {
    document.removeEventListener("pointerdown", this.#closeOnPressElsewhere);
  }

  get #details(): HTMLDetailsElement | null {
    return this.querySelector("details");
  }

  #closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !this.#details?.open) return;
    this.#details.open = false;
    this.querySelector("summary")?.focus();
  };

  #closeOnPressElsewhere = (event: PointerEvent): void => {
    if (this.#details?.open && !this.contains(event.target as Node)) this.#details.open = false;
  };
}

customElements.define("vig-menu", VigMenu);
