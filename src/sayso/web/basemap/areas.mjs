// Makes ../static/basemap/areas/XX.json: the shapes of the first-order areas of each country, TopoJSON, by the codes of the gazetteer; and
// ../static/basemap/areas.json: of each country that has them the bounds, [west, south, east, north].
//
//   npm install --no-package-lock && node areas.mjs world_map.gpkg ../../places/gazetteer.sqlite
//
// world_map.gpkg is that of Debian's qgis-common 3.22.16 (sha256 below): Natural Earth 1:10m Admin 1, states and provinces, in the public
// domain. Natural Earth's areas are not always those that reports name (England is a hundred counties, a region of Italy its provinces),
// so each is given to that first-order area of the gazetteer which most of the towns within it belong to; those of one area are joined.
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { feature, mergeArcs, quantize } from "topojson-client";
import { topology } from "topojson-server";
import { filter, filterWeight, presimplify, simplify } from "topojson-simplify";

const [world, gazetteer] = process.argv.slice(2);
const SHA256 = "ff5cceefc4b27abea094fa82459d8aef9417023236c326a666978b62ffe85db2";
const WEIGHT = 3e-3; // square degrees: what is smaller than such a triangle is left out of a boundary ...
const SHARE = 0.01; // ... or than such a part of the lesser area that it bounds
const SMALLEST = 1e-4;
const GRAIN = 2e-3; // degrees, some 200 m
const out = new URL("../static/basemap/areas/", import.meta.url).pathname;

function rows(file, query) {
  const script = "import base64,json,sqlite3,sys;print(json.dumps([[base64.b64encode(c).decode() if isinstance(c,bytes) else c for c in r] for r in sqlite3.connect(sys.argv[1]).execute(sys.argv[2])]))";
  return JSON.parse(execFileSync("python3", ["-c", script, file, query], { maxBuffer: 1 << 30 }).toString());
}

// The polygons of a GeoPackage geometry: its own header, then well-known binary, little-endian throughout.
function polygons(bytes) {
  const envelope = [0, 32, 48, 48, 64][(bytes[3] >> 1) & 7];
  let at = 8 + envelope;
  const number = () => ((at += 4), bytes.readUInt32LE(at - 4));
  const real = () => ((at += 8), bytes.readDoubleLE(at - 8));
  const several = (read) => Array.from({ length: number() }, read);
  const polygon = () => {
    at += 1;
    const kind = number() % 1000;
    if (kind === 3) return [several(() => several(() => [real(), real()]))];
    if (kind === 6) return several(polygon).flat();
    throw new Error(`a geometry of kind ${kind}`);
  };
  return polygon();
}

function inside(shape, lon, lat) {
  let odd = false;
  for (const ring of shape.flat())
    for (let n = 1; n < ring.length; n += 1) {
      const [x0, y0] = ring[n - 1], [x1, y1] = ring[n];
      if (y0 > lat !== y1 > lat && lon < ((x1 - x0) * (lat - y0)) / (y1 - y0) + x0) odd = !odd;
    }
  return odd;
}

function box(shape) {
  const made = [180, 90, -180, -90];
  for (const [lon, lat] of shape.flat(2)) {
    made[0] = Math.min(made[0], lon), made[1] = Math.min(made[1], lat);
    made[2] = Math.max(made[2], lon), made[3] = Math.max(made[3], lat);
  }
  return made;
}

// The code that most towns in a shape bear; none in a shape without towns.
function voted(shape, towns) {
  const [west, south, east, north] = box(shape);
  const counts = new Map();
  for (let column = Math.floor(west); column <= Math.floor(east); column += 1)
    for (const [lat, lon, code] of towns.get(column) ?? [])
      if (lat >= south && lat <= north && lon >= west && lon <= east && inside(shape, lon, lat)) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}

const digest = createHash("sha256").update(readFileSync(world)).digest("hex");
if (digest !== SHA256) throw new Error(`${world} is not the file this was made from: ${digest}`);
const towns = new Map();
for (const row of rows(gazetteer, `SELECT lat, lon, admin1 FROM place WHERE precision = 'town' AND lat IS NOT NULL AND admin1 LIKE '__.%'
    UNION ALL SELECT lat, lon, admin1 FROM place WHERE precision = 'admin1' AND lat IS NOT NULL AND admin1 LIKE '__.%'`)) {
  const column = Math.floor(row[1]);
  if (!towns.has(column)) towns.set(column, []);
  towns.get(column).push(row);
}
const features = [];
for (const [name, geom] of rows(world, "SELECT name, geom FROM states_provinces WHERE geom IS NOT NULL ORDER BY fid")) {
  const shape = polygons(Buffer.from(geom, "base64"));
  const code = voted(shape, towns);
  if (code) features.push({ type: "Feature", properties: { code }, geometry: { type: "MultiPolygon", coordinates: shape } });
}

// Points of the boundaries of small areas weigh more, so that they keep their shape.
function weighed(topology) {
  const least = new Map();
  for (const shape of topology.objects.areas.geometries) {
    const [west, south, east, north] = box(feature(topology, shape).geometry.coordinates);
    const size = (east - west) * (north - south) * 0.6;
    for (const arc of (shape.arcs ?? []).flat(3)) least.set(arc < 0 ? ~arc : arc, Math.min(size, least.get(arc < 0 ? ~arc : arc) ?? Infinity));
  }
  topology.arcs.forEach((arc, n) => {
    const limit = Math.min(WEIGHT, SHARE * (least.get(n) ?? Infinity));
    for (const point of arc) point[2] *= WEIGHT / limit;
  });
  return topology;
}

let made = weighed(presimplify(topology({ areas: { type: "FeatureCollection", features } })));
made = simplify(filter(made, filterWeight(made, SMALLEST)), WEIGHT);
const byCode = new Map();
for (const one of made.objects.areas.geometries.filter((each) => each.type)) {
  const { code } = one.properties;
  byCode.set(code, [...(byCode.get(code) ?? []), one]);
}
const byCountry = new Map();
for (const [code, parts] of [...byCode].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
  const joined = { ...mergeArcs(made, parts), properties: { code } };
  const country = code.slice(0, 2);
  byCountry.set(country, [...(byCountry.get(country) ?? []), joined]);
}

// Only the arcs that some shapes need, numbered anew.
function cut(shapes) {
  const numbers = new Map();
  const numbered = (arc) => {
    const plain = arc < 0 ? ~arc : arc;
    if (!numbers.has(plain)) numbers.set(plain, numbers.size);
    return arc < 0 ? ~numbers.get(plain) : numbers.get(plain);
  };
  const deep = (arcs) => (Array.isArray(arcs) ? arcs.map(deep) : numbered(arcs));
  const geometries = shapes.map((shape) => ({ ...shape, arcs: deep(shape.arcs) }));
  const arcs = [...numbers.keys()].map((number) => made.arcs[number]);
  return { type: "Topology", arcs, objects: { areas: { type: "GeometryCollection", geometries } } };
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const bounds = {};
const grid = { scale: [GRAIN, GRAIN], translate: [-180, -90] };
for (const [country, shapes] of byCountry) {
  const { bbox: _bbox, ...small } = quantize(cut(shapes), grid);
  bounds[country] = box(shapes.flatMap((shape) => feature(made, shape).geometry.coordinates)).map((edge) => Math.round(edge * 100) / 100);
  writeFileSync(`${out}${country}.json`, JSON.stringify(small) + "\n");
}
writeFileSync(new URL("../static/basemap/areas.json", import.meta.url), JSON.stringify(bounds) + "\n");
console.log(`${byCountry.size} countries, ${byCode.size} areas`);
