// Bundles the front end into static/build/: `node static/build.mjs [--watch]`.
// A bundle per kind of page and no shared chunks, because hashed file names are given later, by Django.
import { readFile, readdir, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { PurgeCSS } from "purgecss";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const out = join(here, "build");
const watch = process.argv.includes("--watch");

const mayNameClasses = [join(root, "templates"), join(here, "ts"), join(root, "vig/ui/templatetags")];

/** Keeps only those rules of the style library that a page or an element of ours can use. */
const leaveOutUnusedRules = {
  name: "leave-out-unused-rules",
  setup(build) {
    build.onLoad({ filter: /tabler\.css$/ }, async ({ path }) => {
      const [used] = await new PurgeCSS().purge({
        css: [{ raw: await readFile(path, "utf8") }],
        content: mayNameClasses.map((folder) => join(folder, "**/*.{html,ts,py}")),
        variables: true,
        keyframes: true,
      });
      return { contents: used.css, loader: "css", watchFiles: await filesIn(mayNameClasses) };
    });
  },
};

async function filesIn(folders) {
  const listings = folders.map((folder) => readdir(folder, { withFileTypes: true, recursive: true }));
  const files = (await Promise.all(listings)).flat().filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => join(parentPath, name));
}

const report = {
  name: "report",
  setup(build) {
    build.onEnd(async ({ errors }) => {
      if (errors.length > 0) return;
      for (const name of (await readdir(out)).filter((name) => /\.(js|css)$/.test(name)).sort()) {
        const packed = gzipSync(await readFile(join(out, name))).length;
        const { size } = await stat(join(out, name));
        console.log(`${name.padEnd(12)}${kilobytes(size)}${kilobytes(packed)} packed`);
      }
    });
  },
};

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(9)} kB`;
}

const context = await esbuild.context({
  absWorkingDir: root,
  entryPoints: [
    { in: "static/ts/main.ts", out: "main" },
    { in: "static/ts/room.ts", out: "room" },
    { in: "static/ts/vig-shared-film.ts", out: "film" },
    { in: "static/css/main.css", out: "main" },
    { in: "static/css/room.css", out: "room" },
    { in: "static/images/favicon.svg", out: "favicon" },
    { in: "static/images/icons.svg", out: "icons" },
    { in: "static/images/together.svg", out: "together" },
  ],
  assetNames: "assets/[name]",
  outdir: out,
  bundle: true,
  format: "esm",
  target: ["chrome123", "edge123", "firefox120", "safari17.5"],
  loader: { ".woff2": "copy", ".svg": "copy" },
  minify: !watch,
  sourcemap: watch ? "inline" : false,
  legalComments: "none",
  logLevel: "info",
  plugins: [leaveOutUnusedRules, report],
});

if (watch) {
  await context.watch();
} else {
  await context.rebuild().finally(() => context.dispose());
}
