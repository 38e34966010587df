const READING_TIME_MS = 8000;

/**
 * Short messages that go by themselves. Errors stay until they are closed.
 *
 *     <vig-toasts role="status" aria-live="polite"></vig-toasts>
 *     document.dispatchEvent(new CustomEvent("vig:toast", { detail: { text: "Saved.", level: "success" } }))
 */
class VigToasts extends HTMLElement {
  connectedCallback(): void {
    this.querySelectorAll<HTMLElement>(".toast-note").forEach((note) => this.#attend(note));
    document.addEventListener("vig:toast", this.#show);
  }

  disconnectedCallback(): void {
    document.removeEventListener("vig:toast", this.#show);
  }

  #show = (event: Event): void => {
    const { text, level } = (event as CustomEvent<{ text: string; level: string }>).detail;
    const note = draw(text, level);
    this.append(note);
    this.#attend(note);
  };

  #attend(note: HTMLElement): void {
    note.querySelector("button")?.addEventListener("click", () => note.remove());
    if (["error", "warning"].includes(note.dataset["level"] ?? "")) return;
    let timer = setTimeout(() => note.remove(), READING_TIME_MS);
    note.addEventListener("pointerenter", () => clearTimeout(timer));
    note.addEventListener("pointerleave", () => (timer = setTimeout(() => note.remove(), READING_TIME_MS)));
  }
}

function draw(text: string, level: string): HTMLElement {
  const note = document.createElement("div");
  note.className = "toast-note";
  note.dataset["level"] = level;
  const words = document.createElement("p");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "toast-close";
  close.textContent = "×";
  close.setAttribute("aria-label", "Close this message");
  note.append(words, close);
  return note;
}

customElements.define("vig-toasts", VigToasts);
