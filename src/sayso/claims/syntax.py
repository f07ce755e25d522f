"""Phrases of a dependency tree: what a claim reader asks of the syntax."""

from __future__ import annotations

from sayso.model import Analysis, Span, Token

Range = tuple[int, int]
"""Tokens `[first, last]`."""
SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj"))
RELATIVES = frozenset(("who", "which", "that", "whom"))
TRIMMED = frozenset((",", ";", ":", "--", "-", "–", "—", "...", "…"))


class Syntax:
    """The tree of an analysis with the edges of every word's phrase, worked out once."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.tokens, self.children = analysis.tokens, analysis.children
        self._left, self._right = _edges(analysis)

    def phrase(self, index: int) -> Range:
        """First and last word of the phrase that a word heads."""
        return self._left[index], self._right[index]

    def dependents(self, index: int, *deps: str) -> list[Token]:
        """The dependents with one of the labels, in order of the text."""
        return [self.tokens[child] for child in self.children[index] if self.tokens[child].dep in deps]

    def lemma(self, token: Token) -> str:
        """The lemma with its particle ("point out")."""
        particle = self.dependents(token.index, "compound:prt")
        return f"{token.lemma.lower()} {particle[0].word.lower()}" if particle else token.lemma.lower()

    def subject(self, verb: Token) -> Token | None:
        """Who does it: the verb's own subject, the noun it describes, or the subject of the clause it belongs to."""
        for _ in range(6):
            own = self.dependents(verb.index, *SUBJECTS)
            if own:
                return own[0]
            if verb.dep == "acl":
                return self.tokens[verb.head]
            if verb.dep not in ("conj", "xcomp", "advcl", "parataxis", "dep") or verb.head == verb.index:
                return None
            verb = self.tokens[verb.head]
        return None

    def sentence(self, token: Token) -> Range:
        """The range of the word's sentence."""
        sentence = self.analysis.sentences[token.sentence]
        return sentence.first, sentence.last - 1

    def trimmed(self, words: Range) -> Range | None:
        """The range without commas, dashes and the full stop at its edges; None where nothing is left."""
        first, last = words
        while first <= last and self.tokens[first].word in TRIMMED:
            first += 1
        while first <= last and (self.tokens[last].word in TRIMMED or self.tokens[last].word in (".", "?", "!")):
            last -= 1
        return (first, last) if first <= last else None

    def span(self, words: Range) -> Span:
        """The characters of a range."""
        return Span(self.tokens[words[0]].start, self.tokens[words[1]].end)


def _edges(analysis: Analysis) -> tuple[list[int], list[int]]:
    """Leftmost and rightmost word under each word, by one walk down and one up."""
    order = [token.index for token in analysis.tokens if token.head == token.index]
    for index in order:
        order.extend(analysis.children[index])
    left, right = list(range(len(analysis.tokens))), list(range(len(analysis.tokens)))
    for index in reversed(order):
        head = analysis.tokens[index].head
        if head != index:
            left[head], right[head] = min(left[head], left[index]), max(right[head], right[index])
    return left, right
