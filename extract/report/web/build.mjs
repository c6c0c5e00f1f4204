// Builds ../page.js from src/: one script with everything in it, and the licences of what it holds at its head.
// `npm ci && npm run build` in this folder; --check says whether the committed script is fresh.

import { build } from "esbuild";
import { readFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const target = "../page.js";
const result = await build({
  entryPoints: ["src/main.js"],
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: ["es2020"],
  legalComments: "none",
  metafile: true,
  write: false,
});

const packages = new Set();
for (const [name, use] of Object.entries(result.metafile.outputs[Object.keys(result.metafile.outputs)[0]].inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name);
  if (found && use.bytesInOutput > 0) packages.add(found[1]);
}

// packages with one licence text share it
const texts = new Map();
for (const name of [...packages].sort()) {
  const folder = join("node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = ["LICENSE", "LICENSE.md", "LICENSE.txt", "license"].map((x) => join(folder, x)).find(existsSync);
  const text = file ? readFileSync(file, "utf8").trim() : `Licence: ${about.license}`;
  const lines = text.split("\n").map((line) => line.trimEnd());
  const copyright = lines.find((line) => /^copyright/i.test(line)) ?? "";
  const terms = lines.filter((line) => line !== copyright).join("\n").trim();
  texts.set(terms, [...(texts.get(terms) ?? []), `${name} ${about.version}: ${copyright}`]);
}
const head = [...texts].map(([terms, names]) => `${names.join("\n")}\n\n${terms}`).join("\n\n---\n\n");
const script = `/*! This script holds the following packages.\n\n${head.replaceAll("*/", "* /")}\n*/\n${result.outputFiles[0].text}`;

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== script) {
    console.error("extract/report/page.js is not what src/ gives; run npm run build");
    process.exit(1);
  }
} else {
  writeFileSync(target, script);
  console.log(`${target}: ${Math.round(script.length / 1024)} KB, ${packages.size} packages`);
}
