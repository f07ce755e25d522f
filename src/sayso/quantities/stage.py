"""The stage that fills `Reading.quantities`."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction

import msgspec

from sayso.language.numerals import number
from sayso.model import Analysis, Quantity, Reading, Sentence, Span, Token, numbered
from sayso.quantities.amounts import LEXICON, Amount, amounts
from sayso.quantities.bare import bare, is_bracketed
from sayso.quantities.counted import Counted, counted, is_person, may_be_person, name_of, token_at, tokens_in
from sayso.quantities.given import given, is_age
from sayso.quantities.phrased import Around, is_figured, makes_dead, phrased, said_to_be
from sayso.quantities.restated import CROWD, measured, restated, state_beside
from sayso.quantities.tolls import is_cumulative, population_of, single, tally_of

_HARM = frozenset({"killed", "wounded", "missing", "held", "displaced", "treated", "rescued", "casualties", "trapped"})
_NONE_OF = frozenset({"casualty", "death", "injury", "fatality", "victim", "arrest", "damage", "survivor"})
_HOUSEHOLDS = frozenset({"family", "household", "generation"})
_COUNTING = _NONE_OF | {"name", "grave", "graf"}
"""Nouns that are no people, and count them."""
_PRONOUNS = frozenset({"no", "any", "every", "some", "each", "this", "that", "the", "which", "another"})


class Draft(msgspec.Struct, kw_only=True):
    """A quantity being made: its amount, what it counts, and where the noun stands."""

    amount: Amount
    span: Span
    counted: Counted
    of: str
    tally: str | None = None
    population: str | None = None
    cumulative: bool = False
    told: str | None = None  # of a bare number: what befell those it counts, by the noun that carries it
    parent: Draft | None = None  # what this one is included in
    whole: bool = False  # only a part of it is spoken of: what befell that part did not befall it


class QuantitiesStage:
    """Finds the quantities of each report; what the times layer has read as a date or duration is none."""

    name = "quantities"
    needs = frozenset({"analysis", "times"})
    fills = frozenset({"quantities"})

    def __call__(self, batch: Sequence[Reading]) -> list[Reading]:
        return [msgspec.structs.replace(reading, quantities=quantities_of(reading)) for reading in batch]


def quantities_of(reading: Reading) -> tuple[Quantity, ...]:
    """The quantities of a reading, in order of the text, with ids `q1`, `q2` ..."""
    analysis, text = reading.analysis, reading.text
    taken = [time.span for time in reading.times]
    dated = frozenset(index for span in taken for index in tokens_in(analysis, span))
    drafts = [d for a in _untimed(amounts(text), taken) if (d := _draft(analysis, text, a, dated)) is not None]
    drafts += _singles(analysis, drafts)
    drafts.sort(key=lambda draft: (draft.span.start, draft.span.end))
    _scale_shares(drafts)
    _mark_parts(text, drafts)
    _name_elliptic(analysis, drafts)
    _judge(analysis, text, drafts)
    _restate(analysis, drafts)
    _include(analysis, text, drafts)
    _count_in(text, drafts)
    kept = [draft for draft in drafts if not _is_idle(draft)]
    return _values(kept)


def _untimed(found: Iterable[Amount], taken: Sequence[Span]) -> list[Amount]:
    starts = [span.start for span in taken]
    kept = []
    for amount in found:
        at = bisect_right(starts, amount.core.end - 1)
        if not any(span.overlaps(amount.core) for span in taken[max(0, at - 2) : at + 1]):
            kept.append(amount)
    return kept


def _draft(analysis: Analysis, text: str, amount: Amount, dated: frozenset[int]) -> Draft | None:
    if amount.kind in ("money", "unit"):
        index = token_at(analysis, amount.core.start)
        return Draft(
            amount=amount, span=amount.span, counted=Counted(max(index, 0), amount.of, amount.span.end), of=amount.of
        )
    if amount.kind == "none":
        return _nothing(analysis, amount)
    if amount.kind == "nobody":
        return _nobody(analysis, amount)
    if is_age(text, amount):
        return None
    found = counted(analysis, amount.core, share=amount.kind == "share")
    if found is not None and found.head in dated:  # "killed three last May"
        found = Counted(token_at(analysis, amount.core.start), "", amount.span.end, elliptic=True)
    told = _told(analysis, amount) if found is not None and found.elliptic and amount.kind == "count" else None
    if found is not None and found.elliptic and tally_of(analysis, found.head, people=True) is None:
        found = given(analysis, found.head, amount) or found
    if found is None or (told is None and _is_no_count(analysis, text, amount, found)):
        return None
    if amount.kind == "share":
        return _shared(analysis, amount, found)
    end = found.end if not found.elliptic else amount.span.end
    span = Span(amount.span.start, max(end, amount.span.end))
    return Draft(amount=amount, span=span, counted=found, of=found.of, told=told)


def _told(analysis: Analysis, amount: Amount) -> str | None:
    """What a bare number is told of (`restated`); None where nothing carries it."""
    inside = tokens_in(analysis, amount.core)
    if not inside or amount.hyphened:
        return None
    first, last = analysis.tokens[tokens_in(analysis, amount.span)[0]], analysis.tokens[inside[-1]]
    return state_beside(analysis, last) or restated(analysis, first, last)


def _shared(analysis: Analysis, amount: Amount, found: Counted) -> Draft | None:
    noun = analysis.tokens[found.head]
    of = f"share of {found.of if noun.xpos in ('NNS', 'NNPS') else noun.word.lower()}" if found.of else "share"
    return Draft(amount=amount, span=Span(amount.span.start, max(found.end, amount.span.end)), counted=found, of=of)


def _nothing(analysis: Analysis, amount: Amount) -> Draft | None:
    """ "no casualties", "no one was hurt" are counts of nought; "no comment" is none."""
    index = token_at(analysis, amount.core.start)
    if index < 0:
        return None
    for token in analysis.tokens[index + 1 : index + 5]:
        if token.upos in ("VERB", "PUNCT", "AUX", "ADP"):
            return None
        if token.upos == "NOUN" and (token.lemma in _NONE_OF or is_person(token)):
            found = Counted(token.index, name_of(analysis, token.index), token.end)
            return Draft(amount=amount, span=Span(amount.span.start, token.end), counted=found, of=found.of)
    return None


_IDLE_NOUNS = frozenset(LEXICON["words"]["idle_nouns"])
_NUMBERED = frozenset(LEXICON["words"]["numbered"])
"""Nouns before a number that make it a name: "phase two", "point three of the agreement"."""


def _nobody(analysis: Analysis, amount: Amount) -> Draft | None:
    """ "no one was hurt": nought, where it says that nothing befell anybody."""
    inside = tokens_in(analysis, amount.core)
    if not inside or tally_of(analysis, inside[-1], people=True) not in _HARM:
        return None
    return Draft(amount=amount, span=amount.span, counted=Counted(inside[-1], "people", amount.span.end), of="people")


def _is_no_count(analysis: Analysis, text: str, amount: Amount, found: Counted) -> bool:
    """Whether the number is a name, an age, a pronoun or a score after all."""
    tokens = analysis.tokens
    inside = tokens_in(analysis, amount.core)
    if not inside:
        return True
    first, last = tokens[inside[0]], tokens[inside[-1]]
    before = tokens[first.index - 1] if first.index else None
    after = tokens[last.index + 1] if last.index + 1 < len(tokens) else None
    if first.word.lower() in ("one", "ones") and _is_pronoun(analysis, first, before, after, found):
        return True
    noun = tokens[found.head].lemma.lower()
    if not found.elliptic and (noun in _IDLE_NOUNS or (noun == "time" and not first.word[:1].isdigit())):
        return True
    if (
        before is not None
        and before.lemma.lower() in _NUMBERED
        and (found.elliptic or (after is not None and after.word == "of"))
    ):
        return True
    if is_bracketed(analysis, last):
        return False
    if _is_in_name(first, before, after, text) or _is_age(before, last, after, tokens):
        return True
    if found.elliptic and _is_difference(tokens, last):
        return True
    return found.elliptic and (amount.hyphened or _is_loose(analysis, first, last, before, after))


def _is_difference(tokens: Sequence[Token], last: Token) -> bool:
    """ "seven, two more than before": by how many a figure differs from another."""
    after = [t.word.lower() for t in tokens[last.index + 1 : last.index + 3]]
    return len(after) == 2 and after[0] in ("more", "fewer", "less", "higher", "lower") and after[1] == "than"


def _is_pronoun(analysis: Analysis, one: Token, before: Token | None, after: Token | None, found: Counted) -> bool:
    """ "one" that stands for a person or thing named before, or for anybody."""
    clause = before is not None and before.dep == "mark"  # "said that one man had died"
    pointed = before is not None and before.word.lower() in _PRONOUNS and not clause
    if before is not None and (pointed or before.upos == "ADJ" or before.word == "-"):
        return True
    if after is not None and after.word.lower() in (
        "another",
        "more",
        "day",
        "-",
        "thing",
        "time",
        "side",
        "hand",
        "way",
    ):
        return True
    if after is not None and after.word.lower() == "of" and _is_of_some(analysis, after.index):
        return False
    if found.elliptic:
        follows = after is not None and after.word.lower() in ("that", "which", "'s", "who", "of")
        return one.dep not in ("nsubj", "nsubj:pass", "obj", "conj") or follows
    if after is not None and after.word.lower() == "of":
        return tally_of(analysis, one.index, people=True) not in _HARM
    return False


def _is_of_some(analysis: Analysis, of: int) -> bool:
    """Whether "of" takes one out of several spoken of: "one of the injured", "one of them"."""
    behind = [token.word.lower() for token in analysis.tokens[of + 1 : of + 3]]
    if behind[:1] and behind[0] in ("them", "whom", "those"):
        return True
    return len(behind) == 2 and behind[0] == "the" and behind[1] in _HURT


_HURT = frozenset(
    ("injured", "wounded", "dead", "detained", "arrested", "accused", "missing", "deceased", "captured", "freed")
)
"""Participles that stand for people."""


def _is_in_name(first: Token, before: Token | None, after: Token | None, text: str) -> bool:
    """ "Flight 17", "Group of Seven", "Five Star Movement": a figure after a name, a capital inside a sentence."""
    if first.word[:1].isdigit():
        follows = (
            before is not None
            and before.end == first.start - 1
            and (
                (before.upos == "PROPN" and first.head == before.index)
                or (before.word[:1].isupper() and before.upos in ("PROPN", "NOUN") and _numbers_one(first, after))
            )
        )
        return follows and not text[before.start].islower() if before is not None else False
    if not first.word[:1].isupper() or first.word.isupper() or before is None or before.sentence != first.sentence:
        return False
    return before.word[:1].isalnum() or before.word == "-"


def _numbers_one(first: Token, after: Token | None) -> bool:
    """ "Rescue 1122 spokesperson": many of one thing are a name's number."""
    one = after is not None and after.upos == "NOUN" and after.xpos == "NN" and first.head == after.index
    return one and first.word != "1"


