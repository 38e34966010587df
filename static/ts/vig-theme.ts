type Theme = "light" | "dark";

const A_YEAR = 365 * 24 * 3600;

/**
 * Switches between light and dark. The choice is a cookie, so that the server draws the next page in it; nothing
 * but the word `light` or `dark` is kept.
 *
 *     <vig-theme><button type="button" hidden><span data-label></span></button></vig-theme>
 */
class VigTheme extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => this.#choose(theOther(shown())));
    this.#label();
  }

  #choose(theme: Theme): void {
    document.documentElement.dataset["theme"] = theme;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `vig_theme=${theme}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax${secure}`;
    document.querySelectorAll<VigTheme>("vig-theme").forEach((element) => element.#label());
  }

  #label(): void {
    const label = this.querySelector("[data-label]");
    if (label) label.textContent = shown() === "dark" ? "Light colours" : "Dark colours";
  }
}

function shown(): Theme {
  const chosen = document.documentElement.dataset["theme"];
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function theOther(theme: Theme): Theme {
  return theme === "dark" ? "light" : "dark";
}

customElements.define("vig-theme", VigTheme);
