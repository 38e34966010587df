import { writeLength, writeTime } from "./room/clock";
import { button, h } from "./room/dom";
import type { Draft } from "./room/draft";
import { RoomElement, inRoom } from "./room/element";
import "./vig-principles";

/**
 * The form for a moment. What is typed goes into the draft with every key, and the draft outlives this element.
 * Ctrl+Enter saves, Escape lets go of the field so that the film's keys work again.
 */
class VigMomentEditor extends RoomElement {
  draft!: Draft;
  #edges = h("div", { class: "editor-edges", "data-field": "edges" });
  #title = h("input", {
    id: "moment-title",
    class: "form-control",
    maxlength: 120,
    autocomplete: "off",
    placeholder: "What can be seen?",
  });
  #note = h("textarea", { id: "moment-note", class: "form-control", maxlength: 2000, rows: 2 });
  #save = h("button", { type: "submit", class: "btn btn-primary" }, "Save moment");
  #wasWhole = false;
  #sentence = h("p", { class: "editor-sentence", role: "alert" });

  protected draw(gone: AbortSignal): void {
    const { room, draft } = this;
    const palette = inRoom(Object.assign(h("vig-principles"), { draft }), room);
    const cancel = button({ class: "btn btn-quiet" }, ["Cancel"], () => room.setAside());
    const form = h(
      "form",
      { class: "editor", novalidate: true, "aria-label": draft.moment ? "Edit the moment" : "New moment" },
      h("h3", {}, draft.moment ? "Edit the moment" : "New moment"),
      this.#edges,
      errorsOf("edges"),
      field("moment-title", "Name", this.#title, "title"),
      h("div", { class: "field" }, palette, errorsOf("principles")),
      field("moment-note", "Note", this.#note, "note"),
      this.#sentence,
      h("div", { class: "actions" }, this.#save, cancel),
    );
    this.replaceChildren(form);
    this.#title.value = draft.title;
    this.#note.value = draft.note;
    this.#listen(form, gone);
    this.#show();
  }

  #listen(form: HTMLFormElement, gone: AbortSignal): void {
    const { room, draft } = this;
    this.#title.addEventListener("input", () => draft.write({ title: this.#title.value }), { signal: gone });
    this.#note.addEventListener("input", () => draft.write({ note: this.#note.value }), { signal: gone });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void room.save();
    });
    form.addEventListener("keydown", (event) => this.#onKey(event));
    draft.changed.listen(() => this.#show(), gone);
    room.moments.changed.listen(() => this.#show(), gone);
    room.naming.listen(() => this.#title.focus(), gone);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === "Escape") (document.activeElement as HTMLElement | null)?.blur();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void this.room.save();
  }

  #show(): void {
    const { draft } = this;
    this.#showEdges();
    this.#comeIntoSight();
    this.#save.disabled = draft.isSaving || !draft.span;
    this.#save.textContent = draft.isSaving
      ? "Saving…"
      : draft.sentence
        ? "Try again"
        : draft.moment
          ? "Save changes"
          : "Save moment";
    this.#sentence.textContent = draft.sentence;
    const edges = [
      ...(draft.errors["start_frame"] ?? []),
      ...(draft.errors["end_frame"] ?? []),
      ...(draft.errors["film"] ?? []),
    ];
    this.#showErrors("edges", edges);
    for (const name of ["title", "principles", "note"]) this.#showErrors(name, draft.errors[name] ?? []);
  }

  /** Both edges are set, so the words come next; on a phone the form lies below what is seen. */
  #comeIntoSight(): void {
    const isWhole = this.draft.span !== null;
    if (isWhole && !this.#wasWhole) this.scrollIntoView({ block: "nearest" });
    this.#wasWhole = isWhole;
  }

  #showErrors(name: string, sentences: readonly string[]): void {
    const place = this.querySelector(`.field-error[data-for="${name}"]`);
    if (place) place.textContent = sentences.join(" ");
    this.querySelector(`[name="${name}"]`)?.setAttribute("aria-invalid", String(sentences.length > 0));
  }

  #showEdges(): void {
    const { rate } = this.room.player;
    const { span, start, end } = this.draft;
    const from = span?.start ?? start;
    const last = (span?.end ?? end ?? 0) - 1;
    const length = span ? writeLength(rate, span.end - span.start) : "";
    this.#edges.replaceChildren(
      h("span", {}, "In ", h("b", {}, from === null ? "–" : writeTime(rate, from))),
      h("span", {}, "Out ", h("b", {}, last < 0 ? "–" : writeTime(rate, last))),
      h("span", { class: "soft" }, length || (from === null ? "Press I where it starts." : "Press O where it ends.")),
    );
  }
}

function field(id: string, label: string, control: HTMLElement, name: string): HTMLElement {
  control.setAttribute("name", name);
  control.setAttribute("aria-describedby", `${id}-error`);
  return h(
    "div",
    { class: "field" },
    h("label", { class: "form-label", for: id }, label),
    control,
    errorsOf(name, `${id}-error`),
  );
}

function errorsOf(name: string, id: string | null = null): HTMLElement {
  return h("p", { class: "field-error", "data-for": name, id });
}

customElements.define("vig-moment-editor", VigMomentEditor);

declare global {
  interface HTMLElementTagNameMap {
    "vig-moment-editor": VigMomentEditor;
  }
}
