import { type Child, button } from "./dom";
import { type Act, shortcutOf } from "./shortcuts";

export type Acts = Readonly<Record<Act, () => void>>;

/** A button on the dark stage for something that a key does too; its title tells the key. */
export function actButton(acts: Acts, act: Act, children: Child[], kind = ""): HTMLButtonElement {
  const { says, shown, keys } = shortcutOf(act);
  const attributes = {
    class: `stage-button ${kind}`,
    "aria-label": says,
    "aria-keyshortcuts": keys[0] === " " ? "Space" : (keys[0] ?? ""),
    title: `${says} (${shown})`,
    "data-act": act,
  };
  return button(attributes, children, () => acts[act]());
}
