"""What the stage passes on within itself: mentions, and the pronouns that can be one."""

from __future__ import annotations

from typing import Literal

import msgspec

from sayso.actors.base import Entry, Form

MentionForm = Literal["name", "nominal", "pronoun"]

PRONOUNS: dict[str, tuple[str, str]] = {
    "he": ("m", "s"), "him": ("m", "s"), "his": ("m", "s"), "himself": ("m", "s"),
    "she": ("f", "s"), "her": ("f", "s"), "hers": ("f", "s"), "herself": ("f", "s"),
    "it": ("n", "s"), "its": ("n", "s"), "itself": ("n", "s"),
    "they": ("", "p"), "them": ("", "p"), "their": ("", "p"), "theirs": ("", "p"), "themselves": ("", "p"),
    "who": ("h", ""), "whom": ("h", ""), "whose": ("", ""), "which": ("n", ""), "that": ("", ""),
}  # fmt: skip
"""Gender (h: some person, n: a thing or a body) and number of the pronouns that are followed up."""


class Mention(msgspec.Struct, frozen=True):
    """One expression that refers to an actor: tokens `[first, last)`, of which `head` is the head and `[core, last)` the
    name itself. `tail` is where its fuller name ends ("Health Ministry in Gaza"). Token indices of no one are -1.
    """

    first: int
    last: int
    head: int
    form: MentionForm
    core: int
    tail: int
    kind: str = ""
    sector: str = ""
    country: str | None = None
    noun: str = ""  # class of nouns.toml
    role: str = ""
    gender: str = ""
    plural: bool = False
    introduced: str = ""
    entry: Entry | None = None
    sort: Form | None = None
    words: tuple[str, ...] = ()
    modifiers: frozenset[str] = frozenset()
    possessor: int = -1
    belongs: tuple[int, ...] = ()
    titled: int = -1  # where the title before the name begins
    person: bool = False
