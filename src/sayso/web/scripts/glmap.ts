// The map drawn with MapLibre GL: the base map, clusters, sites as points, areas as areas.

import type { Feature } from "geojson";
import type { ExpressionSpecification, FilterSpecification, GeoJSONSource, LayerSpecification, Map as GlMap, MapGeoJSONFeature, MapMouseEvent, StyleSpecification } from "maplibre-gl";
import { innerLines, names, Outlines, shapes } from "./basemap.js";
import { calmly, stillness } from "./dom.js";
import { colour, groupColours, onTheme } from "./palette.js";
import { extent, isWide, type MapView, type MapWishes, type Place } from "./places.js";
import { circle } from "./topo.js";

const LIBRARY: string = "./vendor/maplibre-gl.mjs";
const FONT = ["Inter, sans-serif"];
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
const NOTHING = { type: "FeatureCollection" as const, features: [] };
const INNER_FROM = 3.4; // the zoom from which boundaries inside countries are drawn

/** How the browser can draw with WebGL 2: on a graphics card, in software and so slowly, or not at all. */
export function drawing(): "well" | "slowly" | "not" {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    if (!context) return "not";
    const named = context.getExtension("WEBGL_debug_renderer_info")?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER;
    const renderer = String(context.getParameter(named));
    context.getExtension("WEBGL_lose_context")?.loseContext();
    return SOFTWARE.test(renderer) ? "slowly" : "well";
  } catch {
    return "not";
  }
}

export async function glMap(container: HTMLElement, wishes: MapWishes): Promise<MapView> {
  const library = (await import(LIBRARY)) as typeof import("maplibre-gl");
  library.setWorkerUrl(new URL("./vendor/maplibre-gl-worker.mjs", import.meta.url).href);
  const map = new library.Map({
    container, style: style(), center: [20, 25], zoom: 1.2, maxZoom: 12, minZoom: 0.4, attributionControl: false,
    dragRotate: false, pitchWithRotate: false, touchPitch: false, renderWorldCopies: true, fadeDuration: stillness() ? 0 : 200,
  });
  map.touchZoomRotate.disableRotation();
  map.getCanvas().setAttribute("aria-label", "Map of the events; the places are also listed below it");
  await new Promise<void>((resolve) => void map.once("load", () => resolve()));
  return new Drawn(map, wishes);
}

class Drawn implements MapView {
  private places: readonly Place[] = [];
  private readonly outlines = new Outlines(calmly(30, () => this.drawAreas()));

  constructor(private readonly map: GlMap, private readonly wishes: MapWishes) {
    void this.base();
    this.listen();
    onTheme(() => this.repaint());
  }

  // -------------------------------------------------------- the base map
  private async base(): Promise<void> {
    const countries = await shapes("countries");
    this.outlines.setCountries(countries);
    this.fill("countries", countries);
    this.drawAreas();
    const [lakes, labels] = await Promise.all([shapes("lakes"), names()]);
    this.fill("lakes", lakes);
    this.fill("names", labels);
    void this.inner();
  }

  /** Boundaries inside the countries that are looked at. */
  private async inner(): Promise<void> {
    if (this.map.getZoom() < INNER_FROM) return;
    const view = this.map.getBounds();
    this.fill("inner", await innerLines(view.getWest(), view.getSouth(), view.getEast(), view.getNorth()));
  }

