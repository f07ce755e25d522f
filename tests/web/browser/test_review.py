"""Review in the browser: keys, undo, corrections by selecting words, and two people at once. The rows are those of the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sayso.ledger import Ledger
from tests.web.browser.serving import Visitor

SELECT = """(words) => {
  const text = document.querySelector(".reader-text");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let seen = 0;
  const at = text.textContent.indexOf(words);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const end = seen + node.length;
    if (at >= seen && at < end) range.setStart(node, at - seen);
    if (at + words.length > seen && at + words.length <= end) range.setEnd(node, at + words.length - seen);
    seen = end;
  }
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""


def kinds(path: Path) -> list[tuple[str, str, bool]]:
    """What the ledger's judgements say, in the order they were made."""
    with Ledger(path) as ledger:
        return [(row.kind, row.by, row.undone) for row in sorted(ledger.judgements(), key=lambda row: row.at)]


@pytest.fixture
def own_ledger(tmp_path: Path, own_desk: str) -> Path:
    return tmp_path / "own.db"


def reviewing(page: Page, name: str) -> None:
    """Opens the queue of pairs under a name, which is asked once."""
    page.goto("/review?kind=merge")
    page.locator("form.judge input[name=person]").first.fill(name)


def test_two_keys_judge_and_one_undoes(visit: Callable[..., Visitor], own_desk: str, own_ledger: Path) -> None:
    page = visit(own_desk).page
    reviewing(page, "Ada")
    page.get_by_role("button", name="Same event").click()
    expect(page.locator(".notice")).to_contain_text("Judged: one event")
    expect(page.locator("input[name=person]:visible")).to_have_count(1)  # only the field that changes the name
    assert kinds(own_ledger) == [("same", "Ada", False)]
    page.keyboard.press("u")
    expect(page.locator(".notice")).to_contain_text("Undone")
    assert kinds(own_ledger) == [("same", "Ada", True), ("undo", "Ada", False)]
    page.goto("/review?kind=merge")
    page.keyboard.press("d")
    expect(page.locator(".notice")).to_contain_text("Judged: two events")
    assert [kind for kind, _, _ in kinds(own_ledger)] == ["same", "undo", "different"]
    expect(page.get_by_label("Progress")).to_contain_text(" of ")


def test_the_second_to_judge_is_told_of_the_first(
    visit: Callable[..., Visitor], own_desk: str, own_ledger: Path
) -> None:
    ada, ben = visit(own_desk).page, visit(own_desk).page
    reviewing(ada, "Ada")
    reviewing(ben, "Ben")
    ada.get_by_role("button", name="Same event").click()
    expect(ada.locator(".notice")).to_contain_text("Judged")
    ben.get_by_role("button", name="Different").click()
    expect(ben.get_by_role("alert")).to_contain_text("Ada")
    assert kinds(own_ledger) == [("same", "Ada", False)]
    ben.get_by_role("button", name="Record my judgement too").click()
    ben.wait_for_url("**/review**")
    assert {by for _, by, _ in kinds(own_ledger)} == {"Ada", "Ben"}


def test_a_cell_is_corrected_by_selecting_words(visit: Callable[..., Visitor], own_desk: str, own_ledger: Path) -> None:
    page = visit(own_desk).page
    page.goto("/reports/r3")
    form = page.locator("form.correct")
    if not form.is_visible():
        page.locator("details:has(form.correct) > summary").click()
    page.evaluate(SELECT, "near Kidal")
    text = page.locator(".reader-text").text_content() or ""
    expect(form.locator("[name=value]")).to_have_value("near Kidal")
    expect(form.locator("[name=start]")).to_have_value(str(text.index("near Kidal")))
    form.locator("[name=person]").fill("Ada")
    choices = form.locator("select[name=cell] option")
    place = next(one for one in choices.all() if "kidal" in (one.text_content() or "").lower())
    form.locator("select[name=cell]").select_option(value=place.get_attribute("value"))
    form.get_by_role("button", name="Correct").click()
    page.wait_for_load_state("load")
    with Ledger(own_ledger) as ledger:
        assert any(row.by == "Ada" for row in ledger.judgements())
        assert ledger.reading("r3").report.text == text  # what was read stays


def test_an_event_is_split_remarked_on_and_put_together_again(
    visit: Callable[..., Visitor], own_desk: str, own_ledger: Path
) -> None:
    page = visit(own_desk).page
    page.goto("/?place=Tessit&from=2024-03-11&to=2024-03-11")
    page.locator(".event-head").first.click()
    telling = page.locator("form[action='/review/split']").first
    telling.locator("[name=person]").fill("Ada")
    telling.get_by_role("button").click()
    page.wait_for_load_state("load")
    assert kinds(own_ledger)[-1][:2] == ("different", "Ada")
    page.go_back()
    page.reload()
    page.locator("form[action='/review/undo'] button").first.click()
    page.wait_for_load_state("load")
    assert kinds(own_ledger)[0][2]


def test_an_event_that_is_shown_as_of_a_day_cannot_be_judged(page: Page) -> None:
    page.goto("/?place=Tessit&from=2024-03-11&to=2024-03-11&as_of=2024-03-14")
    page.locator(".event-head").first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("form[action^='/review']")).to_have_count(0)
