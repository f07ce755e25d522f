// Where a view's events come from: the desk's API, or, on published pages, one file that is narrowed here.

import { type Filters, query, urls } from "./address.js";
import { DAY, floor, moment, unitOf, type Unit } from "./days.js";

export interface Named {
  id: string | null;
  name: string;
}
export interface EventItem {
  id: string;
  type: string;
  mode: string | null;
  summary: string;
  when: { value: string; start: string; end: string; precision: string } | null;
  actors: Named[];
  recipients: Named[];
  place: { name: string; lat: number | null; lon: number | null; precision: string | null; radius_km: number | null; area?: string | null } | null;
  factuality: string;
  certainty?: string[];
  vouchers: Named[];
  reports: number;
  figures: { type: string; whose?: string; low: number | null; best: number | null; high: number | null }[];
  first_published: string | null;
}
export interface EventList {
  total: number;
  next: string | null;
  events: EventItem[];
}
export interface Bucket {
  start: string;
  count: number;
  by_type: Record<string, number>;
  unsure?: Record<string, number>;
}
export interface SpanOfDays {
  id: string;
  start: string;
  end: string;
  summary: string;
  type: string;
  factuality?: string;
}
export interface TimelineData {
  unit: Unit;
  buckets: Bucket[];
  spans: SpanOfDays[];
  spans_total?: number;
  undated: number;
  first: string | null;
  last: string | null;
}
/** Where events are, with one precision. */
export interface Site {
  name: string;
  lat: number;
  lon: number;
  precision: string;
  radius_km: number;
  /** The code of the country or first-order area that they are known to lie in and no better. */
  area: string | null;
}
/** Events with coordinates, by place, in columns: the number of its place, of its type, its first day since 1970, and how many days. */
export interface Spots {
  unplaced: number;
  places: Site[];
  types: string[];
  place: number[];
  type: number[];
  day: (number | null)[];
  days: number[];
}
export interface DayCount {
  day: string;
  reports: number;
}

export interface Source {
  events(filters: Filters, cursor: string | null, signal: AbortSignal, limit?: number): Promise<EventList>;
  timeline(filters: Filters, unit: Unit, signal: AbortSignal): Promise<TimelineData>;
  spots(filters: Filters, signal: AbortSignal): Promise<Spots>;
}

/** Raised with words for people where the server refuses. */
export class Refusal extends Error {}

export async function fetched<T>(address: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin", signal: signal ?? null });
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as { error?: string };
    throw new Refusal(problem.error ?? `The server answered ${response.status}.`);
  }
  return (await response.json()) as T;
}

export class ApiSource implements Source {
  async events(filters: Filters, cursor: string | null, signal: AbortSignal, limit = 50): Promise<EventList> {
    const asked = query(filters);
    asked.set("limit", String(limit));
    if (cursor) asked.set("cursor", cursor);
    return fetched(`${urls.api}/events?${asked}`, signal);
  }

  async timeline(filters: Filters, unit: Unit, signal: AbortSignal): Promise<TimelineData> {
    const asked = query(filters);
    asked.set("unit", unit);
    return fetched(`${urls.api}/timeline?${asked}`, signal);
  }

  async spots(filters: Filters, signal: AbortSignal): Promise<Spots> {
    return fetched(`${urls.api}/places?${query(filters)}`, signal);
  }
}

// ---------------------------------------------------------------- published pages
const CERTAINTIES: Readonly<Record<string, readonly string[]>> = {
  certain: ["CT+"],
  probable: ["PR+"],
  possible: ["PS+"],
  uncommitted: ["Uu"],
  denied: ["CT-", "PR-", "PS-"],
};
const PAGE = 50;

export class FileSource implements Source {
  private loaded: Promise<EventItem[]> | null = null;

  constructor(private readonly address: string) {}

  private all(): Promise<EventItem[]> {
    this.loaded ??= fetched<FileData>(this.address).then((data) => data.rows.map((row) => rowOf(row, data)).sort(newestFirst));
    return this.loaded;
  }

  private async fitting(filters: Filters): Promise<EventItem[]> {
    return (await this.all()).filter((event) => fits(event, filters));
  }

  async events(filters: Filters, cursor: string | null, _signal: AbortSignal, limit = PAGE): Promise<EventList> {
    const found = await this.fitting(filters);
    const begin = Number(cursor ?? 0);
    const next = begin + limit < found.length ? String(begin + limit) : null;
    return { total: found.length, next, events: found.slice(begin, begin + limit) };
  }

  async timeline(filters: Filters, unit: Unit): Promise<TimelineData> {
    return bucketed(await this.fitting(filters), unit);
  }

  async spots(filters: Filters): Promise<Spots> {
    return placed(await this.fitting(filters));
  }
}

type Row = [
  id: string, type: string, summary: string, when: [value: string, start: string, end: string] | null, place: number | null, factuality: string,
  certainty: string[], actors: number[], recipients: number[], vouchers: number[], reports: number,
  figures: [type: string, whose: string, low: number | null, best: number | null, high: number | null][],
];

interface FileData {
  names: string[];
  places: NonNullable<EventItem["place"]>[];
  rows: Row[];
}

