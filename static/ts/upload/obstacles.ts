import type { Problem } from "./api";

/** What stands in the way of an upload, and what that asks of the person: `waiting` goes on by itself. */
export interface Obstacle {
  state: "waiting" | "signed-out" | "refused" | "gone";
  said: string;
}

const OURS_TO_WAIT_FOR = new Set([408, 409, 423, 425, 429, 460, 500, 502, 503, 504]);

const SENTENCES: Record<number, string> = {
  403: "You may not add films here any more. Ask an administrator of your service.",
  413: "This film is larger than the service takes. Shorten it on the device, or film in two parts.",
  422: "The service could not take this film.",
  507: "There is no space left for films. Ask an administrator for room, then try again. What arrived is safe.",
};

export function obstacle(problem: Problem): Obstacle {
  const { status, detail } = problem;
  if (status === 0) return { state: "waiting", said: "Waiting for the connection. It goes on by itself." };
  if (OURS_TO_WAIT_FOR.has(status)) return { state: "waiting", said: "Waiting for the service. It goes on by itself." };
  if (status === 401 || (status === 403 && detail.startsWith("CSRF")))
    return { state: "signed-out", said: "Your session has ended. What arrived is safe." };
  if (status === 404 || status === 410)
    return { state: "gone", said: "The service no longer keeps what had arrived of this film. It can begin again." };
  const ofField = Object.values(problem.fields).flat().join(" ");
  const said = ofField || detail || (SENTENCES[status] ?? `The service could not take this film (${status}).`);
  return { state: "refused", said };
}
