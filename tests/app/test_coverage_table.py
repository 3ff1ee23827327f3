"""Every number that the coverage page shows is as long as the list that opens behind it."""

import re
from itertools import permutations

import pytest

from explorer.app.coverage_selection import part_of_graph, selection_of
from explorer.app.coverage_table import payload_of
from explorer.app.coverage_view import CoverageView
from explorer.coverage import DIMENSIONS, Scope, State
from explorer.store import save_plan
from explorer.survey import coverage, outside
from tests.plans import small_plan

SCOPES = (
    Scope(),
    Scope(partners=True, certainty="proposed"),
    Scope(certainty="documented"),
    Scope(year=2014, statuses=("running", "completed")),
)


def numbers(text):
    return [int(found) for found in re.findall(r"\d+", text)]


def foldable(matrix):
    return {uid for axis in (matrix.rows, matrix.columns) for uid in axis.children}


@pytest.mark.parametrize("scope", SCOPES, ids=str)
@pytest.mark.parametrize(("rows", "columns"), list(permutations(DIMENSIONS, 2)))
def test_every_number_of_the_seed_opens_a_list_of_that_length(soest_stores, soest_plan, rows, columns, scope):
    matrix = coverage(soest_stores, soest_plan, rows, columns, scope)
    beside = outside(soest_plan, matrix)
    payload = payload_of(soest_plan, matrix, opened=foldable(matrix))

    def opened(row="", column="", behind=""):
        view = CoverageView(rows, columns, row=row, column=column, behind=behind)
        return selection_of(soest_plan, matrix, beside, view)

    def said(selection):
        return [sum(cell.state.covered for cell in selection.crossings), len(selection.crossings)]

    heads = [column["id"] for column in payload["columns"]]
    for row in payload["rows"]:
        assert said(opened(row["id"])) == numbers(row["sum"])
        for column, cell in zip(heads, row["cells"], strict=True):
            behind = opened(row["id"], column)
            assert len(behind.measures) == cell["count"]
            assert behind.state == cell["state"]
            assert cell["single"] == (cell["count"] == 1 and not matrix.breakdown)
    for column, total in zip(heads, payload["sums"]["cells"], strict=True):
        assert said(opened(column=column)) == numbers(total["text"])
    whole = opened(behind="all")
    assert said(whole) == numbers(payload["sums"]["total"]["text"])
    assert len(whole.measures) == len(matrix.measures)
    for which, uids in (
        ("row", beside.without_row),
        ("column", beside.without_column),
        ("hidden", beside.hidden),
    ):
        assert len(opened(behind=which).measures) == len(uids)


@pytest.fixture
def town(embedded_store):
    plan = small_plan(
        "StrategicGoal SG1 Health; number=1", "StrategicGoal SG2 Jobs; number=2",
        "OperativeGoal O1 Care near home", "O1 DERIVED_FROM SG1",
        "Department D1 Social", "Department D2 Care", "D2 PART_OF D1", "Department D3 Roads",
        "Measure M1 Advice; status=running", "D2 RESPONSIBLE_FOR M1", "M1 IMPLEMENTS O1",
        "D1 NOT_CONCERNED SG2; reason=the job centre does that",
    )  # fmt: skip
    save_plan(embedded_store, plan, who="tests")
    matrix = coverage(embedded_store, plan, "department", "goal", Scope())
    return plan, matrix, outside(plan, matrix)


def picked(town, row, column):
    plan, matrix, beside = town
    return selection_of(plan, matrix, beside, CoverageView(row=f"town/{row}", column=f"town/{column}"))


def test_a_gap_can_be_marked_and_a_covered_cell_cannot(town):
    assert picked(town, "D3", "SG1").pair == ("town/D3", "town/SG1")
    assert picked(town, "D1", "SG1").pair is None


def test_a_mark_is_shown_with_its_reason_on_the_department_and_on_its_parts(town):
    for code in ("D1", "D2"):
        found = picked(town, code, "SG2")
        assert found.state is State.MEANT
        assert found.reason == "the job centre does that"
        assert found.mark == ("town/D1", "town/SG2")


def test_a_mark_is_stored_the_right_way_round_when_the_matrix_is_turned(town, embedded_store):
    plan = town[0]
    turned = coverage(embedded_store, plan, "goal", "department", Scope())
    view = CoverageView("goal", "department", row="town/SG2", column="town/D2")
    assert selection_of(plan, turned, town[2], view).mark == ("town/D1", "town/SG2")


def test_the_picture_behind_a_cell_shows_what_ties_its_ends(town):
    plan, matrix, _beside = town
    scene = part_of_graph(plan, matrix, picked(town, "D1", "SG1"), view="cell")
    assert {item.id.split("/")[1] for item in scene.items} == {"D1", "D2", "M1", "O1", "SG1"}
    assert {tie.id.split("|")[0] for tie in scene.ties} == {
        "PART_OF",
        "RESPONSIBLE_FOR",
        "IMPLEMENTS",
        "DERIVED_FROM",
    }


def test_what_is_no_longer_in_the_matrix_is_not_picked(town):
    plan, matrix, beside = town
    assert selection_of(plan, matrix, beside, CoverageView(row="town/D9")) is None
    assert selection_of(plan, matrix, beside, CoverageView()) is None
