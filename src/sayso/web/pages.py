"""The desk's pages: plain HTML that works without scripts. What they show is asked of the same queries as the API."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Any
from urllib.parse import quote, unquote

from fastapi import APIRouter, Depends, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, Response

from sayso.ledger.words import tokens
from sayso.web.actor_view import read_actor
from sayso.web.addresses import Links
from sayso.web.api import AsOf, TheDesk, TheFilters, desk_of, missing
from sayso.web.cells import cells_of
from sayso.web.charts import bands_svg, tally_svg
from sayso.web.event_view import near_events, read_event
from sayso.web.filters import CERTAINTIES, DISPUTED, TYPES, filters_from
from sayso.web.listings import list_actors, list_reports
from sayso.web.report_view import KINDS, pieces, read_report
from sayso.web.searching import search
from sayso.web.security import PERSON_COOKIE, clean_name, set_token
from sayso.web.wording import (
    NOUNS,
    country_words,
    day_words,
    days_words,
    heading,
    identifier_words,
    mode_words,
    moment_words,
    plain,
    policy_words,
    sector_words,
    value_words,
)

router = APIRouter(include_in_schema=False)

NAV = (
    ("home", "Timeline and map", ""), ("events", "Events", "events"), ("reports", "Reports", "reports"),
    ("actors", "Actors", "actors"), ("search", "Search", "search"), ("review", "Review", "review"), ("add", "Add", "add"),
)  # fmt: skip
CHOICES = {"types": list(TYPES), "certainties": [*CERTAINTIES, DISPUTED]}


# ---------------------------------------------------------------- templates
@cache
def environment() -> Environment:
    """The templates; all that they are given is escaped."""
    made = Environment(
        loader=PackageLoader("sayso.web", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {
        "moment": moment_words, "day": day_words, "plain": plain, "heading": heading, "lit": lit, "number": number_words,
        "mode_words": mode_words, "policy": policy_words, "country": country_words,
        "sector": sector_words, "identifier": identifier_words,
        "noun": lambda code: NOUNS.get(code, (plain(code).lower(), ""))[0],
    }  # fmt: skip
    made.globals |= {
        "days": days_words,
        "value_words": value_words,
        "CHOICES": CHOICES,
        "bands_svg": bands_svg,
        "tally_svg": tally_svg,
    }
    return made


def lit(words: str, query: str) -> Markup:
    """The words with those of a query marked."""
    wanted = sorted({re.escape(word) for word in tokens(query)}, key=len, reverse=True)
    if not wanted:
        return escape(words)
    parts = re.split(rf"(?<!\w)((?:{'|'.join(wanted)})\w*)", words, flags=re.IGNORECASE)
    return Markup("").join(Markup("<mark>{}</mark>").format(part) if n % 2 else part for n, part in enumerate(parts))


def number_words(low: float | None, best: float | None, high: float | None) -> str:
    """A range of numbers in digits; "not known" where there is none."""
    known = sorted({n for n in (low, best, high) if n is not None})
    if not known:
        return "not known"
    if len(known) == 1:
        bound = "at least " if high is None and low is not None and best is None else ""
        return f"{bound}{known[0]:,g}"
    span = f"{known[0]:,g} to {known[-1]:,g}"
    return f"{best:,g} ({span})" if best is not None else span


def render(template: str, links: Links, here: str, **values: Any) -> str:
    """A template with what every page has."""
    shell: dict[str, Any] = {
        "here": here, "at": links, "urls": links.urls(), "as_of": links.as_of, "token": None, "person": None,
        "ledger_name": "", "published": False, "nav": [],
    }  # fmt: skip
    return environment().get_template(template).render(shell | values)


def person_of(request: Request) -> str | None:
    """The reviewer's name, as asked once and kept by the browser."""
    return clean_name(unquote(request.cookies.get(PERSON_COOKIE, ""))) or None


