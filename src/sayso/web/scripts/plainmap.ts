// The map where there is no WebGL, or none that is quick: coasts, borders and areas drawn on a plain canvas; what stands together as a cluster.

import type { Feature, Position } from "geojson";
import { innerLines, Outlines, shapes } from "./basemap.js";
import { calmly, make } from "./dom.js";
import { colour, groupColours, onTheme } from "./palette.js";
import { extent, isWide, type MapView, type MapWishes, type Place } from "./places.js";

/** The upright coordinate of Mercator's projection, in degrees at the equator. */
const up = (lat: number): number => (Math.log(Math.tan(Math.PI / 4 + (Math.min(Math.max(lat, -84), 84) * Math.PI) / 360)) * 180) / Math.PI;
const down = (y: number): number => (Math.atan(Math.exp((y * Math.PI) / 180)) * 360) / Math.PI - 90;

const NEAR = 30; // pixels within which places stand together
const INNER_FROM = 9; // pixels a degree from which boundaries inside countries are drawn
const FONT = "600 12px Inter, system-ui, sans-serif";

/** Places that stand together at the scale of the view, the largest first; most are one place. */
interface Cluster {
  x: number;
  y: number;
  n: number;
  places: Place[];
}

export class PlainMap implements MapView {
  private readonly canvas = make("canvas", { class: "plain-map", "aria-label": "Map of the events; the places are also listed below it", role: "img" });
  private readonly context = this.canvas.getContext("2d") as CanvasRenderingContext2D;
  private readonly land = new Drawing();
  private readonly inner = new Drawing();
  private readonly outlines = new Outlines(() => this.redraw());
  private readonly areas = new Map<object, Path2D>();
  private drawnLand: { key: string; canvas: HTMLCanvasElement } | null = null;
  private places: readonly Place[] = [];
  private gathered: { key: string; clusters: Cluster[] } | null = null;
  private lit = new Set<number>();
  private centre: [number, number] = [15, up(20)];
  private scale = 0; // pixels a degree
  private held: { x: number; y: number; moved: boolean } | null = null;
  private drawing = 0;
  private drafted: "world" | "countries" | null = null;

  constructor(private readonly container: HTMLElement, private readonly wishes: MapWishes) {
    container.append(this.canvas);
    new ResizeObserver(() => this.redraw()).observe(container);
    onTheme(() => this.redraw());
    this.listen();
    void this.draft("world");
  }

  private async draft(file: "world" | "countries"): Promise<void> {
    if (this.drafted === "countries" || this.drafted === file) return;
    this.drafted = file;
    const found = await shapes(file);
    this.areas.clear();
    this.outlines.setCountries(found);
    this.land.set(found);
    this.redraw();
  }

  show(places: readonly Place[]): void {
    this.places = places;
    this.gathered = null;
    this.redraw();
  }

  light(keys: readonly number[]): void {
    this.lit = new Set(keys);
    this.redraw();
  }

  fit(places: readonly Place[]): void {
    const box = extent(places);
    if (!box) return;
    const [west, south, east, north] = [box[0], up(box[1]), box[2], up(box[3])];
    this.centre = [(west + east) / 2, (south + north) / 2];
    const { clientWidth: wide, clientHeight: tall } = this.container;
    this.scale = Math.min(wide / Math.max(east - west, 2), tall / Math.max(north - south, 2)) * 0.9;
    this.redraw();
    this.look();
  }

  zoom(steps: number): void {
    this.scale = Math.min(Math.max(this.scale * 2 ** steps, 0.5), 2000);
    this.redraw();
    this.wishes.moved();
    this.look();
  }

  bounds(): string {
    const half = [this.container.clientWidth / 2 / this.scale, this.container.clientHeight / 2 / this.scale] as const;
    const [x, y] = this.centre;
    return [Math.max(x - half[0], -180), down(y - half[1]), Math.min(x + half[0], 180), down(y + half[1])].map((edge) => edge.toFixed(3)).join(",");
  }

  /** Asks for finer coasts and for the boundaries inside the countries that are looked at. */
  private readonly look = calmly(250, () => {
    if (this.scale < INNER_FROM) return;
    void this.draft("countries");
    const [west = -180, south = -84, east = 180, north = 84] = this.bounds().split(",").map(Number);
    void innerLines(west, south, east, north).then((lines) => {
      if (this.inner.set(lines)) this.redraw();
    });
  });

