import Hls, { type ErrorData, Events, ErrorTypes, type HlsConfig } from "hls.js";
import { Signal } from "./signal";

/**
 * - No worker: it would have to be made from a blob, which our content security policy forbids.
 * - A film that is still being processed is a growing playlist; to hls.js that is a live stream. It starts at its
 *   beginning and never jumps to its end.
 * - At most half a minute ahead, however small its bytes: what is here already plays on after a consent is withdrawn.
 * - The sharp rendition first: moments are chosen by small movements.
 */
const CONFIG: Partial<HlsConfig> = {
  enableWorker: false,
  startPosition: 0,
  lowLatencyMode: false,
  liveSyncDuration: 0,
  liveMaxLatencyDuration: Number.POSITIVE_INFINITY,
  abrEwmaDefaultEstimate: 8_000_000,
  maxBufferLength: 30,
  maxMaxBufferLength: 30,
  backBufferLength: 120,
};

const TRY_AGAIN_MS = 3000;

/** What the service answers when a film may not be watched any more; signing in again would change nothing. */
const CLOSED = new Set([403, 404]);

/** Brings a film's playlist into a video element, by hls.js where Media Source Extensions are, else natively. */
export class Source {
  /** Seconds of film that can be played by now. */
  readonly grown = new Signal<number>();
  /** A sentence while the film does not come through, null once it does. */
  readonly trouble = new Signal<string | null>();
  #hls: Hls | null = null;
  #repaired = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly url: string,
  ) {
    if (Hls.isSupported()) this.#openWithHls();
    else this.#openNatively();
    window.addEventListener("online", () => this.retry());
  }

  retry(): void {
    clearTimeout(this.#timer);
    if (!this.#hls) return Hls.isSupported() ? undefined : this.#openNatively();
    if (this.#hls.levels.length === 0) this.#hls.loadSource(this.url);
    else this.#hls.startLoad(this.video.currentTime);
    if (this.video.error) this.#hls.recoverMediaError();
  }

  #openWithHls(): void {
    const hls = new Hls(CONFIG);
    this.#hls = hls;
    hls.on(Events.LEVEL_UPDATED, (_event, { details }) => this.grown.send(details.edge));
    hls.on(Events.FRAG_BUFFERED, () => this.#comesThrough());
    hls.on(Events.ERROR, (_event, error) => this.#onError(error));
    hls.loadSource(this.url);
    hls.attachMedia(this.video);
  }

  #openNatively(): void {
    this.video.src = this.url;
    this.video.addEventListener("durationchange", () => {
      if (Number.isFinite(this.video.duration)) this.grown.send(this.video.duration);
    });
    this.video.addEventListener("canplay", () => this.#comesThrough());
    this.video.addEventListener("error", () => this.trouble.send("This film does not play in this browser just now."));
  }

  #comesThrough(): void {
    this.#repaired = false;
    this.trouble.send(null);
  }

  /** Nobody may watch it any more: what was fetched ahead goes too. */
  #close(): void {
    this.#hls?.destroy();
    this.#hls = null;
    this.video.removeAttribute("src");
    this.video.load();
  }

  #onError(error: ErrorData): void {
    if (!error.fatal) return;
    if (error.type === ErrorTypes.MEDIA_ERROR && !this.#repaired) {
      this.#repaired = true;
      return this.#hls?.recoverMediaError();
    }
    this.trouble.send(sentenceFor(error));
    if (CLOSED.has(error.response?.code ?? 0)) return this.#close();
    if (error.type === ErrorTypes.NETWORK_ERROR) this.#timer = setTimeout(() => this.retry(), TRY_AGAIN_MS);
  }
}

function sentenceFor(error: ErrorData): string {
  if (error.type !== ErrorTypes.NETWORK_ERROR) return "The picture stopped. Please try again.";
  const status = error.response?.code ?? 0;
  if (status === 401) return "You are signed out. Sign in again in another tab, then try again here.";
  if (status === 403) return "This film is closed: consent does not reach it any more. Go back to the case to see why.";
  if (status === 404) return "This film can no longer be watched.";
  return "The film does not come through just now. We try again.";
}
