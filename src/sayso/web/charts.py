"""Charts drawn as SVG on the server: an event's tolls by speaker over time, an actor's standing over the years.

Pure functions of values. What a chart shows is also said in its `<desc>`; colours are classes of the style sheet, for a
page under a strict content policy may carry no style of its own. Text from reports is escaped, and isolated from its
neighbours' direction.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Literal

import msgspec
from markupsafe import Markup, escape

from sayso.ledger.figures import Figure
from sayso.ledger.policies import TallyLine
from sayso.web.wording import policy_words

WIDTH = 430
"""The width of a chart of tolls, in units of which twelve are the height of a letter."""
BANDS_WIDTH = 720
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 12, 30
_ROW = 24
_LINES = 8
"""The number of speakers that have a colour of their own; the others share the last."""


class Band(msgspec.Struct, frozen=True):
    """What held of an actor over some time: an office, a designation, a membership.

    `row` says whose band it is ("designated by EU"), `label` what held ("terrorist organisation (whole)"). `start` and
    `end` are ISO days or None where nobody says; `told` is the day it was first published. `state` colours it.
    """

    row: str
    label: str
    start: str | None = None
    end: str | None = None
    told: str | None = None
    state: Literal["current", "former", "future", "denied"] = "current"
    scope: str = "whole"


# ---------------------------------------------------------------- tolls
def tally_svg(figures: Sequence[Figure], policies: Sequence[TallyLine] = ()) -> Markup:
    """The figures of one event, role and population over publication time, coloured by speaker, with the policies' lines.

    A figure is a bar from its low to its high with a dot at its best; an open end is an arrow; one that has been set
    aside is hollow. A policy is a level line, with a band where it gives low and high. Empty markup where no figure has a number.
    """
    shown = [figure for figure in figures if figure.number is not None]
    if not shown:
        return Markup("")
    moments = _spread([_moment(figure.published or figure.clock) for figure in shown])
    top = _nice_top(max([*map(_highest, shown), *(_reach(line) for line in policies)]))
    height = 220 if len(shown) > 2 else 160
    plot = _Plot(min(moments), max(moments), top, height)
    speakers = list(dict.fromkeys(figure.speaker_name for figure in shown))
    tone = {name: min(n, _LINES - 1) for n, name in enumerate(speakers)}
    marks = [
        _figure_mark(plot, figure, at, tone[figure.speaker_name]) for figure, at in zip(shown, moments, strict=True)
    ]
    parts = [plot.grid(), *(_policy_mark(plot, line, n) for n, line in enumerate(policies)), *marks]
    drawn = _svg("tally-chart", (WIDTH, height), "Figures over publication time", _tally_words(shown, policies), parts)
    return _filled('<figure class="chart">{}{}</figure>', drawn, _legend(tone, policies))


def _filled(template: str, *values: object, **named: object) -> Markup:
    """A template of ours with values in it, each escaped unless it is markup: `Markup.format`, but four times as quick."""
    kept = {name: escape(value) for name, value in named.items()}
    return Markup(template.format(*map(escape, values), **kept))  # noqa: S704 (all values are escaped)


class _Plot:
    """The coordinates of a chart with time across and numbers upwards."""

    def __init__(self, first: float, last: float, top: float, height: int) -> None:
        pad = max((last - first) * 0.06, 43200)
        self.first, self.last, self.top, self.height = first - pad, last + pad, top, height

    def x(self, moment: float) -> float:
        return _LEFT + (moment - self.first) / (self.last - self.first) * (WIDTH - _LEFT - _RIGHT)

    def y(self, number: float) -> float:
        return self.height - _BOTTOM - number / self.top * (self.height - _BOTTOM - _TOP)

    def grid(self) -> Markup:
        """Level lines with their numbers, and days along the foot."""
        levels = Markup("").join(
            self._level(self.top * n / 4) for n in range(5) if (self.top * n / 4).is_integer() or n in (0, 4)
        )
        days = Markup("").join(self._day(moment) for moment in _ticks(self.first, self.last))
        return levels + days

    def _level(self, number: float) -> Markup:
        return _filled(
            '<line class="grid" x1="{}" x2="{}" y1="{y}" y2="{y}"/><text class="tick" x="{}" y="{ty}" text-anchor="end">{}</text>',
            _LEFT,
            WIDTH - _RIGHT,
            _LEFT - 6,
            f"{number:,.0f}",
            y=_n(self.y(number)),
            ty=_n(self.y(number) + 4),
        )

    def _day(self, moment: datetime) -> Markup:
        return _filled(
            '<text class="tick" x="{}" y="{}" text-anchor="middle">{}</text>',
            _n(self.x(moment.timestamp())),
            self.height - 10,
            _day_label(moment, self.last - self.first),
        )


def _figure_mark(plot: _Plot, figure: Figure, moment: float, tone: int) -> Markup:
    x, best = plot.x(moment), figure.number or 0
    low, high = figure.low, figure.high
    bar = _filled(
        '<line class="range" x1="{x}" x2="{x}" y1="{}" y2="{}"/>',
        _n(plot.y(low if low is not None else best)),
        _n(plot.y(high if high is not None else best)),
        x=_n(x),
    )
    open_up = _arrow(x, plot.y(best), -1) if high is None and low is not None else Markup("")
    open_down = _arrow(x, plot.y(best), 1) if low is None and high is not None else Markup("")
    dot = _filled('<circle class="best" cx="{}" cy="{}" r="4.5"/>', _n(x), _n(plot.y(best)))
    aside = Markup(" aside") if figure.aside else Markup("")
    return _filled(
        '<g class="figure tone-{}{}"><title>{}</title>{}{}{}{}</g>',
        tone,
        aside,
        _figure_words(figure),
        bar,
        open_up,
        open_down,
        dot,
    )


def _arrow(x: float, y: float, way: int) -> Markup:
    """A stalk with a head: the figure is a least, or a most."""
    tip = y + way * 22
    head = (
        f"M{_n(x)} {_n(y)}V{_n(tip)}M{_n(x - 4)} {_n(tip - way * 5)}L{_n(x)} {_n(tip)}L{_n(x + 4)} {_n(tip - way * 5)}"
    )
    return _filled('<path class="open" d="{}"/>', head)


def _policy_mark(plot: _Plot, line: TallyLine, n: int) -> Markup:
    parts = [Markup("<title>{}</title>").format(_policy_words(line))]
    across = {"x": _LEFT, "w": WIDTH - _LEFT - _RIGHT}
    if line.low is not None and line.high is not None:
        tall = _n(plot.y(line.low) - plot.y(line.high))
        parts.append(
            _filled(
                '<rect class="policy-band" x="{x}" width="{w}" y="{}" height="{}"/>',
                _n(plot.y(line.high)),
                tall,
                **across,
            )
        )
    for number in (line.low, line.high) if line.best is None else (line.best,):
        if number is not None:
            level = _n(plot.y(number))
            ends = {"x1": _LEFT, "x2": WIDTH - _RIGHT, "y": level}
            parts.append(_filled('<line class="policy-line" x1="{x1}" x2="{x2}" y1="{y}" y2="{y}"/>', **ends))
    return _filled('<g class="policy policy-{}">{}</g>', n, Markup("").join(parts))


def _legend(tone: dict[str, int], policies: Sequence[TallyLine]) -> Markup:
    speakers = [
        _filled('<li><span class="swatch tone-{}"></span><bdi>{}</bdi></li>', n, name) for name, n in tone.items()
    ]
    lines = [
        _filled('<li><span class="swatch policy-{}"></span>{}</li>', n, _policy_words(line))
        for n, line in enumerate(policies)
    ]
    return _filled('<figcaption><ul class="legend">{}</ul></figcaption>', Markup("").join([*speakers, *lines]))


def _figure_words(figure: Figure) -> str:
    aside = f" (set aside: {figure.aside})" if figure.aside else ""
    return f"{figure.published or 'no date'}: {figure.speaker_name}, {_range_words(figure.low, figure.best, figure.high)}{aside}"


def _policy_words(line: TallyLine) -> str:
    return f"{policy_words(line.policy)}: {_range_words(line.low, line.best, line.high)}"


def _range_words(low: float | None, best: float | None, high: float | None) -> str:
    known = {n for n in (low, best, high) if n is not None}
    if not known:
        return "no credible figure"
    if low is None and high is not None and best in (None, high):
        return f"at most {high:,.0f}"
    if high is None and low is not None and best in (None, low):
        return f"at least {low:,.0f}"
    if len(known) == 1:
        return f"{known.pop():,.0f}"
    span = f"{min(known):,.0f} to {max(known):,.0f}"
    return f"{best:,.0f} ({span})" if best is not None and low != best != high else span


def _tally_words(figures: Sequence[Figure], policies: Sequence[TallyLine]) -> str:
    told = "; ".join(_figure_words(figure) for figure in figures[:60])
    more = f"; and {len(figures) - 60} more" if len(figures) > 60 else ""
    lines = "; ".join(map(_policy_words, policies))
    return told + more + (f". Policies: {lines}" if lines else "")


def _highest(figure: Figure) -> float:
    return max(n for n in (figure.low, figure.best, figure.high) if n is not None)


def _reach(line: TallyLine) -> float:
    return max((n for n in (line.low, line.best, line.high) if n is not None), default=0)


def _nice_top(highest: float) -> float:
    """The least of 4, 8, 12, 20, 40, 60, 80, 100, 200 ... that leaves room over the highest number."""
    wanted = max(highest * 1.12, 4)
    scale = 10 ** math.floor(math.log10(wanted))
    return next(
        float(step * scale) for step in (1, 1.2, 2, 4, 6, 8, 10, 20) if step * scale >= wanted and step * scale >= 4
    )


# ---------------------------------------------------------------- bands
def bands_svg(bands: Sequence[Band]) -> Markup:
    """Bands over the years, a row for each `row` name and, where bands of a row overlap, further ones beneath.

    A band without a start begins at the day it was first told, with an open (dashed) edge; one without an end goes on
    where it is current, and ends with an open edge on the day it was told where it is not.
    Empty markup where no band has any date.
    """
    dated = [band for band in bands if band.start or band.end or band.told]
    if not dated:
        return Markup("")
    days = [_moment(day) for band in dated for day in (band.start, band.end, band.told) if day]
    first, last = min(days), max(days)
    pad = max((last - first) * 0.05, 86400 * 45)
    lanes = _lanes(dated, last + pad)
    height = 34 + _ROW * len(lanes)
    plot = _BandPlot(first - pad, last + pad, height)
    parts = [plot.grid(), *(plot.lane(n, lane) for n, lane in enumerate(lanes))]
    said = "; ".join(map(_band_words, dated))
    drawn = _svg("bands-chart", (BANDS_WIDTH, height), "What held over time", said, parts)
    return _filled('<figure class="chart scroll-x" tabindex="0" aria-label="What held over time">{}</figure>', drawn)


def _lanes(bands: Iterable[Band], end: float) -> list[list[Band]]:
    """Bands in lanes: those of one row stand next to each other, and none of a lane overlap."""
    rows: dict[str, list[list[Band]]] = {}
    for band in sorted(bands, key=lambda b: (b.row, _edges(b, end)[0], b.label)):
        lanes = rows.setdefault(band.row, [])
        free = next((lane for lane in lanes if _edges(lane[-1], end)[1] <= _edges(band, end)[0]), None)
        lanes.append([band]) if free is None else free.append(band)
    return [lane for lanes in rows.values() for lane in lanes]


def _edges(band: Band, end: float) -> tuple[float, float]:
    """Where a band begins and ends, in seconds; open ends reach the day it was told, or the edge of the chart."""
    told = band.told or band.start or band.end or ""
    start, until = _moment(band.start or min(told, band.end or told)), _until(band)
    if until:
        return start, max(_moment(until) + 86400, start + 86400)
    return start, max(end if band.state in ("current", "future") else _moment(told), start + 86400 * 30)


def _until(band: Band) -> str | None:
    """When a band ends. A single day of what still holds is the day on which it began, not the only one on which it held."""
    return None if band.state == "current" and band.end == band.start else band.end


_LABELS = 200
"""The room for the names of the rows."""


class _BandPlot:
    def __init__(self, first: float, last: float, height: int) -> None:
        self.first, self.last, self.height = first, last, height

    def x(self, moment: float) -> float:
        part = (moment - self.first) / (self.last - self.first)
        return _LABELS + min(max(part, 0.0), 1.0) * (BANDS_WIDTH - _LABELS - _RIGHT)

    def grid(self) -> Markup:
        return Markup("").join(self._upright(at) for at in _ticks(self.first, self.last))

    def _upright(self, at: datetime) -> Markup:
        return _filled('<line class="grid" x1="{x}" x2="{x}" y1="4" y2="{}"/>'
            '<text class="tick" x="{x}" y="{}" text-anchor="middle">{}</text>',
            self.height - 26, self.height - 9, _day_label(at, self.last - self.first), x=_n(self.x(at.timestamp()))
        )  # fmt: skip

    def lane(self, n: int, lane: Sequence[Band]) -> Markup:
        y = 6 + n * _ROW
        name = _filled(
            '<text class="row-name" x="0" y="{}">{}<title>{}</title></text>', y + 14, _cut(lane[0].row, 30), lane[0].row
        )
        return name + Markup("").join(self._band(band, y) for band in lane)

    def _band(self, band: Band, y: int) -> Markup:
        begin, end = _edges(band, self.last)
        left, right = self.x(begin), self.x(end)
        wide = max(right - left, 4)
        opens = ("" if band.start else " open-start") + ("" if _until(band) else " open-end")
        label = self._label(band.label, left, right, y + 14)
        return _filled(
            '<g class="band state-{}{}"><title>{}</title><rect x="{}" y="{}" width="{}" height="{}" rx="3"/>{}</g>',
            band.state,
            opens,
            _band_words(band),
            _n(left),
            y,
            _n(wide),
            _ROW - 5,
            label,
        )

    def _label(self, label: str, left: float, right: float, y: int) -> Markup:
        """A band's words inside it, or beside it where it is too short for them."""
        fits = int((right - left) / _LETTER)
        if fits >= min(len(label), 8):
            return _text(left + 5, y, "start", _cut(label, fits))
        if right + len(label) * _LETTER < BANDS_WIDTH:
            return _text(right + 5, y, "start", label)
        return _text(left - 5, y, "end", _cut(label, int((left - _LABELS) / _LETTER)))


