"""Every finding is what a count by hand over the CSV files says, on both stores; nothing is found twice or lost."""

from __future__ import annotations

from collections import Counter

import pytest

from explorer.coverage import Scope, State
from explorer.gaps import GROUPS, KINDS, Finding
from explorer.i18n import LANGUAGES
from explorer.model import Plan
from explorer.resources import bundled
from explorer.store import GraphStore
from explorer.survey import coverage, findings, findings_and_hidden
from tests.survey.by_hand import ByHand
from tests.survey.test_matrices import SCOPES

SOEST = bundled("seed") / "kreis-soest-2020"
PLAN = "kreis-soest-2020"
UNKNOWN = ("goal_link_undocumented", "department_link_undocumented", "status_unknown", "years_unknown")
#: Kinds that mean missing knowledge when more than half of all have them.
OF_MOST = {
    "measure_without_goal": "measure",
    "measure_without_department": "measure",
    "measure_without_operative": "measure",
    "operative_without_goal": "operative",
    "operative_without_department": "operative",
}


def uid(code: str) -> str:
    return f"{PLAN}/{code}"


def by_hand(scope: Scope) -> set[tuple[str, str, str]]:
    """(kind, subject, goal) of all findings but suspect links and marks, which the seed does not have."""
    hand = ByHand(SOEST, scope)
    cells, tops = hand.cells("department", "goal"), hand.tops("department")
    measures = {one: hand.measures[one].items for one in hand.counting}
    operatives = {one: work.items for one, work in hand.operatives.items() if in_fields(work.items, scope)}
    documented = {
        (type_, start, end) for type_, start, end, row in hand.links if row["certainty"] == "documented"
    }
    sure = {(t, s, e) for t, s, e, row in hand.links if row["certainty"] in scope.certainties}
    found: set[tuple[str, str, str]] = set()
    for goal in hand.axis("goal"):
        serving = [m for m, items in measures.items() if goal in items["goal"]]
        derived = [o for o, items in operatives.items() if goal in items["goal"]]
        carrying = [top for top in tops if cells[top, goal].state in ("deep", "shallow")]
        kinds = {
            "goal_without_anything": not serving and not derived,
            "goal_without_measure": bool(derived) and not serving,
            "goal_without_operative": bool(serving) and not derived,
            "goal_without_department": bool(serving or derived) and not carrying,
            "goal_without_field": not any(t == "PURSUED_IN" and s == goal for t, s, _e in sure),
            "goal_on_one_measure": len(serving) == 1,
            "goal_on_one_unit": len(carrying) == 1,
        }
        found |= {(kind, goal, goal) for kind, holds in kinds.items() if holds}
    for (unit, goal), cell in cells.items():
        if hand.items["department"][unit]["kind"] != "Verwaltung":
            found |= {("department_without_goal", unit, goal)} if cell.state == "gap" else set()
            found |= {("contribution_on_one_measure", unit, goal)} if len(cell.measures) == 1 else set()
    for one, items in operatives.items():
        kinds = {
            "operative_without_measure": not any(one in m["operative"] for m in measures.values()),
            "operative_without_goal": not items["goal"],
            "operative_without_department": not items["department"],
        }
        found |= {(kind, one, "") for kind, holds in kinds.items() if holds}
    for one, items in measures.items():
        row = hand.items["measure"][one]
        kinds = {
            "measure_without_goal": not items["goal"],
            "measure_without_department": not items["department"],
            "measure_without_operative": not items["operative"],
            "goal_link_undocumented": bool(items["goal"])
            and not any(t == "SERVES" and s == one for t, s, _e in documented)
            and not any(
                ("DERIVED_FROM", o, goal) in documented
                for t, s, o in documented
                if (t, s) == ("IMPLEMENTS", one)
                for goal in hand.axis("goal")
            ),
            "department_link_undocumented": bool(items["department"])
            and not any(t == "RESPONSIBLE_FOR" and e == one for t, _s, e in documented),
            "status_unknown": row["status"] in ("", "unknown"),
            "years_unknown": not row["since"] and not row["until"],
        }
        found |= {(kind, one, "") for kind, holds in kinds.items() if holds}
    return found


def in_fields(items: dict[str, set[str]], scope: Scope) -> bool:
    return not scope.fields or bool(items["field"] & set(scope.fields))


