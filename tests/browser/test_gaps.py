"""The page of gaps in a real browser: by department, marked as meant with a reason, and taken back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from explorer.store import save_plan
from explorer.store.embedded import open_embedded
from tests.browser.app import App, Screen
from tests.plans import small_plan

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
REASON = "Das Controlling hat keine eigenen Ziele."


@pytest.fixture
def screen(page: Page, app: App) -> Screen:
    return Screen(page, app)


def box(screen: Screen, name: str) -> str:
    """What can be read in the opened box with this text in its head."""
    return screen.page.get_by_test_id("stExpander").filter(has_text=name).first.inner_text()


def gaps_in(text: str) -> int:
    found = re.search(r"(\d+) (Lücke|gap)", text)
    assert found is not None, text
    return int(found.group(1))


def test_heads_say_how_many_gaps_a_department_has_and_open_to_exactly_these(screen: Screen) -> None:
    screen.open("/luecken?kinds=department_without_goal&lang=en")
    head = screen.page.get_by_test_id("stExpander").filter(has_text="Central Controlling").first
    said = gaps_in(head.inner_text())
    head.locator("summary").click()
    screen.settle()
    assert said == box(screen, "Central Controlling").count("contributes nothing to") == 7


def test_the_headline_counts_what_the_heads_say(screen: Screen) -> None:
    screen.open("/luecken?kinds=department_without_goal&lang=en")
    heads = screen.page.locator("[data-testid=stExpander] summary")
    heads.first.wait_for()
    assert sum(gaps_in(text) for text in heads.all_inner_texts()) == gaps_in(screen.headline())


def test_the_order_by_weight_and_a_department_stand_in_the_address(screen: Screen) -> None:
    screen.open("/luecken?lang=en").page.get_by_text("By weight").click()
    screen.settle()
    assert screen.param("group") == "kind"
    screen.open("/luecken?dept=DEZ05&lang=en")
    assert screen.headline().startswith("Directorate 05")
    screen.press("Social Affairs ✕")
    screen.until(lambda: screen.param("dept") is None)


def test_missing_knowledge_is_folded_apart_and_says_why(screen: Screen) -> None:
    screen.open("/luecken?lang=en")
    assert "it may well be in order" not in screen.text()
    screen.page.locator("summary").filter(has_text="Missing knowledge").first.click()
    screen.settle()
    assert "it may well be in order" in screen.text()
    screen.page.locator("summary").filter(has_text="Measures without an operative goal").first.click()
    screen.settle()
    assert "93 of 125 measures" in screen.text()
    screen.press("83 more")
    assert box(screen, "Measures without an operative goal").count("93 of 125") == 60


def test_a_finding_leads_to_the_cell_of_the_matrix(screen: Screen) -> None:
    screen.open("/luecken?dept=D90&lang=en")
    link = screen.page.get_by_role("link", name="Cell").first
    assert re.search(r"abdeckung\?.*row=D90&col=SG1", link.get_attribute("href") or "")
    link.click()
    screen.settle()
    assert screen.param("row") == "D90"


def test_a_gap_is_marked_with_a_reason_moves_apart_and_comes_back_by_undo(page: Page, own_app: App) -> None:
    screen = Screen(page, own_app).open("/luecken?dept=D90&lang=en")
    before = gaps_in(screen.headline())
    row = page.locator("[class*='st-key-zn-gaps']").first
    row.get_by_test_id("stPopover").first.click()
    page.get_by_role("textbox").first.fill(REASON)
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").first.click()
    screen.settle()
    screen.until(lambda: gaps_in(screen.headline()) == before - 1)
    apart = box(screen, REASON)
    assert "is deliberately without Goal 1" in apart
    expect(page.locator(".st-key-zn-undo")).to_be_visible()
    page.locator(".st-key-zn-undo").get_by_role("button").first.click()
    screen.settle()
    screen.until(lambda: gaps_in(screen.headline()) == before)
    expect(page.locator("summary").filter(has_text="Left out on purpose")).to_have_count(0)


def test_all_gaps_of_a_department_are_marked_at_once(page: Page, own_app: App) -> None:
    screen = Screen(page, own_app).open("/luecken?dept=D90&lang=en")
    page.get_by_test_id("stPopover").filter(has_text="all 7 goals").first.click()
    page.get_by_role("textbox").first.fill(REASON)
    page.get_by_test_id("stFormSubmitButton").get_by_role("button").first.click()
    screen.settle()
    screen.until(lambda: "no gap" in screen.headline())
    assert box(screen, REASON).count("is deliberately without") == 7


def test_a_link_whose_goal_was_reworded_is_doubtful_until_somebody_confirms_it(
    page: Page, tmp_path: Path
) -> None:
    goals = ("StrategicGoal SG1 Care; number=1", "Measure M1 Advice; status=running", "M1 SERVES SG1")
    reworded = ("StrategicGoal SG1 Care for everybody; number=1", *goals[1:])
    store = open_embedded(tmp_path / "data" / "zielnetz.lbug")
    for lines in (goals, reworded):
        save_plan(store, small_plan(*lines), who="tests")
    store.close()
    with App(tmp_path) as running:
        screen = Screen(page, running).open("/luecken?kinds=suspect_link&lang=en")
        page.get_by_test_id("stExpander").first.locator("summary").click()
        screen.settle().press("Still right")
        expect(page.locator(".st-key-zn-undo")).to_contain_text("Confirmed")
        expect(page.get_by_role("button", name="Still right")).to_have_count(0)
        screen.press("Undo")
        page.get_by_test_id("stExpander").first.locator("summary").click()
        expect(page.get_by_role("button", name="Still right").first).to_be_visible()
