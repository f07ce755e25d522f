"""Who plays which part in a report's harms: what a small trained head is shown, and what it says.

The head (models/casting) is two layers of a transformer over the lower layers of the shared encoder. It reads the sentences
around the harms that the rules found, and says for everyone and everything named there how likely they are behind a harm,
hurt by it, hit by it or used in it, and for each word that names a harm how likely it is one concrete incident.

It reads the report as `worded`: names of people, bodies and places, numbers, and words for people under arms are exchanged for one
word each, so that exchanging two sides, or "terrorist" for "fighter", changes nothing that it says.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from sayso.events.bridging import BODIES, PARTS, ROLE_OF, WINDOW, Bridging, Someone, fits, logistic, real, with_fillers
from sayso.events.lexicon import Lexicon
from sayso.events.links import ROUND, Links
from sayso.events.mention import Filler, Mention
from sayso.events.syntax import Syntax
from sayso.language.encoder import Encoder, complete, places, session
from sayso.language.tagging import Floats
from sayso.language.wordpieces import SEPARATOR, START
from sayso.model import Actor, Role

CHUNK = 256
"""Wordpieces that are read together at most; longer passages are cut between sentences."""
NEXT = 1
"""How many sentences before and after one that tells of a harm are read with it."""
LEAD, SHARE = 6, 0.1
"""A report is about harms where one is told in so many first sentences, or where so many of its sentences tell of some."""
PLACEHOLDERS: Mapping[str, str] = {
    "#": "two", "(armed)": "fighters", "(person)": "smith", "(folk)": "people", "(body)": "group", "(name)": "something",
    "(place)": "town",
}  # fmt: skip
"""Words of the encoder's vocabulary that stand for all names and numbers of a kind."""

KEPT = 20_000
"""How many words are kept with their pieces."""
TELLING = frozenset({"actor", "victim", "recipient", "target", "instrument", "killed", "wounded", "missing", "held"})
"""Roles by which a harm is more than a word."""
THINGS = ("target", "instrument")
"""Parts that things play."""
HITTING = ("obj", "nsubj:pass", "obl:on", "nmod:on", "nmod:of", "obl:against", "nmod:against")
"""Relations by which a verb or noun of harm itself says what was hit."""
SHELLING = frozenset({"heavy-weapons", "aerial", "drone"})
"""Modes by which a place itself is hit; one that is only attacked is where it was."""
TAKING = frozenset(
    {"capture", "seize", "retake", "recapture", "overrun", "storm", "besiege", "encircle", "invade", "liberate"}
)
"""Verbs whose object is the place itself."""
CUSTODY = frozenset({"arrested", "detained", "detainees", "suspects", "captured"})
"""Words for those whom somebody has taken in."""
TOLLS: tuple[Role, ...] = ("killed", "wounded", "missing", "held")
VAGUE = 0.1
"""A harm less likely than so to be one incident is talk of violence, unless its day, place, toll or victim is told. Of the 7 that
this leaves out of our own 52 reports, gold has 2; of the 81 in the 324 reports of MUC-3 kept apart, its key has at most 2."""
UNREALISED = 0.2
"""The same for a harm that is only feared, planned or asked for. Of the 46 below it in the 1,299 reports of MUC-3 their keys have
none; of the 36 above it, 6."""
BESIDE = 3
"""What is said to be hit beside other things is left out so many times as readily as what alone is."""
Pieces = Callable[[str], Sequence[int]]


class View(msgspec.Struct, frozen=True):
    """What the head reads: wordpieces, chunk by chunk, and where the pieces of each token begin (chunk, position)."""

    chunks: tuple[tuple[int, ...], ...]
    where: Mapping[int, tuple[int, int]]


class Row(msgspec.Struct, frozen=True):
    """One naming of someone, or one word that names a harm: its token, whose it is, and what is known of it."""

    token: int
    key: str
    features: tuple[str, ...]


def scene(bridging: Bridging, groups: Sequence[Sequence[Mention]]) -> list[int]:
    """The sentences of the harms and those next to them, in order."""
    last = len(bridging.links.reading.analysis.sentences) - 1
    told = {m.sentence for _, members in harms(groups) for m in members}
    return sorted({n for sentence in told for n in range(sentence - NEXT, sentence + NEXT + 1) if 0 <= n <= last})


