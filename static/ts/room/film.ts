import { NoConnection, api } from "./api";
import { type Peaks, gainOf, readPeaks } from "./peaks";
import type { ScrubSheet } from "./scrub";
import { Signal } from "./signal";

/** `GET /api/v1/films/{id}/`: what is not known yet is null. */
export interface FilmFacts {
  readonly id: string;
  readonly state: "waiting" | "uploading" | "processing" | "ready" | "failed" | "destroyed";
  readonly stage: string;
  readonly playable: boolean;
  readonly progress: number;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly frame_rate_fraction: string | null;
  readonly frames: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly playlist_url: string | null;
  readonly poster_url: string | null;
  readonly peaks_url: string | null;
  readonly scrub: ScrubSheet | null;
  readonly clips_url: string;
}

const WATCH_EVERY_MS = 2000;

/** A film as it comes along: asks again until everything about it is there. */
export class Film {
  readonly changed = new Signal();
  sheet: ScrubSheet | null = null;
  peaks: Peaks | null = null;
  gain = 1;

  private constructor(
    readonly url: string,
    public facts: FilmFacts,
  ) {}

  static async load(url: string): Promise<Film> {
    return new Film(url, await api.get<FilmFacts>(url));
  }

  get isComing(): boolean {
    return ["waiting", "uploading", "processing"].includes(this.facts.state);
  }

  /** Ask until the film is whole; a lost line is waited out. */
  async watch(): Promise<void> {
    await this.#fetchExtras();
    while (this.isComing) {
      await new Promise((resolve) => setTimeout(resolve, WATCH_EVERY_MS));
      await this.#look();
    }
  }

  async #look(): Promise<void> {
    try {
      this.facts = await api.look<FilmFacts>(this.url);
      await this.#fetchExtras();
    } catch (error) {
      if (!(error instanceof NoConnection)) throw error;
    }
    this.changed.send();
  }

  async #fetchExtras(): Promise<void> {
    const { scrub, peaks_url } = this.facts;
    if (scrub && !this.sheet) this.sheet = { ...scrub, url: URL.createObjectURL(await api.bytes(scrub.url)) };
    if (peaks_url && !this.peaks) await this.#fetchPeaks(peaks_url);
    this.changed.send();
  }

  async #fetchPeaks(url: string): Promise<void> {
    this.peaks = readPeaks(await (await api.bytes(url)).arrayBuffer());
    this.gain = gainOf(this.peaks);
  }
}