def told(found: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.subject, one.goal) for one in found]


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_the_findings_are_what_a_count_by_hand_says(
    soest_stores: GraphStore, soest_plan: Plan, scope: Scope
) -> None:
    found = findings(soest_stores, soest_plan, scope)
    assert len(set(told(found))) == len(found) == len({one.key for one in found})
    assert set(told(found)) == by_hand(scope)


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_what_the_filters_hide_is_what_does_not_count(
    soest_stores: GraphStore, soest_plan: Plan, scope: Scope
) -> None:
    hand = ByHand(SOEST, scope)
    assert set(findings_and_hidden(soest_stores, soest_plan, scope)[1]) == set(hand.measures) - hand.counting


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_what_most_of_them_lack_is_missing_knowledge(
    embedded_soest: GraphStore, soest_plan: Plan, scope: Scope
) -> None:
    hand = ByHand(SOEST, scope)
    of = {
        "measure": len(hand.counting),
        "operative": sum(in_fields(work.items, scope) for work in hand.operatives.values()),
    }
    found = findings(embedded_soest, soest_plan, scope)
    counts = Counter(one.kind for one in found)
    for one in found:
        if (one.kind in OF_MOST and counts[one.kind] * 2 > of[OF_MOST[one.kind]]) or one.kind in UNKNOWN:
            assert one.group == "knowledge"
        elif scope.certainty != "documented":
            assert one.group == KINDS[one.kind].group


def test_on_soest_operative_goals_are_what_nobody_knows(embedded_soest: GraphStore, soest_plan: Plan) -> None:
    found = findings(embedded_soest, soest_plan, Scope(certainty="proposed"))
    lacking = [one for one in found if one.kind == "measure_without_operative"]
    assert (len(lacking), {one.group for one in lacking}) == (92, {"knowledge"})
    assert all("92 of 125 measures" in one.why(soest_plan, "en") for one in lacking)
    assert not any(one.pairs for one in lacking)


def test_gaps_of_departments_are_as_many_as_the_matrix_counts(
    embedded_soest: GraphStore, soest_plan: Plan
) -> None:
    for scope in (Scope(), Scope(year=2014), Scope(partners=True, certainty="proposed")):
        found = findings(embedded_soest, soest_plan, scope)
        matrix = coverage(embedded_soest, soest_plan, "department", "goal", scope)
        gaps = [one for one in found if one.kind == "department_without_goal" and not one.level]
        assert len(gaps) == matrix.states()[State.GAP]
        assert {one.pairs for one in gaps} == {((one.subject, one.goal),) for one in gaps}
        parts = [one for one in found if one.kind == "department_without_goal" and one.level]
        assert {one.subject for one in parts}.isdisjoint({*matrix.rows.counted, *matrix.rows.wholes})


def test_where_only_documented_facts_count_what_our_reading_sees_is_no_gap(
    embedded_soest: GraphStore, soest_plan: Plan
) -> None:
    strict = findings(embedded_soest, soest_plan, Scope(certainty="documented"))
    wide = findings(embedded_soest, soest_plan, Scope(certainty="reading"))
    about = {one.key for one in strict if one.is_about_plan and one.group != "suspect"}
    assert about <= {one.key for one in wide}
    goals = [one for one in strict if one.kind == "goal_without_anything"]
    assert goals
    for one in goals:
        assert one.group == "knowledge" and "our reading" in one.why(soest_plan, "en").lower()


def test_every_finding_says_why_and_what_would_close_it_in_both_languages(
    embedded_soest: GraphStore, soest_plan: Plan
) -> None:
    for scope in (Scope(), Scope(2014, partners=True), Scope(certainty="documented")):
        for one in findings(embedded_soest, soest_plan, scope):
            assert one.group in GROUPS
            for lang in LANGUAGES:
                for sentence in (one.why(soest_plan, lang), one.remedy(soest_plan, lang)):
                    assert sentence.endswith(".") and "{" not in sentence and PLAN not in sentence


def test_the_same_plan_gives_the_same_findings_in_the_same_order(
    soest_stores: GraphStore, embedded_soest: GraphStore, soest_plan: Plan
) -> None:
    scope = Scope(year=2015)
    found = findings(soest_stores, soest_plan, scope)
    assert found == findings(embedded_soest, soest_plan, scope)
    order = {group: place for place, group in enumerate(("plan", "knowledge", "meant"))}
    places = [order.get(one.group, 0) for one in found]
    assert places == sorted(places)
    serious = [list(KINDS).index(one.kind) for one in found if one.is_about_plan]
    assert serious == sorted(serious)


def test_a_measure_of_a_part_concerns_the_part(embedded_soest: GraphStore, soest_plan: Plan) -> None:
    found = findings(embedded_soest, soest_plan, Scope())
    waste = next(one for one in found if one.subject == uid("OG-ABFALL-3"))
    assert (waste.kind, waste.department) == ("operative_without_measure", uid("D70"))
