"""The addresses of pages, of the served desk and of a published one. Ids may hold any character; in an address each is quoted."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Any
from urllib.parse import quote

from sayso.web.filters import DeskFilters
from sayso.web.shipped import address

_PLAIN = re.compile(r"[^A-Za-z0-9_-]")


def event_page(event: str) -> str:
    """An event's page."""
    return f"/events/{quote(event, safe=':')}"


def actor_page(actor: str) -> str:
    """An actor's page."""
    return f"/actors/{quote(actor, safe=':')}"


def report_page(report: str, start: int | None = None) -> str:
    """A report's page, at the words that begin at a character."""
    return f"/reports/{quote(report, safe=':')}" + (f"#w{start}" if start is not None else "")


class Links:
    """The addresses that templates ask for, all as of one day."""

    def __init__(self, as_of: str | None = None) -> None:
        self.as_of = as_of

    def home(self) -> str:
        return self._dated("/")

    def static(self, name: str) -> str:
        return f"{address()}/{name}"

    def list(self, name: str, filters: DeskFilters | None = None, **changes: Any) -> str:
        """A listing ("events", "reports" ...) with filters, some of them changed."""
        query = (filters or DeskFilters()).to_query(**({"as_of": self.as_of} | changes))
        return f"/{name}" + (f"?{query}" if query else "")

    def event(self, key: str) -> str:
        return self._dated(event_page(key))

    def actor(self, key: str) -> str:
        return self._dated(actor_page(key))

    def report(self, key: str, start: int | None = None) -> str:
        return self._dated(report_page(key, start))

    def page(self, key: str) -> str:
        """The page of an event ("e:...") or actor."""
        return self.event(key) if key.startswith("e:") else self.actor(key)

    def urls(self) -> dict[str, str | None]:
        """What scripts build addresses from."""
        return {
            "static": address(), "api": "/api", "home": "/", "event": "/events/{id}", "actor": "/actors/{id}",
            "report": "/reports/{id}", "search": "/search", "data": None,
        }  # fmt: skip

    def _dated(self, address: str) -> str:
        if not self.as_of:
            return address
        page, mark, fragment = address.partition("#")
        return f"{page}?as_of={quote(self.as_of, safe=':')}{mark}{fragment}"


class FileLinks(Links):
    """Relative addresses among published files. `up` leads from the page to the folder of all."""

    def __init__(self, up: str = "") -> None:
        super().__init__(None)
        self.up = up

    def home(self) -> str:
        return f"{self.up}index.html"

    def static(self, name: str) -> str:
        return f"{self.up}static/{name}"

    def list(self, name: str, filters: DeskFilters | None = None, **changes: Any) -> str:
        return f"{self.up}{name}.html"

    def event(self, key: str) -> str:
        return f"{self.up}events/{slug(key)}.html"

    def actor(self, key: str) -> str:
        return f"{self.up}actors/{slug(key)}.html"

    def report(self, key: str, start: int | None = None) -> str:
        return f"{self.up}reports/{report_slug(key)}.html" + (f"#w{start}" if start is not None else "")

    def urls(self) -> dict[str, str | None]:
        return {
            "static": f"{self.up}static", "api": None, "home": self.home(), "event": f"{self.up}events/{{slug}}.html",
            "actor": f"{self.up}actors/{{slug}}.html", "report": f"{self.up}reports/{{slug}}.html", "search": None,
            "data": f"{self.up}data.json",
        }  # fmt: skip


def slug(key: str) -> str:
    """An id as the name of a file."""
    return _PLAIN.sub("-", key)


def report_slug(key: str) -> str:
    """A report's id as the name of a file that no other report has."""
    plain = slug(key)[:80]
    return (
        plain if plain == key else f"{plain}-{blake2b(key.encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}"
    )
