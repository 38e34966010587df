import { csrfToken } from "../page";

/** The API said no: an `application/problem+json` with a sentence, and one for each field that cannot be taken. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly errors: Readonly<Record<string, readonly string[]>>,
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(detail);
  }
}

/** Nobody answered: the line is down, or the server is away for a moment. */
export class NoConnection extends Error {}

const AWAY = [502, 503, 504];

/**
 * The JSON API of the platform, as the person who is signed in.
 *
 *     const film = await api.get<FilmFacts>("/api/v1/films/…/");
 *     await api.patch(`/api/v1/clips/${id}/`, { title, version });   // throws Problem, NoConnection
 */
export const api = {
  get: <T>(url: string): Promise<T> => ask<T>("GET", url),
  /** The same, asked by the page and not by the person: it does not keep anybody signed in. */
  look: <T>(url: string): Promise<T> => ask<T>("GET", url, undefined, { "VIG-Asks-By-Itself": "yes" }),
  post: <T>(url: string, body: unknown): Promise<T> => ask<T>("POST", url, body),
  patch: <T>(url: string, body: unknown): Promise<T> => ask<T>("PATCH", url, body),
  remove: (url: string): Promise<void> => ask("DELETE", url),

  /** All rows of a list that is answered in pages. */
  async all<T>(url: string): Promise<T[]> {
    const rows: T[] = [];
    for (let next: string | null = url; next;) {
      const page: { results: T[]; next: string | null } = await ask("GET", next);
      rows.push(...page.results);
      next = page.next;
    }
    return rows;
  },

  async bytes(url: string): Promise<Blob> {
    const answer = await send(url, {});
    if (!answer.ok) throw await problemIn(answer);
    return answer.blob();
  },
};

async function ask<T>(method: string, url: string, body?: unknown, more: Record<string, string> = {}): Promise<T> {
  const own = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
  const headers = { ...own, ...more };
  const answer = await send(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!answer.ok) throw await problemIn(answer);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

async function send(url: string, request: RequestInit): Promise<Response> {
  const answer = await fetch(url, { credentials: "same-origin", ...request }).catch((error: unknown) => {
    throw new NoConnection(String(error));
  });
  if (AWAY.includes(answer.status)) throw new NoConnection(answer.statusText);
  return answer;
}

async function problemIn(answer: Response): Promise<Problem> {
  const isProblem = answer.headers.get("Content-Type")?.startsWith("application/problem+json") ?? false;
  const body = isProblem ? ((await answer.json()) as Record<string, unknown>) : {};
  const errors = (body["errors"] ?? {}) as Record<string, string[]>;
  return new Problem(answer.status, String(body["detail"] ?? ""), errors, body);
}
