import { type Acts, actButton } from "./room/act-button";
import { sayTime, writeTime } from "./room/clock";
import { button, h } from "./room/dom";
import { RoomElement, inRoom } from "./room/element";
import { type Span, clamp } from "./room/frames";
import { icon } from "./room/icons";
import { lanesOf } from "./room/lanes";
import type { Moment } from "./room/moments";
import { drawTimeline } from "./room/ruler";
import "./vig-edge";
import "./vig-scrub-picture";

/** Room at both ends, so that the first and the last frame can be taken hold of. */
const MARGIN = 24;
/** As near as one may look: pixels for each frame. */
const CLOSEST = 12;
const FOLLOW_AT = 0.9;

/**
 * The film from end to end: its sound, what of it can be played, the moments with edges that move by frame, the loop,
 * and where we are. It scrolls sideways when one looks closer.
 */
class VigTimeline extends RoomElement {
  acts!: Acts;
  #wave = h("canvas", { class: "timeline-wave", "aria-hidden": "true" });
  #track = h("div", {
    class: "timeline-track",
    role: "slider",
    tabindex: 0,
    "aria-label": "Position in the film",
    "aria-valuemin": 0,
  });
  #buffered = h("div", { class: "timeline-buffered" });
  #coming = h("div", { class: "timeline-coming" }, h("span", {}, "still coming"));
  #loop = h("div", { class: "timeline-loop" });
  #ranges = h("div", { class: "timeline-ranges" });
  #head = h("div", { class: "timeline-playhead" });
  #film = h(
    "div",
    { class: "timeline-film" },
    this.#coming,
    this.#buffered,
    this.#loop,
    this.#track,
    this.#ranges,
    this.#head,
  );
  #inner = h("div", { class: "timeline-inner" }, this.#wave, this.#film);
  #scroll = h("div", { class: "timeline-scroll", tabindex: -1 }, this.#inner);
  #picture = h("vig-scrub-picture");
  #time!: HTMLButtonElement;
  #drawn: (Moment | null)[] = [];
  #zoom = 1;

  protected draw(gone: AbortSignal): void {
    const { room } = this;
    this.replaceChildren(this.#header(gone), this.#scroll, inRoom(this.#picture, room));
    room.player.moved.listen(() => this.#showPosition(), gone);
    room.player.changed.listen(() => this.#showReady(), gone);
    room.player.video.addEventListener("progress", () => this.#showReady(), { signal: gone });
    room.film.changed.listen(() => this.#showAll(), gone);
    for (const news of [room.changed, room.moments.changed]) news.listen(() => this.#showRanges(), gone);
    this.#scroll.addEventListener("scroll", () => this.#showGround(), { signal: gone });
    this.#listenToPointer(gone);
    const resized = new ResizeObserver(() => this.#showGround());
    resized.observe(this.#scroll);
    gone.addEventListener("abort", () => resized.disconnect());
    this.#showAll();
  }

  /** Look closer (1), farther (-1) or at the whole film (0), keeping the playhead where it is on the screen. */
  zoom(direction: 1 | -1 | 0): void {
    const before = this.#xOf(this.room.player.frame) - this.#scroll.scrollLeft;
    const most = Math.max(1, (this.room.frames * CLOSEST) / this.#scroll.clientWidth);
    this.#zoom = direction === 0 ? 1 : clamp(this.#zoom * 2 ** direction, 1, most);
    this.#inner.style.inlineSize = `${this.#zoom * 100}%`;
    this.#scroll.scrollLeft = this.#xOf(this.room.player.frame) - before;
    this.#showAll();
  }

  #header(gone: AbortSignal): HTMLElement {
    const { player } = this.room;
    const [a, b, off] = [
      actButton(this.acts, "loopA", ["A"]),
      actButton(this.acts, "loopB", ["B"]),
      actButton(this.acts, "loopOff", [icon("close")]),
    ];
    const show = (): void => {
      a.setAttribute("aria-pressed", String(player.loopA !== null));
      b.setAttribute("aria-pressed", String(player.loopB !== null));
      off.disabled = !player.range && player.loopA === null && player.loopB === null;
    };
    player.changed.listen(show, gone);
    show();
    const zooms = (["zoomOut", "zoomAll", "zoomIn"] as const).map((act) => actButton(this.acts, act, [icon(act)]));
    this.#time = actButton(this.acts, "goTo", [], "timeline-time");
    this.#time.removeAttribute("aria-label"); // it is called by the time that it shows; the title says what it does
    return h(
      "div",
      { class: "timeline-header" },
      this.#time,
      h("div", { class: "stage-group", role: "group", "aria-label": "Loop" }, icon("loop"), a, b, off),
      h("div", { class: "stage-group", role: "group", "aria-label": "Timeline" }, ...zooms),
    );
  }

  // Pointer

  #listenToPointer(gone: AbortSignal): void {
    const track = this.#track;
    let playAfterwards = false;
    track.addEventListener(
      "pointerdown",
      (event) => {
        if (event.button !== 0) return;
        track.setPointerCapture(event.pointerId);
        playAfterwards = this.room.player.isPlaying;
        this.room.player.pause();
        this.#scrubTo(event);
      },
      { signal: gone },
    );
    track.addEventListener(
      "pointermove",
      (event) => {
        if (track.hasPointerCapture(event.pointerId)) this.#scrubTo(event);
        else this.#preview(event);
      },
      { signal: gone },
    );
    track.addEventListener(
      "lostpointercapture",
      () => {
        this.#picture.hide();
        if (playAfterwards) this.room.player.play();
      },
      { signal: gone },
    );
    track.addEventListener("pointerleave", () => this.#picture.hide(), { signal: gone });
  }

  #scrubTo(event: PointerEvent): void {
    this.room.player.seek(Math.floor(this.#frameUnder(event.clientX)));
    this.#preview(event);
  }

  #preview(event: PointerEvent): void {
    const { left, width } = this.getBoundingClientRect();
    const frame = clamp(Math.floor(this.#frameUnder(event.clientX)), 0, this.room.frames - 1);
    this.#picture.show(frame, event.clientX - left, width);
  }

  // Places

  #frameUnder = (clientX: number): number => {
    const { left, width } = this.#film.getBoundingClientRect();
    return ((clientX - left) / width) * this.room.frames;
  };

  #xOf(frame: number): number {
    return MARGIN + (frame / Math.max(this.room.frames, 1)) * (this.#inner.clientWidth - 2 * MARGIN);
  }

  #place(element: HTMLElement, span: Span | null): void {
    element.hidden = span === null;
    if (!span) return;
    const total = Math.max(this.room.frames, 1);
    element.style.insetInlineStart = `${(span.start / total) * 100}%`;
    element.style.inlineSize = `${((span.end - span.start) / total) * 100}%`;
  }

  // What is seen

  #showAll(): void {
    this.#showReady();
    this.#showRanges();
    this.#showPosition();
    this.#showGround();
  }

  #showPosition(): void {
    const { player, frames } = this.room;
    this.#place(this.#head, { start: player.frame, end: player.frame + 1 });
    const total = h("span", { class: "timeline-total" }, ` / ${writeTime(player.rate, frames)}`);
    this.#time.replaceChildren(h("b", {}, writeTime(player.rate, player.frame)), total);
    if (!player.isPlaying) this.#sayPosition();
    this.#follow();
  }

  #sayPosition(): void {
    const { player, frames } = this.room;
    this.#track.setAttribute("aria-valuemax", String(Math.max(frames - 1, 0)));
    this.#track.setAttribute("aria-valuenow", String(player.frame));
    this.#track.setAttribute("aria-valuetext", sayTime(player.rate, player.frame));
  }

  #follow(): void {
    const { scrollLeft, clientWidth } = this.#scroll;
    const x = this.#xOf(this.room.player.frame) - scrollLeft;
    if (this.#zoom > 1 && (x < 0 || x > clientWidth * FOLLOW_AT))
      this.#scroll.scrollLeft += x - clientWidth * (1 - FOLLOW_AT);
  }

  #showReady(): void {
    const { player, frames, film } = this.room;
    this.#place(this.#coming, film.isComing && player.ready < frames ? { start: player.ready, end: frames } : null);
    this.#place(this.#loop, player.range);
    this.#loop.classList.toggle("loops", player.range?.loops ?? false);
    this.#place(
      this.#buffered,
      bufferedAround(player.video, (seconds) => player.rate.frameAt(seconds)),
    );
    if (!player.isPlaying) this.#sayPosition();
  }

  /** Elements are kept where they can be, because a finger may be holding one. */
  #showRanges(): void {
    const { moments, draft } = this.room;
    const shown = [...moments.inOrder, ...(draft && !draft.moment ? [null] : [])];
    if (shown.length !== this.#drawn.length || shown.some((moment, at) => moment !== this.#drawn[at]))
      this.#redrawRanges(shown);
    const spans = shown.map((moment) => moment?.span ?? draftSpan(draft));
    const lanes = lanesOf(spans);
    this.style.setProperty("--lanes", String(Math.max(1, ...lanes.map((lane) => lane + 1))));
    shown.forEach((moment, at) =>
      this.#showRange(this.#ranges.children[at] as HTMLElement, moment, spans[at] ?? null, lanes[at] ?? 0),
    );
  }

  #redrawRanges(shown: (Moment | null)[]): void {
    const before = new Map(this.#drawn.map((moment, at) => [moment, this.#ranges.children[at]]));
    this.#drawn = shown;
    this.#ranges.replaceChildren(...shown.map((moment) => before.get(moment) ?? this.#range(moment)));
  }

  #range(moment: Moment | null): HTMLElement {
    const press = (): void => {
      if (!moment) return;
      this.room.select(moment);
      this.room.player.seek(moment.span.start);
    };
    const edges = (["start", "end"] as const).map((edge) =>
      inRoom(Object.assign(h("vig-edge"), { edge, moment, frameUnder: this.#frameUnder }), this.room),
    );
    return h("div", { class: "timeline-range" }, button({ class: "range-name" }, [h("span")], press), ...edges);
  }

  #showRange(range: HTMLElement, moment: Moment | null, span: Span | null, lane: number): void {
    const name = range.querySelector(".range-name > span");
    const isChosen = moment === null || moment === this.room.selected;
    this.#place(range, span);
    range.style.setProperty("--lane", String(lane));
    range.classList.toggle("chosen", isChosen);
    range.classList.toggle("new", moment === null);
    if (name) name.textContent = moment?.name ?? "New moment";
    for (const edge of range.querySelectorAll("vig-edge")) {
      edge.hidden = !isChosen || (moment === null && this.room.draft?.span === null);
      edge.tell();
    }
  }

  #showGround(): void {
    const style = getComputedStyle(this);
    const framesAPixel = this.room.frames / Math.max(this.#inner.clientWidth - 2 * MARGIN, 1);
    if (framesAPixel === 0) return;
    this.#wave.style.inlineSize = `${this.#scroll.clientWidth}px`;
    drawTimeline(this.#wave, {
      peaks: this.room.film.peaks,
      gain: this.room.film.gain,
      rate: this.room.player.rate,
      frames: this.room.frames,
      from: (this.#scroll.scrollLeft - MARGIN) * framesAPixel,
      framesAPixel,
      colour: style.getPropertyValue("--vig-wave"),
      ink: style.getPropertyValue("--vig-on-stage-soft"),
      font: `12px ${style.fontFamily}`,
    });
  }
}

/** What stands of a new moment: both edges, or a single frame where only one is set. */
function draftSpan(draft: { start: number | null; end: number | null; span: Span | null } | null): Span {
  if (draft?.span) return draft.span;
  const only = draft?.start ?? (draft?.end ?? 1) - 1;
  return { start: only, end: only + 1 };
}

function bufferedAround(
  { buffered, currentTime }: HTMLVideoElement,
  frameAt: (seconds: number) => number,
): Span | null {
  for (let i = 0; i < buffered.length; i++) {
    if (buffered.start(i) <= currentTime + 0.1 && currentTime <= buffered.end(i)) {
      return { start: frameAt(buffered.start(i)), end: frameAt(buffered.end(i)) };
    }
  }
  return null;
}

customElements.define("vig-timeline", VigTimeline);

declare global {
  interface HTMLElementTagNameMap {
    "vig-timeline": VigTimeline;
  }
}