_LETTER = 6.4
"""The width of a letter of a band's words."""


def _text(x: float, y: int, anchor: str, words: str) -> Markup:
    return _filled('<text class="band-label" x="{}" y="{}" text-anchor="{}">{}</text>', _n(x), y, anchor, words)


def _band_words(band: Band) -> str:
    span = f"{band.start or 'unknown'} to {_until(band) or ('now' if band.state == 'current' else 'unknown')}"
    scope = "" if band.scope in ("", "whole") else f", scope {band.scope}"
    return f"{band.row}: {band.label}{scope}, {span}" + (f" ({band.state})" if band.state != "current" else "")


def _cut(words: str, room: int) -> str:
    if room < 3:
        return ""
    return words if len(words) <= room else words[: room - 1].rstrip() + "…"


# ---------------------------------------------------------------- shared by both
def _svg(kind: str, size: tuple[int, int], title: str, desc: str, parts: Iterable[Markup]) -> Markup:
    key = sha256(f"{kind}{desc}".encode()).hexdigest()[:8]
    head = _filled(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-labelledby="t{key} d{key}">'
        '<title id="t{key}">{}</title><desc id="d{key}">{}</desc>',
        kind,
        *size,
        title,
        desc,
        key=key,
    )
    return head + Markup("").join(parts) + Markup("</svg>")


