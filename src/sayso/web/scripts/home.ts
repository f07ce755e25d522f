// The desk's first page: filters, timeline, map and list, which are one view. The view is the address.

import { type Filters, page, parsed, query, urls } from "./address.js";
import { day, DAY, daysInWords, moment, type Unit } from "./days.js";
import { calmly, every, givenUp, make, one, told } from "./dom.js";
import { counted, row } from "./events.js";
import { drawing, glMap } from "./glmap.js";
import { GROUPS, typeInWords } from "./palette.js";
import { type Days, daysOf, gathered, type MapView, meets, type Place, precisionInWords } from "./places.js";
import { PlainMap } from "./plainmap.js";
import { ApiSource, type EventItem, FileSource, Refusal, siteOf, type Source, type Spots } from "./source.js";
import { type Stretch, Timeline } from "./timeline.js";

const NO_MAP: MapView = { show: () => undefined, light: () => undefined, fit: () => undefined, zoom: () => undefined, bounds: () => "" };

class Home {
  private readonly source: Source = urls.data ? new FileSource(urls.data) : new ApiSource();
  private filters: Filters = parsed(location.search);
  private readonly form = one<HTMLFormElement>("form.filters") as HTMLFormElement;
  private readonly list = one<HTMLOListElement>("[data-events]") as HTMLOListElement;
  private readonly more = one<HTMLButtonElement>("[data-more]") as HTMLButtonElement;
  private readonly status = one<HTMLElement>("[data-status]") as HTMLElement;
  private readonly card = one<HTMLElement>("[data-map-card]") as HTMLElement;
  private readonly followMap = one<HTMLInputElement>("[data-follow-map]") as HTMLInputElement;
  private readonly timeline: Timeline;
  private map: MapView = NO_MAP;
  private unit: Unit | null = null;
  private found: Spots = { unplaced: 0, places: [], types: [], place: [], type: [], day: [], days: [] };
  private places: Place[] = [];
  private placeOf = new Map<string, Place>();
  private listed: EventItem[] = [];
  private next: string | null = null;
  private fitted = false;
  private opening: Promise<void> = Promise.resolve();
  private readonly running = new Map<string, AbortController>();
  private readonly known = new Map<string, Spots>();
  private asked = "";
  private drawn = { timeline: "?", spots: "?" };

  constructor() {
    const root = one<HTMLElement>("[data-timeline]") as HTMLElement;
    this.timeline = new Timeline(root, one<HTMLElement>("[data-timeline-live]") as HTMLElement, {
      moved: (unit, start, end) => this.moved(unit, start, end),
      brushed: (stretch) => this.brushed(stretch),
      pointed: (stretch) => this.lightDays(stretch),
      described: (stretch) => this.described(stretch),
      chosen: (id) => location.assign(page(urls.event, id, this.filters.as_of)),
    });
    this.followMap.checked = this.filters.bbox !== undefined;
    this.legend();
    this.listen();
    this.window(root);
    this.timeline.setBrush(this.stretch());
    this.opening = this.openMap();
    void this.refresh();
  }

  // -------------------------------------------------------- the address
  private save(): void {
    const made = query(this.filters);
    if (this.timeline.end > this.timeline.start && this.zoomed) made.set("window", `${day(this.timeline.start)}_${day(this.timeline.end)}`);
    const search = made.toString();
    history.replaceState(null, "", search ? `?${search}` : location.pathname);
    for (const link of every<HTMLAnchorElement>("[data-export]")) link.search = query(this.filters).toString();
  }

  private zoomed = false;

  private window(root: HTMLElement): void {
    const [from, to] = (new URLSearchParams(location.search).get("window") ?? "").split("_").map(moment);
    if (from !== undefined && to !== undefined && from < to) {
      this.zoomed = true;
      this.timeline.setWindow(from, to, false);
    } else this.timeline.setExtent(root.dataset["first"] ?? null, root.dataset["last"] ?? null);
  }

  private stretch(): Stretch | null {
    const { from, to } = this.filters;
    return from || to ? { from: from ?? "0001-01-01", to: to ?? "2999-12-31" } : null;
  }

  private change(changes: Partial<Filters>): void {
    this.filters = { ...this.filters, ...changes };
    this.timeline.setBrush(this.stretch());
    this.fill();
    this.save();
    // A field that loses the focus says once more what it said: a list drawn anew then would swallow the click that took it.
    if (query(this.filters).toString() !== this.asked) void this.refresh();
  }

