import { type Child, button } from "./dom";
import { type Act, shortcutOf } from "./shortcuts";

export type Acts = Readonly<Record<Act, () => void>>;

/**
 * A button on the dark stage for something that a key does too; its title tells the key. Its name begins with the words
 * that are seen on it, so that who speaks to the machine can say them.
 */
export function actButton(acts: Acts, act: Act, children: Child[], kind = ""): HTMLButtonElement {
  const { says, shown, keys } = shortcutOf(act);
  const seen = children.filter((child) => typeof child === "string").join(" ");
  const attributes = {
    class: `stage-button ${kind}`,
    "aria-label": seen ? `${seen}: ${says}` : says,
    "aria-keyshortcuts": keys[0] === " " ? "Space" : (keys[0] ?? ""),
    title: `${says} (${shown})`,
    "data-act": act,
  };
  return button(attributes, children, () => acts[act]());
}