def _is_age(before: Token | None, last: Token, after: Token | None, tokens: Sequence[Token]) -> bool:
    """ "Ali Hassan, 34," and "aged 34"."""
    if before is None:
        return False
    if before.word.lower() in ("aged", "age"):
        return True
    if before.word not in (",", "(") or not last.word.isdigit() or len(last.word) > 3:
        return False
    closes = after is None or after.word in (",", ".", ")", ";", "and")
    named = tokens[before.index - 1] if before.index else None
    if named is None or not closes or (after is not None and after.word == "and" and named.upos == "NOUN"):
        return False
    single = named.xpos == "NN" and closes and after is not None and after.word != "and"
    return named.upos == "PROPN" or (named.upos == "NOUN" and (single or int(last.word) > 12) and is_person(named))


def _is_loose(analysis: Analysis, first: Token, last: Token, before: Token | None, after: Token | None) -> bool:
    """A number without a noun that stands for nobody: a headline's figure, a list's, a score."""
    token = analysis.tokens[last.index]
    if after is not None and after.word.lower() == "of":
        return False
    if _is_told_age(analysis, token):
        return True
    if token.dep in (
        "nsubj",
        "nsubj:pass",
        "obj",
        "obl",
        "conj",
        "nmod",
        "root",
        "ccomp",
        "attr",
        "appos",
        "dep",
        "xcomp",
        "nummod",
        "iobj",
        "acl",
        "advcl",
        "parataxis",
    ):
        alone = last.word.isdigit() and len(last.word) <= 2 and (before is None or before.sentence != first.sentence)
        return alone and (after is None or after.word in (".", ")", ":"))
    return True


