/**
 * The keys of the review room, as data: the handler looks acts up here, and the help dialog shows the same table.
 * A key is `event.key`; letters in lower case, "Shift+" only before keys that have a name.
 */
export type Act =
  | "play"
  | "pause"
  | "reverse"
  | "forward"
  | "frameBack"
  | "frameOn"
  | "secondBack"
  | "secondOn"
  | "toStart"
  | "toEnd"
  | "goTo"
  | "slower"
  | "faster"
  | "loopA"
  | "loopB"
  | "loopOff"
  | "markIn"
  | "markOut"
  | "name"
  | "playMoment"
  | "momentBefore"
  | "momentAfter"
  | "removeMoment"
  | "zoomIn"
  | "zoomOut"
  | "zoomAll"
  | "mute"
  | "fullScreen"
  | "help";

export interface Shortcut {
  readonly act: Act;
  readonly keys: readonly string[];
  /** As it is printed on the key. */
  readonly shown: string;
  readonly says: string;
}

export interface Group {
  readonly name: string;
  readonly shortcuts: readonly Shortcut[];
}

export const GROUPS: readonly Group[] = [
  {
    name: "Play",
    shortcuts: [
      { act: "play", keys: [" "], shown: "Space", says: "Play or pause" },
      { act: "reverse", keys: ["j"], shown: "J", says: "Play backwards; again, faster" },
      { act: "pause", keys: ["k"], shown: "K", says: "Pause" },
      { act: "forward", keys: ["l"], shown: "L", says: "Play forwards; again, faster" },
      { act: "slower", keys: ["<", ","], shown: "<", says: "Slower" },
      { act: "faster", keys: [">", "."], shown: ">", says: "Faster" },
      { act: "mute", keys: ["m"], shown: "M", says: "Sound on or off" },
      { act: "fullScreen", keys: ["f"], shown: "F", says: "Full screen" },
    ],
  },
  {
    name: "Move",
    shortcuts: [
      { act: "frameBack", keys: ["ArrowLeft"], shown: "←", says: "One frame back" },
      { act: "frameOn", keys: ["ArrowRight"], shown: "→", says: "One frame on" },
      { act: "secondBack", keys: ["Shift+ArrowLeft"], shown: "Shift ←", says: "One second back" },
      { act: "secondOn", keys: ["Shift+ArrowRight"], shown: "Shift →", says: "One second on" },
      { act: "toStart", keys: ["Home"], shown: "Home", says: "To the start" },
      { act: "toEnd", keys: ["End"], shown: "End", says: "To the end" },
      { act: "goTo", keys: ["g"], shown: "G", says: "Go to a time or a frame" },
    ],
  },
  {
    name: "Loop",
    shortcuts: [
      { act: "loopA", keys: ["a"], shown: "A", says: "Loop from here" },
      { act: "loopB", keys: ["b"], shown: "B", says: "Loop to here" },
      { act: "loopOff", keys: ["c"], shown: "C", says: "Clear the loop" },
    ],
  },
  {
    name: "Moments",
    shortcuts: [
      { act: "markIn", keys: ["i"], shown: "I", says: "The moment starts here" },
      { act: "markOut", keys: ["o"], shown: "O", says: "The moment ends with this frame" },
      { act: "name", keys: ["n"], shown: "N", says: "Name the moment" },
      { act: "playMoment", keys: ["p"], shown: "P", says: "Play the chosen moment" },
      { act: "momentBefore", keys: ["["], shown: "[", says: "Choose the moment before" },
      { act: "momentAfter", keys: ["]"], shown: "]", says: "Choose the moment after" },
      { act: "removeMoment", keys: ["Delete"], shown: "Delete", says: "Remove the chosen moment" },
    ],
  },
  {
    name: "Timeline and help",
    shortcuts: [
      { act: "zoomIn", keys: ["+", "="], shown: "+", says: "Look closer" },
      { act: "zoomOut", keys: ["-"], shown: "−", says: "See more" },
      { act: "zoomAll", keys: ["0"], shown: "0", says: "See the whole film" },
      { act: "help", keys: ["?"], shown: "?", says: "Show these keys" },
    ],
  },
];

const ACT_OF_KEY = new Map(
  GROUPS.flatMap(({ shortcuts }) => shortcuts.flatMap(({ act, keys }) => keys.map((key) => [key, act] as const))),
);

export function shortcutOf(act: Act): Shortcut {
  const found = GROUPS.flatMap(({ shortcuts }) => shortcuts).find((shortcut) => shortcut.act === act);
  if (!found) throw new Error(`no key for ${act}`);
  return found;
}

/** What a key press asks for; null while typing, with Ctrl, Alt or Cmd, or where a control uses the key itself. */
export function actOf(event: KeyPress): Act | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  if (isTyping(event.target) || (event.key === " " && isPressable(event.target))) return null;
  return ACT_OF_KEY.get(nameOf(event)) ?? null;
}

/** "undo" or "redo" for Ctrl or Cmd with Z or Y, again only while nobody types. */
export function undoActOf(event: KeyPress): "undo" | "redo" | null {
  if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey) || isTyping(event.target))
    return null;
  const key = event.key.toLowerCase();
  if (key === "y") return "redo";
  if (key !== "z") return null;
  return event.shiftKey ? "redo" : "undo";
}

export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey" | "isComposing" | "defaultPrevented" | "target"
>;

function nameOf({ key, shiftKey }: KeyPress): string {
  if (key.length === 1) return key.toLowerCase();
  return shiftKey ? `Shift+${key}` : key;
}

function isTyping(target: EventTarget | null): boolean {
  return isWithin(target, "input:not([type=range], [type=checkbox]), textarea, select, [contenteditable], dialog");
}

function isPressable(target: EventTarget | null): boolean {
  return isWithin(target, "button, a, summary, input, [role=button]");
}

function isWithin(target: EventTarget | null, selector: string): boolean {
  return target !== null && "closest" in target && (target as Element).closest(selector) !== null;
}
