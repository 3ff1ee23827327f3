"""What a department's page says, sentence by sentence, and against a count by hand over the files, on both stores."""

from __future__ import annotations

import csv
from collections.abc import Iterable

import pytest

from explorer.coverage import Scope, State
from explorer.model import Plan
from explorer.resources import bundled
from explorer.store import GraphStore, save_plan
from explorer.store.embedded import EmbeddedStore
from explorer.survey import coverage
from explorer.survey.department import DepartmentProfile, department_profile, profile_of
from tests.plans import small_plan
from tests.survey.by_hand import ByHand

SOEST = bundled("seed") / "kreis-soest-2020"
SCOPES = {
    "as it opens": Scope(),
    "partners too": Scope(partners=True),
    "documented only": Scope(certainty="documented"),
    "with proposals in 2014": Scope(year=2014, certainty="proposed"),
    "running in one field": Scope(statuses=("running",), fields=("kreis-soest-2020/F-FAM",)),
}
TOWN = (
    "StrategicGoal G1 First; number=1",
    "StrategicGoal G2 Second; number=2",
    "StrategicGoal G3 Third; number=3",
    "StrategicGoal G4 Fourth; number=4",
    "Department ALL Town; kind=Verwaltung",
    "Department DEZ Directorate",
    "Department A Office A",
    "Department B Office B",
    "Department DEZ2 Other directorate",
    "DEZ PART_OF ALL",
    "DEZ2 PART_OF ALL",
    "A PART_OF DEZ",
    "B PART_OF DEZ2",
    "Measure M1 One; status=running; since=2010; until=2012; budget_eur=100",
    "Measure M2 Two; status=completed; since=2012; budget_eur=300",
    "Measure M3 Three",
    "Measure M4 Nobody's; budget_eur=600",
    "M1 SERVES G1; contribution=primary",
    "M2 SERVES G1; contribution=primary",
    "M2 SERVES G2; contribution=secondary",
    "A RESPONSIBLE_FOR M1; role=lead",
    "B RESPONSIBLE_FOR M1; role=partner",
    "A RESPONSIBLE_FOR M2; role=lead",
    "B RESPONSIBLE_FOR M2; role=lead",
    "A RESPONSIBLE_FOR M3; role=partner",
    "DEZ NOT_CONCERNED G3; reason=another body does it",
)


@pytest.fixture
def town(embedded_store: EmbeddedStore):  # type: ignore[no-untyped-def]
    """A made plan in a store; ``town("A")`` is a department's profile."""

    def profile(code: str, scope: Scope | None = None, *lines: str) -> DepartmentProfile:
        plan = small_plan(*TOWN, *lines)
        save_plan(embedded_store, plan, who="tests")
        return department_profile(embedded_store, plan, f"town/{code}", scope or Scope())

    return profile


def codes(uids: Iterable[str]) -> list[str]:
    return [uid.split("/")[1] for uid in uids]


def test_goals_are_carried_left_out_on_purpose_or_a_gap(town) -> None:  # type: ignore[no-untyped-def]
    found = town("A")
    assert codes(c.column for c in found.carried) == ["G1", "G2"]
    assert [(codes([c.column])[0], c.reason) for c in found.in_state(State.MEANT)] == [
        ("G3", "another body does it")
    ]
    assert codes(c.column for c in found.in_state(State.GAP)) == ["G4"]


def test_a_goal_that_hangs_on_one_measure_is_a_single_point(town) -> None:  # type: ignore[no-untyped-def]
    assert [(codes([c.column]), codes(c.measures)) for c in town("A").single] == [(["G2"], ["M2"])]


def test_a_directorate_carries_what_its_office_carries_and_says_through_whom(town) -> None:  # type: ignore[no-untyped-def]
    found = town("DEZ")
    assert codes(c.uid for c in found.measures) == ["M1", "M2"]
    assert {codes(r.unit for r in c.roles)[0] for c in found.measures} == {"A"}
    assert (codes(found.parts), codes(found.parents)) == (["A"], ["ALL"])


def test_what_it_only_supports_stands_apart_until_partners_count(town) -> None:  # type: ignore[no-untyped-def]
    alone, together = town("A"), town("A", Scope(partners=True))
    assert (codes(c.uid for c in alone.measures), codes(c.uid for c in alone.supporting)) == (
        ["M1", "M2"],
        ["M3"],
    )
    assert (codes(c.uid for c in together.measures), together.supporting) == (["M1", "M2", "M3"], ())


def test_a_lead_outweighs_support_by_a_part(town) -> None:  # type: ignore[no-untyped-def]
    found = town("DEZ", Scope(), "DEZ RESPONSIBLE_FOR M3; role=lead")
    m3 = next(c for c in found.measures if c.uid == "town/M3")
    assert [(codes([r.unit])[0], r.role) for r in m3.roles] == [("DEZ", "lead"), ("A", "partner")]


