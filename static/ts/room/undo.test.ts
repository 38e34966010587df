import assert from "node:assert/strict";
import { test } from "node:test";
import { type Step, UndoStack } from "./undo";

function step(says: string, told: string[]): Step {
  return { says, undo: async () => void told.push(`undo ${says}`), redo: async () => void told.push(`redo ${says}`) };
}

test("steps are taken back from the last, and done again in order", async () => {
  const [stack, told]: [UndoStack, string[]] = [new UndoStack(), []];
  stack.add(step("mark", told));
  stack.add(step("edit", told));

  await stack.undo();
  await stack.undo();
  await stack.redo();

  assert.deepEqual(told, ["undo edit", "undo mark", "redo mark"]);
  assert.deepEqual([stack.undoable, stack.redoable], ["mark", "edit"]);
});

test("a new step forgets what was taken back", async () => {
  const stack = new UndoStack();
  stack.add(step("mark", []));
  await stack.undo();

  stack.add(step("edit", []));

  assert.equal(stack.redoable, null);
});

test("a step that fails can be tried again", async () => {
  const stack = new UndoStack();
  let isOffline = true;
  stack.add({
    says: "edit",
    undo: async () => {
      if (isOffline) throw new Error("offline");
    },
    redo: async () => {},
  });

  await assert.rejects(stack.undo());
  isOffline = false;
  await stack.undo();

  assert.equal(stack.redoable, "edit");
});

test("keys that come faster than answers run one after the other", async () => {
  const [stack, told]: [UndoStack, string[]] = [new UndoStack(), []];
  stack.add(step("one", told));
  stack.add({
    says: "two",
    undo: () =>
      new Promise((done) =>
        setTimeout(() => {
          told.push("undo two");
          done();
        }, 20),
      ),
    redo: async () => {},
  });

  await Promise.all([stack.undo(), stack.undo()]);

  assert.deepEqual(told, ["undo two", "undo one"]);
});
