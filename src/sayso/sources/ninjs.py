"""JSON files: news items in IPTC ninjs (1.x to 3.x), reports of sayso's own contract, and lists of either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources.dates import read_date
from sayso.sources.fragments import words_of
from sayso.sources.inputs import Input, Outcome, whole
from sayso.sources.jsonl import decoded_json, given_report

_DATES = ("versioncreated", "contentcreated", "firstcreated", "embargoed")
_LISTS = ("items", "results", "articles", "_items", "data")


def read_json(given: Input) -> Iterator[Outcome]:
    """One outcome an item. Raises UnreadableError for JSON of another kind."""
    data = decoded_json(whole(given), given.where)
    if isinstance(data, dict) and not _is_item(data):
        data = next((data[name] for name in _LISTS if isinstance(data.get(name), list)), data)
    if not isinstance(data, list):
        yield _outcome(data, given.where, given)
        return
    if not data:
        raise UnreadableError(given.where, "is an empty list")
    for number, item in enumerate(data, 1):
        yield _outcome(item, f"{given.where}:{number}", given)


def _outcome(item: Any, where: str, given: Input) -> Outcome:
    try:
        if isinstance(item, dict) and "id" in item and "text" in item:
            return given_report(item, where)
        if isinstance(item, dict) and _is_item(item):
            return _report({name.lower(): value for name, value in item.items()}, where, given)
        raise UnreadableError(where, "is JSON, but no ninjs item and no report")
    except UnreadableError as error:
        return error


def _is_item(item: Mapping[str, Any]) -> bool:
    names = {name.lower() for name in item}
    return "uri" in names and any(name.startswith(("body", "headline", "version", "standard")) for name in names)


def _report(item: Mapping[str, Any], where: str, given: Input) -> Report:
    status = str(item.get("pubstatus") or "usable").lower()
    if status != "usable":
        raise UnreadableError(where, f"is not for use (pubstatus {status[:20]})")
    if (kind := str(item.get("type") or "text").lower()) not in ("text", "composite"):
        raise UnreadableError(where, f"is no text but {kind[:20]}")
    text = _body(item)
    if not text:
        raise UnreadableError(where, "has no text")
    return Report(
        id=str(item["uri"]), text=text, title=_headline(item), published=_published(item), publisher=_publisher(item),
        language=str(item.get("language") or "")[:2].lower() or None, url=_url(item), fetched=given.fetched,
    )  # fmt: skip


def _body(item: Mapping[str, Any]) -> str:
    """The words: `bodies` (2.x on), `body_xhtml` and its kin; the plain `body_text` is taken as it stands."""
    bodies = [body for body in _dicts(item.get("bodies")) if isinstance(body.get("value"), str)]
    main = [b for b in bodies if str(b.get("role", "main")).lower() in ("main", "body", "")] or bodies
    if isinstance(plain := item.get("body_text"), str) and plain.strip():
        return plain
    marked = [item[name] for name in ("body_xhtml", "body_html", "body_sportsml") if isinstance(item.get(name), str)]
    found = [*marked, *(str(body["value"]) for body in main)]
    return next((words for value in found if (words := words_of(value))), "")


def _headline(item: Mapping[str, Any]) -> str | None:
    headlines = (headline.get("value") for headline in _dicts(item.get("headlines")))
    return next((words_of(str(value)) for value in (item.get("headline"), *headlines) if value), None) or None


def _published(item: Mapping[str, Any]) -> str | None:
    return next((day for name in _DATES if (day := read_date(str(item.get(name) or "")))), None)


def _publisher(item: Mapping[str, Any]) -> str | None:
    sources = (source.get("name") for source in _dicts(item.get("infosources")))
    told = (item.get("source"), item.get("provider"), *sources, item.get("copyrightholder"))
    return next((str(name) for name in told if isinstance(name, str) and name), None)


def _url(item: Mapping[str, Any]) -> str | None:
    uri = str(item.get("url") or item["uri"])
    return uri if uri.startswith(("http://", "https://")) else None


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
