"""What a claim reader finds before it is given a meaning: the seam between readers and the rest."""

from __future__ import annotations

from typing import NamedTuple

from sayso.model import Span


class Draft(NamedTuple):
    """Spans of one attribution, each part in order of the text. `source` is empty where nobody is named."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
