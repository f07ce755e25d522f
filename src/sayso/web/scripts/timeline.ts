// The timeline: bars of events by time, stacked by group of types, hatched where nobody vouches for them as fact; vague dates as
// spans beneath. Drawn on a canvas; what a screen reader needs is said in a live region, and every gesture has its key.

import { day, DAY, floor, moment, named, stepped, tick, type Unit } from "./days.js";
import { make } from "./dom.js";
import { counted } from "./events.js";
import { colour, groupColours, groupOf, GROUPS, typeInWords } from "./palette.js";
import type { Bucket, SpanOfDays, TimelineData } from "./source.js";

/** Days, closed at both ends. */
export interface Stretch {
  from: string;
  to: string;
}

export interface Wishes {
  /** The window has moved, and may need another unit. */
  moved(unit: Unit, start: number, end: number): void;
  /** Days were brushed; null clears the brush. */
  brushed(stretch: Stretch | null): void;
  /** The pointer or cursor is on days; null when it is on none. */
  pointed(stretch: Stretch | null): void;
  /** Some events of days, a line each, with those who vouch for them. */
  described(stretch: Stretch): Promise<string[]>;
  /** An event that is drawn by itself was chosen. */
  chosen(id: string): void;
}

const PAD = { left: 34, right: 8, top: 8, axis: 20 };
const LANE = 7;
const MOST_LANES = 8;
const LONGEST = 400 * 366 * DAY;

interface Drag {
  kind: "brush" | "pan";
  x: number;
  start: number;
  end: number;
  moved: boolean;
}

export class Timeline {
  private readonly canvas: HTMLCanvasElement;
  private readonly context: CanvasRenderingContext2D;
  private readonly tip = make("div", { class: "tip", role: "presentation", hidden: true });
  private data: TimelineData | null = null;
  private extent: [number, number] | null = null;
  private bars = new Map<number, Bucket>();
  private lanes: SpanOfDays[][] = [];
  private brush: Stretch | null = null;
  private lit: readonly Stretch[] = [];
  private cursor: number | null = null;
  private anchor: number | null = null;
  private drag: Drag | null = null;
  private describing: number | null = null;
  private details: string[] = [];
  private drawing = 0;
  private tones: string[] = [];
  start = 0;
  end = 0;

  constructor(private readonly root: HTMLElement, private readonly live: HTMLElement, private readonly wishes: Wishes) {
    this.canvas = make("canvas", { "aria-hidden": "true" });
    this.context = this.canvas.getContext("2d") as CanvasRenderingContext2D;
    root.append(this.canvas, this.tip);
    new ResizeObserver(() => this.redraw()).observe(root);
    this.listen();
  }

  // -------------------------------------------------------- what others tell it
  show(data: TimelineData): void {
    this.data = data;
    this.bars = new Map(data.buckets.map((bucket) => [moment(bucket.start), bucket]));
    this.lanes = laid(data.spans);
    this.setExtent(data.first, data.last);
    this.redraw();
  }

  /** The first and last day that there is something of; the first such makes the window. */
  setExtent(first: string | null, last: string | null): void {
    if (!first || !last) return;
    this.extent = [moment(first), moment(last) + DAY];
    if (!this.ready) this.fit(false);
  }

  setBrush(brush: Stretch | null): void {
    this.brush = brush;
    this.redraw();
  }

  /** Marks the days of something that is pointed at elsewhere. */
  light(days: readonly Stretch[]): void {
    this.lit = days;
    this.redraw();
  }

  setWindow(start: number, end: number, tell = true): void {
    const middle = (start + end) / 2;
    const wide = Math.min(Math.max(end - start, DAY / 2), LONGEST);
    this.start = middle - wide / 2;
    this.end = middle + wide / 2;
    if (tell) this.wishes.moved(this.unit, this.start, this.end);
    this.redraw();
  }

  /** The window that holds all events, or the brushed days. */
  fit(tell = true): void {
    if (!this.extent) return;
    const [a, b] = this.extent;
    const margin = Math.max((b - a) * 0.02, DAY / 2);
    this.setWindow(a - margin, b + margin, tell);
  }

