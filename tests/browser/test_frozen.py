"""The frozen picture in a real Chromium, opened as a file with the network off: searched, clicked, nothing asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from explorer import i18n
from explorer.model import Plan
from explorer.picture.frozen import Frozen, as_html
from explorer.picture.overview import overview
from explorer.picture.scene import Scene
from explorer.picture.views import around, everything
from tests.browser.app import App, Picture, Screen
from tests.plans import small_plan

pytestmark = pytest.mark.browser
FACE = "globalThis[Symbol.for('zielnetz.canvas')].get('frozen')"


@dataclass
class Stick:
    """A browser without a network in front of a file; what it asked for and what went wrong."""

    page: Page
    folder: Path
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, plan: Plan, scene: Scene, address: str = "") -> Page:
        file = self.folder / "picture.html"
        with i18n.speaking("de"):
            file.write_bytes(as_html(Frozen(plan, scene, "Ein Befund", "2026-11-23")))
        self.page.goto(f"{file.as_uri()}{address}")
        self.page.wait_for_function(f"() => {FACE}?.nodes.length !== undefined")
        return self.page

    def click(self, id_: str) -> None:
        at = self.page.evaluate(f"id => {FACE}.positionOf(id)", id_)
        self.page.mouse.click(at["x"], at["y"])


@pytest.fixture
def screen(page: Page, app: App) -> Screen:
    return Screen(page, app)


@pytest.fixture
def stick(browser: Browser, tmp_path: Path) -> Iterator[Stick]:
    context = browser.new_context(
        viewport={"width": 1366, "height": 900}, offline=True, reduced_motion="reduce"
    )
    made = Stick(context.new_page(), tmp_path)
    made.page.on("request", lambda request: made.requests.append(request.url))
    made.page.on("pageerror", lambda error: made.errors.append(str(error)))
    made.page.on("console", lambda said: made.errors.append(said.text) if said.type == "error" else None)
    yield made
    context.close()
    assert made.errors == []
    assert [url for url in made.requests if not url.startswith(("file:", "blob:"))] == []


def test_it_opens_without_a_network_and_shows_the_picture(stick: Stick, soest_plan: Plan) -> None:
    scene = overview(soest_plan)
    page = stick.open(soest_plan, scene)
    assert set(page.evaluate(f"() => {FACE}.nodes.getIds()")) == {item.id for item in scene.items}
    expect(page.get_by_role("heading", level=1)).to_have_text("Ein Befund")
    assert len(stick.requests) == 1


def test_a_click_on_a_card_opens_its_sheet(stick: Stick, soest_plan: Plan) -> None:
    page = stick.open(soest_plan, around(soest_plan, "kreis-soest-2020/M023"))
    stick.click("kreis-soest-2020/SG3")
    sheet = page.locator("#sheet")
    expect(sheet.get_by_role("heading", level=2)).to_have_text(
        soest_plan.nodes["kreis-soest-2020/SG3"].title, timeout=3000
    )
    assert page.evaluate(f"() => {FACE}.selected().node") == "kreis-soest-2020/SG3"
    assert page.url.endswith("#SG3")


def test_the_sheet_leads_from_item_to_item(stick: Stick, soest_plan: Plan) -> None:
    page = stick.open(soest_plan, around(soest_plan, "kreis-soest-2020/M023"), "#M023")
    goal = soest_plan.nodes["kreis-soest-2020/SG3"].title
    page.locator("#sheet").get_by_role("button", name=goal).click()
    expect(page.locator("#sheet h2")).to_have_text(goal)
    page.locator("#sheet").get_by_role("button", name="Schließen").click()
    expect(page.locator("#sheet")).to_be_hidden()


def test_the_search_finds_by_words_and_by_keyboard(stick: Stick, soest_plan: Plan) -> None:
    page = stick.open(soest_plan, overview(soest_plan))
    page.keyboard.press("/")
    page.keyboard.type("PFLEGE börse")
    options = page.get_by_role("option")
    expect(options).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#sheet h2")).to_have_text("Gesundheits- und Pflegebörsen")
    page.locator("#find").fill("gibt es nicht")
    expect(page.locator("#found")).to_have_text("Nichts gefunden.")


def test_what_is_not_drawn_says_so_and_a_group_shows_what_it_stands_for(
    stick: Stick, soest_plan: Plan
) -> None:
    scene = around(soest_plan, "kreis-soest-2020/SG4")
    fold = next(item for item in scene.items if item.kind == "fold")
    page = stick.open(soest_plan, scene)
    stick.click(fold.id)
    expect(page.locator("#sheet li")).to_have_count(len(fold.uids))
    far = next(node for node in soest_plan.of("Decision"))
    page.evaluate("hash => { location.hash = hash; location.reload(); }", far.code)
    expect(page.locator("#sheet")).to_contain_text("Nicht in diesem Bild", timeout=5000)


def test_the_table_has_every_item_and_selects_in_the_picture(stick: Stick, soest_plan: Plan) -> None:
    scene = around(soest_plan, "kreis-soest-2020/M023")
    page = stick.open(soest_plan, scene)
    page.get_by_text("Dasselbe als Tabelle").click()
    rows = page.locator("#table tbody tr")
    expect(rows).to_have_count(len(scene.items))
    rows.nth(1).get_by_role("button").click()
    expect(rows.nth(1)).to_have_attribute("aria-selected", "true")
    assert page.evaluate(f"() => {FACE}.selected().node") == rows.nth(1).get_attribute("data-id")


def test_a_kind_is_hidden_and_shown_again(stick: Stick, soest_plan: Plan) -> None:
    page = stick.open(soest_plan, overview(soest_plan))
    before = page.evaluate(f"() => {FACE}.nodes.length")
    entry = page.get_by_role("button", name=re.compile("Handlungsfelder"))
    entry.click()
    assert page.evaluate(f"() => {FACE}.nodes.length") < before
    entry.click()
    assert page.evaluate(f"() => {FACE}.nodes.length") == before


def test_hostile_titles_are_read_and_not_run(stick: Stick) -> None:
    plan = small_plan("StrategicGoal SG1 Stay healthy; number=1", "Measure M1 Advice", "M1 SERVES SG1")
    text = "<img src=x onerror=\"document.title='owned'\"></script><script>document.title='owned'</script>"
    nodes = {
        uid: replace(node, properties={**node.properties, "title": text, "description": text})
        for uid, node in plan.nodes.items()
    }
    plan = replace(plan, nodes=nodes)
    page = stick.open(plan, everything(plan), "#M1")
    expect(page.locator("#sheet h2")).to_have_text(text)
    page.locator("#find").fill("onerror")
    expect(page.get_by_role("option")).to_have_count(2)
    assert page.title() == "Plan of the town" and page.locator("#sheet img").count() == 0


def test_the_app_hands_the_picture_over_as_it_is_explored(
    screen: Screen, stick: Stick, soest_plan: Plan
) -> None:
    screen.open("/erkunden?view=around&of=M023&item=SG3")
    Picture(screen)
    screen.press("Bild sichern")
    with screen.page.expect_download() as waiting:
        screen.page.get_by_role("button", name="HTML-Seite").click()
    file = stick.folder / "explored.html"
    waiting.value.save_as(file)
    assert waiting.value.suggested_filename == "kreis-soest-2020-Bild.html"
    stick.page.goto(file.as_uri())
    expect(stick.page.locator("#sheet h2")).to_have_text(soest_plan.nodes["kreis-soest-2020/SG3"].title)
    for name, start in (("SVG-Zeichnung", b"<?xml"), ("PNG-Bild", b"\x89PNG")):
        with screen.page.expect_download() as waiting:
            screen.page.get_by_role("button", name=name).click()
        waiting.value.save_as(file)
        assert file.read_bytes().startswith(start)
