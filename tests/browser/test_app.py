"""The app in a real browser: what analysts, leaders and workshops do with it, from the first page on."""

from __future__ import annotations

import csv
import re
import struct
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from explorer.catalogue import Parameter, questions
from explorer.resources import bundled
from tests.browser.app import App, Picture, Screen
from tests.neo4j.server import Neo4jServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PLAN = "kreis-soest-2020"


def uid(code: str) -> str:
    return f"{PLAN}/{code}"


def seed(name: str) -> list[dict[str, str]]:
    with (bundled("seed") / PLAN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ends(type_: str, start: str) -> set[str]:
    return {row["to"] for row in seed("links") if row["type"] == type_ and row["from"] == start}


@pytest.fixture
def screen(page: Page, app: App) -> Screen:
    return Screen(page, app)


def walk_from_search_to_goals(screen: Screen) -> None:
    """Search "Pflege", click a measure, see its goals."""
    screen.open("/erkunden").search("Pflege").press("Pflege-Atlas")
    picture = Picture(screen)
    screen.until(lambda: uid("M075") in picture.ids())
    assert ends("SERVES", "M075") <= picture.codes()
    assert "dient 2 strategischen Zielen" in screen.headline()
    for goal in ends("SERVES", "M075"):
        title = next(row["title"] for row in seed("strategic_goals") if row["code"] == goal)
        assert title in screen.text()


def ask_and_click_a_row(screen: Screen) -> Picture:
    """Set the question about several goals to 3 and click a row: the picture shows it."""
    screen.open("/fragen?q=measures_with_several_goals")
    number = screen.page.get_by_role("spinbutton")
    number.fill("3")
    number.press("Enter")
    screen.settle()
    assert screen.param("p_min_goals") == "3"
    table = screen.page.get_by_test_id("stDataFrame").first
    box = table.bounding_box()
    assert box is not None
    screen.page.mouse.click(box["x"] + 18, box["y"] + 35 + 35 + 18)  # the box in front of the second row
    screen.settle()
    screen.until(lambda: bool(screen.param("row")))
    picture = Picture(screen, "answer canvas")
    code = str(screen.param("row")).split("+")[0]
    screen.until(lambda: (picture.selected() or {}).get("node") == uid(code))
    return picture


def test_the_first_page_says_what_the_plan_is_and_names_five_findings(screen: Screen) -> None:
    screen.open()
    text = screen.text()
    for count, word in (("7", "Strategische Ziele"), ("125", "Maßnahmen"), ("50", "Organisationseinheiten")):
        assert re.search(rf"{count}\s+\S\s*{word}", text), text
    ways = [str(a.get_attribute("href")) for a in screen.page.locator(".st-key-zn-findings a").all()]
    assert [way for way in ways if "fragen" not in way] == ways[5:]
    assert all(page in way for page, way in zip(("erkunden", "abdeckung", "luecken"), ways[5:], strict=True))
    assert "eingebettet" in text


def test_a_finding_leads_to_its_question_with_its_parameters(screen: Screen) -> None:
    screen.open()
    screen.page.get_by_text("Maßnahmen, die mehreren strategischen Zielen dienen").click()
    screen.settle()
    assert "/fragen" in screen.page.url and screen.param("p_min_goals") == "3"


def test_searching_on_the_first_page_leads_into_the_picture(screen: Screen) -> None:
    screen.open().search("Pfelge")
    screen.press("Pflege-Atlas")
    screen.until(lambda: "/erkunden" in screen.page.url)
    assert screen.param("of") == "M075" and uid("M075") in Picture(screen.settle()).ids()


def test_search_then_click_a_measure_and_see_its_goals(screen: Screen) -> None:
    walk_from_search_to_goals(screen)


def test_a_question_with_three_goals_and_a_row_that_the_picture_shows(screen: Screen) -> None:
    picture = ask_and_click_a_row(screen)
    code = str(screen.param("row")).split("+")[0]
    assert ends("SERVES", code) <= picture.codes()


def test_a_reloaded_link_shows_the_same_view(screen: Screen) -> None:
    picture = ask_and_click_a_row(screen)
    before = (screen.page.url, screen.headline(), picture.ids(), picture.selected())
    screen.page.reload()
    screen.settle()
    again = Picture(screen, "answer canvas")
    screen.until(lambda: again.selected() == before[3])
    assert (screen.page.url, screen.headline(), again.ids()) == before[:3]


def test_another_browser_opens_the_same_view_from_the_link(screen: Screen, browser) -> None:
    screen.open("/erkunden?view=around&of=SG3&item=M013&year=2013&lang=en")
    picture = Picture(screen)
    other_page = browser.new_context().new_page()
    other = Screen(other_page, screen.app)
    other_page.goto(screen.page.url)
    other.settle()
    assert Picture(other).ids() == picture.ids() and other.headline() == screen.headline()
    other_page.context.close()


def test_back_leads_to_the_view_before(screen: Screen) -> None:
    screen.open("/erkunden")
    Picture(screen).double_click(uid("SG3"))
    screen.until(lambda: screen.param("of") == "SG3")
    screen.page.go_back()
    screen.settle()
    screen.until(lambda: screen.param("of") is None and uid("F-FAM") in Picture(screen).ids())


def test_the_overview_opens_from_goal_and_from_band(screen: Screen) -> None:
    screen.open("/erkunden")
    picture = Picture(screen)
    assert {"SG1", "SG7", "F-UMW", "DEZ05"} <= picture.codes() and "M001" not in picture.codes()
    band = f"band|{uid('SG1')}|{uid('F-FAM')}"
    picture.click(band)
    assert screen.param("item") == "band|SG1|F-FAM"
    screen.press("Genau diese zeigen")
    serving = {r["from"] for r in seed("links") if r["type"] == "SERVES" and r["to"] == "SG1"}
    inside = {r["from"] for r in seed("links") if r["type"] == "IN_FIELD" and r["to"] == "F-FAM"}
    shown = {code for code in Picture(screen).codes() if re.fullmatch(r"M\d+", code)}
    assert shown == serving & inside


def test_a_click_selects_and_shows_the_sheet_and_empty_canvas_clears(screen: Screen) -> None:
    screen.open("/erkunden")
    picture = Picture(screen)
    picture.click(uid("SG3"))
    assert screen.param("item") == "SG3"
    assert (
        "Die Vielfalt der Gesellschaft als Chance nutzen"
        in screen.page.locator(".st-key-zn-sheet").inner_text()
    )
    screen.press("Schließen")
    assert screen.param("item") is None
    screen.until(lambda: screen.page.locator(".st-key-zn-sheet").count() == 0)


def test_a_double_click_expands_a_neighbour_and_another_folds_it(screen: Screen) -> None:
    screen.open("/erkunden?view=around&of=M075")
    picture = Picture(screen)
    before = picture.ids()
    picture.double_click(uid("D50"))
    screen.until(lambda: screen.param("opened") == "D50")
    screen.until(lambda: len(picture.ids()) > len(before))
    assert before <= picture.ids()
    picture.double_click(uid("D50"))
    screen.until(lambda: picture.ids() == before)


def test_filters_narrow_the_picture_stand_as_chips_and_come_off(screen: Screen) -> None:
    screen.open("/erkunden?view=everything&fields=F-BIL")
    inside = {r["from"] for r in seed("links") if r["type"] == "IN_FIELD" and r["to"] == "F-BIL"}
    picture = Picture(screen)
    assert {c for c in picture.codes() if re.fullmatch(r"M\d+", c)} == {
        c for c in inside if c.startswith("M")
    }
    assert "Maßnahmen sind durch die Filter ausgeblendet" in screen.text()
    screen.press("Bildung ✕")
    assert screen.param("fields") is None
    screen.until(lambda: len(picture.ids()) == 222)


def test_the_legend_hides_a_kind_and_shows_it_again(screen: Screen) -> None:
    screen.open("/erkunden?view=around&of=M075")
    picture = Picture(screen)
    legend = screen.page.locator("button[data-kind=field]")
    legend.click()
    screen.settle()
    screen.until(lambda: uid("F-FAM") not in picture.ids())
    assert screen.param("hide") == "field"
    legend.click()
    screen.settle()
    screen.until(lambda: uid("F-FAM") in picture.ids())


def test_zoom_positions_and_selection_survive_reruns_and_another_page(screen: Screen) -> None:
    screen.open("/erkunden?view=around&of=M075")
    picture = Picture(screen)
    x, y = picture.place(uid("D50"))
    screen.page.mouse.move(x, y)
    screen.page.mouse.down()
    screen.page.mouse.move(x - 60, y + 90, steps=6)
    screen.page.mouse.up()
    screen.settle()
    moved = picture.place(uid("D50"))
    assert moved[1] == pytest.approx(y + 90, abs=3)
    screen.page.get_by_text("Dasselbe als Tabelle").click()
    screen.settle()
    picture.click(uid("SG5"))
    there = picture.ask(".network.getPositions([argument])", uid("D50"))
    screen.page.get_by_text("Fragen", exact=True).first.click()
    screen.settle()
    screen.page.go_back()
    screen.settle()
    again = Picture(screen)
    assert again.ask(".network.getPositions([argument])", uid("D50")) == there
    screen.until(lambda: (again.selected() or {}).get("node") == uid("SG5"))


@pytest.mark.parametrize("layout", ["Kreise", "Kräfte", "Spalten"])
def test_the_three_layouts_draw_the_same_items(screen: Screen, layout: str) -> None:
    screen.open("/erkunden?view=around&of=SG2")
    picture = Picture(screen)
    before = picture.ids()
    screen.page.get_by_label("Anordnung").first.click()
    screen.page.get_by_role("option", name=layout).click()
    screen.settle()
    assert picture.ids() == before


def test_the_table_beside_the_picture_selects_in_it(screen: Screen) -> None:
    screen.open("/erkunden?view=around&of=M075")
    picture = Picture(screen)
    table = screen.page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    screen.page.mouse.click(box["x"] + 18, box["y"] + 35 + 18)
    screen.settle()
    screen.until(lambda: bool(screen.param("item")))
    screen.until(lambda: (picture.selected() or {}).get("node") == uid(str(screen.param("item"))))


def test_the_picture_is_saved_as_png_at_twice_the_size(screen: Screen, tmp_path: Path) -> None:
    screen.open("/erkunden")
    Picture(screen)
    with screen.page.expect_download() as download:
        screen.button("Bild als PNG speichern").click()
    data = Path(download.value.path()).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, _height = struct.unpack(">II", data[16:24])
    shown = screen.page.get_by_role("img", name=re.compile("Bild des Plans")).bounding_box()
    assert shown is not None and width == pytest.approx(2 * shown["width"], rel=0.02)


def test_a_year_filters_every_page_and_stays(screen: Screen) -> None:
    screen.open("/erkunden?view=everything&year=2008")
    in_2008 = {r["code"] for r in seed("measures") if (r["since"] or "0") <= "2008" <= (r["until"] or "9999")}
    shown = {c for c in Picture(screen).codes() if re.fullmatch(r"M\d+", c)}
    assert shown == in_2008 and len(shown) < 125
    screen.page.get_by_text("Fragen", exact=True).first.click()
    screen.settle()
    assert screen.param("year") == "2008"


def test_an_item_that_the_year_hides_is_named_and_the_overview_shown(screen: Screen) -> None:
    screen.open("/erkunden?view=around&of=M024&item=M024&year=2020")
    assert "gibt es in diesem Jahr" in screen.text()
    assert {"SG1", "F-FAM"} <= Picture(screen).codes()


def test_a_year_without_anything_says_so(screen: Screen) -> None:
    screen.open("/erkunden?view=everything&year=1850")
    assert screen.page.get_by_test_id("stException").count() == 0


def test_the_english_switch_turns_words_titles_and_numbers(screen: Screen) -> None:
    screen.open("/erkunden?view=around&of=SG1")
    screen.press("English")
    assert screen.param("lang") == "en"
    assert "Support families in every situation of life" in screen.text()
    assert screen.page.get_by_text("Questions", exact=True).count() >= 1
    screen.press("Deutsch")
    assert "Familien in allen Lebenslagen unterstützen" in screen.text()


def test_downloads_hold_the_table_that_is_shown(screen: Screen) -> None:
    screen.open("/fragen?q=measures_with_several_goals&p_min_goals=3")
    with screen.page.expect_download() as download:
        screen.button("CSV", exact=True).click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    serving: dict[str, int] = {}
    for row in seed("links"):
        if row["type"] == "SERVES":
            serving[row["from"]] = serving.get(row["from"], 0) + 1
    assert len(rows) - 1 == sum(1 for count in serving.values() if count >= 3)
    with screen.page.expect_download() as download:
        screen.button("Excel", exact=True).click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


def test_every_question_opens_without_an_error(screen: Screen) -> None:
    for name, question in questions().items():
        given = [f"p_{p.name}={quote(_value(p, n))}" for n, p in enumerate(question.parameters.values())]
        screen.open(f"/fragen?{'&'.join([f'q={name}', *given])}")
        assert screen.page.get_by_test_id("stException").count() == 0, name
        assert screen.page.locator("h4").count(), f"{name}: {screen.text()}"


def _value(parameter: Parameter, n: int) -> str:
    """Something that a person might enter."""
    if parameter.type != "item":
        return str(parameter.default if parameter.default is not None else "Pflege")
    by_label = {"Measure": "M075", "Department": "D50", "StrategicGoal": "SG3", "FieldOfAction": "F-BIL"}
    allowed = [code for label, code in by_label.items() if not parameter.of or label in parameter.of]
    return allowed[n % len(allowed)]


def test_the_console_answers_and_shows_nodes_as_a_picture(screen: Screen) -> None:
    screen.open("/cypher").press("Maßnahmen eines Ziels")
    served = {r["from"] for r in seed("links") if r["type"] == "SERVES" and r["to"] == "SG1"}
    assert f"{len(served)} Zeilen" in screen.text()
    assert Picture(screen, "console canvas").codes() == served


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Measure {uid: 'x'}) RETURN n",
        "MATCH (n) DETACH DELETE n",
        "LOAD FROM '/etc/passwd' RETURN *",
        "MATCH (n) RETURN n; MATCH (n) DETACH DELETE n",
        "CALL db.labels()",
        "MATCH (n RETURN n",
    ],
)
def test_the_console_refuses_with_a_remedy_and_no_traceback(screen: Screen, text: str) -> None:
    screen.open("/cypher")
    screen.page.get_by_role("textbox", name="Abfrage").fill(text)
    screen.page.get_by_role("textbox", name="Abfrage").press("Control+Enter")
    screen.settle()
    screen.press("Ausführen")
    expect(screen.page.get_by_test_id("stAlert").first).to_be_visible()
    assert "Traceback" not in screen.text() and screen.page.get_by_test_id("stException").count() == 0


