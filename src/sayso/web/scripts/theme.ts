// Runs before the page is drawn, so that a chosen colour scheme does not flash.
{
  const chosen = (() => {
    try {
      return localStorage.getItem("sayso-theme");
    } catch {
      return null; // storage may be switched off
    }
  })();
  document.documentElement.dataset["scripts"] = "on";
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset["theme"] = chosen;
}
