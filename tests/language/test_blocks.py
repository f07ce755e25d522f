from __future__ import annotations

import pytest

from sayso.language.blocks import LONGEST, blocks, dateline_end, plain


def cut(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks(text)]


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("BEIRUT, Oct. 23 (Harbour News) -- Two people died.", "BEIRUT, Oct. 23 (Harbour News) --"),
        ("KYIV (Wire) - Two people died.", "KYIV (Wire) -"),
        ("GOMA, Democratic Republic of Congo — Two people died.", "GOMA, Democratic Republic of Congo —"),
        ("Port Sudan, 3 May, Agency – Two people died.", "Port Sudan, 3 May, Agency –"),
        ("LIMA, 12 FEB 89 -- [TEXT] TWO PEOPLE DIED.", "LIMA, 12 FEB 89 -- [TEXT]"),
    ],
)
def test_a_dateline_stands_apart(line: str, dateline: str) -> None:
    found = cut(line)
    assert found[0] == ("dateline", dateline)
    assert found[1][1].lower() == "two people died."


@pytest.mark.parametrize(
    "line",
    [
        "The minister - a former general - resigned on Monday.",
        "NATO said it would act -- and soon.",
        "Police in Lagos, Nigeria said on Monday that - so far - nobody was held.",
        "A FIRE AT THE PORT -- THE SECOND THIS WEEK -- KILLED TWO.",
    ],
)
def test_a_dash_alone_makes_no_dateline(line: str) -> None:
    assert dateline_end(line, 0, len(line)) == 0


def test_a_link_glued_to_the_story_is_cut_off() -> None:
    text = "READ MORE: Fire Guts Old Market In BasraTwo people were hurt in the southern city on Monday, police said."
    assert cut(text) == [
        ("boilerplate", "READ MORE: Fire Guts Old Market In Basra"),
        ("body", "Two people were hurt in the southern city on Monday, police said."),
    ]


def test_a_link_glued_to_a_quotation_is_cut_off() -> None:
    text = 'SEE ALSO: The Long Road Home"We want to go back to our village now," she said on Monday.'
    assert [kind for kind, _ in cut(text)] == ["boilerplate", "body"]


def test_wrapped_lines_are_one_paragraph_and_lines_of_prose_are_not() -> None:
    wrapped = (
        "Two people were killed and five others hurt when a bus left the\n"
        "road near the mountain town of Kullu on Monday, the police there\nsaid in a statement."
    )
    assert len(blocks(wrapped)) == 1
    assert len(blocks("Two people were killed on Monday.\nFive others were hurt, police said.\n")) == 2


def test_a_headline_is_told_from_the_story() -> None:
    found = cut("Two Killed as Bus Leaves Road in Kullu\n\nTwo people were killed on Monday, police said.")
    assert [kind for kind, _ in found] == ["headline", "body"]


def test_windows_line_ends_part_paragraphs() -> None:
    assert [words for _, words in cut("One came.\r\n\r\nTwo left.")] == ["One came.", "Two left."]


def test_a_long_block_is_cut_and_nothing_is_lost() -> None:
    text = "word " * (LONGEST // 2)
    found = blocks(text)
    assert max(block.end - block.start for block in found) <= LONGEST
    assert "".join(text[b.start : b.end] for b in found).count("word") == LONGEST // 2
    unbroken = "x" * (3 * LONGEST)
    assert sum(block.end - block.start for block in blocks(unbroken)) == 3 * LONGEST


def test_plain_keeps_every_offset() -> None:
    text = "“Stop,”\u00a0he said\u2028— it’s\u200b over…"
    assert len(plain(text)) == len(text)
    assert plain(text).startswith('"Stop," he said — it\'s  over')