def worded(bridging: Bridging, index: int) -> str:
    """A token as the head reads it."""
    word = bridging.word(index)
    if word == "(name)" and bridging.links.place(index) is not None:
        word = "(place)"
    if word in PLACEHOLDERS:
        return PLACEHOLDERS[word]
    return bridging.tokens[index].word.lower()


def view(bridging: Bridging, groups: Sequence[Sequence[Mention]], pieces: Pieces) -> View:
    """The sentences around the harms, worded, as chunks of wordpieces."""
    chunks: list[tuple[int, ...]] = []
    where: dict[int, tuple[int, int]] = {}
    ids = [START]
    for sentence in scene(bridging, groups):
        found = list(_sentence(bridging, sentence, pieces))
        length = sum(len(own) for _, own in found) + 1
        if len(ids) > 1 and len(ids) + length > CHUNK:
            chunks.append(tuple(ids))
            ids = [START]
        for tokens, own in found:
            if len(ids) + len(own) >= CHUNK:
                break
            where.update((token, (len(chunks), len(ids))) for token in tokens)
            ids += own
        ids.append(SEPARATOR)
    return View((*chunks, tuple(ids)), where)


def _sentence(bridging: Bridging, sentence: int, pieces: Pieces) -> Iterator[tuple[list[int], Sequence[int]]]:
    """The words of a sentence with their pieces; neighbours that are read as one word are one."""
    found = bridging.links.reading.analysis.sentences[sentence]
    words = ((worded(bridging, index), index) for index in range(found.first, found.last))
    for word, same in groupby(words, key=lambda pair: pair[0]):
        yield [index for _, index in same], pieces(word)


# ---------------------------------------------------------------- rows
def harms(groups: Sequence[Sequence[Mention]]) -> list[tuple[int, Sequence[Mention]]]:
    """The harms that somebody vouches for and of which more is told than the bare word, with their numbers."""
    return _harms(groups, done=True)


def unrealised(groups: Sequence[Sequence[Mention]]) -> list[tuple[int, Sequence[Mention]]]:
    """The harms that are only feared, planned, asked for or denied, with their numbers. The head has not learnt from them: only
    how likely it takes them for an incident is asked, and only of those told in view of the others."""
    return _harms(groups, done=False)


def _harms(groups: Sequence[Sequence[Mention]], *, done: bool) -> list[tuple[int, Sequence[Mention]]]:
    found = ((n, g) for n, g in enumerate(groups) if g[0].candidate.type == "ASSAULT" and _told(g))
    return [(n, g) for n, g in found if real(g) == done]


def _told(members: Sequence[Mention]) -> bool:
    """Whether who or what took part is told, or how many came to harm: of "the violence" alone nothing more can be said."""
    return any(f.role in TELLING for m in members for f in m.fillers)


def in_passing(happenings: Sequence[tuple[int, Sequence[Mention]]], sentences: int) -> bool:
    """Whether a report only mentions harms by the way: then nobody is looked for in the sentences around them."""
    told = {m.sentence for _, members in happenings for m in members}
    return min(told) >= LEAD and len(told) < SHARE * sentences


def rows(bridging: Bridging, groups: Sequence[Sequence[Mention]], shown: View) -> Iterator[Row]:
    """Everyone and everything named in view, then the words that name harms; keys of harms begin with "!"."""
    reach = Reach(groups)
    for head, someone in bridging.named:
        if head in shown.where:
            number = reach.nearest(head, bridging.tokens[head].sentence)
            known = (
                [*bridging.of_someone(someone), *bridging.of_head(head)]
                if number is None
                else bridging.features(groups[number], head, someone)
            )
            yield Row(head, name(someone, head), tuple(known))
    for number, members in (*harms(groups), *unrealised(groups)):
        told = tuple(f"! {feature}" for feature in bridging.of_happening(members))
        for member in members:
            if member.candidate.token in shown.where:
                yield Row(member.candidate.token, f"!{number}", told)


def name(someone: Someone, head: int) -> str:
    """Who a row is of: an actor's id, or a thing's token."""
    return someone.actor.id if someone.actor else f"t{head}"


