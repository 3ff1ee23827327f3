"""The matrix in a real browser: a table for the eye, the keyboard, a screen reader and a printer."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from explorer.picture.palette import contrast
from tests.browser.matrix_page import DEPARTMENTS, GOALS, HOSTILE
from tests.browser.served import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ROOT = Path(__file__).parents[2]
TABLE = "globalThis[Symbol.for('zielnetz.matrix')].get('matrix')"


class Matrix:
    """The page with the matrix as a person in front of it meets it."""

    def __init__(self, page: Page, address: str, query: str) -> None:
        self.page = page
        page.goto(f"{address}/?embed=true&{query}")
        self.grid = page.get_by_role("grid")
        self.grid.locator("td.cell").first.wait_for(timeout=30_000)

    def cell(self, row: str, column: int) -> Locator:
        """The cell of the row with that title under the column with that number."""
        line = self.grid.get_by_role("row").filter(
            has=self.page.get_by_role("rowheader", name=row, exact=True)
        )
        return line.locator("td.cell").nth(column - 1)

    def rows(self) -> list[str]:
        names = "heads => heads.map(head => head.ariaLabel)"
        return list(self.grid.locator("tbody th").evaluate_all(names))

    def focused(self) -> str:
        """The accessible name of what has the focus."""
        text = self.page.evaluate(
            f"""() => {{
                const active = {TABLE}.table.getRootNode().activeElement;
                const told = active?.getAttribute("aria-label") ? active : active?.querySelector("[aria-label]");
                return told?.getAttribute("aria-label") ?? active?.textContent ?? "";
            }}"""
        )
        return str(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def told(self) -> dict[str, Any]:
        """What Python knows."""
        return dict(json.loads(self.page.locator("[data-testid=stCode] code").last.inner_text()))

    def wait(self, condition: Callable[[], object], seconds: float = 10) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, self.told()
            self.page.wait_for_timeout(50)

    def events(self, *expected: list[str]) -> None:
        """Wait until Python was told exactly this."""
        self.wait(lambda: self.told()["events"] == list(expected))

    def chosen(self) -> list[str]:
        """The names of what is selected."""
        return [
            one.get_attribute("aria-label") or one.locator("[aria-label]").get_attribute("aria-label") or ""
            for one in self.grid.locator("[aria-selected=true]").all()
        ]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("matrix_page.py") as found:
        yield found


@pytest.fixture
def matrix(page: Page, address: str) -> Matrix:
    return Matrix(page, address, "plan=small")


def test_every_crossing_is_a_cell_and_its_name_says_the_state_in_words(matrix: Matrix) -> None:
    assert matrix.grid.get_by_role("columnheader").count() == len(GOALS) + 2
    assert len(matrix.rows()) == len(DEPARTMENTS) + 3
    assert matrix.grid.locator("td.cell").count() == len(GOALS) * len(matrix.rows())
    for state in ("durchgehend abgedeckt", "teilweise abgedeckt", "Lücke", "bewusst ohne", "keine Maßnahme"):
        assert matrix.grid.get_by_role("gridcell", name=state).count() > 0, state
    office = "Büro des Landrats, Kreisentwicklung und Öffentlichkeitsarbeit"
    name = f"{office}, {GOALS[1]}: teilweise abgedeckt, 1 Maßnahmen"
    expect(matrix.grid.get_by_role("gridcell", name=name, exact=True)).to_have_text("1!")


def test_a_screen_reader_hears_a_table_with_a_name_and_heads(matrix: Matrix) -> None:
    expect(matrix.page.get_by_role("grid", name=re.compile("^Abdeckung 2015"))).to_be_visible()
    told = matrix.grid.aria_snapshot()
    assert 'columnheader "3 Bildung, Qualifizierung und Fachkräftesicherung"' in told
    assert 'rowheader "Dezernat 1: Zentrale Dienste und Finanzen" [expanded]' in told
    assert 'rowheader "Dezernat 3: Arbeit und Soziales"' in told
    assert "▨" not in told and "■" not in told
    assert "\u00ad" not in told.split("gridcell")[0].split("rowheader")[0]


def test_tab_comes_to_the_table_once_and_leaves_it_again(matrix: Matrix) -> None:
    assert matrix.grid.locator("[tabindex='0']").count() == 1
    matrix.page.get_by_text("Ohne Matrix").locator("xpath=ancestor::label").locator("input").focus()
    matrix.press("Tab")
    inside = matrix.focused()
    assert inside
    matrix.press("Tab")
    assert not matrix.page.evaluate(f"Boolean({TABLE}.table.getRootNode().activeElement)")


def test_arrow_keys_reach_every_cell_and_enter_picks_it(matrix: Matrix) -> None:
    matrix.cell("Kreisverwaltung Soest insgesamt", 1).focus()
    matrix.press("Control+Home")
    assert matrix.focused() == "Abteilung / Ziel"
    seen = 0
    for _line in range(len(matrix.rows())):
        matrix.press("ArrowDown", "Home")
        row = matrix.focused()
        for goal in GOALS:
            matrix.press("ArrowRight")
            assert matrix.focused().startswith(f"{row}, {goal}: ")
            seen += 1
        matrix.press("ArrowRight")
        assert re.fullmatch(rf"{re.escape(row)}: \d von 7 abgedeckt", matrix.focused())
    assert seen == matrix.grid.locator("td.cell").count()
    matrix.press("Home", "ArrowRight", "ArrowRight", "Enter")
    matrix.events(["pick", "D5", "Z2"])
    matrix.press("ArrowRight", "Space")
    matrix.events(["pick", "D5", "Z2"], ["pick", "D5", "Z3"])
    assert matrix.chosen() == [matrix.focused()]


def test_heads_and_sums_pick_rows_columns_and_everything(matrix: Matrix) -> None:
    matrix.grid.get_by_role("rowheader", name="Dezernat 3: Arbeit und Soziales").locator(".title").click()
    told = [["pick", "D4", ""]]
    matrix.events(*told)
    for target, event in (
        (matrix.grid.get_by_role("columnheader", name="Demografischer Wandel"), ["pick", "", "Z2"]),
        (matrix.grid.get_by_role("gridcell", name=f"{GOALS[4]}: ").last, ["pick", "", "Z5"]),
        (matrix.grid.get_by_role("gridcell", name="Dezernat 3: Arbeit und Soziales: "), ["pick", "D4", ""]),
        (matrix.grid.get_by_role("gridcell", name="Alles zusammen"), ["pick", "", ""]),
    ):
        target.click()
        told.append(event)
        matrix.events(*told)


def test_what_is_picked_is_ringed_at_once_and_stays(matrix: Matrix) -> None:
    matrix.cell("Dezernat 3: Arbeit und Soziales", 3).click()
    assert len(matrix.chosen()) == 1
    matrix.events(["pick", "D4", "Z3"])
    matrix.page.wait_for_timeout(300)
    assert matrix.chosen()[0].startswith("Dezernat 3: Arbeit und Soziales, Bildung")


def test_a_selection_in_the_address_is_ringed_and_in_view(page: Page, address: str) -> None:
    matrix = Matrix(page, address, "plan=large&row=D150&column=Z12")
    matrix.wait(matrix.chosen)
    assert matrix.chosen()[0].startswith("Abteilung 150 ")
    expect(matrix.grid.locator("td.chosen")).to_be_in_viewport()
    column = Matrix(page, address, "plan=small&column=Z2")
    column.wait(column.chosen)
    assert column.chosen() == ["2 Demografischer Wandel"]


def test_plus_and_minus_fold_from_anywhere_in_the_row_and_the_focus_stays(matrix: Matrix) -> None:
    before = matrix.rows()
    matrix.cell("Dezernat 3: Arbeit und Soziales", 2).focus()
    name = matrix.focused()
    matrix.press("+")
    matrix.wait(lambda: len(matrix.rows()) == len(before) + 2)
    assert matrix.focused() == name
    matrix.press("+")
    matrix.press("-")
    matrix.wait(lambda: matrix.rows() == before)
    assert matrix.focused() == name
    matrix.events(["fold", "D4"], ["fold", "D4"])


def test_the_button_folds_and_does_not_pick(matrix: Matrix) -> None:
    matrix.grid.get_by_role("button", name="Dezernat 1: Zentrale Dienste und Finanzen zuklappen").click()
    matrix.wait(lambda: len(matrix.rows()) == len(DEPARTMENTS))
    matrix.events(["fold", "D2"])


def test_a_column_folds_too(page: Page, address: str) -> None:
    matrix = Matrix(page, address, "plan=columns")
    matrix.grid.get_by_role("columnheader", name="Gesunder Kreis Soest").focus()
    matrix.press("+")
    matrix.events(["fold", "Z1"])


def test_the_focus_moves_to_the_nearest_cell_when_its_row_is_folded_away(matrix: Matrix) -> None:
    matrix.cell("Finanzwirtschaft und Beteiligungsmanagement", 4).focus()
    matrix.grid.get_by_role("button", name="zuklappen").evaluate("button => button.click()")
    matrix.wait(lambda: len(matrix.rows()) == len(DEPARTMENTS))
    assert GOALS[3] in matrix.focused()
    assert matrix.grid.locator("[tabindex='0']").count() == 1


def test_an_update_changes_what_changed_and_keeps_the_rest(matrix: Matrix) -> None:
    matrix.cell("Kreisverwaltung Soest insgesamt", 3).evaluate(
        "cell => { cell.firstChild.mark = 'the same' }"
    )
    first = matrix.cell("Kreisverwaltung Soest insgesamt", 1)
    matrix.page.get_by_role("button", name="Mehr").click()
    expect(first).to_have_text("11")
    other = matrix.cell("Kreisverwaltung Soest insgesamt", 3)
    assert other.evaluate("cell => cell.firstChild.mark") == "the same"


def test_other_columns_take_the_place_of_the_old_ones(matrix: Matrix) -> None:
    matrix.cell("Kreisverwaltung Soest insgesamt", 3).focus()
    name = matrix.focused()
    matrix.grid.evaluate("grid => { grid.ownerDocument.querySelectorAll('button')[1].click() }")
    matrix.wait(lambda: matrix.grid.locator("thead th").count() == 22)
    assert matrix.focused() == name
    expect(matrix.grid.locator("thead th").nth(20).locator(".upright")).to_be_visible()


def test_a_hostile_title_is_text(page: Page, address: str) -> None:
    matrix = Matrix(page, address, "plan=hostile")
    for title in HOSTILE:
        assert title in matrix.rows()
    matrix.grid.locator("td.cell").nth(1).hover()
    expect(page.locator(".hint")).to_contain_text("<img src=x onerror=window.hacked=1>")
    assert page.locator("table img, table script, .hint img").count() == 0
    assert page.evaluate("window.hacked") is None
    width = page.evaluate(f"{TABLE}.table.tHead.rows[0].cells[0].offsetWidth")
    assert width < 400


def test_three_hundred_rows_are_drawn_and_follow_new_data(page: Page, address: str) -> None:
    matrix = Matrix(page, address, "plan=large")
    assert matrix.grid.locator("td.cell").count() == 6000
    page.get_by_role("button", name="Mehr").click()
    expect(matrix.grid.locator("td.cell").first).to_have_text("11", timeout=30_000)
    assert matrix.grid.locator("td.cell").count() == 6000


def test_heads_and_sums_stay_in_view_while_the_table_scrolls(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 900, "height": 700})
    matrix = Matrix(page, address, "plan=large&height=400")
    matrix.grid.locator("td.cell").first.focus()
    matrix.press("Control+End", "ArrowUp", "ArrowLeft")
    assert "Abteilung 299" in matrix.focused()
    expect(matrix.grid.locator("td.cell").last).to_be_in_viewport(ratio=1)
    expect(matrix.grid.locator("thead th").nth(20)).to_be_in_viewport()
    expect(matrix.grid.locator("tbody tr").last.locator("th")).to_be_in_viewport(ratio=0.9)
    box = page.locator(".box").bounding_box()
    assert box is not None and box["height"] <= 400
    matrix.press("PageUp")
    assert "Abteilung 299" not in matrix.focused()
    matrix.press("Home")
    assert matrix.focused().startswith("Abteilung 29")


def test_everything_that_is_clicked_is_large_enough_for_a_finger(page: Page, address: str) -> None:
    matrix = Matrix(page, address, "plan=wide")
    for target in matrix.grid.locator("td, th, button").all():
        box = target.bounding_box()
        assert box is not None and box["width"] >= 28 and box["height"] >= 28


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_sign_and_number_stands_out_from_its_cell(page: Page, address: str, theme: str) -> None:
    matrix = Matrix(page, address, f"plan=small&theme={theme}")
    pairs = page.evaluate(
        f"""() => {{
            const rgb = (colour) => {{
                const made = document.createElement("canvas").getContext("2d");
                made.fillStyle = colour;
                made.fillRect(0, 0, 1, 1);
                const [r, g, b, a] = made.getImageData(0, 0, 1, 1).data;
                return a ? "#" + [r, g, b].map((x) => x.toString(16).padStart(2, "0")).join("") : null;
            }};
            const found = {{}};
            const kinds = ".sign, .count, .single, .title, .number, .mark, caption span, .corner, tfoot th";
            const table = {TABLE}.table;
            const ground = (one) => {{
                for (let at = one; at; at = at.parentElement ?? at.getRootNode().host) {{
                    const colour = rgb(getComputedStyle(at).backgroundColor);
                    if (colour) return colour;
                }}
            }};
            for (const one of table.querySelectorAll(kinds)) {{
                const place = one.closest("td")?.dataset.state ?? one.closest("tr, caption").tagName;
                found[one.className + " " + place] = [rgb(getComputedStyle(one).color), ground(one)];
            }}
            return found;
        }}"""
    )
    states = {name.rsplit(" ", 1)[1] for name in pairs if name.startswith("sign")}
    assert states == {"deep", "shallow", "gap", "meant", "empty"}
    assert "single shallow" in pairs and "title TR" in pairs
    for name, (ink, ground) in pairs.items():
        assert contrast(ink, ground) >= 4.5, (name, ink, ground)
    assert matrix.grid.locator("td.cell[data-state=gap]").count() > 0


def test_the_signs_differ_without_any_colour(matrix: Matrix) -> None:
    # Border, stripes and size tell the states apart; that is what a black-and-white print leaves.
    shapes = matrix.page.evaluate(
        f"""() => Object.fromEntries([...{TABLE}.table.querySelectorAll(".sign")].map((sign) => {{
            const own = getComputedStyle(sign);
            const stripes = getComputedStyle(sign, "::before").content;
            return [sign.className, [own.borderTopWidth, own.height, stripes].join(" ")];
        }}))"""
    )
    assert len(shapes) == 5
    assert len(set(shapes.values())) == 5


def test_print_shows_the_whole_table_and_repeats_its_head(page: Page, address: str) -> None:
    matrix = Matrix(page, address, "plan=large&height=400")
    page.emulate_media(media="print")
    box = page.locator(".box")
    expect(box).to_have_css("overflow-y", "visible")
    whole, table = box.bounding_box(), matrix.grid.bounding_box()
    assert whole is not None and table is not None and whole["height"] >= table["height"] > 5000
    expect(matrix.grid.locator("thead")).to_have_css("display", "table-header-group")
    expect(matrix.grid.locator("thead th").first).to_have_css("position", "static")
    expect(matrix.grid.locator("td.cell").first).to_have_css("print-color-adjust", "exact")


def test_a_dark_page_is_printed_light(page: Page, address: str) -> None:
    matrix = Matrix(page, address, "plan=small&theme=dark")
    page.emulate_media(media="print")
    expect(matrix.grid.locator("tbody th").first).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(matrix.grid.locator("tbody th").first).to_have_css("color", "rgb(0, 0, 0)")


def test_the_hint_comes_with_the_pointer_and_goes_with_escape(matrix: Matrix) -> None:
    cell = matrix.cell("Dezernat 3: Arbeit und Soziales", 3)
    cell.focus()
    cell.hover()
    hint = matrix.page.locator(".hint")
    expect(hint).to_contain_text("Dezernat 3: Arbeit und Soziales, Bildung")
    matrix.press("Escape")
    expect(hint).to_be_hidden()
