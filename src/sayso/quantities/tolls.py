"""What befell those counted, who they are, and whether the number is a running total."""

from __future__ import annotations

import re

from sayso.model import Analysis, Sentence, Token
from sayso.quantities.amounts import LEXICON

_TALLIES = LEXICON["tallies"]
_VERBS: dict[str, str] = _TALLIES["verbs"]
_SUBJECTS: dict[str, str] = _TALLIES["subjects"]
_NOUNS: dict[str, str] = _TALLIES["nouns"]
_STATES: dict[str, str] = _TALLIES["states"]
_POPULATIONS: dict[str, str] = LEXICON["populations"]
_CUMULATIVE = frozenset(LEXICON["cumulative"]["words"])
_CUMULATIVE_PHRASES: tuple[str, ...] = tuple(LEXICON["cumulative"]["phrases"])
_CLIMB = 8
_TAKEN = {
    "hostage": "held",
    "captive": "held",
    "prisoner": "held",
    "custody": "held",
    "hospital": "treated",
    "hospitals": "treated",
}
_HELD = frozenset({"hostage", "captive", "prisoner", "detainee"})
"""Nouns that say what has befallen people already: what a verb says of them comes first."""
_WEAK = frozenset(
    {
        "hold",
        "burn",
        "claim",
        "gun",
        "hang",
        "save",
        "expel",
        "eliminate",
        "execute",
        "treat",
        "free",
        "release",
        "capture",
        "hurt",
        "seize",
        "round",
        "snatch",
        "nab",
        "bundle",
        "bury",
        "trample",
        "strand",
        "trap",
    }
)
"""Verbs that say what befell people only where their patient is people by name."""


def tally_of(analysis: Analysis, head: int, *, people: bool) -> str | None:
    """What befell those that the token counts; `people`: whether they are known to be people."""
    token = analysis.tokens[head]
    above = analysis.tokens[token.head]
    some = above if token.dep == "nmod" and above.upos in ("NUM", "DET", "PRON") else token
    if some.dep == "nsubj" and analysis.tokens[some.head].lemma.lower() in _DYING:
        return "killed"  # "a woman wounded in the blast has died", "four of the wounded died"
    if token.dep == "nsubj:pass" and _told_twice(analysis, above):
        return None
    if _has(analysis, token, ("cop",)) and (inverted := _among(analysis, token)):
        return inverted  # "among the dead were nine nurses"
    own = _own(analysis, token)
    if own == "casualties" and (told := _climbed(analysis, token, people=True)) in ("killed", "wounded"):
        return told  # "four of the victims drowned"
    if own == "held" and token.lemma in _HELD:
        return _climbed(analysis, token, people=True) or own
    if own is not None:
        return own or None
    return _climbed(analysis, token, people=people)


_THROUGH = frozenset(
    {"nmod", "conj", "appos", "nummod", "compound", "dep", "amod", "acl", "xcomp", "nsubj", "obj", "det"}
)
"""Relations through which what is said of the head is said of the dependent too."""


def _climbed(analysis: Analysis, token: Token, *, people: bool) -> str | None:
    for _ in range(_CLIMB):
        found = _from_head(analysis, token, people=people)
        if found is not None:
            return found or None
        if token.head == token.index or token.dep not in _THROUGH:
            return None
        if token.upos == "VERB" and token.dep not in ("acl", "conj", "xcomp"):
            return None
        token = analysis.tokens[token.head]
    return None


_DYING = frozenset({"die", "perish", "succumb"})


def _told_twice(analysis: Analysis, verb: Token) -> bool:
    """ "one body had been counted twice": how a count went wrong, not a count."""
    words = {analysis.tokens[i].word.lower() for i in analysis.children[verb.index]}
    return verb.upos == "VERB" and "twice" in words and verb.lemma.lower() not in ("shoot", "hit", "wound", "injure")


_DEAD = frozenset({"bury", "recover", "retrieve", "identify", "mourn", "exhume", "name"})
"""Verbs whose object, where it is victims, is dead."""


_FINDING = frozenset({"find", "pull", "dig", "discover", "unearth", "locate", "free"})


def _found_more(analysis: Analysis, victims: Token) -> bool:
    """Whether more victims are found, who are dead like the ones before: "divers found 17 more victims"."""
    below = {analysis.tokens[i].lemma.lower() for i in analysis.children[victims.index]}
    under = victims.dep in ("obj", "nsubj:pass") and analysis.tokens[victims.head].lemma.lower() in _FINDING
    return under and bool(below & {"more", "further", "another", "additional"})