class Reach:
    """The harms of a report by the sentences that tell of them."""

    def __init__(self, groups: Sequence[Sequence[Mention]]) -> None:
        self._told: dict[int, list[tuple[int, int, int]]] = {}
        for number, members in harms(groups):
            for m in members:
                self._told.setdefault(m.sentence, []).append((m.candidate.token, m.index, number))

    def nearest(self, head: int, sentence: int) -> int | None:
        """The number of the harm with the mention nearest to a head, within `WINDOW` sentences; None where there is none."""
        near = (t for n in range(sentence - WINDOW, sentence + WINDOW + 1) for t in self._told.get(n, ()))
        return min(((abs(token - head), index, number) for token, index, number in near), default=(0, 0, None))[2]


# ---------------------------------------------------------------- the head
FILES = ("casting.onnx", "features.json")
CONCRETE = len(PARTS)
"""The column behind the parts: whether a harm is one concrete incident."""


class Judged(msgspec.Struct, frozen=True, eq=False):
    """What the head says of one report: rows, and for each a value a part (log-odds), [rows, parts + 1]."""

    rows: tuple[Row, ...]
    values: Floats

    def keys(self) -> dict[str, list[int]]:
        """The rows of everyone, by whose they are."""
        found: dict[str, list[int]] = {}
        for n, row in enumerate(self.rows):
            found.setdefault(row.key, []).append(n)
        return found

    def share(self, rows: Sequence[int], part: int) -> float:
        """How likely someone with these rows plays a part: the more of them say so, the likelier."""
        values = self.values[list(rows), part].astype(float)
        top = float(values.max())
        return logistic(top + math.log(float(np.exp(values - top).sum())))


class Head:
    """The trained head with the shared encoder's lower layers under it. Loads when first used."""

    def __init__(self, encoder: Encoder, folder: Path | None = None) -> None:
        self.encoder, self._folder = encoder, folder
        self._pieces: dict[str, Sequence[int]] = {}

    @cached_property
    def folder(self) -> Path:
        """Where the weights are. Raises ResourceError where there are none."""
        return complete([self._folder] if self._folder else places("casting"), FILES)

    @cached_property
    def known(self) -> Known:
        """The features that the weights know."""
        return msgspec.json.decode((self.folder / "features.json").read_bytes(), type=Known)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Their numbers."""
        return {feature: number for number, feature in enumerate(self.known.features)}

    def judge(self, bridging: Bridging, groups: Sequence[Sequence[Mention]]) -> Judged:
        """What the head says of a report's harms."""
        shown = view(bridging, groups, self.pieces)
        found = tuple(rows(bridging, groups, shown))
        values = np.zeros((len(found), CONCRETE + 1), np.float32)
        opened = session(self.folder / "casting.onnx")
        inside: dict[int, list[int]] = {}
        for n, row in enumerate(found):
            inside.setdefault(shown.where[row.token][0], []).append(n)
        for chunk, own in inside.items():
            fed = {
                "hidden": self.encoder.lower(shown.chunks[chunk]),
                "places": np.array([shown.where[found[n].token][1] for n in own], np.int64),
                "features": self._numbered([found[n] for n in own]),
            }
            values[own] = opened.run(["parts"], fed)[0]
        return Judged(found, values)

    def _numbered(self, some: Sequence[Row]) -> Any:
        """The numbers of the rows' features, filled up with the number of none."""
        ids = [[self.numbers[f] for f in row.features if f in self.numbers][: self.known.most] for row in some]
        width = max(1, *map(len, ids))
        return np.array([row + [len(self.numbers)] * (width - len(row)) for row in ids], np.int64)

    def pieces(self, word: str) -> Sequence[int]:
        """The wordpieces of a word."""
        if word not in self._pieces:
            if len(self._pieces) >= KEPT:
                self._pieces.clear()
            self._pieces[word] = self.encoder.tokenizer.encode(word, add_special_tokens=False).ids
        return self._pieces[word]


class Known(msgspec.Struct, frozen=True):
    """`features.json`: the features in order of their numbers, and how many of a row are used at
    most, and from which probability on someone is added to a part,
    and for each part below which share of how likely a harm is an incident a thing that the rules gave it is left out."""

    features: tuple[str, ...]
    most: int
    add: tuple[float, ...]
    leave: tuple[float, ...]


