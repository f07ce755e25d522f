"""Blocks that too many events share find no candidates, and leave no trace of the order in which they filled."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import text

from sayso.ledger import Ledger
from sayso.ledger.derived import Derivation, Limits
from sayso.model import Reading
from tests.ledger.made import many

FEW = Limits(events=2, reports=2)


def derived(
    path: Path, batches: Sequence[Sequence[Reading]], limits: Limits
) -> tuple[set[tuple[str, ...]], set[tuple[str, str]]]:
    """The events and the links of a ledger that was brought up to date after each batch."""
    with Ledger(path) as ledger:
        for batch in batches:
            for reading in batch:
                ledger.add(reading)
            with ledger.store.writing() as connection:
                Derivation(connection, ledger.policy, ledger.ranks, limits).run()
        with ledger.store.looking() as connection:
            homes: dict[str, list[str]] = {}
            for entity, event in connection.execute(text("SELECT entity, event FROM m_clusters ORDER BY entity")):
                homes.setdefault(event, []).append(entity)
            query = (
                "SELECT x.entity, y.entity FROM m_links JOIN m_events x ON x.number = a JOIN m_events y ON y.number = b"
            )
            links = {tuple(sorted(row)) for row in connection.execute(text(query))}
    return {tuple(group) for group in homes.values()}, links  # type: ignore[return-value]


@pytest.mark.parametrize("turn", [1, 3, 5])
def test_the_order_in_which_a_block_fills_leaves_no_trace(tmp_path: Path, turn: int) -> None:
    made = many(24)
    turned = [*made[turn:], *made[:turn]]
    whole = derived(tmp_path / "whole.db", [made], FEW)
    assert derived(tmp_path / "single.db", [[reading] for reading in reversed(turned)], FEW) == whole
    assert derived(tmp_path / "thirds.db", [turned[n::3] for n in range(3)], FEW) == whole


def test_a_crowded_block_finds_fewer_candidates(tmp_path: Path) -> None:
    made = many(24)
    limited = derived(tmp_path / "limited.db", [made], Limits(events=1, reports=1))[1]
    assert limited < derived(tmp_path / "free.db", [made], Limits())[1]


def test_merging_leaves_the_collector_as_it_found_it(tmp_path: Path) -> None:
    assert gc.isenabled()
    derived(tmp_path / "looking.db", [many(3)], FEW)
    assert gc.isenabled()
    gc.disable()
    try:
        derived(tmp_path / "not looking.db", [many(3)], FEW)
        assert not gc.isenabled()
    finally:
        gc.enable()
