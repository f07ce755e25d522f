"""What a verb of saying, thinking or wanting attributes: clause, infinitive, object, phrase or quotation."""

from __future__ import annotations

from sayso.claims.lexicon import Frames
from sayso.claims.spans import Spans
from sayso.claims.stances import SILENCE
from sayso.claims.syntax import RELATIVES, SUBJECTS, Range
from sayso.model import Token

HEARER = frozenset(("on", "upon", "to"))
"""Prepositions of the one who is called upon."""
LIABLE = frozenset(("responsible", "accountable", "liable", "culpable"))
"""What those are held who are accused."""
UTTERED = frozenset(
    ("demands", "warns", "accuses", "promises", "threatens", "denies", "condemns", "praises", "declines")
)
"""Stances of verbs that only somebody who speaks is the subject of."""


class Verbs(Spans):
    """The contents of verbs in the active."""

    def _content(self, verb: Token, frames: Frames, cue: Range, subject: Token | None) -> tuple[list[Range], Range]:
        """What the verb attributes, by the first of its frames that the sentence fills; and the cue, maybe wider."""
        fronted = self._fronted(verb, frames) or self._held_liable(verb)
        if fronted:
            return fronted, cue
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

    def _fronted(self, verb: Token, frames: Frames) -> list[Range]:
        """ "..., a charge Islamabad denies", where the parser made the denial the main verb."""
        if frames.get("np") != "denies":
            return []
        for child in self.syntax.dependents(verb.index, "obj", "obl:npmod"):
            first, last = self.syntax.phrase(child.index)
            if (
                last < verb.index
                and self.tokens[first - 1].word == ","
                and self.cues.frames("noun", child.lemma.lower())
            ):
                return [(first, last)]
        return []

    def _held_liable(self, verb: Token) -> list[Range]:
        """ "Held *the militia responsible for the raid*", in whatever way the parser hung the adjective."""
        if verb.lemma.lower() != "hold":
            return []
        for noun in self.syntax.dependents(verb.index, "obj"):
            first, last = self.syntax.phrase(noun.index)
            for child in self.syntax.dependents(verb.index, "xcomp"):
                if child.lemma.lower() in LIABLE and noun.index < child.index:
                    return [(first, self.syntax.phrase(child.index)[1])]
            inside = self.tokens[noun.index + 1 : last + 1]
            if first > verb.index and any(token.lemma.lower() in LIABLE for token in inside):
                return [(first, last)]
        return []

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
            contrast = child.dep == "advcl" and end == last and self._contrasts(first) and not self._reported(child)
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
        if any(token.upos == "PRON" for token in self.syntax.dependents(verb.index, "obj")):
            return None  # "said he had been offered terms but rejected them"
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

    def _reported(self, verb: Token) -> bool:
        """Whether a clause behind ", while" goes on with what was said: in the past of the past, in the passive, or quoted."""
        first, last = self.syntax.phrase(verb.index)
        if self.tokens[first].word.lower() != "while" or "clause" in self.cues.frames("verb", self.syntax.lemma(verb)):
            return False
        auxiliaries = self.syntax.dependents(verb.index, "aux", "aux:pass")
        told = any(token.dep == "aux:pass" or token.word.lower() in ("had", "would") for token in auxiliaries)
        return told or any(self._quoted(index) for index in range(first, last + 1))

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
            return self._antecedent(verb) if "np" in frames else self._antecedent_and_rest(verb, frames)
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
            named = self.syntax.dependents(verb.index, "xcomp") if "np-pred" in frames else []
            return rest[:1] or [self.syntax.phrase(child.index) for child in named if child.index > verb.index][:1]
        return [(pronoun.index, pronoun.index), *rest[:1]] if rest or "np" in frames else []

    def _antecedent(self, verb: Token) -> list[Range]:
        """The noun that a clause without relative pronoun describes ("a charge the ministry denies")."""
        noun = self.tokens[verb.head]
        if verb.dep != "acl:relcl" or not self.syntax.dependents(verb.index, "nsubj") or noun.index >= verb.index:
            return []
        last = self.syntax.phrase(verb.index)[0] - 1
        return [(self.syntax.phrase(noun.index)[0], last)] if last >= noun.index else []

    def _antecedent_and_rest(self, verb: Token, frames: Frames) -> list[Range]:
        """ "Two diplomats *it accuses of spying*": the noun described, and the phrase that completes the verb."""
        wanted = {frame[3:] for frame in frames if frame.startswith("np-")} - {"inf", "pred"}
        rest = [
            self.syntax.phrase(child.index)
            for child in self.syntax.dependents(verb.index, "obl", "advcl")
            if child.index > verb.index and self._preposition(child) in wanted
        ]
        noun = self._antecedent(verb) if rest else []
        return [*noun, rest[0]] if noun else []

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

    def _with_preposition(self, verb: Token, cue: Range) -> Range:
        after = cue[1] + 1
        if after < len(self.tokens) and self.tokens[after].word.lower() in ("on", "for", "to", "upon"):
            return (cue[0], after) if self.tokens[after].xpos != "TO" else cue
        return cue

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
