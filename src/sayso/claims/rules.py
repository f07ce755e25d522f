"""The rule reader: attributions from dependencies, quotation marks and a lexicon of cues.

Spans follow the habits of PolNeAR's annotators (Newell, Margolin and Ruths 2018): a source is the whole noun phrase
without a relative clause set off by a comma; a cue takes its auxiliaries, adverbs and the preposition of its content; a
content keeps its "that" or "to", its quotation marks and what stands inside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from sayso.claims.draft import Draft
from sayso.claims.lexicon import Cues, Frames, cues
from sayso.claims.quotations import Quotation, quotations
from sayso.claims.stances import SILENCE
from sayso.claims.syntax import RELATIVES, SUBJECTS, Range, Syntax
from sayso.model import Reading, Token

OBLIQUES = frozenset(("obl", "nmod"))
OWN_VOICE = frozenset(("i", "we", "you"))
"""Subjects that, outside a quotation, are the report's own voice or nobody."""
SHORT = 5
"""How many words a name before a colon has at most."""
UNSAID = frozenset(("decline", "refuse", "fail"))
"""Verbs whose infinitive was not said: the claim is theirs."""
HEARER = frozenset(("on", "upon", "to"))
"""Prepositions of the one who is called upon."""
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
NAMING = frozenset(("PROPN", "NOUN", "ADJ", "CCONJ", "ADP", "PART"))
UTTERED = frozenset(("demands", "warns", "accuses", "promises", "threatens", "denies", "condemns", "praises"))
"""Stances of verbs that only somebody who speaks is the subject of."""
PAUSES = frozenset((".", ",", ":", "?", "!", ";", "--", "—", "–", "-"))
ASPECT = frozenset(
    ("go", "continue", "tend", "begin", "start", "try", "struggle", "use", "have", "get", "come", "proceed")
)
"""Verbs that only open or prolong what their infinitive says: they belong to its cue."""


