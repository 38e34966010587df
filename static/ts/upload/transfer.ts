import { type DetailedError, Upload } from "tus-js-client";

import { csrfToken } from "../page";
import { addFilm, beginUpload, deleteFilm, type Facts, type Film, Problem } from "./api";
import { fingerprint } from "./fingerprint";
import { forget, remember } from "./memory";
import { obstacle } from "./obstacles";
import { Speed } from "./speed";

export type State =
  | "chosen"
  | "queued"
  | "preparing"
  | "uploading"
  | "paused"
  | "waiting"
  | "signed-out"
  | "refused"
  | "gone"
  | "done"
  | "removed";

const SILENCE_MS = 45_000;
const LONGEST_WAIT_MS = 30_000;

/** The states in which bytes go, or will go without anybody doing anything. */
const BUSY: ReadonlySet<State> = new Set<State>(["queued", "preparing", "uploading", "waiting"]);

/**
 * One file on its way to the service: begins, pauses, meets obstacles and goes on after them. Sends `change`.
 *
 * The bytes go as one tus PATCH. After any interruption the service is asked where it stands.
 */
export class Transfer extends EventTarget {
  state: State = "chosen";
  said = "";
  sent = 0;
  readonly speed = new Speed();
  problem: Problem | undefined;

  #facts: Facts | undefined;
  #film: Film | undefined;
  #uploadUrl: string | undefined;
  #tus: Upload | undefined;
  #tries = 0;
  #heardAt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;

  constructor(
    readonly file: File,
    readonly filmsUrl: string,
    readonly readFacts: () => Facts,
    stopped?: { film: string; uploadUrl: string; offset: number },
  ) {
    super();
    if (!stopped) return;
    this.#film = { id: stopped.film, upload_url: "", upload: null };
    this.#uploadUrl = stopped.uploadUrl;
    this.sent = stopped.offset;
  }

  get busy(): boolean {
    return BUSY.has(this.state);
  }

  get film(): string | undefined {
    return this.#film?.id;
  }

  /** What was said of the film counts as it stands now: for the next one it may be changed. */
  queue(): void {
    this.#facts = this.readFacts();
    this.#become("queued");
  }

  async start(): Promise<void> {
    this.#still();
    this.#become("preparing");
    try {
      await this.#prepare();
    } catch (error) {
      if (error instanceof Problem) this.#meet(error);
      else if (error instanceof DOMException) this.#unreadable();
      else throw error;
      return;
    }
    if (this.state === "preparing") this.#send();
  }

  pause(): void {
    this.#still();
    this.#become("paused");
  }

  /** Where the service kept nothing of it, the same file begins as a new film. */
  async beginAgain(): Promise<void> {
    if (!(await this.#discard())) return;
    this.sent = 0;
    this.queue();
  }

  /** Takes the file out of the list; what had arrived of it is destroyed. */
  async remove(): Promise<void> {
    if (await this.#discard()) this.#become("removed");
  }

  /** The device says that it has no network: do not wait for the connection to die. */
  lost(): void {
    if (this.state === "uploading") this.#meet(new Problem(0));
  }

  /** The network is back, or somebody came back to this tab: an obstacle may be gone. */
  tryNow(): void {
    if (this.state === "waiting" || this.state === "signed-out") void this.start();
  }

  async #discard(): Promise<boolean> {
    this.#still();
    try {
      if (this.#film) await this.#deleteFilm(this.#film);
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#become("paused", "The service could not be told. Please try again in a moment.");
      return false;
    }
  }

  async #prepare(): Promise<void> {
    const known = await fingerprint(this.file);
    this.#film ??= await addFilm(this.filmsUrl, this.#facts ?? this.readFacts());
    this.#uploadUrl ??= await this.#begin(this.#film);
    remember(this.#film.id, known);
  }

  async #begin(film: Film): Promise<string> {
    try {
      return await beginUpload(film, this.file.size);
    } catch (error) {
      if (error instanceof Problem && obstacle(error).state === "refused") await this.#deleteFilm(film);
      throw error;
    }
  }

  async #deleteFilm(film: Film): Promise<void> {
    await deleteFilm(film.id).catch((error: unknown) => {
      if (!(error instanceof Problem && error.status === 404)) throw error;
    });
    forget(film.id);
    this.#film = undefined;
    this.#uploadUrl = undefined;
  }

  #send(): void {
    this.#become("uploading");
    this.speed.reset();
    this.#hear();
    this.#watch = setInterval(() => this.#checkForSilence(), 5000);
    this.#tus = new Upload(this.file, {
      uploadUrl: this.#uploadUrl ?? null,
      chunkSize: Infinity,
      retryDelays: null,
      storeFingerprintForResuming: false,
      onBeforeRequest: (request) => request.setHeader("X-CSRFToken", csrfToken()),
      onProgress: (sent) => this.#progress(sent),
      onSuccess: () => this.#done(),
      onError: (error) => this.#meet(problemOf(error)),
    });
    this.#tus.start();
  }

  #progress(sent: number): void {
    if (sent > this.sent) this.#tries = 0;
    this.sent = sent;
    this.#hear();
    this.speed.note(sent, performance.now() / 1000);
    this.dispatchEvent(new Event("change"));
  }

  #done(): void {
    this.#still();
    this.sent = this.file.size;
    if (this.#film) forget(this.#film.id);
    this.#become("done");
  }

  #meet(problem: Problem): void {
    this.#still();
    this.problem = problem;
    const { state, said } = obstacle(problem);
    this.#become(state, said);
    if (state === "waiting") this.#waitAndTry();
  }

  #unreadable(): void {
    this.#become(
      "refused",
      "This device cannot read the file any more. If it lies in a cloud, fetch it to the device first, then choose it again.",
    );
  }

  #waitAndTry(): void {
    const patience = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** this.#tries) * (0.75 + Math.random() / 2);
    this.#tries += 1;
    this.#retry = setTimeout(() => void this.start(), patience);
  }

  #hear(): void {
    this.#heardAt = Date.now();
  }

  /** A connection that died without a word, or a device that slept: nothing would ever tell us. */
  #checkForSilence(): void {
    if (Date.now() - this.#heardAt > SILENCE_MS) this.#meet(new Problem(0));
  }

  #still(): void {
    clearTimeout(this.#retry);
    clearInterval(this.#watch);
    void this.#tus?.abort();
    this.#tus = undefined;
  }

  #become(state: State, said = ""): void {
    this.state = state;
    this.said = said;
    this.dispatchEvent(new Event("change"));
  }
}

function problemOf(error: Error | DetailedError): Problem {
  const answer = "originalResponse" in error ? error.originalResponse : null;
  return answer ? Problem.from(answer.getStatus(), answer.getBody() ?? "") : new Problem(0);
}
