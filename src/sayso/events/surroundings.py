"""What stands around a word, as the conditions of the event lexicon ask for it.

Relations of a condition: `subj` and `obj` (the logical ones: a passive's subject is an object, its agent a subject; the
noun a participle hangs on counts), a preposition ("with", "on") for what hangs on the word with it, `mod` (adjectives,
compounds and possessors of a noun), `comp` (the head of a clausal complement), `inf` (of one with "to"), `prt`
(particles), `head` (what the word itself hangs on), `left` and `right` (the next word), `ahead` (one of the next four),
`near` (any word of the sentence, within a few dozen), `told` (any word of it or of the few sentences before), and the
bare `passive`, `plural`, `negated`, `definite`, `future`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from sayso.events.lexicon import Condition
from sayso.model import Analysis, Token

_CLAUSES = frozenset(("xcomp", "ccomp", "advcl"))
_MODIFIERS = frozenset(("amod", "compound", "nmod:poss", "nummod"))
_FUTURE = frozenset(("will", "would", "shall", "'ll", "’ll", "wo"))
_MEMBERS = frozenset(("conj", "appos"))
_APART = frozenset(("conj", "advcl", "ccomp", "parataxis", "punct", "nsubj", "cc"))
_INNER = frozenset(("case", "compound", "amod", "nmod", "mark", "fixed", "nmod:poss", "compound:prt", "aux"))
_FRONTED = frozenset(("nsubj:pass", "obj", "advmod", "aux", "aux:pass", "cop", "compound", "obl:npmod"))
_TEMPORAL = frozenset(("DATE", "TIME"))
_QUANTIFIERS = frozenset((
    "%", "all", "amount", "any", "barrage", "batch", "both", "bulk", "couple", "dozen", "each", "few", "form",
    "group", "half", "handful", "host", "hundred", "hundreds", "kind", "load", "lot", "majority", "many", "member",
    "million", "most", "number", "one", "pair", "part", "percent", "piece", "quarter", "range", "remainder", "rest",
    "salvo", "score", "series", "set", "several", "shipment", "some", "spate", "stream", "string", "team", "third",
    "thousand", "three", "ton", "tonne", "total", "two", "type", "variety", "volley", "wave", "worth", "company", "platoon",
    "battalion", "contingent", "squadron", "unit", "stock", "cache", "stockpile", "haul", "quantity", "fragment", "cargo",
))  # fmt: skip
"""Nouns and numerals whose "of" phrase says what they are of: "two types of drones" are drones."""
_FORCES = frozenset(("police", "army", "military", "rebel", "militant", "militia", "gang", "troop", "security", "mob"))
"""Whose deed a gerund right behind names: "in the police firing"."""
_INTRANSITIVE = frozenset((
    "collide", "capsize", "sink", "collapse", "crash", "explode", "erupt", "derail", "overturn", "march", "rally", "gather",
    "clash", "flee", "mutiny", "plunge", "detonate", "die", "burst", "go", "fall", "rise", "converge",
))  # fmt: skip
"""Verbs whose bare past form with a subject is taken for a participle by parsers now and then."""
NEVER_PASSIVE = frozenset((
    "protest", "demonstrate", "rally", "mutiny", "riot", "resign", "surrender", "die", "arrive", "converge",
))  # fmt: skip
"""Verbs without object that parsers make participles of where they follow a plural noun: "relatives protested"."""
ALWAYS_OF_SOMEBODY = frozenset((
    "remand", "jail", "detain", "arrest", "sentence", "convict", "acquit", "indict", "deport", "execute", "assassinate",
    "kidnap", "abduct", "torture", "behead", "imprison", "injure", "wound", "evacuate", "displace", "hospitalize",
    "hospitalise", "extradite", "expel", "rescue", "dismiss", "sack",
))  # fmt: skip
"""Verbs that take an object: a past form without one, coordinated with a passive, is passive ("were charged and remanded")."""
_RELATIVE = frozenset(("who", "whom", "which", "that"))
_ADVERBIAL = frozenset(("where", "when", "why", "how", "while", "before", "after", "since"))
_CIRCUMSTANCES = frozenset((
    "time", "moment", "day", "night", "week", "month", "year", "hour", "way", "reason", "occasion", "once", "fact", "place",
))  # fmt: skip
_CONTROLS = frozenset((
    "prompt", "force", "cause", "send", "lead", "drive", "compel", "urge", "ask", "tell", "order", "press", "allow", "let",
    "help", "persuade", "convince", "invite", "enable", "require", "oblige", "instruct", "authorize", "authorise",
    "encourage", "leave", "see", "push", "pressure", "make", "permit", "beg", "get", "warn", "advise", "want", "expect",
))  # fmt: skip
"""Verbs whose object does what their complement says."""
RECALLED = 80
"""How many words back `told` looks."""
AHEAD = 4
REACH = 18
"""How many words the object of a verb may stand away from it."""

ANSWERS = frozenset({
    "retaliation", "revenge", "reprisal", "retribution", "vengeance", "payback", "response", "reaction", "answer",
})  # fmt: skip
"""Nouns for what is done because of what others did before."""


class Surroundings:
    """Lookups around the words of one analysis; features of a word are worked out once."""

    def __init__(self, analysis: Analysis) -> None:
        self.tokens = analysis.tokens
        self.children = analysis.children
        self.sentences = analysis.sentences
        self._labels = {
            index: entity.label for entity in analysis.entities for index in range(entity.first, entity.last)
        }
        self.forms = tuple(_forms(token) for token in analysis.tokens)
        self._features: dict[int, frozenset[str]] = {}
        self._clauses: dict[int, dict[str, list[int]]] = {}

    def holds(self, alternatives: Iterable[tuple[Condition, ...]], index: int) -> bool:
        """Whether one of the alternatives is met at a word."""
        return any(all(self.meets(condition, index) for condition in one) for one in alternatives)

    def meets(self, condition: Condition, index: int) -> bool:
        """Whether a condition is met at a word."""
        met = any(self._related(relation, condition.fillers, index) for relation in condition.relations)
        return met != condition.negated

    def _related(self, relation: str, fillers: frozenset[str], index: int) -> bool:
        flag = _FLAGS.get(relation)
        if flag is not None:
            return flag(self, index)
        found = self.fillers(relation, index)
        if fillers:
            return any(not fillers.isdisjoint(self.features(f)) for f in found)
        return any(True for _ in found)

    def features(self, index: int) -> frozenset[str]:
        """What a class can ask of a word: lemma, form, part of speech, label of the name it is in; a hyphenated tail."""
        known = self._features.get(index)
        if known is None:
            forms = self.forms[index]
            tail = forms[-1].rpartition("-")[2]
            known = frozenset((*forms, tail, self.tokens[index].upos, self._labels.get(index, "")))
            self._features[index] = known
        return known

    def label(self, index: int) -> str:
        """The label of the name a word is in; "" outside names."""
        return self._labels.get(index, "")

    def clause(self, index: int) -> dict[str, list[int]]:
        """The words that can belong to a verb, by form: its dependents and theirs, and the next word or two."""
        known = self._clauses.get(index)
        if known is None:
            known = {}
            for one in sorted(self._belonging(index)):
                for form in self.forms[one]:
                    known.setdefault(form, []).append(one)
            self._clauses[index] = known
        return known

    def _belonging(self, index: int) -> set[int]:
        found = {i for i in (index + 1, index + 2) if i < len(self.tokens) and self.tokens[i].dep != "punct"}
        for child in self.children[index]:
            dep = self.tokens[child].dep
            near = -REACH // 2 <= child - index <= REACH and (child > index or dep in _FRONTED)
            if near and dep not in _APART and self._labels.get(child) not in _TEMPORAL:
                found.add(child)
                found.update(c for c in self.children[child] if self.tokens[c].dep in _INNER)
                found.update(self._beyond(child) if dep == "obj" else ())
        token = self.tokens[index]
        if token.dep.startswith("acl") and self.passive(index):
            found.add(token.head)
            found.update(c for c in self.children[token.head] if self.tokens[c].dep in _INNER and c < index)
        return found - {index}

    def _beyond(self, index: int) -> Iterator[int]:
        """The prepositions of what hangs on an object, which often belongs to the verb: "blamed the unrest on agents"."""
        for child in self.children[index]:
            if self.tokens[child].dep == "nmod" and self._labels.get(child) not in _TEMPORAL:
                yield from (c for c in self.children[child] if self.tokens[c].lemma.lower() in ("on", "with"))

    # ------------------------------------------------------------ relations
    def fillers(self, relation: str, index: int) -> Iterator[int]:
        """The words in a relation to a word, conjuncts included."""
        lookup = _LOOKUPS.get(relation)
        found = lookup(self, index) if lookup is not None else self.prepositional(relation, index)
        for one in found:
            yield one
            measured = self.tokens[one].upos == "NUM" or not _QUANTIFIERS.isdisjoint(self.forms[one])
            for child in self.children[one]:
                dep = self.tokens[child].dep
                if dep in _MEMBERS or (measured and dep == "nmod" and self.case(child) == "of"):
                    yield child

    def passive(self, index: int) -> bool:
        """Whether a verb is passive, as a bare participle after its noun too."""
        token = self.tokens[index]
        deps = {self.tokens[c].dep for c in self.children[index]}
        if "aux:pass" not in deps and self.forms[index][0] in NEVER_PASSIVE:
            return False
        if "aux:pass" in deps or "nsubj:pass" in deps:
            return True
        form = ("VBN", "VBD") if self.forms[index][0] in ALWAYS_OF_SOMEBODY and token.dep == "conj" else ("VBN",)
        bare = token.xpos in form and not deps & {"aux", "obj", "nsubj"} - ({"nsubj"} if token.xpos == "VBN" else set())
        if self.forms[index][0] in _INTRANSITIVE and ("nsubj" in deps or (bare and token.dep == "acl")):
            return False
        if bare and token.dep == "conj" and token.head != index:
            return self.passive(token.head)
        return bare and token.dep in ("acl", "amod", "advcl", "root", "ccomp", "xcomp", "dep")

    def subjects(self, index: int) -> Iterator[int]:
        """Who does it."""
        passive = self.passive(index)
        for child in self.children[index]:
            token = self.tokens[child]
            agent = token.dep == "obl:agent" or (passive and token.dep == "obl" and self.case(child) == "by")
            if agent or (token.dep in ("nsubj", "nsubj:pass") and not passive):
                yield child
        if not passive:
            yield from self._borrowed(index)

    def objects(self, index: int) -> Iterator[int]:
        """What it is done to."""
        passive = self.passive(index)
        for child in self.children[index]:
            dep = self.tokens[child].dep
            if dep in ("obj", "iobj", "nsubj:pass") or (dep == "nsubj" and passive) or self._measured(child, index):
                yield child
        yield from self._borrowed(index) if passive else self._antecedent(index)

    def _antecedent(self, index: int) -> Iterator[int]:
        """The noun that a relative clause with a subject of its own hangs on: "the town the rebels took"."""
        token = self.tokens[index]
        if not token.dep.startswith("acl") or self._circumstance(token.head):
            return
        own = False
        for child in self.children[index]:
            one = self.tokens[child]
            relative = one.lemma.lower() in _RELATIVE
            if one.dep in ("mark", "advmod") and one.lemma.lower() in _ADVERBIAL:
                return
            if one.dep in ("obj", "ccomp", "xcomp") and not relative:
                return
            own = own or (one.dep == "nsubj" and not relative)
        if own:
            yield token.head

    def _circumstance(self, index: int) -> bool:
        """Whether a noun says when, where, how or why: "the day the troops left"."""
        return self.label(index) in _TEMPORAL or not _CIRCUMSTANCES.isdisjoint(self.forms[index])

    def _measured(self, child: int, index: int) -> bool:
        """Whether parsers took a counted object for a measure: "displaced ninety thousand people"; not "attacked nine times"."""
        token = self.tokens[child]
        return token.dep == "obl:npmod" and child > index and not self._circumstance(child)

    def _borrowed(self, index: int) -> Iterator[int]:
        """The subject a verb shares: of the verb it is coordinated with or governed by, or the noun it modifies."""
        own = any(self.tokens[c].dep.startswith("nsubj") for c in self.children[index])
        if not own and index > 0 and self.gerund(index - 1) == index and not _FORCES.isdisjoint(self.forms[index - 1]):
            yield index - 1
            return
        relative = own and any(
            self.tokens[c].dep.startswith("nsubj") and self.tokens[c].lemma.lower() in ("who", "that", "which")
            for c in self.children[index]
        )
        if own and not relative:
            return
        seen = 0
        while seen < 4:
            token = self.tokens[index]
            if token.head == index:
                return
            controller = self._controller(index) if token.dep == "xcomp" else None
            if controller is not None:
                yield controller
                return
            if token.dep.startswith("acl"):
                yield token.head
                return
            if token.dep not in ("conj", "xcomp", "advcl"):
                return
            index, seen = token.head, seen + 1
            found = [c for c in self.children[index] if self.tokens[c].dep.startswith("nsubj")]
            if found:
                yield from found
                return

    def _controller(self, index: int) -> int | None:
        """Whom the verb above makes, asks or lets do it: "prompting thousands to flee"."""
        head = self.tokens[index].head
        if not _CONTROLS.isdisjoint(self.forms[head]) and not self.passive(head):
            return next((c for c in self.children[head] if self.tokens[c].dep in ("obj", "iobj") and c < index), None)
        return None

    def case(self, index: int) -> str:
        """The preposition of a word, "" where it has none."""
        for child in self.children[index]:
            token = self.tokens[child]
            if token.dep in ("case", "mark") and token.upos != "PART":
                return token.word.lower()
        return ""

    def prepositional(self, preposition: str, index: int) -> Iterator[int]:
        """What hangs on a word with a preposition."""
        for child in self.children[index]:
            if self.tokens[child].dep.startswith(("obl", "nmod", "advcl", "acl")) and self.case(child) == preposition:
                yield child
                gerund = self.gerund(child)
                if gerund is not None:
                    yield gerund

    def gerund(self, index: int) -> int | None:
        """The gerund a bare noun stands before, which parsers hang on it: "in police firing"."""
        after = index + 1
        if after >= len(self.tokens) or self.tokens[after].xpos != "VBG":
            return None
        if not _FORCES.isdisjoint(self.forms[index]) and self.tokens[after].head in (index, self.tokens[index].head):
            return after
        bare = not any(self.tokens[c].dep == "det" for c in self.children[index])
        return after if bare and self.tokens[after].head == index else None

    def complements(self, index: int) -> Iterator[int]:
        return (c for c in self.children[index] if self.tokens[c].dep in _CLAUSES or self.tokens[c].dep == "acl")

    def infinitives(self, index: int) -> Iterator[int]:
        """Complements with "to"."""
        for child in self.children[index]:
            marks = (self.forms[c][-1] for c in self.children[child])
            if self.tokens[child].dep in _CLAUSES and "to" in marks:
                yield child

    def modifiers(self, index: int) -> Iterator[int]:
        return (c for c in self.children[index] if self.tokens[c].dep in _MODIFIERS)

    def particles(self, index: int) -> Iterator[int]:
        return (c for c in self.children[index] if self.tokens[c].dep == "compound:prt")

    def head(self, index: int) -> Iterator[int]:
        """What a word hangs on; where that only says how many, what that hangs on too: "seized a quantity of bombs"."""
        head = self.tokens[index].head
        if head == index:
            return
        yield head
        counted = self.tokens[index].dep == "nmod" and self.case(index) == "of"
        if counted and not _QUANTIFIERS.isdisjoint(self.forms[head]) and self.tokens[head].head != head:
            yield self.tokens[head].head

    def near(self, index: int) -> Iterator[int]:
        sentence = self.sentences[self.tokens[index].sentence]
        return iter(range(max(sentence.first, index - 25), min(sentence.last, index + 25)))

    def told(self, index: int) -> Iterator[int]:
        """The words of the sentence and of those before it, as far back as what is told still stands in the reader's mind."""
        return iter(range(max(0, index - RECALLED), self.sentences[self.tokens[index].sentence].last))

    def left(self, index: int) -> Iterator[int]:
        if index > 0 and self.tokens[index - 1].sentence == self.tokens[index].sentence:
            yield index - 1

    def right(self, index: int) -> Iterator[int]:
        if index + 1 < len(self.tokens) and self.tokens[index + 1].sentence == self.tokens[index].sentence:
            yield index + 1

    def ahead(self, index: int) -> Iterator[int]:
        """The next few words of the sentence, for where the parse of an object goes wrong."""
        return iter(range(index + 1, min(self.sentences[self.tokens[index].sentence].last, index + AHEAD + 1)))

    # ------------------------------------------------------------ flags
    def plural(self, index: int) -> bool:
        return self.tokens[index].xpos in ("NNS", "NNPS")

    def negated(self, index: int) -> bool:
        return any(_negates(self.tokens[c]) for c in self.children[index])

    def definite(self, index: int) -> bool:
        return any(
            self.tokens[c].dep == "nmod:poss" or (self.tokens[c].dep == "det" and self.tokens[c].lemma.lower() != "no")
            for c in self.children[index]
        )

    def future(self, index: int) -> bool:
        return any(self.tokens[c].dep == "aux" and self.tokens[c].word.lower() in _FUTURE for c in self.children[index])


