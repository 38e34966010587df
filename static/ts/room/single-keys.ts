/**
 * Whether keys without Ctrl do anything. People who speak to their computer, or whose hand rests on the keys, can
 * switch them off; the browser remembers that choice and nothing else.
 */
const REMEMBERED_AS = "vig-single-keys";

export function keysAreOn(): boolean {
  return localStorage.getItem(REMEMBERED_AS) !== "off";
}

export function switchKeys(on: boolean): void {
  if (on) localStorage.removeItem(REMEMBERED_AS);
  else localStorage.setItem(REMEMBERED_AS, "off");
}
