"""The JSON API: the same queries as the pages, documented as OpenAPI from the classes of answers.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import Response

from sayso.reader import VERSION
from sayso.web import answers
from sayso.web.actor_view import read_actor
from sayso.web.event_view import read_event
from sayso.web.filters import DeskFilters, filters_from
from sayso.web.listings import list_actors, list_reports
from sayso.web.queries import MOST, PAGE, SPANS, Desk, Unit
from sayso.web.report_view import read_report
from sayso.web.searching import search

router = APIRouter(prefix="/api")


def json_of(value: Any, status: int = 200) -> Response:
    """A value of ours as a response."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def desk_of(request: Request) -> Desk:
    """The desk that a request is for."""
    desk: Desk = request.app.state.desk
    return desk


def filters_of(
    request: Request,
    since: Annotated[str | None, Query(alias="from", description="First day, month or year.")] = None,
    until: Annotated[str | None, Query(alias="to", description="Last day, month or year.")] = None,
    type_: Annotated[list[str] | None, Query(alias="type", description="Types of event.")] = None,
    actor: Annotated[str | None, Query(description="Words of the name of one who stands in the event.")] = None,
    place: Annotated[str | None, Query(description="Words of the name of its place.")] = None,
    voucher: Annotated[str | None, Query(description="Words of the name of one who vouches for it.")] = None,
    certainty: Annotated[list[str] | None, Query(description="certain, probable, possible, uncommitted, denied, disputed.")] = None,
    text: Annotated[str | None, Query(description="Words that its reports hold about it.")] = None,
    bbox: Annotated[str | None, Query(description="west,south,east,north in degrees.")] = None,
    as_of: Annotated[str | None, Query(description="Only what was published by this day or moment.")] = None,
    cursor: Annotated[str | None, Query(description="Where to go on: `next` of the page before.")] = None,
) -> DeskFilters:  # fmt: skip
    """The filters of a request; the parameters are named for the documentation."""
    return filters_from(request.query_params.multi_items())


TheDesk = Annotated[Desk, Depends(desk_of)]
TheFilters = Annotated[DeskFilters, Depends(filters_of)]
AsOf = Annotated[str | None, Query(description="Only what was published by this day or moment.")]


def documents(kind: type[answers.Answer]) -> dict[int | str, dict[str, Any]]:
    """The documentation of a route that answers with a class of ours."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{kind.__name__}"}}}
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    said = (kind.__doc__ or "").split("\n")[0]
    return {200: {"description": said, "content": content}, "4XX": {"description": "Refused.", "content": problem}}


@router.get("/events", responses=documents(answers.EventList), response_class=Response, summary="Events, newest first")
def events(desk: TheDesk, filters: TheFilters, limit: Annotated[int, Query(ge=1, le=MOST)] = PAGE) -> Response:
    return json_of(desk.events(filters, limit))


@router.get("/timeline", responses=documents(answers.Timeline), response_class=Response, summary="Events by time")
def timeline(desk: TheDesk, filters: TheFilters, unit: Unit = "day") -> Response:
    return json_of(desk.timeline(filters, unit))


@router.get(
    "/map", responses=documents(answers.FeatureCollection), response_class=Response, summary="Events as GeoJSON"
)
def map_(desk: TheDesk, filters: TheFilters) -> Response:
    return json_of(desk.map(filters))


@router.get("/places", responses=documents(answers.Places), response_class=Response, summary="Events by place")
def places(desk: TheDesk, filters: TheFilters) -> Response:
    return json_of(desk.places(filters))


@router.get("/days", responses=documents(answers.Days), response_class=Response, summary="Days of publication")
def days(desk: TheDesk) -> Response:
    return json_of(desk.days())


@router.get("/about", responses=documents(answers.About), response_class=Response, summary="What is served")
def about(desk: TheDesk) -> Response:
    return json_of(desk.about())


def missing(what: str, key: str) -> HTTPException:
    """The error for what is not there."""
    return HTTPException(404, f"There is no {what} {key[:80]!r} in this ledger.")


@router.get(
    "/events/{event}", responses=documents(answers.EventPage), response_class=Response, summary="An event's page"
)
def event(desk: TheDesk, event: str, as_of: AsOf = None) -> Response:
    found = read_event(desk, event, as_of)
    if found is None:
        raise missing("event", event)
    return json_of(found[0])


@router.get("/actors", responses=documents(answers.ActorList), response_class=Response, summary="Actors")
def actors(desk: TheDesk, filters: TheFilters, limit: Annotated[int, Query(ge=1, le=MOST)] = PAGE) -> Response:
    return json_of(list_actors(desk, filters, limit))


@router.get(
    "/actors/{actor}", responses=documents(answers.ActorPage), response_class=Response, summary="An actor's page"
)
def actor(desk: TheDesk, actor: str, as_of: AsOf = None) -> Response:
    found = read_actor(desk, actor, as_of)
    if found is None:
        raise missing("actor", actor)
    return json_of(found[0])


@router.get(
    "/reports", responses=documents(answers.ReportList), response_class=Response, summary="Reports, newest first"
)
def reports(desk: TheDesk, filters: TheFilters, limit: Annotated[int, Query(ge=1, le=MOST)] = PAGE) -> Response:
    return json_of(list_reports(desk, filters, limit))


@router.get(
    "/reports/{report:path}",
    responses=documents(answers.ReportPage),
    response_class=Response,
    summary="A report's page",
)
def report(desk: TheDesk, report: str, as_of: AsOf = None) -> Response:
    found = read_report(desk, report, as_of)
    if found is None:
        raise missing("report", report)
    return json_of(found)


@router.get("/search", responses=documents(answers.Results), response_class=Response, summary="Search")
def search_(
    desk: TheDesk, q: Annotated[str, Query(max_length=200)] = "", as_of: AsOf = None,
    limit: Annotated[int | None, Query(ge=1, le=50)] = None,
) -> Response:  # fmt: skip
    return json_of(search(desk, q, as_of, limit))


DESCRIPTION = f"""What the desk shows, as JSON. All listings take the same filters. A timeline draws at most {SPANS} vague dates.
Requests that change anything bear the token of the desk's pages in the header `X-Sayso-Token` and its cookie."""


def _kinds(of: type[answers.Answer]) -> Iterator[type[answers.Answer]]:
    for kind in of.__subclasses__():
        yield kind
        yield from _kinds(kind)


def documented(app: FastAPI) -> dict[str, Any]:
    """The API's OpenAPI document; the schemas are those of answers.py."""
    if app.openapi_schema is None:
        made = get_openapi(title="sayso desk", version=VERSION, description=DESCRIPTION, routes=app.routes)
        made["paths"] = {path: said for path, said in made["paths"].items() if path.startswith("/api")}
        kinds = [*_kinds(answers.Answer)]
        _, schemas = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
        made.setdefault("components", {}).setdefault("schemas", {}).update(schemas)
        app.openapi_schema = made
    return app.openapi_schema
