"""How an antecedent is chosen: the features of a description or pronoun and an actor, and what each is worth."""

from __future__ import annotations

REACH = {"nominal": 12, "pronoun": 3}
"""How many sentences back."""
WEIGHTS = {
    "same noun": 2.8,  # it was called so before
    "same class": 2.0,  # a near-synonym of what it was called or is known to be
    "joined class": 1.6,  # a class that may stand for it
    "same country": 1.5,
    "shared modifier": 0.8,  # each, at most two
    "new modifier": -0.8,  # each, at most three
    "counted": 3.5,  # "the two countries": a list of just as many
    "post": 1.5,  # the post that a named person was said to hold
    "named": 0.4,
    "subject": 0.6,  # it was the subject where last mentioned
    "possessed": 1.2,  # "its", "his": the subject of the same clause
    "harmed": -1.5,  # "jailed its leader": hardly the subject of the same clause
    "quoted": -1.5,  # one stands in a quotation, the other does not
    "armed": 2.5,  # "its fighters", "its armed wing": of a group rather than of a state or an agency
    "spoken": 2.2,  # "X said it": the subject of the verb that governs the pronoun's clause
    "went on": 2.2,  # "X said it. It said ...": who spoke last, of a pronoun that speaks
    "same role": 0.4,  # subject to subject, object to object
    "sentence": -0.9,  # each sentence between
    "far sentence": -0.25,  # each sentence between, for descriptions
    "mention": -0.06,  # each mention between
    "often": 0.08,  # each earlier mention, at most five
    "list": 1.0,  # "they" for "X and Y"
    "people for it": -1.0,  # "they" for one body
    "violent": 2.0,  # "they shot anyone": of those who bear arms or were said to kill or wound
    "own words": -3.0,  # "X had no weapon, he said": X is spoken of, by another
    "civil": -1.5,  # "the organisation": rather an agency than an armed group
    "about": 0.25,  # "the country": each earlier mention of it, at most five
    "aside": -1.2,  # it was last mentioned in a relative clause that the pronoun is not in
    "hidden": -1.5,  # it was a modifier or possessor where last mentioned
}
"""The features by which an antecedent is chosen, and what each is worth."""
NEEDED = {"nominal": 1.2, "pronoun": -2.2}
"""The score below which a description begins a new actor, and a pronoun stays unresolved."""
