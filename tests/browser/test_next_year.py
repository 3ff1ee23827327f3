"""The plan goes on to its next year in a real browser: decided in the table, written, looked at and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from explorer.store import save_plan
from explorer.store.embedded import open_embedded
from tests.browser.app import App, Screen
from tests.plans import small_plan

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TOWN = (
    "StrategicGoal SG1 Healthy; number=1",
    "OperativeGoal OG1 Care nearby",
    "Department D1 Health",
    "Department D2 Traffic",
    "Measure M1 Advice; since=2015; status=running",
    "Measure M2 Visits; status=running",
    "Measure M3 Pilot; since=2025; until=2025",
    "OG1 DERIVED_FROM SG1",
    "M1 IMPLEMENTS OG1",
    "M2 SERVES SG1",
    "M3 SERVES SG1",
    "D1 RESPONSIBLE_FOR M1",
    "D2 RESPONSIBLE_FOR M2",
)
#: The columns of the table from the left.
CHOICE, TITLE = 5, 6


@pytest.fixture
def town(tmp_path: Path) -> Iterator[App]:
    """An app with a plan of its own: a new year changes everything."""
    store = open_embedded(tmp_path / "data" / "zielnetz.lbug")
    save_plan(store, small_plan(*TOWN), who="tests")
    store.close()
    with App(tmp_path) as running:
        yield running


def write(screen: Screen, code: str, column: int, text: str) -> None:
    """Type into a cell of the table, as people do with the keyboard."""
    page = screen.page
    grid = page.get_by_test_id("stDataFrame").first
    canvas = grid.locator("canvas").first
    row = next(
        place
        for place in range(20)
        if canvas.locator(f"#glide-cell-1-{place}").text_content(timeout=5000) == code
    )
    grid.click(position={"x": 70, "y": 50})
    for _down in range(row):
        page.keyboard.press("ArrowDown")
    for _right in range(column - 1):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    editor = page.locator("#portal").locator("input, textarea").first
    expect(editor).to_be_focused()
    page.keyboard.type(text, delay=20)
    expect(editor).to_have_value(text)
    page.keyboard.press("Enter")
    expect(page.locator("#portal").locator("input, textarea")).to_have_count(0)
    screen.settle()


def step(screen: Screen, name: str) -> None:
    screen.page.get_by_test_id("stButtonGroup").get_by_text(name).click()
    screen.settle()


def test_a_year_is_decided_written_looked_at_and_taken_back(page: Page, town: App) -> None:
    screen = Screen(page, town).open("/fortschreibung?lang=en")
    assert screen.headline() == "In 2026: 3 measures and operative goals carry on, 1 ends"
    write(screen, "M1", TITLE, "Advice for all")
    screen.until(lambda: "1 is reworded" in screen.headline())
    write(screen, "M2", CHOICE, "ends")
    screen.until(lambda: "2 end," in screen.headline())
    step(screen, "What is new")
    page.get_by_label("Title").fill("Bus on demand")
    screen.press("Add")
    screen.until(lambda: "1 is new" in screen.headline())

    # The draft is still there after a look at another page.
    page.get_by_role("link", name="Gaps").first.click()
    screen.settle()
    page.get_by_role("link", name="Next year").first.click()
    screen.settle()
    decided = "In 2026: 1 measure or operative goal carries on, 2 end, 1 is reworded, 1 is new"
    assert screen.headline() == decided

    step(screen, "Check and write")
    assert "2 links go over to new wordings" in screen.text()
    page.get_by_label("Your name").fill("Anna")
    screen.press("Carry on to 2026")
    screen.until(lambda: "2026 is open" in screen.text())
    assert screen.headline().startswith("In 2027: 3 measures and operative goals carry on")
    assert page.get_by_role("link", name="2025 and 2026 side by side").get_attribute("href")

    page.get_by_role("link", name="Links to be confirmed").click()
    screen.settle()
    page.get_by_test_id("stExpander").filter(has_text="Health").first.locator("summary").click()
    screen.settle()
    expect(page.get_by_role("button", name="Still right").first).to_be_visible()

    page.get_by_role("link", name="Next year").first.click()
    screen.settle()
    page.locator(".st-key-zn-undo").get_by_role("button", name="Undo").click()
    screen.settle()
    screen.until(lambda: screen.headline() == decided)


def test_filters_narrow_the_table_and_all_that_is_shown_is_decided_at_once(page: Page, town: App) -> None:
    screen = Screen(page, town).open("/fortschreibung?lang=en")
    assert "4 of 4 that are in force in 2025" in screen.text()
    page.get_by_label("Department").click()
    page.get_by_role("option", name="Traffic").click()
    screen.settle()
    screen.until(lambda: "1 of 4 that are in force" in screen.text())
    screen.press("All that is shown")
    screen.press("1 × ends")
    screen.until(lambda: "2 end" in screen.headline())
    page.get_by_placeholder("Title or code").fill("nothing like this")
    page.keyboard.press("Enter")
    screen.settle()
    screen.until(lambda: "fits these filters" in screen.text())


def test_what_cannot_be_is_said_on_the_page_and_there_is_no_button(page: Page, town: App) -> None:
    screen = Screen(page, town).open("/fortschreibung?lang=en")
    write(screen, "M1", CHOICE, "reworded")
    screen.until(lambda: "1 still lacks its new wording" in screen.text())
    step(screen, "Check and write")
    assert "the wording is the old one" in screen.text()
    expect(page.get_by_role("button", name="Carry on to 2026")).to_have_count(0)
    step(screen, "What there is")
    page.get_by_test_id("stExpander").filter(has_text="Advice").locator("summary").click()
    box = page.get_by_label("Description")
    box.fill("By phone and at the door")
    box.press("Control+Enter")
    screen.settle()
    step(screen, "Check and write")
    expect(page.get_by_role("button", name="Carry on to 2026")).to_be_visible()
    screen.press("Discard the draft")
    screen.until(lambda: "reworded" not in screen.headline())


def test_who_may_not_edit_reads_what_would_become_of_it(page: Page, tmp_path: Path) -> None:
    with App(tmp_path, {"ZIELNETZ_EDITORS": "none"}) as running:
        screen = Screen(page, running).open("/fortschreibung?lang=en")
        step(screen, "Check and write")
        assert "You are reading only" in screen.text()
        expect(page.get_by_role("button", name="Carry on to")).to_have_count(0)
