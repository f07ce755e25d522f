"""Names: known ones of the base, and unknown ones by what tells of them."""

from __future__ import annotations

from typing import NamedTuple

from sayso.actors.base import Entry, Form, Hit
from sayso.actors.describing import Describer
from sayso.actors.evidence import Evidence
from sayso.actors.mention import Mention
from sayso.actors.nouns import NounClass, Title
from sayso.actors.phrases import determiner, trimmed
from sayso.actors.scene import HUMAN, NAMES, NO_ACTOR_LABELS, PARTICLES, PLACE_LABELS, Scene
from sayso.actors.senses import Senses
from sayso.actors.titles import Titles
from sayso.model import Token

_CLOCKS = frozenset((
    "GMT", "UTC", "EAT", "CET", "CEST", "EET", "BST", "EST", "EDT", "CST", "PST", "PDT", "WAT", "CAT", "IST", "PKT", "AEST", "MSK",
))  # fmt: skip
"""Letters behind a time of day."""
_BEHIND_COMMA = frozenset(("Inc", "Ltd", "LLC", "Co", "Corp", "Jr", "Sr", "PLC", "SA"))
"""What ends a name behind a comma of its own."""
_TOLD_BY_SECTOR = frozenset(("REB", "CRM", "PTY", "OPP", "SPY", "IGO", "NGO", "JRN"))
_NAMED_SECTORS = {"company": "BUS", "outlet": "JRN"}


class Run(NamedTuple):
    """An unknown name at tokens `[start, last)` of the phrase that begins at `first`, with its candidate label, where a
    title before it begins (or -1), and whether it begins with a given name, or is a person's by its words.
    """

    token: Token
    first: int
    start: int
    last: int
    label: str
    titled: int
    given: bool
    surname: bool


