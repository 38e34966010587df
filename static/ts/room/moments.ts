import { NoConnection, Problem, api } from "./api";
import type { Span } from "./frames";
import { Signal } from "./signal";
import type { UndoStack } from "./undo";

/** What a person says about a moment. */
export interface Words {
  readonly title: string;
  readonly note: string;
  readonly principles: readonly string[];
}

export interface Values extends Words {
  readonly start_frame: number;
  readonly end_frame: number;
}

/** A moment as the API tells it. */
export interface Clip extends Values {
  readonly id: string;
  readonly number: number;
  readonly state: "waiting" | "cutting" | "ready" | "failed";
  readonly failure: { readonly message: string } | null;
  readonly download_url: string | null;
  readonly version: number;
}

/** One moment of the list. It stays the same object when undo brings it back under another id. */
export class Moment {
  constructor(public clip: Clip) {}

  get span(): Span {
    return { start: this.clip.start_frame, end: this.clip.end_frame };
  }

  get name(): string {
    return this.clip.title || `Moment ${this.clip.number}`;
  }

  get isBeingCut(): boolean {
    return this.clip.state === "waiting" || this.clip.state === "cutting";
  }
}

/** Somebody else saved first. Nothing was overwritten; `moment.clip` is what stands now. */
export class SavedMeanwhile extends Error {
  constructor(
    readonly moment: Moment,
    readonly wanted: Partial<Values>,
  ) {
    super("Somebody saved this moment in the meantime.");
  }
}

const CUT_CHECKS_MS = [700, 1000, 1500, 2500, 4000];