/** An event out of a row of the published file (`data_of` in publish.py). */
function rowOf([id, type, summary, when, place, factuality, certainty, actors, recipients, vouchers, reports, figures]: Row, { names, places }: FileData): EventItem {
  const named = (numbers: readonly number[]): Named[] => numbers.map((number) => ({ id: null, name: names[number] ?? "" }));
  return {
    id, type, mode: null, summary, when: when && { value: when[0], start: when[1], end: when[2], precision: "" },
    actors: named(actors), recipients: named(recipients), place: place === null ? null : (places[place] ?? null), factuality, certainty,
    vouchers: named(vouchers), reports, first_published: null,
    figures: figures.map(([of, whose, low, best, high]) => ({ type: of, whose, low, best, high })),
  };
}

function newestFirst(a: EventItem, b: EventItem): number {
  return (b.when?.start ?? "").localeCompare(a.when?.start ?? "") || b.id.localeCompare(a.id);
}

function placed(events: readonly EventItem[]): Spots {
  const made: Spots = { unplaced: 0, places: [], types: [...new Set(events.map((event) => event.type))], place: [], type: [], day: [], days: [] };
  const numbers = new Map<string, number>();
  for (const { type, place, when } of events) {
    if (!place || place.lat === null || place.lon === null) {
      made.unplaced += 1;
      continue;
    }
    const { name, lat, lon, area } = place;
    const precision = place.precision ?? "town";
    const site = siteOf(lat, lon, precision);
    const number = numbers.get(site) ?? made.places.push({ name, lat, lon, precision, radius_km: place.radius_km ?? 5, area: area ?? null }) - 1;
    numbers.set(site, number);
    const first = when ? Math.floor(moment(when.start) / DAY) : null;
    made.place.push(number);
    made.type.push(made.types.indexOf(type));
    made.day.push(first);
    made.days.push(when && first !== null ? Math.floor(moment(when.end) / DAY) - first + 1 : 0);
  }
  return made;
}

/** The same for all events at one place with one precision. */
export function siteOf(lat: number, lon: number, precision: string | null): string {
  return `${lat} ${lon} ${precision ?? "town"}`;
}

export function fits(event: EventItem, filters: Filters): boolean {
  const { from, to, type, certainty, bbox } = filters;
  if ((from || to) && !within(event.when?.value ?? null, from, to)) return false;
  if (type.length && !type.includes(event.type)) return false;
  if (certainty.length && !certainty.some((name) => firm(event, name))) return false;
  if (bbox && !inBox(event, bbox)) return false;
  const names = [...event.actors, ...event.recipients].map((who) => who.name);
  return holds(filters.actor, names) && holds(filters.place, event.place ? [event.place.name] : []) &&
    holds(filters.voucher, event.vouchers.map((who) => who.name)) && holds(filters.text, [[event.summary, ...names, event.place?.name ?? ""].join(" ")]);
}

/** Whether days ("2024-10-03" or "2024-10-03/2024-10-05") meet a span of days; what has no date meets none. */
export function within(when: string | null, from: string | undefined, to: string | undefined): boolean {
  if (!from && !to) return true;
  if (!when) return false;
  const [start = "", end = start] = when.split("/");
  return (!to || start.slice(0, 10) <= to) && (!from || end.slice(0, 10) >= from);
}

function firm(event: EventItem, name: string): boolean {
  const given = event.certainty ?? [event.factuality];
  if (name === "disputed") return given.some((value) => value.endsWith("+")) && given.some((value) => value.endsWith("-"));
  return CERTAINTIES[name]?.includes(event.factuality) ?? false;
}

function inBox(event: EventItem, bbox: string): boolean {
  const [west = -180, south = -90, east = 180, north = 90] = bbox.split(",").map(Number);
  const { lat, lon } = event.place ?? { lat: null, lon: null };
  if (lat === null || lon === null) return false;
  const across = west > east ? lon >= west || lon <= east : lon >= west && lon <= east;
  return across && lat >= south && lat <= north;
}

function holds(words: string | undefined, names: string[]): boolean {
  if (!words) return true;
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return names.some((name) => wanted.every((word) => name.toLowerCase().includes(word)));
}

function bucketed(events: EventItem[], unit: Unit): TimelineData {
  const buckets = new Map<string, Required<Bucket>>();
  const spans: SpanOfDays[] = [];
  let undated = 0;
  let [first, last]: [string | null, string | null] = [null, null];
  for (const event of events) {
    if (!event.when) {
      undated += 1;
      continue;
    }
    const { start, end } = event.when;
    if (first === null || start < first) first = start;
    if (last === null || end > last) last = end;
    const ended = moment(end) + (end.length <= 10 ? 86_399_999 : 0);
    if (floor(moment(start), unit) !== floor(ended, unit)) {
      spans.push({ id: event.id, start, end, summary: event.summary, type: event.type, factuality: event.factuality });
      continue;
    }
    count(buckets, unitOf(moment(start), unit), event);
  }
  return { unit, buckets: [...buckets.values()].sort((a, b) => a.start.localeCompare(b.start)), spans, spans_total: spans.length, undated, first, last };
}

function count(buckets: Map<string, Required<Bucket>>, start: string, event: EventItem): void {
  const bucket = buckets.get(start) ?? { start, count: 0, by_type: {}, unsure: {} };
  bucket.count += 1;
  bucket.by_type[event.type] = (bucket.by_type[event.type] ?? 0) + 1;
  if (event.factuality !== "CT+") bucket.unsure[event.type] = (bucket.unsure[event.type] ?? 0) + 1;
  buckets.set(start, bucket);
}