  // -------------------------------------------------------- asking
  /** Runs a request of one kind; an older one of that kind is given up. */
  private async ask(kind: string, run: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.running.get(kind)?.abort();
    const control = new AbortController();
    this.running.set(kind, control);
    try {
      await run(control.signal);
      document.documentElement.removeAttribute("data-trouble");
    } catch (error) {
      if (givenUp(error) || control.signal.aborted) return;
      document.documentElement.dataset["trouble"] = kind;
      this.status.textContent = error instanceof Refusal ? error.message : "The desk does not answer. Is it still running?";
    } finally {
      if (this.running.get(kind) === control) this.running.delete(kind);
      document.documentElement.toggleAttribute("data-busy", this.running.size > 0);
      if (this.running.size === 0) void this.shown();
    }
  }

  private async refresh(): Promise<void> {
    this.asked = query(this.filters).toString();
    document.documentElement.setAttribute("data-busy", "");
    await Promise.all([this.askTimeline(), this.askSpots(), this.askEvents()]);
  }

  /** Notes when a view is on the screen, by which one can measure how long that took. */
  private async shown(): Promise<void> {
    await this.opening;
    requestAnimationFrame(() => requestAnimationFrame(() => {
      if (this.running.size === 0) performance.mark("sayso:shown");
    }));
  }

  private async askTimeline(): Promise<void> {
    const unit = this.unit ?? (this.timeline.ready ? this.timeline.unit : "month");
    const { from: _from, to: _to, ...others } = this.filters;
    const hours = unit === "hour" ? { from: day(this.timeline.start), to: day(this.timeline.end) } : {};
    const filters: Filters = { ...others, ...hours };
    const key = `${unit} ${query(filters)}`;
    if (key === this.drawn.timeline) return;
    await this.ask("timeline", async (signal) => {
      const data = await this.source.timeline(filters, unit, signal);
      if (unit === "hour") [data.first, data.last] = [null, null];
      this.drawn.timeline = key;
      this.timeline.show(data);
      this.told("[data-undated]", data.undated ? `${counted(data.undated, "event")} without a date` : "");
      if (this.unit === null && this.timeline.ready) this.moved(this.timeline.unit, this.timeline.start, this.timeline.end, false);
    });
  }

  private async askSpots(): Promise<void> {
    const { from: _from, to: _to, bbox: _bbox, ...others } = this.filters;
    const key = query(others).toString();
    if (key === this.drawn.spots) {
      this.drawPlaces();
      return;
    }
    await this.ask("map", async (signal) => {
      this.found = this.known.get(key) ?? (await this.source.spots(others, signal));
      this.remember(key, this.found);
      this.drawn.spots = key;
      this.drawPlaces();
    });
  }

  /** The last few selections: taking a filter off again asks for nothing. */
  private remember(key: string, found: Spots): void {
    this.known.delete(key);
    this.known.set(key, found);
    const oldest = this.known.keys().next().value;
    if (this.known.size > 6 && oldest !== undefined) this.known.delete(oldest);
  }

  private async askEvents(): Promise<void> {
    await this.ask("events", async (signal) => {
      const found = await this.source.events(this.filters, null, signal);
      const stands = every<HTMLElement>(".event-row", this.list).map((item) => item.dataset["id"]).join();
      const same = stands === found.events.map((event) => event.id).join() && !this.listed.length;
      this.listed = [];
      if (!same || !found.total) this.list.replaceChildren();
      this.extend(found.events, found.next, same);
      if (!found.total) this.list.append(make("li", { class: "empty" }, "No event fits. Take off a filter, or clear them all."));
      this.status.textContent = found.total ? counted(found.total, "event") : "No event fits these filters";
    });
  }

  private async askMore(): Promise<void> {
    const first = this.listed.length;
    await this.ask("events", async (signal) => {
      const found = await this.source.events(this.filters, this.next, signal);
      this.extend(found.events, found.next);
    });
    every<HTMLAnchorElement>(".event-head", this.list)[first]?.focus();
  }

  /** Adds events to the list; those of the first page stand there already, as the server drew them. */
  private extend(events: readonly EventItem[], next: string | null, stand = false): void {
    this.listed.push(...events);
    if (!stand) this.list.append(...events.map((event) => row(event, this.filters.as_of)));
    this.next = next;
    this.more.hidden = next === null;
  }

