// Events gathered by place: the map draws places, however many events each has.

import { DAY, moment } from "./days.js";
import { groupOf, GROUPS } from "./palette.js";
import { siteOf, type Spots } from "./source.js";

export interface Place {
  key: number;
  /** The same for it in every selection. */
  site: string;
  name: string;
  lon: number;
  lat: number;
  precision: string;
  radius: number;
  area: string | null;
  /** Its events, as numbers of the columns of `Spots`. */
  rows: number[];
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
  admin1: "somewhere in this province or state",
  country: "somewhere in the country",
  region: "somewhere in this part of the world",
};

export function precisionInWords(place: Place): string {
  return PRECISIONS[place.precision] ?? `within ${place.radius} km`;
}

/** A stretch of days by their numbers since 1970, closed at both ends; what has no date is in none. */
export interface Days {
  first: number;
  last: number;
}

export function daysOf(from: string | undefined, to: string | undefined): Days | null {
  if (!from && !to) return null;
  const number = (day: string | undefined, none: number): number => (day ? Math.floor(moment(day) / DAY) : none);
  return { first: number(from, -Infinity), last: number(to, Infinity) };
}

/** Whether an event may lie in some days. */
export function meets(spots: Spots, row: number, days: Days | null): boolean {
  if (!days) return true;
  const day = spots.day[row] ?? null;
  return day !== null && day <= days.last && day + (spots.days[row] ?? 1) - 1 >= days.first;
}

/** The places that have events in some days, in order of their number, the most first. */
export function gathered(spots: Spots, days: Days | null): Place[] {
  const rows: number[][] = spots.places.map(() => []);
  const groups = spots.types.map(groupOf);
  const counts = spots.places.map(() => GROUPS.map(() => 0));
  spots.place.forEach((place, row) => {
    if (!meets(spots, row, days)) return;
    rows[place]?.push(row);
    const sums = counts[place];
    const group = groups[spots.type[row] ?? 0] ?? 0;
    if (sums) sums[group] = (sums[group] ?? 0) + 1;
  });
  const places = spots.places.flatMap(({ name, lon, lat, precision, radius_km: radius, area }, n): Place[] => {
    const sums = counts[n] ?? [];
    const mine = rows[n] ?? [];
    const site = siteOf(lat, lon, precision);
    return mine.length ? [{ key: 0, site, name, lon, lat, precision, radius, area, rows: mine, group: sums.indexOf(Math.max(...sums)) }] : [];
  });
  places.sort((a, b) => b.rows.length - a.rows.length || a.lon - b.lon || a.lat - b.lat);
  places.forEach((place, n) => (place.key = n));
  return places;
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
