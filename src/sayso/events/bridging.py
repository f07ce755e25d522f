"""Who and what takes part in a harm though no relation of its words says so: arguments across sentences.

"Gunmen burst in ... The mayor died at once ... The Red Column is behind this crime": a logistic scorer for each role looks
at a happening, at everyone and everything named near it, and at how the words go together. It was trained on the keys of
MUC-3 (`training/train_roles.py`; models/roles holds the weights and their card). A filler that it adds is vouched for by
whoever vouches for the happening, and is never firmer than possible. Doers are never added. Where the encoder was asked, its
head (`casting`) does this instead, and sees the same features.

Work is linear in a report's length: only what is named within `WINDOW` sentences of a mention of the happening is looked at,
and no more than `NEAREST` of these.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import msgspec

from sayso.errors import ResourceError
from sayso.events.lexicon import Lexicon
from sayso.events.links import Links
from sayso.events.mention import HARM, Filler, Mention
from sayso.events.syntax import Syntax
from sayso.language.certainty import compose
from sayso.language.encoder import places
from sayso.model import Actor, Attestation, Role, Span

WINDOW = 2
"""How many sentences away from a mention of the happening someone may be named."""
NEAREST = 24
"""How many of those named there are looked at for one happening."""
PARTS = ("individual", "organization", "victim", "target", "instrument")
"""What the scorer tells: perpetrators are individuals or organizations, as in MUC."""
ROLE_OF: Mapping[str, Role] = {
    "individual": "actor", "organization": "actor", "victim": "victim", "target": "target", "instrument": "instrument",
}  # fmt: skip
NEVER: frozenset[Role] = frozenset({"actor"})
"""Roles that are never added: of the doers that the scorer would add, two in three are wrong, and a wrong doer does more harm
than a blank. They are scored all the same, since the parts are learnt side by side."""
NEUTRAL_KINDS: Mapping[str, str] = {
    "person": "person", "people": "folk", "unnamed": "folk", "group": "body", "organization": "body", "country": "body",
}  # fmt: skip
"""Kinds of actors as features: a state and a group that do the same play the same part."""
FIGHTERS = frozenset({
    "terrorist", "militant", "fighter", "gunman", "guerrilla", "rebel", "insurgent", "extremist", "jihadist", "soldier",
    "troop", "paramilitary", "separatist", "assailant", "attacker", "policeman", "officer", "leftist", "rightist", "subversive",
    "criminal", "bandit", "hitman", "assassin", "killer", "murderer", "commando", "combatant", "militiaman", "communist",
})  # fmt: skip
"""Words for people under arms: which of them a report chooses changes no part."""
BODIES = frozenset({"group", "organization", "country"})
PATH = 4
"""How many relations a path between two words of a sentence may have."""


class Weights(msgspec.Struct, frozen=True):
    """For each part the bias and from which probability on a filler is added; for each feature its weight for each part."""

    bias: tuple[float, ...]
    add: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]

    @classmethod
    def load(cls, path: Path) -> Weights:
        """Reads a file of weights: {"parts", "bias": [...], "add": [...], "features": {feature: [one weight a part]}}."""
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            if tuple(raw["parts"]) != PARTS:
                raise ResourceError(f"{path} belongs to another version of sayso")
            return cls(tuple(raw["bias"]), tuple(raw["add"]), {f: tuple(w) for f, w in raw["features"].items()})
        except (OSError, KeyError, ValueError) as error:
            raise ResourceError(f"the weights of the roles cannot be read ({path}): {error}") from error

    def sum(self, features: Iterable[str]) -> tuple[float, ...]:
        """The weights of some features, added up for each part."""
        known = [w for f in features if (w := self.weights.get(f)) is not None]
        return tuple(map(sum, zip(*known, strict=True))) if known else (0.0,) * len(PARTS)


@cache
def shipped() -> Weights:
    """The weights of the installation. Raises ResourceError where there are none."""
    paths = [folder / "weights.json" for folder in places("roles")]
    return Weights.load(next((path for path in paths if path.is_file()), paths[0]))


class Someone(msgspec.Struct, frozen=True):
    """Someone or something that may take part: an actor, or a noun that no actor is known for; `heads` in text order."""

    actor: Actor | None
    heads: tuple[int, ...]


class Bridging:
    """Features of happenings and of those named near them, in one reading."""

    def __init__(self, mentions: Sequence[Mention], links: Links, syntax: Syntax, lexicon: Lexicon) -> None:
        self.mentions, self.links, self.syntax, self.tokens = mentions, links, syntax, syntax.tokens
        self.lexicon = lexicon
        self.triggers = {t for m in mentions for t in (m.candidate.token, *m.candidate.words)}
        self.filled: dict[int, list[tuple[Mention, Filler]]] = {}
        for mention in mentions:
            for filler in mention.fillers:
                self.filled.setdefault(filler.token, []).append((mention, filler))
        self.speakers = {c.source.actor for c in links.reading.claims if c.source.actor}
        self.near = self._near()
        self.named = sorted(self._named(), key=lambda named: named[0])
        self._heads = [head for head, _ in self.named]
        self._worths: dict[int, tuple[float, ...]] = {}

    def _named(self) -> Iterator[tuple[int, Someone]]:
        """Every head near a harm with who or what it names."""
        taken: set[int] = set()
        for actor in self.links.reading.actors:
            heads = [h for span in actor.mentions if (h := self.links.head(span)) is not None]
            someone = Someone(actor, tuple(sorted(set(heads))))
            for head in someone.heads:
                taken.add(head)
                if self.tokens[head].sentence in self.near:
                    yield head, someone
        for sentence in self.near:
            found = self.links.reading.analysis.sentences[sentence]
            for index in range(found.first, found.last):
                if index not in taken and self._thing(index):
                    yield index, Someone(None, (index,))

    def _near(self) -> set[int]:
        last = len(self.links.reading.analysis.sentences)
        return {
            n
            for m in self.mentions
            if m.candidate.type == "ASSAULT"
            for n in range(max(0, m.sentence - WINDOW), min(last, m.sentence + WINDOW + 1))
        }

    def _thing(self, index: int) -> bool:
        """Whether a word heads a phrase for a thing or for people whom no actor stands for."""
        token = self.tokens[index]
        if token.upos not in ("NOUN", "PROPN") or token.dep in ("compound", "flat", "fixed") or index in self.triggers:
            return False
        return self.links.time(index) is None and self.links.actor(index) is None

    # ------------------------------------------------------------ whom to look at
    def around(self, members: Sequence[Mention]) -> list[tuple[int, Someone]]:
        """Those named near a happening, each once with the head that stands nearest to one of its triggers."""
        best: dict[str, tuple[int, int, Someone]] = {}
        for member in members:
            token = member.candidate.token
            for head, someone in self._within(member.sentence):
                key = someone.actor.id if someone.actor else f"t{head}"
                rank = (abs(head - token), head, someone)
                if key not in best or rank[:2] < best[key][:2]:
                    best[key] = rank
        ranked = sorted(best.values(), key=lambda rank: rank[:2])[:NEAREST]
        return [(head, someone) for _, head, someone in ranked]

    def _within(self, sentence: int) -> Sequence[tuple[int, Someone]]:
        sentences = self.links.reading.analysis.sentences
        first = sentences[max(0, sentence - WINDOW)].first
        last = sentences[min(len(sentences) - 1, sentence + WINDOW)].last
        return self.named[bisect_left(self._heads, first) : bisect_right(self._heads, last - 1)]

    def given(self, members: Sequence[Mention], someone: Someone) -> set[str]:
        """The parts that the rules have someone play in a happening."""
        indices, heads = {m.index for m in members}, set(someone.heads)
        actor = someone.actor.id if someone.actor else None
        roles = {
            f.role
            for m in members
            if m.index in indices
            for f in m.fillers
            if f.token in heads or (actor is not None and f.actor == actor)
        }
        body = someone.actor is not None and someone.actor.kind in BODIES
        named = {"actor": "organization" if body else "individual", "recipient": "victim"}
        return {named.get(role, role) for role in roles if role in named or role in PARTS}

    # ------------------------------------------------------------ what is missing
    def missing(self, members: Sequence[Mention], weights: Weights) -> Iterator[tuple[str, str, float, int]]:
        """The parts that the scorer gives someone whom the rules do not: part, whose, how probable, named where."""
        happening = weights.sum(self.of_happening(members))
        indices = {m.index for m in members}
        for head, someone in self.around(members):
            if self.tokens[head].upos == "PRON" or self.given(members, someone) or self.taken(head, indices):
                continue
            values = (
                weights.bias, happening, self._worth(someone, head, weights),
                weights.sum(self.between(members, head, someone)),
            )  # fmt: skip
            key = someone.actor.id if someone.actor else f"t{head}"
            for part, add, *some in zip(PARTS, weights.add, *values, strict=True):
                share = logistic(sum(some))
                if share >= add and fits(part, someone) and ROLE_OF[part] not in NEVER:
                    yield part, key, share, head

    def taken(self, head: int, indices: set[int]) -> bool:
        """Whether this very naming tells what someone does or suffers in another harm."""
        return any(
            m.index not in indices and m.candidate.type in HARM and f.role != "place"
            for m, f in self.filled.get(head, ())
        )

    def _worth(self, someone: Someone, head: int, weights: Weights) -> tuple[float, ...]:
        """What someone's features and those of one naming are worth, whatever the happening."""
        if head not in self._worths:
            self._worths[head] = weights.sum([*self.of_someone(someone), *self.of_head(head)])
        return self._worths[head]

    def filler(self, mention: Mention, part: str, key: str, token: int, how: str = "bridging") -> Filler:
        """The filler for a part, vouched for no more firmly than as possible."""
        actor = self.links.actor_by_id.get(key)
        vouchers = tuple(
            Attestation(source=a.source, factuality=compose("PS+", a.factuality), claim=a.claim)
            for a in mention.attestations
        )
        return Filler(
            role=ROLE_OF[part], token=token, span=self._phrase(token, actor), actor=actor.id if actor else None,
            label=part, how=how, attestations=vouchers,
        )  # fmt: skip

    def _phrase(self, token: int, actor: Actor | None) -> Span:
        """The words by which someone is named at a head."""
        at = self.tokens[token].span
        if actor is None:
            return self.syntax.thing(token)
        spans = [span for span in actor.mentions if span.contains(at)]
        return min(spans, key=lambda span: span.end - span.start) if spans else self.syntax.phrase(token)

    # ------------------------------------------------------------ features
    def features(self, members: Sequence[Mention], head: int, someone: Someone) -> list[str]:
        """All that is known of one named near a happening, in relation to it."""
        return [
            *self.of_someone(someone), *self.of_head(head), *self.of_happening(members),
            *self.between(members, head, someone),
        ]  # fmt: skip

    def of_someone(self, someone: Someone) -> list[str]:
        """What holds of someone wherever they are named."""
        return list(dict.fromkeys(self._someone(someone)))

    def _someone(self, someone: Someone) -> Iterator[str]:
        actor = someone.actor
        if actor is None:
            yield "kind=thing"
        else:
            yield f"kind={NEUTRAL_KINDS[actor.kind]}"
            yield f"often={min(len(actor.mentions), 4)}"
            if actor.id in self.speakers:
                yield "speaks"
        for head in someone.heads[:12]:
            for mention, filler in self.filled.get(head, ()):
                if mention.candidate.type != "ASSAULT":
                    yield f"in {mention.candidate.type} {mention.candidate.mode or ''} {filler.role}"
                elif filler.role in ("actor", "victim", "target", "instrument", "recipient"):
                    yield f"in harm {filler.role}"
                    yield f"in harm {filler.role} {mention.effect}"

    def of_head(self, head: int) -> list[str]:
        """What the words around one naming of someone tell."""
        return list(dict.fromkeys(self._head(head)))

    def _head(self, head: int) -> Iterator[str]:
        token = self.tokens[head]
        lemma = token.lemma.lower()
        proper = token.upos == "PROPN"
        yield f"pos={token.xpos}"
        if not proper:
            yield f"noun={self.word(head)}"
            yield from (f"class={name}" for name in self._classes(lemma))
        for child in self.syntax.children[head]:
            base = self.syntax.base(child)
            if base in ("amod", "compound", "nummod", "det", "appos", "acl"):
                yield f"{base}={self.word(child)}"
        relation, governor = self.syntax.relation(head), self.syntax.governor(head)
        yield f"relation={relation}"
        if governor is not None:
            above = self.word(governor)
            yield f"under={relation}>{above}"
            yield f"under={above}"
            further = self.syntax.governor(governor)
            if further is not None:
                yield f"further={self.syntax.relation(governor)}>{self.word(further)}"
        for name, at in (("before", head - 1), ("after", head + 1), ("before2", head - 2)):
            if 0 <= at < len(self.tokens) and self.tokens[at].sentence == token.sentence:
                yield f"{name}={self.word(at)}"

    def word(self, index: int) -> str:
        """A word as a feature: who is called what, and of which side anyone is, makes no difference."""
        token = self.tokens[index]
        lemma = token.lemma.lower()
        if token.upos == "NUM":
            return "#"
        if lemma in FIGHTERS or lemma in self.lexicon.classes.get("armed", ()):
            return "(armed)"
        if token.upos in ("PROPN", "X") or self.links.actor(index) is not None or self.links.place(index) is not None:
            actor = self.links.actor(index)
            named = NEUTRAL_KINDS[actor.kind] if actor is not None else "name"
            return (
                f"({named})" if token.upos in ("PROPN", "X", "ADJ") or lemma not in self.syntax.words.person else lemma
            )
        return lemma

    def _classes(self, lemma: str) -> Iterator[str]:
        words = self.syntax.words
        for name, some in (
            ("weapon", words.weapon), ("person", words.person), ("abstract", words.abstract), ("toll", words.toll),
            ("happening", words.happening), ("document", words.document), ("protracted", words.protracted),
        ):  # fmt: skip
            if lemma in some:
                yield name
        for name in ("building", "vehicle", "place"):
            if lemma in self.lexicon.classes.get(name, ()):
                yield name

    def of_happening(self, members: Sequence[Mention]) -> list[str]:
        """What is known of the happening by itself."""
        first = members[0]
        found = [
            f"phase={first.phase}", f"many={min(len(members), 4)}", f"first={first.definite}",
            f"plural={first.plural}", f"dated={any(m.time for m in members)}", f"placed={any(m.place for m in members)}",
            f"voice={first.attestations[0].source == 'report'},{first.factuality}",
        ]  # fmt: skip
        found += sorted({f"effect={m.effect}" for m in members} | {f"mode={m.candidate.mode}" for m in members})
        found += sorted({f"called={m.lemma}" for m in members})
        has = {f.role for m in members for f in m.fillers}
        return found + [f"has {role}" for role in ("actor", "victim", "target", "instrument") if role in has]

    def between(self, members: Sequence[Mention], head: int, someone: Someone) -> list[str]:
        """How someone stands to the happening: by its own relations, by distance, by the path between them."""
        return list(dict.fromkeys(self._between(members, head, someone)))

    def _between(self, members: Sequence[Mention], head: int, someone: Someone) -> Iterator[str]:
        nearest = min(members, key=lambda m: (abs(m.candidate.token - head), m.index))
        indices = {m.index for m in members}
        own = False
        for at in someone.heads:
            for mention, filler in self.filled.get(at, ()):
                if mention.index in indices:
                    own = True
                    yield f"fills {filler.role}"
                    yield f"fills {filler.role} {filler.label} {filler.how}"
                    yield f"fills {filler.role} of {mention.lemma}"
        gap = self.tokens[head].sentence - nearest.sentence
        yield f"gap={gap},{'fills' if own else 'free'}"
        if gap == 0:
            distance = head - nearest.candidate.token
            yield f"side={'after' if distance > 0 else 'before'},{min(abs(distance) // 3, 5)}"
            path = self._path(nearest.candidate.token, head)
            if path:
                yield f"path={path}"
                yield f"path={path},{nearest.effect}"
                yield f"path={path},{nearest.lemma}"

    def _path(self, trigger: int, head: int) -> str:
        """The relations from a trigger to a head: up to their common word, then down; "" where they are many."""
        up, down = self._chain(trigger), self._chain(head)
        for steps, index in enumerate(up):
            if index in down:
                under = down.index(index)
                if steps + under > PATH:
                    return ""
                climbing = [f"^{self.syntax.base(t)}" for t in up[:steps]]
                return " ".join([*climbing, *(self.syntax.relation(t) for t in reversed(down[:under]))])
        return ""

    def _chain(self, index: int) -> list[int]:
        found = [index]
        while len(found) <= PATH:
            governor = self.syntax.governor(found[-1])
            if governor is None:
                break
            found.append(governor)
        return found