  private told(selector: string, words: string): void {
    const element = one<HTMLElement>(selector);
    if (element) element.textContent = words;
  }

  // -------------------------------------------------------- the map
  /** The map in full where that is quick or asked for, else the plain one. */
  private async openMap(full = wanted("map") === "full"): Promise<void> {
    const container = one<HTMLElement>("[data-map]") as HTMLElement;
    const button = one<HTMLButtonElement>("[data-full-map]") as HTMLButtonElement;
    const how = drawing();
    const wishes = {
      chosen: (places: readonly Place[]) => this.openCard(places),
      pointed: (place: Place | null) => this.lightPlace(place),
      moved: calmly(30, () => this.mapMoved()),
    };
    container.replaceChildren();
    try {
      this.map = how === "well" || (how === "slowly" && full) ? await glMap(container, wishes) : new PlainMap(container, wishes);
    } catch {
      container.replaceChildren();
      this.map = new PlainMap(container, wishes);
    }
    const plain = this.map instanceof PlainMap;
    container.dataset["drawn"] = plain ? "plain" : "gl";
    button.hidden = how !== "slowly" || !plain;
    this.fitted = false;
    this.drawPlaces();
  }

  private drawPlaces(): void {
    this.places = gathered(this.found, daysOf(this.filters.from, this.filters.to));
    this.placeOf = new Map(this.places.map((place) => [place.site, place] as const));
    this.map.show(this.places);
    this.told("[data-unplaced]", this.found.unplaced ? `${counted(this.found.unplaced, "event")} without a place on the map` : "");
    this.listPlaces();
    if (this.fitted || this.map === NO_MAP || !this.places.length) return;
    this.fitted = true;
    this.map.fit(this.places);
  }

  private listPlaces(): void {
    this.told("[data-places-count]", String(this.places.length));
    if (!one<HTMLDetailsElement>("details.places")?.open) return;
    const shown = this.places.slice(0, 100).map((place) => {
      const button = make("button", { type: "button", class: "link" }, told(place.name || "unnamed"));
      button.addEventListener("click", () => this.openCard([place]));
      return make("li", {}, button, make("span", { class: "muted" }, ` ${counted(place.rows.length, "event")}, ${precisionInWords(place)}`));
    });
    one("[data-places]")?.replaceChildren(...shown);
  }

  private mapMoved(): void {
    if (this.followMap.checked) this.change({ bbox: this.map.bounds() });
  }

  private openCard(places: readonly Place[]): void {
    this.card.hidden = places.length === 0;
    const close = make("button", { type: "button", class: "icon-button card-close", "aria-label": "Close" }, "×");
    close.addEventListener("click", () => (this.card.hidden = true));
    this.card.replaceChildren(close, ...places.slice(0, 3).map((place) => this.cardOf(place)));
    this.map.light(places.map((place) => place.key));
  }

  private cardOf(place: Place): HTMLElement {
    const only = make("button", { type: "button", class: "button small" }, "Only this place");
    only.addEventListener("click", () => this.change({ place: place.name }));
    const list = make("ul", { class: "plain-list" }, make("li", { class: "muted" }, "…"));
    void this.listIn(place, list);
    return make("div", { class: "card-place" }, make("h3", {}, told(place.name || "Unnamed place")),
      make("p", { class: "muted small" }, `${counted(place.rows.length, "event")}, ${precisionInWords(place)}`), list, only);
  }

  /** Some of the events at a place, asked for when its card opens. */
  private async listIn(place: Place, list: HTMLElement): Promise<void> {
    const bbox = [place.lon, place.lat, place.lon, place.lat].join(",");
    const found = await this.source.events({ ...this.filters, bbox }, null, AbortSignal.timeout(10_000)).catch(() => null);
    const here = (found?.events ?? []).filter((event) => siteIn(event) === place.site).slice(0, 6);
    const rest = place.rows.length - here.length;
    const rows = here.map((event) =>
      make("li", {}, make("a", { href: page(urls.event, event.id, this.filters.as_of) }, make("span", { class: "dot", "data-type": event.type }), told(event.summary)),
        make("span", { class: "muted" }, ` ${event.when ? daysInWords(event.when.start, event.when.end) : "no date"}`)));
    list.replaceChildren(...rows, ...(rest > 0 && found ? [make("li", { class: "muted small" }, `and ${rest} more`)] : []));
  }

