/** What every element may ask of the page that it stands in. */

/** The CSRF token of now: signing in again, in this tab or another, changes it. */
export function csrfToken(): string {
  const name = document.documentElement.dataset["csrfCookie"] ?? "";
  return cookie(name) ?? "";
}

export function cookie(name: string): string | undefined {
  const start = `${name}=`;
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(start));
  return found && decodeURIComponent(found.slice(start.length));
}

export const signInPath = document.documentElement.dataset["signIn"] ?? "/account/login/";

/** Shows a short message at the edge of the page: `<vig-toasts>` listens. */
export function toast(text: string, level: "success" | "error" = "success"): void {
  document.dispatchEvent(new CustomEvent("vig:toast", { detail: { text, level } }));
}
