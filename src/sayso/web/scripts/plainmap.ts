// The map where there is no WebGL: coasts and borders drawn on a plain canvas, places as on the other map but without clusters.

import type { Feature, Position } from "geojson";
import { shapes } from "./basemap.js";
import { make } from "./dom.js";
import { colour, groupColours, onTheme } from "./palette.js";
import { extent, isWide, type MapView, type MapWishes, type Place } from "./places.js";

/** The upright coordinate of Mercator's projection, in degrees at the equator. */
const up = (lat: number): number => (Math.log(Math.tan(Math.PI / 4 + (Math.min(Math.max(lat, -84), 84) * Math.PI) / 360)) * 180) / Math.PI;
const down = (y: number): number => (Math.atan(Math.exp((y * Math.PI) / 180)) * 360) / Math.PI - 90;

export class PlainMap implements MapView {
  private readonly canvas = make("canvas", { class: "plain-map", "aria-label": "Map of the events; the places are also listed below it", role: "img" });
  private readonly context = this.canvas.getContext("2d") as CanvasRenderingContext2D;
  private land: readonly Feature[] = [];
  private drawnLand: { key: string; canvas: HTMLCanvasElement } | null = null;
  private places: readonly Place[] = [];
  private lit = new Set<number>();
  private centre: [number, number] = [15, up(20)];
  private scale = 0; // pixels a degree
  private held: { x: number; y: number; moved: boolean } | null = null;
  private drawing = 0;

  constructor(private readonly container: HTMLElement, private readonly wishes: MapWishes) {
    container.append(this.canvas);
    new ResizeObserver(() => this.redraw()).observe(container);
    onTheme(() => this.redraw());
    this.listen();
    void shapes("countries").then((found) => {
      this.land = found;
      this.redraw();
    });
  }

  show(places: readonly Place[]): void {
    this.places = places;
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
  }

  zoom(steps: number): void {
    this.scale = Math.min(Math.max(this.scale * 2 ** steps, 0.5), 2000);
    this.redraw();
    this.wishes.moved();
  }

  bounds(): string {
    const half = [this.container.clientWidth / 2 / this.scale, this.container.clientHeight / 2 / this.scale] as const;
    const [x, y] = this.centre;
    return [Math.max(x - half[0], -180), down(y - half[1]), Math.min(x + half[0], 180), down(y + half[1])].map((edge) => edge.toFixed(3)).join(",");
  }

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
      this.wishes.pointed(this.at(event.offsetX, event.offsetY)[0] ?? null);
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
    if (moved) this.wishes.moved();
    else this.wishes.chosen(this.at(event.offsetX, event.offsetY));
  }

  private at(x: number, y: number): Place[] {
    return this.places.filter((place) => {
      const [px, py] = this.pixel(place);
      return Math.hypot(px - x, py - y) <= size(place) + 3;
    });
  }

  private pixel(place: Place): [number, number] {
    const { clientWidth: wide, clientHeight: tall } = this.container;
    return [wide / 2 + (place.lon - this.centre[0]) * this.scale, tall / 2 - (up(place.lat) - this.centre[1]) * this.scale];
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
    context.drawImage(this.ground(ratio, wide, tall), 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.font = "600 12px Inter, system-ui, sans-serif";
    const tones = groupColours();
    for (const place of [...this.places].sort((a, b) => b.radius - a.radius)) this.drawPlace(place, tones);
  }

  /** Sea and land, drawn anew only when the view has changed. */
  private ground(ratio: number, wide: number, tall: number): HTMLCanvasElement {
    const { scale, centre } = this;
    const key = [scale, ...centre, ratio, wide, tall, this.land.length, colour("map-land")].join(" ");
    if (this.drawnLand?.key === key) return this.drawnLand.canvas;
    const canvas = make("canvas", { width: Math.max(wide * ratio, 1), height: Math.max(tall * ratio, 1) });
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    context.fillStyle = colour("map-sea");
    context.fillRect(0, 0, canvas.width, canvas.height);
    const grown = scale * ratio;
    const land = path(this.land, 0.8 / scale);
    context.setTransform(grown, 0, 0, -grown, (wide / 2 - centre[0] * scale) * ratio, (tall / 2 + centre[1] * scale) * ratio);
    context.fillStyle = colour("map-land");
    context.fill(land, "evenodd");
    context.strokeStyle = colour("map-border");
    context.lineWidth = 0.8 / scale;
    context.stroke(land);
    this.drawnLand = { key, canvas };
    return canvas;
  }

  private drawPlace(place: Place, tones: string[]): void {
    const { context } = this;
    const [x, y] = this.pixel(place);
    const tone = tones[place.group] ?? "#888";
    const ground = (place.radius / 111.32 / Math.max(Math.cos((place.lat * Math.PI) / 180), 0.1)) * this.scale;
    context.fillStyle = context.strokeStyle = tone;
    context.lineWidth = 1.5;
    if (place.precision !== "site" && ground > size(place)) this.disc(x, y, ground, 0.12, [4, 3]);
    if (isWide(place)) context.fillText(`${place.name} ${place.spots.length}`, x + 3, y);
    else this.disc(x, y, size(place), place.precision === "site" ? 1 : 0.25, []);
    if (!this.lit.has(place.key)) return;
    context.strokeStyle = colour("focus");
    context.lineWidth = 3;
    this.disc(x, y, size(place) + 5, 0, []);
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

const size = (place: Place): number => Math.min(4 + Math.sqrt(place.spots.length) * 1.2, 24);

/** The outlines, without points that would fall on one another: `step` is the size of a pixel in degrees. */
function path(land: readonly Feature[], step: number): Path2D {
  const made = new Path2D();
  const ring = (positions: readonly Position[]): void => {
    let [x, y] = [Infinity, Infinity];
    let drawn = 0;
    for (const [lon = 0, lat = 0] of positions) {
      if (Math.abs(lon - x) < step && Math.abs(lat - y) < step) continue;
      [x, y] = [lon, lat];
      if (drawn) made.lineTo(lon, up(lat));
      else made.moveTo(lon, up(lat));
      drawn += 1;
    }
    if (drawn > 1) made.closePath();
  };
  for (const { geometry } of land) {
    if (geometry.type === "Polygon") geometry.coordinates.forEach(ring);
    else if (geometry.type === "MultiPolygon") geometry.coordinates.flat().forEach(ring);
  }
  return made;
}
