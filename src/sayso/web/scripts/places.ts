// Events gathered by place: the map draws places, however many events each has.

import { groupOf, GROUPS } from "./palette.js";
import type { Spot } from "./source.js";

export interface Place {
  key: number;
  name: string;
  lon: number;
  lat: number;
  precision: string;
  radius: number;
  spots: Spot[];
  /** The group of types that most of its events are of. */
  group: number;
}

/** Places whose events may lie anywhere in a wide area; they are drawn as areas with a number, never as points or in clusters. */
const WIDE = new Set(["admin1", "country", "region"]);
export const isWide = (place: Place): boolean => WIDE.has(place.precision);

const PRECISIONS: Readonly<Record<string, string>> = {
  site: "the very place",
  town: "somewhere in or near the town",
  admin2: "somewhere in the district",
  admin1: "somewhere in the region",
  country: "somewhere in the country",
  region: "somewhere in this part of the world",
};

export function precisionInWords(place: Place): string {
  return PRECISIONS[place.precision] ?? `within ${place.radius} km`;
}

/** Places in order of the number of their events, the most first. */
export function gathered(spots: readonly Spot[]): Place[] {
  const found = new Map<string, Place>();
  for (const spot of spots) {
    const place = found.get(spot.site);
    if (place) place.spots.push(spot);
    else {
      const { lon, lat, precision, radius_km: radius } = spot;
      found.set(spot.site, { key: 0, name: spot.place ?? "", lon, lat, precision, radius, spots: [spot], group: 0 });
    }
  }
  const places = [...found.values()].sort((a, b) => b.spots.length - a.spots.length || a.lon - b.lon || a.lat - b.lat);
  places.forEach((place, n) => {
    place.key = n;
    place.group = commonest(place.spots);
  });
  return places;
}

function commonest(spots: readonly Spot[]): number {
  const counts = GROUPS.map(() => 0);
  for (const spot of spots) counts[groupOf(spot.type)] = (counts[groupOf(spot.type)] ?? 0) + 1;
  return counts.indexOf(Math.max(...counts));
}

/** What a map, whichever way it is drawn, is told and tells. */
export interface MapView {
  show(places: readonly Place[]): void;
  light(keys: readonly number[]): void;
  fit(places: readonly Place[]): void;
  zoom(steps: number): void;
  /** west,south,east,north */
  bounds(): string;
}

export interface MapWishes {
  chosen(places: readonly Place[]): void;
  pointed(place: Place | null): void;
  moved(): void;
}

/** The least box that holds all places, with their radii, as [west, south, east, north]; null for no places. */
export function extent(places: readonly Place[]): [number, number, number, number] | null {
  if (!places.length) return null;
  const far = (place: Place): number => place.radius / 111.32;
  const side = (place: Place): number => far(place) / Math.max(Math.cos((place.lat * Math.PI) / 180), 0.1);
  const box: [number, number, number, number] = [180, 85, -180, -85];
  for (const place of places) {
    box[0] = Math.min(box[0], place.lon - side(place));
    box[1] = Math.min(box[1], place.lat - far(place));
    box[2] = Math.max(box[2], place.lon + side(place));
    box[3] = Math.max(box[3], place.lat + far(place));
  }
  return [Math.max(box[0], -180), Math.max(box[1], -84), Math.min(box[2], 180), Math.min(box[3], 84)];
}
