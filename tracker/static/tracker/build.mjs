// Builds the page assets into ASSETS_DIR: two style sheets, three scripts, the fonts in use, one sprite.
//   ASSETS_DIR=var/assets node tracker/static/tracker/build.mjs
// NODE_MODULES names another folder of packages than the project's own (an image keeps them apart).
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { ICONS, CONFIDENCE, OWN_SHAPES, STATUS_SHAPES, symbolOf } from "./js/shapes.js";

const here = dirname(fileURLToPath(import.meta.url));
const project = resolve(here, "../../..");
const modules = resolve(process.env.NODE_MODULES ?? join(project, "node_modules"));
const out = process.env.ASSETS_DIR && resolve(process.env.ASSETS_DIR);
if (!out) {
  console.error("ASSETS_DIR is not set. Name the folder for the built assets, for example ASSETS_DIR=var/assets.");
  process.exit(2);
}
const esbuild = await import(pathToFileURL(join(modules, "esbuild/lib/main.js")).href).catch(() => {
  console.error(`esbuild is not in ${modules}. Run npm ci in the project's folder first.`);
  process.exit(2);
});

// The order is the cascade: general rules first, small screens and print last.
const SHEETS = [
  "tokens", "base", "shell", "time", "status", "parts", "verdict", "agreement", "reader", "review", "inbox", "rest",
  "menus", "forms", "lists", "commitments", "search", "notices", "outside", "wall", "quality", "small", "print",
];
const FONTS = [
  { family: "Plex Sans", pack: "@fontsource-variable/ibm-plex-sans", file: "ibm-plex-sans", style: "wght-normal", weight: "100 700", subsets: ["latin", "latin-ext"] },
  { family: "Plex Serif", pack: "@fontsource/ibm-plex-serif", file: "ibm-plex-serif", style: "400-normal", weight: "400", subsets: ["latin", "latin-ext"] },
  { family: "Plex Serif", pack: "@fontsource/ibm-plex-serif", file: "ibm-plex-serif", style: "500-normal", weight: "500", subsets: ["latin", "latin-ext"] },
  { family: "Plex Arabic", pack: "@fontsource/ibm-plex-sans-arabic", file: "ibm-plex-sans-arabic", style: "400-normal", weight: "400", subsets: ["arabic"] },
  { family: "Plex Arabic", pack: "@fontsource/ibm-plex-sans-arabic", file: "ibm-plex-sans-arabic", style: "600-normal", weight: "500 700", subsets: ["arabic"] },
];

async function fontFaces() {
  const rules = [];
  for (const font of FONTS) {
    const ranges = JSON.parse(await readFile(join(modules, font.pack, "unicode.json"), "utf8"));
    for (const subset of font.subsets) {
      const file = join(modules, font.pack, "files", `${font.file}-${subset}-${font.style}.woff2`);
      rules.push(
        `@font-face{font-family:"${font.family}";src:url("${file}") format("woff2");font-weight:${font.weight};` +
        `font-display:swap;unicode-range:${ranges[subset]}}`,
      );
    }
  }
  return rules.join("\n");
}

async function sheet(tabler) {
  const own = SHEETS.map((name) => `@import "./css/${name}.css";`);
  return [`@import "${join(modules, "@tabler/core/dist/css", tabler)}";`, `@import "fonts";`, ...own].join("\n");
}

// Font rules are written here and not in css/: collecting static files must never meet a url() it cannot resolve.
const fonts = {
  name: "fonts",
  setup(build) {
    build.onResolve({ filter: /^fonts$/ }, () => ({ path: "fonts", namespace: "fonts" }));
    build.onLoad({ filter: /.*/, namespace: "fonts" }, async () => ({
      contents: await fontFaces(), loader: "css", resolveDir: here,
    }));
  },
};
const shared = {
  bundle: true, minify: true, sourcemap: false, legalComments: "none", logLevel: "warning",
  nodePaths: [modules], target: ["chrome109", "firefox115", "safari16"], charset: "utf8",
};

async function styles() {
  for (const [name, tabler] of [["servanda", "tabler.min.css"], ["servanda.rtl", "tabler.rtl.min.css"]]) {
    await esbuild.build({
      ...shared, plugins: [fonts], loader: { ".woff2": "file" }, assetNames: "fonts/[name]",
      stdin: { contents: await sheet(tabler), loader: "css", resolveDir: here, sourcefile: `${name}.css` },
      outfile: join(out, `${name}.css`),
    });
  }
}

async function scripts() {
  await esbuild.build({
    ...shared, format: "iife", outdir: out, entryNames: "[name]",
    entryPoints: ["theme", "servanda", "charts", "uploads"].map((name) => join(here, "js", `${name}.js`)),
  });
}

async function sprite() {
  const symbols = Object.entries(STATUS_SHAPES).map(([status, parts]) => symbolOf(status, parts));
  symbols.push(...Object.entries(OWN_SHAPES).map(([id, svg]) => `<symbol id="${id}" viewBox="${svg.box}">${svg.body}</symbol>`));
  symbols.push(...CONFIDENCE);
  for (const icon of ICONS) {
    const svg = await readFile(join(modules, "@tabler/icons/icons/outline", `${icon}.svg`), "utf8");
    const body = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    const drawn = body.replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "").replace(/\s+/g, " ").trim();
    symbols.push(`<symbol id="${icon}" viewBox="0 0 24 24">${drawn}</symbol>`);
  }
  await writeFile(join(out, "sprite.svg"), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
  const brand = OWN_SHAPES.brand;
  const mark = brand.body.replaceAll("currentColor", "#1d4f91");
  await writeFile(join(out, "favicon.svg"), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${brand.box}">${mark}</svg>\n`);
}

await mkdir(out, { recursive: true });
for (const old of await readdir(out)) {
  if (/^(servanda|charts|theme|uploads|sprite|favicon|fonts)/.test(old)) await rm(join(out, old), { recursive: true });
}
await Promise.all([styles(), scripts(), sprite()]);
console.log(`Page assets are in ${out}`);
