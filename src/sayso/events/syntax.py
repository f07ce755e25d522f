"""What stands in which grammatical relation to a predicate, beyond the bare tree.

A parse attaches a subject once; readers supply it again for every verb that shares it. `Syntax.edges` gives the
dependents of a predicate the way enhanced Universal Dependencies does: through coordination, control and raising,
relative and participial clauses, light verbs, with prepositions spelled out in the label ("obl:against", "nmod:of").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sayso.events.surroundings import ALWAYS_OF_SOMEBODY, ANSWERS, NEVER_PASSIVE
from sayso.events.words import Words
from sayso.language.resuming import ADDRESSING
from sayso.model import Analysis, Span, Token

DEPTH = 6
"""How many clauses up a missing subject is looked for."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
RELATIVE = frozenset({"who", "whom", "which", "that", "whose", "where", "when"})
NOBODY = frozenset({"none", "nobody", "nothing", "neither", "no"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
"""Words that stress the noun right before them ("the police themselves fired")."""
VERDICTS = frozenset({
    "claim", "assertion", "allegation", "accusation", "charge", "figure", "toll", "tally", "account", "version", "move", "report",
    "number", "step", "practice", "attack", "incident", "act",
})  # fmt: skip
"""Nouns that sum up the clause before them, behind a comma and "a": "killed six, a claim that could not be verified"."""
LAYING: Mapping[str, str] = {
    "attribute": "to", "ascribe": "to", "blame": "on", "pin": "on", "credit": "to", "link": "to", "trace": "to", "tie": "to",
}  # fmt: skip
"""Verbs that lay a deed at somebody's door, and the preposition of who that is."""
PHRASE_RELATIONS = frozenset({
    "det", "amod", "nummod", "compound", "flat", "case", "nmod:poss", "advmod", "fixed",
    "goeswith", "obl:npmod", "obl:unmarked", "name",
})  # fmt: skip
"""Dependents that belong to the words of a noun phrase in front of its head."""
CORE_OBLIQUES = ("nmod:of",)
HOUSES = frozenset(
    {"home", "centre", "center", "shelter", "institute", "clinic", "hostel", "hall", "university", "college"}
)
"""Nouns for houses, beside `premises`, that are named with those whom they are for."""
NEAR = 6
"""How many words behind a house those may stand whom it is for."""
CALIBERS = frozenset({"mm", "cm", "calibre", "caliber", "inch"})
"""Units that arms are told by, beside those of weight."""
MEASURES = frozenset({
    "round", "series", "day", "hour", "session", "week", "month", "year", "wave", "string", "spate", "rash", "flurry",
    "chain", "succession", "sequence",
})  # fmt: skip
"""Nouns whose "of" phrase names what there were so many of."""


class Edge(NamedTuple):
    """A dependent of a predicate: its relation, its head token, and how it was found ("own", "conj", "control" ...)."""

    label: str
    token: int
    how: str


UNCHANGED = frozenset({
    "bet", "burst", "cast", "cost", "cut", "hit", "hurt", "let", "put", "quit", "set", "shed", "shut", "slit",
    "split", "spread", "thrust",
})  # fmt: skip
"""Verbs whose past is written as their present: a report that tells of what they did tells it in the past."""


class Syntax:
    """Enhanced relations over one analysis. Lookups are memoised; each costs the size of the clause at most."""

    def __init__(self, analysis: Analysis, words: Words, triggers: frozenset[int] = frozenset()) -> None:
        """`triggers`: the head tokens of words that name events, where they are known."""
        self.triggers = triggers
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.children = analysis.children
        self.words = words
        self._edges: dict[tuple[int, int | None], tuple[Edge, ...]] = {}

    # ------------------------------------------------------------ single tokens
    def base(self, index: int) -> str:
        """The relation of a token to its head without its subtype."""
        return self.tokens[index].dep.partition(":")[0]

    def verbal(self, index: int) -> bool:
        """Whether the token is a verb (or an adjective or noun used as a clause's predicate)."""
        token = self.tokens[index]
        if token.xpos == "VBG" and token.dep.startswith(("obl", "nmod")) and self.case(index):
            return False  # a gerund as a noun: "killed in firing by the police"
        return token.upos in ("VERB", "AUX") or any(
            self.tokens[c].dep.startswith(("nsubj", "cop", "aux")) for c in self.children[index]
        )

    def passive(self, index: int) -> bool:
        """Whether a verb form is passive: by its auxiliary or subject, or as a bare past participle after a noun."""
        token = self.tokens[index]
        deps = [self.tokens[c].dep for c in self.children[index]]
        if "aux:pass" in deps or "nsubj:pass" in deps:
            return True
        if self._felled(token, deps):
            return True
        if token.lemma.lower() in NEVER_PASSIVE:
            return False
        if self._shares_passive(token, deps):
            return self.passive(token.head)
        if token.xpos != "VBN" or "aux" in deps:
            return False
        if "nsubj" in deps and token.lemma.lower() in ADDRESSING:
            return False  # a past form taken for a participle: "Vietnam, which claims parts, called on both sides"
        if token.dep == "conj" and token.head != index and "nsubj" not in deps:
            return self.passive(token.head) if self.tokens[token.head].xpos == "VBN" else False
        return self.base(index) in ("acl", "advcl", "amod", "xcomp", "root", "ccomp") and "obj" not in deps

    def _shares_passive(self, token: Token, deps: list[str]) -> bool:
        """Whether a past form that lacks the object it must have hangs on a verb before it: "were charged and remanded"."""
        past = token.xpos == "VBD" and token.dep == "conj" and token.lemma.lower() in ALWAYS_OF_SOMEBODY
        return past and token.head != token.index and not {"obj", "nsubj", "aux", "ccomp", "obl:npmod"} & set(deps)

    def _felled(self, token: Token, deps: list[str]) -> bool:
        """Whether a verb of harm without an object or auxiliary is a passive cut short: "one killed, four others injured"."""
        past = token.xpos in ("VBN", "VBD") and token.lemma.lower() in self.words.felling
        return past and "nsubj" in deps and not {"obj", "iobj", "aux", "ccomp", "xcomp", "obl:npmod"} & set(deps)

    def answered_by(self, index: int) -> int | None:
        """The noun for the answer that a deed called forth: the retaliation "for the killing", the response "to the raid"."""
        base, governor = self.attached(index)
        if governor is None or base not in ("nmod", "obl") or self.case(index) not in ("for", "to", "of"):
            return None
        answer = self.tokens[governor].lemma.lower() in ANSWERS and governor < index
        return governor if answer and (self.case(index) != "of" or self.case(governor) == "in") else None

    def case(self, index: int) -> str:
        """The preposition of a noun, lower case, its words joined by "_"; "" where it has none."""
        for child in self.children[index]:
            token = self.tokens[child]
            if token.dep == "case" and token.word not in ("'s", "’s", "'", "’", "'S", "’S"):
                rest = [self.tokens[c].word for c in self.children[child] if self.tokens[c].dep == "fixed"]
                return "_".join([token.word, *rest]).lower()
        return ""

    def relation(self, index: int) -> str:
        """The label of a token's relation to its head, preposition included."""
        dep = self.tokens[index].dep
        base = dep.partition(":")[0]
        if dep == "obl:agent":
            return "obl:by"
        if base not in ("obl", "nmod") or dep == "nmod:poss":
            return dep
        case = self.case(index)
        return f"{base}:{case}" if case else dep

    def conjuncts(self, index: int) -> list[int]:
        """The token and the nominals coordinated with it."""
        found, queue = [], [index]
        while queue:
            token = queue.pop(0)
            found.append(token)
            queue += [c for c in self.children[token] if self.tokens[c].dep == "conj" and self.nominal(c)]
        return [*found, *(c for c in self._stray(index) if c not in found)]

    def _stray(self, index: int) -> list[int]:
        """The rest of a list of objects that the parse hangs on a verb: "shelled a school, the bank, and two shops". It is the
        list's where no word between them is a verb, and nouns cannot be coordinated with verbs."""
        verb = self.governor(index)
        if verb is None or self.tokens[index].dep not in ("obj", "nsubj:pass", "obl", "nmod") or not self.verbal(verb):
            return []
        over = self.governor(verb) if self.tokens[verb].dep == "conj" else None
        heads = [verb] if over is None else [verb, over]
        after = sorted(c for h in heads for c in self.children[h] if c > index and self._listed(c))
        return [c for c in after if not any(self.tokens[t].upos in ("VERB", "AUX") for t in range(index + 1, c))]

    def _listed(self, index: int) -> bool:
        """Whether a noun is coordinated with the word it hangs on, and is no clause of its own."""
        token = self.tokens[index]
        clause = any(self.tokens[c].dep.startswith(("nsubj", "cop", "aux", "obj")) for c in self.children[index])
        return token.dep == "conj" and token.upos in ("NOUN", "PROPN") and not clause

    def nominal(self, index: int) -> bool:
        """Whether the token can head a noun phrase."""
        token = self.tokens[index]
        return (
            token.upos in NOMINAL
            or token.xpos.startswith("N")
            or (token.upos in ("ADJ", "DET") and not self.verbal(index))
        )

    def nobody(self, index: int) -> bool:
        """Whether a phrase says that there is none: "no group", "neither side"."""
        kin = (self.tokens[c] for c in self.children[index])
        return any(token.lemma.lower() in NOBODY for token in kin if token.dep in ("det", "cc:preconj"))

    def governor(self, index: int) -> int | None:
        """The head of a token; None for a root."""
        head = self.tokens[index].head
        return None if head == index else head

    def _over(self, index: int, governor: int) -> int | None:
        """The deed whose result a trailing participle tells, where the parse hangs it on a clause between that names none:
        "opened fire when the mob turned violent, killing three"."""
        between = self.base(governor) == "advcl" and self.finite(governor) and governor not in self.triggers
        result = self.tokens[index].xpos == "VBG" and index > 0 and self.tokens[index - 1].word == ","
        above = self.governor(governor) if between and result and governor < index else None
        return above if above is not None and above < governor and above in self.triggers else None

    def _told_of(self, index: int, governor: int) -> int | None:
        """The deed whose result a trailing participle tells, where the parse hangs it on the verb of saying that the deed is
        told by: "accused the army of bombing a pier, killing two"."""
        token = self.tokens[index]
        telling = self.words.speech | self.words.object_control
        result = token.xpos == "VBG" and token.lemma.lower() in self.words.result and self.tokens[index - 1].word == ","
        if not result or governor > index or self.tokens[governor].lemma.lower() not in telling:
            return None
        deeds = (t for t in self.inside(governor) if governor < t < index and t in self.triggers and self.verbal(t))
        return max((t for t in deeds if self.tokens[t].lemma.lower() not in telling), default=None)

    def attached(self, index: int) -> tuple[str, int | None]:
        """The base relation of a token and its governor. A clause with "that" and no subject of its own, which the parse
        takes for a verb's complement although the verb has an object, is a relative clause on that object."""
        governor, base = self.governor(index), self.base(index)
        if base == "advcl" and governor is not None:
            deed = self._over(index, governor) or self._told_of(index, governor)
            if deed is not None:
                return base, deed
        if base == "conj" and governor is not None and (first := self._first_told(index, governor)) is not None:
            return base, first
        if base != "ccomp" or governor is None or not self.finite(index):
            return base, governor
        deps = {self.tokens[c].dep: c for c in self.children[index]}
        marked = "mark" in deps and self.tokens[deps["mark"]].lemma.lower() in RELATIVE
        subject = any(dep.startswith(("nsubj", "expl", "csubj")) for dep in deps)
        objects = [c for c in self.children[governor] if c < index and self.tokens[c].dep in ("obj", "nsubj:pass")]
        return ("acl", objects[-1]) if marked and not subject and objects else (base, governor)

    def _first_told(self, index: int, speech: int) -> int | None:
        """The first of several deeds that somebody tells of, where the parse hangs the others on the telling: "told the paper
        that soldiers entered the town, torched houses and led men away"."""
        if self.tokens[speech].lemma.lower() not in self.words.speech or self._has_subject(index):
            return None
        kin = self.children[speech]
        told = next((c for c in kin if speech < c < index and self.base(c) == "ccomp"), None)
        if told is None:
            return None
        listed = [c for c in kin if told < c <= index and self.base(c) == "conj"]
        first = listed[0] if listed else index
        joined = any(self.tokens[c].dep == "cc" for c in self.children[first] if c < first)
        return told if self.tokens[first - 1].word == "," and not joined else None

    # ------------------------------------------------------------ phrases
    def phrase(self, index: int) -> Span:
        """The noun phrase of a head token: its modifiers in front of it and its "of" phrase, without clauses,
        appositions, coordinated phrases or its own preposition."""
        inside = [index, *self._premodifiers(index), *self._complement(index)]
        return Span(min(self.tokens[i].start for i in inside), max(self.tokens[i].end for i in inside))

    def thing(self, index: int) -> Span:
        """`phrase` without the words in front that count, stress or ask ("at least three", "only", "several other") or only say
        whose it is ("his"): what a thing is, and not how many there are. Articles stay where no such word stands behind them;
        a measure keeps its number ("200 kg of dynamite")."""
        whole = self.phrase(index)
        if self.tokens[index].lemma.lower() in self.words.measure:
            return whole
        inside = [i for i in (*self._premodifiers(index), index) if i <= index]
        first = next((i for i in sorted(inside) if not self.counting(i) and not self._article(i)), index)
        lead = self.tokens[first - 1] if first > 0 else None
        kept = lead is not None and lead.start >= whole.start and self._article(lead.index)
        start = lead.start if kept and lead is not None else self.tokens[first].start
        return Span(max(start, whole.start), whole.end)

    def _article(self, index: int) -> bool:
        return self.tokens[index].word.lower() in ("the", "a", "an")

    def counting(self, index: int) -> bool:
        """Whether a word before a noun says how many, which or whose ("his"), or how sure the count is, and nothing of what
        it is."""
        token = self.tokens[index]
        if token.lemma.lower() in self.words.counting or token.upos in ("PUNCT", "ADP", "SCONJ", "CCONJ"):
            return True
        if token.upos == "ADV":  # "privately owned" tells what it is
            return token.dep != "amod" and self.tokens[token.head].upos != "VERB"
        return (token.upos == "NUM" and not self._sizing(index)) or (token.upos == "PRON" and token.dep == "nmod:poss")

    def _sizing(self, index: int) -> bool:
        """Whether a number says how big something is, and not how many there are: "a 20-kg bomb", "a 9 mm gun"."""
        behind = [token.word.lower() for token in self.tokens[index + 1 : index + 3]]
        return behind[:1] == ["-"] or (bool(behind) and behind[0] in self.words.measure | CALIBERS)

    def _premodifiers(self, index: int) -> list[int]:
        found: list[int] = []
        for child in self.children[index]:
            token = self.tokens[child]
            if token.dep == "case" and token.word.startswith(("'", "’")):
                continue
            if (
                (token.dep in PHRASE_RELATIONS or (token.dep == "nmod" and not self.case(child)))
                and token.dep != "case"
                and (child < index or token.dep in ("flat", "name"))
            ):
                found += [child, *self.inside(child)]
        return found

    def _complement(self, index: int) -> list[int]:
        found: list[int] = []
        for child in self.children[index]:
            if child > index and (self.relation(child) in CORE_OBLIQUES or self._purpose(index, child)):
                found += [c for c in (child, *self.inside(child, clauses=False)) if c > index]
        return found

    def _purpose(self, index: int, child: int) -> bool:
        """Whether it belongs to what a house is called whom it is for: "a training school for teachers"."""
        housed = self.tokens[index].lemma.lower() in self.words.premises | HOUSES and self.relation(child) == "nmod:for"
        return housed and self.tokens[child].upos in ("NOUN", "PROPN") and child - index <= NEAR

    def inside(self, index: int, *, clauses: bool = True) -> list[int]:
        """Everything below a token; without clauses and coordinated phrases if asked."""
        found, queue = [], list(self.children[index])
        while queue:
            token = queue.pop()
            base = self.base(token)
            if not clauses and base in ("acl", "appos", "conj", "parataxis", "advcl", "punct", "cc"):
                continue
            found.append(token)
            queue += self.children[token]
        return found

    # ------------------------------------------------------------ relations of a predicate
    def edges(self, index: int, support: int | None = None) -> tuple[Edge, ...]:
        """The dependents of a predicate, supplied ones included; with those of a noun's light verb."""
        key = (index, support)
        if key not in self._edges:
            found = (
                self._noun_edges(index, support)
                if support is not None or not self.verbal(index)
                else self._verb_edges(index)
            )
            self._edges[key] = tuple(dict.fromkeys(found))
        return self._edges[key]

    def _own(self, index: int, how: str = "own") -> list[Edge]:
        found = []
        for child in self.children[index]:
            label = self.relation(child)
            if label.startswith(("punct", "aux", "cop", "cc", "mark", "det", "case", "conj", "expl")):
                continue
            if (label == "obj" and self._verdict(child)) or self._laid(child):
                continue
            if label == "nsubj" and self.passive(index):
                label = "nsubj:pass"
            for token in self.conjuncts(child) if self.nominal(child) else [child]:
                found += [Edge(label, target, how) for target in self.antecedents(token)]
        return found

    def _laid(self, index: int) -> bool:
        """Whether somebody at whose door a deed is laid hangs on the deed, and not on the verb: "blamed the attack on them"."""
        deed = self.tokens[index].head
        verb = self.tokens[deed].head
        laying = LAYING.get(self.tokens[verb].lemma.lower()) if self.tokens[deed].dep in ("obj", "nsubj:pass") else None
        if laying is None or index < max(deed, verb) or self.relation(index) != f"nmod:{laying}":
            return False
        later = (c for c in self.children[deed] if c > index and self.relation(c) == f"nmod:{laying}")
        own = (c for c in self.children[verb] if self.relation(c) == f"obl:{laying}")
        return next(later, None) is None and next(own, None) is None

    def _verdict(self, index: int) -> bool:
        """Whether what a parse takes for an object sums up the clause before it: "killed six the day before, a claim that ..."."""
        if self.tokens[index].lemma.lower() not in VERDICTS:
            return False
        first = min([index, *(c for c in self.children[index] if c < index)])
        return first > 0 and self.tokens[first].word.lower() in ("a", "an") and self.tokens[first - 1].word == ","

    def antecedents(self, index: int) -> list[int]:
        """What a relative pronoun stands for; any other token stands for itself."""
        token = self.tokens[index]
        if token.word.lower() in REFLEXIVE and index > 0 and self.nominal(index - 1):
            return [index - 1]
        if token.lemma.lower() not in RELATIVE or not token.xpos.startswith(("W", "IN", "DT")):
            return [index]
        clause = self._clause(index)
        if clause is None or self.base(clause) != "acl":
            return [index]
        head = self.tokens[clause].head
        if token.lemma.lower() == "which" and self.tokens[head].lemma.lower() in self.words.person:
            return [self._last_thing(head, index)]
        described = any(self.tokens[c].word.lower() in ("a", "an", "the") for c in self.children[head])
        named = self.tokens[head].dep == "appos" and described and self.tokens[self.tokens[head].head].upos == "PROPN"
        return [self.tokens[head].head if named else head]

    def _last_thing(self, person: int, pronoun: int) -> int:
        """What "which" stands for where the parse hangs its clause on people, of whom it cannot be said: "civilians in the war,
        which"; the people where no noun stands between."""
        between = range(pronoun - 1, person, -1)
        return next((i for i in between if self.tokens[i].upos in ("NOUN", "PROPN")), person)

    def _clause(self, index: int) -> int | None:
        """The verb of the relative clause that a pronoun stands in."""
        for _ in range(DEPTH):
            head = self.governor(index)
            if head is None:
                return None
            if self.tokens[head].dep.startswith("acl"):
                return head
            index = head
        return None

    def _verb_edges(self, index: int) -> list[Edge]:
        found = self._own(index)
        if not any(e.label.startswith("nsubj") for e in found):
            label = "nsubj:pass" if self.passive(index) else "nsubj"
            found = [Edge(label, t, how) for t, how in self.subjects(index)] + found
        if not any(e.label == "obj" for e in found) and not self.passive(index):
            found += self._shared_objects(index)
        if self.tokens[index].lemma.lower() in LAYING:
            found += self._laid_on(index)
        if self.passive(index) and not any(e.label == "obl:by" for e in found):
            found += self._doers_of_predicate(index)
        return found

    def _laid_on(self, index: int) -> list[Edge]:
        """At whose door a verb lays a deed, where the parse hangs them on the deed."""
        label = f"obl:{LAYING[self.tokens[index].lemma.lower()]}"
        laid = (c for deed in self.children[index] for c in self.children[deed] if self._laid(c))
        return [Edge(label, token, "misplaced") for c in laid for token in self.conjuncts(c)]

    def _doers_of_predicate(self, index: int) -> list[Edge]:
        """The doers that the parse hangs on what someone was called: "was designated a terrorist group by the United States"."""
        return [
            Edge("obl:by", token, "misplaced")
            for child in self.children[index]
            if self.base(child) in ("obj", "xcomp") or self.relation(child) == "obl:as"
            for grandchild in self.children[child]
            if self.relation(grandchild) == "nmod:by"
            for token in self.conjuncts(grandchild)
        ]

    def subjects(self, index: int, depth: int = 0) -> list[tuple[int, str]]:
        """The subject of a predicate, its own or the one it shares, as (token, how)."""
        own = [t for c in self.children[index] if self.tokens[c].dep.startswith("nsubj")
               for a in self.conjuncts(c) for t in self.antecedents(a)]  # fmt: skip
        if own or depth > DEPTH:
            return [(t, "own") for t in own]
        if self._of_force(index) or self._of_number(index):
            return [(index - 1, "own")]
        base, head = self.attached(index)
        if head is None:
            return []
        if base == "acl":
            return self._of_modified(index, head, depth)
        if base in ("conj", "parataxis") and not self.verbal(head):
            return []
        if base in ("advcl", "ccomp", "xcomp") and self.finite(index):
            return []
        if base == "advcl" and self.tokens[index].lemma in self.words.result and self.passive(head):
            return [
                (t, "agent") for c in self.children[head] if self.relation(c) == "obl:by" for t in self.conjuncts(c)
            ]
        if base in ("xcomp", "ccomp", "advcl", "obl", "conj", "nmod"):
            controller = self._controller(index, head)
            return controller or [(t, base) for t, _ in self.subjects(head, depth + 1)]
        return []

    def _of_force(self, index: int) -> bool:
        """Whether a gerund stands right behind those whose deed it is: "the police firing"."""
        before = self.tokens[index - 1] if index > 0 else None
        behind = before is not None and before.lemma.lower() in self.words.forces and before.upos in ("NOUN", "PROPN")
        return behind and self.tokens[index].xpos == "VBG" and self.base(index) in ("acl", "advcl")

    def _of_number(self, index: int) -> bool:
        """Whether a participle stands right behind the number of those it is said of: "have treated 29 wounded"."""
        token, before = self.tokens[index], self.tokens[index - 1] if index > 0 else None
        counted = before is not None and before.upos == "NUM" and before.dep in ("obj", "nsubj:pass")
        return counted and token.xpos == "VBN" and token.dep in ("advcl", "xcomp", "acl", "ccomp")

    def finite(self, index: int) -> bool:
        """Whether a verb has a finite form of its own (and so a subject of its own, if any)."""
        auxiliaries = [self.tokens[c].xpos for c in self.children[index] if self.base(c) in ("aux", "cop")]
        return any(x in ("VBD", "VBP", "VBZ", "MD") for x in [self.tokens[index].xpos, *auxiliaries])

    def _controller(self, index: int, head: int) -> list[tuple[int, str]]:
        """The object of a verb that makes its object act ("urged them to stop", "accused them of firing")."""
        if self.base(index) == "conj":
            return []
        marks = {self.tokens[c].lemma.lower() for c in self.children[index] if self.tokens[c].dep in ("mark", "case")}
        lemma = self.tokens[head].lemma.lower()
        controlled = self.base(index) in ("xcomp", "ccomp") or (
            bool(marks & {"of", "for", "from", "to"}) and lemma in self.words.object_control
        )
        if not controlled or lemma in self.words.subject_control:
            return []
        counted = self.tokens[index - 1].upos == "NUM" and self.tokens[index - 1].head != head
        if counted and self.tokens[index].xpos == "VBN":
            return [(index - 1, "control")]  # "left 31 dead and 40 injured"
        return [(t, "control") for c in self.children[head] if self.tokens[c].dep in ("obj", "iobj")
                for a in self.conjuncts(c) for t in self.antecedents(a)]  # fmt: skip

    def _of_modified(self, index: int, head: int, depth: int) -> list[tuple[int, str]]:
        """The subject of a clause that modifies a noun: the noun, or for "a plan to attack" whose plan it is."""
        relative = self.tokens[index].dep == "acl:relcl"
        infinitive = self.tokens[index].xpos == "VB" and not relative
        if infinitive:
            owners = [c for c in self.children[head] if self.relation(c) in ("nmod:poss", "nmod:by")]
            if owners:
                return [(t, "owner") for t in owners]
            return [(t, "owner") for t in self._planners(head, depth)]
        if self.verbal(head) and not self.nominal(head):
            return [(t, "acl") for t, _ in self.subjects(head, depth + 1)]
        issuer = self.governor(head)
        written = self.tokens[head].lemma.lower() in self.words.document and self.tokens[index].xpos == "VBG"
        if written and issuer is not None and self.tokens[head].dep == "obj":
            return [(t, "issuer") for t, _ in self.subjects(issuer, depth + 1)]
        return [(head, "acl")]

    def _planners(self, plan: int, depth: int) -> list[int]:
        """Whose plan, threat or attempt it is: of whom the verb above says that they have it, or of whom they are accused."""
        verb = self.governor(plan)
        if verb is None or not self.verbal(verb):
            return []
        lemma = self.tokens[verb].lemma.lower()
        if lemma in self.words.object_control and self.relation(plan).startswith("obl") and not self.passive(verb):
            return [t for c in self.children[verb] if self.relation(c) == "obj" for t in self.conjuncts(c)]
        if lemma in self.words.others_plans and not self.passive(verb):
            return []
        return [t for t, _ in self.subjects(verb, depth + 1)]

    def _shared_objects(self, index: int) -> list[Edge]:
        """An object that the parse leaves to a coordinated verb ("attacked and burned the post"), or a relative gap."""
        token = self.tokens[index]
        for child in self.children[index]:
            if self.tokens[child].dep == "conj" and self.verbal(child) and child - index <= 3:
                return [
                    Edge("obj", t, "conj")
                    for c in self.children[child]
                    if self.tokens[c].dep == "obj"
                    for t in self.conjuncts(c)
                ]
        if token.dep == "acl:relcl" and not self._has_relative_pronoun(index) and self._has_subject(index):
            return [Edge("obj", token.head, "gap")]
        return []

    def _has_subject(self, index: int) -> bool:
        return any(self.tokens[c].dep.startswith("nsubj") for c in self.children[index])

    def _has_relative_pronoun(self, index: int) -> bool:
        return any(
            self.tokens[c].lemma.lower() in RELATIVE and self.tokens[c].xpos.startswith("W")
            for child in self.children[index]
            for c in (child, *self.children[child])
        )

    def _noun_edges(self, index: int, support: int | None) -> list[Edge]:
        found = self._own(index)
        found += self._misplaced(index)
        governor = self.governor(index)
        if support is not None:
            found += self._lent(index, support)
        elif governor is not None and self._carried(index, governor):
            found += [e for e in self._lent(index, governor) if e.label.startswith("nsubj")]
        elif governor is not None and self.case(index) == "under" and self.verbal(governor):
            found += [e._replace(label="obj", how="light") for e in self.edges(governor) if e.label.startswith("nsubj")]
        elif governor is not None and self._measured(index, governor):
            found += [e for e in self._noun_edges(governor, None) if e.label.startswith("nsubj")]
        elif (hurt := self.harmed_by(index)) is not None:
            found += [e._replace(how="light") for e in self._own(hurt) if e.label == "nsubj:pass"]
        found += self._relative(index)
        if self.tokens[index].dep == "conj" and governor is not None and self.tokens[governor].upos == "NOUN":
            shared = ("nmod:poss", "nmod:by", "amod", "compound")
            found += [e._replace(how="conj") for e in self._own(governor) if e.label in shared and e.token < governor]
        return found

    def _misplaced(self, index: int) -> list[Edge]:
        """What the parse hangs on the doer of a noun: "a raid by rebels on villages"."""
        return [
            Edge(self.relation(grandchild), token, "misplaced")
            for child in self.children[index]
            if self.relation(child) in ("nmod:by", "nmod:from", "nmod:poss")
            for grandchild in self.children[child]
            if self.relation(grandchild) in ("nmod:on", "nmod:against")
            for token in self.conjuncts(grandchild)
        ]

    def _measured(self, index: int, governor: int) -> bool:
        """Whether a noun only says what there were rounds or days of: "held two rounds of talks"."""
        return self.case(index) == "of" and self.tokens[governor].lemma.lower() in MEASURES

    def harmed_by(self, index: int) -> int | None:
        """The verb that says what a noun did to somebody, where it names no event itself: "was wounded by sniper fire"."""
        verb = self.governor(index)
        if verb is None or self.tokens[verb].lemma.lower() not in self.words.felling or verb in self.triggers:
            return None
        return verb if self.passive(verb) and self.relation(index) in ("obl:by", "obl:in") else None

    def _carried(self, index: int, governor: int) -> bool:
        """Whether a noun is the object of a verb that lends it its subject, in the active voice."""
        lemma = self.tokens[governor].lemma.lower()
        return self.tokens[index].dep == "obj" and lemma in self.words.light and not self.passive(governor)

    def _lent(self, index: int, support: int) -> list[Edge]:
        """What a light verb lends its noun: its subject and obliques ("carried out an attack on")."""
        below = {index, *self.inside(index, clauses=False)}
        return [
            edge._replace(how="light")
            for edge in self._verb_edges(support)
            if edge.token not in below and edge.label.startswith(("nsubj", "obl", "iobj", "advmod"))
        ]

    def _relative(self, index: int) -> list[Edge]:
        """Who stands in a relative clause on the noun: "the raid that the army launched"."""
        return [
            Edge("nsubj", token, "relative")
            for child in self.children[index]
            if self.tokens[child].dep == "acl:relcl" and self.tokens[child].lemma.lower() in self.words.light
            for token, _ in self.subjects(child)
            if token != index
        ]

    def definite(self, index: int) -> str:
        """How a noun is introduced: "definite", "indefinite", "other" (another, a second), "bare" or "possessive"."""
        determiner = ""
        for child in self.children[index]:
            token = self.tokens[child]
            lemma = token.lemma.lower()
            if lemma in self.words.other:
                return "other"
            if token.dep == "nmod:poss":
                determiner = determiner or "possessive"
            if token.dep == "det":
                if lemma in ("the", "this", "that", "these", "those", "both"):
                    determiner = "definite"
                elif lemma in ("a", "an", "some", "any", "no"):
                    determiner = "indefinite"
        return determiner or "bare"

    def anew(self, index: int) -> bool:
        """Whether a verb tells of what was done before being done another time: "bombed again", "struck for a second time"."""
        for child in self.children[index]:
            token = self.tokens[child]
            if token.dep == "advmod" and token.lemma.lower() in ("again", "anew", "afresh"):
                return True
            if token.lemma.lower() in ("time", "day", "night") and self.base(child) in ("obl", "nmod", "advmod"):
                kin = {self.tokens[c].lemma.lower() for c in self.children[child]}
                if kin & {"second", "third", "fourth", "fifth"}:
                    return True
        return False
