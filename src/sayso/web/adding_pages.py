"""The page that takes reports, and the same for programs: progress as lines of JSON."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response, StreamingResponse

from sayso.web.adding import Adder, AddingProgress, Job, Part, address_part, file_part, pasted_part
from sayso.web.api import documents, json_of
from sayso.web.pages import show

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api")

_LOOK_EVERY = 0.1
"""Seconds between looks for new lines of progress."""


def adder_of(request: Request) -> Adder:
    """The worker of the desk that a request is for."""
    adder: Adder = request.app.state.adder
    return adder


TheAdder = Annotated[Adder, Depends(adder_of)]


async def parts_of(request: Request) -> list[Part]:
    """What a form holds: files, pasted text, an address."""
    form = await request.form()
    found = [await _file(value) for value in form.getlist("files") if isinstance(value, UploadFile) and value.filename]
    words = _text(form, "pasted")
    if words.strip():
        fields = {name: _text(form, name)[:300] for name in ("title", "published", "publisher")}
        found.append(pasted_part(words, **fields))
    if _text(form, "address").strip():
        if not request.app.state.options.allow_fetch:
            raise HTTPException(403, "This desk fetches no addresses: it was not started with --allow-fetch.")
        found.append(address_part(_text(form, "address").strip()))
    await form.close()
    return found


async def _file(upload: UploadFile) -> Part:
    return file_part(upload.filename or "", await upload.read())


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


TheParts = Annotated[list[Part], Depends(parts_of)]


@router.get("/add")
def add_page(request: Request, adder: TheAdder, job: str = "") -> Response:
    """The form, and how far a job has come."""
    found = adder.job(job)
    progress = found.progress() if found else None
    return show(
        request, "add.html.jinja", "add", progress=progress, fetches=request.app.state.options.allow_fetch,
        largest=request.app.state.options.largest_upload, no_as_of=True,
    )  # fmt: skip


@router.post("/add")
def add(adder: TheAdder, parts: TheParts) -> Response:
    """Begin reading, and show how far it has come."""
    return RedirectResponse(f"/add?job={adder.add(parts).id}", 303)


@api.post(
    "/reports", response_class=StreamingResponse, summary="Add reports; answers lines of JSON while they are read"
)
async def add_reports(adder: TheAdder, parts: TheParts) -> Response:
    """A form with `files`, `pasted` (with `title`, `published`, `publisher`) or `address`. Each line is an AddingLine."""
    job = adder.add(parts)
    return StreamingResponse(_lines(job), media_type="application/x-ndjson", headers={"X-Sayso-Job": job.id})


async def _lines(job: Job) -> AsyncIterator[bytes]:
    told = 0
    while True:
        finished = job.finished  # looked at before the lines: none is missed
        for line in job.lines[told:]:
            told += 1
            yield msgspec.json.encode(line) + b"\n"
        if finished:
            return
        await asyncio.sleep(_LOOK_EVERY)


@api.get(
    "/adding/{job}", responses=documents(AddingProgress), response_class=Response, summary="How far adding has come"
)
def adding(adder: TheAdder, job: str) -> Response:
    found = adder.job(job)
    if found is None:
        raise HTTPException(404, "There is no such job.")
    return json_of(found.progress())
