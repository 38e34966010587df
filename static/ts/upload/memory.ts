/**
 * Which file belongs to an upload that stopped: a film's id and a fingerprint, and nothing else, in this browser.
 * Without it (another device, storage refused) an upload still goes on; then only the size can tell a wrong file.
 */
const PREFIX = "vig-upload:";

export function remember(film: string, fingerprint: string): void {
  whereAllowed(() => localStorage.setItem(PREFIX + film, fingerprint));
}

export function recall(film: string): string | undefined {
  return whereAllowed(() => localStorage.getItem(PREFIX + film)) ?? undefined;
}

export function forget(film: string): void {
  whereAllowed(() => localStorage.removeItem(PREFIX + film));
}

function whereAllowed<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
