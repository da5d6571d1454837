// Makes the map's geometry: Natural Earth 1:50m (public domain) by way of world-atlas, small, and in
// the layout in which Plotly reads it. Run `npm install --no-package-lock && node build.mjs` here.
//
// Borders where states disagree, the choice that the map states:
// - Crimea belongs to Ukraine (UN General Assembly resolution 68/262); Natural Earth draws de facto
//   control and gives it to Russia.
// - Northern Cyprus is part of Cyprus, Somaliland of Somalia: the United Nations know no such states.
// - Kosovo has the code XK, as in CLDR, from which the site takes the names of countries.
import fs from "node:fs";
import { createRequire } from "node:module";
import { feature, merge, mergeArcs, mesh } from "topojson-client";
import { topology } from "topojson-server";
import { filter, filterAttachedWeight, presimplify, quantile, simplify } from "topojson-simplify";

const require = createRequire(import.meta.url);
const read = (path) => JSON.parse(fs.readFileSync(require.resolve(path), "utf8"));
const world = read("world-atlas/countries-50m.json");
const codes = JSON.parse(fs.readFileSync(new URL("codes.json", import.meta.url), "utf8"));
const TARGET = new URL("../../dashboard/web/assets/geo/world_50m.json", import.meta.url);

const countries = world.objects.countries.geometries;
const named = (name) => countries.find((each) => each.properties.name === name);

function takeCrimea() {
  const russia = named("Russia");
  const inCrimea = feature(world, russia).geometry.coordinates.map(([ring]) =>
    ring.every(([lon, lat]) => lon > 32 && lon < 37 && lat > 44 && lat < 46.5),
  );
  const crimea = russia.arcs.filter((_, place) => inCrimea[place]);
  if (crimea.length === 0) throw new Error("Crimea was not found among Russia's polygons.");
  russia.arcs = russia.arcs.filter((_, place) => !inCrimea[place]);
  const ukraine = named("Ukraine");
  const whole = mergeArcs(world, [ukraine, { type: "MultiPolygon", arcs: crimea }]);
  Object.assign(ukraine, { type: whole.type, arcs: whole.arcs });
}

function join(part, whole) {
  const merged = mergeArcs(world, [named(whole), named(part)]);
  Object.assign(named(whole), { type: merged.type, arcs: merged.arcs });
  countries.splice(countries.indexOf(named(part)), 1);
}

function middle({ type, coordinates }) {
  const rings = (type === "Polygon" ? [coordinates] : coordinates).map((polygon) => polygon[0]);
  const measured = rings.map((ring) => {
    let area = 0;
    let x = 0;
    let y = 0;
    for (let i = 0; i < ring.length - 1; i += 1) {
      const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
      area += cross / 2;
      x += ((ring[i][0] + ring[i + 1][0]) * cross) / 6;
      y += ((ring[i][1] + ring[i + 1][1]) * cross) / 6;
    }
    return { size: Math.abs(area), at: [x / area, y / area] };
  });
  const largest = measured.reduce((a, b) => (b.size > a.size ? b : a));
  return largest.at.map((degrees) => Math.round(degrees * 100) / 100);
}

takeCrimea();
join("N. Cyprus", "Cyprus");
join("Somaliland", "Somalia");
named("Kosovo").id = "XK";
world.objects.countries.geometries = countries.filter(
  (each) => each.properties.name !== "Antarctica" && (each.id === "XK" || codes[each.id]),
);

const features = feature(world, world.objects.countries).features.map((each) => ({
  type: "Feature",
  id: each.id === "XK" ? "XK" : codes[each.id],
  properties: {},
  geometry: each.geometry,
}));
let small = presimplify(topology({ countries: { type: "FeatureCollection", features } }));
small = simplify(small, quantile(small, 0.35));
// Islets that no reader sees go, unless they are all that a country has.
small = filter(small, filterAttachedWeight(small, 0.004));
const shapes = feature(small, small.objects.countries).features.filter((each) => each.geometry);
// Plotly puts a country's hover text at `ct`, the middle of its largest part.
for (const each of shapes) each.properties = { ct: middle(each.geometry) };
const made = topology(
  {
    countries: { type: "FeatureCollection", features: shapes },
    land: merge(small, small.objects.countries.geometries),
    coastlines: mesh(small, small.objects.countries, (a, b) => a === b),
  },
  1e4,
);
fs.writeFileSync(TARGET, JSON.stringify(made));
console.log(`${shapes.length} countries, ${fs.statSync(TARGET).size} bytes`);
