"""A picture that leaves the app: as SVG, as PNG and as one HTML page, with every text as text."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from explorer import i18n
from explorer.picture.canvas.register import ASSETS
from explorer.picture.changes import changes_scene
from explorer.picture.files import FORMATS, written
from explorer.picture.frozen import Frozen, as_html
from explorer.picture.frozen.bundle import bundle
from explorer.picture.frozen.page import _ASSETS
from explorer.picture.overview import overview
from explorer.picture.svg_marks import ARMS
from explorer.picture.symbols import SYMBOLS
from explorer.picture.views import around, chosen, everything
from explorer.years.compare import compare_plans
from tests.plans import small_plan

HOSTILE = "</script><script>alert(1)</script> \" ' & <b>x</b> ]]> \u202e \u2028 ${x} $title \x07 \ud800"
SVG = "{http://www.w3.org/2000/svg}"


def frozen(plan, scene, **more):
    return Frozen(plan, scene, "39 measures serve goal 4", "2026-11-23", **more)


def texts(svg):
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def data_of(page):
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.decode("utf-8"), re.S)
    return json.loads(found[1])


@pytest.fixture
def hostile_plan():
    plan = small_plan("StrategicGoal SG1 Stay healthy; number=1", "Measure M1 Advice", "M1 SERVES SG1")
    nodes = {
        uid: replace(node, properties={**node.properties, "title": HOSTILE, "description": HOSTILE})
        for uid, node in plan.nodes.items()
    }
    return replace(plan, nodes=nodes, properties={**plan.properties, "title": HOSTILE})


@pytest.mark.parametrize("ending", [form.ending for form in FORMATS])
def test_the_same_picture_gives_the_same_file(soest_plan, ending):
    picture = frozen(soest_plan, around(soest_plan, "kreis-soest-2020/SG3"))
    assert written(picture, ending) == written(picture, ending)


def test_a_drawing_shows_every_card_and_every_line(soest_plan):
    scene = around(soest_plan, "kreis-soest-2020/M023")
    drawing = ET.fromstring(written(frozen(soest_plan, scene), "svg"))
    hints = [element.text for element in drawing.iter(f"{SVG}title")]
    for item in scene.items:
        assert any(item.title in (hint or "") for hint in hints)
    lines = [
        p
        for p in drawing.iter(f"{SVG}path")
        if p.get("fill") == "none" and "C" in p.get("d") and p.find(f"{SVG}title") is not None
    ]
    assert len(lines) == len(scene.ties)


def test_a_drawing_has_its_headline_its_date_and_its_legend(soest_plan):
    with i18n.speaking("en"):
        said = texts(written(frozen(soest_plan, overview(soest_plan), facts=("Year 2015",)), "svg"))
    assert said[0] == "39 measures serve goal 4"
    assert said[1] == "Kreis Soest: Future Concept 2020 · as of 23 Nov 2026 · plan revision 0 · Year 2015"
    assert {"Strategic goals 7", "documented", "our reading", "proposal"} <= set(said)


def test_nothing_of_a_drawing_lies_outside_of_it(soest_plan):
    for scene in (overview(soest_plan), around(soest_plan, "kreis-soest-2020/SG3"), everything(soest_plan)):
        drawing = ET.fromstring(written(frozen(soest_plan, scene), "svg"))
        left, top, width, height = map(float, drawing.get("viewBox").split())
        for box in drawing.iter(f"{SVG}rect"):
            x, y, w, h = (float(box.get(name)) for name in ("x", "y", "width", "height"))
            assert left - 1 <= x and x + w <= left + width + 8 and top - 1 <= y and y + h <= top + height + 8


def test_reading_is_dashed_and_a_proposal_is_dotted_on_paper_too():
    plan = small_plan(
        "StrategicGoal SG1 Stay healthy; number=1",
        "Measure M1 Advice; certainty=reading",
        "Measure M2 Care; certainty=proposed",
        "Measure M3 Sport",
        "M1 SERVES SG1; certainty=reading",
        "M2 SERVES SG1; certainty=proposed",
        "M3 SERVES SG1",
    )
    drawing = ET.fromstring(written(frozen(plan, everything(plan)), "svg"))
    lines = {
        p.find(f"{SVG}title").text.split(" –")[0]: p
        for p in drawing.iter(f"{SVG}path")
        if p.find(f"{SVG}title") is not None
    }
    dashes = {name: (line.get("stroke-dasharray") or "").split(" ")[0] for name, line in lines.items()}
    assert dashes["Sport"] == "" and dashes["Care"] == "0.1" and float(dashes["Advice"]) > 5


def test_an_image_has_the_size_of_the_drawing_twice(soest_plan):
    picture = frozen(soest_plan, around(soest_plan, "kreis-soest-2020/M023"))
    drawing = ET.fromstring(written(picture, "svg"))
    image = Image.open(BytesIO(written(picture, "png")))
    assert abs(image.width - 2 * float(drawing.get("width"))) <= 2
    assert abs(image.height - 2 * float(drawing.get("height"))) <= 2
    assert len(image.convert("RGB").getcolors(1_000_000)) > 50


def test_a_picture_without_anything_in_it_is_still_a_file(soest_plan):
    nothing = frozen(soest_plan, chosen(soest_plan, [], "nothing"))
    for form in FORMATS:
        assert written(nothing, form.ending)


def test_hostile_text_stays_text_in_every_form(hostile_plan):
    picture = frozen(hostile_plan, everything(hostile_plan), facts=(HOSTILE,))
    assert any("alert(1)" in text for text in texts(written(picture, "svg")))
    assert written(picture, "png")
    page = as_html(picture)
    scripts = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag == "script":
                scripts.append(dict(attrs).get("type"))

    Reader().feed(page.decode("utf-8"))
    assert scripts == ["application/json", None, None]
    assert b"<b>x</b>" not in page
    found = data_of(page)["items"]["town/M1"]
    assert found["title"].startswith("</script><script>alert(1)</script>")


def test_the_page_may_run_nothing_but_its_own_scripts_and_ask_nobody(soest_plan):
    page = as_html(frozen(soest_plan, overview(soest_plan))).decode("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src &#x27;none&#x27;; script-src &#x27;sha256-")
    assert "unsafe" not in policy and "http" not in policy
    outside = re.sub(r'<script type="application/json".*', "", page, flags=re.S)
    assert not re.search(r'(?:src|href)="', outside)


def test_the_page_of_the_county_is_under_three_megabytes(soest_plan):
    for scene in (overview(soest_plan), everything(soest_plan)):
        assert len(as_html(frozen(soest_plan, scene))) < 3_000_000


def test_the_page_knows_every_item_and_where_it_is_drawn(soest_plan):
    scene = around(soest_plan, "kreis-soest-2020/SG4")
    with i18n.speaking("de"):
        data = data_of(as_html(frozen(soest_plan, scene)))
    assert set(data["items"]) == set(soest_plan.nodes)
    measure = data["items"]["kreis-soest-2020/M023"]
    assert measure["code"] == "M023" and measure["word"].endswith("Maßnahme")
    heads = [heading for heading, _rows in measure["relations"]]
    assert any(head.startswith("dient dem Ziel (") for head in heads)
    folded = next(item for item in scene.items if item.kind == "fold")
    assert data["groups"][folded.id]["uids"] == list(folded.uids)
    assert all(data["drawn"][uid] == folded.id for uid in folded.uids)


def test_what_was_hidden_dragged_and_selected_is_so_in_the_page(soest_plan):
    scene = around(soest_plan, "kreis-soest-2020/SG3")
    uid = next(item.id for item in scene.items if item.kind == "measure")
    data = data_of(
        as_html(frozen(soest_plan, scene, hidden=("operative",), selected=uid, positions={uid: (1.0, 2.0)}))
    )
    drawn = {node["id"]: node for node in data["payload"]["nodes"]}
    assert (drawn[uid]["x"], drawn[uid]["y"]) == (1.0, 2.0) and data["selected"] == uid
    assert {node["group"] for node in drawn.values()}.isdisjoint({"operative"})


def test_the_page_speaks_the_readers_language(soest_plan):
    picture = frozen(soest_plan, overview(soest_plan))
    for lang, word in (("de", "Dasselbe als Tabelle"), ("en", "The same as a table")):
        with i18n.speaking(lang):
            page = as_html(picture).decode("utf-8")
        assert f'<html lang="{lang}">' in page and word in page


def test_the_bundle_holds_every_module_once_and_no_import_is_left():
    script = bundle(_ASSETS / "page.js")
    modules = {path.stem for path in ASSETS.glob("*.js") if path.name != "vis-network.min.js"} - {"highlight"}
    for name in modules:
        assert script.count(f"const module_{name} = (() => {{") == 1
    assert not re.search(r"^\s*(import|export)\b", script, re.M)


def test_an_import_that_the_bundle_does_not_know_is_an_error(tmp_path):
    strange = tmp_path / "strange.js"
    strange.write_text('import * as all from "./other.js";\n', "utf-8")
    with pytest.raises(ValueError, match=r"strange\.js"):
        bundle(strange)


def test_the_symbols_on_paper_are_those_of_the_canvas():
    script = (ASSETS / "symbols.js").read_text("utf-8")
    for kind, symbol in SYMBOLS.items():
        for path in (*symbol.strokes, *symbol.fills, symbol.inner):
            assert path in script, kind
    named = set(re.findall(r"^  (\w+): \{", script.split("SYMBOLS = {")[1].split("\n};")[0], re.M))
    assert named == set(SYMBOLS)


def test_the_marks_of_a_comparison_are_those_of_the_canvas(soest_plan):
    script = (ASSETS / "changes.js").read_text("utf-8")
    for strokes in ARMS.values():
        assert all(f'"{path}"' in script for path in strokes)
    before, after = (soest_plan.in_year(year) for year in (2012, 2020))
    drawing = written(frozen(soest_plan, changes_scene(compare_plans(before, after))), "svg")
    circles = [c for c in ET.fromstring(drawing).iter(f"{SVG}circle") if c.get("r") == "9"]
    assert len(circles) > 10
