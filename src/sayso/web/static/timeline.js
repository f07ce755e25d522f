import { day, DAY, floor, moment, named, stepped, tick } from "./days.js";
import { make } from "./dom.js";
import { counted } from "./events.js";
import { colour, groupColours, groupOf, GROUPS, typeInWords } from "./palette.js";
const PAD = { left: 34, right: 8, top: 8, axis: 20 };
const LANE = 7;
const MOST_LANES = 8;
const LONGEST = 400 * 366 * DAY;
export class Timeline {
    root;
    live;
    wishes;
    canvas;
    context;
    tip = make("div", { class: "tip", role: "presentation", hidden: true });
    data = null;
    extent = null;
    bars = new Map();
    lanes = [];
    brush = null;
    lit = [];
    cursor = null;
    anchor = null;
    drag = null;
    describing = null;
    details = [];
    drawing = 0;
    tones = [];
    start = 0;
    end = 0;
    constructor(root, live, wishes) {
        this.root = root;
        this.live = live;
        this.wishes = wishes;
        this.canvas = make("canvas", { "aria-hidden": "true" });
        this.context = this.canvas.getContext("2d");
        root.append(this.canvas, this.tip);
        new ResizeObserver(() => this.redraw()).observe(root);
        this.listen();
    }
    show(data) {
        this.data = data;
        this.bars = new Map(data.buckets.map((bucket) => [moment(bucket.start), bucket]));
        this.lanes = laid(data.spans);
        this.setExtent(data.first, data.last);
        this.redraw();
    }
    setExtent(first, last) {
        if (!first || !last)
            return;
        this.extent = [moment(first), moment(last) + DAY];
        if (!this.ready)
            this.fit(false);
    }
    setBrush(brush) {
        this.brush = brush;
        this.redraw();
    }
    light(days) {
        this.lit = days;
        this.redraw();
    }
    setWindow(start, end, tell = true) {
        const middle = (start + end) / 2;
        const wide = Math.min(Math.max(end - start, DAY / 2), LONGEST);
        this.start = middle - wide / 2;
        this.end = middle + wide / 2;
        if (tell)
            this.wishes.moved(this.unit, this.start, this.end);
        this.redraw();
    }
    fit(tell = true) {
        if (!this.extent)
            return;
        const [a, b] = this.extent;
        const margin = Math.max((b - a) * 0.02, DAY / 2);
        this.setWindow(a - margin, b + margin, tell);
    }
    get unit() {
        const wide = this.plotWidth || 800;
        const days = (this.end - this.start) / DAY || 1;
        if (days <= 3)
            return "hour";
        if (wide / days >= 2.2)
            return "day";
        return wide / (days / 30.4) >= 3 ? "month" : "year";
    }
    get ready() {
        return this.end > this.start;
    }
    zoom(factor, around = (this.start + this.end) / 2) {
        if (!this.ready)
            return;
        this.setWindow(around - (around - this.start) * factor, around + (this.end - around) * factor);
    }
    pan(part) {
        if (!this.ready)
            return;
        const by = (this.end - this.start) * part;
        this.setWindow(this.start + by, this.end + by);
    }
    listen() {
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
    press(event) {
        if (event.button > 1 || !this.ready)
            return;
        const kind = event.shiftKey || event.button === 1 ? "pan" : "brush";
        this.drag = { kind, x: event.offsetX, start: this.start, end: this.end, moved: false };
        this.root.setPointerCapture(event.pointerId);
    }
    move(event) {
        const drag = this.drag;
        if (!this.ready)
            return;
        if (!drag) {
            this.hover(event.offsetX, event.offsetY);
            return;
        }
        drag.moved ||= Math.abs(event.offsetX - drag.x) > 4;
        if (!drag.moved)
            return;
        if (drag.kind === "pan") {
            const by = ((drag.x - event.offsetX) / this.plotWidth) * (drag.end - drag.start);
            this.setWindow(drag.start + by, drag.end + by);
        }
        else {
            this.brush = this.stretch(this.timeAt(drag.x), this.timeAt(event.offsetX));
            this.redraw();
        }
    }
    release(event) {
        const drag = this.drag;
        this.drop();
        if (!drag || drag.kind === "pan")
            return;
        if (drag.moved) {
            this.wishes.brushed(this.brush);
            return;
        }
        const span = this.spanAt(event.offsetX, event.offsetY);
        if (span)
            this.wishes.chosen(span.id);
        else
            this.toggle(this.timeAt(event.offsetX));
    }
    drop() {
        this.drag = null;
    }
    toggle(at) {
        const begin = floor(at, this.unit);
        const same = this.brush && this.brush.from === day(begin) && this.brush.to === day(stepped(begin, this.unit) - 1);
        this.brush = same || (this.brush && !this.bars.has(begin)) ? null : this.stretch(begin, begin);
        this.wishes.brushed(this.brush);
        this.redraw();
    }
    leave() {
        this.tip.hidden = true;
        this.describing = null;
        this.details = [];
        if (!this.drag)
            this.point(null);
    }
    wheel(event) {
        event.preventDefault();
        if (Math.abs(event.deltaX) > Math.abs(event.deltaY))
            this.pan(event.deltaX / this.plotWidth);
        else
            this.zoom(Math.exp(Math.sign(event.deltaY) * 0.22), this.timeAt(event.offsetX));
    }
    key(event) {
        if (event.ctrlKey || event.metaKey || event.altKey)
            return;
        const acts = {
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
        if (!act || !this.ready)
            return;
        event.preventDefault();
        act();
    }
    step(steps, extend) {
        const from = this.cursor ?? floor(steps > 0 ? this.start : this.end, this.unit);
        if (extend)
            this.anchor ??= this.cursor;
        else
            this.anchor = null;
        this.cursor = stepped(from, this.unit, steps);
        if (this.anchor !== null) {
            this.brush = this.stretch(this.anchor, this.cursor);
            this.wishes.brushed(this.brush);
        }
        this.follow();
    }
    jump(which) {
        const bars = [...this.bars.keys()].sort((a, b) => a - b);
        const to = which === "first" ? bars[0] : bars.at(-1);
        if (to === undefined)
            return;
        this.cursor = to;
        this.follow();
    }
    follow() {
        const at = this.cursor ?? 0;
        if (at < this.start || stepped(at, this.unit) > this.end) {
            const half = (this.end - this.start) / 2;
            this.setWindow(at - half, at + half);
        }
        this.say(this.sentence(at));
        this.point(this.stretch(at, at));
        this.redraw();
    }
    choose() {
        if (this.cursor !== null && this.anchor === null)
            this.toggle(this.cursor);
        this.anchor = null;
        this.say(this.brush ? `Only ${this.brush.from} to ${this.brush.to}` : "All days");
    }
    clear() {
        this.anchor = null;
        this.brush = null;
        this.wishes.brushed(null);
        this.say("All days");
        this.redraw();
    }
    say(words) {
        this.live.textContent = words;
    }
    sentence(at) {
        const bucket = this.bars.get(at);
        const kinds = Object.entries(bucket?.by_type ?? {}).sort((a, b) => b[1] - a[1]).map(([type, n]) => `${typeInWords(type)} ${n}`);
        return `${named(at, this.unit)}: ${counted(bucket?.count ?? 0, "event")}${kinds.length ? `; ${kinds.join(", ")}` : ""}`;
    }
    stretch(a, b) {
        const [first, last] = a <= b ? [a, b] : [b, a];
        return { from: day(floor(first, this.unit)), to: day(stepped(last, this.unit) - 1) };
    }
    point(stretch) {
        this.wishes.pointed(stretch);
    }
    hover(x, y) {
        const span = this.spanAt(x, y);
        const at = floor(this.timeAt(x), this.unit);
        const bucket = this.bars.get(at);
        if (at !== this.describing || span)
            this.details = [];
        if (!span && !bucket) {
            this.leave();
            return;
        }
        this.point(span ? { from: span.start.slice(0, 10), to: span.end.slice(0, 10) } : this.stretch(at, at));
        const lines = span ? [`${span.start} to ${span.end}`, span.summary] : this.told(at, bucket);
        this.tell(lines, x, y);
        if (!span && at !== this.describing)
            void this.describe(at, lines, x, y);
    }
    async describe(at, lines, x, y) {
        this.describing = at;
        await new Promise((resolve) => window.setTimeout(resolve, 180));
        if (this.describing !== at || this.tip.hidden)
            return;
        const more = await this.wishes.described(this.stretch(at, at));
        if (this.describing !== at || this.tip.hidden)
            return;
        this.details = more;
        this.tell(lines, x, y);
    }
    told(at, bucket) {
        const kinds = Object.entries(bucket?.by_type ?? {}).sort((a, b) => b[1] - a[1]).slice(0, 6);
        const unsure = Object.values(bucket?.unsure ?? {}).reduce((sum, n) => sum + n, 0);
        const lines = kinds.map(([type, n]) => `${n} ${typeInWords(type)}`);
        return [`${named(at, this.unit)} · ${bucket?.count ?? 0}`, ...lines, ...(unsure ? [`${unsure} not as fact`] : [])];
    }
    tell(lines, x, y) {
        const details = this.details.map((line) => make("span", { class: "tip-event", dir: "auto" }, line));
        this.tip.replaceChildren(...lines.map((line, n) => make(n ? "span" : "strong", { dir: "auto" }, line)), ...details);
        this.tip.hidden = false;
        const room = this.root.clientWidth - this.tip.offsetWidth - 4;
        this.tip.style.left = `${Math.max(4, Math.min(x + 12, room))}px`;
        this.tip.style.top = `${Math.max(2, y - this.tip.offsetHeight - 8)}px`;
    }
    get plotWidth() {
        return Math.max(this.root.clientWidth - PAD.left - PAD.right, 1);
    }
    get close() {
        return this.data?.unit === "hour" && this.bars.size === 0;
    }
    get laneHeight() {
        return this.close ? 19 : LANE;
    }
    get shownLanes() {
        const room = this.close ? Math.floor((this.root.clientHeight - PAD.axis - PAD.top - 16) / this.laneHeight) : MOST_LANES;
        return this.lanes.slice(0, Math.max(room, 1));
    }
    get laneRoom() {
        if (this.close)
            return 0;
        return this.shownLanes.length * LANE + (this.lanes.length ? 6 : 0);
    }
    get laneTop() {
        return this.close ? PAD.top + 14 : this.foot + PAD.axis + 3;
    }
    get foot() {
        return this.root.clientHeight - PAD.axis - this.laneRoom;
    }
    xAt(ms) {
        return PAD.left + ((ms - this.start) / (this.end - this.start)) * this.plotWidth;
    }
    timeAt(x) {
        return this.start + ((x - PAD.left) / this.plotWidth) * (this.end - this.start);
    }
    spanAt(x, y) {
        const lane = Math.floor((y - this.laneTop) / this.laneHeight);
        const at = this.timeAt(x);
        return this.shownLanes[lane]?.find((span) => moment(span.start) <= at && at < moment(span.end) + DAY);
    }
    redraw() {
        cancelAnimationFrame(this.drawing);
        this.drawing = requestAnimationFrame(() => this.draw());
    }
    draw() {
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
        if (this.data && !this.bars.size && !this.lanes.length)
            this.drawNothing(wide, tall);
        if (!this.ready)
            return;
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
    drawNothing(wide, tall) {
        const { context } = this;
        context.fillStyle = colour("ink-2");
        context.textAlign = "center";
        context.textBaseline = "middle";
        context.font = "13px Inter, system-ui, sans-serif";
        context.fillText("No event with a date fits these filters", wide / 2, tall / 2 - PAD.axis);
        context.font = "11px Inter, system-ui, sans-serif";
    }
    drawAxis() {
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
            if (x < PAD.left || x - half < room || x - half < PAD.left - 20 || x + half > PAD.left + this.plotWidth + PAD.right)
                continue;
            this.stroke(Math.round(x) + 0.5, this.foot, Math.round(x) + 0.5, this.foot + 4);
            context.fillText(words, x, this.foot + 12);
            room = x + half + 8;
        }
        this.drawContext();
    }
    drawContext() {
        const middle = (this.start + this.end) / 2;
        const unit = this.grain()[0];
        const words = unit === "hour" ? named(middle, "day") : unit === "day" && this.end - this.start < 28 * DAY ? named(middle, "month") : "";
        this.context.textAlign = "right";
        this.context.fillText(words, PAD.left + this.plotWidth - 2, PAD.top + 4);
    }
    stroke(x0, y0, x1, y1) {
        this.context.beginPath();
        this.context.moveTo(x0, y0);
        this.context.lineTo(x1, y1);
        this.context.stroke();
    }
    grain() {
        const days = (this.end - this.start) / DAY;
        const each = days / (this.plotWidth / 64);
        if (each < 0.2)
            return ["hour", each < 0.05 ? 1 : each < 0.13 ? 3 : 6];
        if (each < 1)
            return ["day", 1];
        if (each < 16)
            return ["day", each < 3 ? 2 : each < 8 ? 7 : 15];
        if (each < 200)
            return ["month", each < 31 ? 1 : each < 92 ? 3 : 6];
        return ["year", Math.max(1, Math.ceil(each / 366))];
    }
    top() {
        let most = 1;
        for (const [at, bucket] of this.bars) {
            if (bucket.count > most && at < this.end && stepped(at, this.data?.unit ?? "day") > this.start)
                most = bucket.count;
        }
        return most < 4 ? 4 : most * 1.08;
    }
    drawBars() {
        const unit = this.data?.unit ?? "day";
        const top = this.top();
        const per = (this.foot - PAD.top) / top;
        for (const [at, bucket] of this.bars) {
            const end = stepped(at, unit);
            if (end < this.start || at > this.end)
                continue;
            const left = this.xAt(at);
            const wide = Math.max(this.xAt(end) - left - (this.xAt(end) - left > 4 ? 1.5 : 0), 1);
            this.drawBar(bucket, left, wide, per, this.faded(at, end));
        }
        this.context.globalAlpha = 1;
    }
    faded(at, end) {
        return this.brush !== null && (end <= moment(this.brush.from) || at >= moment(this.brush.to) + DAY);
    }
    drawBar(bucket, left, wide, per, faded) {
        const { context } = this;
        context.globalAlpha = faded ? 0.3 : 1;
        const sums = GROUPS.map(() => [0, 0]);
        for (const [type, n] of Object.entries(bucket.by_type)) {
            const sum = sums[groupOf(type)];
            const unsure = bucket.unsure?.[type] ?? 0;
            sum[0] += n - unsure;
            sum[1] += unsure;
        }
        let y = this.foot;
        sums.forEach(([sure = 0, unsure = 0], group) => {
            context.fillStyle = this.tones[group] ?? "#888";
            for (const [n, hatched] of [[sure, false], [unsure, true]]) {
                if (!n)
                    continue;
                const tall = n * per;
                y -= tall;
                if (hatched)
                    this.hatch(left, y, wide, tall);
                else
                    context.fillRect(left, y + (tall > 3 ? 0.5 : 0), wide, tall - (tall > 3 ? 0.5 : 0));
            }
        });
    }
    hatch(x, y, wide, tall) {
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
        for (let line = x - tall; line < x + wide; line += 5)
            this.stroke(line, y + tall, line + tall, y);
        context.restore();
    }
    drawSpans() {
        this.shownLanes.forEach((lane, n) => {
            for (const span of lane)
                this.drawSpan(span, this.laneTop + n * this.laneHeight);
        });
        const { context } = this;
        context.globalAlpha = 1;
        const drawn = this.shownLanes.reduce((sum, lane) => sum + lane.length, 0);
        const more = (this.data?.spans_total ?? this.data?.spans.length ?? 0) - drawn;
        if (more <= 0)
            return;
        context.fillStyle = colour("ink-2");
        context.textAlign = "right";
        context.fillText(`+${more} more`, PAD.left + this.plotWidth - 2, this.close ? this.foot - 7 : this.laneTop + 4);
    }
    drawSpan(span, y) {
        const { context } = this;
        const [from, to] = [moment(span.start), moment(span.end) + DAY];
        if (to < this.start || from > this.end)
            return;
        const left = Math.max(this.xAt(from), PAD.left - 4);
        const wide = Math.max(Math.min(this.xAt(to), PAD.left + this.plotWidth + 4) - left - 1, 3);
        const tall = this.laneHeight - (this.close ? 4 : 2);
        context.globalAlpha = this.faded(from, to) ? 0.3 : 1;
        context.fillStyle = this.tones[groupOf(span.type)] ?? "#888";
        if (!this.close) {
            if (span.factuality && span.factuality !== "CT+")
                this.hatch(left, y, wide, tall);
            else
                context.fillRect(left, y, wide, tall);
            return;
        }
        if (span.factuality && span.factuality !== "CT+")
            this.hatch(left, y, 8, tall);
        else
            context.fillRect(left, y, 8, tall);
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
    drawMarks(tall) {
        const { context } = this;
        if (this.brush)
            this.veil(this.brush, colour("brush"), tall, true);
        for (const days of this.lit)
            this.veil(days, colour("lit"), this.foot, false);
        if (this.cursor === null || document.activeElement !== this.root)
            return;
        const left = this.xAt(this.cursor);
        context.strokeStyle = colour("focus");
        context.lineWidth = 2;
        context.strokeRect(left - 1, PAD.top - 4, Math.max(this.xAt(stepped(this.cursor, this.unit)) - left, 3), this.foot - PAD.top + 5);
    }
    veil(days, fill, tall, edged) {
        const { context } = this;
        const left = this.xAt(moment(days.from));
        const right = Math.max(this.xAt(moment(days.to) + DAY), left + 2);
        context.fillStyle = fill;
        context.fillRect(left, 0, right - left, tall);
        if (!edged)
            return;
        context.strokeStyle = colour("accent");
        context.lineWidth = 1.5;
        this.stroke(left, 0, left, tall);
        this.stroke(right, 0, right, tall);
    }
}
export function laid(spans) {
    const lanes = [];
    const ordered = [...spans].sort((a, b) => a.start.localeCompare(b.start) || b.end.localeCompare(a.end));
    for (const span of ordered) {
        const free = lanes.find((lane) => lane.end < span.start);
        if (free) {
            free.spans.push(span);
            free.end = span.end;
        }
        else if (lanes.length < 40)
            lanes.push({ end: span.end, spans: [span] });
    }
    return lanes.map((lane) => lane.spans);
}
function levels(top) {
    const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000].find((n) => top / n <= 4) ?? Math.ceil(top / 4);
    return Array.from({ length: Math.floor(top / step) + 1 }, (_, n) => n * step);
}
