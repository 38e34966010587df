import { writeTime } from "./room/clock";
import { type Child, button, h } from "./room/dom";
import { RoomElement } from "./room/element";
import { type IconName, icon } from "./room/icons";
import { type Act, shortcutOf } from "./room/shortcuts";
import { SPEEDS } from "./room/speeds";

/** The row of buttons under the film. Each has a key, which its title tells. */
class VigTransport extends RoomElement {
  acts!: Record<Act, () => void>;

  protected draw(gone: AbortSignal): void {
    const play = this.#press("play", "transport-play", icon("play"));
    const sound = this.#press("mute", "", icon("sound"));
    const time = this.#press("goTo", "transport-time", "0:00.00");
    const [loopA, loopB, loopOff] = [this.#press("loopA", "", "A"), this.#press("loopB", "", "B"), this.#icon("loopOff", "close")];
    const [speed, volume] = [this.#speed(), this.#volume()];
    // prettier-ignore
    this.replaceChildren(
      h("div", { class: "transport-main" },
        group("Play", this.#icon("secondBack"), this.#icon("frameBack"), play, this.#icon("frameOn"), this.#icon("secondOn")),
        group("Mark a moment", this.#mark("markIn", "In"), this.#mark("markOut", "Out"))),
      h("div", { class: "transport-more" },
        group("Position and speed", time, speed),
        group("Loop", icon("loop"), loopA, loopB, loopOff),
        group("Sound and view", sound, volume, this.#icon("fullScreen"), this.#icon("help", "keys"))),
    );
    const { player } = this.room;
    const show = (): void => {
      turn(play, player.isPlaying ? "pause" : "play", player.isPlaying ? "Pause" : "Play");
      turn(sound, player.video.muted ? "silent" : "sound", player.video.muted ? "Sound on" : "Sound off");
      speed.value = String(player.speed);
      volume.value = String(player.video.muted ? 0 : player.video.volume);
      loopA.setAttribute("aria-pressed", String(player.loopA !== null));
      loopB.setAttribute("aria-pressed", String(player.loopB !== null));
      loopOff.disabled = !player.range && player.loopA === null && player.loopB === null;
      this.dataset["shuttle"] = player.isPlaying && player.direction !== player.speed ? `${player.direction}×` : "";
    };
    player.changed.listen(show, gone);
    player.moved.listen((frame) => (time.textContent = writeTime(player.rate, frame)), gone);
    show();
  }

  #icon(act: Act, name: IconName = act as IconName): HTMLButtonElement {
    return this.#press(act, "", icon(name));
  }

  #mark(act: "markIn" | "markOut", word: string): HTMLButtonElement {
    return this.#press(act, "transport-mark", icon(act), word);
  }

  #press(act: Act, kind: string, ...children: Child[]): HTMLButtonElement {
    const { says, shown, keys } = shortcutOf(act);
    const attributes = { class: `transport-button ${kind}`, "aria-label": says, title: `${says} (${shown})`,
      "aria-keyshortcuts": keys[0] === " " ? "Space" : (keys[0] ?? ""), "data-act": act }; // prettier-ignore
    return button(attributes, children, () => this.acts[act]());
  }

  #speed(): HTMLSelectElement {
    const choices = SPEEDS.map((speed) => h("option", { value: speed }, `${speed}×`));
    const choice = h("select", { class: "transport-select", "aria-label": "Speed", title: "Speed (< and >)" }, ...choices);
    choice.addEventListener("change", () => {
      this.room.player.chooseSpeed(Number(choice.value));
      choice.blur(); // so that the next key is the film's again
    });
    return choice;
  }

  #volume(): HTMLInputElement {
    const slider = h("input", { type: "range", class: "transport-volume", min: 0, max: 1, step: 0.05, "aria-label": "Volume" });
    slider.addEventListener("input", () => this.room.player.setVolume(Number(slider.value)));
    slider.addEventListener("keydown", (event) => event.key.startsWith("Arrow") && event.stopPropagation());
    return slider;
  }
}

function group(label: string, ...children: Child[]): HTMLElement {
  return h("div", { role: "group", "aria-label": label, class: "transport-group" }, ...children);
}

function turn(pressed: HTMLButtonElement, drawing: IconName, label: string): void {
  if (pressed.getAttribute("aria-label") === label) return;
  pressed.replaceChildren(icon(drawing));
  pressed.setAttribute("aria-label", label);
}

customElements.define("vig-transport", VigTransport);

declare global {
  interface HTMLElementTagNameMap {
    "vig-transport": VigTransport;
  }
}