  // -------------------------------------------------------- one lights the others
  private lightDays(stretch: Stretch | null): void {
    const days = daysOf(stretch?.from, stretch?.to);
    this.map.light(days ? this.places.filter((place) => this.hasIn(place, days)).map((place) => place.key) : []);
  }

  private hasIn(place: Place, days: Days): boolean {
    return place.rows.some((row) => meets(this.found, row, days));
  }

  private lightPlace(place: Place | null): void {
    const days = new Map<string, Stretch>();
    for (const row of place?.rows ?? []) {
      const first = this.found.day[row] ?? null;
      if (first === null || days.size >= 200) continue;
      const stretch = { from: day(first * DAY), to: day((first + (this.found.days[row] ?? 1) - 1) * DAY) };
      days.set(`${stretch.from} ${stretch.to}`, stretch);
    }
    this.timeline.light([...days.values()]);
    const ids = new Set(place ? this.listed.filter((event) => siteIn(event) === place.site).map((event) => event.id) : []);
    for (const item of every<HTMLElement>(".event-row", this.list)) item.classList.toggle("lit", ids.has(item.dataset["id"] ?? ""));
  }

  private lightRow(target: EventTarget | null): void {
    const item = target instanceof Element ? target.closest<HTMLElement>(".event-row") : null;
    const event = this.listed.find((each) => each.id === item?.dataset["id"]);
    const place = event && this.placeOf.get(siteIn(event));
    this.map.light(place ? [place.key] : []);
    this.timeline.light(event?.when ? [stretchOf(event.when.value)] : []);
  }

  // -------------------------------------------------------- the timeline
  private async described({ from, to }: Stretch): Promise<string[]> {
    const signal = AbortSignal.timeout(5000);
    const found = await this.source.events({ ...this.filters, from, to }, null, signal, 4).catch(() => null);
    return (found?.events ?? []).map((event) => {
      const word = event.vouchers.slice(0, 2).map((who) => who.name).join(", ");
      return `${event.summary}${word ? ` (${word})` : ""}`;
    });
  }

  private moved(unit: Unit, start: number, end: number, byHand = true): void {
    if (byHand) this.zoomed = true;
    const again = unit !== this.unit || unit === "hour";
    this.unit = unit;
    this.told("[data-unit]", `by ${unit}`);
    this.afterwards();
    if (again && end > start) this.reask();
  }

  private readonly afterwards = calmly(150, () => this.save());
  private readonly reask = calmly(30, () => void this.askTimeline());

  private brushed(stretch: Stretch | null): void {
    const { from: _from, to: _to, ...others } = this.filters;
    this.filters = others;
    this.change(stretch ? { from: stretch.from, to: stretch.to } : {});
  }

  private tool(name: string): void {
    const { timeline } = this;
    const acts: Record<string, () => void> = {
      in: () => timeline.zoom(0.5),
      out: () => timeline.zoom(2),
      earlier: () => timeline.pan(-0.5),
      later: () => timeline.pan(0.5),
      brush: () => this.toBrush(),
      "map-in": () => this.map.zoom(1),
      "map-out": () => this.map.zoom(-1),
      "map-fit": () => this.map.fit(this.places),
    };
    if (name === "all") {
      this.zoomed = false;
      timeline.fit();
      this.zoomed = false;
    } else acts[name]?.();
  }

  private toBrush(): void {
    const { from, to } = this.filters;
    if (from && to) this.timeline.setWindow(moment(from), moment(to) + 86_400_000);
  }

