"""The rule reader: attributions from dependencies, quotation marks and a lexicon of cues."""

from __future__ import annotations

from functools import cache

from sayso.claims.deeds import REVISING
from sayso.claims.draft import Draft
from sayso.claims.lexicon import Frames, cues
from sayso.claims.running import continued
from sayso.claims.spans import Found
from sayso.claims.syntax import RELATIVES, SUBJECTS, Range
from sayso.claims.verbs import Verbs
from sayso.claims.verdicts import SAID, verdict
from sayso.model import Reading, Token

OWN_VOICE = frozenset(("i", "we", "you"))
"""Subjects that, outside a quotation, are the report's own voice or nobody."""
SHORT = 5
"""How many words a name before a colon has at most."""
UNSAID = frozenset(("decline", "refuse", "fail"))
"""Verbs whose infinitive was not said: the claim is theirs."""
SPEAKING = 14
"""How many words speakers that stand before their verb, and the comma before them, have at most."""
INVERTED = frozenset((
    "report", "confirm", "announce", "state", "add", "note", "warn", "declare", "reveal", "explain", "indicate", "claim",
    "say", "write", "recall", "detail", "specify", "assure",
))  # fmt: skip
"""Verbs whose subject may stand behind them, after what is said."""
FINITE = ("VBD", "VBZ", "VBP")
STEPS = frozenset((
    "move", "step", "decision", "development", "plan", "measure", "change", "announcement", "fact", "detail", "event",
    "incident", "outcome", "result", "appointment", "promotion", "killing", "death", "arrest", "attack", "release", "pattern",
))  # fmt: skip
"""What a whole clause is called behind its comma: "..., a move confirmed by the ministry"."""
LIGHT = frozenset((
    "issue", "make", "give", "express", "voice", "raise", "repeat", "reiterate", "deny", "renew", "offer", "announce",
    "deliver", "level", "file", "have", "send", "release", "lodge", "share", "hold", "cast", "confirm", "dismiss", "reject", "echo",
))  # fmt: skip
"""Verbs that leave the saying to their object ("voiced fears of")."""
HEARSAY = frozenset((
    "accusation", "allegation", "claim", "report", "rumor", "rumour", "fear", "speculation", "suspicion", "warning",
    "indication", "complaint", "concern", "doubt", "suggestion", "denial", "criticism",
))  # fmt: skip
"""Nouns of saying that need no speaker to be a claim ("accusations of torture")."""
LINES = frozenset((":", "-", "–", "—", "--"))
SPEAKERS = frozenset((
    "source", "official", "police", "army", "military", "ministry", "minister", "report", "agency", "media", "medic",
    "witness", "resident", "monitor", "group", "governor", "mayor", "spokesman", "spokesperson", "spokeswoman",
    "government", "ngo", "un", "lawyer", "family", "rescuer", "hospital", "doctor", "activist", "diplomat", "lawmaker",
    "court", "prosecutor", "union", "watchdog", "navy",
))  # fmt: skip
"""Who is named behind the line that ends a headline."""
ABOUT = frozenset(("on", "about", "to"))
"""Prepositions of what somebody speaks of: the clause behind it was said by others."""
NUMBERS = frozenset(("toll", "number", "figure", "count", "tally", "estimate", "total"))
PLACING = frozenset(("outside", "in", "at", "near", "on", "around", "to", "into", "through", "before"))
CLOSING = frozenset(("show", "shows", "suggest", "say", "reveal", "indicate"))
"""Words that end a sentence behind who shows or says it, and that taggers take for nouns there."""
NAMING = frozenset(("PROPN", "NOUN", "ADJ", "CCONJ", "ADP", "PART"))


def find(reading: Reading) -> list[Draft]:
    """The attributions of a report, nested ones included, in order of their cues."""
    reader = _Reader(reading)
    found = sorted(reader.read(), key=lambda item: item.cue)
    return [
        Draft(
            (reader.syntax.span(item.source),) if item.source else (),
            (reader.syntax.span(item.cue),),
            tuple(reader.syntax.span(piece) for piece in item.content),
        )
        for item in found
    ]


