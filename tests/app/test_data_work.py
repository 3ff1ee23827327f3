"""A file on its way into a plan: read, corrected by people, and compared with what is there; never an exception."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from explorer.app.data_meanings import Meaning, meaning_of, meaning_word, meanings, to_check, unread
from explorer.app.data_values import choice_word, choices, unknown_values
from explorer.app.data_view import total
from explorer.app.data_work import (
    Asked,
    Upload,
    column_values,
    look_into,
    rows_to_choose,
    with_all_checked,
    with_meaning,
    with_shape,
    with_value,
)
from explorer.errors import BadPlan
from explorer.exchange.formats.csv_zip import as_csv_zip
from explorer.exchange.formats.json_file import as_json
from explorer.exchange.mapping import NEW
from explorer.exchange.template.write import write_template
from tests.plans import small_plan

PLAN = small_plan(
    "StrategicGoal SG1 Gute Pflege; number=1",
    "StrategicGoal SG2 Saubere Luft; number=2",
    "Measure M1 Beratung zur Pflege; status=planned",
    "Measure M2 Radwege",
    "Department D51 Jugendamt",
    "Department D66 Tiefbauamt",
    "D51 RESPONSIBLE_FOR M1",
    "M1 SERVES SG1; contribution=primary",
    title="Plan der Stadt",
)
HEADINGS = ("Nr.", "Maßnahme", "Amt", "Status", "Ziel 1", "Ziel 2", "Bemerkg")


def known(code):
    return PLAN if code == PLAN.code else None


def matrix(*rows, headings=HEADINGS, name="ziele.xlsx"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Matrix"
    for row in ((), ("Übersicht",), headings, *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return Upload(name, out.getvalue())


MESSY = matrix(
    ("M1", "Beratung zur Pflege", "Jugendamtt", "läuft", "x", "(x)", ""),
    ("M2", "Radwege", "Tiefbauamt", "geplant", "", "X", ""),
)


def look(upload, asked=None, there=known):
    return look_into(upload, asked or Asked(PLAN.code, "Plan der Stadt"), there)


def test_a_slip_in_the_name_of_a_department_is_asked_about_and_the_nearest_is_offered():
    looked = look(MESSY)
    assert not looked.ready and looked.refusal is None
    (one,) = unknown_values(looked)
    assert (one.meaning, one.text, one.offered, one.chosen) == ("lead", "Jugendamtt", ("D51",), None)
    assert "C4" in one.places
    assert choices(one, PLAN)[:2] == ["D51", NEW]
    assert "Jugendamt (D51)" in choice_word(one, "D51", PLAN)


def test_only_what_is_like_a_text_is_called_nearest():
    slip = unknown_values(look(MESSY))[0]
    assert slip.near and choice_word(slip, "D51", PLAN) != choice_word(replace(slip, near=False), "D51", PLAN)
    flat = matrix(("Beratung", "9"), ("Radwege", "2"), headings=("Maßnahme", "Strategische Ziele"))
    (goal,) = (one for one in unknown_values(look(flat)) if one.text == "9")
    assert set(goal.offered) == {"SG1", "SG2"} and not goal.near


def test_in_a_new_plan_a_slip_offers_the_item_of_the_file_by_its_name():
    slip = matrix(
        *(
            ("A", "Beratung", "Abteilung Jugendhilfe", "", "x"),
            ("B", "Bus", "Abteilung Jugendhilfe", "", "x"),
        ),
        ("C", "Wege", "Abteilung Jugendhilffe", "", "x"),
    )
    looked = look(slip, Asked("neu", "Neu"), lambda code: None)
    (one,) = unknown_values(looked)
    assert one.near and "Jugendhilfe" in choice_word(one, one.offered[0], None)
    answered = with_value(looked.mapping, one.meaning, one.text, one.offered[0])
    assert look(slip, replace(looked.asked, mapping=answered), lambda code: None).ready


def test_an_answer_counts_at_once_and_can_be_taken_back():
    looked = look(MESSY)
    answered = with_value(looked.mapping, "lead", "Jugendamtt", "D51")
    again = look(MESSY, replace(looked.asked, mapping=answered))
    assert again.ready
    assert [(one.text, one.chosen) for one in unknown_values(again)] == [("Jugendamtt", "D51")]
    assert not look(
        MESSY, replace(looked.asked, mapping=with_value(answered, "lead", "Jugendamtt", None))
    ).ready


def test_what_a_load_would_do_is_known_before_with_and_without_removal():
    looked = look(MESSY)
    answered = with_value(looked.mapping, "lead", "Jugendamtt", "D51")
    looked = look(MESSY, replace(looked.asked, mapping=answered))
    assert total(looked.comparison)["gone"] == 0
    assert {one.node.code for one in looked.comparison.items if one.state == "changed"} == {"M1", "M2"}
    only_one = matrix(("M1", "Beratung zur Pflege", "Jugendamt", "geplant", "x", "", ""))
    after, removing = look(only_one).removing
    assert "town/M2" not in after.nodes and total(removing)["gone"] >= 1


def test_a_column_that_is_given_another_meaning_is_no_longer_guessed():
    mapping = look(MESSY).mapping
    position = mapping.columns[-1].position
    changed = with_meaning(mapping, position, "indicator", "")
    column = next(c for c in changed.columns if c.position == position)
    assert meaning_of(column) == Meaning("indicator") and not column.guessed
    assert to_check(with_all_checked(mapping)) == []
    assert with_shape(mapping, "list").shape == "list"


def test_every_meaning_that_can_be_chosen_has_its_own_words():
    mapping = look(MESSY).mapping
    said = [meaning_word(one, PLAN) for one in meanings(mapping, PLAN)]
    assert len(set(said)) == len(said)
    assert any("Gute Pflege" in text for text in said)
    assert all(c.heading for c in unread(mapping))


def test_a_row_of_headings_and_a_sheet_can_be_chosen():
    book = openpyxl.Workbook()
    book.active.title = "Deckblatt"
    for name in ("Alt", "Neu"):
        sheet = book.create_sheet(name)
        sheet.append(HEADINGS)
        sheet.append(("M1", f"Beratung {name}", "Jugendamt", "geplant", "x", "", ""))
    out = io.BytesIO()
    book.save(out)
    upload = Upload("zwei.xlsx", out.getvalue())
    looked = look(upload, Asked(PLAN.code, "", sheet="Alt"))
    assert looked.mapping.sheet == "Alt"
    assert look(upload, Asked(PLAN.code, "", sheet="Neu")).mapping.sheet == "Neu"
    chosen = look(MESSY, Asked(PLAN.code, "", sheet="Matrix", header_row=3))
    assert chosen.mapping.header_row == 3
    assert rows_to_choose(chosen.sheet)[1][1].startswith("Nr. | Maßnahme")
    assert column_values(chosen.sheet, 1, 3) == ["Beratung zur Pflege", "Radwege"]


def test_the_mapping_of_the_last_file_is_used_for_the_next_one():
    looked = look(MESSY)
    answered = with_value(looked.mapping, "lead", "Jugendamtt", "D51")
    kept = replace(PLAN, properties={**PLAN.properties, "mapping": answered.model_dump_json()})
    assert look(MESSY, there=lambda code: kept).ready
    damaged = replace(PLAN, properties={**PLAN.properties, "mapping": "{"})
    assert not look(MESSY, there=lambda code: damaged).ready


def test_a_file_with_a_whole_plan_goes_where_it_says():
    other = small_plan("Measure M9 Bus", code="other", title="Another town")
    for upload in (Upload("plan.ZIP", as_csv_zip(other)), Upload("plan.json", as_json(other))):
        looked = look(upload)
        assert looked.ready and looked.known is None and looked.mapping is None
        assert looked.incoming.plan.code == "other"


def test_the_template_with_the_plan_changes_nothing():
    looked = look(Upload("vorlage.xlsx", write_template(PLAN, "de")))
    assert looked.ready and looked.mapping is None
    counts = total(looked.comparison)
    assert counts["added"] == counts["changed"] == counts["gone"] == 0


@pytest.mark.parametrize(
    "upload",
    [
        Upload("leer.xlsx", b""),
        Upload("bild.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 64),
        Upload("kaputt.zip", b"PK\x03\x04" + b"\0" * 64),
        Upload("kaputt.json", b"{"),
        Upload("seite.csv", b"<html><script>alert(1)</script></html>"),
        Upload("../../etc/passwd", b"root:x:0:0\n" * 3),
        Upload("gross.zip", b"PK" + b"0" * 50_000_001),
    ],
    ids=lambda upload: upload.name,
)
def test_a_file_that_cannot_be_read_says_so_itself(upload):
    looked = look(upload)
    assert not looked.ready
    assert looked.refusal is not None or any(one.severity == "error" for one in looked.problems)


def test_a_plan_that_would_run_in_a_circle_is_a_problem_of_the_file_not_of_the_page():
    there = small_plan("Department A a", "Department B b", "A PART_OF B")
    back = small_plan("Department A a", "Department B b", "B PART_OF A")
    looked = look(Upload("kreis.json", as_json(back)), Asked("town", ""), lambda code: there)
    assert not looked.ready and looked.problems
    assert isinstance(looked.refusal, BadPlan | None)


def test_a_name_on_a_stick_of_windows_is_a_title_without_folders():
    assert Upload("C:\\Ablage\\Ziele 2026.xlsx", b"").stem == "Ziele 2026"
