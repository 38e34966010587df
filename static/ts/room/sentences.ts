import { NoConnection, Problem } from "./api";

const WORDS_KEPT = "No connection. Your words are kept here; we try again.";
const SIGNED_OUT = "You are signed out. Sign in again in another tab, then try again here: your words are kept.";
const REMOVED = "Somebody removed this moment in the meantime. Save again to keep yours as a new one.";
const TROUBLE = "The service could not save this just now. Nothing is lost; please try again.";

/** What to tell a person about an answer that was no; errors of our own making are thrown on. */
export function sentenceFor(error: unknown, offline = WORDS_KEPT): string {
  if (error instanceof NoConnection) return offline;
  if (!(error instanceof Problem)) throw error;
  if (error.status === 401) return SIGNED_OUT;
  if (error.status === 404) return REMOVED;
  if (error.status >= 500) return TROUBLE;
  return error.detail || TROUBLE;
}