def _own(analysis: Analysis, token: Token) -> str | None:
    """What the counted noun says by itself ("20 deaths"), or a word that hangs on it ("20 wounded soldiers")."""
    known = _NOUNS.get(token.lemma.lower(), _NOUNS.get(token.word.lower()))
    if known == "casualties" and token.dep in ("obj", "nsubj:pass") and analysis.tokens[token.head].lemma in _DEAD:
        return "killed"
    if known == "casualties" and _found_more(analysis, token):
        return "killed"
    if known:
        return known
    if token.word.lower() in _STATES and _STATES[token.word.lower()]:
        return _STATES[token.word.lower()]
    for index in analysis.children[token.index]:
        child = analysis.tokens[index]
        word = child.word.lower()
        if child.dep == "amod" and _STATES.get(word) and child.xpos != "RBR":
            return _STATES[word]
        if child.dep in ("acl", "acl:relcl", "advcl", "relcl", "appos", "advmod") and index > token.index:
            found = _of_clause(analysis, child)
            if found is not None:
                return found
    return None


def _of_clause(analysis: Analysis, verb: Token) -> str | None:
    """ "20 people killed in ...", "20 people who were killed", "20 people who died", "20 people missing"."""
    lemma, word = verb.lemma.lower(), verb.word.lower()
    if verb.xpos == "VBN" and lemma in _VERBS and not _has(analysis, verb, ("obj", "nsubj")):
        return _VERBS[lemma]
    if (verb.upos == "ADJ" or verb.xpos == "VBG") and _STATES.get(word):
        return _STATES[word]
    if _has(analysis, verb, ("nsubj",)) and lemma in _SUBJECTS and _relative_subject(analysis, verb):
        return _SUBJECTS[lemma]
    return None


def _relative_subject(analysis: Analysis, verb: Token) -> bool:
    return any(
        analysis.tokens[i].dep == "nsubj" and analysis.tokens[i].word.lower() in ("who", "that", "which")
        for i in analysis.children[verb.index]
    )


def _has(analysis: Analysis, verb: Token, deps: tuple[str, ...]) -> bool:
    return any(analysis.tokens[i].dep in deps for i in analysis.children[verb.index])


def _from_head(analysis: Analysis, token: Token, *, people: bool) -> str | None:
    """The tally that a token's governor gives it; None where it says nothing, "" where it rules one out."""
    head = analysis.tokens[token.head]
    if head.index == token.index:
        return _verbless(analysis, token)
    lemma, word, dep = head.lemma.lower(), head.word.lower(), token.dep
    if dep == "nsubj:pass":
        return _passive(analysis, head, people=people)
    if dep == "nsubj":
        return _subject(analysis, head, people=people)
    if dep in ("obj", "iobj"):
        return _object(analysis, token, head, people=people)
    if dep in ("nmod", "nmod:of", "nmod:poss", "obl", "compound") and (
        _NOUNS.get(lemma) or lemma in ("loss", "number", "toll")
    ):
        return _noun_head(analysis, token, head)
    if dep in ("nummod", "amod", "dep", "appos") and _STATES.get(word):
        return _STATES[word]
    if dep == "obl" and head.upos in ("VERB", "AUX"):
        return _toll_subject(analysis, head) or ("missing" if _sought(analysis, token, head) else None)
    return None


def _verbless(analysis: Analysis, token: Token) -> str | None:
    for index in analysis.children[token.index]:
        child = analysis.tokens[index]
        if (
            child.word.lower() in _STATES
            and index > token.index
            and child.dep in ("acl", "amod", "advcl", "xcomp", "dep", "appos")
        ):
            return _STATES[child.word.lower()]
    return None


def _passive(analysis: Analysis, verb: Token, *, people: bool) -> str | None:
    lemma = verb.lemma.lower()
    if lemma in _VERBS and (people or lemma not in _WEAK):
        return _VERBS[lemma]
    state = _state_under(analysis, verb)
    if state:
        return state
    if lemma in _DRIVING and people and _leaves_home(analysis, verb):
        return "displaced"
    if verb.lemma in ("take", "send", "rush", "transport", "admit", "bring"):
        return _taken(analysis, verb) or ("held" if people and _taken_off(analysis, verb) else None)
    return (
        ""
        if verb.upos == "VERB"
        and lemma not in ("report", "confirm", "believe", "fear", "say", "know", "find", "leave", "list", "presume")
        else None
    )


