"""Two years of a plan side by side: what begins, ends, is worded anew and stays, and what that means for whom."""

from collections import Counter

from explorer.years import STATES, compare_plans, compare_years
from tests.plans import small_plan

TOWN = (
    "StrategicGoal SG1 Healthy; number=1",
    "OperativeGoal OG1 Care nearby; until=2019",
    "OperativeGoal OG2 Care at home; since=2020; target=80 %",
    "Department D1 Health",
    "Department D2 Care",
    "Measure M1 Advice; until=2019",
    "Measure M2 Advice for all; since=2020",
    "Measure M3 Visits; until=2016",
    "Measure M4 Training; since=2019",
    "Measure M5 Ambulance",
    "OG1 SUCCEEDED_BY OG2",
    "M1 SUCCEEDED_BY M2; certainty=reading",
    "OG1 DERIVED_FROM SG1",
    "OG2 DERIVED_FROM SG1",
    "M1 IMPLEMENTS OG1",
    "M2 IMPLEMENTS OG2",
    "M1 SERVES SG1; contribution=primary",
    "M2 SERVES SG1; contribution=secondary",
    "M3 SERVES SG1",
    "M5 SERVES SG1; until=2017",
    "D2 PART_OF D1",
    "D1 RESPONSIBLE_FOR M1",
    "D2 RESPONSIBLE_FOR M2",
    "D2 RESPONSIBLE_FOR M4",
)


def said(comparison, label="Measure"):
    """Each item of a label as "state before>after"."""
    return {
        f"{one.state} {one.before.code if one.before else ''}>{one.after.code if one.after else ''}"
        for one in comparison.of(label)
    }


def links(comparison, state):
    return {
        " ".join(uid.rpartition("/")[2] for uid in two.link.key)
        for two in comparison.links
        if two.state == state
    }


def test_items_begin_end_stay_and_are_worded_anew():
    found = compare_years(small_plan(*TOWN), 2015, 2020)
    assert said(found) == {"changed M1>M2", "gone M3>", "added >M4", "same M5>M5"}
    assert said(found, "OperativeGoal") == {"changed OG1>OG2"}
    assert found.counts("Measure") == {"added": 1, "changed": 1, "gone": 1, "same": 1}
    assert found.counts() == {"added": 1, "changed": 2, "gone": 1, "same": 4}
    assert (found.first, found.second) == (2015, 2020)


def test_a_change_names_what_differs_and_how_sure_the_succession_is():
    found = compare_years(small_plan(*TOWN), 2015, 2020)
    measure, goal = found.of("Measure")[0], found.of("OperativeGoal")[0]
    assert (measure.changed, measure.certainty) == (("title",), "reading")
    assert (goal.changed, goal.certainty) == (("title", "target"), "documented")
    assert measure.uids == ("town/M1", "town/M2")


def test_links_are_followed_over_the_succession_of_their_ends():
    found = compare_years(small_plan(*TOWN), 2015, 2020)
    assert links(found, "same") == {
        "DERIVED_FROM OG2 SG1",
        "IMPLEMENTS M2 OG2",
        "PART_OF D2 D1",
    }
    assert links(found, "changed") == {"SERVES M2 SG1"}
    assert links(found, "gone") == {"SERVES M3 SG1", "SERVES M5 SG1", "RESPONSIBLE_FOR D1 M1"}
    assert links(found, "added") == {"RESPONSIBLE_FOR D2 M2", "RESPONSIBLE_FOR D2 M4"}
    assert found.link_counts("SERVES") == {"added": 0, "changed": 1, "gone": 2, "same": 0}


def test_years_in_which_only_items_lay_that_are_gone_again_say_so():
    found = compare_years(small_plan(*TOWN), 2015, 2018)
    assert said(found) == {"same M1>M1", "gone M3>", "same M5>M5"}


def test_a_chain_of_successors_is_one_change_even_if_the_middle_lies_between_the_years():
    plan = small_plan(
        "Measure M1 One; until=2014",
        "Measure M2 Two; since=2015; until=2017",
        "Measure M3 Three; since=2018",
        "M1 SUCCEEDED_BY M2",
        "M2 SUCCEEDED_BY M3; certainty=proposed",
    )
    found = compare_years(plan, 2014, 2020)
    assert said(found) == {"changed M1>M3"}
    assert found.items[0].certainty == "proposed"


