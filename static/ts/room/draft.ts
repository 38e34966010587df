import { NoConnection, Problem } from "./api";
import { connection } from "./connection";
import type { Span } from "./frames";
import { type Moment, type Moments, type Values, SavedMeanwhile } from "./moments";
import { sentenceFor } from "./sentences";
import { Signal } from "./signal";

/**
 * A moment as it is being written: a new one, or the words of one that is in the list. It lives in memory only, since
 * names must not lie about in browser storage, and it is let go of only once the service has it.
 */
export class Draft {
  readonly changed = new Signal();
  start: number | null = null;
  end: number | null = null;
  title: string;
  note: string;
  principles: readonly string[];
  /** What to tell about the last attempt to save, as a whole and at each field. */
  sentence = "";
  errors: Readonly<Record<string, readonly string[]>> = {};
  isSaving = false;
  #isLeft = false;

  constructor(
    private readonly moments: Moments,
    public moment: Moment | null,
  ) {
    this.title = moment?.clip.title ?? "";
    this.note = moment?.clip.note ?? "";
    this.principles = moment?.clip.principles ?? [];
  }

  get span(): Span | null {
    if (this.moment) return this.moment.span;
    return this.start === null || this.end === null ? null : { start: this.start, end: this.end };
  }

  /** Whether there are words here that nobody has saved. */
  get hasWords(): boolean {
    const { title = "", note = "", principles = [] } = this.moment?.clip ?? {};
    return this.title !== title || this.note !== note || this.principles.join() !== principles.join();
  }

  /** Set one edge of a new moment. An edge on the wrong side of the other replaces it. */
  setEdge(edge: "start" | "end", frame: number): void {
    this[edge] = frame;
    if (this.start !== null && this.end !== null && this.start >= this.end)
      this[edge === "start" ? "end" : "start"] = null;
    this.changed.send();
  }

  write(words: Partial<Pick<Draft, "title" | "note" | "principles">>): void {
    Object.assign(this, words);
    this.changed.send();
  }

  /** Save, waiting out a lost connection. Null when the service refused (see `sentence` and `errors`) or it was left. */
  async save(): Promise<Moment | null> {
    if (this.isSaving || !this.span) return null;
    this.#tell({ isSaving: true, sentence: "", errors: {} });
    this.#isLeft = false;
    try {
      return await this.#saveOnceConnected();
    } finally {
      this.#tell({ isSaving: false });
    }
  }

  /** Stop trying; the words stay. */
  leave(): void {
    this.#isLeft = true;
  }

  async #saveOnceConnected(): Promise<Moment | null> {
    for (let again = false; !this.#isLeft; again = true) {
      try {
        return await this.#attempt(again);
      } catch (error) {
        if (error instanceof SavedMeanwhile) throw error;
        this.#learnFrom(error);
        if (!(error instanceof NoConnection)) return null;
      }
      await connection();
    }
    return null;
  }

  async #attempt(again: boolean): Promise<Moment | null> {
    const { title, note, principles, moment, span } = this;
    if (moment) await this.moments.change(moment, { title, note, principles });
    else this.moment = await this.moments.mark(this.#values(span), { again });
    return this.moment;
  }

  #values(span: Span | null): Values {
    if (!span) throw new Error("a moment without edges");
    return {
      start_frame: span.start,
      end_frame: span.end,
      title: this.title,
      note: this.note,
      principles: this.principles,
    };
  }

  #learnFrom(error: unknown): void {
    const sentence = sentenceFor(error);
    if (error instanceof Problem && error.status === 404) this.#becomeNew();
    this.#tell({ sentence, errors: error instanceof Problem ? error.errors : {} });
  }

  #becomeNew(): void {
    const span = this.span;
    this.moment = null;
    this.start = span?.start ?? null;
    this.end = span?.end ?? null;
  }

  #tell(news: Partial<Pick<Draft, "isSaving" | "sentence" | "errors">>): void {
    Object.assign(this, news);
    this.changed.send();
  }
}
