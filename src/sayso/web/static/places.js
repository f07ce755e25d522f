import { groupOf, GROUPS } from "./palette.js";
const WIDE = new Set(["admin1", "country", "region"]);
export const isWide = (place) => WIDE.has(place.precision);
const PRECISIONS = {
    site: "the very place",
    town: "somewhere in or near the town",
    admin2: "somewhere in the district",
    admin1: "somewhere in the region",
    country: "somewhere in the country",
    region: "somewhere in this part of the world",
};
export function precisionInWords(place) {
    return PRECISIONS[place.precision] ?? `within ${place.radius} km`;
}
export function gathered(spots) {
    const found = new Map();
    for (const spot of spots) {
        const place = found.get(spot.site);
        if (place)
            place.spots.push(spot);
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
function commonest(spots) {
    const counts = GROUPS.map(() => 0);
    for (const spot of spots)
        counts[groupOf(spot.type)] = (counts[groupOf(spot.type)] ?? 0) + 1;
    return counts.indexOf(Math.max(...counts));
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