class _Reader(Verbs):
    """One report under the rules."""

    def read(self) -> list[Found]:
        judged = {made.cue: made for token in self.tokens if (made := verdict(self, token)) is not None}
        found: list[Found] = []
        for token in self.tokens:
            made = self._at(token)
            if made and made.cue not in judged:
                found.append(made)
        return continued(sorted([*found, *judged.values()], key=lambda item: item.cue), self)

    def _at(self, token: Token) -> Found | None:
        phrase = self._phrase(token)
        if phrase:
            return phrase
        if token.word in LINES and (trailing := self._trailing(token)):
            return trailing
        if token.word == ":":
            return self._colon(token)
        if token.upos == "VERB":
            frames = self.cues.frames("verb", self.syntax.lemma(token))
            if not frames:
                return None
            return self._inverted(token, frames) or self._hung_speaker(token, frames) or self._verb(token, frames)
        if token.word.lower() in CLOSING and token.upos == "NOUN" and (closing := self._closing(token)):
            return closing
        if token.upos == "NOUN":
            frames = self.cues.frames("noun", token.lemma.lower())
            return self._noun(token, frames) if frames else None
        if token.upos == "ADJ":
            frames = self.cues.frames("adjective", token.lemma.lower())
            return self._adjective(token, frames) if frames else None
        if token.upos == "ADV" and token.word.lower() in self.cues.adverb:
            return self._adverb(token)
        return None

    def _verb(self, verb: Token, frames: Frames) -> Found | None:
        if verb.dep == "xcomp" and self.tokens[verb.head].lemma.lower() in UNSAID:
            return None
        if self._passive(verb):
            return self._passive_verb(verb, frames)
        subject = self.syntax.subject(self._raised(verb) or self._matching(verb) or verb)
        if subject is not None and self._nobody(subject):
            return None
        cue = self._cue(verb)
        content, cue = self._content(verb, frames, cue, subject)
        if not content or (verb.lemma.lower() in REVISING and not self._number(verb)):
            return None
        subject = self._acting(subject) if subject is not None else None
        source = self._source(subject, verb) if subject else None
        if subject is not None and subject.word.lower() in OWN_VOICE and not self._quoted(verb.index):
            return None
        if source is None and verb.dep not in ("root", "ccomp", "parataxis", "conj", "advcl", "xcomp", "acl"):
            return None
        return self._made(source, cue, [self._what_is_called(piece, verb) for piece in content])

    def _what_is_called(self, piece: Range, verb: Token) -> Range:
        """The clause for "a move" of "..., a move the union condemned"; the piece itself for all others."""
        if piece[1] >= verb.index or piece[1] - piece[0] > 1 or self.tokens[piece[1]].lemma.lower() not in STEPS:
            return piece
        return self._called(self.tokens[piece[1]]) or piece

    def _inverted(self, verb: Token, frames: Frames) -> Found | None:
        """ "At least 60 homes were lost, *reported the council*": who says so, taken for what is reported."""
        first, last = self.syntax.sentence(verb)
        objects = self.syntax.dependents(verb.index, "obj")
        inverted = verb.lemma.lower() in INVERTED and verb.xpos in FINITE and verb.dep in ("conj", "parataxis")
        if not inverted or not objects or "clause" not in frames or self.tokens[verb.index - 1].word != ",":
            return None
        begin, end = self.syntax.phrase(objects[0].index)
        if begin != verb.index + 1 or end < last - 1 or self.syntax.dependents(verb.index, *SUBJECTS):
            return None
        if not any(token.xpos in (*FINITE, "MD") for token in self.tokens[first : verb.index - 1]):
            return None
        return self._made((begin, end), (verb.index, verb.index), [(first, verb.index - 2)])

    def _hung_speaker(self, verb: Token, frames: Frames) -> Found | None:
        """ "Rebels burned homes in Ituri, *a chief and two nurses said*": speakers that the parser hung on the place, and the
        saying on what happened there."""
        if verb.dep != "conj" or "clause" not in frames or verb.xpos not in FINITE or self._quoted(verb.index):
            return None
        first, last = self.syntax.sentence(verb)
        comma = self._comma_before(verb.index, first)
        behind = self.tokens[verb.index + 1] if verb.index < last else None
        if comma < 0 or behind is None or behind.upos not in ("PUNCT", "ADP", "NOUN", "PROPN"):
            return None
        speaker, told = self.tokens[comma + 1 : verb.index], self.tokens[first:comma]
        if self.syntax.dependents(verb.index, *SUBJECTS, "ccomp") or speaker[-1].upos not in ("NOUN", "PROPN"):
            return None
        if not any(token.xpos in FINITE for token in told):
            return None
        return self._made((comma + 1, verb.index - 1), (verb.index, verb.index), [(first, comma - 1)])

    def _comma_before(self, index: int, first: int) -> int:
        """The comma before the noun phrases, and nothing else, that end right before a word; -1 for none."""
        for at in range(index - 1, max(first, index - SPEAKING), -1):
            if self.tokens[at].word == ",":
                return at if at < index - 1 else -1
            if self.tokens[at].upos not in (*NAMING, "DET", "NUM") or self.tokens[at].word.lower() == "to":
                return -1
        return -1

    def _number(self, verb: Token) -> bool:
        """ "Raised *the toll* to 34": whether it is a number that is set anew."""
        objects = self.syntax.dependents(verb.index, "obj")
        return bool(objects) and objects[0].lemma.lower() in NUMBERS

    def _acting(self, subject: Token) -> Token:
        """ "A mob gathered outside the station *demanding* action": of a participle hung on a place, who did the rest."""
        if subject.dep != "obl" or self._preposition(subject) not in PLACING:
            return subject
        return self.syntax.subject(self.tokens[subject.head]) or subject

    def _matching(self, verb: Token) -> Token | None:
        """The verb that a past conjunct goes on from, where the parser hung it on a participle further down: "rejected the
        reports of rigging and *accused* the guild".
        """
        above = self.tokens[verb.head]
        if verb.dep != "conj" or verb.xpos not in ("VBD", "VBZ") or above.xpos not in ("VBG", "NN", "NNS", "VB"):
            return None
        if self.syntax.dependents(verb.index, *SUBJECTS):
            return None
        for _ in range(6):
            if above.xpos == verb.xpos and above.upos == "VERB":
                return above
            if above.head == above.index or above.dep in ("acl:relcl", "ccomp"):
                return None
            above = self.tokens[above.head]
        return None

    def _nobody(self, subject: Token) -> bool:
        """ "No group claimed ...": nobody spoke."""
        determiners = self.syntax.dependents(subject.index, "det")
        return subject.word.lower() in ("nobody", "none") or any(
            word.word.lower() in ("no", "neither") for word in determiners
        )

    def _passive(self, verb: Token) -> bool:
        if self.syntax.dependents(verb.index, "nsubj:pass", "aux:pass"):
            return True
        return verb.dep in ("acl", "amod") and verb.xpos == "VBN" and not self._resumed(verb)

    def _resumed(self, verb: Token) -> bool:
        """ "Vietnam, which claims the reef, *called* on both": the main verb, taken for a second description of its subject."""
        noun = self.tokens[verb.head]
        if noun.dep != "root" or verb.dep != "acl" or self.tokens[verb.index - 1].word != ",":
            return False
        clauses = self.syntax.dependents(noun.index, "acl:relcl")
        return any(noun.index < clause.index < verb.index for clause in clauses)

    def _passive_verb(self, verb: Token, frames: Frames) -> Found | None:
        agent = self._agent(verb)
        if agent is None and "implied" not in frames:
            return None
        cue = self._cue(verb)
        subject = self.syntax.subject(verb)
        rest, cue = self._passive_rest(verb, frames, cue)
        if not rest and agent is None:
            return None
        pieces = list(rest)
        hearer = "hearer" in frames or ("whether" in frames and "clause" in frames and verb.lemma in ("ask", "tell"))
        if subject is not None and not hearer and subject.word.lower() not in ("it", "there") and subject.dep != "expl":
            told = self._called(subject) if agent is not None else None
            pieces.insert(0, told or self._source(subject, verb) or self.syntax.phrase(subject.index))
        source = self._after_by(agent) if agent else None
        if agent is not None and not rest:
            if verb.lemma.lower() in ("quote", "cite"):
                return None
            source, completion = self._completed_agent(agent, source, frames)
            pieces += completion
        if source and agent is not None and rest:
            by = self.syntax.phrase(agent.index)
            pieces = [part for piece in pieces for part in self._split(piece, by)]
        return self._made(source, cue, pieces) if pieces else None

    def _called(self, noun: Token) -> Range | None:
        """The clause that is called, behind its comma, "a move" or "a claim"."""
        first = self.syntax.sentence(noun)[0]
        article = noun.index - 1
        while article > first and self.tokens[article].upos == "ADJ":
            article -= 1
        stands = self.tokens[article].word.lower() in ("a", "an") and self.tokens[article - 1].word in (
            ",",
            "-",
            "–",
            "—",
        )
        if not stands or noun.lemma.lower() not in STEPS | SAID or article - 2 < first:
            return None
        clause = any(token.xpos in (*FINITE, "MD") for token in self.tokens[first : article - 1])
        return (first, article - 2) if clause else None

    def _agent(self, verb: Token) -> Token | None:
        """Who does it in a passive; parsers often hang "by the court" on the noun before it."""
        agents = self.syntax.dependents(verb.index, "obl:agent")
        if agents:
            return agents[0]
        for child in self.syntax.dependents(verb.index, "xcomp", "obl"):
            for token in self.syntax.dependents(child.index, "nmod", "obl", "obl:agent"):
                if self._preposition(token) == "by" and token.upos in ("PROPN", "PRON", "NOUN"):
                    return token
        return None

    def _completed_agent(self, agent: Token, source: Range | None, frames: Frames) -> tuple[Range | None, list[Range]]:
        """ "accused by Peru of theft": the parser hangs "of theft" on Peru."""
        wanted = {frame.removeprefix("np-") for frame in frames}
        for child in self.syntax.dependents(agent.index, "nmod", "acl"):
            words = self.syntax.phrase(child.index)
            if source and child.index > agent.index and self._preposition(child) in wanted and words[0] > source[0]:
                return (source[0], min(source[1], words[0] - 1)), [words]
        return source, []

    def _passive_rest(self, verb: Token, frames: Frames, cue: Range) -> tuple[list[Range], Range]:
        for child in self.syntax.dependents(verb.index, "xcomp", "ccomp", "csubj"):
            if child.index > verb.index:
                return [self._from_object(verb, child, {})], cue
        wanted = {frame.removeprefix("np-") for frame in frames}
        for child in self.syntax.dependents(verb.index, "obl", "advcl"):
            preposition = self._preposition(child)
            first, last = self.syntax.phrase(child.index)
            if child.index > verb.index and preposition in wanted and first == cue[1] + 1 and last > first:
                return [(first + 1, last)], (cue[0], first)
        return [], cue

    def _after_by(self, agent: Token) -> Range | None:
        first, last = self.syntax.phrase(agent.index)
        while first <= last and self.tokens[first].dep == "case":
            first += 1
        return self._noun_phrase((first, last), agent)

    def _noun(self, noun: Token, frames: Frames) -> Found | None:
        content, cue = self._noun_content(noun, frames)
        verb = self.tokens[noun.head]
        told = "clause" in self.cues.frames("verb", self.syntax.lemma(verb)) and noun.dep in ("obl", "obl:npmod")
        about = noun.lemma.lower() in HEARSAY and self._preposition(noun) in ABOUT  # "comment *on reports* that"
        if content is None or (told and not about and self._hung(noun)):
            return None
        source = self._owner(noun)
        cue = self._wider_noun(cue, noun, source)
        if source is None:
            source, cue = self._light_verb(noun, cue)
        named = source is not None or cue[1] == noun.index or noun.lemma.lower() in HEARSAY
        return self._made(source, cue, [content]) if named else None

    def _noun_content(self, noun: Token, frames: Frames) -> tuple[Range | None, Range]:
        """ "that ...", "to ..." or the phrase that says what a noun of saying is about; and the cue, maybe wider."""
        cue = (noun.index, noun.index)
        for child in self.syntax.dependents(noun.index, "acl", "ccomp", "nmod", "acl:relcl"):
            if child.index < noun.index or self._denied(child):
                continue
            words, preposition = self.syntax.phrase(child.index), self._preposition(child)
            marked = self.tokens[words[0]].word.lower() == "that" and child.dep != "nmod"
            clause = "clause" in frames and marked and self._own_subject(child)
            if clause or ("inf" in frames and child.dep == "acl" and self._infinitival(child)):
                return words, cue
            if preposition in frames and words[0] == noun.index + 1 and words[1] > words[0]:
                return (words[0] + 1, words[1]), (noun.index, words[0])
        return None, cue

    def _denied(self, verb: Token) -> bool:
        """ "A claim that Kyiv rejected": the clause tells what was made of the claim, not what was claimed."""
        if self.syntax.dependents(verb.index, "nsubj:pass"):
            return False  # "reports that a general had been dismissed"
        denies = self.cues.frames("verb", self.syntax.lemma(verb)).get("np") == "denies"
        below = self.syntax.dependents(verb.index, "obj", "ccomp", "xcomp")
        return denies and all(token.index < verb.index for token in below)

    def _light_verb(self, noun: Token, cue: Range) -> tuple[Range | None, Range]:
        """ "issued a warning of ...": the verb's subject speaks, and verb and noun together are the cue."""
        verb = self.tokens[noun.head]
        if noun.dep != "obj" or verb.lemma.lower() not in LIGHT or verb.index > noun.index:
            return None, cue
        subject = self.syntax.subject(verb)
        source = self._source(subject, verb) if subject else None
        return (source, (self._cue(verb)[0], cue[1])) if source else (None, cue)

    def _owner(self, noun: Token) -> Range | None:
        owners = self.syntax.dependents(noun.index, "nmod:poss")
        if owners:
            return self.syntax.phrase(owners[0].index)
        by = [t for t in self.syntax.dependents(noun.index, "nmod") if self._preposition(t) in ("by", "from")]
        return self._after_by(by[0]) if by else None

    def _wider_noun(self, cue: Range, noun: Token, source: Range | None) -> Range:
        if noun.index and self.tokens[noun.index - 1].word.lower() == "no":
            return noun.index - 1, cue[1]
        if source is None or source[1] >= noun.index:
            return cue
        return (source[1] + 1, cue[1])

    def _adjective(self, adjective: Token, frames: Frames) -> Found | None:
        subject = self.syntax.subject(adjective)
        copula = self.syntax.dependents(adjective.index, "cop")
        if subject is None or not copula or subject.word.lower() in ("it", "there", "this", "that"):
            return None
        for child in self.syntax.dependents(adjective.index, "ccomp", "xcomp", "obl", "advcl"):
            words, preposition = self.syntax.phrase(child.index), self._preposition(child)
            cue = self._cue(adjective)
            if (child.dep == "ccomp" and "clause" in frames) or (child.dep == "xcomp" and "inf" in frames):
                return self._made(self._source(subject, adjective), cue, [words])
            if preposition in frames and words[0] == cue[1] + 1 and words[1] > words[0]:
                content = (words[0] + 1, words[1])
                return self._made(self._source(subject, adjective), (cue[0], words[0]), [content])
        return None

    def _adverb(self, adverb: Token) -> Found | None:
        head = self.tokens[adverb.head]
        if head.index == adverb.index:
            return None
        content = self._split(self.syntax.phrase(head.index), (adverb.index, adverb.index))
        return self._made(None, (adverb.index, adverb.index), content) if content else None

    def _phrase(self, token: Token) -> Found | None:
        """ "according to X": the noun is the source, the rest of its clause the content."""
        for words in _openings().get(token.word.lower(), ()):
            if self._stands(token.index, words):
                return self._prepositional(token, (token.index, token.index + len(words) - 1))
        return None

    def _trailing(self, line: Token) -> Found | None:
        """ "Two soldiers killed in ambush: army", "Strike hits port - officials": who says so at the end of a headline."""
        sentence = self.syntax.analysis.sentences[line.sentence]
        first, last = self.syntax.sentence(line)
        behind = self.tokens[line.index + 1 : last + 1]
        if sentence.kind != "headline" or not 0 < len(behind) < SHORT or line.index - first < 3:
            return None
        if any(token.upos not in NAMING for token in behind) or (
            line.start == self.tokens[line.index - 1].end and line.word != ":"
        ):
            return None
        if behind[-1].lemma.lower() not in SPEAKERS and behind[0].start not in self.named:
            return None
        return self._made((line.index + 1, last), (line.index, line.index), [(first, line.index - 1)])

    def _closing(self, token: Token) -> Found | None:
        """ "An aircraft flew them to Chad, flight data *show*", where the last word was taken for a noun."""
        first, last = self.syntax.sentence(token)
        if token.index < last - 1 or token.index == first:
            return None
        comma = next(
            (n for n in range(token.index - 1, max(first, token.index - SHORT - 1), -1) if self.tokens[n].word == ","),
            -1,
        )
        if (
            comma < 0
            or comma > token.index - 2
            or any(t.upos not in NAMING for t in self.tokens[comma + 1 : token.index])
        ):
            return None
        if not any(t.upos in ("VERB", "AUX") for t in self.tokens[first:comma]) or self._quoted(token.index):
            return None
        return self._made((comma + 1, token.index - 1), (token.index, token.index), [(first, comma - 1)])

    def _colon(self, colon: Token) -> Found | None:
        """ "Mayor: bridge will reopen": a name, a colon and what it says, at the start of a sentence."""
        first, last = self.syntax.sentence(colon)
        before = self.tokens[first : colon.index]
        if not 0 < len(before) <= SHORT or last - colon.index < 3 or self._quoted(colon.index):
            return None
        if self.dateline(self.syntax.span((first, colon.index - 1))):
            return None
        if any(token.upos not in NAMING for token in before) or not any(token.upos == "PROPN" for token in before):
            return None
        after = colon.index + 1
        if not self._spoken(after) and not any(token.upos in ("VERB", "AUX") for token in self.tokens[after:last]):
            return None
        content = self._whole(after) if self._spoken(after) else (after, last)
        return self._made((first, colon.index - 1), (colon.index, colon.index), [content])

    def _stands(self, index: int, words: tuple[str, ...]) -> bool:
        found = self.tokens[index : index + len(words)]
        return len(words) > 1 and tuple(t.word.lower() for t in found) == words

    def _prepositional(self, token: Token, cue: Range) -> Found | None:
        noun = self._noun_after(cue)
        if noun is None:
            return None
        source = self._noun_phrase((cue[1] + 1, max(noun.index, self.syntax.phrase(noun.index)[1])), noun)
        if source is None or source[0] > source[1]:
            return None
        clause = self._clause_around(token, noun)
        content = self._split(clause, (cue[0], source[1]))
        return self._made(source, cue, content) if content else None

    def _noun_after(self, cue: Range) -> Token | None:
        """The noun that a prepositional cue leads to."""
        end = self.syntax.sentence(self.tokens[cue[0]])[1]
        if cue[1] >= end:
            return None
        noun = self.tokens[cue[1] + 1]
        for _ in range(12):
            head = self.tokens[noun.head]
            if head.index <= cue[1] or head.index == noun.index or noun.dep in ("obl", "nmod", "obl:agent"):
                break
            if head.upos not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
                break
            noun = head
        return noun

    def _clause_around(self, token: Token, noun: Token) -> Range:
        """The clause a prepositional cue comments on."""
        head = noun
        while head.head != head.index and head.head in range(*self._inclusive(token, noun)):
            head = self.tokens[head.head]
        if head.head != head.index:
            head = self.tokens[head.head]
        for _ in range(12):
            if (
                head.head == head.index
                or head.dep in ("acl:relcl", "ccomp")
                or (head.dep == "conj" and head.upos == "VERB")
            ):
                break
            head = self.tokens[head.head]
        if head.dep == "acl:relcl":
            first, last = self.syntax.phrase(head.index)
            return (first + 1 if self.tokens[first].word.lower() in RELATIVES else first), last
        return self.syntax.phrase(head.index)

    def _inclusive(self, token: Token, noun: Token) -> Range:
        return min(token.index, noun.index), max(token.index, noun.index) + 1


@cache
def _openings() -> dict[str, list[tuple[str, ...]]]:
    """The prepositional cues by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in cues().phrases:
        found.setdefault(words[0], []).append(words)
    return found
