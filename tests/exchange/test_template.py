"""The Excel template: what is written is read back as the same plan, and what people do to it is understood."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.errors import BadPlan, Refusal
from explorer.exchange.books.workbook import open_book
from explorer.exchange.incoming import EVERYTHING, merged
from explorer.exchange.template.read import is_template, read_template, template_code
from explorer.exchange.template.words import columns, columns_by_word, sheet_name, sheets
from explorer.exchange.template.write import MOST_TEXT, write_template
from explorer.i18n import LANGUAGES
from explorer.model import LABELS, Plan
from tests.plans import small_plan
from tests.survey.generated import sketches

TOWN = (
    "StrategicGoal SG1 Gesund leben; number=1",
    "StrategicGoal SG2 Lernen; number=2",
    "OperativeGoal OG1 Beratung in 15 Minuten; level=operative_goal; due_year=2028",
    "Measure M1 Pflegeberatung; status=running; since=2015; budget_eur=1200.50",
    "Measure M2 Öffnungszeiten; status=planned; certainty=reading",
    "Department D1 Gesundheit; number=007",
    "Decision B1 Ausbau; date=2024-03-21",
    "M1 SERVES SG1; contribution=primary",
    "M1 SERVES SG2; contribution=secondary; note=beraten im Mai",
    "M1 IMPLEMENTS OG1",
    "D1 RESPONSIBLE_FOR M1",
    "B1 DECIDES M1",
)
KNOWN = small_plan(*TOWN)


def back(data, known=None, **named):
    return read_template(open_book("plan.xlsx", data), known, **named)


def with_text(plan, text, name="description"):
    nodes = {
        uid: replace(node, properties={**node.properties, name: text}) if node.label == "Measure" else node
        for uid, node in plan.nodes.items()
    }
    return Plan(plan.properties, nodes, plan.links)


class Edited:
    """A template as somebody has it open in a spreadsheet."""

    def __init__(self, plan=KNOWN, lang="de"):
        self.lang = lang
        self.book = openpyxl.load_workbook(io.BytesIO(write_template(plan, lang)))

    def sheet(self, key):
        return self.book[sheet_name(key, self.lang)]

    def cell(self, key, name, row=2):
        index = [column.name for column in columns(key)].index(name)
        return self.sheet(key).cell(row, index + 1)

    def put(self, key, row, **cells):
        for name, value in cells.items():
            self.cell(key, name.rstrip("_"), row).value = value
        return self

    def saved(self):
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def read(self, known=None, **named):
        return back(self.saved(), known, **named)

    def refused(self, known=None):
        with pytest.raises(BadPlan) as caught:
            self.read(known)
        return [p for p in caught.value.problems if p.severity == "error"]


# --------------------------------------------------------------------------------------- there and back


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_shipped_plan_comes_back_the_same_with_the_same_bytes(soest_plan, lang):
    data = write_template(soest_plan, lang)
    incoming = back(data)
    assert incoming.plan == soest_plan and incoming.said == EVERYTHING and incoming.notes == ()
    assert write_template(incoming.plan, lang) == data


@settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sketches(), st.sampled_from(sorted(LANGUAGES)))
def test_a_plan_of_any_shape_comes_back_the_same(sketch, lang):
    plan = sketch.plan("town")
    assert back(write_template(plan, lang)).plan == plan


HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://example.org";"x")',
    "=cmd|' /C calc'!A0",
    "+49 2921 30",
    "-3 % im Jahr",
    "@alle",
    "'schon geschützt",
    "''=1",
    '"Zitat" \u201eZitat\u201c',
    "eins\nzwei\r\ndrei\n\nvier",
    "Tab\there, z.\u00a0B. mit\u202fgeschütztem Leer\u00adzeichen",
    "👩\u200d👩\u200d👧 und 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 und e\u0301",
    "\u200b",
    "\u202eumgedreht",
    "a\x01b\x1fc\x7fd\x85e\ufffe\uffff",
    "_x000D_ _x0041_ x005F_ _x005F_x0041_",
    "#N/A",
    "#DIV/0!",
    "1.5",
    "007",
    "1e5",
    "2015-03-01",
    "TRUE",
    "wahr",
    "{n} %s <b>fett</b> &amp; ]]>",
    "x" * MOST_TEXT,
    "ä\u00a0" * 16_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_hostile_text_comes_back_the_same_and_is_no_formula(text):
    plan = with_text(with_text(KNOWN, text.strip()), text.strip(), "title")
    data = write_template(plan, "de")
    assert back(data).plan == plan
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value[:1] in ("=", "+", "-", "@"):
                    assert cell.quotePrefix


_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXT, _TEXT, st.floats(min_value=0, allow_infinity=False), st.integers(1800, 2200))
def test_any_text_and_any_amount_come_back_the_same(title, note, amount, year):
    plan = with_text(with_text(KNOWN, title.strip() or "x", "title"), note.strip() or None)
    plan = with_text(with_text(plan, amount, "budget_eur"), year, "until" if year >= 2015 else "since")
    assert back(write_template(plan, "de")).plan == plan


@pytest.mark.parametrize("code", ["=M1", "Beispiel 1", "Example", "m_x0041_", "M 1"])
def test_odd_codes_and_the_links_of_them_come_back_the_same(code):
    plan = small_plan("Measure M1 Rat", "StrategicGoal SG1 Ziel", "M1 SERVES SG1; contribution=primary")
    measure, goal = plan.nodes["town/M1"], plan.nodes["town/SG1"]
    uid = f"town/{code}"
    odd = replace(measure, properties={**measure.properties, "code": code, "uid": uid})
    plan = Plan(plan.properties, {goal.uid: goal, uid: odd}, (replace(plan.links[0], source=uid),))
    assert back(write_template(plan, "de")).plan == plan


def test_an_edit_of_a_text_that_a_cell_cannot_keep_wins():
    edited = Edited(with_text(KNOWN, "z.\u00a0B. so", "title"))
    assert edited.cell("Measure", "title").value == "z. B. so"
    edited.put("Measure", 2, title="z. B. anders")
    plan = edited.read().plan
    assert plan.nodes["town/M1"].title == "z. B. anders"
    assert plan.nodes["town/M2"].title == "z.\u00a0B. so"


def test_text_that_no_cell_holds_is_refused_with_a_remedy():
    with pytest.raises(Refusal) as caught:
        write_template(with_text(KNOWN, "x" * (MOST_TEXT + 1)), "en")
    assert "M1 has 32768 characters" in str(caught.value) and "CSV or JSON" in caught.value.remedy
    with pytest.raises(Refusal, match="cannot keep"):
        write_template(with_text(KNOWN, "halb \ud83d"), "en")


# ------------------------------------------------------------------------------------- the empty template


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_empty_template_holds_only_examples_that_are_never_loaded(lang):
    data = write_template(None, lang)
    book = open_book("plan.xlsx", data)
    assert is_template(book) and template_code(book) == "" and data == write_template(None, lang)
    for key in sheets():
        assert 2 <= len(book.sheet(sheet_name(key, lang)).rows) <= 4
    incoming = read_template(book, code="town", title="Stadt")
    assert incoming.plan.nodes == {} and incoming.plan.links == ()
    (note,) = incoming.notes
    assert note.severity == "hint" and "10" in note.told("en")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_template_that_was_filled_in_by_hand_is_a_plan(lang):
    edited = Edited(None, lang)
    edited.put("plan", 2, code="town", title="Stadt")
    edited.put(
        "Measure", 3, code="M1", title="Rat", certainty="belegt", status="running", budget_eur="1.234,50 €"
    )
    edited.put("StrategicGoal", 2, code="SG1", title="Ziel", certainty="documented", number=1)
    edited.put(
        "links", 5, type="dient dem Ziel", from_="M1", to="SG1", certainty="Lesart", contribution="primary"
    )
    incoming = edited.read()
    assert set(incoming.plan.nodes) == {"town/SG1", "town/M1"}
    measure = incoming.plan.nodes["town/M1"].properties
    assert (measure["status"], measure["budget_eur"]) == ("running", 1234.5)
    assert [(k.type, k.certainty, k.text("contribution")) for k in incoming.plan.links] == [
        ("SERVES", "reading", "primary")
    ]
    # Sheets that nobody filled in say nothing, so removing would not empty them.
    assert incoming.said.items == {"StrategicGoal", "Measure"}


def test_a_template_that_does_not_say_which_plan_it_is_is_refused_or_told():
    edited = Edited(None).put("Measure", 2, code="M1", title="Rat")
    (problem,) = edited.refused()
    assert problem.where == "Plan" and "which plan" in problem.told("en")[0]
    assert edited.read(code="town", title="Stadt").plan.code == "town"


def test_it_explains_itself_and_offers_lists():
    edited = Edited(None)
    assert edited.cell("Measure", "status", 1).comment.text
    assert edited.book.worksheets[-1].sheet_state == "hidden"
    lists = {
        name: str(found.formula1)
        for found in edited.sheet("Measure").data_validations.dataValidation
        for name in str(found.sqref).split()
    }
    assert len(lists) == 2 and all("Zielnetz!$" in text for text in lists.values())
    ends = [str(found.formula1) for found in edited.sheet("links").data_validations.dataValidation]
    assert sum("INDIRECT" in text for text in ends) == 2
    assert edited.sheet("Measure").freeze_panes == "C2" and edited.sheet("Measure").auto_filter.ref
    guide = " ".join(str(c.value) for row in edited.book.worksheets[0].iter_rows() for c in row if c.value)
    assert all(column.explained("de") in guide for key in sheets() for column in columns(key))


@pytest.mark.parametrize("key", sheets())
def test_no_heading_means_two_things(key):
    for lang in LANGUAGES:
        headings = [column.heading(lang).casefold() for column in columns(key)]
        assert len(set(headings)) == len(headings)
        assert [columns_by_word(key)[heading] for heading in headings] == [c.name for c in columns(key)]


# ------------------------------------------------------------------------------------- what people do to it


def test_order_of_columns_rows_and_sheets_does_not_matter():
    edited = Edited()
    sheet = edited.sheet("Measure")
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    sheet.delete_rows(1, sheet.max_row)
    for number, row in enumerate([rows[0], *reversed(rows[1:])], 4):
        for index, value in enumerate(reversed(row), 1):
            sheet.cell(number, index).value = value
    sheet.cell(1, 1).value = "Maßnahmen der Stadt"
    edited.book.move_sheet(sheet, -3)
    assert edited.read().plan == KNOWN


def test_a_column_that_was_taken_out_says_nothing():
    edited = Edited()
    index = [column.name for column in columns("Measure")].index("status") + 1
    edited.sheet("Measure").delete_cols(index)
    incoming = edited.read(KNOWN)
    assert "status" not in incoming.said.properties["Measure"]
    assert "status" in EVERYTHING.properties["Measure"]
    assert merged(KNOWN, incoming, remove=True) == KNOWN


def test_a_sheet_that_was_taken_out_says_nothing_and_links_still_find_its_items():
    edited = Edited()
    for key in ("StrategicGoal", "Department", "plan"):
        edited.book.remove(edited.sheet(key))
    incoming = edited.read(KNOWN, code="town")
    assert (
        incoming.said.items == set(LABELS) - {"StrategicGoal", "Department"} and incoming.said.plan == set()
    )
    assert merged(KNOWN, incoming, remove=True) == KNOWN
    assert "SG1" in " ".join(str(p.details) for p in edited.refused())

    edited.book.remove(edited.sheet("links"))
    incoming = edited.read(KNOWN, code="town")
    assert not incoming.said.links and merged(KNOWN, incoming, remove=True) == KNOWN


def test_only_what_is_missing_of_a_sheet_is_removed_and_only_if_asked_for():
    edited = Edited()
    edited.sheet("Measure").delete_rows(3)
    incoming = edited.read(KNOWN)
    assert merged(KNOWN, incoming) == KNOWN
    assert set(KNOWN.nodes) - set(merged(KNOWN, incoming, remove=True).nodes) == {"town/M2"}


@pytest.mark.parametrize(
    ("heading", "name", "severity"),
    [
        ("Massnahmenstatus ", None, "warning"),
        ("Statuss", "status", "hint"),
        ("status:", "status", None),
        ("STATUS *", "status", None),
    ],
)
def test_headings_that_differ_a_little_are_guessed_and_told(heading, name, severity):
    edited = Edited()
    edited.cell("Measure", "status", 1).value = heading
    incoming = edited.read()
    status = incoming.plan.nodes["town/M1"].properties["status"]
    assert status == ("running" if name else None)
    told = [(note.severity, note.column) for note in incoming.notes]
    assert told == ([(severity, heading.strip())] if severity else [])


def test_a_sheet_that_is_called_a_little_differently_is_guessed_and_others_are_left_out():
    edited = Edited()
    edited.sheet("Measure").title = "Maßnahme"
    edited.book.create_sheet("Notizen").append(["Anruf bei Herrn Meier"])
    incoming = edited.read()
    assert incoming.plan == KNOWN
    assert sorted((note.where, note.severity) for note in incoming.notes) == [
        ("Maßnahme", "hint"),
        ("Notizen", "hint"),
    ]


def test_what_a_spreadsheet_makes_of_cells_is_understood():
    edited = Edited()
    edited.put("Measure", 2, since="seit 2015", status="in Umsetzung", budget_eur="1,2 Mio. €")
    edited.put("Department", 2, number=53)
    edited.put("Decision", 2, date=date(2024, 3, 21), paper=12)
    edited.put("links", 2, certainty="BELEGT ")
    plan = edited.read().plan
    measure = plan.nodes["town/M1"].properties
    assert (measure["since"], measure["status"], measure["budget_eur"]) == (2015, "running", 1_200_000)
    assert plan.nodes["town/D1"].properties["number"] == "53"
    assert (plan.nodes["town/B1"].properties["date"], plan.nodes["town/B1"].properties["paper"]) == (
        "2024-03-21",
        "12",
    )


def test_a_day_may_be_written_the_german_way():
    assert Edited().put("Decision", 2, date="21.3.2024").read().plan == KNOWN


def test_every_problem_points_at_its_cell_and_speaks_the_words_of_the_sheet():
    edited = Edited()
    edited.put("Measure", 2, status="vielleicht morgen", title=None)
    edited.put("Measure", 3, since=2020, until=2010)
    edited.put("links", 2, to="SG9")
    edited.put("links", 3, type="verhindert")
    found = {(p.where, p.cell, p.column) for p in edited.refused()}
    names = [column.name for column in columns("Measure")]
    letter = {name: chr(ord("A") + index) for index, name in enumerate(names)}
    measures, links = sheet_name("Measure", "de"), sheet_name("links", "de")
    heading = {
        c.name: c.heading("de") + " *" * c.required for key in ("Measure", "links") for c in columns(key)
    }
    assert found == {
        (measures, f"{letter['status']}2", heading["status"]),
        (measures, f"{letter['title']}2", heading["title"]),
        (measures, f"{letter['until']}3", heading["until"]),
        (links, "C2", heading["to"]),
        (links, "A3", heading["type"]),
    }
    told = " ".join(p.told("de")[0] + p.told("de")[1] for p in edited.refused())
    assert "laufend" in told and "title" not in told


def test_a_link_between_the_wrong_kinds_is_told_in_words():
    (problem,) = Edited().put("links", 2, from_="SG1", to="M1", contribution=None).refused()
    told = " ".join(problem.told("de"))
    assert "StrategicGoal" not in told and "DECIDES" not in told
    assert "Strategisches Ziel" in told and "beschließt über" in told


def test_two_sheets_of_the_same_kind_are_refused():
    edited = Edited()
    edited.book.copy_worksheet(edited.sheet("Measure")).title = "Measures"
    assert "same kind" in edited.refused()[0].told("en")[0]


def test_a_column_twice_and_a_column_missing_are_refused():
    edited = Edited()
    edited.cell("Measure", "indicator", 1).value = "Titel"
    edited.cell("links", "to", 1).value = "?"
    told = [p.told("en")[0] for p in edited.refused()]
    assert any("twice" in text for text in told) and any("missing" in text for text in told)


def test_without_its_mark_a_template_is_known_by_its_sheets():
    edited = Edited()
    edited.book.remove(edited.book["Zielnetz"])
    book = open_book("plan.xlsx", edited.saved())
    assert is_template(book) and read_template(book).plan == KNOWN


def test_a_workbook_of_somebody_else_is_no_template():
    book = openpyxl.Workbook()
    book.active.title = "Maßnahmen"
    book.active.append(["Nr.", "Maßnahme", "Amt", "Ziel 1"])
    book.active.append([1, "Pflegeberatung", "Gesundheit", "x"])
    book.create_sheet("Ziele").append(["Ziel 1", "Gesund leben"])
    out = io.BytesIO()
    book.save(out)
    assert not is_template(open_book("x.xlsx", out.getvalue()))


@pytest.mark.parametrize("code", ["M\u00a01", "M 1\u200b"])
def test_a_code_with_a_sign_that_nobody_sees_is_refused_with_its_cell(code):
    plan = small_plan("Measure M1 Rat")
    measure = plan.nodes["town/M1"]
    odd = replace(measure, properties={**measure.properties, "code": code, "uid": f"town/{code}"})
    with pytest.raises(BadPlan) as caught:
        back(write_template(replace(plan, nodes={odd.uid: odd}), "de"))
    (problem,) = caught.value.problems
    assert problem.where == "Maßnahmen" and problem.cell and "cannot be seen" in problem.told("en")[1]
