import { page, urls } from "./address.js";
import { daysInWords } from "./days.js";
import { make, told } from "./dom.js";
import { CERTAINTY_WORDS } from "./palette.js";
export function row(event, asOf) {
    const when = event.when ? daysInWords(event.when.start, event.when.end) : "no date";
    const head = make("a", { class: "event-head", href: page(urls.event, event.id, asOf) }, make("span", { class: "dot", "data-type": event.type, "aria-hidden": "true" }), told(event.summary));
    const facts = make("p", { class: "event-facts" }, make("span", { class: event.when ? "when" : "when muted" }, when), event.place ? told(event.place.name, "where") : make("span", { class: "where muted" }, "no place"), make("span", { class: "certainty", "data-factuality": event.factuality }, CERTAINTY_WORDS[event.factuality] ?? event.factuality), ...event.figures.slice(0, 3).map(figure));
    const on = make("p", { class: "event-word" }, "on the word of ", ...vouchers(event.vouchers), make("span", { class: "muted" }, ` · ${counted(event.reports, "report")}`));
    return make("li", { class: "event-row", "data-id": event.id, "data-type": event.type }, head, facts, on);
}
const COUNTED = { count: "taking part or fired" };
function figure({ type, whose, low, best, high }) {
    const number = best ?? low ?? high;
    const range = low !== null && high !== null && low !== high ? ` (${shown(low)}–${shown(high)})` : best === null && low !== null ? " or more" : "";
    const what = COUNTED[type] ?? type;
    return make("span", { class: "figure-told" }, `${number === null ? "?" : shown(number)}${range} `, whose && whose !== "all" ? told(`${whose} `) : null, what);
}
const shown = (number) => number.toLocaleString("en-GB");
function vouchers(all) {
    const parts = all.slice(0, 4).flatMap((who, n) => [document.createTextNode(n ? ", " : ""), told(who.name, "voucher")]);
    if (!all.length)
        parts.push(document.createTextNode("nobody named"));
    if (all.length > 4)
        parts.push(document.createTextNode(` and ${all.length - 4} more`));
    return parts;
}
export function counted(n, noun) {
    return `${shown(n)} ${noun}${n === 1 ? "" : "s"}`;
}
