// Building pages out of text: nothing here takes markup, so what a report says can only ever be shown.

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | boolean | number | null | undefined>;

/** An element with attributes and children; an attribute that is null, undefined or false is left out. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return element;
}

/** Text out of a report: isolated, so that its direction does not spread to its neighbours. */
export function told(words: string, className = "told"): HTMLElement {
  return make("bdi", { class: className }, words);
}

export function one<T extends Element>(selector: string, within: ParentNode = document): T | null {
  return within.querySelector<T>(selector);
}

export function every<T extends Element>(selector: string, within: ParentNode = document): T[] {
  return [...within.querySelectorAll<T>(selector)];
}

/** Whether keys belong to a field just now. */
export function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

/** Calls `run` once things have been quiet for `wait` milliseconds. */
export function calmly<A extends unknown[]>(wait: number, run: (...given: A) => void): (...given: A) => void {
  let timer = 0;
  return (...given) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => run(...given), wait);
  };
}

/** Whether an error is only that a request was given up for a newer one. */
export function givenUp(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

export const stillness = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