class Found(NamedTuple):
    """A draft in words instead of characters."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]


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


class _Reader:
    """One report under the rules."""

    def __init__(self, reading: Reading) -> None:
        self.syntax = Syntax(reading.analysis)
        self.tokens = self.syntax.tokens
        self.cues: Cues = cues()
        self.openings = _openings()
        self.quotes = quotations(reading.analysis)
        self.quote_at = _quote_index(self.quotes, len(self.tokens))

    # ------------------------------------------------------------ all of them
    def read(self) -> list[Found]:
        found: list[Found] = []
        for token in self.tokens:
            made = self._at(token)
            if made:
                found.append(made)
        return self._run_on(found)

    def _at(self, token: Token) -> Found | None:
        phrase = self._phrase(token)
        if phrase:
            return phrase
        if token.word == ":":
            return self._colon(token)
        if token.upos == "VERB":
            frames = self.cues.frames("verb", self.syntax.lemma(token))
            return self._verb(token, frames) if frames else None
        if token.upos == "NOUN":
            frames = self.cues.frames("noun", token.lemma.lower())
            return self._noun(token, frames) if frames else None
        if token.upos == "ADJ":
            frames = self.cues.frames("adjective", token.lemma.lower())
            return self._adjective(token, frames) if frames else None
        if token.upos == "ADV" and token.word.lower() in self.cues.adverb:
            return self._adverb(token)
        return None

    # ------------------------------------------------------------ verbs
    def _verb(self, verb: Token, frames: Frames) -> Found | None:
        if verb.dep == "xcomp" and self.tokens[verb.head].lemma.lower() in UNSAID:
            return None
        if self._passive(verb):
            return self._passive_verb(verb, frames)
        subject = self.syntax.subject(self._raised(verb) or verb)
        if subject is not None and self._nobody(subject):
            return None
        cue = self._cue(verb)
        content, cue = self._content(verb, frames, cue, subject)
        if not content:
            return None
        source = self._source(subject, verb) if subject else None
        if subject is not None and subject.word.lower() in OWN_VOICE and not self._quoted(verb.index):
            return None
        if source is None and verb.dep not in ("root", "ccomp", "parataxis", "conj", "advcl", "xcomp", "acl"):
            return None
        return self._made(source, cue, content)

    def _nobody(self, subject: Token) -> bool:
        """ "No group claimed ...": nobody spoke."""
        determiners = self.syntax.dependents(subject.index, "det")
        return subject.word.lower() in ("nobody", "none") or any(word.word.lower() == "no" for word in determiners)

    def _passive(self, verb: Token) -> bool:
        if self.syntax.dependents(verb.index, "nsubj:pass", "aux:pass"):
            return True
        return verb.dep in ("acl", "amod") and verb.xpos == "VBN"

    def _content(self, verb: Token, frames: Frames, cue: Range, subject: Token | None) -> tuple[list[Range], Range]:
        """What the verb attributes, by the first of its frames that the sentence fills; and the cue, maybe wider."""
        clause = self._clause(verb, frames, cue, subject)
        if clause:
            return clause, cue
        infinitive = self._infinitive(verb, frames)
        if infinitive:
            return infinitive, self._with_preposition(verb, cue) if "to-inf" in frames else cue
        quoted = self._adjacent_quote(verb, cue, subject, frames) if "quote" in frames else None
        if quoted:
            return [quoted], cue
        noun = self._object(verb, frames)
        if noun:
            return noun, cue
        return self._oblique(verb, frames, cue)

    def _clause(self, verb: Token, frames: Frames, cue: Range, subject: Token | None) -> list[Range]:
        if not {"clause", "quote", "whether"} & frames.keys():
            return []
        for child in self.syntax.dependents(verb.index, "ccomp", "xcomp", "dep", "parataxis"):
            if child.dep == "xcomp" and (self._infinitival(child) or child.upos not in ("VERB", "AUX")):
                continue
            if child.dep in ("dep", "parataxis") and child.index > verb.index and not self._quoted(child.index):
                continue
            first, last = self.syntax.phrase(child.index)
            if child.index < verb.index and (self.tokens[last + 1].word == ";" or self._speaks(child)):
                continue
            if child.index > verb.index:
                last = self._clause_end(verb, child, last)
            return self._split((first, last), self._block(verb, cue, subject, child))
        for child in self.syntax.dependents(verb.index, "advcl"):
            bare = child.index > verb.index and not self._preposition(child) and not self._infinitival(child)
            if bare and self._own_subject(child) and not self.syntax.dependents(child.index, "advmod"):
                return [self.syntax.phrase(child.index)]
        for child in self.syntax.dependents(verb.index, "obl", "obj", "obl:npmod"):
            clause = self._hung(child) if child.index > verb.index else None
            if clause:
                return [self.syntax.phrase(clause.index)]
        if verb.dep == "parataxis" and verb.head != verb.index and not self._semicolon(verb):
            block = self.syntax.phrase(verb.index)
            return self._split(self.syntax.phrase(verb.head), block)
        return []

    def _clause_end(self, verb: Token, clause: Token, last: int) -> int:
        """Where a reported clause ends: before ", while ..." and before the speaker's next words ("... and urged Paris to
        act"), behind a second clause that the parser hung on the cue.
        """
        for child in self.syntax.dependents(clause.index, "advcl", "conj"):
            first, end = self.syntax.phrase(child.index)
            contrast = child.dep == "advcl" and end == last and self._contrasts(first)
            if first > clause.index and (contrast or self._raised(child) or self._another(child)):
                return max(clause.index, self._before_conjunction(first) - 1)
        for child in self.syntax.dependents(verb.index, "advcl"):
            first, end = self.syntax.phrase(child.index)
            if first == last + 1 and self._infinitival(child) and self.tokens[first].xpos == "TO":
                last = end
        for child in self.syntax.dependents(verb.index, "conj"):
            first, end = self.syntax.phrase(child.index)
            subject = self.syntax.dependents(child.index, *SUBJECTS)
            known = self.cues.frames("verb", self.syntax.lemma(child))
            if 0 < first - last <= 3 and subject and not known:
                last = end
        return last

    def _before_conjunction(self, first: int) -> int:
        """Where a conjunct begins, its conjunction and comma included."""
        while (
            first > 0
            and self.tokens[first - 1].dep in ("cc", "punct")
            and self.tokens[first - 1].word in (",", "and", "but")
        ):
            first -= 1
        return first

    def _raised(self, verb: Token) -> Token | None:
        """The verb of saying whose speaker a conjunct shares, though the parser hung it inside what was said: in "she said
        prices were rising and urged calm" it is she who urged.
        """
        clause = self.tokens[verb.head]
        if verb.dep != "conj" or clause.dep != "ccomp" or self.syntax.dependents(verb.index, *SUBJECTS, "aux"):
            return None
        speech, stances = self.tokens[clause.head], set(self.cues.frames("verb", self.syntax.lemma(verb)).values())
        said = speech.index < clause.index and "clause" in self.cues.frames("verb", self.syntax.lemma(speech))
        return speech if said and verb.xpos == speech.xpos and stances & UTTERED else None

    def _another(self, verb: Token) -> bool:
        """Whether a conjunct behind ", but" tells what somebody else says."""
        first = self.syntax.phrase(verb.index)[0]
        begin = self._before_conjunction(first)
        but = any(token.word.lower() == "but" for token in self.tokens[begin : first + 1])
        spoken = "clause" in self.cues.frames("verb", self.syntax.lemma(verb))
        return verb.dep == "conj" and but and spoken and bool(self.syntax.dependents(verb.index, *SUBJECTS))

    def _contrasts(self, first: int) -> bool:
        """Whether a clause sets the report's own remark against what was said."""
        words = [token.word.lower() for token in self.tokens[first - 1 : first + 2]]
        return words[0] == "," and (
            words[1] in ("while", "despite", "although", "though") or words[1:] == ["even", "as"]
        )

    def _speaks(self, verb: Token) -> bool:
        """Whether an inserted clause is a claim of its own ("..., he said, ...")."""
        spoken = verb.dep == "parataxis" and "quote" in self.cues.frames("verb", self.syntax.lemma(verb))
        return spoken and bool(self.syntax.dependents(verb.index, *SUBJECTS))

    def _hung(self, noun: Token) -> Token | None:
        """The "that" clause of a verb of saying that the parser hung on a noun between them ("said on Friday that")."""
        for child in self.syntax.dependents(noun.index, "acl", "ccomp", "acl:relcl"):
            marked = self.tokens[self.syntax.phrase(child.index)[0]].word.lower() == "that"
            if marked and self._own_subject(child):
                return child
        return None

    def _semicolon(self, verb: Token) -> bool:
        first = self.syntax.phrase(verb.index)[0]
        return first > 0 and self.tokens[first - 1].word == ";"

    def _infinitival(self, verb: Token) -> bool:
        return any(self.tokens[child].xpos == "TO" for child in self.syntax.children[verb.index])

    def _infinitive(self, verb: Token, frames: Frames) -> list[Range]:
        """ "to ..." as the content, alone or with its object; "-ing" likewise."""
        for child in self.syntax.dependents(verb.index, "xcomp", "ccomp", "advcl"):
            if child.index < verb.index:
                continue
            infinitival = self._infinitival(child)
            if "for" in frames and self._preposition(child) == "for":
                continue
            if child.dep == "advcl" and not (infinitival and {"to-inf", "np-inf"} & frames.keys()):
                continue
            if frames.get("inf") == "declines" and child.lemma.lower() not in SILENCE:
                continue
            if infinitival and {"inf", "np-inf", "to-inf", "hearer"} & frames.keys():
                return [self._from_object(verb, child, frames)]
            if child.xpos == "VBG" and "ing" in frames:
                return [self.syntax.phrase(child.index)]
            if not infinitival and {"np-pred", "np-as"} & frames.keys():
                return [self._from_object(verb, child, frames)]
        return []

    def _from_object(self, verb: Token, child: Token, frames: Frames) -> Range:
        first, last = self.syntax.phrase(child.index)
        objects = self.syntax.dependents(verb.index, "obj", "iobj")
        alone = self._infinitival(child) and "to-inf" in frames
        if objects and "hearer" not in frames and objects[0].index > verb.index and not alone:
            return min(first, self.syntax.phrase(objects[0].index)[0]), last
        if self._infinitival(child):
            marker = next(c for c in self.syntax.children[child.index] if self.tokens[c].xpos == "TO")
            own = [c for c in self.syntax.children[child.index] if self.tokens[c].dep in SUBJECTS]
            if not own or "to-inf" in frames:
                negation = marker - 1 if self.tokens[marker - 1].word.lower() in ("not", "never") else marker
                return negation, last
        return first, last

    def _object(self, verb: Token, frames: Frames) -> list[Range]:
        """The object, with the phrase that completes it ("accused him of theft")."""
        objects = [
            t
            for t in self.syntax.dependents(verb.index, "obj")
            if t.index > verb.index or t.word.lower() in {*RELATIVES, "what"}
        ]
        if not objects:
            return self._antecedent(verb) if "np" in frames else []
        if objects[0].index < verb.index:
            return self._described(verb, objects[0], frames)
        first, last = self.syntax.phrase(objects[0].index)
        wanted = {frame[3:] for frame in frames if frame.startswith("np-")} - {"inf", "pred"}
        completed = False
        for child in self.syntax.dependents(verb.index, "obl", "advcl"):
            if child.index > objects[0].index and self._preposition(child) in wanted:
                last, completed = max(last, self.syntax.phrase(child.index)[1]), True
        inside = any(
            self._preposition(self.tokens[c]) in wanted
            for c in self.syntax.children[objects[0].index]
            if self.tokens[c].dep in ("nmod", "acl")
        )
        return [(first, last)] if completed or inside or "np" in frames else []

    def _described(self, verb: Token, pronoun: Token, frames: Frames) -> list[Range]:
        """ "whom she described as calm": the pronoun and what completes the verb."""
        wanted = {frame[3:] for frame in frames if frame.startswith("np-")}
        rest = [
            self.syntax.phrase(child.index)
            for child in self.syntax.dependents(verb.index, "obl", "advcl")
            if child.index > verb.index and self._preposition(child) in wanted
        ]
        if pronoun.word.lower() == "what":
            return rest[:1]
        return [(pronoun.index, pronoun.index), *rest[:1]] if rest or "np" in frames else []

    def _antecedent(self, verb: Token) -> list[Range]:
        """The noun that a clause without relative pronoun describes ("a charge the ministry denies")."""
        noun = self.tokens[verb.head]
        if verb.dep != "acl:relcl" or not self.syntax.dependents(verb.index, "nsubj") or noun.index >= verb.index:
            return []
        last = self.syntax.phrase(verb.index)[0] - 1
        return [(self.syntax.phrase(noun.index)[0], last)] if last >= noun.index else []

    def _oblique(self, verb: Token, frames: Frames, cue: Range) -> tuple[list[Range], Range]:
        """ "called for talks": the preposition joins the cue."""
        for child in self.syntax.dependents(verb.index, "obl", "advcl"):
            preposition = self._preposition(child)
            if child.index < verb.index or preposition not in frames:
                continue
            first, last = self.syntax.phrase(child.index)
            if first == cue[1] + 1 and last > first:
                asked = self._marker(child.index, last) if "to-inf" in frames and preposition in HEARER else None
                return [(asked or first + 1, last)], (cue[0], first)
        return [], cue

    def _marker(self, after: int, last: int) -> int | None:
        """The "to" of the infinitive that says what is asked of somebody."""
        for index in range(after + 1, min(last, after + 30)):
            if self.tokens[index].xpos == "TO" and self.tokens[index + 1].xpos in ("VB", "RB"):
                return index - 1 if self.tokens[index - 1].word.lower() == "not" else index
        return None

    def _preposition(self, token: Token) -> str:
        case = [t for t in self.syntax.dependents(token.index, "case", "mark") if t.index < token.index]
        return case[0].word.lower() if case else ""

    def _with_preposition(self, verb: Token, cue: Range) -> Range:
        after = cue[1] + 1
        if after < len(self.tokens) and self.tokens[after].word.lower() in ("on", "for", "to", "upon"):
            return (cue[0], after) if self.tokens[after].xpos != "TO" else cue
        return cue

    # ------------------------------------------------------------ passives
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
            pieces.insert(0, self._source(subject, verb) or self.syntax.phrase(subject.index))
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

    # ------------------------------------------------------------ nouns, adjectives, adverbs, phrases
    def _noun(self, noun: Token, frames: Frames) -> Found | None:
        content, cue = self._noun_content(noun, frames)
        verb = self.tokens[noun.head]
        told = "clause" in self.cues.frames("verb", self.syntax.lemma(verb)) and noun.dep in ("obl", "obl:npmod")
        if content is None or (told and self._hung(noun)):
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
            if child.index < noun.index:
                continue
            words, preposition = self.syntax.phrase(child.index), self._preposition(child)
            marked = self.tokens[words[0]].word.lower() == "that" and child.dep != "nmod"
            clause = "clause" in frames and marked and self._own_subject(child)
            if clause or ("inf" in frames and child.dep == "acl" and self._infinitival(child)):
                return words, cue
            if preposition in frames and words[0] == noun.index + 1 and words[1] > words[0]:
                return (words[0] + 1, words[1]), (noun.index, words[0])
        return None, cue

    def _light_verb(self, noun: Token, cue: Range) -> tuple[Range | None, Range]:
        """ "issued a warning of ...": the verb's subject speaks, and verb and noun together are the cue."""
        verb = self.tokens[noun.head]
        if noun.dep != "obj" or verb.lemma.lower() not in LIGHT or verb.index > noun.index:
            return None, cue
        subject = self.syntax.subject(verb)
        source = self._source(subject, verb) if subject else None
        return (source, (self._cue(verb)[0], cue[1])) if source else (None, cue)

    def _own_subject(self, clause: Token) -> bool:
        subjects = self.syntax.dependents(clause.index, *SUBJECTS)
        return bool(subjects) and subjects[0].word.lower() not in RELATIVES

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
        for words in self.openings.get(token.word.lower(), ()):
            if self._stands(token.index, words):
                return self._prepositional(token, (token.index, token.index + len(words) - 1))
        return None

    def _colon(self, colon: Token) -> Found | None:
        """ "Mayor: bridge will reopen": a name, a colon and what it says, at the start of a sentence."""
        first, last = self.syntax.sentence(colon)
        before = self.tokens[first : colon.index]
        if not 0 < len(before) <= SHORT or last - colon.index < 3 or self._quoted(colon.index):
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

    # ------------------------------------------------------------ spans
    def _cue(self, verb: Token) -> Range:
        """The word with the auxiliaries and adverbs that stand right before it, and its particle."""
        own = {
            child
            for child in self.syntax.children[verb.index]
            if self.tokens[child].dep in ("aux", "aux:pass", "advmod", "cop")
            and self.tokens[child].upos != "SCONJ"
            and (self.tokens[child].dep != "advmod" or not self.syntax.children[child])
        }
        first = last = verb.index
        while first - 1 in own:
            first -= 1
        head = self.tokens[verb.head]
        if verb.dep == "xcomp" and head.lemma.lower() in ASPECT and head.index < first and self._infinitival(verb):
            between = self.tokens[head.index + 1 : first]
            if all(token.dep in ("compound:prt", "advmod") for token in between):
                first = self._cue(head)[0]
        while (
            last + 1 < len(self.tokens)
            and self.tokens[last + 1].head == verb.index
            and self.tokens[last + 1].dep == "compound:prt"
        ):
            last += 1
        return first, last

    def _source(self, subject: Token, verb: Token) -> Range | None:
        first, last = self.syntax.phrase(subject.index)
        if first <= verb.index <= last:  # the verb describes the noun: take what stands before it
            if verb.index < subject.index:
                return None
            last = verb.index - 1
            while last > subject.index and self.tokens[last].head == verb.index:
                last -= 1
        return self._noun_phrase((first, last), subject)

    def _noun_phrase(self, words: Range, head: Token) -> Range | None:
        """The phrase without a relative clause behind a comma; with the comma that ends an apposition."""
        first, last = words
        for clause in self.syntax.dependents(head.index, "acl:relcl", "acl"):
            start = self.syntax.phrase(clause.index)[0]
            if start > head.index and self.tokens[start - 1].word in (",", "-", "--", "—", "–"):
                last = min(last, start - 1)
        trimmed = self.syntax.trimmed((first, last))
        if trimmed is None:
            return None
        first, last = trimmed
        apposed = any(head.index < t.index <= last for t in self.syntax.dependents(head.index, "appos"))
        follows = last + 1 < len(self.tokens) and self.tokens[last + 1].word == ","
        whole = last + 2 < len(self.tokens) and self.tokens[last + 2].word.lower() not in ("who", "which", "whose")
        return (first, last + 1) if apposed and follows and whole else (first, last)

    def _block(self, verb: Token, cue: Range, subject: Token | None, content: Token) -> Range:
        """The words of source and cue, where they interrupt a content."""
        first, last = cue
        if subject is not None:
            low, high = self.syntax.phrase(subject.index)
            if not low <= content.index <= high and not low <= verb.index <= high:
                first, last = min(first, low), max(last, high)
        for child in self.syntax.dependents(verb.index, "obl", "obj", "iobj", "advmod", "obl:npmod", "advcl"):
            low, high = self.syntax.phrase(child.index)
            if low == last + 1:
                last = high
        return first, last

    def _split(self, words: Range, block: Range) -> list[Range]:
        """A content without the words that interrupt it."""
        first, last = words
        if block[1] < first or last < block[0]:
            return [words]
        pieces = [self.syntax.trimmed(piece) for piece in ((first, block[0] - 1), (block[1] + 1, last))]
        return [piece for piece in pieces if piece]

    # ------------------------------------------------------------ quotations
    def _quoted(self, index: int) -> bool:
        return self.quote_at[index] >= 0

    def _adjacent_quote(self, verb: Token, cue: Range, subject: Token | None, frames: Frames) -> Range | None:
        """A quotation that stands right after source and cue, or ends right before them."""
        first, last = cue
        if subject is not None:
            low, high = self.syntax.phrase(subject.index)
            if not low <= verb.index <= high:
                first, last = min(first, low), max(last, high)
        finite = verb.xpos in ("VBD", "VBZ", "VBP")
        for index in (first - 1, first - 2):
            if finite and index >= 0 and self._spoken(index):
                return self._whole(index)
        end = self.syntax.sentence(verb)[1]
        for index in range(last + 1, min(end, last + 14) + 1):
            if self._spoken(index):
                return self._whole(index)
            if self.tokens[index].upos == "VERB" or (self.tokens[index].dep == "obj" and "hearer" not in frames):
                break
        return None

    def _spoken(self, index: int) -> bool:
        number = self.quote_at[index]
        return number >= 0 and self.quotes[number].spoken

    def _whole(self, index: int) -> Range:
        quote = self.quotes[self.quote_at[index]]
        return quote.first, quote.last

    def _made(self, source: Range | None, cue: Range, content: Sequence[Range]) -> Found | None:
        """The draft, its content widened to the quotations it stands in."""
        pieces: list[Range] = []
        for piece in content:
            wide = self._widened(piece, cue)
            if wide and all(
                self.tokens[index].upos == "PUNCT" for index in range(wide[0], min(wide[1], wide[0] + 3) + 1)
            ):
                continue
            if wide and self._outside(wide, cue):
                return None
            if wide and (not pieces or wide[0] > pieces[-1][1]):
                pieces.append(wide)
        return Found(source, cue, tuple(pieces)) if pieces else None

    def _outside(self, piece: Range, cue: Range) -> bool:
        """Whether a cue inside a quotation is given a content that begins before or ends behind it."""
        number = self.quote_at[cue[0]]
        if number < 0 or not self.quotes[number].spoken:
            return False
        return piece[0] < self.quotes[number].first or piece[1] > self.quotes[number].last

    def _widened(self, piece: Range, cue: Range) -> Range | None:
        trimmed = self.syntax.trimmed(piece)
        if trimmed is None:
            return None
        first, last = trimmed
        for index in (first, last):
            number = self.quote_at[index]
            if number >= 0 and self.quote_at[cue[0]] != number:
                quote = self.quotes[number]
                first, last = min(first, quote.first), max(last, quote.last)
        last = self._spoken_end(first, self._before_others(first, last, cue), cue)
        closing = self.quote_at[last + 1] if last + 1 < len(self.tokens) else -1
        if closing >= 0 and self.quotes[closing].last == last + 1 and self.quotes[closing].first >= first:
            last += 1
        return first, last

    def _before_others(self, first: int, last: int, cue: Range) -> int:
        """Where a content ends behind which stands, in the same sentence, "after somebody else said ..."."""
        token = self.tokens[last]
        for _ in range(12):
            if token.head == token.index or token.head < first:
                return last
            begin = self.syntax.phrase(token.index)[0]
            if token.dep == "advcl" and begin > max(first, cue[1]) and self._tells(token):
                trimmed = self.syntax.trimmed((first, begin - 1))
                return trimmed[1] if trimmed else last
            token = self.tokens[token.head]
        return last

    def _tells(self, verb: Token) -> bool:
        """Whether a clause says when or why by what somebody said."""
        marked = self._preposition(verb) in ("after", "as", "before", "when", "while", "since", "because")
        told = "clause" in self.cues.frames("verb", verb.lemma.lower())
        return marked and told and bool(self.syntax.dependents(verb.index, *SUBJECTS))

    def _spoken_end(self, first: int, last: int, cue: Range) -> int:
        """Where a content ends that holds a quotation closed by a comma: what comes behind is the report's."""
        for number in range(max(self.quote_at[first : last + 1]), -1, -1):
            quote = self.quotes[number]
            if quote.last < first:
                break
            comma = quote.first < quote.last < last and self.tokens[quote.last - 1].word == ","
            if comma and self.quote_at[cue[0]] != number and self._breaks(quote.last + 1):
                last = quote.last
        return last

    def _breaks(self, index: int) -> bool:
        return self.tokens[index].xpos in ("VBG", "CC", "WDT", "WP", "IN") or self.tokens[index].word.lower() == "then"

    def _run_on(self, found: list[Found]) -> list[Found]:
        """Quotations that go on after "he said." belong to the claim before them in their paragraph."""
        made = list(found)
        by_quote = {number: n for n, item in enumerate(made) for number in self._quotes_of(item)}
        by_sentence = {self.tokens[item.cue[0]].sentence: n for n, item in enumerate(made) if self._outermost(item)}
        for number, quote in enumerate(self.quotes):
            if number not in by_quote and self._follows_up(quote) and self._before(quote) in by_sentence:
                owner = by_sentence[self._before(quote)]
                made[owner] = made[owner]._replace(content=(*made[owner].content, (quote.first, quote.last)))
                by_quote[number] = owner
            last = by_quote.get(number - 1)
            if number in by_quote or last is None or not quote.spoken:
                continue
            if self._continues(self.quotes[number - 1], quote, made[last]):
                made[last] = made[last]._replace(content=(*made[last].content, (quote.first, quote.last)))
                by_quote[number] = last
        return made

    def _outermost(self, item: Found) -> bool:
        """Whether a draft's cue is the verb of its sentence."""
        return any(self.tokens[index].dep == "root" for index in range(item.cue[0], item.cue[1] + 1))

    def _before(self, quote: Quotation) -> int:
        return self.tokens[quote.first].sentence - 1

    def _follows_up(self, quote: Quotation) -> bool:
        """Whether a quotation is one or more whole sentences behind another one of its paragraph."""
        sentences = self.syntax.analysis.sentences
        first, last = sentences[self.tokens[quote.first].sentence], sentences[self.tokens[quote.last].sentence]
        whole = first.first == quote.first and last.last - 1 <= quote.last + 1 and quote.spoken
        return whole and first.index > 0 and sentences[first.index - 1].paragraph == first.paragraph

    def _sets_in(self, quote: Quotation) -> bool:
        """Whether a quotation begins a sentence or follows a pause."""
        first = quote.first - 1 if self.tokens[quote.first - 1].word.lower() in ("but", "and") else quote.first
        return first < 1 or self.tokens[first - 1].word in PAUSES

    def _fills_paragraph(self, quote: Quotation) -> bool:
        """Whether the quotation is all of its paragraph."""
        sentences = self.syntax.analysis.sentences
        first, last = sentences[self.tokens[quote.first].sentence], sentences[self.tokens[quote.last].sentence]
        begins = first.first == quote.first and (
            first.index == 0 or sentences[first.index - 1].paragraph < first.paragraph
        )
        after = last.index + 1
        ends = last.last - 1 == quote.last and (after == len(sentences) or sentences[after].paragraph > last.paragraph)
        return begins and ends

    def _quotes_of(self, item: Found) -> Iterator[int]:
        """The quotations that a draft has wholly as its content, itself standing outside."""
        for first, last in item.content:
            for number in {self.quote_at[first], self.quote_at[last]} - {-1, self.quote_at[item.cue[0]]}:
                if first <= self.quotes[number].first and self.quotes[number].last <= last:
                    yield number

    def _continues(self, before: Quotation, quote: Quotation, owner: Found) -> bool:
        """Whether a quotation takes up the one before it: right behind "he said.", or in the next paragraph where the one
        before was left open.
        """
        sentences = self.syntax.analysis.sentences
        one, other = (sentences[self.tokens[index].sentence].paragraph for index in (before.last, quote.first))
        if one != other:
            whole = self._fills_paragraph(quote) and owner.cue[0] > before.last
            return other == one + 1 and (not before.closed or whole)
        between = self.tokens[before.last + 1 : quote.first]
        outside = [t for t in between if t.upos == "VERB" and not owner.cue[0] <= t.index <= owner.cue[1]]
        told = before.last < owner.cue[0] and owner.cue[1] < quote.first and self._sets_in(quote)
        return told and len(outside) < 2 and len(between) < 60


@cache
def _openings() -> dict[str, list[tuple[str, ...]]]:
    """The prepositional cues by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in cues().phrases:
        found.setdefault(words[0], []).append(words)
    return found


def _quote_index(quotes: Sequence[Quotation], size: int) -> list[int]:
    """For each word the number of the quotation it stands in, or -1."""
    found = [-1] * size
    for number, quote in enumerate(quotes):
        for index in range(quote.first, quote.last + 1):
            found[index] = number
    return found
