import { csrfToken } from "../page";

/** What the service answered when it could not do what was asked; status 0 when nothing was heard from it. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail = "",
    readonly fields: Record<string, string[]> = {},
  ) {
    super(detail || `Status ${status}`);
  }

  static from(status: number, body: string): Problem {
    const { detail, errors } = parsed(body);
    return new Problem(status, detail, errors);
  }
}

export interface Facts {
  kind: string;
  recorded_on: string;
  in_shot: string[];
}

export interface Film {
  id: string;
  upload_url: string;
  upload: { url: string; offset: number; length: number } | null;
}

export async function addFilm(filmsUrl: string, facts: Facts): Promise<Film> {
  const answer = await ask("POST", filmsUrl, { "Content-Type": "application/json" }, JSON.stringify(facts));
  return (await answer.json()) as Film;
}

/** Where to send the bytes. Asked twice, because the first answer was lost on the way, it says the same. */
export async function beginUpload(film: Film, length: number): Promise<string> {
  try {
    const answer = await ask("POST", film.upload_url, { "Tus-Resumable": "1.0.0", "Upload-Length": String(length) });
    return answer.headers.get("Location") ?? "";
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status !== 409) throw problem;
    const { upload } = await readFilm(film.id);
    if (upload?.length !== length) throw problem;
    return upload.url;
  }
}

export async function deleteFilm(id: string): Promise<void> {
  await ask("DELETE", filmUrl(id));
}

async function readFilm(id: string): Promise<Film> {
  return (await (await ask("GET", filmUrl(id))).json()) as Film;
}

function filmUrl(id: string): string {
  return `/api/v1/films/${id}/`;
}

async function ask(method: string, url: string, headers: HeadersInit = {}, body?: string): Promise<Response> {
  const answer = await fetch(url, {
    method,
    body: body ?? null,
    headers: { Accept: "application/json", "X-CSRFToken": csrfToken(), ...headers },
  }).catch(() => {
    throw new Problem(0);
  });
  if (!answer.ok) throw Problem.from(answer.status, await answer.text());
  return answer;
}

function parsed(body: string): { detail: string; errors: Record<string, string[]> } {
  try {
    const { detail = "", errors = {} } = JSON.parse(body) as Partial<{ detail: string; errors: Problem["fields"] }>;
    return { detail, errors };
  } catch (error) {
    if (error instanceof SyntaxError) return { detail: "", errors: {} };
    throw error;
  }
}
