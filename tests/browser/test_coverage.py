"""The coverage page as a head of department uses it: see the gap, open it, mark it as meant, and take that back."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.app import App, Picture, Screen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

#: Abteilung 66 (roads) leads nothing for goal 3 in the seed.
GAP = "/abdeckung?open=DEZ03&row=D66&col=SG3"


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """A second browser session."""
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    yield context.new_page()
    context.close()


def test_the_headline_says_how_many_gaps_there_are_and_the_table_has_them(app, page):
    screen = Screen(page, app).open("/abdeckung")
    gaps, all_ = re.findall(r"\d+", screen.headline())[:2]
    expect(page.get_by_role("grid")).to_be_visible()
    assert page.get_by_role("grid").locator("td.cell[data-state=gap]").count() > 0
    assert 0 < int(gaps) < int(all_)


def test_a_gap_is_marked_as_meant_seen_by_another_browser_and_taken_back(own_app, page, other):
    mine = Screen(page, own_app).open(GAP)
    yours = Screen(other, own_app).open(GAP)
    assert "Lücke" in yours.text()
    mine.press("Bewusst ohne")
    page.get_by_label("Warum soll hier nichts beitragen?").fill("Straßen betreffen dieses Ziel nicht.")
    mine.press("kennzeichnen")
    expect(page.get_by_test_id("stMain")).to_contain_text("Grund: Straßen betreffen dieses Ziel nicht.")
    expect(other.get_by_test_id("stMain")).to_contain_text(
        "Grund: Straßen betreffen dieses Ziel nicht.", timeout=10_000
    )
    yours.settle().open("/luecken")
    assert "Straßen betreffen dieses Ziel nicht." in yours.text()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    with zipfile.ZipFile(download.value.path()) as report:
        tables = "".join(report.read(name).decode("utf-8-sig") for name in report.namelist())
    assert "Straßen betreffen dieses Ziel nicht." in tables
    yours.open(GAP)
    mine.press("Rückgängig")
    expect(page.get_by_test_id("stMain")).not_to_contain_text("Grund: Straßen", timeout=10_000)
    expect(other.get_by_test_id("stMain")).not_to_contain_text("Grund: Straßen", timeout=10_000)


def test_a_reason_is_needed(own_app, page):
    screen = Screen(page, own_app).open(GAP)
    screen.press("Bewusst ohne").press("kennzeichnen")
    expect(page.get_by_role("alert")).to_contain_text("braucht eine Begründung")
    screen.open(GAP)
    assert "Lücke" in page.locator(".st-key-zn-sheet").inner_text()


def test_a_cell_opens_its_list_its_picture_and_the_sheet_as_one_selection(app, page):
    screen = Screen(page, app).open("/abdeckung?row=DEZ05&col=SG1")
    picture = Picture(screen, "coverage canvas")
    assert {"DEZ05", "SG1"} <= picture.codes()
    measure = next(code for code in sorted(picture.codes()) if code.startswith("M"))
    uid = next(i for i in picture.ids() if i.endswith(f"/{measure}"))
    picture.click(uid)
    assert screen.param("item") == measure
    assert measure in page.locator(".st-key-zn-sheet").inner_text()


def test_the_address_holds_rows_columns_and_filters(app, page):
    screen = Screen(page, app).open(
        "/abdeckung?rows=goal&columns=field&certainty=proposed&partners=1&status=running"
    )
    assert "auch Vorschläge" in screen.text() and "Mitwirkende zählen mit" in screen.text()
    assert "durch Filter verborgen" in screen.text()
    expect(page.get_by_role("grid")).to_contain_text("Gesundheit")


def test_the_keyboard_alone_opens_a_list_and_closes_it(app, page):
    screen = Screen(page, app).open("/abdeckung")
    page.get_by_role("grid").locator("[tabindex='0']").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    screen.until(lambda: screen.param("row") is not None)
    screen.settle()
    assert "Maßnahme" in page.locator(".st-key-zn-sheet").inner_text()
    page.keyboard.press("Enter")
    screen.until(lambda: screen.param("row") is None)


def test_without_the_right_to_edit_nothing_can_be_marked(tmp_path, page):
    with App(tmp_path, {"ZIELNETZ_EDITORS": "none"}) as running:
        screen = Screen(page, running).open(GAP)
        assert "Sie lesen nur mit" in screen.text()
        expect(page.get_by_role("button", name="Bewusst ohne")).to_have_count(0)
