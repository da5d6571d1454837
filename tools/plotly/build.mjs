// Makes Plotly's script with the traces that the site draws: a quarter of the whole.
// Run `npm install --no-package-lock && node build.mjs` here after a new version of Plotly, and set
// the version in package.json to the one that `head -3 plotly.min.js` of the Python package shows.
import fs from "node:fs";
import { createRequire } from "node:module";
import { build } from "esbuild";

const require = createRequire(import.meta.url);
const TARGET = new URL("../../dashboard/web/assets/plotly/", import.meta.url);
// `scatter` is part of the core.
const TRACES = ["bar", "box", "choropleth", "heatmap"];
const { version } = JSON.parse(fs.readFileSync(require.resolve("plotly.js/package.json"), "utf8"));
const banner = `/*! plotly.js v${version}: scatter, ${TRACES.join(", ")} | (c) 2012-2026 Plotly, Inc. | MIT, see LICENSE */`;

const result = await build({
  stdin: {
    contents: `const Plotly = require("plotly.js/lib/core");
Plotly.register([${TRACES.map((each) => `require("plotly.js/lib/${each}")`).join(", ")}]);
module.exports = Plotly;`,
    resolveDir: new URL(".", import.meta.url).pathname,
  },
  outfile: new URL("plotly.min.js", TARGET).pathname,
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "Plotly",
  target: "es2020",
  define: { global: "window" },
  // Plotly's stylesheet is put into a page by its own script; none of ours.
  loader: { ".css": "empty" },
  banner: { js: banner },
  legalComments: "none",
  metafile: true,
});
fs.copyFileSync(
  require.resolve("plotly.js/LICENSE"),
  new URL("LICENSE", TARGET).pathname,
);
const bytes = Object.values(result.metafile.outputs)[0].bytes;
console.log(`plotly.js ${version}: ${bytes} bytes, ${Object.keys(result.metafile.inputs).length} modules`);