  /** The finest unit whose bars can still be told apart. */
  get unit(): Unit {
    const wide = this.plotWidth || 800;
    const days = (this.end - this.start) / DAY || 1;
    if (days <= 3) return "hour";
    if (wide / days >= 2.2) return "day";
    return wide / (days / 30.4) >= 3 ? "month" : "year";
  }

  /** Whether there is anything to look at. */
  get ready(): boolean {
    return this.end > this.start;
  }

  zoom(factor: number, around = (this.start + this.end) / 2): void {
    if (!this.ready) return;
    this.setWindow(around - (around - this.start) * factor, around + (this.end - around) * factor);
  }

  pan(part: number): void {
    if (!this.ready) return;
    const by = (this.end - this.start) * part;
    this.setWindow(this.start + by, this.end + by);
  }

  // -------------------------------------------------------- gestures
  private listen(): void {
    const { root } = this;
    root.addEventListener("pointerdown", (event) => this.press(event));
    root.addEventListener("pointermove", (event) => this.move(event));
    root.addEventListener("pointerup", (event) => this.release(event));
    root.addEventListener("pointercancel", () => this.drop());
    root.addEventListener("pointerleave", () => this.leave());
    root.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("blur", () => this.point(null));
    root.addEventListener("dblclick", (event) => this.zoom(0.4, this.timeAt(event.offsetX)));
  }

  private press(event: PointerEvent): void {
    if (event.button > 1 || !this.ready) return;
    const kind = event.shiftKey || event.button === 1 ? "pan" : "brush";
    this.drag = { kind, x: event.offsetX, start: this.start, end: this.end, moved: false };
    this.root.setPointerCapture(event.pointerId);
  }

  private move(event: PointerEvent): void {
    const drag = this.drag;
    if (!this.ready) return;
    if (!drag) {
      this.hover(event.offsetX, event.offsetY);
      return;
    }
    drag.moved ||= Math.abs(event.offsetX - drag.x) > 4;
    if (!drag.moved) return;
    if (drag.kind === "pan") {
      const by = ((drag.x - event.offsetX) / this.plotWidth) * (drag.end - drag.start);
      this.setWindow(drag.start + by, drag.end + by);
    } else {
      this.brush = this.stretch(this.timeAt(drag.x), this.timeAt(event.offsetX));
      this.redraw();
    }
  }

  private release(event: PointerEvent): void {
    const drag = this.drag;
    this.drop();
    if (!drag || drag.kind === "pan") return;
    if (drag.moved) {
      this.wishes.brushed(this.brush);
      return;
    }
    const span = this.spanAt(event.offsetX, event.offsetY);
    if (span) this.wishes.chosen(span.id);
    else this.toggle(this.timeAt(event.offsetX));
  }

  private drop(): void {
    this.drag = null;
  }

  /** A click brushes the unit under it; a click into nothing clears the brush. */
  private toggle(at: number): void {
    const begin = floor(at, this.unit);
    const same = this.brush && this.brush.from === day(begin) && this.brush.to === day(stepped(begin, this.unit) - 1);
    this.brush = same || (this.brush && !this.bars.has(begin)) ? null : this.stretch(begin, begin);
    this.wishes.brushed(this.brush);
    this.redraw();
  }

