"""Text from data is text: a title that is a program, a flood, a smile or written from the right does nothing."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from explorer.resources import bundled
from tests.browser.app import ROOT, App, Picture, Screen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SCRIPT = "</script><img src=x onerror=\"window.hacked=1\"><svg onload='window.hacked=2'>"
MARKDOWN = "**fett** [hier](javascript:window.hacked=3) $x^2$ :red[rot] `code` <b>b</b>"
TITLES = {
    "M001": SCRIPT,
    "M002": "Sehr langer Titel " * 16 + "Ende",
    "M003": "Feier 🎉👩‍👩‍👧 der Familien",
    "M004": "\u202eדוח שנתי על\u202c التقرير السنوي",
    "M005": MARKDOWN,
    "M006": '=HYPERLINK("http://example.invalid";"Klick")',
    "SG1": SCRIPT,
}


@pytest.fixture(scope="module")
def hostile_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on a plan whose titles, descriptions and notes are hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    plan = folder / "plan"
    shutil.copytree(bundled("seed") / "kreis-soest-2020", plan)
    for name in ("measures", "strategic_goals"):
        path = plan / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            if row["code"] in TITLES:
                row |= {"title": TITLES[row["code"]], "description": TITLES[row["code"]], "title_en": ""}
                row["source_url"] = "javascript:window.hacked=4"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    app = App(folder, {"ZIELNETZ_REFRESH_SECONDS": "0"})
    environment = {**app.settings, "ZIELNETZ_DATA": str(folder / "data"), "PATH": "/usr/bin:/bin"}
    subprocess.run(
        [sys.executable, "-m", "explorer", "load", str(plan)], cwd=ROOT, env=environment, check=True
    )
    with app as running:
        yield running


@pytest.fixture
def screen(page: Page, hostile_app: App) -> Iterator[Screen]:
    made = Screen(page, hostile_app)
    yield made
    assert page.evaluate("window.hacked") is None, "a title ran as a program"
    assert page.locator("img[src='x']").count() == 0


@pytest.mark.parametrize("code", sorted(TITLES))
def test_a_hostile_title_is_shown_as_text_in_picture_sheet_and_table(screen: Screen, code: str) -> None:
    screen.open(f"/erkunden?view=around&of={code}&item={code}")
    picture = Picture(screen)
    assert code in picture.codes()
    screen.page.mouse.move(*picture.place(f"kreis-soest-2020/{code}"))
    screen.page.wait_for_timeout(600)
    shown = " ".join(screen.page.locator(".st-key-zn-sheet h5").first.inner_text().split())
    visible = "".join(c if c.isprintable() else " " for c in TITLES[code])
    assert shown == " ".join(visible.split())
    assert screen.page.locator("a[href^='javascript']").count() == 0


def test_hostile_titles_are_text_in_search_overview_and_answers(screen: Screen) -> None:
    screen.open("/erkunden").search("onerror")
    assert "onerror" in screen.text()
    screen.open("/fragen?q=measures_with_several_goals&p_min_goals=1")
    screen.open("/")
    screen.open("/erkunden?view=everything")
    Picture(screen)


@pytest.mark.parametrize(
    "path",
    [
        "/abdeckung?open=DEZ05&row=DEZ05&col=SG1&item=M001",
        "/abdeckung?rows=goal&columns=status&row=SG1",
        "/luecken?group=kind",
        "/abteilung?of=D40",
        *(f"/massnahme?of={code}" for code in TITLES if code.startswith("M")),
    ],
)
def test_hostile_titles_are_text_on_the_pages_for_leadership(screen: Screen, path: str) -> None:
    screen.open(path)
    for head in screen.page.locator("summary").all():
        head.click()
    screen.settle()
    assert screen.page.get_by_test_id("stException").count() == 0
    assert screen.page.locator("a[href^='javascript']").count() == 0


def test_a_hostile_reason_is_text_wherever_it_is_shown(screen: Screen) -> None:
    gap = "/abdeckung?open=DEZ03&row=D66&col=SG3"
    screen.open(gap).press("Bewusst ohne")
    screen.page.get_by_label("Warum soll hier nichts beitragen?").fill(SCRIPT + MARKDOWN)
    screen.press("kennzeichnen")
    for path in (gap, "/luecken?dept=D66", "/abteilung?of=D66", "/erkunden?view=around&of=D66&item=D66"):
        assert "onerror" in screen.open(path).page.locator("body").inner_text()


def test_hostile_addresses_open_a_page_and_nothing_else(screen: Screen) -> None:
    for query in (
        "view=around&of=%3Cscript%3E&item=%27%22",
        "view=band&of=band%7C..%7C..",
        "year=abc&lang=xx&plan=../..",
        "fields=%00&layout=__proto__&hide=constructor",
    ):
        screen.open(f"/erkunden?{query}")
        assert screen.page.get_by_test_id("stException").count() == 0
    for path in (
        "/abdeckung?rows=%3Cscript%3E&columns=__proto__&row=..&col=%00&open=,,&behind=x&item=%27&fields=a&status=b",
        "/abdeckung?rows=status&columns=status&row=running&col=running",
        "/luecken?group=x&dept=%3Cimg%3E&kinds=..&level=-1&certainty=%00",
        "/abteilung?of=%3Cscript%3E",
        "/massnahme?of=..%2F..%2Fetc",
    ):
        screen.open(path)
        assert screen.page.get_by_test_id("stException").count() == 0
    screen.open("/fragen?q=..%2F..%2Fetc&p_min_goals=-99&row=%3Cimg%3E")
    assert screen.page.get_by_test_id("stException").count() == 0