  private fill(source: string, features: Feature[]): void {
    (this.map.getSource(source) as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features });
  }

  private repaint(): void {
    for (const layer of layers()) {
      for (const [name, value] of Object.entries(layer.paint ?? {})) {
        this.map.setPaintProperty(layer.id, name as never, value as never);
      }
    }
  }

  // -------------------------------------------------------- the events
  show(places: readonly Place[]): void {
    this.places = places;
    const near = places.filter((place) => !isWide(place));
    this.fill("places", near.map(pointOf));
    this.fill("wide", places.filter(isWide).map(pointOf));
    this.drawAreas();
  }

  private drawAreas(): void {
    const made = this.places.filter((place) => place.precision !== "site").map((place) => ({ ...pointOf(place), geometry: this.areaOf(place) }));
    this.fill("areas", made);
  }

  /** The shape of the country or first-order area, where the base map has it; else the circle that the event may lie in. */
  private areaOf(place: Place): Feature["geometry"] {
    return this.outlines.of(place) ?? circle(place.lon, place.lat, place.radius);
  }

  light(keys: readonly number[]): void {
    const lit = keys.flatMap((key) => this.places[key] ?? []).slice(0, 300);
    this.fill("lit", lit.map((place) => (isWide(place) ? { ...pointOf(place), geometry: this.areaOf(place) } : pointOf(place))));
  }

  fit(places: readonly Place[]): void {
    const box = extent(places);
    if (box) this.map.fitBounds(box, { padding: 40, maxZoom: 8, animate: false });
  }

  zoom(steps: number): void {
    this.map.zoomTo(this.map.getZoom() + steps, { animate: !stillness() });
  }

  bounds(): string {
    const bounds = this.map.getBounds();
    const box = [bounds.getWest(), Math.max(bounds.getSouth(), -90), bounds.getEast(), Math.min(bounds.getNorth(), 90)];
    return box.map((edge) => edge.toFixed(3)).join(",");
  }

  // -------------------------------------------------------- gestures
  private listen(): void {
    const { map } = this;
    map.on("moveend", () => {
      this.wishes.moved();
      void this.inner();
    });
    map.on("click", (event) => void this.press(event));
    map.on("mousemove", (event) => this.hover(event));
    map.on("mouseout", () => this.wishes.pointed(null));
  }

  private under(event: MapMouseEvent, layer: readonly string[]): MapGeoJSONFeature[] {
    const { x, y } = event.point;
    return this.map.queryRenderedFeatures([[x - 3, y - 3], [x + 3, y + 3]], { layers: [...layer] });
  }

  private async press(event: MapMouseEvent): Promise<void> {
    const cluster = this.under(event, ["clusters"])[0];
    if (cluster && cluster.geometry.type === "Point") {
      const source = this.map.getSource("places") as GeoJSONSource;
      const zoom = await source.getClusterExpansionZoom(cluster.properties["cluster_id"] as number);
      this.map.easeTo({ center: cluster.geometry.coordinates as [number, number], zoom: zoom + 0.3, animate: !stillness() });
      return;
    }
    const marks = this.under(event, ["sites", "rings", "wide"]);
    this.wishes.chosen(this.placesOf(marks.length ? marks : this.under(event, ["areas"])));
  }

  private hover(event: MapMouseEvent): void {
    const hit = this.under(event, ["clusters", "sites", "rings", "wide"])[0];
    this.map.getCanvas().style.cursor = hit ? "pointer" : "";
    this.wishes.pointed(hit ? (this.placesOf([hit])[0] ?? null) : null);
  }

  private placesOf(features: readonly MapGeoJSONFeature[]): Place[] {
    const keys = new Set(features.map((feature) => feature.properties["key"] as number | undefined));
    return [...keys].flatMap((key) => (key === undefined ? [] : (this.places[key] ?? [])));
  }
}

function pointOf(place: Place): Feature {
  return {
    type: "Feature",
    properties: { key: place.key, n: place.rows.length, group: place.group, precision: place.precision, label: `${place.name} ${place.rows.length}` },
    geometry: { type: "Point", coordinates: [place.lon, place.lat] },
  };
}

// ---------------------------------------------------------------- how it looks
function style(): StyleSpecification {
  const plain = { type: "geojson" as const, data: NOTHING };
  return {
    version: 8,
    sources: {
      countries: { ...plain, tolerance: 0.3 }, inner: { ...plain, tolerance: 0.3 }, lakes: plain, names: plain, areas: plain, wide: plain, lit: plain,
      places: { ...plain, cluster: true, clusterRadius: 34, clusterMaxZoom: 9, clusterProperties: { events: ["+", ["get", "n"]] } },
    },
    layers: layers(),
  };
}

const COUNT: ExpressionSpecification = ["coalesce", ["get", "events"], ["get", "n"]];
const SIZE: ExpressionSpecification = ["interpolate", ["linear"], ["sqrt", COUNT], 1, 5, 4, 9, 20, 20, 60, 30];
const ONE: FilterSpecification = ["!", ["has", "point_count"]];
const SITE: FilterSpecification = ["all", ONE, ["==", ["get", "precision"], "site"]];
const RING: FilterSpecification = ["all", ONE, ["!=", ["get", "precision"], "site"]];

function layers(): LayerSpecification[] {
  return [...ground(), ...marks()];
}

