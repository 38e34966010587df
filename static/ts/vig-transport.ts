import { type Acts, actButton } from "./room/act-button";
import { type Child, h } from "./room/dom";
import { RoomElement } from "./room/element";
import { type IconName, icon } from "./room/icons";
import type { Act } from "./room/shortcuts";
import { SPEEDS } from "./room/speeds";

/** The row of buttons under the film. Each has a key, which its title tells. */
class VigTransport extends RoomElement {
  acts!: Acts;

  protected draw(gone: AbortSignal): void {
    const [play, sound] = [this.#act("play", "play", "stage-play"), this.#act("mute", "sound")];
    const [speed, volume] = [this.#speed(), this.#volume()];
    const steps = group(
      "Play",
      this.#act("secondBack"),
      this.#act("frameBack"),
      play,
      this.#act("frameOn"),
      this.#act("secondOn"),
    );
    const marks = group("Mark a moment", this.#mark("markIn", "In"), this.#mark("markOut", "Out"));
    const view = group("Sound and view", speed, sound, volume, this.#act("fullScreen"), this.#act("help", "keys"));
    this.replaceChildren(h("div", { class: "transport-main" }, steps, marks), view);
    const { player } = this.room;
    const show = (): void => {
      turn(play, player.isPlaying ? "pause" : "play", player.isPlaying ? "Pause" : "Play");
      turn(sound, player.video.muted ? "silent" : "sound", player.video.muted ? "Sound on" : "Sound off");
      showSpeed(speed, player.speed, player.isPlaying ? player.direction : player.speed);
      volume.value = String(player.video.muted ? 0 : player.video.volume);
    };
    player.changed.listen(show, gone);
    show();
  }

  #act(act: Act, name: IconName = act as IconName, kind = ""): HTMLButtonElement {
    return actButton(this.acts, act, [icon(name)], kind);
  }

  #mark(act: "markIn" | "markOut", word: string): HTMLButtonElement {
    return actButton(this.acts, act, [icon(act), word], "stage-mark");
  }

  #speed(): HTMLSelectElement {
    const choices = SPEEDS.map((speed) => h("option", { value: speed }, `${speed}×`));
    const choice = h(
      "select",
      { class: "stage-select", "aria-label": "Speed", title: "Speed (< and >)" },
      h("option", { hidden: true }),
      ...choices,
    );
    choice.addEventListener("change", () => {
      this.room.player.chooseSpeed(Number(choice.value));
      choice.blur(); // so that the next key is the film's again
    });
    return choice;
  }

  #volume(): HTMLInputElement {
    const slider = h("input", {
      type: "range",
      class: "stage-volume",
      min: 0,
      max: 1,
      step: 0.05,
      "aria-label": "Volume",
    });
    slider.addEventListener("input", () => this.room.player.setVolume(Number(slider.value)));
    slider.addEventListener("keydown", (event) => /^(Arrow|Home|End)/.test(event.key) && event.stopPropagation());
    return slider;
  }
}

function group(label: string, ...children: Child[]): HTMLElement {
  return h("div", { role: "group", "aria-label": label, class: "stage-group" }, ...children);
}

/** The chosen speed; while J or L go at another one, that. */
function showSpeed(choice: HTMLSelectElement, chosen: number, present: number): void {
  const shuttle = choice.options[0] as HTMLOptionElement;
  shuttle.textContent = `${present}×`.replace("-", "−");
  choice.value = String(chosen);
  if (present !== chosen) shuttle.selected = true;
}

function turn(pressed: HTMLButtonElement, drawing: IconName, label: string): void {
  if (pressed.getAttribute("aria-label") === label && pressed.dataset["drawn"] === drawing) return;
  pressed.dataset["drawn"] = drawing;
  pressed.replaceChildren(icon(drawing));
  pressed.setAttribute("aria-label", label);
}

customElements.define("vig-transport", VigTransport);

declare global {
  interface HTMLElementTagNameMap {
    "vig-transport": VigTransport;
  }
}
