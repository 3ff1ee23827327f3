"""The page that compares two years keeps its view in the address and begins with years that differ."""

from dataclasses import replace

from explorer.app.compare_view import CompareView, params_of, usual_years, view_from, years_in
from explorer.model import Plan
from explorer.report.compared import Narrowed


def test_a_view_comes_back_from_its_address(soest_plan: Plan) -> None:
    view = CompareView(
        2015,
        2020,
        Narrowed(f"{soest_plan.code}/DEZ05", f"{soest_plan.code}/SG6", ("Measure",), ("added", "gone")),
        group="fold:changes|same|measure",
        item=f"{soest_plan.code}/M075",
        hidden=("goal",),
    )
    assert view_from(params_of(view, soest_plan), soest_plan, (0, 0)) == view


def test_what_does_not_fit_the_plan_is_dropped(soest_plan: Plan) -> None:
    asked = {"from": "x", "to": "20155", "dept": "SG1", "goal": "NONE", "states": "odd", "item": "?"}
    assert view_from(asked, soest_plan, (2019, 2020)) == CompareView(2019, 2020)


def test_without_years_in_the_address_the_last_two_that_differ_are_compared(soest_plan: Plan) -> None:
    first, second = usual_years(soest_plan, 2026)
    assert second == first + 1 <= 2026
    assert set(soest_plan.in_year(first).nodes) != set(soest_plan.in_year(second).nodes)


def test_the_latest_year_of_a_plan_is_the_second_one(soest_plan: Plan) -> None:
    carried = replace(soest_plan, properties={**soest_plan.properties, "latest_year": 2040})
    assert usual_years(carried, 2026)[1] == 2040
    assert 2040 in years_in(carried)


def test_a_plan_without_years_has_none_to_compare() -> None:
    assert usual_years(Plan({"code": "p", "title": "P"}), 2026) == (0, 0)