def _is_told_age(analysis: Analysis, token: Token) -> bool:
    """ "He is 45": a figure said of one person."""
    kin = [analysis.tokens[i] for i in analysis.children[token.index]]
    if not token.word.isdigit() or len(token.word) > 3 or not any(child.dep == "cop" for child in kin):
        return False
    return any(
        child.dep == "nsubj" and (child.word.lower() in ("he", "she", "i") or child.xpos == "NNP") for child in kin
    )


def _singles(analysis: Analysis, drafts: Sequence[Draft]) -> list[Draft]:
    """ "a soldier was killed", "including a child": one person each, where something befell them."""
    heads = {draft.counted.head for draft in drafts}
    made = []
    for token in analysis.tokens:
        word = token.word.lower()
        if word not in ("a", "an", "another"):
            continue
        ordinal = _ordinal(analysis, token)
        head = single(analysis, token) if ordinal is None else ordinal
        if head is None and word == "another" and token.dep in _UNDERGOING:
            head = token.index
        if (
            head is None
            or head in heads
            or analysis.tokens[head].lemma.lower() in ("total", "number", "handful", "majority")
        ):
            continue
        alone = head in (token.index, ordinal)
        if _is_harmed(analysis, head, alone=alone):
            made.append(_one_person(analysis, token, head, alone=alone))
    return made