def test_a_split_and_a_merger_are_told_as_pairs():
    plan = small_plan(
        "Department D1 Order; until=2021",
        "Department D2 Fire; since=2022",
        "Department D3 Rescue; since=2022",
        "Measure M1 One; until=2021",
        "Measure M2 Two; until=2021",
        "Measure M3 Both; since=2022",
        "D1 SUCCEEDED_BY D2",
        "D1 SUCCEEDED_BY D3",
        "M1 SUCCEEDED_BY M3",
        "M2 SUCCEEDED_BY M3",
        "D1 RESPONSIBLE_FOR M1",
        "D3 RESPONSIBLE_FOR M3",
    )
    found = compare_years(plan, 2021, 2022)
    assert said(found, "Department") == {"changed D1>D2", "changed D1>D3"}
    assert all(one.split and not one.merged for one in found.of("Department"))
    assert said(found) == {"changed M1>M3", "changed M2>M3"}
    assert all(one.merged and not one.split for one in found.of("Measure"))
    assert links(found, "same") == {"RESPONSIBLE_FOR D3 M3"} and found.link_counts()["gone"] == 0
    assert all(one.merged for one in compare_years(plan, 2022, 2021).of("Department"))


def test_what_goes_over_into_something_that_was_there_anyway_ends():
    plan = small_plan("Measure M1 One; until=2019", "Measure M2 Two", "M1 SUCCEEDED_BY M2")
    assert said(compare_years(plan, 2019, 2020)) == {"gone M1>", "same M2>M2"}


def test_a_department_is_looked_at_with_its_parts_and_on_both_sides():
    found = compare_years(small_plan(*TOWN), 2015, 2020)
    assert {one.node.code for one in found.touching("town/D1")} == {"M2", "M4"}
    assert {one.node.code for one in found.touching("town/D2")} == {"M2", "M4"}


def test_a_goal_is_looked_at_with_what_serves_it_directly_or_through_an_operative_goal():
    lines = [line for line in TOWN if not line.startswith(("M1 SERVES", "M2 SERVES"))]
    found = compare_years(small_plan(*lines), 2015, 2020)
    assert {one.node.code for one in found.touching("town/SG1")} == {"OG2", "M2", "M3", "M5"}
    assert {one.node.code for one in found.touching("town/OG1")} == {"M2"}
    assert {one.node.code for one in found.touching("town/M5")} == {"SG1"}
    assert found.touching("town/NOTHING") == ()


def test_two_states_of_a_plan_differ_in_what_their_files_say():
    old = small_plan("StrategicGoal A Care", "Measure M1 Advice; status=planned", "M1 SERVES A")
    new = small_plan(
        "StrategicGoal A Care",
        "Measure M1 Advice; status=running; since=2020",
        "Measure M2 Visits",
        "M1 SERVES A; contribution=primary",
        "M2 SERVES A",
    )
    found = compare_plans(old, new)
    assert [(one.node.code, one.state, one.changed) for one in found.items] == [
        ("A", "same", ()),
        ("M1", "changed", ("since", "status")),
        ("M2", "added", ()),
    ]
    assert Counter(two.state for two in found.links) == {"changed": 1, "added": 1}
    assert compare_plans(new, old).counts() == {"added": 0, "changed": 1, "gone": 1, "same": 1}


def test_without_a_plan_everything_is_added_and_a_code_of_another_kind_is_another_item():
    plan = small_plan("StrategicGoal A Care", "Measure M1 Advice", "M1 SERVES A")
    assert compare_plans(None, plan).counts() == {"added": 2, "changed": 0, "gone": 0, "same": 0}
    other = small_plan("Measure A Care")
    assert {(one.node.label, one.node.code, one.state) for one in compare_plans(plan, other).items} == {
        ("StrategicGoal", "A", "gone"),
        ("Measure", "A", "added"),
        ("Measure", "M1", "gone"),
    }
    assert set(compare_plans(plan, other).counts()) == set(STATES)


def test_the_shipped_plan_names_the_wordings_of_its_operative_goals(soest_plan):
    found = compare_years(soest_plan, 2015, 2022)
    assert found.counts("OperativeGoal")["gone"] == 12
    assert said(compare_years(soest_plan, 2021, 2023), "Department") >= {
        "changed D38-2012>D37-2022",
        "changed D38-2012>D38-2022",
    }
