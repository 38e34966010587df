import { signInPath } from "../page";
import { sizeInWords, timeInWords } from "./amounts";
import { make } from "./dom";
import type { State, Transfer } from "./transfer";

/** Draws one file on its way, with what can be done about it now. */
export class Row {
  readonly element = make("section", { className: "transfer" });
  readonly #said = make("p", { className: "transfer-said" });
  readonly #bar = make("progress", { max: 100 });
  readonly #amount = make("span");
  readonly #pace = make("span");
  readonly #actions = make("div", { className: "actions" });
  #drawn: State | undefined;

  constructor(readonly transfer: Transfer) {
    const name = make("h2", { className: "transfer-name", textContent: transfer.file.name });
    const figures = make("p", { className: "transfer-figures" }, this.#amount, this.#pace);
    this.#bar.setAttribute("aria-label", "How much has arrived");
    this.element.append(name, this.#said, this.#bar, figures, this.#actions);
    transfer.addEventListener("change", () => this.#draw());
    this.#draw();
  }

  #draw(): void {
    const { transfer } = this;
    if (transfer.state === "removed") return this.element.remove();
    const share = (100 * transfer.sent) / transfer.file.size;
    this.#bar.value = share;
    this.#bar.hidden = transfer.sent === 0 || transfer.state === "done";
    this.#amount.textContent = amount(transfer, share);
    this.#pace.textContent = pace(transfer);
    if (this.#drawn === transfer.state) return;
    this.#drawn = transfer.state;
    this.element.dataset["state"] = transfer.state;
    this.#said.textContent = transfer.said || SAID[transfer.state] || "";
    this.#offer(...this.#choices());
  }

  #choices(): HTMLElement[] {
    const { transfer } = this;
    const choices: Partial<Record<State, HTMLElement[]>> = {
      chosen: [button("Leave out", () => void transfer.remove(), "btn-quiet")],
      queued: [this.#removal()],
      uploading: [button("Pause", () => transfer.pause()), this.#removal()],
      paused: [button("Go on", () => transfer.queue(), "btn-primary"), this.#removal()],
      waiting: [button("Try now", () => transfer.tryNow()), button("Pause", () => transfer.pause(), "btn-quiet")],
      "signed-out": [signIn(), button("Continue", () => transfer.queue())],
      refused: [button("Try again", () => transfer.queue()), this.#removal()],
      gone: [button("Begin again", () => void transfer.beginAgain(), "btn-primary"), this.#removal()],
      done: [link("Open the film", `/films/${transfer.film}/`)],
    };
    return choices[transfer.state] ?? [];
  }

  #removal(): HTMLElement {
    return button("Remove", () => this.#askBeforeRemoval(), "btn-quiet");
  }

  #askBeforeRemoval(): void {
    const keep = button("Keep it", () => this.#offer(...this.#choices()));
    const question = make("span", { textContent: "What has arrived of this film is deleted." });
    this.#offer(question, button("Remove it", () => void this.transfer.remove(), "btn-danger"), keep);
    keep.focus();
  }

  #offer(...choices: HTMLElement[]): void {
    const hadFocus = this.#actions.contains(document.activeElement);
    this.#actions.replaceChildren(...choices);
    if (hadFocus) this.#actions.querySelector<HTMLElement>("button, a")?.focus();
  }
}

/** What a state says where the service gave no reason of its own. */
export const SAID: Partial<Record<State, string>> = {
  queued: "Next in line.",
  preparing: "Beginning…",
  uploading: "On its way. You can keep working in another tab.",
  paused: "Paused. Nothing is lost.",
  done: "It has arrived and is being made ready to watch.",
};

function amount({ state, sent, file }: Transfer, share: number): string {
  if (sent === 0 || state === "done") return sizeInWords(file.size);
  return `${Math.floor(share)} % · ${sizeInWords(sent)} of ${sizeInWords(file.size)}`;
}

function pace({ state, sent, file, speed }: Transfer): string {
  const { bytesPerSecond } = speed;
  if (state !== "uploading" || !bytesPerSecond) return "";
  return `${sizeInWords(bytesPerSecond)} a second · ${timeInWords((file.size - sent) / bytesPerSecond)} left`;
}

function button(text: string, act: () => void, kind = ""): HTMLButtonElement {
  const made = make("button", { type: "button", className: `btn btn-sm ${kind}`, textContent: text });
  made.addEventListener("click", act);
  return made;
}

function link(text: string, href: string): HTMLAnchorElement {
  return make("a", { className: "btn btn-sm btn-primary", href, textContent: text });
}

function signIn(): HTMLAnchorElement {
  const away = link("Sign in in a new tab", signInPath);
  away.target = "_blank";
  away.rel = "noopener";
  return away;
}