class Namer:
    """Makes mentions of names."""

    def __init__(self, scene: Scene, evidence: Evidence, describer: Describer) -> None:
        self.scene = scene
        self.analysis, self.tokens, self.words, self.lexicon = scene.analysis, scene.tokens, scene.words, scene.lexicon
        self.evidence, self.describer = evidence, describer
        self.titles, self.senses = Titles(scene), Senses(scene)

    def named(self, token: Token, first: int, hit: Hit | None, label: tuple[int, int, str] | None) -> Mention | None:
        start, last = token.index, token.index + 1
        if label is not None and label[0] <= token.index and label[2] not in NO_ACTOR_LABELS:
            start, last = (
                trimmed(self.tokens, self._unlisted(label[0], token.index), token.index),
                max(self._unbracketed(token.index, label[1]), last),
            )
        if hit is not None and self.senses.is_surname(hit, token):
            hit = None
        if hit is not None and not (start < hit.first and last >= hit.last and self.senses.is_more(hit, start, last)):
            start, last = hit.first, max(hit.last, token.index + 1)
            entry, sort = self.senses.sense(hit, token)
        else:
            entry, sort = None, None
            start = min(start, self._run(first, token.index))
        if entry is None and hit is not None and sort == "adjective":
            return None
        if (
            entry is not None
            and entry.kind == "organization"
            and entry.country
            and self.senses.is_foreign(entry, first, start)
        ):
            entry = None
        if entry is None:
            start = self.titles.past_titles(start, last)
        if (behind := self._behind_word_for_name(first, start, last)) > first:
            first = start = behind
        first = min(first, start)
        if entry is not None:
            return self.known(token, first, start, last, entry, sort)
        return self.unknown(token, first, start, last, label[2] if label else "")

    def _behind_word_for_name(self, first: int, start: int, last: int) -> int:
        """Where a name begins behind what it is: "its French acronym *MSF*" says nothing of France; -1 where it does not."""
        at = next((i for i in range(min(first, start), last - 1) if self.words[i].lower() in NAMES), -1)
        return at + 1 if at >= 0 else -1

    def _unbracketed(self, head: int, last: int) -> int:
        """The end of a name without the bracket that a candidate took in."""
        return next((i for i in range(head + 1, last) if self.words[i] in ("(", "[", "]", ")", ",")), last)

    def _unlisted(self, first: int, head: int) -> int:
        """The beginning of a name without what stands before a comma that a candidate took in: "Reuters, Ana Ruiz"."""
        inside = range(first, head)
        joined = self.words[head].rstrip(".") in _BEHIND_COMMA or any(
            self.words[i].lower() in ("&", "and") for i in inside
        )
        return first if joined else max((i + 1 for i in inside if self.words[i] == ","), default=first)

    def _run(self, first: int, head: int) -> int:
        """Where the unbroken proper nouns that end at the head begin."""
        at = head
        while (
            at > first
            and not self._is_glued(at - 1)
            and self.words[at - 1].lower() not in ("alias", "aka")
            and (
                self.tokens[at - 1].upos == "PROPN"
                or (self.words[at - 1] == "-" and at - 1 > first and self._in_name(at - 2))
                or (self.words[at - 1].lower() in PARTICLES and at - 1 > first and self.tokens[at - 2].upos == "PROPN")
                or (self.words[at - 1][:1].isupper() and self.tokens[at - 1].upos in ("ADJ", "NOUN", "VERB"))
            )
        ):
            at -= 1
        return at

    def _is_glued(self, index: int) -> bool:
        """Whether the word says who backs, or where sits, what is named behind it: "U.S.-based"."""
        return self.words[index].rpartition("-")[2] in self.lexicon.words["glued"] and "-" in self.words[index]

    def _in_name(self, index: int) -> bool:
        """Whether a token can stand before a hyphen in a name: "al" of "al-Hariri"."""
        return self.tokens[index].upos == "PROPN" or self.words[index].lower() in PARTICLES

    def known(self, token: Token, first: int, start: int, last: int, entry: Entry, sort: Form | None) -> Mention:
        low = [self.words[i].lower() for i in range(first, token.index + 1)]
        country = entry.country or self.scene.country(first, start)
        role = entry.role
        if entry.kind != "country" and not entry.country and country:
            role = role or self.lexicon.role(low)
        kind: str = entry.kind
        titled = self.titles.titled(first, start) if kind == "person" else -1
        keeps = kind in ("person", "organization", "group") and not (kind == "group" and entry.sector != "")
        return Mention(
            first if keeps or kind == "people" else start, last, token.index, "name", start, last, kind=kind,
            sector=entry.sector, country=country, noun=self._noun_of(entry), role=role, gender=entry.gender,
            plural=kind == "people", introduced=determiner(self.analysis, first, token.index), entry=entry, sort=sort,
            words=tuple(self.words[start:last]), modifiers=self.scene.modifiers(first, start),
            possessor=self.scene.possessor(token), belongs=self.scene.belongs(token, first, start), titled=titled,
            person=kind == "person",
        )  # fmt: skip

    def _noun_of(self, entry: Entry) -> str:
        if entry.kind in ("country", "people", "person"):
            return "country" if entry.kind == "country" else "leader" if entry.kind == "person" else "civilian"
        found = self.lexicon.noun(entry.name.lower().split()) if entry.sector not in _TOLD_BY_SECTOR else None
        if found is not None and found[0].kind in ("group", "organization"):
            return found[0].name
        return self.lexicon.sector_classes.get(entry.sector, "organization")

    def unknown(self, token: Token, first: int, start: int, last: int, label: str) -> Mention | None:
        """A name that the base lacks, for what the words in and about it tell; None for what is no actor's."""
        if self.words[token.index] in _CLOCKS or self._is_network(token.index, start):
            return None
        low = [self.words[i].lower() for i in range(first, token.index + 1)]
        noun = self.scene.noun(low, token)
        human = noun is not None and noun[0].kind in HUMAN
        if human and label != "PERSON" and self.evidence.sort_by_word(start, last) == "outlet":
            return self._plain_name(token, first, start, last, "organization", "outlet")  # "the Delta Courier"
        if noun is not None and human and self.evidence.has_a_name_beside(token):
            return self.describer.described(token, first)
        run = self._run_of(token, first, start, last, label)
        if noun is not None and self._is_description(run, noun):
            placed = label in PLACE_LABELS and token.sentence not in self.scene.uppers
            return None if placed else self.describer.described(token, run.first)
        if noun is not None and noun[0].kind in ("group", "organization") and run.titled < 0:
            if self.words[last - 1] == "State" and last - start > 1 and not self.scene.is_agentive(token):
                return None
            if not (label in PLACE_LABELS and self._is_placed(run)):
                return self.describer.body(token, run.first, start, last, noun[0], low)
        return self._told(run)

    def outlet(self, first: int, last: int) -> Mention:
        """The tokens as the name of an outlet."""
        return self._plain_name(self.tokens[last - 1], first, first, last, "organization", "outlet")

    def _is_network(self, index: int, start: int) -> bool:
        """Whether it is the network X that somebody writes on."""
        alone = start == index > 0 and self.words[index] in ("X", "X.")
        return alone and self.words[index - 1].lower() in ("on", "via", "to", "from", "through", "platform")

    def _run_of(self, token: Token, first: int, start: int, last: int, label: str) -> Run:
        titled = self.titles.titled(first, start)
        if titled >= 0 and (titled < first or any(self.tokens[i].upos == "CCONJ" for i in range(first, titled))):
            first = titled
        shouted = token.sentence in self.scene.uppers  # there labels are often wrong
        given = last - start > 1 and self.words[start] in self.lexicon.given_names
        given = given and (label in ("", "GPE", "PERSON") or (shouted and label == "ORG"))
        kunya = self.words[start] in ("Abu", "Umm", "Abou") and last - start > 1 and label not in PLACE_LABELS
        kunya = kunya and self.scene.stretch(start, last) not in self.scene.placed  # "Abu Dhabi" is no one
        given = (
            given or kunya or self.evidence.is_aged(token, last) or self.evidence.has_post_behind(token, start, last)
            or (label in ("", "ORG") and self.evidence.is_hurt(token, start, last))
        )  # fmt: skip
        surname = given or self.words[last - 1] in self.scene.surnames or self.titles.before_nickname(start) < start
        return Run(token, first, start, last, label, titled, given, surname)

    def _is_description(self, run: Run, noun: tuple[NounClass, int]) -> bool:
        """Whether the words only say what someone is: "President", "the Electoral Commissioner"."""
        if noun[0].kind in ("group", "organization") or run.titled >= 0 or (run.surname and run.last - run.start > 1):
            return False
        whole = noun[1] > run.token.index - run.start
        return whole or self.evidence.is_post(run.token, run.start, run.label, noun[0])

    def _is_placed(self, run: Run) -> bool:
        return self.scene.stretch(run.start, run.last) in self.scene.placed

    def _told(self, run: Run) -> Mention | None:
        """A name told by its own words or its neighbours, else by whether it is a place's, else by its candidate label."""
        token, first, start, last, label, titled, given, surname = run
        firm = self.evidence.sort_by_word(start, last) if titled >= 0 and label == "ORG" and not surname else ""
        if firm:  # "trader Vektor Invest"
            return self._plain_name(token, first, start, last, "organization", firm)
        if titled < 0:
            if self.evidence.is_post_alone(token):
                return self.describer.nominal(token, first, self.lexicon.classes["official"])
            if self.evidence.is_thing(start, last) or self.evidence.is_no_name(token, start, last, label):
                return None
            sort = self.evidence.sort_by_word(start, last)
            if sort:
                return self._plain_name(token, first, start, last, "organization", sort)
            based = self.evidence.is_unit(token) or (label != "PERSON" and self.evidence.is_based(token, start))
            if not given and (based or self._is_the_body(run)):
                return self._plain_name(token, first, start, last, "organization")
            told = self.evidence.told_by_noun(token, first, start) if not given else None
            if told is not None:
                return self._plain_name(token, first, start, last, told.kind, told.name)
        placed = titled < 0 and self._is_placed(run) and (not surname or last - start == 1)
        placed = placed or (titled < 0 and not surname and self.evidence.is_taken(token))
        someone = titled >= 0 or label == "PERSON" or surname or self.evidence.ends_in_initial(start, last)
        if not placed and (someone or self.evidence.is_someone(token, start, last)):
            return self._person(token, first, start, last, titled)
        if label in PLACE_LABELS or placed:
            return self._placelike(token, first, start, last)
        return self._labelled(run)

    def _is_the_body(self, run: Run) -> bool:
        """Whether "the" right before two or more words makes a body of what was taken for somebody: "the Kisan Morcha"."""
        if run.label != "PERSON" or run.last - run.start < 2 or run.start != run.first or run.start < 1:
            return False
        plural = run.token.xpos == "NNPS" or self.words[run.last - 1].endswith("s")  # "the Ana Ruizes": a family
        return self.words[run.start - 1].lower() == "the" and not run.surname and not plural

    def _labelled(self, run: Run) -> Mention | None:
        """A name of which only its letters, its label and its deeds tell."""
        token, first, start, last, label, *_ = run
        if self.evidence.is_acronym(start, last):
            return self._plain_name(token, first, start, last, "organization")
        if label == "ORG" or (label == "" and last - start > 1) or self.evidence.acts(token):
            if label != "" or self.words[token.index].isupper():
                return self._plain_name(token, first, start, last, "organization")
            if determiner(self.analysis, first, token.index) or token.xpos == "NNPS":
                return self._plain_name(token, first, start, last, "group")
            someone = last - start <= 3 and self.evidence.acts(token)
            return self._person(token, first, start, last, run.titled) if someone else None
        return self._plain_name(token, first, start, last, "people") if label == "NORP" else None

    def _plain_name(self, token: Token, first: int, start: int, last: int, kind: str, noun: str = "") -> Mention:
        return Mention(
            first, last, token.index, "name", start, last, kind=kind, country=self.scene.country(first, start),
            noun=noun or ("body" if kind in ("organization", "group") else "civilian"),
            plural=kind == "people", introduced=determiner(self.analysis, first, token.index),
            words=tuple(self.words[start:last]), modifiers=self.scene.modifiers(first, start),
            possessor=self.scene.possessor(token), belongs=self.scene.belongs(token, first, start),
            sector="CVL" if kind == "people" else _NAMED_SECTORS.get(noun, ""),
        )  # fmt: skip

    def _placelike(self, token: Token, first: int, start: int, last: int) -> Mention | None:
        """A place that is no state: an actor only where it speaks or acts."""
        head = self.tokens[token.head]
        if token.dep in ("obj", "nmod", "nsubj:pass") and self.evidence.acts(token) and last - start > 1:
            return self._person(token, first, start, last, -1)
        if token.dep == "nsubj" and head.lemma.lower() in self.lexicon.words["saying"]:
            return self._plain_name(token, first, start, last, "organization")
        return None

    def _sector_of(self, found: tuple[Title, int], first: int, start: int) -> str:
        """The sector of a title; of a rank behind an office ("Interior Minister Colonel Ana Ruiz") the office's."""
        before = self.scene.title(first, start - found[1]) if not found[0].office else None
        return before[0].sector if before is not None and before[0].office and before[0].sector else found[0].sector

    def _person(self, token: Token, first: int, start: int, last: int, titled: int) -> Mention:
        found = self.scene.title(first, start) if titled >= 0 else None
        gender = found[0].gender if found else ""
        sector = self._sector_of(found, first, start) if found else ""
        if start > first and self.titles.is_plural_before_names(self.tokens[start - 1]):
            first = start
        described = (
            self.scene.noun([self.words[i].lower() for i in range(first, start)], None) if start > first else None
        )
        first = first if found is not None or described is not None else start
        core = self.titles.before_nickname(start)
        first = min(first, core)
        words = tuple(self.words[core:last]) if core == start else (self.words[core], *self.words[start:last])
        while len(words) > 2 and words[-1] in self.lexicon.words["behind names"]:
            words = words[:-1]
        gender = gender or self.lexicon.given_names.get(words[0], "") if last - core > 1 else gender
        if described is not None:
            gender = gender or self.describer.gender(self.words[start - 1].lower())
            sector = sector or described[0].sector
        return Mention(
            first, last, token.index, "name", core, last, kind="person", sector=sector,
            country=self.scene.country(first, start), noun=described[0].name if described else "", gender=gender,
            introduced=determiner(self.analysis, first, token.index), words=words,
            modifiers=self.scene.modifiers(first, start), possessor=self.scene.possessor(token),
            belongs=self.scene.belongs(token, first, start), titled=titled, person=True,
        )  # fmt: skip
