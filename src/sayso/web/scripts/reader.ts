// The reader: a value and its words light each other, and keys lead from value to value.

import { every, one, typing } from "./dom.js";

class Reader {
  private readonly values: HTMLElement[];
  private readonly marks: HTMLElement[];
  private now: HTMLElement | null = null;

  constructor(private readonly root: HTMLElement) {
    this.values = every<HTMLElement>(".values > .value", root);
    this.marks = every<HTMLElement>("mark[data-value]", root);
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("focusin", (event) => this.focused(event));
    document.addEventListener("keydown", (event) => this.key(event));
    window.addEventListener("hashchange", () => this.fromHash());
    this.fromHash();
  }

  private fromHash(): void {
    const named = decodeURIComponent(location.hash.slice(1));
    const value = this.values.find((each) => each.id === named);
    if (value) this.light(value, true);
    const at = /^w(\d+)$/.exec(named);
    if (at) this.lightSpan(Number(at[1]), Number(at[1]) + 1);
    const span = /^(\d+)-(\d+)$/.exec(named);
    if (span) this.lightSpan(Number(span[1]), Number(span[2]));
  }

  /** Lights what stands at offsets of the text, as links from other pages name it. */
  private lightSpan(start: number, end: number): void {
    const lit = this.marks.filter((mark) => Number(mark.dataset["spanStart"]) < end && Number(mark.dataset["spanEnd"]) > start);
    for (const mark of lit) mark.classList.add("lit");
    lit[0]?.scrollIntoView({ block: "nearest" });
  }

  private click(event: Event): void {
    if (!(event.target instanceof Element)) return;
    const words = event.target.closest<HTMLElement>("a.words");
    if (words) this.toWords(event, words);
    if (event.target.closest("a, button, input, select, label, summary")) return;
    const mark = event.target.closest<HTMLElement>("mark[data-value]");
    const value = event.target.closest<HTMLElement>(".value");
    if (mark) this.fromMark(mark);
    else if (value) this.light(value, true);
  }

  /** A cell's words: they alone are lit, and their value is the one that keys go on from. */
  private toWords(event: Event, words: HTMLElement): void {
    event.preventDefault();
    const value = words.closest<HTMLElement>(".value");
    if (value) this.light(value, false);
    for (const mark of this.marks) mark.classList.remove("lit");
    this.lightSpan(Number(words.dataset["start"]), Number(words.dataset["end"]));
  }

  private focused(event: FocusEvent): void {
    const value = event.target instanceof HTMLElement && event.target.matches(".values > .value") && event.target.classList.contains("value") ? event.target : null;
    if (value && value !== this.now) this.light(value, true);
  }

  /** Words may carry several values: clicking again goes to the next. */
  private fromMark(mark: HTMLElement): void {
    const ids = (mark.dataset["value"] ?? "").split(" ");
    const at = this.now ? ids.indexOf(this.now.id) : -1;
    const value = this.values.find((each) => each.id === ids[(at + 1) % ids.length]);
    if (value) this.light(value, false);
  }

  private light(value: HTMLElement, scrollText: boolean): void {
    for (const lit of every(".lit", this.root)) lit.classList.remove("lit");
    for (const each of this.values) each.setAttribute("tabindex", each === value ? "0" : "-1");
    this.now = value;
    value.classList.add("lit");
    value.closest("details")?.setAttribute("open", "");
    const words = this.marks.filter((mark) => (mark.dataset["value"] ?? "").split(" ").includes(value.id));
    for (const mark of words) mark.classList.add("lit");
    value.focus({ preventScroll: true });
    value.scrollIntoView({ block: "nearest" });
    const best = words.find((mark) => mark.dataset["spanStart"] === value.dataset["start"]) ?? words[0];
    if (scrollText && best) best.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "Escape") {
      for (const lit of every(".lit", this.root)) lit.classList.remove("lit");
      return;
    }
    const by = { j: 1, ArrowDown: 1, n: 1, k: -1, ArrowUp: -1, p: -1 }[event.key];
    const inside = this.root.contains(event.target as Node | null) || event.target === document.body || (event.target as Element).id === "main";
    if (by === undefined || !inside) return;
    event.preventDefault();
    const shown = this.values.filter((value) => value.offsetParent !== null);
    const at = this.now ? shown.indexOf(this.now) : -1;
    const to = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (to) this.light(to, true);
  }
}

for (const root of every<HTMLElement>(".reader")) new Reader(root);
const kinds = one<HTMLElement>("[data-kinds]");
kinds?.addEventListener("change", () => {
  const shown = new Set(every<HTMLInputElement>("input:checked", kinds).map((box) => box.value));
  for (const value of every<HTMLElement>(".value")) value.hidden = !shown.has(value.dataset["kind"] ?? "");
});
