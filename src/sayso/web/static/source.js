import { query, urls } from "./address.js";
import { DAY, floor, moment, unitOf } from "./days.js";
export class Refusal extends Error {
}
export async function fetched(address, signal) {
    const response = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin", signal: signal ?? null });
    if (!response.ok) {
        const problem = (await response.json().catch(() => ({})));
        throw new Refusal(problem.error ?? `The server answered ${response.status}.`);
    }
    return (await response.json());
}
export class ApiSource {
    async events(filters, cursor, signal, limit = 50) {
        const asked = query(filters);
        asked.set("limit", String(limit));
        if (cursor)
            asked.set("cursor", cursor);
        return fetched(`${urls.api}/events?${asked}`, signal);
    }
    async timeline(filters, unit, signal) {
        const asked = query(filters);
        asked.set("unit", unit);
        return fetched(`${urls.api}/timeline?${asked}`, signal);
    }
    async spots(filters, signal) {
        return fetched(`${urls.api}/places?${query(filters)}`, signal);
    }
}
const CERTAINTIES = {
    certain: ["CT+"],
    probable: ["PR+"],
    possible: ["PS+"],
    uncommitted: ["Uu"],
    denied: ["CT-", "PR-", "PS-"],
};
const PAGE = 50;
export class FileSource {
    address;
    loaded = null;
    constructor(address) {
        this.address = address;
    }
    all() {
        this.loaded ??= fetched(this.address).then((data) => data.rows.map((row) => rowOf(row, data)).sort(newestFirst));
        return this.loaded;
    }
    async fitting(filters) {
        return (await this.all()).filter((event) => fits(event, filters));
    }
    async events(filters, cursor, _signal, limit = PAGE) {
        const found = await this.fitting(filters);
        const begin = Number(cursor ?? 0);
        const next = begin + limit < found.length ? String(begin + limit) : null;
        return { total: found.length, next, events: found.slice(begin, begin + limit) };
    }
    async timeline(filters, unit) {
        return bucketed(await this.fitting(filters), unit);
    }
    async spots(filters) {
        return placed(await this.fitting(filters));
    }
}
function rowOf([id, type, summary, when, place, factuality, certainty, actors, recipients, vouchers, reports, figures], { names, places }) {
    const named = (numbers) => numbers.map((number) => ({ id: null, name: names[number] ?? "" }));
    return {
        id, type, mode: null, summary, when: when && { value: when[0], start: when[1], end: when[2], precision: "" },
        actors: named(actors), recipients: named(recipients), place: place === null ? null : (places[place] ?? null), factuality, certainty,
        vouchers: named(vouchers), reports, first_published: null,
        figures: figures.map(([of, whose, low, best, high]) => ({ type: of, whose, low, best, high })),
    };
}
function newestFirst(a, b) {
    return (b.when?.start ?? "").localeCompare(a.when?.start ?? "") || b.id.localeCompare(a.id);
}
function placed(events) {
    const made = { unplaced: 0, places: [], types: [...new Set(events.map((event) => event.type))], place: [], type: [], day: [], days: [] };
    const numbers = new Map();
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
export function siteOf(lat, lon, precision) {
    return `${lat} ${lon} ${precision ?? "town"}`;
}
export function fits(event, filters) {
    const { from, to, type, certainty, bbox } = filters;
    if ((from || to) && !within(event.when?.value ?? null, from, to))
        return false;
    if (type.length && !type.includes(event.type))
        return false;
    if (certainty.length && !certainty.some((name) => firm(event, name)))
        return false;
    if (bbox && !inBox(event, bbox))
        return false;
    const names = [...event.actors, ...event.recipients].map((who) => who.name);
    return holds(filters.actor, names) && holds(filters.place, event.place ? [event.place.name] : []) &&
        holds(filters.voucher, event.vouchers.map((who) => who.name)) && holds(filters.text, [[event.summary, ...names, event.place?.name ?? ""].join(" ")]);
}
export function within(when, from, to) {
    if (!from && !to)
        return true;
    if (!when)
        return false;
    const [start = "", end = start] = when.split("/");
    return (!to || start.slice(0, 10) <= to) && (!from || end.slice(0, 10) >= from);
}
function firm(event, name) {
    const given = event.certainty ?? [event.factuality];
    if (name === "disputed")
        return given.some((value) => value.endsWith("+")) && given.some((value) => value.endsWith("-"));
    return CERTAINTIES[name]?.includes(event.factuality) ?? false;
}
function inBox(event, bbox) {
    const [west = -180, south = -90, east = 180, north = 90] = bbox.split(",").map(Number);
    const { lat, lon } = event.place ?? { lat: null, lon: null };
    if (lat === null || lon === null)
        return false;
    const across = west > east ? lon >= west || lon <= east : lon >= west && lon <= east;
    return across && lat >= south && lat <= north;
}
function holds(words, names) {
    if (!words)
        return true;
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    return names.some((name) => wanted.every((word) => name.toLowerCase().includes(word)));
}
function bucketed(events, unit) {
    const buckets = new Map();
    const spans = [];
    let undated = 0;
    let [first, last] = [null, null];
    for (const event of events) {
        if (!event.when) {
            undated += 1;
            continue;
        }
        const { start, end } = event.when;
        if (first === null || start < first)
            first = start;
        if (last === null || end > last)
            last = end;
        const ended = moment(end) + (end.length <= 10 ? 86_399_999 : 0);
        if (floor(moment(start), unit) !== floor(ended, unit)) {
            spans.push({ id: event.id, start, end, summary: event.summary, type: event.type, factuality: event.factuality });
            continue;
        }
        count(buckets, unitOf(moment(start), unit), event);
    }
    return { unit, buckets: [...buckets.values()].sort((a, b) => a.start.localeCompare(b.start)), spans, spans_total: spans.length, undated, first, last };
}
function count(buckets, start, event) {
    const bucket = buckets.get(start) ?? { start, count: 0, by_type: {}, unsure: {} };
    bucket.count += 1;
    bucket.by_type[event.type] = (bucket.by_type[event.type] ?? 0) + 1;
    if (event.factuality !== "CT+")
        bucket.unsure[event.type] = (bucket.unsure[event.type] ?? 0) + 1;
    buckets.set(start, bucket);
}
