import assert from "node:assert/strict";
import { test } from "node:test";
import { GROUPS, type KeyPress, actOf, undoActOf } from "./shortcuts";

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  const nothing = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, isComposing: false };
  return { key, ...nothing, defaultPrevented: false, target: null, ...more };
}

/** Something that has the cursor, of one of the kinds in a selector. */
function inside(kind: string): EventTarget {
  return {
    closest: (selector: string) => (selector.split(/[ ,:()]+/).includes(kind) ? {} : null),
  } as unknown as EventTarget;
}

test("no key has two meanings", () => {
  const keys = GROUPS.flatMap(({ shortcuts }) => shortcuts.flatMap((shortcut) => shortcut.keys));

  assert.equal(new Set(keys).size, keys.length);
});

test("keys do what the table says", () => {
  assert.equal(actOf(press("ArrowLeft")), "frameBack");
  assert.equal(actOf(press("ArrowLeft", { shiftKey: true })), "secondBack");
  assert.equal(actOf(press("J", { shiftKey: true })), "reverse");
  assert.equal(actOf(press("?", { shiftKey: true })), "help");
  assert.equal(actOf(press("x")), null);
});

test("keys never fire while somebody types, or in a dialog", () => {
  for (const kind of ["input", "textarea", "select", "[contenteditable]", "dialog"]) {
    assert.equal(actOf(press("j", { target: inside(kind) })), null);
    assert.equal(undoActOf(press("z", { ctrlKey: true, target: inside(kind) })), null);
  }
});

test("keys never fire with Ctrl, Cmd or Alt, or where another element has used them", () => {
  for (const more of [
    { ctrlKey: true },
    { metaKey: true },
    { altKey: true },
    { isComposing: true },
    { defaultPrevented: true },
  ]) {
    assert.equal(actOf(press("l", more)), null);
  }
});

test("space presses a button that has the cursor", () => {
  assert.equal(actOf(press(" ")), "play");
  assert.equal(actOf(press(" ", { target: inside("button") })), null);
});

test("Ctrl or Cmd with Z takes back, with Shift or as Y does again", () => {
  assert.equal(undoActOf(press("z", { ctrlKey: true })), "undo");
  assert.equal(undoActOf(press("Z", { metaKey: true, shiftKey: true })), "redo");
  assert.equal(undoActOf(press("y", { ctrlKey: true })), "redo");
  assert.equal(undoActOf(press("z")), null);
});
