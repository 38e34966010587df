import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, optionsOf, textOf } from "./wire";

test("bytes come back as they went", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);

  assert.deepEqual(bytesOf(textOf(bytes.buffer)), bytes);
});

test("text is safe in a form and an address", () => {
  assert.equal(textOf(Uint8Array.from([251, 255, 254]).buffer), "-__-");
});

test("challenge, user and keys become bytes, and the rest stays", () => {
  const options = optionsOf({
    challenge: "AQI",
    rpId: "localhost",
    user: { id: "Aw", name: "mira@demo.vig" },
    excludeCredentials: [{ type: "public-key", id: "BA" }],
  });

  assert.deepEqual(options, {
    challenge: Uint8Array.from([1, 2]),
    rpId: "localhost",
    user: { id: Uint8Array.from([3]), name: "mira@demo.vig" },
    excludeCredentials: [{ type: "public-key", id: Uint8Array.from([4]) }],
  });
});
