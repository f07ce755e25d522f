import { every, one, typing } from "./dom.js";
class Reader {
    root;
    values;
    marks;
    now = null;
    constructor(root) {
        this.root = root;
        this.values = every(".values > .value", root);
        this.marks = every("mark[data-value]", root);
        root.addEventListener("click", (event) => this.click(event));
        root.addEventListener("focusin", (event) => this.focused(event));
        document.addEventListener("keydown", (event) => this.key(event));
        window.addEventListener("hashchange", () => this.fromHash());
        this.fromHash();
    }
    fromHash() {
        const named = decodeURIComponent(location.hash.slice(1));
        const value = this.values.find((each) => each.id === named);
        if (value)
            this.light(value, true);
        const at = /^w(\d+)$/.exec(named);
        if (at)
            this.lightSpan(Number(at[1]), Number(at[1]) + 1);
        const span = /^(\d+)-(\d+)$/.exec(named);
        if (span)
            this.lightSpan(Number(span[1]), Number(span[2]));
    }
    lightSpan(start, end) {
        const lit = this.marks.filter((mark) => Number(mark.dataset["spanStart"]) < end && Number(mark.dataset["spanEnd"]) > start);
        for (const mark of lit)
            mark.classList.add("lit");
        lit[0]?.scrollIntoView({ block: "nearest" });
    }
    click(event) {
        if (!(event.target instanceof Element))
            return;
        const words = event.target.closest("a.words");
        if (words)
            this.toWords(event, words);
        if (event.target.closest("a, button, input, select, label, summary"))
            return;
        const mark = event.target.closest("mark[data-value]");
        const value = event.target.closest(".value");
        if (mark)
            this.fromMark(mark);
        else if (value)
            this.light(value, true);
    }
    toWords(event, words) {
        event.preventDefault();
        const value = words.closest(".value");
        if (value)
            this.light(value, false);
        for (const mark of this.marks)
            mark.classList.remove("lit");
        this.lightSpan(Number(words.dataset["start"]), Number(words.dataset["end"]));
    }
    focused(event) {
        const value = event.target instanceof HTMLElement && event.target.matches(".values > .value") && event.target.classList.contains("value") ? event.target : null;
        if (value && value !== this.now)
            this.light(value, true);
    }
    fromMark(mark) {
        const ids = (mark.dataset["value"] ?? "").split(" ");
        const at = this.now ? ids.indexOf(this.now.id) : -1;
        const value = this.values.find((each) => each.id === ids[(at + 1) % ids.length]);
        if (value)
            this.light(value, false);
    }
    light(value, scrollText) {
        for (const lit of every(".lit", this.root))
            lit.classList.remove("lit");
        for (const each of this.values)
            each.setAttribute("tabindex", each === value ? "0" : "-1");
        this.now = value;
        value.classList.add("lit");
        value.closest("details")?.setAttribute("open", "");
        const words = this.marks.filter((mark) => (mark.dataset["value"] ?? "").split(" ").includes(value.id));
        for (const mark of words)
            mark.classList.add("lit");
        value.focus({ preventScroll: true });
        value.scrollIntoView({ block: "nearest" });
        const best = words.find((mark) => mark.dataset["spanStart"] === value.dataset["start"]) ?? words[0];
        if (scrollText && best)
            best.scrollIntoView({ block: "nearest" });
    }
    key(event) {
        if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target))
            return;
        if (event.key === "Escape") {
            for (const lit of every(".lit", this.root))
                lit.classList.remove("lit");
            return;
        }
        const by = { j: 1, ArrowDown: 1, n: 1, k: -1, ArrowUp: -1, p: -1 }[event.key];
        const inside = this.root.contains(event.target) || event.target === document.body || event.target.id === "main";
        if (by === undefined || !inside)
            return;
        event.preventDefault();
        const shown = this.values.filter((value) => value.offsetParent !== null);
        const at = this.now ? shown.indexOf(this.now) : -1;
        const to = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
        if (to)
            this.light(to, true);
    }
}
for (const root of every(".reader"))
    new Reader(root);
const kinds = one("[data-kinds]");
kinds?.addEventListener("change", () => {
    const shown = new Set(every("input:checked", kinds).map((box) => box.value));
    for (const value of every(".value"))
        value.hidden = !shown.has(value.dataset["kind"] ?? "");
});