_OFF = frozenset({"by", "from", "during", "in", "on", "at", "off"})
"""Cases under which people are taken by force; "to" and "into" say where they are brought."""


def _taken_off(analysis: Analysis, verb: Token) -> bool:
    """Whether people are only said to be taken, by whom or from where, not to what: "83 worshippers had been taken"."""
    if verb.lemma != "take":
        return False
    behind = [analysis.tokens[i] for i in analysis.children[verb.index] if i > verb.index]
    cases = {
        analysis.tokens[c].lemma.lower()
        for t in behind
        for c in analysis.children[t.index]
        if analysis.tokens[c].dep == "case"
    }
    stated = any(t.dep in ("xcomp", "obj", "advmod", "compound:prt", "ccomp") and t.lemma not in _AWAY for t in behind)
    return cases <= _OFF and not stated


_AWAY = frozenset({"away", "off", "there", "overnight", "alive"})
"""Adverbs beside which people taken are still those seized."""


_DRIVING = frozenset({"force", "drive", "push", "turn", "chase", "move", "bring"})


def _leaves_home(analysis: Analysis, verb: Token) -> bool:
    """Whether a verb says from where people are driven: "were forced from their homes"."""
    under = [analysis.tokens[i] for i in analysis.children[verb.index]]
    return any(
        t.dep == "obl" and t.lemma.lower() in ("home", "house", "village", "land", "area") for t in under
    ) and any(analysis.tokens[c].lemma.lower() in ("from", "out") for t in under for c in analysis.children[t.index])


def _subject(analysis: Analysis, head: Token, *, people: bool) -> str | None:
    if head.dep in ("aux", "cop") and head.head != head.index:
        head = analysis.tokens[head.head]  # a parse may hang the subject on the auxiliary
    lemma, word = head.lemma.lower(), head.word.lower()
    if head.upos in ("ADJ", "NOUN") or head.xpos in ("VBN", "VBG"):
        if _STATES.get(word) and not _has(analysis, head, ("obj",)):
            return _STATES[word]
        if lemma in _VERBS and head.xpos == "VBN" and not _has(analysis, head, ("obj", "aux")):
            return _VERBS[lemma]
    if lemma in _SUBJECTS and (people or lemma in ("die", "perish")):
        if lemma in ("suffer", "sustain"):
            return "wounded" if _object_is(analysis, head, ("injury", "wound", "burn", "cut", "bruise")) else ""
        return _SUBJECTS[lemma] if lemma != "burn" or people else ""
    if lemma == "lose" and _object_is(analysis, head, ("life",)):
        return "killed"
    if lemma == "be" or head.upos in ("ADJ", "NOUN"):
        among = _among(analysis, head)
        if among:
            return among
    if lemma in ("go", "remain", "be", "lie", "stay", "feel", "become"):
        return _state_under(analysis, head)
    if lemma in ("stand", "rise", "reach", "climb", "include"):
        return None
    if lemma in _VERBS and head.xpos in ("VBD", "VBN") and not _has(analysis, head, ("obj", "aux", "ccomp")) and people:
        return _VERBS[lemma]
    return _state_under(analysis, head) or ("" if head.upos == "VERB" else None)


def _among(analysis: Analysis, head: Token) -> str | None:
    """ "were among the dead"."""
    for index in (head.index, *analysis.children[head.index]):
        token = analysis.tokens[index]
        cases = [analysis.tokens[i].lemma for i in analysis.children[index] if analysis.tokens[i].dep == "case"]
        if "among" in cases and _STATES.get(token.word.lower()):
            return _STATES[token.word.lower()]
    return None


def _object_is(analysis: Analysis, verb: Token, lemmas: tuple[str, ...]) -> bool:
    return any(
        analysis.tokens[i].dep in ("obj", "obl") and analysis.tokens[i].lemma in lemmas
        for i in analysis.children[verb.index]
    )