def show(
    request: Request, template: str, here: str, *, as_of: str | None = None, status: int = 200, **values: Any
) -> Response:
    """A page of the served desk."""
    links = Links(as_of)
    nav = [{"name": name, "label": label, "href": links.list(path)} for name, label, path in NAV]
    token = request.app.state.token
    made = render(
        template, links, here, token=token, person=person_of(request), nav=nav,
        ledger_name=desk_of(request).ledger.path.name, **values,
    )  # fmt: skip
    response = HTMLResponse(made, status)
    set_token(response, token)
    return response


def as_of_in(as_of: AsOf = None) -> str | None:
    """The day as of, checked. Raises SettingsError for what is none."""
    return filters_from([("as_of", as_of or "")]).as_of


DayAsOf = Annotated[str | None, Depends(as_of_in)]


# ---------------------------------------------------------------- pages
@router.get("/")
def home(request: Request, desk: TheDesk, filters: TheFilters) -> Response:
    """Timeline and map."""
    found = desk.events(filters)
    return show(
        request, "home.html.jinja", "home", as_of=filters.as_of, filters=dict(filters.items()), events=found.events,
        total=found.total, next=found.next, choices=CHOICES, chosen=filters, page=found, extent=desk.extent(filters),
    )  # fmt: skip


@router.get("/events")
def events(request: Request, desk: TheDesk, filters: TheFilters) -> Response:
    return show(
        request, "events.html.jinja", "events", as_of=filters.as_of, chosen=filters, page=desk.events(filters),
    )  # fmt: skip


@router.get("/events/{event}")
def event(request: Request, desk: TheDesk, event: str, as_of: DayAsOf = None) -> Response:
    found = read_event(desk, event, as_of)
    if found is None:
        raise missing("event", event)
    return show(
        request,
        "event.html.jinja",
        "events",
        as_of=as_of,
        page=found[0],
        tolls=found[1],
        near=[] if as_of else near_events(desk, event),
    )


@router.get("/reports")
def reports(request: Request, desk: TheDesk, filters: TheFilters) -> Response:
    page = list_reports(desk, filters)
    return show(request, "reports.html.jinja", "reports", as_of=filters.as_of, chosen=filters, page=page)


@router.get("/reports/{report:path}")
def report(request: Request, desk: TheDesk, report: str, as_of: DayAsOf = None) -> Response:
    page = read_report(desk, report, as_of)
    if page is None:
        raise missing("report", report)
    cut = pieces(page.text, page.values)
    fixable = [] if as_of else cells_of(desk, report)
    return show(
        request, "report.html.jinja", "reports", as_of=as_of, page=page, pieces=cut, kinds=KINDS, full=True,
        fixable=fixable, excerpts=[],
    )  # fmt: skip


@router.get("/actors")
def actors(request: Request, desk: TheDesk, filters: TheFilters) -> Response:
    page = list_actors(desk, filters)
    return show(request, "actors.html.jinja", "actors", as_of=filters.as_of, chosen=filters, page=page)


@router.get("/actors/{actor}")
def actor(request: Request, desk: TheDesk, actor: str, as_of: DayAsOf = None) -> Response:
    found = read_actor(desk, actor, as_of)
    if found is None:
        raise missing("actor", actor)
    return show(request, "actor.html.jinja", "actors", as_of=as_of, page=found[0], bands=found[1])


@router.get("/search")
def search_page(request: Request, desk: TheDesk, q: str = "", as_of: DayAsOf = None) -> Response:
    page = search(desk, q[:200], as_of)
    return show(request, "search.html.jinja", "search", as_of=as_of, page=page)


@router.get("/api")
def api_page(request: Request) -> Response:
    """What the API answers, from its own document."""
    return show(request, "api.html.jinja", "", document=request.app.openapi(), no_as_of=True)


def named_cookie(response: Response, person: str) -> None:
    """Have the browser keep the reviewer's name for a year."""
    response.set_cookie(
        PERSON_COOKIE, quote(clean_name(person)), max_age=365 * 86400, httponly=True, samesite="strict", path="/"
    )


def not_shown(request: Request, status: int, words: str) -> Response:
    """The page of an error."""
    return show(request, "error.html.jinja", "", status=status, words=words, code=status, no_as_of=True)