  private listen(): void {
    const { canvas } = this;
    canvas.addEventListener("pointerdown", (event) => {
      this.held = { x: event.offsetX, y: event.offsetY, moved: false };
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.release(event));
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.zoom(-Math.sign(event.deltaY) * 0.4);
    }, { passive: false });
  }

  private move(event: PointerEvent): void {
    const held = this.held;
    if (!held) {
      const hit = this.at(event.offsetX, event.offsetY);
      this.canvas.style.cursor = hit ? "pointer" : "";
      this.wishes.pointed(hit?.places.length === 1 ? (hit.places[0] ?? null) : null);
      return;
    }
    if (!held.moved && Math.hypot(event.offsetX - held.x, event.offsetY - held.y) < 4) return;
    this.centre = [this.centre[0] - (event.offsetX - held.x) / this.scale, this.centre[1] + (event.offsetY - held.y) / this.scale];
    this.held = { x: event.offsetX, y: event.offsetY, moved: true };
    this.redraw();
  }

  private release(event: PointerEvent): void {
    const moved = this.held?.moved ?? false;
    this.held = null;
    if (moved) {
      this.wishes.moved();
      this.look();
    } else this.press(event.offsetX, event.offsetY);
  }

  /** A place tells of itself; a cluster is looked at closer, or tells of all where no scale would part it. */
  private press(x: number, y: number): void {
    const hit = this.at(x, y);
    const parted = hit !== null && hit.places.length > 1 && this.scale < 1000;
    if (!parted) {
      this.wishes.chosen(hit?.places ?? this.areasAt(x, y));
      return;
    }
    const [cx, cy] = this.point(x, y);
    this.centre = [cx, cy];
    this.zoom(1.5);
  }

  private at(x: number, y: number): Cluster | null {
    return this.clusters().find((each) => Math.hypot(this.xOf(each.x) - x, this.yOf(each.y) - y) <= size(each.n) + 3) ?? null;
  }

  /** The areas under a point, the smallest first. */
  private areasAt(x: number, y: number): Place[] {
    const { context } = this;
    const [lon, lat] = this.point(x, y);
    const within = (place: Place): boolean => {
      const area = this.pathOf(place);
      if (area) {
        context.setTransform(1, 0, 0, 1, 0, 0);
        return context.isPointInPath(area, lon, lat, "evenodd");
      }
      return Math.hypot(this.xOf(place.lon) - x, this.yOf(up(place.lat)) - y) <= this.ground(place);
    };
    return this.places.filter((place) => isWide(place) && within(place)).sort((a, b) => a.radius - b.radius);
  }

  private xOf(lon: number): number {
    return this.container.clientWidth / 2 + (lon - this.centre[0]) * this.scale;
  }

  private yOf(upright: number): number {
    return this.container.clientHeight / 2 - (upright - this.centre[1]) * this.scale;
  }

  /** The longitude and upright coordinate under a pixel. */
  private point(x: number, y: number): [number, number] {
    return [this.centre[0] + (x - this.container.clientWidth / 2) / this.scale, this.centre[1] - (y - this.container.clientHeight / 2) / this.scale];
  }

  /** The pixels of a place's radius. */
  private ground(place: Place): number {
    return (place.radius / 111.32 / Math.max(Math.cos((place.lat * Math.PI) / 180), 0.1)) * this.scale;
  }

  /** The places that are not areas, those together that are near each other at this scale. */
  private clusters(): Cluster[] {
    const key = this.scale.toFixed(4);
    if (this.gathered?.key === key) return this.gathered.clusters;
    const near = NEAR / this.scale;
    const cells = new Map<string, Cluster[]>();
    const clusters: Cluster[] = [];
    for (const place of this.places) {
      if (isWide(place)) continue;
      const [x, y] = [place.lon, up(place.lat)];
      const [column, line] = [Math.floor(x / near), Math.floor(y / near)];
      const around = [-1, 0, 1].flatMap((i) => [-1, 0, 1].flatMap((j) => cells.get(`${column + i} ${line + j}`) ?? []));
      const host = around.find((each) => Math.hypot(each.x - x, each.y - y) < near);
      if (host) {
        host.places.push(place);
        host.n += place.rows.length;
        continue;
      }
      const made = { x, y, n: place.rows.length, places: [place] };
      clusters.push(made);
      const cell = `${column} ${line}`;
      cells.set(cell, [...(cells.get(cell) ?? []), made]);
    }
    this.gathered = { key, clusters };
    return clusters;
  }

  private redraw(): void {
    cancelAnimationFrame(this.drawing);
    this.drawing = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const { canvas, container, context } = this;
    const ratio = window.devicePixelRatio || 1;
    const [wide, tall] = [container.clientWidth, container.clientHeight];
    this.scale ||= wide / 340;
    canvas.width = wide * ratio;
    canvas.height = tall * ratio;
    context.drawImage(this.base(ratio, wide, tall), 0, 0);
    const tones = groupColours();
    const areas = this.places.filter((place) => place.precision !== "site").sort((a, b) => b.radius - a.radius);
    for (const place of areas) this.drawArea(place, tones, ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.font = FONT;
    context.textBaseline = "middle";
    const [ink, several, focus] = [colour("map-mark-ink"), colour("map-cluster"), colour("focus")];
    for (const cluster of [...this.clusters()].reverse()) this.drawCluster(cluster, tones, { ink, several, focus });
    this.drawLabels(tones);
  }

  private toDegrees(context: CanvasRenderingContext2D, ratio: number): void {
    const { scale, centre, container } = this;
    const grown = scale * ratio;
    const [left, top] = [(container.clientWidth / 2 - centre[0] * scale) * ratio, (container.clientHeight / 2 + centre[1] * scale) * ratio];
    context.setTransform(grown, 0, 0, -grown, left, top);
  }

  /** Sea and land, drawn anew only when the view has changed. */
  private base(ratio: number, wide: number, tall: number): HTMLCanvasElement {
    const { scale, centre } = this;
    const key = [scale, ...centre, ratio, wide, tall, this.land.edition, this.inner.edition, colour("map-land")].join(" ");
    if (this.drawnLand?.key === key) return this.drawnLand.canvas;
    const canvas = make("canvas", { width: Math.max(wide * ratio, 1), height: Math.max(tall * ratio, 1) });
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    context.fillStyle = colour("map-sea");
    context.fillRect(0, 0, canvas.width, canvas.height);
    this.toDegrees(context, ratio);
    const view: Box = [...this.point(0, tall), ...this.point(wide, 0)];
    const land = [...this.land.paths(scale, view)];
    context.fillStyle = colour("map-land");
    for (const path of land) context.fill(path, "evenodd");
    context.lineWidth = 0.8 / scale;
    if (scale >= INNER_FROM) {
      context.strokeStyle = colour("map-inner");
      context.setLineDash([3 / scale, 2 / scale]);
      for (const path of this.inner.paths(scale, view)) context.stroke(path);
      context.setLineDash([]);
    }
    context.strokeStyle = colour("map-border");
    for (const path of land) context.stroke(path);
    this.drawnLand = { key, canvas };
    return canvas;
  }

  private pathOf(place: Place): Path2D | null {
    const geometry = isWide(place) ? this.outlines.of(place) : null;
    if (!geometry) return null;
    const known = this.areas.get(geometry);
    if (known) return known;
    const made = new Path2D();
    for (const ring of linesOf(geometry).map(projected)) draw(made, ring, 1 / 64);
    this.areas.set(geometry, made);
    return made;
  }

  /** Where the events of a place may lie: the shape of the area, or a circle. */
  private drawArea(place: Place, tones: string[], ratio: number): void {
    const { context } = this;
    const path = this.pathOf(place);
    const lit = this.lit.has(place.key) && isWide(place);
    const radius = this.ground(place);
    if (!path && radius <= size(place.rows.length) && !isWide(place)) return;
    context.fillStyle = tones[place.group] ?? "#888";
    context.strokeStyle = lit ? colour("focus") : context.fillStyle;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.lineWidth = lit ? 3 : 1.3;
    if (!path) {
      this.disc(this.xOf(place.lon), this.yOf(up(place.lat)), radius, 0.12, [4, 3]);
      return;
    }
    this.toDegrees(context, ratio);
    context.lineWidth /= this.scale;
    context.globalAlpha = 0.18;
    context.fill(path, "evenodd");
    context.globalAlpha = 1;
    context.stroke(path);
  }

  private drawCluster({ x, y, n, places }: Cluster, tones: string[], colours: { ink: string; several: string; focus: string }): void {
    const { context } = this;
    const [first] = places;
    if (!first) return;
    const [px, py, radius] = [this.xOf(x), this.yOf(y), size(n)];
    const several = places.length > 1;
    context.fillStyle = context.strokeStyle = several ? colours.several : (tones[first.group] ?? "#888");
    context.lineWidth = 1.6;
    const filled = several ? 0.92 : first.precision === "site" ? 1 : 0.25;
    this.disc(px, py, radius, filled, []);
    if (several) {
      context.fillStyle = colours.ink;
      context.textAlign = "center";
      context.fillText(short(n), px, py + 0.5);
    }
    if (!places.some((place) => this.lit.has(place.key))) return;
    context.strokeStyle = colours.focus;
    context.lineWidth = 3;
    this.disc(px, py, radius + 4, 0, []);
  }

  /** The names of areas with their numbers, those of most events first; one that would cover another is left out. */
  private drawLabels(tones: string[]): void {
    const { context } = this;
    const taken: [number, number, number, number][] = [];
    context.textAlign = "center";
    context.lineJoin = "round";
    const paper = colour("map-paper");
    for (const place of this.places) {
      if (!isWide(place)) continue;
      const words = `${place.name} ${place.rows.length}`;
      const half = context.measureText(words).width / 2 + 4;
      const [x, y] = [this.xOf(place.lon), this.yOf(up(place.lat))];
      if (taken.some(([left, top, right, foot]) => x - half < right && x + half > left && y - 9 < foot && y + 9 > top)) continue;
      taken.push([x - half, y - 9, x + half, y + 9]);
      context.strokeStyle = paper;
      context.lineWidth = 4;
      context.strokeText(words, x, y);
      context.fillStyle = tones[place.group] ?? "#888";
      context.fillText(words, x, y);
    }
  }

  private disc(x: number, y: number, radius: number, opacity: number, dash: number[]): void {
    const { context } = this;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.globalAlpha = opacity;
    context.fill();
    context.globalAlpha = 1;
    context.setLineDash(dash);
    context.stroke();
    context.setLineDash([]);
  }
}