def _state_under(analysis: Analysis, head: Token) -> str | None:
    """ "remain missing", "were left homeless", "was found dead", "were reported killed"."""
    for index in analysis.children[head.index]:
        child = analysis.tokens[index]
        if child.dep in ("xcomp", "advcl", "acomp", "ccomp", "amod", "advmod", "obj", "acl") and index > head.index:
            word = child.word.lower()
            if _STATES.get(word):
                return _STATES[word]
            if (
                child.xpos == "VBN"
                and child.lemma in _VERBS
                and not _has(analysis, child, ("obj", "nsubj", "nsubj:pass"))
            ):
                return _VERBS[child.lemma]
            if child.dep == "xcomp" and child.lemma in _SUBJECTS and child.lemma not in ("suffer", "sustain"):
                return _SUBJECTS[child.lemma]  # "are known to have died"
    return None


def _taken(analysis: Analysis, verb: Token) -> str | None:
    for index in analysis.children[verb.index]:
        child = analysis.tokens[index]
        if index > verb.index and child.lemma in _TAKEN:
            return _TAKEN[child.lemma]
    return None


def _object(analysis: Analysis, token: Token, verb: Token, *, people: bool) -> str | None:
    lemma = verb.lemma.lower()
    if lemma == "claim":
        return "killed" if token.lemma in ("life", "victim") else ""
    if lemma in _VERBS and (people or lemma not in _WEAK):
        return _VERBS[lemma]
    if lemma == "lose" and (
        population_of(analysis, token.index) in _LOST or token.lemma in ("man", "member", "comrade")
    ):
        return "killed"
    if lemma in ("force", "drive", "push") and people and _from_home(analysis, token, verb):
        return "displaced"
    if lemma in ("leave", "find", "make", "render", "force"):
        return _state_near(analysis, token) or _state_under(analysis, verb)
    if lemma in ("take", "send", "rush", "hold", "transport"):
        return _taken(analysis, verb) or (_VERBS.get(lemma) if people else None)
    if lemma in (
        "cause",
        "report",
        "register",
        "record",
        "confirm",
        "include",
        "count",
        "put",
        "bring",
        "have",
        "see",
        "list",
        "document",
        "verify",
    ):
        return _state_under(analysis, verb) if lemma in ("see", "have", "report") else None
    return ""


_HOMES = frozenset({"home", "house", "village", "land", "town", "shelter", "property", "farm"})


def _from_home(analysis: Analysis, token: Token, verb: Token) -> bool:
    """ "forcing 12,000 people from their homes", "to leave their villages", "to flee"."""
    for index in (*analysis.children[verb.index], *analysis.children[token.index]):
        child = analysis.tokens[index]
        if child.lemma in _HOMES and any(analysis.tokens[i].lemma in ("from", "out") for i in analysis.children[index]):
            return True
        if child.dep in ("xcomp", "ccomp") and child.lemma in ("flee", "evacuate", "abandon", "leave"):
            return True
    return False


_LOST = frozenset({"soldiers", "police", "fighters", "peacekeepers", "guards"})
"""Whom those who lose them have lost for good."""


def _state_near(analysis: Analysis, token: Token) -> str | None:
    for near in analysis.tokens[token.index + 1 : token.index + 4]:
        if near.sentence == token.sentence and _STATES.get(near.word.lower()):
            return _STATES[near.word.lower()]
    return None


def _noun_head(analysis: Analysis, token: Token, head: Token) -> str | None:
    """ "the deaths of 20 people", "the arrest of five men", "loss of 12 lives"; of tolls, what they are of."""
    cases = {analysis.tokens[i].lemma for i in analysis.children[token.index] if analysis.tokens[i].dep == "case"}
    if head.lemma == "loss":
        return "killed" if token.lemma == "life" else None
    if head.lemma in ("number", "toll"):
        return None
    if cases and not cases & {"of", "to", "among"}:
        return None
    return _NOUNS[head.lemma.lower()] or None


def _toll_subject(analysis: Analysis, verb: Token) -> str | None:
    """ "the death toll rose to 43", "the number of wounded stood at 60"."""
    for index in analysis.children[verb.index]:
        child = analysis.tokens[index]
        if child.dep in ("nsubj", "nsubj:pass", "obj") and child.lemma in (
            "toll",
            "number",
            "count",
            "tally",
            "deaths",
            "death",
            "figure",
            "total",
        ):
            return _toll_kind(analysis, child)
    return None


_SEEKING = frozenset({"look", "search", "hunt", "comb", "scour", "dig"})
_SOUGHT = frozenset(
    {"people", "person", "passenger", "migrant", "fisherman", "sailor", "miner", "crew", "crewman", "seaman", "villager",
     "resident", "tourist", "climber", "hiker", "child", "pupil", "pilgrim", "worker", "other", "refugee", "survivor", "victim"}
)  # fmt: skip
"""Whom rescuers look for; the police also look for "two men"."""


