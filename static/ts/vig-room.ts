import type { Acts } from "./room/act-button";
import { actsOf } from "./room/acts";
import { api } from "./room/api";
import { h } from "./room/dom";
import { inRoom } from "./room/element";
import { Film, type FilmFacts } from "./room/film";
import { FrameRate } from "./room/frames";
import { Player } from "./room/player";
import type { Principle } from "./room/principles";
import { Room } from "./room/room";
import { actOf, undoActOf } from "./room/shortcuts";
import { sentenceFor } from "./room/sentences";
import { keysAreOn } from "./room/single-keys";
import { Source } from "./room/source";
import "./vig-conflict";
import "./vig-jump";
import "./vig-keys";
import "./vig-moments";
import "./vig-notice";
import "./vig-screen";
import "./vig-timeline";
import "./vig-transport";

/**
 * The review room: picture, timeline, keys and moments of one film. Everything comes from the API.
 *
 *     <vig-room film="/api/v1/films/…/"><p>Fetching the film…</p></vig-room>
 */
class VigRoom extends HTMLElement {
  async connectedCallback(): Promise<void> {
    try {
      await this.#open(this.getAttribute("film") ?? "");
    } catch (error) {
      this.#cannotOpen(sentenceFor(error, "No connection. The film opens as soon as you are back online."));
    }
  }

  async #open(url: string): Promise<void> {
    const [film, principles] = await Promise.all([Film.load(url), api.get<Principle[]>("/api/v1/principles/")]);
    const { playlist_url, frame_rate_fraction } = film.facts;
    if (!playlist_url || !frame_rate_fraction) return this.#cannotOpen("This film cannot be watched yet.");
    const video = h("video", { playsinline: true, preload: "auto", poster: film.facts.poster_url });
    // A poster stands until the first play; the picture should be the frame that the clock says from the start.
    video.addEventListener("loadeddata", () => video.removeAttribute("poster"), { once: true });
    const room = new Room(film, new Player(video, FrameRate.parse(frame_rate_fraction)), principles);
    this.#furnish(room, new Source(video, playlist_url));
    await Promise.all([room.moments.load(), film.watch()]);
  }

  #furnish(room: Room, source: Source): void {
    const screen = inRoom(h("vig-screen"), room);
    const timeline = inRoom(h("vig-timeline"), room);
    const transport = inRoom(h("vig-transport"), room);
    const jump = inRoom(h("vig-jump"), room);
    const keys = h("vig-keys");
    const stage = h("section", { class: "room-stage", "aria-label": "Film" }, screen, timeline, transport);
    const acts = actsOf(room, {
      zoom: (direction) => timeline.zoom(direction),
      goTo: () => jump.show(),
      help: () => keys.show(),
      fullScreen: () => fillScreen(stage, room.player.video),
    });
    screen.source = source;
    timeline.acts = transport.acts = acts;
    source.grown.listen((seconds) => grow(room, seconds));
    stage.append(inRoom(h("vig-notice"), room));
    this.replaceChildren(stage, inRoom(h("vig-moments"), room), jump, keys, inRoom(h("vig-conflict"), room));
    this.#listenForKeys(room, acts);
    window.addEventListener("beforeunload", (event) => room.hasUnsavedWords && event.preventDefault());
  }

  #listenForKeys(room: Room, acts: Acts): void {
    document.addEventListener("keydown", (event) => {
      const [act, undoAct] = [keysAreOn() ? actOf(event) : null, undoActOf(event)];
      if (!act && !undoAct) return;
      event.preventDefault();
      if (act) acts[act]();
      if (undoAct) void room[undoAct]();
    });
  }

  #cannotOpen(sentence: string): void {
    const again = h("button", { type: "button", class: "btn" }, "Try again");
    again.addEventListener("click", () => void this.connectedCallback());
    window.addEventListener("online", () => again.isConnected && again.click(), { once: true });
    this.replaceChildren(h("div", { class: "room-closed", role: "alert" }, h("p", {}, sentence), again));
  }
}

function grow(room: Room, seconds: number): void {
  const { frames, state }: FilmFacts = room.film.facts;
  room.player.grow(Math.min(room.player.rate.framesIn(seconds), frames ?? Infinity), state === "ready");
}

function fillScreen(stage: HTMLElement, video: HTMLVideoElement): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else if ("requestFullscreen" in stage) void stage.requestFullscreen();
  else (video as HTMLVideoElement & { webkitEnterFullscreen(): void }).webkitEnterFullscreen();
}

customElements.define("vig-room", VigRoom);
