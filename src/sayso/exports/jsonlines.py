"""Events and statements whole, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from sayso.exports.selection import Selection, Written

_encoder = msgspec.json.Encoder()


def write_lines(rows: Iterable[Any], target: BinaryIO) -> int:
    """Write values as lines of JSON; how many."""
    buffer, count = bytearray(), 0
    for row in rows:
        _encoder.encode_into(row, buffer, -1)
        buffer += b"\n"
        count += 1
        if len(buffer) > 1 << 18:
            target.write(buffer)
            buffer.clear()
    target.write(buffer)
    return count


def events(selection: Selection, target: BinaryIO) -> Written:
    """events.jsonl: the events as `sayso events --format jsonl` prints them, numbers by the policy asked for."""
    rows = (
        msgspec.structs.replace(dossier.line, tallies=dossier.tallies).to_dict() for dossier in selection.dossiers()
    )
    return Written(write_lines(rows, target))


def statements(selection: Selection, target: BinaryIO) -> Written:
    """statements.jsonl: the fields of a statement, and `event` and `judged` where there are any."""
    rows = (
        filed.statement.to_dict()
        | ({"event": filed.event} if filed.event else {})
        | ({"judged": filed.judged} if filed.judged else {})
        for filed in selection.statements()
    )
    return Written(write_lines(rows, target))
