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
    document.documentElement.dataset["scripts"] = "on";
    if (chosen === "light" || chosen === "dark")
        document.documentElement.dataset["theme"] = chosen;
}
