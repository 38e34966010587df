/**
 * Prints the page that it stands in. Without scripts there is no button, and the browser's own command does the same.
 *
 *     <vig-print><button type="button" class="btn" hidden>Print</button></vig-print>
 */
class VigPrint extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}

customElements.define("vig-print", VigPrint);
