export function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false)
            continue;
        element.setAttribute(name, value === true ? "" : String(value));
    }
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
    return element;
}
export function told(words, className = "told") {
    return make("bdi", { class: className }, words);
}
export function one(selector, within = document) {
    return within.querySelector(selector);
}
export function every(selector, within = document) {
    return [...within.querySelectorAll(selector)];
}
export function typing(target) {
    return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}
export function calmly(wait, run) {
    let timer = 0;
    return (...given) => {
        window.clearTimeout(timer);
        timer = window.setTimeout(() => run(...given), wait);
    };
}
export function givenUp(error) {
    return error instanceof DOMException && error.name === "AbortError";
}
export const stillness = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
