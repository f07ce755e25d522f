"""The pages and addresses of review: forms that work without scripts, and the same as JSON."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote, urlsplit

import msgspec
from fastapi import APIRouter, Depends, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from sayso.errors import SettingsError
from sayso.web.api import documents, json_of
from sayso.web.pages import named_cookie, person_of, show
from sayso.web.review import AlreadyJudged, Judged, Judging, Queue, Review, ReviewItem
from sayso.web.security import clean_name

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api/review")

_judging: msgspec.json.Decoder[Judging] = msgspec.json.Decoder(Judging)


def review_of(request: Request) -> Review:
    """The review of the desk that a request is for."""
    review: Review = request.app.state.review
    return review


TheReview = Annotated[Review, Depends(review_of)]


# ---------------------------------------------------------------- pages
@router.get("/review")
def review(request: Request, review: TheReview, kind: str = "", item: str = "", done: str = "") -> Response:
    """The queue: one thing to decide, and how far review has come."""
    queue = review.queue()
    shown = [one for one in queue.items if not kind or one.kind == kind]
    at = next((n for n, one in enumerate(shown) if one.key == item), 0)
    current = shown[at] if shown else None
    before, after = shown[at - 1].key if at else None, shown[at + 1].key if at + 1 < len(shown) else None
    row = next((row for row in review.desk.ledger.judgements() if row.id == done), None)
    counts = {name: sum(one.kind == name for one in queue.items) for name in ("merge", "coding", "warning")}
    return show(
        request, "review.html.jinja", "review", queue=queue, item=current, kind=kind, place=at + 1, total=len(shown),
        counts=counts, done=row, seen=review.seen_of(current) if current else [], no_as_of=True, before=before,
        after=after,
    )  # fmt: skip


async def form_of(request: Request) -> FormData:
    """The fields of a form."""
    return await request.form()


TheForm = Annotated[FormData, Depends(form_of)]


@router.post("/review/pairs")
def judge_pair(request: Request, review: TheReview, form: TheForm) -> Response:
    """Same or different."""
    return _decided(request, review, form, _from_form(form, ("first", "second")))


@router.post("/review/values")
def judge_value(request: Request, review: TheReview, form: TheForm) -> Response:
    """Right, wrong, or wrong with what is right instead."""
    judging = _from_form(form, ("statement", "value"))
    if judging.value.strip() and judging.verdict == "right":
        judging = msgspec.structs.replace(judging, value="")
    return _decided(request, review, form, judging)


@router.post("/review/corrections")
def correct(request: Request, review: TheReview, form: TheForm) -> Response:
    """A cell of a report, corrected or filled by typing or by words of the text."""
    cell = _text(form, "cell")
    judging = _from_form(form, ("value",), verdict="wrong")
    if cell.startswith("blank|"):
        _, prop, telling = cell.split("|", 2)
        judging = msgspec.structs.replace(judging, telling=telling, property=prop)
    else:
        judging = msgspec.structs.replace(judging, statement=cell)
        if not judging.value.strip() and judging.start is None:
            raise SettingsError("type the right value, or select its words in the text")
    return _decided(request, review, form, judging, back=f"/reports/{quote(_text(form, 'report'), safe=':')}")


@router.post("/review/warnings")
def check_warning(request: Request, review: TheReview, form: TheForm) -> Response:
    """A warning that somebody has looked at."""
    return _decided(request, review, form, _from_form(form, ("report",), verdict="checked"))


@router.post("/review/merge")
def merge(request: Request, review: TheReview, form: TheForm) -> Response:
    """Two events are one."""
    return _decided(request, review, form, _from_form(form, ("event", "other"), verdict="merge"), back="event")


@router.post("/review/split")
def split(request: Request, review: TheReview, form: TheForm) -> Response:
    """Some tellings are of another event."""
    return _decided(request, review, form, _from_form(form, ("event",), verdict="split"), back="event")


@router.post("/review/comments")
def comment(request: Request, review: TheReview, form: TheForm) -> Response:
    """A remark on an event."""
    return _decided(request, review, form, _from_form(form, ("event",), verdict="comment"), back="event")


@router.post("/review/undo")
def undo(request: Request, review: TheReview, form: TheForm) -> Response:
    """A judgement is taken back."""
    by = _person(request, form)
    made = review.undo(_text(form, "judgement"), by, _text(form, "why"))
    return _back(form, by, made, None)


@router.post("/review/person")
def person(request: Request, form: TheForm) -> Response:
    """The reviewer's name, asked once."""
    by = _person(request, form)
    response = RedirectResponse(_own_page(_text(form, "back")) or "/review", 303)
    named_cookie(response, by)
    return response


