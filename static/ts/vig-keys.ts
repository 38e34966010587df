import { button, h } from "./room/dom";
import { GROUPS, type Shortcut } from "./room/shortcuts";
import { keysAreOn, switchKeys } from "./room/single-keys";

/**
 * What the keys do, from the same table that the keys themselves use.
 *
 *     keys.show()
 */
class VigKeys extends HTMLElement {
  show(): void {
    const dialog = this.#dialog();
    this.replaceChildren(dialog);
    dialog.showModal();
  }

  #dialog(): HTMLDialogElement {
    const close = button({ class: "btn" }, ["Close"], () => dialog.close());
    const groups = GROUPS.map(({ name, shortcuts }) => h("section", {}, h("h3", {}, name), tableOf(shortcuts)));
    const more = h(
      "p",
      { class: "keys-more" },
      kbd("Ctrl"),
      " ",
      kbd("Z"),
      " takes the last change of a moment back, ",
      kbd("Ctrl"),
      " ",
      kbd("Shift"),
      " ",
      kbd("Z"),
      " does it again. ",
      kbd("Ctrl"),
      " ",
      kbd("Enter"),
      " saves the moment. An edge on the timeline that is in focus moves with ",
      kbd("←"),
      " and ",
      kbd("→"),
      ".",
    );
    const dialog = h(
      "dialog",
      { class: "room-dialog keys-dialog", "aria-label": "Keys of the review room" },
      h("h2", {}, "Keys"),
      h("div", { class: "keys-groups" }, ...groups),
      more,
      singleKeys(),
      h("div", { class: "actions" }, close),
    );
    return dialog;
  }
}

function tableOf(shortcuts: readonly Shortcut[]): HTMLElement {
  return h(
    "dl",
    {},
    ...shortcuts.flatMap(({ shown, says }) => [h("dt", {}, ...shown.split(" ").map(kbd)), h("dd", {}, says)]),
  );
}

function kbd(key: string): HTMLElement {
  return h("kbd", {}, key);
}

function singleKeys(): HTMLElement {
  const tick = h("input", { type: "checkbox", class: "form-check-input", checked: keysAreOn() });
  tick.addEventListener("change", () => switchKeys(tick.checked));
  return h("label", { class: "form-check" }, tick, h("span", { class: "form-check-label" }, "Single keys are on"));
}

customElements.define("vig-keys", VigKeys);

declare global {
  interface HTMLElementTagNameMap {
    "vig-keys": VigKeys;
  }
}