_UNDERGOING = frozenset({"nsubj", "nsubj:pass", "obj", "conj"})
_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})


def _ordinal(analysis: Analysis, determiner: Token) -> int | None:
    """The ordinal that stands for one more person: "two died and *a third* went missing"; not "a third of the men"."""
    head = analysis.tokens[determiner.head]
    if head.lemma.lower() not in _ORDINALS or head.index != determiner.index + 1 or head.dep not in _UNDERGOING:
        return None
    after = analysis.tokens[min(head.index + 1, len(analysis.tokens) - 1)]
    return None if after.word.lower() == "of" else head.index


def _is_harmed(analysis: Analysis, head: int, *, alone: bool) -> bool:
    """Whether one person is counted: included in a toll, or something befell them. Of nouns not known to be people
    only strong verbs tell ("was killed", "was abducted")."""
    noun = analysis.tokens[head]
    if noun.dep not in ("nsubj", "nsubj:pass", "obj", "conj", "nmod"):
        return False
    if alone or is_person(noun):
        included = any(analysis.tokens[i].lemma == "include" for i in analysis.children[head])
        return included or tally_of(analysis, head, people=True) in _HARM
    return (
        noun.dep in ("nsubj:pass", "obj") and may_be_person(noun) and tally_of(analysis, head, people=False) in _STRONG
    )


_STRONG = frozenset({"killed", "wounded", "held"})
_HAPPENINGS = frozenset({
    "attack", "assault", "blast", "bombing", "explosion", "strike", "airstrike", "raid", "shooting", "clash", "ambush", "incident",
    "accident", "crash", "collision", "fire", "blaze", "flood", "storm", "quake", "earthquake", "aftershock", "landslide",
})  # fmt: skip
"""Nouns for what kills or hurts, so that their number is none of the dead: "12 attacks left nine people dead"."""


def _one_person(analysis: Analysis, determiner: Token, head: int, *, alone: bool) -> Draft:
    """One person more; `alone`: where no noun says who, as with "another", "a third"."""
    one = Fraction(1)
    span = Span(determiner.start, analysis.tokens[head].end)
    of = "" if alone else name_of(analysis, head)
    amount = Amount(span=span, core=determiner.span, qualifier="exact", low=one, best=one, high=one, another=alone)
    return Draft(amount=amount, span=span, counted=Counted(head, of, span.end, elliptic=alone), of=of)