def test_the_same_walk_on_a_real_neo4j(page: Page, app_on_neo4j: App) -> None:
    screen = Screen(page, app_on_neo4j)
    walk_from_search_to_goals(screen)
    assert "Neo4j" in screen.text()
    ask_and_click_a_row(screen)
    url = page.url
    page.reload()
    screen.settle()
    assert page.url == url
    screen.press("English")
    assert "measures" in screen.headline().lower()
    screen.open("/abdeckung?row=DEZ05&col=SG1")
    assert "von 147 Kombinationen sind Lücken" in screen.headline()
    assert {"DEZ05", "SG1"} <= Picture(screen, "coverage canvas").codes()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/erkunden",
        "/erkunden?view=around&of=SG5&item=SG5",
        "/abdeckung",
        "/abdeckung?open=DEZ05&row=DEZ05&col=SG1",
        "/abdeckung?columns=operative",
        "/luecken",
        "/abteilung?of=DEZ05",
        "/massnahme?of=M075",
        "/fragen",
        "/cypher",
    ],
)
def test_no_page_scrolls_sideways(screen: Screen, path: str) -> None:
    screen.open(path)
    for width, height in ((1366, 768), (1920, 1080)):
        screen.page.set_viewport_size({"width": width, "height": height})
        screen.settle()
        for part in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
            assert screen.page.evaluate(f"{part}.scrollWidth <= {part}.clientWidth"), (part, width)


def test_a_database_that_goes_away_is_told_with_a_remedy_and_comes_back(
    page: Page, app_on_neo4j: App, neo4j_uri_empty: Neo4jServer
) -> None:
    screen = Screen(page, app_on_neo4j).open("/fragen?q=goals_by_reach")
    before = screen.headline()
    neo4j_uri_empty.kill()
    try:
        page.reload()
        screen.settle()
        screen.until(lambda: "antwortet kein Neo4j" in screen.text(), 60)
        assert "Starten Sie den Server" in screen.text() and "Traceback" not in screen.text()
        assert page.get_by_test_id("stException").count() == 0
    finally:
        neo4j_uri_empty.start()
    screen.press("Erneut versuchen")
    screen.until(lambda: page.locator("h4").count() > 0 and screen.headline() == before, 60)