def _moment(stamp: str) -> float:
    """Seconds of an ISO day, month, year or date-time; a stamp without a zone is taken as UTC."""
    padded = stamp + {4: "-01-01", 7: "-01"}.get(len(stamp), "") if len(stamp) < 10 else stamp
    made = datetime.fromisoformat(padded)
    return (made if made.tzinfo else made.replace(tzinfo=UTC)).timestamp()


def _spread(moments: Sequence[float]) -> list[float]:
    """The same moments, those that fall on one another moved apart so that each mark can be seen."""
    room = max((max(moments) - min(moments)) / 60, 5400.0)
    seen: dict[float, int] = {}
    spread = []
    for moment in moments:
        n = seen[moment] = seen.get(moment, 0) + 1
        spread.append(moment + (n - 1) * room)
    return spread


_STEPS = (1, 2, 5, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652)


def _ticks(first: float, last: float) -> list[datetime]:
    """Up to eight round days between two moments."""
    days = (last - first) / 86400
    step = next((s for s in _STEPS if days / s <= 8), math.ceil(days / 8))
    if step >= 365:
        years = max(step // 365, 1)
        start = datetime.fromtimestamp(first, UTC).year + 1
        until = datetime.fromtimestamp(last, UTC).year + 1
        return [datetime(year, 1, 1, tzinfo=UTC) for year in range(start, until, years)]
    if step >= 28:
        return _months(first, last, max(step // 30, 1))
    day = datetime.fromtimestamp(first, UTC).date() + timedelta(days=1)
    found = []
    while (at := datetime(day.year, day.month, day.day, tzinfo=UTC)).timestamp() <= last:
        found.append(at)
        day += timedelta(days=step)
    return found


def _months(first: float, last: float, step: int) -> list[datetime]:
    begin = datetime.fromtimestamp(first, UTC)
    month = begin.year * 12 + begin.month
    found = []
    while (at := datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)).timestamp() <= last:
        found.append(at)
        month += step
    return found


def _day_label(moment: datetime, width: float) -> str:
    if width > 86400 * 365 * 3:
        return f"{moment.year}"
    named = date(moment.year, moment.month, moment.day)
    return f"{named:%b %Y}" if width > 86400 * 200 else f"{named.day} {named:%b}"


def _n(number: float) -> str:
    """A coordinate with one decimal at most."""
    return f"{number:.1f}".removesuffix(".0")
