import { sayTime } from "./room/clock";
import { RoomElement } from "./room/element";
import type { Span } from "./room/frames";
import type { Moment } from "./room/moments";

const SETTLE_AFTER_MS = 700;

/**
 * One edge of a moment on the timeline. A finger, a mouse or the arrow keys move it by whole frames, and the picture
 * follows; it is saved when it is let go, or when the keys have rested for a moment.
 */
class VigEdge extends RoomElement {
  edge!: "start" | "end";
  moment: Moment | null = null;
  /** Which frame lies under a point of the screen; may be a fraction. */
  frameUnder!: (clientX: number) => number;
  #before: Span | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected draw(gone: AbortSignal): void {
    const until = { signal: gone };
    this.tabIndex = 0;
    this.dataset["edge"] = this.edge;
    this.setAttribute("role", "slider");
    this.addEventListener("pointerdown", (event) => this.#take(event), until);
    this.addEventListener("pointermove", (event) => this.#drag(event), until);
    this.addEventListener("lostpointercapture", () => this.#settle(), until);
    this.addEventListener("keydown", (event) => this.#onKey(event), until);
    this.addEventListener("blur", () => this.#settle(), until);
    this.tell();
  }

  /** Say where the edge is now. */
  tell(): void {
    const span = this.#span;
    if (!span) return;
    const frame = span[this.edge];
    const name = this.moment?.name ?? "the new moment";
    this.setAttribute("aria-label", `${this.edge === "start" ? "Start" : "End"} of ${name}`);
    this.setAttribute("aria-valuemin", "0");
    this.setAttribute("aria-valuemax", String(this.room.frames));
    this.setAttribute("aria-valuenow", String(frame));
    this.setAttribute("aria-valuetext", sayTime(this.room.player.rate, frame));
  }

  get #span(): Span | null {
    return this.moment?.span ?? this.room.draft?.span ?? null;
  }

  #take(event: PointerEvent): void {
    event.preventDefault();
    event.stopPropagation();
    this.focus({ preventScroll: true });
    this.setPointerCapture(event.pointerId);
  }

  #drag(event: PointerEvent): void {
    if (this.hasPointerCapture(event.pointerId)) this.#moveTo(this.frameUnder(event.clientX));
  }

  #moveTo(frame: number): void {
    const span = this.#span;
    if (!span) return;
    this.#before ??= span;
    this.room.moveEdge(this.moment, this.edge, Math.round(frame));
  }

  #onKey(event: KeyboardEvent): void {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    const span = this.#span;
    if (!direction || !span || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const frames = event.shiftKey ? this.room.player.rate.framesIn(1) : 1;
    this.#moveTo(span[this.edge] + direction * frames);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), SETTLE_AFTER_MS);
  }

  #settle(): void {
    clearTimeout(this.#timer);
    const before = this.#before;
    this.#before = null;
    if (before) void this.room.settleEdges(this.moment, before);
  }
}

customElements.define("vig-edge", VigEdge);

declare global {
  interface HTMLElementTagNameMap {
    "vig-edge": VigEdge;
  }
}
