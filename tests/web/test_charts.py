"""Charts: what is drawn, what is said for those who do not see it, and that nothing of a report becomes markup."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger.figures import Figure
from sayso.ledger.policies import TallyLine
from sayso.ledger.statements import Voucher
from sayso.web.charts import WIDTH, Band, bands_svg, tally_svg

SVG = "{http://www.w3.org/2000/svg}"
numbers = st.none() | st.integers(0, 10**7)


def figure(speaker: str = "mayor", published: str | None = "2024-03-12T09:00:00Z", **more: object) -> Figure:
    known = {"low": 6, "best": 6, "high": 6} | more
    return Figure(
        statement=f"s:{speaker}{published}", role="killed", whose="all", scope="event", qualifier="exact", quote="six",
        speaker=Voucher(name=speaker, role="speaker"), rank=3, why="", report="r1", start=0, end=3, published=published,
        clock=published or "2024-03-12T09:00:00Z", voice="v1", **known,
    )  # fmt: skip


def line(policy: str, best: int | None, low: int | None = None, high: int | None = None) -> TallyLine:
    return TallyLine(
        event="e:1", role="killed", whose="all", policy=f"{policy}@1", scope="event", best=best, low=low, high=high, used=(),
        set_aside=(),
    )  # fmt: skip


def parsed(markup: str) -> ElementTree.Element:
    """The chart as XML: it must be well-formed, for it stands in a page."""
    whole = ElementTree.fromstring(
        f'<div xmlns="http://www.w3.org/1999/xhtml">{markup}</div>'.replace(
            "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '
        )
    )
    return next(whole.iter(f"{SVG}svg"))


def marks(svg: ElementTree.Element, kind: str) -> list[ElementTree.Element]:
    return [one for one in svg.iter() if kind in (one.get("class") or "").split()]


def test_each_figure_is_a_mark_and_each_policy_a_line() -> None:
    figures = [figure(), figure("clinic", "2024-03-13T18:00:00Z", low=9, best=9, high=9)]
    svg = parsed(tally_svg(figures, [line("latest", 9), line("ucdp_best_low_high", 7, 6, 9)]))
    assert len(marks(svg, "figure")) == 2
    assert len(marks(svg, "policy-line")) == 2
    assert len(marks(svg, "policy-band")) == 1


def test_later_figures_stand_to_the_right_and_larger_ones_higher() -> None:
    figures = [figure(), figure("clinic", "2024-03-13T18:00:00Z", low=9, best=9, high=9)]
    first, second = marks(parsed(tally_svg(figures)), "best")
    assert float(first.get("cx", "")) < float(second.get("cx", ""))
    assert float(first.get("cy", "")) > float(second.get("cy", ""))


def test_a_least_and_a_most_have_open_ends_and_a_range_has_none() -> None:
    def opens(**more: object) -> int:
        return len(marks(parsed(tally_svg([figure(**more)])), "open"))

    assert opens(high=None) == 1
    assert opens(low=None) == 1
    assert opens(low=5, high=9) == 0


def test_what_is_set_aside_is_told_apart_with_its_reason() -> None:
    svg = parsed(tally_svg([figure(aside="replaced by a newer figure"), figure("clinic")]))
    assert len(marks(svg, "aside")) == 1
    assert "set aside: replaced by a newer figure" in (svg.findtext(f"{SVG}desc") or "")


def test_a_chart_says_in_words_what_it_shows() -> None:
    svg = parsed(tally_svg([figure(low=6, high=None)], [line("latest", 6)]))
    said = svg.findtext(f"{SVG}desc") or ""
    assert "mayor, at least 6" in said and "latest: 6" in said
    assert svg.get("role") == "img"
    names = {one.get("id") for one in svg if one.get("id")}
    assert set((svg.get("aria-labelledby") or "").split()) == names


def test_no_figure_with_a_number_draws_nothing() -> None:
    assert tally_svg([]) == ""
    assert tally_svg([figure(low=None, best=None, high=None)]) == ""
    assert bands_svg([]) == ""
    assert bands_svg([Band(row="EU", label="listed")]) == ""


def test_names_are_words_not_markup() -> None:
    name = '<script>alert(1)</script>"><svg onload=x>'
    for made in (
        tally_svg([figure(name)], [line("latest", 6)]),
        bands_svg([Band(row=name, label=name, start="2019", scope=name)]),
    ):
        assert "<script" not in made and "onload=x>" not in made.replace("&gt;", "")
        assert name in " ".join(parsed(made).itertext())
        assert "style=" not in made


def test_bands_of_a_row_that_overlap_stand_on_their_own_lines() -> None:
    bands = [Band(row="US", label="listed", start="1997"), Band(row="US", label="sanctioned", start="2001", end="2003")]
    svg = parsed(bands_svg(bands))
    assert len({rect.get("y") for rect in svg.iter(f"{SVG}rect")}) == 2
    after = [
        Band(row="US", label="listed", start="1997", end="1999"),
        Band(row="US", label="again", start="2001", end="2003"),
    ]
    assert len({rect.get("y") for rect in parsed(bands_svg(after)).iter(f"{SVG}rect")}) == 1


def test_a_single_day_of_what_still_holds_is_its_beginning() -> None:
    def wide(state: str) -> float:
        band = Band(row="EU", label="listed", start="2019-05-01", end="2019-05-01", told="2024-04-09", state=state)  # type: ignore[arg-type]
        svg = parsed(bands_svg([band]))
        return float(next(svg.iter(f"{SVG}rect")).get("width", ""))

    assert wide("current") > 100 > wide("former")


def test_words_too_long_for_a_band_stand_beside_it() -> None:
    short = Band(row="EU", label="terrorist organisation", start="2019-05-01", end="2019-06-01", state="former")
    svg = parsed(bands_svg([short, Band(row="US", label="listed", start="2010", end="2024")]))
    label = next(one for one in svg.iter(f"{SVG}text") if one.text == "terrorist organisation")
    rect = next(svg.iter(f"{SVG}rect"))
    assert float(label.get("x", "")) >= float(rect.get("x", "")) + float(rect.get("width", ""))


def test_open_ends_and_scopes_of_bands_are_told() -> None:
    made = bands_svg([Band(row="designated by EU", label="terrorist group", start="2013-07-22", scope="armed wing")])
    svg = parsed(made)
    assert marks(svg, "open-end") and not marks(svg, "open-start")
    said = svg.findtext(f"{SVG}desc") or ""
    assert "scope armed wing" in said and "2013-07-22 to now" in said


@given(
    st.lists(
        st.tuples(numbers, numbers, numbers, st.sampled_from([None, "2024-03-12", "2024-03", "1999", "2024-03-12T23:59:59+02:00"])),
        min_size=1, max_size=12,
    )
)  # fmt: skip
def test_every_mark_stands_inside_the_chart(rows: list[tuple[int | None, int | None, int | None, str | None]]) -> None:
    figures = [figure(f"s{n}", day, low=low, best=best, high=high) for n, (low, best, high, day) in enumerate(rows)]
    made = tally_svg(figures)
    if not made:
        assert all(one.number is None for one in figures)
        return
    svg = parsed(made)
    height = float((svg.get("viewBox") or "").split()[3])
    for dot in marks(svg, "best"):
        assert 0 <= float(dot.get("cx", "")) <= WIDTH
        assert 0 <= float(dot.get("cy", "")) <= height
    assert not re.search(r"nan|inf", made)


@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.integers(1980, 2030), st.none() | st.integers(0, 30)),
        min_size=1,
        max_size=15,
    )
)
def test_no_bands_of_one_line_overlap(rows: list[tuple[str, int, int | None]]) -> None:
    bands = [
        Band(row=row, label="x", start=str(start), end=None if span is None else str(start + span))
        for row, start, span in rows
    ]
    lines: dict[str, list[tuple[float, float]]] = {}
    for rect in parsed(bands_svg(bands)).iter(f"{SVG}rect"):
        left = float(rect.get("x", ""))
        lines.setdefault(rect.get("y", ""), []).append((left, left + float(rect.get("width", ""))))
    for spans in lines.values():
        ordered = sorted(spans)
        assert all(a[1] <= b[0] + 4.1 for a, b in itertools.pairwise(ordered))
