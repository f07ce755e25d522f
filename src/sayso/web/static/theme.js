"use strict";
{
    const chosen = (() => {
        try {
            return localStorage.getItem("sayso-theme");
        }
        catch {
            return null;
        }
    })();
    if (chosen === "light" || chosen === "dark")
        document.documentElement.dataset["theme"] = chosen;
}
