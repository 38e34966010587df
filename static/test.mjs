// Runs the unit tests of the front end: `node static/test.mjs`. Each *.test.ts stands beside what it tests.
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const sources = join(dirname(fileURLToPath(import.meta.url)), "ts");
const tests = (await readdir(sources, { recursive: true })).filter((name) => name.endsWith(".test.ts"));
const out = await mkdtemp(join(tmpdir(), "vig-front-end-"));
await esbuild.build({
  entryPoints: tests.map((name) => join(sources, name)),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
});
const bundled = (await readdir(out, { recursive: true })).filter((name) => name.endsWith(".mjs"));
const { status } = spawnSync(process.execPath, ["--test", ...bundled.map((name) => join(out, name))], {
  stdio: "inherit",
});
await rm(out, { recursive: true });
process.exit(status ?? 1);
