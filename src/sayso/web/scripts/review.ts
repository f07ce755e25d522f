// Correcting a cell by selecting words: the offsets count code points, as the ledger's do.

import { every, one } from "./dom.js";

const points = (words: string): number => [...words].length;

/** The offsets of a selection within an element's text, without blanks at its ends; null where it selects nothing there. */
export function offsets(root: Element, selection: Selection): { start: number; end: number; quote: string } | null {
  if (selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(root);
  before.setEnd(range.startContainer, range.startOffset);
  const picked = range.toString();
  const quote = picked.trim();
  if (!quote) return null;
  const start = points(before.toString()) + points(picked) - points(picked.trimStart());
  return { start, end: start + points(quote), quote };
}

function correcting(form: HTMLFormElement): void {
  const words = one(form.dataset["text"] ?? ".reader-text");
  if (!words) return;
  const field = (name: string): HTMLInputElement | null => one<HTMLInputElement>(`[name=${name}]`, form);
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const found = selection && offsets(words, selection);
    if (!found) return;
    const [start, end, value] = [field("start"), field("end"), field("value")];
    if (start) start.value = String(found.start);
    if (end) end.value = String(found.end);
    if (value) value.value = found.quote;
    form.classList.add("selected");
  });
  field("value")?.addEventListener("input", () => {
    for (const name of ["start", "end"]) {
      const offset = field(name);
      if (offset) offset.value = "";
    }
  });
}

for (const form of every<HTMLFormElement>("form.correct")) correcting(form);
