import { sizeInWords } from "./amounts";
import { make } from "./dom";
import { fingerprint } from "./fingerprint";
import { recall } from "./memory";

/** An upload that stopped, as the server drew it, with a way to choose its file again. */
export class Unfinished {
  readonly film: string;
  readonly uploadUrl: string;
  readonly offset: number;
  readonly #length: number;
  readonly #error = make("p", { className: "field-error", hidden: true });

  constructor(
    readonly element: HTMLElement,
    goOn: (file: File) => void,
  ) {
    const { film = "", upload = "", offset, length } = element.dataset;
    this.film = film;
    this.uploadUrl = upload;
    this.offset = Number(offset);
    this.#length = Number(length);
    this.#error.setAttribute("role", "alert");
    element.querySelector("p")?.after(this.#chooser(goOn));
    element.append(this.#error);
  }

  /** Undefined if it is the same film, else a sentence about why not. */
  async differs(file: File): Promise<string | undefined> {
    if (file.size !== this.#length) {
      return (
        `This is another file: it has ${sizeInWords(file.size)}, and the one that stopped has ` +
        `${sizeInWords(this.#length)}. Choose the original, in full size.`
      );
    }
    const known = recall(this.film);
    if (known === undefined || known === (await fingerprint(file))) return undefined;
    return "This is another film of the same size. Choose the one with which the upload began.";
  }

  #chooser(goOn: (file: File) => void): HTMLElement {
    const input = make("input", { type: "file", accept: "video/*,.mts,.m2ts,.mkv", className: "visually-hidden" });
    input.id = `again-${this.film}`;
    input.addEventListener("change", () => void this.#check(input, goOn));
    const label = make("label", { className: "btn", htmlFor: input.id, textContent: "Choose the file again" });
    return make("div", { className: "again" }, label, input);
  }

  async #check(input: HTMLInputElement, goOn: (file: File) => void): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    const reason = await this.differs(file);
    input.value = "";
    this.#error.textContent = reason ?? "";
    this.#error.hidden = reason === undefined;
    if (reason === undefined) goOn(file);
  }
}