/** The moments of a film: the list on the screen, each change an undoable step, kept by the API. */
export class Moments {
  readonly changed = new Signal();
  readonly #moments: Moment[] = [];
  #checks = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly url: string,
    readonly undoStack: UndoStack,
  ) {}

  get inOrder(): readonly Moment[] {
    return this.#moments;
  }

  async load(): Promise<void> {
    for (const clip of await api.all<Clip>(this.url)) this.#put(new Moment(clip));
    this.#told();
  }

  /** Save a new moment. `again` says that an attempt before may have arrived although its answer did not. */
  async mark(values: Values, { again = false } = {}): Promise<Moment> {
    const moment = (again && (await this.#alreadySaved(values))) || (await this.#create(values));
    this.undoStack.add({
      says: `mark ${moment.name}`,
      undo: () => this.#destroy(moment),
      redo: () => this.#restore(moment),
    });
    return moment;
  }

  async change(moment: Moment, values: Partial<Values>): Promise<void> {
    const before = pick(moment.clip, values);
    await this.#save(moment, values);
    this.#addChangeStep(moment, before, values);
  }

  /** Move a moment's edges on the screen only; `settle` saves where they end up. */
  moveEdges(moment: Moment, span: Span): void {
    moment.clip = { ...moment.clip, start_frame: span.start, end_frame: span.end };
    this.#told();
  }

  async settle(moment: Moment, before: Span): Promise<void> {
    const [was, wanted] = [edges(before), edges(moment.span)];
    if (was.start_frame === wanted.start_frame && was.end_frame === wanted.end_frame) return;
    try {
      await this.#save(moment, wanted);
    } catch (error) {
      if (!(error instanceof SavedMeanwhile)) this.moveEdges(moment, before);
      throw error;
    }
    this.#addChangeStep(moment, was, wanted);
  }

  async remove(moment: Moment): Promise<void> {
    await this.#destroy(moment);
    this.undoStack.add({
      says: `remove ${moment.name}`,
      undo: () => this.#restore(moment),
      redo: () => this.#destroy(moment),
    });
  }

  #addChangeStep(moment: Moment, before: Partial<Values>, after: Partial<Values>): void {
    this.undoStack.add({
      says: "start_frame" in after ? `change the edges of ${moment.name}` : `edit ${moment.name}`,
      undo: () => this.#save(moment, before),
      redo: () => this.#save(moment, after),
    });
  }

  async #create(values: Values): Promise<Moment> {
    const moment = new Moment(await api.post<Clip>(this.url, values));
    this.#put(moment);
    this.#told();
    return moment;
  }

  async #restore(moment: Moment): Promise<void> {
    moment.clip = await api.post<Clip>(this.url, valuesOf(moment.clip));
    this.#put(moment);
    this.#told();
  }

  async #destroy(moment: Moment): Promise<void> {
    await api.remove(clipUrl(moment)).catch(unlessGone);
    this.#drop(moment);
  }

  async #save(moment: Moment, values: Partial<Values>): Promise<void> {
    const body = { ...values, version: moment.clip.version };
    try {
      moment.clip = await api.patch<Clip>(clipUrl(moment), body);
    } catch (error) {
      this.#learnFrom(error, moment, values);
      throw error;
    } finally {
      this.#told();
    }
  }

  #learnFrom(error: unknown, moment: Moment, wanted: Partial<Values>): void {
    if (!(error instanceof Problem)) return;
    if (error.status === 404) this.#drop(moment);
    if (error.status !== 409) return;
    moment.clip = error.body["current"] as Clip;
    throw new SavedMeanwhile(moment, wanted);
  }

  async #alreadySaved(values: Values): Promise<Moment | null> {
    const known = new Set(this.#moments.map(({ clip }) => clip.id));
    const found = (await api.all<Clip>(this.url)).find((clip) => !known.has(clip.id) && sameValues(clip, values));
    if (!found) return null;
    const moment = new Moment(found);
    this.#put(moment);
    this.#told();
    return moment;
  }

  #put(moment: Moment): void {
    this.#moments.push(moment);
  }

  #drop(moment: Moment): void {
    const at = this.#moments.indexOf(moment);
    if (at !== -1) this.#moments.splice(at, 1);
    this.#told();
  }

  #told(): void {
    this.#moments.sort((a, b) => a.clip.start_frame - b.clip.start_frame || a.clip.number - b.clip.number);
    this.changed.send();
    this.#checks = 0;
    this.#checkCutsLater();
  }

  #checkCutsLater(): void {
    clearTimeout(this.#timer);
    if (!this.#moments.some((moment) => moment.isBeingCut)) return;
    const wait = CUT_CHECKS_MS[Math.min(this.#checks++, CUT_CHECKS_MS.length - 1)];
    this.#timer = setTimeout(() => void this.#checkCuts(), wait);
  }

  async #checkCuts(): Promise<void> {
    await Promise.all(this.#moments.filter((moment) => moment.isBeingCut).map((moment) => this.#checkCut(moment)));
    this.changed.send();
    this.#checkCutsLater();
  }

  /** Take over how far the cut is and nothing else: values may just be changing here. */
  async #checkCut(moment: Moment): Promise<void> {
    const { version } = moment.clip;
    try {
      const now = await api.look<Clip>(clipUrl(moment));
      if (now.version !== version || moment.clip.version !== version) return;
      const { state, failure, download_url } = now;
      moment.clip = { ...moment.clip, state, failure, download_url };
    } catch (error) {
      if (error instanceof Problem && error.status === 404) this.#drop(moment);
      else if (!(error instanceof NoConnection || error instanceof Problem)) throw error;
    }
  }
}

export function valuesOf({ start_frame, end_frame, title, note, principles }: Values): Values {
  return { start_frame, end_frame, title, note, principles };
}

export function edges({ start, end }: Span): { start_frame: number; end_frame: number } {
  return { start_frame: start, end_frame: end };
}

export function sameValues(one: Values, other: Values): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(values: Values): Values {
  return { ...valuesOf(values), principles: [...values.principles].sort() };
}

function pick(from: Values, like: Partial<Values>): Partial<Values> {
  const names = Object.keys(like) as (keyof Values)[];
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

function clipUrl(moment: Moment): string {
  return `/api/v1/clips/${moment.clip.id}/`;
}

function unlessGone(error: unknown): void {
  if (!(error instanceof Problem && error.status === 404)) throw error;
}
