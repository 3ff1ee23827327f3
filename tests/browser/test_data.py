"""The page of data in a real browser: a messy file gets in, is compared, loaded and taken back; plans do not mix."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from explorer.exchange.formats.csv_zip import as_csv_zip
from explorer.exchange.seed import seed_plan
from explorer.store import save_plan
from explorer.store.embedded import open_embedded
from tests.browser.app import App, Screen
from tests.plans import small_plan

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SCRIPT = "<img src=x onerror='window.hacked=1'> **fett** [hier](javascript:window.hacked=2)"
GOALS = sorted(seed_plan().of("StrategicGoal"), key=lambda node: node.year("number") or 0)
CITY = ("StrategicGoal C1 Grüne Stadt; number=1", "Measure CM1 Bäume am Ring", "Department CD1 Gartenamt")
CITY_TITLE = "Zukunftsplan der Stadt"


def matrix(path: Path, *rows: tuple[object, ...]) -> Path:
    """A matrix as an administration keeps it, with a title over its headings."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Maßnahmen"
    sheet.append(("Maßnahmenübersicht",))
    sheet.append(())
    sheet.append(
        ("Nr.", "Maßnahme", "Zuständiges Amt", "Status", *(f"Ziel {g.text('number')}" for g in GOALS))
    )
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def upload(screen: Screen, path: Path) -> Screen:
    screen.page.locator("input[type=file]").first.set_input_files(path)
    return screen.settle()


def choose(screen: Screen, box: str, text: str) -> None:
    screen.page.get_by_role("combobox", name=box).first.click()
    screen.page.get_by_role("option", name=re.compile(text)).first.click()
    screen.settle()


def test_a_messy_matrix_is_corrected_compared_loaded_seen_and_taken_back(page: Page, tmp_path: Path) -> None:
    file = matrix(
        tmp_path / "ziele.xlsx",
        ("M001", "Konzeption „Willkommen!“", "Jugend und Familiee", "läuft", "x"),
        ("M900", "Blühstreifen am\nKreisverkehr", "Umwelt", "geplant", None, "(x)", None, None, None, "X"),
    )
    with App(tmp_path) as running:
        screen = Screen(page, running).open("/daten?lang=en")
        assert "four steps" in screen.headline()
        upload(screen, file)
        expect(page.get_by_text("Jugend und Familiee").first).to_be_visible()
        expect(page.get_by_role("button", name="Load now")).to_have_count(0)
        choose(screen, "Jugend und Familiee", "nearest")
        expect(page.get_by_text("All texts are understood")).to_be_visible()
        # What was said is kept in the other language, and on the way to another page.
        screen.press("Deutsch")
        expect(page.get_by_text("Alle Angaben sind zugeordnet")).to_be_visible()
        screen.press("English").press("Next").press("Next")
        changes = page.locator(".st-key-zn-changes")
        expect(changes).to_contain_text("Blühstreifen am Kreisverkehr")
        expect(changes).to_contain_text("deliberated → running")
        expect(page.get_by_role("button", name="Next")).to_have_count(0)
        screen.press("Load now")
        expect(page.locator(".st-key-zn-loaded")).to_be_visible(timeout=20_000)
        page.get_by_role("link", name="Look at it in the picture").click()
        screen.settle().search("Blühstreifen")
        expect(page.get_by_text("Blühstreifen am Kreisverkehr").first).to_be_visible()
        screen.open("/daten?lang=en&part=log")
        screen.press("Undo")
        expect(page.locator(".st-key-zn-log")).to_contain_text("Taken back")
        screen.open("/erkunden?lang=en").search("Blühstreifen")
        expect(page.get_by_text("Nothing found")).to_be_visible()