def test_goals_are_shared_with_units_of_the_same_level_and_measures_whatever_the_roles(town) -> None:  # type: ignore[no-untyped-def]
    assert [(codes([s.unit])[0], codes(s.goals), codes(s.measures)) for s in town("A").shared] == [
        ("B", ["G1", "G2"], ["M1", "M2"])
    ]
    assert [(codes([s.unit])[0], codes(s.measures)) for s in town("DEZ").shared] == [("DEZ2", ["M1", "M2"])]


def test_statuses_count_every_measure_once_and_none_is_unknown(town) -> None:  # type: ignore[no-untyped-def]
    found = town("A", Scope(partners=True))
    assert {s: codes(uids) for s, uids in found.statuses.items()} == {
        "running": ["M1"],
        "completed": ["M2"],
        "unknown": ["M3"],
    }


def test_years_count_what_ran_in_each_and_name_what_has_no_beginning(town) -> None:  # type: ignore[no-untyped-def]
    found = town("A", Scope(partners=True))
    assert {year: codes(uids) for year, uids in found.years.items()} == {
        2010: ["M1"],
        2011: ["M1"],
        2012: ["M1", "M2"],
    }
    assert codes(found.undated) == ["M3"]


def test_the_budget_says_how_many_figures_it_is_made_of_and_what_counts_twice(town) -> None:  # type: ignore[no-untyped-def]
    budget = town("A", Scope(partners=True)).budget
    assert (budget.total, codes(budget.known), budget.of) == (400, ["M1", "M2"], 3)
    assert (budget.plan_total, codes(budget.plan_known)) == (1000, ["M1", "M2", "M4"])
    assert budget.share == pytest.approx(0.4)
    assert codes(budget.joint) == ["M1", "M2"]
    assert codes(town("A").budget.joint) == ["M2"]


def test_a_department_without_any_figure_has_no_share_instead_of_zero(town) -> None:  # type: ignore[no-untyped-def]
    budget = town("DEZ2", Scope(statuses=("running",))).budget
    assert (budget.known, budget.share) == ((), None)


def test_what_the_scope_leaves_out_is_counted(town) -> None:  # type: ignore[no-untyped-def]
    found = town("A", Scope(statuses=("running",)))
    assert codes(c.uid for c in found.measures) == ["M1"]
    assert codes(found.hidden) == ["M2", "M3"]


def test_a_department_that_is_not_there_in_the_year_is_a_key_error(town) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(KeyError):
        town("C", Scope(year=2000), "Department C New office; since=2020")
    with pytest.raises(KeyError):
        town("G1")


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_every_department_of_the_seed_is_what_a_count_by_hand_says(
    soest_stores: GraphStore, soest_plan: Plan, scope: Scope
) -> None:
    by_hand = ByHand(SOEST, scope)
    goals, statuses = by_hand.cells("department", "goal"), by_hand.cells("department", "status")
    matrix = coverage(soest_stores, soest_plan, "department", "goal", scope)
    for uid in matrix.rows.items:
        found = profile_of(soest_plan, uid, matrix)
        assert {c.column: (c.state, set(c.measures)) for c in found.goals} == {
            goal: (cell.state, set(cell.measures)) for (row, goal), cell in goals.items() if row == uid
        }
        assert {s: set(uids) for s, uids in found.statuses.items()} == {
            status: set(cell.measures)
            for (row, status), cell in statuses.items()
            if row == uid and cell.measures
        }
        mine = {c.uid for c in found.measures}
        assert mine == {m for uids in found.statuses.values() for m in uids}
        assert found.budget.total == pytest.approx(sum(figures().get(m, 0.0) for m in mine))
        assert set(found.budget.known) == mine & set(figures())
        assert set(found.budget.plan_known) == by_hand.counting & set(figures())
        assert mine == {m for uids in found.years.values() for m in uids} | set(found.undated)
        for other in found.shared:
            both = {
                g for g in matrix.columns.items if goals[uid, g].state in ("deep", "shallow")
                and goals[other.unit, g].state in ("deep", "shallow")
            }  # fmt: skip
            assert set(other.goals) == both


def test_the_profile_read_from_a_store_is_that_of_its_matrix(
    soest_stores: GraphStore, soest_plan: Plan
) -> None:
    uid = "kreis-soest-2020/D40"
    found = department_profile(soest_stores, soest_plan, uid, Scope())
    assert found == profile_of(
        soest_plan, uid, coverage(soest_stores, soest_plan, "department", "goal", Scope())
    )


def figures() -> dict[str, float]:
    with (SOEST / "measures.csv").open(encoding="utf-8", newline="") as file:
        return {
            f"kreis-soest-2020/{row['code']}": float(row["budget_eur"])
            for row in csv.DictReader(file)
            if row["budget_eur"]
        }