def _name_elliptic(analysis: Analysis, drafts: Sequence[Draft]) -> None:
    """What a number without a noun, or with "others", counts: what the number before it counted, or people."""
    known: Draft | None = None
    for draft in drafts:
        if draft.of in ("", "others"):
            draft.of = _inherited(analysis, draft, known) or bare(
                analysis, draft.counted.head, known.of if known else ""
            )
        elif draft.amount.kind == "count" and draft.parent is None and not draft.counted.elliptic:
            known = draft


def _inherited(analysis: Analysis, draft: Draft, known: Draft | None) -> str:
    head = analysis.tokens[draft.counted.head]
    crowd = draft.amount.qualifier == "vague" and _size(draft.amount) >= 24
    people = tally_of(analysis, head.index, people=True) in _HARM or draft.of == "others" or crowd
    if known is None or not known.of:
        return "people" if people else ""
    gap = head.sentence - analysis.tokens[known.counted.head].sentence
    fits = _size(draft.amount) <= _size(known.amount) or draft.of == "others" or draft.amount.another
    points_back = (
        head.dep in ("nsubj", "nsubj:pass", "conj")
        or draft.amount.another
        or draft.of == "others"
        or _is_of_them(analysis, head)
    )
    if not (0 <= gap <= 2 and fits and points_back):
        return "people" if people else ""
    if people and draft.of == "others" and is_person(analysis.tokens[known.counted.head]):
        return "people"
    return known.of


def _size(amount: Amount) -> Fraction:
    return amount.best or amount.low or amount.high or Fraction(0)


def _is_of_them(analysis: Analysis, head: Token) -> bool:
    return any(
        analysis.tokens[i].word.lower() in ("them", "whom", "these", "those") for i in analysis.children[head.index]
    )


def _scale_shares(drafts: Sequence[Draft]) -> None:
    """ "half of its 1,300 fighters": 650 fighters, part of the 1,300."""
    wholes = {
        draft.counted.head: draft for draft in drafts if draft.amount.kind == "count" and not draft.counted.elliptic
    }
    for draft in drafts:
        whole = wholes.get(draft.counted.head)
        if draft.amount.kind != "share" or whole is None or whole.amount.best is None:
            continue
        size = whole.amount.best
        bounds = {
            name: None if (b := getattr(draft.amount, name)) is None else b * size for name in ("low", "best", "high")
        }
        draft.amount = msgspec.structs.replace(draft.amount, kind="count", **bounds)
        draft.of, draft.parent, whole.whole = whole.of, whole, True


def _mark_parts(text: str, drafts: Sequence[Draft]) -> None:
    """ "twelve of the 60 passengers": two numbers of one noun, the first a part of the second."""
    for draft, after in itertools.pairwise(drafts):
        if draft.amount.kind in ("none", "nobody") and _OF_ALL.fullmatch(text, draft.span.end, after.span.start):
            draft.parent, after.whole, draft.of = after, True, after.of
        if draft.parent is None and draft.counted.head == after.counted.head and draft.span.contains(after.span):
            draft.parent, after.whole = after, True
            draft.counted = Counted(draft.counted.head, draft.of, draft.counted.end)


_OF_ALL = re.compile(r"\s+of\s+(?:the|its|their|his|her|those|all)?\s*")
"""Between "none" and the number that none of is meant."""


def _judge(analysis: Analysis, text: str, drafts: Sequence[Draft]) -> None:
    """Tally, population, running total."""
    for draft in drafts:
        if draft.amount.kind in ("money", "unit"):
            continue
        head = draft.counted.head
        token = analysis.tokens[head]
        people = draft.counted.elliptic or is_person(token) or draft.of == "people"
        people = people or (draft.parent is not None and is_person(analysis.tokens[draft.parent.counted.head]))
        if not draft.whole and draft.amount.kind in ("count", "none", "nobody"):
            tally = _befell(analysis, text, draft, people=people)
            strong = tally in _STRONG and (tally != "held" or may_be_person(token)) and token.lemma not in _HAPPENINGS
            draft.tally = tally if people or token.lemma in _COUNTING or strong else None
            if token.lemma in _HOUSEHOLDS and draft.tally in _STRONG and tally != "held":
                draft.tally = None  # "of one family": those killed are not counted by families
        draft.population = _whom(analysis, text, draft)
        if draft.tally:
            draft.cumulative = is_cumulative(analysis, _sentence(analysis, token), text, head, draft.tally)


