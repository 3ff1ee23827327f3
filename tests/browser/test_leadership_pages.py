"""The page of a department and the measure sheet as a head of department meets them: a link, paper, hostile text."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from explorer.resources import bundled
from tests.browser.app import ROOT, App, Screen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SEED = bundled("seed") / "kreis-soest-2020"
HOSTILE = '</script><img src=x onerror="window.hacked=1"> **fett** [hier](javascript:window.hacked=2) | $x$'


def rows(name: str) -> list[dict[str, str]]:
    with (SEED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def titles(name: str) -> dict[str, str]:
    return {row["code"]: row["title"] for row in rows(name)}


def parts(unit: str) -> set[str]:
    found, waiting = {unit}, [unit]
    while waiting:
        above = waiting.pop()
        below = {row["from"] for row in rows("links") if row["type"] == "PART_OF" and row["to"] == above}
        waiting += below - found
        found |= below
    return found


def led_by(unit: str) -> set[str]:
    """Measures that a unit or a part of it leads, down to our reading."""
    units = parts(unit)
    return {
        row["to"]
        for row in rows("links")
        if row["type"] == "RESPONSIBLE_FOR"
        and row["from"] in units
        and row["role"] == "lead"
        and row["certainty"] != "proposed"
        and row["to"] in titles("measures")
    }


@pytest.fixture
def screen(page: Page, app: App) -> Screen:
    return Screen(page, app)


def chips(screen: Screen) -> Locator:
    return screen.page.locator('[class*="st-key-zn-state-"] a')


def test_a_link_opens_the_department_with_its_measures_and_every_goal(screen: Screen) -> None:
    screen.open("/abteilung?of=D40")
    measures = led_by("D40")
    assert titles("departments")["D40"] in screen.headline()
    assert str(len(measures)) in screen.headline()
    assert chips(screen).count() == len(rows("strategic_goals"))
    printed = screen.page.locator('[class*="st-key-zn-paper-only"] ul').first.evaluate(
        "list => list.textContent"
    )
    assert all(titles("measures")[code] in str(printed) for code in measures)
    assert str(printed).count("(") >= len(measures)


def test_the_statuses_add_up_to_the_measures(screen: Screen) -> None:
    screen.open("/abteilung?of=DEZ05")
    counted = screen.page.locator('[class*="st-key-zn-bar-"] a').all_inner_texts()
    numbers = [int(re.findall(r"\d+", text)[0]) for text in counted]
    assert sum(numbers) == len(led_by("DEZ05"))


def test_the_number_beside_a_goal_is_the_length_of_the_list_it_opens(screen: Screen) -> None:
    screen.open("/abteilung?of=D40")
    texts = chips(screen).all_inner_texts()
    n = next(i for i, text in enumerate(texts) if "2 Wissen" in text)
    count = int(re.findall(r"\d+", texts[n])[0])
    goal = {row["from"] for row in rows("links") if row["type"] == "SERVES" and row["to"] == "SG2"} & led_by(
        "D40"
    )
    assert count == len(goal)
    chips(screen).nth(n).click()
    screen.until(lambda: "/abdeckung" in screen.page.url)
    screen.settle()
    assert (screen.param("row"), screen.param("col")) == ("D40", "SG2")
    sheet = screen.page.locator(".st-key-zn-sheet")
    for code in goal:
        expect(sheet).to_contain_text(titles("measures")[code])


def test_filters_stay_in_the_address_and_count_what_they_hide(screen: Screen) -> None:
    screen.open("/abteilung?of=D40&status=completed")
    expect(screen.page.locator(".st-key-zn-paper")).to_contain_text("durch die Filter ausgeblendet")
    status = {row["code"]: row["status"] for row in rows("measures")}
    completed = [code for code in led_by("D40") if status[code] == "completed"]
    assert re.search(rf"\b{len(completed)}\b", screen.headline())
    assert "status=completed" in str(chips(screen).first.get_attribute("href"))


def test_a_row_of_the_table_leads_to_the_measure_sheet(screen: Screen) -> None:
    screen.open("/abteilung?of=D40")
    box = screen.page.get_by_test_id("stDataFrame").first.bounding_box()
    assert box is not None
    screen.page.mouse.click(box["x"] + 18, box["y"] + 35 + 18)
    screen.until(lambda: "/massnahme" in screen.page.url)
    screen.settle()
    assert str(screen.param("of")) in led_by("D40")
    assert titles("measures")[str(screen.param("of"))] in screen.headline()


def test_the_measure_sheet_names_every_link_with_its_certainty(screen: Screen) -> None:
    screen.open("/massnahme?of=M023")
    text = screen.text()
    every = {code: title for name in ("strategic_goals", "fields_of_action", "operative_goals", "departments",
                                      "measures") for code, title in titles(name).items()}  # fmt: skip
    links = [row for row in rows("links") if "M023" in (row["from"], row["to"])]
    for row in links:
        assert every[row["to"] if row["from"] == "M023" else row["from"]] in text
    assert text.count("╌╌ Lesart") >= sum(row["certainty"] == "reading" for row in links)
    assert "politik.kreis-soest.de, 2013" in text


def test_a_neighbour_leads_to_its_own_sheet(screen: Screen) -> None:
    screen.open("/massnahme?of=M023")
    screen.press("Integrationsteam")
    screen.until(lambda: screen.param("of") == "M021")
    assert "Integrationsteam" in screen.settle().headline()
    screen.page.go_back()
    screen.until(lambda: screen.param("of") == "M023")
    screen.until(lambda: "Integrationszentrum" in screen.headline())


@pytest.mark.parametrize("path", ["/massnahme?of=M023", "/abteilung?of=D40"])
def test_paper_shows_the_sheet_without_header_and_buttons_in_black(screen: Screen, path: str) -> None:
    screen.page.emulate_media(color_scheme="dark")
    screen.open(path)
    screen.page.emulate_media(media="print", color_scheme="dark")
    for hidden in (".st-key-zn-header", ".st-key-zn-tools", "[data-testid=stHeader]"):
        expect(screen.page.locator(hidden).first).to_be_hidden()
    assert screen.page.locator("canvas:visible").count() == 0
    heading = screen.page.locator("h4").first
    assert heading.evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
    back = screen.page.get_by_test_id("stApp").evaluate("e => getComputedStyle(e).backgroundColor")
    assert back == "rgb(255, 255, 255)"


@pytest.mark.parametrize("path", ["/abteilung?of=", "/massnahme?of="])
def test_an_unknown_code_in_the_address_says_so(screen: Screen, path: str) -> None:
    for code in ("NOPE", "SG1", "%3Cscript%3E", "..%2F.."):
        screen.open(path + code)
        assert "mit dem Kürzel" in screen.text() or "with the code" in screen.text()
        assert screen.page.get_by_test_id("stException").count() == 0


def test_a_department_of_another_year_says_so(screen: Screen) -> None:
    ended = next(row for row in rows("departments") if row["until"])
    screen.open(f"/abteilung?of={ended['code']}&year=2024")
    assert ended["title"] in screen.text() and "2024" in screen.text()
    assert screen.page.get_by_test_id("stException").count() == 0


def test_the_english_switch_brings_english_titles(screen: Screen) -> None:
    english = {row["code"]: row["title_en"] for row in rows("measures")}["M023"]
    screen.open("/massnahme?of=M023&lang=en")
    assert english in screen.headline()


def test_a_hostile_title_stays_text(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(SEED, folder)
    for name, code in (("measures", "M023"), ("departments", "D40"), ("strategic_goals", "SG3")):
        path = folder / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
        for row in found:
            if row["code"] == code:
                row |= {"title": HOSTILE, "description": HOSTILE, "source_url": "javascript:window.hacked=3"}
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, found[0])
            writer.writeheader()
            writer.writerows(found)
    environment = {"ZIELNETZ_DATA": str(tmp_path / "data"), "PATH": "/usr/bin:/bin"}
    subprocess.run(
        [sys.executable, "-m", "explorer", "load", str(folder)], cwd=ROOT, env=environment, check=True
    )
    with App(tmp_path) as running:
        screen = Screen(page, running)
        for address in ("/massnahme?of=M023", "/abteilung?of=D40"):
            screen.open(address)
            assert "[hier](javascript:window.hacked=2) | $x$" in screen.headline()
            assert page.locator("a[href^='javascript'], img[src='x']").count() == 0
            assert page.evaluate("window.hacked") is None
