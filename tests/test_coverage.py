"""What is covered, how deep, and what is a gap: the definitions, sentence by sentence, without a store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from explorer.coverage import (
    DIMENSIONS,
    Axis,
    Matrix,
    Scope,
    State,
    axis_of,
    matrix_of,
    operative_counts,
    state_of,
)
from explorer.model import STATUSES, Plan
from tests.plans import small_plan

#: A county: the whole, two Dezernate, an Abteilung in each, and one that both share.
COUNTY = (
    "Department KV The whole county; kind=Verwaltung",
    "Department Z1 Dezernat 1; kind=Dezernat",
    "Department Z2 Dezernat 2; kind=Dezernat",
    "Department A1 Jugend; kind=Abteilung",
    "Department A2 Bau; kind=Abteilung",
    "Department AB Both; kind=Abteilung",
    "Department S1 Pflege; kind=Sachgebiet",
    "Z1 PART_OF KV",
    "Z2 PART_OF KV",
    "A1 PART_OF Z1",
    "S1 PART_OF A1",
    "A2 PART_OF Z2",
    "AB PART_OF Z1",
    "AB PART_OF Z2",
    "StrategicGoal G1 Gut leben; number=1",
    "StrategicGoal G2 Gut bauen; number=2",
    "StrategicGoal G3 Gut lernen; number=3",
)


def town(code: str) -> str:
    return f"town/{code}"


def codes(uids: Sequence[str]) -> list[str]:
    return [uid.removeprefix("town/") for uid in uids]


def found(row: str, column: str, how: str, *uids: str, reason: str | None = None) -> dict[str, Any]:
    """One row as a statement gives it; codes stand for uids."""
    return {
        "row": town(row),
        "column": town(column),
        "how": how,
        "uids": [town(uid) for uid in uids],
        "reason": reason,
    }


def matrix(*rows: dict[str, Any], plan: Plan | None = None) -> Matrix:
    """Departments x goals of the county over what was found."""
    county = plan or small_plan(*COUNTY)
    scope = Scope()
    return matrix_of(rows, axis_of(county, "department", scope), axis_of(county, "goal", scope), scope)


def cell(made: Matrix, row: str, column: str) -> Any:
    return made.cell(town(row), town(column))


# The states.


def test_a_cell_that_nothing_carries_is_a_gap() -> None:
    assert state_of() is State.GAP
    assert matrix().cell(town("A1"), town("G1")).state is State.GAP


def test_a_goal_is_covered_shallowly_by_a_department_that_leads_a_measure_for_it() -> None:
    made = cell(matrix(found("A1", "G1", "measure", "M1", "M2")), "A1", "G1")
    assert made.state is State.SHALLOW and made.state.covered
    assert codes(made.measures) == ["M1", "M2"] and made.closed == ()


def test_a_goal_is_covered_shallowly_by_a_department_that_leads_an_operative_goal_for_it() -> None:
    made = cell(matrix(found("A1", "G1", "operative", "O1")), "A1", "G1")
    assert made.state is State.SHALLOW
    assert codes(made.operatives) == ["O1"] and made.measures == ()


def test_a_goal_that_the_plan_pursues_in_a_field_is_covered_shallowly_there() -> None:
    plan = small_plan("StrategicGoal G1 Gut leben", "FieldOfAction F1 Bildung")
    scope = Scope()
    goals, fields = axis_of(plan, "goal", scope), axis_of(plan, "field", scope)
    made = cell(matrix_of([found("G1", "F1", "pursued")], goals, fields, scope), "G1", "F1")
    # A row that says so counts only with the link that it found.
    assert made.state is State.GAP
    made = cell(matrix_of([found("G1", "F1", "pursued", "F1")], goals, fields, scope), "G1", "F1")
    assert made.state is State.SHALLOW and made.pursued and made.measures == ()


def test_a_goal_is_covered_deeply_when_the_chain_closes() -> None:
    made = cell(
        matrix(found("A1", "G1", "measure", "M1", "M2"), found("A1", "G1", "closed", "M2")), "A1", "G1"
    )
    assert made.state is State.DEEP and made.state.covered
    assert codes(made.closed) == ["M2"] and codes(made.measures) == ["M1", "M2"]


def test_a_measure_whose_chain_closes_carries_the_cell_even_if_nothing_else_names_it() -> None:
    made = cell(matrix(found("A1", "G1", "closed", "M2")), "A1", "G1")
    assert codes(made.measures) == codes(made.closed) == ["M2"]


def test_what_is_left_out_on_purpose_is_no_gap_and_has_its_reason() -> None:
    made = cell(matrix(found("A1", "G1", "meant", reason="done by the state")), "A1", "G1")
    assert made.state is State.MEANT and not made.state.covered
    assert made.reason == "done by the state"
    assert made.marked == (town("A1"), town("G1"))


def test_a_mark_without_a_reason_is_a_mark() -> None:
    made = cell(matrix(found("A1", "G1", "meant")), "A1", "G1")
    assert made.state is State.MEANT and made.reason == ""


@pytest.mark.parametrize(
    ("how", "state"), [("measure", State.SHALLOW), ("operative", State.SHALLOW), ("closed", State.DEEP)]
)
def test_what_carries_a_cell_outweighs_a_mark_and_the_mark_stays_known(how: str, state: State) -> None:
    made = cell(
        matrix(found("A1", "G1", "meant", reason="not ours"), found("A1", "G1", how, "X1")), "A1", "G1"
    )
    assert made.state is state
    assert made.reason == "not ours"


def test_a_status_that_nothing_has_is_no_gap() -> None:
    assert state_of(breakdown=True) is State.EMPTY and not State.EMPTY.covered
    plan = small_plan(*COUNTY, "Measure M1 Advice; status=running", "Measure M2 Bus; status=planned")
    scope = Scope()
    departments, statuses = axis_of(plan, "department", scope), axis_of(plan, "status", scope)
    row = found("A1", "G1", "measure", "M1") | {"column": "running"}
    made = matrix_of([row], departments, statuses, scope)
    assert made.breakdown and made.transposed().breakdown and not matrix().breakdown
    assert made.cell(town("A1"), "running").state is State.SHALLOW
    assert made.cell(town("A1"), "planned").state is State.EMPTY
    assert made.states()[State.GAP] == 0


def test_single_marks_a_cell_that_hangs_on_one_measure_alone() -> None:
    made = matrix(
        found("A1", "G1", "measure", "M1"),
        found("A1", "G1", "operative", "O1", "O2"),
        found("A2", "G1", "measure", "M1", "M2"),
        found("AB", "G1", "operative", "O1"),
    )
    assert cell(made, "A1", "G1").single
    assert not cell(made, "A2", "G1").single
    assert not cell(made, "AB", "G1").single and not cell(made, "A1", "G2").single


def test_a_measure_found_twice_for_a_cell_counts_once_and_in_order() -> None:
    made = cell(
        matrix(found("A1", "G1", "measure", "M2", "M1"), found("A1", "G1", "measure", "M1")), "A1", "G1"
    )
    assert codes(made.measures) == ["M1", "M2"]


def test_what_is_found_for_an_item_outside_the_axes_counts_nowhere() -> None:
    made = matrix(found("gone", "G1", "measure", "M1"), found("A1", "gone", "meant", reason="x"))
    assert made.cells == {}


# The hierarchy.


def test_a_parent_department_counts_what_its_parts_carry_each_measure_once() -> None:
    made = matrix(
        found("S1", "G1", "measure", "M1"),
        found("A1", "G1", "measure", "M1", "M2"),
        found("AB", "G1", "closed", "M3"),
    )
    assert codes(cell(made, "S1", "G1").measures) == ["M1"]
    assert codes(cell(made, "A1", "G1").measures) == ["M1", "M2"]
    assert codes(cell(made, "Z1", "G1").measures) == ["M1", "M2", "M3"]
    assert codes(cell(made, "KV", "G1").measures) == ["M1", "M2", "M3"]
    assert cell(made, "A1", "G1").state is State.SHALLOW
    assert cell(made, "Z1", "G1").state is cell(made, "KV", "G1").state is State.DEEP


def test_parts_do_not_count_what_only_their_parent_carries() -> None:
    made = matrix(found("Z1", "G1", "measure", "M1"))
    assert cell(made, "Z1", "G1").state is State.SHALLOW
    assert cell(made, "A1", "G1").state is cell(made, "AB", "G1").state is State.GAP


def test_a_department_in_two_dezernate_counts_in_both() -> None:
    made = matrix(found("AB", "G2", "measure", "M1"))
    assert codes(cell(made, "Z1", "G2").measures) == codes(cell(made, "Z2", "G2").measures) == ["M1"]
    assert codes(made.column(town("G2")).covered) == ["Z1", "Z2"]
    assert codes(made.column(town("G2")).measures) == ["M1"]


def test_a_mark_on_a_dezernat_holds_for_its_parts_and_says_where_it_was_made() -> None:
    made = matrix(found("Z1", "G1", "meant", reason="not ours"))
    for part in ("A1", "AB", "S1"):
        assert cell(made, part, "G1").state is State.MEANT
        assert cell(made, part, "G1").reason == "not ours"
        assert cell(made, part, "G1").marked == (town("Z1"), town("G1"))
    assert cell(made, "KV", "G1").state is cell(made, "Z2", "G1").state is State.GAP


def test_the_nearest_mark_gives_the_reason() -> None:
    made = matrix(found("Z1", "G1", "meant", reason="far"), found("A1", "G1", "meant", reason="near"))
    assert [cell(made, code, "G1").reason for code in ("AB", "A1", "S1")] == ["far", "near", "near"]


def test_a_mark_on_a_part_does_not_excuse_its_parent() -> None:
    made = matrix(found("A1", "G1", "meant", reason="not ours"))
    assert cell(made, "Z1", "G1").state is State.GAP


def test_a_part_that_carries_something_is_covered_below_a_marked_dezernat() -> None:
    made = matrix(found("Z1", "G1", "meant", reason="not ours"), found("A1", "G1", "measure", "M1"))
    assert cell(made, "A1", "G1").state is cell(made, "Z1", "G1").state is State.SHALLOW
    assert cell(made, "AB", "G1").state is State.MEANT


# Sums.


def test_a_percentage_always_has_its_n_and_its_m() -> None:
    made = matrix(
        found("A1", "G1", "measure", "M1"),
        found("A1", "G2", "closed", "M1", "M2"),
        found("Z2", "G3", "meant", reason="not ours"),
    )
    row = made.row(town("Z1"))
    assert (codes(row.covered), codes(row.of)) == (["G1", "G2"], ["G1", "G2", "G3"])
    assert codes(row.measures) == ["M1", "M2"] and row.meant == ()
    assert codes(made.row(town("Z2")).meant) == ["G3"]
    column = made.column(town("G1"))
    assert (codes(column.covered), codes(column.of)) == (["Z1"], ["Z1", "Z2"])
    whole = made.whole()
    assert (len(whole.covered), len(whole.meant), len(whole.of)) == (2, 1, 2 * 3)
    assert codes(whole.measures) == ["M1", "M2"]


def test_nothing_counts_twice_because_only_the_units_below_the_whole_are_counted() -> None:
    axis = axis_of(small_plan(*COUNTY), "department", Scope())
    assert codes(axis.counted) == ["Z1", "Z2"]
    assert codes(sorted(axis.items)) == ["A1", "A2", "AB", "KV", "S1", "Z1", "Z2"]
    assert codes(sorted(axis.wholes)) == ["KV"]


def test_every_counted_cell_is_in_exactly_one_state() -> None:
    made = matrix(
        found("A1", "G1", "measure", "M1"),
        found("A1", "G2", "closed", "M1"),
        found("Z2", "G3", "meant", reason="not ours"),
    )
    assert made.states() == {
        State.EMPTY: 0,
        State.GAP: 3,
        State.MEANT: 1,
        State.SHALLOW: 1,
        State.DEEP: 1,
    }
    assert sum(made.states().values()) == len(made.whole().of)


def test_a_whole_without_parts_has_no_counted_line_and_no_sum() -> None:
    made = matrix(plan=small_plan("Department KV County; kind=Verwaltung", "StrategicGoal G1 Gut leben"))
    assert made.rows.counted == () and made.whole().of == ()
    assert made.row(town("KV")).of == (town("G1"),)


def test_rows_and_columns_can_be_exchanged() -> None:
    made = matrix(found("AB", "G1", "closed", "M1"), found("Z2", "G2", "meant", reason="not ours"))
    turned = made.transposed()
    assert turned.rows == made.columns and turned.columns == made.rows
    assert turned.row(town("G1")) == made.column(town("G1"))
    assert turned.column(town("Z1")) == made.row(town("Z1"))
    assert turned.cell(town("G2"), town("A2")).marked == (town("G2"), town("Z2"))
    assert turned.states() == made.states()
    assert turned.transposed() == made


# The axes.


def test_units_that_are_part_of_each_other_do_not_vanish() -> None:
    # The check of a plan refuses this, another program that writes to the same database may not.
    axis = Axis("department", ("A", "B", "C"), {"A": ("B",), "B": ("A",), "C": ("A",)})
    assert axis.above("C") == ("C", "A", "B")
    assert axis.counted == ("A", "B")
    assert axis.shown({"A", "B"}) == [("A",), ("A", "B"), ("A", "C"), ("B",), ("B", "A"), ("B", "A", "C")]


def test_what_stands_above_comes_nearest_first_and_once() -> None:
    axis = axis_of(small_plan(*COUNTY), "department", Scope())
    assert codes(axis.above(town("S1"))) == ["S1", "A1", "Z1", "KV"]
    assert codes(axis.above(town("AB"))) == ["AB", "Z1", "Z2", "KV"]
    assert codes(axis.above(town("KV"))) == ["KV"]


def test_the_whole_comes_first_and_a_dezernat_unfolds_into_its_parts() -> None:
    axis = axis_of(small_plan(*COUNTY), "department", Scope())
    assert [codes(path) for path in axis.shown([])] == [["KV"], ["Z1"], ["Z2"]]
    opened = [codes(path) for path in axis.shown([town("KV"), town("Z1"), town("A1")])]
    assert opened == [["KV"], ["Z1"], ["Z1", "AB"], ["Z1", "A1"], ["Z1", "A1", "S1"], ["Z2"]]


def test_units_with_parts_come_first_then_numbers_then_titles() -> None:
    plan = small_plan(
        "Department A Works; number=70", "Department B Schools; number=40", "Department C Ambulances",
        "Department Z Directorate; number=05", "Department X Airport", "B PART_OF Z", "A PART_OF Z",
    )  # fmt: skip
    axis = axis_of(plan, "department", Scope())
    assert [codes(path) for path in axis.shown([town("Z")])] == [["Z"], ["Z", "B"], ["Z", "A"], ["X"], ["C"]]


def test_a_department_that_two_structures_share_stands_under_both() -> None:
    axis = axis_of(small_plan(*COUNTY), "department", Scope())
    paths = [codes(path) for path in axis.shown([town("Z1"), town("Z2")])]
    assert ["Z1", "AB"] in paths and ["Z2", "AB"] in paths


def test_a_part_does_not_show_while_what_it_is_in_is_folded() -> None:
    axis = axis_of(small_plan(*COUNTY), "department", Scope())
    assert [codes(path) for path in axis.shown([town("A1")])] == [["KV"], ["Z1"], ["Z2"]]


def test_an_axis_has_the_items_of_the_year_and_a_part_outlives_its_dezernat_as_a_unit_of_its_own() -> None:
    plan = small_plan(
        "Department Z1 Dezernat; kind=Dezernat; until=2012",
        "Department A1 Jugend; kind=Abteilung",
        "A1 PART_OF Z1",
    )
    assert codes(axis_of(plan, "department", Scope(year=2010)).counted) == ["Z1"]
    later = axis_of(plan, "department", Scope(year=2015))
    assert codes(later.items) == codes(later.counted) == ["A1"] and later.parents == {}


def test_goals_come_by_their_number_and_those_without_one_last() -> None:
    plan = small_plan(
        "StrategicGoal GB Second; number=2", "StrategicGoal GA None", "StrategicGoal GC First; number=1"
    )
    assert codes(axis_of(plan, "goal", Scope()).items) == ["GC", "GB", "GA"]


def test_only_the_chosen_fields_stand_on_an_axis() -> None:
    plan = small_plan("FieldOfAction F1 Bildung", "FieldOfAction F2 Pflege")
    assert codes(axis_of(plan, "field", Scope()).items) == ["F1", "F2"]
    assert codes(axis_of(plan, "field", Scope(fields=(town("F2"),))).items) == ["F2"]


def test_statuses_come_in_the_order_of_a_measures_life_and_an_empty_one_is_unknown() -> None:
    plan = small_plan(
        "Measure M1 A; status=completed", "Measure M2 B; status=planned", "Measure M3 C", "Measure M4 D"
    )
    assert axis_of(plan, "status", Scope()).items == ("planned", "completed", "unknown")
    assert axis_of(plan, "status", Scope(statuses=("unknown", "running"))).items == ("unknown",)


def test_an_operative_goal_counts_when_it_is_certain_enough() -> None:
    plan = small_plan(
        "OperativeGoal O1 Documented",
        "OperativeGoal O2 Read; certainty=reading",
        "OperativeGoal O3 Proposed; certainty=proposed",
        "OperativeGoal O4 From a workshop; level=proposal",
    )
    counts = {
        certainty: codes(axis_of(plan, "operative", Scope(certainty=certainty)).items)
        for certainty in ("documented", "reading", "proposed")
    }
    assert counts == {"documented": ["O1"], "reading": ["O1", "O2"], "proposed": ["O1", "O2", "O3", "O4"]}
    assert not operative_counts(plan.nodes[town("O4")], Scope())


def test_the_organisation_does_not_change_with_what_is_certain() -> None:
    plan = small_plan(
        "Department Z1 Dezernat; certainty=proposed",
        "Department A1 Jugend",
        "A1 PART_OF Z1; certainty=proposed",
    )
    axis = axis_of(plan, "department", Scope(certainty="documented"))
    assert codes(axis.items) == ["Z1", "A1"] and codes(axis.counted) == ["Z1"]


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_dimension_of_an_empty_plan_is_an_empty_axis(dimension: str) -> None:
    axis = axis_of(small_plan(), dimension, Scope())
    assert axis.items == axis.counted == () and axis.shown([]) == []
    made = matrix_of([], axis, axis, Scope())
    assert made.whole().of == () and not any(made.states().values())


# The scope.


def test_a_scope_counts_what_is_at_least_as_certain_as_it_asks_for() -> None:
    assert Scope(certainty="documented").certainties == ("documented",)
    assert Scope().certainties == ("documented", "reading")
    assert Scope(certainty="proposed").certainties == ("documented", "reading", "proposed")


def test_departments_that_only_support_count_when_asked_for() -> None:
    assert Scope().roles == ("lead",)
    assert Scope(partners=True).roles == ("lead", "partner")


def test_a_scope_tells_a_statement_everything_that_counts() -> None:
    scope = Scope(2016, ("running",), "documented", ("town/F1",), partners=True)
    assert scope.parameters() == {
        "year": 2016,
        "statuses": ["running", "running"],
        "certainties": ["documented", "documented"],
        "fields": ["town/F1", "town/F1"],
        "roles": ["lead", "partner"],
    }


def test_whatever_is_filtered_no_list_but_that_of_the_fields_is_of_another_size_for_neo4j() -> None:
    scopes = (Scope(), Scope(statuses=("ended",)), Scope(certainty="documented"), Scope(partners=True))
    for scope in scopes:
        lists = [value for value in scope.parameters().values() if isinstance(value, list) and value]
        assert all(2 <= len(one) <= 10 for one in lists)
    assert set(Scope().parameters()["statuses"]) == set(STATUSES)
