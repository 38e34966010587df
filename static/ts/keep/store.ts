/**
 * What somebody is writing, kept in this tab's sessionStorage until the service has it. It is sealed with a key that
 * only this person's own pages carry, so that whoever sits down at the machine next reads nothing, and it names no one:
 *
 *     vig-keep:3fa94c0b:/cases/open/#0 = <12 random bytes and AES-GCM of the fields, in base64>
 */
export interface Kept {
  /** Goes along with the form, and comes back once it was saved. */
  readonly id: string;
  readonly at: number;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

const PREFIX = "vig-keep:";
const NONCE_BYTES = 12;
const HOURS_KEPT = 12;

export class Store {
  private constructor(
    private readonly person: string,
    private readonly key: CryptoKey,
    private readonly storage: Storage,
  ) {}

  static async open(person: string, key: string, storage: Storage): Promise<Store> {
    const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
    return new Store(person, await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]), storage);
  }

  async keep(place: string, kept: Kept): Promise<void> {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const text = new TextEncoder().encode(JSON.stringify(kept));
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, this.key, text));
    this.storage.setItem(this.#name(place), btoa(String.fromCharCode(...nonce) + binary(sealed)));
  }

  /** Null where nothing waits, and where it can no longer be read or has waited for too long: then it is let go. */
  async find(place: string, now: number): Promise<Kept | null> {
    const text = this.storage.getItem(this.#name(place));
    if (text === null) return null;
    const kept = await this.#opened(text);
    if (kept && now - kept.at < HOURS_KEPT * 3600_000) return kept;
    this.drop(place);
    return null;
  }

  /** Drop what was kept under this id, wherever it stood. */
  async dropSaved(id: string, now: number): Promise<void> {
    const mine = this.#name("");
    for (const name of Object.keys(this.storage)) {
      const place = name.startsWith(mine) ? name.slice(mine.length) : null;
      if (place !== null && (await this.find(place, now))?.id === id) this.drop(place);
    }
  }

  drop(place: string): void {
    this.storage.removeItem(this.#name(place));
  }

  async #opened(text: string): Promise<Kept | null> {
    try {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const nonce = bytes.slice(0, NONCE_BYTES);
      const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce }, this.key, bytes.slice(NONCE_BYTES));
      return JSON.parse(new TextDecoder().decode(opened)) as Kept;
    } catch (error) {
      if (error instanceof DOMException) return null; // sealed with another key
      throw error;
    }
  }

  #name(place: string): string {
    return `${PREFIX}${this.person}:${place}`;
  }
}

/** Everything that anybody had typed in this tab, whoever they were. */
export function forget(storage: Storage): void {
  Object.keys(storage)
    .filter((name) => name.startsWith(PREFIX))
    .forEach((name) => storage.removeItem(name));
}

function binary(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
