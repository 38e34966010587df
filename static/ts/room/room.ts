import { Draft } from "./draft";
import type { Film } from "./film";
import { type Span, withEdge } from "./frames";
import { type Moment, Moments, SavedMeanwhile } from "./moments";
import type { Player } from "./player";
import type { Principle } from "./principles";
import { sentenceFor } from "./sentences";
import { Signal } from "./signal";
import { UndoStack } from "./undo";

const NOT_DONE = "No connection. Nothing was changed; please try again in a moment.";

/** A short message at the edge of the picture, perhaps with one thing to press. */
export interface Notice {
  readonly text: string;
  readonly offer?: { readonly label: string; act(): void };
}

/** What a person does in the review room, whichever way they do it: the elements show this and call it. */
export class Room {
  /** The chosen moment, or what is being written, is another one. */
  readonly changed = new Signal();
  readonly noticed = new Signal<Notice>();
  readonly clashed = new Signal<SavedMeanwhile>();
  /** Put the cursor into the name of the moment that is being written. */
  readonly naming = new Signal();
  readonly undoStack = new UndoStack();
  readonly moments: Moments;
  selected: Moment | null = null;
  draft: Draft | null = null;
  readonly #setAside = new Map<Moment | null, Draft>();

  constructor(
    readonly film: Film,
    readonly player: Player,
    readonly principles: readonly Principle[],
  ) {
    this.moments = new Moments(film.facts.clips_url, this.undoStack);
    this.moments.changed.listen(() => this.#letGoOfRemoved());
  }

  /** The length of the whole film, also while only a part of it can be played. */
  get frames(): number {
    return this.film.facts.frames ?? this.player.ready;
  }

  /** Whether closing the page would lose words. */
  get hasUnsavedWords(): boolean {
    return [this.draft, ...this.#setAside.values()].some((draft) => draft?.hasWords || draft?.isSaving);
  }

  // Writing a moment

  markIn(): void {
    this.#mark("start", this.player.frame);
  }

  /** The picture that is seen is the last of the moment. */
  markOut(): void {
    this.#mark("end", this.player.frame + 1);
  }

  name(): void {
    if (!this.draft && this.selected) this.edit(this.selected);
    if (this.draft) this.naming.send();
  }

  edit(moment: Moment): void {
    this.#open(moment);
    this.select(moment);
  }

  /** Close the form; words that were typed stay in memory and come back with it. */
  setAside(): void {
    const { draft } = this;
    if (!draft) return;
    draft.leave();
    this.#close();
    if (!draft.hasWords) return;
    this.#setAside.set(draft.moment, draft);
    this.#say("Your words are set aside.", { label: "Bring them back", act: () => this.#open(draft.moment) });
  }

  async save(): Promise<void> {
    const { draft } = this;
    if (!draft) return;
    const isNew = draft.moment === null;
    const saved = await this.#try(() => draft.save());
    if (!saved) return;
    const wroteOn = draft.hasWords; // while it was being saved
    if (this.draft === draft && !wroteOn) this.#close();
    this.select(saved);
    this.#say(isNew ? "Moment saved." : "Changes saved.", this.#undoOffer);
  }

  // The list

  select(moment: Moment | null): void {
    this.selected = moment;
    this.changed.send();
  }

  selectNext(direction: 1 | -1): void {
    const moments = this.moments.inOrder;
    const at = this.selected ? moments.indexOf(this.selected) + direction : direction === 1 ? 0 : moments.length - 1;
    const next = moments[at];
    if (!next) return;
    this.select(next);
    this.player.seek(next.span.start);
  }

  play(moment: Moment, { loops = false } = {}): void {
    this.select(moment);
    this.player.playRange({ ...moment.span, loops });
  }

  async remove(moment: Moment): Promise<void> {
    await this.#try(async () => {
      await this.moments.remove(moment);
      this.#say("Moment removed.", this.#undoOffer);
    });
  }

  // Edges

  /** Move an edge on the screen, and show the picture that it lies at. */
  moveEdge(moment: Moment | null, edge: "start" | "end", frame: number): void {
    const span = moment?.span ?? this.draft?.span;
    if (!span) return;
    const moved = withEdge(span, edge, frame, this.frames);
    if (moment) this.moments.moveEdges(moment, moved);
    else this.draft?.setEdge(edge, moved[edge]);
    this.player.pause();
    this.player.seek(edge === "start" ? moved.start : moved.end - 1);
  }

  /** Save where the edges of a moment came to lie; a new moment is saved with its words. */
  async settleEdges(moment: Moment | null, before: Span): Promise<void> {
    if (!moment) return;
    await this.#try(() => this.moments.settle(moment, before));
  }

  // Undo

  async undo(): Promise<void> {
    await this.#try(async () => {
      const step = await this.undoStack.undo();
      if (step) this.#say(`Undone: ${step.says}.`, { label: "Redo", act: () => void this.redo() });
    });
  }

  async redo(): Promise<void> {
    await this.#try(async () => {
      const step = await this.undoStack.redo();
      if (step) this.#say(`Done again: ${step.says}.`, this.#undoOffer);
    });
  }

  /** Answer to a clash: save ours after all. What stands was shown before. */
  async saveOurs({ moment, wanted }: SavedMeanwhile): Promise<void> {
    await this.#try(async () => {
      await this.moments.change(moment, wanted);
      if (this.draft?.moment === moment) this.#close();
    });
  }

  keepTheirs({ moment }: SavedMeanwhile): void {
    if (this.draft?.moment === moment) this.#close();
    this.#setAside.delete(moment);
  }

  #mark(edge: "start" | "end", frame: number): void {
    if (!this.draft) this.#open(null);
    const moment = this.draft?.moment ?? null;
    if (!moment) return this.draft?.setEdge(edge, frame);
    const before = moment.span;
    this.moments.moveEdges(moment, withEdge(before, edge, frame, this.frames));
    void this.settleEdges(moment, before);
  }

  #open(moment: Moment | null): void {
    if (this.draft && this.draft.moment === moment) return;
    this.setAside();
    this.draft = this.#setAside.get(moment) ?? this.#begin(moment);
    this.#setAside.delete(moment);
    this.changed.send();
  }

  #begin(moment: Moment | null): Draft {
    const draft = new Draft(this.moments, moment);
    draft.changed.listen(() => this.changed.send());
    return draft;
  }

  #close(): void {
    this.draft = null;
    this.changed.send();
  }

  #letGoOfRemoved(): void {
    const isThere = (moment: Moment): boolean => this.moments.inOrder.includes(moment);
    if (this.selected && !isThere(this.selected)) this.select(null);
    if (this.draft?.moment && !isThere(this.draft.moment) && !this.draft.hasWords) this.#close();
  }

  get #undoOffer(): NonNullable<Notice["offer"]> {
    return { label: "Undo", act: () => void this.undo() };
  }

  #say(text: string, offer?: Notice["offer"]): void {
    this.noticed.send(offer ? { text, offer } : { text });
  }

  async #try<T>(act: () => Promise<T>): Promise<T | null> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof SavedMeanwhile) this.clashed.send(error);
      else this.#say(sentenceFor(error, NOT_DONE));
      return null;
    }
  }
}
