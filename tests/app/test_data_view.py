"""What the page of data says about a file: each problem once with its places, each change with old and new."""

import pytest

from explorer.app.data_view import (
    PARTS,
    Changes,
    Rows,
    code_from,
    count_rows,
    examples,
    grouped,
    headline,
    old_and_new,
    part_of,
    plan_changes,
    problem_headings,
    problem_rows,
    total,
)
from explorer.exchange.problems import Place, problem_at
from explorer.years.compare import compare_plans
from tests.plans import small_plan

BEFORE = (
    "StrategicGoal SG1 Care; number=1",
    "Measure M1 Advice; status=planned",
    "Measure M2 Bus",
    "M1 SERVES SG1; contribution=secondary",
    "M2 SERVES SG1",
)
AFTER = (
    "StrategicGoal SG1 Care; number=1",
    "Measure M1 Advice; status=running",
    "Measure M3 Train",
    "M1 SERVES SG1; contribution=primary",
    "M3 SERVES SG1",
)


@pytest.fixture
def comparison():
    return compare_plans(small_plan(*BEFORE), small_plan(*AFTER))


def unknown(cell, row, severity="error", value="Amt"):
    place = Place("Matrix", row, "Amt", cell)
    return problem_at(place, "There is no {value}.", "Take another one.", severity=severity, value=value)


def test_an_address_with_a_section_that_is_not_there_opens_the_first():
    assert part_of({"part": "plans"}) == "plans"
    assert part_of({"part": "<script>"}) == part_of({}) == next(iter(PARTS))


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Köln 2030 – Ziele & Maßnahmen", "koeln-2030-ziele-massnahmen"),
        ("  Überblick ", "ueberblick"),
        ("///|,", "plan"),
        ("計画", "plan"),
    ],
)
def test_a_plan_that_nobody_gave_a_code_gets_one_from_its_title(title, code):
    assert code_from(title, ()) == code


def test_a_code_that_is_taken_is_counted_on():
    assert code_from("Plan", {"plan", "plan-2"}) == "plan-3"


def test_the_same_problem_in_many_cells_is_said_once_with_its_places():
    first, second = grouped([unknown("C9", 9, "warning"), *(unknown(f"C{n}", n) for n in range(2, 7))])
    assert first.severity == "error" and len(first.problems) == 5
    assert first.places() == "Matrix: C2, C3, C4 und 2 weitere"
    assert (second.severity, second.places()) == ("warning", "Matrix: C9")


def test_a_problem_in_a_text_file_has_its_row_and_column_as_its_place():
    (group,) = grouped([unknown("", 7)])
    assert group.places() == "Matrix: Zeile 7, Amt"
    (whole,) = grouped([problem_at(Place("plan.csv"), "It is missing.", "Add it.")])
    assert whole.places() == "plan.csv"


def test_the_report_as_a_table_has_a_row_for_each_problem():
    rows = problem_rows([unknown("C2", 2), unknown("", 3)])
    assert [row[2:5] for row in rows] == [["2", "C2", "Amt"], ["3", "", "Amt"]]
    assert len(rows[0]) == len(problem_headings())


def test_a_load_is_counted_by_kind_and_in_all(comparison):
    counted = dict(count_rows(comparison))
    assert counted["Maßnahmen"] == {"added": 1, "changed": 1, "gone": 1, "same": 0}
    assert counted["Verknüpfungen"] == {"added": 1, "changed": 1, "gone": 1, "same": 0}
    assert total(comparison) == {"added": 2, "changed": 2, "gone": 2, "same": 1}
    assert headline(total(comparison)) == "2 neu, 2 geändert, 2 entfernt"


def test_what_changes_is_told_from_old_to_new(comparison):
    told = Changes(comparison)
    rows = [told.row(one) for one in told.of(["changed"])]
    assert rows[0][2:] == ["M1", "Advice", "Status: geplant → laufend"]
    assert rows[1][3:] == ["„Advice“ dient dem Ziel „Care“", "Beitrag: nachrangig → vorrangig"]


def test_the_list_to_download_speaks_the_language_of_the_screen(comparison):
    told = Changes(comparison)
    rows = Rows(told, told.of(["changed", "added"]), "en")
    assert len(rows) == 4
    assert rows[0][1:] == ["Measure", "M1", "Advice", "Status: planned → running"]
    assert sorted(row[1] for row in rows) == ["Link", "Link", "Measure", "Measure"]


def test_a_new_title_of_the_plan_is_a_change_too():
    one, two = (small_plan(*BEFORE, title=title) for title in ("Plan", "Plan 2030"))
    assert plan_changes(one, two) == ["Titel: Plan → Plan 2030"]
    assert plan_changes(one, one) == plan_changes(None, one) == []


def test_a_value_that_was_or_becomes_empty_says_so():
    one, two = (small_plan(*lines).nodes["town/M1"] for lines in (BEFORE, ("Measure M1 Advice",)))
    assert old_and_new(one, two, ["status"]) == "Status: geplant → (leer)"


def test_examples_of_a_column_are_few_short_and_different():
    assert examples(["x", "", " x ", "y" * 40, "a\nb", "c"]) == f"x · {'y' * 28}… · a b"
