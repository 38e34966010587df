import { type Fields, isWorthKeeping, writeBack, written } from "./keep/fields";
import { Store, forget } from "./keep/store";
import { cookie } from "./page";

const SAVED_COOKIE = "vig_saved";
const SIGNED_OUT = "vig-signed-out";
const SIGNING_OUT = ["/account/logout/", "/account/sessions/end/"];
const BACK = "We put back what you had typed here.";

/**
 * Loses nothing that somebody types into a form of the page: until the service says that it has it, the words lie sealed
 * in this tab, and stand in the form again when its writer comes back to the page, for example after signing in anew.
 * Signing out forgets them, in every tab.
 *
 *     <vig-keep person="3fa94c0b" key="…base64…">…forms…</vig-keep>
 *
 * Forms with a text area are kept; `data-keep="no"` leaves one out. Each sends the id under which its words are kept, and
 * the answer to a form that was saved brings it back in a cookie.
 */
class VigKeep extends HTMLElement {
  #store: Promise<Store> | undefined;
  /** One after the other, so that an older wording never lands on a younger one. */
  #keeping: Promise<void> = Promise.resolve();
  readonly #ids = new Map<HTMLFormElement, string>();

  connectedCallback(): void {
    document.addEventListener("submit", this.#forgetAtSignOut, true);
    new BroadcastChannel(SIGNED_OUT).addEventListener("message", () => forget(sessionStorage));
    const person = this.getAttribute("person");
    if (!person || !window.isSecureContext) return;
    this.#store = Store.open(person, this.getAttribute("key") ?? "", sessionStorage);
    this.addEventListener("input", this.#onInput);
    this.addEventListener("submit", this.#onSubmit);
    void this.#putBack();
  }

  get #forms(): HTMLFormElement[] {
    return Array.from(this.querySelectorAll("form")).filter(
      (form) => isWorthKeeping(form) && form.dataset["keep"] !== "no",
    );
  }

  async #putBack(): Promise<void> {
    const store = await this.#store;
    if (!store) return;
    const saved = cookie(SAVED_COOKIE);
    if (saved) {
      await store.dropSaved(saved, Date.now());
      document.cookie = `${SAVED_COOKIE}=; Path=/; Max-Age=0`;
    }
    for (const form of this.#forms) {
      const kept = await store.find(this.#place(form), Date.now());
      if (kept && !same(kept.fields, written(form))) this.#write(form, kept.id, kept.fields);
    }
  }

  #write(form: HTMLFormElement, id: string, fields: Fields): void {
    writeBack(form, fields);
    this.#ids.set(form, id);
    const note = document.createElement("p");
    note.className = "notice";
    note.setAttribute("role", "status");
    note.textContent = BACK;
    form.prepend(note);
  }

  #onInput = (event: Event): void => {
    const form = (event.target as HTMLInputElement).form;
    if (!form || !this.#forms.includes(form)) return;
    this.#keeping = this.#keeping.then(() => this.#keep(form));
  };

  /** Nothing holds a form back: what was typed is kept with each letter. */
  #onSubmit = (event: SubmitEvent): void => {
    const form = event.target as HTMLFormElement;
    if (this.#forms.includes(form)) this.#idField(form).value = this.#id(form);
  };

  async #keep(form: HTMLFormElement): Promise<void> {
    const store = await this.#store;
    await store?.keep(this.#place(form), { id: this.#id(form), at: Date.now(), fields: written(form) });
  }

  #place(form: HTMLFormElement): string {
    return `${location.pathname}#${this.#forms.indexOf(form)}`;
  }

  #id(form: HTMLFormElement): string {
    const id = this.#ids.get(form) ?? crypto.randomUUID();
    this.#ids.set(form, id);
    return id;
  }

  #idField(form: HTMLFormElement): HTMLInputElement {
    const there = form.querySelector<HTMLInputElement>("input[name=kept]");
    if (there) return there;
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "kept";
    form.append(field);
    return field;
  }

  #forgetAtSignOut = (event: SubmitEvent): void => {
    const { pathname } = new URL((event.target as HTMLFormElement).action);
    if (!SIGNING_OUT.includes(pathname)) return;
    forget(sessionStorage);
    new BroadcastChannel(SIGNED_OUT).postMessage("forget");
  };
}

function same(one: Fields, other: Fields): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

customElements.define("vig-keep", VigKeep);