def _decided(request: Request, review: Review, form: FormData, judging: Judging, back: str = "") -> Response:
    by = _person(request, form)
    judging = msgspec.structs.replace(judging, by=by)
    try:
        made = review.judge(judging)
    except AlreadyJudged as error:
        return _told(request, form, error, by)
    return _back(form, by, made, f"/events/{_text(form, 'event')}" if back == "event" else back or None)


def _told(request: Request, form: FormData, error: AlreadyJudged, by: str) -> Response:
    """Another has judged the same since: say how, and ask again."""
    kept = ((name, value) for name, value in form.multi_items() if name not in ("token", "confirm", "person"))
    fields = [(name, value) for name, value in kept if isinstance(value, str)]
    response = show(
        request, "told.html.jinja", "review", status=409, told=error.earlier, fields=fields, path=request.url.path, no_as_of=True,
    )  # fmt: skip
    named_cookie(response, by)
    return response


def _back(form: FormData, by: str, made: Judged, back: str | None) -> Response:
    """To the page that the form names, or to the queue, where the judgement can be undone."""
    goal = _own_page(_text(form, "back")) or back
    if goal is None:
        kind = _text(form, "kind")
        goal = f"/review?done={made.judgement.id}" + (f"&kind={quote(kind)}" if kind else "")
    response = RedirectResponse(goal, 303)
    named_cookie(response, by)
    return response


def _own_page(goal: str) -> str | None:
    """An address of ours, or None: a form may not send people elsewhere."""
    parts = urlsplit(goal)
    own = goal.startswith("/") and not goal.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return goal if own else None


def _person(request: Request, form: FormData) -> str:
    by = clean_name(_text(form, "person")) or person_of(request)
    if not by:
        raise SettingsError("say who judges: give your name")
    return by


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _from_form(form: FormData, names: tuple[str, ...], verdict: str = "") -> Judging:
    """A decision from a form's fields."""
    given: dict[str, Any] = {name: _text(form, name) for name in (*names, "why")}
    for edge in ("start", "end"):
        words = _text(form, edge)
        if words.isdigit():
            given[edge] = int(words)
    mentions = tuple(value for value in form.getlist("mention") if isinstance(value, str))
    seen = tuple(part for part in _text(form, "seen").split(",") if part)
    given |= {"verdict": verdict or _text(form, "verdict"), "by": "", "mentions": mentions, "seen": seen,
              "confirm": _text(form, "confirm") == "yes"}  # fmt: skip
    return _converted(given)


def _converted(given: dict[str, Any]) -> Judging:
    try:
        return msgspec.convert(given, Judging)
    except msgspec.ValidationError as error:
        raise SettingsError(str(error)) from None


# ---------------------------------------------------------------- JSON
@api.get(
    "/queue", responses=documents(Queue), response_class=Response, summary="What is to be decided, most useful first"
)
def queue(
    review: TheReview, kind: Annotated[str, Query(description="merge, coding or warning.")] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Response:  # fmt: skip
    found = review.queue()
    shown: list[ReviewItem] = [item for item in found.items if not kind or item.kind == kind]
    return json_of(Queue(progress=found.progress, items=shown[:limit], total=len(shown)))


@api.post("/judgements", responses=documents(Judged), response_class=Response, summary="Decide something")
async def judgements(request: Request, review: TheReview) -> Response:
    """The body is a Judging. 409 with `judged` where another person has judged the same since."""
    try:
        judging = _judging.decode(await request.body())
    except msgspec.MsgspecError as error:
        raise SettingsError(str(error)) from None
    judging = msgspec.structs.replace(judging, by=clean_name(judging.by) or person_of(request) or "")
    try:
        made = await run_in_threadpool(review.judge, judging)
    except AlreadyJudged as error:
        return json_of({"error": str(error), "judged": error.earlier}, 409)
    response = json_of(made, 201)
    named_cookie(response, judging.by)
    return response


class Undoing(msgspec.Struct, frozen=True):
    """Who takes a judgement back, and why."""

    by: str = ""
    why: str = ""


@api.post("/undo/{judgement}", responses=documents(Judged), response_class=Response, summary="Take a judgement back")
async def undo_(request: Request, review: TheReview, judgement: str) -> Response:
    body = await request.body()
    try:
        given = msgspec.json.decode(body, type=Undoing) if body.strip() else Undoing()
    except msgspec.MsgspecError as error:
        raise SettingsError(str(error)) from None
    by = clean_name(given.by) or person_of(request) or ""
    return json_of(await run_in_threadpool(review.undo, judgement, by, given.why), 201)
