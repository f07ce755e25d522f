// The search page answers while one types.

import { urls } from "./address.js";
import { calmly, givenUp, make, one } from "./dom.js";
import { type Found, result } from "./shell.js";
import { fetched } from "./source.js";

const form = one<HTMLFormElement>(".search-form");
const list = one<HTMLElement>(".results[data-live]");

function searching(form: HTMLFormElement, list: HTMLElement): void {
  let control = new AbortController();
  const ask = calmly(180, async () => {
    control.abort();
    control = new AbortController();
    const asked = new URLSearchParams([...new FormData(form).entries()].map(([name, value]) => [name, String(value)]));
    const words = asked.get("q")?.trim() ?? "";
    history.replaceState(null, "", `?${asked}`);
    if (words.length < 2) return;
    try {
      const { results } = await fetched<{ results: Found[] }>(`${urls.api}/search?${asked}`, control.signal);
      list.replaceChildren(...(results.length ? results.map((found) => result(found, words)) : [make("li", { class: "empty" }, "Nothing found")]));
      list.setAttribute("data-answered", words);
    } catch (error) {
      if (!givenUp(error)) list.replaceChildren(make("li", { class: "notice error" }, error instanceof Error ? error.message : "No answer"));
    }
  });
  form.addEventListener("input", ask);
}

if (form && list) searching(form, list);