def _sought(analysis: Analysis, token: Token, verb: Token) -> bool:
    """Whether those counted are looked for: "was searching for 58 people"."""
    cases = {
        analysis.tokens[i].lemma.lower() for i in analysis.children[token.index] if analysis.tokens[i].dep == "case"
    }
    return "for" in cases and verb.lemma.lower() in _SEEKING and token.lemma.lower() in _SOUGHT


def _toll_kind(analysis: Analysis, toll: Token) -> str | None:
    for index in analysis.children[toll.index]:
        word = analysis.tokens[index].word.lower()
        lemma = analysis.tokens[index].lemma.lower()
        if word in _STATES or lemma in _NOUNS:
            return _STATES.get(word) or _NOUNS.get(lemma) or None
        for inner in analysis.children[index]:
            under = analysis.tokens[inner]
            if under.dep in ("acl", "amod") and under.lemma in _VERBS:
                return _VERBS[under.lemma]
    return "killed" if toll.lemma in ("toll", "deaths", "death") else None


def population_of(analysis: Analysis, head: int) -> str | None:
    """Whom the number counts, where its noun says more than "people"."""
    token = analysis.tokens[head]
    found = _POPULATIONS.get(token.lemma.lower()) or _POPULATIONS.get(token.word.lower())
    if found:
        return found if found != "police" or token.lemma != "officer" or _is_police(analysis, token) else None
    for index in analysis.children[head]:
        child = analysis.tokens[index]
        if child.dep in ("amod", "compound") and child.lemma in (
            "civilian",
            "child",
            "woman",
            "police",
            "media",
            "medical",
            "rebel",
        ):
            return {"media": "press", "medical": "medics"}.get(child.lemma) or _POPULATIONS[child.lemma]
    return None


def _is_police(analysis: Analysis, officer: Token) -> bool:
    said = {analysis.tokens[i].lemma.lower() for i in analysis.children[officer.index]}
    return not said & {"army", "military", "naval", "navy", "intelligence", "force", "customs", "prison"}


def is_cumulative(analysis: Analysis, sentence: Sentence, text: str, head: int, tally: str | None = None) -> bool:
    """Whether the clause speaks of a running total ("since", "so far this year", "the toll of the war").

    The toll of one happening ("the toll from Tuesday's blast rose to 27") is that happening's own, however it grew.
    """
    clause = text[sentence.start : sentence.end].lower()
    if any(phrase in clause for phrase in _SPELLS) and _has_come_to(analysis, head):
        return True
    if not any(word in clause for word in _CUMULATIVE) and not any(phrase in clause for phrase in _CUMULATIVE_PHRASES):
        return False
    near = analysis.tokens[max(sentence.first, head - 14) : min(sentence.last, head + 15)]
    words = " ".join(token.word.lower() for token in near)
    told = any(phrase in words for phrase in _CUMULATIVE_PHRASES) or any(t.word.lower() in _CUMULATIVE for t in near)
    since = [t for t in near if t.word.lower() == "since" and not _hangs_on(analysis, head, t.head)]
    since = since or _since_of(analysis, sentence, head)
    if not told and not since:
        return False
    if since:
        return any(_since_long(analysis, token, tally) for token in since)
    inside = analysis.tokens[sentence.first : sentence.last]
    if any(_of_a_country(analysis, token) for token in near if token.lemma.lower() in ("toll", "tally")):
        return True
    return any(phrase in clause for phrase in _LONG) or any(t.lemma.lower() in _PERIODS for t in inside)


def _verb_above(analysis: Analysis, head: int) -> Token | None:
    """The verb whose subject or object a number, or the noun it counts, is."""
    token = analysis.tokens[head]
    for _ in range(_VERB_CLIMB):
        if token.upos == "VERB":
            return token
        token = analysis.tokens[token.head]
    return None


def _hangs_on(analysis: Analysis, head: int, other: int) -> bool:
    """Whether a number stands in a clause on a noun: "since the disaster of 2023, in which 53,000 died"."""
    token = analysis.tokens[head]
    for _ in range(_VERB_CLIMB):
        if token.head == other and analysis.tokens[other].upos in ("NOUN", "PROPN"):
            return True
        token = analysis.tokens[token.head]
    return False


