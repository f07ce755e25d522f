import { DAY, moment } from "./days.js";
import { groupOf, GROUPS } from "./palette.js";
import { siteOf } from "./source.js";
const WIDE = new Set(["admin1", "country", "region"]);
export const isWide = (place) => WIDE.has(place.precision);
const PRECISIONS = {
    site: "the very place",
    town: "somewhere in or near the town",
    admin2: "somewhere in the district",
    admin1: "somewhere in this province or state",
    country: "somewhere in the country",
    region: "somewhere in this part of the world",
};
export function precisionInWords(place) {
    return PRECISIONS[place.precision] ?? `within ${place.radius} km`;
}
export function daysOf(from, to) {
    if (!from && !to)
        return null;
    const number = (day, none) => (day ? Math.floor(moment(day) / DAY) : none);
    return { first: number(from, -Infinity), last: number(to, Infinity) };
}
export function meets(spots, row, days) {
    if (!days)
        return true;
    const day = spots.day[row] ?? null;
    return day !== null && day <= days.last && day + (spots.days[row] ?? 1) - 1 >= days.first;
}
export function gathered(spots, days) {
    const rows = spots.places.map(() => []);
    const groups = spots.types.map(groupOf);
    const counts = spots.places.map(() => GROUPS.map(() => 0));
    spots.place.forEach((place, row) => {
        if (!meets(spots, row, days))
            return;
        rows[place]?.push(row);
        const sums = counts[place];
        const group = groups[spots.type[row] ?? 0] ?? 0;
        if (sums)
            sums[group] = (sums[group] ?? 0) + 1;
    });
    const places = spots.places.flatMap(({ name, lon, lat, precision, radius_km: radius, area }, n) => {
        const sums = counts[n] ?? [];
        const mine = rows[n] ?? [];
        const site = siteOf(lat, lon, precision);
        return mine.length ? [{ key: 0, site, name, lon, lat, precision, radius, area, rows: mine, group: sums.indexOf(Math.max(...sums)) }] : [];
    });
    places.sort((a, b) => b.rows.length - a.rows.length || a.lon - b.lon || a.lat - b.lat);
    places.forEach((place, n) => (place.key = n));
    return places;
}
export function extent(places) {
    if (!places.length)
        return null;
    const far = (place) => place.radius / 111.32;
    const side = (place) => far(place) / Math.max(Math.cos((place.lat * Math.PI) / 180), 0.1);
    const box = [180, 85, -180, -85];
    for (const place of places) {
        box[0] = Math.min(box[0], place.lon - side(place));
        box[1] = Math.min(box[1], place.lat - far(place));
        box[2] = Math.max(box[2], place.lon + side(place));
        box[3] = Math.max(box[3], place.lat + far(place));
    }
    return [Math.max(box[0], -180), Math.max(box[1], -84), Math.min(box[2], 180), Math.min(box[3], 84)];
}
