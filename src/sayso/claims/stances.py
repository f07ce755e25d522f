"""What a source does with its content: stance and manner, from the words of the cue and of the content."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.lexicon import Frames, Kind, cues
from sayso.claims.quotations import OPENING, STRAIGHT
from sayso.model import Manner, Span, Stance, Token

KINDS: dict[str, Kind] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no", "neither", "nor", "without"))
SILENCE = frozenset((
    "comment", "say", "respond", "reply", "answer", "discuss", "elaborate", "specify", "disclose", "confirm",
    "identify", "name", "provide", "give", "speculate", "detail", "address", "reveal", "explain",
))  # fmt: skip
QUESTIONS = frozenset(("whether", "if", "why", "how", "what", "who", "when", "where", "which"))
MARKS = frozenset((*OPENING, *OPENING.values(), *STRAIGHT))
NEGATED: dict[Stance, Stance] = {"believes": "doubts", "confirms": "declines", "admits": "denies", "doubts": "believes"}
"""What negation makes of a stance ("did not believe that"); of the others it leaves as they are."""

LEARNED = frozenset(("learn", "understand", "hear", "gather"))
"""What outlets do that report it."""
WITNESSED = frozenset(("see", "witness", "observe"))
"""What reporters do who tell of it."""
VIOLENCE = frozenset((
    "abduction", "ambush", "assassination", "assault", "attack", "attempt", "blast", "bombing", "explosion", "hijacking",
    "kidnapping", "killing", "murder", "operation", "raid", "shooting", "strike",
))  # fmt: skip
"""What is owned to by being claimed."""
DEED_ROLES = frozenset(("obj", "conj", "nsubj", "nsubj:pass", "obl", "obl:npmod", "root"))
"""Where the noun for a deed that is owned to or deplored stands in its clause."""
NAMING = frozenset(("call", "describe", "brand", "label", "term", "dub"))
"""Verbs that say what something is."""
UNTRUE = frozenset((
    "baseless", "unfounded", "groundless", "untrue", "false", "fabricated", "fabrication", "nonsense", "lie", "propaganda",
    "fake", "hoax", "fiction", "invention", "fantasy", "myth", "slander", "gossip", "absurd", "fairy", "rubbish",
    "ludicrous", "disinformation",
))  # fmt: skip
"""What somebody calls what he denies."""
NEWS = frozenset(("report", "publish", "broadcast", "show", "find", "prove", "demonstrate"))
"""Cues that report whoever uses them."""
UNDONE_BY_NOT: frozenset[Stance] = frozenset(
    ("demands", "asks", "promises", "plans", "threatens", "warns", "accuses", "praises", "condemns")
)
"""What is not done is no claim: "has not asked for help" says nothing, while "did not say" and "denied" do."""


def stance_of(cue: Sequence[Token], content: Sequence[Token], *, by_outlet: bool, speaks: bool = False) -> Stance:
    """The stance of a claim, from the tokens of its cue and of its content; whether an outlet, a document or a monitor is
    the source, and whether it is a person or a body that speaks: what these reveal and estimate they say."""
    denied = negated(cue)
    lemmas = {token.lemma.lower() for token in cue}
    if _silent(lemmas, content, denied):
        return "declines"
    if "responsibility" in lemmas | {t.lemma.lower() for t in content[:2]} and lemmas & {
        "claim",
        "take",
        "accept",
        "assume",
    }:
        return "admits"
    if _behind(content) or ("claim" in lemmas and not denied and _deed(content)):
        return "admits"
    found = _listed(cue, content)
    if "hold" in lemmas and any(token.lemma.lower() in ("responsible", "accountable", "liable") for token in content):
        return "accuses"
    if found == "denies" and "reject" in lemmas and _deed(content):
        return "condemns"
    if found == "says" and lemmas & NAMING and any(token.lemma.lower() in UNTRUE for token in content):
        return "denies"
    if denied and found in NEGATED:
        return NEGATED[found]
    if found == "reports" and cue[0].word.lower() == "no":
        return "doubts"
    if by_outlet and (
        found == "says" or lemmas & WITNESSED or (found in ("demands", "believes") and "suggest" in lemmas)
    ):
        return "reports"
    if found == "reports" and speaks and not by_outlet and not lemmas & NEWS:
        return "says"
    return found


def negated(cue: Sequence[Token]) -> bool:
    """Whether a cue says that something was not said, asked, believed."""
    return any(token.word.lower() in NEGATIONS for token in cue)


def _behind(content: Sequence[Token]) -> bool:
    """ "(said that) it was behind the blast", "it was responsible for ..."."""
    words = [token.word.lower() for token in content[:6] if token.word.lower() != "that"]
    own = len(words) > 2 and words[0] in ("it", "they", "he", "she", "its", "their") and "not" not in words
    return (
        own
        and ("behind" in words[2:4] or "responsible" in words[2:4])
        and words[1] in ("was", "were", "had", "is", "are")
    )


def _deed(content: Sequence[Token]) -> bool:
    """ "Claimed *the attack*": a noun for violence, with no clause about it."""
    heads = [token for token in content if token.upos == "NOUN" and token.dep in DEED_ROLES]
    clause = any(token.xpos in ("VBD", "VBZ", "VBP", "MD", "TO") for token in content)
    return not clause and bool(heads) and heads[0].lemma.lower() in VIOLENCE


def _silent(lemmas: set[str], content: Sequence[Token], denied: bool) -> bool:
    """Declined to comment, did not say whether, neither confirmed nor denied, could not be reached."""
    said = lemmas | {token.lemma.lower() for token in content[:2]}
    if lemmas & {"decline", "refuse"}:
        return bool(said & SILENCE)
    asked = bool(content) and content[0].word.lower() in QUESTIONS
    if denied and {"confirm", "deny"} <= lemmas:
        return True
    if denied and (lemmas & {"comment", "respond", "reply", "answer", "reach"} or (asked and lemmas & SILENCE)):
        return True
    return "unavailable" in lemmas and "comment" in said


def _listed(cue: Sequence[Token], content: Sequence[Token]) -> Stance:
    """The lexicon's stance for the last word of the cue that it lists; "says" where it lists none."""
    frame = _frame(content)
    lexicon = cues()
    words = tuple(token.word.lower() for token in cue)
    if words in lexicon.phrases:
        return lexicon.phrases[words]
    particle = next((token.word.lower() for token in cue if token.dep == "compound:prt"), "")
    for token in reversed(cue):
        if token.word.lower() in lexicon.adverb:
            return lexicon.adverb[token.word.lower()]
        kind = KINDS.get(token.upos)
        if kind is None:
            continue
        lemma = token.lemma.lower()
        frames = lexicon.frames(kind, f"{lemma} {particle}") or lexicon.frames(kind, lemma)
        if frames:
            return _fitting(frames, frame, cue)
    return "says"


