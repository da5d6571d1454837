// Makes Plotly's script with the traces that the site draws: a quarter of the whole.
// Run `npm install --no-package-lock && node build.mjs` here after a new version of Plotly, and set
// the version in package.json to the one that `head -3 plotly.min.js` of the Python package shows; then
// `node tools/brotli.mjs`.
import fs from "node:fs";
import { createRequire } from "node:module";
import { build } from "esbuild";

const require = createRequire(import.meta.url);
const TARGET = new URL("../../dashboard/web/assets/plotly/", import.meta.url);
// `scatter` is part of the core.
const TRACES = ["bar", "box", "choropleth", "heatmap"];
const { version } = JSON.parse(fs.readFileSync(require.resolve("plotly.js/package.json"), "utf8"));
const banner = `/*! plotly.js v${version}: scatter, ${TRACES.join(", ")} | (c) 2012-2026 Plotly, Inc. | MIT, see LICENSE */`;

// Plotly measures each label of an axis in a copy, and all labels again after each that it has placed: a layout of the
// browser for each, 144 for twelve years. What was only moved is as large as before, and one look at all is enough.
// It draws annotations once more to find the range of axes, also where every axis has its range. And it leaves more room
// around labels where a margin is given; `plot.js` gives one, so that Plotly need not draw twice.
// A patch whose words are no longer there, or are there twice, ends the build.
const PATCHES = {
  "components/annotations/calc_autorange.js": [
    [
      "if(annotationList.length && gd._fullData.length) {",
      `const grows = (ref) => Axes.getFromId(gd, ref)?.autorange;
    if(annotationList.some(({ xref, yref }) => grows(xref) || grows(yref)) && gd._fullData.length) {`,
    ],
  ],
  "components/drawing/index.js": [
    [
      "hash += '~' + x + '~' + y + '~' + transform;",
      `if (/^(translate\\([^()]*\\))+$/.test(transform)) {
        const still = drawing.bBox(innerNode, false, hash);
        if (still.width) {
          for (const [, right, down] of transform.matchAll(/\\(([^,()]*),?([^,()]*)\\)/g)) {
            x += +right;
            y += +down;
          }
          return { ...still, left: still.left + x, right: still.right + x, top: still.top + y, bottom: still.bottom + y };
        }
      }
      hash += '~' + x + '~' + y + '~' + transform;`,
    ],
  ],
  "plots/plots.js": [["pad = Math.min(12, margin.l, margin.r, margin.t, margin.b);", "pad = 0;"]],
  "plots/cartesian/axes.js": [
    [
      `                if(ax._adjustTickLabelsOverflow) {
                    ax._adjustTickLabelsOverflow();
                }
            } else {`,
      "            } else {",
    ],
    [
      `mathjaxGroup.attr('transform', transform + strTranslate(mjShift, 0));
            }
        });`,
      `mathjaxGroup.attr('transform', transform + strTranslate(mjShift, 0));
            }
        });
        if(ax._adjustTickLabelsOverflow) ax._adjustTickLabelsOverflow();`,
    ],
  ],
};
const patched = new Set();
const patches = {
  name: "patches",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]plotly\.js[\\/]src[\\/].*\.js$/ }, ({ path }) => {
      const name = path.replaceAll("\\", "/").split("/plotly.js/src/")[1];
      if (!PATCHES[name]) return;
      patched.add(name);
      let contents = fs.readFileSync(path, "utf8");
      for (const [before, after] of PATCHES[name]) {
        const parts = contents.split(before);
        if (parts.length !== 2) throw new Error(`${name} has ${parts.length - 1} times: ${before}`);
        contents = parts.join(after);
      }
      return { contents, loader: "js" };
    });
  },
};

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
  plugins: [patches],
});
fs.copyFileSync(
  require.resolve("plotly.js/LICENSE"),
  new URL("LICENSE", TARGET).pathname,
);
for (const name of Object.keys(PATCHES)) if (!patched.has(name)) throw new Error(`${name} was not built.`);
const bytes = Object.values(result.metafile.outputs)[0].bytes;
console.log(`plotly.js ${version}: ${bytes} bytes, ${Object.keys(result.metafile.inputs).length} modules`);
