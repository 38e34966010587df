import { Signal } from "./signal";

/** Something that was done and can be taken back; `says` finishes "Undo: …". */
export interface Step {
  readonly says: string;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

/**
 * What was done, in order. Steps run one after the other, also when keys come faster than the server answers.
 * A step that fails stays where it is, so that one can try again.
 */
export class UndoStack {
  readonly changed = new Signal();
  #done: Step[] = [];
  #undone: Step[] = [];
  #last: Promise<unknown> = Promise.resolve();

  get undoable(): string | null {
    return this.#done.at(-1)?.says ?? null;
  }

  get redoable(): string | null {
    return this.#undone.at(-1)?.says ?? null;
  }

  add(step: Step): void {
    this.#done.push(step);
    this.#undone = [];
    this.changed.send();
  }

  undo(): Promise<Step | null> {
    return this.#inTurn(() => this.#move(this.#done, this.#undone, (step) => step.undo()));
  }

  redo(): Promise<Step | null> {
    return this.#inTurn(() => this.#move(this.#undone, this.#done, (step) => step.redo()));
  }

  async #move(from: Step[], to: Step[], act: (step: Step) => Promise<void>): Promise<Step | null> {
    const step = from.at(-1);
    if (!step) return null;
    await act(step);
    from.splice(from.indexOf(step), 1);
    to.push(step);
    this.changed.send();
    return step;
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => undefined); // the caller hears of it; the next step may go on
    return turn;
  }
}