const size = (events: number): number => Math.min(5 + Math.sqrt(events) * 1.2, 22);

const short = (n: number): string => (n < 1000 ? String(n) : `${(n / 1000).toFixed(n < 9950 ? 1 : 0)}k`);

type Box = [west: number, south: number, east: number, north: number];

/** Shapes or lines as paths over degrees, coarser where a pixel is large: each is made once for each doubling of the scale. */
class Drawing {
  edition = 0;
  private features: readonly Feature[] = [];
  private shapes: { rings: Float64Array[]; box: Box; paths: Map<number, Path2D> }[] = [];

  /** Whether these are others than before. */
  set(features: readonly Feature[]): boolean {
    if (features.length === this.features.length && features.every((each, n) => each === this.features[n])) return false;
    this.features = features;
    this.shapes = features.map(({ geometry }) => {
      const rings = linesOf(geometry).map(projected);
      return { rings, box: boxOf(rings), paths: new Map() };
    });
    this.edition += 1;
    return true;
  }

  /** The paths that lie in a view; `scale` is pixels a degree. */
  *paths(scale: number, view: Box): Generator<Path2D> {
    const level = Math.ceil(Math.log2(scale));
    for (const { rings, box, paths } of this.shapes) {
      if (box[0] > view[2] || box[2] < view[0] || box[1] > view[3] || box[3] < view[1]) continue;
      const made = paths.get(level) ?? new Path2D();
      if (!paths.has(level)) for (const ring of rings) draw(made, ring, 1 / 2 ** level);
      paths.set(level, made);
      yield made;
    }
  }
}

