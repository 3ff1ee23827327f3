"""The coverage page's view goes into the address and comes back; what does not fit the plan is dropped."""

import pytest

from explorer.app.coverage_view import CoverageView, params_of, view_from
from explorer.app.scope import params_of as scope_params
from explorer.app.scope import scope_from
from explorer.coverage import Scope
from tests.plans import small_plan


@pytest.fixture(scope="module")
def plan():
    return small_plan(
        "StrategicGoal SG1 Health", "FieldOfAction F1 Care", "Department D1 Social", "Department D2 Care",
        "Measure M1 Advice", "D2 PART_OF D1", "D2 RESPONSIBLE_FOR M1", "M1 SERVES SG1",
    )  # fmt: skip


def test_the_default_view_leaves_the_address_empty(plan):
    assert params_of(CoverageView(), plan) == {}
    assert view_from({}, plan) == CoverageView()


def test_a_view_comes_back_from_its_address_as_it_was(plan):
    views = (
        CoverageView(opened=("town/D1",), row="town/D1", column="town/SG1", item="town/M1"),
        CoverageView(rows="status", columns="field", row="running", column="town/F1"),
        CoverageView(behind="hidden"),
    )
    for view in views:
        params = params_of(view, plan)
        assert view_from(params, plan) == view
        assert "town/" not in "".join(params.values())


def test_what_does_not_fit_the_plan_is_dropped(plan):
    odd = {
        "rows": "moon",
        "columns": "goal",
        "row": "M1",
        "col": "D1",
        "open": "M1,D9",
        "item": "no",
        "behind": "x",
    }
    assert view_from(odd, plan) == CoverageView()


def test_rows_and_columns_are_never_the_same(plan):
    assert view_from({"rows": "goal", "columns": "goal"}, plan).columns == "department"
    assert view_from({"columns": "department"}, plan).columns == "goal"


def test_picking_the_same_again_lets_go_of_it(plan):
    cell = CoverageView().pick("town/D1", "town/SG1")
    assert (cell.row, cell.column) == ("town/D1", "town/SG1")
    assert not cell.pick("town/D1", "town/SG1").picked
    assert CoverageView().pick("", "").behind == "all"
    assert not CoverageView(behind="all").pick("", "").picked
    assert cell.look_behind("row") == CoverageView(behind="row")


def test_a_scope_comes_back_from_its_address(plan):
    scope = Scope(statuses=("running", "ended"), certainty="documented", fields=("town/F1",), partners=True)
    assert scope_from(scope_params(scope, plan), plan) == scope
    assert scope_params(Scope(), plan) == {}


def test_a_scope_with_unknown_values_is_the_default_one(plan):
    assert scope_from({"status": "x", "certainty": "y", "fields": "F9", "partners": "no"}, plan) == Scope()
