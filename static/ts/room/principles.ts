/** The principles as the API tells them, and finding a behaviour by a few letters. */
export interface Behaviour {
  readonly code: string;
  readonly label: string;
}

export interface Principle {
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly behaviours: readonly Behaviour[];
}

export function labelOf(principles: readonly Principle[], code: string): string {
  return everyBehaviour(principles).find((behaviour) => behaviour.code === code)?.label ?? code;
}

/** Behaviours whose code or words begin as typed, codes first; every typed word must be found. */
export function findBehaviours(principles: readonly Principle[], typed: string): Behaviour[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const found = principles.flatMap((principle) =>
    principle.behaviours.filter((behaviour) => wanted.every((word) => begins(behaviour, principle.name, word))),
  );
  const byCode = (behaviour: Behaviour): number => (behaviour.code.toLowerCase().startsWith(wanted[0] ?? "") ? 0 : 1);
  return found.sort((a, b) => byCode(a) - byCode(b));
}

function everyBehaviour(principles: readonly Principle[]): Behaviour[] {
  return principles.flatMap((principle) => principle.behaviours);
}

function begins({ code, label }: Behaviour, principle: string, word: string): boolean {
  const words = `${code} ${label} ${principle}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return words.some((candidate) => candidate.startsWith(word));
}
