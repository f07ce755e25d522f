"""Who is said to be among the dead, the wounded or the victims: "Among those killed was Ana Ruiz", "Two were among the hurt".

Those named become victims of the harm that the words belong to: of their own, or of the last one told before. Work is linear
in the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from sayso.events.links import Links
from sayso.events.mention import HARM, Filler, Mention
from sayso.events.syntax import Syntax
from sayso.model import Role

EFFECT: Mapping[str, Role] = {
    "dead": "killed", "killed": "killed", "fatality": "killed", "kill": "killed", "wounded": "wounded", "wound": "wounded",
    "injured": "wounded", "injure": "wounded", "hurt": "wounded", "victim": "victim", "casualty": "victim",
}  # fmt: skip
"""What words for people harmed say of them."""
REACH = 3
"""How many sentences back the harm may be told that those named among its victims belong to."""


class Among:
    """Finds those named among the victims, in one reading. `mentions`: all of them, in order of the text."""

    def __init__(self, mentions: Sequence[Mention], links: Links, syntax: Syntax) -> None:
        self.mentions, self.links, self.syntax = mentions, links, syntax
        self.by_token = {m.candidate.token: m for m in mentions}

    def named(self) -> Iterator[tuple[int, Filler]]:
        """The index of a mention of harm, and who is said to be among those it harmed."""
        for token in self.syntax.tokens:
            if token.lemma.lower() == "among" and token.dep == "case":
                word = self._word(token.head)
                found = self._mention(word, token.index) if word is not None else None
                if word is not None and found is not None:
                    for head in self._those(token.head):
                        yield from ((found.index, filler) for filler in self._fillers(head, word))

    def _word(self, head: int) -> int | None:
        """The word that says what befell them: "the dead", "those killed"."""
        for index in (head, *self.syntax.children[head]):
            token = self.syntax.tokens[index]
            clause = index != head and not (token.dep.startswith("acl") and token.xpos == "VBN")
            if EFFECT.get(token.word.lower(), EFFECT.get(token.lemma.lower())) and not clause:
                return index
        return None

    def _mention(self, word: int, at: int) -> Mention | None:
        """The harm that a word for its victims belongs to."""
        if word in self.by_token:
            return self.by_token[word]
        sentence = self.syntax.tokens[at].sentence
        before = [m for m in self.mentions if m.candidate.token < at and sentence - m.sentence <= REACH]
        return next((m for m in reversed(before) if m.candidate.type in HARM and m.phase == "happened"), None)

    def _those(self, head: int) -> list[int]:
        """The subjects of the verb by which somebody is among them."""
        verb = self.syntax.tokens[head].head if self.syntax.tokens[head].dep == "obl" else head
        if self.syntax.tokens[verb].lemma.lower() != "be" and verb != head:
            return []
        return [token for token, _ in self.syntax.subjects(verb)]

    def _fillers(self, head: int, word: int) -> Iterator[Filler]:
        actor = self.links.actor(head)
        if actor is None or actor.kind not in ("person", "people", "unnamed"):
            return
        made = Filler(
            role="victim", token=head, span=self.syntax.phrase(head), actor=actor.id, label="among", how="among"
        )
        yield made
        told = self.syntax.tokens[word]
        role = EFFECT.get(told.word.lower(), EFFECT.get(told.lemma.lower(), "victim"))
        if role != "victim" and actor.kind == "person":
            yield msgspec.structs.replace(made, role=role)


def with_named(mentions: Sequence[Mention], links: Links, syntax: Syntax) -> list[Mention]:
    """The mentions, with those who are said to be among their victims; none of these did it."""
    found: dict[int, list[Filler]] = {}
    for index, filler in Among(mentions, links, syntax).named():
        found.setdefault(index, []).append(filler)
    made = []
    for mention in mentions:
        new = found.get(mention.index, [])
        harmed = {f.actor for f in new}
        known = {(f.role, f.actor) for f in mention.fillers}
        kept = [f for f in mention.fillers if not (f.role == "actor" and f.actor in harmed)]
        added = [f for f in new if (f.role, f.actor) not in known]
        made.append(msgspec.structs.replace(mention, fillers=(*kept, *added)) if new else mention)
    return made