def test_the_same_file_a_year_later_is_read_as_it_was_corrected(page: Page, tmp_path: Path) -> None:
    row = ("M001", "Konzeption „Willkommen!“", "Jugend und Familiee", "läuft", "x")
    file = matrix(tmp_path / "ziele.xlsx", row)
    with App(tmp_path) as running:
        screen = upload(Screen(page, running).open("/daten?lang=en"), file)
        choose(screen, "Jugend und Familiee", "nearest")
        screen.press("Next").press("Next").press("Load now")
        expect(page.locator(".st-key-zn-loaded")).to_be_visible(timeout=20_000)
        upload(
            screen.open("/daten?lang=en"),
            matrix(file, row, ("M901", "Radweg", "Straßenwesen", "geplant", "x")),
        )
        expect(page.get_by_role("button", name="Load now")).to_be_visible()
        expect(page.locator(".st-key-zn-changes")).to_contain_text("Radweg")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "picture"),
        ("plan.zip", b"PK\x03\x04 not really", ""),
        ("plan.json", b'{"plan": {"code": "<img src=x onerror=window.hacked=3>"}}', ""),
        ("<img src=x onerror=alert(1)>.csv", b"<html><body onload='window.hacked=4'>", ""),
        ("leer.csv", b"", "empty"),
    ],
)
def test_a_hostile_file_is_refused_with_words(
    page: Page, app: App, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    screen = upload(Screen(page, app).open("/daten?lang=en"), path)
    errors = page.locator("[data-testid=stAlertContentError], .st-key-zn-problems")
    expect(errors.first).to_be_visible()
    assert said in errors.first.inner_text()
    expect(page.get_by_role("button", name="Load now")).to_have_count(0)
    assert page.get_by_test_id("stException").count() == 0
    assert page.evaluate("window.hacked") is None
    assert screen.page.locator("img[src='x']").count() == 0


def test_hostile_texts_in_a_file_are_text_in_columns_report_and_comparison(
    page: Page, app: App, tmp_path: Path
) -> None:
    file = matrix(
        tmp_path / "x.xlsx",
        ("M001", SCRIPT, "Jugend und Familie", "läuft", "x"),
        (SCRIPT, "Zweite", SCRIPT, SCRIPT, SCRIPT),
    )
    screen = upload(Screen(page, app).open("/daten?lang=en"), file)
    for _step in range(3):
        assert page.get_by_test_id("stException").count() == 0
        assert page.evaluate("window.hacked") is None
        assert page.locator("img[src='x']").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
        if page.get_by_role("button", name="Next").count():
            screen.press("Next")
    good = as_csv_zip(small_plan(f"Measure M1 {SCRIPT}", f"Department D1 {SCRIPT}", "D1 RESPONSIBLE_FOR M1"))
    (tmp_path / "x.zip").write_bytes(good)
    upload(screen.open("/daten?lang=en"), tmp_path / "x.zip")
    expect(page.locator(".st-key-zn-changes")).to_contain_text("onerror")
    assert page.evaluate("window.hacked") is None and page.locator("img[src='x']").count() == 0


def test_a_file_over_the_limit_is_refused_before_it_is_sent(page: Page, app: App, tmp_path: Path) -> None:
    path = tmp_path / "gross.xlsx"
    with path.open("wb") as file:
        file.truncate(60 * 1024 * 1024)
    screen = Screen(page, app).open("/daten")
    page.locator("input[type=file]").first.set_input_files(path)
    screen.settle()
    said = page.get_by_test_id("stFileUploader").evaluate("box => getComputedStyle(box, '::after').content")
    assert "größer als 50 MB" in said
    assert page.get_by_role("button", name="Weiter").count() == 0


def test_who_may_only_read_checks_a_file_but_finds_no_button_to_load(page: Page, tmp_path: Path) -> None:
    file = matrix(tmp_path / "ziele.xlsx", ("M901", "Radweg", "Straßenwesen", "geplant", "x"))
    with App(tmp_path, {"ZIELNETZ_EDITORS": "none"}) as running:
        screen = upload(Screen(page, running).open("/daten?lang=en"), file)
        for _step in range(2):
            if page.get_by_role("button", name="Next").count():
                screen.press("Next")
        expect(page.locator(".st-key-zn-changes")).to_contain_text("Radweg")
        expect(page.get_by_text("You are reading only").first).to_be_visible()
        expect(page.get_by_role("button", name="Load now")).to_have_count(0)
        screen.open("/daten?lang=en&part=plans")
        expect(page.get_by_role("button", name="Remove")).to_have_count(0)
        screen.open("/daten?lang=en&part=backup")
        expect(page.locator("input[type=file]")).to_have_count(0)


def test_a_load_that_somebody_overtook_is_refused_and_compared_again(page: Page, tmp_path: Path) -> None:
    file = matrix(tmp_path / "ziele.xlsx", ("M901", "Radweg", "Straßenwesen", "geplant", "x"))
    with App(tmp_path, {"ZIELNETZ_REFRESH_SECONDS": "0"}) as running:
        other = page.context.new_page()
        first, second = Screen(page, running), Screen(other, running)
        for screen in (first, second):
            upload(screen.open("/daten?lang=en"), file)
            while screen.page.get_by_role("button", name="Next").count():
                screen.press("Next")
        second.press("Load now")
        expect(other.locator(".st-key-zn-loaded")).to_be_visible(timeout=20_000)
        first.press("Load now")
        expect(
            page.get_by_text("changed meanwhile").or_(page.get_by_text("there is nothing to load"))
        ).to_be_visible()
        expect(page.locator(".st-key-zn-loaded")).to_have_count(0)


def test_a_new_plan_appears_on_top_and_nothing_of_one_plan_shows_in_the_other(
    page: Page, tmp_path: Path
) -> None:
    (tmp_path / "stadt.zip").write_bytes(as_csv_zip(small_plan(*CITY, code="stadt", title=CITY_TITLE)))
    county = [node.title for node in seed_plan().of("StrategicGoal")]
    paths = [
        *("/", "/erkunden?view=everything", "/abdeckung", "/luecken", "/abteilung", "/massnahme", "/fragen"),
        *("/vergleich", "/fortschreibung", "/daten?part=out", "/daten?part=log", "/cypher"),
    ]
    with App(tmp_path, {"ZIELNETZ_REFRESH_SECONDS": "0"}) as running:
        screen = upload(Screen(page, running).open("/daten"), tmp_path / "stadt.zip")
        screen.press("Plan anlegen")
        expect(page.locator(".st-key-zn-loaded")).to_be_visible(timeout=20_000)
        expect(page.get_by_role("combobox", name="Plan")).to_have_value(CITY_TITLE)
        for path in paths:
            link = f"{path}{'&' if '?' in path else '?'}plan=stadt"
            text = screen.open(link).text()
            assert page.get_by_test_id("stException").count() == 0, path
            assert not [title for title in county if title in text], path
            link = f"{path}{'&' if '?' in path else '?'}plan=kreis-soest-2020"
            text = screen.open(link).text().replace(CITY_TITLE, "")
            assert not [word for word in ("Grüne Stadt", "Bäume am Ring", "Gartenamt") if word in text], path
        plans = screen.open("/daten?part=plans").text()
        assert CITY_TITLE in plans and "Kreis Soest" in plans


def test_a_plan_is_removed_only_if_its_code_is_typed(page: Page, tmp_path: Path) -> None:
    store = open_embedded(tmp_path / "data" / "zielnetz.lbug")
    save_plan(store, small_plan(*CITY, code="stadt", title=CITY_TITLE), who="tests")
    save_plan(store, small_plan("Measure A1 Anderes", code="anders", title="Anderer Plan"), who="tests")
    store.close()
    with App(tmp_path) as running:
        screen = Screen(page, running).open("/daten?part=plans&lang=en&plan=anders")
        card = page.locator("[class*='st-key-zn-plan-stadt']")
        card.get_by_role("button", name="Remove").click()
        page.get_by_label("type its code").fill("anders")
        page.get_by_label("type its code").press("Enter")
        screen.settle().press("Remove this plan")
        expect(page.get_by_text("nothing was removed")).to_be_visible()
        page.get_by_label("type its code").fill("stadt")
        page.get_by_label("type its code").press("Enter")
        screen.settle().press("Remove this plan")
        expect(page.get_by_text("was removed.")).to_be_visible()
        expect(card).to_have_count(0)
        expect(page.locator(".st-key-zn-header")).to_contain_text("Anderer Plan")


def test_a_backup_comes_back_after_a_plan_was_changed(page: Page, tmp_path: Path) -> None:
    store = open_embedded(tmp_path / "data" / "zielnetz.lbug")
    save_plan(store, small_plan(*CITY, code="stadt", title=CITY_TITLE), who="tests")
    store.close()
    new = small_plan(*CITY, "Measure CM2 Brunnen", code="stadt", title=CITY_TITLE)
    (tmp_path / "neu.zip").write_bytes(as_csv_zip(new))
    with App(tmp_path) as running:
        screen = Screen(page, running).open("/daten?part=backup&lang=en")
        with page.expect_download() as download:
            screen.button("Download a backup").click()
        download.value.save_as(tmp_path / "a.zielnetz")
        upload(screen.open("/daten?lang=en"), tmp_path / "neu.zip").press("Load now")
        expect(page.locator(".st-key-zn-loaded")).to_be_visible(timeout=20_000)
        upload(screen.open("/daten?part=backup&lang=en"), tmp_path / "a.zielnetz")
        expect(page.get_by_text("it would be replaced")).to_be_visible()
        expect(screen.button("Restore now")).to_be_disabled()
        page.get_by_text("may be lost").click()
        screen.settle().press("Restore now")
        expect(page.get_by_text("as in the backup")).to_be_visible(timeout=20_000)
        screen.open("/erkunden?lang=en").search("Brunnen")
        expect(page.get_by_text("Nothing found")).to_be_visible()
        damaged = (tmp_path / "a.zielnetz").read_bytes()[:-9] + b"123456789"
        (tmp_path / "b.zielnetz").write_bytes(damaged)
        upload(screen.open("/daten?part=backup&lang=en"), tmp_path / "b.zielnetz")
        expect(page.get_by_text("is damaged or no backup")).to_be_visible()


@pytest.mark.parametrize("ending", ["XLSX", "ZIP", "JSON", "GRAPHML", "GEXF", "CYPHER"])
def test_the_plan_goes_out_in_every_format(page: Page, app: App, ending: str) -> None:
    screen = Screen(page, app).open("/daten?part=out&lang=en")
    with page.expect_download() as download:
        screen.button(ending).click()
    assert download.value.suggested_filename == f"kreis-soest-2020.{ending.lower()}"
    assert Path(download.value.path()).stat().st_size > 10_000


def test_the_templates_are_files_of_excel(page: Page, app: App, tmp_path: Path) -> None:
    screen = Screen(page, app).open("/daten?lang=en")
    for name in ("Template, empty", "Template with this plan"):
        with page.expect_download() as download:
            screen.button(name).click()
        download.value.save_as(tmp_path / "t.xlsx")
        assert len(openpyxl.load_workbook(tmp_path / "t.xlsx").sheetnames) > 5
    upload(screen, tmp_path / "t.xlsx")
    expect(page.get_by_text("there is nothing to load")).to_be_visible()