def _forms(token: Token) -> tuple[str, ...]:
    """Lemma and word in lower case, once where they are the same; of what is tagged as a name its singular too ("Wildfires
    ravaged" at the head of a sentence)."""
    lemma, word = token.lemma.lower(), token.word.lower()
    if token.upos == "PROPN" and word.endswith("s") and len(word) > 4:
        return (lemma, word.removesuffix("s")) if lemma == word else (lemma, word.removesuffix("s"), word)
    return (lemma,) if lemma == word else (lemma, word)


def _negates(token: Token) -> bool:
    negative = token.lemma.lower() in ("not", "n't", "n’t", "never", "no", "neither")
    return negative and token.dep in ("advmod", "det", "neg", "cc:preconj")


_Lookup = Callable[[Surroundings, int], Iterator[int]]
_LOOKUPS: Mapping[str, _Lookup] = MappingProxyType({
    "subj": Surroundings.subjects,
    "obj": Surroundings.objects,
    "comp": Surroundings.complements,
    "inf": Surroundings.infinitives,
    "mod": Surroundings.modifiers,
    "prt": Surroundings.particles,
    "head": Surroundings.head,
    "near": Surroundings.near,
    "told": Surroundings.told,
    "left": Surroundings.left,
    "right": Surroundings.right,
    "ahead": Surroundings.ahead,
})  # fmt: skip
_FLAGS: Mapping[str, Callable[[Surroundings, int], bool]] = MappingProxyType({
    "passive": Surroundings.passive,
    "plural": Surroundings.plural,
    "negated": Surroundings.negated,
    "definite": Surroundings.definite,
    "future": Surroundings.future,
})  # fmt: skip