def _fitting(frames: Frames, frame: str, cue: Sequence[Token]) -> Stance:
    """The stance of the frame at hand, else the lemma's first. A passive holds something to be so."""
    passive = any(token.dep == "aux:pass" for token in cue)
    order = ("np-as", "np-pred", "np-of", frame) if passive else (frame, cue[-1].word.lower())
    return next((frames[name] for name in order if name in frames), next(iter(frames.values())))


def _frame(content: Sequence[Token]) -> str:
    """The kind of content, named as in the lexicon."""
    if not content:
        return "np"
    first = content[0]
    if first.xpos == "TO" or (first.word.lower() == "not" and len(content) > 1 and content[1].xpos == "TO"):
        return "inf"
    if first.word in MARKS:
        return "quote"
    if first.word.lower() in QUESTIONS:
        return "whether"
    if any(token.xpos in ("VBD", "VBZ", "VBP", "MD") for token in content):
        return "clause"
    return "np-inf" if any(token.xpos == "TO" for token in content[1:]) else "np"


def manner_of(text: str, content: Sequence[Span]) -> Manner:
    """Direct where all of the content is quoted, mixed where some of it is."""
    quoted = [_quoted(span.of(text)) for span in content]
    if quoted and all(quoted):
        return "direct"
    held = any(mark in span.of(text) for span in content for mark in ("“", '"', "''", "«", "„"))
    return "mixed" if held or any(quoted) else "indirect"


def _quoted(words: str) -> bool:
    opened = next((mark for mark in ("''", "``", *OPENING, '"') if words.startswith(mark)), None)
    if opened is None:
        return False
    inner = words[len(opened) :]
    closing = OPENING.get(opened, opened)
    at = inner.find(closing)
    return at < 0 or at >= len(inner.rstrip(".,;")) - len(closing)
