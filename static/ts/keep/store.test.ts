import assert from "node:assert/strict";
import { test } from "node:test";
import { type Kept, Store, forget } from "./store";

const KEY = btoa("k".repeat(32));
const NOW = 1_800_000_000_000;
const KEPT: Kept = { id: "a1", at: NOW, fields: [["note", "She waits, and Noor offers the ball ✓"]] };

/** Enough of a browser's storage. */
function storage(): Storage {
  const held: Record<string, string> = {};
  const verbs = {
    getItem: (name: string) => held[name] ?? null,
    setItem: (name: string, value: string) => void (held[name] = value),
    removeItem: (name: string) => void delete held[name],
  };
  Object.entries(verbs).forEach(([name, value]) => Object.defineProperty(held, name, { value, enumerable: false }));
  return held as unknown as Storage;
}

test("what was kept comes back as it was", async () => {
  const store = await Store.open("mira", KEY, storage());

  await store.keep("/cases/open/#0", KEPT);

  assert.deepEqual(await store.find("/cases/open/#0", NOW), KEPT);
  assert.equal(await store.find("/cases/open/#1", NOW), null);
});

test("nobody reads it in the storage, and another person's key does not open it", async () => {
  const held = storage();
  await (await Store.open("mira", KEY, held)).keep("/cases/open/#0", KEPT);

  const another = await Store.open("mira", btoa("x".repeat(32)), held);

  assert.ok(!JSON.stringify(held).includes("Noor"));
  assert.ok(!JSON.stringify(held).includes("note"));
  assert.equal(await another.find("/cases/open/#0", NOW), null);
});

test("one person does not find what another one typed", async () => {
  const held = storage();
  await (await Store.open("mira", KEY, held)).keep("/cases/open/#0", KEPT);

  assert.equal(await (await Store.open("tariq", KEY, held)).find("/cases/open/#0", NOW), null);
});

test("what was saved is dropped, wherever it stood, and nothing else", async () => {
  const held = storage();
  const store = await Store.open("mira", KEY, held);
  await store.keep("/cases/open/#0", KEPT);
  await store.keep("/cases/1/#2", { ...KEPT, id: "b2" });

  await store.dropSaved("b2", NOW);

  assert.deepEqual(Object.keys(held), ["vig-keep:mira:/cases/open/#0"]);
});

test("after half a day it is let go", async () => {
  const held = storage();
  const store = await Store.open("mira", KEY, held);
  await store.keep("/cases/open/#0", KEPT);

  assert.equal(await store.find("/cases/open/#0", NOW + 12 * 3600_000), null);
  assert.deepEqual(Object.keys(held), []);
});

test("forgetting takes what was typed and leaves the rest", async () => {
  const held = storage();
  await (await Store.open("mira", KEY, held)).keep("/cases/open/#0", KEPT);
  held.setItem("vig-upload:1", "…");

  forget(held);

  assert.deepEqual(Object.keys(held), ["vig-upload:1"]);
});