# ---------------------------------------------------------------- what the scorer adds
def logistic(value: float) -> float:
    """The probability for a sum of weights."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def fits(part: str, someone: Someone) -> bool:
    """Whether one of a kind can play a part: bodies are organizations, all others individuals; only things are weapons."""
    actor = someone.actor
    body = actor is not None and actor.kind in BODIES
    if part == "organization":
        return body
    if part in ("individual", "victim"):
        return not body and (actor is not None or part == "individual")
    return actor is None if part == "instrument" else True


def bridged(
    groups: Sequence[list[Mention]], links: Links, syntax: Syntax, lexicon: Lexicon, weights: Weights | None = None
) -> list[list[Mention]]:
    """The groups; each harm with the fillers that the scorer adds."""
    if not any(m.candidate.type == "ASSAULT" for members in groups for m in members):
        return list(groups)
    weights = weights or shipped()
    bridging = Bridging([m for members in groups for m in members], links, syntax, lexicon)
    found: dict[tuple[str, str], tuple[float, int, int]] = {}
    for number, members in enumerate(groups):
        if members[0].candidate.type == "ASSAULT" and real(members):
            for part, key, share, token in bridging.missing(members, weights):
                found[key, part] = max(found.get((key, part), (0.0, 0, 0)), (share, -number, token))
    added: dict[int, list[Filler]] = {}
    for (key, part), (_, number, token) in found.items():
        added.setdefault(-number, []).append(bridging.filler(groups[-number][0], part, key, token))
    return [with_fillers(members, added.get(n, ())) for n, members in enumerate(groups)]


def real(members: Sequence[Mention]) -> bool:
    """Whether somebody vouches that a happening was done or tried."""
    told = any(not a.factuality.endswith("-") for m in members for a in m.attestations)
    return told and any(m.phase in ("happened", "ongoing", "attempted") for m in members)


def with_fillers(members: list[Mention], fillers: Sequence[Filler]) -> list[Mention]:
    """The mentions of a happening, the first with more fillers."""
    if not fillers:
        return members
    reasons = tuple(f"{f.role} across sentences: told near it" for f in fillers)
    first = members[0]
    first = msgspec.structs.replace(first, fillers=(*first.fillers, *fillers), reasons=(*first.reasons, *reasons))
    return [first, *members[1:]]
