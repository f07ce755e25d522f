// What every page has: the day as of which it is shown, the colours, keys for buttons, search while typing.

import { urls } from "./address.js";
import { calmly, every, givenUp, make, one, told, typing } from "./dom.js";
import { type DayCount, fetched } from "./source.js";

// ---------------------------------------------------------------- as known on
interface AsOfParts {
  form: HTMLFormElement;
  range: HTMLInputElement;
  date: HTMLInputElement;
  words: HTMLOutputElement;
  now: HTMLButtonElement;
}

async function asOf(form: HTMLFormElement): Promise<void> {
  const parts: AsOfParts = {
    form,
    range: one<HTMLInputElement>(".asof-range", form) as HTMLInputElement,
    date: one<HTMLInputElement>("[name=as_of]", form) as HTMLInputElement,
    words: one<HTMLOutputElement>(".asof-told", form) as HTMLOutputElement,
    now: one<HTMLButtonElement>("[data-asof-now]", form) as HTMLButtonElement,
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(parts, parts.date.value);
  });
  parts.now.addEventListener("click", () => go(parts, ""));
  const { days } = await fetched<{ days: DayCount[] }>(urls.data ?? `${urls.api}/days`);
  if (days.length > 1) slide(parts, days);
}

/** A stop for each day on which something was published, and one more for all reports. */
function slide(parts: AsOfParts, days: readonly DayCount[]): void {
  const { range, date } = parts;
  const told = running(days);
  range.max = String(days.length);
  range.value = String(placeOf(days, date.value.slice(0, 10)));
  range.hidden = false;
  const say = (): void => {
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
  if (date.value || range.value === range.max) say();
}

function running(days: readonly DayCount[]): number[] {
  let sum = 0;
  return days.map(({ reports }) => (sum += reports));
}

/** The stop of the last day that is not after a day; the stop of all reports for no day. */
function placeOf(days: readonly DayCount[], day: string): number {
  if (!day) return days.length;
  const after = days.findIndex((each) => each.day > day);
  return after < 0 ? days.length - 1 : Math.max(after - 1, 0);
}

/** Whether this page changes in place. */
const urlsLive = (): boolean => document.documentElement.dataset["here"] === "home";

function go({ date, now }: AsOfParts, day: string): void {
  date.value = day;
  now.hidden = !day;
  const address = new URL(location.href);
  if (day) address.searchParams.set("as_of", day);
  else address.searchParams.delete("as_of");
  if (!urlsLive()) {
    location.assign(address);
    return;
  }
  document.dispatchEvent(new CustomEvent("sayso:as-of", { detail: day }));
  for (const link of every<HTMLAnchorElement>(".nav a, .brand")) keepDay(link, day);
}

function keepDay(link: HTMLAnchorElement, day: string): void {
  const address = new URL(link.href);
  if (day) address.searchParams.set("as_of", day);
  else address.searchParams.delete("as_of");
  link.href = address.href;
}

// ---------------------------------------------------------------- colours
const SCHEMES = ["system", "light", "dark"] as const;

function themes(button: HTMLButtonElement): void {
  const root = document.documentElement;
  const now = (): (typeof SCHEMES)[number] => SCHEMES.find((name) => name === root.dataset["theme"]) ?? "system";
  const say = (): void => button.setAttribute("aria-label", now() === "system" ? "Colours: as the system" : `Colours: ${now()}`);
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = SCHEMES[(SCHEMES.indexOf(now()) + 1) % SCHEMES.length] ?? "system";
    if (next === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = next;
    try {
      localStorage.setItem("sayso-theme", next);
    } catch {
      // without storage the choice lasts as long as the page
    }
    say();
  });
  say();
}