def _befell(analysis: Analysis, text: str, draft: Draft, *, people: bool) -> str | None:
    """What befell those counted: by a set phrase, else by the syntax around their noun."""
    head = draft.counted.head
    around = Around(text, _span_of(analysis, head), draft.span)
    told, own = phrased(around, people=people), tally_of(analysis, head, people=people)
    told = own if told is None or own in _GRAVER.get(told, ()) else told
    if (
        draft.counted.elliptic
        and told in _STRONG
        and (beside := state_beside(analysis, analysis.tokens[head])) is not None
    ):
        told = beside  # "seven dead and 85 injured", whatever 85 hangs on
    if told is None and is_figured(around):
        draft.told = draft.told or ""
    victims = draft.counted.elliptic or analysis.tokens[head].lemma == "victim"
    return "killed" if told == "casualties" and victims and makes_dead(around) else told


def _span_of(analysis: Analysis, head: int) -> Span:
    sentence = _sentence(analysis, analysis.tokens[head])
    return Span(sentence.start, sentence.end)


def _whom(analysis: Analysis, text: str, draft: Draft) -> str | None:
    """The population that is counted: by its noun, by what those counted are said to be, or by what a figure is the number of."""
    said = said_to_be(analysis, text, draft.amount.core if draft.counted.elliptic else draft.span)
    if not draft.counted.elliptic:
        return said or population_of(analysis, draft.counted.head)
    of = measured(analysis, draft.counted.head)
    return said or _of_them(analysis, text, draft) or (population_of(analysis, of) if of is not None else None)


_OF_THEM = re.compile(r"\s{1,2}of (?:them|whom|those)(?: (?:were|are))?(?: (?:a|all))? (\w+)")


def _of_them(analysis: Analysis, text: str, draft: Draft) -> str | None:
    """Whom "two of them children" counts."""
    match = _OF_THEM.match(text, draft.amount.core.end)
    return population_of(analysis, token_at(analysis, match.start(1))) if match else None


_RECENT = 2  # sentences back to the figure that a bare one gives again


def _restate(analysis: Analysis, drafts: Sequence[Draft]) -> None:
    """Give bare figures what their carrier says of them, else what the figure told before them was of."""
    before: Draft | None = None
    for draft in drafts:
        if draft.told is not None and draft.tally is None:
            near = before is not None and _gap(analysis, before, draft) <= _RECENT
            if draft.told != CROWD and draft.told:
                draft.tally = draft.told
            elif draft.told != CROWD and before is not None and near:
                draft.tally, draft.of = before.tally, before.of if draft.counted.elliptic else draft.of
                draft.population = draft.population or before.population
            draft.of = draft.of or "people"
        if draft.amount.kind == "count" and _may_be_meant(analysis, draft):
            dead = before is not None and before.tally == "killed" and draft.tally in _BESIDE_DEAD
            before = before if before is not None and dead and _gap(analysis, before, draft) == 0 else draft


_BESIDE_DEAD = frozenset({"wounded", "missing", "treated", "rescued"})
"""What is told beside the dead: a bare figure behind both is of the dead."""


def _may_be_meant(analysis: Analysis, draft: Draft) -> bool:
    """Whether a bare figure told later may give this one again."""
    return draft.told == CROWD or draft.tally in _HARM or is_person(analysis.tokens[draft.counted.head])


_OF_ALL_THOSE = re.compile(
    r"(?:of|among) (?:the|those)\s(?:\w+\s)?(?:dead|killed|slain|wounded|injured|missing|detained|arrested|held)\b",
    re.IGNORECASE,
)


