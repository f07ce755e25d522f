"""What the casting head learns from: the namings in the reports of MUC-3's development part and which parts they play.

    python -m training.casting_data --data ../shared/data --out RUN

Someone plays a part in a report where a template of its key names them: the same head word, and the words of one among those of
the other. The key does not say where, so all namings of one share the label. Every fourth report is kept apart: thresholds are
chosen by those, and the figures of the card come from them. A word that names a harm is one of a concrete
incident where its happening shares someone hurt, hit or behind it with a template.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from sayso.events.bridging import PARTS, Bridging, Someone, fits
from sayso.events.casting import harms, name, rows, view
from sayso.events.detect import detect
from sayso.events.lexicon import Lexicon
from sayso.events.mention import Mention
from sayso.events.stage import Account
from sayso.events.words import load
from sayso.language.encoder import Encoder
from sayso.model import Reading
from training.train_roles import SLOTS, alike, documents, plain, read

KEPT = 4
"""One in so many reports is kept apart."""
SHARED_ROLES: Mapping[str, str] = {"actor": "", "victim": "victim", "recipient": "victim", "target": "target"}


class Scene(msgspec.Struct):
    """One report: what the head reads, rows (chunk, position, whose, features), and the labels of those rows are of."""

    report: str
    chunks: list[list[int]]
    rows: list[tuple[int, int, int, list[str]]]
    names: list[str]
    may: list[list[bool]]
    plays: list[list[bool]]
    given: list[list[bool]]
    concrete: list[float]
    """For a harm 1 or 0, how sure: -1 where the row is of someone."""


def scene(reading: Reading, document: Mapping[str, Any], lexicon: Lexicon, encoder: Encoder) -> Scene | None:
    """One report with a harm."""
    account = Account.of(reading, detect(reading, lexicon), load())
    groups = account.groups
    if not harms(groups):
        return None
    mentions = [m for members in groups for m in members]
    bridging = Bridging(mentions, account.joining.links, account.joining.syntax, lexicon)
    known: dict[str, list[int]] = {}

    def pieces(word: str) -> Sequence[int]:
        if word not in known:
            known[word] = encoder.tokenizer.encode(word, add_special_tokens=False).ids
        return known[word]

    shown = view(bridging, groups, pieces)
    someone = {name(who, head): (who, head) for head, who in bridging.named}
    found = Scene(reading.report.id, [list(c) for c in shown.chunks], [], [], [], [], [], [])
    numbers: dict[str, int] = {}
    keys = {part: strings(document, part) for part in PARTS}
    for row in rows(bridging, groups, shown):
        if row.key not in numbers:
            numbers[row.key] = len(numbers)
            if row.key.startswith("!"):
                _label_harm(found, groups[int(row.key[1:])], bridging, document)
            else:
                _label(found, bridging, groups, *someone[row.key], keys)
        found.rows.append((*shown.where[row.token], numbers[row.key], list(row.features)))
    return found


def strings(document: Mapping[str, Any], part: str) -> list[str]:
    """All strings of a part in the key."""
    entities = [e for template in document["templates"] for e in template[SLOTS[part]]]
    return [s for e in entities for s in (*e["strings"], *e.get("description", []))]


def called(bridging: Bridging, who: Someone, head: int) -> str:
    """By what name someone would be given."""
    return who.actor.name if who.actor else bridging.syntax.thing(head).of(bridging.links.reading.text)


def _label(
    found: Scene,
    bridging: Bridging,
    groups: Sequence[list[Mention]],
    who: Someone,
    head: int,
    keys: Mapping[str, list[str]],
) -> None:
    own = called(bridging, who, head)
    given = {part for _, members in harms(groups) for part in bridging.given(members, who)}
    found.names.append(" ".join(plain(own)))
    found.may.append([fits(part, who) for part in PARTS])
    found.plays.append([any(alike(own, s) for s in keys[part]) for part in PARTS])
    found.given.append([part in given for part in PARTS])
    found.concrete.append(-1.0)


def _label_harm(found: Scene, members: Sequence[Mention], bridging: Bridging, document: Mapping[str, Any]) -> None:
    report = bridging.links.reading.text
    actors = bridging.links.actor_by_id
    names = [
        actors[f.actor].name if f.actor else f.span.of(report)
        for m in members
        for f in m.fillers
        if f.role in SHARED_ROLES
    ]
    kidnapping = any("abduct" in (m.candidate.mode, *m.candidate.modes) for m in members)
    wanted = [
        s
        for template in document["templates"]
        if kidnapping == ("KIDNAPPING" in template["type"])
        for slot in ("perp_individual", "perp_organization", "hum_target", "phys_target")
        for e in template[slot]
        for s in (*e["strings"], *e.get("description", []))
    ]
    found.names.append(" ".join(m.lemma for m in members))
    for some in (found.may, found.plays, found.given):
        some.append([False] * len(PARTS))
    found.concrete.append(float(any(alike(n, s) for n in names for s in wanted)))


def scenes(readings: Iterable[Reading], keys: Sequence[Mapping[str, Any]]) -> Iterator[Scene]:
    """The scenes of reports, in their order; reports without a harm have none."""
    lexicon, encoder = Lexicon.load(), Encoder()
    for reading, document in zip(readings, keys, strict=True):
        if (found := scene(reading, document, lexicon, encoder)) is not None:
            yield found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    keys = documents(options.data)
    options.out.mkdir(parents=True, exist_ok=True)
    for use, some in (
        ("learn", [d for n, d in enumerate(keys) if n % KEPT != KEPT - 1]),
        ("keep", keys[KEPT - 1 :: KEPT]),
    ):
        write(scenes(read(some), some), options.out / f"casting-{use}.pickle")
    return 0


def write(found: Iterable[Scene], out: Path) -> None:
    """The scenes as plain values, for a process without sayso's readers."""
    with out.open("wb") as target:
        pickle.dump([msgspec.to_builtins(s) for s in found], target)


if __name__ == "__main__":
    sys.exit(main())
