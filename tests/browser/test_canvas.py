"""The canvas in a real browser: what a person sees, clicks and keeps."""

from __future__ import annotations

import json
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.served import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ROOT = Path(__file__).parents[2]
CANVAS = "(globalThis[Symbol.for('zielnetz.canvas')]?.get('plan'))"


class Plan:
    """The canvas page as a person in front of it meets it."""

    def __init__(self, page: Page, address: str, query: str) -> None:
        self.page = page
        page.goto(f"{address}/?embed=true&{query}")
        self.until(self.is_drawn, seconds=30)

    def ask(self, expression: str, argument: object = None) -> Any:
        """A value of the canvas' public face."""
        return self.page.evaluate(f"argument => {CANVAS}{expression}", argument)

    def is_drawn(self) -> bool:
        return bool(
            self.page.evaluate(f"Boolean({CANVAS}?.nodes.length && {CANVAS}.network.getScale() !== 1)")
        )

    def place(self, uid: str) -> tuple[float, float]:
        at = self.ask(".positionOf(argument)", uid)
        return at["x"], at["y"]

    def click(self, uid: str, dx: float = 0, dy: float = 0) -> None:
        x, y = self.place(uid)
        self.page.mouse.click(x + dx, y + dy)

    def selected(self) -> Any:
        return self.ask(".selected()")

    def scale(self) -> float:
        return float(self.ask(".network.getScale()"))

    def told(self) -> dict[str, Any]:
        """What Python knows."""
        text = self.page.locator("[data-testid=stCode] code").last.inner_text()
        return dict(json.loads(text))

    def events(self, name: str) -> list[Any]:
        return [value for event, value in self.told()["events"] if event == name]

    def until(self, condition: Callable[[], object], seconds: float = 10) -> None:
        """Wait until Python or the canvas says so."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, self.page.locator("body").inner_text()
            self.page.wait_for_timeout(50)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def switch(self, name: str) -> None:
        self.page.get_by_text(name, exact=True).click()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("canvas_page.py") as found:
        yield found


@pytest.fixture
def plan(page: Page, address: str) -> Plan:
    return Plan(page, address, "plan=columns")


def test_every_item_of_the_plan_is_drawn_inside_the_picture(plan: Plan) -> None:
    box = plan.page.get_by_role("img", name="Bild des Plans").bounding_box()
    assert box is not None
    for uid in plan.ask(".nodes.getIds()"):
        x, y = plan.place(uid)
        assert box["x"] < x < box["x"] + box["width"]
        assert box["y"] < y < box["y"] + box["height"]
    assert len(plan.ask(".nodes.getIds()")) == 38
    assert colour_at(plan, "goal-0") == [0, 0x72, 0xB2]


def test_a_click_selects_at_once_and_python_is_told_after(plan: Plan) -> None:
    plan.click("measure-2")
    assert plan.selected() == {"node": "measure-2", "edge": None}
    related = plan.ask(".related()")
    assert set(related["nodes"]) == {
        "measure-2",
        "operative-4",
        "operative-7",
        "department-1",
        "department-6",
    }
    assert plan.told()["events"] == []
    plan.until(lambda: plan.events("click"))
    assert plan.told()["selection"] == {"node": "measure-2", "edge": None}
    assert [click["node"] for click in plan.events("click")] == ["measure-2"]
    assert plan.told()["runs"] == 2


def test_the_card_is_what_can_be_clicked_up_to_its_edge(plan: Plan) -> None:
    node = plan.ask(".dataOf('field-1')")
    half = node["width"] / 2 * plan.scale()
    plan.click("field-1", dx=half - 3)
    plan.until(lambda: plan.told()["selection"]["node"] == "field-1")
    plan.click("field-1", dy=node["height"] / 2 * plan.scale() + 8)
    plan.until(lambda: plan.told()["selection"]["node"] is None)
    assert plan.selected() == {"node": None, "edge": None}


def test_the_answer_to_an_older_click_does_not_undo_a_newer_one(plan: Plan) -> None:
    plan.click("measure-1")
    plan.page.wait_for_timeout(300)
    plan.click("measure-5")
    for _ in range(20):
        assert plan.selected()["node"] == "measure-5"
        plan.page.wait_for_timeout(50)
    plan.until(lambda: plan.told()["selection"]["node"] == "measure-5")


def test_a_double_click_opens_and_is_not_told_as_a_click(plan: Plan) -> None:
    x, y = plan.place("goal-3")
    plan.page.mouse.dblclick(x, y)
    plan.until(lambda: plan.events("open"))
    plan.page.wait_for_timeout(600)
    assert [event["node"] for event in plan.events("open")] == ["goal-3"]
    assert plan.events("click") == []


def test_a_click_on_the_plus_of_a_card_opens_it(plan: Plan) -> None:
    half = plan.ask(".dataOf('department-0').width") / 2
    plan.click("department-0", dx=(half - 18) * plan.scale())
    plan.until(lambda: plan.events("open"))
    assert plan.events("open")[0]["node"] == "department-0"


def test_a_band_is_clicked_anywhere_on_its_width(page: Page, address: str) -> None:
    plan = Plan(page, address, "plan=overview")
    plan.click("goal-0=field-0", dy=plan.ask(".dataOf('goal-0=field-0').width") / 2 * plan.scale() - 2)
    plan.until(lambda: plan.events("click"))
    assert plan.told()["selection"] == {"node": None, "edge": "goal-0=field-0"}
    assert set(plan.ask(".related()")["nodes"]) == {"goal-0", "field-0"}


def test_a_legend_entry_hides_its_kind_and_brings_it_back(plan: Plan) -> None:
    entry = plan.button("Maßnahme")
    assert entry.get_attribute("aria-pressed") == "true"
    entry.click()
    plan.until(lambda: entry.get_attribute("aria-pressed") == "false")
    plan.until(lambda: plan.events("legend") == ["measure"])
    assert not [uid for uid in plan.ask(".nodes.getIds()") if uid.startswith("measure")]
    entry.click()
    plan.until(lambda: "measure-0" in plan.ask(".nodes.getIds()"))


def test_selection_zoom_and_positions_survive_a_rerun_that_adds_a_node(plan: Plan) -> None:
    plan.ask(".mark = 'the same canvas'")
    plan.click("operative-1")
    plan.until(lambda: plan.told()["selection"]["node"] == "operative-1")
    plan.button("Vergrößern").click()
    scale, place = plan.scale(), plan.place("goal-1")
    plan.switch("Mehr")
    plan.until(lambda: "new-0" in plan.ask(".nodes.getIds()"))
    plan.page.wait_for_timeout(300)
    assert plan.ask(".mark") == "the same canvas"
    assert plan.selected()["node"] == "operative-1"
    assert plan.scale() == scale
    assert plan.place("goal-1") == pytest.approx(place)


def test_a_dragged_node_stays_until_the_view_changes(plan: Plan) -> None:
    before = plan.place("field-2")
    plan.page.mouse.move(*before)
    plan.page.mouse.down()
    plan.page.mouse.move(before[0] + 40, before[1] + 30, steps=5)
    plan.page.mouse.up()
    plan.until(lambda: plan.told()["positions"])
    assert list(plan.told()["positions"]) == ["field-2"]
    dragged = plan.place("field-2")
    assert dragged == pytest.approx((before[0] + 40, before[1] + 30), abs=2)
    plan.switch("Mehr")
    plan.until(lambda: "new-0" in plan.ask(".nodes.getIds()"))
    assert plan.place("field-2") == pytest.approx(dragged)
    plan.switch("Andere Ansicht")
    plan.until(lambda: plan.told()["positions"] == {})
    # Python tells first; the picture follows with the data.
    plan.until(lambda: plan.ask(".network.getPosition('field-2').x") == plan.ask(".dataOf('field-2').x"))


def test_zooming_and_moving_cost_no_run_of_the_script(plan: Plan) -> None:
    x, y = plan.place("goal-3")
    plan.page.mouse.move(x, y)
    plan.page.mouse.wheel(0, -300)
    plan.page.mouse.move(x + 150, y - 60)
    plan.page.mouse.down()
    plan.page.mouse.move(x + 190, y - 30, steps=4)
    plan.page.mouse.up()
    plan.page.wait_for_timeout(900)
    assert plan.told()["runs"] == 1
    plan.click("field-2")
    plan.until(lambda: plan.told()["viewport"])
    assert plan.told()["viewport"]["scale"] == pytest.approx(plan.scale(), abs=0.001)


def test_nobody_can_zoom_or_move_until_nothing_is_left(plan: Plan) -> None:
    stage = plan.page.get_by_role("img", name="Bild des Plans")
    stage.focus()
    for _ in range(40):
        plan.page.keyboard.press("-")
    assert plan.scale() > 0.3
    for _ in range(60):
        plan.page.keyboard.press("ArrowRight")
    box = stage.bounding_box()
    assert box is not None
    assert any(plan.place(uid)[0] > box["x"] for uid in plan.ask(".nodes.getIds()"))
    plan.page.keyboard.press("0")
    assert plan.place("goal-0")[0] > box["x"]


def test_python_shows_an_answer_and_the_rest_fades(plan: Plan) -> None:
    plan.switch("Antwort")
    plan.until(lambda: plan.ask(".related()"))
    assert set(plan.ask(".related()")["nodes"]) == {"goal-0", "field-1"}
    plan.page.get_by_text("Eine Antwort").wait_for()
    red, _, _ = colour_at(plan, "goal-2")
    assert red > 180


def test_hostile_titles_are_text(page: Page, address: str) -> None:
    plan = Plan(page, address, "plan=hostile")
    for uid in plan.ask(".nodes.getIds()"):
        plan.page.mouse.move(*plan.place(uid))
        page.wait_for_timeout(450)
        hint = page.get_by_role("tooltip")
        assert hint.inner_text().strip()
        assert (hint.bounding_box() or {"width": 999})["width"] <= 320
        plan.click(uid)
    plan.click("e")
    page.wait_for_timeout(500)
    assert page.evaluate("window.hacked") is None
    assert page.locator("img[src=x]").count() == 0


def test_the_picture_is_saved_as_png_of_twice_the_size(plan: Plan) -> None:
    box = plan.page.get_by_role("img", name="Bild des Plans").bounding_box()
    assert box is not None
    before = plan.place("goal-0")
    with plan.page.expect_download() as download:
        plan.button("Bild speichern (PNG)").click()
    assert download.value.suggested_filename == "plan.png"
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == (round(box["width"]) * 2, round(box["height"]) * 2)
    assert plan.place("goal-0") == before
    shown = plan.ask(".network.canvas.frame.canvas.width")
    assert shown == round(box["width"])


def test_the_picture_does_not_fade_while_a_script_runs(plan: Plan) -> None:
    plan.switch("Langsam")
    plan.page.wait_for_timeout(2500)
    opacities = """testid => [...document.querySelectorAll('[data-stale=true]')]
        .filter(element => element.querySelector(testid) && element.checkVisibility())
        .map(element => getComputedStyle(element).opacity)"""
    assert set(plan.page.evaluate(opacities, "[data-testid=stCode]")) == {"0.33"}
    assert set(plan.page.evaluate(opacities, "[data-testid^=stBidi]")) == {"1"}


def test_a_canvas_that_went_away_comes_back_as_it_was_left(plan: Plan) -> None:
    plan.button("Vergrößern").click()
    scale, place = plan.scale(), plan.place("goal-1")
    plan.switch("Ohne Bild")
    plan.until(lambda: not plan.is_drawn())
    plan.switch("Ohne Bild")
    plan.until(plan.is_drawn)
    # The page around the picture may still be settling.
    plan.until(lambda: plan.scale() == pytest.approx(scale))
    plan.until(lambda: plan.place("goal-1") == pytest.approx(place, abs=1))


def test_a_change_of_theme_keeps_the_canvas(plan: Plan) -> None:
    plan.ask(".mark = 'the same canvas'")
    plan.click("measure-2")
    plan.until(lambda: plan.events("click"))
    plan.switch("Dunkel")
    plan.until(lambda: plan.ask(".dataOf('measure-0').color.background") == "#1f2a36")
    assert plan.ask(".mark") == "the same canvas"
    assert plan.selected()["node"] == "measure-2"


def test_two_canvases_on_one_page_do_not_disturb_each_other(page: Page, address: str) -> None:
    plan = Plan(page, address, "plan=columns&twice=1&height=360")
    plan.until(lambda: len(page.evaluate("globalThis[Symbol.for('zielnetz.canvas')].keys()")) == 2)
    plan.click("goal-2")
    plan.until(lambda: plan.events("click"))
    other = page.evaluate("globalThis[Symbol.for('zielnetz.canvas')].get('second').selected()")
    assert other == {"node": None, "edge": None}
    assert plan.selected()["node"] == "goal-2"


def test_it_works_where_only_scripts_of_the_own_server_may_run(page: Page, address: str) -> None:
    def strict(route: Any) -> None:
        answer = route.fetch()
        headers = {**answer.headers, "content-security-policy": "script-src 'self'; object-src 'none'"}
        route.fulfill(response=answer, headers=headers)

    page.route(f"{address}/?*", strict)
    plan = Plan(page, address, "plan=columns")
    plan.click("goal-1")
    assert plan.selected()["node"] == "goal-1"


def test_a_thousand_items_are_drawn_and_answer_a_click(page: Page, address: str) -> None:
    plan = Plan(page, address, "plan=everything")
    assert len(plan.ask(".nodes.getIds()")) > 1000
    plan.click("operative-40")
    assert plan.selected()["node"] == "operative-40"
    plan.until(lambda: plan.events("click"))


def colour_at(plan: Plan, uid: str) -> list[int]:
    """Red, green and blue of a pixel inside a card, beside its text."""
    node = plan.ask(".dataOf(argument)", uid)
    at = plan.ask(".network.canvasToDOM(argument)", {"x": node["x"] - node["width"] / 2 + 6, "y": node["y"]})
    pixel = "[...{}.network.canvas.getContext().getImageData(...at, 1, 1).data].slice(0, 3)"
    return list(plan.page.evaluate(f"at => {pixel.format(CANVAS)}", [round(at["x"]), round(at["y"])]))