function ground(): LayerSpecification[] {
  const [land, sea, border, inner, ink, paper] = ["map-land", "map-sea", "map-border", "map-inner", "map-ink", "map-paper"].map(colour) as [string, string, string, string, string, string];
  const halo = { "text-color": ink, "text-halo-color": paper, "text-halo-width": 1.2 };
  const shown = (...kinds: string[]): FilterSpecification => ["all", ["in", ["get", "kind"], ["literal", kinds]], [">=", ["zoom"], ["get", "zoom"]]];
  const order = { "symbol-sort-key": ["get", "order"] as ExpressionSpecification, "text-font": FONT, "text-field": ["get", "name"] as ExpressionSpecification };
  return [
    { id: "sea", type: "background", paint: { "background-color": sea } },
    { id: "land", type: "fill", source: "countries", paint: { "fill-color": land } },
    { id: "lakes", type: "fill", source: "lakes", paint: { "fill-color": sea } },
    { id: "inner", type: "line", source: "inner", minzoom: INNER_FROM, paint: { "line-color": inner, "line-width": 0.7, "line-dasharray": [3, 2] } },
    { id: "borders", type: "line", source: "countries", paint: { "line-color": border, "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.4, 6, 1.2] } },
    { id: "town-names", type: "symbol", source: "names", filter: shown("city", "capital"), layout: { ...order, "text-size": 11, "text-offset": [0, -0.9], "text-max-width": 8 }, paint: halo },
    { id: "area-names", type: "symbol", source: "names", filter: shown("area"), layout: { ...order, "text-size": 10.5, "text-max-width": 7, "text-letter-spacing": 0.04 }, paint: { ...halo, "text-opacity": 0.75 } },
    { id: "country-names", type: "symbol", source: "names", filter: shown("country"), layout: { ...order, "text-size": ["interpolate", ["linear"], ["zoom"], 2, 10.5, 6, 15], "text-max-width": 7, "text-letter-spacing": 0.06 }, paint: halo },
  ];
}

function marks(): LayerSpecification[] {
  const [ink, paper, cluster, lit] = ["map-mark-ink", "map-paper", "map-cluster", "focus"].map(colour) as [string, string, string, string];
  const groups = groupColours();
  const tone = ["match", ["get", "group"], ...groups.slice(0, -1).flatMap((each, n) => [n, each]), groups.at(-1)] as unknown as ExpressionSpecification;
  const number = { "text-font": FONT, "text-size": 11.5, "text-allow-overlap": true };
  return [
    { id: "areas", type: "fill", source: "areas", paint: { "fill-color": tone, "fill-opacity": ["match", ["get", "precision"], ["admin1", "country", "region"], 0.16, 0.1] } },
    { id: "area-edges", type: "line", source: "areas", paint: { "line-color": tone, "line-width": 1.1, "line-opacity": 0.75, "line-dasharray": [4, 3] } },
    { id: "wide", type: "symbol", source: "wide", layout: { "text-font": FONT, "text-size": 12, "text-field": ["get", "label"], "text-padding": 4, "text-variable-anchor": ["center", "bottom", "top", "left", "right"], "text-radial-offset": 0.4, "symbol-sort-key": ["-", 0, ["get", "n"]] }, paint: { "text-color": tone, "text-halo-color": paper, "text-halo-width": 2 } },
    { id: "rings", type: "circle", source: "places", filter: RING, paint: { "circle-color": tone, "circle-opacity": 0.22, "circle-radius": SIZE, "circle-stroke-color": tone, "circle-stroke-width": 2 } },
    { id: "sites", type: "circle", source: "places", filter: SITE, paint: { "circle-color": tone, "circle-radius": SIZE, "circle-stroke-color": paper, "circle-stroke-width": 1.4 } },
    { id: "clusters", type: "circle", source: "places", filter: ["has", "point_count"], paint: { "circle-color": cluster, "circle-opacity": 0.9, "circle-radius": ["+", SIZE, 4], "circle-stroke-color": paper, "circle-stroke-width": 1.5 } },
    { id: "cluster-counts", type: "symbol", source: "places", filter: ["has", "point_count"], layout: { ...number, "text-field": ["to-string", ["get", "events"]] }, paint: { "text-color": ink } },
    { id: "lit-areas", type: "line", source: "lit", filter: ["!=", ["geometry-type"], "Point"], paint: { "line-color": lit, "line-width": 2.6 } },
    { id: "lit", type: "circle", source: "lit", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-color": "rgba(0,0,0,0)", "circle-radius": 9, "circle-stroke-color": lit, "circle-stroke-width": 2.2 } },
  ];
}
