// TopoJSON to GeoJSON, as far as the base map needs it.

import type { Feature, Geometry, Polygon, Position as GeoPosition } from "geojson";

type Position = [number, number];
interface Shape {
  type: string;
  arcs?: unknown;
  properties?: Record<string, unknown>;
  geometries?: Shape[];
}
export interface Topology {
  transform: { scale: Position; translate: Position };
  arcs: Position[][];
  objects: Record<string, Shape>;
}

/** The arcs of a quantized topology, in degrees. */
function unpacked(topology: Topology): Position[][] {
  const { scale, translate } = topology.transform;
  return topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]): Position => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
}

/** The boundaries between the shapes of an object: the arcs that more than one of them has. */
export function between(topology: Topology, name: string): Feature {
  const shapes = new Map<number, Set<number>>();
  (topology.objects[name]?.geometries ?? []).forEach((shape, n) => {
    for (const arc of [shape.arcs].flat(4) as number[]) {
      const plain = arc < 0 ? ~arc : arc;
      shapes.set(plain, (shapes.get(plain) ?? new Set()).add(n));
    }
  });
  const coordinates = unpacked(topology).filter((_, n) => (shapes.get(n)?.size ?? 0) > 1);
  return { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates } };
}

/** The shapes of an object of a quantized topology, as GeoJSON features. */
export function features(topology: Topology, name: string): Feature[] {
  const arcs = unpacked(topology);
  const line = (numbers: number[]): Position[] =>
    numbers.flatMap((number, n) => {
      const arc = number < 0 ? [...(arcs[~number] ?? [])].reverse() : (arcs[number] ?? []);
      return n ? arc.slice(1) : arc;
    });
  const deep = (value: unknown, depth: number): unknown =>
    depth ? (value as unknown[]).map((inner) => deep(inner, depth - 1)) : line(value as number[]);
  const DEPTH: Record<string, number> = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 };
  const object = topology.objects[name];
  return (object?.geometries ?? (object ? [object] : [])).flatMap((shape) => {
    const depth = DEPTH[shape.type];
    if (depth === undefined) return [];
    const geometry = { type: shape.type, coordinates: deep(shape.arcs, depth) } as unknown as Geometry;
    return [{ type: "Feature" as const, properties: shape.properties ?? {}, geometry }];
  });
}

/** Whether a point lies in a shape (even-odd rule over all its rings); shapes may go on beyond the antimeridian. */
export function inside(shape: Feature, lon: number, lat: number): boolean {
  const { geometry } = shape;
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
  return polygons.some((rings) => [lon, lon + 360, lon - 360].some((turned) => inRings(rings, turned, lat)));
}

function inRings(rings: GeoPosition[][], lon: number, lat: number): boolean {
  let odd = false;
  for (const ring of rings) {
    for (let n = 1; n < ring.length; n += 1) {
      const [x0 = 0, y0 = 0] = ring[n - 1] ?? [];
      const [x1 = 0, y1 = 0] = ring[n] ?? [];
      if (y0 > lat !== y1 > lat && lon < ((x1 - x0) * (lat - y0)) / (y1 - y0) + x0) odd = !odd;
    }
  }
  return odd;
}

/** A circle on the ground, as a polygon. */
export function circle(lon: number, lat: number, km: number, corners = 48): Polygon {
  const high = km / 111.32;
  const wide = high / Math.max(Math.cos((lat * Math.PI) / 180), 0.02);
  const ring = Array.from({ length: corners + 1 }, (_, n) => {
    const turn = (n / corners) * 2 * Math.PI;
    return [lon + wide * Math.cos(turn), Math.max(-85, Math.min(85, lat + high * Math.sin(turn)))];
  });
  return { type: "Polygon", coordinates: [ring] };
}