def _since_of(analysis: Analysis, sentence: Sentence, head: int) -> list[Token]:
    """The "since" of the clause that a number stands in, however far from it: "990 people, 200 of them children, have been
    killed by soldiers and settlers in the territory since October 7"."""
    verb = _verb_above(analysis, head)
    behind = () if verb is None else analysis.tokens[verb.index + 1 : sentence.last]
    return [t for t in behind if t.word.lower() == "since" and _clause_of(analysis, t) == verb]


def _clause_of(analysis: Analysis, since: Token) -> Token | None:
    """The verb that "since" with its date or clause hangs on, other than that of its own clause."""
    token = analysis.tokens[since.head]
    for _ in range(_VERB_CLIMB):
        token = analysis.tokens[token.head]
        if token.upos == "VERB":
            return token
    return None


def _has_come_to(analysis: Analysis, head: int) -> bool:
    """Whether the verb of a number is in the present perfect: "has killed more than 1,300 civilians in the past year"."""
    verb = _verb_above(analysis, head)
    kin = () if verb is None else (analysis.tokens[i] for i in analysis.children[verb.index])
    return any(t.dep == "aux" and t.word.lower() in ("has", "have", "'ve") for t in kin)


def _of_a_year(analysis: Analysis, head: int) -> bool:
    """Whether a clause or noun says of which year it is: "since the generals took power in February 2021", "the 2021 coup"."""
    below = [i for child in analysis.children[head] for i in (child, *analysis.children[child])]
    return any(_YEAR.fullmatch(analysis.tokens[i].word) for i in below)


def _since_long(analysis: Analysis, since: Token, tally: str | None) -> bool:
    """Whether "since" is of a date, of another year or of what goes on, not of one happening ("since a boat sank on Wednesday")
    or a day of the week ("have treated 29 wounded since Wednesday"); of arrests, which go on, any date will do."""
    above = analysis.tokens[since.head]
    if above.lemma.lower() in _ONSETS or _of_a_year(analysis, above.index):
        return True
    named = {above.lemma.lower(), *(analysis.tokens[i].lemma.lower() for i in analysis.children[above.index])}
    if since.dep == "case" and named & _DAYS and tally != "held":
        return False
    if above.upos in ("VERB", "AUX") and since.dep in ("mark", "advmod", "case"):
        subjects = [analysis.tokens[i] for i in analysis.children[above.index]]
        lasting = any(t.lemma.lower() in _LASTING for t in subjects if t.dep.startswith("nsubj"))
        return lasting or above.lemma.lower() in _BEGINNING
    return above.upos != "NOUN" or above.lemma.lower() in _LASTING


_VERB_CLIMB = 4
"""How many words above a number its verb stands at most."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPELLS: tuple[str, ...] = tuple(LEXICON["cumulative"]["spells"])
"""Stretches of time in which, with a verb in the perfect, many happenings were."""
_ONSETS = frozenset(LEXICON["cumulative"]["onsets"])
_DAYS = frozenset(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "dawn", "morning", "midnight",
     "noon", "night", "evening", "afternoon")
)  # fmt: skip
"""Days and times of day of the week behind a report, since when no total runs."""
_LONG = ("so far this", "this year", "last year", "in all of", "over the past", "in recent")
_LASTING = frozenset(LEXICON["cumulative"]["lasting"])
_PERIODS = _LASTING - frozenset(
    (
        "clash",
        "protest",
        "massacre",
        "operation",
        "week",
        "crackdown",
        "month",
        "year",
        "season",
        "emergency",
        "violence",
    )
)
_BEGINNING = frozenset({"begin", "start", "erupt", "escalate", "launch", "resume", "flare", "break"})


def _of_a_country(analysis: Analysis, toll: Token) -> bool:
    """Whether a toll is only said to be of a place: "the death toll in Sudan"."""
    below = [analysis.tokens[c] for c in analysis.children[toll.index]]
    named = [t for t in below if t.dep in ("nmod", "nmod:poss")]
    return bool(named) and all(t.upos == "PROPN" for t in named)


def single(analysis: Analysis, determiner: Token) -> int | None:
    """The person that "a", "an" or "another" counts, as in "a soldier was killed"; None where nobody is counted."""
    head = analysis.tokens[determiner.head]
    if determiner.dep != "det" or head.index <= determiner.index or head.index - determiner.index > 6:
        return None
    if head.upos != "NOUN" or head.xpos == "NNS":
        return None
    return head.index
