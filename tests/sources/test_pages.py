"""Web pages: the story, its date and its outlet, and nothing glued into its sentences."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sayso.sources.boilerplate import is_boilerplate
from sayso.sources.fragments import words_of
from tests.sources.made import PARAGRAPHS, complaint, only, page, written

HEAD = (
    '<meta property="og:site_name" content="Hill Wire"><link rel="canonical" href="https://hill.test/bus">'
    '<meta property="article:published_time" content="2025-03-04T08:30:00+05:30">'
)
STORY = "Bus leaves road\n\n" + "\n\n".join(PARAGRAPHS)


def test_a_page_keeps_its_bytes_hash_its_outlet_and_the_moment_of_publication(tmp_path: Path) -> None:
    words = page(head=HEAD)
    report = only(written(tmp_path, "a.html", words))
    assert report.text == STORY
    assert (report.title, report.publisher, report.url) == ("Bus leaves road", "Hill Wire", "https://hill.test/bus")
    assert (report.published, report.language) == ("2025-03-04T08:30:00+05:30", "en")
    assert report.sha256 == hashlib.sha256(words.encode()).hexdigest()


def test_a_page_without_a_date_has_none(tmp_path: Path) -> None:
    assert (
        only(written(tmp_path, "a.html", page(*PARAGRAPHS, "The bridge was opened on 4 May 2011."))).published is None
    )


BOILERPLATE = (
    "<p><strong>READ MORE: <a href=/x>Why the pass is so deadly</a></strong></p>",
    "<p>SEE ALSO</p><p><a href=/x>Ten worst roads of the hills</a></p>",
    "<p>Related stories</p><ul><li><a href=/x>Two fined over brakes</a></li><li><a href=/y>New road opens</a></li></ul>",
    "<figure><img src=a.jpg><figcaption>A bus on the pass in 2019 [File: Jo Doe/AFP]</figcaption></figure>",
    '<div class="wp-caption"><img src=a.jpg><p class="wp-caption-text">Rescuers at the scene.</p></div>',
    '<div class="related-articles"><h3>More news</h3><p>Fire guts market in Mandi, traders say.</p></div>',
    "<p>(Reporting by Ana Odera; Editing by Tom Brill)</p>",
    "<p>Additional reporting by Joe Roe in Delhi</p>",
    "<p>Sign up to our newsletter for the morning's news</p>",
    "<p>ADVERTISEMENT</p>",
    "<p>Photo credit: Jo Doe</p>",
    "<p>AFP/Getty Images</p>",
    "<p>© 2025 Hill Wire. All rights reserved.</p>",
    "<p>Watch: <a href=/v>Moment the bus left the road</a></p>",
    "<aside class='newsletter-signup'><p>Get the day's news every morning.</p></aside>",
)


@pytest.mark.parametrize("piece", BOILERPLATE)
def test_what_is_no_part_of_the_story_is_left_out(tmp_path: Path, piece: str) -> None:
    report = only(written(tmp_path, "a.html", page(PARAGRAPHS[0], piece, *PARAGRAPHS[1:])))
    assert report.text == STORY


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("<p>He fled, she said.<strong><a href=/x>SEE ALSO: Ten worst roads</a></strong> Police followed.</p>", "He fled, she said. Police followed."),
        ("<p>He fled, she said.<br>Read more: <a href=/x>Ten worst roads</a></p>", "He fled, she said."),
        ("<p>He fled, she said.<span>READ ALSO: Ten worst roads</span></p>", "He fled, she said."),
        ("<p>He fled to <a href=/x>Mandi</a>, <b>she</b> said.</p>", "He fled to Mandi, she said."),
    ],
)  # fmt: skip
def test_links_within_a_paragraph_are_not_glued_to_its_sentences(tmp_path: Path, paragraph: str, words: str) -> None:
    report = only(written(tmp_path, "a.html", page(*PARAGRAPHS, paragraph)))
    assert report.text == f"{STORY}\n\n{words}"


@pytest.mark.parametrize(
    "sentence",
    [
        "Watch towers along the border were shelled on Monday, the army said.",
        "Live-fire exercises began near the strait on Tuesday.",
        "Video showed soldiers firing at the crowd.",
        "Video-sharing sites were blocked after the unrest.",
        "Related charges against two officers were dropped.",
        "Advertisements praising the group were taken down by the ministry.",
        "Photographers were beaten by police.",
        "AP reporters saw the bodies of three men.",
        "Recommended by the council in May, the ban took effect on Monday.",
        "Credit for the attack was claimed by the group.",
        "More from the region's ports was shipped in June.",
    ],
)
def test_sentences_that_only_begin_so_stay(sentence: str) -> None:
    assert not is_boilerplate(sentence)


@pytest.mark.parametrize(
    ("charset", "told", "declared"),
    [
        ("utf-8", "", ""), ("utf-8", "ascii", ""), ("latin-1", "", "iso-8859-1"), ("cp1252", "", ""), ("utf-16", "", ""),
        ("utf-8-sig", "", "latin-1"), ("cp1252", "", "x-no-such-thing"),
    ],
)  # fmt: skip
def test_charsets_wrong_or_not_told_are_worked_out(tmp_path: Path, charset: str, told: str, declared: str) -> None:
    head = "".join(f'<meta charset="{name}">' for name in (told, declared) if name)
    words = page(
        "The mayor of Málaga, José Peña, was hurt “badly” when a tram left the rails, she said.",
        *PARAGRAPHS,
        head=head,
    )
    report = only(written(tmp_path, "a.html", words.encode(charset, "xmlcharrefreplace")))
    assert "The mayor of Málaga, José Peña" in report.text


def test_a_page_of_another_script_is_read_by_its_own_charset(tmp_path: Path) -> None:
    words = page(
        "Три человека погибли в Одессе, сообщила полиция города в понедельник.",
        *PARAGRAPHS,
        head='<meta charset="windows-1251">',
    )
    assert "погибли в Одессе" in only(written(tmp_path, "a.html", words.encode("cp1251"))).text


def test_a_page_with_a_tag_of_many_attributes_is_read_apart(tmp_path: Path) -> None:
    attributes = " ".join(f"a{n}=1" for n in range(5000))
    odd = page(f"<p {attributes}>{PARAGRAPHS[0]}</p>", *PARAGRAPHS[1:])
    assert only(written(tmp_path, "odd.html", odd)).text == STORY


def test_a_page_of_too_many_tags_is_refused(tmp_path: Path) -> None:
    assert "tags" in complaint(written(tmp_path, "a.html", "<html><body>" + "<i>x</i>" * 200_000))


def test_a_fragment_gives_its_paragraphs() -> None:
    markup = "<p>Two died.</p>Three hurt <b>READ MORE: x</b> on Monday.<br>One fled &amp; hid.<script>x</script><ul><li>a<li>b</ul>"
    assert words_of(markup) == "Two died.\n\nThree hurt on Monday.\n\nOne fled & hid.\n\na\n\nb"
    assert words_of("Two &amp; three\nSEE ALSO: x") == "Two & three"
    assert words_of("<div>" * 100_000 + "x") == ""
    assert words_of(f"<p {'a ' * 20_000}>x") == ""