function linesOf(geometry: Feature["geometry"]): Position[][] {
  if (geometry.type === "Polygon" || geometry.type === "MultiLineString") return geometry.coordinates;
  return geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [];
}

function projected(ring: readonly Position[]): Float64Array {
  const made = new Float64Array(ring.length * 2);
  ring.forEach(([lon = 0, lat = 0], n) => {
    made[n * 2] = lon;
    made[n * 2 + 1] = up(lat);
  });
  return made;
}

function boxOf(rings: readonly Float64Array[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let n = 0; n < ring.length; n += 2) {
      const [x, y] = [ring[n] ?? 0, ring[n + 1] ?? 0];
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }
  return box;
}

/** A ring or line without points that would fall on one another, and none that is but a speck: `step` is the size of a pixel in degrees.
 * The last point is always drawn, which closes a ring: `closePath` takes long on a path of many. */
function draw(path: Path2D, ring: Float64Array, step: number): void {
  let [x, y, drawn] = [ring[0] ?? 0, ring[1] ?? 0, false];
  const [first, high] = [x, y];
  for (let n = 2; n < ring.length; n += 2) {
    const [lon, upright] = [ring[n] ?? 0, ring[n + 1] ?? 0];
    if (Math.abs(lon - x) < step && Math.abs(upright - y) < step && (!drawn || n < ring.length - 2)) continue;
    if (!drawn) path.moveTo(first, high);
    path.lineTo(lon, upright);
    [x, y, drawn] = [lon, upright, true];
  }
}
