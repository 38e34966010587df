import { Source } from "./room/source";

/**
 * A whole film that was shared: nothing of it is fetched before somebody presses play.
 *
 *     <vig-shared-film playlist="/media/films/…/master.m3u8"><video hidden></video><p hidden></p><button>Play</button></vig-shared-film>
 */
class VigSharedFilm extends HTMLElement {
  connectedCallback(): void {
    this.querySelector("button")?.addEventListener("click", (event) => {
      (event.currentTarget as HTMLButtonElement).hidden = true;
      this.#open();
    });
  }

  #open(): void {
    const video = this.querySelector("video");
    const trouble = this.querySelector("p");
    if (!video || !trouble) return;
    video.hidden = false;
    const source = new Source(video, this.getAttribute("playlist") ?? "");
    source.trouble.listen((sentence) => {
      trouble.hidden = sentence === null;
      trouble.textContent = sentence;
    });
    video.focus();
    void video.play().catch(() => undefined); // a browser that wants another press has its own button for it
  }
}

customElements.define("vig-shared-film", VigSharedFilm);
