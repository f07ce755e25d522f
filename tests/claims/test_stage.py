from __future__ import annotations

import pytest

from sayso.claims.stage import READERS, ClaimsStage
from sayso.errors import SettingsError
from tests.claims.reading import parsed


def test_an_unknown_reader_is_refused_with_the_choices() -> None:
    with pytest.raises(SettingsError, match=" or ".join(sorted(READERS))):
        ClaimsStage("guess")


def test_only_claims_change_and_nothing_depends_on_the_batch() -> None:
    texts = ["The mayor said the bridge was safe.", "Nobody spoke.", "Iran denied sending weapons."]
    stage = ClaimsStage("rules")
    batch = [parsed(text) for text in texts]
    together = stage(batch)
    assert together == [stage([reading])[0] for reading in batch]
    assert [len(reading.claims) for reading in together] == [1, 0, 1]
    assert all(one.analysis is other.analysis for one, other in zip(batch, together, strict=True))