  private leave(): void {
    this.tip.hidden = true;
    this.describing = null;
    this.details = [];
    if (!this.drag) this.point(null);
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) this.pan(event.deltaX / this.plotWidth);
    else this.zoom(Math.exp(Math.sign(event.deltaY) * 0.22), this.timeAt(event.offsetX));
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts: Record<string, () => void> = {
      ArrowLeft: () => this.step(-1, event.shiftKey),
      ArrowRight: () => this.step(1, event.shiftKey),
      Home: () => this.jump("first"),
      End: () => this.jump("last"),
      PageUp: () => this.pan(-0.8),
      PageDown: () => this.pan(0.8),
      "+": () => this.zoom(0.5, this.cursor ?? undefined),
      "=": () => this.zoom(0.5, this.cursor ?? undefined),
      "-": () => this.zoom(2, this.cursor ?? undefined),
      "0": () => this.fit(),
      Enter: () => this.choose(),
      " ": () => this.choose(),
      Escape: () => this.clear(),
    };
    const act = acts[event.key];
    if (!act || !this.ready) return;
    event.preventDefault();
    act();
  }

  private step(steps: number, extend: boolean): void {
    const from = this.cursor ?? floor(steps > 0 ? this.start : this.end, this.unit);
    if (extend) this.anchor ??= this.cursor;
    else this.anchor = null;
    this.cursor = stepped(from, this.unit, steps);
    if (this.anchor !== null) {
      this.brush = this.stretch(this.anchor, this.cursor);
      this.wishes.brushed(this.brush);
    }
    this.follow();
  }

  /** To the first or last bar that there is. */
  private jump(which: "first" | "last"): void {
    const bars = [...this.bars.keys()].sort((a, b) => a - b);
    const to = which === "first" ? bars[0] : bars.at(-1);
    if (to === undefined) return;
    this.cursor = to;
    this.follow();
  }

  private follow(): void {
    const at = this.cursor ?? 0;
    if (at < this.start || stepped(at, this.unit) > this.end) {
      const half = (this.end - this.start) / 2;
      this.setWindow(at - half, at + half);
    }
    this.say(this.sentence(at));
    this.point(this.stretch(at, at));
    this.redraw();
  }

  private choose(): void {
    if (this.cursor !== null && this.anchor === null) this.toggle(this.cursor);
    this.anchor = null;
    this.say(this.brush ? `Only ${this.brush.from} to ${this.brush.to}` : "All days");
  }

  private clear(): void {
    this.anchor = null;
    this.brush = null;
    this.wishes.brushed(null);
    this.say("All days");
    this.redraw();
  }

  private say(words: string): void {
    this.live.textContent = words;
  }

  private sentence(at: number): string {
    const bucket = this.bars.get(at);
    const kinds = Object.entries(bucket?.by_type ?? {}).sort((a, b) => b[1] - a[1]).map(([type, n]) => `${typeInWords(type)} ${n}`);
    return `${named(at, this.unit)}: ${counted(bucket?.count ?? 0, "event")}${kinds.length ? `; ${kinds.join(", ")}` : ""}`;
  }

  private stretch(a: number, b: number): Stretch {
    const [first, last] = a <= b ? [a, b] : [b, a];
    return { from: day(floor(first, this.unit)), to: day(stepped(last, this.unit) - 1) };
  }

  private point(stretch: Stretch | null): void {
    this.wishes.pointed(stretch);
  }

  private hover(x: number, y: number): void {
    const span = this.spanAt(x, y);
    const at = floor(this.timeAt(x), this.unit);
    const bucket = this.bars.get(at);
    if (at !== this.describing || span) this.details = [];
    if (!span && !bucket) {
      this.leave();
      return;
    }
    this.point(span ? { from: span.start.slice(0, 10), to: span.end.slice(0, 10) } : this.stretch(at, at));
    const lines = span ? [`${span.start} to ${span.end}`, span.summary] : this.told(at, bucket);
    this.tell(lines, x, y);
    if (!span && at !== this.describing) void this.describe(at, lines, x, y);
  }

  /** Adds some events of the bar under the pointer, if it rests there. */
  private async describe(at: number, lines: string[], x: number, y: number): Promise<void> {
    this.describing = at;
    await new Promise((resolve) => window.setTimeout(resolve, 180));
    if (this.describing !== at || this.tip.hidden) return;
    const more = await this.wishes.described(this.stretch(at, at));
    if (this.describing !== at || this.tip.hidden) return;
    this.details = more;
    this.tell(lines, x, y);
  }

  private told(at: number, bucket: Bucket | undefined): string[] {
    const kinds = Object.entries(bucket?.by_type ?? {}).sort((a, b) => b[1] - a[1]).slice(0, 6);
    const unsure = Object.values(bucket?.unsure ?? {}).reduce((sum, n) => sum + n, 0);
    const lines = kinds.map(([type, n]) => `${n} ${typeInWords(type)}`);
    return [`${named(at, this.unit)} · ${bucket?.count ?? 0}`, ...lines, ...(unsure ? [`${unsure} not as fact`] : [])];
  }

  private tell(lines: string[], x: number, y: number): void {
    const details = this.details.map((line) => make("span", { class: "tip-event", dir: "auto" }, line));
    this.tip.replaceChildren(...lines.map((line, n) => make(n ? "span" : "strong", { dir: "auto" }, line)), ...details);
    this.tip.hidden = false;
    const room = this.root.clientWidth - this.tip.offsetWidth - 4;
    this.tip.style.left = `${Math.max(4, Math.min(x + 12, room))}px`;
    this.tip.style.top = `${Math.max(2, y - this.tip.offsetHeight - 8)}px`;
  }

  // -------------------------------------------------------- coordinates
  private get plotWidth(): number {
    return Math.max(this.root.clientWidth - PAD.left - PAD.right, 1);
  }

  /** Whether events are drawn one by one with their words: where the window is of days, and bars of hours would be empty. */
  private get close(): boolean {
    return this.data?.unit === "hour" && this.bars.size === 0;
  }

  private get laneHeight(): number {
    return this.close ? 19 : LANE;
  }

  private get shownLanes(): SpanOfDays[][] {
    const room = this.close ? Math.floor((this.root.clientHeight - PAD.axis - PAD.top - 16) / this.laneHeight) : MOST_LANES;
    return this.lanes.slice(0, Math.max(room, 1));
  }

  private get laneRoom(): number {
    if (this.close) return 0;
    return this.shownLanes.length * LANE + (this.lanes.length ? 6 : 0);
  }

  /** Where the first lane begins. */
  private get laneTop(): number {
    return this.close ? PAD.top + 14 : this.foot + PAD.axis + 3;
  }

  private get foot(): number {
    return this.root.clientHeight - PAD.axis - this.laneRoom;
  }

  private xAt(ms: number): number {
    return PAD.left + ((ms - this.start) / (this.end - this.start)) * this.plotWidth;
  }

  private timeAt(x: number): number {
    return this.start + ((x - PAD.left) / this.plotWidth) * (this.end - this.start);
  }

  private spanAt(x: number, y: number): SpanOfDays | undefined {
    const lane = Math.floor((y - this.laneTop) / this.laneHeight);
    const at = this.timeAt(x);
    return this.shownLanes[lane]?.find((span) => moment(span.start) <= at && at < moment(span.end) + DAY);
  }

  // -------------------------------------------------------- drawing
  redraw(): void {
    cancelAnimationFrame(this.drawing);
    this.drawing = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const { root, canvas, context } = this;
    const scale = window.devicePixelRatio || 1;
    const [wide, tall] = [root.clientWidth, root.clientHeight];
    if (canvas.width !== Math.round(wide * scale) || canvas.height !== Math.round(tall * scale)) {
      canvas.width = Math.round(wide * scale);
      canvas.height = Math.round(tall * scale);
    }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, wide, tall);
    context.font = "11px Inter, system-ui, sans-serif";
    this.tones = groupColours();
    if (this.data && !this.bars.size && !this.lanes.length) this.drawNothing(wide, tall);
    if (!this.ready) return;
    this.drawAxis();
    context.save();
    context.beginPath();
    context.rect(PAD.left, 0, this.plotWidth, tall);
    context.clip();
    this.drawBars();
    this.drawSpans();
    this.drawMarks(tall);
    context.restore();
  }

  private drawNothing(wide: number, tall: number): void {
    const { context } = this;
    context.fillStyle = colour("ink-2");
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.font = "13px Inter, system-ui, sans-serif";
    context.fillText("No event with a date fits these filters", wide / 2, tall / 2 - PAD.axis);
    context.font = "11px Inter, system-ui, sans-serif";
  }

  private drawAxis(): void {
    const { context } = this;
    const top = this.top();
    context.fillStyle = colour("ink-2");
    context.strokeStyle = colour("line");
    context.lineWidth = 1;
    context.textBaseline = "middle";
    context.textAlign = "right";
    for (const n of this.close ? [] : levels(top)) {
      const y = Math.round(this.foot - (n / top) * (this.foot - PAD.top)) + 0.5;
      this.stroke(PAD.left, y, PAD.left + this.plotWidth, y);
      context.fillText(String(n), PAD.left - 5, y);
    }
    context.textAlign = "center";
    const [unit, step] = this.grain();
    let room = -Infinity;
    for (let at = floor(this.start, unit === "month" ? "year" : unit); at <= this.end; at = stepped(at, unit, step)) {
      const x = this.xAt(at);
      const words = tick(at, unit);
      const half = context.measureText(words).width / 2;
      if (x < PAD.left || x - half < room || x - half < PAD.left - 20 || x + half > PAD.left + this.plotWidth + PAD.right) continue;
      this.stroke(Math.round(x) + 0.5, this.foot, Math.round(x) + 0.5, this.foot + 4);
      context.fillText(words, x, this.foot + 12);
      room = x + half + 8;
    }
    this.drawContext();
  }

  /** The month or day that the labels of the axis leave out, at the upper right. */
  private drawContext(): void {
    const middle = (this.start + this.end) / 2;
    const unit = this.grain()[0];
    const words = unit === "hour" ? named(middle, "day") : unit === "day" && this.end - this.start < 28 * DAY ? named(middle, "month") : "";
    this.context.textAlign = "right";
    this.context.fillText(words, PAD.left + this.plotWidth - 2, PAD.top + 4);
  }

  private stroke(x0: number, y0: number, x1: number, y1: number): void {
    this.context.beginPath();
    this.context.moveTo(x0, y0);
    this.context.lineTo(x1, y1);
    this.context.stroke();
  }

  /** The unit and step of the axis' labels. */
  private grain(): [Unit, number] {
    const days = (this.end - this.start) / DAY;
    const each = days / (this.plotWidth / 64);
    if (each < 0.2) return ["hour", each < 0.05 ? 1 : each < 0.13 ? 3 : 6];
    if (each < 1) return ["day", 1];
    if (each < 16) return ["day", each < 3 ? 2 : each < 8 ? 7 : 15];
    if (each < 200) return ["month", each < 31 ? 1 : each < 92 ? 3 : 6];
    return ["year", Math.max(1, Math.ceil(each / 366))];
  }

  private top(): number {
    let most = 1;
    for (const [at, bucket] of this.bars) {
      if (bucket.count > most && at < this.end && stepped(at, this.data?.unit ?? "day") > this.start) most = bucket.count;
    }
    return most < 4 ? 4 : most * 1.08;
  }

  private drawBars(): void {
    const unit = this.data?.unit ?? "day";
    const top = this.top();
    const per = (this.foot - PAD.top) / top;
    for (const [at, bucket] of this.bars) {
      const end = stepped(at, unit);
      if (end < this.start || at > this.end) continue;
      const left = this.xAt(at);
      const wide = Math.max(this.xAt(end) - left - (this.xAt(end) - left > 4 ? 1.5 : 0), 1);
      this.drawBar(bucket, left, wide, per, this.faded(at, end));
    }
    this.context.globalAlpha = 1;
  }

  private faded(at: number, end: number): boolean {
    return this.brush !== null && (end <= moment(this.brush.from) || at >= moment(this.brush.to) + DAY);
  }

  private drawBar(bucket: Bucket, left: number, wide: number, per: number, faded: boolean): void {
    const { context } = this;
    context.globalAlpha = faded ? 0.3 : 1;
    const sums = GROUPS.map(() => [0, 0]);
    for (const [type, n] of Object.entries(bucket.by_type)) {
      const sum = sums[groupOf(type)] as [number, number];
      const unsure = bucket.unsure?.[type] ?? 0;
      sum[0] += n - unsure;
      sum[1] += unsure;
    }
    let y = this.foot;
    sums.forEach(([sure = 0, unsure = 0], group) => {
      context.fillStyle = this.tones[group] ?? "#888";
      for (const [n, hatched] of [[sure, false], [unsure, true]] as const) {
        if (!n) continue;
        const tall = n * per;
        y -= tall;
        if (hatched) this.hatch(left, y, wide, tall);
        else context.fillRect(left, y + (tall > 3 ? 0.5 : 0), wide, tall - (tall > 3 ? 0.5 : 0));
      }
    });
  }

  /** A paler area with lines across it: nobody vouches for these as fact. */
  private hatch(x: number, y: number, wide: number, tall: number): void {
    const { context } = this;
    const alpha = context.globalAlpha;
    context.globalAlpha = alpha * 0.28;
    context.fillRect(x, y, wide, tall);
    context.globalAlpha = alpha;
    context.save();
    context.beginPath();
    context.rect(x, y, wide, tall);
    context.clip();
    context.strokeStyle = context.fillStyle;
    for (let line = x - tall; line < x + wide; line += 5) this.stroke(line, y + tall, line + tall, y);
    context.restore();
  }

  private drawSpans(): void {
    this.shownLanes.forEach((lane, n) => {
      for (const span of lane) this.drawSpan(span, this.laneTop + n * this.laneHeight);
    });
    const { context } = this;
    context.globalAlpha = 1;
    const drawn = this.shownLanes.reduce((sum, lane) => sum + lane.length, 0);
    const more = (this.data?.spans_total ?? this.data?.spans.length ?? 0) - drawn;
    if (more <= 0) return;
    context.fillStyle = colour("ink-2");
    context.textAlign = "right";
    context.fillText(`+${more} more`, PAD.left + this.plotWidth - 2, this.close ? this.foot - 7 : this.laneTop + 4);
  }

  private drawSpan(span: SpanOfDays, y: number): void {
    const { context } = this;
    const [from, to] = [moment(span.start), moment(span.end) + DAY];
    if (to < this.start || from > this.end) return;
    const left = Math.max(this.xAt(from), PAD.left - 4);
    const wide = Math.max(Math.min(this.xAt(to), PAD.left + this.plotWidth + 4) - left - 1, 3);
    const tall = this.laneHeight - (this.close ? 4 : 2);
    context.globalAlpha = this.faded(from, to) ? 0.3 : 1;
    context.fillStyle = this.tones[groupOf(span.type)] ?? "#888";
    if (!this.close) {
      if (span.factuality && span.factuality !== "CT+") this.hatch(left, y, wide, tall);
      else context.fillRect(left, y, wide, tall);
      return;
    }
    if (span.factuality && span.factuality !== "CT+") this.hatch(left, y, 8, tall);
    else context.fillRect(left, y, 8, tall);
    context.globalAlpha *= 0.14;
    context.fillRect(left + 8, y, wide - 8, tall);
    context.globalAlpha = this.faded(from, to) ? 0.3 : 1;
    context.fillStyle = colour("ink");
    context.textAlign = "left";
    context.save();
    context.beginPath();
    context.rect(left, y, wide - 4, tall);
    context.clip();
    context.fillText(span.summary, left + 13, y + tall / 2 + 0.5);
    context.restore();
  }

  private drawMarks(tall: number): void {
    const { context } = this;
    if (this.brush) this.veil(this.brush, colour("brush"), tall, true);
    for (const days of this.lit) this.veil(days, colour("lit"), this.foot, false);
    if (this.cursor === null || document.activeElement !== this.root) return;
    const left = this.xAt(this.cursor);
    context.strokeStyle = colour("focus");
    context.lineWidth = 2;
    context.strokeRect(left - 1, PAD.top - 4, Math.max(this.xAt(stepped(this.cursor, this.unit)) - left, 3), this.foot - PAD.top + 5);
  }

  private veil(days: Stretch, fill: string, tall: number, edged: boolean): void {
    const { context } = this;
    const left = this.xAt(moment(days.from));
    const right = Math.max(this.xAt(moment(days.to) + DAY), left + 2);
    context.fillStyle = fill;
    context.fillRect(left, 0, right - left, tall);
    if (!edged) return;
    context.strokeStyle = colour("accent");
    context.lineWidth = 1.5;
    this.stroke(left, 0, left, tall);
    this.stroke(right, 0, right, tall);
  }
}

/** Spans in lanes of which none overlap; the longest begin first, so that a lane is filled as far as it goes. */
export function laid(spans: readonly SpanOfDays[]): SpanOfDays[][] {
  const lanes: { end: string; spans: SpanOfDays[] }[] = [];
  const ordered = [...spans].sort((a, b) => a.start.localeCompare(b.start) || b.end.localeCompare(a.end));
  for (const span of ordered) {
    const free = lanes.find((lane) => lane.end < span.start);
    if (free) {
      free.spans.push(span);
      free.end = span.end;
    } else if (lanes.length < 40) lanes.push({ end: span.end, spans: [span] });
  }
  return lanes.map((lane) => lane.spans);
}

function levels(top: number): number[] {
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000].find((n) => top / n <= 4) ?? Math.ceil(top / 4);
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, n) => n * step);
}

