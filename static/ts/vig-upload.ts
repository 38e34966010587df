import { toast } from "./page";
import type { Facts } from "./upload/api";
import { Awake } from "./upload/awake";
import { surelyNoFilm } from "./upload/chosen";
import { Queue } from "./upload/queue";
import { Row, SAID } from "./upload/row";
import { Transfer } from "./upload/transfer";
import { Unfinished } from "./upload/unfinished";

const QUARTERS = [25, 50, 75];

/**
 * Uploads films that go on after a pause, a reload, sleep, a lost network or a restart of the server.
 *
 *     <vig-upload data-films-url="/api/v1/cycles/…/films/">
 *       <ul data-unfinished><li data-film="…" data-upload="…" data-offset="0" data-length="9">…</li></ul>
 *       <form data-facts>…kind, recorded_on, in_shot… components/choose_files.html</form>
 *     </vig-upload>
 */
class VigUpload extends HTMLElement {
  readonly #queue = new Queue();
  readonly #awake = new Awake();
  #unfinished: Unfinished[] = [];

  connectedCallback(): void {
    this.#unfinished = Array.from(this.querySelectorAll<HTMLElement>("[data-film]"), (element) => {
      const stopped: Unfinished = new Unfinished(element, (file) => this.#goOn(stopped, file));
      return stopped;
    });
    this.#files.addEventListener("change", () => void this.#choose(this.#files));
    this.#facts.addEventListener("submit", this.#begin);
    this.#queue.addEventListener("change", () => this.#follow());
    this.#welcomeDrops();
  }

  disconnectedCallback(): void {
    this.#queue.close();
    this.#awake.close();
  }

  async #choose(input: HTMLInputElement): Promise<void> {
    const files = Array.from(input.files ?? []);
    input.value = "";
    await this.#take(files);
  }

  async #take(files: File[]): Promise<void> {
    for (const file of files) {
      const reason = surelyNoFilm(file);
      const stopped = reason ? undefined : await this.#sameAsBefore(file);
      if (reason) toast(reason, "error");
      else if (stopped) this.#goOn(stopped, file);
      else this.#show(new Transfer(file, this.#filmsUrl, this.#said));
    }
    this.#follow();
  }

  async #sameAsBefore(file: File): Promise<Unfinished | undefined> {
    for (const stopped of this.#unfinished) {
      if ((await stopped.differs(file)) === undefined) return stopped;
    }
    return undefined;
  }

  #goOn(stopped: Unfinished, file: File): void {
    this.#unfinished = this.#unfinished.filter((other) => other !== stopped);
    stopped.element.remove();
    const heading = this.querySelector<HTMLElement>(".unfinished");
    if (heading) heading.hidden = this.#unfinished.length === 0;
    this.#show(new Transfer(file, this.#filmsUrl, this.#said, stopped)).queue();
  }

  #show(transfer: Transfer): Transfer {
    this.#queue.add(transfer);
    this.#rows.append(new Row(transfer).element);
    this.#tell(transfer);
    return transfer;
  }

  #begin = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#chosen.forEach((transfer) => transfer.queue());
  };

  #follow(): void {
    const { length } = this.#chosen;
    this.#start.hidden = length === 0;
    this.#startButton.textContent = length > 1 ? `Upload ${length} films` : "Upload the film";
    this.#awake.want(this.#queue.busy);
    this.#showFieldErrors();
  }

  /** A refused value is said where it was typed, too; what was typed stays. */
  #showFieldErrors(): void {
    const refused = this.#queue.all.filter((transfer) => transfer.state === "refused");
    for (const control of this.#facts.querySelectorAll<HTMLInputElement>("[name]")) {
      const said = refused.flatMap((transfer) => transfer.problem?.fields[control.name] ?? []);
      control.classList.toggle("is-invalid", said.length > 0);
    }
  }

  /** Screen readers hear each change of state and each quarter, not every byte. */
  #tell(transfer: Transfer): void {
    let state = transfer.state;
    let told = 0;
    transfer.addEventListener("change", () => {
      const quarter = QUARTERS.filter((share) => (100 * transfer.sent) / transfer.file.size >= share).length;
      if (transfer.state !== state) this.#say(`${transfer.file.name}: ${transfer.said || SAID[transfer.state] || ""}`);
      else if (quarter > told) this.#say(`${transfer.file.name}: ${QUARTERS[quarter - 1]} %`);
      state = transfer.state;
      told = quarter;
    });
  }

  #say(sentence: string): void {
    const region = this.querySelector("[data-said]");
    if (region) region.textContent = sentence;
  }

  #welcomeDrops(): void {
    const drop = this.#part("[data-drop]");
    drop.addEventListener("dragover", (event) => {
      event.preventDefault();
      drop.dataset["over"] = "";
    });
    drop.addEventListener("dragleave", () => delete drop.dataset["over"]);
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      delete drop.dataset["over"];
      void this.#take(Array.from(event.dataTransfer?.files ?? []));
    });
  }

  #said = (): Facts => {
    const said = new FormData(this.#facts);
    return {
      kind: String(said.get("kind")),
      recorded_on: String(said.get("recorded_on")),
      in_shot: said.getAll("in_shot").map(String),
    };
  };

  get #chosen(): Transfer[] {
    return this.#queue.all.filter((transfer) => transfer.state === "chosen");
  }

  get #filmsUrl(): string {
    return this.dataset["filmsUrl"] ?? "";
  }

  get #facts(): HTMLFormElement {
    return this.#part<HTMLFormElement>("form[data-facts]");
  }

  get #files(): HTMLInputElement {
    return this.#part<HTMLInputElement>("#files");
  }

  get #rows(): HTMLElement {
    return this.#part("[data-rows]");
  }

  get #start(): HTMLElement {
    return this.#part("[data-start]");
  }

  get #startButton(): HTMLElement {
    return this.#part("[data-start] button");
  }

  #part<Part extends HTMLElement = HTMLElement>(selector: string): Part {
    const part = this.querySelector<Part>(selector);
    if (!part) throw new Error(`vig-upload lacks ${selector}`);
    return part;
  }
}

customElements.define("vig-upload", VigUpload);
