"""Mode and context of a detected event: by its entry, and by the words beside it.

The rule: the mode an entry gives stands first; cue words on the trigger or hanging on it add modes, and give the main one
where the entry has none; weak cues anywhere in the sentence count only where nothing else does. Requests and threats take
their mode from the event they ask for or threaten with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from sayso.events.lexicon import Cue, Entry, Lexicon
from sayso.events.surroundings import Surroundings
from sayso.model import EventType

SCOPE = 40
"""How many dependents of a trigger are searched for cues."""
CONTEXTS_AT_MOST = 3

GOVERNED_MODES: Mapping[str, Mapping[str, str]] = {
    "REQUEST": {
        "AID": "assist", "COOPERATE": "assist", "SUPPORT": "change", "MOBILIZE": "assist",
        "RETREAT": "yield", "CONCEDE": "yield", "CONSULT": "meet", "AGREE": "meet",
        "OFFICE": "change", "VOTE": "change", "JUSTICE": "change",
    },
    "REJECT": {
        "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist",
        "RETREAT": "yield", "CONCEDE": "yield", "CONSULT": "meet", "AGREE": "meet",
        "OFFICE": "change", "VOTE": "change", "JUSTICE": "change",
    },
    "THREATEN": {
        "ASSAULT": "violence", "MOBILIZE": "violence", "SANCTION": "relations", "COERCE": "restrict", "JUSTICE": "arrest",
    },
}  # fmt: skip
"""The mode of a request, refusal or threat by the type of what is asked, refused or threatened."""


FALLBACK: Mapping[str, str] = {"REQUEST": "change"}
"""The mode where nothing gives one: most of what is asked of others is that they act otherwise."""

NARROWER: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("ASSAULT", "explosives"): ("suicide-attack", "drone", "aerial"),
    ("ASSAULT", "primitive"): ("suicide-attack",),
    ("ASSAULT", "aerial"): ("drone",),
    ("COERCE", "restrict"): ("censor",),
}
"""By type and mode of an entry the modes of cues that say more: a bomb may come from the air."""
TOLD_BY_OBJECT = frozenset(("suicide-attack", "censor"))
"""Modes that what is used or struck may give as well: "rammed an explosives-laden vehicle", "blocked the newspaper"."""


_BESIDE = frozenset(("parataxis", "punct", "conj"))
_BELOW = frozenset(("parataxis", "punct", "acl:relcl"))


class Coded(msgspec.Struct, frozen=True):
    """Main mode, all modes (main one first, where there are several), contexts, and why."""

    mode: str | None
    modes: tuple[str, ...]
    context: tuple[str, ...]
    reasons: tuple[str, ...]


class Coder:
    """Codes the events of one report. `entries`: what was detected, by its token."""

    def __init__(self, lexicon: Lexicon, around: Surroundings, entries: Mapping[int, Entry]) -> None:
        self.lexicon, self.around, self.entries = lexicon, around, entries
        self._contexts: dict[int, tuple[str, ...]] = {}

    def code(self, entry: Entry, token: int, words: tuple[int, ...]) -> Coded:
        modes, reasons = self._modes(entry, token, words)
        context = (*entry.context, *(c for c in self._sentence_contexts(token) if c not in entry.context))
        return Coded(
            mode=modes[0] if modes else None,
            modes=modes if len(modes) > 1 else (),
            context=context[:CONTEXTS_AT_MOST],
            reasons=reasons,
        )

    def spoken(self, kind: EventType, token: int) -> Coded:
        """The coding of an act of speech that no word names: mode by what is said, contexts by the sentence."""
        found = [(mode, why) for mode, why in self._governed(GOVERNED_MODES.get(kind, {}), token)]
        if not found:
            found = list(self._cued(self.lexicon.modes.get(kind, ()), token, (token,), False))
        modes = tuple(dict.fromkeys(mode for mode, _ in found)) or tuple(filter(None, (FALLBACK.get(kind),)))
        return Coded(
            mode=modes[0] if modes else None,
            modes=modes if len(modes) > 1 else (),
            context=self._sentence_contexts(token)[:CONTEXTS_AT_MOST],
            reasons=tuple(f"mode {mode}: {why}" for mode, why in found),
        )

    # ------------------------------------------------------------ modes
    def _modes(self, entry: Entry, token: int, words: tuple[int, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        kind = entry.type or ""
        found = [entry.mode] if entry.mode else []
        reasons = [f"mode {entry.mode}: entry"] if entry.mode else []
        governed = GOVERNED_MODES.get(kind)
        for mode, why in self._governed(governed, token) if governed and not found else ():
            found.append(mode)
            reasons.append(f"mode {mode}: {why}")
        for mode, why in self._cued(self.lexicon.modes.get(kind, ()), token, words, bool(found)):
            if mode not in found:
                found.insert(0 if self._narrows(entry, mode, token) else len(found), mode)
                reasons.append(f"mode {mode}: {why}")
        if not found and kind in FALLBACK:
            found.append(FALLBACK[kind])
            reasons.append(f"mode {FALLBACK[kind]}: nothing says more")
        return tuple(found), tuple(reasons)

    def _narrows(self, entry: Entry, mode: str, token: int) -> bool:
        """Whether a mode says more than the entry's own, by who did it and with what: "warplanes bombed"."""
        if mode not in NARROWER.get((entry.type or "", entry.mode or ""), ()):
            return False
        means = ("subj", "with", "using", "obj") if mode in TOLD_BY_OBJECT else ("subj", "with", "using")
        fillers = [f for relation in means for f in self.around.fillers(relation, token)]
        words = self._words({w for f in fillers for w in (f, *self._scope(f))})
        return any(cue.name == mode and words & cue.strong for cue in self.lexicon.modes.get(entry.type or "", ()))

    def _governed(self, table: Mapping[str, str], token: int) -> Iterator[tuple[str, str]]:
        """The mode by the first event in the complement."""
        for index in self._scope(token):
            other = self.entries.get(index)
            if index != token and other is not None and other.type in table and other.type is not None:
                yield other.mode if other.mode in ("arrest", "expel") else table[other.type], f"of {other.type}"
                return

    def _cued(
        self, cues: tuple[Cue, ...], token: int, words: tuple[int, ...], known: bool
    ) -> Iterator[tuple[str, str]]:
        if not cues:
            return
        beside = self._words({*words, *self._scope(token), *self._causes(token)})
        strong = [(cue.name, min(hit)) for cue in cues if (hit := beside & cue.strong)]
        yield from strong
        if not strong and not known:
            sentence = self._words(set(self.around.near(token)))
            yield from ((cue.name, min(hit)) for cue in cues if (hit := sentence & cue.weak))

    def _causes(self, token: int) -> Iterator[int]:
        """The subject and object's modifiers, and what the trigger itself hangs on as a noun."""
        for relation in ("subj", "obj", "with", "using"):
            for filler in self.around.fillers(relation, token):
                yield filler
                yield from self.around.modifiers(filler)
        head = self.around.tokens[token].head
        if self.around.tokens[token].dep.startswith(("obj", "obl", "nsubj", "conj", "nmod")):
            yield head

    def _scope(self, token: int) -> list[int]:
        """The trigger and what hangs on it, clauses of others left out, nearest first."""
        found, queue = [token], [token]
        while queue and len(found) < SCOPE:
            parent = queue.pop(0)
            left_out = _BESIDE if parent == token else _BELOW
            kept = [c for c in self.around.children[parent] if self.around.tokens[c].dep not in left_out]
            found += kept
            queue += kept
        return found

    def _words(self, indices: set[int]) -> set[str]:
        """The words at the indices, and the pairs of neighbours among them."""
        forms, tokens = self.around.forms, self.around.tokens
        found: set[str] = set()
        for index in indices:
            found.update(forms[index])
            after = index + 1
            if after in indices and tokens[after].word == "-":
                after += 1
            if after in indices:
                found.update(f"{one} {two}" for one in forms[index] for two in forms[after])
        return found

    # ------------------------------------------------------------ contexts
    def _sentence_contexts(self, token: int) -> tuple[str, ...]:
        """The contexts whose cues stand in the trigger's sentence, those with most cues first."""
        number = self.around.tokens[token].sentence
        if number not in self._contexts:
            sentence = self.around.sentences[number]
            words = self._words(set(range(sentence.first, sentence.last)))
            hits = [(len(words & cue.strong), cue.name) for cue in self.lexicon.contexts]
            ranked = sorted((h for h in hits if h[0]), key=lambda h: -h[0])
            self._contexts[number] = tuple(name for _, name in ranked)
        return self._contexts[number]
