import { csrfToken, signInPath } from "./page";

/** htmx asks like any page of ours: with the CSRF token, and never with a sign-in page swapped into a corner. */

interface ConfigRequest {
  headers: Record<string, string>;
}

interface BeforeSwap {
  xhr: XMLHttpRequest;
  shouldSwap: boolean;
}

document.addEventListener("htmx:configRequest", (event) => {
  (event as CustomEvent<ConfigRequest>).detail.headers["X-CSRFToken"] = csrfToken();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event as CustomEvent<BeforeSwap>;
  if (new URL(detail.xhr.responseURL, location.href).pathname !== signInPath) return;
  detail.shouldSwap = false;
  location.reload();
});
