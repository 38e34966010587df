/** Making elements without markup in strings, so that no text can ever become markup. */
export type Child = Node | string | null | false;
type Attributes = Readonly<Record<string, string | number | boolean | null>>;

/**
 *     h("button", { type: "button", class: "btn", "aria-pressed": "false" }, icon("play"), "Play")
 *
 * `true` sets an empty attribute, `false` and `null` none.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  return element;
}

/** A button that does not take the cursor away from the film when it is pressed with a mouse. */
export function button(attributes: Attributes, children: Child[], press: () => void): HTMLButtonElement {
  const made = h("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", press);
  return made;
}
