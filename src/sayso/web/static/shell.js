import { urls } from "./address.js";
import { calmly, every, givenUp, make, one, told, typing } from "./dom.js";
import { fetched } from "./source.js";
async function asOf(form) {
    const parts = {
        form,
        range: one(".asof-range", form),
        date: one("[name=as_of]", form),
        words: one(".asof-told", form),
        now: one("[data-asof-now]", form),
    };
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        go(parts, parts.date.value);
    });
    parts.now.addEventListener("click", () => go(parts, ""));
    const { days } = await fetched(urls.data ?? `${urls.api}/days`);
    if (days.length > 1)
        slide(parts, days);
}
function slide(parts, days) {
    const { range, date } = parts;
    const told = running(days);
    range.max = String(days.length);
    range.value = String(placeOf(days, date.value.slice(0, 10)));
    range.hidden = false;
    const say = () => {
        const day = days[Number(range.value)]?.day ?? "";
        date.value = day;
        parts.words.textContent = day ? `Only what was published by ${day}: ${told[Number(range.value)]} of ${told.at(-1)} reports` : `All ${told.at(-1)} reports`;
        range.setAttribute("aria-valuetext", day || "all reports");
    };
    const leave = calmly(urlsLive() ? 120 : 500, () => go(parts, days[Number(range.value)]?.day ?? ""));
    range.addEventListener("input", () => {
        say();
        leave();
    });
    if (date.value || range.value === range.max)
        say();
}
function running(days) {
    let sum = 0;
    return days.map(({ reports }) => (sum += reports));
}
function placeOf(days, day) {
    if (!day)
        return days.length;
    const after = days.findIndex((each) => each.day > day);
    return after < 0 ? days.length - 1 : Math.max(after - 1, 0);
}
const urlsLive = () => document.documentElement.dataset["here"] === "home";
function go({ date, now }, day) {
    date.value = day;
    now.hidden = !day;
    const address = new URL(location.href);
    if (day)
        address.searchParams.set("as_of", day);
    else
        address.searchParams.delete("as_of");
    if (!urlsLive()) {
        location.assign(address);
        return;
    }
    document.dispatchEvent(new CustomEvent("sayso:as-of", { detail: day }));
    for (const link of every(".nav a, .brand"))
        keepDay(link, day);
}
function keepDay(link, day) {
    const address = new URL(link.href);
    if (day)
        address.searchParams.set("as_of", day);
    else
        address.searchParams.delete("as_of");
    link.href = address.href;
}
const SCHEMES = ["system", "light", "dark"];
function themes(button) {
    const root = document.documentElement;
    const now = () => SCHEMES.find((name) => name === root.dataset["theme"]) ?? "system";
    const say = () => button.setAttribute("aria-label", now() === "system" ? "Colours: as the system" : `Colours: ${now()}`);
    button.hidden = false;
    button.addEventListener("click", () => {
        const next = SCHEMES[(SCHEMES.indexOf(now()) + 1) % SCHEMES.length] ?? "system";
        if (next === "system")
            delete root.dataset["theme"];
        else
            root.dataset["theme"] = next;
        try {
            localStorage.setItem("sayso-theme", next);
        }
        catch {
        }
        say();
    });
    say();
}
function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || event.defaultPrevented)
        return;
    if (event.target instanceof Element && event.target.closest("[role=application]"))
        return;
    const named = CSS.escape(event.key);
    const field = one(`[data-focus-key="${named}"]`);
    if (field) {
        event.preventDefault();
        field.focus();
        return;
    }
    const pressed = every(`[data-key="${named}"]`).find((each) => each.offsetParent !== null && !each.matches(":disabled"));
    if (pressed) {
        event.preventDefault();
        pressed.click();
    }
    else if (event.key === "j" || event.key === "k")
        step(event.key === "j" ? 1 : -1);
}
function step(by) {
    const heads = every(".event-head, .event-link");
    const at = heads.indexOf(document.activeElement);
    heads[Math.min(Math.max(at + by, 0), heads.length - 1)]?.focus();
}
const KINDS = { report: "Report", quote: "Quote", actor: "Actor", place: "Place", event: "Event" };
export function result(found, asked) {
    const from = [found.speaker, found.published?.slice(0, 10)].filter(Boolean).join(", ");
    return make("li", { class: "result", "data-kind": found.kind }, make("a", { href: found.href }, make("span", { class: "badge" }, KINDS[found.kind] ?? found.kind), told(found.title)), found.sentence && marked(found.sentence, asked), from && make("span", { class: "muted small" }, from));
}
function marked(sentence, asked) {
    const words = asked.split(/\s+/).filter((word) => word.length > 1).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const line = make("p", { class: "told", dir: "auto" });
    const parts = words.length ? sentence.split(new RegExp(`(${words.join("|")})`, "giu")) : [sentence];
    line.append(...parts.map((part, n) => (n % 2 ? make("mark", {}, part) : part)));
    return line;
}
function liveSearch(form) {
    const field = one("input[name=q]", form);
    const list = make("ul", { class: "live-results", hidden: true });
    form.append(list);
    let control = new AbortController();
    const ask = calmly(160, async () => {
        control.abort();
        control = new AbortController();
        const asked = field.value.trim();
        if (asked.length < 2)
            return void (list.hidden = true);
        const search = new URLSearchParams({ q: asked, limit: "8", ...(document.documentElement.dataset["asOf"] ? { as_of: document.documentElement.dataset["asOf"] } : {}) });
        try {
            const { results } = await fetched(`${urls.api}/search?${search}`, control.signal);
            list.replaceChildren(...(results.length ? results.slice(0, 8).map((found) => result(found, asked)) : [make("li", { class: "muted" }, "Nothing found")]));
            list.hidden = false;
        }
        catch (error) {
            if (!givenUp(error))
                list.hidden = true;
        }
    });
    field.addEventListener("input", ask);
    form.addEventListener("keydown", (event) => arrows(event, field, list));
    form.addEventListener("focusout", (event) => {
        if (!form.contains(event.relatedTarget))
            list.hidden = true;
    });
}
function arrows(event, field, list) {
    if (event.key === "Escape") {
        list.hidden = true;
        field.blur();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp")
        return;
    const stops = [field, ...every("a", list)];
    const at = stops.indexOf(document.activeElement);
    event.preventDefault();
    stops[Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), stops.length - 1)]?.focus();
}
const bar = one("[data-asof]");
if (bar)
    void asOf(bar).catch(() => undefined);
const button = one("[data-theme-switch]");
if (button)
    themes(button);
document.addEventListener("keydown", keys);
for (const form of every("[data-live-search]"))
    liveSearch(form);