  // -------------------------------------------------------- the filter bar
  private listen(): void {
    const typed = calmly(30, () => this.change(this.given()));
    this.form.addEventListener("input", (event) => {
      if (event.target instanceof HTMLInputElement && event.target.type !== "date") typed();
    });
    this.form.addEventListener("change", () => this.change(this.given()));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.change(this.given());
    });
    this.form.addEventListener("reset", (event) => {
      event.preventDefault();
      this.clear();
    });
    this.more.addEventListener("click", () => void this.askMore());
    for (const name of ["mouseover", "focusin"]) this.list.addEventListener(name, (event) => this.lightRow(event.target));
    for (const name of ["mouseleave", "focusout"]) this.list.addEventListener(name, () => this.lightRow(null));
    for (const button of every<HTMLButtonElement>("[data-tool]")) button.addEventListener("click", () => this.tool(button.dataset["tool"] ?? ""));
    this.followMap.addEventListener("change", () => this.followed());
    const moreFilters = one<HTMLButtonElement>("[data-more-filters]");
    moreFilters?.addEventListener("click", () => moreFilters.setAttribute("aria-expanded", String(this.form.classList.toggle("open"))));
    one("details.places")?.addEventListener("toggle", () => this.listPlaces());
    one("[data-full-map]")?.addEventListener("click", () => {
      remember("map", "full");
      void this.openMap(true);
    });
    document.addEventListener("sayso:as-of", (event) => this.asOf((event as CustomEvent<string>).detail));
    window.addEventListener("popstate", () => location.reload());
  }

  private followed(): void {
    const { bbox: _bbox, ...others } = this.filters;
    this.filters = others;
    this.change(this.followMap.checked ? { bbox: this.map.bounds() } : {});
  }

  private asOf(day: string): void {
    const { as_of: _asOf, ...others } = this.filters;
    this.filters = others;
    this.change(day ? { as_of: day } : {});
  }

  private clear(): void {
    this.followMap.checked = false;
    const { as_of: asOf } = this.filters;
    this.filters = { type: [], certainty: [], ...(asOf ? { as_of: asOf } : {}) };
    this.change({});
  }

  /** What the form says; what it leaves blank is no filter. */
  private given(): Filters {
    const data = new FormData(this.form);
    const search = new URLSearchParams([...data.entries()].map(([name, value]) => [name, String(value)]));
    const { bbox, as_of } = this.filters;
    const made = parsed(search.toString());
    const kept: Filters = { ...made, ...(bbox ? { bbox } : {}), ...(as_of ? { as_of } : {}) };
    const groups = this.filters.type.length > 1 && made.type.join() === "" ? this.filters.type : made.type;
    this.filters = { type: [], certainty: [] };
    return { ...kept, type: groups };
  }

  /** Makes the form say what the filters are. */
  private fill(): void {
    for (const field of this.form.elements) {
      if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement) || !field.name || field === document.activeElement) continue;
      const value = this.filters[field.name as keyof Filters];
      field.value = Array.isArray(value) ? (value.length === 1 ? (value[0] ?? "") : "") : (value ?? "");
    }
    for (const button of every<HTMLButtonElement>("[data-group]")) {
      const group = GROUPS[Number(button.dataset["group"])];
      button.setAttribute("aria-pressed", String(group?.types.every((type) => this.filters.type.includes(type)) ?? false));
    }
    this.form.classList.toggle("narrowed", query(this.filters, ["as_of"]).size > 0);
  }

  private legend(): void {
    const buttons = GROUPS.map((group, n) => {
      const button = make("button", { type: "button", class: "legend-button", "data-group": n, "aria-pressed": "false", title: group.types.map(typeInWords).join(", ") },
        make("span", { class: "dot", "data-type": group.types[0] ?? "" }), group.label);
      button.addEventListener("click", () => this.toggleGroup(n));
      return button;
    });
    one("[data-legend]")?.replaceChildren(...buttons, make("span", { class: "legend-note" }, make("span", { class: "hatch-swatch", "aria-hidden": "true" }), "nobody vouches for it as fact"));
    this.fill();
  }

  private toggleGroup(n: number): void {
    const types = GROUPS[n]?.types ?? [];
    const on = types.every((type) => this.filters.type.includes(type));
    const others = this.filters.type.filter((type) => !types.includes(type));
    this.change({ type: on ? others : [...others, ...types] });
  }
}

/** What was chosen earlier in this browser. */
function wanted(name: string): string | null {
  try {
    return localStorage.getItem(`sayso-${name}`);
  } catch {
    return null; // storage may be switched off
  }
}

function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`sayso-${name}`, value);
  } catch {
    // without storage the choice lasts as long as the page
  }
}

/** The site of an event; "" for one without coordinates. */
function siteIn({ place }: EventItem): string {
  return place && place.lat !== null && place.lon !== null ? siteOf(place.lat, place.lon, place.precision) : "";
}

function stretchOf(when: string): Stretch {
  const [from = "", to = from] = when.split("/");
  return { from: from.slice(0, 10), to: to.slice(0, 10) };
}

for (const section of every<HTMLElement>("[data-needs-script]")) section.hidden = false;
one("[data-plain-next]")?.remove();
new Home();
