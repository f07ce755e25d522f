import { fetched } from "./source.js";
import { between, features, inside } from "./topo.js";
const address = (file) => new URL(`./basemap/${file}`, import.meta.url).href;
export async function shapes(file) {
    return features(await fetched(address(`${file}.json`)), file === "lakes" ? file : "countries");
}
let bounds = null;
const loaded = new Map();
function countryBounds() {
    bounds ??= fetched(address("areas.json"));
    return bounds;
}
function areasOf(country) {
    const known = loaded.get(country);
    if (known)
        return known;
    const asked = fetched(address(`areas/${country}.json`)).then((topology) => ({
        shapes: new Map(features(topology, "areas").map((shape) => [String(shape.properties?.["code"]), shape])),
        lines: between(topology, "areas"),
    }));
    loaded.set(country, asked);
    return asked;
}
export async function innerLines(west, south, east, north) {
    const near = Object.entries(await countryBounds()).filter(([, at]) => at[0] < east && at[2] > west && at[1] < north && at[3] > south);
    return Promise.all(near.map(async ([country]) => (await areasOf(country)).lines));
}
export class Outlines {
    changed;
    countries = [];
    known = new Map();
    constructor(changed) {
        this.changed = changed;
    }
    setCountries(countries) {
        this.countries = countries;
        this.known.clear();
    }
    of(place) {
        const known = this.known.get(place.site);
        if (known !== undefined)
            return known;
        const shape = place.precision === "country" ? (this.countries.find((each) => inside(each, place.lon, place.lat))?.geometry ?? null) : null;
        this.known.set(place.site, shape);
        if (place.precision === "admin1" && place.area)
            void this.ask(place, place.area);
        return shape;
    }
    async ask(place, area) {
        const country = area.slice(0, 2);
        if (!(country in (await countryBounds())))
            return;
        const shape = (await areasOf(country)).shapes.get(area);
        if (!shape)
            return;
        this.known.set(place.site, shape.geometry);
        this.changed();
    }
}
export async function names() {
    const { countries, areas, cities } = await fetched(address("names.json"));
    return [
        ...countries.map(([name, lon, lat, radius]) => point(name, lon, lat, "country", radius > 900 ? 0 : radius > 500 ? 1.6 : radius > 250 ? 2.6 : radius > 90 ? 3.6 : 5, -radius)),
        ...areas.map(([name, lon, lat, radius]) => point(name, lon, lat, "area", radius > 300 ? 4.5 : radius > 120 ? 5.5 : radius > 50 ? 6.5 : 8, 1000 - radius)),
        ...cities.map(([name, lon, lat, thousands, capital]) => point(name, lon, lat, capital ? "capital" : "city", cityZoom(thousands, capital), -thousands)),
    ];
}
function cityZoom(thousands, capital) {
    if (capital)
        return 3.6;
    return thousands > 4000 ? 4 : thousands > 1000 ? 5 : thousands > 300 ? 6 : thousands > 100 ? 7 : 8;
}
function point(name, lon, lat, kind, zoom, order) {
    return { type: "Feature", properties: { name, kind, zoom, order }, geometry: { type: "Point", coordinates: [lon, lat] } };
}
