"""A ledger of invented events, and a browser without scripts that asks the desk for its pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from sayso.ledger import Ledger
from sayso.model import Attestation, Fact, Interval, Reading
from sayso.web.app import create
from sayso.web.options import DeskOptions
from tests.ledger.made import Teller, elsewhere, later, march, raid

HOME = "http://127.0.0.1:8420"


def mayor_report() -> Reading:
    """A named speaker with an office, who accuses a named group; the group is listed by one authority."""
    words = (
        "Mayor Awa Traore of Tessit said the River Front attacked the market on Monday. The River Front denied it. "
        "The Council lists the River Front as terrorists."
    )
    teller = Teller("r5", words, published="2024-03-14T08:00:00Z", publisher="Dune Wire")
    mayor = teller.by("Awa Traore", stance="accuses")
    front = teller.who("actor", "River Front", "group", identifier="wikidata:Q999999999")
    denial = teller.by("River Front", factuality="CT-", stance="denies", cue="denied")
    told = (mayor, denial)
    front = msgspec.structs.replace(front, attestations=told)
    teller.event("attacked", arguments=(front,), attestations=told)
    council = teller.actor("Council")
    own = (Attestation(source="report", factuality="CT+"),)
    facts = (
        Fact(id="f1", subject=teller.actor("Awa Traore"), property="holds_office", value="mayor of Tessit",
             span=teller.span("Mayor Awa Traore of Tessit"), attestations=own),
        Fact(id="f2", subject=teller.actor("River Front"), property="designated_as", value="terrorists", by=council,
             scope="whole", span=teller.span("lists the River Front as terrorists"), attestations=own,
             time=Interval(start="2023-05-01", end=None)),
    )  # fmt: skip
    made = teller.reading()
    claim = msgspec.structs.replace(
        made.claims[0], content=(teller.span("the River Front attacked the market on Monday"),)
    )
    return msgspec.structs.replace(made, facts=facts, claims=(claim, *made.claims[1:]))


def unsure() -> Reading:
    """A telling that may be of the raid: the same town, no day, other words."""
    words = "A shooting in Tessit wounded one man at the market, residents said."
    teller = Teller("r6", words, published="2024-03-13T10:00:00Z", publisher="Sand Post")
    toll = teller.toll("wounded", "one man", 1, teller.by("residents"))
    teller.event("shooting", day=None, arguments=(toll,))
    return teller.reading()


def coded_otherwise() -> Reading:
    """The raid once more, coded as another type."""
    words = (
        "Gunmen attacked the market of Tessit on Monday, killing six people, the mayor said. Two boats burned there."
    )
    teller = Teller("r7", words, published="2024-03-12T11:00:00Z", publisher="Coast Radio")
    mayor = teller.by("mayor")
    arguments = (teller.who("actor", "Gunmen", "unnamed"), teller.toll("killed", "six people", 6, mayor))
    teller.event("attacked", type="COERCE", arguments=arguments)
    return teller.reading()


def all_readings() -> list[Reading]:
    return [
        raid().reading(),
        later().reading(),
        elsewhere().reading(),
        march().reading(),
        mayor_report(),
        unsure(),
        coded_otherwise(),
    ]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger, made once."""
    path = tmp_path_factory.mktemp("made") / "news.db"
    with Ledger(path) as ledger:
        for reading in all_readings():
            ledger.add(reading)
        ledger.refresh()
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """A ledger of a test's own."""
    return Path(shutil.copy(made, tmp_path / "news.db"))


class Browser(TestClient):
    """Asks as a browser would, and finds forms on pages."""

    def page(self, address: str, status: int = 200) -> str:
        response = self.get(address)
        assert response.status_code == status, response.text
        return response.text

    def json_of(self, address: str, status: int = 200, **query: Any) -> Any:
        response = self.get(address, params=query or None)
        assert response.status_code == status, response.text
        return response.json()

    def fill_in(self, address: str, form: dict[str, Any]) -> Any:
        """Posts a form with the token of our pages, without following where it leads."""
        self.get("/review")
        token = {"token": self.token}
        return self.post(address, data=token | form, follow_redirects=False)

    @property
    def token(self) -> str:
        app: Any = self.app
        token: str = app.state.token
        return token


@pytest.fixture
def opened() -> Iterator[Callable[..., Browser]]:
    """Opens browsers on the desk of a ledger; closes the desks at the end."""
    made: list[Browser] = []

    def open_(path: Path, app: FastAPI | None = None, **options: Any) -> Browser:
        browser = Browser(
            app or create(path, options=DeskOptions(**options)), base_url=HOME, raise_server_exceptions=False
        )
        browser.__enter__()
        made.append(browser)
        return browser

    yield open_
    for browser in reversed(made):
        browser.__exit__(None, None, None)


@pytest.fixture
def browser(path: Path, opened: Callable[..., Browser]) -> Browser:
    return opened(path)


@pytest.fixture(scope="session")
def onlooker(made: Path) -> Iterator[Browser]:
    """A browser for tests that change nothing."""
    with Browser(create(made), base_url=HOME, raise_server_exceptions=False) as browser:
        yield browser


class Tags(HTMLParser):
    """The elements of a page, each with its attributes and the words right inside it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def shown(self) -> str:
        return " ".join(" ".join(self.words).split())

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]

    def hidden(self, name: str) -> str:
        return next(one["value"] or "" for one in self.of("input") if one.get("name") == name)
