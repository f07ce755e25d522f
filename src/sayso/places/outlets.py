"""Which country an outlet is of: a report without a country's name is likelier about the outlet's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.places.lexicon import Lexicon

_HOST = re.compile(r"^[a-z][a-z0-9+.-]*://([^/:?#]+)", re.IGNORECASE)


def outlet_countries(publisher: str | None, url: str | None, lexicon: Lexicon) -> Iterator[str]:
    """Alpha-2 codes that the outlet's name and its address tell; none where they do not."""
    if publisher and (code := lexicon.outlets.get(" ".join(publisher.lower().removeprefix("the ").split()))):
        yield code
    host = _HOST.match(url or "")
    if host and (code := lexicon.domains.get(host[1].lower().rpartition(".")[2])):
        yield code
