// Compresses the largest of our files with Brotli, a fifth smaller than gzip, which the server sends as they lie
// there: `node tools/brotli.mjs` after one of them has changed (`tests/web/test_compression.py` says so).
import crypto from "node:crypto";
import fs from "node:fs";
import zlib from "node:zlib";

const ASSETS = new URL("../dashboard/web/assets/", import.meta.url);
const FILES = ["plotly/plotly.min.js", "geo/world_50m.json"];
const made = {};
for (const name of FILES) {
  const text = fs.readFileSync(new URL(name, ASSETS));
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  const packed = zlib.brotliCompressSync(text, { params });
  fs.writeFileSync(new URL(`${name}.br`, ASSETS), packed);
  made[name] = crypto.createHash("sha256").update(text).digest("hex");
  console.log(name, text.length, "to", packed.length);
}
fs.writeFileSync(new URL("brotli.json", ASSETS), JSON.stringify(made, null, 1) + "\n");
