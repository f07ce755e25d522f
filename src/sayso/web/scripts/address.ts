// The address: which pages and data there are, and what the view is narrowed to.

export interface Urls {
  static: string;
  api: string;
  home: string;
  event: string;
  actor: string;
  report: string;
  search: string | null;
  data: string | null;
}

const root = document.documentElement;

/** The addresses that the server gave the page. */
export const urls = JSON.parse(root.dataset["urls"] ?? "{}") as Urls;

/** The filters of the desk by their names in the address; `type` and `certainty` may have several values. */
export interface Filters {
  from?: string;
  to?: string;
  type: string[];
  actor?: string;
  place?: string;
  voucher?: string;
  certainty: string[];
  text?: string;
  bbox?: string;
  as_of?: string;
}

const SINGLE = ["from", "to", "actor", "place", "voucher", "text", "bbox", "as_of"] as const;
type Single = (typeof SINGLE)[number];

export function parsed(search: string): Filters {
  const given = new URLSearchParams(search);
  const filters: Filters = { type: several(given, "type"), certainty: several(given, "certainty") };
  for (const name of SINGLE) {
    const value = given.get(name)?.trim();
    if (value) filters[name] = value;
  }
  return filters;
}

function several(given: URLSearchParams, name: string): string[] {
  return given.getAll(name).flatMap((value) => value.split(",")).map((value) => value.trim()).filter(Boolean);
}

/** The filters as an address writes them, without those in `without`. */
export function query(filters: Filters, without: readonly Single[] = []): URLSearchParams {
  const made = new URLSearchParams();
  for (const name of SINGLE) {
    const value = filters[name];
    if (value && !without.includes(name)) made.set(name, value);
  }
  for (const value of filters.type) made.append("type", value);
  for (const value of filters.certainty) made.append("certainty", value);
  return made;
}

/** The address of a page, keeping the day as of which the desk is shown. */
export function page(pattern: string, id: string, asOf: string | undefined): string {
  const path = pattern.replace("{id}", encodeURIComponent(id).replaceAll("%3A", ":")).replace("{slug}", id.replace(/[^A-Za-z0-9_-]/g, "-"));
  return asOf && !urls.data ? `${path}?as_of=${encodeURIComponent(asOf)}` : path;
}