# ---------------------------------------------------------------- what the head adds and leaves out
class Casting:
    """The harms of one report, by what the head says of those named near them."""

    def __init__(
        self, bridging: Bridging, groups: Sequence[Sequence[Mention]], judged: Judged, add: Sequence[float]
    ) -> None:
        self.bridging, self.groups, self.judged, self.add = bridging, groups, judged, add
        self.reach = Reach(groups)
        self.plays = self._played()
        self.held = self._arrested()
        self.who = {name(someone, head): someone for head, someone in bridging.named}
        self.keys = judged.keys()

    def _played(self) -> dict[str, set[str]]:
        """The parts that the rules have everyone play in some harm, by actor and by token."""
        played: dict[str, set[str]] = {}
        for _, members in harms(self.groups):
            for filler in (f for m in members for f in m.fillers):
                part = part_of(filler, self.bridging.links.actor_by_id.get(filler.actor or ""))
                for key in (filler.actor, f"t{filler.token}"):
                    if key is not None and part is not None:
                        played.setdefault(key, set()).add(part)
        return played

    def _arrested(self) -> frozenset[str]:
        """The actors who were arrested or are called so, with those whom the report names as these."""
        arrests = (m for members in self.groups for m in members if "arrest" in (m.candidate.mode, *m.candidate.modes))
        found = {f.actor for m in arrests for f in m.of("recipient", "held") if f.actor}
        actors = self.bridging.links.actor_by_id
        called = {key for key, actor in actors.items() if CUSTODY & set(actor.name.lower().split())}
        found |= called | {name for key in called for name in self._identified(actors[key])}
        return frozenset(found | {member for key in found for member in actors[key].members})

    def _identified(self, actor: Actor) -> Iterator[str]:
        """The people as whom an actor is identified: those named behind the verb, in its sentence."""
        links, tokens = self.bridging.links, self.bridging.tokens
        for head in filter(None, map(links.head, actor.mentions)):
            verb = tokens[tokens[head].head]
            if tokens[head].dep == "nsubj:pass" and verb.lemma.lower() in ("identify", "name"):
                last = links.reading.analysis.sentences[verb.sentence].last
                yield from (links.actor(n).id for n in links.people(range(verb.index + 1, last)))  # type: ignore[union-attr]

    # ------------------------------------------------------------ added
    def fillers(self) -> Iterator[tuple[int, Filler]]:
        """The number of a harm and what the head adds to it."""
        for key, own in self.keys.items():
            if key in self.who:
                for part, least in enumerate(self.add):
                    if self.may(key, part) and self.judged.share(own, part) >= least:
                        yield from self._added(key, own, part)

    def may(self, key: str, part: int) -> bool:
        """Whether someone of their kind can play a part; only an actor is ever taken for a doer, and nobody who was arrested
        for one who was harmed."""
        someone = self.who[key]
        if PARTS[part] == "victim" and key in self.held:
            return False
        return fits(PARTS[part], someone) and (someone.actor is not None or ROLE_OF[PARTS[part]] != "actor")

    def _added(self, key: str, own: Sequence[int], part: int) -> Iterator[tuple[int, Filler]]:
        """Someone in a part, in the harm nearest to the naming that says most for it."""
        if PARTS[part] in self.plays.get(key, ()):
            return
        named = [n for n in own if self.bridging.tokens[self.judged.rows[n].token].upos != "PRON"]
        for n in sorted(named, key=lambda n: (-self.judged.values[n, part], n)):
            head = self.judged.rows[n].token
            number = self.reach.nearest(head, self.bridging.tokens[head].sentence)
            if number is not None and not self.bridging.taken(head, {m.index for m in self.groups[number]}):
                members = self.groups[number]
                if not self.bridging.given(members, self.who[key]):
                    yield number, self.bridging.filler(members[0], PARTS[part], key, head, "cast")
                return

    # ------------------------------------------------------------ left out
    def vague(self, number: int, least: float = VAGUE) -> bool:
        """Whether the head takes a harm for no one incident."""
        rows = self.keys.get(f"!{number}")
        return rows is not None and self.judged.share(rows, CONCRETE) < least

    def without(self, number: int, leave: Sequence[float]) -> list[Mention]:
        """The mentions of a harm without the things that the rules take to be hit or used in it and the head takes for neither.

        The head is held to what it thinks of the harm itself: of one that it takes for no incident it has little to say. It is
        less easily followed where nothing would be left that was hit: what the rules have read is better than a blank.
        """
        members = self.groups[number]
        rows = self.keys.get(f"!{number}")
        if rows is None:
            return list(members)
        concrete = self.judged.share(rows, CONCRETE)
        hit = {f.actor or f.span for m in members for f in m.of("target")}
        beside = BESIDE if len(hit) > 1 else 1
        least = {role: leave[PARTS.index(role)] * concrete * (beside if role == "target" else 1) for role in THINGS}
        return [self._without(member, least) for member in members]

    def _without(self, member: Mention, least: Mapping[str, float]) -> Mention:
        kept = tuple(f for f in member.fillers if self._likely(f, member) >= least.get(f.role, 0.0))
        return member if len(kept) == len(member.fillers) else msgspec.structs.replace(member, fillers=kept)

    def _likely(self, filler: Filler, member: Mention) -> float:
        """How likely a thing that no actor stands for plays the part that the rules gave it; 1 for all else."""
        rows = self.keys.get(f"t{self._counted(filler.token)}")
        if rows is None or filler.actor or filler.role not in THINGS or filler.label == "obl:at":
            return 1.0  # "fired at a destroyer" says of itself what was meant to be hit
        fought_over = self.bridging.tokens[filler.token].lemma.lower() in self.bridging.syntax.words.fought_over
        shelled = filler.place and (member.candidate.mode in SHELLING or member.lemma in TAKING)
        if filler.label in HITTING and (shelled or fought_over):
            return 1.0  # of these the keys that the head has learnt from count none
        return self.judged.share(rows, PARTS.index(filler.role))

    def _counted(self, index: int) -> int:
        """The thing of which a word only says how many there are: the homes of "dozens of homes"."""
        syntax = self.bridging.syntax
        of = (c for c in syntax.children[index] if syntax.relation(c) == "nmod:of")
        return next(of, index) if syntax.tokens[index].lemma.lower() in ROUND else index


