const WIDTH = 600;
const HEIGHT = 200;
const PEN = 3;

/**
 * Signing on the screen with a finger, a pen or the mouse; shown only where the answer is a signature.
 *
 *     <vig-signature><input type="hidden" name="signature"></vig-signature>
 *
 * The drawing goes into the hidden field as a PNG. It stays on this page: nothing is kept in the browser.
 */
class VigSignature extends HTMLElement {
  readonly #canvas = document.createElement("canvas");
  readonly #again = document.createElement("button");
  #drawing = false;

  connectedCallback(): void {
    this.#canvas.width = WIDTH;
    this.#canvas.height = HEIGHT;
    this.#canvas.className = "signature";
    this.#canvas.setAttribute("role", "img");
    this.#canvas.setAttribute("aria-label", "Sign here with a finger, a pen or the mouse");
    this.#again.type = "button";
    this.#again.className = "btn btn-sm btn-quiet";
    this.#again.textContent = "Sign again";
    this.#again.addEventListener("click", () => this.#clear());
    this.append(this.#canvas, this.#again);
    this.#canvas.addEventListener("pointerdown", this.#begin);
    this.#canvas.addEventListener("pointermove", this.#draw);
    this.#canvas.addEventListener("pointerup", this.#end);
    this.#canvas.addEventListener("pointercancel", this.#end);
    this.closest("form")?.addEventListener("change", this.#show);
    this.#show();
  }

  disconnectedCallback(): void {
    this.closest("form")?.removeEventListener("change", this.#show);
  }

  readonly #show = (): void => {
    const chosen = this.closest("form")?.querySelector<HTMLInputElement>("[name=how]:checked");
    this.hidden = chosen?.value !== "signature";
  };

  readonly #begin = (event: PointerEvent): void => {
    this.#canvas.setPointerCapture(event.pointerId);
    this.#drawing = true;
    const pen = this.#pen;
    pen.lineWidth = PEN;
    pen.lineCap = "round";
    pen.beginPath();
    pen.moveTo(...this.#place(event));
  };

  readonly #draw = (event: PointerEvent): void => {
    if (!this.#drawing) return;
    this.#pen.lineTo(...this.#place(event));
    this.#pen.stroke();
  };

  readonly #end = (): void => {
    if (!this.#drawing) return;
    this.#drawing = false;
    this.#field.value = this.#canvas.toDataURL("image/png");
  };

  #clear(): void {
    this.#pen.clearRect(0, 0, WIDTH, HEIGHT);
    this.#field.value = "";
  }

  #place(event: PointerEvent): [number, number] {
    const box = this.#canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.height) * HEIGHT];
  }

  get #pen(): CanvasRenderingContext2D {
    const pen = this.#canvas.getContext("2d");
    if (!pen) throw new Error("this browser cannot draw");
    return pen;
  }

  get #field(): HTMLInputElement {
    const field = this.querySelector<HTMLInputElement>("input[type=hidden]");
    if (!field) throw new Error("vig-signature needs a hidden field");
    return field;
  }
}

customElements.define("vig-signature", VigSignature);
