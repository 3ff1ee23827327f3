"""What a load makes of the plan that is there: what the file says, and everything that it does not speak of."""

from dataclasses import replace

import pytest

from explorer.errors import BadPlan
from explorer.exchange.incoming import EVERYTHING, Incoming, Said, merged
from explorer.store.plans import difference
from tests.plans import small_plan

KNOWN = small_plan(
    "StrategicGoal SG1 Stay healthy; number=1",
    "StrategicGoal SG2 Learn; number=2",
    "Measure M1 Advice on care; description=Twice a week; status=running; since=2015",
    "Measure M2 Opening hours; status=planned",
    "Department D1 Health",
    "M1 SERVES SG1; contribution=primary; note=agreed in May",
    "M1 SERVES SG2; contribution=secondary",
    "M2 SERVES SG2",
    "D1 RESPONSIBLE_FOR M1",
    "D1 NOT_CONCERNED SG2; reason=so agreed",
    title="Plan of the town",
)
#: A matrix with a title, a status and marks for goals.
MATRIX = Said(
    properties={"Measure": frozenset({"title", "status"}), "SERVES": frozenset({"contribution"})},
    items=frozenset({"Measure"}),
    links=frozenset({("SERVES", "Measure", "StrategicGoal")}),
    plan=frozenset(),
)


def matrix(*lines):
    goals = ("StrategicGoal SG1 Stay healthy; number=1", "StrategicGoal SG2 Learn; number=2")
    return Incoming(small_plan(*goals, *lines, title="Whatever"), MATRIX)


def links(plan):
    return {
        (plan.nodes[k.source].code, k.type, plan.nodes[k.target].code): k.text("contribution")
        for k in plan.links
    }


def test_into_an_empty_store_goes_the_plan_as_it_is():
    assert merged(None, Incoming(KNOWN)) == KNOWN


def test_the_same_file_again_changes_nothing():
    assert not difference(KNOWN, merged(KNOWN, Incoming(KNOWN), remove=True))


def test_what_a_file_has_no_column_for_stays_as_it_is():
    plan = merged(
        KNOWN, matrix("Measure M1 Advice at home; status=completed", "M1 SERVES SG1; contribution=secondary")
    )
    measure = plan.nodes["town/M1"].properties
    assert (measure["title"], measure["status"]) == ("Advice at home", "completed")
    assert (measure["description"], measure["since"]) == ("Twice a week", 2015)
    (link,) = [k for k in plan.links if k.key == ("SERVES", "town/M1", "town/SG1")]
    assert (link.properties["contribution"], link.properties["note"]) == ("secondary", "agreed in May")
    assert plan.properties["title"] == "Plan of the town"


def test_a_cell_that_is_empty_empties_the_property():
    plan = merged(KNOWN, matrix("Measure M1 Advice on care"))
    assert plan.nodes["town/M1"].properties["status"] is None


def test_nothing_is_removed_unless_that_is_asked_for():
    short = matrix("Measure M1 Advice on care; status=running", "M1 SERVES SG1; contribution=primary")
    kept = merged(KNOWN, short)
    assert set(kept.nodes) == set(KNOWN.nodes) and links(kept) == links(KNOWN)
    gone = difference(KNOWN, merged(KNOWN, short, remove=True))
    assert [node.code for node in gone.removed] == ["M2"]
    assert {k.key for k in gone.removed_links} == {
        ("SERVES", "town/M1", "town/SG2"),
        ("SERVES", "town/M2", "town/SG2"),
    }


def test_removing_takes_nothing_that_the_file_does_not_speak_of():
    plan = merged(KNOWN, matrix("Measure M1 Advice on care; status=running"), remove=True)
    assert {node.code for node in plan.of("Department")} == {"D1"}
    assert set(links(plan)) == {("D1", "RESPONSIBLE_FOR", "M1"), ("D1", "NOT_CONCERNED", "SG2")}


def test_what_is_new_in_the_file_is_added():
    plan = merged(KNOWN, matrix("Measure M9 New", "M9 SERVES SG2; contribution=primary"))
    assert plan.nodes["town/M9"].title == "New" and ("M9", "SERVES", "SG2") in links(plan)


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (("OperativeGoal M1 Advice",), "M1 is OperativeGoal here and Measure in the plan"),
        (("Measure M1 Advice; until=2010",), "M1 would end in 2010, before it begins in 2015"),
    ],
)
def test_two_that_do_not_go_together_are_refused(lines, what):
    said = replace(MATRIX, properties={**EVERYTHING.properties, "Measure": frozenset({"title", "until"})})
    with pytest.raises(BadPlan) as caught:
        merged(KNOWN, Incoming(small_plan(*lines), said))
    (problem,) = caught.value.problems
    assert what in problem.told("en")[0] and problem.told("de")[1]


def test_a_circle_that_only_both_together_close_is_refused():
    known = small_plan("Department D1 Health", "Department D2 Roads", "D1 PART_OF D2")
    other = small_plan("Department D1 Health", "Department D2 Roads", "D2 PART_OF D1")
    with pytest.raises(BadPlan) as caught:
        merged(known, Incoming(other))
    assert "circle" in caught.value.problems[0].told("en")[0]
    assert difference(known, merged(known, Incoming(other), remove=True))
