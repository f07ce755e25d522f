import { fetched } from "./source.js";
import { features } from "./topo.js";
const address = (file) => new URL(`./basemap/${file}`, import.meta.url).href;
export async function shapes(file) {
    return features(await fetched(address(`${file}.json`)), file);
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
