from __future__ import annotations

from sayso.claims.quotations import quotations
from tests.claims.reading import parsed


def quoted(text: str) -> list[tuple[str, bool, bool]]:
    analysis = parsed(text).analysis
    tokens = analysis.tokens
    return [(text[tokens[q.first].start : tokens[q.last].end], q.closed, q.spoken) for q in quotations(analysis)]


def test_marks_pair_within_a_paragraph() -> None:
    assert quoted("“We won,” he said. “We are free.”") == [("“We won,”", True, True), ("“We are free.”", True, True)]


def test_inner_marks_do_not_close_outer_ones() -> None:
    assert quoted("“She said ‘no’ to us,” he said.") == [("“She said ‘no’ to us,”", True, True)]


def test_a_quotation_never_closed_ends_with_its_paragraph() -> None:
    found = quoted("“We lost the bridge. We lost the school.\n\nThe mayor left.")
    assert found == [("“We lost the bridge. We lost the school.", False, True)]


def test_a_quoted_term_is_not_speech() -> None:
    assert quoted("They used “precision missiles” for the first time.") == [("“precision missiles”", True, False)]


def test_an_apostrophe_opens_nothing() -> None:
    assert quoted("The miners' leader left.") == []
