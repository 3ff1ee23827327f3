"""What is a gap and what is not, sentence by sentence, with small plans in a real store."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from explorer.coverage import Scope
from explorer.gaps import KINDS, Finding
from explorer.model import Plan
from explorer.store import GraphStore, read_plan, save_plan
from explorer.store.edits import mark_meant, undo
from explorer.survey import findings
from tests.plans import small_plan

Found = Callable[..., "Seen"]
_AS_IT_OPENS = Scope()
#: A plan in which nothing is missing: two departments, each with two running measures for the goal.
ORDER = (
    "StrategicGoal SG1 Live well; number=1",
    "FieldOfAction F1 Care",
    "OperativeGoal O1 Fewer waits",
    "Department U1 Health",
    "Department U2 Youth",
    *(f"Measure M{n} Advice {n}; status=running; since=2015" for n in (1, 2, 3, 4)),
    "SG1 PURSUED_IN F1",
    "O1 DERIVED_FROM SG1",
    "U1 RESPONSIBLE_FOR O1",
    *(f"M{n} SERVES SG1" for n in (1, 2, 3, 4)),
    *(f"M{n} IMPLEMENTS O1" for n in (1, 2, 3, 4)),
    *(f"U1 RESPONSIBLE_FOR M{n}" for n in (1, 2)),
    *(f"U2 RESPONSIBLE_FOR M{n}" for n in (3, 4)),
)


class Seen:
    """The findings of one plan, with short ways to ask for them."""

    def __init__(self, plan: Plan, found: tuple[Finding, ...]) -> None:
        self.plan = plan
        self.found = found

    def kinds(self) -> set[tuple[str, str]]:
        """(kind, code of the subject)."""
        return {(one.kind, self._code(one.subject)) for one in self.found}

    def one(self, kind: str, subject: str = "") -> Finding:
        """The only finding of a kind (about a subject)."""
        fitting = [f for f in self.found if f.kind == kind and subject in ("", self._code(f.subject))]
        assert len(fitting) == 1, self.kinds()
        return fitting[0]

    def why(self, kind: str, subject: str = "") -> str:
        return self.one(kind, subject).why(self.plan, "en")

    def _code(self, uid: str) -> str:
        return uid.split("/", 1)[1]


@pytest.fixture
def found(embedded_store: GraphStore) -> Found:
    """Writes a plan of these lines into the store and finds what is missing in it."""
    codes = count()

    def work(*lines: str, scope: Scope = _AS_IT_OPENS) -> Seen:
        code = f"town{next(codes)}"
        save_plan(embedded_store, small_plan(*lines, code=code), who="tests")
        plan = read_plan(embedded_store, code)
        return Seen(plan, findings(embedded_store, plan, scope))

    return work


def without(*lines: str) -> tuple[str, ...]:
    assert set(lines) <= set(ORDER)
    return tuple(line for line in ORDER if line not in lines)


def test_in_a_plan_in_order_nothing_is_found(found: Found) -> None:
    assert found(*ORDER).found == ()


def test_a_goal_with_neither_a_measure_nor_an_operative_goal_is_the_most_serious(found: Found) -> None:
    seen = found(*ORDER, "StrategicGoal SG2 Learn; number=2")
    first = seen.found[0]
    assert (first.kind, first.goal, first.group) == ("goal_without_anything", first.subject, "forward")
    assert "Goal 2 “Learn”" in first.why(seen.plan, "en")
    assert ("goal_without_field", "SG2") in seen.kinds()
    assert ("goal_without_department", "SG2") not in seen.kinds()  # said once is enough


def test_a_goal_with_an_operative_goal_but_no_measure_is_a_gap(found: Found) -> None:
    seen = found(*ORDER, "StrategicGoal SG2 Learn", "OperativeGoal O2 Read", "O2 DERIVED_FROM SG2")
    assert "1 operative goal but no measure" in seen.why("goal_without_measure")
    assert ("operative_without_measure", "O2") in seen.kinds()
    assert ("goal_without_department", "SG2") in seen.kinds()


def test_a_goal_that_measures_serve_without_an_operative_goal_is_a_gap(found: Found) -> None:
    seen = found(*ORDER, "StrategicGoal SG2 Learn", "SG2 PURSUED_IN F1", "M1 SERVES SG2", "M3 SERVES SG2")
    assert "2 measures serve it" in seen.why("goal_without_operative")


def test_a_goal_with_one_measure_hangs_on_it_and_concerns_who_leads_it(found: Found) -> None:
    seen = found(*ORDER, "StrategicGoal SG2 Learn", "M3 SERVES SG2")
    one = seen.one("goal_on_one_measure")
    assert one.group == "single"
    assert one.department.endswith("/U2")
    assert "“Advice 3”" in one.why(seen.plan, "en")
    assert "Only Youth carries" in seen.why("goal_on_one_unit")


def test_a_goal_reached_through_an_operative_goal_counts_like_one_that_is_served(found: Found) -> None:
    seen = found(*without(*(f"M{n} SERVES SG1" for n in (1, 2, 3, 4))))
    assert {kind for kind, _code in seen.kinds()} == set()


def test_a_department_without_a_goal_is_a_gap_that_can_be_marked(found: Found) -> None:
    seen = found(*ORDER, "Department U3 Roads")
    one = seen.one("department_without_goal")
    assert one.why(seen.plan, "en") == (
        "Roads contributes nothing to Goal 1 “Live well”: no measure and no operative goal."
    )
    assert "4 measures serve the goal" in one.remedy(seen.plan, "en")
    assert one.pairs == ((one.subject, one.goal),)
    assert one.level == 0


def test_the_gap_of_a_part_stands_one_level_below_its_unit(found: Found) -> None:
    seen = found(
        *ORDER,
        "Department ALL Town hall; kind=Verwaltung",
        "Department S1 Clinic",
        "Department S2 Ambulance",
        "U1 PART_OF ALL",
        "S1 PART_OF U1",
        "S2 PART_OF S1",
    )
    levels = {one.subject[-2:]: one.level for one in seen.found}
    assert levels == {"S1": 1, "S2": 2}


def test_what_a_part_carries_is_no_gap_of_its_department(found: Found) -> None:
    seen = found(*ORDER, "Department D0 Social affairs", "U2 PART_OF D0")
    assert not seen.kinds()


def test_a_contribution_of_one_measure_is_single(found: Found) -> None:
    seen = found(*without("U2 RESPONSIBLE_FOR M4"), "U1 RESPONSIBLE_FOR M4")
    assert "with one measure alone: “Advice 3”" in seen.why("contribution_on_one_measure", "U2")


def test_a_measure_without_a_goal_a_department_or_an_operative_goal_hangs_in_the_air(found: Found) -> None:
    seen = found(*ORDER, "Measure M9 Alone; status=running; since=2015")
    assert seen.kinds() == {
        ("measure_without_goal", "M9"),
        ("measure_without_department", "M9"),
        ("measure_without_operative", "M9"),
    }
    assert {one.group for one in seen.found} == {"backward"}


def test_what_more_than_half_of_all_measures_lack_is_missing_knowledge(found: Found) -> None:
    three_of_four = [f"M{n} IMPLEMENTS O1" for n in (1, 2, 3)]
    half = found(*without(*three_of_four[:2]))
    most = found(*without(*three_of_four))
    assert {one.group for one in half.found} == {"backward"}
    assert {one.group for one in most.found} == {"knowledge"}
    assert "3 of 4 measures" in most.found[0].why(most.plan, "en")


def test_an_operative_goal_without_goal_measure_and_department_is_found_thrice(found: Found) -> None:
    others = ("OperativeGoal O3 Sleep", "O3 DERIVED_FROM SG1", "M1 IMPLEMENTS O3", "U1 RESPONSIBLE_FOR O3")
    seen = found(*ORDER, *others, "OperativeGoal O2 Read")
    assert seen.kinds() == {
        ("operative_without_measure", "O2"),
        ("operative_without_goal", "O2"),
        ("operative_without_department", "O2"),
    }


def test_what_is_not_known_about_a_measure_is_kept_apart(found: Found) -> None:
    seen = found(
        *ORDER,
        "Measure M9 Doubtful",
        "M9 SERVES SG1; certainty=reading",
        "M9 IMPLEMENTS O1; certainty=reading",
        "U1 RESPONSIBLE_FOR M9; certainty=reading",
    )
    assert seen.kinds() == {
        ("goal_link_undocumented", "M9"),
        ("department_link_undocumented", "M9"),
        ("status_unknown", "M9"),
        ("years_unknown", "M9"),
    }
    assert not any(one.is_about_plan for one in seen.found)
    assert "Health is responsible for “Doubtful”" in seen.why("department_link_undocumented")


def test_where_only_documented_facts_count_a_reading_is_missing_knowledge_and_no_gap(found: Found) -> None:
    lines = [*ORDER, "StrategicGoal SG2 Learn", "M1 SERVES SG2; certainty=reading"]
    strict = found(*lines, scope=Scope(certainty="documented"))
    nothing = strict.one("goal_without_anything")
    assert nothing.group == "knowledge"
    assert "Our reading sees more" in nothing.why(strict.plan, "en")
    assert ("goal_without_anything", "SG2") not in found(*lines).kinds()


def test_a_marked_gap_is_no_gap_but_stays_in_sight_with_its_reason(found: Found) -> None:
    seen = found(*ORDER, "Department U3 Roads", "U3 NOT_CONCERNED SG1; reason=Roads have no care")
    assert seen.kinds() == {("meant", "U3")}
    one = seen.found[0]
    assert (one.group, one.reason, one.is_gap) == ("meant", "Roads have no care", False)
    assert one.pairs == ((one.subject, one.goal),)


def test_a_mark_on_a_department_holds_for_its_parts_and_is_listed_once(found: Found) -> None:
    seen = found(
        *ORDER,
        "Department U3 Roads",
        "Department S3 Winter service",
        "S3 PART_OF U3",
        "U3 NOT_CONCERNED SG1",
    )
    assert seen.kinds() == {("meant", "U3")}


def test_a_mark_is_overtaken_when_the_department_contributes_after_all(found: Found) -> None:
    seen = found(*ORDER, "U2 NOT_CONCERNED SG1; reason=not ours")
    one = seen.one("mark_overtaken")
    assert one.group == "suspect" and "(not ours)" in one.why(seen.plan, "en")


def test_an_operative_goal_left_out_on_purpose_for_every_goal_is_no_gap(found: Found) -> None:
    lines = ("OperativeGoal O2 Own matters", "U1 RESPONSIBLE_FOR O2", "M1 IMPLEMENTS O2")
    assert found(*ORDER, *lines).kinds() == {("operative_without_goal", "O2")}
    assert found(*ORDER, *lines, "O2 NOT_CONCERNED SG1").kinds() == {("meant", "O2")}
    assert found(*ORDER, "O1 NOT_CONCERNED SG1").kinds() == {("mark_overtaken", "O1")}


def test_marking_and_taking_it_back_moves_a_gap_there_and_back(
    embedded_store: GraphStore, found: Found
) -> None:
    seen = found(*ORDER, "Department U3 Roads")
    gap = seen.one("department_without_goal")
    change = mark_meant(embedded_store, seen.plan.code, gap.pairs, "not ours", who="tests")
    marked = findings(embedded_store, read_plan(embedded_store, seen.plan.code), Scope())
    assert [(one.kind, one.reason) for one in marked] == [("meant", "not ours")]
    undo(embedded_store, seen.plan.code, change, who="tests")
    assert [
        one.kind for one in findings(embedded_store, read_plan(embedded_store, seen.plan.code), Scope())
    ] == [gap.kind]


def test_a_link_is_suspect_once_an_end_was_reworded(embedded_store: GraphStore) -> None:
    save_plan(embedded_store, small_plan(*ORDER, code="reworded"), who="tests")
    changed = [line.replace("Fewer waits", "No waits") for line in ORDER]
    save_plan(embedded_store, small_plan(*changed, code="reworded"), who="tests")
    plan = read_plan(embedded_store, "reworded")
    found = findings(embedded_store, plan, Scope())
    assert {one.kind for one in found} == {"suspect_link"}
    links = {one.link for one in found}
    assert ("DERIVED_FROM", "reworded/O1", "reworded/SG1") in links
    assert all(one.why(plan, "en").startswith("“No waits” was reworded") for one in found)
    assert {d for one in found for d in one.departments} == {"reworded/U1", "reworded/U2"}


def test_a_measure_of_two_departments_concerns_both_and_the_lead_first(found: Found) -> None:
    seen = found(
        *ORDER,
        "Measure M9 Alone; status=running; since=2015",
        "U2 RESPONSIBLE_FOR M9",
        "U1 RESPONSIBLE_FOR M9; role=partner",
        scope=Scope(partners=True),
    )
    one = seen.one("measure_without_goal")
    assert [uid[-2:] for uid in one.departments] == ["U2", "U1"]


def test_a_filter_on_the_status_finds_what_has_nothing_in_that_status(found: Found) -> None:
    seen = found(*ORDER, scope=Scope(statuses=("ended",)))
    assert ("goal_without_measure", "SG1") in seen.kinds()
    assert not any(kind.startswith("measure_") for kind, _code in seen.kinds())


def test_a_plan_without_departments_says_nothing_about_them(found: Found) -> None:
    seen = found(*(line for line in ORDER if not line.startswith(("Department", "U1", "U2"))))
    assert not {kind for kind, _code in seen.kinds()} & {"goal_without_department", "goal_on_one_unit"}


def test_hostile_titles_stay_text(found: Found) -> None:
    seen = found(*ORDER, "Measure M9 {evil} %s {0}; status=running; since=2015")
    assert "“{evil} %s {0}”" in seen.why("measure_without_goal")


def test_kinds_about_the_plan_stand_before_what_is_unknown_or_meant() -> None:
    groups = [kind.group for kind in KINDS.values()]
    apart = [group in ("knowledge", "meant") for group in groups]
    assert apart == sorted(apart)
