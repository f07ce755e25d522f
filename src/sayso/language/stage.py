"""The language stage: fills `Reading.analysis`."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sayso.language.blocks import Block, blocks, plain
from sayso.language.parser import HEALTH, STAND_IN, Parsed, Parser, Word, sentence_starts
from sayso.model import Analysis, Entity, Reading, Sentence, Token


class LanguageStage:
    """Sentences, tokens with Universal Dependencies and candidate names, with offsets into the untouched text."""

    name = "language"
    needs: frozenset[str] = frozenset()
    fills = frozenset({"analysis"})

    def __init__(self, parser: Parser | None = None) -> None:
        self.parser = parser or Parser()

    def __call__(self, batch: Sequence[Reading]) -> list[Reading]:
        cut = [blocks(reading.text) for reading in batch]
        copies = (
            plain(reading.text[b.start : b.end]) for reading, found in zip(batch, cut, strict=True) for b in found
        )
        parsed = self.parser.parse(copies)
        return [
            msgspec.structs.replace(reading, analysis=_analysis(reading.text, found, [next(parsed) for _ in found]))
            for reading, found in zip(batch, cut, strict=True)
        ]


def _analysis(text: str, found: Sequence[Block], parsed: Sequence[Parsed]) -> Analysis:
    """The blocks' words in one sequence."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    for block, part in zip(found, parsed, strict=True):
        if not part.words:
            continue
        base, offset = len(tokens), block.start
        starts = [0] if block.kind == "dateline" else sentence_starts(part.words)
        for first, last in zip(starts, [*starts[1:], len(part.words)], strict=True):
            begin, end = offset + part.words[first].start, offset + part.words[last - 1].end
            number = len(sentences)
            sentences.append(
                Sentence(number, begin, end, base + first, base + last, block.paragraph, block.kind, part.upper)
            )
            tokens += _tokens(text, part.words[first:last], first, base, offset, number)
        for name in part.names:
            begin, end = offset + part.words[name.first].start, offset + part.words[name.last - 1].end
            entities.append(Entity(begin, end, base + name.first, base + name.last, name.label))
    return Analysis(tokens=tuple(tokens), sentences=tuple(sentences), entities=tuple(entities))


def _tokens(text: str, words: Sequence[Word], first: int, base: int, offset: int, sentence: int) -> list[Token]:
    """A sentence's words as tokens of the report. A head outside the sentence makes its word a root."""
    made = []
    for index, word in enumerate(words, first):
        start, end = offset + word.start, offset + word.end
        inside = first <= word.head < first + len(words)
        head, dep = (word.head, word.dep) if inside else (index, "root")
        form = text[start:end]
        lemma = form if form == HEALTH and word.lemma == STAND_IN else word.lemma
        made.append(
            Token(base + index, start, end, form, lemma, word.upos, word.xpos, word.feats, dep, base + head, sentence)
        )
    return made
