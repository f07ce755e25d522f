import { page, urls } from "./address.js";
import { every, make, one, told } from "./dom.js";
const STATES = {
    queued: "waiting", reading: "being read", done: "read", known: "already in the ledger", failed: "not read",
};
class Adding {
    form;
    field;
    list;
    bar = make("progress", { max: "1", value: "0", "aria-label": "Reports read" });
    words = make("p", { class: "muted", "aria-live": "polite" });
    constructor(form, field) {
        this.form = form;
        this.field = field;
        this.list = one(".progress-list") ?? form.appendChild(make("ol", { class: "progress-list" }));
        this.list.before(this.bar, this.words);
        this.bar.hidden = true;
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            void this.send(new FormData(form));
        });
        const zone = one(".drop-zone", form) ?? form;
        for (const name of ["dragenter", "dragover"])
            zone.addEventListener(name, (event) => this.over(event, zone, true));
        for (const name of ["dragleave", "drop"])
            zone.addEventListener(name, (event) => this.over(event, zone, false));
        zone.addEventListener("drop", (event) => this.dropped(event));
    }
    over(event, zone, over) {
        event.preventDefault();
        zone.classList.toggle("over", over);
    }
    dropped(event) {
        const files = event.dataTransfer?.files;
        if (!files?.length)
            return;
        this.field.files = files;
        void this.send(new FormData(this.form));
    }
    async send(data) {
        const button = one("[type=submit]", this.form);
        if (button)
            button.disabled = true;
        this.words.textContent = "Sending…";
        this.bar.hidden = false;
        this.bar.removeAttribute("value");
        try {
            await this.read(data);
        }
        catch (error) {
            this.words.textContent = error instanceof Error ? error.message : "The desk does not answer.";
            this.words.classList.add("error");
        }
        finally {
            if (button)
                button.disabled = false;
            this.bar.hidden = true;
        }
    }
    async read(data) {
        this.words.classList.remove("error");
        const token = one("meta[name=sayso-token]")?.content ?? "";
        const address = this.form.dataset["api"] ?? `${urls.api}/reports`;
        const response = await fetch(address, { method: "POST", body: data, credentials: "same-origin", headers: { "X-Sayso-Token": token, Accept: "application/x-ndjson" } });
        if (!response.ok || !response.body) {
            const problem = (await response.json().catch(() => ({})));
            throw new Error(problem.error ?? `The server answered ${response.status}.`);
        }
        for await (const line of lines(response.body))
            this.show(JSON.parse(line));
        this.form.reset();
    }
    show(progress) {
        const { file, state, reason, report, events, claims, done, of } = progress;
        this.bar.max = Math.max(of, 1);
        this.bar.value = done;
        this.words.textContent = `${done} of ${of}`;
        const item = every("li", this.list).find((each) => each.dataset["file"] === file) ?? this.list.appendChild(make("li", { "data-file": file }));
        item.dataset["state"] = state;
        const found = events === undefined ? "" : `: ${events} events, ${claims ?? 0} claims`;
        const name = report ? make("a", { href: page(urls.report, report, undefined) }, told(file)) : told(file);
        item.replaceChildren(name, make("span", { class: "state" }, ` ${STATES[state] ?? state}${found}`), reason ? told(` ${reason}`, "told muted") : "");
    }
}
async function* lines(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
        const parts = (rest + next.value).split("\n");
        rest = parts.pop() ?? "";
        yield* parts.filter((part) => part.trim());
    }
    if (rest.trim())
        yield rest;
}
for (const form of every("form.add")) {
    const field = one("input[type=file]", form);
    if (field)
        new Adding(form, field);
}