def _count_in(text: str, drafts: Sequence[Draft]) -> None:
    """ "31 of the dead": a part of the number of dead told before, in whatever sentence."""
    for n, draft in enumerate(drafts):
        behind = text[draft.amount.core.end : draft.amount.core.end + 40].lstrip()
        if draft.parent is not None or draft.population or draft.tally is None or not _OF_ALL_THOSE.match(behind):
            continue
        wholes = (d for d in reversed(drafts[:n]) if d.tally == draft.tally and _size(d.amount) >= _size(draft.amount))
        draft.parent = next(wholes, None)


def _gap(analysis: Analysis, one: Draft, other: Draft) -> int:
    return analysis.tokens[other.counted.head].sentence - analysis.tokens[one.counted.head].sentence


def _sentence(analysis: Analysis, token: Token) -> Sentence:
    return analysis.sentences[token.sentence]


def _include(analysis: Analysis, text: str, drafts: Sequence[Draft]) -> None:
    """ "20 people, including five children": the children are part of the people."""
    for n, draft in enumerate(drafts):
        if not n or draft.parent is not None or draft.whole or not _is_included(analysis, text, draft, drafts[n - 1]):
            continue
        parent = drafts[n - 1]
        if parent.parent is not None:
            parent = parent.parent
        draft.parent = parent
        if draft.tally is None or (
            parent.tally != "casualties" and draft.tally not in _GRAVER.get(parent.tally or "", ())
        ):
            draft.tally = parent.tally or draft.tally
        draft.cumulative = parent.cumulative


_GRAVER = {
    "wounded": frozenset({"killed"}), "treated": frozenset({"killed"}), "held": frozenset({"killed", "released"}),
    "missing": frozenset({"killed", "rescued"}),
}  # fmt: skip
"""What may have befallen some of those whom something else befell: "83 wounded, of whom five died"."""
_INCLUDING = (
    "including",
    "among them",
    "among whom",
    "of them",
    "of whom",
    "of those",
    "among those",
    "includes",
    "included",
    "them",
)


def _is_included(analysis: Analysis, text: str, draft: Draft, before: Draft) -> bool:
    if draft.amount.kind != "count" or before.amount.kind == "money":
        return False
    one, other = analysis.tokens[draft.counted.head], analysis.tokens[before.counted.head]
    between = text[before.span.end : draft.span.start].lower()
    if one.sentence != other.sentence or len(between) > 60:
        return False
    if any(cue in between for cue in _INCLUDING):
        return True
    if (
        text[max(0, before.span.start - 8) : before.span.start].lower().endswith(("of the ", "of these ", "of its "))
        and "," in between
    ):
        return len(between) <= 3
    if before.parent is not None and _is_listed(text, before, draft):
        return True
    behind = text[draft.span.end : draft.span.end + 12].lower().split()
    return behind[:2] in (["of", "them"], ["of", "whom"], ["among", "them,"], ["among", "them."], ["among", "them"])


def _is_listed(text: str, before: Draft, draft: Draft) -> bool:
    """Whether only commas and "and" stand between the two."""
    return not set(text[before.span.end : draft.span.start].replace(",", " ").split()) - {"and", "as", "well", "plus"}


def _is_idle(draft: Draft) -> bool:
    """A bare number of which nothing is known."""
    return not draft.of and draft.tally is None and draft.counted.elliptic


def _values(drafts: Sequence[Draft]) -> tuple[Quantity, ...]:
    keys = {id(draft): f"q{n}" for n, draft in enumerate(drafts, 1)}
    made = []
    for draft in drafts:
        amount = draft.amount
        made.append(
            Quantity(
                id="",
                span=draft.span,
                of=draft.of or "people",
                qualifier=amount.qualifier,
                low=_plain(amount.low),
                best=_plain(amount.best),
                high=_plain(amount.high),
                tally=draft.tally,
                population=draft.population,
                cumulative=draft.cumulative,
                part_of=keys.get(id(draft.parent)) if draft.parent else None,
            )
        )
    return numbered("q", made)


def _plain(value: Fraction | None) -> int | float | None:
    return None if value is None else number(value)