def part_of(filler: Filler, actor: Actor | None) -> str | None:
    """The part that a filler plays, of those that the head knows."""
    if filler.role == "actor":
        return "organization" if actor is not None and actor.kind in BODIES else "individual"
    return "victim" if filler.role == "recipient" else filler.role if filler.role in PARTS else None


class Cast(msgspec.Struct, frozen=True):
    """The groups of a report after the head was asked, and the mentions of harms that it takes for no one incident, by index."""

    groups: list[list[Mention]]
    vague: frozenset[int] = frozenset()

    def general(self, members: Sequence[Mention], links: Links) -> bool:
        """Whether a harm is but talk of violence: the head takes it for no incident, and no day, place or toll of it is told,
        nor anyone hurt in it by name."""
        if not self.vague.issuperset(m.index for m in members) or any(m.of(*TOLLS) for m in members):
            return False
        hurt = (links.actor_by_id.get(f.actor or "") for m in members for f in m.of("victim", "recipient"))
        named = any(actor is not None and actor.kind == "person" for actor in hurt)
        return not named and all(m.time is None and m.place is None for m in members)


def cast(groups: Sequence[list[Mention]], links: Links, syntax: Syntax, lexicon: Lexicon, head: Head) -> Cast:
    """The groups; each harm with the fillers that the head adds, and without the things that it takes for none."""
    found = harms(groups)
    if not found or in_passing(found, len(links.reading.analysis.sentences)):
        return Cast(list(groups))
    happenings = {number for number, _ in found}
    bridging = Bridging([m for members in groups for m in members], links, syntax, lexicon)
    casting = Casting(bridging, groups, head.judge(bridging, groups), head.known.add)
    added: dict[int, list[Filler]] = {}
    for number, filler in casting.fillers():
        added.setdefault(number, []).append(filler)
    made = [
        with_fillers(casting.without(n, head.known.leave), added.get(n, ())) if n in happenings else members
        for n, members in enumerate(groups)
    ]
    talk = [n for n in happenings if casting.vague(n)] + [
        n for n, _ in unrealised(groups) if casting.vague(n, UNREALISED)
    ]
    return Cast(made, frozenset(m.index for n in talk for m in groups[n]))
