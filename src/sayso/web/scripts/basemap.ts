// The base map's files: they lie beside the scripts, and nothing is asked of anybody else.

import type { Feature } from "geojson";
import { fetched } from "./source.js";
import { between, features, inside, type Topology } from "./topo.js";
import type { Place } from "./places.js";

const address = (file: string): string => new URL(`./basemap/${file}`, import.meta.url).href;

/** Countries, finely drawn or coarsely (`world`), or lakes. */
export async function shapes(file: "countries" | "world" | "lakes"): Promise<Feature[]> {
  return features(await fetched<Topology>(address(`${file}.json`)), file === "lakes" ? file : "countries");
}

// ---------------------------------------------------------------- first-order areas
type Bounds = readonly [west: number, south: number, east: number, north: number];
interface Areas {
  shapes: ReadonlyMap<string, Feature>;
  lines: Feature;
}

let bounds: Promise<Readonly<Record<string, Bounds>>> | null = null;
const loaded = new Map<string, Promise<Areas>>();

/** Of each country that has first-order areas, where it lies. */
function countryBounds(): Promise<Readonly<Record<string, Bounds>>> {
  bounds ??= fetched<Record<string, Bounds>>(address("areas.json"));
  return bounds;
}

/** The first-order areas of a country by their codes, and the boundaries between them. */
function areasOf(country: string): Promise<Areas> {
  const known = loaded.get(country);
  if (known) return known;
  const asked = fetched<Topology>(address(`areas/${country}.json`)).then((topology) => ({
    shapes: new Map(features(topology, "areas").map((shape) => [String(shape.properties?.["code"]), shape] as const)),
    lines: between(topology, "areas"),
  }));
  loaded.set(country, asked);
  return asked;
}

/** The boundaries between first-order areas of the countries that lie within a view. */
export async function innerLines(west: number, south: number, east: number, north: number): Promise<Feature[]> {
  const near = Object.entries(await countryBounds()).filter(([, at]) => at[0] < east && at[2] > west && at[1] < north && at[3] > south);
  return Promise.all(near.map(async ([country]) => (await areasOf(country)).lines));
}

/** The shapes of places that are known no better than to a country or first-order area. Areas are asked for when they are needed. */
export class Outlines {
  private countries: readonly Feature[] = [];
  private readonly known = new Map<string, Feature["geometry"] | null>();

  /** `changed` is called when shapes have come that were not there when they were asked for. */
  constructor(private readonly changed: () => void) {}

  setCountries(countries: readonly Feature[]): void {
    this.countries = countries;
    this.known.clear();
  }

  /** The shape that a place lies in; null where it is known better or worse than that, or its shape is not there (yet). */
  of(place: Place): Feature["geometry"] | null {
    const known = this.known.get(place.site);
    if (known !== undefined) return known;
    const shape = place.precision === "country" ? (this.countries.find((each) => inside(each, place.lon, place.lat))?.geometry ?? null) : null;
    this.known.set(place.site, shape);
    if (place.precision === "admin1" && place.area) void this.ask(place, place.area);
    return shape;
  }

  private async ask(place: Place, area: string): Promise<void> {
    const country = area.slice(0, 2);
    if (!(country in (await countryBounds()))) return;
    const shape = (await areasOf(country)).shapes.get(area);
    if (!shape) return;
    this.known.set(place.site, shape.geometry);
    this.changed();
  }
}

// ---------------------------------------------------------------- names

type Area = [name: string, lon: number, lat: number, radius: number];
type City = [name: string, lon: number, lat: number, thousands: number, capital: 0 | 1];

/** Names with the zoom from which they are shown and their weight against each other. */
export async function names(): Promise<Feature[]> {
  const { countries, areas, cities } = await fetched<{ countries: Area[]; areas: Area[]; cities: City[] }>(address("names.json"));
  return [
    ...countries.map(([name, lon, lat, radius]) => point(name, lon, lat, "country", radius > 900 ? 0 : radius > 500 ? 1.6 : radius > 250 ? 2.6 : radius > 90 ? 3.6 : 5, -radius)),
    ...areas.map(([name, lon, lat, radius]) => point(name, lon, lat, "area", radius > 300 ? 4.5 : radius > 120 ? 5.5 : radius > 50 ? 6.5 : 8, 1000 - radius)),
    ...cities.map(([name, lon, lat, thousands, capital]) => point(name, lon, lat, capital ? "capital" : "city", cityZoom(thousands, capital), -thousands)),
  ];
}

function cityZoom(thousands: number, capital: 0 | 1): number {
  if (capital) return 3.6;
  return thousands > 4000 ? 4 : thousands > 1000 ? 5 : thousands > 300 ? 6 : thousands > 100 ? 7 : 8;
}

function point(name: string, lon: number, lat: number, kind: string, zoom: number, order: number): Feature {
  return { type: "Feature", properties: { name, kind, zoom, order }, geometry: { type: "Point", coordinates: [lon, lat] } };
}
