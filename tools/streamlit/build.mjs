// Puts Streamlit's scripts for a page of ours into one file, and those of the widgets of `/check` into a second:
// Streamlit sends them in some eighty, and on a line with a long delay the requests take longer than the bytes.
//
//   npm install esbuild@0.25 && node build.mjs <streamlit/static/static/js> <dashboard/web/assets/streamlit>
//
// Parts that no page needs at first (`PARTS` and `FORMS` lack them) stay files of their own. They import what is in a
// bundle by its old name; `web/streamlit_bundle.py` answers such a name with a line that takes it from the bundle, so
// that there is one React. `tests/web/test_streamlit_bundle.py` says when this has to be run again.
import * as esbuild from "esbuild";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const [from, to] = process.argv.slice(2);
const PARTS = ["Html", "purify.es"];
const FORMS = ["TextInput", "Selectbox", "ButtonGroup", "DownloadButton", "FileUploader", "TextArea"];
const files = fs.readdirSync(from).filter((name) => name.endsWith(".js"));
const named = (part) => files.filter((name) => name.startsWith(`${part}.`) && /^[\w-]+\.js$/.test(name.slice(part.length + 1)));
const read = (name) => fs.readFileSync(path.join(from, name), "utf8");
const importsOf = (text) => [...text.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)].map((found) => found[1]);

const first = files.find((name) => /^index\.[\w-]{8}\.js$/.test(name));
const gathered = (names, but) => {
  const found = new Set();
  const add = (name) => {
    if (found.has(name) || but?.has(name)) return;
    found.add(name);
    importsOf(read(name)).forEach(add);
  };
  names.forEach(add);
  return found;
};
const app = gathered([first, ...PARTS.flatMap(named)]);
const forms = gathered(FORMS.flatMap(named), app);

// What each file exports, by esbuild itself.
const exportsOf = async (name) => {
  const { metafile } = await esbuild.build({
    entryPoints: [path.join(from, name)], bundle: false, write: false, metafile: true, format: "esm", outdir: "out",
  });
  return Object.values(metafile.outputs)[0].exports;
};

// What an act costs for nothing. A page that stands in no frame tells itself what a frame would be told, and looks at each
// such message whether somebody else sent it. And the words of a selection that was left and asked for again are
// sanitized again. Words that are no longer there, or are there twice, end the build.
const PATCHES = new Map([
  [first, [/(postMessageToParentAndEcho\(\w+,\w+\)\{)/g, "$1if(window===window.parent)return;"]],
  [named("Html")[0], [
    /function (\w+)\((\w+)\)\{return (\w+\.sanitize\(\2,\w+\))\}(?=function \w+\(\{body)/g,
    "const kept=new Map;function $1($2){let made=kept.get($2)??$3;kept.delete($2);kept.set($2,made);if(kept.size>8)kept.delete(kept.keys().next().value);return made}",
  ]],
]);
const patched = (name, text) => {
  const [words, instead] = PATCHES.get(name) ?? [];
  if (!words) return text;
  const found = text.match(words)?.length ?? 0;
  if (found !== 1) throw new Error(`${name} has ${found} times: ${words}`);
  return text.replace(words, instead);
};

// What a bundle exports of each of its files: "name in it as name".
const shimsOf = async (bundled) => {
  const shims = {};
  for (const [number, name] of [...bundled].entries()) {
    const names = await exportsOf(name);
    shims[name] = names.map((each) => `m${number}_${each === "default" ? "default_" : each} as ${each}`).join(",");
  }
  return shims;
};
const reexported = (shims, from) => (shims ? `export {${shims}} from ${JSON.stringify(from)};\n` : `import ${JSON.stringify(from)};\n`);
const turned = (shims) => shims && shims.split(",").map((each) => each.split(" as ").reverse().join(" as ")).join(",");

const plugin = (bundled, other) => ({
  name: "streamlit",
  setup(build) {
    build.onResolve({ filter: /^\.\/.*\.js$/ }, ({ path: asked }) => {
      const name = asked.slice(2);
      if (bundled.has(name)) return { path: path.join(from, name) };
      return other[name] === undefined ? { path: asked, external: true } : { path: name, namespace: "other" };
    });
    build.onLoad({ filter: /./, namespace: "other" }, ({ path: name }) => ({ contents: reexported(other[name], "./app.js"), loader: "js" }));
    build.onLoad({ filter: /\.js$/ }, ({ path: file }) => {
      if (!file.startsWith(from)) return;
      // Vite announces the imports of a part before it asks for the part; their names are not those of files here.
      const text = patched(path.basename(file), read(path.basename(file))).replace(/(__vite__mapDeps=\(.*?\)\)\)=>)i\.map\(i=>d\[i\]\)/s, "$1[]");
      return { contents: text, loader: "js" };
    });
  },
});

// One file of the scripts in `bundled`; of those of another bundle it takes what it needs from there.
const made = async (bundled, shims, other = {}) => {
  const entry = [...bundled].map((name) => reexported(turned(shims[name]), `./${name}`)).join("");
  const { outputFiles } = await esbuild.build({
    stdin: { contents: entry, resolveDir: from, loader: "js" },
    bundle: true, write: false, format: "esm", minify: true, target: "es2022", legalComments: "eof", plugins: [plugin(bundled, other)],
  });
  return outputFiles[0].contents;
};
const shims = await shimsOf(app);
const shimsOfForms = await shimsOf(forms);
const scripts = { "app.js": await made(app, shims), "forms.js": await made(forms, shimsOfForms, shims) };
const hash = crypto.createHash("sha256").update(scripts["app.js"]).update(scripts["forms.js"]).digest("hex").slice(0, 10);
const folder = path.join(to, hash);
for (const old of fs.existsSync(to) ? fs.readdirSync(to) : [])
  if (old !== "NOTICE") fs.rmSync(path.join(to, old), { recursive: true });
fs.mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(scripts)) {
  fs.writeFileSync(path.join(folder, name), text);
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  const packed = zlib.brotliCompressSync(text, { params });
  fs.writeFileSync(path.join(folder, `${name}.br`), packed);
  console.log(hash, name, text.length, "bytes,", zlib.gzipSync(text, { level: 6 }).length, "in gzip,", packed.length, "in Brotli");
}
fs.writeFileSync(path.join(to, "bundle.json"), JSON.stringify({ hash, first, shims, forms: shimsOfForms }, null, 1) + "\n");
