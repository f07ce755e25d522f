"""Quotations that go on after their claim: behind "she said.", in the next sentence, in the next paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.claims.quotations import Quotation
from sayso.claims.spans import Found, Spans

PAUSES = frozenset((".", ",", ":", "?", "!", ";", "--", "—", "–", "-"))


def continued(found: Sequence[Found], spans: Spans) -> list[Found]:
    """The drafts with the quotations added that take up their contents."""
    return _Running(spans).join(found)


class _Running:
    def __init__(self, spans: Spans) -> None:
        self.syntax, self.tokens = spans.syntax, spans.tokens
        self.quotes, self.quote_at = spans.quotes, spans.quote_at

    def join(self, found: Sequence[Found]) -> list[Found]:
        """Quotations that go on after "he said." belong to the claim before them in their paragraph."""
        made = list(found)
        by_quote = {number: n for n, item in enumerate(made) for number in self._quotes_of(item)}
        by_sentence = {self.tokens[item.cue[0]].sentence: n for n, item in enumerate(made) if self._outermost(item)}
        for number, quote in enumerate(self.quotes):
            if number not in by_quote and self._follows_up(quote) and self._before(quote) in by_sentence:
                owner = by_sentence[self._before(quote)]
                made[owner] = made[owner]._replace(content=(*made[owner].content, (quote.first, quote.last)))
                by_quote[number] = owner
            last = by_quote.get(number - 1)
            if number in by_quote or last is None or not quote.spoken:
                continue
            if self._continues(self.quotes[number - 1], quote, made[last]):
                made[last] = made[last]._replace(content=(*made[last].content, (quote.first, quote.last)))
                by_quote[number] = last
        return made

    def _outermost(self, item: Found) -> bool:
        """Whether a draft's cue is the verb of its sentence."""
        return any(self.tokens[index].dep == "root" for index in range(item.cue[0], item.cue[1] + 1))

    def _before(self, quote: Quotation) -> int:
        return self.tokens[quote.first].sentence - 1

    def _follows_up(self, quote: Quotation) -> bool:
        """Whether a quotation is one or more whole sentences behind another one of its paragraph."""
        sentences = self.syntax.analysis.sentences
        first, last = sentences[self.tokens[quote.first].sentence], sentences[self.tokens[quote.last].sentence]
        whole = first.first == quote.first and last.last - 1 <= quote.last + 1 and quote.spoken
        return whole and first.index > 0 and sentences[first.index - 1].paragraph == first.paragraph

    def _sets_in(self, quote: Quotation) -> bool:
        """Whether a quotation begins a sentence or follows a pause."""
        first = quote.first - 1 if self.tokens[quote.first - 1].word.lower() in ("but", "and") else quote.first
        return first < 1 or self.tokens[first - 1].word in PAUSES

    def _fills_paragraph(self, quote: Quotation) -> bool:
        """Whether the quotation is all of its paragraph."""
        sentences = self.syntax.analysis.sentences
        first, last = sentences[self.tokens[quote.first].sentence], sentences[self.tokens[quote.last].sentence]
        begins = first.first == quote.first and (
            first.index == 0 or sentences[first.index - 1].paragraph < first.paragraph
        )
        after = last.index + 1
        ends = last.last - 1 == quote.last and (after == len(sentences) or sentences[after].paragraph > last.paragraph)
        return begins and ends

    def _quotes_of(self, item: Found) -> Iterator[int]:
        """The quotations that a draft has wholly as its content, itself standing outside."""
        for first, last in item.content:
            for number in {self.quote_at[first], self.quote_at[last]} - {-1, self.quote_at[item.cue[0]]}:
                if first <= self.quotes[number].first and self.quotes[number].last <= last:
                    yield number

    def _continues(self, before: Quotation, quote: Quotation, owner: Found) -> bool:
        """Whether a quotation takes up the one before it: right behind "he said.", or in the next paragraph where the one
        before was left open.
        """
        sentences = self.syntax.analysis.sentences
        one, other = (sentences[self.tokens[index].sentence].paragraph for index in (before.last, quote.first))
        if one != other:
            whole = self._fills_paragraph(quote) and owner.cue[0] > before.last
            return other == one + 1 and (not before.closed or whole)
        between = self.tokens[before.last + 1 : quote.first]
        outside = [t for t in between if t.upos == "VERB" and not owner.cue[0] <= t.index <= owner.cue[1]]
        told = before.last < owner.cue[0] and owner.cue[1] < quote.first and self._sets_in(quote)
        return told and len(outside) < 2 and len(between) < 60
