// The base map's files: they lie beside the scripts, and nothing is asked of anybody else.

import type { Feature } from "geojson";
import { fetched } from "./source.js";
import { features, type Topology } from "./topo.js";

const address = (file: string): string => new URL(`./basemap/${file}`, import.meta.url).href;

export async function shapes(file: "countries" | "admin1" | "lakes"): Promise<Feature[]> {
  return features(await fetched<Topology>(address(`${file}.json`)), file);
}

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
