"""Who is said to be among the dead, the wounded or the victims: "Among those killed was Ana Ruiz", "Two were among the hurt",
"The dead were identified as Ana Ruiz and Leo Paz", "They are Ana Ruiz and Leo Paz", "Ana Ruiz was the victim of an attack".

Those named become victims of the harm that the words belong to: of their own, or of the last one told before. Work is linear
in the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from sayso.events.links import Links
from sayso.events.mention import HARM, Filler, Mention
from sayso.events.syntax import Syntax
from sayso.model import Actor, Role

EFFECT: Mapping[str, Role] = {
    "dead": "killed", "killed": "killed", "fatality": "killed", "kill": "killed", "wounded": "wounded", "wound": "wounded",
    "injured": "wounded", "injure": "wounded", "hurt": "wounded", "victim": "victim", "casualty": "victim",
    "deceased": "killed", "murdered": "killed", "murder": "killed", "assassinate": "killed", "kidnap": "victim", "abduct": "victim",
    "hostage": "victim",
}  # fmt: skip
"""What words for people harmed say of them."""
SUFFERING = frozenset({"victim", "target"})
"""Nouns for somebody whom a deed is done to, with "of"."""
IDENTIFYING = frozenset({"identify", "name", "list"})
"""Verbs by which those harmed are said to be somebody."""
REACH = 3
"""How many sentences back the harm may be told that those named among its victims belong to."""
LISTED = frozenset({"conj", "appos", "list", "parataxis", "dep"})
"""Relations by which the names of a list hang on its first."""
FEWEST = 2
"""Names that a list behind a colon must have, where no word says that it is one of victims."""


class Among:
    """Finds those named among the victims, in one reading. `mentions`: all of them, in order of the text."""

    def __init__(self, mentions: Sequence[Mention], links: Links, syntax: Syntax) -> None:
        self.mentions, self.links, self.syntax = mentions, links, syntax
        self.tokens = syntax.tokens
        self.by_token = {m.candidate.token: m for m in mentions}

    def named(self) -> Iterator[tuple[int, Filler]]:
        """The index of a mention of harm, and who is said to be among those it harmed."""
        for token in self.tokens:
            if token.lemma.lower() == "among" and token.dep == "case":
                word = self._word(token.head)
                found = self._mention(word, token.index) if word is not None else None
                if word is not None and found is not None:
                    for head in self._those(token.head):
                        yield from ((found.index, filler) for filler in self._fillers(head, self._effect(word)))
            elif token.dep in ("nsubj", "nsubj:pass"):
                yield from self._identified(token.index)
            elif token.lemma.lower() in SUFFERING:
                yield from self._suffering(token.index)
        yield from self._behind_colons()

    # ------------------------------------------------------------ among them
    def _word(self, head: int) -> int | None:
        """The word that says what befell them: "the dead", "those killed"."""
        for index in (head, *self.syntax.children[head]):
            token = self.tokens[index]
            clause = index != head and not (token.dep.startswith("acl") and token.xpos == "VBN")
            if EFFECT.get(token.word.lower(), EFFECT.get(token.lemma.lower())) and not clause:
                return index
        return None

    def _effect(self, word: int) -> Role:
        """What befell those whom a word names."""
        token = self.tokens[word]
        return EFFECT.get(token.word.lower(), EFFECT.get(token.lemma.lower(), "victim"))

    def _mention(self, word: int, at: int) -> Mention | None:
        """The harm that a word for its victims belongs to."""
        if word in self.by_token:
            return self.by_token[word]
        return self._own(word) or self._last(at)

    def _own(self, word: int) -> Mention | None:
        """The harm that a word for victims names itself: "the victims of the attack"."""
        for child in self.syntax.children[word]:
            found = self.by_token.get(child) if self.syntax.relation(child) == "nmod:of" else None
            if found is not None and found.candidate.type in HARM:
                return found
        return None

    def _last(self, at: int) -> Mention | None:
        """The last harm told before a word."""
        sentence = self.tokens[at].sentence
        before = [m for m in self.mentions if m.candidate.token < at and sentence - m.sentence <= REACH]
        return next((m for m in reversed(before) if m.candidate.type in HARM and m.phase == "happened"), None)

    def _those(self, head: int) -> list[int]:
        """The subjects of the verb by which somebody is among them."""
        verb = self.tokens[head].head if self.tokens[head].dep == "obl" else head
        if self.tokens[verb].lemma.lower() != "be" and verb != head:
            return []
        return [token for token, _ in self.syntax.subjects(verb)]

    # ------------------------------------------------------------ who they are
    def _identified(self, subject: int) -> Iterator[tuple[int, Filler]]:
        """Those whom the dead are said to be, by name: "The dead are X and Y", "They were identified as X and Y"."""
        names = self._called(self.tokens[subject].head)
        if not names:
            return
        word = self._harmed(subject)
        found = self._told(word) if word is not None else self._harm_of(subject)
        if found is None or found.candidate.type not in HARM:
            return
        effect = self._effect(word) if word is not None else self._befell(found, subject)
        for head in names:
            yield from ((found.index, filler) for filler in self._fillers(head, effect))

    def _told(self, word: int) -> Mention | None:
        """The harm that those named by a word came to: the one told before, where the word is but a noun for them."""
        clause = self.tokens[word].dep.startswith("acl")
        return (None if clause else self._own(word) or self._last(word)) or self._mention(word, word)

    def _called(self, verb: int) -> list[int]:
        """The people named whom a predicate says that its subject is."""
        below = self.syntax.children[verb]
        if any(self.tokens[c].lemma.lower() in ("not", "n't", "never") for c in below):
            return []
        if any(self.tokens[c].dep == "cop" for c in below):
            return self._names(verb)
        lemma = self.tokens[verb].lemma.lower()
        if lemma in IDENTIFYING and self.syntax.passive(verb):
            as_whom = [c for c in below if self.syntax.relation(c) in ("obl:as", "xcomp", "obj") and c > verb]
            return [name for c in as_whom for name in self._names(c)]
        if lemma == "include" or (lemma == "be" and not any(self.syntax.verbal(c) for c in below if c > verb)):
            return [name for c in below if c > verb and self.syntax.nominal(c) for name in self._names(c)]
        return []

    def _harmed(self, subject: int) -> int | None:
        """The word by which a subject says what befell it: "the dead", "those killed", "one of the injured"."""
        word = self._word(subject)
        if word is not None:
            return word
        if self.tokens[subject].upos not in ("NUM", "PRON", "DET", "ADJ"):
            return None
        inner = (c for c in self.syntax.children[subject] if self.syntax.relation(c) == "nmod:of")
        return next((word for c in inner if (word := self._word(c)) is not None), None)

    def _harm_of(self, subject: int) -> Mention | None:
        """The harm told before whose victims a pronoun stands for: "They are X and Y"."""
        actor = self.links.actor(subject) if self.tokens[subject].upos == "PRON" else None
        found = self._last(subject)
        return found if actor is not None and found is not None and actor.id in found.struck else None

    def _befell(self, mention: Mention, subject: int) -> Role:
        """What befell those whom a pronoun stands for."""
        actor = self.links.actor(subject)
        roles = [f.role for f in mention.of("killed", "wounded") if actor is not None and f.actor == actor.id]
        return roles[0] if roles else "victim"

    def _names(self, first: int) -> list[int]:
        """The heads of the people's names in a list."""
        found, queue = [], [first]
        while queue:
            token = queue.pop(0)
            if self._person(token) is not None:
                found.append(token)
            queue += [
                c
                for c in self.syntax.children[token]
                if c > first and self.tokens[c].dep in LISTED and self.syntax.nominal(c) and not self.syntax.verbal(c)
            ]
        return found

    def _person(self, index: int) -> Actor | None:
        actor = self.links.actor(index)
        return actor if actor is not None and actor.kind == "person" else None

    # ------------------------------------------------------------ the victim of, lists
    def _suffering(self, word: int) -> Iterator[tuple[int, Filler]]:
        """Who is said to be the victim or the target of a harm: "X was the victim of an attack"."""
        harm = self._own(word)
        if harm is None:
            return
        above = self.tokens[word].head
        verb = above if self.tokens[above].lemma.lower() in ("be", "become", "remain") else word
        whom = [token for token, _ in self.syntax.subjects(verb)] if self.syntax.verbal(verb) else []
        if self.tokens[word].dep == "appos":
            whom.append(self.tokens[word].head)
        whom += [name for c in self.syntax.children[word] if self.tokens[c].dep == "appos" for name in self._names(c)]
        for head in whom:
            yield from ((harm.index, filler) for filler in (*self._fillers(head, "victim"), *self._thing(head, harm)))

    def _thing(self, head: int, harm: Mention) -> Iterator[Filler]:
        """A thing that is said to be the target of an attack: "the school was the target of two attacks"."""
        token = self.tokens[head]
        actor = self.links.actor(head)
        someone = actor is not None and (actor.kind != "organization" or actor.sector is not None)
        words = self.syntax.words
        nothing = words.abstract | words.intangible | words.happening | words.person
        if someone or token.upos not in ("NOUN", "PROPN") or token.lemma.lower() in nothing or harm.of("target"):
            return
        place = self.links.place(head)
        span = self.syntax.thing(head) if place is None else self.syntax.phrase(head)
        yield Filler(
            role="target", token=head, span=span, place=place.id if place else None, label="among", how="among"
        )

    def _behind_colons(self) -> Iterator[tuple[int, Filler]]:
        """Those listed by name behind the colon of a sentence that tells of several deaths: "the murders in July: X and Y"."""
        last = {m.sentence: m for m in self.mentions if self._several(m) and not m.headline}
        for token in self.tokens:
            harm = last.pop(token.sentence, None) if token.word == ":" and token.sentence in last else None
            if harm is None or harm.candidate.token > token.index or self._names_someone(harm):
                continue
            names = self._list_behind(token.index)
            if len(names) >= FEWEST:
                yield from ((harm.index, filler) for head in names for filler in self._fillers(head, "victim"))

    def _several(self, mention: Mention) -> bool:
        """Whether a noun names deeds of which each has a victim: "murders", "kidnappings"."""
        taken = "abduct" in (mention.candidate.mode, *mention.candidate.modes)
        return (
            mention.candidate.type == "ASSAULT"
            and mention.noun
            and mention.plural
            and (taken or mention.effect == "killed")
        )

    def _names_someone(self, mention: Mention) -> bool:
        actors = (self.links.actor_by_id[f.actor] for f in mention.of("victim", "recipient") if f.actor)
        return any(actor.kind == "person" for actor in actors)

    def _list_behind(self, colon: int) -> list[int]:
        """The people named in a list that begins right behind a colon and is the subject of nothing."""
        first = next((i for i in range(colon + 1, len(self.tokens)) if not self._inside(i, colon)), len(self.tokens))
        if first >= len(self.tokens) or self.tokens[first].sentence != self.tokens[colon].sentence:
            return []
        plain = self.tokens[first].dep in LISTED | {"root", "obj", "obl", "nmod"} and not self.syntax.verbal(first)
        return self._names(first) if plain and self._person(first) is not None else []

    def _inside(self, index: int, colon: int) -> bool:
        """Whether a word only stands before the head of its phrase."""
        token = self.tokens[index]
        return token.head > index > colon and token.dep in (
            "compound",
            "amod",
            "det",
            "flat",
            "case",
            "punct",
            "nummod",
        )

    def _fillers(self, head: int, effect: Role) -> Iterator[Filler]:
        actor = self.links.actor(head)
        if actor is None or actor.kind not in ("person", "people", "unnamed"):
            return
        made = Filler(
            role="victim", token=head, span=self.syntax.phrase(head), actor=actor.id, label="among", how="among"
        )
        yield made
        if effect != "victim" and actor.kind == "person":
            yield msgspec.structs.replace(made, role=effect)


def with_named(mentions: Sequence[Mention], links: Links, syntax: Syntax) -> list[Mention]:
    """The mentions, with those who are said to be among their victims; none of these did it."""
    found: dict[int, list[Filler]] = {}
    for index, filler in Among(mentions, links, syntax).named():
        found.setdefault(index, []).append(filler)
    made = []
    for mention in mentions:
        new = found.get(mention.index, [])
        harmed = {f.actor for f in new if f.actor}
        known = {(f.role, f.actor or f.span) for f in mention.fillers}
        kept = [f for f in mention.fillers if not (f.role == "actor" and f.actor in harmed)]
        added = [f for n, f in enumerate(new) if (f.role, f.actor or f.span) not in known and f not in new[:n]]
        made.append(msgspec.structs.replace(mention, fillers=(*kept, *added)) if new else mention)
    return made