// ---------------------------------------------------------------- keys
/** An element with `data-key` is pressed by its key, and one with `data-focus-key` gets the focus, unless a field has it. */
function keys(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || event.defaultPrevented) return;
  if (event.target instanceof Element && event.target.closest("[role=application]")) return;
  const named = CSS.escape(event.key);
  const field = one<HTMLElement>(`[data-focus-key="${named}"]`);
  if (field) {
    event.preventDefault();
    field.focus();
    return;
  }
  const pressed = every<HTMLElement>(`[data-key="${named}"]`).find((each) => each.offsetParent !== null && !each.matches(":disabled"));
  if (pressed) {
    event.preventDefault();
    pressed.click();
  } else if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
}

/** From event to event in a list. */
function step(by: number): void {
  const heads = every<HTMLAnchorElement>(".event-head, .event-link");
  const at = heads.indexOf(document.activeElement as HTMLAnchorElement);
  heads[Math.min(Math.max(at + by, 0), heads.length - 1)]?.focus();
}

// ---------------------------------------------------------------- search while typing
export interface Found {
  kind: string;
  id: string;
  title: string;
  sentence: string;
  href: string;
  speaker?: string | null;
  published?: string | null;
}

const KINDS: Readonly<Record<string, string>> = { report: "Report", quote: "Quote", actor: "Actor", place: "Place", event: "Event" };

/** A result as a list item; the words searched for are marked. */
export function result(found: Found, asked: string): HTMLLIElement {
  const from = [found.speaker, found.published?.slice(0, 10)].filter(Boolean).join(", ");
  return make("li", { class: "result", "data-kind": found.kind },
    make("a", { href: found.href }, make("span", { class: "badge" }, KINDS[found.kind] ?? found.kind), told(found.title)),
    found.sentence && marked(found.sentence, asked), from && make("span", { class: "muted small" }, from));
}

function marked(sentence: string, asked: string): HTMLElement {
  const words = asked.split(/\s+/).filter((word) => word.length > 1).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const line = make("p", { class: "told", dir: "auto" });
  const parts = words.length ? sentence.split(new RegExp(`(${words.join("|")})`, "giu")) : [sentence];
  line.append(...parts.map((part, n) => (n % 2 ? make("mark", {}, part) : part)));
  return line;
}

function liveSearch(form: HTMLFormElement): void {
  const field = one<HTMLInputElement>("input[name=q]", form) as HTMLInputElement;
  const list = make("ul", { class: "live-results", hidden: true });
  form.append(list);
  let control = new AbortController();
  const ask = calmly(160, async () => {
    control.abort();
    control = new AbortController();
    const asked = field.value.trim();
    if (asked.length < 2) return void (list.hidden = true);
    const search = new URLSearchParams({ q: asked, limit: "8", ...(document.documentElement.dataset["asOf"] ? { as_of: document.documentElement.dataset["asOf"] } : {}) });
    try {
      const { results } = await fetched<{ results: Found[] }>(`${urls.api}/search?${search}`, control.signal);
      list.replaceChildren(...(results.length ? results.slice(0, 8).map((found) => result(found, asked)) : [make("li", { class: "muted" }, "Nothing found")]));
      list.hidden = false;
    } catch (error) {
      if (!givenUp(error)) list.hidden = true;
    }
  });
  field.addEventListener("input", ask);
  form.addEventListener("keydown", (event) => arrows(event, field, list));
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget as Node | null)) list.hidden = true;
  });
}

function arrows(event: KeyboardEvent, field: HTMLInputElement, list: HTMLElement): void {
  if (event.key === "Escape") {
    list.hidden = true;
    field.blur();
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops: HTMLElement[] = [field, ...every<HTMLAnchorElement>("a", list)];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  event.preventDefault();
  stops[Math.min(Math.max(at + (event.key === "ArrowDown" ? 1 : -1), 0), stops.length - 1)]?.focus();
}

// ---------------------------------------------------------------- start
const bar = one<HTMLFormElement>("[data-asof]");
if (bar) void asOf(bar).catch(() => undefined); // the date field still works by itself
const button = one<HTMLButtonElement>("[data-theme-switch]");
if (button) themes(button);
document.addEventListener("keydown", keys);
for (const form of every<HTMLFormElement>("[data-live-search]")) liveSearch(form);
