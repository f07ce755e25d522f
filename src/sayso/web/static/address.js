const root = document.documentElement;
export const urls = JSON.parse(root.dataset["urls"] ?? "{}");
const SINGLE = ["from", "to", "actor", "place", "voucher", "text", "bbox", "as_of"];
export function parsed(search) {
    const given = new URLSearchParams(search);
    const filters = { type: several(given, "type"), certainty: several(given, "certainty") };
    for (const name of SINGLE) {
        const value = given.get(name)?.trim();
        if (value)
            filters[name] = value;
    }
    return filters;
}
function several(given, name) {
    return given.getAll(name).flatMap((value) => value.split(",")).map((value) => value.trim()).filter(Boolean);
}
export function query(filters, without = []) {
    const made = new URLSearchParams();
    for (const name of SINGLE) {
        const value = filters[name];
        if (value && !without.includes(name))
            made.set(name, value);
    }
    for (const value of filters.type)
        made.append("type", value);
    for (const value of filters.certainty)
        made.append("certainty", value);
    return made;
}
export function page(pattern, id, asOf) {
    const path = pattern.replace("{id}", encodeURIComponent(id).replaceAll("%3A", ":")).replace("{slug}", id.replace(/[^A-Za-z0-9_-]/g, "-"));
    return asOf && !urls.data ? `${path}?as_of=${encodeURIComponent(asOf)}` : path;
}
