"""Every cell of every matrix says what a count by hand over the CSV files says, on both stores."""

from __future__ import annotations

from itertools import combinations

import pytest

from explorer.coverage import DIMENSIONS, Scope
from explorer.model import Plan
from explorer.resources import bundled
from explorer.store import GraphStore
from explorer.survey import coverage, statement_of
from tests.survey.agreement import check_all

SOEST = bundled("seed") / "kreis-soest-2020"
FAMILY = "kreis-soest-2020/F-FAM"
SCOPES = {
    "as it opens": Scope(),
    "partners too": Scope(partners=True),
    "documented only": Scope(certainty="documented"),
    "with proposals": Scope(certainty="proposed"),
    "in 2014": Scope(year=2014),
    "running": Scope(statuses=("running",)),
    "unknown or planned": Scope(statuses=("unknown", "planned")),
    "one field": Scope(fields=(FAMILY,)),
    "all at once": Scope(
        2016, ("running", "completed"), "proposed", (FAMILY, "kreis-soest-2020/F-BIL"), partners=True
    ),
}


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_every_cell_is_what_a_count_by_hand_says(
    soest_stores: GraphStore, soest_plan: Plan, scope: Scope
) -> None:
    check_all(soest_stores, soest_plan, SOEST, scope)


def test_a_field_alone_shows_its_column_unchanged(soest_stores: GraphStore, soest_plan: Plan) -> None:
    for rows in ("department", "goal", "operative", "status"):
        every, alone = (
            coverage(soest_stores, soest_plan, rows, "field", scope)
            for scope in (Scope(), Scope(fields=(FAMILY,)))
        )
        assert alone.columns.items == (FAMILY,)
        assert [alone.cell(row, FAMILY) for row in alone.rows.items] == [
            every.cell(row, FAMILY) for row in alone.rows.items
        ]


@pytest.mark.parametrize("sides", list(combinations(DIMENSIONS, 2)), ids=lambda sides: "-".join(sides))
def test_the_same_matrix_the_other_way_round_has_the_same_cells(
    embedded_soest: GraphStore, soest_plan: Plan, sides: tuple[str, str]
) -> None:
    one, other = (coverage(embedded_soest, soest_plan, *way, Scope()) for way in (sides, sides[::-1]))
    assert (other.rows.dimension, other.columns.dimension) == sides[::-1]
    assert other.transposed() == one


def test_a_matrix_is_one_statement(soest_stores: GraphStore, soest_plan: Plan) -> None:
    asked = []

    class Listening:
        def read(self, made, /, **parameters):
            asked.append(made.name)
            return soest_stores.read(made, **parameters)

    coverage(Listening(), soest_plan, "goal", "department", Scope())
    assert asked == ["coverage/department_goal"]


@pytest.mark.parametrize("pair", [("goal", "goal"), ("measure", "goal"), ("goal", "")])
def test_two_different_known_sides_are_needed(pair: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="two different ones"):
        statement_of(*pair)
