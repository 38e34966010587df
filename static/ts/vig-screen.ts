import { button, h } from "./room/dom";
import { RoomElement } from "./room/element";
import { icon } from "./room/icons";
import type { Source } from "./room/source";

/**
 * The picture, dark around it, and what one should know when it does not come: waiting, still in the making, trouble.
 * The video's `data-frame` is the frame that the browser has put onto the screen.
 */
class VigScreen extends RoomElement {
  source!: Source;

  protected draw(gone: AbortSignal): void {
    const { player, film } = this.room;
    const { width, height } = film.facts;
    const start = button({ class: "screen-start", "aria-label": "Play" }, [icon("play")], () => player.play());
    const note = h("p", { class: "screen-note", role: "status" });
    if (width && height) this.style.setProperty("--film-shape", `${width} / ${height}`);
    player.video.addEventListener("click", () => player.toggle(), { signal: gone });
    this.replaceChildren(player.video, start, note, this.#trouble(gone));
    const show = (): void => {
      start.hidden = player.isPlaying || player.frame > 0;
      note.textContent = this.#whatWeWaitFor();
    };
    player.changed.listen(show, gone);
    player.moved.listen(show, gone);
    film.changed.listen(show, gone);
    show();
  }

  #whatWeWaitFor(): string {
    const { player, film } = this.room;
    const isAtEdge = film.isComing && player.frame >= player.lastFrame - 1;
    if (player.isWaiting) return isAtEdge ? "The rest of the film is still being made ready." : "Fetching the picture…";
    if (film.facts.state === "failed") return film.facts.failure?.message ?? "";
    return film.isComing ? `${film.facts.stage} · ${Math.floor(film.facts.progress * 100)} %` : "";
  }

  #trouble(gone: AbortSignal): HTMLElement {
    const words = h("p");
    const again = button({ class: "btn" }, ["Try again"], () => this.source.retry());
    const box = h("div", { class: "screen-trouble", role: "alert", hidden: true }, words, again);
    this.source.trouble.listen((sentence) => {
      box.hidden = sentence === null;
      words.textContent = sentence;
    }, gone);
    return box;
  }
}

customElements.define("vig-screen", VigScreen);

declare global {
  interface HTMLElementTagNameMap {
    "vig-screen": VigScreen;
  }
}
